// One theme, or all: the upstream task on the left, who carries it below, step by step; every link says how well.
#include "runtime/views/view.h"

#include <fmt/format.h>

namespace yaodian::picture {

namespace {

constexpr double kLabel = 63;            // between two boxes
constexpr std::size_t kManyThemes = 24; // of these every card would fill a book
constexpr std::size_t kMany = 40;      // below one task: more are drawn with their names alone
constexpr std::size_t kMostBelow = 24; // boxes below one upstream box in one block; more are told in several

class HierarchyView {
public:
    explicit HierarchyView(const Parts& parts) : p_(parts), m_(parts.m), depth_(parts.o.depth.value_or(-1)) {}
    Board board();

private:
    struct Under { ///< what one lower plan makes of an upstream task
        PlanId plan = kNone;
        const Cell* cell = nullptr;
        std::vector<TaskId> carriers;
    };
    std::vector<Under> under(TaskId upper) const;
    void grow(Block& b, std::map<TaskId, uint32_t>& drawn, uint32_t from, TaskId upper, const std::vector<Under>& below, int depth);
    std::vector<Block> blocks(TaskId root);
    std::size_t size_below(const Under& u, int depth, int steps) const;
    bool wanted(TaskId root) const;
    bool has_theme(TaskId task, int depth) const;

    const Parts& p_;
    const Model& m_;
    int depth_;
    bool lone_ = false; ///< one theme, which has the sheet to itself
    bool brief_ = false; ///< many themes: what each says in full is on the sheet of its own theme
    bool crowded_ = false; ///< so many below one task that their boxes only bear their names
    double card_ = 150;
};

std::vector<HierarchyView::Under> HierarchyView::under(TaskId upper) const {
    std::map<PlanId, Under> by_plan;
    for (const TaskId t : p_.c.graph.carriers(upper)) {
        Under& u = by_plan[m_.tasks[t].plan];
        u.plan = m_.tasks[t].plan;
        u.carriers.push_back(t);
    }
    for (const Cell* cell : p_.cells_under(upper)) {
        Under& u = by_plan[cell->plan];
        u.plan = cell->plan;
        u.cell = cell;
    }
    std::vector<Under> out;
    for (auto& [plan, u] : by_plan)
        if (p_.o.plan == kNone || plan == p_.o.plan || m_.tasks[upper].plan == p_.o.plan || m_.plans[plan].level > m_.plans[p_.o.plan].level)
            out.push_back(std::move(u));
    std::sort(out.begin(), out.end(), [&](const Under& a, const Under& b) {
        const Plan &x = m_.plans[a.plan], &y = m_.plans[b.plan];
        return std::tuple(x.level, -x.year, p_.c.name(x.name)) < std::tuple(y.level, -y.year, p_.c.name(y.name));
    });
    return out;
}

void HierarchyView::grow(Block& b, std::map<TaskId, uint32_t>& drawn, uint32_t from, TaskId upper, const std::vector<Under>& below, int depth) {
    for (const Under& u : below) {
        const Tone tone = u.cell ? tone_of(u.cell->verdict) : Tone::Faint;
        std::vector<std::string> label;
        if (u.cell)
            label = wrap(p_.verdict_words(*u.cell), kLabel / 9);
        if (u.carriers.empty()) { // nobody carries it, or the plan says that it does not
            Node n;
            n.id = p_.plan_name(u.plan) + " ← " + p_.id(upper);
            n.shape = Shape::Ghost;
            n.tone = tone;
            n.width = card_;
            n.lines.push_back({p_.level(u.plan) + " " + p_.plan_name(u.plan), Size::Small, true, false, false, Tone::Plain, ""});
            n.lines.push_back({u.cell && u.cell->stated ? p_.of("写明不承接", "states that it does not carry it") : p_.of("没有任务落实它", "no task carries it out"),
                               Size::Title, true, false, false, tone, ""});
            b.nodes.push_back(std::move(n));
            b.edges.push_back({from, uint32_t(b.nodes.size() - 1), Tie::Carries, tone, label, kLabel});
            continue;
        }
        for (const TaskId t : u.carriers) {
            const auto [at, fresh] = drawn.try_emplace(t, uint32_t(b.nodes.size()));
            if (fresh) {
                Parts::Detail d;
                d.plan = true;
                d.name = m_.tasks[t].name != m_.tasks[upper].name;
                d.results = false;
                d.width = card_;
                d.bare = crowded_;
                d.brief = brief_;
                Node n = p_.card(t, d);
                n.tone = tone;
                b.nodes.push_back(std::move(n));
            }
            // The verdict is over all carriers of one plan together: said once.
            b.edges.push_back({from, at->second, Tie::Carries, tone, t == u.carriers.front() ? label : std::vector<std::string>{}, kLabel});
            if (fresh && depth != 1)
                grow(b, drawn, at->second, t, under(t), depth - 1);
        }
    }
}

/// Boxes that one lower plan takes, with all below it.
std::size_t HierarchyView::size_below(const Under& u, int depth, int steps) const {
    std::size_t out = std::max<std::size_t>(1, u.carriers.size());
    if (depth != 1 && steps < 8)
        for (const TaskId t : u.carriers)
            for (const Under& next : under(t))
                out += size_below(next, depth - 1, steps + 1);
    return out;
}

std::vector<Block> HierarchyView::blocks(TaskId root) {
    const std::vector<Under> below = depth_ == 0 ? std::vector<Under>{} : under(root);
    std::vector<Block> out;
    std::size_t all = 0, from = 0;
    for (const Under& u : below)
        all += size_below(u, depth_, 0);
    crowded_ = all > kMany;
    card_ = crowded_ ? 128 : lone_ ? 220 : p_.pair_width(130, kLabel, 220);
    do {
        std::size_t to = from, boxes = 0;
        while (to < below.size()) {
            boxes += size_below(below[to], depth_, 0);
            if (to > from && boxes > kMostBelow)
                break;
            ++to;
        }
        Block b;
        Parts::Detail d;
        d.plan = d.name = true;
        d.results = false;
        d.brief = brief_;
        d.width = card_;
        Node n = p_.card(root, d);
        n.shape = Shape::Upper;
        if (from > 0)
            n.lines.push_back({p_.of("（续）", "(continued)"), Size::Small, false, false, false, Tone::Plain, ""});
        b.nodes.push_back(std::move(n));
        std::map<TaskId, uint32_t> drawn{{root, 0}};
        grow(b, drawn, 0, root, {below.begin() + std::ptrdiff_t(from), below.begin() + std::ptrdiff_t(to)}, depth_);
        out.push_back(std::move(b));
        from = to;
    } while (from < below.size());
    return out;
}

bool HierarchyView::has_theme(TaskId task, int depth) const {
    if (p_.is_theme(task))
        return true;
    if (depth <= 0)
        return false;
    for (const TaskId t : p_.c.graph.carriers(task))
        if (has_theme(t, depth - 1))
            return true;
    return false;
}

bool HierarchyView::wanted(TaskId root) const {
    if (!p_.o.theme.empty() && !has_theme(root, 4))
        return false;
    const auto carriers = p_.c.graph.carriers(root);
    const auto& cells = p_.cells_under(root);
    if (carriers.empty() && cells.empty())
        return false;
    auto any = [&](auto&& test) {
        if (test(root))
            return true;
        for (const TaskId t : carriers)
            if (test(t))
                return true;
        return false;
    };
    if (p_.o.plan != kNone && m_.tasks[root].plan != p_.o.plan) {
        bool here = false;
        for (const TaskId t : carriers)
            here |= m_.tasks[t].plan == p_.o.plan;
        for (const Cell* cell : cells)
            here |= cell->plan == p_.o.plan;
        if (!here)
            return false;
    }
    if (!p_.o.chapter.empty() && !any([&](TaskId t) { return p_.passes_chapter(t); }))
        return false;
    if (!any([&](TaskId t) { return p_.passes_dates(t); }))
        return false;
    if (p_.o.severity != Severity::Note && !any([&](TaskId t) { return p_.passes_severity(t); }) &&
        std::none_of(cells.begin(), cells.end(), [&](const Cell* cell) { return p_.severity(*cell) >= p_.o.severity; }))
        return false;
    return p_.o.unit == kNone || any([&](TaskId t) { return !p_.bindings(t, p_.o.unit).empty(); });
}

Board HierarchyView::board() {
    Board out;
    out.tones = Parts::verdict_tones();
    out.legend = {p_.legend(Shape::Upper, "圆角框：上级任务", "rounded: the upstream task"), p_.legend_of_findings()};
    std::vector<PlanId> plans;
    std::set<PlanId> named;
    std::vector<TaskId> roots;
    for (PlanId p = 1; p < m_.plans.size(); ++p)
        plans.push_back(p);
    std::sort(plans.begin(), plans.end(), [&](PlanId a, PlanId b) {
        const Plan &x = m_.plans[a], &y = m_.plans[b];
        return std::tuple(x.level, -x.year, p_.c.name(x.name)) < std::tuple(y.level, -y.year, p_.c.name(y.name));
    });
    std::size_t left = 0, boxes = 0;
    for (const PlanId p : plans) {
        const Range range = m_.plans[p].tasks;
        for (TaskId t = range.first; t < range.first + range.count; ++t)
            if (p_.c.graph.carried(t).empty() && wanted(t))
                roots.push_back(t);
    }
    lone_ = roots.size() == 1;
    brief_ = roots.size() > kManyThemes;
    if (brief_)
        out.notes.emplace_back(fmt::format("共 {} 个主题，框里只写名称和条款；单位、期限和指标用 --theme 看一个主题", roots.size()),
                               fmt::format("{} themes: the boxes only bear titles and clauses; see units, dates and quotas with --theme", roots.size()));
    std::map<std::pair<PlanId, uint32_t>, std::size_t> groups;
    for (const TaskId root : roots) {
        const uint32_t top = p_.top_chapter(root);
        const auto [at, fresh] = groups.try_emplace(std::pair{m_.tasks[root].plan, top}, out.groups.size());
        if (fresh) {
            Group g;
            g.id = p_.plan_name(m_.tasks[root].plan) + " " + p_.chapter_mark(top);
            g.title = p_.plan_name(m_.tasks[root].plan) + " " + p_.chapter_title(top);
            g.mark = p_.chapter_mark(top);
            out.groups.push_back(std::move(g));
        }
        Group& g = out.groups[at->second];
        Section s;
        s.id = p_.id(root);
        s.heading = roots.size() > 1 ? p_.name(root) : "";
        if (boxes > kMostBoxes) {
            ++left;
            continue;
        }
        s.blocks = blocks(root);
        for (const Block& block : s.blocks)
            boxes += block.nodes.size();
        std::map<Verdict, std::size_t> verdicts;
        for (const Cell* cell : p_.cells_under(root)) {
            ++verdicts[cell->verdict];
            named.insert(cell->plan);
        }
        for (const TaskId t : p_.c.graph.carriers(root))
            named.insert(m_.tasks[t].plan);
        named.insert(m_.tasks[root].plan);
        std::string words = p_.name(root) + "：";
        for (const auto& [v, count] : verdicts)
            words += " " + p_.verdict_words(v, {}) + std::to_string(count);
        g.summary.push_back({std::move(words), Size::Body, false, false, false, Tone::Plain, ""});
        g.sections.push_back(std::move(s));
    }
    if (left)
        out.notes.emplace_back(fmt::format("共 {} 个主题，只画了前 {} 个；用 --theme、--chapter 或要点名缩小", roots.size(), roots.size() - left),
                               fmt::format("{} themes; the first {} were drawn: narrow it with --theme, --chapter or a plan", roots.size(), roots.size() - left));
    if (roots.empty()) {
        out.problem = p_.filters().empty() ? Words("没有上下级的任务可画", "there is no task with an upstream to draw")
                                           : Words("没有哪项上级任务连同它的下级符合这些条件", "no upstream task, with those below it, passes these filters");
        return out;
    }
    out.title = roots.size() == 1 ? p_.of("上下级：", "Hierarchy: ") + p_.title(roots.front()) : p_.of("上下级承接", "Who carries out what");
    for (const PlanId p : plans)
        if (named.contains(p))
            out.about.push_back(p_.about(p));
    return out;
}

Board draw_hierarchy(const Parts& parts) {
    return HierarchyView(parts).board();
}

} // namespace

extern const ViewRule view_hierarchy;
const ViewRule view_hierarchy{"hierarchy", {"一个或全部主题，从市到区到镇街，谁承接得怎样", "one theme or all, from city to district to town, and how well"}, draw_hierarchy};

} // namespace yaodian::picture
