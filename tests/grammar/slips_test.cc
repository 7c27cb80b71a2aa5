// Slips: one finding at each, with the word probably meant, and reading goes on.
#include "tests/grammar/reading.h"

#include <gtest/gtest.h>
#include <map>

namespace yaodian::testing {
namespace {

std::string slips(std::string text) { return Reading(std::move(text)).slips(); }

/// The slips of one or more lines inside a task; lines count from the first of them.
std::string task_slips(const std::string& lines, std::string* shape = nullptr) {
    const Reading reading("要点 甲 { 任务 乙 {\n" + lines + "\n落实 丁\n}\n任务 丙 { 自定 }\n}");
    std::string out;
    for (const Slip& slip : reading.tree.slips) {
        const Position at = reading.file.position(slip.span.begin);
        if (!out.empty())
            out += ' ';
        out += std::to_string(slip.code) + '@' + std::to_string(at.line - 1) + ':' + std::to_string(at.column);
        if (!slip.got.empty() || !slip.meant.empty())
            out += '(' + slip.got + (slip.meant.empty() ? "" : ">" + slip.meant) + ')';
    }
    std::string tree = reading.shape();
    const std::string head = "plan[甲 task[乙 ", tail = "implements[丁]] task[丙 own[]]]";
    if (tree.starts_with(head) && tree.ends_with(tail)) {
        tree = tree.substr(head.size(), tree.size() - head.size() - tail.size());
        if (tree.ends_with(' '))
            tree.pop_back();
    }
    if (shape)
        *shape = tree;
    return out;
}

void expect(const std::string& lines, const std::string& slips, const std::string& shape) {
    std::string found;
    EXPECT_EQ(task_slips(lines, &found), slips) << lines;
    EXPECT_EQ(found, shape) << lines;
}

TEST(Slips, UnknownStatements) {
    expect("责仼 甲\n自定", "1001@1:1(责仼>责任)", "responsible[甲] own[]");
    expect("  期线：一季度", "1001@1:3(期线>期限)", "due[一季度]");
    expect("responsable 甲", "1001@1:1(responsable>responsible)", "responsible[甲]");
    expect("自定\n督办 甲、乙 ； 责任 丙", "1002@2:1(督办 甲、乙 ； 责任 丙)", "own[] responsible[丙]");
    expect("督办 甲 { 责任 丙 }\n自定", "1002@1:1(督办 甲)", "own[]");
    // A task whose keyword is misspelt is read, so that what refers to it is not wrong too.
    EXPECT_EQ(slips("要点 甲 {\n人物 乙 “丙” {\n责任 丁\n期线 一季度\n}\n}"), "1001@2:1(人物>任务) 1001@4:1(期线>期限)");
    EXPECT_EQ(Reading("要点 甲 {\n任物 乙 “丙” {\n责任 丁\n}\n}").shape(), "plan[甲 task[乙 '丙' responsible[丁]]]");
    EXPECT_EQ(slips("药店 甲 {\n年度 2023\n}"), "1001@1:1(药店>要点)");
    EXPECT_EQ(slips("plna 甲 {\n年度 2023\n}"), "1001@1:1(plna>plan)");
}

TEST(Slips, ForgottenListComma) {
    expect("责任 甲、\n    区教育局\n    区财政局\n自定", "1003@3:5(区财政局>责任)", "responsible[甲 , 区教育局 , 区财政局] own[]");
    expect("责任 甲、乙\n区财政局\n自定", "1003@2:1(区财政局>责任)", "responsible[甲 , 乙 , 区财政局] own[]");
    // Items that begin like a keyword; deeper than the list they belong to.
    expect("要素 甲、乙\n    成果展示\n    开放月活动、单位简介\n自定", "1003@2:5(成果展示>要素) 1003@3:5(开放月活动、单位简介>要素)",
           "elements[甲 , 乙 , 成果展示 , 开放月活动 , 单位简介] own[]");
    expect("要素 甲、乙\n开放月活动", "1003@2:1(开放月活动>要素)", "elements[甲 , 乙 , 开放月活动]");
    expect("责任 甲\n    区财政局、区教育局", "1003@2:5(区财政局、区教育局>责任)", "responsible[甲 , 区财政局 , 区教育局]");
    expect("责任 甲\n    各单位", "1003@2:5(各单位>责任)", "responsible[甲 , 各单位]");
}

TEST(Slips, InnocentNeighboursOfAForgottenComma) {
    EXPECT_EQ(in_task("责任 甲、乙\n    期限 一季度\n        自定"), "responsible[甲 , 乙] due[一季度] own[]");
    EXPECT_EQ(in_task("要素 甲、乙\n责任区财政局"), "elements[甲 , 乙] responsible[区财政局]");
    EXPECT_EQ(in_task("责任 甲、\n    单位乙"), "responsible[甲 , 单位乙]");
}

TEST(Slips, NoValue) {
    expect("期限\n自定", "1004@1:1(期限)", "own[]");
    expect("责任单位：\n自定", "1004@1:1(责任单位)", "own[]");
    expect("责任 （推定）", "1004@1:1(责任)", "");
    expect("自定\n正文 { 期限 一季度 }\n持续", "1004@2:1(正文)", "own[] throughout[]");
    // A heading alone on its line, its value on the next: one slip, and the value is read.
    expect("责任单位：\n    区财政局、区教育局\n自定", "1004@1:1(责任单位)", "responsible[区财政局 , 区教育局] own[]");
}

TEST(Slips, Braces) {
    EXPECT_EQ(slips("要点 甲 {\n任务 乙 {\n自定\n}\n"), "1005@1:1(要点 甲)");
    EXPECT_EQ(slips("要点 甲 {\n    任务 乙 “丙” {\n        自定\n\n    任务 丁 {\n        自定\n    }\n}"), "1005@2:5(任务 乙)");
    EXPECT_EQ(Reading("要点 甲 {\n    任务 乙 {\n        正文 3 {\n            期限 一季度\n\n    任务 丁 {\n    }\n}").shape(),
              "plan[甲 task[乙 body[3 due[一季度]]] task[丁]]");
    EXPECT_EQ(slips("名录 甲 {\n单位 乙 {\n层级 区\n单位 丙 { 层级 区 }\n单位 丁 { 层级 区 }\n}"), "1005@2:1(单位 乙)");
    EXPECT_EQ(slips("要点 甲 {\n自定\n词表 乙 {\n指标 丙 { 单位 次 }\n}"), "1005@1:1(要点 甲)");
    EXPECT_EQ(slips("要点 甲 {\n年度 2023\n}\n}\n\n}\n"), "1006@4:1(})");
    // A } too many in the middle: what follows belongs to the plan still.
    EXPECT_EQ(slips("要点 甲 {\n任务 乙 {\n自定\n}\n}\n任务 丙 {\n自定\n}\n任务 丁 {\n自定\n}\n}\n"), "1009@6:1(任务 丙)");
    EXPECT_EQ(Reading("要点 甲 {\n任务 乙 {\n}\n}\n任务 丙 {\n}\n}\n").shape(), "plan[甲 task[乙] task[丙]]");
    // A { forgotten.
    EXPECT_EQ(slips("要点 甲 “乙”\n年度 2023\n任务 丙 {\n自定\n}\n}\n"), "1007@1:1(要点 甲)");
    EXPECT_EQ(slips("要点 甲 {\n任务 乙 “丙”   # 丁\n责任 戊\n自定\n}\n任务 己 { 自定 }\n}\n"), "1007@2:1(任务 乙)");
    EXPECT_EQ(Reading("要点 甲 {\n任务 乙 “丙”\n责任 戊\n}\n任务 己 { 自定 }\n}\n").shape(),
              "plan[甲 task[乙 '丙' responsible[戊]] task[己 own[]]]");
    EXPECT_EQ(slips("要点 甲 “乙”\n词表 丙 {\n}\n名录 丁\n"), "1007@1:1(要点 甲) 1007@4:1(名录 丁)");
    EXPECT_EQ(slips("要点 甲 {\n正文 3 ；\n{ 自定 }\n}"), "1008@3:1({)");
    EXPECT_EQ(slips("要点 甲 {\n正文 3 { 期限 一季度 } { 自定 }\n}"), "1008@2:17({)");
    EXPECT_EQ(slips("{ 年度 2023 }"), "1008@1:1({)");
}

TEST(Slips, TextOutside) {
    EXPECT_EQ(slips("各区人民政府，市政府各委、办、局，各有关单位：\n现将工作要点印发给你们，请认真按照执行并抓好落实。\n要点 甲 {\n年度 2023\n}\n"),
              "1009@1:1(各区人民政府，市政府各委、办、局，各有关…)");
    EXPECT_EQ(slips("年度 2023\n层级 区\n要点 甲 {\n年度 2023\n}\n"), "1009@1:1(年度 2023)");
    EXPECT_EQ(Reading("年度 2023\n层级 区\n要点 甲 {\n年度 2024\n}\n").shape(), "plan[甲 year[2024]]");
    EXPECT_EQ(slips("要点 甲 {\n年度 2023\n}\n责任 乙\n期限 全年\n"), "1009@4:1(责任 乙)");
}

TEST(Slips, ReservedWords) {
    EXPECT_EQ(slips("台账 甲 {\n任务 乙\n}\n要点 丙 {\n分解 丁 {\n责任 戊\n}\n年度 2023\n}"), "1010@1:1(台账) 1010@5:1(分解)");
    EXPECT_EQ(Reading("台账 甲 {\n}\n要点 丙 {\n分解 丁 {\n责任 戊\n}\n年度 2023\n}").shape(), "plan[丙 year[2023]]");
}

TEST(Slips, QuotesAndBrackets) {
    expect("条件 “甲乙\n自定", "1011@1:4(“甲乙>”)", "condition['甲乙'] own[]");
    expect("条件 “甲“乙”\n自定", "1011@1:4(“甲“乙”>”)", "condition['甲“乙”'] own[]");
    // A quote left open does not lose the block behind it.
    EXPECT_EQ(slips("要点 甲 “乙 {\n年度 2023\n}"), "1011@1:6(“乙>”)");
    EXPECT_EQ(slips("词表 甲 {\n指标 乙 { 别名 “丙 }\n指标 丁 { 单位 次 }\n}"), "1011@2:11(“丙>”)");
    expect("责任 甲（乙、丙\n自定", "1012@1:5(（乙、丙>）)", "responsible[甲 乙 , 丙] own[]");
    expect("责任 甲（乙 ； 期限 一季度", "1012@1:5(（乙 ； 期限 一季度>）)", "responsible[甲 乙] due[一季度]");
    expect("责任 甲）、乙”", "1013@1:5(）) 1013@1:8(”)", "responsible[甲 , 乙]");
    expect("责任 甲（乙、丙(推定)", "1012@1:5(（乙、丙(推定)>）)", "responsible[甲 乙 , 丙 (inferred)]");
}

TEST(Slips, MixedQuotes) {
    expect("条件 “甲乙\"\n自定", "1025@1:7(\">”)", "condition['甲乙'] own[]");
    expect("产出 “甲\"、乙", "1025@1:6(\">”)", "yields['甲' , 乙]");
    expect("条件 \"甲乙”\n自定", "1025@1:7(”>\")", "condition['甲乙'] own[]");
    expect("条件 “甲 \"乙\" 丙\n自定", "1011@1:4(“甲 \"乙\" 丙>”)", "condition['甲 \"乙\" 丙'] own[]");
}

TEST(Slips, TwoStatementsOnOneLine) {
    expect("责任 甲 配合 乙", "1024@1:6(配合)", "responsible[甲] support[乙]");
    expect("责任 甲、乙 期限：一季度 指标 丙 4次", "1024@1:8(期限) 1024@1:15(指标)", "responsible[甲 , 乙] due[一季度] quota[丙 4次]");
    // Names that only begin like a keyword, or are one, and lists that hold one.
    expect("责任 甲 配合单位乙", "", "responsible[甲 配合单位乙]");
    expect("责任 甲 配合", "", "responsible[甲 配合]");
    expect("要素 甲 条件 乙", "", "elements[甲 条件 乙]");
}

TEST(Slips, Commas) {
    expect("责任 甲、\n自定 “乙”", "1014@1:5(、)", "responsible[甲] own['乙']");
    expect("责任 甲、、乙", "1014@1:6(、)", "responsible[甲 , 乙]");
    expect("责任 、甲", "1014@1:4(、)", "responsible[甲]");
    expect("责任 甲、\n期限 一季度", "1014@1:5(、)", "responsible[甲] due[一季度]");
    expect("责任 甲、；期限 一季度", "1014@1:5(、)", "responsible[甲] due[一季度]");
}

TEST(Slips, SignsAndInvisibleCharacters) {
    expect("指标 列席 > 4次", "1015@1:7(>>≥)", "quota[列席 at_least 4次]");
    expect("指标 列席 ＜ 4次", "1015@1:7(＜>≤)", "quota[列席 at_most 4次]");
    expect("责任 区\u200B财政局", "1016@1:5(U+200B)", "responsible[区 财政局]");
    expect("责任 甲\x01", "1016@1:5(U+0001)", "responsible[甲]");
    expect("责任 \u202E甲", "1016@1:4(U+202E)", "responsible[甲]");
}

TEST(Slips, TenSlipsAreTenFindings) {
    const Reading reading("要点 甲2023 “工作要点 {\n"               // 1 quote
                          "    年渡 2023\n"                         // 2 keyword
                          "    层级\n"                              // 3 no value
                          "    制定 区政府办公室（办公室\n"         // 4 bracket
                          "    任务 乙 “乙事” {\n"
                          "        责任 丙、\n"
                          "             丁\n"
                          "             戊\n"                       // 5 comma forgotten
                          "        指标 列席 > 4次\n"               // 6 sign
                          "        期限 一季度、、二季度\n"         // 7 comma too many
                          "    任务 己 “己事” {\n"                  // 8 } missing above
                          "        台账 庚\n"                       // 9 reserved
                          "        自定\n"
                          "    }\n"
                          "    任务 辛 “辛事”\n"                    // 10 { missing
                          "        责任 壬\n"
                          "    }\n"
                          "    年度 2023\n"
                          "}\n");
    EXPECT_EQ(reading.slips(), "1011@1:10(“工作要点>”) 1001@2:5(年渡>年度) 1004@3:5(层级) 1012@4:14(（办公室>）) "
                               "1005@5:5(任务 乙) 1003@8:14(戊>责任) 1015@9:15(>>≥) 1014@10:16(、) 1010@12:9(台账) "
                               "1007@15:5(任务 辛)");
    EXPECT_EQ(reading.shape(), "plan[甲2023 '工作要点' year[2023] issuer[区政府办公室 办公室] task[乙 '乙事' responsible[丙 , 丁 , 戊] "
                               "quota[列席 at_least 4次] due[一季度 , 二季度]] task[己 '己事' own[]] task[辛 '辛事' responsible[壬]] "
                               "year[2023]]");
}

TEST(Slips, WholeFiles) {
    EXPECT_EQ(slips(""), "1019@1:1");
    EXPECT_EQ(slips("\n# 说明\n"), "1019@1:1");
    EXPECT_EQ(slips(std::string("要点 甲 {\n年度\0 2023\n}", 26)), "1023@2:3");
    EXPECT_EQ(slips("\xFF\xFE\x81\x89"), "1022@1:1");
    EXPECT_EQ(slips("\xD2\xAA\xB5\xE3 \xBA\xE7\xBF\xDA {}"), "1021@1:1");
    const Reading bad("要点 虹口 “工作要点” {\n年\xFF度 2023\n层级 区\n}");
    EXPECT_EQ(bad.slips(), "1020@2:2(FF)");
    EXPECT_TRUE(bad.tree.nodes.empty());
}

/// The findings table lives in another room; the numbers and the number of values must agree with it.
TEST(Slips, HaveRowsInTheTableOfFindings) {
    struct Row {
        std::string name, group, severity, zh, en;
    };
    std::map<int, Row> rows;
#define YD_FINDING(number, name, group, severity, zh, en) rows[number] = {#name, #group, #severity, zh, en};
#include "compiler/diagnostics.def"
#undef YD_FINDING
    for (const uint16_t code :
         {slip::UnknownStatement, slip::UnknownLine, slip::MissingComma, slip::NoValue, slip::MissingClose, slip::StrayClose,
          slip::MissingOpen, slip::StrayOpen, slip::TextOutside, slip::ReservedWord, slip::UnclosedQuote, slip::UnclosedBracket,
          slip::StrayMark, slip::DanglingComma, slip::StrictCompare, slip::Invisible, slip::TooDeep, slip::TooMany, slip::EmptyFile,
          slip::NotUtf8, slip::Gb18030, slip::Utf16, slip::Binary}) {
        ASSERT_TRUE(rows.contains(code)) << code;
        EXPECT_EQ(rows[code].group, "Syntax") << code;
        for (const std::string& words : {rows[code].zh, rows[code].en})
            EXPECT_EQ(words.find("{2}"), std::string::npos) << code << ": a slip has two values";
    }
}

} // namespace
} // namespace yaodian::testing
