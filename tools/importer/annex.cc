#include "tools/importer/annex.h"

#include "tools/importer/due.h"
#include "tools/importer/measure.h"

#include <algorithm>
#include <fmt/format.h>

namespace yaodian::importer {

std::vector<Line> lines_of(std::u32string_view text) {
    std::vector<Line> out;
    uint32_t begin = 0;
    for (uint32_t i = 0; i <= text.size(); ++i) {
        if (i < text.size() && text[i] != U'\n')
            continue;
        Line line{begin, i, begin};
        while (line.head < line.end && is_space(text[line.head]))
            ++line.head;
        while (line.end > line.head && is_space(text[line.end - 1]))
            --line.end;
        out.push_back(line);
        begin = i + 1;
    }
    return out;
}

Piece squeeze(const Document& document, Span span) {
    Piece out;
    for (uint32_t i = span.begin; i < span.end && i < document.norm.size(); ++i)
        if (!is_space(document.norm[i]))
            out.push(document.norm[i], i);
    return out;
}

namespace {

struct Cellx {
    Piece text;
    bool continued = false; ///< merged with the one above
    bool twin = false;      ///< merged with the one on its left, and repeats it
};
using Row = std::vector<Cellx>;

/// A table whose every cell is in its place.
struct Grid {
    Span span;
    std::vector<Row> rows;
    std::vector<bool> across; ///< per row: one printed text across the whole width
    std::vector<bool> merges; ///< per row: merged cells are marked in it
};

struct Header {
    std::vector<Column> columns;
    std::vector<std::u32string> titles;
};

bool any_of_words(std::u32string_view text, std::initializer_list<std::u32string_view> words) {
    return std::any_of(words.begin(), words.end(), [&](auto w) { return contains(text, w); });
}

bool is_head_word(std::u32string_view text) {
    if (text.empty() || text.size() > 14 || text.find_first_of(U"。；，") != std::u32string_view::npos)
        return false;
    // 参加活动的主要单位, but no name (市直有关单位)
    if ((ends_with(text, U"单位") || ends_with(text, U"部门") || ends_with(text, U"地点")) && text.find_first_of(U"、：市县区") == std::u32string_view::npos)
        return true;
    return text == U"号" || text == U"任务" || text == U"单位" || text == U"领域" ||
           any_of_words(text, {U"序号", U"编号", U"任务", U"内容", U"责任", U"牵头", U"配合", U"时限", U"时间", U"节点", U"备注", U"目标", U"举措",
                               U"措施", U"事项", U"要求", U"类别", U"分类", U"项目", U"期限", U"进度", U"主办", U"协办", U"承办", U"负责", U"参与", U"参加", U"指标", U"板块",
                               U"联系人", U"重点工作", U"频次", U"督查", U"工作要点", U"完成情况", U"分管", U"成果", U"成效"}) ||
           ends_with(text, U"领域") || ends_with(text, U"标准");
}

bool is_number_head(std::u32string_view text) { return text == U"序号" || text == U"编号" || text == U"序" || text == U"号" || text == U"任务序号"; }

Column column_of(std::u32string_view t) {
    if (is_number_head(t))
        return Column::Number;
    if (any_of_words(t, {U"频次", U"频率", U"比例", U"次数"}) && !any_of_words(t, {U"内容", U"任务"}))
        return Column::Measure;
    if (ends_with(t, U"领导") || ends_with(t, U"责任人") || ends_with(t, U"负责人") || ends_with(t, U"联系人") || ends_with(t, U"联络员"))
        return Column::Person;
    if (any_of_words(t, {U"备注", U"联系", U"完成情况", U"分管", U"责任人", U"领导", U"责任清单", U"对象", U"督查", U"进展", U"发起", U"模式", U"当前", U"截至", U"完成进度", U"完成比例"}))
        return any_of_words(t, {U"单位", U"部门"}) ? Column::Responsible : Column::Other;
    if (any_of_words(t, {U"时限", U"时间", U"节点", U"期限", U"进度", U"完成日期"}))
        return Column::Due;
    if (any_of_words(t, {U"配合", U"协办", U"参与", U"参加", U"协同", U"协助", U"协作"}) && !any_of_words(t, {U"对象", U"人员"})) // 牵头/配合单位: the cells say which is which
        return any_of_words(t, {U"牵头", U"主办"}) && !any_of_words(t, {U"任务"}) ? Column::Responsible : Column::Support;
    if (any_of_words(t, {U"牵头", U"主办"}))
        return any_of_words(t, {U"任务"}) ? Column::Content : Column::Lead;
    if (any_of_words(t, {U"责任", U"承办", U"负责", U"落实单位", U"实施单位"}) || ends_with(t, U"单位") || ends_with(t, U"部门") || ends_with(t, U"股室") ||
        ends_with(t, U"科室") || ends_with(t, U"处室") || ends_with(t, U"检查主体") || ends_with(t, U"实施主体"))
        return Column::Responsible;
    if (any_of_words(t, {U"内容", U"举措", U"措施", U"要求", U"目标和任务", U"目标任务", U"具体", U"任务分解", U"目标", U"成效"}))
        return Column::Content;
    if (any_of_words(t, {U"名称", U"类别", U"领域", U"板块", U"分类", U"类型", U"一级", U"章节"}))
        return Column::Name;
    if (any_of_words(t, {U"任务", U"事项", U"项目", U"工作", U"要点", U"指标"}))
        return Column::Content; // of two such columns the first names, see settle()
    return Column::Other;
}

/// Exactly one Content; other content-like columns before it name the task.
bool settle(Header& h) {
    int content = -1;
    for (std::size_t i = 0; i < h.columns.size(); ++i)
        if (h.columns[i] == Column::Content && any_of_words(h.titles[i], {U"内容", U"举措", U"措施", U"要求", U"具体", U"分解"}))
            content = static_cast<int>(i);
    if (content < 0)
        for (std::size_t i = 0; i < h.columns.size(); ++i)
            if (h.columns[i] == Column::Content)
                content = static_cast<int>(i);
    if (content < 0)
        for (std::size_t i = 0; i < h.columns.size(); ++i)
            if (h.columns[i] == Column::Name)
                content = static_cast<int>(i);
    if (content < 0)
        return false;
    for (std::size_t i = 0; i < h.columns.size(); ++i)
        if (h.columns[i] == Column::Content)
            h.columns[i] = static_cast<int>(i) == content ? Column::Content : static_cast<int>(i) < content ? Column::Name : Column::Other;
    h.columns[static_cast<std::size_t>(content)] = Column::Content;
    for (std::size_t i = static_cast<std::size_t>(content) + 1; i < h.columns.size(); ++i)
        if (h.columns[i] == Column::Name) // 事项类别 behind the text names nothing
            h.columns[i] = Column::Other;
    int bodies = 0, numbers = 0;
    for (Column c : h.columns) {
        bodies += c == Column::Lead || c == Column::Responsible || c == Column::Support ? 1 : 0;
        numbers += c == Column::Number ? 1 : 0;
    }
    return numbers <= 1 && h.columns.size() >= 2 && (bodies > 0 || numbers == 1);
}

bool is_bodies(Column c) { return c == Column::Lead || c == Column::Responsible || c == Column::Support; }
Role role_of(Column c) { return c == Column::Lead ? Role::Lead : c == Column::Support ? Role::Support : Role::Responsible; }

/// 无, /, — in a cell of bodies
bool is_none(std::u32string_view t) { return t == U"无" || t == U"/" || t == U"—" || t == U"——" || t == U"-" || t == U"--" || t == U"暂无"; }

// ---- which text belongs under which head -----------------------------------------------------------------------------

/// 全年组织培训2期 begins with a time but is no cell of times.
bool is_due_cell(std::u32string_view t, int year) {
    return read_due(t, year) && (t.size() <= 8 || find_counts(t).empty()); // 每半年一次
}

double fit(const Piece& text, Column column, int year, bool continues) {
    const std::u32string_view t = text.text;
    switch (column) {
    case Column::Number: return to_number(t) ? 3 : -20;
    case Column::Due: {
        std::size_t length = 0;
        if (is_due_cell(t, year))
            return 6;
        if (is_none(t))
            return 4.5;
        // 4月底前完成方案，5月中旬完成演练
        if (t.size() <= 40 && !is_one_of(t.back(), U"。") && match_due(t, 0, year, length))
            return 3;
        return t.size() > 12 ? -12 : -4;
    }
    case Column::Lead:
    case Column::Responsible:
    case Column::Support: {
        const bool ends = is_one_of(t.back(), U"。！？");
        if (is_none(t))
            return 4;
        if (is_unit_list(text) && !ends)
            return 5 + (continues ? 0.5 : 0);
        if (ends)
            return -8;
        // a name that goes on in the next line, behind whole ones: 区政府办公室、区融媒体 | 中心
        const auto mark = t.rfind(U'、');
        if (mark != std::u32string_view::npos && is_unit_list(text.sub(0, mark)))
            return 3;
        return continues && t.size() <= 20 ? 0.5 : t.size() <= 12 && !contains(t, U"，") ? -2 : -8;
    }
    case Column::Name: return is_one_of(t.back(), U"。；") || t.size() > 40 ? -5 : t.size() <= 20 ? 1.5 : 0.5;
    case Column::Content: return (is_one_of(t.back(), U"。；！") ? 3.0 : t.size() >= 25 ? 2.0 : 0.8) - (is_due_cell(t, year) ? 4 : 0);
    case Column::Measure: return std::any_of(t.begin(), t.end(), is_digit) && t.size() <= 30 ? 2 : -3;
    case Column::Person: // two to four characters, or several such names
        return count_han(t) == t.size() && t.size() >= 2 && t.size() <= 4 && !is_unit_name(t) ? 4 : contains(t, U"、") && t.size() <= 16 && !is_unit_list(text) ? 2 : -3;
    case Column::Other: return t.size() >= 15 ? 2.2 : 0.3; // what has been done so far is told at length
    }
    return 0;
}

/// Lines of one row to its columns, in order; a column may take several lines or none.
std::vector<int> assign(const std::vector<Piece>& lines, const std::vector<Column>& columns, int year) {
    const std::size_t n = lines.size(), m = columns.size();
    std::vector<int> out(n, -1);
    if (n == 0 || m == 0)
        return out;
    constexpr double never = -1e9;
    std::vector<std::vector<double>> best(n, std::vector<double>(m, never));
    std::vector<std::vector<int>> from(n, std::vector<int>(m, -1));
    auto skipped = [&](std::size_t a, std::size_t b) { // columns a..b-1 stay empty
        double cost = 0;
        for (std::size_t c = a; c < b; ++c)
            cost -= columns[c] == Column::Other ? 0.2 : columns[c] == Column::Content ? 8 : columns[c] == Column::Name ? 1 : 2;
        return cost;
    };
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t c = 0; c < m; ++c) {
            if (i == 0) {
                best[i][c] = skipped(0, c) + fit(lines[i], columns[c], year, false);
                continue;
            }
            for (std::size_t p = 0; p <= c; ++p) {
                if (best[i - 1][p] == never)
                    continue;
                double score = best[i - 1][p];
                if (p == c) {
                    // Going on in the same cell: sure after 、 and inside a sentence, unlikely after its end.
                    const char32_t last = lines[i - 1].text.back();
                    score += fit(lines[i], columns[c], year, true) + (is_one_of(last, U"、，和与及") ? 3 : is_one_of(last, U"。！") ? -1 : 0);
                    if (columns[c] == Column::Due)
                        score -= 6;
                    if (columns[c] == Column::Name)
                        score -= 2.5;
                    if (columns[c] == Column::Lead || columns[c] == Column::Responsible || columns[c] == Column::Support) {
                        // one name over two lines, or two cells of whole names
                        const bool before = is_unit_list(lines[i - 1]);
                        Piece both = lines[i - 1];
                        both.append(lines[i]);
                        if (is_none(lines[i].text) || is_none(lines[i - 1].text))
                            score -= 10;
                        else if (!before && is_unit_list(both) && (lines[i].text.size() <= 4 || !is_unit_list(lines[i])))
                            score += 6;
                        else if (before && !is_one_of(last, U"、，和与及"))
                            score -= is_unit_list(lines[i]) ? 2 : 3;
                    }
                } else {
                    score += skipped(p + 1, c) + fit(lines[i], columns[c], year, false);
                    if (is_one_of(lines[i - 1].text.back(), U"、，"))
                        score -= 4;
                }
                if (score > best[i][c]) {
                    best[i][c] = score;
                    from[i][c] = static_cast<int>(p);
                }
            }
        }
    std::size_t at = 0;
    double top = never;
    for (std::size_t c = 0; c < m; ++c) {
        const double score = best[n - 1][c] + skipped(c + 1, m);
        if (score > top) {
            top = score;
            at = c;
        }
    }
    for (std::size_t i = n; i-- > 0;) {
        out[i] = static_cast<int>(at);
        if (i > 0)
            at = static_cast<std::size_t>(from[i][at]);
    }
    return out;
}

/// What the texts of one row fit its columns with, in order.
double fit_in_order(const std::vector<Piece>& texts, const std::vector<Column>& columns, int year) {
    const auto where = assign(texts, columns, year);
    double score = 0;
    std::vector<bool> used(columns.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto c = static_cast<std::size_t>(where[i]);
        score += fit(texts[i], columns[c], year, used[c]);
        used[c] = true;
    }
    return score;
}

void join(Piece& to, const Piece& more) {
    // Two lines of a list of bodies without a mark between keep their gap; read_units() sees it in the places.
    to.append(more);
}

// ---- rows out of cells -----------------------------------------------------------------------------------------------

class Collector {
public:
    Collector(Annex& annex, int year) : annex_(annex), year_(year) {}

    void start(const Header& header) {
        header_ = header;
        if (annex_.columns.empty())
            annex_.columns = header.columns;
        above_.assign(header.columns.size(), AnnexCell{});
        for (std::size_t c = 0; c < header.columns.size(); ++c)
            if ((header.columns[c] == Column::Other || header.columns[c] == Column::Person) && !contains(annex_.other_titles, header.titles[c]))
                annex_.other_titles += (annex_.other_titles.empty() ? U"" : U"、") + header.titles[c];
    }

    const Header& header() const { return header_; }

    void group(const Piece& text) { group_ = text.text; }

    /// `cells` has one entry per column; `blank_inherits` says that an empty cell may be a merged one.
    void row(const Row& cells, std::u32string number, bool blank_inherits = true, double confidence = 1.0) {
        AnnexRow row;
        row.number = std::move(number);
        row.group = group_;
        row.confidence = confidence;
        bool any = false;
        bool led = false; // a row with a lead of its own takes no bodies from the row above
        bool of_its_own = false; // … with any body of its own no supporters: only where all its cells are blank they are merged ones
        for (std::size_t c = 0; c < cells.size() && c < header_.columns.size(); ++c) {
            const bool printed = !cells[c].text.empty() && !cells[c].continued;
            led = led || (header_.columns[c] == Column::Lead && printed);
            of_its_own = of_its_own || (is_bodies(header_.columns[c]) && printed);
        }
        for (std::size_t c = 0; c < cells.size() && c < header_.columns.size(); ++c) {
            AnnexCell cell{cells[c].text, cells[c].continued};
            const Column column = header_.columns[c];
            if (column == Column::Other || column == Column::Person) {
                if (!cell.text.empty() && !cell.inherited)
                    row.others.push_back(cell.text);
                continue;
            }
            const bool none = column != Column::Content && column != Column::Number && is_none(cell.text.text);
            if (none) // 无, —: said to be empty, not left blank
                cell.text = Piece{};
            if (cell.text.empty() && !none && column != Column::Content && column != Column::Number && (blank_inherits || column == Column::Name) &&
                !(of_its_own && column == Column::Support) && !(led && column == Column::Responsible)) {
                cell = above_[c];
                cell.inherited = true;
            } else if (!cell.text.empty() || none || column == Column::Support) {
                above_[c] = cell;
            }
            if (!cell.inherited && !cell.text.empty()) {
                const Span s = cell.text.span();
                row.span = any ? Span{std::min(row.span.begin, s.begin), std::max(row.span.end, s.end)} : s;
                any = true;
            }
            switch (column) {
            case Column::Name:
                if (!row.name.text.empty()) { // the name of a group stands left of the task's
                    row.above = row.name.text;
                    row.group = row.above.text;
                }
                row.name = cell;
                break;
            case Column::Content: row.content = cell; break;
            case Column::Due: row.due = cell; break;
            case Column::Measure:
                if (!cell.text.empty())
                    row.measures.push_back({header_.titles[c], cell.text});
                break;
            case Column::Number:
            case Column::Person:
            case Column::Other: break;
            default:
                if (!cell.text.empty())
                    row.bodies.push_back({role_of(column), cell});
            }
        }
        // A task without a text of its own: the name is the text.
        if (row.content.text.empty() && !row.name.inherited)
            row.content = row.name;
        if (any)
            annex_.rows.push_back(std::move(row));
    }

    /// The lower half of a row that a page end cut in two.
    bool append(const Row& cells) {
        if (annex_.rows.empty())
            return false;
        AnnexRow& last = annex_.rows.back();
        for (std::size_t c = 0; c < cells.size() && c < header_.columns.size(); ++c) {
            const Piece& text = cells[c].text;
            if (text.empty() || cells[c].continued)
                continue;
            switch (header_.columns[c]) {
            case Column::Content: join(last.content.text, text); break;
            case Column::Name: join(last.name.text, text); break;
            case Column::Due: join(last.due.text, text); break;
            case Column::Lead:
            case Column::Responsible:
            case Column::Support: {
                auto it = std::find_if(last.bodies.begin(), last.bodies.end(), [&](const auto& b) { return b.role == role_of(header_.columns[c]); });
                if (it == last.bodies.end())
                    last.bodies.push_back({role_of(header_.columns[c]), {text, false}});
                else
                    join(it->cell.text, text);
                break;
            }
            default: break;
            }
            last.span.end = std::max(last.span.end, text.span().end);
        }
        return true;
    }

    int year() const { return year_; }
    Annex& annex() { return annex_; }

private:
    Annex& annex_;
    Header header_;
    std::vector<AnnexCell> above_;
    std::u32string group_;
    int year_;
};

bool is_tail(std::u32string_view t) {
    for (std::u32string_view w : {U"抄送", U"分享", U"打印", U"【打印", U"关闭", U"【关闭", U"主办：", U"主办单位：", U"版权所有", U"备注：", U"注：", U"附件",
                                  U"（此件", U"上一篇", U"下一篇", U"相关附件", U"来源：", U"责任编辑", U"扫一扫", U"•打印"})
        if (starts_with(t, w))
            return true;
    return false;
}

bool is_group_heading(std::u32string_view t) {
    if (t.size() < 3 || t.size() > 60 || is_one_of(t.back(), U"。；"))
        return false;
    std::size_t i = t[0] == U'（' ? 1 : 0;
    const std::size_t first = i;
    while (i < t.size() && is_chinese_digit(t[i]))
        ++i;
    return i > first && i < t.size() && (t[i] == U'、' || (first == 1 && t[i] == U'）'));
}

// ---- grids -----------------------------------------------------------------------------------------------------------

Row grid_row(const Document& document, const std::vector<Cell>& cells) {
    Row out;
    for (std::size_t c = 0; c < cells.size(); ++c)
        out.push_back({squeeze(document, cells[c].span), cells[c].continued, cells[c].continued && c > 0 && cells[c].span == cells[c - 1].span});
    return out;
}

bool spans_all(const std::vector<Cell>& cells, const Row& row) {
    // One printed text across the whole width.
    std::size_t texts = 0;
    for (std::size_t c = 0; c < row.size(); ++c)
        if (!row[c].text.empty() && !(c > 0 && cells[c].span == cells[c - 1].span && row[c].continued))
            ++texts;
    return texts == 1 && row.size() >= 2 && !row.front().text.empty() && cells.front().columns >= static_cast<int>(row.size()) - 1;
}

bool head_row(const Row& row) {
    std::size_t heads = 0, texts = 0;
    bool number = false, bodies = false;
    for (const auto& cell : row) {
        if (cell.text.empty())
            continue;
        ++texts;
        if (is_head_word(cell.text.text)) {
            ++heads;
            const Column c = column_of(cell.text.text);
            number = number || c == Column::Number;
            bodies = bodies || c == Column::Responsible || c == Column::Lead;
        }
    }
    // 序号 and three heads that are known: the one or two others are heads too.
    return texts >= 2 && ((heads == texts && (number || bodies)) || (number && heads >= 3 && heads + 2 >= texts));
}

Grid grid_of(const Document& document, const Table& table) {
    Grid out;
    out.span = table.span;
    for (const auto& cells : table.rows) {
        out.rows.push_back(grid_row(document, cells));
        out.across.push_back(spans_all(cells, out.rows.back()));
        out.merges.push_back(std::any_of(cells.begin(), cells.end(), [](const Cell& cell) { return cell.rows > 1 || cell.continued; }));
    }
    return out;
}

void read_grid(const Grid& table, Collector& collect, bool& open) {
    std::size_t first = 0;
    bool found = false;
    for (std::size_t r = 0; r < table.rows.size() && r < 6; ++r)
        if (head_row(table.rows[r])) {
            first = r;
            found = true;
            break;
        }
    Annex& annex = collect.annex();
    std::size_t r = 0;
    std::vector<std::vector<std::u32string>> heads;
    if (found) {
        Header header;
        const Row& top = table.rows[first];
        for (const auto& cell : top)
            header.titles.push_back(cell.text.text);
        heads.push_back(header.titles);
        r = first + 1;
        // A second line of heads under a merged one: 责任单位 over 牵头, 配合.
        while (r < table.rows.size() && r <= first + 2) {
            const Row& below = table.rows[r];
            bool second = below.size() == top.size();
            bool changes = false;
            for (std::size_t c = 0; second && c < below.size(); ++c) {
                const auto& t = below[c].text.text;
                if (t == header.titles[c])
                    continue;
                changes = true;
                // below a head that spans columns any short word names its column: 责任主体 over 牵头, 协同
                const auto& over = header.titles[c];
                const bool spanned = (c > 0 && over == header.titles[c - 1]) || (c + 1 < header.titles.size() && over == header.titles[c + 1]);
                second = t.empty() || is_head_word(t) || (t.size() <= 6 && is_head_word(over) && (spanned || any_of_words(t, {U"牵头", U"配合", U"责任", U"协办"})));
            }
            bool numeric = !below.empty() && to_number(below.front().text.text).has_value();
            if (!second || !changes || numeric)
                break;
            for (std::size_t c = 0; c < below.size(); ++c)
                if (!below[c].text.empty() && below[c].text.text != top[c].text.text)
                    header.titles[c] = below[c].text.text;
            ++r;
        }
        for (const auto& t : header.titles)
            header.columns.push_back(column_of(t));
        if (!settle(header)) {
            open = false;
            return;
        }
        if (open && header.titles == collect.header().titles)
            ++annex.repeated_heads; // the table goes on after a page end
        else
            collect.start(header);
        open = true;
    } else if (!open || table.rows.empty() || table.rows.front().size() != collect.header().columns.size()) {
        return; // some other table
    }
    if (annex.rows.empty())
        annex.span.begin = table.span.begin;
    annex.span.end = table.span.end;
    const auto& columns = collect.header().columns;
    const auto number_at = static_cast<std::size_t>(std::find(columns.begin(), columns.end(), Column::Number) - columns.begin());
    const auto content_at = static_cast<std::size_t>(std::find(columns.begin(), columns.end(), Column::Content) - columns.begin());
    // Where the format marks merged cells, a blank cell is a blank one.
    bool merges = false;
    for (std::size_t k = r; k < table.rows.size(); ++k)
        merges = merges || table.merges[k];
    for (; r < table.rows.size(); ++r) {
        Row row = table.rows[r];
        bool empty = true;
        for (const auto& cell : row)
            empty = empty && (cell.text.empty() || cell.continued);
        if (empty)
            continue;
        if (head_row(row)) {
            std::vector<std::u32string> titles;
            for (const auto& cell : row)
                titles.push_back(cell.text.text);
            if ((!heads.empty() && titles == heads.front()) || titles == collect.header().titles || is_number_head(titles.front())) {
                ++annex.repeated_heads;
                continue;
            }
        }
        if (table.across[r]) {
            if (!is_tail(row.front().text.text))
                collect.group(row.front().text);
            continue;
        }
        // The right half of a cell that spans columns repeats the left one.
        for (std::size_t c = row.size(); c-- > 1;)
            if (row[c].twin && columns.size() > c && columns[c] != columns[c - 1])
                row[c].text = Piece{};
        row.resize(columns.size());
        std::u32string number;
        bool lower_half = false;
        if (number_at < row.size()) {
            auto& cell = row[number_at];
            if (!cell.text.empty() && !cell.continued) {
                number = cell.text.text;
                while (!number.empty() && is_one_of(number.back(), U".、．"))
                    number.pop_back();
                if (!to_number(number))
                    number = cell.text.text;
            } else {
                const bool merged = cell.continued && !cell.text.empty();
                const auto& content = row[content_at];
                const bool own_text = !content.text.empty() && !content.continued;
                if (merged && own_text)
                    number = U"+"; // another row under the same number
                else if (merged && content.continued)
                    lower_half = true;
                else if (!annex.rows.empty()) {
                    // No number and nothing merged: cut by a page end, unless the row above ended its sentence.
                    const auto& before = annex.rows.back().content.text.text;
                    const bool ended = before.empty() || is_one_of(before.back(), U"。！；");
                    lower_half = !own_text || !ended;
                    number = U"+";
                }
            }
        }
        if (lower_half && collect.append(row))
            continue;
        collect.row(row, number, !merges);
    }
}

// ---- lines -----------------------------------------------------------------------------------------------------------

struct Token {
    Piece text;
    bool line_start = false;
};

/// The cells of a table in plain text, in reading order, and whether blank ones are kept in place.
struct Tokens {
    std::vector<Token> list;
    enum Kind { Lines, Tabs, Pipes, RowLines } kind = Lines;
    bool spaced = false; ///< single blanks part the cells of a row, and stand inside them too
};

/// The heads from `at` on. Where cells are marked off, every short cell up to the first row number (or the end of the
/// line, a row a line) is one; else a word that is no known head must stand between two that are.
Header header_from(const std::vector<Token>& tokens, std::size_t at, std::size_t& count, Tokens::Kind kind) {
    Header h;
    count = 0;
    std::size_t last = 0; // how many cells, up to the last that is taken
    const bool marked = kind == Tokens::Pipes || kind == Tokens::RowLines || kind == Tokens::Tabs;
    std::size_t known = 0, unknown = 0;
    for (std::size_t i = at; i < tokens.size() && count < 16; ++i) {
        if (kind == Tokens::RowLines && i > at && tokens[i].line_start)
            break;
        const auto& t = tokens[i].text.text;
        if (t.empty()) {
            ++count;
            continue;
        }
        if (is_head_word(t)) {
            ++known;
            last = i + 1 - at;
        } else if (t.size() > 12 || to_number(t) || t.find_first_of(U"。；，、：") != std::u32string::npos || (known + unknown == 0 && !marked)) {
            if (kind == Tokens::RowLines && known + unknown > 0)
                ++unknown; // whatever it is, it is a head: it stands in the line of heads
            else
                break;
        } else if (!marked && (t.size() > 8 || ++unknown > known + 1)) {
            break;
        }
        if (kind == Tokens::RowLines)
            last = i + 1 - at;
        ++count;
    }
    if (marked && kind != Tokens::RowLines && last > 0)
        for (std::size_t i = at + last; i < tokens.size() && i < at + last + 4; ++i)
            if (to_number(tokens[i].text.text)) {
                last = i - at; // heads nobody knows, before the first row number
                break;
            }
    count = last;
    for (std::size_t i = at; i < at + last; ++i) {
        const auto& t = tokens[i].text.text;
        if (t.empty())
            continue;
        Column column = column_of(t);
        h.titles.push_back(t);
        h.columns.push_back(column);
    }
    // Nothing names the tasks: the first column that says nothing else does.
    if (std::none_of(h.columns.begin(), h.columns.end(), [](Column c) { return c == Column::Content || c == Column::Name; }))
        for (std::size_t c = 0; c < h.columns.size(); ++c)
            if (h.columns[c] == Column::Other && !is_head_word(h.titles[c])) {
                h.columns[c] = Column::Content;
                break;
            }
    return h;
}

/// Does a head of a table start at this line? 序号 alone, or a line of several heads.
bool head_line(const Document& document, const Line& line) {
    std::size_t heads = 0, others = 0;
    bool number = false;
    Piece word;
    std::u32string spread;
    auto close_spread = [&] {
        if (!spread.empty())
            ++(is_head_word(spread) ? heads : others);
        spread.clear();
    };
    auto close = [&] {
        if (word.empty())
            return;
        if (is_number_head(word.text))
            number = true;
        // 工 作 任 务: a head spread over its column
        if (word.text.size() == 1 && is_han(word.text[0])) {
            spread.push_back(word.text[0]);
            word = Piece{};
            return;
        }
        close_spread();
        if (is_head_word(word.text))
            ++heads;
        else
            ++others;
        word = Piece{};
    };
    bool bars = false;
    for (uint32_t i = line.head; i < line.end; ++i)
        bars = bars || document.norm[i] == U'|' || document.norm[i] == U'\t';
    for (uint32_t i = line.head; i < line.end && heads + others < 16; ++i) {
        const char32_t c = document.norm[i];
        if (c == U'|' || (bars ? c == U'\t' : is_space(c)))
            close();
        else if (bars && is_space(c))
            continue; // 任 务 名 称
        else if (c == U'。')
            return false;
        else
            word.push(c, i);
    }
    close();
    close_spread();
    return number && (bars ? heads >= 2 || others == 0 : others == 0 || (heads >= 3 && others <= heads));
}

Tokens tokens_of(const Document& document, const std::vector<Line>& lines, std::size_t from, std::size_t to) {
    Tokens out;
    std::size_t pipes = 0, tabs = 0, tab_cells = 0, filled = 0, row_lines = 0, wide_lines = 0;
    // Cells set apart by two or more blanks, as text copied out of a PDF is.
    auto wide_gap = [&](uint32_t i, uint32_t end) { return i + 1 < end && document.norm[i] == U' ' && document.norm[i + 1] == U' '; };
    for (std::size_t l = from; l < to; ++l) {
        const Line& line = lines[l];
        std::size_t here = 0;
        uint32_t begin = line.begin;
        const bool leading_tab = begin < document.norm.size() && document.norm[begin] == U'\t';
        for (uint32_t i = line.head; i < line.end; ++i) {
            pipes += document.norm[i] == U'|' ? 1 : 0;
            here += document.norm[i] == U'\t' || document.norm[i] == U'|' ? 1 : 0;
        }
        if (leading_tab)
            ++tabs;
        std::size_t gaps = 0;
        for (uint32_t i = line.head; i < line.end; ++i)
            if (wide_gap(i, line.end)) {
                ++gaps;
                while (i < line.end && document.norm[i] == U' ')
                    ++i;
            }
        wide_lines += gaps >= 2 ? 1 : 0;
        if (!line.blank()) {
            ++filled;
            tab_cells += leading_tab ? 1 : 0;
            row_lines += here >= 2 ? 1 : 0;
        }
    }
    if (filled == 0)
        return out;
    // Where every cell has its mark a number without one is a page's.
    auto digits_alone = [&](const Line& line) {
        bool digits = !line.blank() && line.end - line.head <= 3;
        for (uint32_t i = line.head; i < line.end; ++i)
            digits = digits && is_digit(document.norm[i]);
        return digits;
    };
    const bool wide = wide_lines * 3 >= filled * 2 && row_lines * 3 < filled * 2;
    if (row_lines * 3 >= filled * 2 || wide) {
        // a row a line: 1 <tab> name <tab> text … or | 1 | name | text |
        out.kind = Tokens::RowLines;
        // Rows that end with a bar: one that does not goes on in the next line.
        std::size_t closed = 0, open = 0;
        auto ends_with_bar = [&](const Line& line) { return line.end > line.head && document.norm[line.end - 1] == U'|'; };
        for (std::size_t l = from; l < to; ++l)
            if (!lines[l].blank())
                ++(ends_with_bar(lines[l]) ? closed : open);
        // Rows of tabs: a cell of two lines cuts its row in two, and together they have the tabs of the heads.
        auto tabs_of = [&](std::size_t l) {
            std::size_t n = 0;
            for (uint32_t i = lines[l].begin; i < document.norm.size() && document.norm[i] != U'\n'; ++i)
                n += document.norm[i] == U'\t' ? 1 : 0;
            return n;
        };
        const std::size_t head_tabs = tabs_of(from);
        std::size_t row_tabs = 0;
        bool goes_on = false;
        for (std::size_t l = from; l < to; ++l) {
            const Line& line = lines[l];
            if (line.blank() || digits_alone(line))
                continue;
            const bool joined = goes_on && !out.list.empty();
            goes_on = closed > open * 2 && !ends_with_bar(line);
            row_tabs = (joined ? row_tabs : 0) + tabs_of(l);
            if (!goes_on && l > from && l + 1 < to && row_tabs > 0 && row_tabs < head_tabs && !lines[l + 1].blank() && is_han(document.norm[lines[l + 1].begin])) {
                const std::size_t next = tabs_of(l + 1);
                goes_on = next > 0 && (row_tabs + next == head_tabs || (row_tabs + 1 < head_tabs && row_tabs + next < head_tabs));
            }
            const auto printed = std::u32string_view(document.norm).substr(line.head, line.end - line.head);
            if (printed.find_first_not_of(U"|-—:：=+ \t") == std::u32string_view::npos)
                continue; // | --- | --- |
            uint32_t i = line.begin, stop = line.end;
            // a bar before the first cell, where the heads have one too; else that cell is blank
            const bool pipe = document.norm[line.head] == U'|' && (document.norm[lines[from].head] == U'|' || joined);
            if (pipe)
                i = line.head + 1;
            else if (wide)
                i = line.head;
            // heads set apart by blanks above rows that are set apart by bars
            bool plain = true;
            for (uint32_t k = line.head; k < line.end; ++k)
                plain = plain && document.norm[k] != U'|' && document.norm[k] != U'\t';
            const bool by_blanks = plain && l == from;
            bool first = true;
            Token token;
            token.line_start = true;
            if (joined) {
                if (pipe) { // 具体要求 | above, | 责任单位 here
                    token.line_start = false;
                } else {
                    token = std::move(out.list.back());
                    out.list.pop_back();
                }
            }
            for (; i <= stop; ++i) {
                char32_t c = i < stop ? document.norm[i] : U'\n';
                if (i < stop && ((wide && wide_gap(i, stop)) || (by_blanks && c == U' '))) {
                    while (i + 1 < stop && document.norm[i + 1] == U' ')
                        ++i;
                    c = U'|';
                }
                if (i < stop && c != U'\t' && c != U'|') {
                    if (!is_space(c))
                        token.text.push(c, i);
                    continue;
                }
                if (i == stop && !first && token.text.empty() && i > 0 && document.norm[i - 1] == U'|')
                    break; // the closing bar
                out.list.push_back(std::move(token));
                token = Token{};
                first = false;
            }
        }
        return out;
    }
    if (pipes * 2 >= filled) {
        out.kind = Tokens::Pipes;
        Token token;
        for (std::size_t l = from; l < to; ++l)
            for (uint32_t i = lines[l].head; i < lines[l].end && !digits_alone(lines[l]); ++i) {
                const char32_t c = document.norm[i];
                if (c == U'|') {
                    out.list.push_back(std::move(token));
                    token = Token{};
                } else if (!is_space(c)) {
                    token.text.push(c, i);
                }
            }
        if (!token.text.empty())
            out.list.push_back(std::move(token));
        return out;
    }
    out.kind = tab_cells * 3 >= filled * 2 ? Tokens::Tabs : Tokens::Lines;
    // 序号 类别 … in one line, below it 1 加强… 市水利局 …: single blanks part the cells, and stand inside them too.
    std::size_t numbered = 0;
    for (std::size_t l = from + 1; l < to; ++l) {
        uint32_t i = lines[l].head;
        while (i < lines[l].end && is_digit(document.norm[i]))
            ++i;
        numbered += i > lines[l].head && i < lines[l].end && document.norm[i] == U' ' ? 1 : 0;
    }
    std::size_t head_gaps = 0;
    for (uint32_t i = lines[from].head; i < lines[from].end; ++i)
        head_gaps += document.norm[i] == U' ' ? 1 : 0;
    const bool spaced = out.kind == Tokens::Lines && head_gaps >= 2 && numbered * 2 >= filled - 1 && numbered > 0;
    if (spaced) {
        out.kind = Tokens::RowLines;
        out.spaced = true;
    }
    for (std::size_t l = from; l < to; ++l) {
        const Line& line = lines[l];
        if (spaced && !line.blank()) {
            Token token;
            token.line_start = true;
            bool after_single = false;
            for (uint32_t i = line.head; i <= line.end; ++i) {
                if (i < line.end && !is_space(document.norm[i])) {
                    token.text.push(document.norm[i], i);
                } else if (!token.text.empty()) {
                    const bool single = l == from && token.text.text.size() == 1 && is_han(token.text.text[0]);
                    if (single && after_single) // 工 作 任 务
                        out.list.back().text.append(token.text);
                    else
                        out.list.push_back(std::move(token));
                    after_single = single;
                    token = Token{};
                }
            }
            continue;
        }
        const bool leading_tab = line.begin < document.norm.size() && line.begin < line.head && document.norm[line.begin] == U'\t';
        if (line.blank() && !(out.kind == Tokens::Tabs && leading_tab))
            continue;
        Token token;
        token.text = squeeze(document, {line.head, line.end});
        token.line_start = true;
        // 责任 / 领导, 责任 / 科室: a head broken in its narrow column
        if (out.kind == Tokens::Lines && l < from + 40 && !out.list.empty() && out.list.back().text.text.size() == 2 && token.text.text.size() <= 4) {
            const auto& head = out.list.back().text.text;
            const bool first = any_of_words(head, {U"责任", U"牵头", U"配合", U"完成", U"分管", U"时间", U"工作", U"主要", U"具体"});
            const bool second = any_of_words(token.text.text, {U"领导", U"科室", U"单位", U"部门", U"时限", U"时间", U"情况", U"要求", U"任务", U"内容", U"措施", U"人"});
            if (first && second) {
                out.list.back().text.append(token.text);
                continue;
            }
        }
        out.list.push_back(std::move(token));
    }
    return out;
}

bool same_head(const std::vector<Token>& tokens, std::size_t at, const Header& header, std::size_t& count) {
    std::size_t i = at, matched = 0;
    while (i < tokens.size() && matched < header.titles.size()) {
        if (tokens[i].text.empty()) {
            ++i;
            continue;
        }
        if (tokens[i].text.text != header.titles[matched])
            return false;
        ++matched;
        ++i;
    }
    count = i - at;
    return matched == header.titles.size();
}

std::optional<long> row_number(const Token& token) {
    std::u32string_view t = token.text.text;
    while (!t.empty() && is_one_of(t.back(), U".、．"))
        t.remove_suffix(1);
    if (t.empty() || t.size() > 4 || !is_digit(t[0]))
        return std::nullopt;
    return to_number(t);
}

/// Every token its column, row after row: the cheapest way through. A row may leave columns out (cells merged with the
/// ones above); a cell takes one token where cells are marked off, or several lines where they are not.
std::pair<double, std::vector<int>> cycle(const std::vector<Piece>& tokens, const std::vector<Column>& columns, int year, bool cells_marked) {
    const std::size_t n = tokens.size(), m = columns.size();
    constexpr double never = -1e18;
    std::vector<double> before(m, never), now(m);
    const auto content = static_cast<std::size_t>(std::find(columns.begin(), columns.end(), Column::Content) - columns.begin());
    std::vector<std::vector<signed char>> from(n, std::vector<signed char>(m, -1)); // m + p: a new row
    auto skipped = [&](std::size_t a, std::size_t b) {
        double cost = 0;
        for (std::size_t c = a; c < b; ++c)
            switch (columns[c]) {
            case Column::Other: cost -= 0.2; break;
            case Column::Content: cost -= 8; break;
            case Column::Number: cost -= 6; break;
            case Column::Name: cost -= 1; break;
            default: cost -= c < content ? 1.2 : 2.2; break; // merged cells are mostly on the left
            }
        return cost;
    };
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t c = 0; c < m; ++c) {
            const double here = fit(tokens[i], columns[c], year, false);
            now[c] = i == 0 ? skipped(0, c) + here : never;
            for (std::size_t p = 0; i > 0 && p < m; ++p) {
                if (before[p] == never)
                    continue;
                if (p < c) {
                    const double score = before[p] + skipped(p + 1, c) + here;
                    if (score > now[c]) {
                        now[c] = score;
                        from[i][c] = static_cast<signed char>(p);
                    }
                }
                const double fresh = before[p] + skipped(p + 1, m) + skipped(0, c) + here;
                if (fresh > now[c]) {
                    now[c] = fresh;
                    from[i][c] = static_cast<signed char>(m + p);
                }
                if (p == c && !cells_marked) {
                    const char32_t last = tokens[i - 1].text.back();
                    const bool list = columns[c] == Column::Lead || columns[c] == Column::Responsible || columns[c] == Column::Support;
                    const double on = before[p] + fit(tokens[i], columns[c], year, true) - 1 +
                                      (is_one_of(last, U"、，和与及") ? 3 : is_one_of(last, U"。！") ? (columns[c] == Column::Content ? 0 : -2) : 0) -
                                      (list ? 1 : columns[c] == Column::Content ? 0 : 5);
                    if (on > now[c]) {
                        now[c] = on;
                        from[i][c] = static_cast<signed char>(p);
                    }
                }
            }
        }
        std::swap(before, now);
    }
    std::size_t at = 0;
    double top = never;
    for (std::size_t c = 0; c < m; ++c)
        if (const double score = before[c] + skipped(c + 1, m); score > top)
            top = score, at = c;
    std::vector<int> where(n, 0);
    for (std::size_t i = n; i-- > 0;) {
        const int f = i > 0 ? from[i][at] : -1;
        const bool fresh = i == 0 || f >= static_cast<int>(m);
        where[i] = static_cast<int>(at) + (fresh ? static_cast<int>(m) : 0);
        if (i > 0)
            at = static_cast<std::size_t>(f % static_cast<int>(m));
    }
    return {top, where};
}

/// Where a table whose cells are set off by bars or tabs ends: behind the last of them.
std::size_t end_of_bars(const Document& document, const std::vector<Line>& lines, std::size_t head) {
    std::size_t last = head, first = lines.size();
    for (std::size_t l = head; l < lines.size(); ++l)
        for (uint32_t i = lines[l].begin; i < lines[l].end; ++i)
            if (document.norm[i] == U'|' || document.norm[i] == U'\t') {
                last = l;
                first = std::min(first, l);
                break;
            }
    return first <= head + 3 ? last + 1 : lines.size();
}

/// A second line of heads under merged ones: 责任清单 over 责任领导, 责任人, 责任处室. A row below says how many cells there are.
std::size_t second_heads(const std::vector<Token>& list, std::size_t at, Header& header) {
    auto line_end = [&](std::size_t i) {
        std::size_t k = i + 1;
        while (k < list.size() && !list[k].line_start)
            ++k;
        return k;
    };
    auto filled = [&](std::size_t from, std::size_t to) {
        while (to > from && list[to - 1].text.empty())
            --to;
        return to - from;
    };
    if (at >= list.size() || !list[at].line_start || row_number(list[at]))
        return at;
    const std::size_t next = line_end(at);
    if (next >= list.size() || !row_number(list[next]))
        return at;
    // |||牵头|配合|| under 序号|类别|任务|责任部门||时间: blanks say under which head they stand
    if (list[at].text.empty()) {
        std::size_t first = at;
        while (first < next && list[first].text.empty())
            ++first;
        const std::size_t under = first - at, end = at + filled(at, next), rows = line_end(next) - next;
        for (std::size_t i = first; i < end; ++i)
            if (!is_head_word(list[i].text.text))
                return at;
        const std::size_t named = end - first;
        const bool blank_kept = under + named <= header.titles.size() && header.titles[under + named - 1].empty();
        if (named < 2 || under >= header.titles.size() || !(blank_kept || header.titles.size() + named - 1 <= rows))
            return at;
        for (std::size_t i = first; i < end; ++i) {
            const std::size_t k = under + (i - first);
            if (i > first && !blank_kept) {
                header.titles.insert(header.titles.begin() + static_cast<std::ptrdiff_t>(k), std::u32string());
                header.columns.insert(header.columns.begin() + static_cast<std::ptrdiff_t>(k), Column::Other);
            }
            header.titles[k] = list[i].text.text;
            header.columns[k] = column_of(list[i].text.text);
        }
        return next;
    }
    const std::size_t heads = filled(at, next), cells = filled(next, line_end(next));
    if (heads < 2 || cells <= heads || cells - heads > header.titles.size())
        return at;
    header.titles.resize(cells - heads);
    header.columns.resize(cells - heads);
    for (std::size_t i = at; i < at + heads; ++i) {
        if (list[i].text.text.size() > 12)
            return at;
        header.titles.push_back(list[i].text.text);
        header.columns.push_back(column_of(list[i].text.text));
    }
    return next;
}

void read_lines_table(const Document& document, const std::vector<Line>& lines, std::size_t head, Collector& collect) {
    Annex& annex = collect.annex();
    Tokens tokens = tokens_of(document, lines, head, end_of_bars(document, lines, head));
    auto& list = tokens.list;
    std::size_t count = 0;
    Header header = header_from(list, 0, count, tokens.kind);
    // 序号 … must be followed by a number
    std::size_t at = count;
    while (at < list.size() && list[at].text.empty() && !list[at].line_start)
        ++at;
    if (tokens.kind == Tokens::RowLines)
        at = second_heads(list, at, header);
    while (at < list.size() && list[at].text.empty())
        ++at;
    // Another kind of table may have its number column named but rows without: give up on those here.
    if (header.titles.size() < 3 || header.columns.front() != Column::Number || !settle(header))
        return;
    if (at >= list.size() || !row_number(list[at])) {
        if (!(at < list.size() && is_group_heading(list[at].text.text)))
            return;
    }
    collect.start(header);
    const std::size_t m = header.columns.size();
    const auto content_at = static_cast<std::size_t>(std::find(header.columns.begin(), header.columns.end(), Column::Content) - header.columns.begin());
    if (annex.rows.empty())
        annex.span.begin = lines[head].head;

    // Row starts: the numbers in sequence.
    std::vector<std::size_t> starts;
    long expected = 0;
    std::vector<bool> is_head(list.size(), false);
    // Another table begins: 序号, more heads, and then 1 once more.
    auto other_table = [&](std::size_t i) {
        if (!is_number_head(list[i].text.text) || !list[i].line_start)
            return false;
        std::size_t heads = 0, others = 0;
        for (std::size_t k = i + 1; k < list.size() && k < i + 16 && others < 3 && !is_number_head(list[k].text.text); ++k)
            if (const auto number = row_number(list[k]))
                return *number == 1 && heads >= 2;
            else if (!list[k].text.empty())
                ++(is_head_word(list[k].text.text) ? heads : others);
        return false;
    };
    for (std::size_t i = at; i < list.size(); ++i) {
        std::size_t n = 0;
        if (expected >= 1 && other_table(i)) {
            list.resize(i);
            break;
        }
        if (!list[i].text.empty() && is_number_head(list[i].text.text) && same_head(list, i, header, n)) {
            ++annex.repeated_heads;
            for (std::size_t k = i; k < i + n; ++k)
                is_head[k] = true;
            i += n - 1;
            continue;
        }
        const auto number = row_number(list[i]);
        if (!number || !list[i].line_start)
            if (!number || tokens.kind == Tokens::RowLines || tokens.kind == Tokens::Lines)
                continue;
        bool take = *number == expected + 1;
        if (starts.empty() && !take && *number < 2000) { // part of a longer table: it begins at 80
            for (std::size_t k = i + 1; k < list.size() && k < i + 40 && !take; ++k)
                if (const auto later = row_number(list[k]); later && *later == *number + 1)
                    take = true;
            if (take)
                expected = *number - 1;
        }
        if (starts.empty() && !take && *number < 2000 && i == at && tokens.kind != Tokens::Lines) {
            take = true;
            expected = *number - 1;
        }
        if (!take && *number > expected && *number <= expected + (tokens.kind == Tokens::Lines ? 4 : 60)) {
            // A number was lost in print: only when the expected one does not come later.
            take = true;
            for (std::size_t k = i + 1; k < list.size() && k < i + 200; ++k)
                if (const auto later = row_number(list[k]); later && *later > expected && *later < *number)
                    take = false;
        }
        if (take) {
            if (*number != expected + 1)
                annex.problems.push_back({fmt::format("附表序号从 {} 跳到 {}", expected, *number),
                                          fmt::format("annex numbers jump from {} to {}", expected, *number)});
            starts.push_back(i);
            expected = *number;
        }
    }
    for (std::size_t s = 0; s < starts.size(); ++s) {
        const std::size_t begin = starts[s];
        std::size_t end = s + 1 < starts.size() ? starts[s + 1] : list.size();
        std::vector<Piece> cells; // without the number
        std::vector<std::vector<Piece>> below; // rows without a number of their own
        std::vector<std::size_t> blanks;
        std::u32string group_after;
        bool exact = true;
        std::size_t tail_blank = 0;
        for (std::size_t i = begin + 1; i < end; ++i) {
            if (is_head[i])
                continue;
            if (tokens.kind == Tokens::RowLines && list[i].line_start && list[i].text.empty() && !tokens.spaced) {
                // No number: the lower half of a row that a page end cut, or another row under the same number.
                std::vector<Piece> more;
                std::size_t k = i + 1, texts = 0;
                for (; k < end && !list[k].line_start && !is_head[k]; ++k) {
                    more.push_back(list[k].text);
                    texts += list[k].text.empty() ? 0 : 1;
                }
                if (texts > 0 && more.size() >= content_at && more.size() <= m + 1 && !more[content_at - 1].empty()) {
                    auto& above = below.empty() ? cells : below.back();
                    bool open = above.size() >= content_at && !above[content_at - 1].empty() && !is_one_of(above[content_at - 1].text.back(), U"。！；");
                    for (std::size_t c = content_at; c < above.size(); ++c)
                        open = open && above[c].empty();
                    if (open) {
                        above.resize(std::max(m - 1, more.size())); // every cell in its place
                        for (std::size_t c = 0; c < more.size(); ++c)
                            join(above[c], more[c]);
                    } else {
                        below.push_back(std::move(more));
                    }
                    i = k - 1;
                    continue;
                }
            }
            if (tokens.kind == Tokens::RowLines && list[i].line_start) {
                // text between rows: a heading across the table, or the end of it
                if (is_group_heading(list[i].text.text))
                    group_after = list[i].text.text;
                break;
            }
            if (s + 1 == starts.size() && is_tail(list[i].text.text))
                break;
            cells.push_back(list[i].text);
        }
        while (cells.size() > m - 1 && cells.back().empty()) {
            cells.pop_back();
            ++tail_blank;
        }
        // After the last cell of a row: a heading of the rows to come.
        if (!cells.empty() && is_group_heading(cells.back().text) && cells.size() >= 2 && !is_unit_list(cells.back())) {
            group_after = cells.back().text;
            cells.pop_back();
        }
        Row row(m);
        row[0].text = list[begin].text;
        std::size_t filled = 0;
        for (const auto& c : cells)
            filled += c.empty() ? 0 : 1;
        // With every cell in its place there is nothing to guess, unless merged cells were flattened away.
        bool in_place = (tokens.kind == Tokens::Tabs || tokens.kind == Tokens::RowLines) && cells.size() == m - 1 && !tokens.spaced;
        if (!in_place && tokens.kind != Tokens::Lines && !tokens.spaced && cells.size() == m - 1) {
            in_place = true;
            for (std::size_t c = 0; c < cells.size() && filled < m - 1; ++c) // a blank cell may be one that was merged away
                in_place = in_place && (cells[c].empty() || fit(cells[c], header.columns[c + 1], collect.year(), false) > -1);
        }
        // The blank cells at the end of a line were lost with its blanks.
        if (!in_place && tokens.kind == Tokens::RowLines && !tokens.spaced && cells.size() < m - 1 && cells.size() > content_at) {
            double score = 0;
            std::vector<Piece> texts;
            for (std::size_t c = 0; c < cells.size(); ++c)
                if (!cells[c].empty()) {
                    score += fit(cells[c], header.columns[c + 1], collect.year(), false);
                    texts.push_back(cells[c]);
                }
            // A time nobody knows fits nowhere; cells that are missing on the left make far more of a difference.
            in_place = texts.empty() || score + 4 >= fit_in_order(texts, {header.columns.begin() + 1, header.columns.end()}, collect.year());
        }
        if (in_place) {
            for (std::size_t c = 0; c < cells.size(); ++c)
                row[c + 1].text = cells[c];
        } else {
            exact = false;
            std::vector<Piece> texts;
            for (auto& c : cells)
                if (!c.empty())
                    texts.push_back(c);
            std::vector<Column> columns(header.columns.begin() + 1, header.columns.end());
            // What follows the last row of the table belongs to the page, not to the row.
            if (s + 1 == starts.size() && columns.back() == Column::Due) {
                for (std::size_t i = 0; i < texts.size(); ++i)
                    if (is_due_cell(texts[i].text, collect.year()) && i >= 1) {
                        texts.resize(i + 1);
                        break;
                    }
            }
            // Two tasks under one number: the columns begin anew, and that fits far better than one row does.
            if (columns.size() >= 2 && texts.size() > columns.size() && texts.size() < 2000) {
                const bool marked = tokens.kind != Tokens::Lines && !tokens.spaced;
                const auto [score, where] = cycle(texts, columns, collect.year(), marked);
                const auto k = static_cast<int>(columns.size());
                const auto parts = std::count_if(where.begin(), where.end(), [&](int w) { return w >= k; });
                const auto dues = std::count_if(where.begin(), where.end(), [&](int w) { return columns[static_cast<std::size_t>(w % k)] == Column::Due; });
                if (parts >= 2 && (marked || (parts == 2 && dues == 2)) && score > fit_in_order(texts, columns, collect.year()) + 4) {
                    std::vector<Row> rows;
                    for (std::size_t i = 0; i < texts.size(); ++i) {
                        if (where[i] >= k)
                            rows.emplace_back(m);
                        join(rows.back()[static_cast<std::size_t>(where[i] % k) + 1].text, texts[i]);
                    }
                    rows.front()[0].text = list[begin].text;
                    for (std::size_t r = 0; r < rows.size(); ++r)
                        collect.row(rows[r], r == 0 ? list[begin].text.text : std::u32string(U"+"), true, r == 0 ? 0.9 : 0.8);
                    continue;
                }
            }
            const auto where = assign(texts, columns, collect.year());
            for (std::size_t i = 0; i < texts.size(); ++i)
                join(row[static_cast<std::size_t>(where[i]) + 1].text, texts[i]);
        }
        collect.row(row, list[begin].text.text, true, exact ? 1.0 : 0.95);
        for (const auto& more : below) {
            Row another(m);
            for (std::size_t c = 0; c < more.size() && c + 1 < m; ++c)
                another[c + 1].text = more[c];
            collect.row(another, U"+", true, 0.9);
        }
        if (!group_after.empty()) {
            Piece p;
            p.text = group_after;
            collect.group(p);
        }
    }
    if (!annex.rows.empty())
        annex.span.end = std::max(annex.span.end, annex.rows.back().span.end);
}

// ---- tables in plain text with every cell in its place ------------------------------------------------------------------

bool is_rule(char32_t c) { return is_one_of(c, U"-=+_—"); }

/// ├──┤      ├──┤, +---+---+: a line that is drawn, not written.
bool ruled(const Document& document, uint32_t begin, uint32_t end) {
    std::size_t strokes = 0;
    for (uint32_t i = begin; i < end; ++i) {
        if (!is_rule(document.norm[i]) && !is_space(document.norm[i]) && document.norm[i] != U'|')
            return false;
        strokes += is_rule(document.norm[i]) ? 1 : 0;
    }
    return strokes >= 3;
}

uint32_t raw_end(const Document& document, const std::vector<Line>& lines, std::size_t l) {
    return l + 1 < lines.size() ? lines[l + 1].begin - 1 : static_cast<uint32_t>(document.norm.size());
}

/// Where a cell that a spreadsheet has put in quotation marks, because it holds line ends, is closed; 0: it is none.
uint32_t quoted_cell_end(const Document& document, uint32_t at) {
    const auto& t = document.text;
    if (at >= t.size() || t[at] != U'"')
        return 0;
    bool lines = false;
    for (uint32_t i = at + 1; i < t.size() && i < at + 2000; ++i) {
        lines = lines || t[i] == U'\n';
        if (t[i] != U'"')
            continue;
        if (i + 1 < t.size() && t[i + 1] == U'"') {
            ++i;
            continue;
        }
        const bool closes = i + 1 >= t.size() || is_one_of(t[i + 1], U"\t\r\n");
        return closes && lines ? i : 0;
    }
    return 0;
}

/// A row a line, copied out of a spreadsheet: every row has as many tabs as the heads have.
std::optional<Grid> tab_grid(const Document& document, const std::vector<Line>& lines, std::size_t head, int year) {
    Grid grid;
    std::size_t columns = 0;
    std::vector<Column> kinds;
    for (std::size_t l = head; l < lines.size(); ++l) {
        if (lines[l].blank())
            continue;
        uint32_t end = raw_end(document, lines, l);
        Row row;
        uint32_t begin = lines[l].begin;
        for (uint32_t i = begin; i <= end; ++i) {
            if (i == begin)
                if (const uint32_t close = quoted_cell_end(document, i)) {
                    row.push_back({squeeze(document, {i + 1, close})});
                    i = begin = close + 1;
                    while (l + 1 < lines.size() && lines[l + 1].begin <= i)
                        ++l;
                    end = raw_end(document, lines, l);
                    while (i < end && document.norm[i] != U'\t')
                        ++i;
                    begin = i + 1;
                    continue;
                }
            if (i == end || document.norm[i] == U'\t') {
                row.push_back({squeeze(document, {begin, i})});
                begin = i + 1;
            }
        }
        std::size_t last = row.size(), texts = 0;
        while (last > 0 && row[last - 1].text.empty())
            --last;
        for (const auto& cell : row)
            texts += cell.text.empty() ? 0 : 1;
        if (l == head) {
            row.resize(last);
            if (last < 3 || !head_row(row))
                return std::nullopt;
            columns = last;
            for (const auto& cell : row)
                kinds.push_back(column_of(cell.text.text));
        } else if (row.size() < 2 || (texts == 1 && last == 1 && !to_number(row[0].text.text))) {
            if (!is_group_heading(row[0].text.text)) { // behind the table, or a cell that goes on
                for (std::size_t k = l + 1, seen = 0; k < lines.size() && seen < 4; ++k) {
                    std::size_t tabs = 0;
                    for (uint32_t i = lines[k].begin; i < lines[k].end; ++i)
                        tabs += document.norm[i] == U'\t' ? 1 : 0;
                    if (tabs + 1 >= columns && row.size() < 2)
                        return std::nullopt;
                    seen += lines[k].blank() ? 0 : 1;
                }
                break;
            }
            row.resize(columns);
            grid.rows.push_back(std::move(row));
            grid.across.push_back(true);
            continue;
        } else if (last > columns) {
            return std::nullopt;
        } else if (row.size() < columns) {
            // The tabs at the end of a line were lost; or merged cells were left out, and nothing is in its place.
            std::vector<Piece> cells;
            double score = 0;
            for (std::size_t c = 0; c < last; ++c)
                if (!row[c].text.empty()) {
                    score += fit(row[c].text, kinds[c], year, false);
                    cells.push_back(row[c].text);
                }
            if (score + 4 < fit_in_order(cells, kinds, year))
                return std::nullopt;
        }
        row.resize(columns);
        grid.span.end = lines[l].end;
        // A row that a page end cut in two: no number, and what stood above it had not ended.
        if (kinds[0] == Column::Number && row[0].text.empty() && !grid.rows.empty()) {
            std::size_t above = grid.rows.size() - 1, first = 1;
            while (above > 0 && (head_row(grid.rows[above]) || grid.across[above]))
                --above;
            std::size_t cut = columns;
            while (cut > 0 && grid.rows[above][cut - 1].text.empty())
                --cut;
            while (first < columns && row[first].text.empty())
                ++first;
            if (above > 0 && cut == first + 1 && cut > 1 && !is_one_of(grid.rows[above][first].text.text.back(), U"。！；")) {
                for (std::size_t c = 0; c < columns; ++c)
                    grid.rows[above][c].text.append(row[c].text);
                continue;
            }
        }
        grid.rows.push_back(std::move(row));
        grid.across.push_back(false);
    }
    grid.span.begin = lines[head].head;
    return grid.rows.size() >= 3 ? std::optional(std::move(grid)) : std::nullopt;
}

/// A table drawn with lines: what stands between two drawn lines is one row, or each line where only the heads are ruled off.
std::optional<Grid> drawn_grid(const Document& document, const std::vector<Line>& lines, std::size_t head) {
    if (head == 0 || !ruled(document, lines[head - 1].begin, raw_end(document, lines, head - 1)) || document.norm[lines[head].head] != U'|')
        return std::nullopt;
    std::vector<Row> parts;
    std::vector<std::size_t> groups;
    std::size_t group = 0, last = head;
    for (std::size_t l = head; l < lines.size(); ++l) {
        const uint32_t end = raw_end(document, lines, l);
        if (ruled(document, lines[l].begin, end)) {
            ++group;
            continue;
        }
        if (lines[l].blank())
            continue;
        if (document.norm[lines[l].head] != U'|')
            break;
        Row row;
        uint32_t begin = lines[l].head + 1;
        for (uint32_t i = begin; i < lines[l].end; ++i)
            if (document.norm[i] == U'|') {
                row.push_back({squeeze(document, {begin, i})});
                begin = i + 1;
            }
        if (!parts.empty() && row.size() != parts.front().size())
            return std::nullopt;
        parts.push_back(std::move(row));
        groups.push_back(group);
        last = l;
    }
    if (parts.empty() || groups.back() == 0)
        return std::nullopt;
    const bool by_group = groups.back() >= 2;
    Grid grid;
    for (std::size_t k = 0; k < parts.size(); ++k) {
        if (k > 0 && groups[k] == groups[k - 1] && (by_group || groups[k] == 0)) {
            for (std::size_t c = 0; c < parts[k].size(); ++c)
                grid.rows.back()[c].text.append(parts[k][c].text);
            continue;
        }
        grid.rows.push_back(std::move(parts[k]));
    }
    if (!head_row(grid.rows.front()) || grid.rows.size() < 3)
        return std::nullopt;
    grid.across.assign(grid.rows.size(), false);
    grid.span = {lines[head].head, lines[last].end};
    return grid;
}

/// Of the lines between two numbers, each in the middle of its row: where the lower row begins. About as many lines stand
/// below a number as above it, and no cell ends in the midst of a list or a bracket.
std::size_t end_in_gap(const std::vector<Row>& printed, std::size_t begin, std::size_t number, std::size_t next) {
    std::size_t best = number + 1;
    long least = 1000000;
    for (std::size_t stop = number + 1; stop <= next; ++stop) {
        const long above = static_cast<long>(number - begin), below = static_cast<long>(stop - number) - 1;
        long cost = 2 * std::abs(above - below);
        for (std::size_t c = 1; c < printed[number].size(); ++c) {
            std::u32string_view last;
            long open = 0;
            for (std::size_t k = begin; k < stop; ++k) {
                const auto& t = printed[k][c].text.text;
                last = t.empty() ? last : std::u32string_view(t);
                open += std::count(t.begin(), t.end(), U'（') - std::count(t.begin(), t.end(), U'）');
            }
            cost += !last.empty() && (open > 0 || is_one_of(last.back(), U"、，（与和及")) ? 5 : 0;
        }
        if (cost < least) {
            least = cost;
            best = stop;
        }
    }
    return best;
}

/// Cells set apart by blanks alone, as pdftotext -layout prints them: a blank strip from top to bottom between every two
/// columns, a number where a row begins. A Han character is two blanks wide, or one where characters were counted.
std::optional<Grid> layout_grid(const Document& document, const std::vector<Line>& lines, std::size_t head) {
    for (const std::size_t wide : {2u, 1u}) {
        std::vector<std::size_t> used; // lines of the table
        std::vector<bool> filled;
        std::vector<std::vector<std::pair<std::size_t, uint32_t>>> at;
        std::size_t first_width = 0, heads = 0;
        for (std::size_t l = head; l < lines.size() && used.size() < 5000; ++l) {
            if (lines[l].blank())
                continue;
            std::vector<std::pair<std::size_t, uint32_t>> marks;
            std::size_t column = 0, gaps = 0, blanks = 0;
            for (uint32_t i = lines[l].begin; i < lines[l].end; ++i) {
                const char32_t c = document.text[i];
                const std::size_t width = c >= 0x2E80 ? wide : c == U'\t' ? 8 - column % 8 : 1;
                if (!is_space(document.norm[i])) {
                    gaps += blanks >= 2 ? 1 : 0;
                    blanks = 0;
                    marks.emplace_back(column, i);
                } else {
                    blanks += width;
                }
                column += width;
            }
            const Piece text = squeeze(document, {lines[l].head, lines[l].end});
            if (used.empty()) {
                first_width = marks.front().first;
                heads = gaps + (first_width >= 2 ? 0 : 1);
            }
            if (!used.empty() && (gaps == 0 || is_tail(text.text) || (marks.front().first < first_width + 2 && gaps < 2 && !is_digit(text.text.front()))))
                break;
            for (const auto& [column_at, i] : marks) {
                const std::size_t width = document.text[i] >= 0x2E80 ? wide : 1;
                filled.resize(std::max(filled.size(), column_at + width), false);
                for (std::size_t k = 0; k < width; ++k)
                    filled[column_at + k] = true;
            }
            used.push_back(l);
            at.push_back(std::move(marks));
        }
        std::vector<std::size_t> ends; // of every column
        for (std::size_t k = 0; k < filled.size(); ++k)
            if (filled[k] && (k + 1 >= filled.size() || !filled[k + 1]))
                ends.push_back(k + 1);
        std::vector<Row> printed(used.size(), Row(ends.size()));
        std::vector<std::size_t> numbers; // lines that bear one
        bool fits = ends.size() >= 3 && ends.size() == heads && used.size() >= 3;
        for (std::size_t k = 0; fits && k < used.size(); ++k) {
            Row& row = printed[k];
            for (const auto& [column_at, i] : at[k]) {
                const auto c = static_cast<std::size_t>(std::upper_bound(ends.begin(), ends.end(), column_at) - ends.begin());
                row[c].text.push(document.norm[i], i);
            }
            if (k == 0)
                fits = head_row(row) && is_number_head(row.front().text.text) && std::none_of(row.begin(), row.end(), [](const auto& cell) { return cell.text.empty(); });
            else if (to_number(row.front().text.text))
                numbers.push_back(k);
            else
                fits = row.front().text.empty();
        }
        if (!fits || numbers.empty())
            continue;
        Grid grid;
        grid.rows.push_back(std::move(printed.front()));
        const bool middle = numbers.front() > 1; // the number stands in the midst of its row
        std::size_t begin = 1;
        for (std::size_t n = 0; n < numbers.size(); ++n) {
            const std::size_t next = n + 1 < numbers.size() ? numbers[n + 1] : used.size();
            std::size_t stop = next;
            if (middle && n + 1 < numbers.size())
                stop = end_in_gap(printed, begin, numbers[n], next);
            Row row(ends.size());
            for (std::size_t k = begin; k < stop; ++k)
                for (std::size_t c = 0; c < row.size(); ++c)
                    row[c].text.append(printed[k][c].text);
            grid.rows.push_back(std::move(row));
            begin = stop;
        }
        if (!fits || grid.rows.size() < 3)
            continue;
        grid.across.assign(grid.rows.size(), false);
        grid.span = {lines[head].head, lines[used.back()].end};
        return grid;
    }
    return std::nullopt;
}

/// The table whose heads stand at this line, if every cell of it can be told apart.
bool read_plain_grid(const Document& document, const std::vector<Line>& lines, std::size_t head, Collector& collect) {
    bool tabs = false, gap = false;
    for (uint32_t i = lines[head].head; i < lines[head].end; ++i) {
        tabs = tabs || document.norm[i] == U'\t';
        gap = gap || (document.norm[i] == U' ' && document.norm[i + 1] == U' ');
    }
    std::optional<Grid> grid;
    if (tabs)
        grid = tab_grid(document, lines, head, collect.year());
    else if (document.norm[lines[head].head] == U'|')
        grid = drawn_grid(document, lines, head);
    else if (gap && head_line(document, lines[head]))
        grid = layout_grid(document, lines, head);
    if (!grid)
        return false;
    grid->merges.assign(grid->rows.size(), false);
    const std::size_t before = collect.annex().rows.size();
    bool open = false;
    read_grid(*grid, collect, open);
    return collect.annex().rows.size() > before;
}

// ---- tables whose rows do not begin with a number --------------------------------------------------------------------

/// Three heads or more one behind the other, one of them of bodies, no number column before them: in how many tokens?
std::size_t loose_head(const Document& document, const std::vector<Line>& lines, std::size_t from) {
    std::size_t heads = 0, unknown = 0;
    bool bodies = false, task = false, any_bars = false;
    Piece word;
    bool on = true;
    auto close = [&] {
        if (word.empty())
            return;
        const std::u32string_view t = word.text;
        if (t.find_first_of(U"：、") != std::u32string_view::npos || (!is_head_word(t) && (heads > 0 || t.size() > 8 || ++unknown > 2))) {
            on = false;
            return;
        }
        if (!is_head_word(t)) { // 演练科目 情景构建 牵头单位 …: what the table is about
            word = Piece{};
            task = true;
            return;
        }
        const Column c = column_of(t);
        bodies = bodies || c == Column::Responsible || c == Column::Lead;
        task = task || c == Column::Content || c == Column::Name;
        ++heads;
        word = Piece{};
    };
    for (std::size_t l = from; l < lines.size() && on && heads < 12; ++l) {
        bool bars = false;
        for (uint32_t i = lines[l].head; i < lines[l].end; ++i)
            bars = bars || document.norm[i] == U'|';
        any_bars = any_bars || bars;
        for (uint32_t i = lines[l].head; i < lines[l].end && on; ++i) {
            const char32_t c = document.norm[i];
            if (c == U'|' || (is_space(c) && !bars))
                close();
            else if (is_space(c))
                continue;
            else
                word.push(c, i);
        }
        if (on)
            close();
    }
    return bodies && task ? heads + (heads >= 2 && any_bars ? unknown : 0) : 0;
}

void read_loose_table(const Document& document, const std::vector<Line>& lines, std::size_t head, Collector& collect) {
    Tokens tokens = tokens_of(document, lines, head, end_of_bars(document, lines, head));
    std::size_t count = 0;
    Header header = header_from(tokens.list, 0, count, tokens.kind);
    if (header.titles.size() < 3)
        return;
    const bool numbered = std::count(header.columns.begin(), header.columns.end(), Column::Number) == 1;
    std::vector<Piece> texts;
    std::vector<bool> line_starts;
    long in_sequence = 0;
    for (std::size_t i = count; i < tokens.list.size(); ++i) {
        const Token& token = tokens.list[i];
        if (token.text.empty() || std::find(header.titles.begin(), header.titles.end(), token.text.text) != header.titles.end())
            continue; // a head repeated after a page end
        if (is_tail(token.text.text))
            break;
        const auto n = row_number(token);
        in_sequence += n && *n == in_sequence + 1 ? 1 : 0;
        texts.push_back(token.text);
        line_starts.push_back(token.line_start);
    }
    if (texts.size() < 4 || texts.size() > 200000)
        return;
    if (tokens.kind == Tokens::RowLines) {
        // a row a line, merged cells left out: each line by itself
        if (!settle(header))
            return;
        collect.start(header);
        collect.annex().span.begin = lines[head].head;
        for (std::size_t i = 0; i < texts.size();) {
            std::vector<Piece> cells{texts[i]};
            for (++i; i < texts.size() && !line_starts[i]; ++i)
                cells.push_back(texts[i]);
            if (cells.size() < 2 && (is_group_heading(cells.front().text) || cells.front().text.size() < 8)) {
                collect.group(cells.front());
                continue;
            }
            Row row(header.columns.size());
            const auto where = assign(cells, header.columns, collect.year());
            for (std::size_t c = 0; c < cells.size(); ++c)
                join(row[static_cast<std::size_t>(where[c])].text, cells[c]);
            const auto at = static_cast<std::size_t>(std::find(header.columns.begin(), header.columns.end(), Column::Number) - header.columns.begin());
            collect.row(row, at < row.size() ? row[at].text.text : std::u32string(), true, 0.9);
        }
        if (!collect.annex().rows.empty())
            collect.annex().span.end = collect.annex().rows.back().span.end;
        return;
    }
    // 1, 2, 3 … without a head of their own: their column is where they fit best.
    std::vector<Header> choices;
    const bool unnamed = !numbered && in_sequence >= 2;
    for (std::size_t at = 0; at <= (unnamed ? header.columns.size() : 0); ++at) {
        Header h = header;
        if (unnamed) {
            h.columns.insert(h.columns.begin() + static_cast<std::ptrdiff_t>(at), Column::Number);
            h.titles.insert(h.titles.begin() + static_cast<std::ptrdiff_t>(at), U"序号");
        }
        if (settle(h))
            choices.push_back(std::move(h));
    }
    if (choices.empty())
        return;
    double top = -1e18;
    const std::vector<Piece> sample(texts.begin(), texts.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(texts.size(), 400)));
    for (Header& h : choices)
        if (const auto [score, path] = cycle(sample, h.columns, collect.year(), tokens.kind != Tokens::Lines); score > top) {
            top = score;
            header = h;
        }
    // Less than one on the average: this is no table.
    if (top < static_cast<double>(sample.size()))
        return;
    const std::vector<int> where = cycle(texts, header.columns, collect.year(), tokens.kind != Tokens::Lines).second;
    const int m = static_cast<int>(header.columns.size());
    std::vector<Row> rows;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (where[i] >= m)
            rows.emplace_back(static_cast<std::size_t>(m));
        join(rows.back()[static_cast<std::size_t>(where[i] % m)].text, texts[i]);
    }
    collect.start(header);
    Annex& annex = collect.annex();
    annex.span.begin = lines[head].head;
    const auto number_at = static_cast<std::size_t>(std::find(header.columns.begin(), header.columns.end(), Column::Number) - header.columns.begin());
    for (const Row& row : rows)
        collect.row(row, number_at < row.size() ? row[number_at].text.text : std::u32string(), true, 0.9);
    if (!annex.rows.empty())
        annex.span.end = annex.rows.back().span.end;
}

} // namespace

Annex find_annex(const Document& document, const std::vector<Line>& lines, int plan_year) {
    Annex annex;
    Collector collect(annex, plan_year);
    bool open = false;
    for (const Table& table : document.tables)
        read_grid(grid_of(document, table), collect, open);
    int tries = 16; // what only looks like the head of a table comes a few times at most
    if (document.tables.empty() || annex.rows.empty())
        for (std::size_t l = 0; l < lines.size() && tries > 0; ++l)
            if (!lines[l].blank() && lines[l].begin >= annex.span.end) {
                if (read_plain_grid(document, lines, l, collect))
                    continue;
                if (!head_line(document, lines[l]))
                    continue;
                --tries;
                read_lines_table(document, lines, l, collect); // and on to the next one
            }
    if (annex.rows.empty())
        for (std::size_t l = 0; l < lines.size() && annex.rows.empty() && tries > 0; ++l)
            if (!lines[l].blank() && loose_head(document, lines, l) >= 3 && tries-- > 0)
                read_loose_table(document, lines, l, collect);
    if (annex.rows.empty() && document.tables.empty())
        for (std::size_t l = 0; l < lines.size(); ++l)
            if (!lines[l].blank() && (head_line(document, lines[l]) || loose_head(document, lines, l) >= 3)) {
                const std::string head = to_utf8(squeeze(document, {lines[l].head, std::min(lines[l].end, lines[l].head + 40)}).text);
                annex.problems.push_back({fmt::format("第 {} 行“{}”像是表头，下面的表没有读懂；从网页或 Word 另存为 HTML、.docx 再读，单元格就不会散开", l + 1, head),
                                          fmt::format("line {} looks like the head of a table, but its rows were not understood; save the page as HTML or .docx, which keeps the cells", l + 1)});
                break;
            }
    // Numbers: each row one of its own. Several rows under one number, and numbers that start again, are told apart.
    std::vector<std::u32string> seen;
    std::u32string last;
    long sub = 1, ordinal = 0;
    bool restart = false;
    for (auto& row : annex.rows) {
        while (!row.number.empty() && is_one_of(row.number.back(), U".、．"))
            row.number.pop_back();
        if (row.number == U"+" && !last.empty()) {
            row.number = last + U"（" + to_u32(std::to_string(++sub)) + U"）";
        } else {
            const auto n = to_number(row.number);
            ++ordinal;
            if (!n) {
                row.number = to_u32(std::to_string(ordinal));
            } else {
                if (*n < ordinal && *n == 1 && ordinal > 1)
                    restart = true;
                row.number = to_u32(std::to_string(*n));
                if (!restart)
                    ordinal = *n; // may begin at 80
            }
            if (restart)
                row.number = to_u32(std::to_string(ordinal));
            last = row.number;
            sub = 1;
        }
    }
    if (restart)
        annex.problems.push_back({"附表序号中途重新起算，已按先后连续编号", "the annex starts its numbers again; rows are numbered through"});
    return annex;
}

} // namespace yaodian::importer
