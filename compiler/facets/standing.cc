// 持续: the state must hold throughout a span; the lower span covers the upper one. A date in its place is weaker.
#include "compiler/facets/facet.h"

namespace yaodian {
namespace {

struct Standing : PlainRule {
    static constexpr Facet facet = Facet::Standing;
    static constexpr Codes codes{standing_weaker, standing_missing, standing_incomparable, 0, 0};

    static Window span(const Pair& pair, const Item& i, bool upper) {
        Window w = pair.context.c.model.dues[i[0].value].window;
        if (w.from == kNoDay)
            w = year_window(year_of(pair));
        return upper ? in_lower_year(pair, w) : w;
    }
    static Relation relate(const Pair& pair, const Item* l, const Item* u) {
        if (!u)
            return kStricter;
        if (!l)
            return kWeaker;
        Window a = span(pair, *l, false), b = span(pair, *u, true);
        return {truth(a.covers(b)), truth(b.covers(a))};
    }
    static void explain(const Pair& pair, FacetVerdict& v, const Item* l, const Item* u) {
        Reading lower = l ? *l : Reading{}, upper = u ? *u : Reading{};
        if (v.verdict == Verdict::Missing && has_real_window(pair, pair.lower_index.front())) {
            v.verdict = Verdict::Weaker; // once within a window, where it should hold all along
            lower = pair.lower_index.front().of(Facet::Window);
        }
        if ((v.verdict == Verdict::Equal || v.verdict == Verdict::Stricter) && !pair.context.reasons)
            return finish(pair, v, codes, lower, upper);
        Words detail;
        if (u && v.verdict != Verdict::Equal) {
            Window b = span(pair, *u, true);
            detail = {"：应在" + window_words(b).zh + "一直如此", ": it should hold throughout " + window_words(b).en};
            if (l) {
                Window a = span(pair, *l, false);
                detail.zh += "，" + label_lower(pair).zh + "只管" + window_words(a).zh;
                detail.en += "; " + label_lower(pair).en + " covers " + window_words(a).en;
            }
        }
        finish(pair, v, codes, lower, upper, detail);
    }
};

} // namespace

extern const FacetRule facet_standing{Facet::Standing, by_readings<Standing>};

} // namespace yaodian
