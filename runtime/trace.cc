#include "runtime/trace.h"

#include "compiler/dates.h"
#include "compiler/values.h"
#include "compiler/names.h"

#include <algorithm>
#include <set>
#include <span>

namespace yaodian {

namespace {

const DocumentDigests* document_of(const Compilation& c, const Card& card, const std::vector<DocumentDigests>& documents) {
    for (const DocumentDigests& document : documents)
        if (document.card == c.names.folded(card.name))
            return &document;
    return nullptr;
}

bool beside(const CardEntry& entry) { return entry.sub == SubPlace::Bracket || entry.sub == SubPlace::Cell; }

/// The heads of card and document, the places the card does not list, and whether the two belong together at all.
void compare_rest(const Compilation& c, const Card& card, std::span<const CardEntry> entries, const DocumentDigests& document, TracedDocument& out) {
    auto folded = [](std::string_view text) {
        std::string room;
        return std::string(fold(text, room));
    };
    auto head = [&](Words what, const std::string& then, const std::string& now) {
        const bool differs = !then.empty() && folded(then) != folded(now); // what the card does not say cannot differ
        if (differs)
            out.heads.push_back({std::move(what), then, now});
        return differs;
    };
    if (document.places.empty()) // only digests are known of it
        return;
    const bool renamed = head({"标题", "title"}, std::string(c.text({card.file, card.title})), document.title);
    head({"文号", "number"}, std::string(c.text({card.file, card.number})), document.number);
    std::string day = document.issued;
    if (std::string_view rest = day; !day.empty()) {
        DateError error = DateError::None;
        if (const auto d = read_date(rest, error))
            day = chinese_date(*d);
    }
    head({"印发", "date of issue"}, card.issued == kNoDay ? std::string() : chinese_date(card.issued), day);

    std::set<std::string> listed;
    bool any_beside = false;
    for (const CardEntry& e : entries) {
        listed.insert(document.key(e.part, card_place(c, e)));
        any_beside |= beside(e);
    }
    for (const DocumentDigests::Listed& place : document.places) {
        if (place.beside && !any_beside)
            out.beside_left = true;
        else if (!listed.contains(document.key(place.part, place.place)))
            out.added.push_back((place.part == Part::Annex ? "附表 " : "正文 ") + place.place);
    }
    uint32_t clauses = 0, same = 0; // headings and brackets are alike in many documents
    for (const CardEntry& e : entries)
        if (e.sub == SubPlace::Whole) {
            const DigestState state = digest_state(c, card, e, document);
            clauses += state != DigestState::Unknown;
            same += state == DigestState::Ok;
        }
    out.another = clauses > 0 && same * 5 < clauses && (renamed || clauses >= 10);
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
        const DocumentDigests* printed = document_of(c, card, documents);
        for (uint32_t i = 0; i < places.size(); ++i) {
            places[i].entry = card.entries.first + i;
            if (printed)
                places[i].digest = digest_state(c, card, index.entries()[i], *printed);
            document.compared += places[i].digest != DigestState::Unknown;
            if (places[i].digest == DigestState::Changed || places[i].digest == DigestState::Gone)
                document.changed.push_back({places[i].entry, places[i].digest});
        }
        if (printed)
            compare_rest(c, card, index.entries(), *printed, document);
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
            // Headings, brackets and cells hold no duty of their own; they are accounted for by what they stand over or beside.
            if (entry.sub == SubPlace::Heading || beside(entry))
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
