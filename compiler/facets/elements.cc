// 要素: every upstream element is there, as firmly. A level (必, 视情, 可) is capped by the 力度 of its task; under 不得 a list
// means none of these; an upstream list open with 等 asks. Several lower tasks are looked at together.
#include "compiler/people.h"

#include <algorithm>

namespace yaodian {
namespace {

constexpr Codes codes{elements_weaker, elements_missing, 0, 0, elements_question};

Word capped(Word force, uint8_t level) {
    auto rank = [](Word w) {
        return w == Word::Must || w == Word::MustNot ? 4 : w == Word::Principle ? 3 : w == Word::May ? 1 : 2;
    };
    Word own = level == kAsFits ? Word::Principle : level == kOptional ? Word::May : Word::Must;
    return rank(own) < rank(force) ? own : force;
}
Truth as_firm(Word a, Word b) {
    auto rank = [](Word w) {
        return w == Word::Must || w == Word::MustNot ? 4 : w == Word::Principle ? 3 : w == Word::May ? 1 : 2;
    };
    return a != b && rank(a) == rank(b) && rank(a) == 2 ? Truth::Maybe : truth(rank(a) >= rank(b));
}
uint8_t level_rank(uint8_t bits) {
    switch (bits & kLevelMask) {
    case kAsFits: return 2;
    case kOptional: return 1;
    default: return 3;
    }
}

/// One element of one side, with its firmness.
struct Entry {
    const Fact* fact;
    Word force;
    const SideIndex* side;
};

bool in_clause(const Fact& a, const Fact& b) {
    return (b.bits & kOr) || ((a.bits & kLevelMask) == kAnyOf && (b.bits & kLevelMask) == kAnyOf);
}

/// Is every clause of `to` carried by a clause of `from` that lies inside it, as firmly? What is not there goes to `lost`,
/// what is there less firmly to `softer`.
Truth carry(std::span<const Entry> from, std::span<const Entry> to, std::vector<Fact>* lost, std::vector<Fact>* softer,
            Fact* doubtful) {
    auto clause_end = [](std::span<const Entry> all, std::size_t i) {
        std::size_t end = i + 1;
        while (end < all.size() && all[i].force != Word::MustNot && all[end].side == all[end - 1].side && all[end].fact == all[end - 1].fact + 1 &&
               in_clause(*all[end - 1].fact, *all[end].fact))
            ++end;
        return end;
    };
    Truth all = Truth::Yes;
    for (std::size_t u = 0, ue; u < to.size(); u = ue) {
        ue = clause_end(to, u); // under 不得 every name stands alone: none of these
        Truth best = Truth::No;
        bool there = false;
        for (std::size_t l = 0, le; l < from.size(); l = le) {
            le = clause_end(from, l);
            bool inside = true;
            for (std::size_t i = l; i < le && inside; ++i) {
                bool one = false;
                for (std::size_t k = u; k < ue; ++k)
                    one |= from[i].fact->value == to[k].fact->value;
                inside = one;
            }
            if (!inside)
                continue;
            there = true;
            uint8_t a = from[l].fact->bits & kLevelMask, b = to[u].fact->bits & kLevelMask;
            // The same level on both sides: what differs is the force of the task, and 力度 says so.
            best = std::max(best, level_rank(a) == level_rank(b) || to[u].force == Word::MustNot
                                      ? Truth::Yes
                                      : as_firm(capped(from[l].force, a), capped(to[u].force, b)));
        }
        if (!there && lost)
            lost->push_back(*to[u].fact);
        else if (best == Truth::No && softer)
            softer->push_back(*to[u].fact);
        else if (best == Truth::Maybe && doubtful)
            *doubtful = *to[u].fact;
        all = std::min(all, best);
    }
    return all;
}

std::optional<FacetVerdict> compare_elements(const Pair& pair) {
    const SideIndex& us = *pair.upper_index;
    static thread_local std::vector<Entry> lower;
    lower.clear();
    bool open_upper = false, open_lower = false;
    Readings upper_readings, lower_readings;
    readings_of(us, Facet::Elements, true, upper_readings);
    for (const SideIndex& s : pair.lower_index) {
        Readings here;
        readings_of(s, Facet::Elements, true, here);
        for (std::size_t i = 0; i < here.size(); ++i) {
            lower_readings.push_back(here[i]);
            open_lower |= (here[i].back().bits & kOpen) != 0;
            for (const Fact& f : here[i])
                lower.push_back({&f, force_of(s), &s});
        }
    }
    for (std::size_t i = 0; i < upper_readings.size(); ++i)
        open_upper |= (upper_readings[i].back().bits & kOpen) != 0;
    if (lower_readings.empty() && upper_readings.empty())
        return std::nullopt;

    Conclusion conclude(pair, codes, Facet::Elements, lower_readings, upper_readings);
    Reading &first_lower = conclude.lower, &first_upper = conclude.upper;
    const Word upper_force = force_of(us);
    const bool forbids = upper_force == Word::MustNot;
    // 不得 without a list forbids the act in every form
    if (upper_readings.empty())
        return conclude.done(forbids ? Verdict::Weaker : Verdict::Stricter);
    if (lower_readings.empty())
        return conclude.done(forbids && force_of(pair.lower_index.front()) == Word::MustNot ? Verdict::Stricter : Verdict::Missing);
    if (lower_readings.size() == 1 && upper_readings.size() == 1 && same_list(first_lower, first_upper) &&
        pair.lower_index.size() == 1)
        return conclude.same(); // a difference of 力度 is told by 力度

    std::vector<Entry> upper;
    for (std::size_t r = 0; r < upper_readings.size(); ++r)
        for (const Fact& f : upper_readings[r])
            upper.push_back({&f, upper_force, &us});
    std::vector<Fact> lost, softer;
    Fact doubtful{};
    Truth all = carry(lower, upper, &lost, &softer, &doubtful), back = Truth::Yes;
    // Split among several tasks, each element still has to reach every body upstream makes act.
    std::string uncovered;
    const bool project = pair.purpose == Purpose::Upstream && us.task->plan != pair.plan;
    if (all != Truth::No && pair.lower_index.size() > 1 && us.has(Facet::Subject)) {
        const People people(pair.context, pair.plan);
        std::vector<Actor> actors;
        for (const Fact& f : us.of(Facet::Subject))
            if (!(f.bits & kSilent))
                people.expand(f.value, project, actors);
        for (std::size_t r = 0; r < upper_readings.size() && uncovered.empty(); ++r)
            for (const Fact& want : upper_readings[r])
                for (const Actor& a : actors) {
                    bool bound = false, anywhere = false;
                    for (const Entry& e : lower)
                        if (e.fact->value == want.value)
                            bound |= people.binds(*e.side, a, project);
                    for (const SideIndex& s : pair.lower_index)
                        anywhere |= people.binds(s, a, project);
                    if (!bound && anywhere && uncovered.empty()) {
                        uncovered = name_of(pair, want.value) + "（" + name_of(pair, a.written) + "）";
                        all = Truth::No;
                    }
                }
    }
    if (all == Truth::Yes && open_upper && !open_lower)
        all = Truth::Maybe;
    if (all == Truth::Yes)
        back = carry(upper, lower, nullptr, nullptr, nullptr);
    Words detail;
    if (!lost.empty()) {
        std::string names = said(pair, lost, true);
        detail = {"：少了“" + names + "”", ": " + names + " is lost"};
    } else if (!softer.empty()) {
        std::string names = said(pair, softer, true);
        detail = {"：“" + names + "”的要求变松了", ": " + names + " is asked for less firmly"};
    } else if (!uncovered.empty()) {
        detail = {"：没有任务让它做：" + uncovered, ": no duty makes it act: " + uncovered};
    } else if (all == Truth::Maybe) {
        detail = doubtful.facet != Facet::None
                     ? Words("：“" + said(pair, {&doubtful, 1}, true) + "”一边鼓励一边探索，谁更硬说不准",
                             ": one side encourages and the other explores; which is firmer cannot be told")
                     : Words("：" + label_upper(pair).zh + "的清单以“等”结尾，还有哪些没有列出",
                             ": the list of " + label_upper(pair).en + " goes on; what else belongs to it is not printed");
    }
    return conclude.done(verdict_of({all, all == Truth::Yes ? back : Truth::Yes}), std::move(detail));
}

} // namespace

extern const FacetRule facet_elements{Facet::Elements, compare_elements};

} // namespace yaodian
