// The draft and what belongs to it: marks, remarks, quotes, links upward, a changed edition.
#include "tools/importer/align.h"
#include "tools/importer/importer.h"
#include "tools/importer/measure.h"
#include "tools/importer/places.h"
#include "tools/importer/read_place.h"

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

using namespace yaodian::importer;
using testing::HasSubstr;
using testing::Not;

namespace {

std::string document(const std::string& name) {
    for (const auto& e : std::filesystem::directory_iterator(std::filesystem::path(YAODIAN_SOURCE_DIR) / "tests/importer/cases" / name))
        if (e.path().stem() == "input") {
            std::ifstream in(e.path(), std::ios::binary);
            std::stringstream out;
            out << in.rdbuf();
            return out.str();
        }
    return {};
}

std::size_t count(const std::string& text, const std::string& word) {
    std::size_t n = 0;
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + word.size()))
        ++n;
    return n;
}

const std::string plan = "2023年松湾区政务公开工作要点\n一、公开\n"
                         "1.公开账目。区财政局每季度公布账目不少于1次。（责任单位：区财政局、各部门）\n"
                         "2.公开结果。6月底前公布审计结果。（责任单位：区审计局）\n"
                         "3.公开名单。公布救助名单，注明救助标准。（责任单位：区民政局）\n";

TEST(Draft, ADirectoryToStartFromWhereTheLibraryHasNone) {
    const char* text = "青川区2023年政务公开工作要点\n一、重点工作\n1.做好公开。各部门每季度至少公开1次。（责任单位：区数据局、各部门）\n";
    ImportOptions options;
    options.id = "qingchuan-2023";
    options.units = {{"甲市.市政府", {}}};
    const std::string draft = import_document(text, options).draft;
    EXPECT_NE(draft.find("名录 青川区 {"), std::string::npos) << draft;
    EXPECT_NE(draft.find("单位 区数据局 { 上级 区政府 }"), std::string::npos) << draft;
    EXPECT_NE(draft.find("集合 各部门 { 开放 }"), std::string::npos) << draft;
    // only the place of the district is kept: still none
    options.units.push_back({"青川区.区政府", {}});
    EXPECT_NE(import_document(text, options).draft.find("名录 青川区 {"), std::string::npos);
    options.units.push_back({"青川区.区数据局", {}});
    EXPECT_EQ(import_document(text, options).draft.find("名录 青川区 {"), std::string::npos) << "the library has one";
}

TEST(Reading, DatesThatAreNoWindowsAreTold) {
    const char* text = "青川区2023年政务公开工作要点\n一、重点工作\n1.做好公开。下半年开展评估。（责任单位：区数据局）\n2.做好备案。每月10日前报送清单。（责任单位：区数据局）\n"
                       "3.做好培训。面向各镇开展1次培训。（责任单位：区数据局）\n4.做好整合。三季度末完成整合。（责任单位：区数据局）\n";
    const std::string draft = import_document(text, {}).draft;
    EXPECT_NE(draft.find("期限 下半年"), std::string::npos) << draft;
    EXPECT_NE(draft.find("“每月10日前”是逐期的日期"), std::string::npos) << draft;
    EXPECT_NE(draft.find("指标 开展培训 1次"), std::string::npos) << draft;
    EXPECT_NE(draft.find("期限 9月底前"), std::string::npos) << draft;
}

TEST(Reading, ACountThatIsNoTargetIsTold) {
    const char* text = "青川区2023年政务公开工作要点\n一、重点工作\n1.做好培训。参照去年的3次培训安排课程。（责任单位：区数据局）\n";
    const std::string draft = import_document(text, {}).draft;
    EXPECT_NE(draft.find("“3次”没有写成指标"), std::string::npos) << draft;
    EXPECT_EQ(draft.find("指标 "), std::string::npos) << draft;
}

} // namespace

TEST(Draft, BodyAndAnnexOfOneDutyAreTwoStatementsWhereTheyDiffer) {
    const auto result = import_document(document("both"), {});
    // The row names fewer bodies and another day than the clause: each stands with its place.
    EXPECT_THAT(result.draft, HasSubstr("正文 1.1 { 责任 区政府办公室、区政府各部门、各街道 }"));
    EXPECT_THAT(result.draft, HasSubstr("期限 二季度"));
    EXPECT_THAT(result.draft, HasSubstr("期限 6月底前"));
    EXPECT_THAT(result.draft, HasSubstr("附表 4"));
}

TEST(Draft, InheritedCellsAndDoubtsAreMarked) {
    const auto tabs = import_document(document("tabs"), {});
    EXPECT_THAT(tabs.draft, HasSubstr("（承上）"));
    const auto brackets = import_document(document("brackets"), {});
    EXPECT_THAT(brackets.draft, HasSubstr("市住房城乡建设局（推定）"));
    EXPECT_THAT(brackets.draft, HasSubstr("# 待核"));
    EXPECT_THAT(brackets.draft, HasSubstr("市发展改革委 等"));
}

TEST(Draft, TheCommonDateOfTheRowsIsTheDefault) {
    std::string table = "序号\n任务内容\n责任单位\n完成时限\n";
    for (int i = 1; i <= 6; ++i)
        table += std::to_string(i) + "\n公开第" + std::to_string(i) + "类事项。\n区民政局\n" + (i == 4 ? "9月底前" : "全年") + "\n";
    const auto result = import_document("2023年松湾区政务公开工作要点任务分解表\n" + table, {});
    EXPECT_THAT(result.draft, HasSubstr("默认 附表.栏 期限 全年"));
    EXPECT_EQ(count(result.draft, "期限"), 2u) << "the default and the one row that differs";
    EXPECT_THAT(result.draft, HasSubstr("期限 9月底前"));
}

TEST(Draft, NonDutiesAreListedWithAReason) {
    const auto result = import_document(document("notice"), {});
    EXPECT_THAT(result.draft, HasSubstr("非任务 正文 前言"));
    EXPECT_THAT(result.draft, HasSubstr("非任务 正文 一 “总体要求，不是任务”"));
    EXPECT_THAT(result.draft, HasSubstr("文号 “松府办〔2023〕17号”"));
    EXPECT_THAT(result.draft, HasSubstr("印发 2023年4月13日"));
    EXPECT_THAT(result.draft, HasSubstr("主送 各镇人民政府、各街道办事处、“区政府各委、办、局”、各有关单位"));
}

TEST(Draft, QuoteAddsTheSentence) {
    ImportOptions options;
    EXPECT_THAT(import_document(plan, options).draft, Not(HasSubstr("# 正文 1.1：")));
    options.quote = true;
    EXPECT_THAT(import_document(plan, options).draft, HasSubstr("# 正文 1.1：区财政局每季度公布账目不少于1次。"));
}

TEST(Draft, DeclaredNamesArePreferredAndUnknownOnesAreDeclared) {
    ImportOptions options;
    options.quotas = {{"账目公布", {"公布账目"}, "次"}};
    const auto with = import_document(plan, options).draft;
    EXPECT_THAT(with, HasSubstr("账目公布 每季度不少于1次"));
    EXPECT_THAT(with, Not(HasSubstr("词表")));
    options.quotas = {{"列席会议", {}, "次"}};
    const auto draft = import_document(plan, options).draft;
    EXPECT_THAT(draft, HasSubstr("公布账目 每季度不少于1次\n"));
    EXPECT_THAT(draft, HasSubstr("\n词表 "));
    EXPECT_THAT(draft, HasSubstr("\n    指标 公布账目 { 单位 次 ； 种类 次数 }\n"));
    options.quotas = {{"账目公布", {"公布账目"}, "%"}}; // a rate is no count
    EXPECT_THAT(import_document(plan, options).draft, HasSubstr("\n    指标 公布账目 { 单位 次"));
}

TEST(Against, SureLinksAreStatementsAndOthersRemarks) {
    ImportOptions options;
    options.against_plan = "南浦2023";
    options.against = {{"南浦2023.账目公开", "公布账目", {}, {}, {}}, {"南浦2023.名单公开", "公布救助对象名单和办理流程", {}, {"救助名单"}, {}}};
    const auto draft = import_document(plan, options).draft;
    EXPECT_THAT(draft, HasSubstr("上级 南浦2023"));
    EXPECT_THAT(draft, HasSubstr("\n            落实 南浦2023.账目公开  # "));
    EXPECT_THAT(draft, HasSubstr("任务 账目公开 "));
    EXPECT_THAT(draft, HasSubstr("# 待核 落实 南浦2023.名单公开"));
    EXPECT_EQ(count(draft, "落实 南浦2023.账目公开"), 1u);
}

TEST(Update, NumbersFollowTheirTextsAndHandMadeWordsStay) {
    const auto first = import_document(plan, {});
    std::string spec = first.draft;
    spec.replace(spec.find("责任 区审计局"), std::string("责任 区审计局").size(), "责任 区审计局  # 手工改过");
    std::string changed = plan;
    changed.replace(changed.find("2.公开结果"), std::string("2.公开结果").size(), "2.公开预案。预案每年更新一次。（责任单位：区应急局）\n3.公开结果");
    changed.replace(changed.find("3.公开名单"), std::string("3.公开名单").size(), "4.公开名单");
    changed.replace(changed.find("不少于1次"), std::string("不少于1次").size(), "不少于2次");
    ImportOptions options;
    options.update = spec;
    options.old_card = first.card;
    const auto second = import_document(changed, options);
    EXPECT_THAT(second.changes, HasSubstr("移动 正文 2.1 → 正文 3.1"));
    EXPECT_THAT(second.changes, HasSubstr("改动 正文 1.1"));
    EXPECT_THAT(second.changes, HasSubstr("新增 正文 2.1"));
    EXPECT_THAT(second.draft, HasSubstr("# 手工改过"));
    EXPECT_THAT(second.draft, HasSubstr("# 待核 正文 1.1 的原文已改动"));
    EXPECT_THAT(second.draft, HasSubstr("正文 3.1"));
    EXPECT_THAT(second.draft, HasSubstr("责任 区应急局"));
    // The same edition again changes nothing.
    options.update = first.draft;
    EXPECT_EQ(import_document(plan, options).draft, first.draft);
}

TEST(Summary, CountsEveryCharacter) {
    const auto result = import_document(plan, {});
    EXPECT_THAT(result.summary, HasSubstr("3 条"));
    EXPECT_THAT(result.summary, HasSubstr("3 个责任括号"));
    EXPECT_THAT(result.summary, HasSubstr("没有读不懂的地方"));
    std::string odd = plan + "4.公开清单。按时公布清单。（责任单位：区民政局、某某某某负责的那几家）\n";
    EXPECT_THAT(import_document(odd, {}).summary, HasSubstr("不像单位名称"));
}

TEST(Breaks, ASentenceIsDividedOnlyWhereADutyOfItsOwnBegins) {
    EXPECT_EQ(duty_breaks(U"年内邀请代表列席区政府会议不少于4次，各部门邀请代表列席本部门会议不少于1次。", 2023).size(), 1u);
    EXPECT_EQ(duty_breaks(U"各部门年内至少开展1次解读，列入目录的文件均须开展解读。", 2023).size(), 1u);
    EXPECT_EQ(duty_breaks(U"确保公文主动公开率不低于90%，信息主动公开率不低于95%。", 2023).size(), 0u);
    EXPECT_EQ(duty_breaks(U"确定目录，并于3月31日前公开。", 2023).size(), 0u);
    EXPECT_EQ(duty_breaks(U"全年推送信息1万条以上，每季度举办招聘会不少于3场。", 2023).size(), 0u);
}

TEST(Numbers, ThatAreNoQuotasStayOut) {
    for (const char32_t* text : {U"公布23个领域的清单。", U"对照26个试点领域做好更新。", U"建设15分钟生活圈。", U"提升12345热线水平。", U"建设平台二期，用好四大功能。",
                                 U"预算金额1000万以上的项目公开预决算。", U"打造“三年出形象、五年塑功能”片区。", U"落实《十条措施》。", U"宣讲“每月不少于4次”的口号。"})
        EXPECT_TRUE(find_counts(text).empty()) << to_utf8(text);
}

TEST(Titles, AreShortAndBegin) {
    EXPECT_EQ(short_title(U"年内进行一次目录调整。"), U"进行一次目录调整");
    EXPECT_EQ(short_title(U"根据群众需求，进一步完善公开栏。"), U"完善公开栏");
    EXPECT_LE(short_title(U"持续完善渡口管理、苗木采购、集市摊位出租、塘坝修缮、乡间客运线路招标、旧仓改造等领域信息公开目录。").size(), 26u);
}

TEST(Draft, ARowOfSeveralClausesStandsForSeveralSentencesOfItsItem) {
    const char* text = "2024年竹溪区政务公开工作要点\n一、优化服务\n"
                       "1.推动精准推送。依托“随身办”竹溪专区建立标签体系，三季度实现重点惠民政策主动提醒。推送政策打开率不低于30%。（牵头单位：区数据局）\n"
                       "2.规范依申请公开。严格按照法定期限办理，自收到申请之日起20个工作日内作出答复。需要补正的，应当在收到申请之日起7个工作日内一次性告知申请人。（责任单位：区政府办公室）\n"
                       "3.做好水情公开。每月10日前公布上月供水水质信息。洪涝灾害预警信息发布后1小时内在“竹溪水务”微信公众号推送。（责任单位：区水务局）\n"
                       "4.整治背街小巷。年底前完成48条背街小巷整治。（责任单位：区城管局）\n"
                       "附件\n竹溪区2024年任务分解表\n序号\t工作任务\t具体内容\t牵头单位\t责任单位\t完成时间\n"
                       "1\t政策推送\t重点惠民政策实现主动提醒，打开率不低于30%。\t区数据局\t区融媒体中心\t三季度\n"
                       "2\t依申请公开\t依法按期办理，收到申请之日起20个工作日内答复；需补正的，收到申请后7个工作日内一次性告知。\t区政府办公室\t\t全年\n"
                       "3\t水情公开\t按月发布供水水质信息，每期同步推送微信公众号。\t区水务局\t\t全年\n";
    const auto result = import_document(text, {});
    EXPECT_NE(result.draft.find("正文 1.1–1.2"), std::string::npos) << result.draft;
    EXPECT_NE(result.draft.find("正文 2.1–2.2"), std::string::npos);
    EXPECT_EQ(result.draft.find("正文 3.1–3.2"), std::string::npos) << "the warning is another matter";
    EXPECT_NE(result.summary.find("附表 3 行与正文对上，0 行没有对上；正文有 2 句没有对上：3.2、4.1。"), std::string::npos) << result.summary;
}

TEST(Draft, AnAnnexThatAddsToTheBodyIsNotForcedOntoIt) {
    const char* text = "2024年竹溪区营商环境要点\n一、服务\n1.做好用电。低压小微企业办电时间不超过5个工作日。（责任单位：区经信局）\n"
                       "2.做好用地。标准地出让比例不低于80%。（责任单位：区资源局）\n附件\n任务分解表\n序号\t工作任务\t责任单位\t完成时间\n"
                       "1\t帮助低压小微企业申请贷款贴息\t区财政局\t全年\n2\t开展零工市场建设\t区人社局\t全年\n3\t公布收费清单\t区发改委\t全年\n";
    EXPECT_NE(import_document(text, {}).draft.find("附表 1\n"), std::string::npos);
    EXPECT_EQ(import_document(text, {}).summary.find("行与正文对上"), std::string::npos);
}

TEST(Draft, LinksToAPlanOfAnotherYearAreRemarks) {
    ImportOptions options;
    options.against_plan = "南浦2023";
    options.against = {{"南浦2023.账目公开", "公布账目", {}, {}, {}}, {"南浦2023.植树", "开展义务植树", {}, {}, {}}};
    options.against_year = 2023;
    const auto same = import_document(plan, options);
    EXPECT_NE(same.draft.find("    上级 南浦2023"), std::string::npos);
    EXPECT_NE(same.draft.find("        落实 南浦2023.账目公开"), std::string::npos) << same.draft;
    EXPECT_NE(same.summary.find("写成“落实” 1 项，写成注释 0 项，上级有 1 项没有对应"), std::string::npos) << same.summary;
    options.against_year = 2022;
    const auto other = import_document(plan, options);
    EXPECT_EQ(other.draft.find("    上级 "), std::string::npos) << other.draft;
    EXPECT_EQ(other.draft.find("        落实 "), std::string::npos) << other.draft;
    EXPECT_NE(other.draft.find("# 待核 落实 南浦2023.账目公开"), std::string::npos) << other.draft;
    EXPECT_NE(other.summary.find("写成“落实” 0 项，写成注释 1 项，上级有 1 项没有对应"), std::string::npos) << other.summary;
}

TEST(Draft, ARowOfADividedSentenceSpeaksForItself) {
    const char* text = "2023年松湾区工作要点\n一、民生\n1.守住底线。加强公租房房源信息公开，做好义务教育招生入学政策公开。（责任单位：区房管局、区教育局）\n"
                       "附件\n任务分解表\n序号\t工作任务\t责任单位\t完成时间\n1\t加强公租房房源信息公开\t区房管局\t全年\n2\t做好义务教育招生入学政策公开\t区教育局\t全年\n";
    ImportOptions options;
    options.against_plan = "南浦2023";
    options.against = {{"南浦2023.招生公开", "公开义务教育招生入学政策", {}, {}, {}}};
    const std::string draft = import_document(text, options).draft;
    EXPECT_EQ(count(draft, "落实 南浦2023.招生公开"), 1u) << draft;
    EXPECT_GT(draft.find("落实 南浦2023.招生公开"), draft.find("附表 2"));
}

TEST(Draft, ABareVerbIsADeclaredEventOnlyWhenTheWordsAroundSaySo) {
    const char* text = "青川区2023年工作要点\n一、服务\n1.做好答复。自收到之日起3个工作日内答复。（责任单位：区数据局）\n2.做好留言。对网上留言，自收到之日起5个工作日内回复。（责任单位：区数据局）\n";
    ImportOptions options;
    options.events = {{"收到留言", {}, {}}, {"收到申请", {}, {}}};
    const std::string draft = import_document(text, options).draft;
    EXPECT_NE(draft.find("期限 “收到”后3个工作日内"), std::string::npos) << draft;
    EXPECT_NE(draft.find("期限 收到留言后5个工作日内（推定）"), std::string::npos) << draft;
}

TEST(Draft, WhoDoesNotAnswerToTheGovernmentIsNotPutUnderIt) {
    const char* text = "东湖区民政局2023年工作要点\n东湖区民政局\n2023年2月1日\n一、服务\n1.做好救助。各科室做好救助。（责任单位：区民政局、社会救助科、区委组织部、东湖燃气有限公司）\n";
    const char* district = "青川区2023年工作要点\n一、服务\n1.做好救助。（责任单位：青川区人民政府、区数据局、区委编办、区人民医院、青川城投集团、园区管委会、青川化工园区管委会）\n";
    ImportOptions options;
    options.units = {{"甲市.市政府", {}, {}}};
    const std::string bureau = import_document(text, options).draft, draft = import_document(district, options).draft;
    EXPECT_NE(bureau.find("单位 东湖区民政局 { 层级 区 ； 别名 区民政局 }"), std::string::npos) << bureau;
    EXPECT_NE(bureau.find("单位 东湖燃气有限公司 { 层级 区 }  # 待核 不归本机关管？"), std::string::npos) << bureau;
    EXPECT_NE(bureau.find("单位 社会救助科 { 层级 处室"), std::string::npos);
    EXPECT_NE(draft.find("单位 区政府 { 层级 区 ； 别名 青川区人民政府 }"), std::string::npos) << draft;
    for (const char* name : {"区委编办", "区人民医院", "青川城投集团"})
        EXPECT_NE(draft.find(std::string("单位 ") + name + " { 层级 区 }  # 待核 不归区政府管？"), std::string::npos) << draft;
    EXPECT_NE(draft.find("单位 青川化工园区管委会 { 上级 区政府 }"), std::string::npos);
    EXPECT_NE(draft.find("集合 园区管委会 { 待定 }  # 待核"), std::string::npos);
}

TEST(Draft, ABearerCalledLikeAKeywordIsQuoted) {
    const char* text = "青川区2023年工作要点\n一、服务\n1.做好走访。配合单位每季度走访企业不少于2次。（责任单位：区数据局）\n";
    EXPECT_NE(import_document(text, {}).draft.find("指标 “配合单位”：走访企业 每季度不少于2次"), std::string::npos);
}
