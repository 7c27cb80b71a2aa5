#include "runtime/trace.h"

#include <algorithm>

namespace yaodian {

namespace {

DigestState state_of(const Compilation& c, const Card& card, const CardEntry& entry,
                     const std::vector<DocumentDigests>& documents) {
    for (const DocumentDigests& document : documents)
        if (document.card == c.names.folded(card.name))
            return digest_state(c, card, entry, document);
    return DigestState::Unknown;
}

} // namespace

Trace trace(const Compilation& c, const std::vector<DocumentDigests>& documents) {
    const Model& m = c.model;
    Trace out;
    for (uint32_t k = 1; k < m.cards.size(); ++k) {
        const Card& card = m.cards[k];
        TracedDocument document;
        document.card = k;
        const CardIndex index(c, card);
        std::vector<TracedPlace> places(index.entries().size());
        for (uint32_t i = 0; i < places.size(); ++i) {
            places[i].entry = card.entries.first + i;
            places[i].digest = state_of(c, card, index.entries()[i], documents);
            document.compared += places[i].digest != DigestState::Unknown;
            if (places[i].digest == DigestState::Changed || places[i].digest == DigestState::Gone)
                document.changed.push_back({places[i].entry, places[i].digest});
        }
        for (PlanId p = 1; p < m.plans.size(); ++p) {
            const Plan& plan = m.plans[p];
            if (plan.source != card.name || card.name == 0)
                continue;
            document.plans.push_back(p);
            for (TaskId t = plan.tasks.first; t < plan.tasks.first + plan.tasks.count; ++t)
                for (const Cite& cite : Model::slice(m.cites, m.tasks[t].cites))
                    for (const uint32_t i : index.find(cite))
                        if (places[i].tasks.empty() || places[i].tasks.back() != t)
                            places[i].tasks.push_back(t);
            for (const NonDuty& nonduty : Model::slice(m.nonduties, plan.nonduties))
                for (const uint32_t i : index.find(nonduty.cite)) {
                    places[i].nonduty = true;
                    places[i].reason = c.files[plan.file].text(nonduty.reason);
                }
        }
        for (TracedPlace& place : places) {
            const CardEntry& entry = m.card_entries[place.entry];
            // Headings and brackets hold no duty of their own; they are accounted for by what they stand over.
            if (entry.sub == SubPlace::Heading || entry.sub == SubPlace::Bracket)
                continue;
            document.covered += place.covered();
            document.places.push_back(std::move(place));
        }
        out.documents.push_back(std::move(document));
    }
    std::sort(out.documents.begin(), out.documents.end(), [&](const TracedDocument& a, const TracedDocument& b) {
        return c.name(m.cards[a.card].name) < c.name(m.cards[b.card].name);
    });
    return out;
}

} // namespace yaodian
