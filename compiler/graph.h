// The dependency graph of all duties: who carries whom, what waits for what, who yields and who uses a result.
// In: a Model.  Out: adjacency that answers each question in one look. Boost.Graph stays behind graph.cc.
#pragma once

#include "compiler/model.h"

#include <memory>
#include <span>
#include <vector>

namespace yaodian {

class ObligationGraph {
public:
    ObligationGraph();
    ObligationGraph(ObligationGraph&&) noexcept;
    ObligationGraph& operator=(ObligationGraph&&) noexcept;
    ~ObligationGraph();

    std::span<const TaskId> carriers(TaskId upper) const;     ///< tasks that say 落实 upper, by plan then order
    std::span<const TaskId> carried(TaskId lower) const;      ///< tasks that lower says it carries
    std::span<const TaskId> dependencies(TaskId task) const;  ///< 依赖
    std::span<const TaskId> dependents(TaskId task) const;
    std::span<const TaskId> yielders(EntityId result) const;  ///< tasks that yield it (产出)
    std::span<const TaskId> users(EntityId result) const;     ///< tasks that use it (用到)
    std::span<const PlanId> lower_plans(PlanId upper) const;  ///< plans that name it as 上级
    /// One shortest cycle of 依赖 through each strongly connected component, each starting at its smallest task.
    const std::vector<std::vector<TaskId>>& cycles() const;
    /// Tasks so that what others wait for comes first; members of cycles come last, by number.
    const std::vector<TaskId>& order() const;

    struct Tables;

private:
    friend ObligationGraph link(const Model& model);
    std::unique_ptr<Tables> tables_;
};

ObligationGraph link(const Model& model);

} // namespace yaodian
