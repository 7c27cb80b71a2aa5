// 产出: every upstream result is yielded by some lower task.
#include "compiler/facets/facet.h"

#include <algorithm>

namespace yaodian {
namespace {

constexpr Codes codes{yields_weaker, yields_missing, 0, 0, yields_question};

bool has(const SideIndex& side, EntityId result) {
    for (const Fact& f : side.of(Facet::Yields))
        if (f.value == result && !(f.bits & kSilent))
            return true;
    return false;
}

std::optional<FacetVerdict> compare_yields(const Pair& pair) {
    std::vector<Fact> lower, upper, lost;
    bool open_upper = false, open_lower = false, surplus = false;
    for (const SideIndex& s : pair.lower_index)
        for (const Fact& f : s.of(Facet::Yields))
            if (!(f.bits & kSilent)) {
                lower.push_back(f);
                open_lower |= f.bits & kOpen;
                surplus |= !has(*pair.upper_index, f.value);
            }
    for (const Fact& f : pair.upper_index->of(Facet::Yields))
        if (!(f.bits & kSilent)) {
            upper.push_back(f);
            open_upper |= f.bits & kOpen;
            if (std::none_of(lower.begin(), lower.end(), [&](const Fact& x) { return x.value == f.value; }))
                lost.push_back(f);
        }
    if (lower.empty() && upper.empty())
        return std::nullopt;
    FacetVerdict v;
    v.facet = Facet::Yields;
    v.verdict = !lost.empty()                 ? lower.empty() ? Verdict::Missing : Verdict::Weaker
                : open_upper && !open_lower   ? Verdict::Question
                : surplus                     ? Verdict::Stricter
                                              : Verdict::Equal;
    Words detail;
    if (v.verdict == Verdict::Weaker) {
        std::string names = said(pair, lost, true);
        detail = {"：少了“" + names + "”", ": " + names + " is lost"};
    } else if (v.verdict == Verdict::Question) {
        detail = {"：" + label_upper(pair).zh + "的清单以“等”结尾，还有哪些没有列出", ": the list of " + label_upper(pair).en +
                                                                      " goes on; what else belongs to it is not printed"};
    }
    finish(pair, v, codes, lower, upper, detail);
    return v;
}

} // namespace

extern const FacetRule facet_yields{Facet::Yields, compare_yields};

} // namespace yaodian
