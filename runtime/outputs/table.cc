#include "runtime/outputs/table.h"

#include "compiler/place_names.h"
#include "runtime/describe.h"
#include "runtime/printable.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace yaodian {

namespace {

/// The words of a spec without the marks that are the reader's, not the paper's, and without the spaces between words.
std::string paper_words(const Compilation& c, Place place) {
    std::string out = quoted(c, place, 4000);
    for (const std::string_view mark : {"（推定）", "（转引）", "（存疑）", "（承上）", "(推定)", "(转引)", "(存疑)", "(承上)"})
        for (std::size_t at; (at = out.find(mark)) != std::string::npos;)
            out.erase(at, mark.size());
    std::string tight;
    for (std::size_t i = 0; i < out.size(); ++i) { // a space stays between two words of Latin letters only
        if (out[i] == ' ' && !(i > 0 && i + 1 < out.size() && static_cast<unsigned char>(out[i - 1]) < 0x80 && static_cast<unsigned char>(out[i + 1]) < 0x80))
            continue;
        tight += out[i];
    }
    return tight;
}

std::string joined(const std::vector<std::string>& all, std::string_view between) {
    std::string out;
    for (const std::string& one : all)
        out += (out.empty() ? "" : std::string(between)) + one;
    return out;
}

void add_once(std::vector<std::string>& all, std::string one) {
    if (!one.empty() && std::find(all.begin(), all.end(), one) == all.end())
        all.push_back(std::move(one));
}

class Maker {
public:
    Maker(const Compilation& c, PlanId plan) : c_(c), m_(c.model), plan_(c.model.plans[plan]) {
        for (const Card& card : m_.cards)
            if (card.name != 0 && card.name == plan_.source)
                for (const CardEntry& e : Model::slice(m_.card_entries, card.entries))
                    if (e.sub == SubPlace::Heading && e.part == Part::Body && !e.title.empty())
                        headings_.emplace(std::string(c.names.folded(e.place)), quoted(c, {card.file, e.title}, 2000));
    }

    TaskTable make() {
        TaskTable out;
        out.title = words(plan_.title).empty() ? printable(c_.name(plan_.name)) : words(plan_.title);
        out.number = words(plan_.number);
        const std::vector<Line> lines = plan_lines();
        // Chapters stand over the rows that belong to them; where the annex has an order of its own they would come again and
        // again, and the annex then does without them.
        std::vector<uint32_t> seen;
        bool chapters = true;
        for (const Line& line : lines) {
            const uint32_t now = m_.tasks[line.parts.front().task].chapter;
            if (line.loose || (!seen.empty() && seen.back() == now))
                continue;
            chapters &= std::find(seen.begin(), seen.end(), now) == seen.end();
            seen.push_back(now);
        }
        uint32_t number = 0, chapter = 0;
        std::string item;
        std::size_t first = 0;
        bool loose = false;
        for (const Line& line : lines) {
            const Task& t = m_.tasks[line.parts.front().task];
            if (line.loose && !loose) {
                TableRow row;
                row.heading = true;
                row.name = "正文有、附表未列的任务";
                out.rows.push_back(std::move(row));
                item.clear();
                loose = true;
            } else if (chapters && !line.loose && t.chapter != chapter) {
                headings(t.chapter, chapter, out);
                chapter = t.chapter;
                item.clear();
            }
            TableRow row;
            row.number = number = line.row ? line.row : number + 1;
            const std::string here = item_of(t);
            const auto heading = headings_.find(here);
            const bool named = heading != headings_.end();
            row.name = named ? heading->second : title(t);
            for (const Said& said : line.parts)
                if (const std::string one = content(m_.tasks[said.task], title(m_.tasks[said.task]), said.text); row.content.find(one) == std::string::npos)
                    row.content += one;
            row.units = units(line);
            row.due = due(line);
            if (named && here == item && !out.rows.empty()) {
                ++out.rows[first].joined;
                row.joined = 0;
            } else {
                first = out.rows.size();
            }
            item = named ? here : std::string();
            out.rows.push_back(std::move(row));
        }
        return out;
    }

private:
    /// What a task says in one row: where its content is said, and where its units and time are (0: outside all places).
    struct Said {
        TaskId task = kNone;
        uint8_t text = 0, cell = 0;
    };
    /// A row to be: as the annex numbers it (0: it numbers none), and the tasks printed in it.
    struct Line {
        uint32_t row = 0;
        std::vector<Said> parts;
        bool loose = false; ///< the annex does not have it
    };

    /// A plan with an annex: the rows of the annex, in their order and with their numbers, and after them what the body alone
    /// says. A plan without one: a row for each task.
    std::vector<Line> plan_lines() const {
        std::map<uint32_t, Line> rows; // by number
        std::vector<Line> loose;
        for (TaskId id = plan_.tasks.first; id < plan_.tasks.first + plan_.tasks.count; ++id) {
            const std::map<uint32_t, Said> cited = rows_of(id);
            for (const auto& [number, said] : cited) {
                rows[number].row = number;
                rows[number].parts.push_back(said);
            }
            if (cited.empty())
                loose.push_back({0, {{id, 0, 0}}, false});
        }
        std::vector<Line> out;
        for (auto& [number, line] : rows)
            out.push_back(std::move(line));
        for (Line& line : loose) {
            line.loose = !rows.empty();
            out.push_back(std::move(line));
        }
        return out;
    }
    /// The rows a task cites; 41–43 are three.
    std::map<uint32_t, Said> rows_of(TaskId id) const {
        constexpr uint32_t kLongest = 1000; // a range is a slip beyond that
        std::map<uint32_t, Said> out;
        const auto cites = Model::slice(m_.cites, m_.tasks[id].cites);
        for (std::size_t k = 0; k < cites.size() && k < 255; ++k) {
            const Cite& cite = cites[k];
            const uint32_t first = cite.part == Part::Annex ? place_number(c_.names.folded(cite.first)) : 0, last = place_number(c_.names.folded(cite.last));
            if (first == 0 || last < first || last - first > kLongest)
                continue;
            for (uint32_t row = first; row <= last; ++row) {
                Said& said = out[row];
                said.task = id;
                const auto place = static_cast<uint8_t>(k + 1);
                if (cite.sub == SubPlace::Cell)
                    said.cell = place;
                else if (said.text == 0)
                    said.text = place;
            }
        }
        for (auto& [row, said] : out) {
            if (said.cell == 0)
                said.cell = said.text;
            if (said.text == 0)
                said.text = said.cell;
        }
        return out;
    }
    std::string title(const Task& t) const { return t.title.empty() ? printable(c_.name(t.name)) : words(t.title); }
    std::string words(Span span) const { return span.empty() ? std::string() : quoted(c_, {plan_.file, span}, 4000); }
    std::string entity(EntityId e) const {
        const Entity& x = m_.entities[e];
        if (x.kind == EntityKind::PostOf && x.parent != kNone && x.post != kNone)
            return entity(x.parent) + std::string(c_.name(m_.entities[x.post].name));
        return printable(c_.name(x.name));
    }
    /// Chapters that begin here and did not reach over from the row before.
    void headings(uint32_t now, uint32_t before, TaskTable& out) const {
        std::vector<uint32_t> path, old;
        for (uint32_t k = now; k != 0 && path.size() < 100; k = m_.chapters[k].parent)
            path.insert(path.begin(), k);
        for (uint32_t k = before; k != 0 && old.size() < 100; k = m_.chapters[k].parent)
            old.push_back(k);
        for (const uint32_t k : path) {
            if (std::find(old.begin(), old.end(), k) != old.end())
                continue;
            const Chapter& x = m_.chapters[k];
            const std::string title = words(x.title), mark = printable(c_.name(x.number));
            TableRow row;
            row.heading = true;
            static constexpr std::string_view digits = "0123456789.()（）一二三四五六七八九十百零";
            bool numbered = !mark.empty();
            for (std::size_t i = 0; i < mark.size();) {
                const std::size_t length = std::max<std::size_t>(1, utf8_length(mark, i));
                numbered &= digits.find(std::string_view(mark).substr(i, length)) != std::string_view::npos;
                i += length;
            }
            // 二（一） is printed （一） below 二; a chapter known by a word of the writer's own by its title alone.
            const std::size_t bracket = std::min(mark.find("（"), mark.find('('));
            const std::string shown = bracket == std::string::npos ? mark + "、" : mark.substr(bracket);
            row.name = title.empty() ? mark : numbered ? shown + title : title;
            out.rows.push_back(std::move(row));
        }
    }
    std::string item_of(const Task& t) const {
        for (const Cite& cite : Model::slice(m_.cites, t.cites))
            if (cite.part == Part::Body && cite.first)
                return std::string(place_name(c_.names.folded(cite.first)).item);
        return {};
    }
    /// What the annex says, and where it is silent or says nothing of its own, what the whole task says.
    std::vector<Fact> facts(const Task& t, Facet facet, uint8_t place) const {
        std::vector<Fact> out, defaults;
        auto take = [&](std::span<const Fact> some) {
            for (const Fact& f : some)
                if (!(f.bits & kSilent))
                    (f.bits & kDefault ? defaults : out).push_back(f);
        };
        take(m_.facts_at(t, facet, place));
        if (out.empty() && defaults.empty())
            take(m_.facts_of(t, facet)); // said inside the blocks of other places alone
        return out.empty() ? defaults : out;
    }
    std::string spans(const Task& t, Facet facet, uint8_t place, std::string_view between = "、") const {
        std::vector<std::string> all;
        for (const Fact& f : facts(t, facet, place))
            add_once(all, paper_words(c_, {plan_.file, f.span()}));
        return joined(all, between);
    }

    std::string content(const Task& t, const std::string& title, uint8_t place) const {
        std::string out = title;
        if (const std::string force = spans(t, Facet::Force, place); !force.empty() && force != "必须" && out.find(force) == std::string::npos)
            out = force + out;
        std::map<int, std::vector<std::string>> elements;
        bool open = false;
        for (const Fact& f : facts(t, Facet::Elements, place)) {
            add_once(elements[f.bits & kLevelMask], entity(f.value));
            open |= f.bits & kOpen;
        }
        bool first = true;
        for (const auto& [level, names] : elements) {
            out += first ? "：" : "；";
            out += level == kAsFits ? "视情包括" : level == kOptional ? "可包括" : level == kAnyOf ? "从中选用" : "";
            out += joined(names, "、");
            first = false;
        }
        if (open)
            out += "等";
        out += "。";
        auto more = [&](std::string_view label, const std::string& said) {
            if (!said.empty())
                out += std::string(label) + said + "。";
        };
        more("对象：", spans(t, Facet::Object, place));
        more("受众：", spans(t, Facet::Audience, place));
        more("", quotas(t, place));
        std::vector<std::string> times;
        for (const Facet facet : {Facet::Clock, Facet::MinRun, Facet::Gate})
            add_once(times, spans(t, facet, place, "；"));
        more("时间要求：", joined(times, "；"));
        more("条件：", spans(t, Facet::Condition, place));
        more("除外：", spans(t, Facet::Except, place));
        std::vector<std::string> results;
        for (const Fact& f : facts(t, Facet::Yields, place))
            add_once(results, entity(f.value));
        more("形成", joined(results, "、"));
        return printable(out);
    }
    std::string quotas(const Task& t, uint8_t place) const {
        static constexpr std::string_view periods[] = {"", "每年", "每半年", "每季度", "每月", "每周", "每日"};
        std::vector<std::string> all;
        for (const Fact& f : facts(t, Facet::Quota, place)) {
            if (f.value >= m_.quotas.size())
                continue;
            const Quota& q = m_.quotas[f.value];
            std::vector<std::string> who;
            for (const Term& term : Model::slice(m_.terms, q.subjects))
                add_once(who, entity(term.entity));
            std::string one = joined(who, "、");
            one += q.mode == SubjectMode::Each ? "各自" : q.mode == SubjectMode::Total ? "合计" : "";
            one += q.metric == kNone ? "" : entity(q.metric);
            if (!q.window.empty())
                one += q.window.from == year_window(plan_.year).from ? chinese_date(q.window.to) + "前" : chinese_date(q.window.from) + "至" + chinese_date(q.window.to);
            one += periods[static_cast<std::size_t>(q.period)];
            one += q.compare == Compare::AtLeast ? "不少于" : q.compare == Compare::AtMost ? "不超过" : "为";
            const int64_t whole = q.value / kQuotaScale, rest = q.value % kQuotaScale;
            one += whole >= 10'000 && whole % 10'000 == 0 && !rest ? fmt::format("{}万", whole / 10'000) : fmt::format("{}", whole);
            if (rest) {
                std::string fraction = fmt::format("{:04}", rest);
                while (fraction.ends_with('0'))
                    fraction.pop_back();
                one += "." + fraction;
            }
            one += c_.name(q.unit);
            add_once(all, std::move(one));
        }
        return joined(all, "；");
    }
    /// The units of a row, of all the tasks in it; each under the heaviest part it has.
    std::string units(const Line& line) const {
        std::vector<std::string> lead, rest, support, jointly, parts;
        for (const Said& said : line.parts) {
            const Task& t = m_.tasks[said.task];
            const std::size_t before = lead.size() + rest.size();
            bool any = false;
            for (const Fact& f : facts(t, Facet::Responsible, said.cell)) {
                add_once(f.bits & kLead ? lead : rest, entity(f.value) + (f.bits & kOpen ? "等" : ""));
                any = true;
            }
            if (!any && lead.size() + rest.size() == before)
                for (const Fact& f : facts(t, Facet::Subject, said.cell))
                    add_once(rest, entity(f.value));
            for (const Fact& f : facts(t, Facet::Support, said.cell))
                add_once(support, entity(f.value) + (f.bits & kOpen ? "等" : ""));
            for (const Fact& f : facts(t, Facet::Jointly, said.cell))
                add_once(jointly, entity(f.value));
        }
        auto part = [&](std::string_view label, const std::vector<std::string>& names) {
            if (!names.empty())
                parts.push_back(std::string(label) + joined(names, "、"));
        };
        for (std::vector<std::string>* lighter : {&rest, &support, &jointly})
            std::erase_if(*lighter, [&](const std::string& name) { return std::find(lead.begin(), lead.end(), name) != lead.end(); });
        for (std::vector<std::string>* lighter : {&support, &jointly})
            std::erase_if(*lighter, [&](const std::string& name) { return std::find(rest.begin(), rest.end(), name) != rest.end(); });
        part("牵头：", lead);
        part(lead.empty() ? "" : "责任：", rest);
        part("配合：", support);
        part("会同：", jointly);
        return joined(parts, "\n");
    }
    std::string due(const Line& line) const {
        std::vector<std::string> all;
        for (const Said& said : line.parts)
            for (const Facet facet : {Facet::Window, Facet::Standing})
                for (const Fact& f : facts(m_.tasks[said.task], facet, said.cell))
                    add_once(all, paper_words(c_, {plan_.file, f.span()}));
        return joined(all, "、");
    }

    const Compilation& c_;
    const Model& m_;
    const Plan& plan_;
    std::map<std::string, std::string> headings_; ///< of items, by place
};

std::string md_cell(std::string_view text) {
    std::string out;
    for (const char ch : text) {
        switch (ch) {
        case '|': case '\\': case '`': case '*': case '_': case '[': case ']': case '#': out += '\\'; out += ch; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '&': out += "&amp;"; break;
        case '\n': out += "<br>"; break;
        default: out += ch;
        }
    }
    return out;
}

} // namespace

TaskTable task_table(const Compilation& c, PlanId plan) { return Maker(c, plan).make(); }

std::string table_md(const TaskTable& table) {
    std::string out = "# " + md_cell(table.title) + "任务分解表\n\n";
    if (!table.number.empty())
        out += md_cell(table.number) + "\n\n";
    out += "|";
    for (const std::string_view column : kTableColumns)
        out += fmt::format(" {} |", column);
    out += "\n| ---: | --- | --- | --- | --- |\n";
    for (const TableRow& row : table.rows) {
        if (row.heading) {
            out += fmt::format("|  | **{}** |  |  |  |\n", md_cell(row.name));
            continue;
        }
        // Markdown joins no cells: the name is repeated, so that every row can be read alone.
        out += fmt::format("| {} | {} | {} | {} | {} |\n", row.number, md_cell(row.name), md_cell(row.content), md_cell(row.units), md_cell(row.due));
    }
    return out;
}

} // namespace yaodian
