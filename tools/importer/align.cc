#include "tools/importer/align.h"

#include <algorithm>
#include <unordered_map>

namespace yaodian::importer {

namespace {

using Pairs = std::vector<uint64_t>;

Pairs pairs_of(std::u32string_view text) {
    Pairs out;
    char32_t before = 0;
    for (char32_t c : text) {
        if (!is_han(c) && !is_digit(c))
            continue;
        if (before)
            out.push_back(static_cast<uint64_t>(before) << 32 | c);
        before = c;
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

std::size_t common(const Pairs& a, const Pairs& b) {
    std::size_t n = 0, i = 0, j = 0;
    while (i < a.size() && j < b.size()) {
        if (a[i] == b[j])
            ++n, ++i, ++j;
        else
            a[i] < b[j] ? ++i : ++j;
    }
    return n;
}

} // namespace

double overlap(std::u32string_view a, std::u32string_view b) {
    const Pairs x = pairs_of(a), y = pairs_of(b);
    const std::size_t least = std::min(x.size(), y.size());
    return least == 0 ? 0 : static_cast<double>(common(x, y)) / static_cast<double>(least);
}

double share_of(std::u32string_view part, std::u32string_view whole) {
    const Pairs x = pairs_of(part), y = pairs_of(whole);
    return x.empty() ? 0 : static_cast<double>(common(x, y)) / static_cast<double>(x.size());
}

std::vector<Link> align(const Places& places) {
    std::vector<std::size_t> sentences, rows;
    for (std::size_t p = 0; p < places.list.size(); ++p) {
        const Place& place = places.list[p];
        if (place.kind == PlaceKind::Row)
            rows.push_back(p);
        else if (place.kind == PlaceKind::Sentence && places.sections[static_cast<std::size_t>(place.section)].duty)
            sentences.push_back(p);
    }
    std::vector<Pairs> s_pairs, r_pairs;
    for (std::size_t p : sentences)
        s_pairs.push_back(pairs_of(places.list[p].text.text));
    for (std::size_t p : rows)
        r_pairs.push_back(pairs_of(places.list[p].text.text));
    // Candidates share rare pairs; common ones (政务, 公开) would link everything with everything.
    std::unordered_map<uint64_t, std::vector<uint32_t>> index;
    for (std::size_t r = 0; r < rows.size(); ++r)
        for (uint64_t pair : r_pairs[r])
            index[pair].push_back(static_cast<uint32_t>(r));
    std::vector<Link> candidates;
    std::vector<uint32_t> hits(rows.size(), 0);
    for (std::size_t s = 0; s < sentences.size(); ++s) {
        std::vector<uint32_t> touched;
        for (uint64_t pair : s_pairs[s]) {
            const auto it = index.find(pair);
            if (it == index.end() || it->second.size() > 60)
                continue;
            for (uint32_t r : it->second)
                if (hits[r]++ == 0)
                    touched.push_back(r);
        }
        for (uint32_t r : touched) {
            const std::size_t least = std::min(s_pairs[s].size(), r_pairs[r].size());
            if (hits[r] * 4 >= least) {
                const double score = static_cast<double>(common(s_pairs[s], r_pairs[r])) / static_cast<double>(std::max<std::size_t>(least, 1));
                if (score >= 0.5 && least >= 4)
                    candidates.push_back({s, r, score});
            }
            hits[r] = 0;
        }
    }
    // A sentence goes to the row that fits it best; several sentences may share a row and the other way round, as long as
    // the fit is nearly as good as the best.
    std::vector<double> best_s(sentences.size(), 0), best_r(rows.size(), 0);
    for (const Link& l : candidates) {
        best_s[l.sentence] = std::max(best_s[l.sentence], l.score);
        best_r[l.row] = std::max(best_r[l.row], l.score);
    }
    std::vector<Link> out;
    for (const Link& l : candidates)
        if (l.score >= best_s[l.sentence] - 0.08 && (l.score >= best_r[l.row] - (l.score >= 0.6 ? 0.4 : 0.0)))
            out.push_back({sentences[l.sentence], rows[l.row], l.score});
    std::sort(out.begin(), out.end(), [](const Link& a, const Link& b) { return a.row != b.row ? a.row < b.row : a.sentence < b.sentence; });
    return out;
}

} // namespace yaodian::importer
