// 承接: upstream duties nobody carries, carriers that carry what they cannot, a plan above whose text is not
// at hand.
#include "compiler/checks/support.h"

#include <map>

namespace yaodian {

namespace {

Word softest_force(const CheckContext& ctx, const Task& t) {
    Word force = Word::Must;
    for (const Fact& f : facts(ctx, t))
        if (f.facet == Facet::Force && !(f.bits & kSilent)) {
            Word w = Word(f.value);
            if (w == Word::Must || w == Word::Principle || w == Word::MustNot)
                return Word::Must;
            force = w;
        }
    return force;
}

Span upstream_at(const CheckContext& ctx, const Plan& plan, PlanId upper) {
    for (const Link& l : Model::slice(ctx.c.model.links, plan.upstreams))
        if (l.target == upper)
            return l.at;
    return plan.at; // a plan further up
}

Words settle_gap(const CheckContext& ctx, const Plan& plan, const Plan& upper, Mark wording) {
    const std::string low = name_of(ctx, plan.name), up = name_of(ctx, upper.name);
    if (!complete(plan))
        return {"取得“" + low + "”的全文，看其余部分有没有承接",
                "the full text of " + low + " would show whether the rest carries it"};
    if (wording != Mark::None && wording != Mark::Inherited)
        return {"取得“" + up + "”的原文，看是否真有这一项、发给谁",
                "the text of " + up + " would show whether the duty is there and whom it addresses"};
    return {};
}

/// A duty of the same name that says of nothing above that it carries it: 落实 was forgotten.
TaskId forgotten(const Model& m, const Plan& plan, const Task& upper) {
    for (TaskId t = plan.tasks.first; t < plan.tasks.first + plan.tasks.count; ++t)
        if (m.tasks[t].name == upper.name && m.tasks[t].implements.empty())
            return t;
    return kNone;
}

void gaps(const CheckContext& ctx, Findings& out) {
    const Model& m = ctx.c.model;
    for (const Cell& cell : ctx.cells) {
        if (!cell.carriers.empty() || cell.stated)
            continue;
        const Task& upper = m.tasks[cell.upper];
        const Plan& plan = m.plans[cell.plan];
        const Plan& above = m.plans[upper.plan];
        const Word force = softest_force(ctx, upper);
        const bool soft = force == Word::Encourage || force == Word::Explore;
        Mark mark = worse(cell.address.wording, upper.origin);
        if (!complete(plan))
            mark = Mark::Inferred;
        const uint16_t code = soft ? gap_soft : cell.verdict == Verdict::Question ? gap_unsure : gap;
        Finding f = begin_finding(ctx, code, cell.plan, kNone, upstream_at(ctx, plan, upper.plan), mark);
        f.verdict = cell.verdict;
        set_upstream(ctx, f, cell.upper);
        f.values = {Words(ctx.c.qualified(cell.upper)),
                    Words(cell.address.by ? entity_name(ctx, cell.address.by) : "本级")};
        if (soft)
            f.values.push_back(Words(std::string(chinese(force)), std::string(english(force))));
        f.advice = settle_gap(ctx, plan, above, mark);
        if (const TaskId same = forgotten(m, plan, upper); same != kNone) {
            f.task = same;
            f.at = ctx.c.at(m.tasks[same]);
            f.advice = {"本要点的“" + name_of(ctx, upper.name) + "”与它同名而没有写落实；是承接它的，就加一行：落实 " + ctx.c.qualified(cell.upper),
                        "the duty of the same name here has no 落实; if it carries the one above, add: 落实 " + ctx.c.qualified(cell.upper)};
        }
        if (f.advice.zh.empty() && code == gap_unsure)
            f.advice = {"问清“" + f.values[1].zh + "”里有没有本级；不归本级的，写 不承接",
                        "ask who is meant by " + f.values[1].en + "; if not this plan, say 不承接"};
        if (f.advice.zh.empty() && !soft)
            f.advice = {
                "给承接它的任务加“落实 " + ctx.c.qualified(cell.upper) + "”，确实不归本级的写 不承接 并说明",
                "let a duty say 落实 " + ctx.c.qualified(cell.upper) + ", or state 不承接 with a reason"};
        out.push_back(std::move(f));
    }
    for (const Cell& cell : ctx.support) {
        const Plan& plan = m.plans[cell.plan];
        Finding f = begin_finding(ctx, support_not_carried, cell.plan, kNone,
                                  upstream_at(ctx, plan, m.tasks[cell.upper].plan));
        set_upstream(ctx, f, cell.upper);
        f.values = {Words(ctx.c.qualified(cell.upper)),
                    Words(cell.address.by ? entity_name(ctx, cell.address.by) : "本级")};
        out.push_back(std::move(f));
    }
}

/// What was set for a plan whose text nobody has may reach the plan below it: one question that lists the
/// duties.
void swallowed(const CheckContext& ctx, Findings& out) {
    const Model& m = ctx.c.model;
    for (PlanId p = 1; p < m.plans.size(); ++p) {
        const Plan& plan = m.plans[p];
        if (absent(plan))
            continue;
        for (const Link& l : Model::slice(m.links, plan.upstreams)) {
            if (l.target == kNone || !absent(m.plans[l.target]) || !same_year(plan, m.plans[l.target]))
                continue;
            std::vector<std::string> names;
            std::vector<Related> related;
            for (PlanId u : plans_above(m, l.target)) {
                const Plan& above = m.plans[u];
                if (!same_year(plan, above))
                    continue;
                for (TaskId t = above.tasks.first; t < above.tasks.first + above.tasks.count; ++t) {
                    if (addressed(ctx.compare, t, l.target).answer != Addressed::Yes)
                        continue;
                    std::span<const TaskId> carriers = ctx.c.graph.carriers(t);
                    if (std::any_of(carriers.begin(), carriers.end(),
                                    [&](TaskId c) { return m.tasks[c].plan == p; }))
                        continue;
                    names.push_back(ctx.c.qualified(t));
                }
            }
            if (names.empty())
                continue;
            Finding f = begin_finding(ctx, upstream_not_at_hand, p, kNone, l.at);
            f.upstream_plan = l.target;
            f.upstream_at = place_of(ctx, l.target, m.plans[l.target].at);
            f.verdict = Verdict::Question;
            f.values = {Words(name_of(ctx, m.plans[l.target].name)), Words(std::to_string(names.size())),
                        listed(names, 60)};
            f.advice = {"取得“" + name_of(ctx, m.plans[l.target].name) + "”的文本",
                        "the text of " + name_of(ctx, m.plans[l.target].name) + " would settle it"};
            out.push_back(std::move(f));
        }
    }
}

/// Where each 落实 points: another year, or not above.
void links(const CheckContext& ctx, Findings& out) {
    const Model& m = ctx.c.model;
    for (PlanId p = 1; p < m.plans.size(); ++p) {
        const Plan& plan = m.plans[p];
        const std::vector<PlanId> above = plans_above(m, p);
        for (TaskId t = plan.tasks.first; t < plan.tasks.first + plan.tasks.count; ++t) {
            const Task& task = m.tasks[t];
            for (const Link& l : Model::slice(m.links, task.implements)) {
                if (l.target == kNone)
                    continue;
                const Plan& upper = m.plans[m.tasks[l.target].plan];
                const bool is_above =
                    std::find(above.begin(), above.end(), m.tasks[l.target].plan) != above.end();
                if (same_year(plan, upper) && is_above)
                    continue;
                const bool year = !same_year(plan, upper);
                const Mark mark = worse(l.mark, year ? worse(plan.year_mark, upper.year_mark) : Mark::None);
                Finding f =
                    begin_finding(ctx, year ? implements_other_year : implements_not_above, p, t, l.at, mark);
                set_upstream(ctx, f, l.target);
                f.values = {Words(ctx.c.qualified(l.target))};
                if (year) {
                    f.values.push_back(Words(std::to_string(upper.year)));
                    f.values.push_back(Words(std::to_string(plan.year)));
                    if (mark > Mark::Inherited)
                        f.advice = {"核实两份要点各是哪一年的", "find out the year of each plan"};
                }
                out.push_back(std::move(f));
            }
        }
        for (const Declined& d : Model::slice(m.declined, plan.declined)) {
            if (d.link.target == kNone)
                continue;
            for (TaskId carrier : ctx.c.graph.carriers(d.link.target)) {
                if (m.tasks[carrier].plan != p)
                    continue;
                Span at = m.tasks[carrier].at;
                for (const Link& l : Model::slice(m.links, m.tasks[carrier].implements))
                    if (l.target == d.link.target)
                        at = l.at;
                Finding f = begin_finding(ctx, declined_and_carried, p, carrier, at);
                set_upstream(ctx, f, d.link.target);
                f.values = {Words(ctx.c.qualified(d.link.target))};
                f.related.push_back({place_of(ctx, p, d.link.at), {"这里说不承接", "declined here"}});
                out.push_back(std::move(f));
            }
        }
    }
}

/// Does the upper duty name a body under this plan's government, or one whose counterpart is? Then it is set
/// for this plan's people, if not for its government.
class NamedBodies {
public:
    explicit NamedBodies(const CheckContext& ctx) : ctx_(ctx), bodies_(ctx.c.model) {}

    bool of_plan(const Plan& plan, const Task& upper) {
        for (const Fact& f : facts(ctx_, upper)) {
            if (!is_who(f.facet) || (f.bits & kSilent))
                continue;
            for (EntityId unit : bodies_.of(f.value).units)
                if (bodies_.below(unit, plan.government) || counterpart_below(unit, plan.government))
                    return true;
        }
        return false;
    }

private:
    bool counterpart_below(EntityId unit, EntityId government) {
        const Model& m = ctx_.c.model;
        if (!indexed_) {
            indexed_ = true;
            for (EntityId e = 1; e < m.entities.size(); ++e)
                if (m.entities[e].counterpart != kNone)
                    counterparts_.emplace_back(m.entities[e].counterpart, e);
            std::sort(counterparts_.begin(), counterparts_.end());
        }
        auto it = std::lower_bound(counterparts_.begin(), counterparts_.end(), std::pair{unit, EntityId(0)});
        for (; it != counterparts_.end() && it->first == unit; ++it)
            if (bodies_.below(it->second, government))
                return true;
        return false;
    }

    const CheckContext& ctx_;
    Bodies bodies_;
    std::vector<std::pair<EntityId, EntityId>> counterparts_;
    bool indexed_ = false;
};

/// Carried, though set for others.
void not_addressed(const CheckContext& ctx, Findings& out) {
    const Model& m = ctx.c.model;
    NamedBodies bodies(ctx);
    for (const Cell& cell : ctx.cells) {
        if (cell.carriers.empty() || cell.address.answer != Addressed::No)
            continue;
        const Task& upper = m.tasks[cell.upper];
        const auto upper_facts = facts(ctx, upper);
        if (std::none_of(upper_facts.begin(), upper_facts.end(),
                         [](const Fact& f) { return is_who(f.facet) && !(f.bits & kSilent); }))
            continue; // it prints no addressee at all: that is a finding there, not here
        // A town under a district whose plan is not at hand cannot know otherwise; what it takes up from the
        // city it was handed through the district.
        const Plan& plan = m.plans[cell.plan];
        const auto ups = Model::slice(m.links, plan.upstreams);
        if (std::any_of(ups.begin(), ups.end(), [&](const Link& l) {
                return l.target != kNone && l.target != upper.plan &&
                       addressed(ctx.compare, cell.upper, l.target).answer != Addressed::No;
            }))
            continue;
        if (bodies.of_plan(plan, upper) || plan.issuer == kNone || m.entities[plan.issuer].kind == EntityKind::Unknown)
            continue; // whose plan it is nobody knows: nothing can be said of what was sent to it
        const TaskId carrier = cell.carriers.front();
        Span at = m.tasks[carrier].at;
        for (const Link& l : Model::slice(m.links, m.tasks[carrier].implements))
            if (l.target == cell.upper)
                at = l.at;
        Finding f = begin_finding(ctx, carried_not_addressed, cell.plan, carrier, at);
        set_upstream(ctx, f, cell.upper);
        f.values = {Words(ctx.c.qualified(cell.upper))};
        out.push_back(std::move(f));
    }
}

/// Only a ban or a ceiling can make two duties impossible together.
bool may_forbid(const CheckContext& ctx, const Task& t) {
    for (const Fact& f : facts(ctx, t)) {
        if (f.bits & kSilent)
            continue;
        if (f.facet == Facet::Force && Word(f.value) == Word::MustNot)
            return true;
        if (f.facet == Facet::Quota && ctx.c.model.quotas[f.value].compare != Compare::AtLeast)
            return true;
    }
    return false;
}

/// Do both name things in this facet, and none in common? Then they speak of different things.
bool apart(const CheckContext& ctx, const Task& a, const Task& b, Facet facet) {
    bool in_a = false, in_b = false;
    for (const Fact& f : facts(ctx, b))
        in_b |= f.facet == facet && !(f.bits & kSilent);
    for (const Fact& f : facts(ctx, a)) {
        if (f.facet != facet || (f.bits & kSilent))
            continue;
        in_a = true;
        for (const Fact& g : facts(ctx, b))
            if (g.facet == facet && g.value == f.value)
                return false;
    }
    return in_a && in_b;
}

/// 指标“…”与“…”：… in the order of the two duties.
Words both_texts(const FacetVerdict& v) {
    const std::vector<Words>& r = v.reason.values;
    if (r.size() < 5)
        return v.reason.render();
    return {std::string(chinese(v.facet)) + "“" + r[3].zh + "”与“" + r[2].zh + "”" + r[4].zh,
            std::string(english(v.facet)) + " " + r[3].en + " against " + r[2].en + r[4].en};
}

void joint_conflicts(const CheckContext& ctx, Findings& out) {
    const Model& m = ctx.c.model;
    std::map<std::pair<TaskId, TaskId>, bool> seen;
    for (const Cell& cell : ctx.cells) {
        if (cell.carriers.size() < 2 || cell.carriers.size() > 200)
            continue;
        for (std::size_t i = 0; i < cell.carriers.size(); ++i) {
            if (!may_forbid(ctx, m.tasks[cell.carriers[i]]))
                continue;
            for (std::size_t j = 0; j < cell.carriers.size(); ++j) {
                if (i == j || (j < i && may_forbid(ctx, m.tasks[cell.carriers[j]])))
                    continue;
                const TaskId a = std::min(cell.carriers[i], cell.carriers[j]),
                             b = std::max(cell.carriers[i], cell.carriers[j]);
                if (!seen.try_emplace({a, b}, true).second)
                    continue;
                const Task &ta = m.tasks[a], &tb = m.tasks[b];
                if (apart(ctx, ta, tb, Facet::Object) || apart(ctx, ta, tb, Facet::Elements) ||
                    apart(ctx, ta, tb, Facet::Audience) || apart(ctx, ta, tb, Facet::Subject))
                    continue;
                const Side lower{b, 0};
                const Comparison both =
                    compare(ctx.compare, {&lower, 1}, {a, 0}, cell.plan, Purpose::BodyAnnex);
                for (const FacetVerdict& v : both.facets) {
                    if (v.verdict != Verdict::Conflict ||
                        (v.facet != Facet::Force && v.facet != Facet::Quota && v.facet != Facet::Elements))
                        continue;
                    Finding f = begin_finding(ctx, carriers_conflict, cell.plan, b,
                                              v.lower.span.empty() ? tb.at : v.lower.span,
                                              worse(v.wording, worse(ta.origin, tb.origin)));
                    f.verdict = Verdict::Conflict;
                    f.facet = v.facet;
                    set_upstream(ctx, f, cell.upper);
                    f.values = {Words(name_of(ctx, ta.name)), Words(name_of(ctx, tb.name)),
                                Words(ctx.c.qualified(cell.upper)), both_texts(v)};
                    f.related.push_back({v.upper.span.empty() ? ctx.c.at(ta) : v.upper,
                                         {"另一项在此", "the other duty is here"}});
                    out.push_back(std::move(f));
                    break;
                }
            }
        }
    }
}

/// A duty that says neither where it comes from nor that it is the plan's own: asked only below complete
/// papers.
void without_upstream(const CheckContext& ctx, Findings& out) {
    const Model& m = ctx.c.model;
    for (PlanId p = 1; p < m.plans.size(); ++p) {
        const Plan& plan = m.plans[p];
        const auto ups = Model::slice(m.links, plan.upstreams);
        if (ups.empty() || std::any_of(ups.begin(), ups.end(), [&](const Link& l) {
                return l.target == kNone || !complete(m.plans[l.target]) ||
                       !same_year(plan, m.plans[l.target]);
            }))
            continue;
        for (TaskId t = plan.tasks.first; t < plan.tasks.first + plan.tasks.count; ++t) {
            const Task& task = m.tasks[t];
            if (task.own || task.implements.count)
                continue;
            Finding f = begin_finding(ctx, no_upstream, p, t, task.at);
            f.values = {Words(name_of(ctx, task.name))};
            out.push_back(std::move(f));
        }
    }
}

void run(const CheckContext& ctx, Findings& out) {
    gaps(ctx, out);
    swallowed(ctx, out);
    links(ctx, out);
    not_addressed(ctx, out);
    joint_conflicts(ctx, out);
    without_upstream(ctx, out);
}

} // namespace

extern const CheckRule check_coverage;
const CheckRule check_coverage{Group::Coverage, run};

} // namespace yaodian
