#include "tests/importer/score.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

namespace yaodian::importer_tests {

namespace {

std::string trim(const std::string& s) {
    const auto a = s.find_first_not_of(" \t\r"), b = s.find_last_not_of(" \t\r");
    return a == std::string::npos ? "" : s.substr(a, b - a + 1);
}

std::vector<std::string> split(const std::string& text, const std::string& mark) {
    std::vector<std::string> out;
    std::size_t from = 0;
    for (std::size_t at; (at = text.find(mark, from)) != std::string::npos; from = at + mark.size())
        out.push_back(trim(text.substr(from, at - from)));
    out.push_back(trim(text.substr(from)));
    return out;
}

using Names = std::multiset<std::string>;

void compare(const Names& expected, const Names& found, Tally& tally, const std::string& where, std::vector<std::string>& differences) {
    Names missing, wrong;
    std::set_difference(expected.begin(), expected.end(), found.begin(), found.end(), std::inserter(missing, missing.end()));
    std::set_difference(found.begin(), found.end(), expected.begin(), expected.end(), std::inserter(wrong, wrong.end()));
    tally.right += static_cast<int>(expected.size() - missing.size());
    tally.missing += static_cast<int>(missing.size());
    tally.wrong += static_cast<int>(wrong.size());
    for (const auto& m : missing)
        differences.push_back(where + " 缺 " + m);
    for (const auto& w : wrong)
        differences.push_back(where + " 多 " + w);
}

std::string full_due(const std::string& text, const std::string& year) {
    if (text == "-" || text == "模糊")
        return "";
    if (text == "全年")
        return year + "-01-01.." + year + "-12-31";
    if (text.rfind("≤", 0) == 0) {
        const std::string day = text.substr(std::string("≤").size());
        return year + "-01-01.." + (day.size() > 5 ? day : year + "-" + day);
    }
    const auto dots = text.find("..");
    if (dots == std::string::npos)
        return "?" + text;
    std::string a = text.substr(0, dots), b = text.substr(dots + 2);
    if (a.size() == 5)
        a = year + "-" + a;
    if (b.size() == 5)
        b = year + "-" + b;
    return a + ".." + b;
}

struct Row {
    std::string units = "?", due = "?", quotas = "?", clocks = "?";
    bool duty = true;
};

} // namespace

void Score::add(const Score& o) {
    for (const auto& [name, tally] : o.fields)
        fields[name].add(tally);
    differences.insert(differences.end(), o.differences.begin(), o.differences.end());
}

std::string Score::table() const {
    std::string out = fmt::format("{:<10} {:>9} {:>9} {:>6} {:>6} {:>6}\n", "field", "precision", "recall", "right", "wrong", "miss");
    for (const auto& [name, t] : fields)
        out += fmt::format("{:<10} {:>8.2f}% {:>8.2f}% {:>6} {:>6} {:>6}\n", name, t.precision() * 100, t.recall() * 100, t.right, t.wrong, t.missing);
    return out;
}

Score score(const std::string& answers, const std::string& json_text) {
    Score out;
    std::map<std::string, std::string> lists;
    std::map<std::string, Row> rows;
    bool all = false;
    std::string year = "2023";
    std::istringstream in(answers);
    int number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        line = trim(line);
        if (line.empty() || line[0] == '#')
            continue;
        if (line[0] == '@') {
            const auto eq = line.find('=');
            if (eq == std::string::npos) {
                out.error = fmt::format("line {}: no =", number);
                return out;
            }
            lists[trim(line.substr(0, eq))] = trim(line.substr(eq + 1));
            continue;
        }
        if (line.rfind("范围", 0) == 0) {
            all = line.find("全部") != std::string::npos;
            continue;
        }
        if (line.rfind("年度", 0) == 0) {
            year = trim(line.substr(std::string("年度").size()));
            continue;
        }
        const auto columns = split(line, "|");
        Row row;
        if (columns.size() == 2 && columns[1] == "非任务") {
            row.duty = false;
        } else if (columns.size() == 5) {
            row.units = columns[1], row.due = columns[2], row.quotas = columns[3], row.clocks = columns[4];
        } else {
            out.error = fmt::format("line {}: {} columns", number, columns.size());
            return out;
        }
        // 附表 5–7, 正文 24.1–24.3: the same answer for each
        const auto dash = columns[0].find("–");
        if (dash == std::string::npos) {
            rows[columns[0]] = row;
            continue;
        }
        const std::string first = columns[0].substr(0, dash), last = columns[0].substr(dash + std::string("–").size());
        auto tail = [](const std::string& s) {
            std::size_t n = s.size();
            while (n > 0 && s[n - 1] >= '0' && s[n - 1] <= '9')
                --n;
            return n;
        };
        const std::size_t a = tail(first), b = tail(last);
        if (a == first.size() || b == last.size()) {
            out.error = fmt::format("line {}: no range", number);
            return out;
        }
        for (int k = std::stoi(first.substr(a)); k <= std::stoi(last.substr(b)); ++k)
            rows[first.substr(0, a) + std::to_string(k)] = row;
    }
    const auto json = nlohmann::json::parse(json_text, nullptr, false);
    if (json.is_discarded() || !json.contains("places")) {
        out.error = "the import is no JSON of the agreed shape";
        return out;
    }
    std::map<std::string, nlohmann::json> found;
    for (const auto& p : json["places"])
        found[p["place"].get<std::string>()] = p;

    Tally& places = out.fields["places"];
    for (const auto& [name, row] : rows)
        if (found.count(name)) {
            ++places.right;
        } else {
            ++places.missing;
            out.differences.push_back(name + " 缺");
        }
    if (all)
        for (const auto& [name, p] : found)
            if (!rows.count(name)) {
                ++places.wrong;
                out.differences.push_back(name + " 多");
            }
    for (const auto& [name, row] : rows) {
        const auto it = found.find(name);
        const nlohmann::json p = it == found.end() ? nlohmann::json::object() : it->second;
        if (it != found.end()) {
            Tally& duty = out.fields["duty"];
            const bool says = p["duty"].get<bool>();
            if (says == row.duty)
                ++duty.right;
            else {
                ++duty.wrong;
                out.differences.push_back(name + (says ? " 误作任务" : " 误作非任务"));
            }
        }
        if (row.units != "?") {
            Names expected, got;
            std::string units = row.units;
            for (auto l = lists.rbegin(); l != lists.rend(); ++l)
                for (std::size_t at; (at = units.find(l->first)) != std::string::npos;)
                    units.replace(at, l->first.size(), l->second);
            if (units != "-")
                for (const auto& group : split(units, ";")) {
                    const auto colon = group.find(':');
                    if (colon == std::string::npos) {
                        out.error = name + ": no role in " + group;
                        return out;
                    }
                    // a name that holds 、 itself is written with ／
                    for (auto unit : split(group.substr(colon + 1), "、")) {
                        for (std::size_t at; (at = unit.find("／")) != std::string::npos;)
                            unit.replace(at, std::string("／").size(), "、");
                        expected.insert(group.substr(0, colon) + ":" + unit);
                    }
                }
            if (p.contains("units"))
                for (const auto& u : p["units"])
                    got.insert(u["role"].get<std::string>() + ":" + u["name"].get<std::string>());
            compare(expected, got, out.fields["units"], name, out.differences);
        }
        if (row.due != "?") {
            const std::string expected = full_due(row.due, year);
            std::string got;
            if (p.contains("due") && p["due"].is_object() && p["due"]["from"].is_string())
                got = p["due"]["from"].get<std::string>() + ".." + p["due"]["to"].get<std::string>();
            compare(expected.empty() ? Names{} : Names{expected}, got.empty() ? Names{} : Names{got}, out.fields["due"], name + " 期限", out.differences);
        }
        if (row.quotas != "?") {
            Names expected, got, expected_subject, got_subject;
            if (row.quotas != "-")
                for (const auto& q : split(row.quotas, ";")) {
                    auto at = q.find_first_of("<>=");
                    expected.insert(q.substr(at));
                    expected_subject.insert(q.substr(0, at) + " " + q.substr(at));
                }
            if (p.contains("quotas"))
                for (const auto& q : p["quotas"]) {
                    const double v = q["value"].get<double>();
                    std::string text = q["compare"].get<std::string>() +
                                       (v == static_cast<double>(static_cast<long>(v)) ? std::to_string(static_cast<long>(v)) : fmt::format("{}", v)) +
                                       q["unit"].get<std::string>();
                    if (q["per"].is_string())
                        text += "/" + q["per"].get<std::string>();
                    got.insert(text);
                    got_subject.insert((q["subject"].is_string() ? q["subject"].get<std::string>() : "") + " " + text);
                }
            compare(expected, got, out.fields["quotas"], name + " 指标", out.differences);
            compare(expected_subject, got_subject, out.fields["subjects"], name + " 指标主体", out.differences);
        }
        if (row.clocks != "?") {
            Names expected, got;
            if (row.clocks != "-")
                for (const auto& c : split(row.clocks, ";"))
                    expected.insert(c);
            if (p.contains("clocks"))
                for (const auto& c : p["clocks"])
                    got.insert((c["event"].is_string() ? c["event"].get<std::string>() : "?") + "+" + c["length"].dump() +
                               c["unit"].get<std::string>());
            compare(expected, got, out.fields["clocks"], name + " 时限", out.differences);
        }
    }
    return out;
}

} // namespace yaodian::importer_tests
