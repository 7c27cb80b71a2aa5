// 力度: 必须 above 原则上 above 鼓励; 原则上 above 探索; all above 可以; 鼓励 against 探索 is open; 不得 against the rest a conflict.
// Silence is 必须.
#include "compiler/facets/facet.h"

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

/// 不得 A leaves 必须 B alone: lists of elements with nothing in common.
bool apart(const Pair& pair) {
    Reading l = pair.lower_index.front().of(Facet::Elements), u = pair.upper_index->of(Facet::Elements);
    if (l.empty() || u.empty())
        return false;
    for (const Fact& a : l)
        for (const Fact& b : u)
            if (a.value == b.value && !(a.bits & kSilent) && !(b.bits & kSilent))
                return false;
    return true;
}

struct Force : PlainRule {
    static constexpr Facet facet = Facet::Force;
    static constexpr bool absent_is_weaker = true;
    static constexpr Codes codes{force_weaker, 0, 0, force_conflict, force_question};
    static Word word(const Item* i) { return i ? static_cast<Word>((*i)[0].value) : Word::Must; }
    static Relation relate(const Pair& pair, const Item* l, const Item* u) {
        Word a = word(l), b = word(u);
        if ((a == Word::MustNot) != (b == Word::MustNot))
            return apart(pair) ? kWeaker : Relation{Truth::No, Truth::No, true};
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
