// 力度: 必须 above 原则上 above 鼓励; 原则上 above 探索; all above 可以; 鼓励 against 探索 is open; 不得 against the rest a conflict.
// Silence is 必须.
#include "compiler/people.h"

namespace yaodian {
namespace {

int rank(Word w) {
    switch (w) {
    case Word::Must: return 4;
    case Word::Principle: return 3;
    case Word::Encourage:
    case Word::Explore: return 2;
    default: return 1; // 可以
    }
}

Truth as_firm(Word a, Word b) {
    if (a != b && rank(a) == rank(b)) // 鼓励 and 探索
        return Truth::Maybe;
    return truth(rank(a) >= rank(b));
}

/// 不得 leaves room for the duty of the other side: another element, another time, another thing, another body, or a case
/// that a condition takes out. What it leaves alone is no conflict.
bool leaves_room(const Pair& pair, const SideIndex& forbids, const SideIndex& asks, bool lower_forbids) {
    const Model& m = pair.context.c.model;
    const Relations& names = *pair.context.relations;
    for (const SideIndex* s : {&forbids, &asks})
        if (s->has(Facet::Condition) || s->has(Facet::Except))
            return true;

    // elements: some clause of the duty must lie in the forbidden list altogether
    Reading banned = forbids.of(Facet::Elements), wanted = asks.of(Facet::Elements);
    if (!banned.empty()) {
        bool clash = false;
        for (std::size_t u = 0, ue; u < wanted.size(); u = ue) {
            for (ue = u + 1; ue < wanted.size() && ((wanted[ue].bits & kOr) || ((wanted[ue].bits & kLevelMask) == kAnyOf &&
                                                                                (wanted[ue - 1].bits & kLevelMask) == kAnyOf));
                 ++ue)
                ;
            bool all = true;
            for (std::size_t i = u; i < ue; ++i) {
                bool found = false;
                for (const Fact& b : banned)
                    found |= b.value == wanted[i].value && !(b.bits & kSilent);
                all &= found;
            }
            clash |= all;
        }
        if (!clash)
            return true;
    }

    // time: all of the time the duty has must be forbidden
    const Window year = year_window(year_of(pair));
    auto seen = [&](const SideIndex& s, const Due& d) { return &s == pair.upper_index ? in_lower_year(pair, d.window) : d.window; };
    for (const Fact& b : forbids.of(Facet::Window)) {
        const Due& ban = m.dues[b.value];
        if ((b.bits & kSilent) || ban.kind != DueKind::Window)
            continue;
        bool covered = seen(forbids, ban).covers(year) && asks.of(Facet::Window).empty();
        for (const Fact& a : asks.of(Facet::Window)) {
            const Due& due = m.dues[a.value];
            if ((a.bits & kSilent) || due.kind != DueKind::Window)
                continue;
            Window w = seen(asks, due);
            if (yields_something(pair))
                w.from = std::min(w.from, year.from);
            covered |= seen(forbids, ban).covers(w);
        }
        for (const Fact& a : asks.of(Facet::Standing))
            covered |= !(a.bits & kSilent) && seen(forbids, ban).meets(seen(asks, m.dues[a.value]));
        if (!covered)
            return true;
    }
    if (forbids.has(Facet::MinRun))
        return true;
    for (const Fact& b : forbids.of(Facet::Clock)) { // the very clock of the duty leaves nothing; of others who knows
        bool covered = false;
        for (const Fact& a : asks.of(Facet::Clock)) {
            const Due &ban = m.dues[b.value], &due = m.dues[a.value];
            covered |= ban.event == due.event && ban.length == due.length && ban.unit == due.unit && !ban.unknown_start && !due.unknown_start;
        }
        if (!covered)
            return true;
    }
    for (const Fact& b : forbids.of(Facet::Gate)) {
        bool covered = false;
        for (const Fact& a : asks.of(Facet::Gate))
            covered |= names.no_later(m.dues[a.value].event, m.dues[b.value].event);
        if (!covered)
            return true;
    }

    // things: a duty about every one of them meets a ban on any of them
    for (Facet facet : {Facet::Object, Facet::Audience})
        if (Reading ban = forbids.of(facet); !ban.empty()) {
            bool clash = false;
            for (const Fact& a : asks.of(facet))
                for (const Fact& b : ban) {
                    const bool every = (a.bits & kLevelMask) != kSomeOf && !asks.has(Facet::Quota);
                    clash |= names.within(a.value, b.value) || (every && names.within(b.value, a.value));
                }
            if (!clash)
                return true;
        }

    // bodies
    Reading ban = forbids.of(Facet::Subject), who = asks.of(Facet::Subject);
    if (!ban.empty() && !who.empty() && !same_list(ban, who)) {
        const bool project = pair.purpose == Purpose::Upstream && pair.upper_index->task->plan != pair.plan;
        const People people(pair.context, pair.plan);
        std::vector<Actor> bound, asked;
        for (const Fact& f : ban)
            people.expand(f.value, project && !lower_forbids, bound);
        bool any = false;
        for (const Fact& f : who) {
            people.expand(f.value, project && lower_forbids, asked);
            any |= (f.bits & (kOr | kTotal)) != 0;
        }
        std::size_t clashes = 0;
        for (const Actor& a : asked)
            for (const Actor& b : bound)
                if (people.stands_for(a, b)) {
                    ++clashes;
                    break;
                }
        if (any ? clashes < asked.size() : clashes == 0)
            return true;
    }
    return false;
}

struct Force : PlainRule {
    static constexpr Facet facet = Facet::Force;
    static constexpr bool absent_is_weaker = true;
    static constexpr Codes codes{force_weaker, 0, 0, force_conflict, force_question};
    static Word word(const Item* i) { return i ? static_cast<Word>((*i)[0].value) : Word::Must; }
    static Relation relate(const Pair& pair, const Item* l, const Item* u) {
        Word a = word(l), b = word(u);
        if ((a == Word::MustNot) != (b == Word::MustNot)) {
            const SideIndex &lower = pair.lower_index.front(), &upper = *pair.upper_index;
            const bool room = a == Word::MustNot ? leaves_room(pair, lower, upper, true) : leaves_room(pair, upper, lower, false);
            return room ? kWeaker : Relation{Truth::No, Truth::No, true};
        }
        if (a == Word::MustNot)
            return kEqual;
        return {as_firm(a, b), as_firm(b, a)};
    }
    static void explain(const Pair& pair, FacetVerdict& v, const Item* l, const Item* u) {
        Reading lower = l ? *l : Reading{}, upper = u ? *u : Reading{};
        if (v.verdict == Verdict::Equal && !pair.context.reasons)
            return finish(pair, v, codes, lower, upper);
        auto text = [](const Item* i) {
            return i ? Words(std::string(chinese(word(i))), std::string(english(word(i))))
                     : Words("必须（没有另写）", "must (nothing else said)");
        };
        finish(pair, v, codes, lower, upper, text(l), text(u), {});
    }
};

} // namespace

extern const FacetRule facet_force{Facet::Force, by_readings<Force>};

} // namespace yaodian
