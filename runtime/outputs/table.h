// The table that divides a plan into rows (任务分解表), as offices print it behind the plan, made from what the spec holds.
// In: a plan.  Out: rows, and from them Markdown, a spreadsheet, a text document. The printed sentences are not in the spec,
// so the content of a row is put together from its title, elements, quotas, times and results. docs/table.md says which rows.
#pragma once

#include "runtime/outputs.h"

#include <string>
#include <vector>

namespace yaodian {

struct TableRow {
    bool heading = false; ///< a chapter, across the table; only `name` is set
    uint32_t number = 0;
    std::string name;     ///< of the item the task belongs to
    uint32_t joined = 1;  ///< rows that share the name, counted from the first; 0: shown above
    std::string content, units, due;
};

struct TaskTable {
    std::string title, number; ///< of the plan
    std::vector<TableRow> rows;
};

TaskTable task_table(const Compilation& c, PlanId plan);

std::string table_md(const TaskTable& table);
std::string table_xlsx(const TaskTable& table); ///< empty when it cannot be made (no memory, no place for a scratch file)
std::string table_docx(const TaskTable& table);

inline constexpr std::string_view kTableColumns[] = {"序号", "任务名称", "任务内容", "责任单位", "完成时限"};
/// Fonts of official documents, with what stands in for them where they are not installed.
struct OfficialFont {
    std::string_view name, instead; ///< alternatives, by comma
};
inline constexpr OfficialFont kTitleFont = {"方正小标宋简体", "方正小标宋_GBK,FZXiaoBiaoSong-B05S,华文中宋,STZhongsong,Noto Serif CJK SC,宋体"};
inline constexpr OfficialFont kTextFont = {"仿宋_GB2312", "仿宋,FangSong,华文仿宋,STFangsong,Noto Serif CJK SC,宋体"};
inline constexpr OfficialFont kHeadFont = {"黑体", "SimHei,Noto Sans CJK SC,微软雅黑"};

// ── other spreadsheets ──
std::string matrix_xlsx(const Compilation& c, const std::vector<Cell>& cells, const Look& look);
std::string findings_xlsx(const Compilation& c, const Look& look);

} // namespace yaodian
