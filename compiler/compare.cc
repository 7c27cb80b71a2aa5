#include "compiler/compare.h"

#include "compiler/people.h"

#include <algorithm>
#include <bit>

namespace yaodian {

#include "facets_list.inc" // found by CMake: every file of compiler/facets/

namespace {

constexpr std::size_t kFacets = static_cast<std::size_t>(Facet::Count);

const std::array<const FacetRule*, kFacets>& rules() {
    static const std::array<const FacetRule*, kFacets> table = [] {
        std::array<const FacetRule*, kFacets> t{};
        for (const FacetRule* rule : all_facets)
            t[static_cast<std::size_t>(rule->facet)] = rule;
        return t;
    }();
    return table;
}

/// Facets that qualify how an atom is carried: one lower task must carry it with all of them.
constexpr bool qualifies(Facet f) {
    switch (f) {
    case Facet::Elements:
    case Facet::Quota:
    case Facet::Subject:
    case Facet::Responsible:
    case Facet::Yields: return false;
    default: return true;
    }
}

/// A clock from 印发 is read as a window, so where there are clocks the windows are looked at too.
constexpr uint32_t with_windows(uint32_t present) {
    constexpr auto bit = [](Facet f) { return uint32_t{1} << static_cast<unsigned>(f); };
    return present & bit(Facet::Clock) ? present | bit(Facet::Window) : present;
}

int badness(Verdict v) {
    switch (v) {
    case Verdict::Equal: return 0;
    case Verdict::Stricter: return 1;
    case Verdict::Question: return 2;
    case Verdict::Incomparable: return 3;
    case Verdict::Weaker:
    case Verdict::Mixed: return 4;
    case Verdict::Missing: return 5;
    case Verdict::Conflict: return 6;
    default: return 7;
    }
}

/// Several lower tasks. Elements, quotas, subjects and results are looked for in all of them together; everything else
/// must hold of the one task that carries an element. For each upper element the task that carries it best is taken, and
/// a facet is as good as it is for the element that fares worst.
void compare_several(const Pair& pair, uint32_t present, Comparison& out) {
    struct Judged {
        std::vector<FacetVerdict> facets;
        int worst = 0, sum = 0;
    };
    std::vector<Judged> judged(pair.lower.size());
    bool conflict = false;
    for (std::size_t i = 0; i < pair.lower.size(); ++i) {
        Pair one{pair.context, pair.lower.subspan(i, 1), pair.upper, pair.plan, pair.purpose,
                 pair.lower_index.subspan(i, 1), pair.upper_index};
        uint32_t here = with_windows(one.lower_index[0].present | one.upper_index->present);
        for (std::size_t f = 1; f < kFacets; ++f)
            if (here >> f & 1 && rules()[f] && qualifies(static_cast<Facet>(f)))
                if (auto v = rules()[f]->compare(one)) {
                    judged[i].worst = std::max(judged[i].worst, badness(v->verdict));
                    judged[i].sum += badness(v->verdict);
                    conflict |= v->verdict == Verdict::Conflict;
                    judged[i].facets.push_back(std::move(*v));
                }
    }
    // The task that carries each upper element best. An element nobody has is told by 要素, not here.
    struct Choice {
        std::size_t task;
        EntityId element;
    };
    std::vector<Choice> chosen;
    // Each body upstream makes act is an atom of its own.
    const bool project = pair.purpose == Purpose::Upstream && pair.upper_index->task->plan != pair.plan;
    const People people(pair.context, pair.plan);
    std::vector<Actor> actors;
    for (const Fact& f : pair.upper_index->of(Facet::Subject))
        if (!(f.bits & kSilent) && !(f.bits & (kOr | kTotal)))
            people.expand(f.value, project, actors);
    auto choose_for = [&](Reading clause, const Actor* actor) {
        std::size_t best = judged.size();
        const EntityId element = clause.empty() ? kNone : clause.front().value;
        for (std::size_t i = 0; i < judged.size(); ++i) {
            bool has = clause.empty();
            for (const Fact& f : pair.lower_index[i].of(Facet::Elements))
                for (const Fact& want : clause)
                    has |= f.value == want.value && !(f.bits & kSilent);
            if (has && actor && !people.binds(pair.lower_index[i], *actor, project))
                has = false;
            if (has && (best == judged.size() || std::pair(judged[i].worst, judged[i].sum) <
                                                     std::pair(judged[best].worst, judged[best].sum)))
                best = i;
        }
        if (best < judged.size())
            chosen.push_back({best, element});
    };
    auto choose = [&](Reading clause) {
        const std::size_t before = chosen.size();
        for (const Actor& a : actors)
            choose_for(clause, &a);
        if (chosen.size() == before) // nobody in particular, or nobody found: 主体 tells that
            choose_for(clause, nullptr);
    };
    Reading elements = pair.upper_index->of(Facet::Elements);
    for (std::size_t i = 0, end; i < elements.size(); i = end) { // 任选 is one thing to be carried
        for (end = i + 1; end < elements.size() && (elements[i].bits & kLevelMask) == kAnyOf &&
                          (elements[end].bits & kLevelMask) == kAnyOf;
             ++end)
            ;
        if (!(elements[i].bits & kSilent))
            choose(elements.subspan(i, end - i));
    }
    if (chosen.empty())
        choose({});
    if (conflict) // a task that forbids or bounds what upstream wants spoils the rest, whoever carries it
        for (std::size_t i = 0; i < judged.size(); ++i)
            if (judged[i].worst == badness(Verdict::Conflict))
                chosen.push_back({i, kNone});

    for (std::size_t f = 1; f < kFacets; ++f) {
        Facet facet = static_cast<Facet>(f);
        if (!rules()[f] || !(present >> f & 1))
            continue;
        if (!qualifies(facet)) {
            if (auto v = rules()[f]->compare(pair))
                out.facets.push_back(std::move(*v));
            continue;
        }
        const FacetVerdict* worst = nullptr;
        EntityId element = kNone;
        bool all = true;
        for (const Choice& c : chosen) {
            const FacetVerdict* here = nullptr;
            for (const FacetVerdict& v : judged[c.task].facets)
                if (v.facet == facet)
                    here = &v;
            if (here && worst && badness(here->verdict) != badness(worst->verdict))
                all = false;
            if (here && (!worst || badness(here->verdict) > badness(worst->verdict))) {
                worst = here;
                element = c.element;
            }
        }
        if (!worst)
            continue;
        FacetVerdict v = *worst;
        if (v.reason.code != 0 && element != kNone && !all && !v.reason.values.empty()) {
            std::string name = name_of(pair, element); // on which element it is so
            v.reason.values.back().zh += "（要素“" + name + "”）";
            v.reason.values.back().en += " (element '" + name + "')";
        }
        out.facets.push_back(std::move(v));
    }
}

/// The very same names on both sides: equal, whatever they mean. Most facets of most duties.
bool same_names(Facet f, const SideIndex& l, const SideIndex& u) {
    switch (f) {
    case Facet::Window:
    case Facet::Standing:
    case Facet::Clock:
    case Facet::MinRun:
    case Facet::Gate:
    case Facet::Quota: return false; // these are numbers of records, not of names
    case Facet::Object:
    case Facet::Audience:
        if (l.has(Facet::Quota) != u.has(Facet::Quota)) // what a quota does to the unmarked
            return false;
        break;
    default: break;
    }
    Reading a = l.of(f), b = u.of(f);
    if (a.size() != b.size())
        return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (a[i].value != b[i].value || a[i].bits != b[i].bits || a[i].place != 0 || b[i].place != 0)
            return false;
    return true;
}

/// What is asked of each body cannot be held against a plan whose issuer nobody knows: not a word of agreement then.
void ask_who_issued(const CompareContext& context, PlanId plan, std::vector<FacetVerdict>& facets) {
    const Model& m = context.c.model;
    const EntityId issuer = m.plans[plan].issuer;
    if (issuer == kNone || m.entities[issuer].kind != EntityKind::Unknown)
        return;
    for (FacetVerdict& v : facets)
        switch (v.facet) {
        case Facet::Subject:
        case Facet::Responsible:
        case Facet::Support:
        case Facet::Jointly:
        case Facet::Quota:
            v.verdict = Verdict::Question;
            v.reason = {facet_issuer_unknown, {}};
            break;
        default: break;
        }
}

} // namespace

void index_side(const Model& model, Side side, SideIndex& s) {
    s.side = side;
    s.task = &model.tasks[side.task];
    s.plan = &model.plans[s.task->plan];
    std::span<const Fact> facts = Model::slice(model.facts, s.task->facts);
    if (side.place != 0 && std::any_of(facts.begin(), facts.end(), [](const Fact& f) { return f.place != 0; })) {
        // The block of the place replaces a facet whole; where it is silent nothing is said.
        for (std::size_t i = 0; i < facts.size();) {
            std::size_t end = i;
            bool own = false;
            for (; end < facts.size() && facts[end].facet == facts[i].facet; ++end)
                own |= facts[end].place == side.place;
            for (; i < end; ++i)
                if (facts[i].place == (own ? side.place : 0) && !(facts[i].bits & kSilent)) {
                    s.here.push_back(facts[i]);
                    s.here.back().place = 0;
                }
        }
        facts = s.here;
    }
    s.facts = facts.data();
    std::size_t next = 0; // the first facet whose place is not yet known
    for (std::size_t i = 0; i < facts.size(); ++i) {
        const std::size_t f = static_cast<std::size_t>(facts[i].facet);
        while (next <= f)
            s.at[next++] = static_cast<uint32_t>(i);
        s.present |= static_cast<uint32_t>(!(facts[i].bits & kSilent)) << f;
    }
    while (next <= kFacets)
        s.at[next++] = static_cast<uint32_t>(facts.size());
}

Comparison compare(const CompareContext& context, std::span<const Side> lower, Side upper, PlanId plan, Purpose purpose) {
    Comparison out;
    if (lower.empty()) {
        out.verdict = Verdict::Missing;
        return out;
    }
    SideIndex upper_index;
    index_side(context.c.model, upper, upper_index);
    if (lower.size() == 1) {
        SideIndex lower_index;
        index_side(context.c.model, lower[0], lower_index);
        Pair pair{context, lower, upper, plan, purpose, {&lower_index, 1}, &upper_index};
        const uint32_t present = with_windows(lower_index.present | upper_index.present) &
                                 ~(lower_index.task->unread | upper_index.task->unread);
        out.facets.reserve(static_cast<std::size_t>(std::popcount(present)));
        const auto& table = rules();
        for (uint32_t left = present & ~uint32_t{1}; left != 0; left &= left - 1) {
            const std::size_t f = static_cast<std::size_t>(std::countr_zero(left));
            if (!table[f])
                continue;
            if (!context.reasons && same_names(static_cast<Facet>(f), lower_index, upper_index)) {
                FacetVerdict& v = out.facets.emplace_back();
                v.facet = static_cast<Facet>(f);
                Reading l = lower_index.of(v.facet), u = upper_index.of(v.facet);
                v.lower = {lower_index.plan->file, {l.front().begin, l.back().end}};
                v.upper = {upper_index.plan->file, {u.front().begin, u.back().end}};
            } else if (auto v = table[f]->compare(pair)) {
                out.facets.push_back(std::move(*v));
            }
        }
    } else {
        std::vector<SideIndex> lower_index(lower.size());
        uint32_t present = upper_index.present, unread = upper_index.task->unread;
        for (std::size_t i = 0; i < lower.size(); ++i) {
            index_side(context.c.model, lower[i], lower_index[i]);
            present |= lower_index[i].present;
            unread |= lower_index[i].task->unread;
        }
        Pair pair{context, lower, upper, plan, purpose, lower_index, &upper_index};
        compare_several(pair, with_windows(present) & ~unread, out);
    }
    if (purpose == Purpose::Upstream)
        ask_who_issued(context, plan, out.facets);
    out.verdict = combine(out.facets);
    return out;
}

Verdict combine(std::span<const FacetVerdict> facets) {
    bool conflict = false, weaker = false, incomparable = false, question = false, stricter = false;
    for (const FacetVerdict& f : facets) {
        conflict |= f.verdict == Verdict::Conflict;
        weaker |= f.verdict == Verdict::Weaker || f.verdict == Verdict::Missing || f.verdict == Verdict::Mixed;
        incomparable |= f.verdict == Verdict::Incomparable;
        question |= f.verdict == Verdict::Question;
        stricter |= f.verdict == Verdict::Stricter || f.verdict == Verdict::Mixed;
    }
    return conflict       ? Verdict::Conflict
           : weaker       ? stricter ? Verdict::Mixed : Verdict::Weaker
           : incomparable ? Verdict::Incomparable
           : question     ? Verdict::Question
           : stricter     ? Verdict::Stricter
                          : Verdict::Equal;
}

} // namespace yaodian
