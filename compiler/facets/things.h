// 对象 and 受众: what a duty is done to, or for whom. In: two lists of declared things with quantifiers.
// Out: for a duty about all of them (also 不得, rates, ≤) the lower list covers the upper one; for a counted duty (≥ n)
// the lower things lie within the upper ones.
#pragma once

#include "compiler/facets/facet.h"

namespace yaodian {

/// How a thing is meant. Without a quota the unmarked means every one.
enum class Scope : uint8_t { Every, Unmarked, Counted, New, Some };

inline Scope scope_of(const Pair& pair, const SideIndex& side, const Fact& f) {
    switch (f.bits & kLevelMask) {
    case kAllOf: return Scope::Every;
    case kNewOf: return Scope::New;
    case kSomeOf: return Scope::Some;
    default: break;
    }
    const Model& m = pair.context.c.model;
    bool quota = false, at_least = false;
    for (const Fact& q : side.of(Facet::Quota))
        if (!(q.bits & kSilent)) {
            quota = true;
            at_least |= m.quotas[q.value].compare != Compare::AtMost &&
                        m.entities[m.quotas[q.value].metric].metric != MetricKind::Rate;
        }
    if (!quota || force_of(side) == Word::MustNot)
        return Scope::Every;
    return at_least ? Scope::Counted : Scope::Unmarked;
}

inline Truth thing_implies(const Relations& names, EntityId l, Scope sl, EntityId u, Scope su) {
    auto inside = [&](EntityId a, EntityId b) { return names.within(a, b) || names.has_member(b, a); }; // 受众 may be units
    const bool wider = inside(u, l), narrower = inside(l, u);
    switch (sl) {
    case Scope::Every:
        return truth(wider || (narrower && (su == Scope::Some || su == Scope::Counted)));
    case Scope::Unmarked:
        if (su == Scope::Every)
            return wider ? Truth::Maybe : Truth::No; // a rate or cap below, every one above
        return truth(wider || (narrower && (su == Scope::Some || su == Scope::Counted)));
    case Scope::Counted:
        if (su == Scope::Counted || su == Scope::Some)
            return truth(narrower);
        return wider ? Truth::Maybe : Truth::No; // so many of them: of all of them?
    case Scope::New:
        if (su == Scope::New)
            return truth(wider);
        return su == Scope::Some && (wider || narrower) ? Truth::Maybe : Truth::No;
    case Scope::Some: break;
    }
    return su == Scope::Some ? truth(narrower) : Truth::No;
}

template <Facet F, uint16_t WeakerCode, uint16_t MissingCode, uint16_t QuestionCode>
struct Things : PlainRule {
    static constexpr Facet facet = F;
    static constexpr Codes codes{WeakerCode, MissingCode, 0, 0, QuestionCode};

    static Truth implies(const Pair& pair, const SideIndex& ls, Reading l, const SideIndex& us, Reading u) {
        const Relations& names = *pair.context.relations;
        bool counted = false;
        for (const Fact& f : u)
            counted |= scope_of(pair, us, f) == Scope::Counted;
        auto one = [&](const Fact& a, const Fact& b) {
            return thing_implies(names, a.value, scope_of(pair, ls, a), b.value, scope_of(pair, us, b));
        };
        const bool forbids = force_of(us) == Word::MustNot;
        Truth t = Truth::Yes;
        if (counted && !forbids) {
            // So many of these things: whatever the lower side does has to be about one of them; what stands beside them
            // as every one is asked for as such.
            for (const Fact& a : l) {
                Truth best = Truth::No;
                for (const Fact& b : u)
                    best = std::max(best, one(a, b));
                t = std::min(t, best);
            }
            for (const Fact& b : u) {
                if (scope_of(pair, us, b) == Scope::Counted)
                    continue;
                Truth best = Truth::No;
                for (const Fact& a : l)
                    best = std::max(best, one(a, b));
                t = std::min(t, best);
            }
        } else {
            t = implies_list(l, u, joined_by_or, one);
        }
        if (t == Truth::Yes && (u.back().bits & kOpen) && !(l.back().bits & kOpen) && !counted)
            return Truth::Maybe; // 等: what else belongs to it is not printed
        return t;
    }
    static Relation relate(const Pair& pair, const Item* l, const Item* u) {
        if (!u)
            return restrains(pair) || caps(pair, *pair.upper_index) ? kWeaker : kStricter; // 不得, ≤ without an object bound all
        if (!l)
            return restrains(pair) ? kStricter : kWeaker;
        const SideIndex& ls = pair.lower_index.front();
        const SideIndex& us = *pair.upper_index;
        if (same_list(*l, *u) && ls.has(Facet::Quota) == us.has(Facet::Quota))
            return kEqual;
        Truth fwd = implies(pair, ls, *l, us, *u), back = implies(pair, us, *u, ls, *l);
        // one name lost is 变弱 whatever is added
        return {fwd, fwd == Truth::Yes ? back : Truth::Yes};
    }
    static void explain(const Pair& pair, FacetVerdict& v, const Item* l, const Item* u) {
        Reading lower = l ? *l : Reading{}, upper = u ? *u : Reading{};
        if ((v.verdict == Verdict::Equal || v.verdict == Verdict::Stricter) && !pair.context.reasons)
            return finish(pair, v, codes, lower, upper);
        auto text = [&](Reading r) {
            std::string out;
            for (const Fact& f : r) {
                if (!out.empty())
                    out += f.bits & kOr ? "或" : "、";
                uint8_t q = f.bits & kLevelMask;
                out += q == kAllOf ? "全部" : q == kNewOf ? "新增" : q == kSomeOf ? "部分" : "";
                out += name_of(pair, f.value);
            }
            return Words(out);
        };
        Words detail;
        if (l && u) {
            bool counted = false;
            for (const Fact& f : upper)
                counted |= scope_of(pair, *pair.upper_index, f) == Scope::Counted;
            if (v.verdict == Verdict::Weaker)
                detail = counted ? Words("：" + label_lower(pair).zh + "数的不都在里面", ": what " + label_lower(pair).en +
                                                                                   " counts does not all lie within it")
                                 : Words("：没有全部覆盖", ": not all of it is covered");
            else if (v.verdict == Verdict::Question)
                detail = {"：是不是每一个都在内，字面说不准", ": whether every one of them is meant cannot be told from the words"};
        }
        finish(pair, v, codes, lower, upper, text(lower), text(upper), detail);
    }
};

} // namespace yaodian
