#include "tools/importer/update.h"

#include "tools/importer/card.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

namespace yaodian::importer {

namespace {

constexpr std::size_t none = std::string::npos;

// ---- the shape of a .yd file: statements and blocks, enough to find a citation and the brace that closes a plan --------

struct Statement {
    std::size_t begin = 0, head_end = 0; ///< head_end: where the block begins, or the end
    std::size_t end = 0;                 ///< behind the closing brace, if it has a block
    std::size_t close = none;            ///< the closing brace
    std::vector<Statement> block;
};

class Shape {
public:
    explicit Shape(std::string_view text) : s_(text) {}
    std::vector<Statement> read() {
        std::vector<Statement> out = statements();
        while (at_ < s_.size()) { // a closing brace too many
            ++at_;
            for (Statement& more : statements())
                out.push_back(std::move(more));
        }
        return out;
    }

private:
    bool here(std::string_view what) const { return s_.substr(at_, what.size()) == what; }
    /// The length of the first of `list` that stands here.
    std::size_t any(std::initializer_list<std::string_view> list) const {
        for (const std::string_view one : list)
            if (here(one))
                return one.size();
        return 0;
    }
    std::size_t opens() const { return any({"{", "｛"}); }
    std::size_t closes() const { return any({"}", "｝"}); }
    std::size_t blank() const { return any({" ", "\t", "\r", "　", "\xC2\xA0", "\xEF\xBB\xBF"}); }
    bool comment() {
        if (!any({"#", "＃"}))
            return false;
        at_ = std::min(s_.find('\n', at_), s_.size());
        return true;
    }
    bool quote() {
        static const std::pair<std::string_view, std::string_view> pairs[] = {{"“", "”"}, {"「", "」"}, {"《", "》"}, {"\"", "\""}};
        for (const auto& [open, close] : pairs) {
            if (!here(open))
                continue;
            at_ += open.size();
            for (int depth = 1; at_ < s_.size() && s_[at_] != '\n' && depth > 0;) {
                if (here(close))
                    --depth, at_ += close.size();
                else if (here(open))
                    ++depth, at_ += open.size();
                else
                    ++at_;
            }
            return true;
        }
        return false;
    }

    std::vector<Statement> statements() {
        std::vector<Statement> out;
        while (at_ < s_.size() && !closes()) {
            if (const std::size_t n = std::max(blank(), any({"\n", ";", "；", "。"})))
                at_ += n;
            else if (!comment())
                out.push_back(statement());
        }
        return out;
    }

    Statement statement() {
        Statement out;
        out.begin = out.end = at_;
        bool comma = false;
        while (at_ < s_.size()) {
            if (const std::size_t n = blank()) {
                at_ += n;
                continue;
            }
            if (any({"#", "＃"}) && !comma)
                break;
            if (comment())
                continue;
            if (here("\n")) {
                // A list goes on behind 、, and { may stand on a line of its own.
                const std::size_t from = at_;
                while (at_ < s_.size() && (blank() || here("\n")))
                    ++at_;
                if (comma || any({"、", "，"}) || opens())
                    continue;
                at_ = from;
                break;
            }
            if (any({";", "；", "。"}) || closes())
                break;
            if (const std::size_t n = depth_ < deepest ? opens() : 0) {
                out.head_end = out.end;
                at_ += n;
                ++depth_;
                out.block = statements();
                --depth_;
                out.close = at_;
                at_ += closes();
                out.end = at_;
                return out;
            }
            comma = any({"、", "，", ","}) != 0;
            if (!quote())
                do
                    ++at_;
                while (at_ < s_.size() && (static_cast<unsigned char>(s_[at_]) & 0xC0) == 0x80);
            out.end = at_;
        }
        out.head_end = out.end;
        return out;
    }

    static constexpr int deepest = 64; ///< plan, chapters, task, citation: no plan needs more
    std::string_view s_;
    std::size_t at_ = 0;
    int depth_ = 0;
};

/// The keyword a statement begins with, in either language, and what stands behind it.
bool begins(std::string_view head, std::string_view zh, std::string_view en, std::string_view& rest) {
    std::size_t n = 0;
    if (head.starts_with(zh))
        n = zh.size();
    else if (head.starts_with(en) && (head.size() == en.size() || !std::isalpha(static_cast<unsigned char>(head[en.size()]))))
        n = en.size();
    if (n == 0)
        return false;
    rest = head.substr(n);
    for (bool more = true; more;) {
        more = false;
        for (const std::string_view skip : {" ", "\t", "　", "：", ":"})
            if (rest.starts_with(skip)) {
                rest.remove_prefix(skip.size());
                more = true;
            }
    }
    return true;
}

std::string trimmed(std::string_view text) {
    const std::size_t from = text.find_first_not_of(" \t\r\n"), to = text.find_last_not_of(" \t\r\n");
    return from == none ? std::string() : std::string(text.substr(from, to + 1 - from));
}

/// Two ways of printing one thing are one: no blanks, no quotes, one width.
std::u32string plain(std::string_view text) {
    std::u32string out;
    for (const char32_t c : canonical(to_u32(text)))
        if (!is_space(c) && !is_one_of(c, U"“”\"「」《》"))
            out.push_back(c);
    return out;
}

std::string spelt(std::string_view place) { return to_utf8(canonical(to_u32(trimmed(place)))); }

// ---- the earlier card --------------------------------------------------------------------------------------------------

struct Old {
    CardKind kind = CardKind::Sentence;
    std::string name, digest;
};

struct OldCard {
    std::string id;
    bool found = false, beside = false, dated = false;
    std::map<std::string, std::string> head; ///< 标题, 文号, 印发, 主送
    std::vector<Old> lines;
};

OldCard read_card(const std::string& text, std::string_view wanted) {
    OldCard out;
    for (const Statement& card : Shape(text).read()) {
        std::string_view id;
        if (!begins(std::string_view(text).substr(card.begin, card.head_end - card.begin), "文献", "document", id))
            continue;
        if (out.found && plain(id) != plain(wanted)) // the one the plan names, else the first
            continue;
        out = {};
        out.found = true;
        out.id = trimmed(id);
        for (const Statement& s : card.block) {
            const std::string_view head = std::string_view(text).substr(s.begin, s.head_end - s.begin);
            std::string_view rest;
            for (const auto& [zh, en] : {std::pair{"标题", "title"}, {"文号", "number"}, {"印发", "issued"}, {"主送", "addressees"}})
                if (begins(head, zh, en, rest))
                    out.head[zh] = trimmed(rest);
            const bool body = begins(head, "正文", "body", rest);
            if (!body && !begins(head, "附表", "annex", rest))
                continue;
            Old line;
            line.name = (body ? "正文 " : "附表 ") + spelt(rest);
            line.kind = line.name.find(".括") != none     ? CardKind::Bracket
                        : line.name.find(".栏") != none   ? CardKind::Cells
                        : line.name.ends_with(".题")      ? CardKind::Heading
                        : body                            ? CardKind::Sentence
                                                          : CardKind::Row;
            const std::string_view block = std::string_view(text).substr(s.head_end, s.end - s.head_end);
            if (const std::size_t at = block.find("sha256:"); at != none)
                for (std::size_t i = at + 7; i < block.size() && std::isxdigit(static_cast<unsigned char>(block[i])); ++i)
                    line.digest.push_back(block[i]);
            if (line.digest.empty())
                continue;
            out.beside |= line.kind == CardKind::Bracket || line.kind == CardKind::Cells;
            out.lines.push_back(std::move(line));
        }
        out.dated = out.head.contains("印发");
        if (plain(out.id) == plain(wanted))
            break;
    }
    return out;
}

// ---- old places and new ones -------------------------------------------------------------------------------------------

/// 正文 24 of 正文 24.3, 24.题 and 24.括2; 附表 21 of 附表 21.栏. A row is its own.
std::string item_of(const std::string& name) {
    for (const std::string_view tail : {".题", ".括", ".栏"})
        if (const std::size_t at = name.rfind(tail); at != none)
            return name.substr(0, at);
    const std::size_t dot = name.rfind('.');
    if (dot == none || dot + 1 == name.size() || name.find_first_not_of("0123456789", dot + 1) != none)
        return name;
    return name.substr(0, dot);
}

class Pairs {
public:
    Pairs(const std::vector<Old>& before, const std::vector<CardLine>& now) : o(before), n(now), to(before.size(), none), from(now.size(), none) {
        for (std::size_t i = 0; i < o.size(); ++i)
            old_at_.emplace(o[i].name, i);
        same_place();
        same_words();
        learn_items();
        for (const CardKind kind : {CardKind::Sentence, CardKind::Row})
            between_neighbours(kind);
        learn_items();
        headings();
        learn_items();
        beside();
    }

    const std::vector<Old>& o;
    const std::vector<CardLine>& n;
    std::vector<std::size_t> to, from; ///< the other side of each place; none: deleted, new
    std::map<std::string, std::string> item; ///< 正文 7 -> 正文 8

    bool same(std::size_t i) const { return to[i] != none && o[i].digest == n[to[i]].digest && o[i].name == n[to[i]].name; }
    bool moved(std::size_t i) const { return to[i] != none && o[i].digest == n[to[i]].digest && o[i].name != n[to[i]].name; }
    bool changed(std::size_t i) const { return to[i] != none && o[i].digest != n[to[i]].digest; }
    std::size_t find_old(const std::string& name) const {
        const auto it = old_at_.find(name);
        return it == old_at_.end() ? none : it->second;
    }

private:
    static bool aside(CardKind kind) { return kind == CardKind::Bracket || kind == CardKind::Cells; }
    void pair(std::size_t i, std::size_t j) { to[i] = j, from[j] = i; }

    void same_place() {
        std::map<std::string, std::size_t> at;
        for (std::size_t j = 0; j < n.size(); ++j)
            at.emplace(n[j].name, j);
        for (std::size_t i = 0; i < o.size(); ++i)
            if (const auto j = at.find(o[i].name); !aside(o[i].kind) && j != at.end() && from[j->second] == none && n[j->second].digest == o[i].digest)
                pair(i, j->second);
    }

    /// The same words at another number: moved, when as many say them now as before.
    void same_words() {
        std::map<std::pair<CardKind, std::string>, std::pair<std::vector<std::size_t>, std::vector<std::size_t>>> said;
        for (std::size_t i = 0; i < o.size(); ++i)
            if (to[i] == none && !aside(o[i].kind))
                said[{o[i].kind, o[i].digest}].first.push_back(i);
        for (std::size_t j = 0; j < n.size(); ++j)
            if (from[j] == none && !aside(n[j].kind))
                said[{n[j].kind, n[j].digest}].second.push_back(j);
        for (const auto& [digest, both] : said)
            if (both.first.size() == both.second.size())
                for (std::size_t k = 0; k < both.first.size(); ++k)
                    pair(both.first[k], both.second[k]);
    }

    void learn_items() {
        item.clear();
        came_.clear();
        for (const bool heads : {false, true}) // sentences know better than headings
            for (std::size_t i = 0; i < o.size(); ++i)
                if (to[i] != none && (o[i].kind == CardKind::Heading) == heads && !aside(o[i].kind)) {
                    const std::string a = item_of(o[i].name), b = item_of(n[to[i]].name);
                    if (!item.contains(a) && !came_.contains(b))
                        item[a] = b, came_[b] = a;
                }
    }

    /// Nothing known of their items speaks against them.
    bool may_be(std::size_t i, std::size_t j) const {
        if (o[i].kind == CardKind::Row)
            return true;
        const auto a = item.find(item_of(o[i].name));
        const auto b = came_.find(item_of(n[j].name));
        return (a == item.end() || a->second == item_of(n[j].name)) && (b == came_.end() || b->second == item_of(o[i].name));
    }

    /// What is left between two neighbours that are known again: as many before as now, or those of one number, have changed.
    void between_neighbours(CardKind kind) {
        std::vector<std::size_t> before, now;
        for (std::size_t i = 0; i < o.size(); ++i)
            if (o[i].kind == kind)
                before.push_back(i);
        for (std::size_t j = 0; j < n.size(); ++j)
            if (n[j].kind == kind)
                now.push_back(j);
        for (std::size_t k = 0; k < before.size();) {
            if (to[before[k]] != none) {
                ++k;
                continue;
            }
            const std::size_t first = k;
            while (k < before.size() && to[before[k]] == none)
                ++k;
            std::size_t lo = 0, hi = now.size();
            if (first > 0)
                lo = static_cast<std::size_t>(std::lower_bound(now.begin(), now.end(), to[before[first - 1]]) - now.begin()) + 1;
            if (k < before.size())
                hi = static_cast<std::size_t>(std::lower_bound(now.begin(), now.end(), to[before[k]]) - now.begin());
            std::vector<std::size_t> left;
            for (std::size_t x = lo; x < hi; ++x)
                if (from[now[x]] == none)
                    left.push_back(now[x]);
            bool whole = lo <= hi && left.size() == hi - lo && left.size() == k - first;
            for (std::size_t x = 0; whole && x < left.size(); ++x)
                whole = may_be(before[first + x], left[x]);
            for (std::size_t x = first; x < k; ++x) {
                const std::size_t i = before[x];
                if (whole) {
                    pair(i, left[x - first]);
                    continue;
                }
                std::string name = o[i].name; // as it is called now, if its item moved
                const std::string its = item_of(name);
                if (const auto a = item.find(its); a != item.end() && kind == CardKind::Sentence)
                    name = a->second + name.substr(its.size());
                for (const std::size_t j : left)
                    if (from[j] == none && n[j].name == name && may_be(i, j)) {
                        pair(i, j);
                        break;
                    }
            }
        }
    }

    void headings() {
        for (std::size_t i = 0; i < o.size(); ++i) {
            if (o[i].kind != CardKind::Heading || to[i] != none)
                continue;
            const auto a = item.find(item_of(o[i].name));
            const std::string name = a == item.end() ? o[i].name : a->second + ".题";
            for (std::size_t j = 0; j < n.size(); ++j)
                if (n[j].kind == CardKind::Heading && n[j].name == name && from[j] == none && may_be(i, j))
                    pair(i, j);
        }
    }

    /// Brackets and cells go with what they stand beside: alike ones are everywhere.
    void beside() {
        std::map<std::string, std::vector<std::size_t>> here;
        for (std::size_t j = 0; j < n.size(); ++j)
            if (aside(n[j].kind))
                here[item_of(n[j].name)].push_back(j);
        for (const bool alike : {true, false})
            for (std::size_t i = 0; i < o.size(); ++i) {
                if (!aside(o[i].kind) || to[i] != none)
                    continue;
                const auto a = item.find(item_of(o[i].name));
                if (a == item.end())
                    continue;
                for (const std::size_t j : here[a->second])
                    if (from[j] == none && n[j].kind == o[i].kind && (!alike || n[j].digest == o[i].digest)) {
                        pair(i, j);
                        break;
                    }
            }
    }

    std::map<std::string, std::string> came_; ///< the other way round
    std::map<std::string, std::size_t> old_at_;
};

// ---- what the plan says of a place ---------------------------------------------------------------------------------------

struct Cited {
    std::size_t begin = 0, end = 0; ///< bytes of the spec: the place, without 正文 and without a quote behind it
    std::string part;               ///< 正文, 附表
    std::string first, last, sub;   ///< last: empty unless a range; sub: .文 .栏 .名 .题 .括2
};

struct Citing {
    const Statement* statement = nullptr;
    const Statement* task = nullptr; ///< null: 非任务
    std::vector<Cited> places;
};

/// The places a list names: 24.3–24.4、25.1 “…”.
void read_places_of(std::string_view spec, std::size_t at, std::size_t end, std::string part, std::vector<Cited>& out) {
    auto is = [&](std::string_view what) { return spec.substr(at, what.size()) == what && at + what.size() <= end; };
    while (at < end) {
        bool skipped = false;
        for (const std::string_view skip : {" ", "\t", "\n", "\r", "　", "、", "，", ",", "：", ":"})
            if (is(skip)) {
                at += skip.size();
                skipped = true;
                break;
            }
        if (skipped)
            continue;
        if (is("“") || is("\"") || is("#")) // its words, a reason, a remark
            return;
        if (is("正文") || is("附表")) {
            part = std::string(spec.substr(at, 6));
            at += 6;
            continue;
        }
        Cited c{at, at, part, {}, {}, {}};
        while (at < end) {
            bool stop = false;
            for (const std::string_view mark : {" ", "\t", "\n", "\r", "　", "、", "，", ",", "“", "\"", "#"})
                stop = stop || is(mark);
            if (stop)
                break;
            ++at;
        }
        c.end = at;
        std::string text(spec.substr(c.begin, c.end - c.begin));
        for (const std::string_view dash : {"–", "—", "~", "～", "-"})
            if (const std::size_t d = text.find(dash); d != none && d > 0) {
                c.last = text.substr(d + dash.size());
                text.resize(d);
                break;
            }
        for (std::string* place : {&text, &c.last}) {
            *place = spelt(*place);
            for (const std::string_view tail : {".文", ".栏", ".名", ".题", ".括"})
                if (const std::size_t d = place->rfind(tail); d != none && d > 0) {
                    c.sub = place->substr(d);
                    place->resize(d);
                }
        }
        c.first = text;
        if (!c.first.empty() && c.first.front() != '.')
            out.push_back(std::move(c));
    }
}

struct Plan {
    const Statement* block = nullptr;
    std::string name, source, default_due;
    std::vector<Citing> citing;
    std::set<std::string> tasks;
};

class Spec {
public:
    explicit Spec(const std::string& text) : text_(text), blocks_(Shape(text).read()) {}

    std::string_view head(const Statement& s) const { return std::string_view(text_).substr(s.begin, s.head_end - s.begin); }
    const std::vector<Statement>& blocks() const { return blocks_; }

    /// The plan that names one of these cards as its 来源, else the only one.
    Plan plan(const std::vector<std::string>& cards) const {
        Plan out;
        for (const Statement& block : blocks_) {
            std::string_view rest;
            if (!begins(head(block), "要点", "plan", rest))
                continue;
            Plan one;
            one.block = &block;
            one.name = std::string(rest.substr(0, std::min({rest.find(' '), rest.find("“"), rest.find('"'), rest.size()})));
            for (const Statement& s : block.block)
                if (begins(head(s), "来源", "source", rest))
                    one.source = trimmed(rest);
            const bool named = std::any_of(cards.begin(), cards.end(), [&](const std::string& card) { return plain(card) == plain(one.source); });
            if (out.block && !named)
                continue;
            out = std::move(one);
            if (named)
                break;
        }
        if (out.block)
            for (const Statement& s : out.block->block)
                walk(s, nullptr, out);
        return out;
    }

    const std::string& text() const { return text_; }

private:
    void walk(const Statement& s, const Statement* task, Plan& out) const {
        std::string_view rest;
        const std::string_view h = head(s);
        const std::size_t end = s.head_end;
        if (begins(h, "默认", "default", rest)) {
            if (const std::size_t due = h.find("期限"); due != none)
                out.default_due = trimmed(h.substr(due + 6));
            return;
        }
        const bool body = begins(h, "正文", "body", rest), annex = !body && begins(h, "附表", "annex", rest);
        if (body || annex || begins(h, "非任务", "nonduty", rest)) {
            Citing c{&s, task, {}};
            read_places_of(text_, end - rest.size(), end, annex ? "附表" : "正文", c.places);
            out.citing.push_back(std::move(c));
            return;
        }
        if (begins(h, "任务", "task", rest)) {
            out.tasks.insert(std::string(rest.substr(0, std::min({rest.find(' '), rest.find("“"), rest.find('"'), rest.size()}))));
            task = &s;
        } else if (!begins(h, "章", "chapter", rest)) {
            return;
        }
        for (const Statement& inner : s.block)
            walk(inner, task, out);
    }

    const std::string& text_;
    std::vector<Statement> blocks_;
};

// ---- facts -----------------------------------------------------------------------------------------------------------------

/// 牵头 -> its bodies; 期限 -> its dates and clocks; 指标 -> each
using Facts = std::map<std::string, std::vector<std::string>>;

std::string without_marks(std::string text) {
    for (const std::string_view mark : {"（推定）", "（承上）", "（存疑）", "（转引）", "(推定)", "(承上)", "(存疑)", "(转引)"})
        for (std::size_t at = text.find(mark); at != none; at = text.find(mark))
            text.erase(at, mark.size());
    return trimmed(text);
}

void add_fact(const Spec& spec, const Statement& s, Facts& out, std::set<std::string>* replaced) {
    static const std::pair<const char*, const char*> keys[] = {{"牵头单位", "lead_unit"}, {"牵头", "lead"}, {"责任单位", "responsible_unit"}, {"责任", "responsible"},
                                                               {"配合单位", "support_unit"}, {"配合", "support"}, {"会同", "jointly"}, {"力度", "force"}, {"指标", "quota"},
                                                               {"期限", "due"}, {"完成时限", "completion_due"}, {"时间节点", "milestone"}, {"时限", "time_limit"}, {"时长", "duration"},
                                                               {"持续", "throughout"}};
    for (const auto& [zh, en] : keys) {
        std::string_view rest;
        if (!begins(spec.head(s), zh, en, rest))
            continue;
        std::string key = zh;
        if (key.ends_with("单位"))
            key.resize(key.size() - 6);
        const std::string value = without_marks(std::string(rest));
        const bool who = key == "牵头" || key == "责任" || key == "配合" || key == "会同";
        if (!who && key != "力度" && key != "指标") {
            if (key == "持续")
                out["期限"].push_back("持续" + value);
            key = "期限";
        }
        if (replaced && replaced->insert(key).second)
            out[key].clear();
        if (!who) {
            if (!value.empty() && value != "未写")
                out[key].push_back(value);
            return;
        }
        for (std::size_t at = 0; at <= value.size();) {
            std::size_t end = value.find("、", at), step = 3;
            if (const std::size_t comma = value.find("，", at); comma < end)
                end = comma;
            end = std::min(end, value.size());
            std::string one = trimmed(std::string_view(value).substr(at, end - at));
            if (one.ends_with(" 等"))
                one.resize(one.size() - 4);
            if (!one.empty() && one != "未写")
                out[key].push_back(one);
            at = end + step;
        }
        return;
    }
}

/// What the task says of the places this statement cites: its own words, those of the block in their stead.
Facts facts_of(const Spec& spec, const Citing& citing) {
    Facts out;
    if (!citing.task)
        return out;
    for (const Statement& s : citing.task->block)
        add_fact(spec, s, out, nullptr);
    std::set<std::string> replaced;
    for (const Statement& s : citing.statement->block)
        add_fact(spec, s, out, &replaced);
    return out;
}

bool same_unit(const std::string& written, const std::string& read) {
    std::string bare = to_utf8(plain(written)), dotless;
    for (const char c : bare)
        if (c != '.')
            dotless.push_back(c);
    const std::string want = to_utf8(plain(read));
    return bare == want || dotless == want || bare.ends_with("." + want);
}

bool same_value(const std::string& written, const std::string& read) {
    std::u32string a = plain(written), b = plain(read);
    for (std::u32string* one : {&a, &b}) // 2023年6月底前
        if (one->size() > 5 && (*one)[4] == U'年' && is_digit((*one)[0]) && is_digit((*one)[3]))
            one->erase(0, 5);
    return a == b || contains(a, b);
}

std::string joined(const std::vector<std::string>& list) {
    std::string out;
    for (const std::string& one : list)
        out += (out.empty() ? "" : "、") + one;
    return out;
}

/// 期限 6月底前 → 7月底前；责任 去掉 区审计局，增加 区商务委
std::string difference(const Facts& then, const Facts& now, const std::set<std::string>& wanted) {
    std::string out;
    for (const char* key : {"牵头", "责任", "配合", "会同", "力度", "指标", "期限"}) {
        const std::string k = key;
        const bool who = k == "牵头" || k == "责任" || k == "配合" || k == "会同";
        if (!wanted.contains(k))
            continue;
        const auto a = then.find(k), b = now.find(k);
        std::vector<std::string> lost, won;
        auto alike = [&](const std::string& x, const std::string& y) { return who ? same_unit(x, y) : same_value(x, y); };
        if (a != then.end())
            for (const std::string& x : a->second)
                if (b == now.end() || std::none_of(b->second.begin(), b->second.end(), [&](const std::string& y) {
                        // of a quota what it measures may be called otherwise in the plan; the number decides
                        return alike(x, k == "指标" ? y.substr(y.rfind(' ') + 1) : y);
                    }))
                    lost.push_back(x);
        if (b != now.end())
            for (const std::string& y : b->second)
                if (a == then.end() || std::none_of(a->second.begin(), a->second.end(), [&](const std::string& x) { return alike(x, k == "指标" ? y.substr(y.rfind(' ') + 1) : y); }))
                    won.push_back(y);
        if (lost.empty() && won.empty())
            continue;
        out += out.empty() ? "" : "；";
        if (!who)
            out += fmt::format("{} {} → {}", k, lost.empty() ? "未写" : joined(lost), won.empty() ? "未写" : joined(won));
        else if (won.empty())
            out += fmt::format("{} 去掉 {}", k, joined(lost));
        else if (lost.empty())
            out += fmt::format("{} 增加 {}", k, joined(won));
        else
            out += fmt::format("{} 去掉 {}，增加 {}", k, joined(lost), joined(won));
    }
    return out;
}

// ---- edits -----------------------------------------------------------------------------------------------------------------

struct Edit {
    std::size_t begin, end;
    std::string text;
};

constexpr char cut_here = '\x01'; ///< where words were taken out: a line that holds nothing else goes too

std::size_t line_start(std::string_view text, std::size_t at) {
    const std::size_t line = at == 0 ? none : text.rfind('\n', at - 1);
    return line == none ? 0 : line + 1;
}

std::string indent_at(std::string_view text, std::size_t at) {
    const std::size_t from = line_start(text, at);
    std::size_t to = from;
    while (to < text.size() && (text[to] == ' ' || text[to] == '\t'))
        ++to;
    return std::string(text.substr(from, to - from));
}

std::string apply(const std::string& text, std::vector<Edit> edits) {
    std::stable_sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) { return a.begin < b.begin; });
    std::string out;
    std::size_t at = 0;
    bool cut = false;
    for (const Edit& e : edits) {
        const std::size_t begin = std::max(e.begin, at);
        out.append(text, at, begin - at);
        out += e.text;
        cut |= e.text.find(cut_here) != none;
        at = std::max(at, e.end);
    }
    out.append(text, std::min(at, text.size()));
    if (!cut)
        return out;
    std::string clean;
    for (std::size_t from = 0; from < out.size();) {
        const std::size_t end = std::min(out.find('\n', from), out.size() - 1) + 1;
        std::string line = out.substr(from, end - from);
        const bool marked = line.find(cut_here) != none;
        std::erase(line, cut_here);
        if (!marked || line.find_first_not_of(" \t\r\n") != none)
            clean += line;
        from = end;
    }
    return clean;
}

} // namespace

Updated update_spec(const Places& places, const std::vector<Reading>& readings, const std::vector<Link>& links, const ImportOptions& options) {
    Updated out;
    const Spec spec(options.update);
    std::vector<std::string> cards;
    for (const Statement& block : Shape(options.old_card).read()) {
        std::string_view rest;
        if (begins(std::string_view(options.old_card).substr(block.begin, block.head_end - block.begin), "文献", "document", rest))
            cards.push_back(trimmed(rest));
    }
    const Plan plan = spec.plan(cards);
    const OldCard card = read_card(options.old_card, plan.source);
    if (!plan.block || !card.found) {
        out.wrong_zh = !plan.block ? "--update 要的是原先的要点，这个文件里没有“要点 …”" : "--card 要的是原先的文献卡，这个文件里没有“文献 …”";
        out.wrong_en = !plan.block ? "--update wants the earlier plan: no block 要点 in this file" : "--card wants the card of the earlier edition: no block 文献 in this file";
        return out;
    }
    if (!plan.source.empty() && plain(plan.source) != plain(card.id)) {
        out.wrong_zh = fmt::format("--card 是“{}”的文献卡，要点“{}”的来源却是“{}”：请交它的那一张", card.id, plan.name, plan.source);
        out.wrong_en = fmt::format("--card is the card '{}', the plan '{}' rests on '{}': give that one", card.id, plan.name, plan.source);
        return out;
    }
    out.card_id = card.id;
    const std::vector<CardLine> now = card_lines(places);
    const Pairs pairs(card.lines, now);
    const auto& o = card.lines;
    std::size_t clauses = 0, known = 0;
    for (std::size_t i = 0; i < o.size(); ++i)
        if (o[i].kind == CardKind::Sentence || o[i].kind == CardKind::Row) {
            ++clauses;
            known += pairs.to[i] != none && !pairs.changed(i);
        }
    const auto old_title = card.head.find("标题");
    const bool same_title = old_title != card.head.end() && plain(old_title->second) == plain(to_utf8(places.title));
    if (!same_title && known * 10 <= clauses) {
        out.wrong_zh = fmt::format("文献卡“{}”不像是这份文件原先的一版：标题不同，{} 处里只有 {} 处文字相同。--update 要的是同一份文件原先的要点，--card 是它的文献卡", card.id, clauses, known);
        out.wrong_en = fmt::format("the card '{}' does not look like an earlier edition of this document: another title, and of {} places only {} read the same. --update "
                                   "wants the plan made from an earlier edition of this document, --card its card",
                                   card.id, clauses, known);
        return out;
    }

    std::map<std::size_t, const Reading*> reading; // place -> reading
    for (const Reading& r : readings)
        reading[r.place] = &r;

    // ---- what the places say, before and now
    auto holds = [&](const Cited& c, const std::string& name) { // does the citation take this old place in?
        const std::string item = item_of(name), first = c.part + " " + c.first;
        if (c.last.empty())
            return name == first || item == first || name.starts_with(first + "（");
        const std::size_t a = pairs.find_old(first), b = pairs.find_old(c.part + " " + c.last), at = pairs.find_old(name);
        return a != none && b != none && at != none && a <= at && at <= b;
    };
    auto cites = [&](const Citing& citing, const std::string& name) {
        return std::any_of(citing.places.begin(), citing.places.end(), [&](const Cited& c) { return c.sub != ".名" && c.sub != ".题" && holds(c, name); });
    };
    auto now_of = [&](const Citing& citing) {
        Facts f;
        std::set<std::pair<std::string, std::string>> said;
        auto add = [&](const char* key, const std::string& value) {
            if (said.insert({key, value}).second)
                f[key].push_back(value);
        };
        for (std::size_t i = 0; i < o.size(); ++i) {
            if (pairs.to[i] == none || !cites(citing, o[i].name))
                continue;
            const auto r = reading.find(now[pairs.to[i]].place);
            if (r == reading.end() || (o[i].kind != CardKind::Sentence && o[i].kind != CardKind::Row))
                continue;
            for (const auto& [key, value] : plain_facts(*r->second))
                add(key.c_str(), value);
        }
        return f;
    };
    auto changed_there = [&](std::size_t i, CardKind kind) { // a change of this kind beside it
        for (std::size_t k = 0; k < o.size(); ++k)
            if (o[k].kind == kind && item_of(o[k].name) == item_of(o[i].name) && (pairs.to[k] == none || pairs.changed(k)))
                return true;
        return false;
    };
    auto keys_of = [&](std::size_t i) { // what may have changed here, and not rather beside it
        std::set<std::string> keys;
        const CardKind kind = o[i].kind;
        if (kind == CardKind::Bracket || kind == CardKind::Cells)
            keys = {"牵头", "责任", "配合", "会同"};
        else
            keys = {"力度", "指标"};
        if (kind == CardKind::Sentence || kind == CardKind::Cells || (kind == CardKind::Bracket && !changed_there(i, CardKind::Sentence)) ||
            (kind == CardKind::Row && !changed_there(i, CardKind::Cells)))
            keys.insert("期限");
        if (kind == CardKind::Cells && !changed_there(i, CardKind::Row))
            keys.insert("指标");
        return keys;
    };
    // Of a place that one task cites: how its facts differ now.
    auto describe = [&](std::size_t i) {
        const Citing* only = nullptr;
        std::size_t many = 0;
        for (const Citing& c : plan.citing)
            if (c.task && cites(c, o[i].kind == CardKind::Cells || o[i].kind == CardKind::Bracket ? item_of(o[i].name) : o[i].name)) {
                only = &c;
                ++many;
            } else if (c.task && o[i].kind == CardKind::Bracket) {
                for (const Old& other : o)
                    if (other.kind == CardKind::Sentence && item_of(other.name) == item_of(o[i].name) && cites(c, other.name) && only != &c) {
                        only = only ? only : &c;
                        ++many;
                    }
            }
        const bool shared = o[i].kind == CardKind::Bracket; // all that cite the item have the same bracket
        if (!only || (many > 1 && !shared))
            return std::string();
        Facts then = facts_of(spec, *only);
        if (o[i].name.starts_with("附表") && !then.contains("期限") && !plan.default_due.empty())
            then["期限"].push_back(plan.default_due);
        std::string text = difference(then, now_of(*only), keys_of(i));
        return text.empty() ? text : "：" + text;
    };
    auto summary = [&](std::size_t j) { // of a new place
        const auto r = reading.find(now[j].place);
        if (r == reading.end() || now[j].beside() || now[j].kind == CardKind::Heading)
            return std::string();
        std::string text = to_utf8(r->second->title);
        for (const auto& [key, value] : plain_facts(*r->second))
            if (key == "期限" || key == "指标")
                text += "，" + key + " " + value;
        return "：" + text;
    };

    // ---- the report
    std::map<std::string, bool> busy, busy_now; // items of which a sentence is told of: their headings need no line
    for (std::size_t i = 0; i < o.size(); ++i)
        if (o[i].kind == CardKind::Sentence && !pairs.same(i))
            busy[item_of(o[i].name)] = true;
    for (std::size_t j = 0; j < now.size(); ++j)
        if (now[j].kind == CardKind::Sentence && pairs.from[j] == none)
            busy_now[item_of(now[j].name)] = true;
    auto whole_item_gone = [&](const std::string& item) { return !pairs.item.contains(item); };
    std::size_t same = 0, moved = 0, changed = 0, added = 0, gone = 0;
    std::string change_lines, new_lines, gone_lines, move_lines, head_lines;
    std::vector<std::size_t> moves;
    std::map<std::size_t, std::string> remark; // old place -> what stands above its citation
    for (std::size_t i = 0; i < o.size(); ++i) {
        const bool aside = o[i].kind == CardKind::Bracket || o[i].kind == CardKind::Cells, heading = o[i].kind == CardKind::Heading;
        const std::string item = item_of(o[i].name);
        if (pairs.same(i)) {
            ++same;
        } else if (pairs.changed(i)) {
            const std::string& name = now[pairs.to[i]].name;
            if (heading && busy.contains(item))
                continue;
            ++changed;
            const std::string was = name == o[i].name ? "" : fmt::format("（原 {}）", o[i].name), what = heading ? std::string() : describe(i);
            change_lines += fmt::format("  改动 {}{}{}\n", name, was, what.empty() && !aside ? summary(pairs.to[i]) : what);
            remark[i] = fmt::format("# 待核 {} 的原文已改动{}{}", name, was, what);
        } else if (pairs.moved(i)) {
            if (aside || (heading && busy.contains(item)))
                continue;
            ++moved;
            moves.push_back(i);
        } else {
            if ((heading && busy.contains(item)) || (aside && whole_item_gone(item)))
                continue;
            ++gone;
            gone_lines += fmt::format("  删去 {}\n", o[i].name);
            if (aside)
                remark[i] = fmt::format("# 待核 {} 在新文本中已删去", o[i].name);
        }
    }
    // 正文 11.1–11.4 → 正文 10.1–10.4: the sentences of one item in one line
    for (std::size_t k = 0; k < moves.size();) {
        const std::string &a = o[moves[k]].name, &b = now[pairs.to[moves[k]]].name;
        std::size_t e = k;
        while (e + 1 < moves.size() && o[moves[e + 1]].kind == CardKind::Sentence && item_of(o[moves[e + 1]].name) == item_of(a) &&
               item_of(now[pairs.to[moves[e + 1]]].name) == item_of(b) && moves[e + 1] == moves[e] + 1 && pairs.to[moves[e + 1]] == pairs.to[moves[e]] + 1)
            ++e;
        auto end = [](const std::string& name) { return "–" + name.substr(name.find(' ') + 1); };
        move_lines += fmt::format("  移动 {}{} → {}{}\n", a, e == k ? "" : end(o[moves[e]].name), b, e == k ? "" : end(now[pairs.to[moves[e]]].name));
        k = e + 1;
    }
    std::vector<bool> fresh(places.list.size(), false);
    std::map<std::string, std::string> new_beside; // item or row -> a bracket or cells it had not
    bool left = false;
    for (std::size_t j = 0; j < now.size(); ++j) {
        if (pairs.from[j] != none)
            continue;
        const std::string item = item_of(now[j].name);
        if (now[j].beside()) {
            left |= !card.beside;
            const bool old_item = std::any_of(pairs.item.begin(), pairs.item.end(), [&](const auto& one) { return one.second == item; });
            if (!card.beside || !old_item)
                continue;
            new_beside[item] = now[j].name;
        } else if (now[j].kind == CardKind::Heading) {
            if (busy_now.contains(item))
                continue;
        } else {
            fresh[now[j].place] = true;
        }
        ++added;
        new_lines += fmt::format("  新增 {}{}\n", now[j].name, summary(j));
    }
    std::vector<Edit> edits;
    auto remark_above = [&](std::size_t at, const std::string& text) {
        const std::size_t from = line_start(spec.text(), at);
        edits.push_back({from, from, indent_at(spec.text(), at) + text + "\n"});
    };
    auto head_differs = [&](const char* word, const char* english, const std::string& then, const std::string& is) {
        const std::string said = fmt::format("{}：原为 {}，今为 {}", word, then.empty() ? "未写" : then, is.empty() ? "未写" : is);
        head_lines += "  " + said + "\n";
        const Statement* at = nullptr;
        std::string_view rest;
        for (const Statement& s : plan.block->block)
            if (begins(spec.head(s), word, english, rest))
                at = &s;
        if (!at && std::string_view(word) != "标题" && !plan.block->block.empty())
            at = &plan.block->block.front();
        remark_above(at ? at->begin : plan.block->begin, "# 待核 " + said);
    };
    auto of_card = [&](const char* word) {
        const auto it = card.head.find(word);
        std::string text = it == card.head.end() || it->second == "未写" ? std::string() : it->second;
        if (text.starts_with("“") && text.ends_with("”") && text.find("”") == text.size() - 3)
            text = text.substr(3, text.size() - 6);
        return text;
    };
    if (card.head.contains("标题") && plain(of_card("标题")) != plain(to_utf8(places.title)))
        head_differs("标题", "title", of_card("标题"), to_utf8(places.title));
    if (card.dated) { // a card that says when says all it knows
        if (plain(of_card("文号")) != plain(to_utf8(places.number)))
            head_differs("文号", "number", of_card("文号"), to_utf8(places.number));
        if (plain(of_card("印发")) != plain(places.issued.value_or("")))
            head_differs("印发", "issued", of_card("印发"), places.issued.value_or(""));
    }
    std::string to;
    for (const auto& a : places.addressees)
        to += (to.empty() ? "" : "、") + to_utf8(a);
    if ((card.beside || card.head.contains("主送")) && plain(of_card("主送")) != plain(to))
        head_differs("主送", "addressees", of_card("主送"), to);

    out.changes = fmt::format("与原先的文献卡相比：{} 处未变，{} 处移动，{} 处改动，{} 处新增，{} 处删去。\n", same, moved, changed, added, gone);
    if (left)
        out.changes += "  原先的文献卡上没有责任括号和表的单位、时限栏：这些没有比较，请另行核对；这一次做的卡片上有。\n";
    out.changes += head_lines + change_lines + new_lines + gone_lines + move_lines;

    // ---- the spec: numbers follow their texts, remarks where a text changed, what is gone is no citation any more
    auto name_in = [&](const Cited& c, const std::string& full) { return full.substr(c.part.size() + 1); };
    auto rewritten = [&](const Cited& c) -> std::optional<std::string> { // nothing: no longer in the document
        const std::string first = c.part + " " + c.first;
        if (c.last.empty()) {
            if (const std::size_t i = pairs.find_old(first); i != none)
                return pairs.to[i] == none ? std::nullopt : std::optional(name_in(c, now[pairs.to[i]].name) + c.sub);
            if (const auto i = pairs.item.find(first); i != pairs.item.end())
                return name_in(c, i->second) + c.sub;
            for (const Old& line : o) // an item none of whose places is left
                if (item_of(line.name) == first)
                    return std::nullopt;
            return c.first + c.sub;
        }
        const std::size_t a = pairs.find_old(first), b = pairs.find_old(c.part + " " + c.last);
        if (a == none || b == none || a > b)
            return c.first + "–" + c.last + c.sub;
        std::vector<std::size_t> here; // new places, in the order of the old ones
        for (std::size_t i = a; i <= b; ++i)
            if (o[i].kind == o[a].kind && pairs.to[i] != none)
                here.push_back(pairs.to[i]);
        if (here.empty())
            return std::nullopt;
        auto next = [&](std::size_t j) {
            do
                ++j;
            while (j < now.size() && now[j].kind != o[a].kind);
            return j;
        };
        std::string text;
        for (std::size_t k = 0; k < here.size();) {
            std::size_t e = k;
            while (e + 1 < here.size() && next(here[e]) == here[e + 1])
                ++e;
            text += (text.empty() ? "" : "、") + name_in(c, now[here[k]].name) + (e == k ? "" : "–" + name_in(c, now[here[e]].name)) + c.sub;
            k = e + 1;
        }
        return text;
    };
    for (const Citing& citing : plan.citing) {
        const Statement& s = *citing.statement;
        std::vector<std::optional<std::string>> texts;
        bool any = citing.places.empty();
        for (const Cited& c : citing.places) {
            texts.push_back(rewritten(c));
            any = any || texts.back();
        }
        if (!any) {
            // The whole statement goes into a remark, its block with it: not a word that a hand wrote is lost.
            std::string_view text = spec.text();
            const std::size_t from = line_start(text, s.begin), line_end = std::min(text.find('\n', s.end), text.size());
            const std::string indent = indent_at(text, s.begin);
            std::string said;
            const std::string_view words = text.substr(s.begin, s.end - s.begin);
            for (std::size_t at = 0; at < words.size();) {
                const std::size_t end = std::min(words.find('\n', at), words.size());
                said += indent + (at == 0 ? "# 待核 原文已删去：" : "# ") + trimmed(words.substr(at, end - at)) + "\n";
                at = end + 1;
            }
            edits.push_back({from, from, said});
            std::size_t begin = s.begin, end = s.end;
            auto blanks = [&](std::size_t at) {
                while (at < line_end && (text[at] == ' ' || text[at] == '\t'))
                    ++at;
                return at;
            };
            std::size_t behind = blanks(end);
            for (const std::string_view mark : {"；", ";"})
                if (text.substr(behind, mark.size()) == mark) {
                    end = blanks(behind + mark.size());
                    behind = none;
                    break;
                }
            if (behind != none) { // the last on its line: the mark before it goes
                std::size_t back = begin;
                while (back > from && (text[back - 1] == ' ' || text[back - 1] == '\t'))
                    --back;
                for (const std::string_view mark : {"；", ";"})
                    if (back >= from + mark.size() && text.substr(back - mark.size(), mark.size()) == mark) {
                        begin = back - mark.size();
                        while (begin > from && (text[begin - 1] == ' ' || text[begin - 1] == '\t'))
                            --begin;
                        break;
                    }
            }
            edits.push_back({begin, end, std::string(1, cut_here)});
            continue;
        }
        for (std::size_t k = 0; k < citing.places.size(); ++k) {
            const Cited& c = citing.places[k];
            if (texts[k]) {
                const std::string was = c.first + (c.last.empty() ? "" : "–" + c.last) + c.sub;
                if (*texts[k] != was && (c.last.empty() || spelt(spec.text().substr(c.begin, c.end - c.begin)) != spelt(*texts[k])))
                    edits.push_back({c.begin, c.end, *texts[k]});
                continue;
            }
            std::size_t begin = c.begin, end = c.end;
            if (k + 1 < citing.places.size())
                end = citing.places[k + 1].begin;
            else
                for (std::size_t m = k; m-- > 0;) // back to the last that stays
                    if (texts[m]) {
                        begin = citing.places[m].end;
                        break;
                    }
            edits.push_back({begin, end, ""});
            remark_above(s.begin, fmt::format("# 待核 原文已删去：{} {}", c.part, spec.text().substr(c.begin, c.end - c.begin)));
        }
        std::set<std::string> said;
        auto say = [&](const std::string& text) {
            if (said.insert(text).second)
                remark_above(s.begin, text);
        };
        for (std::size_t i = 0; i < o.size(); ++i) {
            const bool clause = o[i].kind == CardKind::Sentence || o[i].kind == CardKind::Row;
            if (!clause || !cites(citing, o[i].name))
                continue;
            const bool within = std::any_of(citing.places.begin(), citing.places.end(), [&](const Cited& c) { return holds(c, o[i].name) && (!c.last.empty() || c.part + " " + c.first != o[i].name); });
            if (pairs.to[i] == none) {
                if (within)
                    say(fmt::format("# 待核 {} 在新文本中已删去", o[i].name));
                continue;
            }
            if (const auto r = remark.find(i); r != remark.end())
                say(r->second);
            // its bracket, its cells
            const std::string item = item_of(o[i].name), item_now = item_of(now[pairs.to[i]].name);
            const int bracket = places.list[now[pairs.to[i]].place].bracket;
            for (const auto& [k, text] : remark)
                if ((o[k].kind == CardKind::Bracket || o[k].kind == CardKind::Cells) && item_of(o[k].name) == item &&
                    (o[k].kind == CardKind::Cells || pairs.to[k] == none || static_cast<int>(now[pairs.to[k]].place) == bracket))
                    say(text);
            if (const auto b = new_beside.find(item_now); b != new_beside.end())
                say(fmt::format("# 待核 {} 是新文本新增的", b->second));
        }
    }

    // ---- what is new: tasks before the brace that closes the plan, their words and bodies where the draft put its own
    ImportOptions knowing = options;
    const Statement* glossary = nullptr;
    const Statement* directory = nullptr;
    for (const Statement& block : spec.blocks()) {
        std::string_view rest;
        if (begins(spec.head(block), "词表", "glossary", rest)) {
            if (plain(rest) == plain(plan.name))
                glossary = &block;
            for (const Statement& s : block.block) {
                std::string_view name;
                const bool quota = begins(spec.head(s), "指标", "quota", name);
                if (!quota && !begins(spec.head(s), "事件", "event", name))
                    continue;
                auto& list = quota ? knowing.quotas : knowing.events;
                std::string bare = trimmed(name);
                if (bare.starts_with("“") && bare.ends_with("”"))
                    bare = bare.substr(3, bare.size() - 6);
                KnownName declared{bare, {}, {}};
                for (const Statement& inner : s.block) {
                    std::string_view unit;
                    if (begins(spec.head(inner), "单位", "unit", unit))
                        declared.unit = trimmed(unit);
                }
                if (std::none_of(list.begin(), list.end(), [&](const KnownName& k) { return k.name == bare; }))
                    list.push_back(std::move(declared));
            }
        }
        if (begins(spec.head(block), "名录", "directory", rest))
            directory = &block;
    }
    const NewTasks made = write_tasks(places, readings, links, knowing, fresh, {plan.name, plan.default_due, plan.tasks});
    std::string block = made.tasks;
    for (const Reading& r : readings) {
        if (r.duty || !fresh[r.place])
            continue;
        const std::string name = place_name(places.list[r.place]);
        const bool accounted = std::any_of(plan.citing.begin(), plan.citing.end(), [&](const Citing& c) {
            return !c.task && std::any_of(c.places.begin(), c.places.end(), [&](const Cited& one) {
                const auto it = pairs.item.find(one.part + " " + one.first);
                return item_of(name) == (it == pairs.item.end() ? one.part + " " + one.first : it->second) || name.starts_with(one.part + " " + one.first + "（");
            });
        });
        if (!accounted)
            block += "    非任务 " + name + " “这一句没有提出要求”  # 待核\n";
    }
    auto before_close = [&](const Statement& s, const std::string& text) {
        const std::size_t from = line_start(spec.text(), s.close);
        const bool alone = spec.text().find_first_not_of(" \t", from) == s.close;
        edits.push_back({alone ? from : s.close, alone ? from : s.close, (alone ? "" : "\n") + text});
    };
    if (!block.empty())
        before_close(*plan.block, "\n    # 新文本新增的条款，请核对后归入相应的章\n" + block);
    std::string units;
    if (directory) {
        const std::u32string there = to_u32(spec.text().substr(directory->begin, directory->end - directory->begin));
        for (const auto& [name, line] : made.units)
            if (!contains(there, to_u32(name)))
                units += line;
    }
    if (!units.empty())
        before_close(*directory, units);
    if (!made.words.empty() && glossary)
        before_close(*glossary, made.words);
    out.spec = apply(spec.text(), std::move(edits));
    if (!made.words.empty() && !glossary)
        out.spec += (out.spec.ends_with('\n') ? "" : "\n") +
                    fmt::format("\n# 词表里没有这些词：新增的条款里读到的。与现成的词同义的，改成现成的词；其余核过移到词表目录。\n词表 {} {{\n{}}}\n", plan.name, made.words);
    return out;
}

} // namespace yaodian::importer
