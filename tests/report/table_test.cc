// Task tables and spreadsheets, read back with another pair of eyes.
#include "tests/tools/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <zip.h>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <sstream>

namespace yaodian::testing {

using ::testing::HasSubstr;
using nlohmann::json;

namespace {

std::string part(const std::string& file, const char* name) {
    int error = 0;
    zip_t* archive = zip_open(file.c_str(), ZIP_RDONLY | ZIP_CHECKCONS, &error);
    EXPECT_NE(archive, nullptr) << file << " is no zip archive: " << error;
    if (!archive)
        return {};
    std::string out;
    zip_stat_t stat;
    if (zip_stat(archive, name, 0, &stat) == 0) {
        out.resize(stat.size);
        zip_file_t* in = zip_fopen(archive, name, 0);
        EXPECT_EQ(zip_fread(in, out.data(), out.size()), static_cast<zip_int64_t>(out.size()));
        zip_fclose(in);
    }
    zip_discard(archive);
    return out;
}

pugi::xml_document xml(const std::string& text) {
    pugi::xml_document document;
    EXPECT_TRUE(document.load_string(text.c_str(), pugi::parse_full)) << text.substr(0, 200);
    return document;
}

std::string words(const pugi::xml_node& node) {
    std::string out;
    for (const pugi::xpath_node& t : node.select_nodes(".//w:t"))
        out += t.node().text().get();
    return out;
}

/// Two chapters, an item whose heading the card knows, shared by two tasks, and hostile words.
void write_plan(const Folder& folder) {
    write_world(folder);
    folder.write("specs/card.yd", "文献 east-2023 {\n    标题 “2023年东区政务公开工作要点”\n    正文 24.题 { 标题 “扩大公众参与” ； 摘要 “sha256:00” ； 字数 6 }\n"
                                  "    正文 24.3 { 摘要 “sha256:01” ； 字数 10 }\n    正文 24.4 { 摘要 “sha256:02” ； 字数 10 }\n}\n");
    std::string plan = district_plan();
    plan.insert(plan.find("    章 二"), "    来源 east-2023\n");
    plan.insert(plan.rfind("    }\n}\n"), "        任务 会议公开 “公开会议<b>结果</b> & | 更多” {\n            正文 24.4 ； 附表 68\n            牵头 区政府办公室\n            配合 区财政局\n"
                                          "            期限 6月30日前\n            要素 结果、理由 等\n            自定\n        }\n");
    plan.insert(plan.rfind("}\n"), "    章 三 “保障” {\n        任务 公式 “=1+1” {\n            附表 69\n            责任 区财政局\n            期限 全年\n            自定\n        }\n    }\n");
    folder.write("specs/district.yd", plan);
}

Result table(const Folder& folder, const std::string& file) {
    return run_program({"table", "东区2023", "-o", file, "--no-library", "--in", "specs"}, {folder.path()});
}

} // namespace

TEST(Table, Docx) {
    Folder folder;
    write_plan(folder);
    const Result r = table(folder, "t.docx");
    ASSERT_EQ(r.status, 0) << r.err;
    const pugi::xml_document document = xml(part(folder / "t.docx", "word/document.xml"));
    for (const char* name : {"[Content_Types].xml", "_rels/.rels", "word/styles.xml", "word/fontTable.xml", "word/footer1.xml", "word/_rels/document.xml.rels"})
        xml(part(folder / "t.docx", name));
    const auto rows = document.select_nodes("//w:tbl/w:tr");
    ASSERT_EQ(rows.size(), 6u); // head, two chapters, three tasks
    EXPECT_TRUE(rows[0].node().select_node("w:trPr/w:tblHeader"));
    EXPECT_EQ(words(rows[0].node()), "序号任务名称任务内容责任单位完成时限");
    EXPECT_EQ(words(rows[1].node()), "二、公众参与");
    EXPECT_EQ(std::string(rows[1].node().select_node(".//w:gridSpan").node().attribute("w:val").value()), "5");
    auto cell = [&](int row, int column) { return rows[row].node().select_nodes("w:tc")[column].node(); };
    EXPECT_EQ(words(cell(2, 0)), "67"); // as the annex numbers it
    EXPECT_EQ(words(cell(2, 1)), "扩大公众参与");
    EXPECT_EQ(std::string(cell(2, 1).select_node(".//w:vMerge").node().attribute("w:val").value()), "restart");
    EXPECT_TRUE(cell(3, 1).select_node(".//w:vMerge"));
    EXPECT_EQ(words(cell(3, 1)), "");
    EXPECT_THAT(words(cell(2, 2)), HasSubstr("列席会议每年不少于4次"));
    EXPECT_THAT(words(cell(3, 2)), HasSubstr("公开会议<b>结果</b> & | 更多：结果、理由等。"));
    EXPECT_EQ(words(cell(3, 3)), "牵头：区政府办公室配合：区财政局");
    EXPECT_EQ(words(cell(3, 4)), "6月30日前");
    const pugi::xml_node margin = document.select_node("//w:pgMar").node();
    EXPECT_EQ(margin.attribute("w:top").as_int(), 2098);  // 37 mm
    EXPECT_EQ(margin.attribute("w:left").as_int(), 1587); // 28 mm
}

TEST(Table, SameInputSameBytes) {
    Folder folder;
    write_plan(folder);
    for (const std::string kind : {"docx", "xlsx", "md"}) {
        ASSERT_EQ(table(folder, "a." + kind).status, 0);
        ASSERT_EQ(table(folder, "b." + kind).status, 0);
        EXPECT_EQ(folder.read("a." + kind), folder.read("b." + kind)) << kind;
        EXPECT_FALSE(folder.read("a." + kind).empty());
    }
}

TEST(Table, XlsxHoldsTextAndNoFormula) {
    Folder folder;
    write_plan(folder);
    ASSERT_EQ(table(folder, "t.xlsx").status, 0);
    const pugi::xml_document sheet = xml(part(folder / "t.xlsx", "xl/worksheets/sheet1.xml"));
    const pugi::xml_document strings = xml(part(folder / "t.xlsx", "xl/sharedStrings.xml"));
    EXPECT_TRUE(sheet.select_nodes("//f").empty());
    EXPECT_TRUE(strings.select_node("//t[starts-with(text(), '=1+1')]"));
    EXPECT_TRUE(sheet.select_node("//mergeCell[@ref='B5:B6']")) << "the name of two rows is one cell";
    EXPECT_THAT(part(folder / "t.xlsx", "xl/workbook.xml"), HasSubstr("Print_Titles"));
}

TEST(Table, Markdown) {
    Folder folder;
    write_plan(folder);
    const Result r = run_program({"table", "东区2023", "--no-library", "--in", "specs"}, {folder.path()});
    ASSERT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out, HasSubstr("| 序号 | 任务名称 | 任务内容 | 责任单位 | 完成时限 |"));
    EXPECT_THAT(r.out, HasSubstr("&lt;b&gt;结果&lt;/b&gt; &amp; \\| 更多"));
    // Every line of the table has five cells.
    std::istringstream in(r.out);
    for (std::string line; std::getline(in, line);)
        if (line.starts_with("|")) {
            int bars = 0;
            for (std::size_t i = 0; i < line.size(); ++i)
                bars += line[i] == '|' && (i == 0 || line[i - 1] != '\\');
            EXPECT_EQ(bars, 6) << line;
        }
}

TEST(Table, WrongUse) {
    Folder folder;
    write_plan(folder);
    EXPECT_EQ(table(folder, "t.doc").status, 2);
    const Result r = run_program({"table", "没有这份", "--no-library", "--in", "specs"}, {folder.path()});
    EXPECT_EQ(r.status, 2);
    EXPECT_FALSE(std::filesystem::exists(folder / "t.doc"));
}

/// A row of the table as Markdown shows it.
struct Printed {
    int number;
    std::string name, content, units, due;
};
std::vector<Printed> printed(const std::string& markdown) {
    std::vector<Printed> out;
    std::istringstream in(markdown);
    for (std::string line; std::getline(in, line);) {
        if (!line.starts_with("| ") || !std::isdigit(static_cast<unsigned char>(line[2])))
            continue;
        std::vector<std::string> cells;
        for (std::size_t at = 2; at < line.size();) {
            const std::size_t end = line.find(" |", at);
            cells.push_back(line.substr(at, end - at));
            at = end + 3;
        }
        EXPECT_EQ(cells.size(), 5u) << line;
        cells.resize(5);
        out.push_back({std::stoi(cells[0]), cells[1], cells[2], cells[3], cells[4]});
    }
    return out;
}
std::multiset<std::string> unit_names(const std::string& cell) {
    std::multiset<std::string> out;
    for (std::size_t at = 0; at < cell.size();) {
        const std::size_t end = std::min({cell.find("、", at), cell.find("<br>", at), cell.size()});
        std::string one = cell.substr(at, end - at);
        for (const std::string label : {"牵头：", "责任：", "配合：", "会同："})
            if (one.starts_with(label))
                one.erase(0, label.size());
        if (one.ends_with("等"))
            one.erase(one.size() - std::string("等").size());
        out.insert(one);
        at = end + (cell.compare(end, 4, "<br>") == 0 ? 4 : 3);
    }
    return out;
}
/// The last days that stand plainly in a cell, worked out here by hand.
std::set<std::string> last_days(const std::string& cell, const std::string& year) {
    std::set<std::string> out;
    static const std::map<std::string, std::string> words = {{"全年", "-12-31"}, {"年内", "-12-31"}, {"年底前", "-12-31"}, {"上半年", "-06-30"}, {"下半年", "-12-31"},
                                                             {"一季度", "-03-31"}, {"二季度", "-06-30"}, {"三季度", "-09-30"}, {"四季度", "-12-31"}};
    if (const auto at = words.find(cell); at != words.end())
        out.insert(year + at->second);
    static const std::regex day("([0-9]{1,2})月([0-9]{1,2})日前");
    if (std::smatch m; std::regex_match(cell, m, day))
        out.insert(fmt::format("{}-{:02}-{:02}", year, std::stoi(m[1]), std::stoi(m[2])));
    return out;
}

const std::vector<std::string> kReal = {"虹口2023", "市经信委2023", "嘉定2023", "莘庄2023", "宝山2022"};

/// Every plan of the library: the rows and numbers of its annex as the card lists them, else a row for each task.
TEST(Table, TheRealPlansHaveTheRowsOfTheirAnnex) {
    const std::string specs = YAODIAN_SOURCE_DIR "/specs";
    const json traced = json::parse(run_program({"trace", "--format", "json", specs}, {}).out);
    std::size_t annexes = 0;
    for (const std::string& plan : kReal) {
        std::vector<int> rows;
        std::set<std::string> tasks;
        for (const json& document : traced["documents"])
            for (const json& place : document["places"]) {
                bool mine = false;
                for (const std::string task : place["tasks"])
                    if (task.starts_with(plan + "."))
                        mine = true, tasks.insert(task);
                if (const std::string name = place["place"]; mine && name.starts_with("附表 "))
                    rows.push_back(std::stoi(name.substr(std::string("附表 ").size())));
            }
        std::sort(rows.begin(), rows.end());
        const Result r = run_program({"table", plan, "--in", specs}, {});
        ASSERT_EQ(r.status, 0) << r.err;
        const std::vector<Printed> table = printed(r.out);
        if (rows.empty()) {
            EXPECT_EQ(table.size(), tasks.size()) << plan;
        } else {
            ++annexes;
            ASSERT_GE(table.size(), rows.size()) << plan;
            for (std::size_t k = 0; k < rows.size(); ++k)
                EXPECT_EQ(table[k].number, rows[k]) << plan;
            EXPECT_EQ(table.size() > rows.size(), r.out.find("附表未列的任务") != std::string::npos) << plan;
        }
        for (std::size_t k = 0; k < table.size(); ++k)
            EXPECT_EQ(table[k].number, static_cast<int>(k + 1)) << plan;
    }
    EXPECT_EQ(annexes, 3u);
}

TEST(Table, ARowIsARowOfTheAnnex) {
    Folder folder;
    write_world(folder);
    std::string plan = district_plan();
    plan.insert(plan.rfind("    }\n}\n"), "        任务 甲 “甲事” {\n            附表 70、71\n            责任 区政府办公室\n            期限 全年\n            自定\n        }\n"
                                           "        任务 乙 “乙事” {\n            附表 71.文\n            附表 71.栏 { 期限 一季度 ； 责任 区财政局 }\n            责任 区政府办公室\n            自定\n        }\n"
                                           "        任务 丙 “丙事” {\n            正文 25.1\n            责任 区财政局\n            期限 6月30日前\n            自定\n        }\n");
    folder.write("specs/district.yd", plan);
    const Result r = run_program({"table", "东区2023", "--no-library", "--in", "specs"}, {folder.path()});
    ASSERT_EQ(r.status, 0) << r.err;
    const std::vector<Printed> rows = printed(r.out);
    ASSERT_EQ(rows.size(), 4u) << r.out;
    EXPECT_EQ(rows[0].number, 67);
    EXPECT_EQ(rows[1].number, 70);
    EXPECT_EQ(rows[1].content, "甲事。");
    EXPECT_EQ(rows[2].number, 71);
    EXPECT_EQ(rows[2].content, "甲事。乙事。");
    EXPECT_EQ(unit_names(rows[2].units), (std::multiset<std::string>{"区政府办公室", "区财政局"}));
    EXPECT_EQ(rows[2].due, "全年、一季度");
    EXPECT_EQ(rows[3].number, 72);
    EXPECT_EQ(rows[3].content, "丙事。");
    EXPECT_LT(r.out.find("附表未列的任务"), r.out.find("丙事。"));
}

/// Out to a document, back through the importer: the same rows, the same units, the same last days.
TEST(Table, RoundTrip) {
    Folder folder;
    write_plan(folder);
    if (run_program({"import", "--help"}).status != 0)
        GTEST_SKIP() << "this program has no import";
    ASSERT_EQ(table(folder, "t.docx").status, 0);
    const Result r = run_program({"import", "t.docx", "--format", "json"}, {folder.path()});
    ASSERT_EQ(r.status, 0) << r.err;
    const json read = json::parse(r.out);
    std::vector<json> rows;
    for (const json& place : read["places"])
        if (place["kind"] == "row")
            rows.push_back(place);
    ASSERT_EQ(rows.size(), 3u) << r.out;
    EXPECT_EQ(rows[1]["due"]["to"], "2023-06-30");
    std::vector<std::string> units;
    for (const json& unit : rows[1]["units"])
        units.push_back(unit["role"].get<std::string>() + " " + unit["name"].get<std::string>());
    EXPECT_THAT(units, ::testing::UnorderedElementsAre("牵头 区政府办公室", "配合 区财政局"));
    ASSERT_FALSE(rows[0]["quotas"].empty());
    EXPECT_EQ(rows[0]["quotas"][0]["value"], 4);
    EXPECT_EQ(rows[0]["quotas"][0]["per"], "year");
}

/// And every real plan: rows, units and last days as they went out.
TEST(Table, TheRealPlansComeBack) {
    Folder folder;
    const std::string specs = YAODIAN_SOURCE_DIR "/specs";
    std::size_t units = 0, days = 0;
    for (const std::string& plan : kReal) {
        const std::string file = folder / (plan + ".docx");
        ASSERT_EQ(run_program({"table", plan, "-o", file, "--in", specs}, {}).status, 0);
        const std::vector<Printed> out = printed(run_program({"table", plan, "--in", specs}, {}).out);
        const Result r = run_program({"import", file, "--format", "json"}, {folder.path()});
        ASSERT_EQ(r.status, 0) << r.err;
        std::vector<json> back;
        const json read = json::parse(r.out);
        for (const json& place : read["places"])
            if (place["kind"] == "row")
                back.push_back(place);
        ASSERT_EQ(back.size(), out.size()) << plan;
        for (std::size_t k = 0; k < out.size(); ++k) {
            EXPECT_EQ(back[k]["place"], fmt::format("附表 {}", out[k].number)) << plan;
            std::multiset<std::string> names;
            for (const json& unit : back[k]["units"])
                if (unit["role"] != "主体") // read in the content, not in the cell
                    names.insert(unit["name"].get<std::string>());
            EXPECT_EQ(names, unit_names(out[k].units)) << plan << " " << out[k].number << " " << out[k].units;
            units += names.size();
            for (const std::string& day : last_days(out[k].due, plan.substr(plan.size() - 4))) {
                EXPECT_EQ(back[k]["due"].value("to", ""), day) << plan << " " << out[k].number << " " << out[k].due;
                ++days;
            }
        }
    }
    EXPECT_GT(units, 500u);
    EXPECT_GT(days, 200u);
}

/// LibreOffice opens them and writes them as PDF; what it could not read would not be in there.
TEST(Table, LibreOfficeOpensThem) {
    if (!std::filesystem::exists("/usr/bin/soffice"))
        GTEST_SKIP() << "LibreOffice is not installed";
    Folder folder;
    write_plan(folder);
    for (const std::string kind : {"docx", "xlsx"}) {
        ASSERT_EQ(table(folder, "t." + kind).status, 0);
        const std::string command = "cd '" + folder.path().string() + "' && HOME='" + folder.path().string() +
                                    "' timeout 120 soffice --headless --convert-to pdf t." + kind + " >/dev/null 2>&1 && pdftotext -layout t.pdf t.txt";
        ASSERT_EQ(std::system(command.c_str()), 0) << kind;
        std::string text = folder.read("t.txt"); // broken into lines, digits set apart: only the characters are compared
        std::erase_if(text, [](char ch) { return ch == ' ' || ch == '\n' || ch == '\f'; });
        for (const char* words : {"序号", "扩大公众参与", "月30日", "=1+1"})
            EXPECT_THAT(text, HasSubstr(words)) << kind;
    }
}

TEST(Spreadsheets, MatrixAndFindings) {
    Folder folder;
    write_world(folder);
    folder.write("specs/district.yd", district_plan("列席会议 每年不少于2次"));
    for (const std::string command : {"matrix", "check"}) {
        const Result r = run_program({command, "--format", "xlsx", "--no-library", "specs"}, {folder.path()});
        ASSERT_EQ(r.status, command == "check" ? 1 : 0) << r.err;
        const std::string file = folder.write(command + ".xlsx", r.out);
        const pugi::xml_document strings = xml(part(file, "xl/sharedStrings.xml"));
        EXPECT_TRUE(strings.select_node("//t[contains(text(), '2次')]")) << command;
        EXPECT_TRUE(xml(part(file, "xl/worksheets/sheet1.xml")).select_node("//autoFilter")) << command;
    }
}

} // namespace yaodian::testing
