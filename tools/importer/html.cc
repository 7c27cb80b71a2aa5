#include "tools/importer/document.h"

#include <array>
#include <unordered_map>

namespace yaodian::importer {

namespace {

constexpr int max_columns = 64;
constexpr int max_rows = 20000;

char32_t entity(std::u32string_view name) {
    static const std::unordered_map<std::u32string_view, char32_t> names = {
        {U"nbsp", U' '}, {U"lt", U'<'}, {U"gt", U'>'}, {U"amp", U'&'}, {U"quot", U'"'}, {U"ldquo", U'“'}, {U"rdquo", U'”'},
        {U"lsquo", U'‘'}, {U"rsquo", U'’'}, {U"mdash", U'—'}, {U"ndash", U'–'}, {U"hellip", U'…'}, {U"middot", U'·'},
        {U"emsp", U' '}, {U"ensp", U' '}, {U"thinsp", U' '}, {U"times", U'×'}, {U"apos", U'\''}, {U"bull", U'•'}};
    if (!name.empty() && name[0] == U'#') {
        const bool hex = name.size() > 1 && (name[1] == U'x' || name[1] == U'X');
        char32_t value = 0;
        for (std::size_t i = hex ? 2 : 1; i < name.size() && value < 0x110000; ++i) {
            const char32_t c = name[i] | 32;
            if (is_digit(name[i]))
                value = value * (hex ? 16 : 10) + (name[i] - U'0');
            else if (hex && c >= U'a' && c <= U'f')
                value = value * 16 + (c - U'a' + 10);
            else
                return 0;
        }
        return value < 0x110000 ? value : 0;
    }
    const auto it = names.find(name);
    return it == names.end() ? 0 : it->second;
}

/// A table being read: which grid columns of the coming rows are already taken by a cell from above.
struct OpenTable {
    Table table;
    std::vector<Cell> above; ///< per grid column: the cell that hangs into the next row; rows counts the rows still to fill
    bool in_row = false;
    bool in_cell = false;
    bool layout = false; ///< it holds another table: page layout, not data
    Cell cell;           ///< the one being read
};

class Reader {
public:
    Reader(std::u32string_view source, Document& out) : source_(source), out_(out) {}

    void run() {
        std::size_t i = 0;
        while (i < source_.size()) {
            if (source_[i] == U'<' && i + 1 < source_.size() &&
                (source_[i + 1] == U'/' || source_[i + 1] == U'!' || source_[i + 1] == U'?' || is_letter(source_[i + 1])))
                i = tag(i);
            else
                i = text(i);
        }
        while (!open_.empty())
            end_table();
    }

private:
    static bool is_letter(char32_t c) { return (c | 32) >= U'a' && (c | 32) <= U'z' && c < 128; }

    void put(char32_t c) {
        // A new line in the source is no more than a blank; blanks in a row are one.
        if (is_space(c)) {
            blank_ = true;
            return;
        }
        numbered_ = false;
        if (blank_ && !out_.text.empty() && !is_space(out_.text.back()))
            out_.text.push_back(U' ');
        blank_ = false;
        out_.text.push_back(c);
    }

    void line_end() {
        blank_ = false;
        if (!numbered_ && !out_.text.empty() && out_.text.back() != U'\n')
            out_.text.push_back(U'\n');
    }

    std::size_t text(std::size_t i) {
        char32_t c = source_[i];
        if (c == U'&') {
            std::size_t end = i + 1;
            while (end < source_.size() && end - i < 12 && (is_letter(source_[end]) || is_digit(source_[end]) || source_[end] == U'#'))
                ++end;
            if (const char32_t e = entity(source_.substr(i + 1, end - i - 1))) {
                put(e);
                return end < source_.size() && source_[end] == U';' ? end + 1 : end;
            }
        }
        put(c == U'\0' ? U' ' : c);
        return i + 1;
    }

    std::size_t tag(std::size_t i) {
        if (starts_with(source_.substr(i), U"<!--")) {
            const auto end = source_.find(U"-->", i + 4);
            return end == std::u32string_view::npos ? source_.size() : end + 3;
        }
        std::size_t p = i + 1;
        const bool closing = source_[p] == U'/';
        if (closing)
            ++p;
        std::string name;
        while (p < source_.size() && (is_letter(source_[p]) || is_digit(source_[p])) && name.size() < 16)
            name.push_back(static_cast<char>(is_digit(source_[p]) ? source_[p] : source_[p] | 32)), ++p;
        int rows = 1, columns = 1;
        long start = 0; ///< <ol start="4">, <li value="4">
        // Attributes: a quoted value may hold '>'.
        while (p < source_.size() && source_[p] != U'>') {
            if (is_letter(source_[p])) {
                std::string attribute;
                while (p < source_.size() && (is_letter(source_[p]) || is_digit(source_[p]) || source_[p] == U'-' || source_[p] == U':')) {
                    if (attribute.size() < 16)
                        attribute.push_back(static_cast<char>(source_[p] | 32));
                    ++p;
                }
                while (p < source_.size() && is_space(source_[p]))
                    ++p;
                if (p < source_.size() && source_[p] == U'=') {
                    ++p;
                    while (p < source_.size() && is_space(source_[p]))
                        ++p;
                    std::u32string value;
                    if (p < source_.size() && (source_[p] == U'"' || source_[p] == U'\'')) {
                        const char32_t quote = source_[p++];
                        while (p < source_.size() && source_[p] != quote) {
                            if (value.size() < 16)
                                value.push_back(source_[p]);
                            ++p;
                        }
                        if (p < source_.size())
                            ++p;
                    } else {
                        while (p < source_.size() && !is_space(source_[p]) && source_[p] != U'>') {
                            if (value.size() < 16)
                                value.push_back(source_[p]);
                            ++p;
                        }
                    }
                    if (attribute == "rowspan")
                        rows = static_cast<int>(std::min<long>(to_number(value).value_or(1), max_rows));
                    else if (attribute == "colspan")
                        columns = static_cast<int>(std::min<long>(to_number(value).value_or(1), max_columns));
                    else if (attribute == "start" || attribute == "value")
                        start = to_number(value).value_or(0);
                }
            } else {
                ++p;
            }
        }
        if (p < source_.size())
            ++p;
        if (!closing && (name == "script" || name == "style" || name == "title" || name == "head" || name == "noscript")) {
            if (name == "head") // the <title> inside it is skipped by the rule above
                return p;
            const std::u32string close = U"</" + std::u32string(name.begin(), name.end());
            for (std::size_t q = p; q + close.size() <= source_.size(); ++q) {
                bool same = source_[q] == U'<';
                for (std::size_t k = 1; same && k < close.size(); ++k)
                    same = close[k] == U'/' ? source_[q + k] == U'/' : (source_[q + k] | 32) == close[k];
                if (same)
                    return q;
            }
            return source_.size();
        }
        act(name, closing, rows < 1 ? 1 : rows, columns < 1 ? 1 : columns);
        if ((name == "ol" || name == "ul") && !closing && lists_.size() < 64)
            lists_.push_back(name == "ul" ? -1 : std::max(start, 1L) - 1);
        else if ((name == "ol" || name == "ul") && closing && !lists_.empty())
            lists_.pop_back();
        else if (name == "li" && !closing && !lists_.empty() && lists_.back() >= 0)
            list_number(start > 0 ? start : lists_.back() + 1, p);
        return p;
    }

    /// The browser prints the number of an <li>; it is text here, unless the text brings a number of its own.
    void list_number(long number, std::size_t behind) {
        lists_.back() = number;
        std::u32string ahead;
        for (std::size_t i = behind; i < source_.size() && i < behind + 2000 && ahead.size() < 6;) {
            if (source_[i] == U'<' && i + 1 < source_.size() && (source_[i + 1] == U'/' || is_letter(source_[i + 1]))) {
                const auto end = source_.find(U'>', i);
                i = end == std::u32string_view::npos ? source_.size() : end + 1;
            } else {
                if (const char32_t c = canonical(source_[i]); !is_space(c))
                    ahead.push_back(c);
                ++i;
            }
        }
        std::size_t n = !ahead.empty() && ahead[0] == U'（' ? 1 : 0;
        const std::size_t digits = n;
        while (n < ahead.size() && (is_digit(ahead[n]) || is_chinese_digit(ahead[n])))
            ++n;
        if (n > digits && n < ahead.size() && is_one_of(ahead[n], U"、）.") && !(ahead[n] == U'.' && n + 1 < ahead.size() && is_digit(ahead[n + 1])))
            return;
        out_.text += to_u32(std::to_string(number) + ".");
        numbered_ = true;
    }

    void act(const std::string& name, bool closing, int rows, int columns) {
        if (name == "table") {
            line_end();
            if (!closing && open_.size() < 8)
                open_.emplace_back();
            else if (closing && !open_.empty())
                end_table();
        } else if (name == "tr") {
            if (open_.empty())
                return line_end();
            end_row();
            if (!closing)
                begin_row();
        } else if (name == "td" || name == "th") {
            if (open_.empty())
                return line_end();
            end_cell();
            if (!closing)
                begin_cell(rows, columns);
        } else if (name == "br" || name == "p" || name == "div" || name == "li" || name == "ul" || name == "ol" || name == "section" ||
                   name == "article" || name == "blockquote" || name == "hr" || name == "tbody" || name == "thead" ||
                   name == "header" || name == "footer" || name == "body" || name == "dd" || name == "dt" ||
                   (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6')) {
            line_end();
        }
    }

    void begin_row() {
        auto& t = open_.back();
        if (t.table.rows.size() >= max_rows)
            return;
        t.in_row = true;
        t.table.rows.emplace_back();
        fill_from_above();
    }

    /// Cells of earlier rows that reach into this one come first.
    void fill_from_above() {
        auto& t = open_.back();
        auto& row = t.table.rows.back();
        while (row.size() < t.above.size() && t.above[row.size()].rows > 0) {
            Cell& from = t.above[row.size()];
            --from.rows;
            Cell cell = from;
            cell.rows = 1;
            cell.continued = true;
            row.push_back(cell);
        }
    }

    void begin_cell(int rows, int columns) {
        auto& t = open_.back();
        if (!t.in_row)
            begin_row();
        if (t.table.rows.empty() || t.table.rows.back().size() >= max_columns)
            return;
        line_end();
        t.in_cell = true;
        t.cell = Cell{{static_cast<uint32_t>(out_.text.size()), 0}, rows, columns, false};
    }

    void end_cell() {
        auto& t = open_.back();
        if (!t.in_cell)
            return;
        t.in_cell = false;
        auto& row = t.table.rows.back();
        Cell cell = t.cell;
        cell.span.end = static_cast<uint32_t>(out_.text.size());
        const int rows = cell.rows;
        line_end();
        for (int c = 0; c < cell.columns && row.size() < max_columns; ++c) {
            if (t.above.size() <= row.size())
                t.above.resize(row.size() + 1, Cell{{}, 0, 1, true});
            t.above[row.size()] = cell;
            t.above[row.size()].rows = rows - 1;
            Cell placed = cell;
            placed.continued = c > 0;
            row.push_back(placed);
        }
        fill_from_above();
    }

    void end_row() {
        auto& t = open_.back();
        end_cell();
        t.in_row = false;
    }

    void end_table() {
        end_row();
        Table table = std::move(open_.back().table);
        const bool layout = open_.back().layout;
        open_.pop_back();
        line_end();
        bool cells = false;
        for (const auto& row : table.rows)
            for (const Cell& cell : row) {
                if (cell.continued)
                    continue;
                table.span = cells ? Span{std::min(table.span.begin, cell.span.begin), std::max(table.span.end, cell.span.end)} : cell.span;
                cells = true;
            }
        if (cells && !layout)
            out_.tables.push_back(std::move(table));
        if (!open_.empty())
            open_.back().layout = true;
    }

    std::u32string_view source_;
    Document& out_;
    std::vector<OpenTable> open_;
    bool blank_ = false;
    std::vector<long> lists_; ///< open lists: the last number of an <ol>, below zero for a <ul>
    bool numbered_ = false;   ///< a number was put just now: its text follows on the same line
};

} // namespace

void read_html(std::u32string_view source, Document& out) { Reader(source, out).run(); }

} // namespace yaodian::importer
