// Two laws of comparison on random duties with everything in them: a verbatim copy is equal in every facet, and definite
// carrying is transitive. The first also on every task of the real specs.
#include "tests/compiler/judge/generator.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace yaodian;
using namespace yaodian::test;

namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr unsigned kShare = 8;
#else
constexpr unsigned kShare = 1;
#endif

/// Duties that say something in many facets at once.
Generator::Draft mixed(Generator& g) {
    Generator::Draft out;
    for (Flavour f : {Time, Firm, Things, Count1, Subjects, Gates, Terms, Levels, Rates, Several}) {
        if (!g.chance(40))
            continue;
        auto part = g.draft(f);
        out.facts.insert(out.facts.end(), part.facts.begin(), part.facts.end());
        out.dues.insert(out.dues.end(), part.dues.begin(), part.dues.end());
        out.quotas.insert(out.quotas.end(), part.quotas.begin(), part.quotas.end());
    }
    if (g.chance(30)) {
        Due d;
        d.kind = g.chance(50) ? DueKind::Clock : DueKind::MinRun;
        d.event = d.kind == DueKind::Clock ? g.one_of({g.decided, g.discussed, g.meeting}) : kNone;
        d.length = 1 + g.pick(40);
        d.unit = g.one_of({TimeUnit::Day, TimeUnit::Workday, TimeUnit::Month, TimeUnit::Week});
        d.unknown_start = d.kind == DueKind::Clock && g.chance(10);
        out.dues.push_back(d);
    }
    return out;
}

bool carried(const Comparison& c) { return c.verdict == Verdict::Equal || c.verdict == Verdict::Stricter; }

TEST(Laws, verbatim_copy_is_equal) {
    for (unsigned seed = 0; seed < 20000 / kShare; ++seed) {
        Generator g(seed);
        auto d = mixed(g);
        if (!writable(d))
            continue;
        TaskId u = g.put(d, g.up), l = g.put(d, g.low);
        auto c = g.b.compare({l}, u);
        ASSERT_EQ(c.verdict, Verdict::Equal) << seed << " " << g.show(d) << "\n" << show(c);
        for (const FacetVerdict& f : c.facets)
            ASSERT_EQ(f.verdict, Verdict::Equal) << seed << " " << g.show(d) << "\n" << show(c);
    }
}

TEST(Laws, definite_carrying_is_transitive) {
    long chains = 0, carried_pairs = 0;
    for (unsigned seed = 0; seed < 60000 / kShare; ++seed) {
        Generator g(1'000'000 + seed);
        const Flavour flavour = static_cast<Flavour>(seed % Kinds);
        auto du = seed % 3 ? g.draft(flavour) : mixed(g);
        auto dm = g.change(du, flavour), dl = g.change(dm, flavour);
        if (!writable(du) || !writable(dm) || !writable(dl))
            continue;
        PlanId third = g.b.plan("所要点", g.gov, g.office);
        TaskId u = g.put(du, g.up), m = g.put(dm, g.low), l = g.put(dl, third);
        auto a = g.b.compare({m}, u), b = g.b.compare({l}, m);
        carried_pairs += carried(a) + carried(b);
        if (!carried(a) || !carried(b))
            continue;
        ++chains;
        auto c = g.b.compare({l}, u);
        EXPECT_TRUE(carried(c)) << 1'000'000 + seed << " " << flavour_names[flavour] << "\n upper " << g.show(du) << "\n middle "
                                << g.show(dm) << "\n lower " << g.show(dl) << "\n" << show(c);
        if (::testing::Test::HasFailure() && !getenv("JUDGE_ALL"))
            break;
    }
    printf("%ld chains of two, %ld carried pairs\n", chains, carried_pairs);
    EXPECT_GT(chains, 5000 / kShare);
}

std::string read(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

TEST(Laws, every_real_duty_equals_its_copy) {
    std::vector<Input> inputs;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(std::string(YAODIAN_SOURCE_DIR) + "/specs"))
        if (entry.path().extension() == ".yd") {
            Input i;
            i.file = SourceFile::from_string(entry.path().string(), read(entry.path()));
            inputs.push_back(std::move(i));
        }
    Compilation c = compile(std::move(inputs));
    Calendar calendar(c.model);
    CompareContext context{c, calendar, false};
    ASSERT_GT(c.model.tasks.size(), 100u);
    std::size_t compared = 0;
    for (TaskId t = 1; t < c.model.tasks.size(); ++t) {
        Side side{t, 0};
        // the task against itself: once as another plan's would be projected, once name by name
        for (Purpose purpose : {Purpose::Upstream, Purpose::Editions}) {
            auto r = compare(context, {&side, 1}, side, c.model.tasks[t].plan, purpose);
            EXPECT_EQ(r.verdict, Verdict::Equal) << c.qualified(t) << " " << show(r);
            ++compared;
        }
    }
    printf("%zu comparisons of real duties with themselves\n", compared);
}

} // namespace
