#include "tools/importer/places.h"

#include "tools/importer/align.h"
#include "tools/importer/measure.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

namespace yaodian::importer {

namespace {

constexpr std::size_t short_heading = 14;   ///< Han characters; a first sentence as short as this is a heading even where most items have none
constexpr std::size_t longest_heading = 28; ///< Han characters; a longer first sentence is a heading glued to a duty

/// One printed character of the body; what the lines and blanks around it say.
struct Ch {
    char32_t c;
    uint32_t at;
    bool line_start; ///< first character of a line
    bool gap;        ///< a blank before it
    bool bullet = false; ///< ● before it, in a paper whose paragraphs begin so
};

constexpr std::size_t longest_bracket = 3000; ///< characters; one that is never closed must not cost more

struct Marker {
    std::size_t begin = 0, end = 0; ///< in the stream
    int level = 0;
    long number = 0;
    bool weak = false; ///< 7 完善…, 11.8月…: may be a number of the text; only the next number behind a full stop is one
    long above = 0;    ///< 2 of 2.1
    bool fresh = false; ///< the first of another paper: below none of the parts above
    bool said = false;  ///< 一是…
    std::u32string label; ///< JT-01, where items are named so
};

bool is_terminal(char32_t c) { return is_one_of(c, U"。！？"); }
bool ends_paragraph(char32_t c) { return is_one_of(c, U"。！？；：…"); }

std::u32string number_text(int level, long n) { return level <= 3 ? to_chinese(n) : to_u32(std::to_string(n)); }

class Builder {
public:
    Builder(const Document& document, int year) : doc_(document), hint_(year) {}

    Places run() {
        lines_ = lines_of(doc_.norm);
        drop_page_ends();
        guess_year();
        out_.annex = find_annex(doc_, lines_, out_.year);
        for (auto& p : out_.annex.problems)
            out_.problems.push_back(p);
        limit_ = out_.annex.rows.empty() ? static_cast<uint32_t>(doc_.norm.size()) : body_limit();
        resume_ = out_.annex.rows.empty() ? limit_ : text_behind_annex();
        make_stream();
        find_signatures();
        find_markers();
        read_head();
        cut_tail();
        build_sections();
        add_rows();
        for (auto& place : out_.list) {
            const std::u32string printed = printed_text(place.text);
            const std::u32string text = digest_text(printed);
            place.digest = sha256(to_utf8(text));
            place.length = static_cast<uint32_t>(text.size());
        }
        tell_what_is_left();
        return std::move(out_);
    }

private:
    /// Nothing is dropped silently: runs of the plan's text that no place holds are named.
    void tell_what_is_left() {
        std::vector<bool> held(doc_.norm.size(), false);
        auto hold = [&](const Piece& piece) {
            for (uint32_t at : piece.at)
                held[at] = true;
        };
        for (const Place& place : out_.list)
            hold(place.text);
        for (const Section& section : out_.sections)
            hold(section.heading);
        for (const auto& unread : out_.unread)
            for (uint32_t i = unread.span.begin; i < unread.span.end; ++i)
                held[i] = true;
        std::size_t columns = 0;
        for (const AnnexRow& row : out_.annex.rows) {
            hold(row.name.text);
            hold(row.content.text);
            hold(row.above);
            hold(row.due.text);
            for (const auto& b : row.bodies)
                hold(b.cell.text);
            for (const auto& m : row.measures)
                hold(m.text);
            for (const Piece& piece : row.others) {
                hold(piece);
                columns += piece.text.size();
            }
        }
        if (columns > 0)
            out_.problems.push_back({fmt::format("表里有 {} 字在不读的栏里（{}）", columns, to_utf8(out_.annex.other_titles)),
                                     fmt::format("{} characters of the table stand in columns that are not read ({})", columns, to_utf8(out_.annex.other_titles))});
        constexpr std::size_t worth_telling = 8;
        auto tell = [&](uint32_t from, uint32_t to) {
            uint32_t begin = from;
            std::size_t han = 0;
            for (uint32_t i = from; i <= to; ++i) {
                const bool on = i < to && !held[i] && doc_.norm[i] != U'\n' && doc_.norm[i] != U'|' && doc_.norm[i] != U'\t';
                if (on) {
                    begin = han == 0 ? i : begin;
                    han += is_han(doc_.norm[i]) ? 1 : 0;
                    continue;
                }
                if (han >= worth_telling)
                    out_.unread.push_back({{begin, i}, {"没有归入任何条款", "belongs to no item"}});
                han = 0;
            }
        };
        const auto size = static_cast<uint32_t>(doc_.norm.size());
        const bool annex = !out_.annex.rows.empty();
        tell(std::min(out_.body.begin, size), std::min(out_.body.end, annex ? std::min(size, limit_) : size));
        if (annex && resume_ < size)
            tell(resume_, std::min(out_.body.end, size));
        if (annex) {
            uint32_t first = out_.annex.rows.front().span.begin; // behind the heads
            for (const AnnexRow& row : out_.annex.rows)
                first = std::min(first, row.span.begin);
            tell(first, std::min(out_.annex.span.end, size));
        }
    }

    std::u32string printed_text(const Piece& piece) const {
        std::u32string out;
        out.reserve(piece.at.size());
        for (uint32_t at : piece.at)
            out.push_back(doc_.text[at]);
        return out;
    }

    Piece line_text(const Line& line) const { return squeeze(doc_, {line.head, line.end}); }

    void guess_year() {
        // The year of the plan stands in its title; the first 20xx年 that is followed by no month is a good guess, unless it
        // is said once and another again and again.
        const auto& t = doc_.norm;
        int any = 0, first = 0;
        std::map<int, int> said;
        for (std::size_t i = 0; i + 4 < t.size() && i < 20000; ++i) {
            if (t[i] != U'2' || t[i + 1] != U'0' || !is_digit(t[i + 2]) || !is_digit(t[i + 3]) || (i > 0 && is_digit(t[i - 1])))
                continue;
            std::size_t n = i + 4;
            while (n < t.size() && t[n] == U' ')
                ++n;
            const int year = 2000 + static_cast<int>(t[i + 2] - U'0') * 10 + static_cast<int>(t[i + 3] - U'0');
            if (any == 0)
                any = year;
            if (n < t.size() && t[n] == U'年') {
                ++said[year];
                if (first == 0 && n + 1 < t.size() && !is_digit(t[n + 1]))
                    first = year;
            }
        }
        if (hint_ == 0 && first > 0) {
            const auto most = std::max_element(said.begin(), said.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
            out_.year = said[first] == 1 && most->second >= 3 ? most->first : first;
            return;
        }
        out_.year = hint_ > 0 ? hint_ : any;
    }

    /// A table in the midst of the text: where the parts go on behind it (二、…). A table above the text: where that
    /// begins (一、…, or 1.… with a sentence behind it). Else the end of the document.
    uint32_t text_behind_annex() const {
        const auto end = static_cast<uint32_t>(doc_.norm.size());
        bool parts_before = false, items_before = false;
        for (const Line& line : lines_) {
            if (line.blank())
                continue;
            const Piece text = line_text(line);
            std::size_t n = 0;
            while (n < text.text.size() && is_chinese_digit(text.text[n]))
                ++n;
            const bool part = n > 0 && n < text.text.size() && text.text[n] == U'、';
            const bool first = starts_with(text.text, U"一、") || starts_with(text.text, U"1.") || starts_with(text.text, U"1、") || starts_with(text.text, U"（一）");
            if (line.begin < limit_) {
                parts_before = parts_before || part;
                items_before = items_before || part || starts_marker(text);
            } else if (line.begin >= out_.annex.span.end) {
                if (part && parts_before)
                    return line.begin;
                if (first && !items_before && sentence_near(line.begin))
                    return line.begin;
            }
        }
        return end;
    }

    /// A whole sentence of some length within the next lines: a text, no cells.
    bool sentence_near(uint32_t from) const {
        std::size_t han = 0;
        for (uint32_t i = from; i < doc_.norm.size() && i < from + 400; ++i) {
            if (doc_.norm[i] == U'|' || doc_.norm[i] == U'\t')
                return false;
            han += is_han(doc_.norm[i]) ? 1 : 0;
            if (doc_.norm[i] == U'。' && han >= 20)
                return true;
        }
        return false;
    }

    /// Does this place lie in the annex, or behind it where nothing goes on?
    bool in_annex(uint32_t at) const { return at >= limit_ && at < resume_; }

    /// Where the body ends before the annex: above its title and the word 附件.
    uint32_t body_limit() const {
        const uint32_t annex = out_.annex.span.begin;
        std::size_t l = 0;
        while (l < lines_.size() && lines_[l].begin < annex)
            ++l;
        uint32_t limit = annex;
        while (l-- > 0) {
            if (lines_[l].blank())
                continue;
            if (lines_[l].end > annex)
                continue;
            const Piece text = line_text(lines_[l]);
            const auto& t = text.text;
            const bool attached = starts_with(t, U"附件") || starts_with(t, U"附表") || starts_with(t, U"附：");
            const bool bodies = t.front() == U'（' && t.back() == U'）' && ends_in_role(t.substr(0, t.size() - 1)); // （以上由甲局负责）
            const bool titled = !bodies && t.size() <= 60 && t.find_first_of(U"。；：") == std::u32string::npos && !starts_marker(text) &&
                                (contains(t, U"分解") || contains(t, U"分工") || contains(t, U"任务表") || contains(t, U"清单") || contains(t, U"要点") ||
                                 contains(t, U"一览表") || ends_with(t, U"表") || starts_with(t, U"20") || contains(t, U"单位：") || t.size() <= 30);
            if (!attached && !titled)
                break;
            limit = lines_[l].begin;
        }
        return limit;
    }

    static bool starts_marker(const Piece& text) {
        const auto& t = text.text;
        if (t.empty())
            return false;
        std::size_t i = t[0] == U'（' ? 1 : 0;
        const std::size_t first = i;
        while (i < t.size() && (is_chinese_digit(t[i]) || is_digit(t[i])))
            ++i;
        return i > first && i < t.size() && is_one_of(t[i], U"、）.");
    }

    static bool page_number(std::u32string_view t) {
        // — 12 —, - 3 -, 第3页, 第3页共8页, 3/8
        if (t.empty() || t.size() > 12)
            return false;
        if (starts_with(t, U"第") && ends_with(t, U"页"))
            return true;
        if (const auto slash = t.find(U'/'); slash != std::u32string_view::npos) {
            const auto page = to_number(t.substr(0, slash)), pages = to_number(t.substr(slash + 1));
            return is_digit(t.front()) && is_digit(t.back()) && page && pages && *page <= *pages;
        }
        if (!is_one_of(t.front(), U"—-－–·") || !is_one_of(t.back(), U"—-－–·") || t.size() < 3)
            return false;
        return std::any_of(t.begin(), t.end(), is_digit) && count_han(t) == 0;
    }

    /// 一、重点任务……3
    static bool contents_line(std::u32string_view t) {
        std::size_t n = t.size();
        while (n > 0 && is_digit(t[n - 1]))
            --n;
        std::size_t dots = 0;
        while (n > dots && is_one_of(t[n - 1 - dots], U".…·。"))
            ++dots;
        return n < t.size() && (dots >= 4 || (dots >= 2 && t[n - 1] == U'…'));
    }

    /// 联系科室：甲科, 电话：… on a line of its own, as text frames leave it in the midst of the items.
    static bool contact_line(std::u32string_view t) {
        if (t.size() > 40 || contains(t, U"。"))
            return false;
        for (std::u32string_view w : {U"联系人：", U"联系电话：", U"联系方式：", U"联系单位：", U"联系部门：", U"联系科室：", U"联系股室：", U"联系处室：", U"咨询电话：", U"电话：", U"传真："})
            if (starts_with(t, w))
                return true;
        return false;
    }

    /// Page numbers, and the title that is printed again above or below each of them, stand in the midst of sentences
    /// and of table rows. They are taken for blank lines from here on.
    void drop_page_ends() {
        std::vector<std::size_t> filled;
        std::vector<Piece> texts;
        std::vector<bool> number;
        for (std::size_t l = 0; l < lines_.size(); ++l)
            if (!lines_[l].blank()) {
                // Long lines are no page ends: their text is not needed.
                filled.push_back(l);
                texts.push_back(lines_[l].end - lines_[l].head <= 60 ? line_text(lines_[l]) : Piece{});
                number.push_back(page_number(texts.back().text));
            }
        std::map<std::u32string, int> beside;
        auto is_beside = [&](std::size_t k) { return (k > 0 && number[k - 1]) || (k + 1 < filled.size() && number[k + 1]); };
        auto may_be_head = [&](std::size_t k) {
            const auto& t = texts[k].text;
            return !number[k] && count_han(t) >= 5 && t.size() <= 40 && t.find_first_of(U"。；：，、|") == std::u32string::npos && is_beside(k);
        };
        for (std::size_t k = 0; k < filled.size(); ++k)
            if (may_be_head(k))
                ++beside[texts[k].text];
        for (std::size_t k = 0; k < filled.size(); ++k)
            if (!is_beside(k) && beside.count(texts[k].text))
                ++beside[texts[k].text]; // the title itself, at the top
        bool begun = false; // the title above the first part stays
        std::size_t last_text = 0;
        for (std::size_t k = 0; k < filled.size(); ++k)
            if (texts[k].text.empty() || contains(texts[k].text, U"。"))
                last_text = filled[k];
        for (std::size_t k = 0; k < filled.size(); ++k) {
            begun = begun || (!contents_line(texts[k].text) && starts_marker(texts[k].text.empty() ? line_text(lines_[filled[k]]) : texts[k]));
            const bool head = begun && may_be_head(k) && beside[texts[k].text] >= 2;
            const bool contents = contents_line(texts[k].text);
            const Line& line = lines_[filled[k]];
            const auto strokes = std::u32string_view(doc_.norm).substr(line.head, line.end - line.head);
            const bool rule = strokes.size() >= 5 && strokes.find_first_not_of(U"-=+_— ") == std::u32string_view::npos;
            const bool contact = filled[k] < last_text && contact_line(texts[k].text);
            if (!number[k] && !head && !contents && !rule && !contact)
                continue;
            if (contact)
                out_.unread.push_back({texts[k].span(), {"联系方式", "whom to ask"}});
            else if (rule)
                out_.unread.push_back({{line.head, line.end}, {"分隔线", "a drawn line"}});
            else if (contents)
                out_.unread.push_back({texts[k].span(), {"目录", "table of contents"}});
            else if (number[k])
                out_.unread.push_back({texts[k].span(), {"页码", "page number"}});
            else
                out_.unread.push_back({texts[k].span(), {"页眉", "running head of a page"}});
            lines_[filled[k]].head = lines_[filled[k]].end;
        }
    }

    /// 3, 4, 5 alone on lines of their own: page numbers.
    std::set<uint32_t> bare_page_numbers() const {
        std::vector<std::pair<uint32_t, long>> lines;
        for (const Line& line : lines_) {
            if (line.blank() || line.end - line.head > 2 || in_annex(line.begin) || !is_digit(doc_.norm[line.head]) || doc_.norm[line.head] == U'0')
                continue; // 01 alone numbers a part
            if (const auto n = to_number(line_text(line).text))
                lines.emplace_back(line.begin, *n);
        }
        std::set<uint32_t> out;
        for (std::size_t k = 0; k < lines.size(); ++k)
            if ((k > 0 && lines[k].second == lines[k - 1].second + 1) || (k + 1 < lines.size() && lines[k + 1].second == lines[k].second + 1))
                out.insert(lines[k].first);
        return out;
    }

    void make_stream() {
        const auto bare = bare_page_numbers();
        constexpr std::u32string_view bullets = U"●○◆◇■□▲△▶►▪➤✦•";
        std::size_t bulleted = 0;
        for (const Line& line : lines_)
            bulleted += !line.blank() && !in_annex(line.begin) && is_one_of(doc_.norm[line.head], bullets) ? 1 : 0;
        for (const Line& line : lines_) {
            if (line.blank() || in_annex(line.begin))
                continue;
            bool bullet = false;
            if (bare.count(line.begin))
                continue;
            bool first = true;
            bool gap = false;
            int wide = 0; ///< ideographic spaces in a row: two of them begin a paragraph
            uint32_t head = line.head;
            while (head < line.end && is_one_of(doc_.norm[head], U"★☆●○◆◇■□▲△※•·*#>-") ) // ★1.…, **一、…**
                ++head;
            if (head > line.head && !(head < line.end && (starts_marker(squeeze(doc_, {head, std::min(line.end, head + 12)})) || doc_.norm[head - 1] == U'*')))
                head = line.head;
            if (bulleted >= 3 && is_one_of(doc_.norm[line.head], bullets)) {
                bullet = true;
                while (head < line.end && is_one_of(doc_.norm[head], bullets))
                    ++head;
            }
            for (uint32_t i = head; i < line.end && !in_annex(i); ++i) {
                const char32_t c = doc_.norm[i];
                if (c == U'（')
                    if (const uint32_t close = points_bracket(i, line.end)) {
                        out_.unread.push_back({{i, close}, {"分值", "points"}});
                        i = close - 1;
                        continue;
                    }
                if (c == U'*' && ((i + 1 < line.end && doc_.norm[i + 1] == U'*') || (i > head && doc_.norm[i - 1] == U'*')))
                    continue; // bold
                if (is_space(c)) {
                    gap = true;
                    wide += doc_.text[i] == U'\u3000' ? 1 : 0;
                    continue;
                }
                if (wide >= 2 && !stream_.empty() && is_one_of(stream_.back().c, U"。！？）"))
                    first = true; // the line end before it was lost
                stream_.push_back({c, i, first, gap, bullet});
                first = gap = bullet = false;
                wide = 0;
            }
        }
    }

    /// （8分）, （10 分）: what a duty is worth; its end, or 0.
    uint32_t points_bracket(uint32_t open, uint32_t end) const {
        uint32_t n = open + 1;
        while (n < end && (is_digit(doc_.norm[n]) || doc_.norm[n] == U'.' || doc_.norm[n] == U' '))
            ++n;
        return n > open + 1 && n + 1 < end && doc_.norm[n] == U'分' && doc_.norm[n + 1] == U'）' ? n + 2 : 0;
    }

    // ---- numbers of parts and items ----------------------------------------------------------------------------------

    char32_t c(std::size_t i) const { return i < stream_.size() ? stream_[i].c : U'\0'; }

    bool candidate(std::size_t i, Marker& m) const {
        m = Marker{};
        const bool bol = stream_[i].line_start;
        auto run = [&](std::size_t from, bool chinese) {
            std::size_t n = from;
            while (n - from < 5 && (chinese ? is_chinese_digit(c(n)) : is_digit(c(n))))
                ++n;
            return n;
        };
        auto set = [&](int level, std::size_t from, std::size_t to, std::size_t end) {
            std::u32string digits;
            for (std::size_t k = from; k < to; ++k)
                digits.push_back(c(k));
            const auto n = to_number(digits);
            if (!n || *n < 1 || *n > 300)
                return false;
            m = {i, end, level, *n, m.weak, m.above, false, false, {}};
            return true;
        };
        const char32_t a = c(i);
        if (bol && coded(i, m))
            return true;
        // 壹、, 贰　: parts of a paper that numbers its items 1, 2
        if (const auto formal = std::u32string_view(U"壹贰叁肆伍陆柒捌玖拾").find(a); bol && formal != std::u32string_view::npos && i + 2 < stream_.size()) {
            if (c(i + 1) != U'、' && !stream_[i + 1].gap)
                return false;
            m = {i, i + (c(i + 1) == U'、' ? 2u : 1u), 1, static_cast<long>(formal) + 1, false, 0, false, false, {}};
            return true;
        }
        if (a == U'第' && bol) {
            const std::size_t n = run(i + 1, true);
            if (n > i + 1) {
                if (c(n) == U'章' || c(n) == U'篇')
                    return set(1, i + 1, n, n + 1);
                if (c(n) == U'部' && c(n + 1) == U'分')
                    return set(1, i + 1, n, n + 2 + (is_one_of(c(n + 2), U"、：") ? 1 : 0));
                if (c(n) == U'类' && n + 1 < stream_.size() && (stream_[n + 1].gap || is_one_of(c(n + 1), U"、：")))
                    return set(1, i + 1, n, n + 1 + (is_one_of(c(n + 1), U"、：") ? 1 : 0));
                if (c(n) == U'条' && c(n + 1) != U'、')
                    return set(3, i + 1, n, n + 1);
            }
            return false;
        }
        if (is_chinese_digit(a) && a != U'两' && a != U'百' && a != U'千' && a != U'零' && a != U'〇') {
            const std::size_t n = run(i, true);
            if (c(n) == U'、' || (bol && (c(n) == U'.' || c(n) == U'，') && is_han(c(n + 1))))
                return set(2, i, n, n + 1);
            if (bol && c(n) == U'是' && n - i <= 2 && set(3, i, n, n + 1)) // 一是…
                return m.said = true;
            m.weak = bol && n < stream_.size() && n - i <= 2 && stream_[n].gap && is_han(c(n)) && is_han(c(n + 1)); // 一 优化服务
            return m.weak && set(2, i, n, n);
        }
        if (a == U'（') {
            const std::size_t n = run(i + 1, true);
            if (n > i + 1 && c(n) == U'）')
                return set(3, i + 1, n, n + 1 + (c(n + 1) == U'、' ? 1 : 0));
            const std::size_t d = run(i + 1, false);
            if (d > i + 1 && c(d) == U'）')
                return set(5, i + 1, d, d + 1 + (c(d + 1) == U'、' ? 1 : 0));
            // a closing bracket lost: （三加强…
            return false;
        }
        if (is_digit(a)) {
            if (i > 0 && !bol && !stream_[i].gap && (is_digit(c(i - 1)) || c(i - 1) == U'.'))
                return false;
            const std::size_t n = run(i, false);
            if (n - i > 3)
                return false;
            if (bol && a == U'0' && n == i + 2 && n < stream_.size() && stream_[n].line_start && is_han(c(n))) // 01 alone, its heading below
                return set(4, i, n, n);
            // 1.2020年9月底前制定方案: the number, then a year
            const bool year = bol && is_digit(c(n + 4)) && !is_digit(c(n + 5)) && c(n + 5) == U'年' && (c(n + 1) == U'2' || c(n + 1) == U'1');
            if (bol && c(n) == U'。' && is_han(c(n + 1))) // 1。 as an input method wrote it
                return set(4, i, n, n + 1);
            const bool apart = bol && n + 1 < stream_.size() && stream_[n + 1].gap; // 5. 14个断面
            if ((c(n) == U'.' || c(n) == U'、') && (!is_digit(c(n + 1)) || year || apart))
                return set(4, i, n, n + 1 + (c(n + 1) == U'、' ? 1 : 0));
            if (bol && c(n) == U'）')
                return set(5, i, n, n + 1);
            // 11.8月举办活动, 8.12345热线: the number of the item, then a figure of its text
            if (c(n) == U'.') {
                const std::size_t figure = run(n + 1, false);
                if (bol && figure < stream_.size() && figure - n <= 3 && (stream_[figure].gap || c(figure) == U'、') && (is_han(c(figure)) || c(figure) == U'、')) { // 2.1 加强培训
                    m.above = to_number(piece(i, n).text).value_or(0);
                    return set(5, n + 1, figure, figure + (c(figure) == U'、' ? 1 : 0)) && ((m.begin = i), true);
                }
                m.weak = figure - n > 3 || is_one_of(c(figure), U"月年日号");
                return m.weak && set(4, i, n, n + 1);
            }
            // 7 完善公开: the point was lost
            m.weak = n < stream_.size() && stream_[n].gap && is_han(c(n)) && !is_one_of(c(n), U"个年月日天家件次项人万亿千百场名户类条批支处所期多余至");
            return m.weak && set(4, i, n, n);
        }
        if (a >= U'①' && a <= U'⑳') {
            m = {i, i + 1, 6, static_cast<long>(a - U'①' + 1), false, 0, false, false, {}};
            return true;
        }
        return false;
    }

    /// 【JT-01】, [A3], JT-01 and a blank: items named by letters and a number.
    bool coded(std::size_t i, Marker& m) const {
        const bool open = is_one_of(c(i), U"【〔[（");
        const std::size_t first = i + (open ? 1 : 0);
        std::size_t n = first, dash = 0;
        while (n < first + 4 && c(n) >= U'A' && c(n) <= U'Z')
            ++n;
        if (n == first)
            return false;
        dash = is_one_of(c(n), U"-—–") ? 1 : 0;
        std::size_t end = n + dash;
        while (end < n + dash + 3 && is_digit(c(end)))
            ++end;
        const auto number = to_number(piece(n + dash, end).text);
        const std::size_t past = end + (open && is_one_of(c(end), U"】〕]）") ? 1 : !open && is_one_of(c(end), U"、：") ? 1 : 0);
        if (!number || *number < 1 || past >= stream_.size() || (past == end && (open || !stream_[end].gap)) || !begins_text(past))
            return false;
        m = {i, past, 4, *number, false, 0, false, false, piece(first, end).text};
        return true;
    }

    /// No mark or figure, which an item does not begin with.
    bool begins_text(std::size_t i) const { return is_han(c(i)) || is_one_of(c(i), U"“《【〔") || is_digit(c(i)); }

    /// The text after a number reads like a heading: some Han characters up to a full stop or a line end, no comma.
    bool heading_follows(std::size_t from) const {
        std::size_t han = 0;
        for (std::size_t i = from; i < stream_.size() && han <= longest_heading; ++i) {
            if (is_terminal(c(i)) || (i > from && stream_[i].line_start) || c(i) == U'（')
                return han >= 3;
            if (is_one_of(c(i), U"，；、"))
                return han >= 6;
            han += is_han(c(i)) ? 1 : 0;
        }
        return false;
    }

    bool heading_between(std::size_t from, std::size_t to) const {
        for (std::size_t i = from; i < to; ++i)
            if (is_one_of(c(i), U"。；，：！？") || (i > from && stream_[i].line_start))
                return false;
        return to > from + 1;
    }

    /// 附件：1.… 2.… named one a line in the covering letter: their numbers are none of the plan's.
    std::vector<bool> attachment_names() const {
        std::vector<bool> out(stream_.size(), false);
        for (std::size_t i = 0; i + 3 < stream_.size(); ++i) {
            if (!stream_[i].line_start || c(i) != U'附' || c(i + 1) != U'件' || c(i + 2) != U'：')
                continue;
            long number = 1;
            for (std::size_t at = i + 3; at < stream_.size(); ++number) {
                std::size_t n = at;
                while (n < stream_.size() && is_digit(c(n)))
                    ++n;
                std::u32string digits;
                for (std::size_t k = at; k < n; ++k)
                    digits.push_back(c(k));
                if (digits.empty() || to_number(digits) != number || !is_one_of(c(n), U".、"))
                    break;
                std::size_t end = n + 1;
                while (end < stream_.size() && !stream_[end].line_start)
                    ++end;
                bool sentence = end - n > 70;
                for (std::size_t k = n; k < end; ++k)
                    sentence = sentence || is_terminal(c(k));
                if (sentence)
                    break;
                for (std::size_t k = at; k < end; ++k)
                    out[k] = true;
                at = end;
            }
        }
        return out;
    }

    /// Of numbers inside a paragraph: does the next one follow a full stop, as this one does?
    bool next_begins_sentence(const Marker& m) const {
        Marker later;
        for (std::size_t k = m.end; k < stream_.size() && k < m.end + 600; ++k)
            if (candidate(k, later) && later.level == m.level && later.number == m.number + 1)
                return stream_[k].line_start || is_terminal(c(k - 1)) || is_one_of(c(k - 1), U"）】〕");
        return true;
    }

    bool next_number_comes(std::size_t i, const Marker& m) const {
        Marker later;
        for (std::size_t k = m.end; k < stream_.size() && k < i + 4000; ++k)
            if (stream_[k].line_start && candidate(k, later) && later.level == m.level && later.number == m.number + 1)
                return true;
        return false;
    }

    /// Who signs, and the day: where the covering letter ends. It may have parts of its own; none of the plan's is below them.
    void find_signatures() {
        for (std::size_t l = 0; l < lines_.size(); ++l)
            if (!lines_[l].blank() && lines_[l].end - lines_[l].head <= 60) {
                const std::u32string t = line_text(lines_[l]).text;
                if (whole_date(t) || (is_issuer(t) && next_is_date(l)))
                    signed_at_.insert(lines_[l].head);
            }
    }

    void find_markers() {
        const std::vector<bool> named = attachment_names();
        std::vector<Marker> found;
        std::map<int, long> running; ///< per level the last number seen anywhere
        std::vector<std::pair<int, long>> stack;
        bool fresh = false; // behind a signature
        bool said_items = false;
        for (std::size_t i = 0; i < stream_.size(); ++i) {
            if (stream_[i].line_start && signed_at_.count(stream_[i].at)) {
                stack.clear();
                fresh = true;
            }
            Marker m;
            if (named[i] || !candidate(i, m))
                continue;
            const bool bol = stream_[i].line_start;
            if (m.said) { // 一是… in paragraphs right below 第一部分, no item around them
                const bool below_part = !stack.empty() && (stack.back().first == 1 || said_items);
                const bool goes_on = said_items && running.count(3) && m.number == running[3] + 1;
                if (!below_part || !(goes_on || (m.number == 1 && !running.count(3) && next_number_comes(i, m))))
                    continue;
                said_items = true;
            } else if (m.level == 3 && said_items) {
                continue;
            }
            const char32_t before = i > 0 ? c(i - 1) : U'。';
            const bool after_stop = is_terminal(before) || is_one_of(before, U"）”】〕");
            // 2.1, 2.2 below 2.
            if (m.above > 0) {
                long parent = 0, before_it = 0;
                for (const auto& [level, number] : stack) {
                    parent = level == 4 ? number : parent;
                    before_it = level == 5 ? number : before_it;
                }
                if (parent != m.above || m.number != before_it + 1 || !heading_follows(m.end))
                    continue;
            }
            // 1. 2. 3. 4） （5） 6.: one list, each number typed another way
            if (m.level == 5 && bol && m.number >= 2 && running.count(4) && m.number > running[4] && m.number <= running[4] + 3 &&
                (!running.count(5) || m.number != running[5] + 1) && std::none_of(stack.begin(), stack.end(), [](const auto& s) { return s.first == 5; }))
                m.level = 4;
            const bool loose = bol || after_stop || stream_[i].gap;
            // Which numbers may come here?
            long last = 0;
            bool open = false;
            for (const auto& [level, number] : stack)
                if (level == m.level) {
                    last = number;
                    open = true;
                }
            const bool next = open && m.number == last + 1;
            const bool runs_on = running.count(m.level) && m.number == running[m.level] + 1;
            const bool first = !open && m.number == 1;
            bool take = false;
            bool jump = false;
            if (m.level >= 5 && !bol && !is_terminal(before) && !(before == U'）' && next)) {
                take = false; // （1）…；（2）… inside a sentence
            } else if (loose && (next || first || runs_on)) {
                take = bol || after_stop || (stream_[i].gap && !is_one_of(before, U"、，"));
                // 一、二、三季度 at a gap: a number that only a list goes on from
                if (!bol && m.level == 2 && is_chinese_digit(c(m.end)) && !is_han(c(m.end + 1)))
                    take = false;
            } else if (bol && open && m.number > last && m.number <= last + 5) {
                take = jump = true;
            } else if (bol && m.number == last && open && heading_follows(m.end)) {
                take = jump = true; // the same number printed twice
            } else if (bol && m.number == 1 && heading_follows(m.end)) {
                take = true;
            } else if (bol && found.empty() && !m.weak && m.number > 1 && m.level >= 2 && m.level <= 4 && next_number_comes(i, m)) {
                take = true; // part of a longer plan: it begins at 204
            } else if (bol && !open && m.number <= 5 && m.level <= 4 && heading_follows(m.end)) {
                take = jump = true;
            } else if (bol && !open && m.level == 4 && running.count(4) && m.number > running[4] && m.number <= running[4] + 3 && heading_follows(m.end)) {
                take = jump = true; // 10. in one part, 12. first in the next
            } else if (!bol && after_stop && stream_[i].gap && open && m.level == 4 && m.number >= last && m.number <= last + 3 && heading_follows(m.end)) {
                take = jump = true; // the same in a text without line ends
            } else if (!loose && (next || runs_on) && m.level >= 3 && m.level <= 4 && m.number >= 2 && is_han(before) &&
                       !is_one_of(before, U"第条款项附件表图期") && heading_follows(m.end)) {
                take = true; // the full stop before it was lost
            } else if (!loose && m.level >= 3 && m.level <= 4 && (first || runs_on || next) && is_han(before) && !found.empty() &&
                       found.back().level < m.level && i - found.back().end <= 40 && heading_between(found.back().end, i) && heading_follows(m.end)) {
                take = true; // 一、公开什么（一）公开补贴。: the part's heading runs into its first item
            }
            if (take && !bol && m.level == 4 && before == U'”' && !next && !runs_on)
                take = false;
            if (m.weak && !((next || runs_on || first) && heading_follows(m.end) &&
                            (is_terminal(before) || is_one_of(before, U"）】〕") || (bol && first && next_number_comes(i, m)) ||
                             (bol && !found.empty() && i - found.back().end <= longest_heading && heading_between(found.back().end, i)))))
                take = false;
            // ①…；②…；③… is one sentence
            if (take && m.level >= 5 && !bol && first && !next_begins_sentence(m))
                take = false;
            if (!take)
                continue;
            // A list of contents, or numbers in the covering letter: the real parts start again at one.
            if (m.number == 1 && open && bol && !found.empty() && stack.front().first == m.level) {
                const std::size_t before_size = i - found.front().begin;
                if (before_size * 4 < stream_.size() - i) {
                    found.clear();
                    stack.clear();
                    running.clear();
                }
            }
            if (jump)
                out_.problems.push_back({fmt::format("编号不连续：“{}”之后是“{}”", to_utf8(number_text(m.level, last)), to_utf8(number_text(m.level, m.number))),
                                         fmt::format("numbers do not run on: {} after {}", m.number, last)});
            while (!stack.empty() && stack.back().first >= m.level)
                stack.pop_back();
            stack.emplace_back(m.level, m.number);
            running[m.level] = m.number;
            m.fresh = fresh;
            fresh = false;
            found.push_back(m);
            i = m.end - 1;
        }
        markers_ = std::move(found);
    }

    // ---- title, number, dates ----------------------------------------------------------------------------------------

    static bool title_like(std::u32string_view t) {
        if (count_han(t) < 6 || t.size() > 70 || t.find_first_of(U"。；：，") != std::u32string_view::npos)
            return false;
        if (starts_with(t, U"附件") || starts_with(t, U"《") || contains(t, U"通知") || contains(t, U">"))
            return false;
        std::u32string_view core = t;
        if (core.back() == U'）') {
            const auto open = core.rfind(U'（');
            if (open != std::u32string_view::npos && open > 5)
                core = core.substr(0, open);
        }
        for (std::u32string_view w : {U"要点", U"计划", U"方案", U"安排", U"意见", U"规划", U"任务", U"清单", U"行动", U"措施", U"分工", U"责任分解", U"任务分解", U"分解表",
                                      U"任务表", U"工作表", U"目录", U"细则", U"要求"})
            if (ends_with(core, w) && (w != U"要求" || contains(core, U"20")))
                return true;
        return false;
    }

    std::optional<Day> whole_date(std::u32string_view t) const {
        // 2023年4月28日, 2023-04-28, 二〇二三年四月二十八日
        std::u32string s;
        for (std::size_t i = 0; i < t.size();) {
            std::size_t n = i;
            while (n < t.size() && is_chinese_digit(t[n]))
                ++n;
            if (n > i) {
                const auto v = to_number(t.substr(i, n - i));
                if (!v)
                    return std::nullopt;
                s += to_u32(std::to_string(*v));
                i = n;
            } else {
                s.push_back(t[i++]);
            }
        }
        std::size_t length = 0;
        const auto due = match_due(s, 0, out_.year, length);
        if (!due || length != s.size() || due->from != due->to || due->from.year < 1990 || s.size() < 8 || !is_digit(s[0]) || !is_digit(s[3]))
            return std::nullopt;
        return due->from;
    }

    static std::size_t find_number(std::u32string_view t, std::u32string& number) {
        // 虹府办发〔2023〕8号
        for (std::size_t i = 2; i + 6 < t.size(); ++i) {
            if (!is_one_of(t[i], U"〔[（【﹝") || !(t[i + 1] == U'2' && t[i + 2] == U'0' && is_digit(t[i + 3]) && is_digit(t[i + 4])) ||
                !is_one_of(t[i + 5], U"〕]）】﹞"))
                continue;
            std::size_t n = i + 6;
            if (n < t.size() && t[n] == U'第')
                ++n;
            const std::size_t digits = n;
            while (n < t.size() && is_digit(t[n]))
                ++n;
            if (n == digits || n >= t.size() || t[n] != U'号')
                continue;
            std::size_t b = i;
            while (b > 0 && is_han(t[b - 1]) && i - b < 12)
                --b;
            if (i - b < 2)
                continue;
            std::u32string head(t.substr(b, i - b));
            for (std::u32string_view label : {U"发文字号", U"文号"})
                if (starts_with(head, label))
                    head.erase(0, label.size());
            number = head + U"〔" + std::u32string(t.substr(i + 1, 4)) + U"〕" + std::u32string(t.substr(digits, n - digits)) + U"号";
            return b + 1;
        }
        return 0;
    }

    void read_number(const Piece& text) {
        if (!out_.number.empty() || text.text.size() > 90 || contains(text.text, U"。"))
            return;
        std::u32string number;
        if (const std::size_t at = find_number(text.text, number)) {
            // inside 《…》 or right behind it another document is named
            const auto before = std::u32string_view(text.text).substr(0, at - 1);
            if (!before.empty() && (before.back() == U'（' || contains(before, U"》")))
                return;
            out_.number = number;
            out_.number_at = text.span();
        }
    }

    void offer_date(const Day& day, int rank, Span at) {
        if (rank >= date_rank_)
            return;
        date_rank_ = rank;
        out_.issued = iso(day);
        out_.issued_at = at;
    }

    void read_labelled_dates(const Piece& text) {
        struct Label {
            std::u32string_view word;
            int rank;
        };
        for (const Label& label : {Label{U"印发日期", 1}, {U"印发时间", 1}, {U"成文日期", 2}, {U"发文日期", 2}, {U"生成日期", 3}, {U"发布日期", 6}, {U"发布时间", 6},
                                   {U"公开日期", 6}}) {
            const auto at = text.text.find(label.word);
            if (at == std::u32string::npos)
                continue;
            std::size_t i = at + label.word.size();
            if (i < text.text.size() && text.text[i] == U'：')
                ++i;
            std::size_t length = 0;
            const auto due = match_due(text.text, i, out_.year, length);
            if (due && due->from == due->to && due->from.year > 1990)
                offer_date(due->from, label.rank, text.span());
        }
    }

    static bool is_issuer(std::u32string_view t) {
        return t.size() >= 4 && t.size() <= 40 && t.find_first_of(U"。；：，、《》") == std::u32string_view::npos && is_unit_name(t) &&
               !contains(t, U"关于") && !contains(t, U"附件") && std::count(t.begin(), t.end(), U'（') == std::count(t.begin(), t.end(), U'）');
    }

    /// 发布机构：… in the table above a page
    static std::size_t publisher_label(std::u32string_view t) {
        for (std::u32string_view w : {U"制发机关：", U"发布机构：", U"发文机关：", U"发文单位：", U"发布单位：", U"发布机关：", U"印发机关：", U"制定机关：", U"公开主体："})
            if (starts_with(t, w))
                return w.size();
        return 0;
    }

    void read_addressees(const Piece& text) {
        const auto& t = text.text;
        if (publisher_label(t) == t.size())
            return;
        if (!out_.addressees.empty() || t.size() < 4 || t.size() > 300 || t.back() != U'：' || contains(t, U"。"))
            return;
        if (t.find(U'：') != t.size() - 1)
            return;
        std::vector<std::u32string> parts;
        std::u32string part;
        int depth = 0;
        for (std::size_t i = 0; i + 1 < t.size(); ++i) {
            depth += t[i] == U'（' ? 1 : t[i] == U'）' ? -1 : 0;
            const bool cut = depth <= 0 && is_one_of(t[i], U"，；、");
            if (!cut) {
                part.push_back(t[i]);
                continue;
            }
            parts.push_back(part);
            part.clear();
        }
        parts.push_back(part);
        // 各委、办、局 without commas elsewhere
        std::vector<std::u32string> names;
        for (auto& p : parts) {
            if (p.size() <= 2 && !names.empty() && !is_unit_name(p))
                names.back() += U"、" + p;
            else if (!p.empty())
                names.push_back(p);
        }
        std::size_t bodies = 0;
        for (const auto& n : names)
            bodies += is_unit_name(n) || starts_with(n, U"各") ? 1 : 0;
        if (bodies * 2 < names.size() || names.empty())
            return;
        out_.addressees = std::move(names);
    }

    /// 任务分解表 and the like taken off the title of an annex.
    static std::u32string plan_title_from_annex(std::u32string t) {
        for (std::u32string_view w : {U"重点任务分解表", U"工作任务分解表", U"任务分解表", U"任务分工表", U"责任分解表", U"任务清单", U"分工表", U"任务分解", U"分解表", U"任务表",
                                      U"重点任务分工", U"职责分工表", U"重点任务清单"})
            if (ends_with(t, w)) {
                const std::u32string head = t.substr(0, t.size() - w.size());
                for (std::u32string_view kind : {U"要点", U"计划", U"方案", U"安排", U"意见", U"工作"})
                    if (ends_with(head, kind))
                        return head;
                break;
            }
        return t;
    }

    void read_head() {
        const uint32_t first = markers_.empty() ? limit_ : stream_[markers_.front().begin].at;
        std::vector<std::size_t> head; ///< lines above the first number
        for (std::size_t l = 0; l < lines_.size(); ++l)
            if (!lines_[l].blank() && lines_[l].begin < first)
                head.push_back(l);
        preface_begin_ = 0;
        std::size_t title_line = head.size();
        std::size_t last_letter = head.size();
        for (std::size_t k = 0; k < head.size(); ++k) {
            Piece text = line_text(lines_[head[k]]);
            if (lines_[head[k]].end > first)
                text = squeeze(doc_, {lines_[head[k]].head, first});
            const auto& t = text.text;
            if (t.empty())
                continue;
            read_number(text);
            read_labelled_dates(text);
            read_addressees(text);
            if (lines_[head[k]].end <= first && title_like(t) && !starts_marker(text)) {
                title_line = k;
            } else if (lines_[head[k]].end > first && title_line == head.size()) {
                // A document on one line: the title is what stands before the first blank.
                uint32_t stop = lines_[head[k]].head;
                while (stop < first && !is_space(doc_.norm[stop]))
                    ++stop;
                const Piece start = squeeze(doc_, {lines_[head[k]].head, stop});
                if (title_like(start.text)) {
                    inline_title_ = start;
                    preface_begin_ = stop;
                }
            }
            if (contains(t, U"印发给你们") || contains(t, U"请认真") || contains(t, U"遵照执行") || contains(t, U"按照执行") || contains(t, U"贯彻执行") ||
                contains(t, U"现印发") || contains(t, U"认真组织实施"))
                last_letter = k;
            if (const auto date = whole_date(t)) {
                offer_date(*date, 4, text.span());
                if (k > 0) {
                    const Piece before = line_text(lines_[head[k - 1]]);
                    if (is_issuer(before.text))
                        out_.issuer = before.text;
                }
            } else if (out_.issuer.empty() && last_letter < k && is_issuer(t)) {
                out_.issuer = t;
            }
        }
        // Issuer from the title of the covering letter, from the letter head, or from the table above the page.
        for (std::size_t k = 0; k < head.size() && out_.issuer.empty(); ++k) {
            const Piece text = line_text(lines_[head[k]]);
            if (const auto label = publisher_label(text.text)) {
                const std::u32string name = text.text.size() > label ? text.text.substr(label) : k + 1 < head.size() ? line_text(lines_[head[k + 1]]).text : std::u32string();
                if (is_issuer(name))
                    publisher_ = name;
            }
            const auto about = text.text.find(U"关于印发");
            if (about != std::u32string::npos && about >= 4 && is_issuer(text.text.substr(0, about)))
                out_.issuer = text.text.substr(0, about);
            else if (about == 0 && k > 0 && is_issuer(line_text(lines_[head[k - 1]]).text))
                out_.issuer = line_text(lines_[head[k - 1]]).text;
            else if (ends_with(text.text, U"文件") && text.text.size() <= 30 && is_issuer(text.text.substr(0, text.text.size() - 2)))
                out_.issuer = text.text.substr(0, text.text.size() - 2);
        }
        if (title_line < head.size()) {
            const Line& line = lines_[head[title_line]];
            Piece title = line_text(line);
            // A title over two lines: the year stands in the first.
            if (!contains(title.text, U"年") && title_line > 0) {
                const Piece above = line_text(lines_[head[title_line - 1]]);
                if (starts_with(above.text, U"20") && contains(above.text, U"年") && !contains(above.text, U"日") && !contains(above.text, U"号") &&
                    above.text.find_first_of(U"。；：") == std::u32string::npos && above.text.size() > 5 && !whole_date(above.text)) {
                    Piece both = above;
                    both.append(title);
                    title = both;
                }
            }
            out_.title = title.text;
            out_.title_at = title.span();
            preface_begin_ = line.end;
        } else if (!inline_title_.empty()) {
            set_title(inline_title_);
        } else {
            if (last_letter < head.size())
                preface_begin_ = lines_[head[last_letter]].end;
            // 关于印发《…工作要点》的通知; 制定…工作要点。; the annex's own title
            for (std::size_t k = 0; k < head.size() && out_.title.empty(); ++k) {
                const Piece text = line_text(lines_[head[k]]);
                const auto open = text.text.find(U'《');
                const auto close = open == std::u32string::npos ? open : text.text.find(U'》', open);
                if (contains(text.text, U"印发") && contains(text.text, U"通知") && close != std::u32string::npos && text.text.size() < 90)
                    set_title(text.sub(open + 1, close));
            }
            // 关于印发全县2023年度抽查工作计划的通知
            for (std::size_t k = 0; k < head.size() && out_.title.empty(); ++k) {
                const Piece text = line_text(lines_[head[k]]);
                const auto about = text.text.find(U"关于印发");
                const auto end = text.text.rfind(U"的通知");
                if (about != std::u32string::npos && end != std::u32string::npos && end > about + 10 && text.text.size() < 90 && !contains(text.text, U"《"))
                    set_title(text.sub(about + 4, end));
            }
            for (std::size_t k = 0; k < head.size() && out_.title.empty(); ++k) {
                Piece text = squeeze(doc_, {lines_[head[k]].head, std::min(lines_[head[k]].end, first)});
                const auto at = text.text.rfind(U"制定20");
                if (at != std::u32string::npos) {
                    const auto end = text.text.find(U"要点", at);
                    if (end != std::u32string::npos && end - at < 60)
                        set_title(text.sub(at + 2, end + 2));
                }
            }
        }
        if (out_.title.empty() && !out_.annex.rows.empty()) {
            std::vector<Piece> above;
            for (const Line& line : lines_)
                if (!line.blank() && line.begin >= limit_ && line.end <= out_.annex.span.begin)
                    above.push_back(line_text(line));
            Piece title;
            for (auto it = above.rbegin(); it != above.rend(); ++it) {
                if (starts_with(it->text, U"附件") || starts_with(it->text, U"附表") || it->text.find_first_of(U"。：") != std::u32string::npos)
                    break;
                Piece joined = *it;
                joined.append(title);
                title = joined;
                if (starts_with(it->text, U"20"))
                    break;
            }
            if (!title.empty()) {
                set_title(title);
                out_.title = plan_title_from_annex(out_.title);
            }
        }
        if (!out_.title.empty() && starts_with(out_.title, U"20")) {
            const auto year = to_number(std::u32string_view(out_.title).substr(0, 4));
            if (year && *year >= 1990 && *year <= 2100) {
                out_.year = static_cast<int>(*year);
                if (hint_ > 0 && hint_ != out_.year)
                    out_.problems.push_back({fmt::format("标题写的是 {} 年，不是 {} 年，按标题读", out_.year, hint_), fmt::format("the title says {}, not {}; the title was followed", out_.year, hint_)});
            }
        }
        if (out_.year <= 0)
            out_.problems.push_back({"没有读到年度，期限都没有写成日期；请加 --year", "no year was found, so no dates were written; add --year"});
        // What stands above the plan itself is the covering letter; its characters are accounted for, not cited.
        out_.body.begin = preface_begin_;
    }

    void set_title(const Piece& title) {
        out_.title = title.text;
        out_.title_at = title.span();
    }

    /// Links and lists of the web page behind the plan have numbers too. They come behind a line that ends papers, and
    /// hold no sentences.
    void drop_markers_of_page() {
        if (markers_.size() < 3)
            return;
        std::size_t stops = 0;
        for (const Ch& ch : stream_)
            stops += ch.c == U'。' ? 1 : 0;
        std::size_t before = 0;
        for (std::size_t i = 0, m = 0; i < stream_.size(); ++i) {
            before += c(i) == U'。' ? 1 : 0;
            while (m < markers_.size() && markers_[m].begin < i)
                ++m;
            if (!stream_[i].line_start || m < 2 || m >= markers_.size() || markers_[m].number != 1 || stops - before > before / 6 || stops - before > 3)
                continue;
            std::u32string head;
            for (std::size_t k = i; k < stream_.size() && k < i + 8 && (k == i || !stream_[k].line_start); ++k)
                head.push_back(c(k));
            for (std::u32string_view w : {U"抄送", U"分享", U"打印", U"【打印", U"关闭", U"【关闭", U"责任编辑", U"上一篇", U"上一条", U"相关", U"版权所有", U"扫一扫", U"友情链接"})
                if (starts_with(head, w)) {
                    markers_.resize(m);
                    return;
                }
        }
    }

    /// A button of the web page in its bracket.
    bool is_button(std::size_t i) const {
        std::u32string word;
        for (; i < stream_.size() && word.size() < 12 && !is_one_of(c(i), U"】〕]"); ++i)
            word.push_back(c(i));
        for (std::u32string_view w : {U"字体", U"字号", U"打印", U"关闭", U"收藏", U"大中小", U"返回顶部", U"分享"})
            if (starts_with(word, w))
                return true;
        return false;
    }

    /// Signature, copies, buttons of the web page: what follows the last sentence.
    void cut_tail() {
        drop_markers_of_page();
        std::size_t from = markers_.empty() ? 0 : markers_.back().begin;
        uint32_t end = resume_ < doc_.norm.size() ? static_cast<uint32_t>(doc_.norm.size()) : limit_;
        if (from < stream_.size()) {
            const uint32_t last = stream_[from].at;
            for (std::size_t l = 0; l < lines_.size(); ++l) {
                const Line& line = lines_[l];
                if (line.blank() || line.begin <= last || in_annex(line.begin) || line.begin < preface_begin_)
                    continue;
                const Piece text = line_text(line);
                const auto& t = text.text;
                bool tail = false;
                for (std::u32string_view w : {U"抄送", U"抄报", U"主送：", U"分享", U"打印", U"【打印", U"关闭", U"【关闭", U"（此件", U"（信息公开形式", U"（联系人",
                                              U"联系人：", U"附件", U"附：", U"信息公开属性", U"公开属性", U"上一篇", U"下一篇", U"版权所有", U"扫一扫",
                                              U"上一条", U"下一条", U"信息来源：", U"来源：", U"责任编辑", U"•打印", U"字号：", U"主题词", U"附表", U"【字体", U"【字号", U"【大", U"字体：", U"字体大小", U"【收藏", U"【分享"})
                    tail = tail || starts_with(t, w);
                tail = tail || ((ends_with(t, U"印发") || ends_with(t, U"日印") || ends_with(t, U"日制")) && t.size() < 50 && contains(t, U"日"));
                if (!tail && whole_date(t))
                    tail = true;
                if (!tail && t.size() <= 40 && is_unit_name(t) && t.find_first_of(U"。；：，、《》") == std::u32string::npos && (next_is_date(l) || signs(l)))
                    tail = true;
                if (tail) {
                    end = line.begin;
                    break;
                }
            }
        }
        // … 附件：任务清单 behind the last full stop of a document on one line
        for (std::size_t i = from; i + 3 < stream_.size() && stream_[i].at < end; ++i)
            if (stream_[i].gap && i > 0 && is_one_of(c(i - 1), U"。）") && c(i) == U'附' && c(i + 1) == U'件' && c(i + 2) == U'：')
                end = stream_[i].at;
        // … 【字体：大 中 小】【打印】【关闭】 behind it
        for (std::size_t i = from + 1; i + 4 < stream_.size() && stream_[i].at < end; ++i)
            if (is_one_of(c(i), U"【〔[") && is_one_of(c(i - 1), U"。）！") && is_button(i + 1))
                end = stream_[i].at;
        // … 甲镇人民政府 2026年3月10日 behind the last full stop of such a document
        for (std::size_t i = from; i < stream_.size() && stream_[i].at < end; ++i) {
            if (i == 0 || stream_[i].line_start || !stream_[i].gap || !is_one_of(c(i - 1), U"。）】"))
                continue;
            std::size_t name = i + 1;
            while (name < stream_.size() && name < i + 40 && !stream_[name].gap)
                ++name;
            std::size_t day = name + 1;
            while (day < stream_.size() && day < name + 14 && !stream_[day].gap && !stream_[day].line_start)
                ++day;
            if (is_issuer(piece(i, name).text) && whole_date(piece(name, std::min(day, stream_.size())).text))
                end = stream_[i].at;
        }
        for (const Line& line : lines_) {
            if (line.blank() || line.begin < end || in_annex(line.begin))
                continue;
            const Piece text = line_text(line);
            read_labelled_dates(text);
            if (const auto date = whole_date(text.text)) {
                offer_date(*date, 4, text.span());
                const auto l = static_cast<std::size_t>(&line - lines_.data());
                for (std::size_t k = l; k-- > 0;) {
                    if (lines_[k].blank())
                        continue;
                    const Piece before = line_text(lines_[k]);
                    if (out_.issuer.empty() && lines_[k].begin >= end && is_issuer(before.text))
                        out_.issuer = before.text;
                    break;
                }
            } else if (ends_with(text.text, U"印发")) {
                for (std::size_t i = 0; i < text.text.size(); ++i) {
                    const auto d = whole_date(std::u32string_view(text.text).substr(i, text.text.size() - i - 2));
                    if (d) {
                        offer_date(*d, 3, text.span());
                        for (auto k = static_cast<std::size_t>(&line - lines_.data()); k-- > 0 && out_.issuer.empty();) {
                            if (lines_[k].blank())
                                continue;
                            const Piece before = line_text(lines_[k]);
                            if (lines_[k].begin >= end && is_issuer(before.text))
                                out_.issuer = before.text;
                            break;
                        }
                        break;
                    }
                }
            }
        }
        if (out_.issuer.empty())
            out_.issuer = publisher_;
        tail_begin_ = end;
        out_.body.end = end;
        if (out_.body.begin > 0)
            out_.preface = squeeze(doc_, {0, std::min(out_.body.begin, 20000u)});
    }

    /// Who signs and 联系人：… below, no day between.
    bool signs(std::size_t l) const {
        for (std::size_t k = l + 1; k < lines_.size(); ++k)
            if (!lines_[k].blank()) {
                const std::u32string t = line_text(lines_[k]).text;
                for (std::u32string_view w : {U"联系人：", U"（联系人", U"联系电话：", U"抄送"})
                    if (starts_with(t, w))
                        return true;
                return false;
            }
        return false;
    }

    bool next_is_date(std::size_t l) const {
        for (std::size_t k = l + 1; k < lines_.size(); ++k)
            if (!lines_[k].blank()) {
                std::u32string t = line_text(lines_[k]).text;
                if (ends_with(t, U"印发"))
                    t.resize(t.size() - 2);
                return whole_date(t).has_value();
            }
        return false;
    }

    // ---- sections and sentences --------------------------------------------------------------------------------------

    void build_sections() {
        // The unnumbered text before the first part.
        std::size_t first = markers_.empty() ? stream_.size() : markers_.front().begin;
        std::size_t begin = 0;
        while (begin < first && stream_[begin].at < preface_begin_)
            ++begin;
        if (out_.title.empty() || preface_begin_ == 0)
            begin = skip_page_head(begin, first);
        std::size_t stop = stream_.size();
        while (stop > 0 && stream_[stop - 1].at >= tail_begin_)
            --stop;
        if (begin < std::min(first, stop) && !(markers_.empty() && !out_.annex.rows.empty())) {
            Section s;
            s.cite = s.head_cite = U"前言";
            out_.unnumbered = markers_.empty();
            if (out_.unnumbered)
                out_.problems.push_back({"这不像工作要点：没有编号的条，也没有任务分解表；逐段按句读，写成“前言.1”起的条款，请逐句核对哪些是任务",
                                         "neither numbered items nor an annex: read sentence by sentence as 前言.1 and on; check which of them are duties"});
            s.duty = out_.unnumbered;
            out_.sections.push_back(s);
            read_section(0, begin, std::min(first, stop), false);
        } else if (markers_.empty()) {
            return;
        }
        name_sections();
        // Do items of this document have several printed paragraphs? Then a last paragraph is not a closing one by itself.
        const std::size_t base = out_.sections.size() - markers_.size();
        std::vector<std::pair<std::size_t, std::size_t>> ranges;
        for (std::size_t k = 0; k < markers_.size(); ++k)
            ranges.emplace_back(std::min(markers_[k].end, stop),
                                std::min(k + 1 < markers_.size() ? markers_[k + 1].begin : stream_.size(), stop));
        for (auto& [from, to] : ranges)
            for (std::size_t i = from + 1; i < to; ++i)
                if (stream_[i].line_start && signed_at_.count(stream_[i].at))
                    to = i; // the end of the covering letter
        // Where most items begin with a whole sentence, only what is very short is a heading.
        std::map<int, std::pair<int, int>> first_sentences;
        for (std::size_t k = 0; k < markers_.size(); ++k) {
            if (!out_.sections[base + k].leaf)
                continue;
            std::u32string text;
            bool ended = false;
            for (std::size_t i = ranges[k].first; i < ranges[k].second && !ended && text.size() < 200; ++i) {
                if (i > ranges[k].first && stream_[i].line_start && !wrapped(i - 1, 0))
                    break;
                ended = is_terminal(c(i));
                text.push_back(c(i));
            }
            auto& [whole, all] = first_sentences[markers_[k].level];
            ++all;
            whole += ended && (count_han(text) > longest_heading || heading_is_duty(text)) ? 1 : 0;
        }
        for (const auto& [level, n] : first_sentences)
            if (n.first * 2 > n.second && n.second >= 2)
                unheaded_.insert(level);
        bool several = false;
        for (std::size_t k = 0; k + 1 < markers_.size(); ++k)
            if (out_.sections[base + k].leaf && markers_[k + 1].level >= markers_[k].level)
                several = several || paragraphs(ranges[k].first, ranges[k].second).size() > 1;
        for (std::size_t k = 0; k < markers_.size(); ++k) {
            const std::size_t s = base + k;
            auto [from, to] = ranges[k];
            std::size_t close = to;
            const bool last = k + 1 == markers_.size();
            const bool part_ends = last || markers_[k + 1].level < markers_[k].level;
            int under = out_.sections[s].parent;
            if (part_ends && out_.sections[s].leaf) {
                const auto starts = paragraphs(from, to);
                if (starts.size() > 1 && closing(starts.back(), to, last, several))
                    close = starts.back();
            }
            read_section(static_cast<int>(s), from, close, true);
            if (close < to) {
                if (last) {
                    Section end;
                    end.cite = end.head_cite = U"结语";
                    out_.sections.push_back(end);
                    read_section(static_cast<int>(out_.sections.size()) - 1, close, to, false);
                } else {
                    while (under >= 0 && out_.sections[static_cast<std::size_t>(under)].level >= markers_[k].level)
                        under = out_.sections[static_cast<std::size_t>(under)].parent;
                    read_section(under >= 0 ? under : static_cast<int>(s), close, to, false);
                }
            }
        }
        inherit_brackets();
    }

    /// Metadata lines of a web page above an untitled text: start at the first line that holds a sentence.
    std::size_t skip_page_head(std::size_t begin, std::size_t end) const {
        for (std::size_t i = begin; i < end;) {
            std::size_t n = i + 1;
            bool sentence = is_one_of(c(i), U"。，");
            while (n < end && !stream_[n].line_start) {
                sentence = sentence || is_one_of(c(n), U"。，");
                ++n;
            }
            if (sentence)
                return i;
            i = n;
        }
        return begin;
    }

    /// Where the text paragraphs of an item start; the line of its heading is not one of them.
    std::vector<std::size_t> paragraphs(std::size_t from, std::size_t to) const {
        std::vector<std::size_t> out{from};
        for (std::size_t i = from + 1; i < to; ++i) {
            const char32_t before = c(i - 1);
            // 各单位要… behind the last bracket of a text without line ends
            if (!stream_[i].line_start && !(stream_[i].gap && c(i) == U'各' && closes_unit_bracket(i - 1, from)))
                continue;
            // a bracket on a line of its own belongs to what stands above it
            if (c(i) == U'（' || c(i) == U'【')
                continue;
            std::u32string head;
            for (std::size_t k = i; k < to && k < i + 12; ++k)
                head.push_back(c(k));
            if (match_label(head, 0).length > 0)
                continue;
            if (is_terminal(before) || closes_unit_bracket(i - 1, from))
                out.push_back(i);
        }
        // heading alone on the first line
        if (out.size() > 1) {
            bool any = false;
            for (std::size_t k = out[0]; k < out[1]; ++k)
                any = any || is_one_of(c(k), U"。！？，");
            if (!any)
                out.erase(out.begin());
        }
        return out;
    }

    bool closes_unit_bracket(std::size_t close, std::size_t from) const {
        if (!is_one_of(c(close), U"）】〕]"))
            return false;
        int depth = 0;
        Bracket b;
        for (std::size_t k = close + 1; k-- > from && close - k < longest_bracket;) {
            depth += is_one_of(c(k), U"）】〕]") ? 1 : is_one_of(c(k), U"（【〔[") ? -1 : 0;
            if (depth == 0)
                return bracket_at(k, from, close + 1, b) && b.end == close + 1;
        }
        return false;
    }

    bool closing(std::size_t from, std::size_t to, bool last, bool several) const {
        std::u32string text;
        for (std::size_t i = from; i < to && text.size() < 400; ++i)
            text.push_back(c(i));
        const std::u32string_view head = std::u32string_view(text).substr(0, 14);
        bool speaks = false;
        for (std::u32string_view w : {U"各", U"请各", U"其他", U"未涉及", U"本要点", U"本工作要点", U"本方案", U"本计划", U"以上", U"上述"})
            speaks = speaks || starts_with(head, w);
        // the whole plan, or what the bodies make of it
        const bool about_plan = contains(text, U"本要点") || contains(text, U"工作要点") || contains(text, U"本方案") || contains(text, U"本计划") || contains(text, U"贯彻落实") ||
                                contains(text, U"实施方案") || contains(text, U"细化措施") || contains(text, U"落实举措");
        if (last && !several && from > 0 && is_one_of(c(from - 1), U"）】〕]"))
            return true; // the item ended with its bracket, as all of them do
        if (last)
            return speaks && (about_plan || !several || (from > 0 && is_one_of(c(from - 1), U"）】〕]")));
        return speaks && !several;
    }

    void name_sections() {
        std::vector<int> stack;
        const std::size_t base = out_.sections.size();
        for (const Marker& m : markers_) {
            Section s;
            s.level = m.level;
            s.number = m.number;
            if (m.fresh)
                stack.clear();
            while (!stack.empty() && out_.sections[static_cast<std::size_t>(stack.back())].level >= m.level)
                stack.pop_back();
            if (!stack.empty()) {
                s.parent = stack.back();
                out_.sections[static_cast<std::size_t>(s.parent)].leaf = false;
            }
            stack.push_back(static_cast<int>(out_.sections.size()));
            out_.sections.push_back(std::move(s));
        }
        // Which levels run on through the document, and which start again in each part?
        std::map<int, bool> runs_on;
        for (int level = 1; level <= 6; ++level) {
            long previous = 0;
            int parent = -2, parents = 0, goes_on = 0, again = 0;
            for (std::size_t k = base; k < out_.sections.size(); ++k) {
                const Section& s = out_.sections[k];
                if (s.level != level)
                    continue;
                if (s.parent != parent) {
                    ++parents;
                    if (parent != -2)
                        (s.number > previous && s.number > 1 ? goes_on : again) += 1; // a number may be lost between
                    parent = s.parent;
                }
                previous = s.number;
            }
            runs_on[level] = parents >= 2 && goes_on > again;
            // All items under one part: 1, 2, 3 name nothing else, unless other parts have items of another kind.
            if (parents == 1 && level == 4) {
                bool alone = true;
                for (std::size_t k = base; k < out_.sections.size(); ++k)
                    alone = alone && (!out_.sections[k].leaf || out_.sections[k].level == level || out_.sections[k].parent < 0);
                runs_on[level] = alone;
            }
        }
        std::map<std::u32string, int> used;
        for (std::size_t k = base; k < out_.sections.size(); ++k) {
            Section& s = out_.sections[k];
            const std::u32string n = number_text(s.level, s.number);
            const std::u32string& label = markers_[k - base].label;
            if (!label.empty())
                s.cite = label;
            else if (s.parent < 0 || runs_on[s.level])
                s.cite = n;
            else
                s.cite = out_.sections[static_cast<std::size_t>(s.parent)].cite + U"（" + n + U"）";
            s.head_cite = s.cite;
        }
        // Items cited by 一, 二 … leave their parts the name 第一部分.
        for (std::size_t k = base; k < out_.sections.size(); ++k) {
            Section& s = out_.sections[k];
            for (std::size_t o = base; o < out_.sections.size(); ++o)
                if (o != k && out_.sections[o].cite == s.cite && out_.sections[o].level > s.level) {
                    s.head_cite = U"第" + number_text(s.level, s.number) + U"部分";
                    break;
                }
        }
        for (std::size_t k = base; k < out_.sections.size(); ++k) {
            Section& s = out_.sections[k];
            const int n = ++used[s.head_cite];
            if (n > 1)
                s.cite = s.head_cite = s.head_cite + (n == 2 ? U"（重）" : to_u32(fmt::format("（重{}）", n))); // 7-2 would be a range
        }
    }

    struct Bracket {
        std::size_t begin = 0, end = 0; ///< in the stream, with the brackets themselves
        std::size_t from = 0, to = 0;   ///< what stands inside
    };

    /// The unit bracket at `i`, if one stands there. `limit` is the end of the section.
    bool bracket_at(std::size_t i, std::size_t from, std::size_t limit, Bracket& out) const {
        // ——责任单位：甲局
        if (is_one_of(c(i), U"—-·")) {
            std::size_t k = i;
            while (k < limit && is_one_of(c(k), U"—-·"))
                ++k;
            const bool fresh = i == from || stream_[i].line_start || is_terminal(c(i - 1));
            if (!fresh || k >= limit || is_one_of(c(k), U"（【〔[") || !bracket_at(k, k, limit, out))
                return false;
            out.begin = i;
            return true;
        }
        bool opens = is_one_of(c(i), U"（【〔[");
        if (!opens && !is_one_of(c(i), U"牵主责第承实落执负配协参支会联完时办进工期分具直共包挂相指督省市区县镇党考"))
            return false; // no heading of bodies begins so
        const std::size_t end_of_section = limit;
        limit = std::min(limit, i + longest_bracket);
        std::u32string ahead;
        for (std::size_t k = i + (opens ? 1 : 0); k < limit && ahead.size() < 24; ++k)
            ahead.push_back(c(k));
        std::size_t label = match_label(ahead, 0).length, skip = 0;
        if (opens && c(i) != U'（') // 【责任单位】甲局
            if (const auto n = match_label(c(i) + ahead, 0).length; n > 0) {
                label = skip = n;
                opens = false;
            }
        if (!label && opens) // （责任单位 甲局）
            label = match_label(ahead, 0, true).length;
        if (const Scope stated = label ? Scope{} : match_scope(ahead); opens && stated.length > 0) // （以下各项牵头单位：甲局）
            if (const auto n = match_label(std::u32string_view(ahead).substr(stated.length), 0).length; n > 0)
                label = stated.length + n;
        const char32_t before = i > from ? c(i - 1) : U'。';
        // 责任部门 甲办 配合部门 乙办 on a line of its own: a blank where the colon should be
        bool blank_label = false;
        if (!opens && label == 0 && stream_[i].line_start) {
            label = match_label(ahead, 0, true).length;
            blank_label = label > 0 && i + label < limit && stream_[i + label].gap;
            if (!blank_label)
                return false;
        }
        if (!opens) {
            if (label == 0)
                return false;
            // A label in running text is one only where a sentence has ended, or at the start of a line.
            if (!stream_[i].line_start && !is_terminal(before) && !is_one_of(before, U"；）】") && !stream_[i].gap)
                return false;
        }
        // The end: the bracket that closes it, else a full stop, a new paragraph, the end of the section.
        int depth = opens ? 1 : 0;
        std::size_t k = i + (opens ? 1 : skip);
        bool closed = false;
        if (label == 0)
            limit = std::min(limit, i + 220);
        std::size_t stop = limit;
        for (; k < limit; ++k) {
            if (is_one_of(c(k), U"（【〔["))
                ++depth;
            else if (is_one_of(c(k), U"）】〕]")) {
                if (--depth <= 0) {
                    if (depth < 0 || opens) {
                        stop = k;
                        closed = true;
                        break;
                    }
                    if (!opens && depth == 0 && inner_bracket(i, k))
                        continue; // 区行政服务中心（大数据中心） after a lost opening bracket
                    if (!opens) {
                        stop = k;
                        closed = true;
                        break;
                    }
                }
            } else if (!opens && k > i + label && other_label(k, limit)) {
                stop = k; // 责任单位：某镇任务目标：…
                break;
            } else if (is_terminal(c(k))) {
                if (opens && remark_behind(k + 1, limit))
                    continue; // （甲局牵头，乙局参与。以下均需各区政府落实，不再列出）
                stop = k;
                break;
            } else if (k > i && stream_[k].line_start && k + 1 < limit && depth <= 1 && new_paragraph(k) && !close_ahead(k, limit) && !wrapped(k - 1, 0)) {
                stop = k;
                break;
            }
        }
        out.begin = i;
        out.from = i + (opens ? 1 : 0);
        out.to = stop;
        out.end = closed ? stop + 1 : stop;
        if (blank_label) {
            const UnitList units = read_units(piece(out.from, out.to), Role::Responsible);
            return !units.units.empty() && units.unread.empty();
        }
        if (out.to <= out.from)
            return false;
        if (label > 0)
            return true;
        // No label: （甲局牵头，乙局配合）, or a list of bodies alone behind a full stop.
        const bool lost = !closed && (stop >= limit ? stop >= end_of_section : stream_[std::min(stop, stream_.size() - 1)].line_start);
        if ((!closed && !(lost && is_terminal(before))) || stop - i > 200)
            return false;
        Piece inside;
        for (std::size_t j = out.from; j < out.to; ++j)
            inside.push(c(j), stream_[j].at);
        const auto& t = inside.text;
        const bool says = contains(t, U"牵头") || contains(t, U"负责") || contains(t, U"配合") || contains(t, U"会同") || contains(t, U"按职责") ||
                          ends_with(t, U"参加") || ends_with(t, U"参与") || ends_with(t, U"落实") || ends_with(t, U"承办");
        const bool before_all = i == from && says && closed && out.end < limit && is_han(c(out.end)); // （甲局牵头）落实解读
        const bool before_more = says && closed && out.end < limit && c(out.end) == U'；'; // …不少于八成（甲局牵头，乙局负责）；文件…
        const bool behind = before_all || before_more || is_terminal(before) || out.end >= limit || is_terminal(c(out.end)) || stream_[std::min(out.end, stream_.size() - 1)].line_start;
        const bool alone = closed && stream_[i].line_start && (out.end >= stream_.size() || stream_[out.end].line_start); // on a line of its own
        if (!says && !((is_terminal(before) || alone) && behind))
            return false;
        if (!behind)
            return false;
        const UnitList units = read_units(inside, Role::Responsible);
        if (units.units.empty() || !units.unread.empty())
            return false;
        const auto doubtful = std::count_if(units.units.begin(), units.units.end(), [](const auto& u) { return u.doubtful; });
        // （甲局、某某行负责）: the verb at its end says what the bracket is, even where a name is unlike a body's
        bool by_verb = false;
        std::u32string_view list = t; // 按职责分工负责，全年
        if (const auto comma = list.rfind(U'，'); comma != std::u32string_view::npos && read_due(list.substr(comma + 1), 2000))
            list = list.substr(0, comma);
        for (std::u32string_view w : {U"负责", U"牵头", U"落实", U"配合", U"参加", U"参与", U"负责落实"})
            by_verb = by_verb || ends_with(list, w);
        return doubtful == 0 || (by_verb && closed && is_terminal(before) && t.find_first_of(U"。：") == std::u32string::npos);
    }

    /// 任务目标：, 主要内容：: a heading of what is to be done, not of who does it.
    bool other_label(std::size_t k, std::size_t limit) const {
        for (std::u32string_view w : {U"任务目标：", U"目标任务：", U"工作目标：", U"工作内容：", U"主要内容：", U"建设内容：", U"具体任务：", U"工作任务：", U"工作措施：",
                                      U"具体措施：", U"进展情况："}) {
            std::size_t n = 0;
            while (n < w.size() && k + n < limit && c(k + n) == w[n])
                ++n;
            if (n == w.size())
                return true;
        }
        return false;
    }

    /// Behind a full stop inside a bracket: the closing bracket, or a remark about the lists up to it.
    bool remark_behind(std::size_t k, std::size_t limit) const {
        if (is_one_of(c(k), U"）】〕]"))
            return true;
        std::u32string head;
        for (std::size_t j = k; j < limit && head.size() < 4; ++j)
            head.push_back(c(j));
        for (std::u32string_view w : {U"以下", U"其他", U"其余", U"列第一", U"排第一", U"排在", U"列在", U"下同", U"不再", U"具体任务", U"各项任务", U"所列任务", U"各项工作"})
            if (starts_with(head, w)) {
                for (std::size_t j = k; j < std::min(limit, k + 120); ++j)
                    if (is_one_of(c(j), U"】〕]") || (c(j) == U'）' && (j + 1 >= limit || !is_han(c(j + 1)) || stream_[j + 1].line_start || is_terminal(c(j - 1)))))
                        return true;
            }
        return false;
    }

    /// Between i and the closing bracket at k: was there an opening one of its own?
    bool inner_bracket(std::size_t i, std::size_t k) const {
        for (std::size_t j = k; j-- > i;)
            if (is_one_of(c(j), U"（【〔["))
                return true;
        return false;
    }

    bool new_paragraph(std::size_t k) const {
        const char32_t before = c(k - 1);
        return !is_one_of(before, U"、，；：和与及各由") && is_han(before) && !is_one_of(c(k), U"、，；。）"); // no line begins with those
    }

    /// A closing bracket comes before the next full stop.
    bool close_ahead(std::size_t k, std::size_t limit) const {
        int depth = 0;
        for (; k < limit; ++k) {
            if (is_terminal(c(k)))
                return false;
            if (is_one_of(c(k), U"（【〔["))
                ++depth;
            else if (is_one_of(c(k), U"）】〕]") && depth-- == 0)
                return true;
        }
        return false;
    }

    static bool no_duty_heading(std::u32string_view t) {
        for (std::u32string_view w : {U"总体要求", U"指导思想", U"基本原则", U"总体思路", U"工作目标", U"总体目标", U"主要目标", U"工作原则", U"工作思路", U"指导原则",
                                      U"总体原则", U"目标要求", U"年度目标", U"编制依据", U"制定依据"})
            if (starts_with(t, w) || (ends_with(t, w) && t.size() <= w.size() + 6))
                return true;
        return false;
    }

    void read_section(int index, std::size_t from, std::size_t to, bool headed) {
        Section& section = out_.sections[static_cast<std::size_t>(index)];
        if (from < to) {
            const Span span{stream_[from].at, stream_[to - 1].at + 1};
            section.span = section.span.empty() ? span : Span{std::min(section.span.begin, span.begin), std::max(section.span.end, span.end)};
        }
        if (section.parent >= 0 && !out_.sections[static_cast<std::size_t>(section.parent)].duty)
            section.duty = false;
        // （5）【责任单位：甲局】落实解读“三同步”。: who, before the heading
        Bracket who;
        if (headed && from < to && is_one_of(c(from), U"（【〔[") && bracket_at(from, from, to, who) && who.end < to) {
            sentences(index, from, who.end);
            from = who.end;
        }
        std::size_t text = from;
        bool no_heading = false;
        if (headed) {
            std::size_t end = from;
            std::size_t han = 0;
            bool comma = false;
            Bracket b;
            while (end < to) {
                if (is_terminal(c(end)) || (end > from && bracket_at(end, from, to, b)))
                    break;
                if (end > from && stream_[end].line_start && (stream_[end].bullet || !wrapped(end - 1, 0)))
                    break;
                if (end > from && stream_[end].gap && han >= 4 && !comma && gap_ends_heading(end, to))
                    break;
                comma = comma || is_one_of(c(end), U"，；");
                han += is_han(c(end)) ? 1 : 0;
                ++end;
            }
            const bool stop = end < to && is_terminal(c(end));
            std::size_t next = end + (stop ? 1 : 0);
            Piece heading = piece(from, end);
            // Is there anything below it? A leaf that is one sentence is that sentence, not its heading.
            bool below = !section.leaf;
            for (std::size_t i = next; i < to && !below; ) {
                if (bracket_at(i, from, to, b)) {
                    i = b.end;
                    continue;
                }
                below = !is_one_of(c(i), U"。；，）");
                ++i;
            }
            // 一、优化服务 right above the table
            if (section.leaf && section.level <= 3 && !below && !stop && han <= short_heading && to > 0 && !out_.annex.rows.empty() && stream_[to - 1].at < limit_ &&
                (to >= stream_.size() || stream_[to].at >= resume_))
                section.duty = false;
            const bool measured = heading_is_duty(heading.text) || (stop && unheaded_.count(section.level) && (comma || han > short_heading));
            if (!section.leaf && !stop && han <= 40)
                no_heading = false;
            else if (han > longest_heading || !below || measured)
                no_heading = true;
            if (!no_heading && !heading.empty()) {
                section.heading = heading;
                if (no_duty_heading(heading.text) && !names_bodies(from, section.level))
                    section.duty = false;
                Place place;
                place.kind = PlaceKind::Heading;
                place.cite = section.head_cite + U".题";
                place.text = heading;
                place.section = index;
                out_.list.push_back(std::move(place));
                text = next;
            } else if (no_duty_heading(heading.text)) {
                section.duty = false;
            }
        }
        sentences(index, text, to);
    }

    /// 主要目标 with brackets of bodies below it: those are duties after all.
    bool names_bodies(std::size_t from, int level) const {
        std::size_t to = stream_.size();
        for (const Marker& m : markers_)
            if (m.begin >= from && m.level <= level) {
                to = m.begin;
                break;
            }
        Bracket b;
        for (std::size_t i = from; i < to; ++i)
            if (is_one_of(c(i), U"（〔【[") && bracket_at(i, from, to, b))
                return true;
        return false;
    }

    bool heading_is_duty(std::u32string_view t) const {
        const auto counts = find_counts(t);
        if (std::any_of(counts.begin(), counts.end(), [](const Count& count) { return !count.act; }) || !find_clocks(t).empty())
            return true;
        for (const auto& d : find_dues(t, out_.year))
            if (d.due.shape == Due::Before || contains(t, U"，")) // 办好运动会，5月至10月举行
                return true;
        return false;
    }

    Piece piece(std::size_t from, std::size_t to) const {
        Piece out;
        for (std::size_t i = from; i < to; ++i)
            out.push(c(i), stream_[i].at);
        return out;
    }

    /// A heading cut by the width of the page: its line is as long as the lines of this document are.
    /// Does the line that ends at `last` fill the width? Only then may a sentence go on behind it without a mark.
    bool wrapped(std::size_t last, std::size_t from) const {
        if (width_ == 0)
            measure_width();
        if (width_ == 1)
            return false;
        std::size_t n = 0;
        for (std::size_t i = last + 1; i-- > from || n == 0;) {
            ++n;
            if (stream_[i].line_start)
                break;
            if (i == 0)
                break;
        }
        return n + 6 >= width_;
    }

    /// Printed line width where the text is broken into lines of one length; 1 where paragraphs are lines.
    void measure_width() const {
        std::map<std::size_t, std::size_t> count;
        std::size_t n = 0, lines = 0, longest = 0;
        for (std::size_t i = 0; i < stream_.size(); ++i) {
            if (stream_[i].line_start && n > 0) {
                ++count[n];
                ++lines;
                longest = std::max(longest, n);
                n = 0;
            }
            ++n;
        }
        // No line is long: all of them may have been broken, those that are as long as the longest surely.
        width_ = longest >= 24 && longest <= 60 && lines >= 8 ? longest + 5 : 1;
        if (lines < 8)
            return;
        // Some lines of the page around the document may be longer than its own.
        for (std::size_t beyond = 0; longest >= 12; --longest) {
            std::size_t near = 0, full = 0;
            for (const auto& [length, times] : count) {
                near += length <= longest && length + 3 >= longest ? times : 0;
                full += length <= longest && length + 1 >= longest ? times : 0;
            }
            if (longest <= 60 && (near * 3 >= lines || full >= 4)) {
                width_ = longest;
                return;
            }
            if (const auto it = count.find(longest); it != count.end())
                beyond += it->second;
            if (beyond > 2 && beyond * 12 > lines)
                return;
        }
    }

    bool gap_ends_heading(std::size_t at, std::size_t to) const {
        // 一、加强领导　各单位要…: the rest must be a sentence of its own
        std::size_t n = 0;
        for (std::size_t i = at; i < to; ++i, ++n)
            if (is_terminal(c(i)) || (i > at && stream_[i].line_start))
                break;
        return n >= 12 && is_han(c(at)) && is_han(c(at - 1));
    }

    void sentences(int index, std::size_t from, std::size_t to) {
        Section& section = out_.sections[static_cast<std::size_t>(index)];
        int& count = counts_[index];
        int& brackets = bracket_counts_[index];
        std::vector<std::size_t> open = uncovered_[index];
        Piece current;
        int depth = 0;
        bool own_line = false;
        // Who does what the open sentences ask for; where none is open, what follows.
        auto put_bracket = [&](Piece text) {
            Place place;
            place.kind = PlaceKind::Bracket;
            ++brackets;
            place.cite = section.head_cite + U".括" + (brackets > 1 ? to_u32(std::to_string(brackets)) : std::u32string());
            place.text = std::move(text);
            place.section = index;
            const Scope scope = match_scope(place.text.text);
            const bool for_above = scope.kind == Scope::Above || (scope.kind == Scope::Part && !open.empty());
            if (for_above)
                for_above_.push_back({static_cast<int>(out_.list.size()), scope.items, scope.first, scope.last});
            for (std::size_t s : open)
                out_.list[s].bracket = static_cast<int>(out_.list.size());
            if (open.empty() && !for_above)
                leading_[index] = static_cast<int>(out_.list.size());
            open.clear();
            out_.list.push_back(std::move(place));
        };
        auto flush = [&] {
            depth = 0;
            // stray marks between brackets
            std::size_t skip = 0;
            while (skip < current.text.size() && is_one_of(current.text[skip], U"。，；、）】"))
                ++skip;
            if (skip > 0)
                current = current.sub(skip, current.text.size());
            if (count_han(current.text) == 0) {
                if (!current.empty() && current.text.size() > 1)
                    out_.unread.push_back({current.span(), {"没有汉字的一段", "a run without Chinese characters"}});
                current = Piece{};
                return;
            }
            // 此项工作由甲局牵头，乙局等部门配合。: who does what stands before it
            // 以上任务由甲局负责。: the same for several items
            std::size_t said = 0;
            for (std::u32string_view w : {U"此项工作由", U"该项工作由", U"此项任务由", U"该项任务由", U"本项工作由", U"此工作由"})
                if (starts_with(current.text, w))
                    said = w.size();
            const bool above = said == 0 && match_scope(current.text).length > 0;
            if ((said > 0 && !open.empty()) || above) {
                Piece text = current.sub(said, current.text.size());
                while (!text.empty() && is_terminal(text.text.back()))
                    text = text.sub(0, text.text.size() - 1);
                const UnitList units = read_units(text, Role::Responsible);
                const bool sure = units.unread.empty() && std::none_of(units.units.begin(), units.units.end(), [](const auto& u) { return u.doubtful; });
                if (!units.units.empty() && (!above || (sure && (units.labelled || ends_in_role(text.text))))) {
                    put_bracket(std::move(text));
                    current = Piece{};
                    return;
                }
            }
            // 甲局牵头，乙局协助，各镇具体落实 in a paragraph of its own, the brackets around it lost
            if (!open.empty() && said == 0 && !above && own_line && current.text.size() <= 120 && contains_role(current.text)) {
                Piece text = current;
                while (!text.empty() && is_terminal(text.text.back()))
                    text = text.sub(0, text.text.size() - 1);
                const bool joint = contains(text.text, U"，会同") && (contains(text.text, U"负责") || contains(text.text, U"牵头")); // 甲局牵头，会同乙局
                if (ends_in_role(text.text) || joint) {
                    const UnitList units = read_units(text, Role::Responsible);
                    if (units.units.size() >= 2 && units.unread.empty() && std::none_of(units.units.begin(), units.units.end(), [](const auto& u) { return u.doubtful; })) {
                        put_bracket(std::move(text));
                        current = Piece{};
                        return;
                    }
                }
            }
            std::vector<std::size_t> cuts = section.duty ? duty_breaks(current.text, out_.year) : std::vector<std::size_t>{};
            if (section.duty && cuts.empty() && !out_.annex.rows.empty())
                cuts = annex_breaks(current.text);
            cuts.push_back(current.text.size());
            std::size_t begin = 0;
            for (std::size_t cut : cuts) {
                Place place;
                place.kind = PlaceKind::Sentence;
                place.cite = section.head_cite + U"." + to_u32(std::to_string(++count));
                place.text = current.sub(begin, cut);
                place.section = index;
                place.split = cuts.size() > 1;
                open.push_back(out_.list.size());
                out_.list.push_back(std::move(place));
                begin = cut;
            }
            current = Piece{};
        };
        for (std::size_t i = from; i < to;) {
            if (i > from && stream_[i].line_start && !current.empty() &&
                (stream_[i].bullet || (ends_paragraph(current.text.back()) && (is_terminal(current.text.back()) || !wrapped(i - 1, 0)))))
                flush();
            Bracket b;
            if (bracket_at(i, from, to, b)) {
                flush();
                Piece text = piece(b.from, b.to);
                const bool joins = open.empty() && !out_.list.empty() && out_.list.back().kind == PlaceKind::Bracket && out_.list.back().section == index;
                if (joins) {
                    // 牵头单位：… on one line, 配合单位：… on the next
                    Piece& before = out_.list.back().text;
                    if (!before.empty() && before.text.back() != U'；')
                        before.push(U'；', text.at.front());
                    before.append(text);
                } else {
                    put_bracket(std::move(text));
                }
                open.clear();
                i = b.end;
                continue;
            }
            const Ch& ch = stream_[i];
            if (current.empty())
                own_line = ch.line_start;
            current.push(ch.c, ch.at);
            if (is_one_of(ch.c, U"（《"))
                ++depth;
            else if (is_one_of(ch.c, U"）》"))
                depth = std::max(0, depth - 1);
            ++i;
            if (is_terminal(ch.c) && (depth == 0 || !closes_soon(i, to))) {
                while (i < to && is_one_of(c(i), U"”）’"))
                    current.push(c(i), stream_[i].at), ++i;
                flush();
            }
        }
        flush();
        uncovered_[index] = open;
    }

    static bool contains_role(std::u32string_view t) { return contains(t, U"牵头") || contains(t, U"负责") || contains(t, U"配合") || contains(t, U"协助"); }

    static bool ends_in_role(std::u32string_view t) {
        for (std::u32string_view w : {U"负责", U"协助", U"牵头", U"配合", U"落实", U"实施", U"参与", U"承担", U"推进"})
            if (ends_with(t, w))
                return true;
        return false;
    }

    /// A sentence of which the annex makes two rows is two places.
    std::vector<std::size_t> annex_breaks(std::u32string_view text) const {
        std::vector<std::size_t> out;
        for (const std::size_t cut : possible_breaks(text, out_.year)) {
            const auto left = text.substr(out.empty() ? 0 : out.back(), cut - (out.empty() ? 0 : out.back())), right = text.substr(cut);
            bool first = false, second = false;
            for (const AnnexRow& row : out_.annex.rows) {
                const std::u32string& t = row.content.text.text;
                const bool l = share_of(left, t) >= 0.8, r = share_of(right, t) >= 0.8;
                first = first || (l && !r);
                second = second || (r && !l);
            }
            if (first && second)
                out.push_back(cut);
        }
        return out;
    }

    bool closes_soon(std::size_t i, std::size_t to) const {
        for (std::size_t k = i; k < to && k < i + 80; ++k) {
            if (is_one_of(c(k), U"）》"))
                return true;
            if (is_one_of(c(k), U"（《"))
                return false;
        }
        return false;
    }

    bool within(int section, int of) const {
        while (section >= 0 && section != of)
            section = out_.sections[static_cast<std::size_t>(section)].parent;
        return section == of;
    }

    /// Sentences without a bracket of their own take the one that stands right behind a heading above them.
    void inherit_brackets() {
        // 以上任务由…: the items above it in its part that have no bracket of their own; 以上两项: the last two of them
        for (const auto& above : for_above_) {
            const int own = out_.list[static_cast<std::size_t>(above.place)].section;
            const Section& section = out_.sections[static_cast<std::size_t>(own)];
            std::vector<int> items;
            const bool of_part = !section.leaf || section.level == 0; // a paragraph of its own behind the items of the part, or of the plan
            if (of_part) {
                for (int s = 0; s < static_cast<int>(out_.sections.size()); ++s)
                    if (out_.sections[static_cast<std::size_t>(s)].leaf && within(s, section.level == 0 ? -1 : own))
                        items.push_back(s);
            } else if (section.level != 1) {
                for (int s = 0; s < own; ++s)
                    if (out_.sections[static_cast<std::size_t>(s)].parent == section.parent && out_.sections[static_cast<std::size_t>(s)].level == section.level)
                        items.push_back(s);
            }
            if (!of_part)
                items.push_back(own);
            const auto numbered = [&](int s) {
                const long n = out_.sections[static_cast<std::size_t>(s)].number;
                return n >= above.first && n <= above.last;
            };
            if (above.last > 0 && std::any_of(items.begin(), items.end(), numbered))
                items.erase(std::remove_if(items.begin(), items.end(), [&](int s) { return !numbered(s); }), items.end());
            else if (above.items > 0 && items.size() > static_cast<std::size_t>(above.items))
                items.erase(items.begin(), items.end() - above.items);
            for (int p = 0; p < above.place; ++p) {
                Place& place = out_.list[static_cast<std::size_t>(p)];
                if (place.kind != PlaceKind::Sentence || place.bracket >= 0)
                    continue;
                for (int s = place.section; s >= 0 && !leading_.count(s); s = out_.sections[static_cast<std::size_t>(s)].parent)
                    if (std::find(items.begin(), items.end(), s) != items.end()) {
                        place.bracket = above.place;
                        break;
                    }
            }
        }
        for (auto& place : out_.list) {
            if (place.kind != PlaceKind::Sentence || place.bracket >= 0)
                continue;
            for (int s = place.section; s >= 0; s = out_.sections[static_cast<std::size_t>(s)].parent) {
                const auto it = leading_.find(s);
                if (it != leading_.end()) {
                    place.bracket = it->second;
                    break;
                }
            }
        }
        // 一、…（牵头单位：甲局）: what its items' own brackets leave unsaid
        for (auto& place : out_.list)
            if (place.kind == PlaceKind::Sentence && place.bracket >= 0)
                for (int s = place.section; s >= 0; s = out_.sections[static_cast<std::size_t>(s)].parent)
                    if (const auto it = leading_.find(s); it != leading_.end() && it->second != place.bracket) {
                        place.part_bracket = it->second;
                        break;
                    }
        // （1）…（2）… （责任单位：…）: the bracket behind the last of a list of small items speaks for all of them.
        std::map<int, int> last_bracket, brackets_of_parent;
        for (std::size_t p = 0; p < out_.list.size(); ++p)
            if (out_.list[p].kind == PlaceKind::Bracket) {
                const Section& s = out_.sections[static_cast<std::size_t>(out_.list[p].section)];
                if (s.parent >= 0) {
                    ++brackets_of_parent[s.parent];
                    last_bracket[s.parent] = static_cast<int>(p);
                }
            }
        for (auto& place : out_.list) {
            if (place.kind != PlaceKind::Sentence || place.bracket >= 0)
                continue;
            // the item's own words, or one of its small items
            const Section& s = out_.sections[static_cast<std::size_t>(place.section)];
            const int of = brackets_of_parent.count(place.section) ? place.section : s.parent;
            if (of < 0 || !brackets_of_parent.count(of) || brackets_of_parent[of] != 1)
                continue;
            const Section& parent = out_.sections[static_cast<std::size_t>(of)];
            const int b = last_bracket[of];
            const int level = out_.sections[static_cast<std::size_t>(out_.list[static_cast<std::size_t>(b)].section)].level;
            const bool small = level >= 5 || (level == 4 && parent.level == 3);
            const auto owner = static_cast<std::size_t>(out_.list[static_cast<std::size_t>(b)].section);
            bool is_last = true;
            for (std::size_t k = owner + 1; k < out_.sections.size(); ++k)
                is_last = is_last && out_.sections[k].parent != of;
            if (small && is_last)
                place.bracket = b;
        }
    }

    void add_rows() {
        for (std::size_t r = 0; r < out_.annex.rows.size(); ++r) {
            const AnnexRow& row = out_.annex.rows[r];
            Place place;
            place.kind = PlaceKind::Row;
            place.annex = true;
            place.cite = row.number;
            place.text = row.content.text;
            place.row = static_cast<int>(r);
            out_.list.push_back(std::move(place));
        }
    }

    const Document& doc_;
    int hint_;
    Places out_;
    std::vector<Line> lines_;
    std::vector<Ch> stream_;
    std::vector<Marker> markers_;
    uint32_t limit_ = 0, resume_ = 0, preface_begin_ = 0, tail_begin_ = 0;
    int date_rank_ = 100;
    mutable std::size_t width_ = 0;
    std::u32string publisher_; ///< the issuer as the table above a page names it
    Piece inline_title_;
    std::set<uint32_t> signed_at_; ///< lines of who signs and of the day
    std::set<int> unheaded_; ///< levels whose items have no headings
    std::map<int, int> counts_, bracket_counts_, leading_;
    struct ForAbove {
        int place = 0; ///< the bracket, in Places::list
        int items = 0; ///< so many items; 0: all of the part
        int first = 0, last = 0; ///< their numbers, where they are said
    };
    std::vector<ForAbove> for_above_;
    std::map<int, std::vector<std::size_t>> uncovered_;
};

} // namespace

Places find_places(const Document& document, int year) { return Builder(document, year).run(); }

std::string place_name(const Place& place) { return (place.annex ? "附表 " : "正文 ") + to_utf8(place.cite); }

} // namespace yaodian::importer
