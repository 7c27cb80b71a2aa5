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
    // Days end at midnight: n days are over 24n hours after a start late in its day, 24(n+1) after one early in it.
    struct Hours {
        int64_t least, most;
    };
    auto hours = [&](Day d, TimeUnit unit, int64_t n) -> Hours {
        if (unit == TimeUnit::Hour)
            return {n, n};
        const int64_t days = calendar.end_of(d, static_cast<int>(n), unit) - d;
        return {24 * days, 24 * days + 24};
    };
    const bool by_the_hour = ua == TimeUnit::Hour || ub == TimeUnit::Hour;
    for (Day d = year.from; d <= year.to && (out.no_later || out.no_earlier); ++d) {
        bool later, earlier;
        if (by_the_hour) {
            const Hours ha = hours(d, ua, na), hb = hours(d, ub, nb);
            later = ha.most > hb.least;
            earlier = hb.most > ha.least;
        } else {
            const Day ea = calendar.end_of(d, a.length, a.unit), eb = calendar.end_of(d, b.length, b.unit);
            later = ea > eb;
            earlier = ea < eb;
        }
        if (later && out.no_later) {
            out.no_later = false;
            out.first_later = d;
        }
        if (earlier && out.no_earlier) {
            out.no_earlier = false;
            out.first_earlier = d;
        }
    }
    return out;
}

/// The day a clock ends that starts on d; of hours, how many: on which day they end depends on the hour.
inline Words end_words(const Pair& pair, Day d, const Due& due) {
    if (due.unit == TimeUnit::Hour)
        return {"满" + std::to_string(due.length) + "小时", std::to_string(due.length) + " hours later"};
    const Day end = pair.context.calendar.end_of(d, due.length, due.unit);
    return {"到" + chinese_date(end), "on " + english_date(end)};
}

/// 2023年1月3日起算，前者到…，后者到…
inline Words on_day(const Pair& pair, Day d, const Due& a, const Due& b) {
    const Words ea = end_words(pair, d, a), eb = end_words(pair, d, b);
    return {chinese_date(d) + "起算，" + label_lower(pair).zh + ea.zh + "，" + label_upper(pair).zh + eb.zh,
            "counted from " + english_date(d) + ", " + label_lower(pair).en + " ends " + ea.en + ", " + label_upper(pair).en + " " + eb.en};
}

} // namespace yaodian
