// 主体: whom the sentence makes act. Each-of: the lower set contains the upstream set within this plan. Any-of: the lower
// set lies inside. A body acts through an organ declared 代行; a 对口 body one level down is a note.
#include "compiler/people.h"

#include <algorithm>

namespace yaodian {
namespace {

constexpr Codes codes{subject_weaker, subject_missing, 0, 0, subject_question};

struct Crowd {
    std::vector<EntityId> terms;
    std::vector<Actor> actors;
    bool any = false, open = false;
    void clear() {
        terms.clear();
        actors.clear();
        any = open = false;
    }
};

void collect(const People& people, Reading facts, bool project, Crowd& out) {
    for (const Fact& f : facts) {
        out.terms.push_back(f.value);
        people.expand(f.value, project, out.actors);
        out.any |= (f.bits & (kOr | kTotal)) != 0;
        out.open |= (f.bits & kOpen) != 0;
    }
}

struct Outcome {
    Relation relation;
    bool counterpart = false; ///< carried by a 对口 body only
    const Actor* lost = nullptr;
};

/// Does the lower crowd do what the upper one has to?
Truth implies(const People& people, const Crowd& lower, const Crowd& upper, bool project, bool* counterpart, Actor* lost) {
    auto inside = [&](const Actor& a) {
        for (const Actor& u : upper.actors)
            if (people.stands_for(a, u))
                return a.sure && u.sure ? Truth::Yes : Truth::Maybe;
        return Truth::No;
    };
    if (upper.any) {
        if (lower.any) { // whoever of them does it must be one of those above
            Truth all = lower.actors.empty() ? Truth::No : Truth::Yes;
            for (const Actor& a : lower.actors)
                all = std::min(all, inside(a));
            return all;
        }
        Truth best = Truth::No;
        for (const Actor& a : lower.actors)
            best = std::max(best, inside(a));
        return best;
    }
    if (lower.any && lower.actors.size() > 1) {
        if (!upper.actors.empty())
            *lost = upper.actors.front();
        return Truth::No;
    }
    Truth all = Truth::Yes;
    for (const Actor& a : upper.actors) {
        Truth t = people.covered(lower.terms, a, project, counterpart);
        if (t == Truth::No && !a.sure) // perhaps not meant at all
            t = Truth::Maybe;
        if (t < all) {
            all = t;
            *lost = a;
        }
    }
    if (all == Truth::Yes && upper.open && !lower.open) // 等: who else is not printed
        all = Truth::Maybe;
    return all;
}

std::optional<FacetVerdict> compare_subjects(const Pair& pair) {
    // All lower tasks together: whom one of them binds is bound.
    Readings upper_readings;
    const SideIndex& us = *pair.upper_index;
    readings_of(us, Facet::Subject, true, upper_readings);
    Readings lower_readings;
    for (const SideIndex& s : pair.lower_index)
        readings_of(s, Facet::Subject, true, lower_readings);
    if (lower_readings.empty() && upper_readings.empty())
        return std::nullopt;

    Conclusion conclude(pair, codes, Facet::Subject, lower_readings, upper_readings);
    Reading &first_lower = conclude.lower, &first_upper = conclude.upper;
    if (lower_readings.size() == 1 && upper_readings.size() == 1 && same_list(first_lower, first_upper))
        return conclude.same();
    if (upper_readings.empty())
        return conclude.done(Verdict::Stricter);

    const bool project = pair.purpose == Purpose::Upstream && us.task->plan != pair.plan;
    const People people(pair.context, pair.plan);
    static thread_local Crowd lower, upper;
    lower.clear();
    upper.clear();
    for (std::size_t i = 0; i < upper_readings.size(); ++i)
        collect(people, upper_readings[i], project, upper);
    bool borrowed = false; // nobody is said to act: the units printed may be the government's own way of sharing it out
    if (lower_readings.empty()) {
        for (const SideIndex& s : pair.lower_index) {
            Readings units;
            readings_of(s, Facet::Responsible, true, units);
            for (std::size_t i = 0; i < units.size(); ++i) {
                collect(people, units[i], false, lower);
                if (first_lower.empty())
                    first_lower = units[i];
            }
        }
        lower.any = false;
        borrowed = true;
        if (lower.terms.empty() || !project)
            return conclude.done(Verdict::Missing);
    } else {
        for (std::size_t i = 0; i < lower_readings.size(); ++i)
            collect(people, lower_readings[i], false, lower);
    }

    bool counterpart = false;
    Actor lost;
    Relation r;
    if (upper.actors.empty()) {
        // Nobody of this plan is named above. A single body may still have an organ, a part or a counterpart here.
        Crowd whole;
        for (std::size_t i = 0; i < upper_readings.size(); ++i)
            collect(people, upper_readings[i], false, whole);
        bool group = std::any_of(whole.terms.begin(), whole.terms.end(), [&](EntityId t) {
            EntityKind k = pair.context.c.model.entities[t].kind;
            if (k == EntityKind::PostOf)
                k = pair.context.c.model.entities[pair.context.c.model.entities[t].parent].kind;
            return k != EntityKind::Unit;
        });
        // A post named of bodies above still says how high the post has to be here.
        if (std::any_of(whole.actors.begin(), whole.actors.end(), [](const Actor& a) { return a.post != kNone; }) &&
            std::any_of(lower.actors.begin(), lower.actors.end(), [](const Actor& a) { return a.post != kNone; })) {
            EntityId high = kNone;
            for (const Actor& a : whole.actors) {
                bool held = a.post == kNone;
                for (const Actor& l : lower.actors)
                    held |= l.post != kNone && people.post_within(l.post, a.post);
                if (!held)
                    high = a.post;
            }
            if (high == kNone)
                return conclude.same();
            std::string post = name_of(pair, high);
            return conclude.done(Verdict::Weaker, {"：不限于“" + post + "”", ": not only " + post});
        }
        if (group || borrowed) // it binds nobody here: nothing to compare
            return conclude.same();
        bool any = false, part = false;
        for (const Actor& a : whole.actors) {
            any |= people.covered(lower.terms, a, false, &counterpart) == Truth::Yes;
            for (EntityId t : lower.terms)
                part |= people.partly(t, a);
        }
        r = any ? kEqual : part ? kWeaker : Relation{Truth::No, Truth::Yes, false, true};
        if (!whole.actors.empty())
            lost = whole.actors.front();
    } else {
        r.fwd = implies(people, lower, upper, project, &counterpart, &lost);
        if (borrowed && r.fwd == Truth::No) {
            // A government shares a duty of its own out among its parts; a post or a part named above is another matter.
            bool own = true;
            for (const Actor& a : upper.actors)
                own &= a.kind != Actor::Body || (a.post == kNone && (people.is_top(a.body) || people.covered(lower.terms, a, project) == Truth::Yes));
            if (own)
                return conclude.same();
        }
        if (r.fwd == Truth::Yes) {
            bool ignore = false;
            Actor nobody;
            r.back = borrowed ? Truth::Yes : implies(people, upper, lower, false, &ignore, &nobody);
            if (counterpart)
                r.back = Truth::Yes;
        } else if (r.fwd == Truth::No) {
            r.back = Truth::Yes;
            bool some = false;
            for (const Actor& a : upper.actors) {
                some |= people.covered(lower.terms, a, project) != Truth::No;
                for (EntityId t : lower.terms)
                    some |= people.partly(t, a);
            }
            r.missing = !some && !upper.any;
        }
    }
    Words detail;
    if (r.fwd == Truth::No && lost.written != kNone) {
        std::string who = name_of(pair, lost.written);
        if (lost.post != kNone)
            who += "的" + name_of(pair, lost.post);
        if (lower.any && !upper.any)
            detail = {"：一家做了就算，不是各自都做", ": one of them is enough, where each has to act"};
        else
            detail = {"：没有“" + who + "”", ": " + who + " is not among them"};
    } else if (r.fwd == Truth::Maybe) {
        detail = {"：名单没有列全，其中有没有说不准", ": the list is not complete, so who is meant cannot be told"};
    }
    FacetVerdict v = conclude.done(verdict_of(r), std::move(detail));
    if (counterpart && v.verdict == Verdict::Equal) {
        v.reason.code = subject_counterpart;
        v.reason.values = {label_lower(pair), label_upper(pair), Words(said(pair, first_lower, false)),
                           Words(said(pair, first_upper, true)), Words()};
    }
    return v;
}

} // namespace

extern const FacetRule facet_subject{Facet::Subject, compare_subjects};

} // namespace yaodian
