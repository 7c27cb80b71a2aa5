#include "tools/select.h"

#include "compiler/suggest.h"

#include <fmt/format.h>

namespace yaodian {

std::optional<Selection> select(const Compilation& c, std::string_view name, const Terminal& terminal) {
    const Model& m = c.model;
    std::string room;
    const std::string folded(fold(name, room));
    const std::size_t dot = folded.find('.');
    const std::string plan = folded.substr(0, dot);
    const std::string task = dot == std::string::npos ? std::string() : folded.substr(dot + 1);

    /// `before` stands in front of every candidate: the plan, when a task of it is sought.
    auto missing = [&](std::string_view what_zh, std::string_view what_en, const std::string& before,
                       const std::string& which, const std::vector<std::string_view>& candidates) {
        const std::string meant = nearest(which, candidates);
        terminal.remark(fmt::format("没有{}“{}{}”{}", what_zh, before, which, meant.empty() ? "" : "，是不是 " + before + meant),
                        fmt::format("there is no {} '{}{}'{}", what_en, before, which,
                                    meant.empty() ? "" : ", did you mean " + before + meant));
    };
    std::vector<std::string_view> names;
    Selection out;
    for (PlanId k = 1; k < m.plans.size() && out.plan == kNone; ++k) {
        names.push_back(c.name(m.plans[k].name));
        if (names.back() == plan)
            out.plan = k;
    }
    if (out.plan == kNone) {
        missing("要点", "plan", "", plan, names);
        return std::nullopt;
    }
    if (task.empty())
        return out;
    names.clear();
    const Range tasks = m.plans[out.plan].tasks;
    for (TaskId k = tasks.first; k < tasks.first + tasks.count && out.task == kNone; ++k) {
        names.push_back(c.name(m.tasks[k].name));
        if (names.back() == task)
            out.task = k;
    }
    if (out.task == kNone) {
        missing("任务", "task", plan + ".", task, names);
        return std::nullopt;
    }
    return out;
}

} // namespace yaodian
