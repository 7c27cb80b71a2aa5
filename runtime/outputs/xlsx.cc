// Spreadsheets: the task table, the matrix, the findings. libxlsxwriter stays in this file.
// Every text is written as text: what begins with = is no formula, what looks like an address is no link.
#include "runtime/outputs/table.h"

#include "runtime/describe.h"
#include "runtime/printable.h"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <sys/mman.h>
#include <unistd.h>

namespace yaodian {

namespace {

/// A cell holds at most 32,767 UTF-16 units.
std::string fit(std::string_view text) {
    constexpr std::size_t most = 32'000;
    std::size_t units = 0, at = 0;
    while (at < text.size()) {
        const std::size_t length = std::max<std::size_t>(1, utf8_length(text, at));
        units += length == 4 ? 2 : 1;
        if (units > most)
            return std::string(text.substr(0, at)) + "…";
        at += length;
    }
    return std::string(text);
}

class Book {
public:
    Book() : memory_(::memfd_create("yaodian", MFD_CLOEXEC)) {
        // The library wants a name to write to; this one leads to memory, not to a disk.
        book_ = workbook_new(fmt::format("/proc/self/fd/{}", memory_).c_str());
        lxw_doc_properties properties{};
        properties.created = 1672531200; // a fixed day: the same plans give the same bytes
        workbook_set_properties(book_, &properties);
    }
    Book(const Book&) = delete;
    Book& operator=(const Book&) = delete;
    ~Book() {
        if (memory_ >= 0)
            ::close(memory_);
    }

    lxw_workbook* operator->() const { return book_; }
    lxw_format* format() const { return workbook_add_format(book_); }
    /// A sheet whose name is free of what sheet names may not hold, and not yet taken.
    lxw_worksheet* sheet(std::string_view wanted) {
        std::string base;
        std::size_t characters = 0;
        for (std::size_t i = 0; i < wanted.size() && characters < 26; ++characters) {
            const std::size_t length = std::max<std::size_t>(1, utf8_length(wanted, i));
            const std::string_view one = wanted.substr(i, length);
            base += one.size() == 1 && std::string_view("[]:*?/\\'").find(one) != std::string_view::npos ? std::string_view(" ") : one;
            i += length;
        }
        if (base.empty())
            base = "1";
        std::string name = base;
        for (int k = 2; !names_.insert(name).second; ++k)
            name = fmt::format("{} {}", base, k);
        lxw_worksheet* out = workbook_add_worksheet(book_, name.c_str());
        return out ? out : workbook_add_worksheet(book_, nullptr);
    }
    std::string close() {
        std::string out;
        if (workbook_close(book_) != LXW_NO_ERROR)
            return out;
        const off_t size = ::lseek(memory_, 0, SEEK_END);
        out.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
        for (std::size_t done = 0; done < out.size();) {
            const ssize_t n = ::pread(memory_, out.data() + done, out.size() - done, static_cast<off_t>(done));
            if (n <= 0)
                return {};
            done += static_cast<std::size_t>(n);
        }
        return out;
    }

private:
    int memory_;
    lxw_workbook* book_ = nullptr;
    std::set<std::string> names_;
};

void put(lxw_worksheet* sheet, uint32_t row, uint16_t column, std::string_view text, lxw_format* format) {
    const std::string cell = fit(printable(text));
    cell.empty() ? worksheet_write_blank(sheet, row, column, format) : worksheet_write_string(sheet, row, column, cell.c_str(), format);
}

/// Lines of a cell as wide as `ems` full characters, for its height: spreadsheets do not grow joined cells by themselves.
double lines(std::string_view text, double ems) {
    double out = 0;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        out += std::max(1.0, std::ceil(display_width(text.substr(at, end - at)) / 2.0 / ems));
        at = end + 1;
    }
    return out;
}

constexpr double kInch = 25.4;

struct Style {
    lxw_format *head, *text, *centre, *wrap;
};
Style style(const Book& book, const char* font) {
    auto make = [&](bool bold, bool centred) {
        lxw_format* f = book.format();
        format_set_font_name(f, font);
        format_set_font_size(f, 10.5);
        format_set_border(f, LXW_BORDER_THIN);
        format_set_text_wrap(f);
        format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
        if (centred)
            format_set_align(f, LXW_ALIGN_CENTER);
        if (bold)
            format_set_bold(f);
        return f;
    };
    Style out{make(true, true), make(false, false), make(false, true), make(false, false)};
    format_set_bg_color(out.head, 0xEEF1F5);
    return out;
}

} // namespace

std::string table_xlsx(const TaskTable& table) {
    Book book;
    lxw_worksheet* sheet = book.sheet("任务分解表");
    const std::string text_font(kTextFont.name), title_font(kTitleFont.name), head_font(kHeadFont.name);
    const Style s = style(book, text_font.c_str());
    lxw_format *title = book.format(), *annex = book.format(), *chapter = book.format();
    format_set_font_name(title, title_font.c_str());
    format_set_font_size(title, 22);
    format_set_align(title, LXW_ALIGN_CENTER);
    format_set_align(title, LXW_ALIGN_VERTICAL_CENTER);
    format_set_text_wrap(title);
    format_set_font_name(annex, head_font.c_str());
    format_set_font_size(annex, 16);
    format_set_font_name(chapter, head_font.c_str());
    format_set_font_size(chapter, 10.5);
    format_set_border(chapter, LXW_BORDER_THIN);
    format_set_align(chapter, LXW_ALIGN_VERTICAL_CENTER);
    format_set_text_wrap(chapter);
    format_set_font_name(s.head, head_font.c_str());

    constexpr double widths[] = {5.5, 16, 31, 18, 9.5}; // 156 mm together: printed as large as it is
    for (uint16_t k = 0; k < 5; ++k)
        worksheet_set_column(sheet, k, k, widths[k], nullptr);
    put(sheet, 0, 0, "附件", annex);
    const std::string name = fit(printable(table.title + "任务分解表"));
    worksheet_merge_range(sheet, 1, 0, 1, 4, name.c_str(), title);
    worksheet_set_row(sheet, 1, 30 * lines(name, 19), nullptr);
    for (uint16_t k = 0; k < 5; ++k)
        put(sheet, 2, k, kTableColumns[k], s.head);
    worksheet_set_row(sheet, 2, 24, nullptr);

    uint32_t at = 3;
    for (std::size_t i = 0; i < table.rows.size(); ++i, ++at) {
        const TableRow& row = table.rows[i];
        if (row.heading) {
            worksheet_merge_range(sheet, at, 0, at, 4, fit(row.name).c_str(), chapter);
            worksheet_set_row(sheet, at, 15 * lines(row.name, 40) + 5, nullptr);
            continue;
        }
        worksheet_write_number(sheet, at, 0, row.number, s.centre);
        if (row.joined > 1)
            worksheet_merge_range(sheet, at, 1, at + row.joined - 1, 1, fit(row.name).c_str(), s.text);
        else if (row.joined == 1)
            put(sheet, at, 1, row.name, s.text);
        const std::string content = fit(row.content), units = fit(row.units);
        put(sheet, at, 2, content, s.text);
        worksheet_write_string(sheet, at, 3, units.c_str(), s.text); // its line breaks are meant
        put(sheet, at, 4, row.due, s.centre);
        // A name over several rows must find room in them together.
        double high = std::max({lines(row.content, 14), lines(row.units, 8.2), lines(row.due, 4.2)});
        if (row.joined >= 1)
            high = std::max(high, lines(row.name, 7.8) / row.joined);
        worksheet_set_row(sheet, at, std::min(400.0, 14.5 * high + 5), nullptr);
    }
    // GB/T 9704: A4, 37 mm above, 28 mm at the binding, 156 x 225 mm for the text.
    worksheet_set_paper(sheet, 9);
    worksheet_set_portrait(sheet);
    worksheet_set_margins(sheet, 28 / kInch, 26 / kInch, 37 / kInch, 35 / kInch);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_repeat_rows(sheet, 2, 2);
    worksheet_set_footer(sheet, "&C&14— &P —");
    worksheet_freeze_panes(sheet, 3, 0);
    return book.close();
}

std::string matrix_xlsx(const Compilation& c, const std::vector<Cell>& cells, const Look& look) {
    const Model& m = c.model;
    Book book;
    const Style s = style(book, "微软雅黑");
    constexpr std::string_view signs[] = {"＝", "▲", "▼", "◆", "×", "≠", "■", "？", "○"};
    constexpr uint32_t ink[] = {0x144C8C, 0x144C8C, 0xA3201A, 0x7A4A00, 0xA3201A, 0x7A4A00, 0xFFFFFF, 0x5B2A86, 0x4A4F57};
    constexpr uint32_t ground[] = {0xFFFFFF, 0xE7F0FA, 0xFBE9E7, 0xFDF1DC, 0xFFFFFF, 0xFFFFFF, 0xA3201A, 0xF3ECF9, 0xEEF1F5};
    constexpr lxw_format_borders border[] = {LXW_BORDER_THIN, LXW_BORDER_THIN, LXW_BORDER_MEDIUM, LXW_BORDER_MEDIUM, LXW_BORDER_MEDIUM_DASHED,
                                             LXW_BORDER_DOUBLE, LXW_BORDER_THIN, LXW_BORDER_DOTTED, LXW_BORDER_THIN};
    std::array<lxw_format*, 9> formats{};
    for (std::size_t v = 0; v < formats.size(); ++v) {
        lxw_format* f = formats[v] = book.format();
        format_set_font_name(f, "微软雅黑");
        format_set_font_size(f, 10);
        format_set_font_color(f, ink[v]);
        if (ground[v] != 0xFFFFFF)
            format_set_bg_color(f, ground[v]);
        format_set_border(f, border[v]);
        format_set_text_wrap(f);
        format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
        if (v >= 2 && v <= 6)
            format_set_bold(f);
    }
    auto verdict_words = [&](Verdict v) {
        return fmt::format("{} {}", signs[static_cast<std::size_t>(v)], look.of(chinese(v), key(v)));
    };

    std::map<PlanId, std::map<TaskId, std::map<PlanId, const Cell*>>> tables;
    for (const Cell& cell : cells)
        tables[m.tasks[cell.upper].plan][cell.upper][cell.plan] = &cell;
    for (const auto& [upper, rows] : tables) {
        std::set<PlanId> below;
        for (const auto& [task, row] : rows)
            for (const auto& [plan, cell] : row)
                below.insert(plan);
        std::vector<PlanId> columns(below.begin(), below.end());
        std::sort(columns.begin(), columns.end(), [&](PlanId a, PlanId b) {
            return std::tuple(m.plans[a].level, c.name(m.plans[a].name)) < std::tuple(m.plans[b].level, c.name(m.plans[b].name));
        });
        if (columns.size() > 16'000)
            columns.resize(16'000); // as many as a sheet has
        lxw_worksheet* sheet = book.sheet(plan_name(c, upper));
        worksheet_set_column(sheet, 0, 0, 20, nullptr);
        worksheet_set_column(sheet, 1, 1, 36, nullptr);
        worksheet_set_column(sheet, 2, static_cast<lxw_col_t>(1 + std::max<std::size_t>(1, columns.size())), 18, nullptr);
        put(sheet, 0, 0, look.of("上级任务", "upstream task"), s.head);
        put(sheet, 0, 1, look.of("标题", "title"), s.head);
        for (std::size_t k = 0; k < columns.size(); ++k)
            put(sheet, 0, static_cast<uint16_t>(k + 2), plan_name(c, columns[k]), s.head);
        uint32_t at = 1;
        for (const auto& [task, row] : rows) {
            put(sheet, at, 0, c.name(m.tasks[task].name), s.text);
            put(sheet, at, 1, quoted(c, {m.plans[upper].file, m.tasks[task].title}, 400), s.text);
            for (std::size_t k = 0; k < columns.size(); ++k) {
                const auto cell = row.find(columns[k]);
                if (cell == row.end())
                    continue;
                std::string words = verdict_words(cell->second->verdict);
                std::set<std::string> said;
                for (const FacetVerdict& f : cell->second->comparison.facets)
                    if (f.verdict != Verdict::Equal && f.verdict != Verdict::Stated && !cell->second->carriers.empty() && said.insert(std::string(chinese(f.facet))).second)
                        words += fmt::format("{}{}", said.size() == 1 ? "\n" : look.of("、", ", "), look.of(chinese(f.facet), english(f.facet)));
                worksheet_write_string(sheet, at, static_cast<lxw_col_t>(k + 2), words.c_str(), formats[static_cast<std::size_t>(cell->second->verdict)]);
            }
            ++at;
        }
        worksheet_freeze_panes(sheet, 1, 2);
        worksheet_autofilter(sheet, 0, 0, at - 1, static_cast<lxw_col_t>(1 + columns.size()));
        worksheet_repeat_rows(sheet, 0, 0);
        worksheet_set_landscape(sheet);
        worksheet_set_paper(sheet, 8); // A3
        worksheet_fit_to_pages(sheet, 1, 0);
    }

    lxw_worksheet* sheet = book.sheet(look.of("逐项对照", "facet by facet"));
    constexpr double widths[] = {22, 14, 24, 10, 10, 38, 38, 60};
    for (uint16_t k = 0; k < 8; ++k)
        worksheet_set_column(sheet, k, k, widths[k], nullptr);
    const std::string_view heads[] = {look.of("上级任务", "upstream task"), look.of("下级要点", "lower plan"), look.of("下级任务", "lower tasks"), look.of("方面", "facet"),
                                      look.of("结论", "verdict"), look.of("下级怎么写", "lower says"), look.of("上级怎么写", "upstream says"), look.of("理由", "reason")};
    for (uint16_t k = 0; k < 8; ++k)
        put(sheet, 0, k, heads[k], s.head);
    uint32_t at = 1;
    for (const Cell& cell : cells) {
        if (cell.verdict == Verdict::Equal || cell.verdict == Verdict::Stated)
            continue;
        std::string carriers;
        for (const TaskId task : cell.carriers)
            carriers += (carriers.empty() ? "" : "、") + std::string(c.name(m.tasks[task].name));
        auto row = [&](std::string_view facet, Verdict v, Place lower, Place upper, const std::string& reason) {
            if (at > 1'000'000)
                return; // a sheet has no more rows
            put(sheet, at, 0, c.qualified(cell.upper), s.text);
            put(sheet, at, 1, plan_name(c, cell.plan), s.text);
            put(sheet, at, 2, carriers, s.text);
            put(sheet, at, 3, facet, s.text);
            put(sheet, at, 4, verdict_words(v), formats[static_cast<std::size_t>(v)]);
            put(sheet, at, 5, quoted(c, lower, 400), s.text);
            put(sheet, at, 6, quoted(c, upper, 400), s.text);
            put(sheet, at, 7, reason, s.text);
            ++at;
        };
        if (cell.carriers.empty())
            row("", cell.verdict, {}, c.at(m.tasks[cell.upper]), std::string(look.of("没有任务写落实它", "no task says that it carries it")));
        for (const FacetVerdict& f : cell.comparison.facets)
            if (f.verdict != Verdict::Equal)
                row(look.of(chinese(f.facet), english(f.facet)), f.verdict, f.lower, f.upper, f.reason.code ? look.of(f.reason.render()) : std::string());
    }
    worksheet_freeze_panes(sheet, 1, 0);
    worksheet_autofilter(sheet, 0, 0, at - 1, 7);
    worksheet_repeat_rows(sheet, 0, 0);
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 8);
    worksheet_fit_to_pages(sheet, 1, 0);
    return book.close();
}

std::string findings_xlsx(const Compilation& c, const Look& look) {
    const Model& m = c.model;
    Book book;
    const Style s = style(book, "微软雅黑");
    lxw_worksheet* sheet = book.sheet(look.of("问题", "findings"));
    constexpr double widths[] = {9, 9, 9, 14, 22, 9, 64, 40, 30, 30, 24};
    const std::string_view heads[] = {look.of("级别", "severity"),  look.of("编号", "code"),        look.of("类别", "group"),         look.of("要点", "plan"),
                                      look.of("任务", "task"),      look.of("方面", "facet"),       look.of("问题", "finding"),       look.of("怎么办", "what to do"),
                                      look.of("印在", "printed at"), look.of("上级", "upstream"), look.of("规格位置", "in the spec")};
    for (uint16_t k = 0; k < 11; ++k) {
        worksheet_set_column(sheet, k, k, widths[k], nullptr);
        put(sheet, 0, k, heads[k], s.head);
    }
    uint32_t at = 1;
    for (const Finding& f : c.findings) {
        if (at > 1'000'000)
            break;
        const FindingInfo* info = find_info(f.code);
        std::string severity(look.of(chinese(f.severity), key(f.severity)));
        if (!f.acknowledged.empty())
            severity = look.of("已核", "acknowledged");
        put(sheet, at, 0, severity, s.centre);
        put(sheet, at, 1, fmt::format("YD{:04}", f.code), s.centre);
        put(sheet, at, 2, info ? chinese(info->group) : std::string_view(), s.centre);
        put(sheet, at, 3, plan_name(c, f.task != kNone ? m.tasks[f.task].plan : f.plan), s.text);
        put(sheet, at, 4, f.task != kNone ? c.name(m.tasks[f.task].name) : std::string_view(), s.text);
        put(sheet, at, 5, f.facet == Facet::None ? std::string_view() : look.of(chinese(f.facet), english(f.facet)), s.centre);
        put(sheet, at, 6, look.of(f.message().render()), s.text);
        put(sheet, at, 7, f.acknowledged.empty() ? look.of(f.advice) : f.acknowledged, s.text);
        put(sheet, at, 8, trail(c, f.task), s.text);
        const PlanId upper = f.upstream_task != kNone ? m.tasks[f.upstream_task].plan : f.upstream_plan;
        put(sheet, at, 9, f.upstream_task != kNone ? c.qualified(f.upstream_task) : plan_name(c, upper), s.text);
        const Located where = locate(c, f.at);
        put(sheet, at, 10, where.path.empty() ? std::string() : fmt::format("{}:{}", where.path, where.begin.line), s.text);
        ++at;
    }
    worksheet_freeze_panes(sheet, 1, 0);
    worksheet_autofilter(sheet, 0, 0, std::max(1u, at - 1), 10);
    worksheet_repeat_rows(sheet, 0, 0);
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 8);
    worksheet_fit_to_pages(sheet, 1, 0);
    return book.close();
}

} // namespace yaodian
