// The year by month: windows as bars, last days as points, clocks dashed, statutory holidays shaded, the day of issue as a line.
// What holds all year, or has no date, is listed by name at the end: a bar over twelve months tells nothing.
#include "runtime/views/view.h"

#include "runtime/sheets.h"

#include "compiler/calendar.h"
#include "compiler/relations.h"

#include <fmt/format.h>

namespace yaodian::picture {

namespace {

constexpr double kRow = 13, kPad = 1.5, kHead = 16, kLine = 12;

class TimelineView {
public:
    explicit TimelineView(const Parts& parts) : p_(parts), m_(parts.m), calendar_(parts.m), relations_(relations_of(parts.c)) {}
    Board board();

private:
    struct Item {
        enum class Kind : uint8_t { Period, Before, From, Clock, Other } kind = Kind::Other;
        Window window;
        std::string words;
        bool past = false;
        bool running = false; ///< Clock: its first and last day are known
    };
    std::vector<Item> items(TaskId task, bool& whole_year, std::string& vague) const;
    double at(Day day) const { return label_ + double(day - first_) / double(last_ - first_ + 1) * (width_ - label_); }
    Block row(TaskId task, const std::vector<Item>& items) const;
    Block list(const std::string& head, const std::vector<TaskId>& tasks, const std::string& id, bool by_chapter) const;
    void banner(Board& out, const std::set<PlanId>& plans) const;
    Node text(const std::string& id, double x, double y, double width, const std::string& words, Size size, bool bold, Tone tone) const;

    const Parts& p_;
    const Model& m_;
    const Calendar calendar_;
    const std::shared_ptr<const Relations> relations_;
    Day first_ = 0, last_ = 0;
    double width_ = 0, label_ = 0;
};

Node TimelineView::text(const std::string& id, double x, double y, double width, const std::string& words, Size size, bool bold, Tone tone) const {
    Node n;
    n.id = id;
    n.shape = Shape::Text;
    n.width = width;
    n.height = kLine;
    n.x = x + width / 2;
    n.y = y;
    n.lines.push_back({words, size, bold, false, false, tone, ""});
    return n;
}

std::vector<TimelineView::Item> TimelineView::items(TaskId task, bool& whole_year, std::string& vague) const {
    const Task& t = m_.tasks[task];
    const Plan& plan = m_.plans[t.plan];
    const Window year = plan.year ? year_window(plan.year) : Window{first_, last_};
    std::vector<Item> out;
    auto add = [&](Item item) {
        for (const Item& other : out)
            if (other.kind == item.kind && other.words == item.words)
                return;
        out.push_back(std::move(item));
    };
    for (const Facet facet : {Facet::Window, Facet::Standing, Facet::Clock, Facet::MinRun, Facet::Gate})
        for (const Fact& f : m_.facts_of(t, facet)) {
            if (f.bits & kSilent || f.value >= m_.dues.size())
                continue;
            const Due& due = m_.dues[f.value];
            Item item;
            item.words = p_.text(plan, f.span());
            switch (due.kind) {
            case DueKind::Window:
            case DueKind::Standing:
                if (due.window.empty())
                    continue;
                item.window = due.window;
                if (due.window.covers(year)) {
                    whole_year = true;
                    continue;
                }
                if (f.bits & kDefault)
                    continue;
                item.kind = due.shape == WindowShape::Before ? Item::Kind::Before : due.shape == WindowShape::From ? Item::Kind::From : Item::Kind::Period;
                item.past = plan.issued != kNoDay && due.window.to < plan.issued;
                break;
            case DueKind::Clock:
            case DueKind::MinRun:
            case DueKind::Gate:
                item.kind = Item::Kind::Clock;
                item.window = year;
                if (plan.issued != kNoDay && due.kind == DueKind::Clock && due.event != kNone && relations_->issue(due.event)) {
                    item.window = {plan.issued, calendar_.end_of(plan.issued, due.length, due.unit)};
                    item.running = true;
                } else if (plan.issued != kNoDay && plan.issued > year.from && plan.issued < year.to) {
                    item.window.from = plan.issued; // may begin any day, but not before there is a duty
                }
                break;
            case DueKind::Vague:
                vague = item.words;
                continue;
            }
            add(std::move(item));
        }
    return out;
}

Block TimelineView::row(TaskId task, const std::vector<Item>& items) const {
    Block b;
    b.placed = true;
    b.width = width_;
    const std::string id = p_.id(task);
    const std::vector<std::string> title = wrap(p_.title(task), (label_ - 12) / 10 - 0.5);
    const std::string places = p_.places(task);
    std::vector<std::pair<std::string, bool>> left;
    for (const std::string& line : title)
        left.emplace_back(line, true);
    if (!places.empty()) {
        // The clause beside the title when there is room, else below it.
        if (ems(left.back().first) * 10 + ems(places) * 9 + 14 < label_ - 12)
            left.back().first += "　" + places;
        else
            for (const std::string& line : wrap(places, (label_ - 12) / 9 - 0.5, 2, true))
                left.emplace_back(line, false);
    }
    // A box with words in it needs more height than a bar.
    const double pitch = std::any_of(items.begin(), items.end(), [](const Item& i) { return i.kind == Item::Kind::Clock; }) ? kRow + 4 : kRow;
    b.height = std::max(double(left.size()) * kLine, double(items.size()) * pitch) + 2 * kPad;
    for (std::size_t i = 0; i < left.size(); ++i)
        b.nodes.push_back(text(i == 0 ? id : id + "/" + std::to_string(i), 4, kPad + kLine * (double(i) + 0.5), label_ - 10, left[i].first,
                               left[i].second ? Size::Body : Size::Small, false, left[i].second ? Tone::Dark : Tone::Plain));
    b.nodes.front().tip = id + " | " + p_.who(task, 100) + " | " + p_.when(task);
    for (std::size_t i = 0; i < items.size(); ++i) {
        const Item& item = items[i];
        const double y = kPad + pitch * (double(i) + 0.5);
        const Window w{std::max(item.window.from, first_), std::min(item.window.to, last_)};
        if (w.from > w.to)
            continue;
        const double x0 = at(w.from), x1 = at(w.to + 1);
        Node n;
        n.id = id + "/" + item.words;
        n.height = kRow - 4;
        n.y = y;
        n.tone = item.past ? Tone::Weaker : Tone::Dark;
        double free_right = x1, free_left = x0;
        const std::string words = item.words + (item.past ? p_.of("（印发时已过）", " (past when issued)") : "");
        switch (item.kind) {
        case Item::Kind::Before: { // a thin line up to its last day
            Node line = n;
            line.id += "/line";
            line.shape = Shape::Bar;
            line.tone = Tone::Faint;
            line.height = 2;
            line.x = (x0 + x1) / 2;
            line.width = std::max(1.0, x1 - x0);
            b.nodes.push_back(std::move(line));
            n.shape = Shape::Point;
            n.width = kRow - 3;
            n.height = kRow - 3;
            n.x = at(w.to) + (at(w.to + 1) - at(w.to)) / 2;
            free_right = n.x + n.width / 2;
            free_left = n.x - n.width / 2; // on its line when there is no room on the right
            break;
        }
        case Item::Kind::Clock:
            n.shape = Shape::Clock;
            if (item.running) {
                n.x = (x0 + x1) / 2;
                n.width = std::max(3.0, x1 - x0);
                break;
            }
            { // nobody knows when it begins: its words, and a line as far as that may be
                n.width = std::min(ems(words) * 9 + 14, width_ - label_);
                n.x = std::min(x0, width_ - n.width) + n.width / 2;
                Node line = n;
                line.id += "/line";
                line.height = 0.6;
                const double from = n.x + n.width / 2;
                line.x = (from + x1) / 2;
                line.width = x1 - from;
                if (line.width > 4)
                    b.nodes.push_back(std::move(line));
            }
            n.lines.push_back({words, Size::Small, false, false, true, Tone::Dark, ""});
            break;
        default:
            n.shape = Shape::Bar;
            n.x = (x0 + x1) / 2;
            n.width = std::max(3.0, x1 - x0);
            break;
        }
        const bool inside = item.kind == Item::Kind::Clock && !item.running;
        b.nodes.push_back(std::move(n));
        if (inside)
            continue;
        const double need = ems(words) * 9 + 8;
        double x = free_right + 3 + need <= width_ ? free_right + 3 : free_left - 3 - need;
        if (x < label_) // no room beside a long bar: on it
            x = item.kind == Item::Kind::Before ? free_right - 12 - need : (x0 + x1 - need) / 2;
        b.nodes.push_back(text(id + "/" + item.words + "/text", std::max(x, label_), y, need, words, Size::Small, true,
                               item.past ? Tone::Weaker : Tone::Plain));
        b.nodes.back().shape = Shape::Note; // on a ground of its own: neither months nor bars run through the words
        b.nodes.back().height = kRow - 2;
    }
    return b;
}

Block TimelineView::list(const std::string& head, const std::vector<TaskId>& tasks, const std::string& id, bool by_chapter) const {
    std::string words = head + p_.of(fmt::format("（{} 项）：", tasks.size()), fmt::format(" ({}): ", tasks.size()));
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        const uint32_t chapter = p_.top_chapter(tasks[i]);
        if (by_chapter && chapter != 0 && (i == 0 || p_.top_chapter(tasks[i - 1]) != chapter))
            words += (i ? "；" : "") + std::string("【") + p_.chapter_mark(chapter) + "】";
        else
            words += i ? "、" : "";
        words += p_.name(tasks[i]);
    }
    Block b;
    b.placed = true;
    b.width = width_;
    double y = kPad;
    for (const std::string& line : wrap(words, (width_ - 12) / 9 - 0.5, 0, true)) {
        b.nodes.push_back(text(id + "/" + std::to_string(b.nodes.size()), 4, y + kLine / 2, ems(line) * 9 + 12, line, Size::Small, false, Tone::Plain));
        b.nodes.back().shape = Shape::Note; // the lines of the months do not run through the words
        y += kLine;
    }
    b.height = y + kPad;
    return b;
}

void TimelineView::banner(Board& out, const std::set<PlanId>& plans) const {
    Block& b = out.banner;
    b.placed = true;
    b.width = width_;
    b.height = kHead + 12;
    auto full = [&](const std::string& id, Shape shape, double x, double width) {
        Node n;
        n.id = id;
        n.shape = shape;
        n.x = x;
        n.width = width;
        b.nodes.push_back(std::move(n)); // height 0: down the whole sheet
    };
    // Runs of statutory days off.
    for (const CalendarYear& calendar : m_.calendars) {
        std::vector<Day> off = calendar.off;
        std::sort(off.begin(), off.end());
        for (std::size_t i = 0; i < off.size();) {
            std::size_t k = i;
            while (k + 1 < off.size() && off[k + 1] <= off[k] + 1)
                ++k;
            const Day from = std::max(off[i], first_), to = std::min(off[k], last_);
            if (from <= to)
                full("holiday " + iso(off[i]), Shape::Shade, (at(from) + at(to + 1)) / 2, at(to + 1) - at(from));
            i = k + 1;
        }
    }
    Date d = date_of(first_);
    for (Day day = first_; day <= last_; day = day_of(d.year, d.month, 1)) {
        full("month " + iso(day), Shape::Rule, at(day), d.month % 3 == 1 ? 1.0 : 0.4);
        const Day next = day + days_in_month(d.year, d.month);
        const bool opens = d.month == 1 || day == first_;
        const double wide = at(next) - at(day) - 3;
        const std::string month = p_.zh() ? fmt::format("{}月", d.month) : fmt::format("{:02}", d.month), year = p_.zh() ? fmt::format("{}年", d.year) : fmt::format("{}", d.year);
        const std::string whole = p_.zh() ? year + month : year + "-" + month;
        // Narrow months: the year goes on a line below, then 月 goes, from all of them alike.
        const double narrowest = at(first_ + 28) - at(first_) - 3;
        const bool room = ems(p_.zh() ? "2000年1月" : "2000-01") * 10 + 2 <= narrowest;
        const std::string name = opens && room ? whole : ems("10月") * 10 + 2 <= narrowest ? month : fmt::format("{}", d.month);
        b.nodes.push_back(text("name of " + iso(day), at(day) + 3, kHead / 2, wide - 3, name, Size::Body, true, Tone::Dark));
        if (opens && !room)
            b.nodes.push_back(text("year of " + iso(day), at(day) + 3, kHead + 5, ems(year) * 9 + 2, year, Size::Small, true, Tone::Dark));
        if (++d.month > 12)
            d = {d.year + 1, 1, 1};
    }
    full("end of the year", Shape::Rule, width_, 0.4);
    std::set<Day> issued;
    for (const PlanId p : plans)
        if (m_.plans[p].issued >= first_ && m_.plans[p].issued <= last_ && issued.insert(m_.plans[p].issued).second && plans.size() == 1)
        {
            const double x = at(m_.plans[p].issued);
            full("issued " + iso(m_.plans[p].issued), Shape::Rule, x, 1.6);
            b.nodes.back().tone = Tone::Dark;
            const std::string words = p_.of("印发", "issued");
            b.nodes.push_back(text("issued", x - ems(words) * 9 - 3, kHead + 5, ems(words) * 9 + 2, words, Size::Small, true, Tone::Dark));
        }
}

Board TimelineView::board() {
    Board out;
    const std::vector<PlanId> plans = p_.plans();
    const PaperSize paper = paper_size(p_.o);
    width_ = area_width(paper) * 9 / paper.smallest - 10;
    label_ = std::min(300.0, width_ * 0.3);
    // The years of the plans, and what reaches beyond.
    int year_from = 9999, year_to = 0;
    for (const PlanId p : plans) {
        const int year = m_.plans[p].year ? m_.plans[p].year : m_.plans[p].issued != kNoDay ? date_of(m_.plans[p].issued).year : 0;
        if (year) {
            year_from = std::min(year_from, year);
            year_to = std::max(year_to, year);
        }
    }
    if (year_to == 0) {
        out.problem = Words("要点没有写年度，画不出时间图", "no plan says its year");
        return out;
    }
    if (p_.o.plan == kNone && year_to > year_from) { // several editions: the newest year
        year_from = year_to;
    }
    first_ = day_of(year_from, 1, 1);
    last_ = day_of(year_to, 12, 31);
    std::set<PlanId> used;
    for (const PlanId p : plans) {
        if (m_.plans[p].year && m_.plans[p].year < year_from)
            continue;
        used.insert(p);
        const Range range = m_.plans[p].tasks;
        for (TaskId t = range.first; t < range.first + range.count; ++t) {
            if (!p_.passes(t))
                continue;
            for (const Fact& f : m_.facts_of(m_.tasks[t], Facet::Window))
                if (!(f.bits & (kSilent | kDefault)) && f.value < m_.dues.size() && m_.dues[f.value].kind == DueKind::Window && !m_.dues[f.value].window.empty()) {
                    const Day to = std::min(m_.dues[f.value].window.to, day_of(year_to + 1, 12, 31));
                    if (to > last_) {
                        const Date d = date_of(to);
                        last_ = day_of(d.year, d.month, days_in_month(d.year, d.month));
                    }
                }
        }
    }
    if (p_.o.from != kNoDay) {
        const Date d = date_of(p_.o.from);
        first_ = std::clamp(day_of(d.year, d.month, 1), first_, last_ - 27);
    }
    if (p_.o.to != kNoDay) {
        const Date d = date_of(p_.o.to);
        last_ = std::clamp(day_of(d.year, d.month, days_in_month(d.year, d.month)), first_ + 27, last_);
    }

    const bool one = used.size() == 1;
    for (const PlanId p : plans) {
        if (!used.contains(p))
            continue;
        out.about.push_back(p_.about(p));
        std::vector<std::pair<uint32_t, std::vector<TaskId>>> chapters;
        const Range range = m_.plans[p].tasks;
        for (TaskId t = range.first; t < range.first + range.count; ++t) {
            if (!p_.passes(t))
                continue;
            const uint32_t top = one ? p_.top_chapter(t) : 0;
            if (chapters.empty() || chapters.back().first != top)
                chapters.push_back({top, {}});
            chapters.back().second.push_back(t);
        }
        std::map<std::string, std::vector<TaskId>> vague;
        std::vector<TaskId> all_year, none;
        auto lists = [&](Section& s) {
            for (const auto& [word, list_of] : vague)
                s.blocks.push_back(list(word, list_of, s.id + "/" + word, one));
            if (!all_year.empty())
                s.blocks.push_back(list(p_.of("全年", "all year"), all_year, s.id + "/all", one));
            if (!none.empty())
                s.blocks.push_back(list(p_.of("没有写期限", "no date given"), none, s.id + "/none", one));
        };
        for (const auto& [chapter, tasks] : chapters) {
            Group g;
            g.id = p_.plan_name(p) + " " + p_.chapter_mark(chapter);
            g.title = one ? p_.chapter_title(chapter) : p_.plan_name(p);
            g.mark = one ? p_.chapter_mark(chapter) : p_.plan_name(p);
            Section s;
            s.id = g.id;
            s.heading = g.title;
            std::vector<std::pair<TaskId, std::vector<Item>>> rows;
            for (const TaskId t : tasks) {
                bool whole = false;
                std::string word;
                std::vector<Item> found = items(t, whole, word);
                if (!found.empty())
                    rows.emplace_back(t, std::move(found));
                else if (!word.empty())
                    vague[word].push_back(t);
                else
                    (whole ? all_year : none).push_back(t);
            }
            for (const auto& [t, found] : rows)
                s.blocks.push_back(row(t, found));
            if (!one)
                lists(s);
            if (s.blocks.empty())
                continue;
            g.summary.push_back({p_.of(fmt::format("有日期的 {} 项，其余 {} 项", rows.size(), tasks.size() - rows.size()),
                                       fmt::format("{} dated, {} others", rows.size(), tasks.size() - rows.size())),
                                 Size::Body, false, false, false, Tone::Plain, ""});
            g.sections.push_back(std::move(s));
            out.groups.push_back(std::move(g));
        }
        if (one) { // one list for the whole plan: chapter by chapter they would take more room than what has a date
            Group g;
            g.id = p_.plan_name(p) + " others";
            g.title = p_.of("没有单独日期的任务", "tasks without a date of their own");
            g.mark = p_.of("其余", "others");
            Section s{g.id, g.title, {}};
            lists(s);
            g.summary.push_back({p_.of(fmt::format("{} 项", all_year.size() + none.size()), fmt::format("{}", all_year.size() + none.size())), Size::Body, false, false, false, Tone::Plain, ""});
            g.sections.push_back(std::move(s));
            if (!g.sections.front().blocks.empty())
                out.groups.push_back(std::move(g));
        }
    }
    const std::string name = one && !used.empty() && !m_.plans[*used.begin()].title.empty() ? p_.text(m_.plans[*used.begin()], m_.plans[*used.begin()].title)
                                                                                          : fmt::format("{}", year_to);
    out.title = name + p_.of(" · 全年时间", ": the year");
    out.legend = {{p_.of("长条：一段时间", "bar: a period"), [](const Node& n) { return n.shape == Shape::Bar && n.tone != Tone::Faint; }},
                  p_.legend(Shape::Point, "菱形：最迟到这一天", "diamond: by this day"),
                  {p_.of("虚线框：起算的日子未定", "dashed box: counted from an event whose day is not known"), [](const Node& n) { return n.shape == Shape::Clock && !n.lines.empty(); }},
                  {p_.of("空虚线框：起算日已知，到最后一天", "empty dashed box: from its known first day to its last"),
                   [](const Node& n) { return n.shape == Shape::Clock && n.lines.empty() && n.height > 1; }},
                  p_.legend(Shape::Shade, "灰底：法定节假日", "grey: statutory holidays"),
                  {p_.of("粗竖线：印发日", "heavy line: day of issue"), [](const Node& n) { return n.shape == Shape::Rule && n.tone == Tone::Dark; }},
                  {p_.o.mono ? p_.of("虚线边：印发时已过", "dashed edge: past when issued") : p_.of("红：印发时已过", "red: past when issued"),
                   [](const Node& n) { return (n.shape == Shape::Bar || n.shape == Shape::Point) && n.tone == Tone::Weaker; }}};
    banner(out, used);
    if (out.groups.empty())
        out.problem = p_.filters().empty() ? Words("没有任务，画不出时间图", "there are no tasks to draw") : Words("没有任务符合这些条件", "no task passes these filters");
    return out;
}

Board draw_timeline(const Parts& parts) {
    return TimelineView(parts).board();
}

} // namespace

extern const ViewRule view_timeline;
const ViewRule view_timeline{"timeline", {"全年时间：期限为条，最迟日为点，起算的为虚线，节假日为灰底", "the year by month: windows, last days, clocks, holidays"}, draw_timeline};

} // namespace yaodian::picture
