// Comparison on models made by hand: what the random duties and the yardstick do not reach.
#include "tests/compiler/compare/build.h"

#include <gtest/gtest.h>

using namespace yaodian;
using namespace yaodian::test;

namespace {

/// A city above a district: 市政府; 区政府 with an office that acts for it, two departments, two streets; a town below.
struct World : ::testing::Test {
    Build b;
    EntityId city, city_office, commission, gov, office, finance, audit, street1, street2, other_gov, town, town_finance;
    EntityId districts, city_departments, departments, streets, some, anyone;
    PlanId up, low, low2, town_plan, commission_plan;
    World() {
        city = b.unit("市政府", kNone, Level::City);
        city_office = b.unit("市政府办公厅", city, Level::City);
        b.at(city_office).acts_for = city;
        commission = b.unit("市经信委", city, Level::City);
        gov = b.unit("区政府", city);
        other_gov = b.unit("邻区政府", city);
        office = b.unit("区政府办公室", gov);
        b.at(office).acts_for = gov;
        finance = b.unit("区财政局", gov);
        audit = b.unit("区审计局", gov);
        street1 = b.unit("甲街道", gov, Level::Town);
        street2 = b.unit("乙街道", gov, Level::Town);
        town = b.unit("丙镇政府", gov, Level::Town);
        town_finance = b.unit("丙镇财政所", town, Level::Office);
        b.at(town_finance).counterpart = finance;
        districts = b.group("各区政府", {gov, other_gov});
        city_departments = b.group("市政府各部门", {commission}, true);
        departments = b.group("各部门", {finance, audit}, true);
        streets = b.group("各街道", {street1, street2});
        some = b.group("有关部门", {}, false, true, {departments});
        anyone = b.group("有关单位", {}, false, true);
        up = b.plan("市要点", city, city_office);
        low = b.plan("区要点", gov, office);
        low2 = b.plan("区要点二", gov, office);
        town_plan = b.plan("镇要点", town);
        commission_plan = b.plan("委要点", commission);
    }
    Verdict facet(std::vector<TaskId> lower, TaskId upper, Facet f, Purpose purpose = Purpose::Upstream) {
        last = b.compare(lower, upper, purpose);
        return b.of(last, f);
    }
    const FacetVerdict& verdict(Facet f) {
        for (const FacetVerdict& v : last.facets)
            if (v.facet == f)
                return v;
        static const FacetVerdict none;
        return none;
    }
    Addressed reach(TaskId t, PlanId p) {
        Calendar calendar(b.c.model);
        CompareContext context{b.c, calendar};
        return addressed(context, t, p).answer;
    }
    Comparison last;
};

TEST_F(World, quotas_on_several_subjects) {
    EntityId m = b.metric("列席会议");
    TaskId u = b.task(up).responsible(districts).quota(m, Compare::AtLeast, 4, Period::Year, {districts}).done();
    TaskId l = b.task(low).responsible(office).responsible(departments).responsible(streets)
                   .quota(m, Compare::AtLeast, 4, Period::Year, {gov})
                   .quota(m, Compare::AtLeast, 1, Period::Year, {departments, streets}, SubjectMode::Each).done();
    EXPECT_EQ(facet({l}, u, Facet::Quota), Verdict::Equal) << show(last);
    EXPECT_EQ(last.verdict, Verdict::Equal) << show(last);
    TaskId dropped = b.task(low).responsible(departments)
                         .quota(m, Compare::AtLeast, 1, Period::Year, {departments, streets}, SubjectMode::Each).done();
    EXPECT_EQ(facet({dropped}, u, Facet::Quota), Verdict::Missing) << show(last);
    EXPECT_EQ(last.verdict, Verdict::Weaker) << show(last);
    EXPECT_EQ(verdict(Facet::Quota).reason.code, quota_missing);
    EXPECT_NE(verdict(Facet::Quota).reason.render().zh.find("区政府"), std::string::npos);
    // what upstream asks of others is no gap here
    TaskId theirs = b.task(up).responsible(districts).quota(m, Compare::AtLeast, 4, Period::Year, {city_departments}).done();
    TaskId silent = b.task(low).responsible(departments).done();
    EXPECT_EQ(facet({silent}, theirs, Facet::Quota), Verdict::Equal) << show(last);
}

TEST_F(World, each_and_total) {
    EntityId m = b.metric("培训");
    EntityId three = b.group("三家", {finance, audit, street1});
    auto with = [&](PlanId p, EntityId g, int n, SubjectMode mode) { return b.task(p).quota(m, Compare::AtLeast, n, Period::Year, {g}, mode).done(); };
    EXPECT_EQ(facet({with(low, three, 1, SubjectMode::Each)}, with(low2, three, 3, SubjectMode::Total), Facet::Quota), Verdict::Question) << show(last);
    EXPECT_EQ(facet({with(low, three, 3, SubjectMode::Each)}, with(low2, three, 3, SubjectMode::Total), Facet::Quota), Verdict::Stricter) << show(last);
    EXPECT_EQ(facet({with(low, three, 3, SubjectMode::Total)}, with(low2, three, 1, SubjectMode::Each), Facet::Quota), Verdict::Weaker) << show(last);
    EXPECT_EQ(facet({with(low, three, 3, SubjectMode::Total)}, with(low2, three, 3, SubjectMode::Total), Facet::Quota), Verdict::Equal) << show(last);
    EXPECT_EQ(facet({with(low, three, 2, SubjectMode::Total)}, with(low2, three, 3, SubjectMode::Total), Facet::Quota), Verdict::Weaker) << show(last);
    // a group that says neither is read as each, and the note says that it matters
    EXPECT_EQ(facet({with(low, three, 1, SubjectMode::Unsaid)}, with(low2, three, 1, SubjectMode::Each), Facet::Quota), Verdict::Equal) << show(last);
    EXPECT_EQ(verdict(Facet::Quota).reason.code, quota_group_reading);
    EXPECT_EQ(facet({with(low, three, 1, SubjectMode::Each)}, with(low2, three, 1, SubjectMode::Each), Facet::Quota), Verdict::Equal);
    EXPECT_EQ(verdict(Facet::Quota).reason.code, 0);
}

TEST_F(World, counts_add_across_carriers) {
    EntityId m = b.metric("培训");
    auto with = [&](PlanId p, int n, Period period = Period::Year) { return b.task(p).quota(m, Compare::AtLeast, n, period).done(); };
    TaskId u = with(up, 4);
    EXPECT_EQ(facet({with(low, 2), with(low, 2)}, u, Facet::Quota), Verdict::Equal) << show(last);
    EXPECT_EQ(facet({with(low, 2), with(low, 1)}, u, Facet::Quota), Verdict::Weaker) << show(last);
    EXPECT_EQ(facet({with(low, 1, Period::Quarter), with(low, 1)}, with(up, 5), Facet::Quota), Verdict::Stricter) << show(last);
}

TEST_F(World, rates_and_levels) {
    EntityId papers = b.within(EntityKind::Object, "公文"), secret = b.within(EntityKind::Object, "非密公文", {papers});
    EntityId published = b.entity(EntityKind::Object, "已公开");
    EntityId wide = b.metric("公开率", MetricKind::Rate), narrow = b.metric("非密公开率", MetricKind::Rate), level = b.metric("场所数", MetricKind::Stock);
    b.at(wide).numerator = b.at(narrow).numerator = published;
    b.at(wide).denominator = papers;
    b.at(narrow).denominator = secret;
    auto rate = [&](PlanId p, EntityId m, int n, Period period = Period::Whole) { return b.task(p).quota(m, Compare::AtLeast, n, period).done(); };
    EXPECT_EQ(facet({rate(low, wide, 80, Period::Quarter)}, rate(up, wide, 80), Facet::Quota), Verdict::Stricter) << show(last);
    EXPECT_EQ(facet({rate(low, wide, 80)}, rate(up, wide, 80, Period::Quarter), Facet::Quota), Verdict::Weaker) << show(last);
    EXPECT_EQ(facet({rate(low, wide, 100)}, rate(up, narrow, 80), Facet::Quota), Verdict::Stricter) << show(last);
    EXPECT_EQ(facet({rate(low, wide, 99)}, rate(up, narrow, 80), Facet::Quota), Verdict::Missing) << show(last);
    EXPECT_EQ(facet({rate(low, narrow, 100)}, rate(up, wide, 80), Facet::Quota), Verdict::Missing) << show(last);
    EXPECT_EQ(facet({rate(low, level, 3)}, rate(up, level, 4), Facet::Quota), Verdict::Weaker) << show(last);
    EXPECT_EQ(facet({rate(low, level, 2, Period::Half)}, rate(up, level, 4), Facet::Quota), Verdict::Incomparable) << show(last); // levels never add
    EXPECT_EQ(facet({rate(low, level, 4, Period::Quarter)}, rate(up, level, 4), Facet::Quota), Verdict::Stricter) << show(last);
}

TEST_F(World, units_of_a_quota_never_convert) {
    EntityId m = b.metric("公示", MetricKind::Count);
    TaskId u = b.task(up).quota(m, Compare::AtLeast, 30).done();
    TaskId l = b.task(low).quota(m, Compare::AtLeast, 22).done();
    b.c.model.quotas[b.c.model.facts[b.c.model.tasks[u].facts.first].value].unit = b.name("日");
    b.c.model.quotas[b.c.model.facts[b.c.model.tasks[l].facts.first].value].unit = b.name("工作日");
    EXPECT_EQ(facet({l}, u, Facet::Quota), Verdict::Incomparable) << show(last);
}

TEST_F(World, who_is_meant) {
    auto who = [&](PlanId p, EntityId e, uint8_t bits = 0) { return b.task(p).subject(e, bits).done(); };
    EXPECT_EQ(facet({who(low, office)}, who(up, districts), Facet::Subject), Verdict::Equal) << show(last);
    EXPECT_EQ(facet({who(low, finance)}, who(low2, departments), Facet::Subject), Verdict::Weaker) << show(last);
    EXPECT_EQ(facet({who(low, departments)}, who(low2, finance), Facet::Subject), Verdict::Stricter) << show(last);
    EXPECT_EQ(facet({who(low, departments)}, who(low2, some), Facet::Subject), Verdict::Stricter) << show(last);
    EXPECT_EQ(facet({who(low, some)}, who(low2, departments), Facet::Subject), Verdict::Question) << show(last);
    EXPECT_EQ(facet({who(low, some)}, who(low2, some), Facet::Subject), Verdict::Equal) << show(last);
    EXPECT_EQ(facet({who(low, street1)}, who(low2, finance), Facet::Subject), Verdict::Missing) << show(last);
    EXPECT_EQ(facet({who(town_plan, town_finance)}, who(low, finance), Facet::Subject), Verdict::Equal) << show(last);
    EXPECT_EQ(verdict(Facet::Subject).reason.code, subject_counterpart);
    // any of them: the lower set lies inside
    TaskId either = b.task(low2).subject(finance).subject(audit, kOr).done();
    EXPECT_EQ(facet({who(low, audit)}, either, Facet::Subject), Verdict::Stricter) << show(last);
    EXPECT_EQ(facet({b.task(low).subject(finance).subject(street1, kOr).done()}, either, Facet::Subject), Verdict::Weaker) << show(last);
    // roles
    EntityId role = b.role("承办单位", {finance, audit}), again = b.role("承办单位", {street1});
    EXPECT_EQ(facet({b.task(low).subject(finance).subject(audit).done()}, who(low2, role), Facet::Subject), Verdict::Stricter) << show(last);
    EXPECT_EQ(facet({who(low, finance)}, who(low2, role), Facet::Subject), Verdict::Weaker) << show(last);
    EXPECT_EQ(facet({who(low, role)}, b.task(low2).subject(finance).subject(audit).done(), Facet::Subject), Verdict::Weaker) << show(last);
    EXPECT_EQ(facet({who(low, again)}, who(up, role), Facet::Subject), Verdict::Equal) << show(last); // one name, one reading
    // posts of one name in two directories are one post
    EntityId leaders = b.entity(EntityKind::Post, "班子领导"), head = b.within(EntityKind::Post, "主要负责同志", {leaders});
    EntityId leaders2 = b.entity(EntityKind::Post, "班子领导"), head2 = b.within(EntityKind::Post, "主要领导", {leaders2});
    b.at(head2).aliases = b.list({b.name("主要负责同志")});
    EXPECT_EQ(facet({who(low, leaders2)}, who(up, b.post_of(districts, head)), Facet::Subject), Verdict::Weaker) << show(last);
    EXPECT_EQ(facet({who(low, head2)}, who(up, b.post_of(districts, head)), Facet::Subject), Verdict::Equal) << show(last);
    EXPECT_EQ(facet({who(low, head2)}, who(up, b.post_of(districts, leaders)), Facet::Subject), Verdict::Stricter) << show(last);
}

TEST_F(World, sharing_out_a_duty) {
    TaskId u = b.task(up).responsible(districts).responsible(city_departments).done();
    EXPECT_EQ(facet({b.task(low).responsible(finance).done()}, u, Facet::Responsible), Verdict::Equal) << show(last);
    TaskId named = b.task(low2).responsible(finance).responsible(audit).done();
    EXPECT_EQ(facet({b.task(low).responsible(finance).done()}, named, Facet::Responsible), Verdict::Weaker) << show(last);
    EXPECT_EQ(facet({b.task(low).responsible(street1).done()}, named, Facet::Responsible), Verdict::Missing) << show(last);
    TaskId led = b.task(low2).responsible(finance, kLead).responsible(audit).done();
    EXPECT_EQ(facet({b.task(low).responsible(audit).say(Facet::Support, finance).done()}, led, Facet::Responsible), Verdict::Weaker) << show(last);
    EXPECT_EQ(facet({b.task(low).responsible(finance, kLead).responsible(audit).done()}, led, Facet::Responsible), Verdict::Equal) << show(last);
}

TEST_F(World, addressees) {
    auto t = [&](EntityId e) { return b.task(up).responsible(e).done(); };
    EXPECT_EQ(reach(t(districts), low), Addressed::Yes);
    EXPECT_EQ(reach(t(districts), commission_plan), Addressed::No);
    EXPECT_EQ(reach(t(city_departments), commission_plan), Addressed::Yes);
    EXPECT_EQ(reach(t(city_departments), low), Addressed::No); // an open list of departments holds no government
    EXPECT_EQ(reach(t(anyone), low), Addressed::Maybe);
    EXPECT_EQ(reach(b.task(up).say(Facet::Support, districts).done(), low), Addressed::SupportOnly);
    EXPECT_EQ(reach(b.task(up).subject(city_office).responsible(districts).done(), low), Addressed::No); // 主体 goes before 责任
    EXPECT_EQ(reach(b.task(up).responsible(other_gov).done(), low), Addressed::No);
    EXPECT_EQ(reach(b.task(up).responsible(office).done(), low), Addressed::Yes);
}

TEST_F(World, several_places_of_one_side) {
    auto at = [&](PlanId p) { return b.task(p).cite(Part::Body, "1.1").cite(Part::Annex, "1"); };
    const Window q1{b.day(1, 1), b.day(3, 31)}, q2{b.day(4, 1), b.day(6, 30)}, august{b.day(8, 1), b.day(8, 31)};
    TaskId both = at(low).window(q1.from, q1.to, WindowShape::Period, 1).window(august.from, august.to, WindowShape::Period, 2).done();
    // both bind: each upper reading is met by some lower one
    EXPECT_EQ(facet({both}, b.task(up).window(q1.from, q1.to).done(), Facet::Window), Verdict::Stricter) << show(last);
    EXPECT_EQ(facet({both}, b.task(up).window(august.from, august.to).done(), Facet::Window), Verdict::Stricter) << show(last);
    EXPECT_EQ(facet({both}, b.task(up).window(q2.from, q2.to).done(), Facet::Window), Verdict::Incomparable) << show(last);
    EXPECT_EQ(facet({b.task(low).window(q1.from, q1.to).done()}, both, Facet::Window), Verdict::Weaker) << show(last);
    // one place alone
    Calendar calendar(b.c.model);
    CompareContext context{b.c, calendar};
    Side annex{both, 2}, body{both, 1};
    last = compare(context, {&annex, 1}, body, low, Purpose::BodyAnnex);
    EXPECT_EQ(b.of(last, Facet::Window), Verdict::Incomparable) << show(last);
    EXPECT_NE(verdict(Facet::Window).reason.render().zh.find("附表“"), std::string::npos) << show(last);
    // a silent place says nothing
    TaskId silent = at(low).window(q1.from, q1.to).say(Facet::Window, 0, kSilent, 2).done();
    Side quiet{silent, 2};
    last = compare(context, {&quiet, 1}, {silent, 1}, low, Purpose::BodyAnnex);
    EXPECT_EQ(b.of(last, Facet::Window), Verdict::Missing) << show(last);
    EXPECT_EQ(facet({silent}, b.task(up).window(q1.from, q1.to).done(), Facet::Window), Verdict::Equal) << show(last);
}

TEST_F(World, defaults_cause_no_difference) {
    const Window year = year_window(b.year), q1{b.day(1, 1), b.day(3, 31)};
    TaskId l = b.task(low).cite(Part::Annex, "1").window(q1.from, q1.to, WindowShape::Period, 1, kDefault).done();
    EXPECT_EQ(facet({l}, b.task(up).done(), Facet::Window), Verdict::Equal) << show(last);
    EXPECT_EQ(facet({l}, b.task(up).window(q1.from, q1.to).done(), Facet::Window), Verdict::Equal) << show(last);
    EXPECT_EQ(facet({l}, b.task(up).window(b.day(1, 1), b.day(1, 31)).done(), Facet::Window), Verdict::Missing) << show(last);
    TaskId whole = b.task(low).cite(Part::Annex, "1").window(year.from, year.to, WindowShape::Period, 1, kDefault).done();
    EXPECT_EQ(facet({b.task(low2).window(q1.from, q1.to).done()}, whole, Facet::Window), Verdict::Stricter) << show(last);
}

TEST_F(World, marks_and_missing_text) {
    const Window q1{b.day(1, 1), b.day(3, 31)};
    TaskId sure = b.task(up).window(q1.from, q1.to).done(), inferred = b.task(up).window(q1.from, q1.to).origin(Mark::Inferred).done();
    TaskId l = b.task(low).done();
    facet({l}, sure, Facet::Window);
    EXPECT_EQ(verdict(Facet::Window).wording, Mark::None);
    facet({l}, inferred, Facet::Window);
    EXPECT_EQ(verdict(Facet::Window).wording, Mark::Inferred);
    EXPECT_FALSE(verdict(Facet::Window).advice.zh.empty());
    b.c.model.plans[low].body = TextKind::Absent; // the words may stand in the part that is not at hand
    facet({l}, sure, Facet::Window);
    EXPECT_EQ(verdict(Facet::Window).verdict, Verdict::Missing);
    EXPECT_GT(verdict(Facet::Window).wording, Mark::Inherited);
}

TEST_F(World, editions_by_day_within_their_year) {
    b.year = 2024;
    PlanId next = b.plan("区要点次年", gov, office);
    TaskId now = b.task(next).window(day_of(2024, 1, 1), day_of(2024, 2, 29), WindowShape::Before).done();
    b.year = 2023;
    EXPECT_EQ(facet({now}, b.task(low).window(b.day(1, 1), b.day(2, 28), WindowShape::Before).done(), Facet::Window, Purpose::Editions), Verdict::Equal) << show(last);
    EXPECT_EQ(facet({now}, b.task(low).window(b.day(1, 1), b.day(3, 31), WindowShape::Before).done(), Facet::Window, Purpose::Editions), Verdict::Stricter) << show(last);
}

TEST_F(World, a_clock_from_issue_is_a_date) {
    EntityId issue = b.entity(EntityKind::Event, "印发");
    b.c.model.plans[low].issued = b.day(4, 28);
    TaskId l = b.task(low).clock(issue, 30, TimeUnit::Day).done();
    EXPECT_EQ(facet({l}, b.task(up).window(b.day(1, 1), b.day(6, 30), WindowShape::Before).done(), Facet::Window), Verdict::Stricter) << show(last);
    EXPECT_EQ(b.of(last, Facet::Clock), Verdict::Stated) << show(last);
    EXPECT_EQ(facet({l}, b.task(up).window(b.day(1, 1), b.day(5, 1), WindowShape::Before).done(), Facet::Window), Verdict::Incomparable) << show(last);
}

TEST_F(World, weeks_are_whole_weeks) {
    EntityId m = b.metric("推送");
    auto with = [&](PlanId p, int n, Period period) { return b.task(p).quota(m, Compare::AtLeast, n, period).done(); };
    EXPECT_EQ(facet({with(low, 1, Period::Week)}, with(up, 3, Period::Month), Facet::Quota), Verdict::Stricter) << show(last);
    EXPECT_EQ(facet({with(low, 1, Period::Week)}, with(up, 52, Period::Year), Facet::Quota), Verdict::Stricter) << show(last); // 2 January to 31 December 2023
    EXPECT_EQ(facet({with(low, 1, Period::Week)}, with(up, 53, Period::Year), Facet::Quota), Verdict::Incomparable) << show(last);
    EXPECT_EQ(facet({with(low, 1, Period::Day)}, with(up, 7, Period::Week), Facet::Quota), Verdict::Stricter) << show(last);
}

TEST_F(World, what_is_joined_below) {
    EntityId a = b.entity(EntityKind::Element, "甲项"), c = b.entity(EntityKind::Element, "乙项");
    const Window q1{b.day(1, 1), b.day(3, 31)}, year = year_window(b.year);
    TaskId u1 = b.task(up).element(a).window(q1.from, q1.to).done(), u2 = b.task(up).element(c).window(year.from, b.day(6, 30)).done();
    TaskId joined = b.task(low).element(a).element(c).window(q1.from, q1.to).done();
    EXPECT_EQ(facet({joined}, u1, Facet::Elements), Verdict::Stricter) << show(last);
    EXPECT_EQ(facet({joined}, u2, Facet::Window), Verdict::Stricter) << show(last);
    // one body each for each element is not both bodies for both
    TaskId u = b.task(low2).subject(finance).subject(audit).element(a).element(c).done();
    TaskId l1 = b.task(low).subject(finance).element(a).done(), l2 = b.task(low).subject(audit).element(c).done();
    EXPECT_EQ(facet({l1, l2}, u, Facet::Elements), Verdict::Weaker) << show(last);
    TaskId l3 = b.task(low).subject(finance).subject(audit).element(c).done(), l4 = b.task(low).subject(finance).subject(audit).element(a).done();
    EXPECT_EQ(facet({l3, l4}, u, Facet::Elements), Verdict::Equal) << show(last);
}

TEST_F(World, open_lists_ask) {
    EntityId a = b.entity(EntityKind::Element, "甲项"), c = b.entity(EntityKind::Element, "乙项");
    TaskId open = b.task(up).element(a, kOpen).done();
    EXPECT_EQ(facet({b.task(low).element(a).done()}, open, Facet::Elements), Verdict::Question) << show(last);
    EXPECT_EQ(facet({b.task(low).element(a, kOpen).done()}, open, Facet::Elements), Verdict::Equal) << show(last);
    EXPECT_EQ(facet({b.task(low).element(c, kOpen).done()}, b.task(up).element(a).done(), Facet::Elements), Verdict::Weaker) << show(last);
}

TEST_F(World, lists_that_name_themselves) {
    EntityId head = b.entity(EntityKind::Post, "主任");
    EntityId loop = b.group("圈", {finance}, true), back = b.group("回", {loop}, true, true, {loop});
    b.at(loop).members = b.list({finance, back, b.post_of(loop, head)});
    b.at(loop).wider = b.list({back});
    b.at(loop).undetermined = true;
    TaskId u = b.task(low2).subject(loop).responsible(back).done(), l = b.task(low).subject(back).responsible(loop).done();
    EXPECT_FALSE(b.compare({l}, u).facets.empty());
    reach(u, low);
    reach(l, commission_plan);
}

TEST_F(World, quotas_over_a_thousand_years) {
    EntityId m = b.metric("次数");
    const Window ages{day_of(1000, 1, 1), day_of(9999, 12, 31)};
    for (Period p : {Period::Day, Period::Week, Period::Month, Period::Year}) {
        TaskId u = b.task(up).quota(m, Compare::AtLeast, 2, Period::Day, {}, SubjectMode::Unsaid, ages).done();
        TaskId l = b.task(low).quota(m, Compare::AtMost, 1, p, {}, SubjectMode::Unsaid, ages).quota(m, Compare::AtLeast, 9, p).done();
        EXPECT_NE(facet({l}, u, Facet::Quota), Verdict::Equal) << show(last);
    }
}

TEST(Days, working_days) {
    Compilation c;
    CalendarYear y;
    y.year = 2023;
    y.off = {day_of(2023, 1, 23), day_of(2023, 1, 24), day_of(2023, 1, 25), day_of(2023, 1, 26), day_of(2023, 1, 27)};
    y.work = {day_of(2023, 1, 28), day_of(2023, 1, 29)};
    c.model.calendars.push_back(y);
    Calendar calendar(c.model);
    EXPECT_TRUE(calendar.known(2023));
    EXPECT_FALSE(calendar.known(2024));
    EXPECT_TRUE(calendar.working(day_of(2023, 1, 28)));
    EXPECT_FALSE(calendar.working(day_of(2023, 1, 27)));
    EXPECT_FALSE(calendar.working(day_of(2024, 1, 6)));
    // against the obvious way, day by day, over year ends and with no calendar
    for (Day start = day_of(2022, 12, 1); start < day_of(2024, 2, 1); start += 3)
        for (int n : {0, 1, 5, 10, 23, 260, 700}) {
            Day d = start;
            for (int left = n; left > 0;)
                left -= calendar.working(++d);
            ASSERT_EQ(calendar.end_of(start, n, TimeUnit::Workday), d) << iso(start) << " " << n;
        }
    EXPECT_EQ(iso(calendar.end_of(day_of(2023, 1, 31), 1, TimeUnit::Month)), "2023-02-28");
    EXPECT_EQ(iso(calendar.end_of(day_of(2023, 1, 31), 10, TimeUnit::Day)), "2023-02-10");
    EXPECT_GT(calendar.end_of(day_of(2023, 1, 31), 100000, TimeUnit::Workday), day_of(2200, 1, 1)); // ends, whatever the length
}

} // namespace
