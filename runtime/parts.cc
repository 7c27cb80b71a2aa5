#include "runtime/views/view.h"

#include "runtime/describe.h"
#include "runtime/printable.h"

#include <fmt/format.h>

namespace yaodian::picture {

namespace {

constexpr double kInset = 10.5; // what Graphviz puts left and right of the words of a box
constexpr std::string_view kHold = "\u00A0"; // a space at which no line is broken

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
    std::string out;
    for (const std::string& p : parts)
        out += (out.empty() ? "" : std::string(between)) + p;
    return out;
}

void add_once(std::vector<std::string>& all, std::string one) {
    if (!one.empty() && std::find(all.begin(), all.end(), one) == all.end())
        all.push_back(std::move(one));
}

/// Parts between ；, each whole on a line where it can be: 主体 … on one, 责任 … on the next.
std::vector<std::string> wrap_parts(std::string_view text, double width, std::size_t most, bool list) {
    if (ems(text) <= width)
        return {std::string(text)};
    std::vector<std::string> lines;
    std::string open;
    auto close = [&] {
        if (!open.empty())
            for (std::string& line : wrap(open, width, 0, list))
                lines.push_back(std::move(line));
        open.clear();
    };
    constexpr std::string_view mark = "；";
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(mark, at), text.size());
        const std::string part(text.substr(at, end - at));
        at = end + mark.size();
        if (!open.empty() && ems(open) + ems(mark) + ems(part) <= width) {
            open += std::string(mark) + part;
            continue;
        }
        close();
        open = part;
    }
    close();
    if (most > 0 && lines.size() > most) // no room for that: as it comes
        return wrap(text, width, most, list);
    return lines;
}

std::string number(int64_t scaled) {
    const int64_t whole = scaled / kQuotaScale, rest = scaled % kQuotaScale;
    if (rest == 0) {
        if (whole >= 10'000 && whole % 10'000 == 0)
            return std::to_string(whole / 10'000) + "万";
        return std::to_string(whole);
    }
    std::string fraction = fmt::format("{:04}", rest < 0 ? -rest : rest);
    while (fraction.ends_with('0'))
        fraction.pop_back();
    return fmt::format("{}.{}", whole, fraction);
}

} // namespace

Parts::Parts(const Compilation& compilation, const std::vector<Cell>& matrix, const GraphOptions& options)
    : c(compilation), m(compilation.model), cells(matrix), o(options), bodies_(compilation.model) {
    for (const Cell& x : cells) {
        by_pair_.emplace(std::pair{x.plan, x.upper}, &x);
        by_upper_[x.upper].push_back(&x);
    }
    for (const Finding& f : c.findings) {
        if (!f.acknowledged.empty())
            continue;
        if (f.task != kNone)
            findings_[f.task].push_back(&f);
        else if (f.upstream_task != kNone)
            gaps_[{f.plan, f.upstream_task}] = f.severity;
    }
}

std::string Parts::text(const Plan& plan, Span span) const {
    return quoted(c, {plan.file, span}, 4000);
}

std::string Parts::title(TaskId task) const {
    const Task& t = m.tasks[task];
    return t.title.empty() ? name(task) : text(m.plans[t.plan], t.title);
}

std::string Parts::places(TaskId task) const {
    std::string out;
    Part part = Part::None;
    for (const Cite& cite : Model::slice(m.cites, m.tasks[task].cites)) {
        std::string one = cite_text(c, cite);
        const std::size_t space = one.find(' ');
        if (space != std::string::npos) {
            if (cite.part == part)
                one = "、" + one.substr(space + 1); // 附表 62.文、62.栏
            else
                one.replace(space, 1, kHold);
        }
        out += (out.empty() || one.starts_with("、") ? "" : " · ") + one;
        part = cite.part;
    }
    return out;
}

std::string Parts::entity(EntityId e) const {
    const Entity& x = m.entities[e];
    if (x.kind == EntityKind::PostOf && x.parent != kNone && x.post != kNone)
        return entity(x.parent) + std::string(c.name(m.entities[x.post].name));
    return std::string(c.name(x.name));
}

std::string Parts::who(TaskId task, std::size_t most) const {
    const Task& t = m.tasks[task];
    std::vector<std::string> parts;
    // What stands outside the places' blocks; when all is said inside them, the union.
    auto names = [&](Facet facet, std::string_view label, bool lead_only, bool without_lead) {
        std::vector<std::string> outside, anywhere;
        for (const Fact& f : m.facts_of(t, facet)) {
            if (f.bits & kSilent || (lead_only && !(f.bits & kLead)) || (without_lead && (f.bits & kLead)))
                continue;
            add_once(f.place == 0 ? outside : anywhere, entity(f.value));
        }
        std::vector<std::string>& use = outside.empty() ? anywhere : outside;
        if (use.empty())
            return;
        const std::size_t count = use.size();
        if (count > most)
            use.resize(most);
        parts.push_back(std::string(label) + std::string(kHold) + joined(use, "、") +
                        (count > most ? of("等" + std::to_string(count) + "家", " (" + std::to_string(count) + ")") : ""));
    };
    names(Facet::Subject, of("主体", "subject"), false, false);
    names(Facet::Responsible, of("牵头", "lead"), true, false);
    names(Facet::Responsible, of("责任", "responsible"), false, true);
    return joined(parts, "；"); // also in English: the lines are broken there
}

std::vector<std::string> Parts::who_on(TaskId task, double width, std::size_t lines) const {
    // A line more before only one name of several is left; where a single line is wanted, the line counts.
    for (const auto& [room, fewest] : {std::pair<std::size_t, std::size_t>{lines, lines > 1 ? 2 : 1}, {lines + 1, 1}})
        for (std::size_t most = 6; most >= fewest; --most)
            if (std::vector<std::string> out = wrap_parts(who(task, most), width, 0, true); out.size() <= room)
                return out;
    return wrap(who(task, 1), width, lines + 1, true);
}

std::string Parts::said(const Task& task, Facet facet) const {
    std::vector<std::string> words;
    for (const bool defaults : {false, true}) { // what 默认 says only where nothing else is said
        for (const Fact& f : m.facts_of(task, facet))
            if (!(f.bits & kSilent) && ((f.bits & kDefault) != 0) == defaults)
                add_once(words, text(m.plans[task.plan], f.span()));
        if (!words.empty())
            break;
    }
    return joined(words, "、");
}

std::string Parts::when(TaskId task, bool with_defaults) const {
    const Task& t = m.tasks[task];
    std::vector<std::string> written, defaults;
    for (const Facet facet : {Facet::Window, Facet::Standing, Facet::Clock, Facet::MinRun, Facet::Gate})
        for (const Fact& f : m.facts_of(t, facet))
            if (!(f.bits & kSilent))
                add_once(f.bits & kDefault ? defaults : written, text(m.plans[t.plan], f.span()));
    return joined(written.empty() && with_defaults ? defaults : written, "／");
}

std::string Parts::how_much(TaskId task) const {
    const Task& t = m.tasks[task];
    std::vector<std::string> parts;
    for (const Fact& f : m.facts_of(t, Facet::Quota)) {
        if (f.bits & kSilent || f.value >= m.quotas.size())
            continue;
        const Quota& q = m.quotas[f.value];
        std::string one;
        std::vector<std::string> subjects;
        for (const Term& term : Model::slice(m.terms, q.subjects))
            add_once(subjects, entity(term.entity));
        if (!subjects.empty())
            one += joined(subjects, "、") + (q.mode == SubjectMode::Each ? of("各", " each") : "") + "：";
        one += q.metric == kNone ? "" : entity(q.metric);
        one += q.compare == Compare::AtLeast ? "≥" : q.compare == Compare::AtMost ? "≤" : "＝";
        one += number(q.value) + (q.unit ? std::string(c.name(q.unit)) : "");
        constexpr std::string_view zh_periods[] = {"", "/年", "/半年", "/季", "/月", "/周", "/日"};
        constexpr std::string_view en_periods[] = {"", "/year", "/half", "/quarter", "/month", "/week", "/day"};
        one += (zh() ? zh_periods : en_periods)[static_cast<std::size_t>(q.period)];
        add_once(parts, std::move(one));
    }
    return joined(parts, "；");
}

std::string Parts::results(TaskId task) const {
    std::vector<std::string> names;
    for (const Fact& f : m.facts_of(m.tasks[task], Facet::Yields))
        if (!(f.bits & kSilent))
            add_once(names, entity(f.value));
    return joined(names, "、");
}

std::string Parts::about(PlanId plan) const {
    const Plan& p = m.plans[plan];
    std::string out = plan_name(plan);
    if (!p.title.empty())
        out += "《" + text(p, p.title) + "》";
    if (!p.number.empty())
        out += " " + text(p, p.number);
    if (p.issued != kNoDay)
        out += " " + of(chinese_date(p.issued) + "印发", "issued " + english_date(p.issued));
    else
        out += of("（未印日期）", " (not dated)");
    return out;
}

std::string Parts::level(PlanId plan) const {
    constexpr std::string_view zh_names[] = {"", "国家", "市", "区", "镇街", "处室"};
    constexpr std::string_view en_names[] = {"", "national", "city", "district", "town", "office"};
    return std::string((zh() ? zh_names : en_names)[static_cast<std::size_t>(m.plans[plan].level)]);
}

uint32_t Parts::top_chapter(TaskId task) const {
    uint32_t k = m.tasks[task].chapter;
    for (int guard = 0; guard < 100 && k != 0 && m.chapters[k].parent != 0; ++guard)
        k = m.chapters[k].parent;
    return k;
}

std::string Parts::chapter_mark(uint32_t chapter) const {
    return chapter == 0 ? of("未分章", "no chapter") : std::string(c.name(m.chapters[chapter].number));
}

std::string Parts::chapter_title(uint32_t chapter) const {
    if (chapter == 0)
        return of("未分章", "no chapter");
    const Chapter& x = m.chapters[chapter];
    const std::string mark = chapter_mark(chapter), words = text(m.plans[x.plan], x.title);
    if (words.empty())
        return mark;
    const bool bracketed = mark.ends_with("）") || mark.ends_with(")");
    // A chapter known by a word of the writer's own (jiading: 城市空间) is shown by its printed title alone.
    static constexpr std::string_view digits = "0123456789.()（）一二三四五六七八九十百零附";
    for (std::size_t i = 0; i < mark.size();) {
        const std::size_t length = std::max<std::size_t>(1, utf8_length(mark, i));
        if (digits.find(mark.substr(i, length)) == std::string_view::npos)
            return words;
        i += length;
    }
    return mark + (bracketed ? "" : "、") + words;
}

std::string Parts::verdict_words(Verdict verdict, const std::vector<Facet>& facets) const {
    constexpr std::string_view signs[] = {"＝", "▲", "▼", "◆", "×", "≠", "■", "？", "○"};
    std::string out(signs[static_cast<std::size_t>(verdict)]);
    out += kHold;
    out += zh() ? chinese(verdict) : key(verdict);
    for (std::size_t i = 0; i < facets.size(); ++i) {
        out += i ? of("、", ", ") : " ";
        out += zh() ? chinese(facets[i]) : english(facets[i]);
    }
    return out;
}

std::vector<Facet> Parts::differing(const Cell& cell) const {
    std::vector<Facet> out;
    if (cell.verdict == Verdict::Equal || cell.verdict == Verdict::Stated || cell.carriers.empty())
        return out;
    // Strictness never pays for weakness: beside a weaker facet the stricter ones are not what matters.
    const bool only_worse = cell.verdict != Verdict::Stricter && cell.verdict != Verdict::Mixed;
    for (const FacetVerdict& v : cell.comparison.facets)
        if (v.verdict != Verdict::Equal && v.verdict != Verdict::Stated && !(only_worse && v.verdict == Verdict::Stricter) &&
            std::find(out.begin(), out.end(), v.facet) == out.end())
            out.push_back(v.facet);
    return out;
}

std::string Parts::verdict_words(const Cell& cell) const {
    return verdict_words(cell.verdict, differing(cell));
}

double Parts::card_width() const {
    const PaperSize paper = paper_size(o);
    const double width = area_width(paper) * 9 / paper.smallest, rest = kUpperWidth + 14 + 8; // the arrow, the frame
    const double columns = std::max(1.0, double(int(width / (rest + 165)))); // some columns have arcs beside the cards
    return std::clamp((width - (columns - 1) * 6 - 40) / columns - rest, 150.0, 200.0);
}

double Parts::column_width(double least) const {
    constexpr double kBetween = 6, kFrames = 10;
    const PaperSize paper = paper_size(o);
    const double width = area_width(paper) * 9 / paper.smallest;
    const double columns = std::max(1.0, double(int((width + kBetween) / (least + kFrames + kBetween))));
    return (width + kBetween) / columns - kBetween - kFrames;
}

double Parts::pair_width(double least, double label, double most) const {
    constexpr double kArrow = 25, kFrames = 8, kBetween = 6;
    const PaperSize paper = paper_size(o);
    const double width = area_width(paper) * 9 / paper.smallest + kBetween;
    const double pairs = std::max(1.0, double(int(width / (2 * least + label + kArrow + kFrames + kBetween))));
    return std::min(most, (width / pairs - kBetween - kFrames - label - kArrow) / 2);
}

Node Parts::card(TaskId task, const Detail& d) const {
    const Task& t = m.tasks[task];
    Node n;
    n.id = id(task);
    n.shape = Shape::Card;
    n.width = d.width;
    const double title_ems = (d.width - kInset) / 11.3, // bold letters are drawn a little wider
                  small_ems = (d.width - kInset) / 9;
    auto add = [&](const std::string& words, std::size_t most, Size size, bool bold, Tone tone, bool list = false) {
        for (std::string& line : size == Size::Title ? wrap(words, title_ems, most, list) : wrap_parts(words, small_ems, most, list))
            n.lines.push_back({std::move(line), size, bold, false, false, tone, ""});
    };
    if (d.plan)
        add(level(t.plan) + " " + plan_name(t.plan) + (d.name ? " " + name(task) : ""), 0, Size::Small, true, Tone::Plain);
    else if (d.name)
        add(name(task), 0, Size::Small, true, Tone::Plain);
    add(title(task), 0, Size::Title, true, Tone::Dark);
    const std::string where = places(task), due = when(task, false), quota = how_much(task), units = who(task), yields = results(task);
    const std::string dated = (due.empty() ? "" : of("期限", "due") + std::string(kHold) + due) + (due.empty() || quota.empty() ? "" : "；") + quota;
    auto add_units = [&](std::size_t lines) {
        for (std::string& line : who_on(task, small_ems, lines))
            n.lines.push_back({std::move(line), Size::Small, false, false, false, Tone::Plain, ""});
    };
    if (d.bare) {
        // what it says is left to a drawing of its own
    } else if (d.brief) {
        if (!where.empty())
            add(where, 1, Size::Small, false, Tone::Plain, true);
    } else if (d.compact) {
        const bool together = ems(where) + ems(dated) + 1 <= small_ems;
        if (together && !where.empty() && !dated.empty())
            add(where + "　" + dated, 1, Size::Small, false, Tone::Plain);
        else if (!where.empty())
            add(where, 1, Size::Small, false, Tone::Plain, true);
        if (!units.empty())
            add_units(1);
        if (!dated.empty() && (!together || where.empty()))
            add(dated, 3, Size::Small, true, Tone::Plain);
    } else {
        if (!where.empty())
            add(where, 2, Size::Small, false, Tone::Plain, true);
        if (!units.empty())
            add_units(2);
        if (!dated.empty())
            add(dated, 3, Size::Small, true, Tone::Plain);
    }
    if (d.results && !yields.empty())
        add(of("产出", "yields") + std::string(kHold) + yields, 2, Size::Small, false, Tone::Plain);
    if (d.findings) {
        std::vector<std::string> codes;
        for (const Finding* f : findings_of(task))
            if (f->severity >= Severity::Warning)
                add_once(codes, fmt::format("YD{:04}", f->code));
        if (!codes.empty()) {
            const std::size_t count = codes.size();
            if (count > 3)
                codes.resize(3);
            add("！" + joined(codes, " ") + (count > 3 ? " …" : ""), 1, Size::Small, true, Tone::Weaker);
        }
    }
    n.tip = id(task) + " " + title(task) + " | " + who(task, 100) + (when(task).empty() ? "" : " | " + when(task)) + (quota.empty() ? "" : " | " + quota);
    return n;
}

Node Parts::upper(TaskId task, const Cell* cell, double width, bool titled) const {
    Node n;
    n.id = id(task);
    n.shape = Shape::Upper;
    n.width = width;
    n.tone = cell ? tone_of(cell->verdict) : Tone::Faint;
    for (std::string& line : wrap(titled ? title(task) : name(task), (width - 9) / (titled ? 11 : 10)))
        n.lines.push_back({std::move(line), titled ? Size::Title : Size::Body, true, false, false, Tone::Dark, ""});
    if (titled)
        n.lines.push_back({id(task), Size::Small, false, false, false, Tone::Plain, ""});
    if (cell)
        for (std::string& line : wrap(verdict_words(*cell), (width - 15) / 9, 0, true))
            n.lines.push_back({std::move(line), Size::Small, true, true, false, n.tone, ""});
    n.tip = id(task) + " " + title(task) + " | " + who(task, 100) + (when(task).empty() ? "" : " | " + when(task));
    return n;
}

Node Parts::ghost(TaskId task) const {
    Node n;
    n.id = id(task);
    n.shape = Shape::Ghost;
    n.tone = Tone::Faint;
    n.width = 84;
    const std::vector<std::string> lines = wrap(name(task), 8);
    for (const std::string& line : lines)
        n.lines.push_back({line, Size::Small, false, false, false, Tone::Plain, ""});
    n.lines.push_back({of("见", "see"), Size::Small, false, false, false, Tone::Plain, id(task)});
    n.tip = id(task) + " " + title(task);
    return n;
}

Node Parts::result(EntityId e, Tone tone) const {
    Node n;
    n.id = "result:" + entity(e);
    n.shape = Shape::Result;
    n.tone = tone;
    n.width = 90;
    for (std::string& line : wrap(entity(e), 8))
        n.lines.push_back({std::move(line), Size::Body, true, false, true, Tone::Dark, ""});
    return n;
}

const Cell* Parts::cell(TaskId upper, PlanId plan) const {
    const auto at = by_pair_.find({plan, upper});
    return at == by_pair_.end() ? nullptr : at->second;
}

std::span<const Cell> Parts::cells_of(PlanId plan) const {
    const auto begin = std::partition_point(cells.begin(), cells.end(), [&](const Cell& x) { return x.plan < plan; });
    const auto end = std::partition_point(begin, cells.end(), [&](const Cell& x) { return x.plan <= plan; });
    return {begin, end};
}

const std::vector<const Cell*>& Parts::cells_under(TaskId upper) const {
    static const std::vector<const Cell*> none;
    const auto at = by_upper_.find(upper);
    return at == by_upper_.end() ? none : at->second;
}

std::span<const Finding* const> Parts::findings_of(TaskId task) const {
    const auto at = findings_.find(task);
    if (at == findings_.end())
        return {};
    return at->second;
}

Severity Parts::severity(const Cell& cell) const {
    Severity worst = Severity::Note;
    for (const TaskId task : cell.carriers)
        for (const Finding* f : findings_of(task))
            if (f->upstream_task == cell.upper)
                worst = std::max(worst, f->severity);
    if (cell.carriers.empty())
        worst = cell.verdict == Verdict::Missing ? Severity::Error : cell.verdict == Verdict::Question ? Severity::Question : Severity::Note;
    if (const auto gap = gaps_.find({cell.plan, cell.upper}); cell.carriers.empty() && gap != gaps_.end())
        worst = gap->second; // a gap belongs to the plan, not to a task
    return worst;
}

std::vector<PlanId> Parts::plans() const {
    if (o.plan != kNone)
        return {o.plan};
    std::vector<PlanId> out;
    bool any = false;
    for (PlanId p = 1; p < m.plans.size(); ++p)
        any |= m.plans[p].subject && !m.plans[p].tasks.empty();
    for (PlanId p = 1; p < m.plans.size(); ++p)
        if (!m.plans[p].tasks.empty() && (m.plans[p].subject || !any))
            out.push_back(p);
    // The same order whatever the order of files: by level, year and name.
    std::sort(out.begin(), out.end(), [&](PlanId a, PlanId b) {
        const Plan &x = m.plans[a], &y = m.plans[b];
        return std::tuple(x.level, -x.year, c.name(x.name)) < std::tuple(y.level, -y.year, c.name(y.name));
    });
    return out;
}

bool Parts::passes_theme(TaskId task) const {
    if (o.theme.empty() || is_theme(task))
        return true;
    for (const TaskId up : c.graph.carried(task))
        if (is_theme(up))
            return true;
    return false;
}

bool Parts::is_theme(TaskId task) const {
    const std::string_view name = c.name(m.tasks[task].name);
    return o.themes.empty() ? name == o.theme : std::find(o.themes.begin(), o.themes.end(), name) != o.themes.end();
}

bool Parts::passes_severity(TaskId task) const {
    if (o.severity == Severity::Note)
        return true;
    const auto found = findings_of(task);
    return std::any_of(found.begin(), found.end(), [&](const Finding* f) { return f->severity >= o.severity; });
}

bool Parts::passes_chapter(TaskId task) const {
    if (o.chapter.empty())
        return true;
    uint32_t k = m.tasks[task].chapter;
    for (int guard = 0; guard < 100 && k != 0; ++guard, k = m.chapters[k].parent)
        if (!o.chapters.empty() ? std::find(o.chapters.begin(), o.chapters.end(), k) != o.chapters.end()
                                : c.name(m.chapters[k].number) == o.chapter || text(m.plans[m.chapters[k].plan], m.chapters[k].title).starts_with(o.chapter))
            return true;
    return false;
}

bool Parts::passes_dates(TaskId task) const {
    if (o.from == kNoDay && o.to == kNoDay)
        return true;
    const Window asked{o.from == kNoDay ? day_of(1900, 1, 1) : o.from, o.to == kNoDay ? day_of(9999, 12, 31) : o.to};
    for (const Facet facet : {Facet::Window, Facet::Standing})
        for (const Fact& f : m.facts_of(m.tasks[task], facet)) {
            if (f.bits & (kSilent | kDefault) || f.value >= m.dues.size())
                continue;
            const Due& due = m.dues[f.value];
            if ((due.kind != DueKind::Window && due.kind != DueKind::Standing) || due.window.empty())
                continue;
            // What is due by a day is due on it: 3月31日前 belongs to March, not to January.
            const Window when = due.shape == WindowShape::Before ? Window{due.window.to, due.window.to} : due.window;
            if (when.meets(asked))
                return true;
        }
    return false;
}

bool Parts::passes(TaskId task) const {
    return passes_theme(task) && passes_chapter(task) && passes_dates(task) && passes_severity(task) && (o.unit == kNone || !bindings(task, o.unit).empty());
}

std::vector<Parts::Binding> Parts::bindings(TaskId task, EntityId unit) const {
    const Task& t = m.tasks[task];
    std::vector<Binding> out;
    auto look = [&](Facet facet, std::string_view zh_role, std::string_view en_role, int rank, int lead) {
        for (const Fact& f : m.facts_of(t, facet)) {
            if (f.bits & kSilent)
                continue;
            const bool is_lead = facet == Facet::Responsible && (f.bits & kLead);
            if (lead >= 0 && is_lead != (lead == 1))
                continue;
            EntityId who = f.value;
            if (m.entities[who].kind == EntityKind::PostOf && m.entities[who].parent != kNone)
                who = m.entities[who].parent;
            bool sure = who == unit;
            const uint8_t place = f.place;
            if (!sure) {
                const Entity& e = m.entities[who];
                if (e.kind == EntityKind::Unit)
                    continue; // another body; the government above is not this unit
                const Bodies::Set& set = bodies_.of(who);
                if (!std::binary_search(set.units.begin(), set.units.end(), unit))
                    continue;
                sure = true;
            }
            bool known = false;
            for (Binding& b : out)
                if (b.rank == rank) { // said of every place somewhere, or by name: that is what counts
                    b.place = b.by == who ? std::min(b.place, place) : b.place;
                    known = true;
                }
            if (!known)
                out.push_back({of(zh_role, en_role), who, rank, sure, place});
        }
    };
    look(Facet::Responsible, "牵头", "lead", 0, 1);
    look(Facet::Subject, "主体", "subject", 1, -1);
    look(Facet::Responsible, "责任", "responsible", 2, 0);
    look(Facet::Support, "配合", "support", 3, -1);
    look(Facet::Jointly, "会同", "jointly", 4, -1);
    std::sort(out.begin(), out.end(), [](const Binding& a, const Binding& b) { return a.rank < b.rank; });
    return out;
}

std::vector<Tone> Parts::verdict_tones() {
    return {Tone::Equal, Tone::Stricter, Tone::Weaker, Tone::Mixed, Tone::Missing, Tone::Incomparable, Tone::Conflict, Tone::Question, Tone::Stated, Tone::Faint};
}

Legend Parts::legend(Shape shape, std::string_view zh_words, std::string_view en_words) const {
    return {of(zh_words, en_words), [shape](const Node& n) { return n.shape == shape; }};
}

Legend Parts::legend_of_findings() const {
    return {of("！YD0000：检查发现，详见 yaodian explain", "!YD0000: a finding, see yaodian explain"), [](const Node& n) {
                return std::any_of(n.lines.begin(), n.lines.end(), [](const Line& l) { return l.text.starts_with("！YD"); });
            }};
}

std::string Parts::filters() const {
    std::vector<std::string> parts;
    if (!o.chapter.empty())
        parts.push_back(of("章 ", "chapter ") + o.chapter);
    if (!o.theme.empty())
        parts.push_back(of("主题 ", "theme ") + o.theme);
    if (o.unit != kNone)
        parts.push_back(of("单位 ", "unit ") + entity(o.unit));
    if (o.from != kNoDay || o.to != kNoDay)
        parts.push_back(of("时间 ", "dates ") + (o.from == kNoDay ? "" : iso(o.from)) + "–" + (o.to == kNoDay ? "" : iso(o.to)));
    if (o.severity != Severity::Note)
        parts.push_back(of("发现不轻于 ", "findings at least ") + std::string(zh() ? chinese(o.severity) : key(o.severity)));
    return joined(parts, of("；", "; "));
}

Words Parts::each_filter() const {
    Words out;
    const std::vector<PlanId> all = plans();
    auto count = [&](bool asked, std::string_view zh_name, std::string_view en_name, auto&& test) {
        if (!asked)
            return;
        std::size_t n = 0;
        for (const PlanId p : all)
            for (TaskId t = m.plans[p].tasks.first; t < m.plans[p].tasks.first + m.plans[p].tasks.count; ++t)
                n += test(t);
        out.zh += fmt::format("{}{} {} 项", out.zh.empty() ? "" : "，", zh_name, n);
        out.en += fmt::format("{}{} {}", out.en.empty() ? "" : ", ", en_name, n);
    };
    count(!o.chapter.empty(), "章", "chapter", [&](TaskId t) { return passes_chapter(t); });
    count(!o.theme.empty(), "主题", "theme", [&](TaskId t) { return passes_theme(t); });
    count(o.unit != kNone, "单位", "unit", [&](TaskId t) { return !bindings(t, o.unit).empty(); });
    count(o.from != kNoDay || o.to != kNoDay, "这段时间", "dates", [&](TaskId t) { return passes_dates(t); });
    count(o.severity != Severity::Note, "有这样发现的", "severity", [&](TaskId t) { return passes_severity(t); });
    return out;
}

} // namespace yaodian::picture
