#include "tools/importer/due.h"

#include <fmt/format.h>

namespace yaodian::importer {

int days_in_month(int year, int month) {
    constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month == 2 && ((year % 4 == 0 && year % 100 != 0) || year % 400 == 0))
        return 29;
    return month >= 1 && month <= 12 ? days[month - 1] : 30;
}

std::string iso(const Day& d) { return fmt::format("{:04}-{:02}-{:02}", d.year, d.month, d.day); }

namespace {

/// One end of a period: an interval of days and its words.
struct Point {
    Day from, to;
    std::u32string word;
    bool exact = false; ///< names a day or the end of something: takes 前
    bool month_end = false;
};

class Scanner {
public:
    Scanner(std::u32string_view text, std::size_t at, int year) : text_(text), at_(at), year_(year) {}

    std::size_t at() const { return at_; }
    bool eat(std::u32string_view word) {
        if (text_.substr(at_, word.size()) != word)
            return false;
        at_ += word.size();
        return true;
    }
    char32_t peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : U'\0'; }
    std::u32string_view rest() const { return text_.substr(at_); }

    std::optional<long> number(std::size_t most) {
        std::size_t n = 0;
        const bool arabic = is_digit(peek());
        while (n < most && (arabic ? is_digit(peek(n)) : is_chinese_digit(peek(n))))
            ++n;
        if (n == 0)
            return std::nullopt;
        const auto value = to_number(text_.substr(at_, n));
        if (value)
            at_ += n;
        return value;
    }

    std::optional<Point> point(int year, bool& year_said) {
        const std::size_t start = at_;
        year_said = false;
        int y = year;
        bool next_year = false;
        // 2016—2017年底前, 2021-2023年
        if (is_digit(peek()) && is_digit(peek(3)) && !is_digit(peek(4))) {
            const std::size_t keep = at_;
            const auto a = number(4);
            eat(U"年");
            if (eat(U"—") || eat(U"-") || eat(U"至") || eat(U"~") || eat(U"～") || eat(U"－") || eat(U"–")) {
                const auto b = is_digit(peek(3)) ? number(4) : std::nullopt;
                if (a && b && *a >= 1990 && *b > *a && *b <= 2100 && eat(U"年")) {
                    (void)(eat(U"底") || eat(U"末") || eat(U"度"));
                    (void)(eat(U"之前") || eat(U"以前") || eat(U"前"));
                    Point p;
                    p.from = {static_cast<int>(*a), 1, 1};
                    p.to = {static_cast<int>(*b), 12, 31};
                    p.word = to_u32(fmt::format("{}年至{}年", *a, *b));
                    year_said = true;
                    return p;
                }
            }
            at_ = keep;
        }
        // ISO: 2023-04-01, 2023.4.1, 2023/4/1
        if (is_digit(peek()) && is_digit(peek(3)) && (peek(4) == U'-' || peek(4) == U'.' || peek(4) == U'/')) {
            const auto yy = number(4);
            const char32_t sep = peek();
            ++at_;
            const auto mm = number(2);
            if (yy && mm && *mm >= 1 && *mm <= 12 && *yy > 1900 && *yy < 2200) {
                Point p;
                p.exact = true;
                if (peek() == sep) {
                    const std::size_t keep = at_;
                    ++at_;
                    const auto dd = number(2);
                    if (dd && *dd >= 1 && *dd <= days_in_month(static_cast<int>(*yy), static_cast<int>(*mm))) {
                        p.from = p.to = {static_cast<int>(*yy), static_cast<int>(*mm), static_cast<int>(*dd)};
                        p.word = to_u32(fmt::format("{}年{}月{}日", *yy, *mm, *dd));
                        year_said = true;
                        return p;
                    }
                    at_ = keep;
                }
                if (sep == U'.') { // 2023.6: a month
                    p.from = {static_cast<int>(*yy), static_cast<int>(*mm), 1};
                    p.to = {static_cast<int>(*yy), static_cast<int>(*mm), days_in_month(static_cast<int>(*yy), static_cast<int>(*mm))};
                    p.word = to_u32(fmt::format("{}年{}月", *yy, *mm));
                    year_said = true;
                    return p;
                }
            }
            at_ = start;
            return std::nullopt;
        }
        if (is_digit(peek()) || peek() == U'二') {
            const std::size_t keep = at_;
            const auto n = number(4);
            if (n && *n >= 1990 && *n <= 2100 && eat(U"年")) {
                y = static_cast<int>(*n);
                year_said = true;
                eat(U"度");
                eat(U"的");
            } else {
                at_ = keep;
            }
        }
        if (!year_said) {
            for (std::u32string_view w : {U"次年", U"翌年", U"下一年度", U"下一年", U"下年度", U"下年", U"明年", U"来年", U"第二年"})
                if (eat(w)) {
                    ++y;
                    next_year = true;
                    break;
                }
            if (!next_year)
                for (std::u32string_view w : {U"每年度", U"每年", U"今年", U"本年度", U"本年", U"当年度", U"当年"})
                    if (eat(w)) {
                        this_year_ = true;
                        break;
                    }
        }
        Point p;
        const std::u32string lead = next_year ? U"次年" : y != year_ && year_said ? to_u32(fmt::format("{}年", y)) : U"";
        auto range = [&](int m1, int d1, int m2, int d2, std::u32string word) {
            p.from = {y, m1, d1};
            p.to = {y, m2, d2};
            p.word = lead + word;
            return p;
        };
        eat(U"的");
        // 1—12月, 3至5月: the month said once for both
        {
            const std::size_t keep = at_;
            const auto a = number(2);
            if (a && *a >= 1 && *a <= 12 && (eat(U"至") || eat(U"到") || eat(U"——") || eat(U"—") || eat(U"-") || eat(U"–") || eat(U"~") || eat(U"～") || eat(U"－"))) {
                const auto b = number(2);
                if (b && *b >= *a && *b <= 12 && eat(U"月")) {
                    eat(U"份");
                    eat(U"底");
                    const int m1 = static_cast<int>(*a), m2 = static_cast<int>(*b);
                    return range(m1, 1, m2, days_in_month(y, m2), to_u32(fmt::format("{}月至{}月", *a, *b)));
                }
            }
            at_ = keep;
        }
        // 二、三季度; 一至三季度; Q3
        {
            const std::size_t keep = at_;
            eat(U"第");
            const auto a = number(1);
            if (a && *a >= 1 && *a <= 4 && (eat(U"、") || eat(U"至") || eat(U"到") || eat(U"—") || eat(U"-"))) {
                eat(U"第");
                const auto b = number(1);
                if (b && *b > *a && *b <= 4 && eat(U"季度")) {
                    const int m1 = static_cast<int>(*a) * 3 - 2, m2 = static_cast<int>(*b) * 3;
                    return range(m1, 1, m2, days_in_month(y, m2), to_chinese(*a) + U"季度至" + to_chinese(*b) + U"季度");
                }
            }
            at_ = keep;
            if ((peek() == U'Q' || peek() == U'q') && peek(1) >= U'1' && peek(1) <= U'4' && !is_digit(peek(2))) {
                const int q = static_cast<int>(peek(1) - U'0');
                at_ += 2;
                eat(U"季度");
                return range(q * 3 - 2, 1, q * 3, days_in_month(y, q * 3), to_chinese(q) + U"季度");
            }
        }
        const std::size_t here = at_;
        eat(U"第");
        if (const auto q = number(1); q && *q >= 1 && *q <= 4 && (eat(U"季度") || eat(U"季末") || eat(U"季"))) {
            const int first = static_cast<int>(*q) * 3 - 2;
            if (text_.substr(at_ - 2, 2) == U"季末") {
                p.month_end = p.exact = true;
                const int last = days_in_month(y, first + 2);
                return range(first + 2, last, first + 2, last, to_u32(fmt::format("{}月底", first + 2)));
            }
            if (eat(U"末") || eat(U"底") || eat(U"结束")) {
                p.month_end = p.exact = true;
                const int last = days_in_month(y, first + 2);
                return range(first + 2, last, first + 2, last, to_u32(fmt::format("{}月底", first + 2)));
            }
            return range(first, 1, first + 2, days_in_month(y, first + 2), to_chinese(*q) + U"季度");
        }
        at_ = here;
        if (eat(U"上半年"))
            return eat(U"末"), eat(U"底"), range(1, 1, 6, 30, U"上半年");
        if (eat(U"下半年"))
            return eat(U"末"), eat(U"底"), range(7, 1, 12, 31, U"下半年");
        if (eat(U"半年"))
            return at_ = start, std::nullopt;
        const bool year_word = year_said || next_year || this_year_;
        if (!next_year && (eat(U"全年度") || eat(U"全年") || eat(U"年度内") || eat(U"年内")))
            return range(1, 1, 12, 31, U"全年");
        if (eat(U"年底") || eat(U"年末") || eat(U"年终")) {
            p.exact = p.month_end = true;
            return range(12, 31, 12, 31, U"年底");
        }
        if (year_word && (peek() == U'底' || peek() == U'末')) {
            ++at_;
            p.exact = p.month_end = true;
            return range(12, 31, 12, 31, next_year ? U"12月31日" : U"年底");
        }
        if (year_word && eat(U"内"))
            return range(1, 1, 12, 31, U"全年");
        if (eat(U"年初"))
            return range(1, 1, 1, 31, U"1月");
        if (eat(U"年中")) {
            p.exact = true;
            return range(6, 30, 6, 30, U"6月底");
        }
        const std::size_t month_at = at_;
        if (const auto m = number(2); m && *m >= 1 && *m <= 12 && eat(U"月")) {
            const int month = static_cast<int>(*m);
            const int last = days_in_month(y, month);
            const std::u32string name = to_u32(fmt::format("{}月", month));
            eat(U"份");
            if (eat(U"底") || eat(U"末")) {
                p.exact = p.month_end = true;
                return range(month, last, month, last, name + U"底");
            }
            if (eat(U"初"))
                return range(month, 1, month, 10, name + U"上旬");
            if (eat(U"上旬"))
                return range(month, 1, month, 10, name + U"上旬");
            if (eat(U"中旬") || eat(U"中"))
                return range(month, 11, month, 20, name + U"中旬");
            if (eat(U"下旬"))
                return range(month, 21, month, last, name + U"下旬");
            const std::size_t keep = at_;
            if (const auto d = number(3); d && *d >= 1 && *d <= last && (eat(U"日") || eat(U"号"))) {
                p.exact = true;
                return range(month, static_cast<int>(*d), month, static_cast<int>(*d), name + to_u32(fmt::format("{}日", *d)));
            }
            at_ = keep;
            return range(month, 1, month, last, name);
        }
        at_ = month_at;
        // 6底前: 月 was lost in print
        if (const auto m = number(2); m && *m >= 1 && *m <= 12 && (peek() == U'底' || peek() == U'末') && peek(1) == U'前') {
            ++at_;
            const int month = static_cast<int>(*m), last = days_in_month(y, month);
            p.exact = p.month_end = true;
            return range(month, last, month, last, to_u32(fmt::format("{}月底", month)));
        }
        at_ = start;
        this_year_ = false;
        return std::nullopt;
    }

private:
    std::u32string_view text_;
    std::size_t at_;
    int year_;
    bool this_year_ = false;
};

} // namespace

std::optional<Due> match_due(std::u32string_view text, std::size_t at, int plan_year, std::size_t& length) {
    Scanner s(text, at, plan_year);
    s.eat(U"截至");
    s.eat(U"截止");
    const bool from_word = s.eat(U"自") || s.eat(U"从");
    bool said = false;
    auto first = s.point(plan_year, said);
    if (!first)
        return std::nullopt;
    Due due;
    due.from = first->from;
    due.to = first->to;
    due.word = first->word;
    // 二季度至次年一季度, 3月—6月, 9-10月
    const std::size_t keep = s.at();
    bool range = s.eat(U"至") || s.eat(U"到") || s.eat(U"——") || s.eat(U"—") || s.eat(U"－") || s.eat(U"-") || s.eat(U"–") || s.eat(U"~") ||
                 s.eat(U"～") || s.eat(U"起至");
    if (range) {
        bool said2 = false;
        std::optional<Point> second;
        const std::size_t mark = s.at();
        // 3月1日至15日
        if (const auto d = s.number(2); d && first->exact && !first->month_end && *d >= 1 && *d <= 31 && (s.eat(U"日") || s.eat(U"号")) &&
                                        *d <= days_in_month(first->to.year, first->to.month)) {
            second = Point{};
            second->from = second->to = {first->to.year, first->to.month, static_cast<int>(*d)};
            second->word = to_u32(fmt::format("{}月{}日", first->to.month, *d));
        } else {
            Scanner again(text, mark, plan_year);
            second = again.point(first->to.year, said2);
            s = again;
        }
        if (second && second->to >= first->from) {
            due.to = second->to;
            due.word += U"至" + second->word;
            // 1月至6月底前: 前 adds nothing to a period with two ends
            (void)(s.eat(U"之前") || s.eat(U"以前") || s.eat(U"前"));
            s.eat(U"期间");
            length = s.at() - at;
            due.text = std::u32string(text.substr(at, length));
            return due;
        }
    }
    if (range) {
        s = Scanner(text, keep, plan_year);
    }
    // 3月、9月: both; kept as the hull of the two.
    if (s.eat(U"之前") || s.eat(U"以前") || (s.peek() == U'前' && !is_one_of(s.peek(1), U"期置述往后端沿列茅来") && s.eat(U"前"))) {
        due.shape = Due::Before;
        due.from = {plan_year, 1, 1};
        if (due.to < due.from)
            due.from = due.to;
        // 三季度前, 6月前: the printed word with 前 includes what it names.
        due.word += U"前";
    } else if (s.eat(U"起") || (from_word && (s.eat(U"以后") || s.eat(U"之后") || s.eat(U"后"))) || s.eat(U"以来")) {
        due.shape = Due::From;
        due.to = {std::max(plan_year, due.from.year), 12, 31};
        due.word += U"起";
    } else {
        s.eat(U"期间");
        s.eat(U"内");
    }
    length = s.at() - at;
    due.text = std::u32string(text.substr(at, length));
    return due;
}

std::optional<Due> read_due(std::u32string_view cell, int plan_year) {
    std::u32string text;
    for (char32_t c : cell)
        if (!is_space(c))
            text.push_back(c);
    while (!text.empty() && is_one_of(text.back(), U"。；，、"))
        text.pop_back();
    if (text.empty() || text.size() > 60)
        return std::nullopt;
    std::u32string_view view = text;
    // What stands for the whole year, and words that name no date.
    for (std::u32string_view w : {U"全年", U"长期", U"长期坚持", U"持续推进", U"持续", U"长期推进", U"常态化", U"常年", U"全年推进", U"全年持续推进",
                                  U"持续开展", U"长期执行", U"常态化推进", U"常态化开展", U"贯穿全年", U"年内", U"全年开展", U"全年落实", U"全年实施",
                                  U"长期开展", U"全年持续", U"全年推进落实", U"每年", U"每季度", U"每月", U"每半年", U"每周", U"每季度一次", U"每月一次", U"每半年一次",
                                  U"按季度", U"按月", U"每日", U"全年度", U"常年开展", U"持续实施", U"长期实施", U"常态化落实", U"全年实施"})
        if (view == w) {
            const bool plain = w == U"年内" || starts_with(w, U"全年") || w == U"贯穿全年" || w[0] == U'每' || w[0] == U'按';
            return Due{{plan_year, 1, 1}, {plan_year, 12, 31}, Due::Period, text, plain ? U"全年" : U"持续"};
        }
    // 视情推进, 适时组织实施
    std::u32string_view loose = view;
    for (std::u32string_view w : {U"推进", U"开展", U"组织实施", U"实施", U"落实", U"组织", U"进行", U"完成", U"启动"})
        if (ends_with(loose, w) && loose.size() > w.size() + 1) {
            loose.remove_suffix(w.size());
            break;
        }
    for (std::u32string_view w : {U"适时", U"定期", U"及时", U"按时", U"即时", U"实时", U"按要求", U"按需", U"不定期", U"按照上级要求", U"按市统一部署",
                                  U"根据工作进度", U"视情", U"按上级要求", U"按规定时限", U"立即", U"即日", U"即行", U"尽快", U"按时间节点", U"按规定", U"另行通知", U"按区统一部署",
                                  U"按节点推进", U"视情况", U"视情况而定", U"择期", U"择机"})
        if (view == w || loose == w)
            return Due{{}, {}, Due::Vague, text, w == U"及时" || w == U"按时" || w == U"定期" || w == U"适时" ? std::u32string(w) : U"适时"};
    std::size_t at = 0;
    for (std::u32string_view w : {U"于", U"在", U"力争", U"确保", U"计划", U"预计"})
        if (starts_with(view.substr(at), w))
            at += w.size();
    std::size_t length = 0;
    bool until = false;
    for (std::u32string_view w : {U"即日起至", U"印发之日起至", U"即日起到", U"从现在起至", U"截至", U"截止"})
        if (starts_with(view.substr(at), w)) {
            at += w.size();
            until = true;
        }
    auto due = match_due(view, at, plan_year, length);
    if (!due)
        return std::nullopt;
    auto rest = view.substr(at + length);
    // In a cell a bare day or month's end is the last day: 6月底, 2023.6.30.
    const bool whole_point = due->shape == Due::Period && due->from == due->to;
    if ((until || whole_point) && due->shape == Due::Period && (rest.empty() || starts_with(rest, U"完成") || until)) {
        due->shape = Due::Before;
        due->from = {std::min(plan_year, due->to.year), 1, 1};
        due->word += U"前";
    }
    // 3月、9月; 一季度、三季度
    while (!rest.empty() && (rest[0] == U'、' || rest[0] == U'和' || rest[0] == U'及' || rest[0] == U'，' || rest[0] == U'与' || rest[0] == U'；')) {
        std::size_t more = 0;
        const auto other = match_due(rest, 1, plan_year, more);
        if (!other)
            break;
        if (other->shape == Due::Period && due->shape == Due::Period) {
            if (due->word != U"全年" && other->word != U"全年")
                due->to = std::max(due->to, other->to);
        }
        rest.remove_prefix(1 + more);
        if (starts_with(rest, U"完成"))
            rest.remove_prefix(2);
    }
    if (starts_with(rest, U"（") && rest.back() == U'）')
        rest = {};
    // 6月底前完成, 8月集中开展, 12月底前完成并长期坚持: a few words about the work may follow the date.
    if (rest.size() > 14 || contains(rest, U"。"))
        return std::nullopt;
    if (!rest.empty()) {
        bool known = false;
        // 5月底前动工: a verb the list below does not know
        if (rest.size() <= 4 && count_han(rest) == rest.size())
            known = true;
        for (std::u32string_view w : {U"完成", U"启动", U"开展", U"集中", U"组织", U"举办", U"发布", U"印发", U"实施", U"推进", U"持续", U"并", U"，", U"；",
                                      U"上线", U"建成", U"报送", U"公布", U"取得", U"左右", U"内", U"基本", U"全部", U"前", U"为", U"出台", U"制定"})
            known = known || starts_with(rest, w);
        if (!known)
            return std::nullopt;
        // 8月底前完成方案，10月底前迁入: two dates are for somebody else to weigh
        for (std::size_t i = 1; i < rest.size(); ++i)
            if (std::size_t more = 0; is_digit(rest[i]) && !is_digit(rest[i - 1]) && match_due(rest, i, plan_year, more))
                return std::nullopt;
    }
    due->text = text;
    return due;
}

} // namespace yaodian::importer
