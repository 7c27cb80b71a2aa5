// 前置: what must be done before an event. Every upstream gate has a lower one at the same event or an earlier one.
#include "compiler/facets/facet.h"

namespace yaodian {
namespace {

struct Gate : PlainRule {
    static constexpr Facet facet = Facet::Gate;
    static constexpr Codes codes{gate_weaker, gate_missing, 0, 0, 0};
    static Truth implies(const Pair& pair, Reading l, Reading u) {
        const Model& m = pair.context.c.model;
        return implies_list(l, u, joined_by_or, [&](const Fact& a, const Fact& b) {
            EntityId x = m.dues[a.value].event, y = m.dues[b.value].event;
            return truth(pair.context.relations->no_later(x, y));
        });
    }
    static Relation relate(const Pair& pair, const Item* l, const Item* u) {
        const bool swap = force_of(*pair.upper_index) == Word::MustNot; // forbidden before a later event forbids more
        if (!u)
            return swap ? kWeaker : kStricter;
        if (!l)
            return swap ? kStricter : kWeaker;
        Truth fwd = implies(pair, *l, *u), back = implies(pair, *u, *l);
        if (swap)
            std::swap(fwd, back);
        return {fwd, fwd == Truth::Yes ? back : Truth::Yes};
    }
    static void explain(const Pair& pair, FacetVerdict& v, const Item* l, const Item* u) {
        Reading lower = l ? *l : Reading{}, upper = u ? *u : Reading{};
        Words detail;
        if (v.verdict == Verdict::Weaker && lower.size() == 1 && upper.size() == 1) {
            const Model& m = pair.context.c.model;
            std::string a = name_of(pair, m.dues[lower[0].value].event), b = name_of(pair, m.dues[upper[0].value].event);
            detail = pair.context.relations->no_later(m.dues[upper[0].value].event, m.dues[lower[0].value].event)
                         ? Words("：“" + a + "”在“" + b + "”之后", ": " + a + " comes after " + b)
                         : Words("：没有声明“" + a + "”早于“" + b + "”", ": " + a + " is not declared to come before " + b);
        }
        finish(pair, v, codes, lower, upper, detail);
    }
};

} // namespace

extern const FacetRule facet_gate{Facet::Gate, by_readings<Gate>};

} // namespace yaodian
