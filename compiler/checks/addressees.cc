// 权责: 主送 against the bodies the duties bind. One finding for each body, however many duties it has.
#include "compiler/checks/support.h"

namespace yaodian {

namespace {

struct Bound {
    EntityId entity;
    TaskId task;
    Span at;
    Mark mark;
    std::vector<Span> more;
};

/// By entity: the last plan that named it, so that looking one up costs nothing.
struct Seen {
    std::vector<PlanId> named, bound;
    std::vector<uint32_t> at;
    explicit Seen(std::size_t entities) : named(entities, kNone), bound(entities, kNone), at(entities, 0) {}
};

void of_plan(const CheckContext& ctx, Bodies& bodies, Seen& seen, PlanId p, Findings& out) {
    const Model& m = ctx.c.model;
    const Plan& plan = m.plans[p];
    const auto addressees = Model::slice(m.terms, plan.addressees);
    if (addressees.empty() || plan.tasks.count == 0)
        return;
    std::vector<Bound> responsible;
    std::vector<EntityId> anybody; // whoever is named at all, supporting and joint bodies too
    auto name = [&](EntityId e) {
        if (seen.named[e] != p) {
            seen.named[e] = p;
            anybody.push_back(e);
        }
    };
    for (TaskId t = plan.tasks.first; t < plan.tasks.first + plan.tasks.count; ++t)
        for (const Fact& f : facts(ctx, m.tasks[t])) {
            if ((f.bits & kSilent) || f.value == kNone)
                continue;
            const bool who = is_who(f.facet);
            if (who || f.facet == Facet::Support || f.facet == Facet::Jointly) {
                name(f.value);
            } else if (f.facet == Facet::Quota) {
                for (const Term& s : Model::slice(m.terms, m.quotas[f.value].subjects))
                    name(s.entity);
            }
            if (!who)
                continue;
            if (seen.bound[f.value] != p) {
                seen.bound[f.value] = p;
                seen.at[f.value] = uint32_t(responsible.size());
                responsible.push_back({f.value, t, f.span(), worse(f.mark, m.tasks[t].origin), {}});
            } else if (Bound& known = responsible[seen.at[f.value]]; known.more.size() < 8) {
                known.more.push_back(f.span());
            }
        }
    auto outside_speech = [&](EntityId e) { // the issuer needs no letter to itself
        const Entity& entity = m.entities[e];
        return entity.kind == EntityKind::Unknown || e == plan.issuer || e == plan.government ||
               entity.acts_for == plan.government || bodies.below(e, plan.issuer) ||
               m.entities[plan.issuer].acts_for == e;
    };
    for (const Bound& b : responsible) {
        EntityId e = b.entity;
        if (m.entities[e].kind == EntityKind::PostOf)
            e = m.entities[e].parent;
        if (e == kNone ||
            (m.entities[e].kind != EntityKind::Unit && m.entities[e].kind != EntityKind::Group) ||
            outside_speech(e))
            continue;
        if (m.entities[e].kind == EntityKind::Group &&
            (m.entities[e].undetermined || bodies.of(e).units.empty()))
            continue; // who is meant is not said
        bool named = false;
        for (const Term& a : addressees)
            named |= (a.bits & kOpen) || a.entity == kNone || bodies.covers(a.entity, e) != Cover::No;
        if (!named) { // a group the letter names member by member
            const Bodies::Set& set = bodies.of(e);
            named = std::all_of(set.units.begin(), set.units.end(), [&](EntityId u) {
                return outside_speech(u) ||
                       std::any_of(addressees.begin(), addressees.end(),
                                   [&](const Term& a) { return bodies.covers(a.entity, u) != Cover::No; });
            });
        }
        if (named)
            continue;
        Finding f = begin_finding(ctx, responsible_not_addressed, p, b.task, b.at, b.mark);
        f.facet = Facet::Responsible;
        f.values = {Words(written_name(ctx, p, b.at, b.entity))};
        f.related.push_back({place_of(ctx, p, {addressees.front().begin, addressees.back().end}),
                             {"主送在此", "the addressees are here"}});
        for (Span at : b.more)
            f.related.push_back({place_of(ctx, p, at), {"这里也有", "here too"}});
        out.push_back(std::move(f));
    }
    for (const Term& a : addressees) {
        if (a.entity == kNone || m.entities[a.entity].kind == EntityKind::Unknown ||
            m.entities[a.entity].undetermined || outside_speech(a.entity) ||
            bodies.of(a.entity).units.empty())
            continue;
        bool bound = false;
        for (EntityId e : anybody)
            bound |= bodies.covers(a.entity, e) != Cover::No || bodies.covers(e, a.entity) != Cover::No;
        if (bound)
            continue;
        Finding f = begin_finding(ctx, addressed_not_bound, p, kNone, {a.begin, a.end}, a.mark);
        f.values = {Words(written_name(ctx, p, {a.begin, a.end}, a.entity))};
        out.push_back(std::move(f));
    }
}

void run(const CheckContext& ctx, Findings& out) {
    Bodies bodies(ctx.c.model);
    Seen seen(ctx.c.model.entities.size());
    for (PlanId p = 1; p < ctx.c.model.plans.size(); ++p)
        if (ctx.c.model.plans[p].subject)
            of_plan(ctx, bodies, seen, p, out);
}

} // namespace

extern const CheckRule check_addressees;
const CheckRule check_addressees{Group::Authority, run};

} // namespace yaodian
