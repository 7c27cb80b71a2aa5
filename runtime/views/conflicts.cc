// Only what disagrees: the words above and the words below, the facet and the verdict between them; body against annex too.
#include "runtime/views/view.h"

#include "runtime/describe.h"

#include <fmt/format.h>

namespace yaodian::picture {

namespace {

constexpr std::size_t kMost = 400; // disagreements in one drawing
constexpr double kLabel = 56; // between two boxes

class ConflictsView {
public:
    explicit ConflictsView(const Parts& parts) : p_(parts), m_(parts.m), side_(parts.pair_width(150, kLabel, 250)), text_((side_ - 10.5) / 9) {}
    Board board();

private:
    Node side(const std::string& id, const std::string& head, const std::string& title, const std::string& where, Shape shape) const;
    void say(Node& n, Facet facet, const std::string& words) const;
    std::string words_of(std::span<const TaskId> tasks, Facet facet) const;
    Block cell_block(const Cell& cell) const;
    Block places_block(TaskId task, const std::vector<const Finding*>& findings) const;
    void plan(PlanId id, Board& out);
    bool passes(TaskId task) const { return p_.passes(task); }

    const Parts& p_;
    const Model& m_;
    const double side_, text_; // width of a box in points, of a line of small letters in ems
    std::size_t drawn_ = 0, left_ = 0;
};

Node ConflictsView::side(const std::string& id, const std::string& head, const std::string& title, const std::string& where, Shape shape) const {
    Node n;
    n.id = id;
    n.shape = shape;
    n.width = side_;
    n.lines.push_back({head, Size::Small, true, false, false, Tone::Plain, ""});
    for (std::string& line : wrap(title, (side_ - 10.5) / 11.3))
        n.lines.push_back({std::move(line), Size::Title, true, false, false, Tone::Dark, ""});
    if (!where.empty())
        for (std::string& line : wrap(where, text_, 2))
            n.lines.push_back({std::move(line), Size::Small, false, false, false, Tone::Plain, ""});
    return n;
}

void ConflictsView::say(Node& n, Facet facet, const std::string& words) const {
    const std::string label(p_.zh() ? chinese(facet) : english(facet));
    for (std::string& line : wrap(label + "：" + (words.empty() ? p_.of("（没有写）", "(nothing)") : words), (side_ - 10.5) / 10, 12, true))
        n.lines.push_back({std::move(line), Size::Body, true, false, false, words.empty() ? Tone::Weaker : Tone::Plain, ""});
}

std::string ConflictsView::words_of(std::span<const TaskId> tasks, Facet facet) const {
    std::string out;
    for (const TaskId t : tasks) {
        const std::string words = facet == Facet::Quota ? p_.how_much(t) : p_.said(m_.tasks[t], facet);
        if (!words.empty() && out.find(words) == std::string::npos)
            out += (out.empty() ? "" : "；") + words;
    }
    return out;
}

Block ConflictsView::cell_block(const Cell& cell) const {
    Block b;
    const std::vector<Facet> facets = p_.differing(cell);
    const Tone tone = tone_of(cell.verdict);
    const TaskId up[] = {cell.upper};
    Node upper = side(p_.id(cell.upper), p_.plan_name(m_.tasks[cell.upper].plan) + " " + p_.name(cell.upper), p_.title(cell.upper), p_.places(cell.upper), Shape::Upper);
    Node lower;
    if (cell.carriers.empty()) {
        lower = side(p_.plan_name(cell.plan) + " ← " + p_.id(cell.upper), p_.plan_name(cell.plan), p_.of("没有任务落实它", "no task carries it out"), "", Shape::Ghost);
        for (std::string& line : wrap(p_.who(cell.upper), text_, 2))
            upper.lines.push_back({std::move(line), Size::Small, false, false, false, Tone::Plain, ""});
    } else {
        const TaskId first = cell.carriers.front();
        lower = side(p_.id(first), p_.plan_name(cell.plan) + " " + p_.name(first), p_.title(first), p_.places(first), Shape::Card);
        if (cell.carriers.size() > 1) {
            std::string others;
            for (std::size_t i = 1; i < cell.carriers.size(); ++i)
                others += (i > 1 ? "、" : "") + p_.name(cell.carriers[i]);
            for (std::string& line : wrap(p_.of("连同 ", "with ") + others, text_, 2))
                lower.lines.push_back({std::move(line), Size::Small, false, false, false, Tone::Plain, ""});
        }
    }
    for (const FacetVerdict& v : cell.comparison.facets) {
        if (std::find(facets.begin(), facets.end(), v.facet) == facets.end())
            continue;
        // The very words the verdict rests on; when a side says nothing, so.
        auto words = [&](Place at, std::span<const TaskId> tasks) {
            if (at.file == kNone || at.span.empty())
                return std::string();
            return v.facet == Facet::Quota ? quoted(p_.c, at, 120) : words_of(tasks, v.facet).empty() ? quoted(p_.c, at, 120) : words_of(tasks, v.facet);
        };
        say(upper, v.facet, words(v.upper, up));
        say(lower, v.facet, words(v.lower, cell.carriers));
    }
    upper.tone = Tone::Plain;
    lower.tone = tone;
    b.nodes.push_back(std::move(upper));
    b.nodes.push_back(std::move(lower));
    b.edges.push_back({0, 1, Tie::Carries, tone, wrap(p_.verdict_words(cell), kLabel / 9), kLabel});
    return b;
}

Block ConflictsView::places_block(TaskId task, const std::vector<const Finding*>& findings) const {
    // One card for the duty, and beside it what its places say differently.
    Block b;
    Verdict worst = Verdict::Equal;
    std::vector<Facet> facets;
    for (const Finding* f : findings) {
        if (f->verdict && (worst == Verdict::Equal || f->severity == Severity::Warning))
            worst = *f->verdict;
    }
    for (const Finding* f : findings)
        if (f->facet != Facet::None && f->verdict == worst && std::find(facets.begin(), facets.end(), f->facet) == facets.end())
            facets.push_back(f->facet);
    const Tone tone = tone_of(worst);
    Node card = side(p_.id(task), p_.plan_name(m_.tasks[task].plan) + " " + p_.name(task), p_.title(task), p_.places(task), Shape::Card);
    card.tone = tone;
    Node why;
    why.id = "places:" + p_.id(task);
    why.shape = Shape::Ghost;
    why.tone = tone;
    why.width = side_;
    for (const Finding* f : findings) {
        const Words words = f->message().render();
        for (std::string& line : wrap(p_.zh() ? words.zh : words.en, text_, 12))
            why.lines.push_back({std::move(line), Size::Small, false, false, false, Tone::Plain, ""});
    }
    b.nodes.push_back(std::move(card));
    b.nodes.push_back(std::move(why));
    b.edges.push_back({0, 1, Tie::Carries, tone, wrap(p_.verdict_words(worst, facets), kLabel / 9), kLabel});
    return b;
}

void ConflictsView::plan(PlanId id, Board& out) {
    Group g;
    g.id = p_.plan_name(id);
    g.title = p_.plan_name(id);
    g.mark = p_.plan_name(id);
    g.alone = true;
    std::map<Verdict, std::vector<const Cell*>> by_verdict;
    for (const Cell& cell : p_.cells_of(id)) {
        switch (cell.verdict) {
        case Verdict::Equal: case Verdict::Stricter: case Verdict::Stated: continue;
        default: break;
        }
        if (p_.severity(cell) < p_.o.severity)
            continue;
        bool any = cell.carriers.empty() && p_.passes_theme(cell.upper) && p_.o.chapter.empty() && p_.o.unit == kNone && p_.passes_dates(cell.upper);
        for (const TaskId t : cell.carriers) // how severe it is has been asked of the cell
            any |= p_.passes_theme(t) && p_.passes_chapter(t) && p_.passes_dates(t) && (p_.o.unit == kNone || !p_.bindings(t, p_.o.unit).empty());
        if (any)
            by_verdict[cell.verdict].push_back(&cell);
    }
    auto summary = [&](std::string words) { g.summary.push_back({std::move(words), Size::Body, false, false, false, Tone::Plain, ""}); };
    for (const Verdict v : {Verdict::Conflict, Verdict::Missing, Verdict::Weaker, Verdict::Mixed, Verdict::Incomparable, Verdict::Question}) {
        if (!by_verdict.contains(v))
            continue;
        Section s;
        s.id = g.id + " " + std::string(key(v));
        s.heading = p_.plan_name(id) + " " + p_.of("对上级：", "against upstream: ") + p_.verdict_words(v, {}) + p_.of(fmt::format(" {} 项", by_verdict[v].size()), fmt::format(" {}", by_verdict[v].size()));
        for (const Cell* cell : by_verdict[v]) {
            if (drawn_ >= kMost) {
                ++left_;
                continue;
            }
            ++drawn_;
            s.blocks.push_back(cell_block(*cell));
        }
        summary(p_.verdict_words(v, {}) + " " + std::to_string(by_verdict[v].size()));
        if (!s.blocks.empty())
            g.sections.push_back(std::move(s));
    }
    Section s;
    s.id = g.id + " places";
    const Range range = m_.plans[id].tasks;
    for (TaskId t = range.first; t < range.first + range.count; ++t) {
        if (!passes(t))
            continue;
        std::vector<const Finding*> found;
        for (const Finding* f : p_.findings_of(t)) {
            const FindingInfo* info = find_info(f->code);
            if (info && info->group == yaodian::Group::BodyAnnex && f->verdict && f->severity >= p_.o.severity)
                found.push_back(f);
        }
        if (found.empty())
            continue;
        if (drawn_ >= kMost) {
            ++left_;
            continue;
        }
        ++drawn_;
        s.blocks.push_back(places_block(t, found));
    }
    if (!s.blocks.empty()) {
        s.heading = p_.plan_name(id) + " " + p_.of(fmt::format("正文与附表不同 {} 项", s.blocks.size()), fmt::format("body and annex differ: {}", s.blocks.size()));
        summary(p_.of("正文与附表不同 ", "body and annex differ ") + std::to_string(s.blocks.size()));
        g.sections.push_back(std::move(s));
    }
    if (g.sections.empty())
        return;
    out.about.push_back(p_.about(id));
    out.groups.push_back(std::move(g));
}

Board ConflictsView::board() {
    Board out;
    out.title = p_.of("不一致之处", "What disagrees");
    out.tones = {Tone::Conflict, Tone::Missing, Tone::Weaker, Tone::Mixed, Tone::Incomparable, Tone::Question, Tone::Stricter};
    out.legend = {p_.legend(Shape::Upper, "圆角框：上级任务", "rounded: an upstream task")};
    for (const PlanId id : p_.plans())
        plan(id, out);
    if (p_.o.plan != kNone)
        for (const Link& up : Model::slice(m_.links, m_.plans[p_.o.plan].upstreams))
            if (up.target != kNone)
                out.about.push_back(p_.of("上级 ", "upstream ") + p_.about(up.target));
    if (left_)
        out.notes.emplace_back(fmt::format("共 {} 处，只画了前 {} 处；写明要点，或用 --severity、--chapter、--theme 缩小", drawn_ + left_, drawn_),
                               fmt::format("{} disagreements; the first {} were drawn: name a plan, or narrow it with --severity, --chapter, --theme", drawn_ + left_, drawn_));
    if (out.groups.empty())
        out.problem = p_.filters().empty() ? Words("没有不一致之处", "nothing disagrees") : Words("符合这些条件的没有不一致之处", "nothing that passes these filters disagrees");
    return out;
}

Board draw_conflicts(const Parts& parts) {
    return ConflictsView(parts).board();
}

} // namespace

extern const ViewRule view_conflicts;
const ViewRule view_conflicts{"conflicts", {"只画不一致之处，两边的话并排", "only what disagrees, both texts side by side"}, draw_conflicts};

} // namespace yaodian::picture
