// The rules held against the judge on random duties. A rule may never say "carried" or "in conflict" where the judge finds
// a history to the contrary; how often it is more careful than the judge is counted and kept low.
#include "tests/compiler/judge/generator.h"
#include "tests/compiler/judge/judge.h"

#include <gtest/gtest.h>

#include <map>

using namespace yaodian;
using namespace yaodian::test;

namespace {

struct Tally {
    long cases = 0, carried = 0, question = 0, careful = 0, conflict = 0, big = 0, histories = 0;
};

void hold(Flavour flavour, int cases, unsigned seed) {
    if (const char* only = getenv("JUDGE_SEED")) {
        seed = static_cast<unsigned>(atoi(only));
        cases = 1;
    }
#ifdef __SANITIZE_ADDRESS__ // trying every history is slow enough without
    cases /= 8;
#endif
    Tally tally;
    std::map<std::string, int> careful_by;
    for (int i = 0; i < cases; ++i) {
        Generator g(seed + static_cast<unsigned>(i));
        auto du = g.draft(flavour);
        auto dl = g.change(du, flavour);
        std::vector<Generator::Draft> lower{dl};
        if (g.chance(flavour == Split ? 80 : 20) && flavour != Several && flavour != Subjects && flavour != Rates && flavour != Levels) {
            auto more = g.change(du, flavour);
            lower.push_back(more);
        }
        bool ok = writable(du);
        for (const auto& d : lower)
            ok = ok && writable(d);
        if (!ok)
            continue;
        TaskId u = g.put(du, g.up);
        std::vector<TaskId> ls;
        for (const auto& d : lower)
            ls.push_back(g.put(d, g.low));
        auto ruling = judge::rule(g.b.c.model, ls, u, g.low);
        if (ruling.too_big) {
            ++tally.big;
            continue;
        }
        ++tally.cases;
        tally.histories += ruling.histories;
        auto said = g.b.compare(ls, u);
        const bool carried = said.verdict == Verdict::Equal || said.verdict == Verdict::Stricter;
        auto what = [&] { return std::string(flavour_names[flavour]) + " seed " + std::to_string(seed + static_cast<unsigned>(i)) + ": " + show(said) + "\n     upper " + g.show(du) + "\n     lower " + g.show(lower[0]) + (lower.size() > 1 ? g.show(lower[1]) : ""); };
        tally.carried += carried;
        if (carried) {
            EXPECT_TRUE(ruling.carries) << what();
        }
        if (said.verdict == Verdict::Equal && lower.size() == 1 && flavour != Several && flavour != Count1) {
            EXPECT_TRUE(ruling.back) << what();
        }
        if (said.verdict == Verdict::Conflict) {
            ++tally.conflict;
            EXPECT_FALSE(ruling.together) << what();
        }
        tally.question += said.verdict == Verdict::Question;
        if (!carried && said.verdict != Verdict::Question && ruling.carries && ruling.possible) {
            ++tally.careful;
            std::string facets;
            for (const FacetVerdict& f : said.facets)
                if (f.verdict != Verdict::Equal && f.verdict != Verdict::Stricter)
                    facets += std::string(chinese(f.facet)) + "=" + std::string(key(f.verdict)) + " ";
            if (careful_by[facets]++ == 0 || getenv("JUDGE_ALL"))
                printf("  careful: %s\n", what().c_str());
        }
        if (::testing::Test::HasFailure() && !getenv("JUDGE_ALL"))
            break;
    }
    printf("%-15s %5ld cases %5ld carried %4ld questions %4ld conflicts %4ld more careful than the judge; %ld too big, %ld histories\n",
           flavour_names[flavour], tally.cases, tally.carried, tally.question, tally.conflict, tally.careful, tally.big,
           tally.histories);
    for (const auto& [facets, n] : careful_by)
        printf("    %4d %s\n", n, facets.c_str());
    EXPECT_GT(tally.carried, cases / 20) << "the generator makes too few carried duties to test anything";
    EXPECT_LE(tally.careful, tally.cases / 20) << "false alarms";
}

TEST(Judge, time) { hold(Time, 1500, 1000); }
TEST(Judge, firmness) { hold(Firm, 1500, 20000); }
TEST(Judge, objects) { hold(Things, 800, 40000); }
TEST(Judge, counts) { hold(Count1, 800, 60000); }
TEST(Judge, subjects) { hold(Subjects, 1500, 80000); }
TEST(Judge, gates) { hold(Gates, 800, 100000); }
TEST(Judge, conditions) { hold(Terms, 800, 120000); }
TEST(Judge, levels) { hold(Levels, 500, 140000); }
TEST(Judge, rates) { hold(Rates, 500, 160000); }
TEST(Judge, several) { hold(Several, 500, 180000); }
TEST(Judge, split) { hold(Split, 1500, 220000); }
TEST(Judge, forbidden) { hold(Forbidden, 800, 200000); }

} // namespace
