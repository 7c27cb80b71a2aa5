// The small parts below the command line: JSON, safe text, underlined lines, the blocks of a file, writing aside.
#include "tests/tools/program.h"

#include "runtime/json.h"
#include "runtime/outputs/excerpt.h"
#include "runtime/printable.h"
#include "tools/disk.h"
#include "tools/library.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace yaodian::testing {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(Json, EveryByteComesBackOrIsReplaced) {
    for (int byte = 0; byte < 256; ++byte) {
        std::string text = "甲";
        text += static_cast<char>(byte);
        text += "乙";
        std::string out;
        append_json_string(out, text);
        const std::string back = nlohmann::json::parse(out).get<std::string>();
        EXPECT_EQ(back, byte < 0x80 ? text : "甲\xEF\xBF\xBD乙") << byte;
    }
}

TEST(Json, CommasAndNesting) {
    std::string out;
    Json json(out);
    json.begin_object().member("a", 1).key("b").begin_array().value("x").begin_object().end_object().null().end_array();
    json.line_break().member("c", true).end_object();
    EXPECT_EQ(out, "{\"a\": 1,\"b\": [\"x\",{},null],\n\"c\": true}");
}

TEST(Printable, WellFormedTextStays) {
    EXPECT_EQ(printable("甲 a “b” 𠀀"), "甲 a “b” 𠀀");
    EXPECT_EQ(printable("a\tb\nc"), "a b c");
    EXPECT_EQ(printable("\x1b[0m"), "\xEF\xBF\xBD[0m");
    EXPECT_EQ(printable("\xC2\x9B" "x\u202E"), "\xEF\xBF\xBDx\xEF\xBF\xBD");
    EXPECT_EQ(printable("\xED\xA0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"); // a surrogate
}

namespace {

std::string excerpt(const std::string& text, uint32_t begin, uint32_t end) {
    Compilation c;
    c.files.push_back(SourceFile::from_string("x.yd", text));
    std::string out;
    append_excerpt(out, c, {1, {begin, end}}, {});
    return out;
}

} // namespace

TEST(Excerpt, WideCharactersTakeTwoColumns) {
    EXPECT_EQ(excerpt("责任 区财政局\n", 7, 19), "   --> x.yd:1:4\n"
                                                 "   1 | 责任 区财政局\n"
                                                 "     |      ^^^^^^^^\n");
}

TEST(Excerpt, EndOfLineAndOfFile) {
    EXPECT_THAT(excerpt("甲", 3, 3), HasSubstr("|   ^\n"));
    EXPECT_THAT(excerpt("甲\n", 0, 4), HasSubstr("| ^^")); // the line break is not underlined
    EXPECT_THAT(excerpt("", 0, 0), HasSubstr("x.yd:1:1"));
}

TEST(Excerpt, LongLinesAreCutAroundThePlace) {
    std::string text;
    for (int k = 0; k < 100000; ++k)
        text += "长";
    const auto middle = static_cast<uint32_t>(text.size() / 2 / 3 * 3);
    const std::string out = excerpt(text, middle, middle + 6);
    EXPECT_LT(out.size(), 2000u);
    EXPECT_THAT(out, HasSubstr("…长"));
    EXPECT_THAT(out, HasSubstr("^^^^\n"));
}

TEST(Blocks, TopOfAFile) {
    EXPECT_THAT(top_blocks("\xEF\xBB\xBF# 要点 乙\n要点 甲2023 “题” {\n  名称 x\n}\n词表 公开{\n}\n  名录：东区 {\n}\nplan B2023 {\n}\n文献 d-1 {\n"),
                ElementsAre(HasSubstr("甲2023"), HasSubstr("公开"), HasSubstr("东区"), HasSubstr("B2023"), HasSubstr("d-1")));
    EXPECT_EQ(top_blocks("要点 甲2023 {}"), top_blocks("plan 甲2023{}"));
}

TEST(Disk, WriteAsideKeepsTheOldFileWhenItFails) {
    const Folder folder;
    folder.write("旧", "旧");
    Words why;
    EXPECT_TRUE(write_aside(folder / "旧", "新", why));
    EXPECT_EQ(folder.read("旧"), "新");
    EXPECT_TRUE(write_aside(folder / "深/处/文件", "x", why));
    EXPECT_EQ(folder.read("深/处/文件"), "x");
    EXPECT_FALSE(write_aside("/proc/nothing/here", "x", why));
    EXPECT_FALSE(why.zh.empty());
    EXPECT_FALSE(write_aside(folder / "深", "x", why)); // a directory
}

TEST(Disk, PermissionsStay) {
    const Folder folder;
    namespace fs = std::filesystem;
    folder.write("a", "1");
    fs::permissions(folder.path() / "a", fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
    Words why;
    ASSERT_TRUE(write_aside(folder / "a", "2", why));
    EXPECT_EQ(fs::status(folder.path() / "a").permissions(), fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
}

TEST(Disk, PlansBelowAreSortedAndHiddenOnesLeftOut) {
    const Folder folder;
    for (const char* name : {"b.yd", "a/z.yd", "a/乙.yd", ".git/x.yd", "c.txt"})
        folder.write(name, "");
    std::filesystem::create_directory_symlink(".", folder.path() / "绕"); // leads back to itself
    Words why;
    EXPECT_THAT(plans_below(folder.path().string(), true, why), ElementsAre(folder / "a/z.yd", folder / "a/乙.yd", folder / "b.yd"));
    EXPECT_THAT(plans_below(folder.path().string(), false, why), ElementsAre(folder / "b.yd"));
}

TEST(Disk, LargeFilesAreMappedAndReadTheSame) {
    const Folder folder;
    std::string bytes;
    while (bytes.size() < 3u << 20)
        bytes += "责任 区财政局\n";
    folder.write("大.yd", bytes);
    Words why;
    const auto file = read_source(folder / "大.yd", why);
    ASSERT_TRUE(file);
    EXPECT_EQ(file->text(), bytes);
}

TEST(Explain, PagesAndList) {
    const Result list = run_program({"explain"});
    EXPECT_EQ(list.status, 0);
    EXPECT_THAT(list.out, HasSubstr("YD1001"));
    const Result one = run_program({"explain", "YD1001"});
    EXPECT_EQ(one.status, 0);
    EXPECT_FALSE(one.out.empty());
    EXPECT_EQ(run_program({"explain", "1001"}).out, one.out);
    EXPECT_EQ(run_program({"explain", "unknown_statement"}).out, one.out);
    EXPECT_EQ(run_program({"explain", "YD9999"}).status, 2);
    EXPECT_EQ(run_program({"explain", "99999999999999999999"}).status, 2);
}

} // namespace yaodian::testing
