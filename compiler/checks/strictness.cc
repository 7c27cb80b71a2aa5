// 强度: every facet of every cell in which the plan says less than the plan above, or something else.
#include "compiler/checks/support.h"

namespace yaodian {

namespace {

/// Is what the upper task says printed, as far as this paper is at hand? 节录 counts by the part that is cited.
bool from_excerpt(const CheckContext& ctx, const Task& task) {
    const Plan& plan = ctx.c.model.plans[task.plan];
    if (complete(plan))
        return false;
    bool body = false, annex = false;
    for (const Cite& c : cites(ctx, task))
        (c.part == Part::Annex ? annex : body) = true;
    if (!body && !annex)
        body = annex = true;
    return !(body && plan.body == TextKind::Full) && !(annex && plan.annex == TextKind::Full);
}

Words what_would_settle(const CheckContext& ctx, const FacetVerdict& v, const Plan& lower, const Plan& upper, bool upper_unsure) {
    if (!v.advice.zh.empty())
        return v.advice;
    const std::string low = name_of(ctx, lower.name), up = name_of(ctx, upper.name);
    if (upper_unsure)
        return {"取得“" + up + "”的原文即可确定", "the text of " + up + " would settle it"};
    if (!complete(lower))
        return {"取得“" + low + "”的全文，看其余部分怎么写", "the full text of " + low + " would show what the rest says"};
    return {"向制定单位核实原文", "ask the issuer for the exact words"};
}

bool reported(const FacetVerdict& v) {
    switch (v.verdict) {
    case Verdict::Weaker:
    case Verdict::Missing:
    case Verdict::Mixed:
    case Verdict::Incomparable:
    case Verdict::Conflict:
    case Verdict::Question: return true;
    default: {
        // Equal or stricter with something a reader should know: a counterpart body, another reading of a quota.
        const FindingInfo* known = v.reason.code ? find_info(v.reason.code) : nullptr;
        return known && v.reason.code < 3900 && known->severity == Severity::Note;
    }
    }
}

void run(const CheckContext& ctx, Findings& out) {
    const Model& m = ctx.c.model;
    for (const Cell& cell : ctx.cells) {
        if (cell.carriers.empty())
            continue;
        const Task& upper = m.tasks[cell.upper];
        const Plan& upper_plan = m.plans[upper.plan];
        const Plan& plan = m.plans[cell.plan];
        for (const FacetVerdict& v : cell.comparison.facets) {
            if (!reported(v))
                continue;
            TaskId carrier = cell.carriers.front();
            Span at = v.lower.span;
            if (!at.empty()) {
                for (TaskId c : cell.carriers)
                    if (m.tasks[c].whole.begin <= at.begin && at.end <= m.tasks[c].whole.end)
                        carrier = c;
            } else {
                at = m.tasks[carrier].at;
                for (const Link& l : Model::slice(m.links, m.tasks[carrier].implements))
                    if (l.target == cell.upper)
                        at = l.at;
            }
            // The verdict stays; how sure the words are decides how loud it is said.
            const bool upper_unsure = upper.origin > Mark::Inherited || from_excerpt(ctx, upper);
            Mark mark = worse(v.wording, worse(upper.origin, m.tasks[carrier].origin));
            if (from_excerpt(ctx, upper) || (!complete(plan) && v.verdict != Verdict::Conflict))
                mark = worse(mark, Mark::Inferred);
            Finding f = begin_finding(ctx, v.reason.code, cell.plan, carrier, at, mark);
            f.verdict = v.verdict;
            f.facet = v.facet;
            set_upstream(ctx, f, cell.upper, v.upper);
            f.values = v.reason.values;
            if (f.severity == Severity::Question)
                f.advice = what_would_settle(ctx, v, plan, upper_plan, upper_unsure);
            else
                f.advice = v.advice;
            for (TaskId c : cell.carriers)
                if (c != carrier)
                    f.related.push_back({ctx.c.at(m.tasks[c]), {"这一项也落实它", "this duty carries it too"}});
            out.push_back(std::move(f));
        }
    }
}

} // namespace

extern const CheckRule check_strictness;
const CheckRule check_strictness{Group::Strictness, run};

} // namespace yaodian
