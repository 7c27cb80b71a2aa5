// Shapes: what the language page says about the surface, line by line.
#include "grammar/parse_check.h"
#include "tests/grammar/reading.h"

#include <gtest/gtest.h>

namespace yaodian::testing {
namespace {

TEST(Grammar, HasNoEndlessLoops) { EXPECT_EQ(grammar_problems(), 0u); }

TEST(Shapes, APlan) {
    EXPECT_EQ(shape("要点 虹口2023 “2023年要点” {\n"
                    "    年度 2023\n"
                    "    章 四 “人民民主” {\n"
                    "        任务 公众列席 “邀请公众代表” {\n"
                    "            正文 24.3–24.4 ； 附表 67\n"
                    "            责任 区政府办公室、各部门\n"
                    "        }\n"
                    "    }\n"
                    "    不承接 上海2023.浦东引领区 “仅由浦东新区承担”\n"
                    "}\n"),
              "plan[虹口2023 '2023年要点' year[2023] chapter[四 '人民民主' task[公众列席 '邀请公众代表' body[24.3–24.4] "
              "annex[67] responsible[区政府办公室 , 各部门]]] not_carried[上海2023.浦东引领区 '仅由浦东新区承担']]");
}

TEST(Shapes, PunctuationOfBothWidths) {
    const std::string wide = in_task("责任：甲、乙，丙 ； 正文 24 ｛ 期限 一季度 ｝\n指标 甲：列席 ＞＝ 4次");
    const std::string narrow = in_task("责任:甲、乙,丙 ; 正文 24 { 期限 一季度 }\n指标 甲:列席 >= 4次");
    EXPECT_EQ(wide, "responsible[甲 , 乙 , 丙] body[24 due[一季度]] quota[甲 : 列席 at_least 4次]");
    EXPECT_EQ(wide, narrow);
    EXPECT_EQ(in_task("责任 甲､乙"), "responsible[甲 , 乙]");
    EXPECT_EQ(in_task("落实 上海2023．公众列席"), "implements[上海2023．公众列席]");
    EXPECT_EQ(in_task("责任 甲（推定）、乙(推定)、丙（ 推定 ）、丁（ inferred ）"),
              "responsible[甲 (inferred) , 乙 (inferred) , 丙 (inferred) , 丁 (inferred)]");
}

TEST(Shapes, Spaces) {
    EXPECT_EQ(in_task("责任　区财政局\u00A0\t区教育局"), "responsible[区财政局 区教育局]");
    EXPECT_EQ(in_task("责任\u3000：\u3000区财政局"), "responsible[区财政局]");
    EXPECT_EQ(shape("\xEF\xBB\xBF要点 甲 {\r\n年度 2023\r\n责任 乙、\r\n丙\r\n}\r\n"), "plan[甲 year[2023] responsible[乙 , 丙]]");
    EXPECT_EQ(shape("要点 甲 {\r年度 2023\r}\r"), "plan[甲 year[2023]]");
}

TEST(Shapes, EndsOfStatements) {
    EXPECT_EQ(in_task("正文 24；附表 67。责任 甲 ; 自定 }  任务 丙 { 自定"),
              "body[24] annex[67] responsible[甲] own[]] task[丙 own[]");
    EXPECT_EQ(in_task("期限 3月31日前.\n责任 甲. # 说明\n落实 上海2023.目录公开 ."), "due[3月31日前] responsible[甲] implements[上海2023.目录公开]");
    EXPECT_EQ(in_task("正文 24.3 ; 附表 60.文"), "body[24.3] annex[60.文]");
    EXPECT_EQ(in_task("；；责任 甲；。；"), "responsible[甲]");
}

TEST(Shapes, ListsGoOnOverLines) {
    const std::string expected = "responsible[甲 , 乙 , 丙] own[]";
    EXPECT_EQ(in_task("责任 甲、\n    乙、\n\n    丙\n自定"), expected);
    EXPECT_EQ(in_task("责任 甲\n    、乙\n    、丙\n自定"), expected);
    EXPECT_EQ(in_task("责任 甲，  # 第一家\n  # 第二家\n    乙、\n丙\n自定"), expected);
    EXPECT_EQ(in_task("责任 甲、\n    、乙、丙\n自定"), expected);
    // An item that begins like a keyword is still an item.
    EXPECT_EQ(in_task("要素 标题、\n    摘要、\n    单位名称、\n    字数"), "elements[标题 , 摘要 , 单位名称 , 字数]");
}

TEST(Shapes, BlocksMayOpenOnTheNextLine) {
    EXPECT_EQ(shape("要点 甲\n\n# 说明\n{\n任务 乙 “丙”  # 说明\n    {\n    自定\n    }\n}\n"), "plan[甲 task[乙 '丙' own[]]]");
    EXPECT_EQ(shape("要点 甲{任务 乙{}}"), "plan[甲 task[乙]]");
    const Reading reading("要点 甲{任务 乙{}任务 丙}");
    EXPECT_TRUE(reading.tree.nodes[2].block);
    EXPECT_FALSE(reading.tree.nodes[4].block);
}

TEST(Shapes, Keywords) {
    EXPECT_EQ(in_task("责任区财政局"), "responsible[区财政局]");
    EXPECT_EQ(in_task("责任单位：区财政局\n牵头单位:甲\n配合单位　乙\n时间节点：一季度\n完成时限：二季度"),
              "responsible[区财政局] lead[甲] support[乙] due[一季度] due[二季度]");
    EXPECT_EQ(in_task("期限决策出台后的10个工作日内"), "due[决策出台后的10个工作日内]");
    EXPECT_EQ(in_task("responsible 甲\nDUE 一季度"), "responsible[甲] due[一季度]");
    EXPECT_EQ(in_task("持续\n自定"), "throughout[] own[]");
    EXPECT_EQ(in_task("持续 全年"), "throughout[全年]");
    EXPECT_EQ(shape("章 四 {}"), "slips 1009@1:1(章 四)");
}

TEST(Shapes, PartsContinueQuotasAndElements) {
    EXPECT_EQ(in_task("指标 区政府（推定）：列席常务会议 每年不少于4次 ； 各部门、各街道 各自：列席会议 每年1次"),
              "quota[区政府 (inferred) : 列席常务会议 每年不少于4次 ; 各部门 , 各街道 各自 : 列席会议 每年1次]");
    EXPECT_EQ(in_task("指标 列席会议 每年1次 ； 责任 甲"), "quota[列席会议 每年1次] responsible[甲]");
    EXPECT_EQ(in_task("指标 列席会议 每年1次 ； 责任单位：甲"), "quota[列席会议 每年1次] responsible[甲]");
    EXPECT_EQ(in_task("要素 视情：甲 ； 可：乙、丙 ； 任选：丁"), "elements[视情 : 甲 ; 可 : 乙 , 丙 ; 任选 : 丁]");
    EXPECT_EQ(in_task("要素 视情：甲 ； 要素 可：乙"), "elements[视情 : 甲] elements[可 : 乙]");
    EXPECT_EQ(in_task("要素 视情：甲；\n    可：乙\n自定"), "elements[视情 : 甲 ; 可 : 乙] own[]");
    EXPECT_EQ(in_task("要素 视情：甲\n    ； 可：乙\n自定"), "elements[视情 : 甲 ; 可 : 乙] own[]");
    EXPECT_EQ(in_task("指标 甲：乙 1次；\n责任：丙"), "quota[甲 : 乙 1次] responsible[丙]");
    EXPECT_EQ(in_task("指标 成员单位：乙 1次；成员单位乙：丙 2次"), "quota[成员单位 : 乙 1次 ; 成员单位乙 : 丙 2次]");
    // A colon in quotes or brackets is no such colon.
    EXPECT_EQ(in_task("指标 甲 1次 ； 非任务 正文 “一：二”"), "quota[甲 1次] nonduty[正文 '一：二']");
    // Only these two statements have parts.
    EXPECT_EQ(in_task("责任 甲 ； 配合：乙"), "responsible[甲] support[乙]");
}

TEST(Shapes, NamesHoldBracketsAndQuotes) {
    EXPECT_EQ(in_task("责任 区“12345”市民服务热线各承办单位、区行政服务中心（区大数据中心）、26个试点领域"),
              "responsible[区“12345”市民服务热线各承办单位 , 区行政服务中心（区大数据中心） , 26个试点领域]");
    EXPECT_EQ(in_task("责任 甲(乙、丙 丁)戊、己"), "responsible[甲(乙、丙 丁)戊 , 己]");
    EXPECT_EQ(in_task("责任 甲（乙（丙）丁)"), "responsible[甲（乙（丙）丁)]");
    EXPECT_EQ(in_task("要素 “办”字图标、“依申请”"), "elements[“办”字图标 , '依申请']");
    EXPECT_EQ(in_task("要素 “办”（区）图标、“办”（推定）"), "elements[“办”（区）图标 , '办' (inferred)]");
    EXPECT_EQ(in_task("正文 三（三）.2、十.3、（一）"), "body[三（三）.2 , 十.3 , （一）]");
    EXPECT_EQ(in_task("期限 2023-04-01 至 2024-03-31"), "due[2023-04-01 至 2024-03-31]");
    EXPECT_EQ(in_task("期限 二季度—次年一季度\n正文 1~3、4～5、6-7"), "due[二季度—次年一季度] body[1~3 , 4～5 , 6-7]");
    EXPECT_EQ(in_task("责任 区政府（推定）、甲（存疑）（乙）"), "responsible[区政府 (inferred) , 甲 (doubtful) （乙）]");
}

TEST(Shapes, Titles) {
    EXPECT_EQ(shape("要点 甲“乙” {}"), "plan[甲 '乙']");
    EXPECT_EQ(shape("要点 甲\"乙\" {}"), "plan[甲 '乙']");
    EXPECT_EQ(shape("要点 甲 《乙的通知》 {}"), "plan[甲 '乙的通知']");
    EXPECT_EQ(shape("要点 “甲”“乙” {}"), "plan['甲' '乙']");
    EXPECT_EQ(shape("要点 甲 { 章 四“人民“民主””{} 任务 “办”字图标 “乙” {} }"), "plan[甲 chapter[四 '人民“民主”'] task[“办”字图标 '乙']]");
    EXPECT_EQ(shape("要点 甲 { 任务 区“12345”热线 {} }"), "plan[甲 task[区 '12345' 热线]]");
    EXPECT_EQ(in_task("正文 24“不少于4次”\n来历 推定“甲：乙”"), "body[24 '不少于4次'] origin[推定 '甲：乙']");
}

TEST(Shapes, Quotes) {
    EXPECT_EQ(in_task("条件 “甲 {乙} ； 丙 # 丁”  # 戊"), "condition['甲 {乙} ； 丙 # 丁']");
    EXPECT_EQ(in_task("条件 「甲「乙」」、『丙』、\"丁“戊\""), "condition['甲「乙」' , '丙' , '丁“戊']");
    EXPECT_EQ(in_task("条件 ”甲”"), "condition['甲']"); // an input method that closes first
    EXPECT_EQ(in_task("条件 “”"), "condition['']");
}

TEST(Shapes, Comparators) {
    EXPECT_EQ(in_task("指标 列席≥4次"), "quota[列席 at_least 4次]");
    EXPECT_EQ(in_task("指标 列席 ＜＝ 4次 ； 甲：列席 = 4次"), "quota[列席 at_most 4次 ; 甲 : 列席 exactly 4次]");
    EXPECT_EQ(in_task("指标 列席不少于4次"), "quota[列席不少于4次]");
    EXPECT_EQ(in_task("指标 列席 =>4次 ； 甲：列席 ≤4"), "quota[列席 at_least 4次 ; 甲 : 列席 at_most 4]");
}

TEST(Shapes, Comments) {
    const Reading reading("# 一\n要点 甲 { # 二\n ＃ 三\n年度 2023 # 四", {.comments = true});
    ASSERT_EQ(reading.tree.comments.size(), 4u);
    EXPECT_EQ(reading.file.text(reading.tree.comments[3].span), "# 四");
    EXPECT_EQ(reading.file.text(reading.tree.comments[2].span), "＃ 三");
    EXPECT_EQ(Reading("# 一\n要点 甲 {} # 二").tree.comments.size(), 0u);
    EXPECT_EQ(in_task("责任 甲#乙"), "responsible[甲]");
}

TEST(Shapes, SpansAreExact) {
    const Reading reading("要点 甲2023 “题”（推定） {}");
    const auto text = [&](std::size_t i) { return std::string(reading.file.text(reading.tree.nodes[i].span())); };
    ASSERT_EQ(reading.tree.nodes.size(), 4u);
    EXPECT_EQ(text(0), "要点");
    EXPECT_EQ(text(1), "甲2023");
    EXPECT_EQ(text(2), "题");
    EXPECT_EQ(text(3), "（推定）");
    EXPECT_EQ(reading.tree.nodes[0].next, 4u);
}

/// Everything that reads the tree relies on this.
void expect_well_formed(const SyntaxTree& tree, std::size_t size) {
    std::vector<uint32_t> ends;
    for (uint32_t i = 0; i < tree.nodes.size(); ++i) {
        const SyntaxNode& node = tree.nodes[i];
        while (!ends.empty() && ends.back() <= i)
            ends.pop_back();
        ASSERT_LE(node.begin, node.end);
        ASSERT_LE(node.end, size);
        ASSERT_GT(node.next, i);
        ASSERT_LE(node.next, ends.empty() ? tree.nodes.size() : ends.back());
        if (node.shape == Shape::Statement) {
            ASSERT_NE(node.word, Word::None);
            ends.push_back(node.next);
            bool value = false;
            for (const SyntaxNode& v : tree.values(i))
                value |= v.shape == Shape::Name || v.shape == Shape::Text;
            ASSERT_TRUE(value || (info(node.word).flags & Bare)) << chinese(node.word);
        } else {
            ASSERT_EQ(node.next, i + 1);
            ASSERT_FALSE(ends.empty());
        }
    }
}

TEST(Shapes, ATreeIsWellFormedWhateverTheInput) {
    const char* const pieces[] = {"要点", "任务", "章",  "责任", "指标", "持续", "台账", "甲", "各部门", "任物", " ",  "\n", "　", "、", "；",
                                  "。",   "：",   "{",  "}",    "｛",   "“",    "”",    "\"", "（",    "）",   "(",  "推定", "#",  ".",  "≥",
                                  ">",    "《",   "》", "\r\n", "24.3", "plan", "\u200B", "\u00A0", "\t", "\n    ", "单位", "正文"};
    uint32_t seed = 12345;
    for (int round = 0; round < 30000; ++round) {
        std::string text;
        for (int k = 0; k < 40; ++k) {
            seed = seed * 1664525u + 1013904223u;
            text += pieces[(seed >> 16) % std::size(pieces)];
        }
        const Reading reading(text);
        expect_well_formed(reading.tree, text.size());
        for (const Slip& slip : reading.tree.slips) {
            ASSERT_LE(slip.span.begin, slip.span.end);
            ASSERT_LE(slip.span.end, text.size());
        }
        if (::testing::Test::HasFatalFailure()) {
            ADD_FAILURE() << text;
            return;
        }
        ASSERT_TRUE(match_only(text));
    }
}

} // namespace
} // namespace yaodian::testing
