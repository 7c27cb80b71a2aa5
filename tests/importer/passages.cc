#include "tests/importer/passages.h"

#include "tools/importer/text.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

namespace yaodian::importer_tests {

namespace {

using nlohmann::json;

/// Without blanks, quotation marks and soft hyphens, every character in one spelling.
std::string plain(const std::string& text) {
    std::u32string out;
    for (const char32_t c : importer::canonical(importer::to_u32(text)))
        if (!importer::is_space(c) && c != U'“' && c != U'”' && c != U'"' && c != 0xAD && c != 0x200B && c != 0xFEFF)
            out.push_back(c);
    return importer::to_utf8(out);
}

/// 三（二） and 正文 三（二）.1 name the same item; a repeated number is marked.
std::string bare_number(const std::string& text) {
    std::u32string out;
    for (const char32_t c : importer::canonical(importer::to_u32(text)))
        if ((importer::is_han(c) && c != U'重') || importer::is_digit(c))
            out.push_back(c);
    return importer::to_utf8(out);
}

bool same_item(const std::string& asked, std::string place) {
    place = place.substr(place.find(' ') + 1);
    place = bare_number(place.substr(0, place.rfind('.')));
    const std::string want = bare_number(asked);
    return place == want || place.ends_with(want) || want.ends_with(place);
}

bool open(const json& v) { return v.is_string() && v == "?"; }

/// "" none, "vague", "long", or from..to.
std::string due_of(const json& place) {
    const json& due = place["due"];
    if (due.is_null())
        return "";
    if (due["from"].is_null() && due["to"].is_null()) {
        const std::string text = due.value("text", "");
        for (const char* word : {"长期", "持续", "常态", "全程", "长效"})
            if (text.find(word) != std::string::npos)
                return "long";
        return "vague";
    }
    return due["from"].get<std::string>() + ".." + due["to"].get<std::string>();
}

bool same_due(const std::string& want, const std::string& got, const std::string& year) {
    if (want == got || (want == "long" && got == year + "-01-01.." + year + "-12-31"))
        return true;
    return want.starts_with("..") && got.ends_with(want) && got.size() > want.size(); // from when is not judged
}

double hours(double length, const std::string& unit) { return unit == "hour" ? length : length * 24; }

class Judge {
public:
    Judge(const json& import, Score& out) : out_(out) {
        for (const json& p : import["places"])
            places_.push_back({&p, plain(p.value("quote", "") + (p["kind"] == "row" ? p.value("title", "") : "")), false}); // some tables name the task in a column of its own
    }

    void place(const json& a, const std::string& year) {
        const bool row = a["kind"] == "row";
        where_ = row ? "行" + a["row"].get<std::string>() : a.value("item", "") + " " + a.value("at", "");
        Found* found = row ? find_row(a) : find_sentence(a);
        const bool is_duty = found && (*found->place)["duty"].get<bool>();
        if (a.contains("duty") && open(a["duty"])) {
            if (found)
                found->used = true;
            return;
        }
        if (!a.value("duty", true)) {
            if (found) {
                found->used = true;
                tell("duty", !is_duty, false, "不是任务");
            }
            return;
        }
        if (!found || !is_duty || found->used) {
            if (found)
                found->used = true;
            return tell("places", false, true, "缺");
        }
        found->used = true;
        const json& p = *found->place;
        tell("places", true, false, "");
        if (!row)
            tell("number", same_item(a.value("item", ""), p["place"]), true, p["place"]);
        units(a, p);
        if (a.contains("due") && !open(a["due"])) {
            const std::string want = a["due"].is_null() ? "" : a["due"].get<std::string>(), got = due_of(p);
            if (!want.empty() || !got.empty()) {
                const bool same = same_due(want, got, year);
                if (same)
                    tell("due", true, false, "");
                if (!same && !want.empty())
                    tell("due", false, true, "期限 " + want + "，读成 " + got);
                if (!same && !got.empty())
                    tell("due", false, false, "期限 " + got + "，应为 " + want);
            }
        }
        quotas(a, p);
        clocks(a, p);
    }

    void rest() {
        for (const Found& f : places_)
            if (!f.used && (*f.place)["duty"].get<bool>()) {
                where_ = (*f.place)["place"];
                tell("places", false, false, "多 " + f.text.substr(0, 90));
            }
    }

private:
    struct Found {
        const json* place;
        std::string text;
        bool used;
    };

    void tell(const char* field, bool right, bool missing, const std::string& what) {
        Tally& t = out_.fields[field];
        ++(right ? t.right : missing ? t.missing : t.wrong);
        if (!right)
            out_.differences.push_back(fmt::format("{}：{} {}", where_, field, what));
    }

    Found* find_sentence(const json& a) {
        const std::string at = plain(a.value("at", ""));
        for (const bool sentences : {true, false})
            for (Found& f : places_)
                if ((!sentences || (*f.place)["kind"] == "sentence") && !at.empty() && f.text.find(at) != std::string::npos)
                    return &f;
        return nullptr;
    }

    Found* find_row(const json& a) {
        const std::string at = plain(a.value("at", "")), cite = "附表 " + a["row"].get<std::string>();
        Found* numbered = nullptr;
        for (Found& f : places_)
            if ((*f.place)["place"] == cite)
                numbered = &f;
        if (numbered && (at.empty() || numbered->text.find(at) != std::string::npos))
            return numbered;
        for (Found& f : places_)
            if ((*f.place)["kind"] == "row" && !at.empty() && f.text.find(at) != std::string::npos)
                return &f;
        return nullptr;
    }

    void units(const json& a, const json& p) {
        if (!a.contains("units") || open(a["units"]))
            return;
        std::multiset<std::string> want, got;
        std::set<std::string> any; ///< the role is not judged
        for (const json& u : a["units"])
            if (open(u[0]))
                any.insert(plain(u[1]));
            else
                want.insert(u[0].get<std::string>() + " " + plain(u[1]));
        for (const json& u : p["units"])
            if (u["role"] != "主体" && !any.count(plain(u["name"])))
                got.insert(u["role"].get<std::string>() + " " + plain(u["name"]));
        for (const std::string& w : want)
            tell("units", got.count(w) > 0, true, w);
        for (const std::string& g : got)
            if (!want.count(g) && !g.starts_with("会同 ")) // a sentence's own 会同 stands among the units
                tell("units", false, false, "多 " + g);
    }

    void quotas(const json& a, const json& p) {
        if (!a.contains("quotas") || open(a["quotas"]))
            return;
        std::vector<const json*> got;
        for (const json& q : p["quotas"])
            got.push_back(&q);
        for (const json& q : a["quotas"]) {
            const std::string compare = q[1] == ">" ? ">=" : q[1] == "<" ? "<=" : q[1].get<std::string>();
            const bool judged = !open(q[1]) && !open(q[2]);
            std::string unit = q[3];
            double value = q[2].is_number() ? q[2].get<double>() : NAN;
            if (unit.starts_with("万") && unit.size() > 3 && unit != "万元") // 2.6 万人 is 26000 人
                value *= 10000, unit = unit.substr(3);
            const auto hit = std::find_if(got.begin(), got.end(), [&](const json* g) {
                double v = (*g)["value"];
                std::string u = (*g)["unit"];
                if (u.starts_with("万") && u.size() > 3 && u != "万元")
                    v *= 10000, u = u.substr(3);
                const bool number = std::isnan(value) || std::abs(v - value) < 1e-6 * std::max(1.0, std::abs(value));
                return number && (!judged || ((*g)["compare"] == compare && u == unit));
            });
            if (judged)
                tell("quotas", hit != got.end(), true, q.dump());
            if (hit != got.end())
                got.erase(hit);
        }
        for (const json* g : got)
            tell("quotas", false, false, fmt::format("多 {} {} {}", (*g)["compare"].get<std::string>(), (*g)["value"].dump(), (*g)["unit"].get<std::string>()));
    }

    void clocks(const json& a, const json& p) {
        if (!a.contains("clocks") || open(a["clocks"]))
            return;
        std::vector<const json*> got;
        for (const json& c : p["clocks"])
            got.push_back(&c);
        for (const json& c : a["clocks"]) {
            const auto hit = std::find_if(got.begin(), got.end(), [&](const json* g) {
                const std::string unit = (*g)["unit"], want = c[2];
                const double n = (*g)["length"];
                return (unit == want && n == c[1].get<double>()) ||
                       ((unit == "hour" || want == "hour") && (unit == "day" || want == "day") && hours(n, unit) == hours(c[1], want));
            });
            tell("clocks", hit != got.end(), true, c.dump());
            if (hit != got.end())
                got.erase(hit);
        }
        for (const json* g : got)
            tell("clocks", false, false, fmt::format("多 {} {}", (*g)["length"].dump(), (*g)["unit"].get<std::string>()));
    }

    Score& out_;
    std::vector<Found> places_;
    std::string where_;
};

} // namespace

Score score_passages(const std::string& answers, const std::string& text) {
    Score out;
    const json import = json::parse(text, nullptr, false);
    if (import.is_discarded() || !import.contains("places")) {
        out.error = "the import is no JSON of the agreed shape";
        return out;
    }
    Judge judge(import, out);
    std::istringstream in(answers);
    std::string year = "2023";
    bool all = false;
    int number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (line.find_first_not_of(" \r\t") == std::string::npos)
            continue;
        const json a = json::parse(line, nullptr, false);
        if (a.is_discarded() || !a.is_object()) {
            out.error = fmt::format("line {}: no JSON", number);
            return out;
        }
        if (!a.contains("kind")) {
            all = a.value("all", false);
            year = std::to_string(a.value("year", 2023));
            continue;
        }
        judge.place(a, year);
    }
    if (all)
        judge.rest();
    return out;
}

} // namespace yaodian::importer_tests
