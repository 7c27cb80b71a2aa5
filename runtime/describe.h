// Short descriptions shared by the outputs: places, tasks, the trail through a printed document.
#pragma once

#include "compiler/compile.h"

#include <string>
#include <vector>

namespace yaodian {

struct Located {
    std::string_view path;
    Position begin, end;
};
/// Line and column of a place; path is empty when the place is nowhere.
Located locate(const Compilation& c, Place place);

std::string cite_text(const Compilation& c, const Cite& cite);               ///< 正文 24.3–24.4
std::vector<std::string> cite_texts(const Compilation& c, const Task& task); ///< every place the task cites
/// The way to a task through its document: 四、标题 · 正文 24.3–24.4 · 附表 67
std::string trail(const Compilation& c, TaskId task);
std::string plan_name(const Compilation& c, PlanId plan);
std::string plan_title(const Compilation& c, PlanId plan); ///< 虹口2023 “2023年…”
/// What is written at a place, on one line, white space joined, cut to `columns` terminal columns.
std::string quoted(const Compilation& c, Place place, uint32_t columns = 60);

} // namespace yaodian
