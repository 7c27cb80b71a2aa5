// Reading values: numbers, dates, windows, frequencies, durations. In: folded text (see fold()).  Out: numbers and days.
// Each reader takes what it understands from the front of `s`; on failure `s` is as before.
#pragma once

#include "compiler/model.h"

#include <functional>
#include <optional>
#include <string_view>

namespace yaodian {

struct Number {
    int64_t value = 0; ///< times kQuotaScale
    bool percent = false;
    bool too_large = false;
};
/// 4 ４ 四 十二 一百零五 两 半 1000万 70% 百分之七十 3.5
std::optional<Number> read_number(std::string_view& s);

/// A whole number in Arabic or Chinese digits, without 万 and 亿 after it.
std::optional<int> read_small(std::string_view& s);

bool take(std::string_view& s, std::string_view word); ///< removes `word` from the front
bool take_back(std::string_view& s, std::string_view word);
std::size_t next_code_point(std::string_view s, std::size_t at);

std::optional<Compare> read_compare(std::string_view& s);   ///< 不少于 … ≥ >=
std::optional<Period> read_period(std::string_view& s);     ///< 每年 … and 年内, 全年
std::optional<Period> read_per(std::string_view& s);        ///< /年 /季度 …
std::optional<TimeUnit> read_time_unit(std::string_view& s); ///< 个工作日 日 天 周 个月 小时

enum class DateError : uint8_t { None, NoSuchDay, Reversed };

struct WindowRead {
    Window window;
    WindowShape shape = WindowShape::Period;
    bool every_year = false;
    bool two_readings = false; ///< 8月前: with August or without
    DateError error = DateError::None;
};
/// A date or period with its bound: 3月31日前, 3月底, 全年, 二季度至次年一季度, 2023-04-01至2024-03-31, 8月, 上旬.
/// Takes as much as it can. `year` is the plan year (0: unknown; dates without a year then fail).
std::optional<WindowRead> read_window(std::string_view& s, int year);

/// A single date with its year: 2023-04-28, 2023年4月28日.
std::optional<Day> read_date(std::string_view& s, DateError& error);

/// 次数与频度 at the end of a quota, all of `s`: 每年不少于4次, 不低于每月一次, 4次/年, 一次, 11月底前不少于4次.
struct QuotaTail {
    Compare compare = Compare::AtLeast;
    bool compare_said = false;
    Period period = Period::Whole;
    bool period_said = false;
    Number number;
    std::string_view unit;
    std::optional<WindowRead> window;
    bool range = false; ///< 4-6次: two numbers, which a quota does not hold
    Number up_to;
};
std::optional<QuotaTail> read_quota_tail(std::string_view s, int year);

} // namespace yaodian
