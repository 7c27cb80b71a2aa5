// A new edition against the plan made from the earlier one: what changed is found, hand-made words stay, the plan compiles.
#include "tools/importer/importer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace yaodian::importer;
using testing::HasSubstr;
using testing::Not;

namespace {

const std::string plan = "2023年松湾区政务公开工作要点\n松府办〔2023〕17号\n一、公开\n"
                         "1.公开账目。区财政局每季度公布账目不少于1次。（牵头单位：区财政局；配合单位：区审计局）\n"
                         "2.公开结果。6月底前公布审计结果。（责任单位：区审计局）\n"
                         "3.公开名单。公布救助名单，注明救助标准。（责任单位：区民政局）\n"
                         "4.公开预案。修订应急预案。汇编预案目录。（责任单位：区应急局）\n"
                         "5.公开标准。发布用水标准。（责任单位：区水务局）\n"
                         "松湾区人民政府办公室\n2023年4月13日\n";
const std::string table = "2023年松湾区政务公开工作要点任务分解表\n| 序号 | 任务内容 | 牵头单位 | 配合单位 | 完成时限 |\n|---|---|---|---|---|\n"
                          "| 1 | 公开账目。 | 区财政局 | 区审计局 | 四季度 |\n| 2 | 公开名单。 | 区民政局 | 区审计局 | 6月底前 |\n| 3 | 公开预案。 | 区应急局 | 区审计局 | 9月底前 |\n";

std::string put(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

ImportResult update(const std::string& before, const std::string& now, const std::string& spec = {}) {
    const auto first = import_document(before, {});
    ImportOptions options;
    options.update = spec.empty() ? first.draft : spec;
    options.old_card = first.card;
    return import_document(now, options);
}

std::string without(const std::string& card, const std::string& what) {
    std::string out;
    for (std::size_t at = 0; at < card.size();) {
        const auto end = card.find('\n', at);
        if (const std::string line = card.substr(at, end - at); line.find(what) == std::string::npos)
            out += line + "\n";
        at = end + 1;
    }
    return out;
}

} // namespace

TEST(Update, ALeadTakenOutOfABracketIsTold) {
    const auto r = update(plan, put(plan, "牵头单位：区财政局；配合单位：区审计局", "责任单位：区财政局；配合单位：区审计局、区水务局"));
    EXPECT_THAT(r.changes, HasSubstr("0 处移动，1 处改动，0 处新增，0 处删去"));
    EXPECT_THAT(r.changes, HasSubstr("改动 正文 1.括：牵头 去掉 区财政局；责任 增加 区财政局；配合 增加 区水务局"));
    EXPECT_THAT(r.draft, HasSubstr("# 待核 正文 1.括 的原文已改动：牵头 去掉 区财政局"));
    EXPECT_LT(r.draft.find("# 待核 正文 1.括"), r.draft.find("正文 1.1"));
}

TEST(Update, ABracketThatCameOrWentIsTold) {
    EXPECT_THAT(update(plan, put(plan, "（责任单位：区民政局）", "")).changes, HasSubstr("删去 正文 3.括"));
    const std::string bare = put(plan, "（责任单位：区民政局）", "");
    const auto r = update(bare, plan);
    EXPECT_THAT(r.changes, HasSubstr("新增 正文 3.括"));
    EXPECT_THAT(r.draft, HasSubstr("# 待核 正文 3.括 是新文本新增的"));
}

TEST(Update, CellsOfUnitsAndTimesAreCompared) {
    const auto due = update(table, put(table, "四季度", "三季度"));
    EXPECT_THAT(due.changes, HasSubstr("改动 附表 1.栏：期限 四季度 → 三季度"));
    EXPECT_THAT(due.draft, HasSubstr("# 待核 附表 1.栏 的原文已改动：期限 四季度 → 三季度"));
    const auto unit = update(table, put(table, "| 区民政局 | 区审计局 |", "| 区民政局 | 区审计局、区水务局 |"));
    EXPECT_THAT(unit.changes, HasSubstr("1 处改动"));
    EXPECT_THAT(unit.changes, HasSubstr("改动 附表 2.栏：配合 增加 区水务局"));
}

TEST(Update, TheHeadOfThePaperIsCompared) {
    const auto r = update(plan, put(put(plan, "〔2023〕17号", "〔2023〕21号"), "2023年4月13日", "2023年5月8日"));
    EXPECT_THAT(r.changes, HasSubstr("文号：原为 松府办〔2023〕17号，今为 松府办〔2023〕21号"));
    EXPECT_THAT(r.changes, HasSubstr("印发：原为 2023-04-13，今为 2023-05-08"));
    EXPECT_LT(r.draft.find("# 待核 文号：原为"), r.draft.find("文号 “松府办〔2023〕17号”"));
    EXPECT_LT(r.draft.find("# 待核 印发：原为"), r.draft.find("印发 2023年4月13日"));
    EXPECT_THAT(update(plan, put(plan, "2023年松湾区政务公开工作要点", "2023年松湾区政务公开重点工作安排")).changes, HasSubstr("标题：原为 2023年松湾区政务公开工作要点"));
}

TEST(Update, AnEarlierCardSaysOnceWhatWasNotCompared) {
    const auto first = import_document(plan, {});
    ImportOptions options;
    options.update = first.draft;
    options.old_card = without(without(first.card, ".括"), "主送");
    const auto r = import_document(put(plan, "6月底前", "7月底前"), options);
    EXPECT_THAT(r.changes, HasSubstr("没有责任括号"));
    EXPECT_EQ(r.changes.find("没有责任括号"), r.changes.rfind("没有责任括号"));
    EXPECT_THAT(r.changes, HasSubstr("改动 正文 2.1：期限 6月底前 → 7月底前"));
    EXPECT_THAT(r.changes, HasSubstr("0 处新增"));
    EXPECT_THAT(r.changes, Not(HasSubstr("正文 1.括")));
}

TEST(Update, ADeletedClauseLeavesNoCitationOfTheOneThatTookItsNumber) {
    // 4 goes, 5 becomes 4.
    std::string now = put(plan, "4.公开预案。修订应急预案。汇编预案目录。（责任单位：区应急局）\n", "");
    now = put(now, "5.公开标准", "4.公开标准");
    const auto r = update(plan, now);
    EXPECT_THAT(r.changes, HasSubstr("1 处移动，0 处改动，0 处新增，2 处删去"));
    EXPECT_THAT(r.changes, HasSubstr("移动 正文 5.1 → 正文 4.1"));
    EXPECT_THAT(r.changes, HasSubstr("删去 正文 4.1"));
    EXPECT_THAT(r.changes, HasSubstr("删去 正文 4.2"));
    EXPECT_THAT(r.changes, Not(HasSubstr(".题")));
    EXPECT_THAT(r.draft, HasSubstr("# 待核 原文已删去：正文 4.1\n"));
    EXPECT_THAT(r.draft, HasSubstr("# 待核 原文已删去：正文 4.2\n"));
    std::size_t cited = 0;
    for (std::size_t at = r.draft.find("\n            正文 4.1"); at != std::string::npos; at = r.draft.find("\n            正文 4.1", at + 1))
        ++cited;
    EXPECT_EQ(cited, 1u) << r.draft;
}

TEST(Update, WordsBesideAGoneCitationStay) {
    const auto first = import_document(plan, {});
    std::string spec = put(first.draft, "            正文 4.1\n            责任", "            正文 4.1 { 期限 8月底前 } ； 正文 2.1  # 手工并入\n            责任");
    spec = put(spec, "            正文 4.2\n", "            正文 4.1–4.2 {\n                期限 8月底前\n            }\n");
    std::string now = put(plan, "修订应急预案。", "");
    const auto r = update(plan, now, spec);
    EXPECT_THAT(r.draft, HasSubstr("            # 待核 原文已删去：正文 4.1 { 期限 8月底前 }\n            正文 2.1  # 手工并入\n"));
    EXPECT_THAT(r.draft, HasSubstr("            正文 4.1 {\n                期限 8月底前\n            }\n")) << "what was 4.2 is 4.1 now";
    std::string none = put(plan, "4.公开预案。修订应急预案。汇编预案目录。（责任单位：区应急局）\n", "");
    EXPECT_THAT(update(plan, put(none, "5.公开标准", "4.公开标准"), spec).draft,
                HasSubstr("            # 待核 原文已删去：正文 4.1–4.2 {\n            # 期限 8月底前\n            # }\n"));
}

TEST(Update, RangesAndListsShrink) {
    const std::string before = put(plan, "修订应急预案。", "修订应急预案。公布应急预案。");
    std::string spec = put(import_document(before, {}).draft, "            正文 4.1\n", "            正文 4.1–4.3\n");
    spec = put(spec, "            正文 5.1\n", "            body 4.2、5.1\n");
    const auto r = update(before, plan, spec);
    EXPECT_THAT(r.draft, HasSubstr("            # 待核 正文 4.2 在新文本中已删去\n            正文 4.1–4.2\n"));
    EXPECT_THAT(r.draft, HasSubstr("\n            # 待核 原文已删去：正文 4.2\n            body 5.1\n"));
}

TEST(Update, AChangedSentenceOfAMovedClauseIsFollowed) {
    std::string now = put(plan, "4.公开预案。修订应急预案。汇编预案目录。", "4.公开办法。发布停车办法。（责任单位：区交通局）\n5.公开预案。修订应急预案。汇编并公布预案目录。");
    now = put(now, "5.公开标准", "6.公开标准");
    const auto r = update(plan, now);
    EXPECT_THAT(r.changes, HasSubstr("移动 正文 4.1 → 正文 5.1"));
    EXPECT_THAT(r.changes, HasSubstr("改动 正文 5.2（原 正文 4.2）"));
    EXPECT_THAT(r.changes, HasSubstr("新增 正文 4.1"));
    EXPECT_THAT(r.draft, HasSubstr("            # 待核 正文 5.2 的原文已改动（原 正文 4.2）\n            正文 5.2\n"));
}

TEST(Update, NewTasksStandInThePlanAndTheirWordsAreDeclared) {
    const std::string more = put(plan, "5.公开标准", "5.公开讲座。举办用水讲座不少于6场，申请受理后5个工作日内答复。（责任单位：区教育局）\n6.公开标准");
    ImportOptions known;
    known.units = {{"甲市.市政府", {}, {}}};
    known.quotas = {{"列席会议", {}, "次"}};
    const auto first = import_document(plan, known);
    ImportOptions options = known;
    options.update = first.draft;
    options.old_card = first.card;
    const auto r = import_document(more, options);
    const auto added = r.draft.find("# 新文本新增的条款"), directory = r.draft.find("\n名录 松湾区"), glossary = r.draft.find("\n词表 松湾2023");
    ASSERT_NE(added, std::string::npos);
    ASSERT_NE(directory, std::string::npos) << r.draft;
    ASSERT_NE(glossary, std::string::npos);
    EXPECT_LT(added, directory);
    EXPECT_LT(added, glossary);
    EXPECT_NE(r.draft.find("单位 区教育局 {", directory), std::string::npos) << r.draft;
    EXPECT_NE(r.draft.find("单位 场", glossary), std::string::npos) << r.draft;
    EXPECT_NE(r.draft.find("    事件 申请受理", glossary), std::string::npos) << r.draft;
    EXPECT_EQ(r.draft.find("\n词表 松湾2023", glossary + 1), std::string::npos) << "one glossary is enough";
}

TEST(Update, EachFactIsToldOnceWhereItStands) {
    const auto r = update(plan, put(plan, "6月底前公布审计结果。（责任单位：区审计局）", "申请受理后5个工作日内答复。（责任单位：区教育局）"));
    EXPECT_THAT(r.changes, HasSubstr("改动 正文 2.括：责任 去掉 区审计局，增加 区教育局\n"));
    EXPECT_THAT(r.changes, HasSubstr("期限 6月底前 → 后5个工作日内"));
}

TEST(Update, SentencesOfOneItemMoveInOneLine) {
    const auto r = update(plan, put(put(plan, "4.公开预案", "4.公开办法。发布停车办法。（责任单位：区交通局）\n5.公开预案"), "5.公开标准", "6.公开标准"));
    EXPECT_THAT(r.changes, HasSubstr("3 处移动"));
    EXPECT_THAT(r.changes, HasSubstr("移动 正文 4.1–4.2 → 正文 5.1–5.2\n"));
}

TEST(Update, BrokenSpecsAreNoTrap) {
    const auto first = import_document(plan, {});
    ImportOptions options;
    options.old_card = first.card;
    std::string deep = first.draft;
    for (int k = 0; k < 100000; ++k)
        deep += "{ 甲 ";
    for (const std::string& spec : {deep, first.draft.substr(0, first.draft.find("正文 3.1")), "}}" + first.draft + "}", first.draft + "“没有关上"}) {
        options.update = spec;
        const auto r = import_document(put(plan, "6月底前", "7月底前"), options);
        EXPECT_THAT(r.draft, HasSubstr("# 待核 正文 2.1 的原文已改动：期限 6月底前 → 7月底前"));
    }
}

TEST(Update, PlanCardAndDocumentBelongTogether) {
    const auto first = import_document(plan, {}), other = import_document("2024年青川区安全工作安排\n一、检查\n1.开展检查。每月检查1次。（责任单位：区应急局）\n", {});
    auto refused = [](const std::string& spec, const std::string& card, const std::string& document) {
        ImportOptions options;
        options.update = spec;
        options.old_card = card;
        return import_document(document, options).wrong_use.zh;
    };
    EXPECT_EQ(refused(first.draft, first.card, plan), "");
    EXPECT_THAT(refused(first.card, first.card, plan), HasSubstr("要点"));
    EXPECT_THAT(refused(first.draft, first.draft, plan), HasSubstr("文献卡"));
    EXPECT_THAT(refused(first.draft, other.card, plan), HasSubstr("来源"));
    EXPECT_THAT(refused(other.draft, other.card, plan), HasSubstr("不像是这份文件"));
}
