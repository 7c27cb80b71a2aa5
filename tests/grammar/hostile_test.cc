// Input nobody writes on purpose: bounded time and memory, never a crash, and still a finding.
#include "grammar/parse_check.h"
#include "tests/grammar/reading.h"

#include <chrono>
#include <gtest/gtest.h>
#include <thread>

namespace yaodian::testing {
namespace {

constexpr std::size_t kMegabyte = 1 << 20;

std::string repeat(std::string_view piece, std::size_t bytes) {
    std::string out;
    out.reserve(bytes + piece.size());
    while (out.size() < bytes)
        out += piece;
    return out;
}

/// Parses within a time that only a linear reading keeps, sanitizers included.
Reading quickly(std::string text) {
    const auto start = std::chrono::steady_clock::now();
    Reading reading(std::move(text));
    const auto took = std::chrono::steady_clock::now() - start;
    EXPECT_LT(std::chrono::duration_cast<std::chrono::milliseconds>(took).count(), 20000);
    return reading;
}

TEST(Hostile, TenThousandNestedBraces) {
    for (const std::string open : {"章 四 {\n", "任务 乙 {", "{", "正文 1 {\n"}) {
        std::string text = "要点 甲 {\n";
        for (int i = 0; i < 10000; ++i)
            text += open;
        const std::size_t opened = text.size();
        for (int i = 0; i < 10000; ++i)
            text += "}\n";
        text += "年度 2023\n}\n";
        const Reading reading = quickly(text);
        std::size_t deep = 0;
        for (const Slip& slip : reading.tree.slips)
            deep += slip.code == slip::TooDeep;
        EXPECT_EQ(deep, 1u) << open;
        EXPECT_LE(reading.tree.slips.size(), 2u) << open << reading.slips();
        EXPECT_NE(reading.shape().find("year[2023]"), std::string::npos) << open;
        quickly(text.substr(0, opened)); // and never closed
    }
    const Reading closing = quickly("要点 甲 { 年度 2023 }" + repeat("}", 10000));
    EXPECT_EQ(closing.codes(), std::vector<uint16_t>{slip::StrayClose});
}

TEST(Hostile, SixtyFourLevelsAreRead) {
    std::string text = "要点 甲 {\n", end = "}\n";
    for (int i = 1; i < 64; ++i) {
        text += "章 四 {\n";
        end += "}\n";
    }
    EXPECT_EQ(Reading(text + "年度 2023\n" + end).slips(), "");
    EXPECT_EQ(Reading(text + "章 五 {\n年度 2023\n}\n" + end).codes(), std::vector<uint16_t>{slip::TooDeep});
}

TEST(Hostile, LongLines) {
    const std::size_t size = 10 * kMegabyte;
    for (const std::string piece : {"要", "a", " ", "　", "、", "，甲", "“", "”", "“甲", "（", "）", "（甲", "((", "{", "}", "{“", "“{", "（“", "“（",
                                    "；", ";甲：", "：", ".", ". ", "# ", "#", "\r", "甲\r", "# 甲\r", ">", "责任 ", "责任 甲 ", "甲（", "《", "「《",
                                    "任物 ", "任务 甲{", "单位 次 ", "指标 甲：；", "\u200B", "\"", "甲\"", "正文（推定）", "𝄞", "《》", "推定）"})
        for (const std::string head : {"", "要点 甲 { 指标 ", "要点 甲 { 任务 乙 “"}) {
            if (!head.empty() && piece.size() > 6)
                continue;
            const Reading reading = quickly(head + repeat(piece, head.empty() ? size / 4 : size / 8));
            EXPECT_LE(reading.tree.slips.size(), 1001u) << piece;
            EXPECT_LE(reading.tree.nodes.size(), reading.file.text().size() + 1) << piece;
        }
    const Reading line = quickly("要点 甲 { 责任 " + repeat("区财政局、", size) + "乙 }");
    EXPECT_EQ(line.slips(), "");
    EXPECT_GT(line.tree.nodes.size(), size / 15);
}

TEST(Hostile, ManySlipsAreCounted) {
    std::string text = "要点 甲 {\n";
    for (int i = 0; i < 5000; ++i)
        text += "年渡 2023\n";
    const Reading reading = quickly(text + "}\n");
    ASSERT_EQ(reading.tree.slips.size(), 1001u);
    EXPECT_EQ(reading.tree.slips.back().code, slip::TooMany);
    EXPECT_EQ(reading.tree.slips.back().got, "1000");
}

/// A good file cut off after every byte, and with every byte replaced.
TEST(Hostile, TruncationAndDamageAtEveryByte) {
    const std::string good = "\xEF\xBB\xBF# 说明\n要点 虹口2023 “2023年“要点”” {\n    印发 2023年4月28日\n"
                             "    章 四 “民主” {\n        任务 公众列席“邀请” {\n            正文 24.3–24.4 ； 附表 67 { 期限 一季度 }\n"
                             "            责任单位：区“12345”热线（乙（丙））、\n                各部门（推定）  # 说明\n"
                             "            指标 区政府（推定）：列席 每年≥4次 ； 各部门 各自：列席 每年不少于1次\n"
                             "            落实 上海2023．公众列席。\n        }\n    }\n    非任务 正文 总体要求 “无”\n}\n";
    ASSERT_EQ(Reading(good).slips(), "");
    for (std::size_t i = 0; i < good.size(); ++i) {
        const Reading cut(good.substr(0, i));
        EXPECT_EQ(cut.tree.slips.empty(), i + 1 >= good.size()) << i << cut.slips(); // without the last line break it is whole
        for (const char c : {'\0', '\n', '{', '}', '"', '(', ')', '\xFF', ' ', '#', ';', '\xE3'}) {
            std::string damaged = good;
            damaged[i] = c;
            const Reading reading(damaged);
            for (const Slip& slip : reading.tree.slips) {
                ASSERT_LE(slip.span.end, damaged.size());
                reading.file.position(slip.span.begin);
            }
            if (is_utf8(damaged) && c != '\0') {
                ASSERT_TRUE(match_only(damaged));
            }
        }
    }
}

/// No mutable globals: the same text read on several threads at once gives the same tree.
TEST(Hostile, ThreadsDoNotMeet) {
    std::string text = "要点 甲 {\n";
    for (int i = 0; i < 300; ++i)
        text += "任务 乙" + std::to_string(i) + " “题” {\n责任 丙（推定）、丁\n年渡 1\n}\n";
    text += "}\n";
    const Reading one(text);
    const std::string expected = dump(one.tree, one.file);
    std::vector<std::string> found(4);
    std::vector<std::thread> threads;
    for (std::string& out : found)
        threads.emplace_back([&] {
            const Reading reading(text);
            out = dump(reading.tree, reading.file);
        });
    for (std::thread& thread : threads)
        thread.join();
    for (const std::string& out : found)
        EXPECT_EQ(out, expected);
}

} // namespace
} // namespace yaodian::testing
