// yaodian check: exit statuses, which files are read, locales, paths, the forms of output.
#include "tests/tools/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace yaodian::testing {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using nlohmann::json;

TEST(Check, SoundPlansExitZero) {
    const Folder folder;
    write_world(folder);
    const Result r = run_program({"check"}, {folder.path()});
    EXPECT_EQ(r.status, 0) << r.out << r.err;
    EXPECT_THAT(r.out, HasSubstr("2 份要点"));
    EXPECT_EQ(r.err, "");
}

TEST(Check, WeakerQuotaExitsOne) {
    const Folder folder;
    write_world(folder);
    folder.write("specs/district.yd", district_plan("列席会议 每年不少于2次"));
    const Result r = run_program({"check"}, {folder.path()});
    EXPECT_EQ(r.status, 1) << r.out;
    EXPECT_THAT(r.out, HasSubstr("错误 YD3"));
    EXPECT_THAT(r.out, HasSubstr("--> specs/district.yd:13:"));
    EXPECT_THAT(r.out, HasSubstr("上级条款在此"));
    EXPECT_THAT(r.out, HasSubstr("specs/city.yd:9:"));
    EXPECT_THAT(r.out, HasSubstr("二、公众参与 · 正文 24.3 · 附表 67"));
}

TEST(Check, CaretsStandUnderWideCharacters) {
    const Folder folder;
    write_world(folder);
    folder.write("specs/district.yd", district_plan("列席会议量 每年不少于4次")); // no glossary knows it
    const Result r = run_program({"check"}, {folder.path()});
    const std::size_t at = r.out.find("13 |");
    ASSERT_NE(at, std::string::npos) << r.out;
    const std::size_t begin = r.out.rfind('\n', at) + 1, middle = r.out.find('\n', at) + 1, end = r.out.find('\n', middle);
    const std::string shown = r.out.substr(begin, middle - begin - 1), under = r.out.substr(middle, end - middle);
    const std::size_t name = shown.find("列席会议量");
    ASSERT_NE(name, std::string::npos) << shown;
    std::size_t columns = 0; // of what stands before the name: Chinese is two wide and three bytes long
    for (std::size_t i = 0; i < name;) {
        const bool wide = (shown[i] & 0x80) != 0;
        columns += wide ? 2 : 1;
        i += wide ? 3 : 1;
    }
    EXPECT_EQ(under.find('^'), columns) << shown << '\n' << under;
}

TEST(Check, StrictCountsWarnings) {
    const Folder folder;
    write_world(folder);
    std::string plan = district_plan();
    plan.replace(plan.find("            责任 区政府办公室、各部门\n"), std::string("            责任 区政府办公室、各部门\n").size(), "");
    folder.write("specs/district.yd", plan);
    const json found = json::parse(run_program({"check", "--format", "json"}, {folder.path()}).out);
    ASSERT_GT(found["summary"]["warnings"], 0) << found.dump(1);
    const bool errors = found["summary"]["errors"] > 0;
    EXPECT_EQ(run_program({"check"}, {folder.path()}).status, errors ? 1 : 0);
    EXPECT_EQ(run_program({"check", "--strict"}, {folder.path()}).status, 1);
}

TEST(Check, WrongUseExitsTwo) {
    for (const std::vector<std::string>& arguments :
         std::vector<std::vector<std::string>>{{"chekc"}, {"check", "--frmat", "json"}, {"check", "--format", "xml"}, {"check", "--lang", "fr"}, {}}) {
        const Result r = run_program(arguments);
        EXPECT_EQ(r.status, 2) << ::testing::PrintToString(arguments);
    }
    EXPECT_THAT(run_program({"chekc"}).err, HasSubstr("是不是 check"));
    EXPECT_THAT(run_program({"chekc", "--lang", "en"}).err, HasSubstr("did you mean check"));
}

TEST(Check, HelpAndVersionExitZero) {
    EXPECT_EQ(run_program({"--help"}).status, 0);
    EXPECT_EQ(run_program({"check", "--help"}).status, 0);
    EXPECT_THAT(run_program({"--version"}).out, HasSubstr("yaodian "));
}

TEST(Check, MissingInputExitsThree) {
    const Folder folder;
    write_world(folder);
    EXPECT_EQ(run_program({"check", "没有.yd"}, {folder.path()}).status, 3);
    folder.write("empty/readme", "");
    EXPECT_EQ(run_program({"check", "empty"}, {folder.path()}).status, 3);
    EXPECT_EQ(run_program({"check"}, {folder / "empty"}).status, 3);
    // What can be read is still checked, and the rest is told.
    const Result r = run_program({"check", "specs", "没有.yd"}, {folder.path()});
    EXPECT_EQ(r.status, 3);
    EXPECT_THAT(r.out, HasSubstr("2 份要点"));
    EXPECT_THAT(r.err, HasSubstr("没有.yd"));
}

TEST(Check, SameUnderEveryLocaleAndWorkingDirectory) {
    const Folder folder("有 空格 的目录");
    write_world(folder, "规 范/specs");
    folder.write("规 范/specs/district.yd", district_plan("列席会议 每年不少于2次"));
    const Result plain = run_program({"check", "规 范"}, {folder.path()});
    EXPECT_EQ(plain.status, 1) << plain.err;
    EXPECT_THAT(plain.out, HasSubstr("规 范/specs/district.yd:13:"));
    for (const char* locale : {"C", "POSIX", "zh_CN.UTF-8", "nonsense"}) {
        const Result r = run_program({"check", "规 范"}, {folder.path(), {{"LC_ALL", locale}}});
        EXPECT_EQ(r.out, plain.out) << locale;
        EXPECT_EQ(r.status, 1);
    }
    // From elsewhere, by its whole path: the same findings, whole paths.
    const Result far = run_program({"check", folder / "规 范"}, {"/"});
    EXPECT_EQ(far.status, 1);
    EXPECT_THAT(far.out, HasSubstr("规 范/specs/district.yd:13:"));
}

TEST(Check, OrderOfFilesAndThreadsDoNotShow) {
    const Folder folder;
    write_world(folder);
    folder.write("specs/district.yd", district_plan("列席会议 每年不少于2次"));
    const std::string a = run_program({"check", "--format", "json", "specs/city.yd", "specs/district.yd", "specs/names.yd", "specs/words.yd"}, {folder.path()}).out;
    const std::string b = run_program({"check", "--format", "json", "specs/words.yd", "specs/names.yd", "specs/district.yd", "specs/city.yd", "specs/city.yd"}, {folder.path()}).out;
    const std::string c = run_program({"check", "--format", "json", "--threads", "1", "specs"}, {folder.path()}).out;
    EXPECT_EQ(a, b);
    EXPECT_EQ(a, c);
}

TEST(Check, LibraryGivesNamesButNoFindings) {
    const Folder folder;
    write_world(folder);
    folder.write("specs/district.yd", district_plan("列席会议 每年不少于2次"));
    // The city alone: the weaker district is not its business.
    const Result city = run_program({"check", "specs/city.yd"}, {folder.path()});
    EXPECT_EQ(city.status, 0) << city.out;
    EXPECT_THAT(city.out, HasSubstr("1 份要点"));
    // The district alone, from another place below: siblings give the city plan and the names.
    EXPECT_EQ(run_program({"check", "specs/district.yd"}, {folder.path()}).status, 1);
    // A plan elsewhere finds the nearest specs/ above.
    folder.write("drafts/deep/mine.yd", district_plan("列席会议 每年不少于3次"));
    const json mine = json::parse(run_program({"check", "--format", "json", "drafts/deep/mine.yd"}, {folder.path()}).out);
    ASSERT_FALSE(mine["findings"].empty());
    for (const json& f : mine["findings"])
        EXPECT_EQ(f["file"], "drafts/deep/mine.yd") << f.dump(1);
    EXPECT_GT(mine["summary"]["errors"], 0);
    // Without the library nothing is known.
    const json bare = json::parse(run_program({"check", "--format", "json", "--no-library", "drafts/deep/mine.yd"}, {folder.path()}).out);
    bool unknown = false;
    for (const json& f : bare["findings"])
        unknown |= f["name"].get<std::string>().find("unknown") != std::string::npos;
    EXPECT_TRUE(unknown);
}

TEST(Check, LibraryByOptionAndByVariable) {
    const Folder folder;
    write_world(folder, "elsewhere");
    const std::string plan = folder.write("mine/district.yd", district_plan());
    EXPECT_EQ(run_program({"check", "--library", folder / "elsewhere", plan}).status, 0);
    EXPECT_EQ(run_program({"check", plan}, {{}, {{"YAODIAN_SPECS", folder / "elsewhere"}}}).status, 0);
    EXPECT_EQ(run_program({"check", "--library", folder / "nowhere", plan}).status, 3);
}

TEST(Check, OwnGlossaryHidesTheLibrarysWholeOne) {
    const Folder folder;
    write_world(folder);
    // The user's 词表 公开 knows other words only: those of the library's 公开 are gone with it.
    const std::string mine = folder.write("mine/words.yd", "词表 公开 {\n    指标 宣讲场次 { 单位 场 ； 种类 次数 }\n}\n");
    const std::string plan = folder.write("mine/district.yd", district_plan());
    const json found = json::parse(run_program({"check", "--format", "json", mine, plan}, {folder.path()}).out);
    bool unknown = false;
    for (const json& f : found["findings"])
        unknown |= f["name"] == "unknown_metric" && f["file"] == "mine/district.yd";
    EXPECT_TRUE(unknown) << found.dump(1);
}

TEST(Check, WithoutArgumentsReadsWhatLiesHere) {
    const Folder folder;
    write_world(folder, "plans");
    const Result here = run_program({"check"}, {folder / "plans"});
    EXPECT_EQ(here.status, 0) << here.out << here.err;
    EXPECT_THAT(here.out, HasSubstr("2 份要点"));
    const Folder empty;
    const Result library = run_program({"check"}, {empty.path(), {{"YAODIAN_SPECS", folder / "plans"}}});
    EXPECT_THAT(library.out, HasSubstr("2 份要点"));
}

TEST(Check, ColourOnlyWhenAskedFor) {
    const Folder folder;
    write_world(folder);
    folder.write("specs/district.yd", district_plan("列席会议 每年不少于2次"));
    EXPECT_THAT(run_program({"check"}, {folder.path()}).out, Not(HasSubstr("\x1b[")));
    EXPECT_THAT(run_program({"check", "--color", "always"}, {folder.path()}).out, HasSubstr("\x1b["));
}

TEST(Check, English) {
    const Folder folder;
    write_world(folder);
    folder.write("specs/district.yd", district_plan("列席会议 每年不少于2次"));
    const Result r = run_program({"check", "--lang", "en"}, {folder.path()});
    EXPECT_THAT(r.out, HasSubstr("error YD3"));
    EXPECT_THAT(r.out, HasSubstr("the upstream clause is here"));
    EXPECT_THAT(r.out, HasSubstr("2 plans"));
}

TEST(Check, StandardInput) {
    const Folder folder;
    write_world(folder);
    const Result r = run_program({"check", "-"}, {folder.path(), {}, district_plan("列席会议 每年不少于2次")});
    EXPECT_EQ(r.status, 1) << r.out;
    EXPECT_THAT(r.out, HasSubstr("--> -:13:"));
}

} // namespace yaodian::testing
