// 图: duties that wait for each other, results nobody yields, plans above themselves.
#include "compiler/checks/support.h"

namespace yaodian {

namespace {

void cycles(const CheckContext& ctx, Findings& out) {
    const Model& m = ctx.c.model;
    for (const std::vector<TaskId>& cycle : ctx.c.graph.cycles()) {
        const TaskId first = cycle.front();
        auto link_to = [&](TaskId from, TaskId to) {
            for (const Link& l : Model::slice(m.links, m.tasks[from].depends))
                if (l.target == to)
                    return l.at;
            return m.tasks[from].at;
        };
        std::string path;
        for (TaskId t : cycle) {
            path += std::string(ctx.c.name(m.tasks[t].name)) + " → ";
            if (path.size() > 2000) { // a ring of thousands: the beginning is enough
                path += "… → ";
                break;
            }
        }
        path += name_of(ctx, m.tasks[first].name);
        Finding f = begin_finding(ctx, dependency_cycle, m.tasks[first].plan, first,
                                  link_to(first, cycle.size() > 1 ? cycle[1] : first));
        f.values = {Words(path)};
        for (std::size_t i = 1; i < cycle.size() && i < 50; ++i)
            f.related.push_back(
                {place_of(ctx, m.tasks[cycle[i]].plan, link_to(cycle[i], cycle[(i + 1) % cycle.size()])),
                 {"环上的下一步", "the next step of the cycle"}});
        out.push_back(std::move(f));
    }
}

/// Yielded in this plan or in a plan above it is yielded.
void results(const CheckContext& ctx, Findings& out) {
    const Model& m = ctx.c.model;
    for (PlanId p = 1; p < m.plans.size(); ++p) {
        const Plan& plan = m.plans[p];
        std::vector<PlanId> above;
        bool looked_up = false;
        std::vector<EntityId> told;
        for (TaskId t = plan.tasks.first; t < plan.tasks.first + plan.tasks.count; ++t)
            for (const Fact& fact : facts(ctx, m.tasks[t])) {
                if (fact.facet != Facet::Uses || !says(fact) || fact.value == kNone)
                    continue;
                if (m.entities[fact.value].kind != EntityKind::Result)
                    continue; // an undeclared name has its own finding
                if (!looked_up) {
                    above = plans_above(m, p);
                    looked_up = true;
                }
                bool yielded = false;
                for (TaskId y : ctx.c.graph.yielders(fact.value))
                    if (m.tasks[y].plan == p ||
                        std::find(above.begin(), above.end(), m.tasks[y].plan) != above.end()) {
                        yielded = true;
                        break;
                    }
                if (yielded || std::find(told.begin(), told.end(), fact.value) != told.end())
                    continue; // one finding a result and plan, at its first use
                told.push_back(fact.value);
                Mark mark = worse(fact.mark, m.tasks[t].origin);
                const bool unread = !complete(plan) || std::any_of(above.begin(), above.end(), [&](PlanId u) {
                    return absent(m.plans[u]);
                });
                if (unread)
                    mark = worse(mark, Mark::Inferred); // the part not at hand may yield it
                Finding f = begin_finding(ctx, result_not_yielded, p, t, fact.span(), mark);
                f.values = {Words(entity_name(ctx, fact.value))};
                f.advice = unread
                               ? Words("取得没有读到的文本，看有没有产出它的任务",
                                       "the text that is not at hand may hold the duty that yields it")
                               : Words("给做出它的任务加“产出 " + entity_name(ctx, fact.value) + "”",
                                       "let the duty that makes it say 产出 " + entity_name(ctx, fact.value));
                out.push_back(std::move(f));
            }
    }
}

/// Upstreams that lead back: each cycle told once, at its first plan.
void upstream_cycles(const CheckContext& ctx, Findings& out) {
    const Model& m = ctx.c.model;
    enum : uint8_t { Fresh, OnPath, Done };
    std::vector<uint8_t> state(m.plans.size(), Fresh);
    std::vector<std::pair<PlanId, uint32_t>> path; // plan, next link to follow
    for (PlanId start = 1; start < m.plans.size(); ++start) {
        if (state[start] != Fresh)
            continue;
        path.assign(1, {start, 0});
        state[start] = OnPath;
        while (!path.empty()) {
            const PlanId p = path.back().first;
            const auto ups = Model::slice(m.links, m.plans[p].upstreams);
            if (path.back().second == ups.size()) {
                state[p] = Done;
                path.pop_back();
                continue;
            }
            const Link& l = ups[path.back().second++];
            if (l.target == kNone)
                continue;
            if (state[l.target] == Fresh) {
                state[l.target] = OnPath;
                path.emplace_back(l.target, 0);
            } else if (state[l.target] == OnPath) {
                auto from = std::find_if(path.begin(), path.end(),
                                         [&](const auto& step) { return step.first == l.target; });
                std::string names;
                for (auto it = from; it != path.end(); ++it)
                    names += name_of(ctx, m.plans[it->first].name) + " → ";
                names += name_of(ctx, m.plans[l.target].name);
                Finding f = begin_finding(ctx, upstream_cycle, p, kNone, l.at);
                f.values = {Words(names)};
                out.push_back(std::move(f));
            }
        }
    }
}

void run(const CheckContext& ctx, Findings& out) {
    cycles(ctx, out);
    results(ctx, out);
    upstream_cycles(ctx, out);
}

} // namespace

extern const CheckRule check_graph;
const CheckRule check_graph{Group::Graph, run};

} // namespace yaodian
