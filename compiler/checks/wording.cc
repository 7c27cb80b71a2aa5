// 用语: a counted duty with a vague date, a name that means another thing here than above, two names for one
// thing. An unused 已核 is found where 已核 is applied (check.cc).
#include "compiler/checks/support.h"

#include <map>
#include <unordered_map>

namespace yaodian {

namespace {

void vague_dates(const CheckContext& ctx, Findings& out) {
    const Model& m = ctx.c.model;
    for (TaskId t = 1; t < m.tasks.size(); ++t) {
        const Task& task = m.tasks[t];
        const Fact* vague = nullptr;
        bool counted = false, dated = false;
        for (const Fact& f : facts(ctx, task)) {
            if (!says(f))
                continue;
            counted |= f.facet == Facet::Quota;
            if (f.facet == Facet::Window && m.dues[f.value].kind == DueKind::Vague) {
                if (!vague)
                    vague = &f;
            } else if (f.facet >= Facet::Window && f.facet <= Facet::Clock) {
                dated = true;
            }
        }
        if (!vague || !counted || dated)
            continue;
        const Due& due = m.dues[vague->value];
        Finding f = begin_finding(ctx, vague_date_counted, task.plan, t, vague->span(),
                                  worse(vague->mark, task.origin));
        f.facet = Facet::Window;
        f.values = {Words(std::string(chinese(due.vague)), std::string(english(due.vague)))};
        out.push_back(std::move(f));
    }
}

/// Tasks share a mnemonic with the upstream task they carry. The same mnemonic on something else misleads.
void other_duty(const CheckContext& ctx, Findings& out) {
    const Model& m = ctx.c.model;
    std::unordered_map<uint64_t, TaskId> named; // (plan, name), made when first wanted
    auto index = [&] {
        for (PlanId p = 1; p < m.plans.size(); ++p)
            if (!ctx.c.graph.lower_plans(p).empty())
                for (TaskId t = m.plans[p].tasks.first; t < m.plans[p].tasks.first + m.plans[p].tasks.count;
                     ++t)
                    named.try_emplace(uint64_t(p) << 32 | m.tasks[t].name, t);
    };
    for (PlanId p = 1; p < m.plans.size(); ++p) {
        const Plan& plan = m.plans[p];
        if (!plan.subject || plan.upstreams.empty())
            continue;
        const std::vector<PlanId> above = plans_above(m, p);
        for (TaskId t = plan.tasks.first; t < plan.tasks.first + plan.tasks.count; ++t) {
            const Task& task = m.tasks[t];
            if (task.name == 0 || (task.implements.empty() && !task.own))
                continue;
            bool unresolved = false, same = false;
            for (const Link& l : Model::slice(m.links, task.implements)) {
                unresolved |= l.target == kNone;
                same |= l.target != kNone && m.tasks[l.target].name == task.name;
            }
            if (unresolved || same)
                continue;
            if (named.empty())
                index();
            for (PlanId u : above) {
                if (!same_year(plan, m.plans[u]))
                    continue;
                auto upper = named.find(uint64_t(u) << 32 | task.name);
                if (upper == named.end())
                    continue;
                Finding f = begin_finding(ctx, same_name_other_duty, p, t, task.at,
                                          worse(task.origin, m.tasks[upper->second].origin));
                set_upstream(ctx, f, upper->second);
                f.values = {Words(ctx.c.qualified(upper->second))};
                f.advice = {"确是同一件事就写 落实；不是，换个简名",
                            "say 落实 if it is the same thing, else choose another name"};
                out.push_back(std::move(f));
                break;
            }
        }
    }
}

/// Two quotas counted as the same share of the same whole; two groups that list the same bodies.
void two_names(const CheckContext& ctx, Findings& out) {
    const Model& m = ctx.c.model;
    std::map<std::vector<uint32_t>, EntityId> seen;
    for (EntityId id = 1; id < m.entities.size(); ++id) {
        const Entity& e = m.entities[id];
        std::vector<uint32_t> key;
        if (e.kind == EntityKind::Metric && e.metric == MetricKind::Rate && e.numerator != kNone &&
            e.denominator != kNone) {
            key = {uint32_t(e.kind), e.numerator, e.denominator};
        } else if (e.kind == EntityKind::Group && !e.open && !e.undetermined && e.members.count > 1) {
            key = {uint32_t(e.kind), e.directory, e.plan};
            std::vector<uint32_t> members(m.list(e.members).begin(), m.list(e.members).end());
            std::sort(members.begin(), members.end());
            key.insert(key.end(), members.begin(), members.end());
        } else {
            continue;
        }
        auto [it, fresh] = seen.try_emplace(std::move(key), id);
        if (fresh)
            continue;
        const Entity& first = m.entities[it->second];
        Finding f;
        f.code = two_names_one_thing;
        f.severity = find_info(two_names_one_thing)->severity;
        f.plan = e.plan;
        f.at = e.at;
        f.values = {Words(name_of(ctx, e.name)), Words(name_of(ctx, first.name))};
        f.related.push_back({first.at, {"另一个名字在此", "the other name is here"}});
        f.advice = {"留一个，另一个写作它的 别名", "keep one and make the other its alias"};
        out.push_back(std::move(f));
    }
}

void run(const CheckContext& ctx, Findings& out) {
    vague_dates(ctx, out);
    other_duty(ctx, out);
    two_names(ctx, out);
}

} // namespace

extern const CheckRule check_wording;
const CheckRule check_wording{Group::Wording, run};

} // namespace yaodian
