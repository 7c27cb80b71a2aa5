#include "compiler/card_index.h"

#include "compiler/place_names.h"

#include <algorithm>

namespace yaodian {

namespace {

/// How far a heading reaches: 四 up to 五, 四（一） up to 四（二） or 五; the heading of a numbered item no further than its
/// own sentences, which carry its number.
int rank(std::string_view place) {
    if (place.empty() || (place[0] >= '0' && place[0] <= '9'))
        return 3;
    return place.find('(') == std::string_view::npos ? 1 : 2;
}

} // namespace

std::string card_place(const Compilation& c, const CardEntry& entry) {
    std::string out(c.name(entry.place));
    static constexpr std::string_view suffixes[] = {"", ".文", ".栏", ".名", ".括", ".题"};
    const std::string_view suffix = suffixes[static_cast<std::size_t>(entry.sub)];
    if (out.find(suffix) == std::string::npos) // 20.括2 keeps its own
        out += suffix;
    return out;
}

DigestState digest_state(const Compilation& c, const Card& card, const CardEntry& entry, const DocumentDigests& document) {
    // Of the name or the text of a row by itself documents give no digest.
    if (entry.digest.empty() || entry.sub == SubPlace::Text || entry.sub == SubPlace::Name)
        return DigestState::Unknown;
    auto bare = [](std::string_view d) { return d.starts_with("sha256:") ? d.substr(7) : d; };
    const std::string now = document.digest(entry.part, card_place(c, entry));
    if (now.empty())
        return DigestState::Gone;
    return bare(now) == bare(c.text({card.file, entry.digest})) ? DigestState::Ok : DigestState::Changed;
}

CardIndex::CardIndex(const Compilation& c, const Card& card)
    : c_(c), file_(card.file), entries_(Model::slice(c.model.card_entries, card.entries)) {
    for (uint32_t i = 0; i < entries_.size(); ++i) {
        const CardEntry& e = entries_[i];
        headings_ |= e.sub == SubPlace::Heading;
        brackets_ |= e.sub == SubPlace::Bracket;
        std::string_view place = c.names.folded(e.place);
        for (std::size_t n = place.size();;) { // under its own name and those of all that holds it
            auto& list = below_[{e.part, place.substr(0, n)}];
            if (list.empty() || list.back() != i)
                list.push_back(i);
            n = n ? place.find_last_of(".(", n - 1) : std::string_view::npos;
            if (n == std::string_view::npos || n == 0)
                break;
        }
    }
}

std::vector<uint32_t> CardIndex::find(const Cite& cite) const {
    if (cite.first == 0) { // 非任务 附表: the whole part
        std::vector<uint32_t> all;
        for (uint32_t i = 0; i < entries_.size(); ++i)
            if (entries_[i].part == cite.part)
                all.push_back(i);
        return all;
    }
    std::vector<uint32_t> first = one(cite.part, cite.sub, c_.names.folded(cite.first));
    if (cite.last == 0 || cite.last == cite.first || first.empty())
        return first;
    const std::vector<uint32_t> last = one(cite.part, cite.sub, c_.names.folded(cite.last));
    if (last.empty())
        return last;
    const uint32_t from = *std::min_element(first.begin(), first.end()), to = *std::max_element(last.begin(), last.end());
    std::vector<uint32_t> range;
    for (uint32_t i = from; i <= to; ++i)
        if (entries_[i].part == cite.part)
            range.push_back(i);
    return range;
}

std::vector<uint32_t> CardIndex::one(Part part, SubPlace sub, std::string_view place) const {
    if (std::size_t at = place.find(".括"); at != std::string_view::npos) // 20.括2
        place = place.substr(0, at);
    std::vector<uint32_t> out;
    if (auto it = below_.find({part, place}); it != below_.end())
        out = it->second;
    if (sub == SubPlace::Heading || sub == SubPlace::Bracket) {
        // A heading or bracket accounts for no sentence; a card that records none of them cannot be asked.
        const bool recorded = sub == SubPlace::Heading ? headings_ : brackets_;
        if (recorded)
            std::erase_if(out, [&](uint32_t i) {
                return entries_[i].sub != sub || !place_in(place, c_.names.folded(entries_[i].place));
            });
        return out;
    }
    // A part by its number or by its title takes in what its heading stands over.
    for (uint32_t i = 0; i < entries_.size(); ++i) {
        const CardEntry& e = entries_[i];
        if (e.part != part || (e.sub != SubPlace::Heading && !(out.empty() && !e.title.empty())))
            continue;
        std::string_view here = c_.names.folded(e.place);
        if (here != place && (!out.empty() || !same_title(e, place)))
            continue;
        out.push_back(i);
        for (uint32_t k = i + 1; k < entries_.size() && entries_[k].part == part; ++k) {
            std::string_view next = c_.names.folded(entries_[k].place);
            if (entries_[k].sub == SubPlace::Heading && rank(next) <= rank(here))
                break;
            if (rank(here) == 3 && !place_in(next, here))
                break;
            if (e.sub != SubPlace::Heading && !place_in(next, place_name(here).item))
                break;
            out.push_back(k);
        }
        break;
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

bool CardIndex::same_title(const CardEntry& e, std::string_view folded) const {
    std::string room;
    return fold(c_.text({file_, e.title}), room) == folded;
}

} // namespace yaodian
