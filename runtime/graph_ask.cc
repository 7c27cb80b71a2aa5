#include "runtime/graph_ask.h"

#include "compiler/calendar.h"
#include "compiler/names.h"
#include "compiler/values.h"
#include "runtime/describe.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

namespace yaodian {

namespace {

constexpr std::size_t kMostThemes = 12; // drawn for one word
constexpr std::size_t kMostNamed = 8;   // in a message

// ── words against names ─────────────────────────────────────────────────────────────────────────────────────────

/// As names are compared, and without the marks and spaces that a person puts in or leaves out.
std::string plain(std::string_view text) {
    std::string room;
    const std::string folded(fold(text, room));
    std::string out;
    for (std::size_t i = 0; i < folded.size();) {
        const std::size_t length = std::max<std::size_t>(1, next_code_point(folded, i) - i);
        const std::string_view one = std::string_view(folded).substr(i, length);
        static constexpr std::string_view marks = " \t　“”\"'‘’《》〈〉「」、，,。；;：:！!？?·";
        if (marks.find(one) == std::string_view::npos)
            out += length == 1 ? std::string(1, static_cast<char>(std::tolower(static_cast<unsigned char>(one[0])))) : std::string(one);
        i += length;
    }
    return out;
}

std::vector<std::string_view> letters(std::string_view text) {
    std::vector<std::string_view> out;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t next = std::max(i + 1, next_code_point(text, i));
        out.push_back(text.substr(i, next - i));
        i = next;
    }
    return out;
}

/// How well a name answers; the smaller the better. Far: only to be proposed.
enum class Fit : uint8_t { Same, Part, Whole, Scattered, Far };

Fit fit(const std::string& asked, const std::string& name) {
    if (asked == name)
        return Fit::Same;
    if (asked.empty() || name.empty())
        return Fit::Far;
    if (name.find(asked) != std::string::npos)
        return Fit::Part; // 列席 in 公众列席
    const std::vector<std::string_view> a = letters(asked), b = letters(name);
    if (b.size() >= 2 && b.size() * 2 >= a.size() && asked.find(name) != std::string::npos)
        return Fit::Whole; // 公众列席 in 公众列席会议
    if (a.size() >= 3) { // 公众列席会议 in 邀请公众代表列席决策会议, in that order
        std::size_t k = 0;
        for (const std::string_view letter : b)
            k += k < a.size() && a[k] == letter;
        if (k == a.size())
            return Fit::Scattered;
    }
    return Fit::Far;
}

/// Letters and pairs of letters in common, 0 … 1.
double likeness(const std::string& a, const std::string& b) {
    auto grams = [](const std::string& text) {
        std::multiset<std::string> out;
        const std::vector<std::string_view> all = letters(text);
        for (std::size_t i = 0; i < all.size(); ++i) {
            out.emplace(all[i]);
            if (i > 0)
                out.insert(std::string(all[i - 1]) + std::string(all[i]));
        }
        return out;
    };
    const std::multiset<std::string> x = grams(a), y = grams(b);
    std::vector<std::string> both;
    std::set_intersection(x.begin(), x.end(), y.begin(), y.end(), std::back_inserter(both));
    return x.empty() || y.empty() ? 0 : 2.0 * double(both.size()) / double(x.size() + y.size());
}

struct Name {
    std::string text;  ///< what is compared
    std::string shown; ///< what a message says
    uint32_t id = 0;
};

struct Found {
    Fit fit = Fit::Far;
    std::vector<uint32_t> ids; ///< each once, in the order of the names
};

Found look_up(const std::string& asked, const std::vector<Name>& names) {
    Found out;
    const std::string wanted = plain(asked);
    for (const Name& name : names) {
        const Fit f = fit(wanted, plain(name.text));
        if (f == Fit::Far || f > out.fit)
            continue;
        if (f < out.fit) {
            out.fit = f;
            out.ids.clear();
        }
        if (std::find(out.ids.begin(), out.ids.end(), name.id) == out.ids.end())
            out.ids.push_back(name.id);
    }
    return out;
}

std::vector<std::string> likely(const std::string& asked, const std::vector<Name>& names, std::size_t most = 5) {
    const std::string wanted = plain(asked);
    std::map<uint32_t, std::pair<double, std::string>> best;
    for (const Name& name : names) {
        const double score = likeness(wanted, plain(name.text));
        auto& [so_far, shown] = best[name.id];
        if (score > so_far) {
            so_far = score;
            shown = name.shown;
        }
    }
    std::vector<std::pair<double, std::string>> order;
    for (const auto& [id, entry] : best)
        if (entry.first > 0.2 && std::find_if(order.begin(), order.end(), [&](const auto& o) { return o.second == entry.second; }) == order.end())
            order.push_back(entry);
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<std::string> out;
    for (std::size_t i = 0; i < order.size() && i < most && order[i].first > order.front().first * 0.6; ++i)
        out.push_back(order[i].second);
    return out;
}

std::string joined(const std::vector<std::string>& parts, std::string_view between, std::size_t most = kMostNamed) {
    std::string out;
    for (std::size_t i = 0; i < parts.size() && i < most; ++i)
        out += (i ? std::string(between) : "") + parts[i];
    return out + (parts.size() > most ? " …" : "");
}
Words meant(const std::vector<std::string>& names) {
    if (names.empty())
        return {"", ""};
    return {"，是不是 " + joined(names, "、"), ", did you mean " + joined(names, ", ")};
}

/// What was probably meant; when nothing is near, what there is.
Words meant_or(const std::vector<std::string>& maybe, const std::vector<Name>& names) {
    if (!maybe.empty())
        return meant(maybe);
    std::vector<std::string> some;
    for (std::size_t i = 0; i < names.size() && some.size() <= kMostNamed; ++i)
        if (std::find(some.begin(), some.end(), names[i].shown) == some.end())
            some.push_back(names[i].shown);
    if (some.empty())
        return {"", ""};
    return {"；有 " + joined(some, "、"), "; there are " + joined(some, ", ")};
}

// ── themes, units, chapters ─────────────────────────────────────────────────────────────────────────────────────

class Asking {
public:
    Asking(const Compilation& compilation, const GraphWords& asked_words, GraphAsked& result)
        : c(compilation), m(compilation.model), words(asked_words), out(result), o(result.options) {}
    bool theme();
    bool unit();
    bool chapter();
    bool dates();

private:
    std::string name(Symbol s) const { return std::string(c.name(s)); }
    std::string title(const Plan& plan, Span span) const { return span.empty() ? std::string() : quoted(c, {plan.file, span}, 4000); }
    std::vector<Name> theme_names(PlanId plan, bool titles) const;
    std::vector<Name> unit_names(DirectoryId directory, bool aliases) const;
    Found unit_in(DirectoryId directory) const;
    std::string unit_shown(EntityId e) const;
    std::optional<Window> window(const std::string& text, int year, bool& year_added);
    void note(std::string zh, std::string en) { out.notes.emplace_back(std::move(zh), std::move(en)); }
    bool refuse(std::string zh, std::string en) {
        out.problem = Words(std::move(zh), std::move(en));
        return false;
    }

    const Compilation& c;
    const Model& m;
    const GraphWords& words;
    GraphAsked& out;
    GraphOptions& o;
};

/// Names and titles of tasks; of one plan: also those it carries out and those that carry it out.
std::vector<Name> Asking::theme_names(PlanId plan, bool titles) const {
    std::vector<Name> out_names;
    std::set<TaskId> seen;
    auto add = [&](TaskId t) {
        if (seen.insert(t).second)
            out_names.push_back({name(m.tasks[t].name), name(m.tasks[t].name), m.tasks[t].name});
    };
    for (PlanId p = plan == kNone ? 1 : plan; p < (plan == kNone ? m.plans.size() : plan + 1); ++p)
        for (TaskId t = m.plans[p].tasks.first; t < m.plans[p].tasks.first + m.plans[p].tasks.count; ++t) {
            add(t);
            if (plan != kNone) {
                for (const TaskId u : c.graph.carried(t))
                    add(u);
                for (const TaskId l : c.graph.carriers(t))
                    add(l);
            }
        }
    for (const TaskId t : titles ? seen : std::set<TaskId>{})
        if (const std::string words_of = title(m.plans[m.tasks[t].plan], m.tasks[t].title); !words_of.empty())
            out_names.push_back({words_of, name(m.tasks[t].name) + "（" + words_of + "）", m.tasks[t].name});
    return out_names;
}

bool Asking::theme() {
    std::string asked = words.theme;
    if (const std::size_t dot = asked.find('.'); dot != std::string::npos) // 虹口2023.公众列席
        for (PlanId p = 1; p < m.plans.size(); ++p)
            if (plain(plan_name(c, p)) == plain(asked.substr(0, dot))) {
                asked = asked.substr(dot + 1);
                break;
            }
    // What is in a name counts before what is in a title: 列席 is 公众列席, not all that is said about it.
    const std::vector<Name> here = theme_names(o.plan, true);
    Found found = look_up(asked, theme_names(o.plan, false));
    if (found.fit > Fit::Part)
        if (Found also = look_up(asked, here); also.fit < found.fit)
            found = std::move(also);
    std::vector<Name> everywhere;
    if (found.ids.empty() && o.plan != kNone) {
        everywhere = theme_names(kNone, true);
        if (Found other = look_up(asked, everywhere); !other.ids.empty()) {
            std::vector<std::string> plans;
            for (PlanId p = 1; p < m.plans.size(); ++p)
                for (TaskId t = m.plans[p].tasks.first; t < m.plans[p].tasks.first + m.plans[p].tasks.count; ++t)
                    if (std::find(other.ids.begin(), other.ids.end(), m.tasks[t].name) != other.ids.end()) {
                        plans.push_back(plan_name(c, p));
                        break;
                    }
            return refuse(fmt::format("{} 里没有主题“{}”；{} 里有", plan_name(c, o.plan), words.theme, joined(plans, "、")),
                          fmt::format("{} has no theme '{}'; {} has", plan_name(c, o.plan), words.theme, joined(plans, ", ")));
        }
    }
    if (found.ids.empty()) {
        const Words maybe = meant_or(likely(asked, here), here);
        return refuse(fmt::format("没有主题“{}”{}", words.theme, maybe.zh), fmt::format("there is no theme '{}'{}", words.theme, maybe.en));
    }
    std::vector<std::string> names;
    for (const Symbol s : found.ids)
        names.push_back(name(s));
    if (names.size() > kMostThemes)
        return refuse(fmt::format("“{}”合 {} 个主题：{}。请再写几个字", words.theme, names.size(), joined(names, "、")),
                      fmt::format("'{}' fits {} themes: {}. Write a little more", words.theme, names.size(), joined(names, ", ")));
    o.themes = names;
    o.theme = joined(names, "、", kMostThemes);
    if (found.fit != Fit::Same || plain(names.front()) != plain(asked))
        note(fmt::format("“{}”按主题 {} 画", words.theme, o.theme), fmt::format("'{}' taken for {}", words.theme, joined(names, ", ", kMostThemes)));
    return true;
}

std::string Asking::unit_shown(EntityId e) const {
    const Entity& x = m.entities[e];
    return (x.directory == kNone ? "" : name(m.directories[x.directory].name) + ".") + name(x.name);
}

/// Names and aliases of units, with their directory in front and without.
std::vector<Name> Asking::unit_names(DirectoryId directory, bool aliases) const {
    std::vector<Name> names;
    for (EntityId e = 1; e < m.entities.size(); ++e) {
        const Entity& x = m.entities[e];
        if (x.kind != EntityKind::Unit || (directory != kNone && x.directory != directory))
            continue;
        const std::string shown = unit_shown(e);
        names.push_back({name(x.name), shown, e});
        if (aliases)
            for (const uint32_t alias : m.list(x.aliases))
                names.push_back({name(alias), shown, e});
        if (x.directory != kNone) {
            const std::string place = name(m.directories[x.directory].name);
            names.push_back({place + "." + name(x.name), shown, e});
            // 虹口区财政局: 区 said once for both.
            if (const std::vector<std::string_view> last = letters(place); !last.empty() && name(x.name).starts_with(last.back()))
                names.push_back({place + name(x.name).substr(last.back().size()), shown, e});
            names.push_back({place + name(x.name), shown, e});
        }
    }
    return names;
}

/// Part of a name counts before part of an alias: 办公室 is 区政府办公室, not every office whose full name ends so.
Found Asking::unit_in(DirectoryId directory) const {
    const Found by_name = look_up(words.unit, unit_names(directory, false)), by_any = look_up(words.unit, unit_names(directory, true));
    return by_name.ids.empty() || by_any.fit < by_name.fit ? by_any : by_name;
}

bool Asking::unit() {
    const std::vector<Name> all = unit_names(kNone, true);
    std::vector<Name> near;
    if (o.plan != kNone)
        near = unit_names(m.plans[o.plan].directory, true);
    // The plan's own district first, also before another's unit of that very name: 办公室 in 虹口2023 is 区政府办公室.
    Found found = o.plan == kNone ? Found() : unit_in(m.plans[o.plan].directory);
    if (found.ids.empty())
        found = unit_in(kNone);
    if (found.ids.empty()) {
        for (EntityId e = 1; e < m.entities.size(); ++e) {
            const Entity& x = m.entities[e];
            if ((x.kind == EntityKind::Group || x.kind == EntityKind::Role) && plain(name(x.name)) == plain(words.unit)) {
                std::vector<std::string> members;
                for (const uint32_t member : m.list(x.members))
                    if (m.entities[member].kind == EntityKind::Unit)
                        members.push_back(unit_shown(member));
                return refuse(fmt::format("“{}”是一类单位，不是一个单位{}", words.unit, members.empty() ? "" : "；写其中一个：" + joined(members, "、")),
                              fmt::format("'{}' is a group of units, not a unit{}", words.unit, members.empty() ? "" : "; name one of " + joined(members, ", ")));
            }
        }
        std::vector<std::string> maybe = likely(words.unit, near);
        if (maybe.empty())
            maybe = likely(words.unit, all);
        const Words guess = meant_or(maybe, near.empty() ? all : near);
        return refuse(fmt::format("没有单位“{}”{}", words.unit, guess.zh), fmt::format("there is no unit '{}'{}", words.unit, guess.en));
    }
    if (found.ids.size() > 1) {
        std::vector<std::string> which;
        for (const EntityId e : found.ids)
            which.push_back(unit_shown(e));
        return refuse(fmt::format("“{}”可以是 {}；请写明哪一个", words.unit, joined(which, "、")),
                      fmt::format("'{}' may be {}: say which", words.unit, joined(which, ", ")));
    }
    o.unit = found.ids.front();
    if (found.fit != Fit::Same)
        note(fmt::format("“{}”按单位 {} 画", words.unit, unit_shown(o.unit)), fmt::format("'{}' taken for {}", words.unit, unit_shown(o.unit)));
    return true;
}

/// 2 第2章 第二部分 二、 → 二
std::string chapter_number(std::string_view text) {
    std::string s = plain(text);
    auto strip = [&](std::string_view mark, bool back) {
        if (back ? s.ends_with(mark) && s.size() > mark.size() : s.starts_with(mark) && s.size() > mark.size())
            back ? s.resize(s.size() - mark.size()) : void(s.erase(0, mark.size()));
    };
    strip("第", false);
    for (const std::string_view mark : {"部分", "章", "节"})
        strip(mark, true);
    if (s.size() <= 2 && !s.empty() && std::all_of(s.begin(), s.end(), [](unsigned char x) { return std::isdigit(x) != 0; })) {
        constexpr std::string_view digits[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
        const int n = std::stoi(s);
        if (n > 0)
            s = (n >= 20 ? std::string(digits[n / 10]) : "") + (n >= 10 ? "十" : "") + std::string(digits[n % 10]);
    }
    return s;
}

bool Asking::chapter() {
    std::vector<Name> names;
    for (uint32_t k = 1; k < m.chapters.size(); ++k) {
        const Chapter& x = m.chapters[k];
        if (x.plan == kNone || (o.plan != kNone ? x.plan != o.plan : !m.plans[x.plan].subject))
            continue;
        const std::string number = name(x.number), words_of = title(m.plans[x.plan], x.title);
        const std::string shown = (o.plan == kNone ? plan_name(c, x.plan) + " " : "") + number + (words_of.empty() || words_of == number ? "" : " " + words_of);
        names.push_back({chapter_number(number), shown, k});
        if (!words_of.empty()) {
            names.push_back({words_of, shown, k});
            names.push_back({number + words_of, shown, k});
        }
    }
    const std::string number = chapter_number(words.chapter);
    Found found;
    for (const Name& one : names)
        if (plain(one.text) == number)
            found.fit = Fit::Same, found.ids.push_back(one.id);
    if (found.ids.empty() && letters(number).size() >= 2) // 二 in some title is no chapter 二
        found = look_up(words.chapter, names);
    std::vector<std::string> which;
    for (const uint32_t id : found.ids)
        for (const Name& one : names)
            if (one.id == id) {
                which.push_back(one.shown);
                break;
            }
    if (found.ids.empty()) {
        std::vector<std::string> maybe = likely(words.chapter, names);
        const bool guess = !maybe.empty();
        if (!guess) {
            std::set<uint32_t> seen;
            for (const Name& one : names)
                if (m.chapters[one.id].parent == 0 && seen.insert(one.id).second)
                    maybe.push_back(one.shown);
        }
        const std::string of_zh = o.plan == kNone ? "" : plan_name(c, o.plan) + " ", of_en = o.plan == kNone ? "" : plan_name(c, o.plan) + ": ";
        if (maybe.empty())
            return refuse(of_zh + "没有分章", of_en + "there are no chapters");
        return refuse(fmt::format("{}没有“{}”这一章{}{}", of_zh, words.chapter, guess ? "，是不是 " : "；有 ", joined(maybe, "、")),
                      fmt::format("{}there is no chapter '{}'; {}{}", of_en, words.chapter, guess ? "did you mean " : "there are ", joined(maybe, ", ")));
    }
    o.chapters = found.ids;
    o.chapter = which.size() == 1 ? which.front() : words.chapter;
    if (found.fit != Fit::Same || which.size() > 1)
        note(fmt::format("“{}”按 {} 画", words.chapter, joined(which, "、")), fmt::format("'{}' taken for {}", words.chapter, joined(which, ", ")));
    return true;
}

// ── dates ───────────────────────────────────────────────────────────────────────────────────────────────────────

/// A day, a month, a quarter, a year; without a year that of the plan.
std::optional<Window> Asking::window(const std::string& text, int year, bool& year_added) {
    std::string room;
    std::string s(fold(text, room));
    for (char& x : s) // 2023/3/5, 2023.3.5
        if (x == '/' || x == '.')
            x = '-';
    s.erase(std::remove(s.begin(), s.end(), ' '), s.end());
    auto all_digits = [](std::string_view part) { return !part.empty() && std::all_of(part.begin(), part.end(), [](unsigned char x) { return std::isdigit(x) != 0; }); };
    if (s.size() == 8 && all_digits(s)) // 20230331
        s = s.substr(0, 4) + "-" + s.substr(4, 2) + "-" + s.substr(6);
    std::vector<int> numbers; // 2023, 2023-3, 2023年, 2023年3月, 2023-2-30, 2023年2月30日
    std::string_view rest = s;
    // 4-30: month and day, in the plan's year
    if (const std::size_t dash = s.find('-'); year && (dash == 1 || dash == 2) && s.find('-', dash + 1) == std::string::npos) {
        s = fmt::format("{}-{}", year, s);
        year_added = true;
    }
    rest = s;
    bool plain_date = true;
    for (const std::vector<std::string_view>& ends : {std::vector<std::string_view>{"年", "-", ""}, {"月", "-", ""}, {"日", "号", ""}}) {
        std::size_t n = 0;
        while (n < rest.size() && std::isdigit(static_cast<unsigned char>(rest[n])))
            ++n;
        if (n == 0 || n > 4 || (numbers.empty() && n != 4))
            break;
        numbers.push_back(std::stoi(std::string(rest.substr(0, n))));
        rest.remove_prefix(n);
        for (const std::string_view end : ends)
            if (rest.starts_with(end)) {
                rest.remove_prefix(end.size());
                break;
            }
        if (rest.empty())
            break;
    }
    plain_date = !numbers.empty() && rest.empty();
    if (plain_date) {
        const int y = numbers[0];
        if (y < 1900 || y > 2200) {
            refuse(fmt::format("“{}”里的 {} 不是年份", text, y), fmt::format("'{}': {} is no year", text, y));
            return std::nullopt;
        }
        if (numbers.size() == 1)
            return Window{day_of(y, 1, 1), day_of(y, 12, 31)};
        const int month = numbers[1];
        if (month < 1 || month > 12) {
            refuse(fmt::format("“{}”：没有 {} 月", text, month), fmt::format("'{}': there is no month {}", text, month));
            return std::nullopt;
        }
        const int days = days_in_month(y, month);
        if (numbers.size() == 2)
            return Window{day_of(y, month, 1), day_of(y, month, days)};
        if (numbers[2] < 1 || numbers[2] > days) {
            refuse(fmt::format("“{}”：{} 年 {} 月只有 {} 天", text, y, month, days), fmt::format("'{}': {}-{:02} has {} days", text, y, month, days));
            return std::nullopt;
        }
        return Window{day_of(y, month, numbers[2]), day_of(y, month, numbers[2])};
    }
    // As in a plan: 3月, 3月底, 一季度, 上半年, 年底. A year in front is read off.
    int y = year;
    std::string_view t = s;
    if (t.size() > 4 && all_digits(t.substr(0, 4)) && t.substr(4).starts_with("年")) {
        y = std::stoi(std::string(t.substr(0, 4)));
        t.remove_prefix(4 + std::string_view("年").size());
    } else {
        year_added = true;
    }
    const bool end = t.ends_with("底") || t.ends_with("末"); // 3月底 is one day here
    if (const auto read = read_window(t, y); read && t.empty() && (read->shape == WindowShape::Period || end) && !read->window.empty() && read->error == DateError::None)
        return end ? Window{read->window.to, read->window.to} : read->window;
    else if (read && t.empty() && read->error == DateError::NoSuchDay)
        refuse(fmt::format("“{}”：没有这样的月或日", text), fmt::format("'{}': there is no such month or day", text));
    else
        refuse(fmt::format("“{}”不是日期；可写 2023-03-31、2023年3月31日、2023年3月、3月、一季度、上半年", text),
               fmt::format("'{}' is no date: write 2023-03-31, 2023-03, 3月, 一季度 or 上半年", text));
    return std::nullopt;
}

bool Asking::dates() {
    int year = 0;
    for (PlanId p = 1; p < m.plans.size(); ++p)
        if (o.plan == kNone ? m.plans[p].subject : p == o.plan)
            year = std::max(year, m.plans[p].year ? int(m.plans[p].year) : m.plans[p].issued != kNoDay ? date_of(m.plans[p].issued).year : 0);
    for (const bool from : {true, false}) {
        const std::string& text = from ? words.from : words.to;
        if (text.empty())
            continue;
        bool added = false;
        const std::optional<Window> w = window(text, year, added);
        if (!w)
            return false;
        const Day day = from ? w->from : w->to;
        (from ? o.from : o.to) = day;
        if (added || w->from != w->to)
            note(from ? fmt::format("从“{}”起：{}", text, chinese_date(day)) : fmt::format("到“{}”止：{}", text, chinese_date(day)),
                 from ? fmt::format("from '{}': {}", text, english_date(day)) : fmt::format("to '{}': {}", text, english_date(day)));
    }
    note("只画期限落在这段时间里的任务；全年的和没有日期的不画", "only tasks with a date in this time; what holds all year or has no date is left out");
    if (o.from != kNoDay && o.to != kNoDay && o.from > o.to)
        return refuse(fmt::format("--from {} 晚于 --to {}", chinese_date(o.from), chinese_date(o.to)),
                      fmt::format("--from {} is later than --to {}", english_date(o.from), english_date(o.to)));
    return true;
}

// ── fixed words ─────────────────────────────────────────────────────────────────────────────────────────────────

template <class T> struct Choice {
    T value;
    std::vector<std::string_view> spellings; ///< the first is the one that messages name
};

template <class T> bool choose(const std::string& text, std::string_view option, const std::vector<Choice<T>>& choices, T& value, Words& problem) {
    const std::string wanted = plain(text);
    for (const Choice<T>& one : choices)
        for (const std::string_view spelling : one.spellings)
            if (plain(spelling) == wanted) {
                value = one.value;
                return true;
            }
    std::string zh, en;
    for (const Choice<T>& one : choices) {
        zh += (zh.empty() ? "" : "、") + std::string(one.spellings.front()) + (one.spellings.size() > 1 ? "（" + std::string(one.spellings[1]) + "）" : "");
        en += (en.empty() ? "" : ", ") + std::string(one.spellings.front());
    }
    problem = Words(fmt::format("--{} 没有“{}”；可写 {}", option, text, zh), fmt::format("--{}: there is no '{}'; write {}", option, text, en));
    return false;
}

} // namespace

GraphAsked ask_form(const GraphWords& words) {
    GraphAsked out;
    GraphOptions& o = out.options;
    static const std::vector<Choice<std::string_view>> views = {
        {"plan", {"plan", "要点", "按章", "计划"}},        {"hierarchy", {"hierarchy", "上下级", "承接", "层级"}},
        {"unit", {"unit", "单位", "部门"}},                {"conflicts", {"conflicts", "不一致", "分歧", "冲突", "conflict"}},
        {"timeline", {"timeline", "时间", "全年", "日程", "日历"}}, {"flow", {"flow", "成果", "流向"}}};
    std::string_view view = "plan";
    if (!words.view.empty() && !choose(words.view, "view", views, view, out.problem))
        return out;
    o.view = view;
    if (!words.paper.empty() && !choose<Paper>(words.paper, "paper", {{Paper::A3, {"a3", "A3 纸", "A3纸"}}, {Paper::A4, {"a4", "A4 纸", "A4纸"}},
                                               {Paper::Screen, {"screen", "投影", "屏幕", "投影仪"}}}, o.paper, out.problem))
        return out;
    if (!words.orientation.empty() &&
        !choose<Orientation>(words.orientation, "orientation",
                             {{Orientation::Landscape, {"landscape", "横", "横放", "横向", "横版", "横排"}}, {Orientation::Portrait, {"portrait", "竖", "竖放", "竖向", "竖版", "纵", "纵向"}}},
                             o.orientation, out.problem))
        return out;
    if (!words.severity.empty() && !choose<Severity>(words.severity, "severity",
                                                     {{Severity::Note, {"note", "提示", "全部"}}, {Severity::Question, {"question", "待核"}},
                                                      {Severity::Warning, {"warning", "警告"}}, {Severity::Error, {"error", "错误"}}}, o.severity, out.problem))
        return out;
    if (!words.depth.empty()) {
        std::string room;
        const std::string depth(fold(words.depth, room));
        const std::string_view digits = std::string_view(depth).substr(depth.starts_with('-') ? 1 : 0);
        if (digits.empty() || digits.size() > 3 || !std::all_of(digits.begin(), digits.end(), [](unsigned char x) { return std::isdigit(x) != 0; })) {
            out.problem = Words(fmt::format("--depth “{}”不是层数；可写 0（不走）、1、2 …，-1（走到底）", words.depth),
                                fmt::format("--depth '{}' is no number of levels; write 0 (none), 1, 2 … or -1 (all)", words.depth));
            return out;
        }
        o.depth = std::stoi(depth);
        if (o.view != "plan" && o.view != "hierarchy")
            out.notes.emplace_back(fmt::format("{} 图不分上下层，--depth 不起作用", o.view), fmt::format("the {} view has no levels: --depth does nothing", o.view));
    }
    return out;
}

GraphAsked ask_names(const Compilation& c, const GraphWords& words, GraphOptions form) {
    GraphAsked out;
    out.options = std::move(form);
    const Model& m = c.model;
    GraphOptions& o = out.options;
    std::string plan = words.plan, task;
    if (const std::size_t dot = plan.find('.'); dot != std::string::npos) {
        task = plan.substr(dot + 1);
        plan.resize(dot);
    }
    if (!plan.empty()) {
        std::vector<Name> names;
        for (PlanId p = 1; p < m.plans.size(); ++p) {
            names.push_back({plan_name(c, p), plan_name(c, p), p});
            if (!m.plans[p].title.empty())
                names.push_back({quoted(c, {m.plans[p].file, m.plans[p].title}, 4000), plan_name(c, p), p});
        }
        const Found found = look_up(plan, names);
        if (found.ids.size() == 1) {
            o.plan = found.ids.front();
            if (found.fit != Fit::Same)
                out.notes.emplace_back(fmt::format("“{}”按 {} 画", plan, plan_name(c, o.plan)), fmt::format("'{}' taken for {}", plan, plan_name(c, o.plan)));
        } else {
            std::vector<std::string> which;
            for (const PlanId p : found.ids)
                which.push_back(plan_name(c, p));
            if (which.size() > 1) {
                out.problem = Words(fmt::format("“{}”可以是 {}；请写明哪一个", plan, joined(which, "、")), fmt::format("'{}' may be {}: say which", plan, joined(which, ", ")));
                return out;
            }
            const std::vector<std::string> maybe = likely(plan, names);
            for (PlanId p = 1; p < m.plans.size(); ++p)
                which.push_back(plan_name(c, p));
            const Words guess = meant(maybe);
            out.problem = Words(fmt::format("没有要点“{}”{}", plan, maybe.empty() ? "；有 " + joined(which, "、") : guess.zh),
                                fmt::format("there is no plan '{}'{}", plan, maybe.empty() ? "; there are " + joined(which, ", ") : guess.en));
            return out;
        }
    }
    GraphWords asked = words;
    if (!task.empty() && asked.theme.empty())
        asked.theme = task;
    Asking asking(c, asked, out);
    (asked.chapter.empty() || asking.chapter()) && (asked.theme.empty() || asking.theme()) && (asked.unit.empty() || asking.unit()) &&
        ((asked.from.empty() && asked.to.empty()) || asking.dates());
    return out;
}

} // namespace yaodian
