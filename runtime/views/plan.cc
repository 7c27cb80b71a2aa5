// One plan by chapter: its tasks in reading order, what they carry out and how well, what waits for what.
#include "runtime/views/view.h"

#include <fmt/format.h>

#include <numeric>

namespace yaodian::picture {

namespace {

constexpr std::size_t kMostCards = 6;  // in one block: more make a tower that no column holds
constexpr std::size_t kAlone = 12;     // tasks that make a chapter worth a sheet of its own
constexpr double kUpper = Parts::kUpperWidth;

class PlanView {
public:
    explicit PlanView(const Parts& parts) : p_(parts), m_(parts.m), depth_(parts.o.depth.value_or(1)) {}
    Board board(PlanId plan);

private:
    std::vector<Section> sections(const std::vector<TaskId>& tasks, bool compact) const;
    std::vector<Block> blocks(const std::vector<TaskId>& tasks, bool compact) const;
    Block block(const std::vector<TaskId>& tasks, bool compact, bool upstream) const;
    void summary(Group& group, const std::vector<TaskId>& tasks) const;
    Group uncarried(PlanId plan) const;

    const Parts& p_;
    const Model& m_;
    int depth_;
};

/// A dependency that follows from others is not drawn: a → b → c makes a → c superfluous.
bool follows(const ObligationGraph& g, TaskId from, TaskId to) {
    for (const TaskId between : g.dependencies(to)) {
        if (between == from || between == to)
            continue;
        std::vector<TaskId> open{between};
        std::set<TaskId> seen{to, between};
        while (!open.empty() && seen.size() < 200) {
            const TaskId t = open.back();
            open.pop_back();
            for (const TaskId d : g.dependencies(t)) {
                if (d == from)
                    return true;
                if (seen.insert(d).second)
                    open.push_back(d);
            }
        }
    }
    return false;
}

/// `upstream`: boxes of upstream tasks stand on the left of some card of this section, so all cards leave room for them.
Block PlanView::block(const std::vector<TaskId>& tasks, bool compact, bool upstream) const {
    Block b;
    std::map<TaskId, uint32_t> cards, uppers;
    const PlanId plan = m_.tasks[tasks.front()].plan;
    auto add = [&](Node node) {
        b.nodes.push_back(std::move(node));
        return uint32_t(b.nodes.size() - 1);
    };
    // Upstream boxes first: with ordering=out the cards then keep the order of the document.
    if (depth_ != 0)
        for (const TaskId t : tasks)
            for (const TaskId u : p_.c.graph.carried(t))
                if (!uppers.contains(u))
                    uppers[u] = add(p_.upper(u, p_.cell(u, plan), kUpper, false));
    Parts::Detail detail;
    detail.width = p_.card_width();
    detail.compact = compact;
    for (const TaskId t : tasks)
        b.column.push_back(cards[t] = add(p_.card(t, detail)));
    for (const TaskId t : tasks) {
        const auto carried = p_.c.graph.carried(t);
        if (depth_ != 0)
            for (const TaskId u : carried) {
                const Cell* cell = p_.cell(u, plan);
                b.edges.push_back({uppers[u], cards[t], Tie::Carries, cell ? tone_of(cell->verdict) : Tone::Faint, {}});
            }
        const std::string why = m_.tasks[t].implements.count > 0 ? p_.of("上级未找到", "upstream not found") : m_.tasks[t].own ? p_.of("自定", "own") : "";
        if (depth_ != 0 && !upstream && !why.empty())
            b.nodes[cards[t]].lines.push_back({why, Size::Small, false, false, false, Tone::Plain, ""});
        if (depth_ != 0 && upstream && carried.empty()) { // keeps the cards of a column in line, and says why there is no upstream
            Node tag;
            tag.id = "own:" + p_.id(t);
            tag.shape = Shape::Text;
            tag.width = kUpper;
            tag.lines.push_back({why, Size::Small, false, false, true, Tone::Faint, ""});
            const uint32_t k = add(std::move(tag));
            b.edges.push_back({k, cards[t], Tie::Carries, Tone::Faint, {}, 0, true});
        }
    }
    auto remark = [&](TaskId t, std::string words, TaskId elsewhere, Tone tone) {
        const std::vector<std::string> lines = wrap(words, (p_.card_width() - 9) / 9 - (elsewhere == kNone ? 0.0 : 3.5), 0, true);
        for (std::size_t i = 0; i < lines.size(); ++i)
            b.nodes[cards[t]].lines.push_back({lines[i], Size::Small, false, false, false, tone, i + 1 == lines.size() && elsewhere != kNone ? p_.id(elsewhere) : ""});
    };
    for (const TaskId t : tasks) {
        const auto waits = p_.c.graph.dependencies(t);
        for (const TaskId d : waits) {
            if (follows(p_.c.graph, d, t))
                continue;
            if (const auto at = cards.find(d); at != cards.end())
                b.edges.push_back({at->second, cards[t], Tie::Depends, Tone::Dark, {}, 0, false, true});
            else
                remark(t, p_.of("依赖", "after") + "\u00A0" + p_.name(d), d, Tone::Plain);
        }
        for (const Fact& u : m_.facts_of(m_.tasks[t], Facet::Uses)) {
            if (u.bits & kSilent)
                continue;
            TaskId maker = kNone;
            bool waited = false;
            const auto yielders = p_.c.graph.yielders(u.value);
            for (const TaskId y : yielders) {
                if (m_.tasks[y].plan == plan && y != t && maker == kNone)
                    maker = y;
                waited |= std::find(waits.begin(), waits.end(), y) != waits.end();
            }
            const auto at = cards.find(maker);
            if (at != cards.end() && !waited)
                b.edges.push_back({at->second, cards[t], Tie::Uses, Tone::Plain, {}, 0, false, true});
            remark(t, p_.of("用到", "uses") + "\u00A0" + p_.entity(u.value) + (yielders.empty() ? p_.of("（无人产出）", " (nobody yields it)") : ""),
                   at == cards.end() && !waited ? maker : kNone, yielders.empty() ? Tone::Weaker : Tone::Plain);
        }
    }
    // Two steps up and more: what the upstream task itself carries out.
    std::vector<TaskId> level;
    for (const auto& [u, k] : uppers)
        level.push_back(u);
    for (int step = 2; (depth_ < 0 || step <= depth_) && step < 8 && !level.empty(); ++step) {
        std::vector<TaskId> next;
        for (const TaskId t : level)
            for (const TaskId u : p_.c.graph.carried(t)) {
                const Cell* cell = p_.cell(u, m_.tasks[t].plan);
                if (!uppers.contains(u)) {
                    uppers[u] = add(p_.upper(u, cell, kUpper, false));
                    next.push_back(u);
                }
                b.edges.push_back({uppers[u], uppers[t], Tie::Carries, cell ? tone_of(cell->verdict) : Tone::Faint, {}});
            }
        level = std::move(next);
    }
    return b;
}

std::vector<Block> PlanView::blocks(const std::vector<TaskId>& tasks, bool compact) const {
    // Tasks that share an upstream task, or wait for each other, stand together.
    std::vector<std::size_t> root(tasks.size());
    std::iota(root.begin(), root.end(), std::size_t(0));
    auto find = [&](std::size_t k) {
        while (root[k] != k)
            k = root[k] = root[root[k]];
        return k;
    };
    auto join = [&](std::size_t a, std::size_t b) {
        a = find(a), b = find(b);
        root[std::max(a, b)] = std::min(a, b);
    };
    std::map<TaskId, std::size_t> where, by_upper;
    for (std::size_t i = 0; i < tasks.size(); ++i)
        where[tasks[i]] = i;
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        if (depth_ != 0)
            for (const TaskId u : p_.c.graph.carried(tasks[i])) {
                const auto [at, fresh] = by_upper.try_emplace(u, i);
                if (!fresh)
                    join(at->second, i);
            }
        for (const TaskId d : p_.c.graph.dependencies(tasks[i]))
            if (const auto at = where.find(d); at != where.end())
                join(at->second, i);
        for (const Fact& u : m_.facts_of(m_.tasks[tasks[i]], Facet::Uses))
            if (!(u.bits & kSilent))
                for (const TaskId y : p_.c.graph.yielders(u.value))
                    if (const auto at = where.find(y); at != where.end())
                        join(at->second, i);
    }
    std::map<std::size_t, std::vector<TaskId>> groups; // by their first task
    for (std::size_t i = 0; i < tasks.size(); ++i)
        groups[find(i)].push_back(tasks[i]);
    std::vector<Block> out;
    const bool upstream = std::any_of(tasks.begin(), tasks.end(), [&](TaskId t) { return !p_.c.graph.carried(t).empty(); });
    for (const auto& [first, members] : groups)
        for (std::size_t i = 0; i < members.size(); i += kMostCards)
            out.push_back(block({members.begin() + std::ptrdiff_t(i), members.begin() + std::ptrdiff_t(std::min(members.size(), i + kMostCards))}, compact, upstream));
    return out;
}

/// Runs of tasks of the same chapter or part of it, in order of writing.
std::vector<Section> PlanView::sections(const std::vector<TaskId>& tasks, bool compact) const {
    std::vector<Section> out;
    for (std::size_t i = 0; i < tasks.size();) {
        std::size_t k = i;
        while (k < tasks.size() && m_.tasks[tasks[k]].chapter == m_.tasks[tasks[i]].chapter)
            ++k;
        const uint32_t chapter = m_.tasks[tasks[i]].chapter;
        Section s;
        s.id = p_.chapter_mark(chapter);
        s.heading = p_.chapter_title(chapter);
        s.blocks = blocks({tasks.begin() + std::ptrdiff_t(i), tasks.begin() + std::ptrdiff_t(k)}, compact);
        out.push_back(std::move(s));
        i = k;
    }
    return out;
}

void PlanView::summary(Group& group, const std::vector<TaskId>& tasks) const {
    std::map<Verdict, std::set<TaskId>> verdicts;
    std::size_t own = 0, errors = 0, warnings = 0;
    for (const TaskId t : tasks) {
        own += m_.tasks[t].own;
        for (const TaskId u : p_.c.graph.carried(t))
            if (const Cell* cell = p_.cell(u, m_.tasks[t].plan))
                verdicts[cell->verdict].insert(u);
        for (const Finding* f : p_.findings_of(t)) {
            errors += f->severity == Severity::Error;
            warnings += f->severity == Severity::Warning;
        }
    }
    auto line = [&](std::string text, bool bold = false, Tone tone = Tone::Plain) {
        group.summary.push_back({std::move(text), Size::Body, bold, false, false, tone, ""});
    };
    line(p_.of(fmt::format("任务 {} 项，其中自定 {} 项", tasks.size(), own), fmt::format("{} tasks, {} of its own", tasks.size(), own)));
    std::string words;
    for (const auto& [verdict, set] : verdicts)
        words += (words.empty() ? "" : "  ") + p_.verdict_words(verdict, {}) + "\u00A0" + std::to_string(set.size());
    if (!words.empty())
        line(words);
    if (errors + warnings)
        line(p_.of(fmt::format("错误 {}  警告 {}", errors, warnings), fmt::format("{} errors, {} warnings", errors, warnings)), true,
             errors ? Tone::Weaker : Tone::Plain);
    // Chapters that this one waits for.
    std::map<uint32_t, std::size_t> waits;
    for (const TaskId t : tasks)
        for (const TaskId d : p_.c.graph.dependencies(t))
            if (p_.top_chapter(d) != p_.top_chapter(t))
                ++waits[p_.top_chapter(d)];
    for (const auto& [chapter, count] : waits)
        line(p_.of(fmt::format("依赖 {} {} 处", p_.chapter_mark(chapter), count), fmt::format("waits for {}: {}", p_.chapter_mark(chapter), count)));
}

Group PlanView::uncarried(PlanId plan) const {
    Group g;
    g.id = "uncarried";
    g.title = p_.of("上级有、本级没有任务落实的", "upstream tasks that nothing here carries out");
    g.mark = p_.of("未落实", "open");
    std::map<Verdict, std::vector<const Cell*>> by_verdict;
    for (const Cell& cell : p_.cells_of(plan))
        if (cell.carriers.empty() && p_.passes_theme(cell.upper))
            by_verdict[cell.verdict].push_back(&cell);
    std::size_t count = 0;
    for (const Verdict v : {Verdict::Missing, Verdict::Question, Verdict::Stated}) {
        if (!by_verdict.contains(v))
            continue;
        Section s;
        s.id = std::string(key(v));
        s.heading = p_.of("没有任务落实：", "not carried out: ") + p_.verdict_words(v, {});
        for (const Cell* cell : by_verdict[v]) {
            Block b;
            b.nodes.push_back(p_.upper(cell->upper, cell, p_.card_width(), true));
            s.blocks.push_back(std::move(b));
            ++count;
        }
        g.sections.push_back(std::move(s));
    }
    g.summary.push_back({p_.of(fmt::format("{} 项", count), fmt::format("{} tasks", count)), Size::Body, false, false, false, Tone::Plain, ""});
    return g;
}

Board PlanView::board(PlanId plan) {
    Board out;
    const Plan& p = m_.plans[plan];
    out.title = p.title.empty() ? p_.plan_name(plan) : p_.text(p, p.title);
    out.about.push_back(p_.about(plan));
    for (const Link& up : Model::slice(m_.links, p.upstreams))
        if (up.target != kNone)
            out.about.push_back(p_.of("上级 ", "upstream ") + p_.about(up.target));
    out.tones = depth_ != 0 ? Parts::verdict_tones() : std::vector<Tone>{};
    out.ties = {Tie::Depends, Tie::Uses};
    out.legend = {p_.legend(Shape::Upper, "圆角框：上级任务", "rounded: an upstream task"), p_.legend_of_findings()};

    std::vector<uint32_t> order; // chapters in order of writing
    std::map<uint32_t, std::vector<TaskId>> by_top;
    for (TaskId t = p.tasks.first; t < p.tasks.first + p.tasks.count; ++t) {
        if (!p_.passes(t))
            continue;
        const uint32_t top = p_.top_chapter(t);
        if (!by_top.contains(top))
            order.push_back(top);
        by_top[top].push_back(t);
    }
    for (const uint32_t top : order) {
        const std::vector<TaskId>& tasks = by_top[top];
        Group g;
        g.id = p_.plan_name(plan) + " " + p_.chapter_mark(top);
        g.title = p_.chapter_title(top);
        g.mark = p_.chapter_mark(top);
        g.alone = tasks.size() >= kAlone;
        summary(g, tasks);
        g.sections = sections(tasks, false);
        if (g.alone)
            g.compact = [view = *this, tasks] { return view.sections(tasks, true); };
        out.groups.push_back(std::move(g));
    }
    if (depth_ != 0 && p_.o.chapter.empty() && p_.o.unit == kNone && p_.o.from == kNoDay && p_.o.to == kNoDay)
        if (Group g = uncarried(plan); !g.sections.empty())
            out.groups.push_back(std::move(g));
    if (out.groups.empty())
        out.problem = p.tasks.empty() ? Words(p_.plan_name(plan) + " 里没有写任务，没有可画的", p_.plan_name(plan) + " has no tasks: there is nothing to draw")
                                      : Words("没有任务符合这些条件", "no task passes these filters");
    return out;
}

Board draw_plan(const Parts& parts) {
    const std::vector<PlanId> plans = parts.plans();
    if (plans.size() != 1) {
        Board out;
        std::string names;
        for (std::size_t i = 0; i < plans.size() && i < 12; ++i)
            names += (i ? "、" : "") + parts.plan_name(plans[i]);
        out.problem = plans.empty() ? Words("没有要点可画", "there is no plan to draw")
                                    : Words("请写明画哪个要点：" + names, "which plan? One of " + names);
        return out;
    }
    return PlanView(parts).board(plans.front());
}

} // namespace

extern const ViewRule view_plan;
const ViewRule view_plan{"plan", {"一个要点，按章：任务、依赖、成果、上级", "one plan by chapter: tasks, dependencies, results, upstream"}, draw_plan};

} // namespace yaodian::picture
