// Why a lower task carries an upstream one or does not: facet by facet, both texts, the reason in words.
#include "runtime/outputs.h"

#include "runtime/describe.h"
#include "runtime/json.h"
#include "runtime/outputs/excerpt.h"
#include "runtime/printable.h"

#include <fmt/format.h>

#include <algorithm>

namespace yaodian {

namespace {

std::string tasks_text(const Compilation& c, const std::vector<TaskId>& tasks, const Look& look) {
    std::string out;
    for (const TaskId task : tasks)
        out += (out.empty() ? "" : std::string(look.of("、", ", "))) + printable(c.qualified(task));
    return out;
}

void side(std::string& out, const Compilation& c, std::string_view label, Place place) {
    if (place.file == kNone || place.span.empty())
        return;
    const Located at = locate(c, place);
    out += fmt::format("        {}{}  ({}:{}:{})\n", label, quoted(c, place, 70), printable(at.path), at.begin.line,
                       at.begin.column);
}

void facets_text(std::string& out, const Compilation& c, const Comparison& comparison, const Look& look) {
    for (const FacetVerdict& f : comparison.facets) {
        const std::string name(look.of(chinese(f.facet), english(f.facet)));
        out += "    ";
        out += name;
        const uint32_t width = look.language == Language::Chinese ? 6 : 14;
        out.append(std::max<int64_t>(1, int64_t(width) - display_width(name)), ' ');
        paint(out, look.color, ink_of(f.verdict), look.of(chinese(f.verdict), key(f.verdict)));
        out += '\n';
        side(out, c, look.of("下级：", "lower: "), f.lower);
        side(out, c, look.of("上级：", "upper: "), f.upper);
        if (f.reason.code)
            out += fmt::format("        {}{}\n", look.of("理由：", "reason: "), printable(look.of(f.reason.render())));
        if (!look.of(f.advice).empty())
            out += fmt::format("        {}{}\n", look.of("要核实：", "to settle: "), printable(look.of(f.advice)));
    }
}

} // namespace

std::string why_text(const Compilation& c, const std::vector<Explanation>& all, const Look& look) {
    std::string out;
    for (const Explanation& e : all) {
        const std::string lower = e.lower.empty() ? plan_name(c, e.plan) : tasks_text(c, e.lower, look);
        paint(out, look.color, Ink::Bold,
              fmt::format("{}  {}  {}", lower, look.of("对照", "against"), printable(c.qualified(e.upper))));
        out += look.of("：", ": ");
        paint(out, look.color, ink_of(e.verdict), look.of(chinese(e.verdict), key(e.verdict)));
        out += '\n';
        if (e.stated)
            out += look.of("    下级写明不承接。\n", "    the lower plan states that it does not carry it.\n");
        else if (e.lower.empty())
            out += look.of("    没有任务写落实它。\n", "    no task says that it carries it.\n");
        else if (!e.linked)
            out += look.of("    两者之间没有“落实”，只是按要求对照。\n",
                           "    there is no link between the two; compared because you asked.\n");
        for (const TaskId task : e.lower)
            if (const std::string below = trail(c, task); !below.empty())
                out += fmt::format("    {}{}\n", look.of("下级出处：", "lower document: "), below);
        if (const std::string above = trail(c, e.upper); !above.empty())
            out += fmt::format("    {}{}\n", look.of("上级出处：", "upper document: "), above);
        facets_text(out, c, e.comparison, look);
        for (const Explanation::AtPlace& at : e.places) {
            const Task& task = c.model.tasks[e.lower.front()];
            const Cite& cite = Model::slice(c.model.cites, task.cites)[at.place - 1];
            out += fmt::format("  {}{}{}", look.of("只看 ", "at "), cite_text(c, cite), look.of("：", " alone: "));
            paint(out, look.color, ink_of(at.comparison.verdict),
                  look.of(chinese(at.comparison.verdict), key(at.comparison.verdict)));
            out += '\n';
            facets_text(out, c, at.comparison, look);
        }
        out += '\n';
    }
    if (!out.empty())
        out.pop_back();
    return out;
}

namespace {

void facets_json(Json& json, const Compilation& c, const Comparison& comparison) {
    auto place = [&](std::string_view name, Place at) {
        const Located where = locate(c, at);
        if (where.path.empty() || at.span.empty()) {
            json.null_member(name);
            return;
        }
        json.key(name).begin_object().member("file", where.path).member("line", where.begin.line);
        json.member("column", where.begin.column).member("text", quoted(c, at, 400)).end_object();
    };
    json.key("facets").begin_array();
    for (const FacetVerdict& f : comparison.facets) {
        json.begin_object().member("facet", chinese(f.facet)).member("verdict", key(f.verdict));
        place("lower", f.lower);
        place("upper", f.upper);
        json.key("reason");
        if (f.reason.code) {
            const Words words = f.reason.render();
            json.begin_object().member("zh", words.zh).member("en", words.en).end_object();
        } else {
            json.null();
        }
        if (!f.advice.zh.empty())
            json.key("advice").begin_object().member("zh", f.advice.zh).member("en", f.advice.en).end_object();
        json.end_object();
    }
    json.end_array();
}

} // namespace

std::string why_json(const Compilation& c, const std::vector<Explanation>& all) {
    std::string out;
    Json json(out);
    json.begin_object().member("schema", 1).key("comparisons").begin_array();
    for (const Explanation& e : all) {
        json.line_break().begin_object();
        json.member("upstream", c.qualified(e.upper)).member("plan", plan_name(c, e.plan));
        json.key("tasks").begin_array();
        for (const TaskId task : e.lower)
            json.value(c.qualified(task));
        json.end_array().member("linked", e.linked).member("verdict", key(e.verdict));
        facets_json(json, c, e.comparison);
        json.key("places").begin_array();
        for (const Explanation::AtPlace& at : e.places) {
            const Task& task = c.model.tasks[e.lower.front()];
            json.begin_object().member("place", cite_text(c, Model::slice(c.model.cites, task.cites)[at.place - 1]));
            json.member("verdict", key(at.comparison.verdict));
            facets_json(json, c, at.comparison);
            json.end_object();
        }
        json.end_array().end_object();
    }
    json.end_array().end_object();
    out += '\n';
    return out;
}

} // namespace yaodian
