// The yardstick of the semantics, line for line, through the whole compiler: each case with its nearest innocent neighbour.
#include "compiler/calendar.h"
#include "compiler/check.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

using namespace yaodian;

namespace {

const char* const names = R"(
名录 市 {
    层级 市
    单位 市政府 { 层级 市 }
    单位 市政府办公厅 { 层级 市 ； 上级 市政府 ； 代行 市政府 }
    单位 市商务委 { 层级 市 ； 上级 市政府 }
    集合 市政府各部门 { 成员 经信委.市经信委、市商务委 }
    集合 各区政府 { 成员 甲区.区政府、乙区.区政府 }
}
名录 经信委 { 层级 市 ； 上级 市 ； 单位 市经信委 { 层级 市 ； 上级 市.市政府 } }
名录 甲区 {
    层级 区
    上级 市
    单位 区政府 { 层级 区 ； 上级 市.市政府 }
    单位 区政府办公室 { 层级 区 ； 上级 区政府 ； 代行 区政府 }
    单位 区财政局 { 层级 区 ； 上级 区政府 }
    单位 区审计局 { 层级 区 ； 上级 区政府 }
    单位 东街道 { 层级 镇街 ； 上级 区政府 }
    单位 西街道 { 层级 镇街 ； 上级 区政府 }
    集合 各部门 { 成员 区财政局、区审计局 ； 开放 }
    集合 各街道 { 成员 东街道、西街道 }
    集合 各镇 { 成员 丙镇.镇政府 }
    职务 主要负责同志 { 属于 班子领导 }
    职务 班子领导
}
名录 乙区 { 层级 区 ； 上级 市 ； 单位 区政府 { 层级 区 ； 上级 市.市政府 } }
名录 丙镇 {
    层级 镇街
    上级 甲区
    单位 镇政府 { 层级 镇街 ； 上级 甲区.区政府 }
    单位 财政所 { 层级 处室 ； 上级 镇政府 ； 对口 甲区.区财政局 }
    单位 党政办 { 层级 处室 ； 上级 镇政府 ； 代行 镇政府 }
}
词表 例 {
    指标 列席会议 { 单位 次 ； 种类 次数 }
    指标 列席常务会议 { 单位 次 ； 种类 次数 ； 属于 列席会议 }
    指标 开放活动 { 单位 次 ； 种类 次数 }
    指标 绩效考核占比 { 单位 % ； 种类 比率 }
    指标 考核权重 { 单位 % ； 种类 比率 }
    事件 决策出台
    事件 决策文件出台 { 视同 决策出台 }
    事件 文件废止
    事件 进入决策程序 { 早于 上会 }
    事件 上会
    要素 甲项
    要素 乙项
    要素 座谈
    要素 听取企业意见
    要素 26个试点领域
    要素 23个领域
    对象 政策文件
    成果 草案解读
    成果 决策事项目录
}
)";

struct Case {
    Compilation c;

    static std::string read(const std::string& path) {
        std::ifstream in(path, std::ios::binary);
        std::ostringstream out;
        out << in.rdbuf();
        return out.str();
    }
    explicit Case(const std::string& plans) {
        std::vector<Input> inputs;
        auto add = [&](const char* path, std::string text, bool subject) {
            Input i;
            i.file = SourceFile::from_string(path, std::move(text));
            i.subject = subject;
            inputs.push_back(std::move(i));
        };
        add("plans.yd", plans, true);
        add("names.yd", names, false);
        add("2023.yd", read(std::string(YAODIAN_SOURCE_DIR) + "/specs/calendar/2023.yd"), false);
        add("2024.yd", read(std::string(YAODIAN_SOURCE_DIR) + "/specs/calendar/2024.yd"), false);
        c = compile(std::move(inputs));
    }
    TaskId task(std::string_view qualified) const {
        for (TaskId t = 1; t < c.model.tasks.size(); ++t)
            if (c.qualified(t) == qualified)
                return t;
        ADD_FAILURE() << "no task " << qualified;
        return kNone;
    }
    Comparison cell(std::vector<std::string_view> lower, std::string_view upper) const {
        Calendar calendar(c.model);
        CompareContext context{c, calendar, true};
        std::vector<Side> sides;
        for (auto l : lower)
            sides.push_back({task(l), 0});
        return compare(context, sides, {task(upper), 0}, c.model.tasks[sides[0].task].plan);
    }
    /// All findings about comparison, as text; the note of an undated plan and the like are not asked for here.
    std::string findings(uint16_t from = 1000, uint16_t to = 9999) const {
        std::string out;
        for (const Finding& f : c.findings)
            if (f.code >= from && f.code <= to)
                out += std::to_string(f.code) + " " + std::string(key(f.severity)) + " " + f.message().render().zh + "\n";
        return out;
    }
    bool has(uint16_t code) const {
        return std::any_of(c.findings.begin(), c.findings.end(), [&](const Finding& f) { return f.code == code; });
    }
};

std::string city(const std::string& facets) {
    return "要点 市2023 “市” {\n年度 2023\n层级 市\n制定 市.市政府办公厅\n印发 2023年1月5日\n任务 甲 “甲” {\n" + facets + "\n}\n}\n";
}
std::string district(const std::string& facets, const std::string& more = "落实 市2023.甲") {
    return "要点 区2023 “区” {\n年度 2023\n层级 区\n制定 甲区.区政府办公室\n印发 2023年1月6日\n上级 市2023\n任务 甲 “甲” {\n" + facets +
           "\n" + more + "\n}\n}\n";
}
Verdict of(const Comparison& c, Facet facet) {
    for (const FacetVerdict& f : c.facets)
        if (f.facet == facet)
            return f.verdict;
    return Verdict::Stated;
}
std::string show(const Comparison& all) {
    std::string out(key(all.verdict));
    for (const FacetVerdict& f : all.facets)
        out += "\n  " + std::string(chinese(f.facet)) + "=" + std::string(key(f.verdict)) + " " + f.reason.render().zh;
    return out;
}

/// The verdict on one facet of 区2023.甲 below 市2023.甲.
#define EXPECT_FACET(facet, verdict, upper, lower)                                                                     \
    do {                                                                                                               \
        Case k(city("责任 各区政府\n" upper) + district("责任 各部门\n" lower));                                       \
        Comparison c = k.cell({"区2023.甲"}, "市2023.甲");                                                             \
        EXPECT_EQ(of(c, Facet::facet), Verdict::verdict) << show(c) << "\n" << k.findings();                           \
        EXPECT_EQ(k.findings(1000, 2499), "");                                                                         \
    } while (false)

TEST(Yardstick, quota_for_each_subject) {
    const std::string upper = city("责任 各区政府\n指标 各区政府：列席会议 每年不少于4次");
    Case both(upper + district("责任 区政府办公室、各部门、各街道\n"
                               "指标 区政府：列席会议 每年不少于4次 ； 各部门、各街道 各自：列席会议 每年不少于1次"));
    EXPECT_EQ(both.cell({"区2023.甲"}, "市2023.甲").verdict, Verdict::Equal) << show(both.cell({"区2023.甲"}, "市2023.甲"));
    EXPECT_EQ(both.findings(2000, 5999), "");
    Case dropped(upper + district("责任 区政府办公室、各部门、各街道\n指标 各部门、各街道 各自：列席会议 每年不少于1次"));
    EXPECT_EQ(of(dropped.cell({"区2023.甲"}, "市2023.甲"), Facet::Quota), Verdict::Missing) << show(dropped.cell({"区2023.甲"}, "市2023.甲"));
    EXPECT_EQ(dropped.cell({"区2023.甲"}, "市2023.甲").verdict, Verdict::Weaker);
    EXPECT_TRUE(dropped.has(quota_missing)) << dropped.findings();
    Case few(upper + district("责任 区政府办公室\n指标 区政府：列席会议 每年不少于3次"));
    EXPECT_TRUE(few.has(quota_weaker)) << few.findings();
}

TEST(Yardstick, periods_of_counts) {
    EXPECT_FACET(Quota, Stricter, "指标 列席会议 每年不少于4次", "指标 列席会议 每季度不少于1次");
    EXPECT_FACET(Quota, Weaker, "指标 列席会议 每季度不少于1次", "指标 列席会议 每年不少于4次");
    EXPECT_FACET(Quota, Incomparable, "指标 列席会议 每年不少于5次", "指标 列席会议 每季度不少于1次");
    EXPECT_FACET(Quota, Equal, "指标 列席会议 每季度不少于1次", "指标 列席会议 不低于每季度一次");
    EXPECT_FACET(Quota, Stricter, "指标 列席会议 每月不少于3次", "指标 列席会议 每周不少于1次");
    EXPECT_FACET(Quota, Incomparable, "指标 列席会议 每月不少于4次", "指标 列席会议 每周不少于1次");
    EXPECT_FACET(Quota, Stricter, "指标 列席会议 每季度不超过3次", "指标 列席会议 每年不超过3次");
    EXPECT_FACET(Quota, Weaker, "指标 开放活动 全年不超过4次", "指标 开放活动 8月不超过4次");
    EXPECT_FACET(Quota, Equal, "指标 开放活动 8月不超过4次", "指标 开放活动 8月份不超过4次");
    EXPECT_FACET(Quota, Stricter, "指标 开放活动 全年不少于4次", "指标 开放活动 8月不少于4次");
    EXPECT_FACET(Quota, Equal, "指标 列席会议 一次", "指标 列席会议 不少于1次");
    EXPECT_FACET(Quota, Stricter, "指标 列席会议 不少于4次", "指标 列席常务会议 不少于4次");
    EXPECT_FACET(Quota, Conflict, "指标 列席会议 不少于4次", "指标 列席会议 不超过3次");
    EXPECT_FACET(Quota, Incomparable, "指标 列席会议 不少于3次", "指标 列席会议 不超过3次");
    EXPECT_FACET(Quota, Equal, "指标 列席会议 4次/年", "指标 列席会议 每年不少于4次");
}

TEST(Yardstick, a_date_cuts_a_count) {
    EXPECT_FACET(Quota, Stricter, "指标 列席会议 年内不少于4次", "指标 列席会议 年内不少于4次\n期限 11月底前");
    EXPECT_FACET(Quota, Weaker, "指标 列席会议 年内不少于4次\n期限 11月底前", "指标 列席会议 年内不少于4次");
    EXPECT_FACET(Quota, Equal, "指标 列席会议 年内不少于4次\n期限 11月底前", "指标 列席会议 年内不少于4次\n期限 11月30日前");
}

TEST(Yardstick, windows) {
    for (const char* a : {"3月31日前", "3月底前", "一季度"})
        for (const char* b : {"3月31日前", "3月底前", "一季度", "第一季度"}) {
            Case k(city(std::string("责任 各区政府\n期限 ") + a) + district(std::string("责任 各部门\n期限 ") + b));
            EXPECT_EQ(k.cell({"区2023.甲"}, "市2023.甲").verdict, Verdict::Equal) << a << " " << b;
        }
    EXPECT_FACET(Window, Incomparable, "期限 8月", "期限 3月31日前");
    EXPECT_FACET(Window, Stricter, "期限 8月底前", "期限 3月31日前");
    EXPECT_FACET(Window, Stricter, "期限 8月\n产出 草案解读", "期限 3月31日前\n产出 草案解读"); // its last day decides
    EXPECT_FACET(Window, Question, "期限 二季度", "期限 6月30日前");
    EXPECT_FACET(Window, Equal, "期限 二季度\n产出 草案解读", "期限 6月30日前\n产出 草案解读");
    EXPECT_FACET(Window, Stricter, "期限 6月30日前", "期限 二季度");
    EXPECT_FACET(Window, Weaker, "期限 四季度", "期限 年内");
    EXPECT_FACET(Window, Equal, "期限 全年", "期限 年内");
    EXPECT_FACET(Window, Weaker, "期限 3月31日前", "期限 6月30日前");
    EXPECT_FACET(Window, Missing, "期限 3月31日前", "");
    EXPECT_FACET(Window, Stricter, "", "期限 3月31日前");
    EXPECT_FACET(Window, Equal, "期限 全年", "");
    EXPECT_FACET(Window, Stricter, "期限 适时", "期限 3月31日前");
    EXPECT_FACET(Window, Weaker, "期限 3月31日前", "期限 适时");
    EXPECT_FACET(Window, Equal, "期限 及时", "期限 及时");
    EXPECT_FACET(Window, Question, "期限 及时", "期限 适时");
}

TEST(Yardstick, deadline_past_on_the_day_of_issue) {
    auto plan = [](const char* issued) {
        return std::string("要点 区2023 “区” {\n年度 2023\n制定 甲区.区政府办公室\n印发 ") + issued +
               "\n任务 甲 “甲” {\n责任 各部门\n期限 3月31日前\n自定\n}\n}\n";
    };
    EXPECT_TRUE(Case(plan("2023-04-28")).has(deadline_past));
    EXPECT_FALSE(Case(plan("2023-03-31")).has(deadline_past));
}

TEST(Yardstick, clocks) {
    EXPECT_FACET(Clock, Stricter, "期限 决策出台后10个工作日内", "期限 决策出台后11日内");
    EXPECT_FACET(Clock, Incomparable, "期限 决策出台后10个工作日内", "期限 决策出台后12日内");
    EXPECT_FACET(Clock, Weaker, "期限 决策出台后10个工作日内", "期限 决策出台后22日内");
    EXPECT_FACET(Clock, Equal, "期限 决策文件出台后10个工作日内", "期限 决策出台后10个工作日内");
    EXPECT_FACET(Clock, Incomparable, "期限 文件废止后10个工作日内", "期限 决策出台后10个工作日内");
    EXPECT_FACET(Clock, Stricter, "期限 上会后10日内", "期限 进入决策程序后10日内");
    EXPECT_FACET(Clock, Weaker, "期限 进入决策程序后10日内", "期限 上会后10日内");
    EXPECT_FACET(Clock, Incomparable, "期限 上会后10日内", "期限 进入决策程序后11日内");
    EXPECT_FACET(Clock, Question, "期限 决策出台后10日内", "期限 未写后10日内");
    EXPECT_FACET(Clock, Equal, "期限 未写后10日内", "期限 未写后10日内");
    EXPECT_FACET(Clock, Missing, "期限 决策出台后10日内", "");
    EXPECT_FACET(Clock, Stricter, "期限 决策出台后10日内", "期限 与决策出台同步");
    EXPECT_FACET(Clock, Incomparable, "期限 决策出台后10日内", "期限 3月31日前");
    EXPECT_FACET(Window, Incomparable, "期限 3月31日前", "期限 决策出台后10日内");

    Case k(city("责任 各区政府\n期限 决策出台后10个工作日内") + district("责任 各部门\n期限 决策出台后12日内"));
    Comparison c = k.cell({"区2023.甲"}, "市2023.甲"); // two days, one each way
    ASSERT_EQ(c.verdict, Verdict::Incomparable);
    std::string reason = c.facets[0].facet == Facet::Clock ? c.facets[0].reason.render().zh : c.facets[1].reason.render().zh;
    EXPECT_NE(reason.find("起算"), std::string::npos) << reason;
    EXPECT_NE(reason.find("起算"), reason.rfind("起算")) << reason;
}

TEST(Yardstick, standing_runs_and_gates) {
    EXPECT_FACET(Standing, Weaker, "持续", "期限 8月");
    EXPECT_FACET(Standing, Equal, "持续", "持续 全年");
    EXPECT_FACET(Standing, Weaker, "持续", "持续 8月");
    EXPECT_FACET(Window, Stricter, "期限 8月", "持续");
    EXPECT_FACET(MinRun, Weaker, "时长 不少于30日", "时长 不少于20日");
    EXPECT_FACET(MinRun, Stricter, "时长 不少于30日", "时长 不少于25个工作日");
    EXPECT_FACET(MinRun, Incomparable, "时长 不少于30日", "时长 不少于1个月");
    EXPECT_FACET(Gate, Missing, "期限 上会前\n要素 听取企业意见", "要素 听取企业意见");
    EXPECT_FACET(Gate, Equal, "期限 上会前\n要素 听取企业意见", "期限 上会前\n要素 听取企业意见");
    EXPECT_FACET(Gate, Stricter, "期限 上会前", "期限 进入决策程序前");
    EXPECT_FACET(Gate, Weaker, "期限 进入决策程序前", "期限 上会前");
}

std::string one_plan(const std::string& task) {
    return "要点 区2023 “区” {\n年度 2023\n制定 甲区.区政府办公室\n印发 2023-01-06\n任务 甲 “甲” {\n责任 各部门\n自定\n" + task + "\n}\n}\n";
}

TEST(Yardstick, body_and_annex) {
    Case dated(one_plan("正文 1.1\n附表 1 { 期限 二季度 }"));
    EXPECT_TRUE(dated.has(dated_in_one_place)) << dated.findings();
    EXPECT_FALSE(Case(one_plan("期限 二季度\n正文 1.1\n附表 1")).has(dated_in_one_place));

    Case cell(one_plan("附表 1.文 { 期限 年内 }\n附表 1.栏 { 期限 11月底前 }"));
    EXPECT_TRUE(cell.has(annex_stricter)) << cell.findings();
    Case wide(one_plan("附表 1.文 { 期限 年内 }\n附表 1.栏 { 期限 全年 }"));
    EXPECT_EQ(wide.findings(5000, 5009), "");

    Case gate(one_plan("要素 听取企业意见\n正文 1.1 { 期限 进入决策程序前 }\n附表 1 { 期限 上会前 }"));
    EXPECT_TRUE(gate.has(annex_weaker)) << gate.findings();
    Case firm(one_plan("正文 1.1 { 要素 可：座谈 }\n附表 1 { 要素 座谈 }"));
    EXPECT_TRUE(firm.has(annex_stricter)) << firm.findings();
    EXPECT_EQ(Case(one_plan("正文 1.1 { 要素 可：座谈 }\n附表 1 { 要素 可：座谈 }")).findings(5000, 5009), "");
    Case one_day(one_plan("正文 1.1 { 期限 3月31日前 }\n附表 1 { 期限 一季度 }"));
    EXPECT_EQ(one_day.findings(5000, 5009), "");
}

TEST(Yardstick, bodies) {
    EXPECT_FACET(Subject, Weaker, "主体 甲区.主要负责同志", "主体 班子领导");
    EXPECT_FACET(Subject, Stricter, "主体 甲区.班子领导", "主体 主要负责同志");
    EXPECT_FACET(Subject, Equal, "主体 各区政府", "主体 区政府办公室");
    EXPECT_FACET(Subject, Equal, "主体 各区政府", "主体 区政府");
    EXPECT_FACET(Subject, Weaker, "主体 各区政府", "主体 区财政局"); // a part of it is not it
    EXPECT_FACET(Responsible, Equal, "", "");
    EXPECT_FACET(Force, Conflict, "力度 可以", "力度 不得");
    EXPECT_FACET(Force, Equal, "力度 不得", "力度 不得");
    EXPECT_FACET(Force, Question, "力度 鼓励", "力度 探索");
    EXPECT_FACET(Force, Weaker, "", "力度 原则上");
    EXPECT_FACET(Force, Stricter, "力度 探索", "力度 原则上");

    // 区财政局 for 各部门, within a district: the town below has a 财政所 that answers to it
    const std::string upper = "要点 区2023 “区” {\n年度 2023\n制定 甲区.区政府办公室\n印发 2023-01-06\n任务 甲 “甲” {\n主体 区财政局\n责任 各镇\n自定\n}\n"
                              "任务 乙 “乙” {\n主体 各部门\n自定\n}\n任务 丙 “丙” {\n主体 区财政局\n自定\n落实 区2023.乙\n}\n}\n";
    const std::string town = "要点 镇2023 “镇” {\n年度 2023\n制定 丙镇.党政办\n印发 2023-01-07\n上级 区2023\n任务 甲 “甲” {\n主体 ";
    Case note(upper + town + "财政所\n落实 区2023.甲\n}\n}\n");
    Comparison c = note.cell({"镇2023.甲"}, "区2023.甲");
    EXPECT_EQ(of(c, Facet::Subject), Verdict::Equal) << show(c);
    EXPECT_TRUE(note.has(subject_counterpart)) << note.findings();
    Case none(upper + town + "党政办\n落实 区2023.甲\n}\n}\n");
    EXPECT_EQ(of(none.cell({"镇2023.甲"}, "区2023.甲"), Facet::Subject), Verdict::Missing) << show(none.cell({"镇2023.甲"}, "区2023.甲"));
    EXPECT_EQ(of(note.cell({"区2023.丙"}, "区2023.乙"), Facet::Subject), Verdict::Weaker) << show(note.cell({"区2023.丙"}, "区2023.乙"));
}

TEST(Yardstick, a_duty_set_for_others) {
    auto plan = [](const char* subject) {
        return std::string("要点 委2023 “委” {\n年度 2023\n制定 经信委.市经信委\n印发 2023-01-06\n任务 甲 “甲” {\n主体 ") + subject +
               "\n自定\n}\n}\n";
    };
    EXPECT_TRUE(Case(plan("各区政府、市政府各部门")).has(duty_for_other_government) || Case(plan("各区政府、市政府各部门")).has(duty_for_higher_body));
    EXPECT_FALSE(Case(plan("市经信委")).has(duty_for_other_government));
}

TEST(Yardstick, results) {
    EXPECT_TRUE(Case(one_plan("用到 草案解读")).has(result_not_yielded));
    EXPECT_FALSE(Case(one_plan("产出 草案解读\n用到 草案解读")).has(result_not_yielded));
    EXPECT_FACET(Yields, Missing, "产出 草案解读", "");
    EXPECT_FACET(Yields, Equal, "产出 草案解读", "产出 草案解读");
}

TEST(Yardstick, two_quotas_are_two) {
    EXPECT_FACET(Quota, Missing, "指标 绩效考核占比 不低于4%", "指标 考核权重 不低于5%");
    EXPECT_FACET(Quota, Equal, "指标 绩效考核占比 不低于4%", "指标 绩效考核占比 不低于4%\n指标 考核权重 不低于5%");
}

TEST(Yardstick, split_duties) {
    auto two = [](const char* b) {
        return city("责任 各区政府\n要素 甲项、乙项\n期限 3月31日前") +
               "要点 区2023 “区” {\n年度 2023\n制定 甲区.区政府办公室\n印发 2023-01-06\n上级 市2023\n"
               "任务 一 “一” {\n责任 各部门\n要素 甲项\n期限 3月31日前\n落实 市2023.甲\n}\n"
               "任务 二 “二” {\n责任 各部门\n要素 乙项\n期限 " + std::string(b) + "\n落实 市2023.甲\n}\n}\n";
    };
    Case late(two("12月31日前"));
    Comparison c = late.cell({"区2023.一", "区2023.二"}, "市2023.甲");
    EXPECT_EQ(of(c, Facet::Window), Verdict::Weaker) << show(c);
    EXPECT_EQ(of(c, Facet::Elements), Verdict::Equal) << show(c);
    EXPECT_NE(show(c).find("乙项"), std::string::npos) << show(c);
    Case right(two("3月底前"));
    EXPECT_EQ(right.cell({"区2023.一", "区2023.二"}, "市2023.甲").verdict, Verdict::Equal) << show(right.cell({"区2023.一", "区2023.二"}, "市2023.甲"));
}

TEST(Yardstick, numbers_in_names_are_names) {
    Case k(one_plan("要素 26个试点领域、23个领域"));
    EXPECT_EQ(k.findings(1000, 2499), "");
    for (const Fact& f : k.c.model.facts)
        EXPECT_NE(f.facet, Facet::Quota);
}

TEST(Yardstick, conditions) {
    EXPECT_FACET(Condition, Weaker, "", "条件 “有经费时”");
    EXPECT_FACET(Condition, Stricter, "条件 “有经费时”", "");
    EXPECT_FACET(Condition, Equal, "条件 “有经费时”", "条件 “有经费时”");
    EXPECT_FACET(Condition, Question, "条件 “有经费时”", "条件 “经费允许时”");
    EXPECT_FACET(Except, Weaker, "", "除外 “涉密的”");
}

} // namespace
