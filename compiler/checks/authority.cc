// 权责: bodies this plan may not command, duties nobody is named for, quotas whose subject is not among the
// units, units wider than the subject of the sentence.
#include "compiler/checks/support.h"

namespace yaodian {

namespace {

/// Which bodies answer to the issuer of a plan.
class Realm {
public:
    /// What was answered for this plan, by entity.
    struct Memo {
        std::vector<PlanId> plan;
        std::vector<uint16_t> code;
        explicit Memo(std::size_t entities) : plan(entities, kNone), code(entities, 0) {}
    };
    Realm(const CheckContext& ctx, Bodies& bodies, Memo& memo, PlanId p)
        : m_(ctx.c.model), bodies_(bodies), memo_(memo), plan_(m_.plans[p]), id_(p) {
        top_ = plan_.issuer != kNone ? bodies.root(plan_.issuer) : kNone;
    }
    bool known() const {
        return plan_.issuer != kNone && plan_.government != kNone &&
               m_.entities[plan_.issuer].kind == EntityKind::Unit &&
               m_.entities[plan_.government].kind == EntityKind::Unit;
    }

    /// 0, or the number of the finding.
    uint16_t finding(EntityId entity) {
        if (memo_.plan[entity] != id_) {
            memo_.code[entity] = work_out(entity);
            memo_.plan[entity] = id_;
        }
        return memo_.code[entity];
    }

private:
    uint16_t work_out(EntityId entity) {
        if (entity == kNone)
            return 0;
        const Entity& e = m_.entities[entity];
        switch (e.kind) {
        case EntityKind::Unit:
            return unit(entity);
        case EntityKind::PostOf:
            return e.parent != kNone ? finding(e.parent) : 0;
        case EntityKind::Group:
        case EntityKind::Role:
            break;
        default:
            return 0;
        }
        if (e.plan == id_ || own_directory(e.directory))
            return 0; // the plan's own lists say who is meant
        const Bodies::Set& set = bodies_.of(entity);
        uint16_t worst = 0;
        std::size_t outside = 0;
        for (EntityId u : set.units)
            if (uint16_t code = unit(u)) {
                ++outside;
                worst = std::max(
                    worst, code); // 2502 says the group is not this body's; 2501 only when all stand above
            }
        if (e.kind == EntityKind::Role)
            return outside == set.units.size() ? worst : 0; // one holder within the realm is enough
        if (set.units.empty() && !e.undetermined)
            return foreign(e.directory);
        return worst;
    }
    bool own_directory(DirectoryId d) const { // the plan's own, or one below it
        for (int steps = 0; d != kNone && steps < 16; ++steps, d = m_.directories[d].parent)
            if (d == plan_.directory)
                return true;
        return false;
    }
    uint16_t foreign(DirectoryId d) const {
        for (DirectoryId up = plan_.directory; up != kNone; up = m_.directories[up].parent)
            if (up == d)
                return duty_for_higher_body;
        return duty_for_other_government;
    }
    uint16_t unit(EntityId u) {
        if (u == plan_.issuer || u == plan_.government || own_directory(m_.entities[u].directory) ||
            bodies_.below(u, plan_.government) || bodies_.below(u, plan_.issuer))
            return 0;
        const Entity& e = m_.entities[u];
        if (bodies_.below(plan_.government, u))
            return duty_for_higher_body;
        if (e.level != Level::None && plan_.level != Level::None && e.level < plan_.level)
            return duty_for_higher_body;
        // A body of the same level under another head is a party organ or the like; the paper may well ask
        // it.
        if (e.level == plan_.level && bodies_.root(u) != top_)
            return 0;
        return duty_for_other_government;
    }

    const Model& m_;
    Bodies& bodies_;
    Memo& memo_;
    const Plan& plan_;
    PlanId id_;
    EntityId top_ = kNone;
};

struct Named {
    EntityId entity;
    Span at;
    Mark mark;
};

/// Everybody a task makes act, each once: 主体, 牵头, 责任 and the subjects of its quotas.
void made_to_act(const CheckContext& ctx, const Task& task, std::vector<Named>& out) {
    const Model& m = ctx.c.model;
    out.clear();
    auto add = [&](EntityId e, Span at, Mark mark) {
        if (e != kNone && std::none_of(out.begin(), out.end(), [&](const Named& n) { return n.entity == e; }))
            out.push_back({e, at, mark});
    };
    for (const Fact& f : facts(ctx, task)) {
        if (f.bits & kSilent)
            continue;
        if (is_who(f.facet))
            add(f.value, f.span(), f.mark);
        else if (f.facet == Facet::Quota)
            for (const Term& t : Model::slice(m.terms, m.quotas[f.value].subjects))
                add(t.entity, {t.begin, t.end}, t.mark);
    }
}

void outside_the_realm(const CheckContext& ctx, Realm& realm, PlanId p, TaskId t,
                       const std::vector<Named>& acting, Findings& out) {
    const Model& m = ctx.c.model;
    for (const Named& n : acting) {
        const uint16_t code = realm.finding(n.entity);
        if (code == 0)
            continue;
        const Plan& plan = m.plans[p];
        Finding f = begin_finding(ctx, code, p, t, n.at, worse(n.mark, m.tasks[t].origin));
        f.facet = Facet::Responsible;
        f.values = {Words(written_name(ctx, p, n.at, n.entity)), Words(entity_name(ctx, plan.government))};
        out.push_back(std::move(f));
    }
}

void quota_subjects(const CheckContext& ctx, Bodies& bodies, PlanId p, TaskId t, Findings& out) {
    const Model& m = ctx.c.model;
    const Task& task = m.tasks[t];
    const auto own = facts(ctx, task);
    if (std::none_of(own.begin(), own.end(), [&](const Fact& f) {
            return f.facet == Facet::Quota && !(f.bits & kSilent) && !m.quotas[f.value].subjects.empty();
        }))
        return;
    std::vector<EntityId> units, told;
    bool open = false;
    for (const Fact& f : facts(ctx, task))
        if ((is_who(f.facet) || f.facet == Facet::Support || f.facet == Facet::Jointly) &&
            !(f.bits & kSilent)) {
            units.push_back(f.value);
            open |= (f.bits & kOpen) != 0 || f.value == kNone;
        }
    if (units.empty() || open)
        return; // no units at all is another finding; a list that goes on may hold it
    for (const Fact& fact : facts(ctx, task)) {
        if (fact.facet != Facet::Quota || (fact.bits & kSilent))
            continue;
        for (const Term& term : Model::slice(m.terms, m.quotas[fact.value].subjects)) {
            if (term.entity == kNone || m.entities[term.entity].kind == EntityKind::Unknown ||
                std::find(told.begin(), told.end(), term.entity) != told.end())
                continue;
            bool found = false;
            for (EntityId u : units)
                found |=
                    bodies.covers(u, term.entity) != Cover::No || bodies.covers(term.entity, u) != Cover::No;
            if (!found) { // 各部门、各街道 printed member by member
                const Bodies::Set& all = bodies.of(term.entity);
                found = !all.units.empty() &&
                        std::all_of(all.units.begin(), all.units.end(), [&](EntityId member) {
                            return std::any_of(units.begin(), units.end(), [&](EntityId u) {
                                return bodies.covers(u, member) != Cover::No;
                            });
                        });
            }
            if (found)
                continue;
            told.push_back(term.entity);
            const Mark mark = worse(term.mark, task.origin);
            Finding f = begin_finding(ctx, quota_subject_without_unit, p, t, {term.begin, term.end}, mark);
            f.facet = Facet::Quota;
            f.values = {Words(written_name(ctx, p, {term.begin, term.end}, term.entity))};
            if (f.severity == Severity::Question)
                f.advice = {"核实指标由谁完成", "find out whom the quota binds"};
            out.push_back(std::move(f));
        }
    }
}

/// An explicit subject that lists everybody it means, against the units of the bracket and cell.
void wider_units(const CheckContext& ctx, Bodies& bodies, PlanId p, TaskId t, Findings& out) {
    const Model& m = ctx.c.model;
    const Task& task = m.tasks[t];
    if (m.facts_of(task, Facet::Subject).empty())
        return;
    std::vector<EntityId> subject, together;
    for (const Fact& f : facts(ctx, task)) {
        if (f.bits & kSilent)
            continue;
        if (f.facet == Facet::Subject) {
            const EntityKind kind = m.entities[f.value].kind;
            if (f.value == kNone || (f.bits & (kOpen | kOr)) ||
                (kind != EntityKind::Unit && kind != EntityKind::Group) || bodies.of(f.value).open)
                return; // a role, a post, a list that goes on: who is meant is not closed
            subject.push_back(f.value);
        } else if (f.facet == Facet::Jointly || f.facet == Facet::Support) {
            together.push_back(f.value);
        }
    }
    if (subject.empty())
        return;
    std::vector<std::string> extra;
    Span at;
    Mark mark = Mark::None;
    for (const Fact& f : facts(ctx, task)) {
        if (f.facet != Facet::Responsible || (f.bits & kSilent) || f.value == kNone ||
            m.entities[f.value].kind == EntityKind::Unknown)
            continue;
        auto covered = [&](EntityId by) {
            return bodies.covers(by, f.value) != Cover::No || bodies.covers(f.value, by) == Cover::Yes;
        };
        const bool same = std::any_of(subject.begin(), subject.end(), [&](EntityId s) {
            return s == f.value || m.entities[s].acts_for == f.value || bodies.below(s, f.value) ||
                   bodies.covers(s, f.value) != Cover::No; // its own parts, the organ that acts for it
        });
        if (same || std::any_of(together.begin(), together.end(), covered))
            continue;
        std::string name = written_name(ctx, p, f.span(), f.value);
        if (std::find(extra.begin(), extra.end(), name) != extra.end())
            continue;
        extra.push_back(std::move(name));
        mark = worse(mark, f.mark);
        if (at.empty())
            at = f.span();
    }
    if (extra.empty())
        return;
    std::vector<std::string> who;
    for (EntityId s : subject)
        if (std::string name = entity_name(ctx, s); std::find(who.begin(), who.end(), name) == who.end())
            who.push_back(std::move(name));
    Finding f = begin_finding(ctx, units_wider_than_subject, p, t, at, mark);
    f.facet = Facet::Responsible;
    f.values = {listed(who), listed(extra)};
    out.push_back(std::move(f));
}

/// Does this part of the plan print units anywhere? A part that prints none is one finding of 表里.
bool prints_units(const CheckContext& ctx, const Plan& plan, Part part) {
    const Model& m = ctx.c.model;
    uint32_t duties = 0;
    for (TaskId t = plan.tasks.first; t < plan.tasks.first + plan.tasks.count; ++t) {
        const auto list = cites(ctx, m.tasks[t]);
        bool cited = false;
        for (std::size_t k = 0; k < list.size(); ++k) {
            if (list[k].part != part)
                continue;
            cited = true;
            for (const Facet facet : {Facet::Responsible, Facet::Support})
                for (const Fact& f : m.facts_at(m.tasks[t], facet, uint8_t(k + 1)))
                    if (!(f.bits & kSilent))
                        return true;
        }
        duties += cited;
    }
    return duties < 2;
}

void without_unit(const CheckContext& ctx, PlanId p, TaskId t, bool body_prints, bool annex_prints,
                  Findings& out) {
    const Task& task = ctx.c.model.tasks[t];
    for (const Fact& f : facts(ctx, task)) {
        if (f.bits & kSilent)
            continue;
        if (is_who(f.facet) || f.facet == Facet::Support || f.facet == Facet::Jointly)
            return;
        if (f.facet == Facet::Quota && !ctx.c.model.quotas[f.value].subjects.empty())
            return;
    }
    bool told = task.cites.count != 0;
    for (const Cite& c : cites(ctx, task))
        told &= c.sub == SubPlace::Name || // the cell of a name prints no units
                (c.part == Part::Annex ? !annex_prints : !body_prints);
    if (told)
        return;
    Finding f = begin_finding(ctx, duty_without_unit, p, t, task.at, task.origin);
    f.values = {Words(name_of(ctx, task.name))};
    out.push_back(std::move(f));
}

void run(const CheckContext& ctx, Findings& out) {
    const Model& m = ctx.c.model;
    Bodies bodies(m);
    Realm::Memo memo(m.entities.size());
    std::vector<Named> acting;
    for (PlanId p = 1; p < m.plans.size(); ++p) {
        const Plan& plan = m.plans[p];
        if (!plan.subject || plan.tasks.count == 0)
            continue;
        Realm realm(ctx, bodies, memo, p);
        const bool known = realm.known();
        bool asked = false, body_prints = true, annex_prints = true;
        for (TaskId t = plan.tasks.first; t < plan.tasks.first + plan.tasks.count; ++t) {
            made_to_act(ctx, m.tasks[t], acting);
            if (known)
                outside_the_realm(ctx, realm, p, t, acting, out);
            if (acting.empty() && !asked) {
                asked = true;
                body_prints = prints_units(ctx, plan, Part::Body);
                annex_prints = prints_units(ctx, plan, Part::Annex);
            }
            if (acting.empty())
                without_unit(ctx, p, t, body_prints, annex_prints, out);
            quota_subjects(ctx, bodies, p, t, out);
            wider_units(ctx, bodies, p, t, out);
        }
    }
}

} // namespace

extern const CheckRule check_authority;
const CheckRule check_authority{Group::Authority, run};

} // namespace yaodian
