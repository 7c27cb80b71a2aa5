// Results: who yields them, who needs them; what is needed and nobody yields, what is yielded and nobody needs.
#include "runtime/views/view.h"

#include <fmt/format.h>

#include <numeric>

namespace yaodian::picture {

namespace {

constexpr std::size_t kMostTasks = 14; // in one block

struct Flow {
    EntityId result = kNone;
    std::vector<TaskId> yielders, users, takers; ///< takers: their object is 取自 it
};

Block draw_block(const Parts& p, const std::vector<const Flow*>& flows, PlanId plan) {
    Block b;
    std::map<TaskId, uint32_t> cards;
    auto card = [&](TaskId t) {
        const auto [at, fresh] = cards.try_emplace(t, uint32_t(b.nodes.size()));
        if (fresh) {
            Parts::Detail d;
            d.results = false;
            d.findings = false;
            d.width = 160;
            d.plan = p.m.tasks[t].plan != plan;
            Node n = p.card(t, d);
            if (d.plan)
                n.shape = Shape::Upper;
            b.nodes.push_back(std::move(n));
        }
        return at->second;
    };
    for (const Flow* f : flows) // makers first: with ordering=out they keep the order of the document
        for (const TaskId t : f->yielders)
            card(t);
    for (const Flow* f : flows) {
        const bool nobody = f->yielders.empty(), unused = f->users.empty() && f->takers.empty();
        Node n = p.result(f->result, nobody ? Tone::Missing : unused ? Tone::Faint : Tone::Plain);
        if (nobody)
            n.lines.push_back({p.of("× 无人产出", "× nobody yields it"), Size::Small, true, true, true, Tone::Missing, ""});
        const auto r = uint32_t(b.nodes.size());
        b.nodes.push_back(std::move(n));
        for (const TaskId t : f->yielders)
            b.edges.push_back({card(t), r, Tie::Yields, Tone::Plain, {}});
        for (const TaskId t : f->users)
            if (std::find(f->yielders.begin(), f->yielders.end(), t) == f->yielders.end())
                b.edges.push_back({r, card(t), Tie::Uses, nobody ? Tone::Missing : Tone::Plain, {}});
        for (const TaskId t : f->takers)
            if (std::find(f->users.begin(), f->users.end(), t) == f->users.end() && std::find(f->yielders.begin(), f->yielders.end(), t) == f->yielders.end())
                b.edges.push_back({r, card(t), Tie::Uses, nobody ? Tone::Missing : Tone::Plain, {p.of("对象", "object")}});
    }
    return b;
}

/// Results one behind the other: how many columns of results the picture of these takes.
std::size_t columns(const std::vector<const Flow*>& flows) {
    std::map<TaskId, std::size_t> reached; // the column of results that a task comes after
    std::size_t most = 1;
    for (bool grown = true; grown && most <= flows.size();) { // a ring ends at its own length
        grown = false;
        for (const Flow* f : flows) {
            std::size_t column = 1;
            for (const TaskId t : f->yielders)
                if (const auto at = reached.find(t); at != reached.end())
                    column = std::max(column, at->second + 1);
            most = std::max(most, column);
            for (const auto* list : {&f->users, &f->takers})
                for (const TaskId t : *list)
                    if (std::find(f->yielders.begin(), f->yielders.end(), t) == f->yielders.end() && reached[t] < column) {
                        reached[t] = column;
                        grown = true;
                    }
        }
    }
    return most;
}

/// The results of one plan, in the order in which its tasks first speak of them.
std::vector<Flow> flows_of(const Parts& p, PlanId plan) {
    const Model& m = p.m;
    std::vector<Flow> out;
    std::map<EntityId, std::size_t> index;
    auto flow = [&](EntityId e) -> Flow& {
        const auto [at, fresh] = index.try_emplace(e, out.size());
        if (fresh)
            out.push_back({e, {}, {}, {}});
        return out[at->second];
    };
    auto once = [](std::vector<TaskId>& all, TaskId t) {
        if (std::find(all.begin(), all.end(), t) == all.end())
            all.push_back(t);
    };
    const Range range = m.plans[plan].tasks;
    for (TaskId t = range.first; t < range.first + range.count; ++t) {
        if (!p.passes(t))
            continue;
        for (const Fact& f : m.facts_of(m.tasks[t], Facet::Yields))
            if (!(f.bits & kSilent))
                once(flow(f.value).yielders, t);
        for (const Fact& f : m.facts_of(m.tasks[t], Facet::Uses))
            if (!(f.bits & kSilent))
                once(flow(f.value).users, t);
        for (const Fact& f : m.facts_of(m.tasks[t], Facet::Object))
            if (!(f.bits & kSilent) && m.entities[f.value].taken_from != kNone)
                once(flow(m.entities[f.value].taken_from).takers, t);
    }
    // Yielded above is yielded: the upstream plans of this one.
    std::set<PlanId> above;
    std::vector<PlanId> open{plan};
    while (!open.empty() && above.size() < 50) {
        const PlanId q = open.back();
        open.pop_back();
        for (const Link& l : Model::slice(m.links, m.plans[q].upstreams))
            if (l.target != kNone && l.target != plan && above.insert(l.target).second)
                open.push_back(l.target);
    }
    for (Flow& f : out)
        if (f.yielders.empty())
            for (const TaskId t : p.c.graph.yielders(f.result))
                if (above.contains(m.tasks[t].plan) && f.yielders.size() < 3)
                    f.yielders.push_back(t);
    return out;
}

Board draw_flow(const Parts& p) {
    Board out;
    const std::vector<PlanId> plans = p.plans();
    out.title = p.of("成果：谁产出、谁用到", "Results: who yields, who uses");
    if (plans.size() == 1 && !p.m.plans[plans.front()].title.empty())
        out.title = p.text(p.m.plans[plans.front()], p.m.plans[plans.front()].title) + " · " + out.title;
    out.ties = {Tie::Yields, Tie::Uses};
    auto result = [](Tone tone) { return [tone](const Node& n) { return n.shape == Shape::Result && n.tone == tone; }; };
    out.legend = {p.legend(Shape::Result, "带签的框：成果", "tab: a result"),
                  {p.of("灰：没有任务用到", "grey: no task uses it"), result(Tone::Faint)},
                  {p.of("点线框：无人产出", "dotted: nobody yields it"), result(Tone::Missing)},
                  p.legend(Shape::Upper, "圆角框：上级任务", "rounded: an upstream task")};
    const PaperSize paper = paper_size(p.o);
    const double wide = area_width(paper) * 9 / paper.smallest;
    const std::size_t room = std::max<std::size_t>(1, std::size_t(std::max(0.0, (wide - 180) / 290))); // a task and a result with their arrows
    for (const PlanId plan : plans) {
        const std::vector<Flow> flows = flows_of(p, plan);
        if (flows.empty())
            continue;
        Group g;
        g.id = p.plan_name(plan);
        g.title = p.plan_name(plan);
        g.mark = p.plan_name(plan);
        g.alone = plans.size() > 1 && flows.size() > 20;
        const std::string before = plans.size() > 1 ? p.plan_name(plan) + " " : "";
        Section used{g.id + " used", before + p.of("有人产出、有人用到", "yielded and used"), {}};
        Section lost{g.id + " lost", before + p.of("用到而无人产出", "used, and nobody yields it"), {}};
        Section unused{g.id + " unused", before + p.of("产出后没有任务用到", "yielded, and no task uses it"), {}};
        // Results that share a task stand together.
        std::vector<std::size_t> root(flows.size());
        std::iota(root.begin(), root.end(), std::size_t(0));
        auto find = [&](std::size_t k) {
            while (root[k] != k)
                k = root[k] = root[root[k]];
            return k;
        };
        std::map<TaskId, std::size_t> by_task;
        for (std::size_t i = 0; i < flows.size(); ++i)
            for (const auto* list : {&flows[i].yielders, &flows[i].users, &flows[i].takers})
                for (const TaskId t : *list)
                    if (const auto [at, fresh] = by_task.try_emplace(t, i); !fresh) {
                        const std::size_t a = find(at->second), b = find(i);
                        root[std::max(a, b)] = std::min(a, b);
                    }
        std::map<std::size_t, std::vector<const Flow*>> groups;
        for (std::size_t i = 0; i < flows.size(); ++i)
            groups[find(i)].push_back(&flows[i]);
        std::size_t n_used = 0, n_lost = 0, n_unused = 0;
        for (const auto& [first, members] : groups) {
            std::set<TaskId> tasks;
            bool any_use = false, any_lost = false;
            for (const Flow* f : members) {
                tasks.insert(f->yielders.begin(), f->yielders.end());
                tasks.insert(f->users.begin(), f->users.end());
                tasks.insert(f->takers.begin(), f->takers.end());
                const bool use = !f->users.empty() || !f->takers.empty();
                any_use |= use;
                any_lost |= f->yielders.empty();
                ++(f->yielders.empty() ? n_lost : use ? n_used : n_unused);
            }
            Section& s = any_lost ? lost : any_use ? used : unused;
            if (tasks.size() <= kMostTasks && columns(members) <= room) {
                s.blocks.push_back(draw_block(p, members, plan));
                continue;
            }
            for (const Flow* f : members) { // too many or too wide for one picture: result by result, users in portions
                Flow part = *f;
                std::vector<TaskId> users = f->users;
                for (std::size_t i = 0; i == 0 || i < users.size(); i += kMostTasks) {
                    part.users.assign(users.begin() + std::ptrdiff_t(std::min(i, users.size())), users.begin() + std::ptrdiff_t(std::min(users.size(), i + kMostTasks)));
                    if (i > 0)
                        part.takers.clear();
                    s.blocks.push_back(draw_block(p, {&part}, plan));
                }
            }
        }
        g.summary.push_back({p.of(fmt::format("有产有用 {}　无人产出 {}　无人用到 {}", n_used, n_lost, n_unused),
                                  fmt::format("used {}, nobody yields {}, unused {}", n_used, n_lost, n_unused)),
                             Size::Body, false, false, false, Tone::Plain, ""});
        for (Section* s : {&lost, &used, &unused})
            if (!s->blocks.empty())
                g.sections.push_back(std::move(*s));
        out.about.push_back(p.about(plan));
        out.groups.push_back(std::move(g));
    }
    if (out.groups.empty())
        out.problem = p.filters().empty() ? Words("没有任务写了产出或用到", "no task yields or uses a result")
                                          : Words("符合这些条件的任务都没有写产出或用到", "no task that passes these filters yields or uses a result");
    return out;
}

} // namespace

extern const ViewRule view_flow;
const ViewRule view_flow{"flow", {"成果：谁产出、谁用到，缺哪样", "results: who yields, who uses, what is missing"}, draw_flow};

} // namespace yaodian::picture
