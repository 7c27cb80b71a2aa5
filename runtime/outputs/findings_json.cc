// Findings for programs: the keys of the contract, which may gain members and never lose or rename one.
#include "runtime/outputs.h"

#include "runtime/describe.h"
#include "runtime/json.h"

#include <fmt/format.h>

namespace yaodian {

namespace {

void members_of(Json& json, const Compilation& c, Place place) {
    const Located at = locate(c, place);
    if (at.path.empty()) {
        json.null_member("file").null_member("line").null_member("column").null_member("end_line").null_member("end_column");
        return;
    }
    json.member("file", at.path).member("line", at.begin.line).member("column", at.begin.column);
    json.member("end_line", at.end.line).member("end_column", at.end.column);
}

void words_member(Json& json, std::string_view name, const Words& words) {
    json.key(name).begin_object().member("zh", words.zh).member("en", words.en).end_object();
}

void string_or_null(Json& json, std::string_view name, std::string_view text) {
    text.empty() ? json.null_member(name) : json.member(name, text);
}

void append_finding(Json& json, const Compilation& c, const Finding& f) {
    const FindingInfo* info = find_info(f.code);
    json.begin_object();
    json.member("code", fmt::format("YD{:04}", f.code));
    json.member("name", info ? info->name : std::string_view());
    json.member("group", info ? chinese(info->group) : std::string_view());
    json.member("severity", key(f.severity));
    string_or_null(json, "verdict", f.verdict ? key(*f.verdict) : std::string_view());
    members_of(json, c, f.at);
    string_or_null(json, "plan", plan_name(c, f.plan));
    string_or_null(json, "task", f.task != kNone ? c.name(c.model.tasks[f.task].name) : std::string_view());
    string_or_null(json, "facet", f.facet != Facet::None ? chinese(f.facet) : std::string_view());

    json.key("upstream");
    const PlanId upper = f.upstream_task != kNone ? c.model.tasks[f.upstream_task].plan : f.upstream_plan;
    if (upper != kNone) {
        json.begin_object().member("plan", plan_name(c, upper));
        string_or_null(json, "task", f.upstream_task != kNone ? c.name(c.model.tasks[f.upstream_task].name) : std::string_view());
        Place at = f.upstream_at;
        if (at.file == kNone && f.upstream_task != kNone)
            at = c.at(c.model.tasks[f.upstream_task]);
        members_of(json, c, at);
        json.end_object();
    } else {
        json.null();
    }

    json.key("source");
    const PlanId plan = f.task != kNone ? c.model.tasks[f.task].plan : f.plan;
    if (plan != kNone && c.model.plans[plan].source) {
        json.begin_object().member("document", c.name(c.model.plans[plan].source)).key("places").begin_array();
        if (f.task != kNone)
            for (const std::string& place : cite_texts(c, c.model.tasks[f.task]))
                json.value(place);
        json.end_array().end_object();
    } else {
        json.null();
    }

    words_member(json, "message", f.message().render());
    json.key("related").begin_array();
    for (const Related& related : f.related) {
        json.begin_object();
        members_of(json, c, related.at);
        words_member(json, "message", related.what);
        json.end_object();
    }
    json.end_array();
    json.key("fix");
    if (f.fix) {
        json.begin_object();
        members_of(json, c, f.fix->at);
        json.member("replacement", f.fix->replacement).end_object();
    } else {
        json.null();
    }
    if (!f.advice.zh.empty())
        words_member(json, "advice", f.advice);
    if (!f.suggestion.empty())
        json.member("suggestion", f.suggestion);
    if (!f.acknowledged.empty())
        json.member("acknowledged", f.acknowledged);
    json.end_object();
}

} // namespace

void findings_json(const Compilation& c, const Sink& sink) {
    std::string out;
    Json json(out);
    json.begin_object().member("schema", 1).line_break().key("findings").begin_array();
    for (const Finding& f : c.findings) {
        json.line_break();
        append_finding(json, c, f);
        if (out.size() > 1 << 16) {
            sink(out);
            out.clear();
        }
    }
    json.end_array();
    const Tally t = tally(c.findings);
    json.line_break().key("summary").begin_object();
    json.member("plans", c.counts.plans).member("tasks", c.counts.tasks);
    json.member("errors", t.errors).member("warnings", t.warnings).member("notes", t.notes).member("questions", t.questions);
    json.member("acknowledged", t.acknowledged);
    json.member("files", c.counts.files).member("compared", c.counts.compared);
    json.key("left_out").begin_array();
    for (const Counts::Left& left : c.counts.left_out) {
        json.begin_object();
        words_member(json, "what", left.what);
        json.member("count", left.count).end_object();
    }
    json.end_array().end_object().end_object();
    out += '\n';
    sink(out);
}

} // namespace yaodian
