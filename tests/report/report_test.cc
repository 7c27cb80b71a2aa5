// The report as bytes: one file, nothing outside it, titles as data, the old one kept when the work is stopped.
#include "runtime/report/parts.h"
#include "tests/tools/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <regex>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace yaodian::testing {

using ::testing::HasSubstr;
using ::testing::Not;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

/// What the page shows, as a program reads it.
json data_of(const std::string& html) {
    const std::string open = "<script type=\"application/json\" id=\"data\">";
    const std::size_t from = html.find(open) + open.size();
    return json::parse(html.substr(from, html.find("</script>", from) - from));
}

std::string report_of(const Folder& folder, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = {"report", "--no-pdf", "--no-library", "-o", folder / "out", folder / "specs"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Result r = run_program(arguments, {folder.path()});
    EXPECT_EQ(r.status, 0) << r.err;
    return folder.read("out/index.html");
}

} // namespace

TEST(Page, NoAngleBracketInsideAScriptElement) {
    EXPECT_EQ(report_page::in_script("{\"a\": \"</script><!--\"}"), "{\"a\": \"\\u003c/script>\\u003c!--\"}");
    EXPECT_EQ(json::parse(report_page::in_script("\"<b>\"")), "<b>");
}

TEST(Page, ADrawingLosesItsPrologueAndFonts) {
    const std::string svg = "<?xml version=\"1.0\"?>\n<!DOCTYPE svg>\n<svg width=\"1pt\" xmlns=\"u\">\n<!-- a --><text x=\"1\" font-family=\"A,B\" fill=\"red\">font-family=&quot;x&quot; &lt;b&gt;</text></svg>";
    EXPECT_EQ(report_page::bare_svg(svg), "<svg width=\"1pt\" xmlns=\"u\">\n<text x=\"1\" fill=\"red\">font-family=&quot;x&quot; &lt;b&gt;</text></svg>");
    EXPECT_EQ(report_page::bare_svg("no drawing"), "");
}

TEST(Page, HoldsEverythingAndAsksForNothing) {
    Folder folder;
    write_world(folder);
    const std::string html = report_of(folder);
    // Addresses stand only as names of XML vocabularies.
    static const std::regex address(R"((?:https?:)?//[A-Za-z0-9.-]+\.[a-z]{2,})");
    for (auto it = std::sregex_iterator(html.begin(), html.end(), address); it != std::sregex_iterator(); ++it)
        EXPECT_THAT(it->str(), HasSubstr("www.w3.org")) << it->position();
    EXPECT_THAT(html, Not(::testing::ContainsRegex("<link|<img|@import|url\\(")));
    EXPECT_THAT(html, HasSubstr("default-src 'none'"));
    const json all = data_of(html);
    EXPECT_EQ(all["schema"], 1);
    EXPECT_EQ(all["answer"].size(), 5u);
    EXPECT_EQ(all["cells"].size(), 1u);
    EXPECT_GT(all["pictures"].size(), 1u);
}

TEST(Page, SameInputSameBytes) {
    Folder one, two;
    write_world(one);
    write_world(two);
    const std::string a = report_of(one), b = report_of(two);
    ASSERT_EQ(a.size(), b.size());
    const auto at = std::mismatch(a.begin(), a.end(), b.begin()).first - a.begin();
    EXPECT_TRUE(a == b) << a.substr(static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, at - 60)), 120);
}

TEST(Page, TellsTheVerdictOfTheCheckAndBothTexts) {
    Folder folder;
    write_world(folder);
    folder.write("specs/district.yd", district_plan("列席会议 每年不少于2次"));
    const json all = data_of(report_of(folder));
    ASSERT_EQ(all["cells"].size(), 1u);
    const json& cell = all["cells"][0];
    EXPECT_EQ(all["verdicts"][cell[3].get<int>()][0], "weaker");
    const json& facet = cell[6][0];
    EXPECT_EQ(all["facets"][facet[0].get<int>()][0], "指标");
    EXPECT_THAT(all["texts"][facet[2].get<int>()].get<std::string>(), HasSubstr("2次"));
    EXPECT_THAT(all["texts"][facet[4].get<int>()].get<std::string>(), HasSubstr("4次"));
    EXPECT_FALSE(facet[6].is_null()) << "there is a reason";
    const json check = json::parse(run_program({"check", "--no-library", "--format", "json", "specs"}, {folder.path()}).out);
    EXPECT_EQ(all["findings"].size(), check["findings"].size());
    EXPECT_EQ(all["tally"][3], check["summary"]["errors"]);
}

TEST(Page, TitlesStayData) {
    Folder folder;
    write_world(folder);
    std::string plan = district_plan();
    const std::string bad = "</script><script>alert(1)</script> ]]> <!-- \\u003c {{data}}";
    plan.replace(plan.find("请公众代表列席会议"), std::string("请公众代表列席会议").size(), bad);
    folder.write("specs/district.yd", plan);
    const std::string html = report_of(folder);
    EXPECT_EQ(html.find("<script>alert"), std::string::npos);
    bool seen = false;
    const json all = data_of(html);
    for (const json& task : all["tasks"])
        seen |= task.is_object() && task["t"] == bad;
    EXPECT_TRUE(seen);
}

TEST(Pdf, LeftOutWithAWordWhenThereIsNoBrowser) {
    Folder folder;
    write_world(folder);
    const Result r = run_program({"report", "--no-library", "-o", "out", "specs"}, {folder.path(), {{"PATH", folder / "nothing"}}});
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.err, HasSubstr("report.pdf"));
    EXPECT_TRUE(fs::exists(folder / "out/index.html"));
    EXPECT_FALSE(fs::exists(folder / "out/report.pdf"));
}

TEST(Pdf, ABrowserThatFailsLeavesNothingBehind) {
    Folder folder;
    write_world(folder);
    const std::string browser = folder.write("bin/chromium", "#!/bin/sh\nexit 1\n");
    fs::permissions(browser, fs::perms::owner_all);
    const Result r = run_program({"report", "--no-library", "-o", "out", "specs"}, {folder.path(), {{"PATH", (folder / "bin") + ":/usr/bin:/bin"}}});
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.err, HasSubstr("report.pdf"));
    std::vector<std::string> left;
    for (const auto& file : fs::directory_iterator(folder / "out"))
        left.push_back(file.path().filename());
    EXPECT_THAT(left, ::testing::ElementsAre("index.html"));
}

TEST(Stopped, TheOldReportStays) {
    Folder folder;
    write_world(folder);
    folder.write("out/index.html", "old page");
    folder.write("out/report.pdf", "old print");
    // A browser that never ends: there is time to stop.
    const std::string browser = folder.write("bin/chromium", "#!/bin/sh\n: > \"" + (folder / "started") + "\"\nexec sleep 60\n");
    fs::permissions(browser, fs::perms::owner_all);
    const std::string out = folder / "out", specs = folder / "specs", path = "PATH=" + (folder / "bin") + ":/usr/bin:/bin";
    const pid_t child = ::fork();
    if (child == 0) {
        const int nothing = ::open("/dev/null", O_WRONLY);
        ::dup2(nothing, 1);
        ::dup2(nothing, 2);
        const char* const argv[] = {YAODIAN_PROGRAM, "report", "--no-library", "-o", out.c_str(), specs.c_str(), nullptr};
        // What the sanitizers were told (leaks of Graphviz and fontconfig are not ours) holds for the program too.
        std::string sanitizers[2];
        std::size_t told = 0;
        const char* envp[5] = {path.c_str(), "YAODIAN_SPECS="};
        for (const char* name : {"ASAN_OPTIONS", "LSAN_OPTIONS"})
            if (const char* value = std::getenv(name)) {
                sanitizers[told] = std::string(name) + "=" + value;
                envp[2 + told] = sanitizers[told].c_str();
                ++told;
            }
        ::execve(YAODIAN_PROGRAM, const_cast<char* const*>(argv), const_cast<char* const*>(envp));
        ::_exit(127);
    }
    for (int k = 0; k < 600 && !fs::exists(folder / "started"); ++k)
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    ASSERT_TRUE(fs::exists(folder / "started"));
    ::kill(child, SIGINT);
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 130);
    EXPECT_EQ(folder.read("out/index.html"), "old page");
    EXPECT_EQ(folder.read("out/report.pdf"), "old print");
    std::size_t files = 0;
    for ([[maybe_unused]] const auto& file : fs::directory_iterator(out))
        ++files;
    EXPECT_EQ(files, 2u) << "nothing half made is left";
}

} // namespace yaodian::testing
