// What one unit owes, across plans: as lead, subject, responsible, in support, with dates. Without a unit: who owes how much.
#include "runtime/views/view.h"

#include "runtime/describe.h"

#include <fmt/format.h>

namespace yaodian::picture {

namespace {

Board one_unit(const Parts& p) {
    const Model& m = p.m;
    Board out;
    out.title = p.entity(p.o.unit) + p.of(" 承担的任务", ": what it owes");
    out.legend = {p.legend_of_findings()};
    std::size_t total = 0;
    const double width = p.column_width(160);
    for (const PlanId plan : p.plans()) {
        std::map<int, std::vector<std::pair<TaskId, Parts::Binding>>> by_role;
        std::map<int, std::string> roles;
        const Range range = m.plans[plan].tasks;
        for (TaskId t = range.first; t < range.first + range.count; ++t) {
            if (!p.passes_theme(t) || !p.passes_chapter(t) || !p.passes_dates(t) || !p.passes_severity(t))
                continue;
            const std::vector<Parts::Binding> all = p.bindings(t, p.o.unit);
            if (all.empty())
                continue;
            by_role[all.front().rank].push_back({t, all.front()}); // the strongest role counts
            roles[all.front().rank] = all.front().role;
        }
        if (by_role.empty())
            continue;
        Group g;
        g.id = p.plan_name(plan);
        g.title = p.plan_name(plan);
        g.mark = p.plan_name(plan);
        std::string sum;
        // Named itself, or only through a group: two runs of sections, for a group of all departments is easily overlooked.
        for (const bool named : {true, false}) {
            for (const auto& [rank, tasks] : by_role) {
                Section s;
                s.id = p.plan_name(plan) + " " + roles[rank] + (named ? "" : " *");
                std::size_t count = 0;
                for (const auto& [t, how] : tasks) {
                    if ((how.by == p.o.unit) != named)
                        continue;
                    Parts::Detail d;
                    d.results = false;
                    d.width = width;
                    Node n = p.card(t, d);
                    if (!named)
                        n.lines.push_back({p.of("经 ", "through ") + p.entity(how.by), Size::Small, false, false, false, Tone::Plain, ""});
                    if (how.place > 0 && how.place <= m.tasks[t].cites.count) // the others do not name it
                        n.lines.push_back({p.of("只见于 ", "only in ") + cite_text(p.c, Model::slice(m.cites, m.tasks[t].cites)[how.place - 1u]), Size::Small, false, false, false, Tone::Plain, ""});
                    Block b;
                    b.nodes.push_back(std::move(n));
                    s.blocks.push_back(std::move(b));
                    ++count;
                }
                if (count == 0)
                    continue;
                s.heading = p.plan_name(plan) + " · " + roles[rank] + (named ? p.of("（点名）", " (by name)") : p.of("（按类）", " (in a group)")) + " " +
                            p.of(fmt::format("{}\u00A0项", count), fmt::format("{}", count));
                sum += (sum.empty() ? "" : p.of("，", ", ")) + roles[rank] + (named ? "" : p.of("（按类）", " (in a group)")) + " " + std::to_string(count);
                total += count;
                g.sections.push_back(std::move(s));
            }
        }
        g.summary.push_back({sum, Size::Body, false, false, false, Tone::Plain, ""});
        out.about.push_back(p.about(plan) + "：" + sum);
        out.groups.push_back(std::move(g));
    }
    if (out.groups.empty())
        out.problem = Words("没有“" + p.entity(p.o.unit) + "”的任务", "nothing is asked of '" + p.entity(p.o.unit) + "'");
    return out;
}

Board every_unit(const Parts& p) {
    const Model& m = p.m;
    Board out;
    out.title = p.of("各单位承担多少任务", "How much every unit owes");
    const double width = p.column_width(160);
    for (const PlanId plan : p.plans()) {
        struct Sum { std::set<TaskId> lead, subject, responsible, support; };
        std::map<EntityId, Sum> units; // by number: the order of the directory
        const Range range = m.plans[plan].tasks;
        for (TaskId t = range.first; t < range.first + range.count; ++t) {
            if (!p.passes_theme(t) || !p.passes_chapter(t) || !p.passes_dates(t) || !p.passes_severity(t))
                continue;
            for (const Fact& f : Model::slice(m.facts, m.tasks[t].facts)) {
                if ((f.facet != Facet::Subject && f.facet != Facet::Responsible && f.facet != Facet::Support && f.facet != Facet::Jointly) || (f.bits & kSilent))
                    continue;
                Sum& s = units[f.value];
                (f.facet == Facet::Subject ? s.subject : f.facet == Facet::Responsible ? (f.bits & kLead ? s.lead : s.responsible) : s.support).insert(t);
            }
        }
        if (units.empty())
            continue;
        Group g;
        g.id = p.plan_name(plan);
        g.title = p.plan_name(plan);
        g.mark = p.plan_name(plan);
        Section s;
        s.id = g.id;
        s.heading = p.plan_name(plan);
        // By name, not by the order of files; groups after units.
        std::vector<std::pair<EntityId, const Sum*>> order;
        for (const auto& [e, sum] : units)
            order.emplace_back(e, &sum);
        std::sort(order.begin(), order.end(), [&](const auto& a, const auto& b) {
            const auto &x = m.entities[a.first], &y = m.entities[b.first];
            const bool gx = x.kind != EntityKind::Unit, gy = y.kind != EntityKind::Unit;
            return gx != gy ? gy : x.at.span.begin != y.at.span.begin ? x.at.span.begin < y.at.span.begin : p.entity(a.first) < p.entity(b.first);
        });
        for (const auto& [e, sum] : order) {
            Node n;
            n.id = g.id + " " + p.entity(e);
            n.width = width;
            n.shape = m.entities[e].kind == EntityKind::Unit ? Shape::Card : Shape::Ghost; // dashed: a group or a role
            for (std::string& line : wrap(p.entity(e), (width - 11) / 11))
                n.lines.push_back({std::move(line), Size::Title, true, false, false, Tone::Dark, ""});
            std::string words;
            for (const auto& [label, set] : {std::pair{p.of("牵头", "lead"), &sum->lead}, std::pair{p.of("主体", "subject"), &sum->subject},
                                             std::pair{p.of("责任", "responsible"), &sum->responsible}, std::pair{p.of("配合、会同", "support"), &sum->support}})
                if (!set->empty())
                    words += (words.empty() ? "" : "　") + label + " " + std::to_string(set->size());
            n.lines.push_back({words, Size::Body, false, false, false, Tone::Plain, ""});
            Block b;
            b.nodes.push_back(std::move(n));
            s.blocks.push_back(std::move(b));
        }
        g.summary.push_back({p.of(fmt::format("{} 个单位和类别", units.size()), fmt::format("{} units and groups", units.size())), Size::Body, false, false, false, Tone::Plain, ""});
        g.sections.push_back(std::move(s));
        out.groups.push_back(std::move(g));
        out.about.push_back(p.about(plan));
    }
    out.legend.push_back(p.legend(Shape::Ghost, "虚线框：某一类单位或角色", "dashed: a group of units, or a role"));
    if (out.groups.empty())
        out.problem = p.filters().empty() ? Words("没有写明单位的任务", "no task names a unit") : Words("没有任务符合这些条件", "no task passes these filters");
    return out;
}

Board draw_unit(const Parts& parts) {
    return parts.o.unit == kNone ? every_unit(parts) : one_unit(parts);
}

} // namespace

extern const ViewRule view_unit;
const ViewRule view_unit{"unit", {"一个单位在各要点里的全部任务；不写单位就列各单位的数目", "all that one unit owes; without a unit, how much each owes"}, draw_unit};

} // namespace yaodian::picture
