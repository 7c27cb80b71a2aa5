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
    return (entry.part == Part::Annex ? "附表 " : "正文 ") + card_place(c, entry);
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
        const bool differs = !document.changed.empty() || !document.added.empty() || !document.heads.empty();
        const bool zh = look.language == Language::Chinese;
        if (document.another) {
            out += "  ";
            paint(out, look.color, Ink::Red, look.of("交来的像是另一份文件：没有几条与这张卡片相同\n", "this looks like another document: hardly a clause is as the card says\n"));
        }
        if (const std::size_t changed = document.changed.size())
            out += zh ? fmt::format("  与原文逐条核对：{} 处中 {} 处对不上\n", document.compared, changed)
                      : fmt::format("  compared with the document: {} of {} places differ\n", changed, document.compared);
        else if (document.compared)
            out += zh ? fmt::format("  与原文逐条核对，摘要相符（{} 处）\n", document.compared)
                      : fmt::format("  compared with the document: all {} digests match\n", document.compared);
        if (document.beside_left)
            out += look.of("  卡片上没有责任括号和表的单位、时限栏，这些没有核对；用 yaodian seed 重做卡片就有\n",
                           "  the card lists no brackets and no cells for bodies and times: not compared; yaodian seed makes a card that does\n");
        for (const TracedDocument::Head& head : document.heads) {
            out += "  ";
            auto or_none = [&](const std::string& text) { return text.empty() ? std::string(look.of("未写", "not printed")) : printable(text); };
            paint(out, look.color, Ink::Yellow, fmt::format(fmt::runtime(zh ? "{}：卡片上是 {}，今为 {}" : "{}: {} on the card, now {}"), zh ? head.what.zh : head.what.en,
                                                            or_none(head.then), or_none(head.now)));
            out += '\n';
        }
        uint32_t width = 0;
        for (const TracedPlace& place : document.places)
            width = std::max(width, display_width(printable(place_text(c, place))));
        auto tell = [&](const TracedPlace& place) {
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
        };
        // What changed first, in printed order; what did not is only counted then.
        for (const TracedDocument::Difference& one : document.changed) {
            const auto place = std::find_if(document.places.begin(), document.places.end(), [&](const TracedPlace& p) { return p.entry == one.entry; });
            if (place != document.places.end()) {
                tell(*place);
                continue;
            }
            out += "  " + printable(entry_text(c, c.model.card_entries[one.entry])) + "  "; // a heading, a bracket, cells
            paint(out, look.color, Ink::Yellow,
                  one.state == DigestState::Gone ? look.of("文献里已经没有", "no longer in the document") : look.of("文本改过", "changed"));
            out += '\n';
        }
        for (const std::string& added : document.added) {
            out += "  " + printable(added) + "  ";
            paint(out, look.color, Ink::Yellow, look.of("卡片上没有", "not on the card"));
            out += '\n';
        }
        uint32_t quiet = 0;
        for (const TracedPlace& place : document.places) {
            if (place.digest == DigestState::Changed || place.digest == DigestState::Gone)
                continue;
            if (differs && place.covered())
                ++quiet;
            else
                tell(place);
        }
        if (quiet)
            out += zh ? fmt::format("  其余 {} 处未变，都有着落\n", quiet) : fmt::format("  the other {} places are as before and covered\n", quiet);
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
        json.end_array().key("added").begin_array();
        for (const std::string& added : document.added)
            json.value(added);
        json.end_array().key("head").begin_array();
        for (const TracedDocument::Head& head : document.heads)
            json.begin_object().member("what", head.what.zh).member("then", head.then).member("now", head.now).end_object();
        json.end_array().member("another", document.another).end_object();
    }
    json.end_array().end_object();
    out += '\n';
    return out;
}

} // namespace yaodian
