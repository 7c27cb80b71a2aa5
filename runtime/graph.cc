#include "runtime/graph.h"

#include "runtime/graphviz.h"
#include "runtime/pdf.h"
#include "runtime/sheets.h"
#include "runtime/views/view.h"

namespace yaodian {

namespace picture {
#include "views_list.inc"
} // namespace picture

namespace {
constexpr std::string_view kOrder[] = {"plan", "hierarchy", "unit", "conflicts", "timeline", "flow"};
}

std::vector<ViewName> view_names() {
    std::vector<ViewName> out;
    for (const std::string_view name : kOrder) // the usual ones first
        for (const picture::ViewRule* rule : picture::all_views)
            if (rule->name == name)
                out.push_back({rule->name, rule->summary});
    for (const picture::ViewRule* rule : picture::all_views)
        if (std::find(std::begin(kOrder), std::end(kOrder), rule->name) == std::end(kOrder))
            out.push_back({rule->name, rule->summary});
    return out;
}

Drawing draw(const Compilation& c, const std::vector<Cell>& cells, const GraphOptions& options) {
    for (const picture::ViewRule* rule : picture::all_views)
        if (rule->name == options.view) {
            const picture::Parts parts(c, cells, options);
            picture::Board board = rule->draw(parts);
            if (const std::string left = parts.filters(); !left.empty()) {
                board.about.push_back(parts.of("只看：", "only: ") + left);
                if (!board.problem.zh.empty()) { // nothing passes: which of them leaves nothing
                    const Words each = parts.each_filter();
                    board.problem.zh += "（只看：" + left + "；分别有：" + each.zh + "）";
                    board.problem.en += " (only: " + left + "; each alone: " + each.en + ")";
                }
            }
            return picture::compose(board, options);
        }
    Drawing out;
    out.problem = Words("没有这种图：" + options.view, "there is no such view: " + options.view);
    return out;
}

std::string render(const Sheet& sheet, Format format, std::string* why) {
    std::string complaint, out;
    switch (format) {
    case Format::Dot: return sheet.dot;
    case Format::Svg: out = graphviz::render(sheet.dot, "svg", complaint); break;
    case Format::Png: out = graphviz::render(sheet.dot, "png", complaint); break;
    case Format::Pdf: return render_pdf({&sheet, 1}, why);
    }
    if (why && out.empty())
        *why = complaint;
    return out;
}

std::string render_pdf(std::span<const Sheet> sheets, std::string* why) {
    std::string complaint;
    std::vector<std::string> pages;
    for (const Sheet& sheet : sheets) {
        pages.push_back(graphviz::render(sheet.dot, "pdf", complaint));
        if (pages.back().empty()) {
            if (why)
                *why = complaint;
            return {};
        }
    }
    std::string out = join_pdf(pages, sheets.empty() ? std::string_view() : std::string_view(sheets.front().title), complaint);
    if (why && out.empty())
        *why = complaint;
    return out;
}

} // namespace yaodian
