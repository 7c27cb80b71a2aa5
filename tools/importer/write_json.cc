// The JSON of an import and its closing summary.
#include "tools/importer/write.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace yaodian::importer {

namespace {

using Json = nlohmann::ordered_json;

Json due_json(const std::optional<DueFound>& due) {
    if (!due)
        return nullptr;
    Json out;
    if (due->due.shape == Due::Vague) {
        out["from"] = nullptr;
        out["to"] = nullptr;
    } else {
        out["from"] = iso(due->due.from);
        out["to"] = iso(due->due.to);
    }
    out["text"] = to_utf8(due->due.text);
    out["begin"] = due->span.begin;
    out["end"] = due->span.end;
    return out;
}

Json number_json(double value) {
    if (value == static_cast<double>(static_cast<long long>(value)))
        return static_cast<long long>(value);
    return value;
}

struct NotUnderstood {
    Span span;
    std::string why;
    bool marked = false; ///< Doubt::marked
};

std::vector<NotUnderstood> not_understood(const Places& places, const std::vector<Reading>& readings) {
    std::vector<NotUnderstood> out;
    for (const auto& u : places.unread)
        if (u.why.en != "page number" && u.why.en != "running head of a page")
            out.push_back({u.span, u.why.zh});
    std::vector<std::pair<Span, std::string>> seen;
    for (const Reading& r : readings)
        for (const Doubt& d : r.doubts) {
            if (std::any_of(seen.begin(), seen.end(), [&](const auto& s) { return s.first == d.span && s.second == d.zh; }))
                continue; // one bracket speaks for several sentences
            if (seen.size() < 4096)
                seen.emplace_back(d.span, d.zh);
            out.push_back({d.span, fmt::format("{}：{}", place_name(places.list[r.place]), d.zh), d.marked});
        }
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.span.begin < b.span.begin; });
    return out;
}

} // namespace

std::string write_json(const Document& document, const Places& places, const std::vector<Reading>& readings, const std::vector<Link>& links, bool quote) {
    Json out;
    out["schema"] = 1;
    Json head;
    auto text = [](const std::u32string& t) { return t.empty() ? Json(nullptr) : Json(to_utf8(t)); };
    head["title"] = text(places.title);
    head["number"] = text(places.number);
    head["issued"] = places.issued ? Json(*places.issued) : Json(nullptr);
    head["issuer"] = text(places.issuer);
    head["addressees"] = Json::array();
    for (const auto& a : places.addressees)
        head["addressees"].push_back(to_utf8(a));
    head["year"] = places.year > 0 ? Json(places.year) : Json(nullptr);
    head["encoding"] = document.encoding;
    out["document"] = head;

    Json chapters = Json::array();
    for (const Place& p : places.list)
        if (p.kind == PlaceKind::Heading)
            chapters.push_back({{"place", place_name(p)}, {"title", to_utf8(p.text.text)}, {"begin", p.text.span().begin}, {"end", p.text.span().end}});
    out["headings"] = chapters;

    std::vector<std::vector<std::size_t>> linked(places.list.size());
    for (const Link& l : links) {
        linked[l.sentence].push_back(l.row);
        linked[l.row].push_back(l.sentence);
    }
    Json list = Json::array();
    for (const Reading& r : readings) {
        const Place& p = places.list[r.place];
        Json e;
        e["place"] = place_name(p);
        e["kind"] = p.kind == PlaceKind::Row ? "row" : "sentence";
        e["title"] = to_utf8(r.title);
        e["duty"] = r.duty;
        const Span span = p.text.span();
        e["begin"] = span.begin;
        e["end"] = span.end;
        if (quote) { // as printed, without the blanks
            std::u32string printed;
            for (uint32_t at : p.text.at)
                printed.push_back(document.text[at]);
            e["quote"] = to_utf8(printed);
        }
        Json units = Json::array();
        for (const auto& u : r.units) {
            Json unit;
            unit["name"] = to_utf8(u.name);
            unit["role"] = role_name(u.role);
            unit["begin"] = u.span.begin;
            unit["end"] = u.span.end;
            if (u.inherited)
                unit["mark"] = "承上";
            else if (u.doubtful)
                unit["mark"] = "存疑";
            else if (u.level_added)
                unit["mark"] = "推定";
            units.push_back(std::move(unit));
        }
        e["units"] = std::move(units);
        e["open"] = r.open;
        e["due"] = due_json(r.due);
        if (r.dues.size() > 1 || (r.dues.size() == 1 && r.due && r.dues.front().span.begin != r.due->span.begin)) {
            Json dues = Json::array();
            for (const auto& d : r.dues)
                dues.push_back(due_json(d));
            e["stated"] = std::move(dues);
        }
        e["force"] = force_name(r.force);
        Json quotas = Json::array();
        for (const Quota& q : r.quotas) {
            Json quota;
            quota["subject"] = text(q.subject);
            quota["name"] = to_utf8(q.name);
            quota["compare"] = q.exactly ? "=" : q.at_most ? "<=" : ">="; // the three of the language
            if (q.strict)
                quota["strict"] = true; // 超过, 低于: the number itself is not enough
            quota["value"] = number_json(q.value);
            quota["unit"] = to_utf8(q.unit);
            quota["per"] = q.per == Per::None ? Json(nullptr) : Json(per_name(q.per));
            quota["begin"] = q.span.begin;
            quota["end"] = q.span.end;
            quota["confidence"] = std::round(q.confidence * 100) / 100;
            if (q.subject_inferred)
                quota["mark"] = "推定";
            quotas.push_back(std::move(quota));
        }
        e["quotas"] = std::move(quotas);
        Json clocks = Json::array();
        for (const ClockFound& c : r.clocks) {
            Json clock;
            clock["event"] = c.clock.unknown_start || c.clock.event.empty() ? Json(nullptr) : Json(to_utf8(c.clock.event));
            const bool days = c.clock.unit == U"hour" && std::fmod(c.clock.length, 24) == 0; // read by programs that know no hours
            clock["length"] = number_json(days ? c.clock.length / 24 : c.clock.length);
            clock["unit"] = days ? "day" : to_utf8(c.clock.unit);
            clock["kind"] = c.clock.kind == Clock::Within ? "within" : c.clock.kind == Clock::AtLeast ? "at_least" : "before";
            clock["begin"] = c.span.begin;
            clock["end"] = c.span.end;
            clocks.push_back(std::move(clock));
        }
        e["clocks"] = std::move(clocks);
        if (!linked[r.place].empty()) {
            Json other = Json::array();
            for (std::size_t o : linked[r.place])
                other.push_back(place_name(places.list[o]));
            e["aligned"] = std::move(other);
        }
        e["confidence"] = std::round(r.confidence * 100) / 100;
        list.push_back(std::move(e));
    }
    out["places"] = std::move(list);
    Json unread = Json::array();
    for (const auto& u : not_understood(places, readings))
        unread.push_back({{"begin", u.span.begin}, {"end", u.span.end}, {"why", u.why}});
    out["not_understood"] = std::move(unread);
    return out.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

std::string write_summary(const Document& document, const Places& places, const std::vector<Reading>& readings, const std::vector<Link>& links) {
    std::size_t items = 0, sentences = 0, rows = 0, brackets = 0, headings = 0, duties = 0, quotas = 0, dues = 0, clocks = 0, units = 0;
    for (const auto& s : places.sections)
        items += s.leaf && s.level > 0 ? 1 : 0;
    for (const Place& p : places.list) {
        sentences += p.kind == PlaceKind::Sentence ? 1 : 0;
        rows += p.kind == PlaceKind::Row ? 1 : 0;
        brackets += p.kind == PlaceKind::Bracket ? 1 : 0;
        headings += p.kind == PlaceKind::Heading ? 1 : 0;
    }
    for (const Reading& r : readings) {
        duties += r.duty ? 1 : 0;
        quotas += r.quotas.size();
        clocks += r.clocks.size();
        dues += r.due ? 1 : 0;
        units += r.units.size();
    }
    // Where did the characters go?
    std::size_t total = 0, cited = 0;
    std::vector<bool> covered(document.norm.size(), false);
    for (const Place& p : places.list)
        for (uint32_t at : p.text.at)
            covered[at] = true;
    auto cover = [&](const Piece& piece) {
        for (uint32_t at : piece.at)
            covered[at] = true;
    };
    for (const auto& row : places.annex.rows) {
        cover(row.name.text);
        cover(row.due.text);
        for (const auto& b : row.bodies)
            cover(b.cell.text);
    }
    std::size_t head = 0, tail = 0;
    for (std::size_t i = 0; i < document.norm.size(); ++i) {
        if (is_space(document.norm[i]))
            continue;
        ++total;
        if (covered[i])
            ++cited;
        else if (i < places.body.begin)
            ++head;
        else if (i >= places.body.end && (places.annex.rows.empty() || i < places.annex.span.begin || i >= places.annex.span.end))
            ++tail;
    }
    std::string out = fmt::format("读到 {} 条（{} 句，{} 个标题，{} 个责任括号），附表 {} 行；其中任务 {} 处，单位 {} 个，期限 {} 个，指标 {} 个，时限 {} 个。\n", items,
                                  sentences, headings, brackets, rows, duties, units, dues, quotas, clocks);
    if (!links.empty()) {
        std::vector<bool> has(places.list.size(), false);
        for (const Link& l : links)
            has[l.row] = has[l.sentence] = true;
        std::size_t aligned_rows = 0;
        for (std::size_t p = 0; p < places.list.size(); ++p)
            aligned_rows += has[p] && places.list[p].kind == PlaceKind::Row ? 1 : 0;
        // Which they are, printed order; what asks for nothing is not missed.
        auto left = [&](PlaceKind kind) {
            std::vector<std::string> names;
            for (const Reading& r : readings)
                if (r.duty && !has[r.place] && places.list[r.place].kind == kind)
                    names.push_back(to_utf8(places.list[r.place].cite));
            std::string text;
            for (std::size_t i = 0; i < names.size() && i < 12; ++i)
                text += (i ? "、" : "：") + names[i];
            return std::pair(names.size(), text + (names.size() > 12 ? "……" : ""));
        };
        const auto [sentences_left, which_sentences] = left(PlaceKind::Sentence);
        const auto [rows_left, which_rows] = left(PlaceKind::Row);
        out += fmt::format("附表 {} 行与正文对上，{} 行没有对上{}；正文有 {} 句没有对上{}。\n", aligned_rows, rows - aligned_rows, which_rows, sentences_left, which_sentences);
    }
    out += fmt::format("全文 {} 字：条款和附表 {} 字，印发通知和标题 {} 字，落款和附注 {} 字，编号、标点和表头 {} 字。\n", total, cited, head, tail,
                       total - cited - head - tail);
    if (places.annex.repeated_heads > 0)
        out += fmt::format("表头在分页处重复 {} 次，已略去。\n", places.annex.repeated_heads);
    for (const auto& p : document.problems)
        out += p.zh + "\n";
    for (const auto& p : places.problems)
        out += p.zh + "\n";
    const auto unread = not_understood(places, readings);
    if (unread.empty() && !places.problems.empty()) {
        // what was not sure is said above
    } else if (unread.empty()) {
        out += "没有读不懂的地方。\n";
    } else {
        const auto marked = static_cast<std::size_t>(std::count_if(unread.begin(), unread.end(), [](const auto& u) { return u.marked; }));
        out += fmt::format("请核对 {} 处：\n", unread.size());
        std::size_t shown = 0, line = 1, at = 0;
        for (const auto& u : unread) {
            if (u.marked)
                continue;
            if (++shown > 40) {
                out += fmt::format("  ……另有 {} 处，见草稿中的“# 待核”。\n", unread.size() - marked - 40);
                break;
            }
            for (; at < u.span.begin && at < document.text.size(); ++at)
                line += document.text[at] == U'\n';
            out += fmt::format("  第 {} 行（第 {}–{} 字）{}\n", line, u.span.begin + 1, u.span.end, u.why);
        }
        if (marked > 0)
            out += fmt::format("  {} 处括号、单元格里的单位省了层级，照前面的单位添上，草稿里注着（推定）。\n", marked);
    }
    return out;
}

} // namespace yaodian::importer
