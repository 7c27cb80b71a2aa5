// What every check needs: a finding begun, a name written, a mark raised. In: a CheckContext.  Out: Findings.
#pragma once

#include "compiler/bodies.h"
#include "compiler/check.h"
#include "compiler/place_names.h"

#include <algorithm>

namespace yaodian {

inline Mark worse(Mark a, Mark b) {
    return std::max(a, b);
} // the enum grows by doubt

/// A finding at a place of a plan, its severity that of printed words weakened by `mark`.
inline Finding begin_finding(const CheckContext& ctx, uint16_t code, PlanId plan, TaskId task, Span at,
                             Mark mark = Mark::None) {
    Finding f;
    f.code = code;
    const FindingInfo* known = find_info(code);
    f.severity = weaken(known ? known->severity : Severity::Error, mark);
    f.plan = plan;
    f.task = task;
    f.at = {ctx.c.model.plans[plan].file, at};
    return f;
}

inline void set_upstream(const CheckContext& ctx, Finding& f, TaskId upper, Place at = {}) {
    const Task& u = ctx.c.model.tasks[upper];
    f.upstream_task = upper;
    f.upstream_plan = u.plan;
    f.upstream_at = at.span.empty() ? ctx.c.at(u) : at;
}

inline Place place_of(const CheckContext& ctx, PlanId plan, Span at) {
    return {ctx.c.model.plans[plan].file, at};
}

inline std::string name_of(const CheckContext& ctx, Symbol s) {
    return std::string(ctx.c.name(s));
}
/// A unit, group or result by its name; a post with the body it belongs to.
inline std::string entity_name(const CheckContext& ctx, EntityId e) {
    const Entity& entity = ctx.c.model.entities[e];
    if (entity.kind == EntityKind::PostOf && entity.parent != kNone && entity.post != kNone)
        return name_of(ctx, ctx.c.model.entities[entity.parent].name) + "." +
               name_of(ctx, ctx.c.model.entities[entity.post].name);
    return name_of(ctx, entity.name);
}
/// As the plan writes it, or by its declared name where the words are not there to show.
inline std::string written_name(const CheckContext& ctx, PlanId plan, Span at, EntityId e) {
    std::string text(ctx.c.text(place_of(ctx, plan, at)));
    return text.empty() || text.size() > 200 || text.find('\n') != std::string::npos ? entity_name(ctx, e)
                                                                                     : text;
}
/// 甲、乙、丙 等 7 项 / A, B, C and 4 more: at most `most` are written out.
inline Words listed(const std::vector<std::string>& names, std::size_t most = 8) {
    Words out;
    for (std::size_t i = 0; i < names.size() && i < most; ++i) {
        out.zh += (i ? "、" : "") + names[i];
        out.en += (i ? ", " : "") + names[i];
    }
    if (names.size() > most) {
        out.zh += " 等 " + std::to_string(names.size()) + " 项";
        out.en += " and " + std::to_string(names.size() - most) + " more";
    }
    return out;
}
inline Words day_words(Day day) {
    return {chinese_date(day), english_date(day)};
}

inline bool says(const Fact& f) {
    return !(f.bits & (kSilent | kDefault));
}
inline std::span<const Fact> facts(const CheckContext& ctx, const Task& t) {
    return Model::slice(ctx.c.model.facts, t.facts);
}
inline std::span<const Cite> cites(const CheckContext& ctx, const Task& t) {
    return Model::slice(ctx.c.model.cites, t.cites);
}

inline bool is_who(Facet f) {
    return f == Facet::Subject || f == Facet::Responsible;
}

/// The plans above `plan`, nearest first, each once; a cycle of upstreams ends the walk.
inline std::vector<PlanId> plans_above(const Model& m, PlanId plan) {
    std::vector<PlanId> out;
    auto add = [&](PlanId p) {
        for (const Link& l : Model::slice(m.links, m.plans[p].upstreams))
            if (l.target != kNone && l.target != plan &&
                std::find(out.begin(), out.end(), l.target) == out.end())
                out.push_back(l.target);
    };
    add(plan);
    for (std::size_t i = 0; i < out.size() && out.size() < 1000; ++i)
        add(out[i]);
    return out;
}

inline bool absent(const Plan& p) {
    return p.body == TextKind::Absent && p.annex == TextKind::Absent;
}
inline bool complete(const Plan& p) {
    return p.body == TextKind::Full && p.annex == TextKind::Full;
}
inline bool same_year(const Plan& a, const Plan& b) {
    return a.year == b.year || a.year == 0 || b.year == 0;
}

} // namespace yaodian
