// 强度: every facet of every cell in which the plan says less than the plan above, or something else.
#include "compiler/checks/support.h"

namespace yaodian {

namespace {

Words what_would_settle(const CheckContext& ctx, const FacetVerdict& v, const Task& upper) {
    if (!v.advice.zh.empty())
        return v.advice;
    const std::string up = name_of(ctx, ctx.c.model.plans[upper.plan].name);
    if (upper.origin > Mark::Inherited)
        return {"取得“" + up + "”的原文即可确定", "the text of " + up + " would settle it"};
    return {"两处文字有不止一种读法，向制定单位问明即可确定",
            "the words can be read in more than one way; asking the issuers would settle it"};
}

bool reported(const FacetVerdict& v) {
    switch (v.verdict) {
    case Verdict::Weaker:
    case Verdict::Missing:
    case Verdict::Mixed:
    case Verdict::Incomparable:
    case Verdict::Conflict:
    case Verdict::Question:
        return true;
    default: {
        // Equal or stricter with something a reader should know: a counterpart body, another reading of a
        // quota.
        const FindingInfo* known = v.reason.code ? find_info(v.reason.code) : nullptr;
        return known && v.reason.code < 3900 && known->severity == Severity::Note;
    }
    }
}

/// Nobody at all is named below: that is a finding of its own (duty_without_unit, part_without_units).
bool names_nobody(const CheckContext& ctx, const Cell& cell) {
    for (TaskId c : cell.carriers)
        for (const Fact& f : facts(ctx, ctx.c.model.tasks[c]))
            if ((is_who(f.facet) || f.facet == Facet::Support || f.facet == Facet::Jointly) &&
                !(f.bits & kSilent))
                return false;
    return true;
}

/// Do both sides count the same thing? Then a quota that is missing is missing for want of its subject.
bool same_metric(const CheckContext& ctx, const Cell& cell) {
    const Model& m = ctx.c.model;
    for (const Fact& u : facts(ctx, m.tasks[cell.upper]))
        if (u.facet == Facet::Quota && !(u.bits & kSilent))
            for (TaskId c : cell.carriers)
                for (const Fact& f : facts(ctx, m.tasks[c]))
                    if (f.facet == Facet::Quota && !(f.bits & kSilent) &&
                        m.quotas[f.value].metric == m.quotas[u.value].metric)
                        return true;
    return false;
}

/// One cause is told once: units that repeat the loss of the subject, a quota that is lost with it.
bool told_already(const CheckContext& ctx, const Cell& cell, const FacetVerdict& v, bool subject_lost) {
    if (v.reason.code == facet_issuer_unknown)
        return true; // the issuer has a finding of its own, and the summary counts what was not compared
    if (v.facet == Facet::Responsible)
        return subject_lost || (v.verdict == Verdict::Missing && names_nobody(ctx, cell));
    if (v.facet == Facet::Subject)
        return v.verdict == Verdict::Missing && names_nobody(ctx, cell);
    return v.facet == Facet::Quota && v.verdict == Verdict::Missing && subject_lost && same_metric(ctx, cell);
}

void run(const CheckContext& ctx, Findings& out) {
    const Model& m = ctx.c.model;
    for (const Cell& cell : ctx.cells) {
        if (cell.carriers.empty())
            continue;
        const Task& upper = m.tasks[cell.upper];
        bool subject_lost = false;
        for (const FacetVerdict& v : cell.comparison.facets)
            subject_lost |= v.facet == Facet::Subject && reported(v) && v.verdict != Verdict::Equal &&
                            v.verdict != Verdict::Stricter;
        for (const FacetVerdict& v : cell.comparison.facets) {
            if (!reported(v) || told_already(ctx, cell, v, subject_lost))
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
            const Mark mark = worse(v.wording, worse(upper.origin, m.tasks[carrier].origin));
            Finding f = begin_finding(ctx, v.reason.code, cell.plan, carrier, at, mark);
            f.verdict = v.verdict;
            f.facet = v.facet;
            set_upstream(ctx, f, cell.upper, v.upper);
            f.values = v.reason.values;
            if (f.severity == Severity::Question)
                f.advice = what_would_settle(ctx, v, upper);
            else
                f.advice = v.advice;
            for (TaskId c : cell.carriers)
                if (c != carrier)
                    f.related.push_back(
                        {ctx.c.at(m.tasks[c]), {"这一项也落实它", "this duty carries it too"}});
            out.push_back(std::move(f));
        }
    }
}

} // namespace

extern const CheckRule check_strictness;
const CheckRule check_strictness{Group::Strictness, run};

} // namespace yaodian
