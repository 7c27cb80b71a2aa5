// Dates and periods as plans print them.
// In:  text and the plan year.  Out: an interval of days, and how it was said.
#pragma once

#include "tools/importer/text.h"

#include <optional>
#include <string>

namespace yaodian::importer {

struct Day {
    int year = 0, month = 0, day = 0;
    friend auto operator<=>(const Day&, const Day&) = default;
};

int days_in_month(int year, int month);
std::string iso(const Day& day);

struct Due {
    Day from, to;
    enum Shape { Period, Before, From, Vague } shape = Period;
    std::u32string text; ///< as printed
    std::u32string word; ///< as the language writes it: 3月31日前, 二季度至次年一季度, 全年, 适时
};

/// The longest date or period that begins at `at`; `length` receives its characters.
std::optional<Due> match_due(std::u32string_view text, std::size_t at, int plan_year, std::size_t& length);
/// A whole cell: 全年, 3月底前, 8月份, 二季度至下一年第一季度, 6月底前完成. Nothing when it is no date.
std::optional<Due> read_due(std::u32string_view cell, int plan_year);

} // namespace yaodian::importer
