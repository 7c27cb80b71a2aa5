// 时长: a minimum run is no shorter, whatever day it starts on.
#include "compiler/facets/clock.h"

namespace yaodian {
namespace {

struct MinRun : PlainRule {
    static constexpr Facet facet = Facet::MinRun;
    static constexpr Codes codes{minrun_weaker, minrun_missing, minrun_incomparable, 0, 0};
    static const Due& due(const Pair& pair, const Item& i) { return pair.context.c.model.dues[i[0].value]; }
    static Relation relate(const Pair& pair, const Item* l, const Item* u) {
        if (!u)
            return kStricter;
        if (!l)
            return kWeaker;
        Pointwise p = pointwise(pair, due(pair, *l), due(pair, *u));
        return {truth(p.no_earlier), truth(p.no_later)};
    }
    static void explain(const Pair& pair, FacetVerdict& v, const Item* l, const Item* u) {
        Reading lower = l ? *l : Reading{}, upper = u ? *u : Reading{};
        Words detail;
        if (l && u && (v.verdict == Verdict::Weaker || v.verdict == Verdict::Incomparable)) {
            Pointwise p = pointwise(pair, due(pair, *l), due(pair, *u));
            Words a = on_day(pair, p.first_earlier, due(pair, *l), due(pair, *u));
            detail = {"：" + a.zh, ": " + a.en};
            if (v.verdict == Verdict::Incomparable) {
                Words b = on_day(pair, p.first_later, due(pair, *l), due(pair, *u));
                detail.zh += "；" + b.zh;
                detail.en += "; " + b.en;
            }
        }
        finish(pair, v, codes, lower, upper, detail);
    }
};

} // namespace

extern const FacetRule facet_minrun{Facet::MinRun, by_readings<MinRun>};

} // namespace yaodian
