#include "tools/select.h"

#include "compiler/suggest.h"

#include <fmt/format.h>

namespace yaodian {

namespace {

/// Every task of that name, written in full, up to eight; empty when there is none.
std::string plans_with(const Compilation& c, std::string_view task) {
    std::string out;
    int found = 0;
    for (TaskId t = 1; t < c.model.tasks.size(); ++t)
        if (c.name(c.model.tasks[t].name) == task && ++found <= 8)
            out += (out.empty() ? "" : "、") + c.qualified(t);
    return found > 8 ? out + "……" : out;
}

} // namespace

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
        std::string meant = nearest(which, candidates);
        for (std::size_t k = 0; meant.empty() && which.size() >= 6 && k < candidates.size(); ++k)
            if (candidates[k].find(which) != std::string_view::npos)
                meant = candidates[k]; // a part of the name was typed
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
    if (out.plan == kNone && (name.ends_with(".yd") || name.find('/') != std::string_view::npos)) {
        terminal.remark(fmt::format("“{}”像是文件；这里写要点的名字，如 虹口2023，文件写在 --in 后面", name),
                        fmt::format("'{}' looks like a file; a plan's name is wanted here, such as 虹口2023, and files go after --in", name));
        return std::nullopt;
    }
    if (out.plan == kNone) {
        const std::string places = plan.empty() || !task.empty() ? std::string() : plans_with(c, plan);
        if (places.empty())
            missing("要点", "plan", "", plan, names);
        else
            terminal.remark(fmt::format("“{}”是任务的名字，前面还要写要点：{}", plan, places),
                            fmt::format("'{}' is a task; write its plan before it: {}", plan, places));
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
