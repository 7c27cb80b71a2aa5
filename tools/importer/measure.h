// The measured words of a sentence: counts, rates, periods, dates, clocks.
// In:  canonical text without blanks, and the plan year.
// Out: where each stands and what it says. Numbers that measure no duty (23个领域, 15分钟, 12345, 二期) stay out.
#pragma once

#include "tools/importer/due.h"
#include "tools/importer/text.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace yaodian::importer {

enum class Per { None, Year, Half, Quarter, Month, Week, Day };
std::string_view per_name(Per per); ///< year half quarter month week day, "" for None
std::string_view per_word(Per per); ///< 每年 每半年 …

struct Count {
    std::size_t begin = 0, end = 0;         ///< comparator, number and unit (and frequency between them)
    std::size_t number_at = 0;
    bool at_most = false;
    bool exactly = false;
    bool strict = false;                    ///< 超过, 低于: the number itself is not enough
    bool compared = true;                   ///< false for a bare 一次
    bool act = false;                       ///< bare, and only its verb makes it a target: 新增终端12台, 举办培训4期
    std::size_t act_begin = 0;              ///< where that verb stands
    bool odd = false;                       ///< 每两月1次: of a frequency the language has no word for
    std::size_t said_at = 0;                ///< where a second bearer of the same count begins: 部门每半年、局领导每季度至少1次
    bool listed = false;                    ///< another of a list: 分别不低于98%、99%
    double value = 0;
    std::u32string number;                  ///< as printed: 4, 一
    std::u32string unit;                    ///< 次 场 % 个
    Per per = Per::None;
    std::size_t per_begin = 0, per_end = 0; ///< where the frequency stands
    std::size_t verb_begin = 0, verb_end = 0; ///< 至少开展1次: the verb between comparator and number
};

struct Clock {
    std::size_t begin = 0, end = 0;
    std::u32string event;
    double length = 0;   ///< may be a fraction: 0.5个工作日
    std::u32string unit; ///< workday day month hour
    enum Kind { Within, AtLeast, Before } kind = Within; ///< AtLeast: a minimum run; Before: so long before the event
    bool unknown_start = false;
};

struct Stated {
    std::size_t begin = 0, end = 0;
    Due due;
};

std::vector<Count> find_counts(std::u32string_view text);
std::vector<Clock> find_clocks(std::u32string_view text);
std::vector<Stated> find_dues(std::u32string_view text, int plan_year);

/// Marks every character inside “…”, 《…》, ‘…’: names and slogans, where nothing is measured.
std::vector<bool> quoted(std::u32string_view text);

/// Where a printed sentence that states several separately measured duties is to be divided: the first characters of
/// the later parts. Also where a full stop was lost after a count (不少于1次优化…).
std::vector<std::size_t> duty_breaks(std::u32string_view text, int plan_year);
/// Where it may be divided if the annex makes rows of the two halves: a comma before an act with a time of its own.
std::vector<std::size_t> possible_breaks(std::u32string_view text, int plan_year);

} // namespace yaodian::importer
