// 时限: counted from the same event, one that is the same (视同) or an earlier one (早于), and ending no later on any day the
// event can fall. The starting day is not counted, nothing rolls over.
#include "compiler/facets/clock.h"

namespace yaodian {
namespace {

bool real_time(const Due& d) { return d.event == kNone && !d.unknown_start; }

Relation relate_clocks(const Pair& pair, const Due& l, const Due& u) {
    if (l.unknown_start != u.unknown_start)
        return kQuestion; // a start the paper does not print may be any event
    if (real_time(l) || real_time(u)) // 实时: no later than anything counted from an event
        return {truth(real_time(l)), truth(real_time(u))};
    const Relations& names = *pair.context.relations;
    const bool same = l.unknown_start || names.same_event(l.event, u.event);
    const bool earlier = same || names.no_later(l.event, u.event), later = same || names.no_later(u.event, l.event);
    if (!earlier && !later)
        return kIncomparable;
    const Pointwise p = pointwise(pair, l, u);
    Relation r{truth(earlier && p.no_later), truth(later && p.no_earlier)};
    if (restrains(pair) && same) // forbidden within the clock: the longer one forbids more
        std::swap(r.fwd, r.back);
    return r;
}

struct Clock : PlainRule {
    static constexpr Facet facet = Facet::Clock;
    static constexpr Codes codes{clock_weaker, clock_missing, clock_incomparable, 0, clock_question};

    static void gather(const Pair& pair, const SideIndex& side, Facet, bool with_defaults, Few<Item>& out) {
        Readings all;
        readings_of(side, Facet::Clock, with_defaults, all);
        for (std::size_t i = 0; i < all.size(); ++i) { // a clock from 印发 is a date, and 期限 compares it
            bool date = true;
            for (const Fact& f : all[i])
                date &= window_of_clock(pair, side, pair.context.c.model.dues[f.value]).has_value();
            if (!date)
                out.push_back(all[i]);
        }
    }
    static const Due& due(const Pair& pair, const Fact& f) { return pair.context.c.model.dues[f.value]; }
    static Relation relate(const Pair& pair, const Item* l, const Item* u) {
        if (!u)
            return restrains(pair) ? kWeaker : kStricter;
        if (!l)
            return restrains(pair) ? kStricter : kWeaker;
        if (l->size() == 1 && u->size() == 1)
            return relate_clocks(pair, due(pair, (*l)[0]), due(pair, (*u)[0]));
        auto all = [&](Reading a, Reading b, bool swap) {
            return implies_list(a, b, joined_by_or, [&](const Fact& x, const Fact& y) {
                return swap ? relate_clocks(pair, due(pair, y), due(pair, x)).back
                            : relate_clocks(pair, due(pair, x), due(pair, y)).fwd;
            });
        };
        return {all(*l, *u, false), all(*u, *l, true)};
    }
    static void explain(const Pair& pair, FacetVerdict& v, const Item* l, const Item* u) {
        Reading lower = l ? *l : Reading{}, upper = u ? *u : Reading{};
        if ((v.verdict == Verdict::Equal || v.verdict == Verdict::Stricter) && !pair.context.reasons)
            return finish(pair, v, codes, lower, upper);
        Words detail;
        if (l && u && l->size() == 1 && u->size() == 1) {
            const Due &a = due(pair, (*l)[0]), &b = due(pair, (*u)[0]);
            const Relations& names = *pair.context.relations;
            if (a.unknown_start != b.unknown_start) {
                detail = {"：有一边没有印从什么时候算起", ": one side does not print from when it counts"};
            } else if (!real_time(a) && !real_time(b)) {
                const bool same = a.unknown_start || names.same_event(a.event, b.event);
                const Pointwise p = pointwise(pair, a, b);
                if (!same && !names.no_later(a.event, b.event) && !names.no_later(b.event, a.event)) {
                    std::string x = name_of(pair, a.event), y = name_of(pair, b.event);
                    detail = {"：“" + x + "”与“" + y + "”谁先谁后没有定，先者起算的先到期",
                              ": which of " + x + " and " + y + " comes first is not declared, and the earlier one ends first"};
                } else if (!same && names.no_later(b.event, a.event)) {
                    std::string x = name_of(pair, a.event), y = name_of(pair, b.event);
                    detail = {"：“" + x + "”在“" + y + "”之后", ": " + x + " comes after " + y};
                }
                if (p.first_later != kNoDay && v.verdict != Verdict::Stricter && v.verdict != Verdict::Equal) {
                    Words day = on_day(pair, p.first_later, a, b);
                    detail.zh += (detail.zh.empty() ? "：" : "；") + day.zh;
                    detail.en += (detail.en.empty() ? ": " : "; ") + day.en;
                }
                if (p.first_earlier != kNoDay && p.first_earlier == p.first_later) {
                    detail.zh += "，先后要看当天几点起算";
                    detail.en += "; which ends first depends on the hour it starts";
                } else if (p.first_earlier != kNoDay && v.verdict == Verdict::Incomparable) {
                    Words day = on_day(pair, p.first_earlier, a, b);
                    detail.zh += (detail.zh.empty() ? "：" : "；") + day.zh;
                    detail.en += (detail.en.empty() ? ": " : "; ") + day.en;
                }
            }
        } else if (v.verdict == Verdict::Incomparable) {
            detail = {"：一边从事件起算，一边是定下的日子，谁先谁后看事件哪天发生",
                      ": one counts from an event, the other names a day; which comes first depends on the day of the event"};
        }
        finish(pair, v, codes, lower, upper, detail);
    }
};

std::optional<FacetVerdict> compare_clocks(const Pair& pair) {
    const SideIndex& l = pair.lower_index.front();
    const SideIndex& u = *pair.upper_index;
    if (l.has(Facet::Clock) != u.has(Facet::Clock)) {
        if (l.has(Facet::Clock) && has_open_clock(pair, l) && has_real_window(pair, u) && !has_real_window(pair, l) &&
            !l.has(Facet::Standing) && !restrains(pair))
            return std::nullopt; // a date above, a clock below: 期限 tells it
        if (u.has(Facet::Clock) && has_open_clock(pair, u) && has_real_window(pair, l) && !has_real_window(pair, u)) {
            FacetVerdict v;
            v.facet = Facet::Clock;
            v.verdict = Verdict::Incomparable;
            Reading upper = u.of(Facet::Clock), none;
            Clock::explain(pair, v, nullptr, &upper);
            (void)none;
            v.reason.values[2] = Words(said(pair, l.of(Facet::Window), false));
            return v;
        }
    }
    return by_readings<Clock>(pair);
}

} // namespace

extern const FacetRule facet_clock{Facet::Clock, compare_clocks};

} // namespace yaodian
