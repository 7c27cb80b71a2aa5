// The formatter: idempotent, keeps every comment, turns keywords into English and back, never touches what it cannot read.
#include "tests/tools/program.h"

#include "grammar/format.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <set>

namespace yaodian::testing {

using ::testing::HasSubstr;

namespace {

std::optional<std::string> formatted(const std::string& text, Spelling spelling = Spelling::AsWritten) {
    const SourceFile file = SourceFile::from_string("x.yd", text);
    return format(file, parse(file, {.comments = true}), {spelling});
}

const char* const kMessy = "# 开头\r\n"
                           "要点  甲2023“2023年要点”｛\n"
                           "年度：2023   # 年\n"
                           "    印发 2023-03-31 # 日\n"
                           "\n\n\n"
                           "  任务 列席 “请人列席”   # 任务\n"
                           "  {\n"
                           "      责任单位：区财政局(推定),区教育局、\n"
                           "   区民政局   # 三家\n"
                           "      、区司法局\n"
                           "      正文 24.3 {期限 3月31日前};附表 67 { 期限　一季度 ；力度 鼓励 } ;  自定\n"
                           "      指标 区政府:列席会议 每年不少于4次 ； 各部门 各自：列席会议 ≥ 1次。\n"
                           "      要素 视情：甲、乙 等\n"
                           "  # 尾\n"
                           "  }\n"
                           "\n}\n";

} // namespace

TEST(Format, EvensOut) {
    EXPECT_EQ(formatted(kMessy).value_or("nothing"),
              "# 开头\n"
              "要点 甲2023 “2023年要点” {\n"
              "    年度 2023        # 年\n"
              "    印发 2023-03-31  # 日\n"
              "\n"
              "    任务 列席 “请人列席” {  # 任务\n"
              "        责任单位 区财政局（推定）、区教育局、\n"
              "            区民政局、  # 三家\n"
              "            区司法局\n"
              "        正文 24.3 { 期限 3月31日前 } ； 附表 67 { 期限 一季度 ； 力度 鼓励 } ； 自定\n"
              "        指标 区政府：列席会议 每年不少于4次 ； 各部门 各自：列席会议 ≥ 1次\n"
              "        要素 视情：甲、乙 等\n"
              "        # 尾\n"
              "    }\n"
              "}\n");
}

TEST(Format, TwiceIsOnce) {
    const std::string once = formatted(kMessy).value_or("");
    EXPECT_EQ(formatted(once).value_or("nothing"), once);
}

TEST(Format, EnglishAndBack) {
    const std::string chinese = formatted(kMessy, Spelling::Chinese).value_or("");
    const std::string english = formatted(chinese, Spelling::English).value_or("");
    EXPECT_THAT(english, HasSubstr("plan 甲2023"));
    EXPECT_THAT(english, HasSubstr("区财政局（inferred）"));
    EXPECT_THAT(english, HasSubstr("force encouraged"));
    const std::string back = formatted(english, Spelling::Chinese).value_or("");
    EXPECT_EQ(back, chinese);
    EXPECT_EQ(formatted(back, Spelling::English).value_or(""), english);
}

TEST(Format, LeavesWhatItCannotRead) {
    EXPECT_EQ(formatted("要点 甲 { 任无 乙 { } }\n"), std::nullopt);
    EXPECT_EQ(formatted("要点 甲 “没有关上 {\n}\n"), std::nullopt);
}

TEST(Format, CommentsAlone) { EXPECT_EQ(formatted("  # 只有说明\n\n\n\n# 两行").value_or("nothing"), "# 只有说明\n\n# 两行\n"); }

TEST(Format, InPlaceAndCheck) {
    const Folder folder;
    folder.write("好 的.yd", "要点 甲2023 {\n    年度 2023\n}\n");
    folder.write("乱.yd", "要点 甲2023{年度 2023\n}");
    folder.write("错.yd", "要点 甲 {\n    任无 乙 “丙” {\n");
    const Result check = run_program({"fmt", "--check", "好 的.yd", "乱.yd"}, {folder.path()});
    EXPECT_EQ(check.status, 1);
    EXPECT_EQ(check.out, "乱.yd\n");
    EXPECT_EQ(folder.read("乱.yd"), "要点 甲2023{年度 2023\n}");
    EXPECT_EQ(run_program({"fmt", "好 的.yd", "乱.yd"}, {folder.path()}).status, 0);
    EXPECT_EQ(folder.read("乱.yd"), "要点 甲2023 {\n    年度 2023\n}\n");
    EXPECT_EQ(run_program({"fmt", "--check", "乱.yd"}, {folder.path()}).status, 0);
    const std::string wrong = folder.read("错.yd");
    const Result slip = run_program({"fmt", "错.yd"}, {folder.path()});
    EXPECT_EQ(slip.status, 1);
    EXPECT_THAT(slip.err, HasSubstr("错.yd:2:5 YD1"));
    EXPECT_EQ(folder.read("错.yd"), wrong);
    std::size_t files = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder.path()))
        ++files;
    EXPECT_EQ(files, 3u) << "nothing is left beside";
    EXPECT_EQ(run_program({"fmt", "-", "--lang", "en"}, {{}, {}, "要点 甲 { 年度 2023 }"}).out, "plan 甲 { year 2023 }\n");
}

TEST(Format, RealSpecsReadTheSame) {
    // Formatting and turning into English must not change what is found.
    const Folder folder;
    namespace fs = std::filesystem;
    for (const char* part : {"specs", "seeds"})
        if (fs::exists(fs::path(YAODIAN_SOURCE_DIR) / part))
            fs::copy(fs::path(YAODIAN_SOURCE_DIR) / part, folder.path() / part, fs::copy_options::recursive);
    auto found = [&] { // numbers and sentences; lines may move
        std::multiset<std::string> out;
        const nlohmann::json all = nlohmann::json::parse(run_program({"check", "specs", "--format", "json"}, {folder.path()}).out);
        for (const nlohmann::json& f : all["findings"])
            out.insert(f["code"].get<std::string>() + f["severity"].get<std::string>() + f["plan"].dump() + f["task"].dump() + f["facet"].dump());
        return out;
    };
    const auto before = found();
    EXPECT_FALSE(before.empty());
    ASSERT_EQ(run_program({"fmt", "specs"}, {folder.path()}).status, 0);
    EXPECT_EQ(run_program({"fmt", "--check", "specs"}, {folder.path()}).out, "");
    EXPECT_EQ(found(), before);
    ASSERT_EQ(run_program({"fmt", "specs", "--lang", "en"}, {folder.path()}).status, 0);
    EXPECT_EQ(found(), before);
}

} // namespace yaodian::testing
