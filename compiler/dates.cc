#include "compiler/dates.h"

#include <algorithm>
#include <fmt/format.h>

namespace yaodian {

Day day_of(int year, int month, int day) { // days from civil, shifted so that the year begins in March
    year -= month <= 2;
    int era = (year >= 0 ? year : year - 399) / 400;
    int yoe = year - era * 400;
    int doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

Date date_of(Day z) {
    z += 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int doe = z - era * 146097;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int mp = (5 * doy + 2) / 153;
    int day = doy - (153 * mp + 2) / 5 + 1;
    int month = mp + (mp < 10 ? 3 : -9);
    return {yoe + era * 400 + (month <= 2), month, day};
}

int days_in_month(int year, int month) {
    static constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

bool is_date(int year, int month, int day) {
    return year >= 1000 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(year, month);
}

int weekday(Day day) { return (((day + 3) % 7) + 7) % 7 + 1; }

Day add_months(Day day, int months) {
    Date d = date_of(day);
    int index = d.year * 12 + d.month - 1 + months;
    int year = index / 12, month = index % 12 + 1;
    return day_of(year, month, std::min(d.day, days_in_month(year, month)));
}

std::string iso(Day day) {
    Date d = date_of(day);
    return fmt::format("{:04}-{:02}-{:02}", d.year, d.month, d.day);
}
std::string chinese_date(Day day) {
    Date d = date_of(day);
    return fmt::format("{}年{}月{}日", d.year, d.month, d.day);
}
std::string english_date(Day day) {
    static constexpr const char* names[] = {"January", "February", "March",     "April",   "May",      "June",
                                            "July",    "August",   "September", "October", "November", "December"};
    Date d = date_of(day);
    return fmt::format("{} {} {}", d.day, names[d.month - 1], d.year);
}

Window year_window(int year) { return {day_of(year, 1, 1), day_of(year, 12, 31)}; }

} // namespace yaodian
