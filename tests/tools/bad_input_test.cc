// Anything at all may be given to the program: a clear finding or exit status 3, bounded memory, never a crash.
#include "tests/tools/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace yaodian::testing {

using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Lt;
using nlohmann::json;

namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr long kMemoryFactor = 6; // shadow memory and red zones
#else
constexpr long kMemoryFactor = 1;
#endif

/// Checks one file of these bytes, alone; whatever it is, the program ends by itself and its JSON and SARIF are whole.
json found(const std::string& bytes, long limit_mb = 100) {
    const Folder folder;
    folder.write("坏 的.yd", bytes);
    const Result text = run_program({"check", "--no-library", "坏 的.yd"}, {folder.path()});
    EXPECT_LT(text.status, 4) << text.err.substr(0, 2000);
    EXPECT_LT(text.peak_kb, limit_mb * 1024 * kMemoryFactor);
    EXPECT_LT(text.out.size(), 20u << 20);
    const Result sarif = run_program({"check", "--no-library", "--format", "sarif", "坏 的.yd"}, {folder.path()});
    EXPECT_FALSE(json::parse(sarif.out)["runs"].empty());
    const Result r = run_program({"check", "--no-library", "--format", "json", "坏 的.yd"}, {folder.path()});
    EXPECT_EQ(r.status, text.status);
    return json::parse(r.out);
}

bool has(const json& all, const std::string& name) {
    for (const json& f : all["findings"])
        if (f["name"] == name)
            return true;
    return false;
}

std::string plan(const std::string& inside) { return "要点 甲2023 “题” {\n    年度 2023\n    印发 2023-03-01\n" + inside + "}\n"; }

} // namespace

TEST(BadInput, InvalidUtf8) {
    EXPECT_TRUE(has(found("要点 \xFF\xFE\xC0\x80 {\n}\n"), "not_utf8") || has(found("要点 \xFF\xFE\xC0\x80 {\n}\n"), "utf16_file"));
    EXPECT_FALSE(found("要点 甲 “\xE8\xA6” {\n}\n")["findings"].empty());
}

TEST(BadInput, Gb18030IsNamedWithTheWayOut) {
    // 要点 虹口 in GB18030, repeated so that there is enough to go by
    std::string bytes;
    for (int k = 0; k < 40; ++k)
        bytes += "\xD2\xAA\xB5\xE3 \xBA\xE7\xBF\xDA { \xC4\xEA\xB6\xC8 2023 }\n";
    const json all = found(bytes);
    ASSERT_TRUE(has(all, "gb18030_file")) << all.dump(1);
    EXPECT_THAT(all["findings"][0]["message"]["zh"], HasSubstr("iconv"));
}

TEST(BadInput, BomAndCrlfAreFine) {
    const json bom = found("\xEF\xBB\xBF# 说明\r\n要点 甲2023 “题” {\r\n    年度 2023\r\n}\r\n");
    EXPECT_EQ(bom["summary"]["plans"], 1);
    for (const json& f : bom["findings"])
        EXPECT_NE(f["group"], "语法") << f.dump();
}

TEST(BadInput, NulBytes) {
    EXPECT_TRUE(has(found(std::string("要点 甲\0 {\n}\n", 16)), "binary_file"));
    EXPECT_TRUE(has(found(std::string(1 << 20, '\0')), "binary_file"));
}

TEST(BadInput, EmptyFile) {
    EXPECT_TRUE(has(found(""), "empty_file"));
    found("\n\n  \n");
    found("#");
}

TEST(BadInput, DirectoryInPlaceOfAFile) {
    const Folder folder;
    folder.write("要点.yd/里面.txt", "");
    const Result r = run_program({"check", "要点.yd"}, {folder.path()});
    EXPECT_EQ(r.status, 3);
    EXPECT_THAT(r.err, HasSubstr("没有 .yd 文件"));
}

TEST(BadInput, UnreadableFile) {
    const Folder folder;
    EXPECT_EQ(run_program({"check", "/proc/self/mem"}).status, 3);
    EXPECT_EQ(run_program({"check", folder / "没有/这里.yd"}).status, 3);
    EXPECT_EQ(run_program({"check", std::string(5000, 'x')}).status, 3);
    std::filesystem::create_symlink("绕.yd", folder.path() / "绕.yd"); // a link to itself
    EXPECT_EQ(run_program({"check", folder / "绕.yd"}).status, 3);
}

TEST(BadInput, UpstreamThatIsNotThere) {
    const json all = found(plan("    层级 区\n    上级 乙2023\n    任务 一 “一” { 落实 乙2023.一 }\n"));
    bool told = false;
    for (const json& f : all["findings"])
        told |= f["message"]["zh"].get<std::string>().find("乙2023") != std::string::npos;
    EXPECT_TRUE(told) << all.dump(1);
}

TEST(BadInput, CyclicUpstreams) {
    const json two = found("要点 甲2023 “甲” { 年度 2023 ； 上级 乙2023\n 任务 一 “一” { 落实 乙2023.一 }\n}\n要点 乙2023 “乙” { 年度 2023 ； 上级 甲2023\n 任务 一 “一” { 落实 甲2023.一 }\n}\n");
    EXPECT_TRUE(has(two, "upstream_cycle")) << two.dump(1);
    const json self = found("要点 甲2023 “甲” { 年度 2023 ； 上级 甲2023\n 任务 一 “一” { 落实 甲2023.一 ； 依赖 一 }\n}\n");
    EXPECT_TRUE(has(self, "upstream_cycle")) << self.dump(1);
}

TEST(BadInput, TenThousandBraces) {
    std::string open, close;
    for (int k = 0; k < 10000; ++k) {
        open += "章 一 {\n";
        close += "}\n";
    }
    EXPECT_TRUE(has(found(plan(open + close)), "nested_too_deep"));
    found(plan(open));
    found(std::string(10000, '{'));
    found(std::string(10000, '}'));
    found("要点 甲 " + std::string(10000, '('));
    std::string quotes;
    for (int k = 0; k < 10000; ++k)
        quotes += "“";
    found("要点 甲 " + quotes);
}

TEST(BadInput, HundredMegabyteLine) {
    std::string line = "要点 甲2023 “题” { 任务 一 “";
    const std::string one = "长";
    line.reserve(101u << 20);
    while (line.size() < 100u << 20)
        line += one;
    line += "” { 责任 没有的单位 } }\n";
    const json all = found(line, 900);
    EXPECT_FALSE(all["findings"].empty());
}

TEST(BadInput, ManySlipsOnOneLongLine) {
    std::string line = "要点 甲2023 “题” { ";
    for (int k = 0; k < 5000; ++k)
        line += "任务 甲 { 任无 } ";
    const json all = found(line, 600);
    EXPECT_FALSE(all["findings"].empty());
}

TEST(BadInput, NumbersBeyond64Bits) {
    const std::string many(400, '9');
    const json all = found("词表 甲 { 指标 次数 { 单位 次 ； 种类 次数 } }\n" +
                           plan("    任务 一 “一” { 指标 次数 每年不少于" + many + "次 ； 期限 决策出台后" + many + "个工作日内 ； 正文 " + many + "." + many + " }\n"));
    EXPECT_TRUE(has(all, "value_number_too_large")) << all.dump(1);
    found("日历 " + many + " { 放假 " + many + "-01-01 }\n");
    found(plan("    年度 " + many + "\n"));
}

TEST(BadInput, ThirtiethOfFebruary) {
    const json all = found(plan("    任务 一 “一” { 期限 2月30日前 }\n    任务 二 “二” { 期限 2023-13-01 }\n"));
    EXPECT_TRUE(has(all, "value_no_such_day")) << all.dump(1);
}

TEST(BadInput, UnitTwiceAndAliasThatCollides) {
    const json all = found("名录 甲区 {\n    层级 区\n    单位 区财政局 { 层级 区 }\n    单位 区财政局 { 层级 区 }\n    单位 区税务局 { 层级 区 ； 别名 区财政局 }\n}\n");
    EXPECT_TRUE(has(all, "unit_twice")) << all.dump(1);
    EXPECT_TRUE(has(all, "alias_collides"));
}

TEST(BadInput, TerminalIsSafe) {
    const Folder folder;
    folder.write("x.yd", "要点 甲2023 “题\x1b[31m\x07\u202E” {\n    任无\x1b[2J 乙\n}\n");
    const Result r = run_program({"check", "--no-library", "x.yd"}, {folder.path()});
    EXPECT_EQ(r.out.find('\x1b'), std::string::npos);
    EXPECT_EQ(r.out.find('\x07'), std::string::npos);
    EXPECT_EQ(r.out.find("\u202E"), std::string::npos);
}

TEST(BadInput, EveryPrefixOfAPlan) {
    const std::string whole = district_plan();
    for (std::size_t n = 0; n < whole.size(); n += 37) {
        const Folder folder;
        folder.write("x.yd", whole.substr(0, n)); // cuts through characters too
        for (const char* command : {"check", "matrix", "trace", "fmt"}) {
            const Result r = run_program({command, "x.yd"}, {folder.path()});
            EXPECT_LT(r.status, 4) << command << " at " << n << '\n' << r.err;
        }
    }
}

} // namespace yaodian::testing
