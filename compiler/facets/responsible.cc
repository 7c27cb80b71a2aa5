// 责任: the units that bracket or cell print. A government may share out a duty of its own among its parts; parts that
// upstream names itself must be there. 牵头 become 配合 is weaker. Places and editions are compared name by name.
#include "compiler/people.h"

#include <algorithm>

namespace yaodian {
namespace {

constexpr Codes codes{responsible_weaker, responsible_missing, 0, 0, responsible_question};

std::optional<FacetVerdict> compare_responsible(const Pair& pair) {
    const SideIndex& us = *pair.upper_index;
    Readings upper_readings, lower_readings;
    readings_of(us, Facet::Responsible, true, upper_readings);
    bool other_bearer = false; // a 主体 or the subject of a quota: somebody is bound
    for (const SideIndex& s : pair.lower_index) {
        readings_of(s, Facet::Responsible, true, lower_readings);
        other_bearer |= s.has(Facet::Subject);
        for (const Fact& f : s.of(Facet::Quota))
            other_bearer |= !(f.bits & kSilent) && !pair.context.c.model.quotas[f.value].subjects.empty();
    }
    if (lower_readings.empty() && upper_readings.empty())
        return std::nullopt;
    Conclusion conclude(pair, codes, Facet::Responsible, lower_readings, upper_readings);
    Reading &first_lower = conclude.lower, &first_upper = conclude.upper;
    const bool project = pair.purpose == Purpose::Upstream && us.task->plan != pair.plan;
    if (lower_readings.size() == 1 && upper_readings.size() == 1 && same_list(first_lower, first_upper))
        return conclude.same();
    if (upper_readings.empty())
        return conclude.done(us.has(Facet::Subject) && project ? Verdict::Equal : Verdict::Stricter);
    const People people(pair.context, pair.plan);
    static thread_local std::vector<Actor> upper, lower;
    static thread_local std::vector<EntityId> lower_terms, upper_terms, support;
    if (project && !lower_readings.empty()) {
        // By far the most: a duty of the government whose plan it is, shared out among its parts.
        bool own = false, lead = false;
        for (std::size_t i = 0; i < upper_readings.size(); ++i)
            for (const Fact& f : upper_readings[i]) {
                own |= people.reaches_top(f.value);
                lead |= (f.bits & kLead) != 0;
            }
        if (own && !lead)
            return conclude.same();
    }
    upper.clear(), lower.clear(), lower_terms.clear(), upper_terms.clear(), support.clear();
    std::vector<EntityId> leads;
    bool open_upper = false, open_lower = false;
    for (std::size_t i = 0; i < upper_readings.size(); ++i)
        for (const Fact& f : upper_readings[i]) {
            upper_terms.push_back(f.value);
            people.expand(f.value, project, upper);
            open_upper |= (f.bits & kOpen) != 0;
            if (f.bits & kLead)
                leads.push_back(f.value);
        }
    for (const SideIndex& s : pair.lower_index) {
        for (Facet facet : {Facet::Responsible, Facet::Subject})
            for (const Fact& f : s.of(facet))
                if (!(f.bits & kSilent) && (facet == Facet::Responsible || project)) {
                    lower_terms.push_back(f.value);
                    open_lower |= (f.bits & kOpen) != 0;
                }
        for (const Fact& f : s.of(Facet::Support))
            if (!(f.bits & kSilent))
                support.push_back(f.value);
    }
    for (EntityId lead : leads)
        if (std::find(support.begin(), support.end(), lead) != support.end() &&
            std::find(lower_terms.begin(), lower_terms.end(), lead) == lower_terms.end()) {
            std::string name = name_of(pair, lead);
            return conclude.done(Verdict::Weaker, {"：“" + name + "”由牵头变成配合", ": " + name + " led, and now only supports"});
        }
    if (lower_readings.empty()) {
        // 牵头 各区政府 above, only 配合 区政府 below: the same body by another name, and it no longer leads.
        if (project && !other_bearer)
            for (EntityId lead : leads) {
                lower.clear();
                people.expand(lead, project, lower);
                for (const Actor& a : lower)
                    if (a.kind == Actor::Body && people.covered(support, a, project) == Truth::Yes) {
                        std::string name = name_of(pair, lead);
                        return conclude.done(Verdict::Weaker, {"：“" + name + "”由牵头变成配合", ": " + name + " led, and now only supports"});
                    }
            }
        // Somebody else is bound, or the duty is left with the government whose plan it is: that no unit is named is told
        // elsewhere. Parts that upstream names itself are lost.
        bool own = upper.empty();
        for (const Actor& a : upper)
            own |= a.kind == Actor::Body && a.post == kNone && people.is_top(a.body);
        return conclude.done(project && (other_bearer || own) ? Verdict::Equal : Verdict::Missing);
    }
    if (project) {
        if (upper.empty()) // it binds nobody here
            return conclude.same();
        for (const Actor& a : upper)
            if (a.kind == Actor::Body && a.post == kNone && people.is_top(a.body))
                return conclude.same(); // its own duty, shared out
    }
    Relation r;
    const Actor* lost = nullptr;
    bool some = false;
    for (const Actor& a : upper) {
        Truth t = people.covered(lower_terms, a, project);
        some |= t != Truth::No;
        if (t == Truth::No && !a.sure)
            t = Truth::Maybe;
        if (t < r.fwd) {
            r.fwd = t;
            lost = &a;
        }
        for (EntityId term : lower_terms)
            some |= people.partly(term, a);
    }
    if (r.fwd == Truth::Yes && open_upper && !open_lower)
        r.fwd = Truth::Maybe;
    r.missing = !some;
    if (r.fwd == Truth::Yes && !project) {
        for (EntityId term : lower_terms)
            people.expand(term, false, lower);
        for (const Actor& a : lower)
            r.back = std::min(r.back, people.covered(upper_terms, a, false));
    }
    Words detail;
    if (r.fwd == Truth::No && lost) {
        std::string who = name_of(pair, lost->written);
        detail = {"：没有“" + who + "”", ": " + who + " is not among them"};
    } else if (r.fwd == Truth::Maybe) {
        detail = {"：名单没有列全，其中有没有说不准", ": the list is not complete, so who is meant cannot be told"};
    }
    return conclude.done(verdict_of(r), std::move(detail));
}

} // namespace

extern const FacetRule facet_responsible{Facet::Responsible, compare_responsible};

} // namespace yaodian
