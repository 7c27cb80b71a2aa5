#include "compiler/calendar.h"

#include <algorithm>

namespace yaodian {
namespace {

constexpr int kMostYears = 200; // a clock longer than that ends on the last day looked at

bool weekend(Day day) { return weekday(day) > 5; }

} // namespace

Calendar::Calendar(const Model& model) {
    for (const CalendarYear& given : model.calendars) {
        if (given.year < 1 || given.year > 9999 || find(given.year))
            continue;
        Year y;
        y.year = given.year;
        y.known = true;
        y.first = day_of(given.year, 1, 1);
        Day end = day_of(given.year + 1, 1, 1);
        std::vector<bool> works(static_cast<std::size_t>(end - y.first));
        for (Day d = y.first; d < end; ++d)
            works[static_cast<std::size_t>(d - y.first)] = !weekend(d);
        for (Day d : given.off)
            if (d >= y.first && d < end)
                works[static_cast<std::size_t>(d - y.first)] = false;
        for (Day d : given.work)
            if (d >= y.first && d < end)
                works[static_cast<std::size_t>(d - y.first)] = true;
        y.before.push_back(0);
        for (bool w : works)
            y.before.push_back(static_cast<uint16_t>(y.before.back() + w));
        years_.push_back(std::move(y));
        std::sort(years_.begin(), years_.end(), [](const Year& a, const Year& b) { return a.year < b.year; });
    }
}

const Calendar::Year* Calendar::find(int year) const {
    auto it = std::lower_bound(years_.begin(), years_.end(), year, [](const Year& y, int want) { return y.year < want; });
    return it != years_.end() && it->year == year ? &*it : nullptr;
}

bool Calendar::known(int year) const { return find(year) != nullptr; }

bool Calendar::working(Day day) const {
    if (const Year* y = find(date_of(day).year)) {
        auto i = static_cast<std::size_t>(day - y->first);
        return y->before[i + 1] != y->before[i];
    }
    return !weekend(day);
}

Day Calendar::end_of(Day start, int length, TimeUnit unit) const {
    switch (unit) {
    case TimeUnit::Week: return start + 7 * length;
    case TimeUnit::Month: return add_months(start, length);
    case TimeUnit::Year: return add_months(start, 12 * length);
    case TimeUnit::Hour: return start + (length + 23) / 24; // surely over, whatever the hour of the start
    case TimeUnit::Workday: break;
    default: return start + length;
    }
    if (length <= 0)
        return start;
    // Year by year: where the calendar is known by its running count, else week by week.
    Day day = start;
    for (int steps = 0, year = date_of(start).year; steps < kMostYears; ++steps, ++year) {
        if (const Year* y = find(year)) {
            auto from = static_cast<std::size_t>(day - y->first) + (steps == 0 ? 1 : 0);
            int left = y->before.back() - y->before[from];
            if (left >= length) {
                uint16_t want = static_cast<uint16_t>(y->before[from] + length);
                auto it = std::lower_bound(y->before.begin() + static_cast<std::ptrdiff_t>(from), y->before.end(), want);
                return y->first + static_cast<Day>(it - y->before.begin()) - 1;
            }
            length -= left;
        } else {
            Day end = day_of(year + 1, 1, 1);
            Day d = day + (steps == 0 ? 1 : 0);
            if (int weeks = std::min((end - d) / 7, (length - 1) / 5); weeks > 0) {
                d += 7 * weeks;
                length -= 5 * weeks;
            }
            for (; d < end; ++d)
                if (!weekend(d) && --length == 0)
                    return d;
        }
        day = day_of(year + 1, 1, 1);
    }
    return day;
}

} // namespace yaodian
