// Which clause or row is covered by which task: a document at a time, what is not covered first.
#include "runtime/outputs.h"

#include "runtime/describe.h"
#include "runtime/json.h"
#include "runtime/outputs/excerpt.h"
#include "runtime/printable.h"

#include <fmt/format.h>

#include <algorithm>

namespace yaodian {

namespace {

std::string entry_text(const Compilation& c, const CardEntry& entry) {
    return cite_text(c, {entry.part, entry.sub, entry.place, entry.place, {}, {}});
}

std::string place_text(const Compilation& c, const TracedPlace& place) {
    return entry_text(c, c.model.card_entries[place.entry]);
}

std::string_view word(DigestState state) {
    return state == DigestState::Ok ? "ok" : state == DigestState::Unknown ? "unknown" : "changed";
}

} // namespace

std::string trace_text(const Compilation& c, const Trace& trace, const Look& look) {
    std::string out;
    for (const TracedDocument& document : trace.documents) {
        const Card& card = c.model.cards[document.card];
        std::string plans;
        for (const PlanId plan : document.plans)
            plans += (plans.empty() ? "" : "、") + plan_name(c, plan);
        const bool whole = document.covered == document.places.size();
        paint(out, look.color, Ink::Bold, printable(c.name(card.name)));
        out += ' ';
        paint(out, look.color, whole ? Ink::Green : Ink::Red,
              fmt::format("{}/{}", document.covered, document.places.size()));
        out += plans.empty() ? std::string(look.of("  （没有要点以它为来源）", "  (no plan has it as its source)")) : "  " + plans;
        out += '\n';
        if (const std::size_t changed = document.changed.size())
            out += look.language == Language::Chinese ? fmt::format("  与原文逐条核对：{} 处中 {} 处对不上\n", document.compared, changed)
                                                      : fmt::format("  compared with the document: {} of {} places differ\n", changed, document.compared);
        else if (document.compared)
            out += look.language == Language::Chinese ? fmt::format("  与原文逐条核对，摘要相符（{} 处）\n", document.compared)
                                                      : fmt::format("  compared with the document: all {} digests match\n", document.compared);
        for (const TracedDocument::Difference& one : document.changed) // headings are in no line below
            if (const CardEntry& entry = c.model.card_entries[one.entry]; entry.sub == SubPlace::Heading) {
                out += "  " + printable(entry_text(c, entry)) + "  ";
                paint(out, look.color, Ink::Yellow,
                      one.state == DigestState::Gone ? look.of("文献里已经没有", "no longer in the document") : look.of("文本改过", "changed"));
                out += '\n';
            }
        uint32_t width = 0;
        for (const TracedPlace& place : document.places)
            width = std::max(width, display_width(printable(place_text(c, place))));
        for (const TracedPlace& place : document.places) {
            const std::string name = printable(place_text(c, place));
            out += "  " + name;
            out.append(width - display_width(name) + 2, ' ');
            std::string by;
            for (const TaskId task : place.tasks)
                by += (by.empty() ? "" : "、") + printable(c.name(c.model.tasks[task].name));
            if (place.nonduty)
                by += fmt::format("{}{}{}", by.empty() ? "" : "；", look.of("非任务：", "no duty: "), printable(place.reason));
            if (by.empty())
                paint(out, look.color, Ink::Red, look.of("没有任务引用", "cited by nothing"));
            else
                out += by;
            if (place.digest == DigestState::Changed)
                paint(out, look.color, Ink::Yellow, look.of("  文本改过", "  changed"));
            if (place.digest == DigestState::Gone)
                paint(out, look.color, Ink::Yellow, look.of("  文献里已经没有", "  no longer in the document"));
            out += '\n';
        }
        out += '\n';
    }
    if (trace.documents.empty())
        out += look.of("没有读到文献卡片（seeds/）。\n", "No card of a document (seeds/) was read.\n");
    else
        out.pop_back();
    return out;
}

std::string trace_json(const Compilation& c, const Trace& trace) {
    std::string out;
    Json json(out);
    json.begin_object().member("schema", 1).key("documents").begin_array();
    for (const TracedDocument& document : trace.documents) {
        json.line_break().begin_object().member("document", c.name(c.model.cards[document.card].name));
        json.key("places").begin_array();
        for (const TracedPlace& place : document.places) {
            json.line_break().begin_object().member("place", place_text(c, place));
            json.key("tasks").begin_array();
            for (const TaskId task : place.tasks)
                json.value(c.qualified(task));
            json.end_array().member("duty", !place.nonduty).member("digest", word(place.digest));
            if (place.nonduty)
                json.member("reason", place.reason);
            json.end_object();
        }
        json.end_array().member("covered", document.covered);
        json.member("total", static_cast<uint32_t>(document.places.size()));
        json.key("plans").begin_array();
        for (const PlanId plan : document.plans)
            json.value(plan_name(c, plan));
        json.end_array().key("changed").begin_array();
        for (const TracedDocument::Difference& one : document.changed)
            json.value(entry_text(c, c.model.card_entries[one.entry]));
        json.end_array().end_object();
    }
    json.end_array().end_object();
    out += '\n';
    return out;
}

} // namespace yaodian
