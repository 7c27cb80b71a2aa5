// 条件 and 除外: texts that take cases out of a duty. In: two lists.  Out: fewer is stricter; different words cannot be told.
#pragma once

#include "compiler/facets/facet.h"

#include <algorithm>

namespace yaodian {

template <Facet F, uint16_t Weaker, uint16_t Question>
struct Terms : PlainRule {
    static constexpr Facet facet = F;
    static constexpr bool absent_is_weaker = true;
    static constexpr Codes codes{Weaker, 0, 0, 0, Question};
    static bool inside(Reading a, Reading b) {
        return std::all_of(a.begin(), a.end(), [&](const Fact& x) {
            return std::any_of(b.begin(), b.end(), [&](const Fact& y) { return x.value == y.value; });
        });
    }
    static Relation relate(const Pair&, const Item* l, const Item* u) {
        Reading lower = l ? *l : Reading{}, upper = u ? *u : Reading{};
        bool fewer = inside(lower, upper), more = inside(upper, lower);
        return fewer || more ? Relation{truth(fewer), truth(more)} : kQuestion;
    }
    static void explain(const Pair& pair, FacetVerdict& v, const Item* l, const Item* u) {
        finish(pair, v, codes, l ? *l : Reading{}, u ? *u : Reading{});
    }
};

} // namespace yaodian
