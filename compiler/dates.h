// Days and months of the civil calendar.
#pragma once

#include <cstdint>
#include <string>

namespace yaodian {

using Day = int32_t; ///< days since 1970-01-01
inline constexpr Day kNoDay = INT32_MIN;

struct Date {
    int year = 0, month = 0, day = 0;
};

Day day_of(int year, int month, int day); ///< any proleptic Gregorian date; the caller has checked it with is_date
Date date_of(Day day);
bool is_date(int year, int month, int day);
int days_in_month(int year, int month);
int weekday(Day day); ///< 1 Monday … 7 Sunday
/// `day` plus `months` months; where that month is shorter, its last day (nothing rolls over).
Day add_months(Day day, int months);

std::string iso(Day day);              ///< 2023-03-31
std::string chinese_date(Day day);     ///< 2023年3月31日
std::string english_date(Day day);     ///< 31 March 2023

/// Days of one plan year, both inclusive.
struct Window {
    Day from = kNoDay;
    Day to = kNoDay;
    bool empty() const { return from > to || from == kNoDay; }
    bool covers(const Window& o) const { return from <= o.from && o.to <= to; }
    bool meets(const Window& o) const { return from <= o.to && o.from <= to; }
    friend bool operator==(const Window&, const Window&) = default;
};
Window year_window(int year);

} // namespace yaodian
