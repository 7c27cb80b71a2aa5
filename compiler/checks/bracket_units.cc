// 表里: the units in the bracket of a body item against the union of the rows that break it down; a part that
// prints no units at all.
#include "compiler/checks/support.h"

namespace yaodian {

namespace {

struct Printed {
    EntityId entity;
    Span at;
    Mark mark;
};

struct Item {
    std::vector<Printed> bracket, rows;
    std::vector<TaskId> tasks;
    bool row_seen = false;
};

void add(std::vector<Printed>& list, const Fact& f) {
    if (list.size() > 1000)
        return; // no bracket prints that many
    for (const Printed& p : list)
        if (p.entity == f.value)
            return;
    list.push_back({f.value, f.span(), f.mark});
}

/// Is `unit` taken in by what the other side prints? Unlisted groups get the benefit of the doubt.
bool taken_in(Bodies& bodies, const std::vector<Printed>& side, EntityId unit) {
    for (const Printed& p : side)
        if (bodies.covers(p.entity, unit) != Cover::No)
            return true;
    // 各部门、各街道 printed one by one on the other side.
    const Bodies::Set& all = bodies.of(unit);
    if (all.units.empty())
        return false;
    for (EntityId member : all.units)
        if (std::none_of(side.begin(), side.end(),
                         [&](const Printed& p) { return bodies.covers(p.entity, member) != Cover::No; }))
            return false;
    return true;
}

void report(const CheckContext& ctx, Bodies& bodies, PlanId p, std::string_view item, const Item& all,
            bool bracket_side, Findings& out) {
    const auto& mine = bracket_side ? all.bracket : all.rows;
    const auto& other = bracket_side ? all.rows : all.bracket;
    const Plan& plan = ctx.c.model.plans[p];
    std::vector<std::string> names;
    const Printed* first = nullptr;
    Mark mark = Mark::None;
    for (const Printed& u : mine) {
        if (u.entity == kNone || taken_in(bodies, other, u.entity))
            continue;
        names.push_back(written_name(ctx, p, u.at, u.entity));
        mark = worse(mark, u.mark);
        if (!first)
            first = &u;
    }
    if (!first)
        return;
    if (plan.body != TextKind::Full || plan.annex != TextKind::Full)
        mark = worse(mark, Mark::Inferred);
    TaskId task = all.tasks.front();
    for (TaskId t : all.tasks)
        if (ctx.c.model.tasks[t].whole.begin <= first->at.begin &&
            first->at.end <= ctx.c.model.tasks[t].whole.end)
            task = t;
    Finding f = begin_finding(ctx, bracket_side ? bracket_units_not_in_rows : row_units_not_in_bracket, p,
                              task, first->at, mark);
    f.facet = Facet::Responsible;
    f.verdict = bracket_side ? Verdict::Missing : Verdict::Stricter;
    f.values = {Words(item), listed(names)};
    for (TaskId t : all.tasks)
        if (t != task)
            f.related.push_back({place_of(ctx, p, ctx.c.model.tasks[t].at),
                                 {"同一条的另一项任务", "another duty of the same item"}});
    if (f.severity == Severity::Question)
        f.advice = {"取得全文核对", "the full text would settle it"};
    out.push_back(std::move(f));
}

/// Everything the task says of units holds for a row and for a sentence alike: it cannot make them differ.
bool same_everywhere(const CheckContext& ctx, const Task& task) {
    bool body = false, annex = false;
    for (const Cite& c : cites(ctx, task))
        (c.part == Part::Annex ? annex : body) = true;
    if (!body || !annex)
        return false;
    for (const Fact& f : facts(ctx, task))
        if (f.place != 0 &&
            (f.facet == Facet::Responsible || f.facet == Facet::Support || f.facet == Facet::Jointly))
            return false;
    return true;
}

void gather(const CheckContext& ctx, TaskId t, std::string_view item, Item& all) {
    const Model& m = ctx.c.model;
    const auto cite_list = cites(ctx, m.tasks[t]);
    all.tasks.push_back(t);
    for (std::size_t k = 0; k < cite_list.size(); ++k) {
        const Cite& c = cite_list[k];
        const bool row = c.part == Part::Annex;
        if (!row && place_name(ctx.c.names.folded(c.first)).item != item)
            continue;
        all.row_seen |= row;
        for (const Facet facet : {Facet::Responsible, Facet::Support, Facet::Jointly})
            for (const Fact& f : m.facts_at(m.tasks[t], facet, uint8_t(k + 1)))
                if (!(f.bits & kSilent))
                    add(row ? all.rows : all.bracket, f);
    }
}

void items_of(const CheckContext& ctx, Bodies& bodies, PlanId p, Findings& out) {
    const Model& m = ctx.c.model;
    const Plan& plan = m.plans[p];
    const TaskId end = plan.tasks.first + plan.tasks.count;
    std::vector<std::string_view> differing; // the items in which a difference is possible
    for (TaskId t = plan.tasks.first; t < end; ++t)
        if (!same_everywhere(ctx, m.tasks[t]))
            for (const Cite& c : cites(ctx, m.tasks[t]))
                if (c.part == Part::Body)
                    differing.push_back(place_name(ctx.c.names.folded(c.first)).item);
    if (differing.empty())
        return;
    std::sort(differing.begin(), differing.end());
    differing.erase(std::unique(differing.begin(), differing.end()), differing.end());
    std::vector<Item> items(differing.size());
    for (TaskId t = plan.tasks.first; t < end; ++t) {
        std::vector<std::string_view> mine;
        for (const Cite& c : cites(ctx, m.tasks[t])) {
            if (c.part != Part::Body)
                continue;
            const std::string_view item = place_name(ctx.c.names.folded(c.first)).item;
            const auto at = std::lower_bound(differing.begin(), differing.end(), item);
            if (at == differing.end() || *at != item ||
                std::find(mine.begin(), mine.end(), item) != mine.end())
                continue;
            mine.push_back(item);
            gather(ctx, t, item, items[std::size_t(at - differing.begin())]);
        }
    }
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (!items[i].row_seen || items[i].bracket.empty() || items[i].rows.empty())
            continue; // a part that prints no units is one finding, below
        report(ctx, bodies, p, differing[i], items[i], true, out);
        report(ctx, bodies, p, differing[i], items[i], false, out);
    }
}

void silent_parts(const CheckContext& ctx, PlanId p, Findings& out) {
    const Model& m = ctx.c.model;
    const Plan& plan = m.plans[p];
    for (const Part part : {Part::Body, Part::Annex}) {
        uint32_t duties = 0, left = 0;
        Span first;
        Mark mark = Mark::None;
        bool prints = false;
        for (TaskId t = plan.tasks.first; t < plan.tasks.first + plan.tasks.count && !prints; ++t) {
            const Task& task = m.tasks[t];
            const auto cite_list = cites(ctx, task);
            bool cited = false, elsewhere = false;
            for (std::size_t k = 0; k < cite_list.size(); ++k) {
                if (cite_list[k].sub == SubPlace::Name)
                    continue; // the cell of a name prints no units
                if (cite_list[k].part != part) {
                    elsewhere = true;
                    continue;
                }
                if (!cited && first.empty())
                    first = cite_list[k].at;
                cited = true;
                for (const Facet facet : {Facet::Responsible, Facet::Support})
                    for (const Fact& f : m.facts_at(task, facet, uint8_t(k + 1)))
                        prints |= !(f.bits & kSilent);
            }
            duties += cited;
            if (cited && !elsewhere) {
                const auto all = facts(ctx, task);
                left += std::none_of(all.begin(), all.end(),
                                     [](const Fact& f) { return is_who(f.facet) && !(f.bits & kSilent); });
            }
            mark = worse(mark, task.origin);
        }
        if (prints || duties < 2)
            continue; // one duty without units is a duty without units
        Finding f = begin_finding(ctx, part_without_units, p, kNone, first, mark);
        if (left == 0 && f.severity == Severity::Warning)
            f.severity = Severity::Note; // the other part, or the sentences themselves, say who acts
        f.values = {part == Part::Body ? Words("正文", "the body") : Words("附表", "the annex"),
                    left ? Words("，" + std::to_string(left) + " 项任务因此没有写由谁做",
                                 ", which leaves " + std::to_string(left) + " duties without one")
                         : Words()};
        out.push_back(std::move(f));
    }
}

void run(const CheckContext& ctx, Findings& out) {
    Bodies bodies(ctx.c.model);
    for (PlanId p = 1; p < ctx.c.model.plans.size(); ++p) {
        if (!ctx.c.model.plans[p].subject)
            continue;
        items_of(ctx, bodies, p, out);
        silent_parts(ctx, p, out);
    }
}

} // namespace

extern const CheckRule check_bracket_units;
const CheckRule check_bracket_units{Group::BodyAnnex, run};

} // namespace yaodian
