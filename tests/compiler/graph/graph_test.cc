// link() on models built by hand: adjacency, cycles, order. No parser involved.
#include "compiler/graph.h"

#include <gtest/gtest.h>

#include <random>

using namespace yaodian;

namespace {

struct Builder {
    Model model;
    Builder() { model.plans.emplace_back(); }

    TaskId task(std::vector<TaskId> depends, std::vector<TaskId> implements = {},
                std::vector<EntityId> yields = {}, std::vector<EntityId> uses = {}) {
        Task t;
        t.plan = 1;
        auto links = [&](const std::vector<TaskId>& targets) {
            Range r{uint32_t(model.links.size()), uint32_t(targets.size())};
            for (TaskId target : targets) {
                Link l;
                l.target = target;
                model.links.push_back(l);
            }
            return r;
        };
        t.depends = links(depends);
        t.implements = links(implements);
        t.facts.first = uint32_t(model.facts.size());
        auto facts = [&](Facet facet, const std::vector<EntityId>& values) {
            for (EntityId e : values) {
                Fact f;
                f.facet = facet;
                f.value = e;
                model.facts.push_back(f);
                if (e >= model.entities.size())
                    model.entities.resize(e + 1);
            }
        };
        facts(Facet::Yields, yields);
        facts(Facet::Uses, uses);
        t.facts.count = uint32_t(model.facts.size()) - t.facts.first;
        model.tasks.push_back(t);
        return TaskId(model.tasks.size() - 1);
    }
};

using Ids = std::vector<TaskId>;
Ids ids(std::span<const TaskId> s) {
    return {s.begin(), s.end()};
}

TEST(Graph, EmptyModel) {
    ObligationGraph g = link(Model{});
    EXPECT_TRUE(g.cycles().empty());
    EXPECT_TRUE(g.order().empty());
    EXPECT_TRUE(g.carriers(0).empty());
    EXPECT_TRUE(g.yielders(5).empty());
}

TEST(Graph, LinksFromBothEnds) {
    Builder b;
    TaskId up = b.task({});
    TaskId x = b.task({}, {up, up});
    TaskId y = b.task({x}, {up});
    ObligationGraph g = link(b.model);
    EXPECT_EQ(ids(g.carriers(up)), (Ids{x, y}));
    EXPECT_EQ(ids(g.carried(x)), (Ids{up})) << "a link written twice is one";
    EXPECT_EQ(ids(g.dependencies(y)), (Ids{x}));
    EXPECT_EQ(ids(g.dependents(x)), (Ids{y}));
    EXPECT_TRUE(g.dependents(y).empty());
}

TEST(Graph, Results) {
    Builder b;
    TaskId a = b.task({}, {}, {3});
    TaskId c = b.task({}, {}, {}, {3, 3});
    ObligationGraph g = link(b.model);
    EXPECT_EQ(ids(g.yielders(3)), (Ids{a}));
    EXPECT_EQ(ids(g.users(3)), (Ids{c}));
    EXPECT_TRUE(g.users(2).empty());
}

TEST(Graph, LowerPlans) {
    Builder b;
    b.model.plans.resize(4);
    Link l;
    l.target = 1;
    b.model.links = {l, l, l};
    b.model.plans[2].upstreams = {0, 2};
    b.model.plans[3].upstreams = {2, 1};
    ObligationGraph g = link(b.model);
    EXPECT_EQ((std::vector<PlanId>{g.lower_plans(1).begin(), g.lower_plans(1).end()}),
              (std::vector<PlanId>{2, 3}));
}

TEST(Graph, OrderPutsWhatIsWaitedForFirst) {
    Builder b;
    b.task({3});
    b.task({1});
    b.task({});
    b.task({});
    ObligationGraph g = link(b.model);
    EXPECT_TRUE(g.cycles().empty());
    EXPECT_EQ(g.order(), (Ids{4, 3, 1, 2}));
}

TEST(Graph, SelfLoopIsACycleOfOne) {
    Builder b;
    b.task({1});
    ObligationGraph g = link(b.model);
    EXPECT_EQ(g.cycles(), (std::vector<Ids>{{1}}));
    EXPECT_EQ(g.order(), (Ids{1}));
}

TEST(Graph, ShortestCycleOfEachComponent) {
    Builder b;
    b.task({2}); // 1 → 2 → 3 → 4 → 1, and the short way 4 → 2
    b.task({3});
    b.task({4});
    b.task({1, 2});
    b.task({6}); // 5 ⇄ 6
    b.task({5});
    b.task({1, 5}); // waits for two cycles, is in none
    ObligationGraph g = link(b.model);
    EXPECT_EQ(g.cycles(), (std::vector<Ids>{{2, 3, 4}, {5, 6}}));
    EXPECT_EQ(g.order(), (Ids{7, 1, 2, 3, 4, 5, 6})) << "members of cycles come last";
}

TEST(Graph, LongRingEndsSoon) {
    Builder b;
    constexpr TaskId n = 200'000;
    for (TaskId t = 1; t <= n; ++t)
        b.task({t % n + 1});
    ObligationGraph g = link(b.model);
    ASSERT_EQ(g.cycles().size(), 1u);
    EXPECT_EQ(g.cycles()[0].size(), n);
    EXPECT_EQ(g.cycles()[0].front(), 1u);
}

/// Against a slow, obvious second implementation on small random graphs.
TEST(Graph, AgreesWithReachability) {
    std::mt19937 random(20230428);
    for (int round = 0; round < 300; ++round) {
        const TaskId n = 1 + random() % 9;
        Builder b;
        std::vector<std::vector<int>> distance(n + 1, std::vector<int>(n + 1, 1000));
        for (TaskId t = 1; t <= n; ++t) {
            Ids depends;
            for (TaskId d = 1; d <= n; ++d)
                if (random() % 5 == 0) {
                    depends.push_back(d);
                    distance[t][d] = 1;
                }
            b.task(depends);
        }
        auto edge = distance;
        for (TaskId k = 1; k <= n; ++k)
            for (TaskId i = 1; i <= n; ++i)
                for (TaskId j = 1; j <= n; ++j)
                    distance[i][j] = std::min(distance[i][j], distance[i][k] + distance[k][j]);
        ObligationGraph g = link(b.model);
        std::vector<int> in_cycle(n + 1, 0);
        for (const Ids& c : g.cycles()) {
            EXPECT_EQ(c.front(), *std::min_element(c.begin(), c.end()));
            for (std::size_t i = 0; i < c.size(); ++i)
                EXPECT_EQ(edge[c[i]][c[(i + 1) % c.size()]], 1);
            int shortest = 1000;
            for (TaskId t = 1; t <= n; ++t)
                if (distance[t][c[0]] < 1000 && distance[c[0]][t] < 1000) {
                    shortest = std::min(shortest, distance[t][t]);
                    EXPECT_EQ(in_cycle[t]++, 0) << "one cycle a component";
                }
            EXPECT_EQ(int(c.size()), shortest);
        }
        std::vector<std::size_t> position(n + 1, 0);
        ASSERT_EQ(g.order().size(), n);
        for (std::size_t i = 0; i < n; ++i)
            position[g.order()[i]] = i;
        for (TaskId t = 1; t <= n; ++t) {
            EXPECT_EQ(in_cycle[t] > 0, distance[t][t] < 1000);
            for (TaskId d = 1; d <= n; ++d) {
                if (edge[t][d] == 1 && distance[t][t] == 1000 && distance[d][d] == 1000) {
                    EXPECT_LT(position[d], position[t]);
                }
            }
        }
    }
}

} // namespace
