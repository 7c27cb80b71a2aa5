// What other programs rely on: the keys of the JSON, the structure of the SARIF, true lines and columns.
#include "tests/tools/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <set>
#include <sstream>

namespace yaodian::testing {

using ::testing::HasSubstr;
using nlohmann::json;

namespace {

/// A world with a weaker quota, an unknown unit, an acknowledged finding and hostile text in a title.
class Contract : public ::testing::Test {
protected:
    Contract() {
        write_world(folder);
        std::string plan = district_plan("列席会议 每年不少于2次");
        plan.insert(plan.find("            落实"), "            配合 区没有局\n");
        plan.insert(plan.rfind("}"), "    任务 引号 “<script>alert(1)</script> ]]> \\ \"x\"” {\n        责任 区没有局\n        自定\n    }\n");
        folder.write("specs/district.yd", plan);
    }
    json get(std::vector<std::string> arguments) const {
        const Result r = run_program(arguments, {folder.path()});
        return json::parse(r.out);
    }
    /// The text from a place to its end, code points counted from 1, the end exclusive.
    std::string at(const std::string& file, const json& f) const {
        std::istringstream in(folder.read(file));
        std::string line;
        for (int k = 0; k < f["line"].get<int>(); ++k)
            std::getline(in, line);
        int column = 1;
        std::string out;
        for (std::size_t i = 0; i < line.size(); ++i) {
            if (i > 0 && (line[i] & 0xC0) != 0x80)
                ++column;
            if (column >= f["column"].get<int>() && column < f["end_column"].get<int>())
                out += line[i];
        }
        return out;
    }
    Folder folder;
};

} // namespace

TEST_F(Contract, EveryKeyOfAFinding) {
    const json all = get({"check", "--format", "json"});
    EXPECT_EQ(all["schema"], 1);
    ASSERT_FALSE(all["findings"].empty());
    const std::set<std::string> groups = {"承接", "强度", "表里", "权责", "时序", "图", "溯源", "用语", "语法"};
    const std::set<std::string> severities = {"error", "warning", "note", "question"};
    const std::set<std::string> verdicts = {"equal", "stricter", "weaker", "mixed", "missing", "incomparable", "conflict", "question", "stated"};
    const std::set<std::string> facets = {"力度", "要素", "指标", "期限", "持续", "时限", "时长", "前置", "主体", "责任", "对象", "受众", "条件", "除外", "产出"};
    std::map<std::string, int> counted;
    for (const json& f : all["findings"]) {
        for (const char* key : {"code", "name", "group", "severity", "verdict", "file", "line", "column", "end_line", "end_column", "plan", "task", "facet", "upstream", "source", "message", "related", "fix"})
            EXPECT_TRUE(f.contains(key)) << key << " in " << f.dump();
        EXPECT_TRUE(f["code"].get<std::string>().starts_with("YD"));
        EXPECT_EQ(f["code"].get<std::string>().size(), 6u);
        EXPECT_TRUE(groups.count(f["group"])) << f["group"];
        EXPECT_TRUE(severities.count(f["severity"]));
        EXPECT_TRUE(f["verdict"].is_null() || verdicts.count(f["verdict"]));
        EXPECT_TRUE(f["facet"].is_null() || facets.count(f["facet"])) << f["facet"];
        EXPECT_FALSE(f["message"]["zh"].get<std::string>().empty());
        EXPECT_FALSE(f["message"]["en"].get<std::string>().empty());
        EXPECT_GE(f["line"], 1);
        EXPECT_GE(f["column"], 1);
        if (f["line"] == f["end_line"]) {
            EXPECT_GE(f["end_column"], f["column"]);
        }
        for (const char* key : {"plan", "task", "file", "line"})
            EXPECT_TRUE(f["upstream"].is_null() || f["upstream"].contains(key)) << key;
        if (!f.contains("acknowledged"))
            ++counted[f["severity"]];
    }
    const json& sum = all["summary"];
    EXPECT_EQ(sum["plans"], 2);
    EXPECT_EQ(sum["tasks"], 3);
    EXPECT_EQ(sum["errors"], counted["error"]);
    EXPECT_EQ(sum["warnings"], counted["warning"]);
    EXPECT_EQ(sum["notes"], counted["note"]);
    EXPECT_EQ(sum["questions"], counted["question"]);
}

TEST_F(Contract, TheWeakerQuotaIsToldWhole) {
    bool seen = false;
    const json all = get({"check", "--format", "json"});
    for (const json& f : all["findings"]) {
        if (f["facet"] != "指标" || f["verdict"] != "weaker")
            continue;
        seen = true;
        EXPECT_EQ(f["group"], "强度");
        EXPECT_EQ(f["severity"], "error");
        EXPECT_EQ(f["plan"], "东区2023");
        EXPECT_EQ(f["task"], "公众列席");
        EXPECT_EQ(f["file"], "specs/district.yd");
        EXPECT_EQ(f["line"], 13);
        EXPECT_EQ(f["upstream"]["plan"], "甲市2023");
        EXPECT_EQ(f["upstream"]["task"], "公众列席");
        EXPECT_EQ(f["upstream"]["file"], "specs/city.yd");
        EXPECT_EQ(f["upstream"]["line"], 9);
    }
    EXPECT_TRUE(seen);
}

TEST_F(Contract, ColumnsCountCodePoints) {
    int unknown = 0;
    const json all = get({"check", "--format", "json"});
    for (const json& f : all["findings"])
        if (f["name"] == "unknown_unit") {
            EXPECT_EQ(at("specs/district.yd", f), "区没有局") << f.dump(1);
            // said once, with the other place it stands in
            ASSERT_EQ(f["related"].size(), 1u) << f.dump(1);
            EXPECT_EQ(at("specs/district.yd", f["related"][0]), "区没有局") << f.dump(1);
            ++unknown;
        }
    EXPECT_EQ(unknown, 1);
}

TEST_F(Contract, SourceNamesTheDocument) {
    std::string plan = folder.read("specs/district.yd");
    plan.insert(plan.find("    章"), "    来源 dong-2023\n");
    folder.write("specs/district.yd", plan);
    bool seen = false;
    const json all = get({"check", "--format", "json"});
    for (const json& f : all["findings"])
        if (f["verdict"] == "weaker") {
            seen = true;
            EXPECT_EQ(f["source"]["document"], "dong-2023");
            EXPECT_EQ(f["source"]["places"], (json{"正文 24.3", "附表 67"}));
        }
    EXPECT_TRUE(seen);
}

TEST_F(Contract, AcknowledgedFindingsNoLongerCount) {
    const json before = get({"check", "--format", "json"});
    std::string code;
    for (const json& f : before["findings"])
        if (f["verdict"] == "weaker")
            code = f["code"];
    ASSERT_FALSE(code.empty());
    std::string plan = folder.read("specs/district.yd");
    plan.insert(plan.rfind("}"), "    已核 " + code + " 公众列席 “原件如此”\n");
    folder.write("specs/district.yd", plan);
    const json after = get({"check", "--format", "json"});
    bool seen = false;
    for (const json& f : after["findings"])
        if (f["code"] == code) {
            seen = true;
            EXPECT_EQ(f["acknowledged"], "原件如此");
        }
    EXPECT_TRUE(seen);
    EXPECT_EQ(after["summary"]["acknowledged"], 1);
    EXPECT_EQ(after["summary"]["errors"], before["summary"]["errors"].get<int>() - 1);
    const Result text = run_program({"check"}, {folder.path()});
    EXPECT_THAT(text.out, HasSubstr("已核 " + code));
}

TEST_F(Contract, Matrix) {
    const json all = get({"matrix", "--format", "json"});
    EXPECT_EQ(all["schema"], 1);
    ASSERT_EQ(all["cells"].size(), 1u) << all.dump(1);
    const json& cell = all["cells"][0];
    EXPECT_EQ(cell["upstream"], "甲市2023.公众列席");
    EXPECT_EQ(cell["plan"], "东区2023");
    EXPECT_EQ(cell["task"], "公众列席");
    EXPECT_EQ(cell["verdict"], "weaker");
    EXPECT_EQ(cell["facets"]["指标"], "weaker");
    const Result text = run_program({"matrix"}, {folder.path()});
    EXPECT_EQ(text.status, 0);
    EXPECT_THAT(text.out, HasSubstr("变弱"));
}

TEST_F(Contract, Why) {
    const Result r = run_program({"why", "东区2023.公众列席", "甲市2023.公众列席"}, {folder.path()});
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out, HasSubstr("变弱"));
    EXPECT_THAT(r.out, HasSubstr("每年不少于2次"));
    EXPECT_THAT(r.out, HasSubstr("每年不少于4次"));
    EXPECT_THAT(r.out, HasSubstr("理由："));
    const json j = get({"why", "东区2023", "甲市2023", "--format", "json"});
    ASSERT_EQ(j["comparisons"].size(), 1u);
    EXPECT_EQ(j["comparisons"][0]["verdict"], "weaker");
    EXPECT_EQ(run_program({"why", "东区2023.公众列席"}, {folder.path()}).out, r.out);
    const Result slip = run_program({"why", "东区2023.公众列度", "甲市2023"}, {folder.path()});
    EXPECT_EQ(slip.status, 2);
    EXPECT_THAT(slip.err, HasSubstr("是不是 东区2023.公众列席"));
}

TEST_F(Contract, Trace) {
    std::string plan = folder.read("specs/district.yd");
    plan.insert(plan.find("    章"), "    来源 dong-2023\n    非任务 正文 25 “套话”\n");
    folder.write("specs/district.yd", plan);
    folder.write("seeds/dong.yd", "文献 dong-2023 {\n    标题 “2023年东区政务公开工作要点”\n    印发 2023-04-28\n"
                                  "    正文 24.3 { 摘要 “sha256:00” ； 字数 3 }\n    正文 25.1 { 摘要 “sha256:01” ； 字数 3 }\n"
                                  "    附表 67 { 摘要 “sha256:02” ； 字数 3 }\n    附表 68 { 摘要 “sha256:03” ； 字数 3 }\n}\n");
    const Result r = run_program({"trace", "--format", "json"}, {folder.path()});
    EXPECT_EQ(r.status, 1) << "row 68 is cited by nothing";
    const json all = json::parse(r.out);
    ASSERT_EQ(all["documents"].size(), 1u);
    const json& document = all["documents"][0];
    EXPECT_EQ(document["document"], "dong-2023");
    EXPECT_EQ(document["covered"], 3);
    EXPECT_EQ(document["total"], 4);
    std::map<std::string, json> places;
    for (const json& place : document["places"])
        places[place["place"]] = place;
    EXPECT_EQ(places["附表 67"]["tasks"], json{"东区2023.公众列席"});
    EXPECT_EQ(places["附表 67"]["duty"], true);
    EXPECT_EQ(places["正文 25.1"]["duty"], false);
    EXPECT_EQ(places["附表 68"]["tasks"], json::array());
    EXPECT_EQ(places["附表 68"]["digest"], "unknown");
}

// ── SARIF 2.1.0: what its schema asks of the objects used here, property by property ──

namespace {

using Kinds = std::map<std::string, std::string>; // property: type; a trailing ! means required

void holds(const json& object, const Kinds& kinds, const std::string& where) {
    ASSERT_TRUE(object.is_object()) << where;
    for (const auto& [key, value] : object.items()) {
        const auto kind = kinds.count(key) ? kinds.find(key) : kinds.find(key + "!");
        ASSERT_NE(kind, kinds.end()) << where << " has no property " << key;
        const std::string type = kind->second;
        EXPECT_TRUE((type == "string" && value.is_string()) || (type == "object" && value.is_object()) ||
                    (type == "array" && value.is_array()) || (type == "line" && value.is_number_integer() && value >= 1) ||
                    (type == "index" && value.is_number_integer() && value >= 0))
            << where << "." << key << " = " << value;
    }
    for (const auto& [key, type] : kinds)
        EXPECT_TRUE(!key.ends_with('!') || object.contains(key.substr(0, key.size() - 1))) << where << " lacks " << key;
}

void is_location(const json& l, const std::string& where) {
    holds(l, {{"id", "index"}, {"physicalLocation", "object"}, {"logicalLocations", "array"}, {"message", "object"}}, where);
    const json& p = l["physicalLocation"];
    holds(p, {{"artifactLocation", "object"}, {"region", "object"}}, where + ".physicalLocation");
    holds(p["artifactLocation"], {{"uri", "string"}}, where + ".artifactLocation");
    for (const char c : p["artifactLocation"]["uri"].get<std::string>())
        EXPECT_TRUE(c > ' ' && c < 127) << "a URI reference is ASCII";
    holds(p["region"], {{"startLine", "line"}, {"startColumn", "line"}, {"endLine", "line"}, {"endColumn", "line"}}, where + ".region");
}

} // namespace

TEST_F(Contract, Sarif) {
    const Folder spaced("有 空格");
    write_world(spaced);
    spaced.write("specs/district.yd", folder.read("specs/district.yd"));
    const json plain = json::parse(run_program({"check", "--format", "json"}, {spaced.path()}).out);
    const json s = json::parse(run_program({"check", "--format", "sarif"}, {spaced.path()}).out);
    holds(s, {{"$schema", "string"}, {"version!", "string"}, {"runs!", "array"}}, "sarif");
    EXPECT_EQ(s["version"], "2.1.0");
    ASSERT_EQ(s["runs"].size(), 1u);
    const json& run = s["runs"][0];
    holds(run, {{"tool!", "object"}, {"results", "array"}, {"language", "string"}, {"columnKind", "string"}}, "run");
    EXPECT_EQ(run["columnKind"], "unicodeCodePoints");
    const json& driver = run["tool"]["driver"];
    holds(driver, {{"name!", "string"}, {"semanticVersion", "string"}, {"rules", "array"}}, "driver");
    std::set<std::string> ids;
    for (const json& rule : driver["rules"]) {
        holds(rule, {{"id!", "string"}, {"name", "string"}, {"shortDescription", "object"}, {"help", "object"}, {"defaultConfiguration", "object"}, {"properties", "object"}}, "rule");
        EXPECT_TRUE(ids.insert(rule["id"]).second) << "rule ids are unique";
        EXPECT_TRUE(rule["shortDescription"]["text"].is_string());
    }
    ASSERT_EQ(run["results"].size(), plain["findings"].size());
    for (std::size_t k = 0; k < run["results"].size(); ++k) {
        const json &r = run["results"][k], &f = plain["findings"][k];
        holds(r, {{"ruleId", "string"}, {"ruleIndex", "index"}, {"level", "string"}, {"message!", "object"}, {"locations", "array"}, {"relatedLocations", "array"}, {"suppressions", "array"}, {"fixes", "array"}, {"properties", "object"}}, "result");
        EXPECT_EQ(driver["rules"][r["ruleIndex"].get<std::size_t>()]["id"], r["ruleId"]);
        EXPECT_EQ(r["ruleId"], f["code"]);
        EXPECT_TRUE((std::set<std::string>{"error", "warning", "note"}.count(r["level"])));
        EXPECT_EQ(r["message"]["text"], f["message"]["zh"]);
        ASSERT_EQ(r["locations"].size(), 1u);
        is_location(r["locations"][0], "location");
        const json& region = r["locations"][0]["physicalLocation"]["region"];
        EXPECT_EQ(region["startLine"], f["line"]);
        EXPECT_EQ(region["startColumn"], f["column"]);
        EXPECT_EQ(region["endColumn"], f["end_column"]);
        std::set<int> numbers;
        for (const json& related : r["relatedLocations"]) {
            is_location(related, "relatedLocation");
            EXPECT_TRUE(numbers.insert(related["id"].get<int>()).second);
        }
    }
}

} // namespace yaodian::testing
