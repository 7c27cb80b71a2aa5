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

/// The clauses of a text, each as its pairs, a number with its unit as one; comparison (不少于) says nothing of what is meant.
std::vector<Pairs> clauses_of(std::u32string_view text) {
    using View = std::u32string_view;
    std::vector<Pairs> out(1);
    char32_t before = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char32_t c = text[i];
        if (is_one_of(c, U"，；。：,;:")) {
            out.emplace_back();
            before = 0;
            continue;
        }
        std::size_t skip = c == U'%' || c == U'.' ? 1 : 0;
        if (is_digit(c)) { // 20个: a number tells sentences apart where it is the same
            uint64_t n = 0;
            while (i + skip < text.size() && is_digit(text[i + skip]))
                n = n * 10 + static_cast<uint64_t>(text[i + skip++] & 0xF);
            out.back().push_back(uint64_t{1} << 63 | n % 1000000 << 32 | (i + skip < text.size() ? text[i + skip] : 0));
        }
        for (View w : {View(U"不少于"), View(U"不低于"), View(U"不超过"), View(U"不高于"), View(U"至少"), View(U"以上"), View(U"以下"), View(U"以内"), View(U"达到")})
            if (text.substr(i, w.size()) == w)
                skip = w.size();
        if (skip > 0) {
            i += skip - 1;
            before = 0;
        } else if (is_han(c)) {
            if (before)
                out.back().push_back(static_cast<uint64_t>(before) << 32 | c);
            before = c;
        }
    }
    for (Pairs& pairs : out) {
        std::sort(pairs.begin(), pairs.end());
        pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    }
    std::erase_if(out, [](const Pairs& p) { return p.empty(); });
    return out;
}

/// How surely a clause of a row speaks of a sentence that has no row yet. A pair of characters that many sentences have
/// (工作, 公开) says little; one that nobody else has says much; one that stands nowhere in the body says nothing.
class Speaking {
public:
    explicit Speaking(const std::vector<std::vector<Pairs>>& sentences) : sentences_(sentences) {
        for (uint32_t s = 0; s < sentences.size(); ++s)
            for (const Pairs& clause : sentences[s])
                for (uint64_t pair : clause)
                    if (auto& all = where_[pair]; all.empty() || all.back() != s)
                        all.push_back(s);
    }

    /// The sentence `clause` speaks of more clearly than of any other, or -1. `same_item`: the row stands for the item already.
    int of(const Pairs& clause, auto&& same_item) const {
        std::unordered_map<uint32_t, double> weight;
        double all = 0;
        for (uint64_t pair : clause)
            if (const auto it = where_.find(pair); it != where_.end() && it->second.size() <= 60) {
                all += 1.0 / static_cast<double>(it->second.size());
                for (uint32_t s : it->second)
                    weight[s] += 1.0 / static_cast<double>(it->second.size());
            }
        int best = -1;
        double first = 0, second = 0;
        for (const auto& [s, w] : weight)
            if (w > first || (w == first && static_cast<int>(s) < best))
                second = std::max(second, first), first = w, best = static_cast<int>(s);
            else
                second = std::max(second, w);
        // Three pairs of its own, most of what the body knows of it, clearly more than the next sentence has.
        if (best < 0 || first < 2.5 || first < 0.6 * all || first < second + 1.2)
            return -1;
        if (first > 0.9 * all && same_item(best))
            return best;
        // … and a good part of what that sentence says there: 推送微信公众号 at the end of a long clause is another matter.
        for (const Pairs& theirs : sentences_[static_cast<std::size_t>(best)])
            if (const std::size_t n = common(clause, theirs); n >= 3 && n * 4 >= theirs.size())
                return best;
        return -1;
    }

private:
    const std::vector<std::vector<Pairs>>& sentences_;
    std::unordered_map<uint64_t, std::vector<uint32_t>> where_;
};

/// 24 of 24.3
std::u32string_view item_of(const Place& place) {
    const std::u32string_view cite = place.cite;
    return cite.substr(0, std::min(cite.rfind(U'.'), cite.size()));
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
    // A row of several clauses may stand for several sentences of one item: 主动提醒, 打开率不低于30%. Only for sentences
    // that no row has yet, and clause by clause. A row that has no sentence either is read so where most rows have one:
    // there the annex breaks the body down; elsewhere it adds to it, and what sounds alike is another matter.
    auto in_order = [](const Link& a, const Link& b) { return a.row != b.row ? a.row < b.row : a.sentence < b.sentence; };
    std::vector<bool> taken(places.list.size(), false), aligned(places.list.size(), false);
    std::unordered_map<std::size_t, std::u32string_view> item_of_row;
    for (const Link& l : out) {
        taken[l.sentence] = aligned[l.row] = true;
        item_of_row.emplace(l.row, item_of(places.list[l.sentence]));
    }
    if (out.empty() || std::all_of(sentences.begin(), sentences.end(), [&](std::size_t p) { return taken[p]; })) {
        std::sort(out.begin(), out.end(), in_order);
        return out;
    }
    std::vector<std::vector<Pairs>> s_clauses;
    for (std::size_t p : sentences)
        s_clauses.push_back(clauses_of(places.list[p].text.text));
    const Speaking speaking(s_clauses);
    const std::size_t found = out.size(), rows_found = item_of_row.size();
    for (std::size_t r : rows)
        for (const Pairs& clause : clauses_of(places.list[r].text.text)) {
            auto same_item = [&](int best) {
                const auto known = item_of_row.find(r);
                return known != item_of_row.end() && known->second == item_of(places.list[sentences[static_cast<std::size_t>(best)]]) && aligned[r];
            };
            const int s = aligned[r] || rows_found * 2 > rows.size() ? speaking.of(clause, same_item) : -1;
            if (s < 0)
                continue;
            const std::size_t p = sentences[static_cast<std::size_t>(s)];
            const auto item = item_of_row.emplace(r, item_of(places.list[p])).first;
            const bool twice = std::any_of(out.begin() + static_cast<std::ptrdiff_t>(found), out.end(), [&](const Link& l) { return l.row == r && l.sentence == p; });
            if (!taken[p] && !twice && item->second == item_of(places.list[p]))
                out.push_back({p, r, 0.5});
        }
    std::sort(out.begin(), out.end(), in_order);
    return out;
}

} // namespace yaodian::importer
