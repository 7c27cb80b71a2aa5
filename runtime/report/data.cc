// What the page shows, as JSON: flat tables that refer to each other by number.
// Texts that come again and again (reasons, quotations) stand once, in "texts".
#include "runtime/report/parts.h"

#include "compiler/bodies.h"
#include "compiler/calendar.h"
#include "runtime/describe.h"
#include "runtime/json.h"
#include "runtime/printable.h"
#include "runtime/views/view.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace yaodian::report_page {

namespace {

/// From this many cells on, facets that are equal are left out of the page.
constexpr std::size_t kManyCells = 20'000;
/// The text of a spec stands in the page so that a finding can show its line; together at most this much.
constexpr std::size_t kMostText = 6u << 20;

enum Role : uint8_t { Lead, Subject, Responsible, Support, Jointly };

class Writer {
public:
    Writer(const Compilation& c, const std::vector<Cell>& cells, std::string& out)
        : c_(c), m_(c.model), cells_(cells), json_(out), bodies_(c.model), zh_(c, kNoCells, chinese_), en_(c, kNoCells, english_) {
        chinese_.language = Language::Chinese;
        english_.language = Language::English;
    }

    void write(const Trace& trace, const std::vector<AnswerLine>& lines, const std::vector<Picture>& pictures,
               const std::vector<Words>& notes, Language language, bool matrix_only) {
        json_.begin_object().member("schema", 1).member("lang", language == Language::Chinese ? "zh" : "en");
        if (matrix_only)
            json_.key("sections").begin_array().value("matrix").end_array();
        names();
        json_.key("answer").begin_array();
        for (const AnswerLine& line : lines) {
            constexpr std::string_view kinds[] = {"info", "good", "bad", "ask"};
            json_.line_break().begin_object().member("kind", kinds[line.kind]).member("to", line.section);
            words("text", line.words);
            json_.end_object();
        }
        json_.end_array();
        tally_members();
        json_.key("notes").begin_array();
        for (const Words& note : notes)
            pair(note);
        json_.end_array();
        plans();
        tasks();
        cells();
        findings();
        documents(trace);
        rests();
        json_.key("pictures").begin_array();
        for (const Picture& p : pictures) {
            json_.line_break().begin_object().member("view", p.view).member("plan", p.plan);
            for (const int k : {0, 1}) {
                json_.key(k ? "en" : "zh").begin_array();
                for (const Picture::Sheet& sheet : p.sheets[k])
                    json_.value(sheet.title);
                json_.end_array();
            }
            json_.end_object();
        }
        json_.end_array();
        calendar();
        // Entities and files are listed as they were met; so these two come last.
        entities();
        files();
        json_.key("texts").begin_array();
        for (const std::string* text : texts_)
            json_.line_break().value(*text);
        json_.end_array();
        json_.end_object();
    }

private:
    void pair(const Words& w) { json_.begin_array().value(w.zh).value(w.en).end_array(); }
    void words(std::string_view name, const Words& w) {
        json_.key(name);
        pair(w);
    }
    uint32_t text(std::string_view s) {
        const auto [at, fresh] = text_numbers_.try_emplace(std::string(s), static_cast<uint32_t>(texts_.size()));
        if (fresh)
            texts_.push_back(&at->first);
        return at->second;
    }
    uint32_t entity(EntityId e) {
        const auto [at, fresh] = entity_numbers_.try_emplace(e, static_cast<uint32_t>(entities_.size()));
        if (fresh)
            entities_.push_back(e);
        return at->second;
    }
    int file(FileId f) {
        if (f == kNone)
            return -1;
        const auto [at, fresh] = file_numbers_.try_emplace(f, static_cast<int>(files_.size()));
        if (fresh)
            files_.push_back(f);
        return at->second;
    }
    /// [file, line], or null.
    void place(Place at) {
        const Located where = locate(c_, at);
        if (where.path.empty())
            json_.null();
        else
            json_.begin_array().value(file(at.file)).value(where.begin.line).end_array();
    }
    std::string said(PlanId plan, Span span) const {
        return span.empty() ? std::string() : quoted(c_, {m_.plans[plan].file, span}, 4000);
    }

    void names() {
        json_.key("verdicts").begin_array();
        constexpr std::string_view signs[] = {"＝", "▲", "▼", "◆", "×", "≠", "■", "？", "○"}; // as in the pictures
        for (int v = 0; v <= static_cast<int>(Verdict::Stated); ++v) {
            const auto verdict = static_cast<Verdict>(v);
            json_.begin_array().value(key(verdict)).value(chinese(verdict)).value(key(verdict)).value(signs[v]).end_array();
        }
        json_.end_array().key("severities").begin_array();
        for (int s = 0; s <= static_cast<int>(Severity::Error); ++s) {
            const auto severity = static_cast<Severity>(s);
            json_.begin_array().value(key(severity)).value(chinese(severity)).value(key(severity)).end_array();
        }
        json_.end_array().key("facets").begin_array();
        for (int f = 0; f < static_cast<int>(Facet::Count); ++f)
            pair({std::string(chinese(static_cast<Facet>(f))), std::string(english(static_cast<Facet>(f)))});
        json_.end_array().key("groups").begin_array();
        constexpr std::string_view groups[] = {"syntax", "coverage", "strictness", "body and annex", "authority", "time", "graph", "source", "wording"};
        for (int g = 0; g < 9; ++g)
            pair({std::string(chinese(static_cast<Group>(g))), std::string(groups[g])});
        json_.end_array();
    }

    void tally_members() {
        const Tally t = tally(c_.findings);
        json_.key("tally").begin_array().value(t.notes).value(t.questions).value(t.warnings).value(t.errors).value(t.acknowledged).end_array();
        json_.key("left").begin_array();
        for (const Counts::Left& left : c_.counts.left_out)
            json_.begin_array().value(left.what.zh).value(left.what.en).value(left.count).end_array();
        json_.end_array();
    }

    void plans() {
        constexpr std::string_view kinds[] = {"full", "excerpt", "absent"};
        json_.key("plans").begin_array();
        json_.null();
        for (PlanId p = 1; p < m_.plans.size(); ++p) {
            const Plan& plan = m_.plans[p];
            json_.line_break().begin_object().member("name", plan_name(c_, p)).member("title", said(p, plan.title));
            json_.member("number", said(p, plan.number)).member("year", plan.year);
            json_.member("level", static_cast<int>(plan.level));
            json_.member("issuer", plan.issuer == kNone ? std::string() : printable(zh_.entity(plan.issuer)));
            json_.member("issued", plan.issued == kNoDay ? std::string() : iso(plan.issued));
            json_.member("body", kinds[static_cast<int>(plan.body)]).member("annex", kinds[static_cast<int>(plan.annex)]);
            json_.member("subject", plan.subject).member("tasks", plan.tasks.count);
            json_.member("source", printable(c_.name(plan.source)));
            json_.key("upstream").begin_array();
            for (const Link& link : Model::slice(m_.links, plan.upstreams))
                if (link.target != kNone)
                    json_.value(link.target);
            json_.end_array().key("at");
            place({plan.file, plan.at});
            json_.end_object();
        }
        json_.end_array();
    }

    void tasks() {
        json_.key("tasks").begin_array();
        json_.null();
        for (TaskId id = 1; id < m_.tasks.size(); ++id) {
            const Task& t = m_.tasks[id];
            json_.line_break().begin_object().member("p", t.plan).member("n", printable(c_.name(t.name))).member("t", printable(zh_.title(id)));
            json_.member("trail", text(trail(c_, id)));
            json_.key("at");
            place(c_.at(t));
            json_.key("who").begin_array();
            std::set<std::pair<uint8_t, EntityId>> seen;
            for (const Facet facet : {Facet::Responsible, Facet::Subject, Facet::Support, Facet::Jointly})
                for (const Fact& f : m_.facts_of(t, facet)) {
                    if (f.bits & kSilent)
                        continue;
                    const Role role = facet == Facet::Subject ? Subject : facet == Facet::Support ? Support
                                      : facet == Facet::Jointly ? Jointly : f.bits & kLead ? Lead : Responsible;
                    EntityId who = f.value;
                    if (m_.entities[who].kind == EntityKind::PostOf && m_.entities[who].parent != kNone)
                        who = m_.entities[who].parent;
                    if (seen.insert({role, who}).second)
                        json_.begin_array().value(entity(who)).value(static_cast<int>(role)).end_array();
                }
            json_.end_array();
            if (const std::string when = zh_.when(id); !when.empty())
                json_.member("when", text(printable(when)));
            if (const std::string quota = zh_.how_much(id); !quota.empty()) {
                json_.key("quota").begin_array().value(text(printable(quota))).value(text(printable(en_.how_much(id)))).end_array();
            }
            json_.key("due").begin_array(); // [first day, last day, shape (0 period, 1 before, 2 from, 3 span, 4 standing), 默认]
            std::set<std::tuple<Day, Day, int>> windows;
            for (const Facet facet : {Facet::Window, Facet::Standing})
                for (const Fact& f : m_.facts_of(t, facet)) {
                    if ((f.bits & kSilent) || f.value >= m_.dues.size())
                        continue;
                    const Due& due = m_.dues[f.value];
                    if (due.window.empty() || (due.kind != DueKind::Window && due.kind != DueKind::Standing))
                        continue;
                    const int shape = due.kind == DueKind::Standing ? 4 : static_cast<int>(due.shape);
                    if (windows.insert({due.window.from, due.window.to, shape}).second)
                        json_.begin_array().value(due.window.from).value(due.window.to).value(shape).value((f.bits & kDefault) ? 1 : 0).end_array();
                }
            json_.end_array();
            recurring(t);
            if (t.origin != Mark::None)
                json_.member("mark", static_cast<int>(t.origin));
            json_.end_object();
        }
        json_.end_array();
    }

    /// What comes round more than once a year: "again": [[period (2 half … 6 day), first day, last day or nulls, [subjects]]].
    void recurring(const Task& t) {
        bool any = false;
        for (const Fact& f : m_.facts_of(t, Facet::Quota)) {
            if ((f.bits & kSilent) || f.value >= m_.quotas.size())
                continue;
            const Quota& q = m_.quotas[f.value];
            if (q.period < Period::Half || q.compare == Compare::AtMost)
                continue; // a ceiling asks nobody to do anything
            if (!any)
                json_.key("again").begin_array();
            any = true;
            json_.begin_array().value(static_cast<int>(q.period));
            if (q.window.empty())
                json_.null().null();
            else
                json_.value(q.window.from).value(q.window.to);
            json_.begin_array();
            for (const Term& term : Model::slice(m_.terms, q.subjects)) {
                EntityId who = term.entity;
                if (m_.entities[who].kind == EntityKind::PostOf && m_.entities[who].parent != kNone)
                    who = m_.entities[who].parent;
                json_.value(entity(who));
            }
            json_.end_array().end_array();
        }
        if (any)
            json_.end_array();
    }

    void cells() {
        const bool many = cells_.size() > kManyCells;
        json_.key("equal_facets").value(!many);
        json_.key("cells").begin_array();
        for (const Cell& cell : cells_) {
            // [upper, plan, [carriers], verdict, stated, addressed by, [facets]]
            json_.line_break().begin_array().value(cell.upper).value(cell.plan).begin_array();
            for (const TaskId task : cell.carriers)
                json_.value(task);
            json_.end_array().value(static_cast<int>(cell.verdict)).value(cell.stated ? 1 : 0);
            json_.value(cell.address.by == kNone ? -1 : static_cast<int>(entity(cell.address.by)));
            json_.begin_array();
            for (const FacetVerdict& f : cell.comparison.facets) {
                if (many && f.verdict == Verdict::Equal)
                    continue;
                // [facet, verdict, lower text, lower place, upper text, upper place, reason, advice, mark]
                json_.begin_array().value(static_cast<int>(f.facet)).value(static_cast<int>(f.verdict));
                for (const Place& at : {f.lower, f.upper}) {
                    if (at.file == kNone || at.span.empty()) {
                        json_.value(-1).null();
                        continue;
                    }
                    json_.value(text(quoted(c_, at, 400)));
                    place(at);
                }
                two(f.reason.code ? f.reason.render() : Words());
                two(f.advice);
                json_.value(static_cast<int>(f.wording)).end_array();
            }
            json_.end_array().end_array();
        }
        json_.end_array();
    }
    /// Both languages as numbers of texts; null when there is nothing to say.
    void two(const Words& w) {
        if (w.zh.empty() && w.en.empty())
            json_.null();
        else
            json_.begin_array().value(text(printable(w.zh))).value(text(printable(w.en))).end_array();
    }

    void findings() {
        json_.key("findings").begin_array();
        for (const Finding& f : c_.findings) {
            const FindingInfo* info = find_info(f.code);
            const PlanId plan = f.task != kNone ? m_.tasks[f.task].plan : f.plan;
            json_.line_break().begin_object().member("c", static_cast<int>(f.code)).member("s", static_cast<int>(f.severity));
            json_.member("g", info ? static_cast<int>(info->group) : 0);
            if (f.verdict)
                json_.member("v", static_cast<int>(*f.verdict));
            if (f.facet != Facet::None)
                json_.member("f", static_cast<int>(f.facet));
            json_.member("p", plan).member("t", f.task).key("at");
            place(f.at);
            const PlanId upper = f.upstream_task != kNone ? m_.tasks[f.upstream_task].plan : f.upstream_plan;
            if (upper != kNone) {
                json_.member("up", upper).member("ut", f.upstream_task).key("uat");
                place(f.upstream_at.file != kNone || f.upstream_task == kNone ? f.upstream_at : c_.at(m_.tasks[f.upstream_task]));
            }
            json_.key("m");
            two(f.message().render());
            if (!f.advice.zh.empty()) {
                json_.key("a");
                two(f.advice);
            }
            if (!f.suggestion.empty())
                json_.member("meant", printable(f.suggestion));
            if (!f.acknowledged.empty())
                json_.member("ack", printable(f.acknowledged));
            if (!f.related.empty()) {
                json_.key("rel").begin_array();
                for (const Related& r : f.related) {
                    json_.begin_array();
                    place(r.at);
                    two(r.what);
                    json_.end_array();
                }
                json_.end_array();
            }
            json_.end_object();
        }
        json_.end_array();
    }

    void documents(const Trace& trace) {
        json_.key("documents").begin_array();
        for (const TracedDocument& d : trace.documents) {
            const Card& card = m_.cards[d.card];
            json_.line_break().begin_object().member("name", printable(c_.name(card.name)));
            json_.member("title", quoted(c_, {card.file, card.title}, 400)).member("number", quoted(c_, {card.file, card.number}, 200));
            json_.member("covered", d.covered).key("plans").begin_array();
            for (const PlanId p : d.plans)
                json_.value(p);
            json_.end_array().key("places").begin_array();
            for (const TracedPlace& at : d.places) {
                const CardEntry& e = m_.card_entries[at.entry];
                Cite cite;
                cite.part = e.part;
                cite.sub = e.sub;
                cite.first = cite.last = e.place;
                // [place, title, [tasks], reason of 非任务 or null, digest]
                json_.line_break().begin_array().value(cite_text(c_, cite)).value(quoted(c_, {card.file, e.title}, 400)).begin_array();
                for (const TaskId task : at.tasks)
                    json_.value(task);
                json_.end_array();
                at.nonduty ? json_.value(printable(at.reason)) : json_.null();
                json_.value(static_cast<int>(at.digest)).end_array();
            }
            json_.end_array().end_object();
        }
        json_.end_array();
    }

    /// What rests on a mark: said at second hand, doubtful, inferred.
    void rests() {
        json_.key("rests").begin_array();
        for (TaskId id = 1; id < m_.tasks.size(); ++id) {
            const Task& t = m_.tasks[id];
            if (!m_.plans[t.plan].subject)
                continue;
            auto row = [&](Facet facet, Mark mark, Span span) { // [task, facet, mark, text, place]
                json_.line_break().begin_array().value(id).value(static_cast<int>(facet)).value(static_cast<int>(mark));
                json_.value(text(said(t.plan, span)));
                place({m_.plans[t.plan].file, span.empty() ? t.at : span});
                json_.end_array();
            };
            if (t.origin > Mark::Inherited)
                row(Facet::None, t.origin, t.witnesses);
            for (const Fact& f : Model::slice(m_.facts, t.facts)) {
                Mark mark = f.mark;
                if (f.facet == Facet::Quota && f.value < m_.quotas.size())
                    mark = std::max(mark, m_.quotas[f.value].mark);
                if (mark > Mark::Inherited)
                    row(f.facet, mark, f.span());
            }
        }
        json_.end_array();
    }

    void calendar() {
        json_.key("calendar").begin_array();
        std::set<int> seen;
        for (const CalendarYear& year : m_.calendars) {
            if (!seen.insert(year.year).second)
                continue;
            json_.line_break().begin_object().member("year", year.year).key("off").begin_array();
            for (const Day day : year.off)
                json_.value(day);
            json_.end_array().key("work").begin_array();
            for (const Day day : year.work)
                json_.value(day);
            json_.end_array().end_object();
        }
        json_.end_array();
    }

    void entities() {
        json_.key("entities").begin_array();
        for (std::size_t i = 0; i < entities_.size(); ++i) { // grows while groups name their members
            const Entity& e = m_.entities[entities_[i]];
            json_.line_break().begin_object().member("n", printable(zh_.entity(entities_[i])));
            json_.member("d", e.directory == kNone ? std::string() : printable(c_.name(m_.directories[e.directory].name)));
            json_.member("unit", e.kind == EntityKind::Unit);
            if (e.kind == EntityKind::Group || e.kind == EntityKind::Role) {
                json_.key("m").begin_array();
                for (const EntityId member : bodies_.of(entities_[i]).units)
                    json_.value(entity(member));
                json_.end_array();
            }
            json_.end_object();
        }
        json_.end_array();
    }

    void files() {
        json_.key("files").begin_array();
        std::size_t room = kMostText;
        for (const FileId f : files_) {
            json_.line_break().begin_object().member("path", printable(c_.files[f].path()));
            const std::string_view source = c_.files[f].text();
            if (source.size() <= room) {
                room -= source.size();
                json_.member("text", source);
            }
            json_.end_object();
        }
        json_.end_array();
    }

    const Compilation& c_;
    const Model& m_;
    const std::vector<Cell>& cells_;
    Json json_;
    Bodies bodies_;
    inline static const std::vector<Cell> kNoCells;
    GraphOptions chinese_, english_;
    picture::Parts zh_, en_;
    std::unordered_map<std::string, uint32_t> text_numbers_;
    std::vector<const std::string*> texts_;
    std::unordered_map<EntityId, uint32_t> entity_numbers_;
    std::vector<EntityId> entities_;
    std::unordered_map<FileId, int> file_numbers_;
    std::vector<FileId> files_;
};

} // namespace

std::string data(const Compilation& c, const std::vector<Cell>& cells, const Trace& trace, const std::vector<AnswerLine>& lines,
                 const std::vector<Picture>& pictures, const std::vector<Words>& notes, Language language, bool matrix_only) {
    std::string out;
    Writer(c, cells, out).write(trace, lines, pictures, notes, language, matrix_only);
    return out;
}

} // namespace yaodian::report_page
