// The formatter over everything that is written in Yaodian in this repository.
#include "grammar/format.h"
#include "tests/grammar/reading.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace yaodian::testing {
namespace {

std::vector<std::filesystem::path> written_files() {
    std::vector<std::filesystem::path> out;
    for (const char* folder : {"specs", "seeds"}) {
        const std::filesystem::path root = std::filesystem::path(YAODIAN_SOURCE_DIR) / folder;
        if (std::filesystem::exists(root))
            for (const auto& entry : std::filesystem::recursive_directory_iterator(root))
                if (entry.path().extension() == ".yd")
                    out.push_back(entry.path());
    }
    return out;
}

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream out;
    out << in.rdbuf();
    return out.str();
}

std::string formatted(const std::string& text, Spelling spelling = Spelling::AsWritten) {
    const Reading reading(text, {.comments = true});
    return format(reading.file, reading.tree, {spelling}).value_or("not formatted: " + reading.slips());
}

/// What was said, without how it was spelt and laid out: comments included.
std::vector<std::string> comments(const std::string& text) {
    const Reading reading(text, {.comments = true});
    std::vector<std::string> out;
    for (const Comment& comment : reading.tree.comments) {
        std::string words(reading.file.text(comment.span));
        while (words.ends_with(' '))
            words.pop_back();
        out.push_back(words);
    }
    return out;
}

TEST(Specs, AreReadWithoutASlip) {
    const auto files = written_files();
    ASSERT_GT(files.size(), 15u);
    for (const auto& path : files)
        EXPECT_EQ(Reading(bytes_of(path)).slips(), "") << path.filename();
}

TEST(Specs, FormatRoundTrips) {
    for (const auto& path : written_files()) {
        const std::string text = bytes_of(path), once = formatted(text);
        const Reading before(text), after(once);
        EXPECT_EQ(after.tree.nodes.size(), before.tree.nodes.size()) << path.filename();
        EXPECT_EQ(comments(once), comments(text)) << path.filename();
        EXPECT_EQ(formatted(once), once) << path.filename() << ": twice is not once";
        // Chinese to English and back, byte for byte; nothing of the keywords stays behind.
        const std::string chinese = formatted(text, Spelling::Chinese);
        const std::string english = formatted(chinese, Spelling::English);
        EXPECT_EQ(formatted(english, Spelling::Chinese), chinese) << path.filename();
        EXPECT_EQ(comments(english), comments(text)) << path.filename();
        const Reading foreign(english);
        for (const SyntaxNode& node : foreign.tree.nodes)
            if (node.shape == Shape::Statement) {
                EXPECT_LT(static_cast<unsigned char>(foreign.file.text()[node.begin]), 0x80) << path.filename();
            }
    }
}

TEST(Formatting, SpellingsSurviveTheRoundTrip) {
    const std::string text = "要点 甲 {\n"
                             "    印发 未写\n"
                             "    任务 乙 “丙” {\n"
                             "        责任单位 丁、各部门 各自（推定）\n"
                             "        牵头部门 戊\n"
                             "        时限 10日内\n"
                             "        完成时限 适时\n"
                             "        力度 应当\n"
                             "        对象 全部 己\n"
                             "        要素 视情：庚 ； 可：辛\n"
                             "        来历 转引 “壬”\n"
                             "    }\n"
                             "    非任务 正文 总体要求 “癸”\n"
                             "}\n";
    EXPECT_EQ(formatted(text), text);
    const std::string english = formatted(text, Spelling::English);
    EXPECT_EQ(english, "plan 甲 {\n"
                       "    issued not_written\n"
                       "    task 乙 “丙” {\n"
                       "        responsible_unit 丁、各部门 各自（inferred）\n"
                       "        lead_department 戊\n"
                       "        time_limit 10日内\n"
                       "        completion_due when_fit\n"
                       "        force shall\n"
                       "        object all 己\n"
                       "        elements as_fits：庚 ； optional：辛\n"
                       "        origin quoted “壬”\n"
                       "    }\n"
                       "    nonduty body 总体要求 “癸”\n"
                       "}\n");
    EXPECT_EQ(formatted(english, Spelling::Chinese), text);
}

TEST(Formatting, Punctuation) {
    EXPECT_EQ(formatted("要点 甲 \"乙\"｛责任：丙,丁､戊;指标 己:庚>=4次 ； 条件 「辛」、\"壬”癸\"、《子》.｝"),
              "要点 甲 “乙” { 责任 丙、丁、戊 ； 指标 己：庚≥4次 ； 条件 “辛”、\"壬”癸\"、《子》 }\n");
}

} // namespace
} // namespace yaodian::testing
