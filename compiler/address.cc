// Is an upper task addressed to a plan? Its 主体, else the units it prints as 牵头 or 责任; groups are expanded. 配合 and 会同
// only support.
#include "compiler/compare.h"
#include "compiler/people.h"

namespace yaodian {
namespace {

/// Is `plan` (its government or its issuer) among those the term means?
Addressed reach(const Model& m, const Relations& names, const People& people, const Plan& plan, EntityId term) {
    const Entity& e = m.entities[term];
    switch (e.kind) {
    case EntityKind::Group: {
        for (EntityId top : {plan.government, plan.issuer})
            if (top != kNone && names.has_member(term, top))
                return names.undetermined(term) ? Addressed::Maybe : Addressed::Yes;
        if (!names.open(term))
            return Addressed::No;
        for (EntityId top : {plan.government, plan.issuer})
            if (top != kNone && people.plausible(term, top))
                return Addressed::Maybe;
        return Addressed::No;
    }
    case EntityKind::Role:
        for (EntityId top : {plan.government, plan.issuer})
            if (top != kNone && names.has_member(term, top))
                return Addressed::Yes;
        return Addressed::No;
    case EntityKind::PostOf: return reach(m, names, people, plan, e.parent);
    case EntityKind::Post: return Addressed::No; // of whom is not said
    default: return people.is_top(term) ? Addressed::Yes : Addressed::No;
    }
}

} // namespace

Address addressed(const CompareContext& context, TaskId upper, PlanId plan_id) {
    const Model& m = context.c.model;
    const Relations& names = *context.relations;
    const Plan& plan = m.plans[plan_id];
    const People people(context, plan_id);
    const Task& task = m.tasks[upper];
    Address best;
    // The facts are sorted by facet: 主体 first, then 责任, later 配合 and 会同.
    bool by_subject = false, said = false;
    for (const Fact& f : Model::slice(m.facts, task.facts)) {
        if (f.bits & kSilent)
            continue;
        if (f.facet == Facet::Subject) {
            said |= m.entities[f.value].kind != EntityKind::Post;
            by_subject = said;
        } else if (f.facet == Facet::Responsible ? by_subject : f.facet != Facet::Support && f.facet != Facet::Jointly) {
            continue;
        }
        Addressed a = reach(m, names, people, plan, f.value);
        if (f.facet == Facet::Support || f.facet == Facet::Jointly)
            a = a == Addressed::No ? a : Addressed::SupportOnly;
        else if ((f.bits & kOpen) && a == Addressed::No)
            a = people.plausible(f.value, plan.government ? plan.government : plan.issuer) &&
                        m.entities[f.value].kind == EntityKind::Group
                    ? Addressed::Maybe
                    : a;
        if (a > best.answer) {
            best.answer = a;
            best.by = f.value;
            best.wording = std::max(f.mark, task.origin);
            if (a == Addressed::Yes)
                return best;
        }
    }
    return best;
}

} // namespace yaodian
