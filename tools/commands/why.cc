// yaodian why LOWER UPPER: facet by facet, with both texts and the reason.
#include "tools/command.h"
#include "tools/library.h"
#include "tools/select.h"

#include "compiler/calendar.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace yaodian {

namespace {

struct Options {
    Reading reading;
    std::string lower, upper, format = "text";
};

Explanation explain(const CompareContext& context, std::vector<TaskId> lower, TaskId upper, PlanId plan, bool linked) {
    Explanation e;
    e.upper = upper;
    e.plan = plan;
    e.lower = std::move(lower);
    e.linked = linked;
    if (e.lower.empty()) {
        e.verdict = Verdict::Missing;
        return e;
    }
    std::vector<Side> sides;
    for (const TaskId task : e.lower)
        sides.push_back({task, 0});
    e.comparison = compare(context, sides, {upper, 0}, plan);
    e.verdict = e.comparison.verdict;
    if (e.lower.size() == 1) {
        const Task& task = context.c.model.tasks[e.lower.front()];
        for (uint32_t k = 1; task.cites.count > 1 && k <= task.cites.count && k < 256; ++k) {
            const Side side{e.lower.front(), static_cast<uint8_t>(k)};
            Comparison alone = compare(context, {&side, 1}, {upper, 0}, plan);
            std::erase_if(alone.facets, [&](const FacetVerdict& f) { // what the whole task says already
                return std::any_of(e.comparison.facets.begin(), e.comparison.facets.end(), [&](const FacetVerdict& g) {
                    return g.facet == f.facet && g.verdict == f.verdict;
                });
            });
            if (!alone.facets.empty())
                e.places.push_back({static_cast<uint8_t>(k), std::move(alone)});
        }
    }
    return e;
}

/// Every upstream task that the plan carries or should carry; of plans of another year, the tasks of the same name too.
std::vector<Explanation> explain_plan(const CompareContext& context, PlanId lower, PlanId upper) {
    const Compilation& c = context.c;
    std::vector<Explanation> out;
    for (Cell& cell : make_cells(context)) {
        if (cell.plan != lower || c.model.tasks[cell.upper].plan != upper)
            continue;
        Explanation e = explain(context, cell.carriers, cell.upper, lower, true);
        e.stated = cell.stated;
        e.verdict = cell.verdict;
        out.push_back(std::move(e));
    }
    if (!out.empty())
        return out;
    const Range uppers = c.model.plans[upper].tasks, lowers = c.model.plans[lower].tasks;
    for (TaskId u = uppers.first; u < uppers.first + uppers.count; ++u)
        for (TaskId l = lowers.first; l < lowers.first + lowers.count; ++l)
            if (c.model.tasks[u].name == c.model.tasks[l].name)
                out.push_back(explain(context, {l}, u, lower, false));
    return out;
}

int why(const Options& options, const Terminal& terminal) {
    Loaded loaded = load(options.reading, terminal);
    if (loaded.inputs.empty() || !loaded.inputs.front().subject || loaded.not_text)
        return kUnreadable;
    const Compilation c = compile(std::move(loaded.inputs));
    const Calendar calendar(c.model);
    const CompareContext context{c, calendar, true};

    const auto lower = select(c, options.lower, terminal);
    if (!lower)
        return kWrongUse;
    std::optional<Selection> upper;
    if (!options.upper.empty() && !(upper = select(c, options.upper, terminal)))
        return kWrongUse;

    std::vector<Explanation> all;
    if (upper && lower->task && upper->task) {
        const auto carriers = c.graph.carriers(upper->task);
        const bool linked = std::find(carriers.begin(), carriers.end(), lower->task) != carriers.end();
        all.push_back(explain(context, {lower->task}, upper->task, lower->plan, linked));
    } else if (lower->task) { // what it says it carries, of one plan or of all
        for (const TaskId task : c.graph.carried(lower->task))
            if (!upper || c.model.tasks[task].plan == upper->plan)
                all.push_back(explain(context, {lower->task}, task, lower->plan, true));
    } else if (upper && upper->task) { // who in the plan carries it
        std::vector<TaskId> mine;
        for (const TaskId task : c.graph.carriers(upper->task))
            if (c.model.tasks[task].plan == lower->plan)
                mine.push_back(task);
        all.push_back(explain(context, mine, upper->task, lower->plan, true));
    } else if (upper) {
        all = explain_plan(context, lower->plan, upper->plan);
    } else {
        for (const Link& link : Model::slice(c.model.links, c.model.plans[lower->plan].upstreams))
            if (link.target != kNone)
                for (Explanation& e : explain_plan(context, lower->plan, link.target))
                    all.push_back(std::move(e));
    }
    if (all.empty() && !upper && lower->task) {
        const std::string name = c.qualified(lower->task);
        terminal.remark(name + " 没有写“落实”（或写了“自定”）：后面写上要比的上级任务，如 yaodian why " + name + " 上海2023.某任务",
                        name + " says of no task that it carries it (or that it is its own): name the task to compare with, as in yaodian why " + name + " 上海2023.某任务");
    } else if (all.empty())
        terminal.remark("两者之间没有可以比较的任务", "there is nothing to compare between the two");
    if (options.format == "json")
        terminal.out(why_json(c, all));
    else
        terminal.out(why_text(c, all, terminal.look()));
    return loaded.unread ? kUnreadable : kFine;
}

std::function<int()> declare(CLI::App& app, Terminal& terminal) {
    auto options = std::make_shared<Options>();
    app.add_option("LOWER", options->lower, std::string(terminal.of("下级的任务或要点：虹口2023.公众列席", "lower task or plan")))
        ->required();
    app.add_option("UPPER", options->upper,
                   std::string(terminal.of("上级的任务或要点；不写就看它落实的全部", "upstream task or plan; by default all it carries")));
    app.add_option("--format", options->format, std::string(terminal.of("输出：text json", "text or json")))
        ->check(CLI::IsMember({"text", "json"}));
    declare_reading(app, terminal, options->reading, false);
    return [options, &terminal] { return why(*options, terminal); };
}

} // namespace

extern const Command command_why = {
    20, "why", {"下级为什么承接了、没有承接上级：逐项对照", "why a task carries its upstream, or does not, facet by facet"}, declare};

} // namespace yaodian
