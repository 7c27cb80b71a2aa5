#include "compiler/values.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace yaodian {

bool take(std::string_view& s, std::string_view word) {
    if (!s.starts_with(word))
        return false;
    s.remove_prefix(word.size());
    return true;
}

bool take_back(std::string_view& s, std::string_view word) {
    if (!s.ends_with(word))
        return false;
    s.remove_suffix(word.size());
    return true;
}

std::size_t next_code_point(std::string_view s, std::size_t at) {
    ++at;
    while (at < s.size() && (static_cast<unsigned char>(s[at]) & 0xC0) == 0x80)
        ++at;
    return at;
}

namespace {

constexpr int64_t kLimit = INT64_MAX / 4;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

int chinese_digit(std::string_view s) {
    static constexpr std::pair<std::string_view, int> digits[] = {
        {"零", 0}, {"〇", 0}, {"一", 1}, {"二", 2}, {"两", 2}, {"三", 3}, {"四", 4},
        {"五", 5}, {"六", 6}, {"七", 7}, {"八", 8}, {"九", 9}};
    for (auto [word, value] : digits)
        if (s.starts_with(word))
            return value;
    return -1;
}

int64_t chinese_power(std::string_view s) {
    if (s.starts_with("十"))
        return 10;
    if (s.starts_with("百"))
        return 100;
    if (s.starts_with("千"))
        return 1000;
    return 0;
}

/// 一百零五 → 105, 十二 → 12, 二〇二三 → 2023. Nothing when no numeral stands there.
std::optional<int64_t> read_chinese(std::string_view& s) {
    std::string_view p = s;
    int64_t total = 0, digit = -1;
    int64_t run = 0;    // digits in a row: 二〇二三
    int64_t higher = 0; // what stood before 万 or 亿: 一万二千
    bool any = false;
    while (!p.empty()) {
        if (int d = chinese_digit(p); d >= 0) {
            run = digit >= 0 ? std::min<int64_t>(run * 10 + d, kLimit / 10) : d;
            digit = run;
            any = true;
            p.remove_prefix(3);
        } else if (int64_t power = chinese_power(p)) {
            total += (digit < 0 ? 1 : digit) * power;
            if (total > kLimit / 10000)
                total = kLimit / 10000;
            digit = -1;
            run = 0;
            any = true;
            p.remove_prefix(3);
        } else if (any && (p.starts_with("万") || p.starts_with("亿"))) {
            const int64_t factor = p.starts_with("万") ? 10000 : 100000000;
            int64_t section = total + std::max<int64_t>(digit, 0);
            if (factor > 10000) { // 一万亿: all that was read so far
                section += higher;
                higher = 0;
            }
            higher = section > kLimit / factor ? kLimit : std::min(kLimit, higher + section * factor);
            total = run = 0;
            digit = -1;
            p.remove_prefix(3);
        } else {
            break;
        }
    }
    if (!any)
        return std::nullopt;
    s = p;
    return std::min(kLimit, higher + total + std::max<int64_t>(digit, 0));
}

} // namespace

std::optional<int> read_small(std::string_view& s) {
    std::string_view p = s;
    if (!p.empty() && is_digit(p[0])) {
        int64_t v = 0;
        while (!p.empty() && is_digit(p[0])) {
            v = std::min<int64_t>(v * 10 + (p[0] - '0'), 1000000000);
            p.remove_prefix(1);
        }
        s = p;
        return static_cast<int>(v);
    }
    if (auto v = read_chinese(p)) {
        s = p;
        return static_cast<int>(std::min<int64_t>(*v, 1000000000));
    }
    return std::nullopt;
}

std::optional<Number> read_number(std::string_view& s) {
    std::string_view p = s;
    Number n;
    if (take(p, "百分之")) {
        auto inner = read_number(p);
        if (!inner || inner->percent)
            return std::nullopt;
        inner->percent = true;
        s = p;
        return inner;
    }
    if (!p.empty() && is_digit(p[0])) {
        bool over = false;
        int64_t whole = 0;
        while (!p.empty() && (is_digit(p[0]) || (p[0] == ',' && p.size() > 3 && is_digit(p[1]) && is_digit(p[2]) &&
                                                 is_digit(p[3])))) {
            if (p[0] != ',') {
                if (whole > kLimit / 10 / kQuotaScale)
                    over = true;
                else
                    whole = whole * 10 + (p[0] - '0');
            }
            p.remove_prefix(1);
        }
        n.value = whole * kQuotaScale;
        if (p.size() > 1 && p[0] == '.' && is_digit(p[1])) {
            p.remove_prefix(1);
            int64_t unit = kQuotaScale / 10;
            while (!p.empty() && is_digit(p[0])) {
                n.value += (p[0] - '0') * unit;
                unit /= 10;
                p.remove_prefix(1);
            }
        }
        n.too_large = over;
    } else if (take(p, "半")) {
        n.value = kQuotaScale / 2;
    } else if (auto v = read_chinese(p)) {
        n.value = *v > kLimit / kQuotaScale ? kLimit : *v * kQuotaScale;
        n.too_large = *v > kLimit / kQuotaScale;
    } else {
        return std::nullopt;
    }
    for (auto [word, factor] : {std::pair<std::string_view, int64_t>{"万", 10000}, {"亿", 100000000}})
        while (take(p, word)) {
            if (n.value > kLimit / factor)
                n.too_large = true;
            else
                n.value *= factor;
        }
    if (take(p, "%"))
        n.percent = true;
    s = p;
    return n;
}

std::optional<Compare> read_compare(std::string_view& s) {
    for (auto [word, value] : {std::pair<std::string_view, Compare>{"不得少于", Compare::AtLeast},
                               {"不得低于", Compare::AtLeast}, {"不应少于", Compare::AtLeast}, {"不应低于", Compare::AtLeast},
                               {"不少于", Compare::AtLeast}, {"不低于", Compare::AtLeast}, {"不小于", Compare::AtLeast},
                               {"至少", Compare::AtLeast}, {"≥", Compare::AtLeast}, {">=", Compare::AtLeast},
                               {"不得超过", Compare::AtMost}, {"不得多于", Compare::AtMost}, {"不得高于", Compare::AtMost},
                               {"不超过", Compare::AtMost}, {"不多于", Compare::AtMost}, {"不高于", Compare::AtMost},
                               {"至多", Compare::AtMost}, {"at_least", Compare::AtLeast}, {"at_most", Compare::AtMost},
                               {"exactly", Compare::Exactly}, {"≤", Compare::AtMost}, {"<=", Compare::AtMost},
                               {"等于", Compare::Exactly}, {"=", Compare::Exactly}})
        if (take(s, word))
            return value;
    return std::nullopt;
}

std::optional<Period> read_period(std::string_view& s) {
    for (auto [word, value] : {std::pair<std::string_view, Period>{"每半年", Period::Half}, {"每年度", Period::Year},
                               {"每年", Period::Year}, {"年内", Period::Year}, {"全年", Period::Year},
                               {"每季度", Period::Quarter}, {"每季", Period::Quarter}, {"每个季度", Period::Quarter},
                               {"每个月", Period::Month}, {"每月", Period::Month}, {"每周", Period::Week},
                               {"每星期", Period::Week}, {"per_year", Period::Year}, {"per_half", Period::Half},
                               {"per_quarter", Period::Quarter}, {"per_month", Period::Month}, {"per_week", Period::Week},
                               {"per_day", Period::Day}, {"每日", Period::Day}, {"每天", Period::Day}})
        if (take(s, word))
            return value;
    return std::nullopt;
}

std::optional<Period> read_per(std::string_view& s) {
    std::string_view p = s;
    if (!take(p, "/"))
        return std::nullopt;
    for (auto [word, value] : {std::pair<std::string_view, Period>{"半年", Period::Half}, {"年", Period::Year},
                               {"季度", Period::Quarter}, {"季", Period::Quarter}, {"月", Period::Month},
                               {"周", Period::Week}, {"日", Period::Day}, {"天", Period::Day}})
        if (take(p, word)) {
            s = p;
            return value;
        }
    return std::nullopt;
}

std::optional<TimeUnit> read_time_unit(std::string_view& s) {
    for (auto [word, value] : {std::pair<std::string_view, TimeUnit>{"个工作日", TimeUnit::Workday},
                               {"工作日", TimeUnit::Workday}, {"个自然日", TimeUnit::Day}, {"自然日", TimeUnit::Day},
                               {"个日历日", TimeUnit::Day}, {"日", TimeUnit::Day}, {"天", TimeUnit::Day},
                               {"个星期", TimeUnit::Week}, {"个周", TimeUnit::Week}, {"周", TimeUnit::Week},
                               {"个月", TimeUnit::Month}, {"月", TimeUnit::Month}, {"年", TimeUnit::Year},
                               {"个小时", TimeUnit::Hour}, {"小时", TimeUnit::Hour}})
        if (take(s, word))
            return value;
    return std::nullopt;
}

std::optional<Day> read_date(std::string_view& s, DateError& error) {
    std::string_view p = s;
    auto y = read_small(p);
    if (!y || *y < 1000 || *y > 9999)
        return std::nullopt;
    std::string_view sep = take(p, "年") ? "月" : take(p, "-") ? "-" : take(p, "/") ? "/" : take(p, ".") ? "." : "";
    if (sep.empty())
        return std::nullopt;
    auto m = read_small(p);
    if (!m || !take(p, sep))
        return std::nullopt;
    auto d = read_small(p);
    if (!d)
        return std::nullopt;
    if (sep == "月" && !take(p, "日") && !take(p, "号"))
        return std::nullopt;
    if (!is_date(*y, *m, *d)) {
        error = DateError::NoSuchDay;
        s = p;
        return kNoDay;
    }
    s = p;
    return day_of(*y, *m, *d);
}

namespace {

struct Span0 { // a date or period without a bound
    Window w;
    bool point = false;    // a day, or "by the end of": 3月31日, 3月底, 年底
    bool by_end = false;   // 3月底, 年底: done by then, even without 前
    bool is_period = false;
    bool every_year = false;
    bool year_said = false;
};

std::optional<Span0> read_base(std::string_view& s, int year, DateError& error) {
    std::string_view p = s;
    Span0 out;
    DateError e = DateError::None;
    {
        std::string_view q = p;
        if (auto d = read_date(q, e)) {
            if (e != DateError::None) {
                error = e;
                s = q;
                return out;
            }
            out.w = {*d, *d};
            out.point = out.year_said = true;
            s = q;
            return out;
        }
    }
    int y = year;
    if (take(p, "每年")) {
        out.every_year = true;
    } else if (take(p, "次年") || take(p, "下一年度") || take(p, "下一年") || take(p, "翌年") || take(p, "明年")) {
        y = year + 1;
        out.year_said = true;
    } else if (take(p, "本年度") || take(p, "本年") || take(p, "当年") || take(p, "今年")) {
        out.year_said = true;
    } else {
        std::string_view q = p;
        auto v = read_small(q);
        if (v && *v >= 1000 && *v <= 9999 && take(q, "年")) {
            take(q, "度");
            y = *v;
            p = q;
            out.year_said = true;
        }
    }
    if (y == 0)
        return std::nullopt;
    auto months = [&](int from, int to) {
        out.w = {day_of(y, from, 1), day_of(y, to, days_in_month(y, to))};
        out.is_period = true;
    };
    if (take(p, "上半年")) {
        months(1, 6);
    } else if (take(p, "下半年")) {
        months(7, 12);
    } else if (!out.every_year && (take(p, "全年") || take(p, "年内") || take(p, "年度内"))) {
        months(1, 12);
    } else if (take(p, "年底") || take(p, "年末") || take(p, "年终") || (out.year_said && (take(p, "底") || take(p, "末")))) {
        Day end = day_of(y, 12, 31);
        out.w = {end, end};
        out.point = out.by_end = true;
    } else if (take(p, "年初")) {
        return std::nullopt;
    } else {
        std::string_view q = p;
        bool ordinal = take(q, "第");
        static constexpr std::pair<std::string_view, int> quarters[] = {{"首", 1}, {"末", 4}};
        std::optional<int> n;
        for (auto [word, value] : quarters)
            if (!n && !ordinal && q.starts_with(word) && q.substr(word.size()).starts_with("季")) {
                q.remove_prefix(word.size());
                n = value;
            }
        if (!n)
            n = read_small(q);
        if (n && take(q, "个") && !q.starts_with("季"))
            return std::nullopt;
        if (n && (take(q, "季度") || take(q, "季"))) {
            if (*n < 1 || *n > 4) {
                error = DateError::NoSuchDay;
                s = q;
                return out;
            }
            take(q, "内");
            months(*n * 3 - 2, *n * 3);
            p = q;
        } else if (n && !ordinal && take(q, "月")) {
            if (*n < 1 || *n > 12) {
                error = DateError::NoSuchDay;
                s = q;
                return out;
            }
            int m = *n, last = days_in_month(y, m);
            if (take(q, "份"))
                take(q, "内");
            if (take(q, "底") || take(q, "末")) {
                Day end = day_of(y, m, last);
                out.w = {end, end};
                out.point = out.by_end = true;
            } else if (take(q, "上旬")) {
                out.w = {day_of(y, m, 1), day_of(y, m, 10)};
                out.is_period = true;
            } else if (take(q, "中旬")) {
                out.w = {day_of(y, m, 11), day_of(y, m, 20)};
                out.is_period = true;
            } else if (take(q, "下旬")) {
                out.w = {day_of(y, m, 21), day_of(y, m, last)};
                out.is_period = true;
            } else {
                std::string_view r = q;
                auto d = read_small(r);
                if (d && (take(r, "日") || take(r, "号"))) {
                    q = r;
                    if (!is_date(y, m, *d)) {
                        error = DateError::NoSuchDay;
                        s = q;
                        return out;
                    }
                    Day day = day_of(y, m, *d);
                    out.w = {day, day};
                    out.point = true;
                } else {
                    take(q, "内");
                    months(m, m);
                }
            }
            p = q;
        } else if (out.year_said && !out.every_year && y != year + 1) {
            months(1, 12); // 2023年, 本年
            take(p, "内");
        } else if (out.year_said && !out.every_year) {
            months(1, 12);
            take(p, "内");
        } else {
            return std::nullopt;
        }
    }
    s = p;
    return out;
}

} // namespace

std::optional<WindowRead> read_window(std::string_view& s, int year) {
    std::string_view p = s;
    WindowRead out;
    std::string_view before = p;
    bool lead_from = take(p, "自") || take(p, "从");
    DateError error = DateError::None;
    auto a = read_base(p, year, error);
    if (!a && lead_from) {
        p = before;
        return std::nullopt;
    }
    if (!a)
        return std::nullopt;
    if (error != DateError::None) {
        out.error = error;
        s = p;
        return out;
    }
    out.every_year = a->every_year;
    int base_year = year ? year : date_of(a->w.from).year;
    {
        std::string_view q = p;
        bool range = take(q, "至") || take(q, "到") || take(q, "~") || (a->point && take(q, "-")) || take(q, "-");
        if (range) {
            auto b = read_base(q, date_of(a->w.from).year ? (a->year_said && year == 0 ? date_of(a->w.from).year : base_year) : year,
                               error);
            if (b && error != DateError::None) {
                out.error = error;
                s = q;
                return out;
            }
            if (b) {
                take(q, "期间") || take(q, "止") || take(q, "内");
                out.window = {a->w.from, b->w.to};
                out.shape = WindowShape::Span;
                if (out.window.from > out.window.to)
                    out.error = DateError::Reversed;
                s = q;
                return out;
            }
        }
    }
    Day first = day_of(base_year, 1, 1), last = day_of(base_year, 12, 31);
    Day start = std::min(first, a->w.to);
    if (date_of(a->w.to).year < base_year)
        start = day_of(date_of(a->w.to).year, 1, 1);
    if (take(p, "之前") || take(p, "以前") || take(p, "前")) {
        take(p, "完成");
        out.window = {start, a->w.to};
        out.shape = WindowShape::Before;
        out.two_readings = a->is_period && !a->point;
    } else if (take(p, "之后") || take(p, "以后") || take(p, "后")) {
        out.window = {a->w.to + 1, std::max(last, a->w.to + 1)};
        out.shape = WindowShape::From;
    } else if (take(p, "起") || lead_from) {
        take(p, "开始");
        out.window = {a->w.from, std::max(last, a->w.to)};
        out.shape = WindowShape::From;
    } else if (a->by_end) {
        out.window = {start, a->w.to};
        out.shape = WindowShape::Before;
    } else {
        out.window = a->w;
        out.shape = WindowShape::Period;
    }
    s = p;
    return out;
}

namespace {
/// Whether a frequency, a comparator, a date or a number can begin here: a cheap no for most places of a name.
bool may_begin_tail(std::string_view s) {
    if (s.empty())
        return false;
    const char c = s[0];
    if (is_digit(c) || c == '>' || c == '<' || c == '=')
        return true;
    if (c == 'p' || c == 'a' || c == 'e')
        return s.starts_with("per_") || s.starts_with("at_") || s.starts_with("exactly");
    for (std::string_view w : {"不", "每", "年", "全", "至", "≥", "≤", "等", "一", "二", "两", "三", "四", "五", "六", "七",
                               "八", "九", "十", "百", "千", "半", "零", "〇", "上", "下", "第", "首", "末", "本", "当", "次",
                               "翌", "明", "今", "自", "从", "开", "举", "组"})
        if (c == w[0] && s.starts_with(w))
            return true;
    return false;
}
} // namespace

std::optional<QuotaTail> read_quota_tail(std::string_view s, int year) {
    QuotaTail t;
    if (!may_begin_tail(s))
        return std::nullopt;
    auto frequency = [&](std::string_view& p) {
        if (t.period_said || t.window)
            return false;
        std::string_view q = p;
        if (auto period = read_period(q)) {
            // 每年8月 is a window, 年内 and 全年 are periods
            std::string_view w = p;
            auto window = p.starts_with("每年") ? read_window(w, year) : std::nullopt;
            if (window && window->error == DateError::None) {
                t.window = window;
                p = w;
                return true;
            }
            t.period = *period;
            t.period_said = true;
            p = q;
            return true;
        }
        if (auto window = read_window(q, year)) {
            t.window = window;
            p = q;
            return true;
        }
        return false;
    };
    frequency(s);
    take(s, "开展") || take(s, "举办") || take(s, "组织");
    if (auto c = read_compare(s)) {
        t.compare = *c;
        t.compare_said = true;
    }
    frequency(s);
    if (!t.compare_said)
        if (auto c = read_compare(s)) {
            t.compare = *c;
            t.compare_said = true;
        }
    auto n = read_number(s);
    if (!n)
        return std::nullopt;
    t.number = *n;
    if (n->percent)
        t.unit = "%";
    for (std::string_view to : {"-", "~", "至", "到"})
        if (std::string_view q = s; !t.range && take(q, to))
            if (auto m = read_number(q)) {
                t.range = true;
                t.up_to = *m;
                s = q;
            }
    if (t.compare == Compare::AtLeast && (take_back(s, "及以上") || take_back(s, "以上"))) { // 不少于4次以上 says it twice
        t.compare_said = true;
    } else if (!t.compare_said && (take_back(s, "以内") || take_back(s, "以下"))) {
        t.compare = Compare::AtMost;
        t.compare_said = true;
    }
    // the rest is the unit, with a frequency behind it at most
    std::size_t end = s.size();
    for (std::size_t i = 0; i < s.size(); i = next_code_point(s, i)) {
        std::string_view rest = s.substr(i);
        if (auto per = read_per(rest); per && rest.empty()) {
            if (t.period_said || t.window)
                return std::nullopt;
            t.period = *per;
            t.period_said = true;
            end = i;
            break;
        }
        rest = s.substr(i);
        if (auto period = read_period(rest); period && rest.empty()) {
            if (t.period_said || t.window)
                return std::nullopt;
            t.period = *period;
            t.period_said = true;
            end = i;
            break;
        }
    }
    std::string_view unit = s.substr(0, end);
    if (unit.size() > 24)
        return std::nullopt; // a unit is short; this was a sentence
    if (!unit.empty())
        t.unit = t.number.percent ? std::string_view("%") : unit;
    if (t.number.percent && !unit.empty() && unit != "%")
        return std::nullopt;
    return t;
}

} // namespace yaodian
