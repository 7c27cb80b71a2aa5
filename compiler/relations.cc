#include "compiler/relations.h"

#include "compiler/compile.h"

#include <algorithm>
#include <numeric>

namespace yaodian {

bool Relations::contains(Range r, EntityId id) const {
    auto all = slice(r);
    return std::binary_search(all.begin(), all.end(), id);
}

std::span<const EntityId> Relations::members_below(EntityId group, EntityId top) const {
    const EntityId* begin = placed_.data() + members_[group].first;
    const EntityId* end = begin + members_[group].count;
    begin = std::lower_bound(begin, end, in_[top], [&](EntityId e, uint32_t at) { return in_[e] < at; });
    end = std::upper_bound(begin, end, last_[top], [&](uint32_t at, EntityId e) { return at < in_[e]; });
    return {begin, end};
}

Relations::Relations(const Compilation& c) {
    const auto& entities = c.model.entities;
    const std::size_t n = entities.size();
    in_.assign(n, 0);
    last_.assign(n, 0);
    acting_.resize(n);
    event_.resize(n);
    std::iota(event_.begin(), event_.end(), 0);
    members_.resize(n);
    wider_.resize(n);
    later_.resize(n);
    loose_.assign(n, 0);
    issue_.assign(n, 0);

    // Units: children in one array, walked from the roots. Units in a circle of 上级 are below nobody but themselves.
    std::vector<uint32_t> first(n + 1, 0), children(n);
    for (EntityId e = 1; e < n; ++e)
        ++first[entities[e].kind == EntityKind::Unit ? entities[e].parent : kNone];
    for (std::size_t e = 0, sum = 0; e <= n; ++e) {
        uint32_t here = e < n ? first[e] : 0;
        first[e] = static_cast<uint32_t>(sum);
        sum += here;
    }
    std::vector<uint32_t> fill(first.begin(), first.end() - 1);
    for (EntityId e = 1; e < n; ++e)
        children[fill[entities[e].kind == EntityKind::Unit ? entities[e].parent : kNone]++] = e;
    uint32_t clock = 0;
    std::vector<std::pair<EntityId, uint32_t>> path;
    for (uint32_t r = first[0]; n > 1 && r < first[1]; ++r) {
        path.push_back({children[r], first[children[r]]});
        in_[children[r]] = ++clock;
        while (!path.empty()) {
            auto& [unit, next] = path.back();
            if (next < first[unit + 1]) {
                EntityId child = children[next++];
                in_[child] = ++clock;
                path.push_back({child, first[child]});
            } else {
                last_[unit] = clock;
                path.pop_back();
            }
        }
    }
    for (EntityId e = 1; e < n; ++e)
        if (in_[e] == 0)
            in_[e] = last_[e] = ++clock;

    for (EntityId e = 0; e < n; ++e) {
        EntityId body = e;
        for (int steps = 0; steps < 8 && entities[body].acts_for != kNone; ++steps)
            body = entities[body].acts_for;
        acting_[e] = body;
    }

    // Everything that can be reached from `e` through the lists `range`; a circle ends the walk.
    constexpr std::size_t kMostPairs = std::size_t{1} << 23; // lists of lists beyond that are taken as not listed
    std::vector<EntityId> found;
    std::vector<uint32_t> seen(n, 0);
    uint32_t round = 0;
    auto reach = [&](EntityId e, auto&& range, auto&& also) {
        found.clear();
        if (pool_.size() > kMostPairs)
            return Range{};
        ++round;
        seen[e] = round;
        found.push_back(e);
        for (std::size_t i = 0; i < found.size(); ++i)
            for (EntityId next : c.model.list(range(entities[found[i]])))
                if (next < n && seen[next] != round) {
                    seen[next] = round;
                    found.push_back(next);
                    also(next);
                }
        found.erase(found.begin());
        std::sort(found.begin(), found.end());
        Range r{static_cast<uint32_t>(pool_.size()), static_cast<uint32_t>(found.size())};
        pool_.insert(pool_.end(), found.begin(), found.end());
        return r;
    };

    for (EntityId e = 1; e < n; ++e) {
        const Entity& x = entities[e];
        if (x.kind == EntityKind::Group || x.kind == EntityKind::Role) {
            auto looseness = [&](EntityId g) {
                const Entity& y = entities[g];
                if (y.kind != EntityKind::Group && y.kind != EntityKind::Role)
                    return 0;
                return (y.open || y.members.empty() ? 1 : 0) | (y.undetermined ? 3 : 0);
            };
            uint8_t loose = static_cast<uint8_t>(looseness(e));
            if (!x.members.empty())
                members_[e] = reach(e, [](const Entity& y) { return y.members; },
                                    [&](EntityId g) {
                                        loose = static_cast<uint8_t>(loose | (looseness(g) ? 1 : 0) |
                                                                     (entities[g].kind == EntityKind::PostOf ? 4 : 0));
                                    });
            loose_[e] = static_cast<uint8_t>(loose | (members_[e].empty() ? 1 : 0));
        }
        placed_.resize(pool_.size());
        if (Range r = members_[e]; !r.empty()) {
            std::copy_n(pool_.begin() + r.first, r.count, placed_.begin() + r.first);
            std::sort(placed_.begin() + r.first, placed_.begin() + r.first + r.count,
                      [&](EntityId a, EntityId b) { return in_[a] < in_[b]; });
        }
        if (!x.wider.empty())
            wider_[e] = reach(e, [](const Entity& y) { return y.wider; }, [](EntityId) {});
        if (x.kind == EntityKind::Event)
            for (const char* name : {"印发", "本要点印发", "要点印发", "本文件印发"}) {
                Symbol s = c.names.find(name);
                issue_[e] |= s && (x.name == s || [&] {
                    auto aliases = c.model.list(x.aliases);
                    return std::find(aliases.begin(), aliases.end(), s) != aliases.end();
                }());
            }
    }

    // Events that are the same fall together: every one is known by the smallest of them.
    auto root = [&](EntityId e) {
        while (event_[e] != e)
            e = event_[e] = event_[event_[e]];
        return e;
    };
    for (EntityId e = 1; e < n; ++e)
        for (EntityId s : c.model.list(entities[e].same))
            if (s < n) {
                EntityId a = root(e), b = root(s);
                event_[std::max(a, b)] = std::min(a, b);
            }
    for (EntityId e = 1; e < n; ++e)
        event_[e] = root(e);
    // 早于 between the sets of same events, closed.
    std::vector<std::pair<EntityId, EntityId>> before;
    for (EntityId e = 1; e < n; ++e)
        for (EntityId l : c.model.list(entities[e].later))
            if (l < n)
                before.push_back({event_[e], event_[l]});
    std::sort(before.begin(), before.end());
    for (std::size_t i = 0; i < before.size(); ++i) {
        EntityId e = before[i].first;
        if (i > 0 && before[i - 1].first == e)
            continue;
        if (pool_.size() > kMostPairs)
            break;
        found.assign(1, e);
        ++round;
        seen[e] = round;
        for (std::size_t k = 0; k < found.size(); ++k)
            for (auto it = std::lower_bound(before.begin(), before.end(), std::pair{found[k], EntityId{0}});
                 it != before.end() && it->first == found[k]; ++it)
                if (seen[it->second] != round) {
                    seen[it->second] = round;
                    found.push_back(it->second);
                }
        found.erase(found.begin());
        std::sort(found.begin(), found.end());
        later_[e] = {static_cast<uint32_t>(pool_.size()), static_cast<uint32_t>(found.size())};
        pool_.insert(pool_.end(), found.begin(), found.end());
    }
}

std::shared_ptr<const Relations> relations_of(const Compilation& c) { return std::make_shared<const Relations>(c); }

} // namespace yaodian
