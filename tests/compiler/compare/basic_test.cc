#include "tests/compiler/compare/build.h"

#include <gtest/gtest.h>

using namespace yaodian;
using namespace yaodian::test;

namespace {

/// A city above a district: 市政府; 区政府 with an office that acts for it, two departments, two streets.
struct World : ::testing::Test {
    Build b;
    EntityId city, gov, office, finance, audit, street1, street2, other_gov;
    EntityId districts, departments, streets;
    PlanId up, low;
    World() {
        city = b.unit("市政府", kNone, Level::City);
        gov = b.unit("区政府", city);
        other_gov = b.unit("邻区政府", city);
        office = b.unit("区政府办公室", gov);
        b.at(office).acts_for = gov;
        finance = b.unit("区财政局", gov);
        audit = b.unit("区审计局", gov);
        street1 = b.unit("甲街道", gov, Level::Town);
        street2 = b.unit("乙街道", gov, Level::Town);
        districts = b.group("各区政府", {gov, other_gov});
        departments = b.group("各部门", {finance, audit}, true);
        streets = b.group("各街道", {street1, street2});
        up = b.plan("市要点", city);
        low = b.plan("区要点", gov, office);
    }
    Verdict facet(std::vector<TaskId> lower, TaskId upper, Facet f) {
        last = b.compare(lower, upper);
        return b.of(last, f);
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
}

} // namespace
