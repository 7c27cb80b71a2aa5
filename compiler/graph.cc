#include "compiler/graph.h"

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/property_map/property_map.hpp>

#include <algorithm>
#include <utility>

namespace yaodian {

namespace {

/// Row k holds items[first[k]] … items[first[k + 1]]; filled by a counting sort, so within a row the order of
/// adding is kept. One table costs four bytes a row and four an edge.
struct Adjacency {
    std::vector<uint32_t> first, items;

    std::span<const uint32_t> row(uint32_t k) const {
        if (k + 1 >= first.size())
            return {};
        return {items.data() + first[k], items.data() + first[k + 1]};
    }
};

using Edge = std::pair<uint32_t, uint32_t>; // row, item

Adjacency adjacency(std::size_t rows, const std::vector<Edge>& edges) {
    Adjacency a;
    if (edges.empty())
        return a;
    a.first.assign(rows + 1, 0);
    for (const Edge& e : edges)
        ++a.first[e.first + 1];
    for (std::size_t k = 1; k <= rows; ++k)
        a.first[k] += a.first[k - 1];
    a.items.resize(edges.size());
    std::vector<uint32_t> at(a.first.begin(), a.first.end() - 1);
    for (const Edge& e : edges)
        a.items[at[e.first]++] = e.second;
    return a;
}

/// The same link written twice is one link.
void drop_repeats(Adjacency& a, std::size_t items) {
    if (a.items.empty())
        return;
    std::vector<uint32_t> seen(items, UINT32_MAX);
    uint32_t kept = 0, begin = 0;
    for (uint32_t k = 0; k + 1 < a.first.size(); ++k) {
        const uint32_t end = a.first[k + 1];
        for (uint32_t i = begin; i < end; ++i)
            if (seen[a.items[i]] != k) {
                seen[a.items[i]] = k;
                a.items[kept++] = a.items[i];
            }
        begin = end;
        a.first[k + 1] = kept;
    }
    a.items.resize(kept);
}

/// The same edges asked from the other end.
Adjacency turned(const Adjacency& a, std::size_t rows) {
    std::vector<Edge> edges;
    edges.reserve(a.items.size());
    for (uint32_t k = 0; k + 1 < a.first.size(); ++k)
        for (uint32_t item : a.row(k))
            edges.emplace_back(item, k);
    return adjacency(rows, edges);
}

} // namespace

struct ObligationGraph::Tables {
    Adjacency carriers, carried, dependencies, dependents, yielders, users, lower_plans;
    std::vector<std::vector<TaskId>> cycles;
    std::vector<TaskId> order;
};

namespace {

/// The tasks that have to do with 依赖 at all, renumbered from 0: most tasks have no such link and cost
/// nothing.
struct Waiting {
    std::vector<TaskId> task;    // by small number, ascending
    std::vector<uint32_t> first; // adjacency over small numbers: what it waits for
    std::vector<uint32_t> target;
};

Waiting waiting_part(std::size_t tasks, const Adjacency& dependencies) {
    Waiting w;
    if (dependencies.items.empty())
        return w;
    std::vector<uint32_t> small(tasks, UINT32_MAX);
    for (uint32_t t = 0; t < tasks; ++t)
        if (!dependencies.row(t).empty())
            small[t] = 0;
    for (uint32_t d : dependencies.items)
        small[d] = 0;
    for (uint32_t t = 0; t < tasks; ++t)
        if (small[t] == 0) {
            small[t] = uint32_t(w.task.size());
            w.task.push_back(t);
        }
    w.first.push_back(0);
    for (TaskId t : w.task) {
        for (uint32_t d : dependencies.row(t))
            w.target.push_back(small[d]);
        w.first.push_back(uint32_t(w.target.size()));
    }
    return w;
}

/// Component of every small number. Components are numbered so that what a task waits for has the smaller
/// number: the numbering of Tarjan's algorithm is a reversed topological order.
std::vector<uint32_t> components(const Waiting& w) {
    using Csr = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property,
                                                   boost::no_property, uint32_t, uint32_t>;
    std::vector<Edge> edges;
    edges.reserve(w.target.size());
    for (uint32_t v = 0; v < w.task.size(); ++v)
        for (uint32_t i = w.first[v]; i < w.first[v + 1]; ++i)
            edges.emplace_back(v, w.target[i]);
    Csr graph(boost::edges_are_sorted, edges.begin(), edges.end(), uint32_t(w.task.size()));
    std::vector<uint32_t> component(w.task.size());
    auto index = boost::get(boost::vertex_index, graph);
    boost::strong_components(graph, boost::make_iterator_property_map(component.begin(), index));
    return component;
}

/// A shortest cycle inside one component: breadth first from each member, never deeper than the best found. A
/// hostile ring of a hundred thousand tasks would take forever, so the search stops after `budget` steps with
/// the best so far; the first start always finishes, so there is always a cycle to show.
std::vector<uint32_t> shortest_cycle(const Waiting& w, const std::vector<uint32_t>& component,
                                     const std::vector<uint32_t>& members, std::vector<uint32_t>& from,
                                     std::vector<uint32_t>& depth) {
    std::vector<uint32_t> best, queue;
    uint64_t budget = 4'000'000;
    const uint32_t mine = component[members.front()];
    for (uint32_t start : members) {
        queue.assign(1, start);
        depth[start] = 0;
        uint32_t last = UINT32_MAX;
        for (std::size_t q = 0; q < queue.size() && last == UINT32_MAX; ++q) {
            uint32_t v = queue[q];
            if (!best.empty() && depth[v] + 1 >= best.size())
                break;
            for (uint32_t i = w.first[v]; i < w.first[v + 1]; ++i) {
                uint32_t next = w.target[i];
                budget -= budget > 0;
                if (next == start) {
                    last = v;
                    break;
                }
                if (component[next] != mine || depth[next] != UINT32_MAX)
                    continue;
                depth[next] = depth[v] + 1;
                from[next] = v;
                queue.push_back(next);
            }
        }
        if (last != UINT32_MAX && (best.empty() || depth[last] + 1 < best.size())) {
            best.clear();
            for (uint32_t v = last; v != start; v = from[v])
                best.push_back(v);
            best.push_back(start);
            std::reverse(best.begin(), best.end());
        }
        for (uint32_t v : queue)
            depth[v] = UINT32_MAX;
        if (best.size() == 1 || budget == 0)
            break;
    }
    std::rotate(best.begin(), std::min_element(best.begin(), best.end()), best.end());
    return best;
}

void sort_waiting(ObligationGraph::Tables& t, std::size_t tasks) {
    Waiting w = waiting_part(tasks, t.dependencies);
    std::vector<uint8_t> waits(tasks, 0);
    for (TaskId task : w.task)
        waits[task] = 1;
    t.order.reserve(tasks);
    for (TaskId task = 1; task < tasks; ++task)
        if (!waits[task])
            t.order.push_back(task);
    if (w.task.empty())
        return;

    std::vector<uint32_t> component = components(w);
    std::vector<Edge> pairs;
    pairs.reserve(component.size());
    uint32_t count = 0;
    for (uint32_t v = 0; v < component.size(); ++v) {
        pairs.emplace_back(component[v], v);
        count = std::max(count, component[v] + 1);
    }
    Adjacency members = adjacency(count, pairs);
    std::vector<TaskId> in_cycles;
    std::vector<uint32_t> from, depth;
    for (uint32_t k = 0; k < count; ++k) {
        auto row = members.row(k);
        uint32_t v = row.front();
        bool loop = row.size() > 1 ||
                    std::find(w.target.begin() + w.first[v], w.target.begin() + w.first[v + 1], v) !=
                        w.target.begin() + w.first[v + 1];
        if (!loop) {
            t.order.push_back(w.task[v]);
            continue;
        }
        if (from.empty()) {
            from.resize(w.task.size());
            depth.assign(w.task.size(), UINT32_MAX);
        }
        std::vector<TaskId> cycle = shortest_cycle(w, component, {row.begin(), row.end()}, from, depth);
        for (TaskId& task : cycle)
            task = w.task[task];
        t.cycles.push_back(std::move(cycle));
        for (uint32_t member : row)
            in_cycles.push_back(w.task[member]);
    }
    std::sort(in_cycles.begin(), in_cycles.end());
    t.order.insert(t.order.end(), in_cycles.begin(), in_cycles.end());
    std::sort(t.cycles.begin(), t.cycles.end());
}

} // namespace

ObligationGraph::ObligationGraph() : tables_(std::make_unique<Tables>()) {}
ObligationGraph::ObligationGraph(ObligationGraph&&) noexcept = default;
ObligationGraph& ObligationGraph::operator=(ObligationGraph&&) noexcept = default;
ObligationGraph::~ObligationGraph() = default;

std::span<const TaskId> ObligationGraph::carriers(TaskId upper) const {
    return tables_->carriers.row(upper);
}
std::span<const TaskId> ObligationGraph::carried(TaskId lower) const {
    return tables_->carried.row(lower);
}
std::span<const TaskId> ObligationGraph::dependencies(TaskId task) const {
    return tables_->dependencies.row(task);
}
std::span<const TaskId> ObligationGraph::dependents(TaskId task) const {
    return tables_->dependents.row(task);
}
std::span<const TaskId> ObligationGraph::yielders(EntityId result) const {
    return tables_->yielders.row(result);
}
std::span<const TaskId> ObligationGraph::users(EntityId result) const {
    return tables_->users.row(result);
}
std::span<const PlanId> ObligationGraph::lower_plans(PlanId upper) const {
    return tables_->lower_plans.row(upper);
}
const std::vector<std::vector<TaskId>>& ObligationGraph::cycles() const {
    return tables_->cycles;
}
const std::vector<TaskId>& ObligationGraph::order() const {
    return tables_->order;
}

ObligationGraph link(const Model& model) {
    ObligationGraph graph;
    ObligationGraph::Tables& t = *graph.tables_;
    const std::size_t tasks = model.tasks.size(), entities = model.entities.size(),
                      plans = model.plans.size();

    std::vector<Edge> carried, depends, yields, uses, above;
    carried.reserve(tasks);
    for (TaskId id = 1; id < tasks; ++id) {
        const Task& task = model.tasks[id];
        for (const Link& l : Model::slice(model.links, task.implements))
            if (l.target != kNone)
                carried.emplace_back(id, l.target);
        for (const Link& l : Model::slice(model.links, task.depends))
            if (l.target != kNone)
                depends.emplace_back(id, l.target);
        for (const Fact& f : Model::slice(model.facts, task.facts)) {
            if ((f.facet != Facet::Yields && f.facet != Facet::Uses) || (f.bits & kSilent) ||
                f.value == kNone)
                continue;
            (f.facet == Facet::Yields ? yields : uses).emplace_back(f.value, id);
        }
    }
    for (PlanId id = 1; id < plans; ++id)
        for (const Link& l : Model::slice(model.links, model.plans[id].upstreams))
            if (l.target != kNone)
                above.emplace_back(l.target, id);

    // Tasks of one plan lie together and in order, so carriers come by plan, then by order.
    t.carried = adjacency(tasks, carried);
    drop_repeats(t.carried, tasks);
    t.carriers = turned(t.carried, tasks);
    t.dependencies = adjacency(tasks, depends);
    drop_repeats(t.dependencies, tasks);
    t.dependents = turned(t.dependencies, tasks);
    t.yielders = adjacency(entities, yields);
    drop_repeats(t.yielders, tasks);
    t.users = adjacency(entities, uses);
    drop_repeats(t.users, tasks);
    t.lower_plans = adjacency(plans, above);
    drop_repeats(t.lower_plans, plans);
    sort_waiting(t, tasks);
    return graph;
}

} // namespace yaodian
