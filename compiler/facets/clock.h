// Two clocks or two minimum runs as functions of the day they start on. In: lengths and units.  Out: which ends no later,
// on every day of the plan year, with a day each way where it depends.
#pragma once

#include "compiler/facets/facet.h"

namespace yaodian {

struct Pointwise {
    bool no_later = true;   ///< the first never ends later than the second
    bool no_earlier = true; ///< the second never ends later than the first
    Day first_later = kNoDay, first_earlier = kNoDay; ///< a start on which the first ends later, earlier
};

inline Pointwise pointwise(const Pair& pair, const Due& a, const Due& b) {
    // One unit in another, where that is exact: weeks are seven days, years twelve months. Days, working days and months
    // never convert.
    auto plain = [](const Due& d) -> std::pair<TimeUnit, int64_t> {
        switch (d.unit) {
        case TimeUnit::Week: return {TimeUnit::Day, int64_t{7} * d.length};
        case TimeUnit::Year: return {TimeUnit::Month, int64_t{12} * d.length};
        case TimeUnit::None: return {TimeUnit::Day, d.length};
        default: return {d.length == 0 ? TimeUnit::Day : d.unit, d.length};
        }
    };
    const auto [ua, na] = plain(a);
    const auto [ub, nb] = plain(b);
    const Window year = year_window(year_of(pair));
    Pointwise out;
    if (ua == ub) {
        out.no_later = na <= nb;
        out.no_earlier = na >= nb;
        out.first_later = na > nb ? year.from : kNoDay;
        out.first_earlier = na < nb ? year.from : kNoDay;
        return out;
    }
    const Calendar& calendar = pair.context.calendar;
    for (Day d = year.from; d <= year.to && (out.no_later || out.no_earlier); ++d) {
        Day ea = calendar.end_of(d, a.length, a.unit), eb = calendar.end_of(d, b.length, b.unit);
        if (ea > eb && out.no_later) {
            out.no_later = false;
            out.first_later = d;
        }
        if (ea < eb && out.no_earlier) {
            out.no_earlier = false;
            out.first_earlier = d;
        }
    }
    return out;
}

/// 2023年1月3日起算，前者到…，后者到…
inline Words on_day(const Pair& pair, Day d, const Due& a, const Due& b) {
    const Calendar& calendar = pair.context.calendar;
    Day ea = calendar.end_of(d, a.length, a.unit), eb = calendar.end_of(d, b.length, b.unit);
    return {chinese_date(d) + "起算，" + label_lower(pair).zh + "到" + chinese_date(ea) + "，" + label_upper(pair).zh + "到" +
                chinese_date(eb),
            "counted from " + english_date(d) + ", " + label_lower(pair).en + " ends on " + english_date(ea) + ", " +
                label_upper(pair).en + " on " + english_date(eb)};
}

} // namespace yaodian
