#include "runtime/report/report.h"

#include "runtime/describe.h"
#include "runtime/graph.h"
#include "runtime/report/parts.h"

#include <fmt/format.h>

#include <zlib.h>

#include <algorithm>
#include <new>
#include <tuple>

namespace yaodian {

namespace report_page {

std::string in_script(std::string_view json) {
    std::string out;
    out.reserve(json.size() + json.size() / 64);
    for (const char c : json)
        if (c == '<')
            out += "\\u003c";
        else
            out += c;
    return out;
}

std::string bare_svg(std::string_view svg) {
    std::string out;
    out.reserve(svg.size());
    std::size_t at = svg.find("<svg");
    if (at == std::string_view::npos)
        return out;
    constexpr std::string_view family = " font-family=\"";
    while (at < svg.size()) {
        // Attributes stand only between < and >; a quote inside text is written as an entity by Graphviz.
        const std::size_t open = svg.find('<', at);
        if (open == std::string_view::npos)
            break;
        out += svg.substr(at, open - at);
        if (svg.substr(open).starts_with("<!--")) {
            const std::size_t end = svg.find("-->", open);
            at = end == std::string_view::npos ? svg.size() : end + 3;
            if (at < svg.size() && svg[at] == '\n')
                ++at;
            continue;
        }
        std::size_t close = open;
        bool quote = false;
        while (close < svg.size() && (quote || svg[close] != '>')) {
            quote ^= svg[close] == '"';
            ++close;
        }
        std::string_view tag = svg.substr(open, close + 1 - open);
        if (const std::size_t font = tag.find(family); tag.starts_with("<text") && font != std::string_view::npos) {
            const std::size_t end = tag.find('"', font + family.size());
            out += tag.substr(0, font);
            tag.remove_prefix(end + 1);
        }
        out += tag;
        at = close + 1;
    }
    return out;
}

std::string packed(std::string_view bytes) {
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, -MAX_WBITS, MAX_MEM_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::bad_alloc(); // the only way it fails with these arguments
    std::string raw(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(raw.data());
    stream.avail_out = static_cast<uInt>(raw.size());
    deflate(&stream, Z_FINISH); // the bound leaves room for all of it
    raw.resize(stream.total_out);
    deflateEnd(&stream);

    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    out.reserve((raw.size() + 2) / 3 * 4);
    auto byte = [&](std::size_t at) { return at < raw.size() ? static_cast<uint8_t>(raw[at]) : 0u; };
    for (std::size_t at = 0; at < raw.size(); at += 3) {
        const uint32_t three = byte(at) << 16 | byte(at + 1) << 8 | byte(at + 2);
        for (std::size_t k = 0; k < 4; ++k)
            out += at + k > raw.size() ? '=' : digits[three >> (18 - 6 * k) & 63];
    }
    return out;
}

} // namespace report_page

namespace {

using report_page::Picture;

/// More pictures than anybody turns over at a meeting; the rest is drawn with `yaodian graph`.
constexpr std::size_t kMostPlansDrawn = 24;
constexpr std::size_t kMostSheetsDrawn = 400;
/// Views of all plans at once are left out beyond this many tasks.
constexpr std::size_t kMostTasksDrawn = 20'000;

struct Stop {};

std::vector<Picture> draw_all(const Compilation& c, const std::vector<Cell>& cells, const ReportOptions& options, std::vector<Words>& notes) {
    struct Wanted {
        std::string view;
        PlanId plan;
    };
    std::vector<Wanted> wanted;
    std::vector<PlanId> plans;
    for (PlanId p = 1; p < c.model.plans.size(); ++p)
        if (c.model.plans[p].subject && !c.model.plans[p].tasks.empty())
            plans.push_back(p);
    std::sort(plans.begin(), plans.end(), [&](PlanId a, PlanId b) {
        const Plan &x = c.model.plans[a], &y = c.model.plans[b];
        return std::tuple(x.level, -x.year, c.name(x.name)) < std::tuple(y.level, -y.year, c.name(y.name));
    });
    const bool whole = c.model.tasks.size() <= kMostTasksDrawn;
    // What is decided first comes first: disagreements, then who carries what, then the year, then plan by plan.
    const std::vector<ViewName> known = view_names();
    for (const std::string_view view : {"conflicts", "hierarchy", "timeline", "flow", "unit"})
        if (whole && std::any_of(known.begin(), known.end(), [&](const ViewName& v) { return v.name == view; }))
            wanted.push_back({std::string(view), kNone});
    if (!whole)
        notes.push_back({fmt::format("任务超过 {} 项，全局的图没有放进报告；用 yaodian graph --view conflicts 等分别画。", kMostTasksDrawn),
                         fmt::format("More than {} tasks: pictures of all plans are left out; draw them with yaodian graph --view conflicts.", kMostTasksDrawn)});
    if (plans.size() > kMostPlansDrawn) {
        notes.push_back({fmt::format("逐份的图只放了前 {} 份要点，其余 {} 份用 yaodian graph 要点名 --view plan 画。", kMostPlansDrawn, plans.size() - kMostPlansDrawn),
                         fmt::format("Only the first {} plans are drawn one by one; draw the other {} with yaodian graph PLAN --view plan.", kMostPlansDrawn, plans.size() - kMostPlansDrawn)});
        plans.resize(kMostPlansDrawn);
    }
    for (const PlanId plan : plans)
        wanted.push_back({"plan", plan});

    std::vector<Picture> out;
    std::size_t sheets = 0;
    uint32_t done = 0;
    bool full = false;
    for (const Wanted& w : wanted) {
        if (options.progress && !options.progress({"画图", "drawing"}, done++, static_cast<uint32_t>(wanted.size())))
            throw Stop();
        Picture picture;
        picture.view = w.view;
        picture.plan = plan_name(c, w.plan);
        for (const Language language : {Language::Chinese, Language::English}) {
            if (language != options.language && sheets > kMostSheetsDrawn / 2)
                continue; // the page then shows the other language's
            GraphOptions how;
            how.view = w.view;
            how.plan = w.plan;
            how.language = language;
            const Drawing drawing = draw(c, cells, how);
            for (const Sheet& sheet : drawing.sheets) {
                if (sheets >= kMostSheetsDrawn) {
                    full = true;
                    break;
                }
                std::string svg = report_page::bare_svg(render(sheet, Format::Svg));
                if (svg.empty())
                    continue;
                picture.sheets[static_cast<int>(language)].push_back({sheet.title, std::move(svg)});
                ++sheets;
            }
        }
        if (!picture.sheets[0].empty() || !picture.sheets[1].empty())
            out.push_back(std::move(picture));
    }
    if (full)
        notes.push_back({fmt::format("图太多，只放了 {} 页；其余用 yaodian graph 画。", kMostSheetsDrawn),
                         fmt::format("Too many pictures: {} sheets are here; draw the rest with yaodian graph.", kMostSheetsDrawn)});
    return out;
}

} // namespace

Report report(const Compilation& c, const std::vector<Cell>& cells, const Trace& trace, const ReportOptions& options) {
    Report out;
    try {
        std::vector<Picture> pictures;
        if (options.graphs && !options.matrix_only)
            pictures = draw_all(c, cells, options, out.notes);
        if (options.progress && !options.progress({"写页面", "writing the page"}, 0, 1))
            throw Stop();
        std::vector<AnswerLine> lines = answer(c, cells, trace);
        if (options.matrix_only)
            lines.resize(2); // what was compared, and how it stands; the rest is not looked at

        std::string scripts = "<script type=\"application/json\" id=\"data\">";
        scripts += report_page::in_script(report_page::data(c, cells, trace, lines, pictures, out.notes, options.language, options.matrix_only));
        scripts += "</script>\n";
        for (std::size_t p = 0; p < pictures.size(); ++p)
            for (const int language : {0, 1})
                for (std::size_t k = 0; k < pictures[p].sheets[language].size(); ++k) {
                    scripts += fmt::format("<script type=\"text/plain\" id=\"sheet-{}-{}-{}\">", p, language ? "en" : "zh", k);
                    scripts += report_page::packed(pictures[p].sheets[language][k].svg);
                    scripts += "</script>\n";
                }

        // Without scripts the answer is still there to read.
        auto escaped = [](std::string_view text) {
            std::string safe;
            for (const char ch : text)
                safe += ch == '<' ? std::string("&lt;") : ch == '&' ? std::string("&amp;") : std::string(1, ch);
            return safe;
        };
        std::string plain;
        for (const AnswerLine& line : lines)
            plain += "<p>" + escaped(options.language == Language::Chinese ? line.words.zh : line.words.en) + "</p>\n";

        const std::string_view page = report_page::kPage;
        for (std::size_t at = 0; at < page.size();) {
            const std::size_t mark = page.find("{{", at);
            out.html += page.substr(at, mark == std::string_view::npos ? mark : mark - at);
            if (mark == std::string_view::npos)
                break;
            const std::size_t end = page.find("}}", mark);
            const std::string_view name = page.substr(mark + 2, end - mark - 2);
            if (name == "lang")
                out.html += options.language == Language::Chinese ? "zh-CN" : "en";
            else if (name == "style")
                out.html += report_page::kStyle;
            else if (name == "script")
                out.html += report_page::kScript;
            else if (name == "data")
                out.html += scripts;
            else if (name == "answer")
                out.html += plain;
            at = end + 2;
        }
    } catch (const Stop&) {
        out.html.clear();
        out.stopped = true;
    }
    return out;
}

} // namespace yaodian
