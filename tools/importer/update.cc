#include "tools/importer/update.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

namespace yaodian::importer {

namespace {

struct Old {
    std::string place; ///< 正文 24.3
    std::string digest;
};

/// The entries of a card, whatever its layout: a place, and the digest that follows it.
std::vector<Old> read_card(const std::string& card) {
    std::vector<Old> out;
    std::size_t at = 0;
    while (at < card.size()) {
        std::size_t end = card.find('\n', at);
        if (end == std::string::npos)
            end = card.size();
        const std::string line = card.substr(at, end - at);
        at = end + 1;
        const auto digest = line.find("sha256:");
        if (digest == std::string::npos)
            continue;
        for (const char* part : {"正文 ", "附表 "}) {
            const auto p = line.find(part);
            if (p == std::string::npos || p > digest)
                continue;
            const auto brace = line.find('{', p);
            if (brace == std::string::npos)
                continue;
            std::string place = line.substr(p, brace - p);
            while (!place.empty() && place.back() == ' ')
                place.pop_back();
            std::string value;
            for (std::size_t i = digest + 7; i < line.size() && std::isxdigit(static_cast<unsigned char>(line[i])); ++i)
                value.push_back(line[i]);
            out.push_back({place, value});
        }
    }
    return out;
}

bool place_char(char32_t c) { return is_han(c) || is_digit(c) || is_one_of(c, U".（）()-–—~、 "); }

/// The places a line cites: where its number stands, in bytes of the line.
struct Cited {
    std::string part; ///< 正文 or 附表
    std::size_t begin, end;
    std::string number;
};

std::vector<Cited> cited(const std::string& line) {
    std::vector<Cited> out;
    const std::size_t comment = line.find('#');
    for (const char* part : {"正文", "附表"}) {
        const std::string word = part;
        for (std::size_t p = line.find(word); p != std::string::npos && p < comment; p = line.find(word, p + word.size())) {
            std::size_t i = p + word.size();
            while (i < line.size() && line[i] == ' ')
                ++i;
            const std::u32string rest = to_u32(line.substr(i));
            std::size_t n = 0;
            while (n < rest.size() && place_char(rest[n]) && rest[n] != U' ' && rest[n] != U'、')
                ++n;
            if (n == 0)
                continue;
            const std::string text = to_utf8(rest.substr(0, n));
            // a range is two places
            std::size_t from = 0;
            for (const char* dash : {"–", "—", "~", "-"}) {
                const auto d = text.find(dash);
                if (d != std::string::npos && d > 0) {
                    out.push_back({word, i, i + d, text.substr(0, d)});
                    from = d + std::string(dash).size();
                    break;
                }
            }
            out.push_back({word, i + from, i + text.size(), text.substr(from)});
        }
    }
    return out;
}

} // namespace

Updated update_spec(const Places& places, const std::vector<Reading>& readings, const std::vector<Link>& links, const ImportOptions& options) {
    const std::vector<Old> old = read_card(options.old_card);
    std::map<std::string, std::string> old_digest;
    std::map<std::string, std::vector<std::string>> old_at; // digest -> places
    for (const Old& o : old) {
        old_digest[o.place] = o.digest;
        old_at[o.digest].push_back(o.place);
    }
    std::map<std::string, const Place*> now;
    std::map<std::string, std::vector<std::string>> now_at;
    for (const Place& p : places.list) {
        if (p.kind == PlaceKind::Bracket || p.text.empty())
            continue;
        now[place_name(p)] = &p;
        now_at[p.digest].push_back(place_name(p));
    }
    std::map<std::string, const Reading*> reading;
    for (const Reading& r : readings)
        reading[place_name(places.list[r.place])] = &r;

    Updated out;
    std::map<std::string, std::string> moved;
    std::set<std::string> changed, gone;
    std::size_t same = 0;
    for (const Old& o : old) {
        const auto here = now.find(o.place);
        if (here != now.end() && here->second->digest == o.digest) {
            ++same;
            continue;
        }
        const auto there = now_at.find(o.digest);
        // The same words at another number: a move, when it is the only one both before and now.
        if (there != now_at.end() && there->second.size() == 1 && old_at[o.digest].size() == 1) {
            moved[o.place] = there->second.front();
            continue;
        }
        (here != now.end() ? changed : gone).insert(o.place);
    }
    std::set<std::string> arrived;
    for (const auto& m : moved)
        arrived.insert(m.second);
    std::vector<bool> fresh(places.list.size(), false);
    std::vector<std::string> added;
    for (std::size_t k = 0; k < places.list.size(); ++k) {
        const Place& p = places.list[k];
        if (p.kind == PlaceKind::Bracket || p.text.empty())
            continue;
        const std::string name = place_name(p);
        const bool known = old_digest.count(name) && (old_digest[name] == p.digest || changed.count(name));
        if (known || arrived.count(name))
            continue;
        // a number that another text has left
        changed.erase(name);
        added.push_back(name);
        fresh[k] = true;
    }
    // A place whose old text moved away and which now holds another text is new there, not changed.
    for (const auto& m : moved)
        if (now.count(m.first) && !arrived.count(m.first) && std::find(added.begin(), added.end(), m.first) == added.end()) {
            added.push_back(m.first);
            for (std::size_t k = 0; k < places.list.size(); ++k)
                if (place_name(places.list[k]) == m.first && places.list[k].kind != PlaceKind::Bracket)
                    fresh[k] = true;
        }

    auto describe = [&](const std::string& name) {
        const auto it = reading.find(name);
        if (it == reading.end())
            return std::string();
        const Reading& r = *it->second;
        std::string text = to_utf8(r.title);
        if (r.due)
            text += "，期限 " + to_utf8(r.due->due.word);
        for (const Quota& q : r.quotas)
            text += fmt::format("，{} {}{}{}", to_utf8(q.name), q.at_most ? "不超过" : "不少于", to_utf8(q.number), to_utf8(q.unit));
        return "：" + text;
    };
    out.changes = fmt::format("与原先的文献卡相比：{} 处未变，{} 处移动，{} 处改动，{} 处新增，{} 处删去。\n", same, moved.size(), changed.size(), added.size(),
                              gone.size());
    for (const auto& m : moved)
        out.changes += fmt::format("  移动 {} → {}\n", m.first, m.second);
    for (const auto& c : changed)
        out.changes += fmt::format("  改动 {}{}\n", c, describe(c));
    for (const auto& a : added)
        out.changes += fmt::format("  新增 {}{}\n", a, describe(a));
    for (const auto& g : gone)
        out.changes += fmt::format("  删去 {}\n", g);

    // The spec, line by line: numbers follow their texts, remarks where a text changed.
    std::string spec;
    std::size_t at = 0;
    const std::string& source = options.update;
    while (at < source.size()) {
        std::size_t end = source.find('\n', at);
        if (end == std::string::npos)
            end = source.size();
        std::string line = source.substr(at, end - at);
        at = end + 1;
        std::vector<std::string> remarks;
        std::vector<Cited> list = cited(line);
        for (std::size_t k = list.size(); k-- > 0;) {
            const Cited& c = list[k];
            std::string sub;
            std::string number = c.number;
            for (const char* tail : {".文", ".栏", ".名"})
                if (number.size() > std::string(tail).size() && number.compare(number.size() - std::string(tail).size(), std::string::npos, tail) == 0) {
                    sub = tail;
                    number.resize(number.size() - sub.size());
                }
            const std::string name = c.part + " " + number;
            if (const auto m = moved.find(name); m != moved.end())
                line.replace(c.begin, c.end - c.begin, m->second.substr(c.part.size() + 1) + sub);
            else if (changed.count(name))
                remarks.push_back(fmt::format("# 待核 {} 的原文已改动{}", name, describe(name)));
            else if (gone.count(name))
                remarks.push_back(fmt::format("# 待核 {} 在新文本中已删去", name));
        }
        std::string indent;
        for (char ch : line) {
            if (ch != ' ' && ch != '\t')
                break;
            indent.push_back(ch);
        }
        for (const auto& r : remarks)
            spec += indent + r + "\n";
        spec += line + "\n";
    }
    // New places before the plan's last brace.
    const std::string tasks = write_tasks(places, readings, links, options, fresh);
    if (!tasks.empty()) {
        const auto brace = spec.rfind('}');
        const std::string block = "\n    # 新文本新增的条款，请核对后归入相应的章\n" + tasks;
        if (brace == std::string::npos)
            spec += block;
        else
            spec.insert(brace, block);
    }
    out.spec = std::move(spec);
    return out;
}

} // namespace yaodian::importer
