// Clocks and runs against the obvious way: every day the events can fall, each end counted day by day.
#include "tests/compiler/judge/generator.h"

#include <gtest/gtest.h>

using namespace yaodian;
using namespace yaodian::test;

namespace {

/// 2023 with a long holiday and two working weekends; the years around it Monday to Friday.
CalendarYear days_off() {
    CalendarYear y;
    y.year = 2023;
    for (int d = 21; d <= 27; ++d)
        y.off.push_back(day_of(2023, 1, d));
    for (int d : {28, 29})
        y.work.push_back(day_of(2023, 1, d));
    for (int d = 1; d <= 6; ++d)
        y.off.push_back(day_of(2023, 10, d));
    for (int d : {7, 8})
        y.work.push_back(day_of(2023, 10, d));
    return y;
}

bool works(const CalendarYear& y, Day d) {
    if (std::find(y.work.begin(), y.work.end(), d) != y.work.end())
        return true;
    return std::find(y.off.begin(), y.off.end(), d) == y.off.end() && weekday(d) <= 5;
}

Day end_of(const CalendarYear& y, Day d, int n, TimeUnit unit) {
    if (unit == TimeUnit::Month) {
        Date x = date_of(d);
        for (int i = 0; i < n; ++i)
            if (++x.month > 12) {
                x.month = 1;
                ++x.year;
            }
        return day_of(x.year, x.month, std::min(x.day, days_in_month(x.year, x.month)));
    }
    for (int left = unit == TimeUnit::Week ? 7 * n : n; left > 0;) {
        ++d;
        left -= unit == TimeUnit::Workday ? works(y, d) : 1;
    }
    return d;
}

TEST(Judge, clocks) {
    const CalendarYear calendar = days_off();
    const Window year = year_window(2023);
    long verdicts[9] = {};
    for (unsigned seed = 0; seed < 3000; ++seed) {
        Generator g(300'000 + seed);
        g.b.c.model.calendars.push_back(calendar);
        struct One {
            EntityId event;
            int length;
            TimeUnit unit;
        };
        auto draw = [&] {
            TimeUnit unit = g.one_of({TimeUnit::Day, TimeUnit::Workday, TimeUnit::Workday, TimeUnit::Week, TimeUnit::Month});
            int length = unit == TimeUnit::Month ? 1 + g.pick(3) : unit == TimeUnit::Week ? 1 + g.pick(5) : 1 + g.pick(40);
            return One{g.one_of({g.decided, g.discussed, g.meeting}), length, unit};
        };
        One u = draw(), l = draw();
        if (g.chance(70))
            l.event = u.event;
        if (g.chance(40)) { // near each other, where it depends on the day
            u.unit = TimeUnit::Workday;
            u.length = 5 + g.pick(15);
            l.unit = TimeUnit::Day;
            l.length = u.length * 7 / 5 + g.pick(9) - 4;
        }
        TaskId ut = g.b.task(g.up).clock(u.event, u.length, u.unit).done(), lt = g.b.task(g.low).clock(l.event, l.length, l.unit).done();
        auto c = g.b.compare({lt}, ut);
        const Verdict said = g.b.of(c, Facet::Clock);

        // Ends of both clocks for every start; then every pair of days the two events can fall on.
        const std::size_t n = static_cast<std::size_t>(year.to - year.from + 1);
        std::vector<Day> le(n), ue(n);
        for (std::size_t i = 0; i < n; ++i) {
            le[i] = end_of(calendar, year.from + static_cast<Day>(i), l.length, l.unit);
            ue[i] = end_of(calendar, year.from + static_cast<Day>(i), u.length, u.unit);
        }
        auto rank = [&](EntityId e) { return e == g.decided ? 0 : 1; }; // 进入程序 falls no later than 上会, which is 开会
        bool carries = true, back = true;
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j) {
                if (rank(l.event) == rank(u.event) ? i != j : rank(l.event) < rank(u.event) ? i > j : i < j)
                    continue;
                carries = carries && le[i] <= ue[j];
                back = back && ue[j] <= le[i];
            }
        const Verdict truth = carries ? back ? Verdict::Equal : Verdict::Stricter : back ? Verdict::Weaker : Verdict::Incomparable;
        ASSERT_EQ(said, truth) << seed << " " << show(c);
        ++verdicts[static_cast<int>(said)];

        // minimum runs: the same functions, the other way round
        TaskId ur = g.b.task(g.up).run(u.length, u.unit).done(), lr = g.b.task(g.low).run(l.length, l.unit).done();
        bool longer = true, shorter = true;
        for (std::size_t i = 0; i < n; ++i) {
            longer = longer && le[i] >= ue[i];
            shorter = shorter && le[i] <= ue[i];
        }
        auto run = g.b.compare({lr}, ur);
        ASSERT_EQ(g.b.of(run, Facet::MinRun), longer ? shorter ? Verdict::Equal : Verdict::Stricter : shorter ? Verdict::Weaker : Verdict::Incomparable)
            << seed << " " << show(run);
    }
    printf("clocks: %ld equal %ld stricter %ld weaker %ld incomparable\n", verdicts[static_cast<int>(Verdict::Equal)],
           verdicts[static_cast<int>(Verdict::Stricter)], verdicts[static_cast<int>(Verdict::Weaker)],
           verdicts[static_cast<int>(Verdict::Incomparable)]);
    EXPECT_GT(verdicts[static_cast<int>(Verdict::Incomparable)], 100);
}

// Hours against days: the event may happen at any hour of its day, a number of days ends at midnight.
TEST(Judge, ClocksInHours) {
    const CalendarYear calendar = days_off();
    const Window year = year_window(2023);
    long verdicts[9] = {};
    for (unsigned seed = 0; seed < 1500; ++seed) {
        Generator g(700'000 + seed);
        g.b.c.model.calendars.push_back(calendar);
        struct One {
            EntityId event;
            int length;
            TimeUnit unit;
        };
        auto hours = [&] { return One{g.decided, g.chance(30) ? 24 * (1 + g.pick(8)) : 1 + g.pick(200), TimeUnit::Hour}; };
        auto days = [&] { return One{g.decided, g.pick(6), g.one_of({TimeUnit::Day, TimeUnit::Workday})}; };
        One u = g.chance(60) ? hours() : days(), l = u.unit == TimeUnit::Hour && g.chance(60) ? days() : hours();
        if (g.chance(30))
            l.event = g.discussed;
        TaskId ut = g.b.task(g.up).clock(u.event, u.length, u.unit).done(), lt = g.b.task(g.low).clock(l.event, l.length, l.unit).done();
        auto c = g.b.compare({lt}, ut);
        const bool same = l.event == u.event; // the other one may come later: 上会 after 进入程序
        bool carries = same, back = true;
        for (Day d = year.from; d <= year.to; ++d)
            for (int hour = 0; hour <= 24; ++hour) {
                auto end = [&](const One& x) {
                    return x.unit == TimeUnit::Hour ? 24 * d + hour + x.length : 24 * (end_of(calendar, d, x.length, x.unit) + 1);
                };
                carries = carries && end(l) <= end(u);
                back = back && end(u) <= end(l);
            }
        const Verdict truth = carries ? back ? Verdict::Equal : Verdict::Stricter : back ? Verdict::Weaker : Verdict::Incomparable;
        const Verdict said = g.b.of(c, Facet::Clock);
        ASSERT_EQ(said, truth) << seed << " " << show(c);
        ++verdicts[static_cast<int>(said)];
    }
    for (const Verdict v : {Verdict::Equal, Verdict::Stricter, Verdict::Weaker, Verdict::Incomparable})
        EXPECT_GT(verdicts[static_cast<int>(v)], 5) << static_cast<int>(v);
}

} // namespace
