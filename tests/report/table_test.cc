// Task tables and spreadsheets, read back with another pair of eyes.
#include "tests/tools/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <zip.h>

#include <algorithm>
#include <filesystem>

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
    EXPECT_EQ(words(cell(2, 0)), "1");
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

/// Every plan of the library with tasks: as many rows as tasks.
TEST(Table, TheRealPlans) {
    Folder folder;
    const std::string specs = YAODIAN_SOURCE_DIR "/specs";
    for (const std::string plan : {"虹口2023", "市经信委2023", "嘉定2023", "莘庄2023", "宝山2022"}) {
        const std::string file = folder / (plan + ".docx");
        const Result r = run_program({"table", plan, "-o", file, "--in", specs}, {});
        ASSERT_EQ(r.status, 0) << r.err;
        const pugi::xml_document document = xml(part(file, "word/document.xml"));
        std::size_t rows = 0;
        for (const auto& row : document.select_nodes("//w:tbl/w:tr"))
            rows += row.node().select_nodes("w:tc").size() == 5 && !row.node().select_node("w:trPr/w:tblHeader");
        const json matrix = json::parse(run_program({"check", "--format", "json", specs}, {}).out);
        EXPECT_GT(rows, 20u) << plan;
        EXPECT_LE(rows, matrix["summary"]["tasks"].get<std::size_t>());
    }
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
