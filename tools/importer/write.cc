// The card and the draft spec.
#include "tools/importer/write.h"

#include "tools/importer/card.h"
#include "tools/importer/issuer.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <numeric>
#include <set>

namespace yaodian::importer {

namespace {

using View = std::u32string_view;

bool brackets_paired(View text) {
    std::u32string open;
    for (char32_t c : text) {
        if (is_one_of(c, U"“（《"))
            open.push_back(c);
        else if (is_one_of(c, U"”）》")) {
            const char32_t mate = c == U'”' ? U'“' : c == U'）' ? U'（' : U'《';
            if (open.empty() || open.back() != mate)
                return false;
            open.pop_back();
        }
    }
    return open.empty();
}

/// Printed text in a comment or a title: one line, nothing a reader cannot see.
std::u32string one_line(View text) {
    std::u32string out;
    for (char32_t c : text)
        if (c >= 32 && c != 0xFFFD && c != 0x7F && !(c >= 0x80 && c < 0xA0) && c != 0xFEFF && !(c >= 0xE000 && c <= 0xF8FF) &&
            !(c >= 0x200B && c <= 0x200F) && !(c >= 0x202A && c <= 0x202E) && c < 0xF0000 && (c & 0xFFFE) != 0xFFFE)
            out.push_back(c);
    return out;
}

std::string comment(View text) { return to_utf8(one_line(text)); }

} // namespace

std::string quote(View text) {
    // “ ” nest, so pairs may stay; a mark without its mate would swallow the rest of the line.
    const std::u32string line = one_line(text);
    int depth = 0;
    bool paired = true;
    for (char32_t c : line) {
        depth += c == U'“' ? 1 : c == U'”' ? -1 : 0;
        paired = paired && depth >= 0;
    }
    paired = paired && depth == 0;
    std::u32string out = U"“";
    for (char32_t c : line)
        if (!is_one_of(c, U"\"「」") && ((c != U'“' && c != U'”') || paired))
            out.push_back(c);
    return to_utf8(out + U"”");
}

std::string name_text(View raw) {
    const std::u32string name = one_line(raw);
    bool plain = !name.empty() && brackets_paired(name);
    for (char32_t c : name)
        plain = plain && (is_han(c) || is_digit(c) || (c < 128 && std::isalnum(static_cast<int>(c))) || is_one_of(c, U"_-·（）“”"));
    // A name that begins or ends like a word of the language is quoted too.
    for (View w : {View(U"未写"), View(U"等")})
        plain = plain && !starts_with(name, w);
    for (View w : {View(U"等"), View(U"（推定）"), View(U"（承上）"), View(U"（存疑）"), View(U"（转引）")})
        plain = plain && !ends_with(name, w);
    plain = plain && !contains(name, U"或") && !contains(name, U"（）") && !contains(name, U"“”");
    return plain ? to_utf8(name) : quote(name);
}

/// A name that stands before or behind numbers, periods and comparators: quoted when any of it could be read as one.
static std::string word_name(View printed) {
    std::u32string name;
    for (char32_t c : printed)
        if (is_han(c) && name.size() < 30)
            name.push_back(c);
    const bool plain = !name.empty() && name.front() != U'自' && std::all_of(name.begin(), name.end(), [](char32_t c) {
        return is_han(c) && !is_chinese_digit(c) && !is_one_of(c, U"每年月日季周半万亿前后内起至到与同时不少低高超过多等或");
    });
    return plain ? name_text(name) : name.empty() ? std::string("“未名”") : quote(name);
}

// ---- card ------------------------------------------------------------------------------------------------------------

std::string write_card(const Places& places, std::string_view id) {
    std::string out = fmt::format("文献 {} {{\n", id);
    if (!places.title.empty())
        out += fmt::format("    标题 {}\n", quote(places.title));
    if (!places.number.empty())
        out += fmt::format("    文号 {}\n", quote(places.number));
    if (!places.issuer.empty())
        out += fmt::format("    制定 {}\n", name_text(places.issuer));
    out += places.issued ? fmt::format("    印发 {}\n", *places.issued) : "    印发 未写\n";
    if (!places.addressees.empty()) {
        std::string to;
        for (const auto& a : places.addressees)
            to += (to.empty() ? "" : "、") + name_text(a);
        out += "    主送 " + to + "\n";
    }
    for (const CardLine& entry : card_lines(places)) {
        out += fmt::format("    {} {{ ", entry.name);
        const std::u32string& text = places.list[entry.place].text.text;
        if (entry.kind == CardKind::Heading && text.size() < 28)
            out += fmt::format("标题 {} ； ", quote(text));
        out += fmt::format("摘要 “sha256:{}” ； 字数 {} }}\n", entry.digest, entry.length);
    }
    return out + "}\n";
}

// ---- names of the plan -----------------------------------------------------------------------------------------------

namespace {

/// 虹口区, 莘庄镇, 上海市…委员会: the place or body a plan speaks for, from its title or issuer.

} // namespace

std::string plan_name(const Places& places, const ImportOptions& options) {
    if (!options.plan.empty())
        return options.plan;
    std::u32string area = find_issuer(places).directory();
    for (View w : {View(U"区"), View(U"镇"), View(U"县"), View(U"市"), View(U"省"), View(U"旗"), View(U"乡"), View(U"街道")})
        if (ends_with(area, w) && area.size() > w.size() + 1) {
            area.resize(area.size() - w.size());
            break;
        }
    std::u32string clean;
    for (char32_t c : area)
        if (is_han(c))
            clean.push_back(c);
    if (clean.empty())
        clean = U"草稿";
    return to_utf8(clean) + (places.year > 0 ? std::to_string(places.year) : "");
}

std::string document_id(const Places& places, const ImportOptions& options) {
    if (!options.id.empty())
        return options.id;
    return plan_name(places, options);
}

// ---- draft -----------------------------------------------------------------------------------------------------------

namespace {

/// Everything one side (body or annex) of a task says, each facet as the statements that say it.
struct Facets {
    std::map<std::string, std::string> statements; ///< facet -> statement text; empty text: says nothing
};

std::string range_of(const Places& places, const std::vector<std::size_t>& list) {
    // 24.3–24.4 when they follow one another in one item
    auto split = [&](std::size_t p, std::u32string& item, long& n) {
        const auto& cite = places.list[p].cite;
        const auto dot = cite.rfind(U'.');
        item = dot == std::u32string::npos ? cite : cite.substr(0, dot);
        n = dot == std::u32string::npos ? 0 : to_number(View(cite).substr(dot + 1)).value_or(0);
    };
    std::u32string item;
    long first = 0;
    split(list.front(), item, first);
    for (std::size_t k = 1; k < list.size(); ++k) {
        std::u32string other;
        long n = 0;
        split(list[k], other, n);
        if (other != item || n != first + static_cast<long>(k))
            return {};
    }
    std::string out = "正文 " + to_utf8(places.list[list.front()].cite);
    if (list.size() > 1)
        out += "–" + to_utf8(places.list[list.back()].cite);
    return out;
}

/// 各单位主要负责同志 is the post of each member: 各单位.主要负责同志
std::string body_text(View name) {
    for (View post : {View(U"主要负责同志"), View(U"主要负责人"), View(U"主要领导"), View(U"分管领导"), View(U"分管负责人"), View(U"分管负责同志"), View(U"负责同志"), View(U"负责人")})
        if (ends_with(name, post) && name.size() > post.size() && (name[0] == U'各' || is_unit_name(name.substr(0, name.size() - post.size()))))
            return name_text(name.substr(0, name.size() - post.size())) + "." + to_utf8(post);
    return name_text(name);
}

std::string unit_list(const std::vector<UnitMention>& units, Role role, bool open) {
    std::string out;
    std::set<std::u32string> seen;
    for (const auto& u : units) {
        if (u.role != role || !seen.insert(u.name).second)
            continue;
        if (!out.empty())
            out += "、";
        out += body_text(u.name);
        if (u.inherited)
            out += "（承上）";
        else if (u.doubtful)
            out += "（存疑）";
        else if (u.level_added)
            out += "（推定）";
    }
    if (!out.empty() && open && role != Role::Subject)
        out += " 等";
    return out;
}

std::string value_text(const Quota& q) {
    std::string out;
    const bool tail = q.per != Per::None;
    if (tail)
        out += std::string(per_word(q.per));
    out += q.at_most ? "不超过" : q.exactly ? "等于" : q.compared ? "不少于" : "";
    return out + to_utf8(q.number) + to_utf8(q.unit);
}

/// The declared name for what was read, if the caller knows any: by alias, else by wording.
/// A rate is no count, and a likeness in words must count in the same `unit` where one was read.
std::string declared(const std::vector<KnownName>& all, View read, bool& inferred, std::string_view unit = {}) {
    std::vector<KnownName> known;
    for (const KnownName& k : all)
        if (unit.empty() || k.unit.empty() || (k.name == to_utf8(read) ? (k.unit == "%") == (unit == "%") : k.unit == unit))
            known.push_back(k);
    inferred = false;
    const std::string plain = to_utf8(read);
    for (const auto& k : known) {
        if (k.name == plain)
            return k.name;
        for (const auto& a : k.aliases)
            if (a == plain)
                return k.name;
    }
    double best = 0;
    std::string name;
    std::size_t longest = 0;
    for (const auto& k : known) {
        std::vector<std::string> forms = k.aliases;
        forms.push_back(k.name);
        for (const auto& f : forms) {
            std::u32string form = to_u32(f);
            for (View w : {View(U"次数"), View(U"频次")})
                if (ends_with(form, w) && form.size() > w.size() + 1)
                    form.resize(form.size() - w.size());
            const double score = contains(read, form) ? 1.0 : overlap(form, read) * 0.95;
            if (score > best || (score == best && form.size() > longest)) {
                best = score;
                name = k.name;
                longest = form.size();
            }
        }
    }
    inferred = true;
    return best >= 0.6 ? name : std::string{};
}

class Draft {
public:
    Draft(const Places& places, const std::vector<Reading>& readings, const std::vector<Link>& links, const ImportOptions& options)
        : places_(places), readings_(readings), links_(links), options_(options) {
        for (std::size_t r = 0; r < readings.size(); ++r)
            reading_of_[readings[r].place] = r;
    }

    struct Task {
        std::vector<std::size_t> sentences; ///< readings
        std::vector<std::size_t> rows;      ///< readings
        int section = -1;
        std::u32string group;
        double score = 1;
    };

    struct Proposal {
        bool wording_only = true; ///< nothing but the title speaks for it
        const UpstreamTask* task = nullptr;
        double score = 0;
        std::string why;
    };

    std::string plan() {
        make_tasks();
        choose_default();
        out_ = std::string(kDraftMark) + "。注有“# 待核”的地方请对照原件，核过即可删去注记。\n";
        line(0, fmt::format("要点 {} {} {{", plan_name(places_, options_), places_.title.empty() ? quote(U"（原件未印标题）") : quote(places_.title)));
        if (places_.year > 0)
            line(1, fmt::format("年度 {}", places_.year));
        else
            line(1, "# 待核 年度：文件里没有读到年份");
        if (!from_.level.empty())
            line(1, "层级 " + to_utf8(from_.level));
        else if (ends_with(from_.area, U"省") || ends_with(from_.area, U"自治区"))
            line(1, "# 待核 层级：语言里没有省一级");
        issuer();
        if (!places_.addressees.empty()) {
            std::string to;
            for (const auto& a : places_.addressees)
                to += (to.empty() ? "" : "、") + name_text(a);
            line(1, "主送 " + to);
        }
        if (!places_.number.empty())
            line(1, "文号 " + quote(places_.number));
        if (places_.issued) {
            const auto& d = *places_.issued;
            line(1, fmt::format("印发 {}年{}月{}日", d.substr(0, 4), std::stoi(d.substr(5, 2)), std::stoi(d.substr(8, 2))));
        } else {
            line(1, "印发 未写");
        }
        if (!options_.against_plan.empty())
            line(1, other_year() ? fmt::format("# 待核 上级：“{}”是 {} 年的，本要点是 {} 年的；同一年的才写“上级”和“落实”", options_.against_plan, options_.against_year, places_.year)
                                 : "上级 " + options_.against_plan);
        line(1, "来源 " + document_id(places_, options_));
        bool body = false;
        for (const auto& p : places_.list)
            body = body || !p.annex;
        if (!body && !places_.annex.rows.empty()) {
            line(1, "文本 正文 未取得");
            line(1, "文本 附表 全文");
        }
        if (!default_due_.empty())
            line(1, "默认 附表.栏 期限 " + default_due_);
        for (const auto& p : places_.problems)
            line(1, "# 待核 " + p.zh);
        non_duties();
        out_ += '\n';
        chapters();
        while (out_.size() >= 2 && out_.substr(out_.size() - 2) == "\n\n")
            out_.pop_back();
        line(0, "}");
        directory();
        glossary();
        return std::move(out_);
    }

    NewTasks tasks(const std::vector<bool>& wanted, const Around& around) {
        names_ = around.tasks;
        make_tasks();
        default_due_ = around.default_due;
        for (Task& t : tasks_) {
            // What the plan has tasks for already stays with them.
            for (auto* list : {&t.sentences, &t.rows})
                std::erase_if(*list, [&](std::size_t r) { return !wanted[readings_[r].place]; });
            if (!t.sentences.empty() || !t.rows.empty())
                task(t, 1);
        }
        NewTasks out;
        out.tasks = std::move(out_);
        out_.clear();
        words();
        out.words = std::move(out_);
        std::set<std::u32string> posts;
        std::vector<std::u32string> names;
        for (const Reading& r : readings_)
            if (r.duty && wanted[r.place])
                for (const auto& u : r.units)
                    use(u.name, names, posts);
        for (const auto& name : names) {
            out_.clear();
            unit(name);
            out.units.emplace_back(to_utf8(name), std::move(out_));
        }
        return out;
    }

    /// What --against did: 写成“落实” N 项，注释 N 项，上级 N 项没有对应
    std::string against_summary() const {
        if (options_.against_plan.empty())
            return {};
        std::string out = fmt::format("对照“{}”（{} 项）：写成“落实” {} 项，写成注释 {} 项，上级有 {} 项没有对应。\n", options_.against_plan, options_.against.size(),
                                      carried_, remarked_, options_.against.size() - met_.size());
        if (other_year())
            out += fmt::format("“{}”是 {} 年的，本要点是 {} 年的：“落实”都写成注释，请换成同一年的上级要点。\n", options_.against_plan, options_.against_year, places_.year);
        return out;
    }

private:
    bool other_year() const { return options_.against_year > 0 && places_.year > 0 && options_.against_year != places_.year; }

    void line(int depth, const std::string& text) {
        out_.append(static_cast<std::size_t>(depth) * 4, ' ');
        out_ += text;
        out_ += '\n';
    }

    const Place& place(const Reading& r) const { return places_.list[r.place]; }

    /// 园区管委会, 街道: a kind of body, not the name of one.
    static bool stands_for_several(View name) {
        for (View w : {View(U"园区管委会"), View(U"园区"), View(U"开发区管委会"), View(U"管委会"), View(U"管理委员会"), View(U"街道"), View(U"街道办"), View(U"街道办事处"), View(U"街镇"),
                       View(U"镇街"), View(U"乡镇"), View(U"乡镇政府"), View(U"乡镇街道"), View(U"社区"), View(U"村居"), View(U"居委会"), View(U"村委会"), View(U"学校"), View(U"医院"),
                       View(U"区属企业"), View(U"县属企业"), View(U"市属企业"), View(U"国有企业")})
            if (name == w)
                return true;
        return false;
    }

    /// A company, an organ of the party, of the congress or of justice, a hospital: no part of a government or a bureau.
    static bool answers_elsewhere(View name) {
        for (View w : {View(U"公司"), View(U"集团"), View(U"银行"), View(U"医院"), View(U"法院"), View(U"检察院"), View(U"党校"), View(U"纪委"), View(U"监委"), View(U"纪委监委"), View(U"政法委"),
                       View(U"编办"), View(U"人大"), View(U"人大办"), View(U"政协"), View(U"政协办"), View(U"工会"), View(U"妇联"), View(U"残联"), View(U"工商联"), View(U"科协"), View(U"组织部"),
                       View(U"宣传部"), View(U"统战部"), View(U"网信办"), View(U"供电所"), View(U"支行"), View(U"大学"), View(U"学院")})
            if (ends_with(name, w))
                return true;
        if (starts_with(name, U"团") && name.size() <= 4) // 团区委
            return true;
        return name.size() > 3 && is_one_of(name[0], U"市区县旗镇省") && name[1] == U'委'; // 区委办公室
    }

    std::string top() const { return to_utf8(from_.bureau.empty() ? from_.government() : from_.bureau); }
    std::string office() const { return from_.bureau.empty() ? to_utf8(from_.office()) : "办公室"; }

    /// The body, or the post it is named by, that a directory has to know.
    void use(std::u32string name, std::vector<std::u32string>& names, std::set<std::u32string>& posts) const {
        for (View post : {View(U"主要负责同志"), View(U"主要负责人"), View(U"主要领导"), View(U"分管领导"), View(U"分管负责人"), View(U"分管负责同志"), View(U"负责同志"),
                          View(U"负责人")})
            if (ends_with(name, post)) {
                posts.insert(std::u32string(post));
                name.resize(name.size() - post.size());
                break;
            }
        const std::string text = name_text(name);
        if (!name.empty() && (text == to_utf8(name) || contains(name, U"各")) && text != top() && text != office() && std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(std::move(name));
    }

    /// Its line in a directory.
    void unit(const std::u32string& name) {
        const bool each = name[0] == U'各' || contains(name, U"各") || starts_with(name, U"所有");
        const bool vague = starts_with(name, U"相关") || starts_with(name, U"有关") || starts_with(name, U"其他");
        const bool kind = ends_with(name, U"单位") || ends_with(name, U"部门");
        const bool several = stands_for_several(name), apart = answers_elsewhere(name);
        if (each)
            line(1, "集合 " + name_text(name) + " { 开放 }  # 待核 成员"); // 区政府各委、办、局 is quoted
        else if (vague || kind)
            line(1, "集合 " + to_utf8(name) + " { 待定 }  # 待核 是谁");
        else if (several)
            line(1, "集合 " + to_utf8(name) + " { 待定 }  # 待核 是一家还是几家，写明成员");
        else if (apart)
            line(1, "单位 " + to_utf8(name) + " { 层级 " + to_utf8(from_.level) + " }  # 待核 不归" + (from_.bureau.empty() ? top() : "本机关") + "管？");
        else if (from_.bureau.empty())
            line(1, "单位 " + to_utf8(name) + " { 上级 " + top() + " }");
        else if (is_one_of(name[0], U"市区县旗省") || ends_with(name, U"局") || ends_with(name, U"委") || ends_with(name, U"镇") || ends_with(name, U"街道") || ends_with(name, U"政府"))
            line(1, "单位 " + to_utf8(name) + " { 层级 " + to_utf8(from_.level) + " }  # 待核 不是本机关的处室");
        else
            line(1, "单位 " + to_utf8(name) + " { 层级 处室 ； 上级 " + top() + " }");
    }

    /// Where the library has no directory of this place: one to start from, with every name the document uses.
    void directory() {
        const std::u32string& area = from_.directory();
        if (options_.units.empty() || area.empty() || from_.level.empty() || name_text(area) != to_utf8(area) || !known_issuer().empty())
            return;
        const std::string prefix = to_utf8(area) + ".", top = to_utf8(from_.bureau.empty() ? from_.government() : from_.bureau), level = to_utf8(from_.level),
                          office = from_.bureau.empty() ? to_utf8(from_.office()) : "办公室";
        for (const auto& known : options_.units)
            if (known.name.starts_with(prefix) && known.name != prefix + top)
                return;
        std::vector<std::u32string> names;
        std::set<std::u32string> posts;
        for (const Reading& r : readings_)
            if (r.duty)
                for (const auto& u : r.units)
                    use(u.name, names, posts);
        for (const auto& a : places_.addressees)
            use(a, names, posts);
        if (!from_.organ.empty())
            use(from_.organ, names, posts);
        // 区民政局 in a plan of 东湖区民政局, 东湖区人民政府 in one of 东湖区: the body itself under another name.
        std::string aliases;
        std::erase_if(names, [&](const std::u32string& name) {
            const std::u32string& body = from_.bureau;
            const std::u32string letter(1, from_.area.empty() ? U'区' : from_.area.back());
            const bool itself = body.empty() ? is_one_of(letter[0], U"市区县旗") && (name == from_.area + U"政府" || name == from_.area + U"人民政府" || name == letter + U"人民政府")
                                             : starts_with(body, from_.area) && name == letter + body.substr(from_.area.size());
            if (itself)
                aliases += (aliases.empty() ? "" : "、") + name_text(name);
            return itself;
        });
        out_ += "\n# 名录里没有“" + to_utf8(area) + "”：下面照这份文件拟了一份。补上别名、成员，写上“上级 某市”，核过移到名录目录。\n";
        line(0, "名录 " + to_utf8(area) + " {");
        line(1, "层级 " + level);
        line(1, fmt::format("单位 {} {{ 层级 {}{} }}", top, level, aliases.empty() ? "" : " ； 别名 " + aliases));
        if (!office.empty())
            line(1, fmt::format("单位 {} {{ {}上级 {} ； 代行 {} }}", office, from_.bureau.empty() ? "" : "层级 处室 ； ", top, top));
        for (const auto& name : names)
            unit(name);
        for (const auto& post : posts)
            line(1, "职务 " + to_utf8(post));
        line(0, "}");
    }

    /// The words no glossary has: what they mean is plain enough to go on with, which declared word is meant is not.
    void glossary() {
        if (own_quotas_.empty() && own_events_.empty())
            return;
        out_ += "\n# 词表里没有这些词：下面照这份文件拟了一份。与现成的词同义的，把要点里的改成现成的词；其余核过移到词表目录。\n";
        line(0, "词表 " + plan_name(places_, options_) + " {");
        words();
        line(0, "}");
    }

    void words() {
        for (const auto& [name, measured] : own_quotas_) {
            static const std::set<std::string_view> times = {"次", "场", "期", "轮", "批", "场次", "期次"};
            const bool rate = measured.unit == "%", flow = times.count(measured.unit) || measured.per_period;
            line(1, fmt::format("指标 {} {{ {}种类 {} }}{}", name, measured.unit.empty() ? "" : "单位 " + (measured.unit == "%" ? measured.unit : name_text(to_u32(measured.unit))) + " ； ",
                                rate ? "比率" : flow ? "次数" : "存量", rate || times.count(measured.unit) ? "" : "  # 待核 种类：次数还是存量"));
        }
        for (const auto& name : own_events_)
            line(1, "事件 " + name);
    }

    /// The declared unit with the printed name, if any.
    std::string known_issuer() const {
        const std::string printed = to_utf8(places_.issuer), bureau = to_utf8(from_.bureau);
        for (const auto& k : options_.units)
            for (const std::string& name : {printed, bureau})
                if (!name.empty() && (k.name == name || std::find(k.aliases.begin(), k.aliases.end(), name) != k.aliases.end()))
                    return k.name;
        return {};
    }

    void issuer() {
        if (const std::string known = known_issuer(); !known.empty())
            return line(1, "制定 " + known);
        if (from_.directory().empty())
            return line(1, "# 待核 制定：原件没有写明制定机关，请补写，例如：制定 某区.区政府办公室");
        const bool office = contains(places_.issuer, U"办公") || (!from_.printed && from_.level != U"镇街");
        std::u32string unit = from_.organ;
        if (unit.empty() && from_.bureau.empty())
            unit = office && !from_.office().empty() ? from_.office() : from_.government();
        line(1, fmt::format("制定 {}{}", unit.empty() ? name_text(from_.bureau) : name_text(from_.area) + "." + name_text(unit), from_.printed ? "" : "（推定）"));
        if (!from_.printed)
            line(1, "# 待核 制定机关：原件没有落款，按标题推定");
    }

    // ---- tasks: rows with their sentences, then sentences that have no row -------------------------------------------

    void make_tasks() {
        std::map<std::size_t, std::vector<std::pair<std::size_t, double>>> of_row; // reading of the row -> readings of sentences
        std::set<std::size_t> taken;
        for (const Link& l : links_) {
            of_row[reading_of_[l.row]].emplace_back(reading_of_[l.sentence], l.score);
            ++rows_of_[reading_of_[l.sentence]];
            taken.insert(reading_of_[l.sentence]);
        }
        // Printed order of the body; rows without a sentence come behind the row before them.
        struct Entry {
            double order;
            Task task;
        };
        std::vector<Entry> entries;
        double last = 1e6;
        std::size_t n = 0;
        for (std::size_t r = 0; r < readings_.size(); ++r) {
            const Reading& reading = readings_[r];
            if (!reading.duty)
                continue;
            const Place& p = place(reading);
            if (p.kind == PlaceKind::Sentence) {
                if (taken.count(r))
                    continue;
                Task t;
                t.sentences.push_back(r);
                t.section = p.section;
                entries.push_back({static_cast<double>(reading.place), std::move(t)});
            } else {
                Task t;
                t.rows.push_back(r);
                const auto it = of_row.find(r);
                if (it != of_row.end()) {
                    for (auto [s, score] : it->second) {
                        t.sentences.push_back(s);
                        t.score = std::min(t.score, score);
                    }
                    std::sort(t.sentences.begin(), t.sentences.end());
                    t.section = place(readings_[t.sentences.front()]).section;
                    last = static_cast<double>(readings_[t.sentences.front()].place);
                }
                t.group = places_.annex.rows[static_cast<std::size_t>(p.row)].group;
                if (t.group.empty())
                    t.group = places_.annex.rows[static_cast<std::size_t>(p.row)].name.text.text;
                entries.push_back({last + 0.0001 * static_cast<double>(++n), std::move(t)});
            }
        }
        std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.order < b.order; });
        for (auto& e : entries)
            tasks_.push_back(std::move(e.task));
        count_titles();
        for (const Task& t : tasks_) {
            proposals_.push_back(upstream(t));
            if (proposals_.back().task)
                best_of_[proposals_.back().task] = std::max(best_of_[proposals_.back().task], proposals_.back().score);
        }
    }

    void choose_default() {
        std::map<std::string, std::size_t> count;
        std::size_t rows = 0;
        for (const Reading& r : readings_)
            if (place(r).kind == PlaceKind::Row) {
                ++rows;
                if (r.due && r.due->due.shape != Due::Vague && r.due->due.word != U"持续")
                    ++count[to_utf8(r.due->due.word)];
            }
        for (const auto& [word, n] : count)
            if (places_.year > 0 && n * 5 >= rows * 3 && n >= 3)
                default_due_ = word;
    }

    void non_duties() {
        std::set<int> done;
        for (const Reading& r : readings_) {
            const Place& p = place(r);
            if (r.duty || p.section < 0)
                continue;
            int s = p.section;
            const Section& own = places_.sections[static_cast<std::size_t>(s)];
            if (own.duty) { // one sentence that asks for nothing
                line(1, fmt::format("非任务 正文 {} “这一句没有提出要求”  # 待核", to_utf8(p.cite)));
                if (options_.quote)
                    line(1, "# 原文：" + comment(p.text.text));
                continue;
            }
            // the highest part that is no duty as a whole, when its number names nothing else
            while (places_.sections[static_cast<std::size_t>(s)].parent >= 0 &&
                   !places_.sections[static_cast<std::size_t>(places_.sections[static_cast<std::size_t>(s)].parent)].duty &&
                   places_.sections[static_cast<std::size_t>(places_.sections[static_cast<std::size_t>(s)].parent)].head_cite ==
                       places_.sections[static_cast<std::size_t>(places_.sections[static_cast<std::size_t>(s)].parent)].cite)
                s = places_.sections[static_cast<std::size_t>(s)].parent;
            if (!done.insert(s).second)
                continue;
            const Section& section = places_.sections[static_cast<std::size_t>(s)];
            const std::u32string why = section.cite == U"前言" ? U"前言，交代缘由，不是任务"
                                       : section.heading.empty() ? U"不是任务"
                                                                 : section.heading.text.substr(0, 20) + U"，不是任务";
            line(1, fmt::format("非任务 正文 {} {}", to_utf8(section.cite), quote(why)));
        }
    }

    int top_section(int s) const {
        while (s >= 0 && places_.sections[static_cast<std::size_t>(s)].parent >= 0)
            s = places_.sections[static_cast<std::size_t>(s)].parent;
        return s;
    }

    void chapters() {
        // Body parts in order; where there is no body, the groups of the annex.
        int open = -2;
        std::u32string group;
        bool inside = false;
        std::size_t unnumbered = 0;
        for (const Task& t : tasks_) {
            const int top = top_section(t.section);
            const bool by_group = top < 0;
            if (by_group ? (!inside || open != -1 || t.group != group) : (!inside || open != top)) {
                if (inside) {
                    line(1, "}");
                    out_ += '\n';
                }
                inside = true;
                open = by_group ? -1 : top;
                group = t.group;
                if (by_group) {
                    ++unnumbered;
                    line(1, fmt::format("章 表{} {} {{", unnumbered, group.empty() ? "“任务分解表”" : quote(group)));
                } else {
                    const Section& s = places_.sections[static_cast<std::size_t>(top)];
                    line(1, fmt::format("章 {} {} {{", to_utf8(s.head_cite), quote(s.heading.empty() ? View(s.head_cite) : View(s.heading.text))));
                }
            }
            task(t, 2);
        }
        if (inside)
            line(1, "}");
    }

    // ---- one task ----------------------------------------------------------------------------------------------------

    std::string task_name(const std::u32string& title) {
        std::u32string name = short_name(title);
        if (name.empty() || is_digit(name.front()))
            name = U"任务" + name;
        return to_utf8(name);
    }

    std::string unique(std::string name, const std::string& where) {
        if (names_.insert(name).second)
            return name;
        std::string tail;
        for (char c : where)
            tail += c == '.' ? std::string("_") : std::string(1, c);
        std::u32string clean;
        for (char32_t c : to_u32(tail))
            if (is_han(c) || is_digit(c) || c == U'_')
                clean.push_back(c);
        std::string other = name + "_" + to_utf8(clean);
        for (int k = 2; !names_.insert(other).second; ++k)
            other = fmt::format("{}_{}_{}", name, to_utf8(clean), k);
        return other;
    }

    std::string quota_statement(const std::vector<const Reading*>& side) {
        std::string out;
        std::set<std::string> seen;
        for (const Reading* r : side)
            for (const Quota& q : r->quotas) {
                if (q.odd)
                    continue; // 每两月1次: a doubt says so
                bool inferred = false;
                std::string name;
                if (!options_.quotas.empty())
                    name = declared(options_.quotas, q.name, inferred, to_utf8(q.unit));
                if (name.empty()) {
                    inferred = false;
                    name = word_name(q.name.empty() ? View(U"未名指标") : View(q.name));
                    // 走访企业 10户 and 走访企业 1次: one word, two things
                    if (const auto own = own_quotas_.find(name); own != own_quotas_.end() && !own->second.unit.empty() && own->second.unit != to_utf8(q.unit))
                        name = word_name(q.name + (q.unit == U"%" ? U"比率" : U"按" + q.unit + U"计"));
                    own_quotas_[name].note(to_utf8(q.unit), q.per != Per::None);
                }
                std::string one;
                if (!q.subject.empty()) {
                    std::string who;
                    std::u32string part;
                    int depth = 0;
                    auto close = [&] {
                        bool keyword = false; // 配合单位：… would be a statement
                        for (View w : {View(U"牵头"), View(U"责任"), View(U"配合"), View(U"会同"), View(U"主体"), View(U"期限"), View(U"时限"), View(U"时间"), View(U"完成"), View(U"对象")})
                            keyword = keyword || starts_with(part, w);
                        if (!part.empty())
                            who += (who.empty() ? "" : "、") + (keyword ? quote(part) : body_text(part));
                        part.clear();
                    };
                    for (char32_t c : q.subject) {
                        depth += c == U'（' ? 1 : c == U'）' ? -1 : 0;
                        if (c == U'、' && depth == 0)
                            close();
                        else
                            part.push_back(c);
                    }
                    close();
                    one = who + (q.subject_inferred ? "（推定）" : "") + "：";
                }
                one += name + " " + value_text(q) + (inferred ? "（推定）" : "");
                if (!seen.insert(one).second)
                    continue;
                out += (out.empty() ? "指标 " : " ； ") + one;
                // a part after ； must hold a colon, behind a plain name, to continue the statement
                if (out.size() > one.size() + 8 && (q.subject.empty() || one.starts_with("“"))) {
                    out.resize(out.size() - one.size() - std::string(" ； ").size());
                    extra_.push_back("指标 " + one);
                }
            }
        return out;
    }

    /// A bare verb (收到, 印发) is part of many declared events: one of them is meant when its other words stand in the
    /// sentence too, and no other's do.
    std::string declared_event(View read, View sentence, bool& inferred) const {
        std::vector<KnownName> rest;
        std::set<std::string> fitting;
        for (const KnownName& k : options_.events) {
            bool longer = false;
            std::vector<std::string> forms = k.aliases;
            forms.push_back(k.name);
            for (const std::string& form : forms) {
                const std::u32string f = to_u32(form);
                const auto at = f.find(read);
                if (f == read) {
                    inferred = false;
                    return k.name;
                }
                if (at == std::u32string::npos)
                    continue;
                longer = true;
                const std::u32string before = f.substr(0, at), after = f.substr(at + read.size());
                if (contains(sentence, before) && contains(sentence, after))
                    fitting.insert(k.name);
            }
            if (!longer)
                rest.push_back(k);
        }
        if (fitting.size() == 1) {
            inferred = true;
            return *fitting.begin();
        }
        return fitting.empty() ? declared(rest, read, inferred) : std::string();
    }

    /// 期限 statements of one side; different shapes stand side by side.
    std::vector<std::string> due_statements(const std::vector<const Reading*>& side, bool annex, std::vector<std::string>& notes) {
        std::vector<std::string> out;
        std::set<std::string> words;
        for (const Reading* r : side) {
            if (r->due) {
                const std::string word = to_utf8(r->due->due.word);
                if (places_.year <= 0) {
                    notes.push_back("# 待核 期限：" + comment(r->due->due.text) + "（不知年度）");
                } else if (!(annex && word == default_due_) && words.insert(word).second) {
                    if (word == "持续")
                        out.push_back("持续");
                    else
                        out.push_back("期限 " + word);
                }
            }
            for (const auto& d : r->dues)
                if (!(r->due && d.due.word == r->due->due.word) && d.due.word != U"全年")
                    notes.push_back(fmt::format("# 待核 期限：句中另有“{}”", comment(d.due.text)));
        }
        if (out.size() > 1) {
            // the same shape twice at one place is an error: keep the first, note the others
            for (std::size_t k = 1; k < out.size(); ++k)
                notes.push_back("# 待核 " + out[k]);
            out.resize(1);
        }
        bool clock = false, least = false;
        for (const Reading* r : side)
            for (const ClockFound& c : r->clocks) {
                const std::string unit = c.clock.unit == U"workday" ? "个工作日" : c.clock.unit == U"month" ? "个月" : c.clock.unit == U"hour" ? "小时" : "日";
                // 半个工作日: the language counts whole ones
                if (c.clock.length != std::floor(c.clock.length)) {
                    notes.push_back(fmt::format("# 待核 时限：读到的是{}{}{}，语言里没有不满一的数", c.clock.kind == Clock::AtLeast ? "不少于" : "", c.clock.length, unit));
                    continue;
                }
                if (c.clock.kind == Clock::AtLeast) {
                    if (!least)
                        out.push_back(fmt::format("时长 不少于{}{}", c.clock.length, unit));
                    else
                        notes.push_back(fmt::format("# 待核 时长 不少于{}{}", c.clock.length, unit));
                    least = true;
                    continue;
                }
                if (c.clock.kind == Clock::Before) {
                    notes.push_back(fmt::format("# 待核 前置：{}{}{}前", comment(c.clock.event), c.clock.length, unit));
                    continue;
                }
                bool inferred = false;
                std::string event = c.clock.event.empty() || c.clock.unknown_start ? "未写" : word_name(c.clock.event);
                if (event != "未写") {
                    const std::string name = declared_event(c.clock.event, place(*r).text.text, inferred);
                    inferred = inferred && !name.empty();
                    if (name.empty())
                        own_events_.insert(event);
                    else
                        event = name;
                }
                const std::string text = c.clock.length == 0 ? fmt::format("{}后当天内", event) : fmt::format("{}后{}{}内", event, c.clock.length, unit);
                if (clock) {
                    notes.push_back("# 待核 时限 " + text);
                    continue;
                }
                out.push_back("期限 " + text + (inferred ? "（推定）" : ""));
                clock = true;
            }
        return out;
    }

    Facets facets(const std::vector<const Reading*>& side, bool annex, std::vector<std::string>& notes) {
        Facets f;
        std::vector<UnitMention> units;
        bool open = false;
        Force force = Force::Must;
        bool first = true, mixed = false;
        for (const Reading* r : side) {
            units.insert(units.end(), r->units.begin(), r->units.end());
            open = open || r->open;
            if (first)
                force = r->force;
            else
                mixed = mixed || r->force != force;
            mixed = mixed || r->mixed_force;
            first = false;
        }
        if (first)
            return f;
        for (auto [role, word] : {std::pair<Role, const char*>{Role::Subject, "主体"}, {Role::Lead, "牵头"}, {Role::Responsible, "责任"},
                                  {Role::Support, "配合"}, {Role::Jointly, "会同"}}) {
            const bool last_role = role == Role::Responsible || (role == Role::Lead && std::none_of(units.begin(), units.end(), [](const auto& u) {
                                                                                           return u.role == Role::Responsible;
                                                                                       }));
            if (role == Role::Subject) // a clause rather than a name is for a person to put into words
                std::erase_if(units, [&](const UnitMention& u) {
                    const bool clause = u.role == Role::Subject && (u.name.size() > 14 || contains(u.name, U"的") || contains(u.name, U"、"));
                    if (clause)
                        notes.push_back("# 待核 主体：" + comment(u.name));
                    return clause;
                });
            const std::string list = unit_list(units, role, open && last_role);
            if (!list.empty())
                f.statements[word] = std::string(word) + " " + list;
        }
        if (force != Force::Must)
            f.statements["力度"] = "力度 " + std::string(force_name(force)) + (mixed ? "（存疑）" : "");
        if (mixed)
            notes.push_back("# 待核 力度：这一处前后力度不同");
        extra_.clear();
        const std::string quota = quota_statement(side);
        if (!quota.empty())
            f.statements["指标"] = quota;
        int k = 0;
        for (const auto& e : extra_)
            f.statements[fmt::format("指标{}", ++k)] = e;
        const auto dues = due_statements(side, annex, notes);
        for (const auto& d : dues)
            f.statements[starts_with(to_u32(d), U"时长") ? "时长" : contains(to_u32(d), U"后") && contains(to_u32(d), U"内") ? "时限" : "期限"] = d;
        return f;
    }

    /// How much of the upstream title stands in the text, two characters at a time; what many titles share (政务, 公开)
    /// says little.
    double rare_share(const std::u32string& title, const std::u32string& text) const {
        double all = 0, found = 0;
        for (std::size_t i = 0; i + 1 < title.size(); ++i) {
            const auto pair = title.substr(i, 2);
            const auto it = in_titles_.find(pair);
            const double weight = 1.0 / (it == in_titles_.end() ? 1 : it->second);
            all += weight;
            found += contains(text, pair) ? weight : 0;
        }
        return all == 0 ? 0 : found / all;
    }

    void count_titles() {
        for (const UpstreamTask& u : options_.against) {
            const std::u32string title = to_u32(u.title);
            std::set<std::u32string> pairs;
            for (std::size_t i = 0; i + 1 < title.size(); ++i)
                pairs.insert(title.substr(i, 2));
            for (const auto& pair : pairs)
                ++in_titles_[pair];
        }
    }

    Proposal upstream(const Task& t) const {
        Proposal best;
        std::u32string text;
        std::set<std::u32string> quotas;
        // A sentence that several rows divide among them says more than each: the row's own text speaks for its link.
        const bool divided = !t.rows.empty() && std::any_of(t.sentences.begin(), t.sentences.end(), [&](std::size_t s) { return rows_of_.at(s) > 1; });
        for (const auto* list : {&t.sentences, &t.rows})
            for (std::size_t r : *list) {
                if (divided && list == &t.sentences)
                    continue;
                text += place(readings_[r]).text.text;
                for (const Quota& q : readings_[r].quotas)
                    quotas.insert(q.name);
            }
        for (const UpstreamTask& u : options_.against) {
            const std::u32string title = to_u32(u.title);
            std::u32string mnemonic = to_u32(u.name);
            if (const auto dot = mnemonic.rfind(U'.'); dot != std::u32string::npos)
                mnemonic.erase(0, dot + 1);
            const double wording = rare_share(title, text);
            double elements = 0;
            std::size_t hits = 0;
            for (const auto& e : u.elements)
                hits += contains(text, to_u32(e)) ? 1 : 0;
            if (!u.elements.empty())
                elements = static_cast<double>(hits) / static_cast<double>(u.elements.size());
            bool quota = false;
            for (const auto& q : u.quotas)
                for (const auto& mine : quotas)
                    quota = quota || overlap(to_u32(q), mine) >= 0.75;
            const bool named = mnemonic.size() >= 3 && contains(text, mnemonic);
            double score = u.elements.empty() ? wording : wording * 0.65 + elements * 0.35;
            score = std::max(score, wording * 0.8);
            score += (quota ? 0.2 : 0) + (named ? 0.1 : 0);
            score = std::min(score, 0.99);
            if (score > best.score) {
                best.task = &u;
                best.score = score;
                best.wording_only = hits == 0 && !quota && !named;
                best.why = fmt::format("题名用语 {:.0f}%", wording * 100);
                if (hits > 0)
                    best.why += fmt::format("，要素 {} 项相同", hits);
                if (quota)
                    best.why += "，指标相同";
                if (named)
                    best.why += "，助记名见于原文";
            }
        }
        return best;
    }

    void task(const Task& t, int depth) {
        std::vector<const Reading*> body, annex, all;
        for (std::size_t r : t.sentences)
            body.push_back(&readings_[r]);
        // One quota and one event has one name on both sides: the row takes over the one the body's words gave.
        std::vector<Reading> renamed;
        renamed.reserve(t.rows.size());
        for (std::size_t r : t.rows) {
            renamed.push_back(readings_[r]);
            for (Quota& q : renamed.back().quotas)
                for (const Reading* b : body)
                    for (const Quota& o : b->quotas)
                        if (o.value == q.value && o.unit == q.unit && o.at_most == q.at_most && (o.per == q.per || q.per == Per::None))
                            q.name = o.name;
            for (ClockFound& k : renamed.back().clocks)
                for (const Reading* b : body)
                    for (const ClockFound& o : b->clocks)
                        if (o.clock.length == k.clock.length && o.clock.unit == k.clock.unit && !o.clock.event.empty() && !k.clock.event.empty() && (contains(o.clock.event, k.clock.event) || contains(k.clock.event, o.clock.event)))
                            k.clock.event = o.clock.event;
        }
        for (const Reading& r : renamed)
            annex.push_back(&r);
        all = body;
        all.insert(all.end(), annex.begin(), annex.end());
        const Reading& first = !annex.empty() ? *annex.front() : *body.front();
        const std::u32string title = first.title;
        const Proposal link = proposals_[static_cast<std::size_t>(&t - tasks_.data())];
        const std::string where = to_utf8(place(first).cite);
        std::string name = task_name(title);
        // Another task that fits this upstream task clearly better leaves this one a remark.
        const bool linked = link.task && !other_year() && link.score >= options_.link_threshold + (link.wording_only ? 0.07 : 0) && link.score >= best_of_[link.task] - 0.12;
        if (linked) {
            const auto dot = link.task->name.rfind('.');
            name = dot == std::string::npos ? link.task->name : link.task->name.substr(dot + 1);
        }
        name = unique(name, where);
        if (options_.quote)
            for (const Reading* r : all)
                line(depth, fmt::format("# {}：{}", place_name(place(*r)), comment(place(*r).text.text)));
        line(depth, fmt::format("任务 {} {} {{", name, quote(title)));
        std::vector<std::string> notes, body_notes, annex_notes;
        const Facets b = facets(body, false, body_notes);
        const Facets a = facets(annex, true, annex_notes);
        notes = body_notes;
        for (const auto& n : annex_notes)
            if (std::find(notes.begin(), notes.end(), n) == notes.end())
                notes.push_back(n);
        // A time that one side states is no other time of the other.
        std::erase_if(notes, [&](const std::string& n) {
            constexpr std::string_view other = "# 待核 期限：句中另有“";
            const std::string word = n.starts_with(other) ? n.substr(other.size(), n.rfind("”") - other.size()) : std::string();
            auto says = [&](const Facets& f) { return std::any_of(f.statements.begin(), f.statements.end(), [&](const auto& s) { return s.second == "期限 " + word; }); };
            return !word.empty() && (says(a) || says(b));
        });
        // Facets both sides say alike stand outside; what differs stands with its place.
        std::vector<std::string> common, in_body, in_annex;
        std::set<std::string> keys;
        for (const auto& [k, v] : b.statements)
            keys.insert(k);
        for (const auto& [k, v] : a.statements)
            keys.insert(k);
        static const std::vector<std::string> order = {"主体", "牵头", "责任", "配合", "会同", "力度", "指标", "指标1", "指标2", "指标3", "指标4", "期限", "时限", "时长"};
        std::vector<std::string> sorted;
        for (const auto& k : order)
            if (keys.count(k))
                sorted.push_back(k);
        for (const auto& k : keys)
            if (std::find(order.begin(), order.end(), k) == order.end())
                sorted.push_back(k);
        // A block replaces an item whole: where one quota differs, all of them stand with their places.
        auto is_quota = [](const std::string& k) { return k.starts_with("指标"); };
        const bool quotas_differ = std::any_of(sorted.begin(), sorted.end(), [&](const std::string& k) {
            const auto x = b.statements.find(k), y = a.statements.find(k);
            return is_quota(k) && (x == b.statements.end() || y == a.statements.end() || x->second != y->second);
        });
        for (const auto& k : sorted) {
            const auto x = b.statements.find(k), y = a.statements.find(k);
            const bool in_b = x != b.statements.end(), in_a = y != a.statements.end();
            if (body.empty())
                common.push_back(y->second);
            else if (annex.empty())
                common.push_back(x->second);
            else if (in_b && in_a && x->second == y->second && !(quotas_differ && is_quota(k)))
                common.push_back(x->second);
            else {
                if (in_b)
                    in_body.push_back(x->second);
                if (in_a)
                    in_annex.push_back(y->second);
            }
        }
        if (!body.empty()) {
            std::vector<std::size_t> list;
            for (const Reading* r : body)
                list.push_back(r->place);
            const std::string range = range_of(places_, list);
            std::vector<std::string> cites;
            if (!range.empty())
                cites.push_back(range);
            else
                for (std::size_t p : list)
                    cites.push_back("正文 " + to_utf8(places_.list[p].cite));
            for (const auto& c : cites)
                cite(depth + 1, c, in_body);
        }
        for (const Reading* r : annex)
            cite(depth + 1, "附表 " + to_utf8(place(*r).cite), in_annex);
        for (const auto& s : common)
            line(depth + 1, s);
        if (linked)
            line(depth + 1, fmt::format("落实 {}  # {:.2f}：{}", link.task->name, link.score, link.why));
        else if (link.task && link.score >= 0.42)
            line(depth + 1, fmt::format("# 待核 落实 {}  # {:.2f}：{}{}", link.task->name, link.score, link.why, other_year() ? "；不是同一年的" : ""));
        if (link.task && (linked || link.score >= 0.42)) {
            ++(linked ? carried_ : remarked_);
            met_.insert(link.task);
        }
        for (const auto& n : notes)
            line(depth + 1, n);
        std::set<std::string> said;
        for (const Reading* r : all)
            for (const Doubt& d : r->doubts)
                if (!d.marked && said.insert(d.zh).second)
                    line(depth + 1, fmt::format("# 待核 {}：{}（字符 {}–{}）", place_name(place(*r)), comment(to_u32(d.zh)), d.span.begin, d.span.end));
        if (t.score < 0.75 && !body.empty() && !annex.empty())
            line(depth + 1, fmt::format("# 待核 正文与附表按用语对应，相似度 {:.2f}", t.score));
        for (const Reading* r : all)
            if (!r->gates.empty()) {
                line(depth + 1, "# 待核 前置：原文说到前置条件，请写明“前置 …前”");
                break;
            }
        line(depth, "}");
        out_ += '\n';
    }

    void cite(int depth, const std::string& where, const std::vector<std::string>& statements) {
        if (statements.empty())
            return line(depth, where);
        if (statements.size() == 1)
            return line(depth, where + " { " + statements.front() + " }");
        line(depth, where + " {");
        for (const auto& s : statements)
            line(depth + 1, s);
        line(depth, "}");
    }

    const Places& places_;
    const std::vector<Reading>& readings_;
    const std::vector<Link>& links_;
    const ImportOptions& options_;
    const Issuer from_ = find_issuer(places_);
    std::map<std::size_t, std::size_t> reading_of_;
    std::vector<Task> tasks_;
    std::map<std::size_t, int> rows_of_; ///< readings of sentences: how many rows stand for them
    std::vector<Proposal> proposals_; ///< one for each task
    std::map<const UpstreamTask*, double> best_of_;
    std::set<const UpstreamTask*> met_; ///< linked or remarked
    std::size_t carried_ = 0, remarked_ = 0;
    std::map<std::u32string, int> in_titles_; ///< pairs of characters: in how many upstream titles
    std::set<std::string> names_;
    std::vector<std::string> extra_;
    struct Measured {
        std::string unit;
        bool per_period = false;
        void note(const std::string& its, bool per) { unit = unit.empty() ? its : unit, per_period = per_period || per; }
    };
    std::map<std::string, Measured> own_quotas_; ///< names of our own
    std::set<std::string> own_events_;
    std::string default_due_;
    std::string out_;
};

} // namespace

std::string write_draft(const Places& places, const std::vector<Reading>& readings, const std::vector<Link>& links, const ImportOptions& options, std::string& against) {
    Draft draft(places, readings, links, options);
    std::string text = draft.plan();
    against = draft.against_summary();
    return text;
}

NewTasks write_tasks(const Places& places, const std::vector<Reading>& readings, const std::vector<Link>& links, const ImportOptions& options,
                     const std::vector<bool>& wanted, const Around& around) {
    return Draft(places, readings, links, options).tasks(wanted, around);
}

std::vector<std::pair<std::string, std::string>> plain_facts(const Reading& reading) {
    std::vector<std::pair<std::string, std::string>> out;
    for (const UnitMention& u : reading.units)
        if (u.role != Role::Subject)
            out.emplace_back(role_name(u.role), to_utf8(u.name));
    if (reading.force != Force::Must)
        out.emplace_back("力度", force_name(reading.force));
    for (const Quota& q : reading.quotas)
        out.emplace_back("指标", to_utf8(q.name) + " " + value_text(q));
    if (reading.due)
        out.emplace_back("期限", to_utf8(reading.due->due.word));
    for (const ClockFound& c : reading.clocks) {
        const std::string unit = c.clock.unit == U"workday" ? "个工作日" : c.clock.unit == U"month" ? "个月" : c.clock.unit == U"hour" ? "小时" : "日";
        if (c.clock.kind == Clock::AtLeast)
            out.emplace_back("期限", fmt::format("不少于{}{}", c.clock.length, unit));
        else if (c.clock.kind != Clock::Before)
            out.emplace_back("期限", fmt::format("后{}{}内", c.clock.length == 0 ? "当天" : fmt::format("{}", c.clock.length), c.clock.length == 0 ? "" : unit));
    }
    return out;
}

} // namespace yaodian::importer
