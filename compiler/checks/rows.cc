// 表里: clauses that no row breaks down, rows that no clause stands behind. One finding for each run of
// neighbours.
#include "compiler/checks/support.h"

#include <unordered_map>

namespace yaodian {

namespace {

struct Stretch { ///< of one item: sentences from … to
    uint32_t from, to;
    bool both; ///< the duty that cites it cites the other part too
};

using Table = std::unordered_map<std::string_view, std::vector<Stretch>>;

/// A citation as item and sentences. Rows are items without sentences.
std::pair<std::string_view, Stretch> stretch(const CheckContext& ctx, const Cite& c, bool both) {
    const PlaceName first = place_name(ctx.c.names.folded(c.first)),
                    last = place_name(ctx.c.names.folded(c.last ? c.last : c.first));
    if (first.sentence == 0 || last.item != first.item)
        return {first.item, {0, UINT32_MAX, both}};
    return {first.item, {first.sentence, last.sentence ? last.sentence : UINT32_MAX, both}};
}

/// The rows of a range one by one: 31–34.
template <class Do> void each_row(const CheckContext& ctx, const Cite& c, const Do& act) {
    const uint32_t first = place_number(ctx.c.names.folded(c.first)),
                   last = place_number(ctx.c.names.folded(c.last ? c.last : c.first));
    if (first == 0 || last < first || last - first > 10'000)
        return act(place_number(ctx.c.names.folded(c.first)));
    for (uint32_t r = first; r <= last; ++r)
        act(r);
}

std::string range_text(const CheckContext& ctx, const Cite& c) {
    std::string s = name_of(ctx, c.first);
    if (c.last && c.last != c.first)
        s += "–" + name_of(ctx, c.last);
    return s;
}

void of_plan(const CheckContext& ctx, PlanId p, Findings& out) {
    const Model& m = ctx.c.model;
    const Plan& plan = m.plans[p];
    if (plan.body == TextKind::Absent || plan.annex == TextKind::Absent)
        return;
    const TaskId end = plan.tasks.first + plan.tasks.count;
    uint32_t with_body = 0, with_annex = 0;
    bool one_sided = false;
    Table clauses;
    std::unordered_map<uint32_t, bool> rows;
    struct Has {
        bool body = false, annex = false;
    };
    std::vector<Has> has(plan.tasks.count);
    for (TaskId t = plan.tasks.first; t < end; ++t) {
        Has& h = has[t - plan.tasks.first];
        for (const Cite& c : cites(ctx, m.tasks[t]))
            (c.part == Part::Annex ? h.annex : h.body) = true;
        with_body += h.body;
        with_annex += h.annex;
        one_sided |= h.body != h.annex;
    }
    if (with_body == 0 || with_annex == 0 || !one_sided)
        return; // the plan has one part only, or every duty stands in both
    for (TaskId t = plan.tasks.first; t < end; ++t) {
        const Has& h = has[t - plan.tasks.first];
        for (const Cite& c : cites(ctx, m.tasks[t])) {
            if (c.part == Part::Annex) {
                each_row(ctx, c, [&](uint32_t r) { rows[r] |= h.body; });
            } else {
                auto [item, s] = stretch(ctx, c, h.annex);
                clauses[item].push_back(s);
            }
        }
    }
    const Mark unsure =
        plan.body != TextKind::Full || plan.annex != TextKind::Full ? Mark::Inferred : Mark::None;
    const Words settle{"取得全文核对", "the full text would settle it"};
    auto run_of = [&](bool body_side, auto&& alone) {
        std::vector<TaskId> run;
        auto flush = [&] {
            if (run.empty())
                return;
            Mark mark = unsure;
            std::vector<std::string> names;
            Span at;
            for (TaskId t : run) {
                mark = worse(mark, m.tasks[t].origin);
                for (const Cite& c : cites(ctx, m.tasks[t]))
                    if ((c.part == Part::Body) == body_side) {
                        std::string name = range_text(ctx, c);
                        if (names.empty() || names.back() != name)
                            names.push_back(std::move(name));
                        if (at.empty())
                            at = c.at;
                    }
            }
            Finding f = begin_finding(ctx, body_side ? clauses_without_row : rows_without_clause, p,
                                      run.front(), at, mark);
            f.verdict = body_side ? Verdict::Missing : Verdict::Stricter;
            f.values = {listed(names, 20)};
            for (std::size_t i = 1; i < run.size(); ++i)
                f.related.push_back({ctx.c.at(m.tasks[run[i]]), {"同样的一项", "another of them"}});
            if (f.severity == Severity::Question)
                f.advice = settle;
            out.push_back(std::move(f));
            run.clear();
        };
        for (TaskId t = plan.tasks.first; t < end; ++t) {
            const Has& h = has[t - plan.tasks.first];
            const bool alone_here = body_side ? h.body && !h.annex : h.annex && !h.body;
            if (alone_here && alone(m.tasks[t]))
                run.push_back(t);
            else
                flush();
        }
        flush();
    };
    run_of(true, [&](const Task& task) {
        for (const Cite& c : cites(ctx, task)) {
            auto [item, s] = stretch(ctx, c, false);
            for (const Stretch& o : clauses[item])
                if (o.both && o.from <= s.to && s.from <= o.to)
                    return false; // another duty of the same sentence has a row
        }
        return true;
    });
    run_of(false, [&](const Task& task) {
        bool any = false;
        for (const Cite& c : cites(ctx, task))
            each_row(ctx, c, [&](uint32_t r) { any |= rows[r]; });
        return !any;
    });
}

void run(const CheckContext& ctx, Findings& out) {
    for (PlanId p = 1; p < ctx.c.model.plans.size(); ++p)
        if (ctx.c.model.plans[p].subject)
            of_plan(ctx, p, out);
}

} // namespace

extern const CheckRule check_rows;
const CheckRule check_rows{Group::BodyAnnex, run};

} // namespace yaodian
