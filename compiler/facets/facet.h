// What all facet rules share: the readings of a side, the two-way relation of two readings, and how it becomes a verdict.
// In: a Pair.  Out: a FacetVerdict. A rule compares one reading with one reading; the several places of a task that all
// bind, 默认, marks and absence are dealt with here, the same for every facet.
#pragma once

#include "compiler/calendar.h"
#include "compiler/compare.h"

#include <array>

namespace yaodian {

/// The facts of one side, by facet. A side that is one place of its task holds what that place says and nothing else.
struct SideIndex {
    Side side;
    const Task* task = nullptr;
    const Plan* plan = nullptr;
    const Fact* facts = nullptr;
    std::array<uint32_t, static_cast<std::size_t>(Facet::Count) + 1> at{};
    uint32_t present = 0;   ///< a bit for each facet that says something
    std::vector<Fact> here; ///< the facts of one place, when places differ

    std::span<const Fact> of(Facet f) const {
        auto k = static_cast<std::size_t>(f);
        return {facts + at[k], facts + at[k + 1]};
    }
    bool has(Facet f) const { return present >> static_cast<unsigned>(f) & 1; }
};
void index_side(const Model& model, Side side, SideIndex& out);

using Reading = std::span<const Fact>;

/// A few things kept on the stack; more of them spill over.
template <class T>
class Few {
public:
    void push_back(const T& x) {
        if (count_ < here_.size())
            here_[count_] = x;
        else
            more_.push_back(x);
        ++count_;
    }
    std::size_t size() const { return count_; }
    bool empty() const { return count_ == 0; }
    const T& operator[](std::size_t i) const { return i < here_.size() ? here_[i] : more_[i - here_.size()]; }

private:
    std::array<T, 4> here_{};
    std::vector<T> more_;
    std::size_t count_ = 0;
};
using Readings = Few<Reading>;

/// What each place of the side says in a facet; all of it binds. A silent place gives nothing.
void readings_of(const SideIndex& side, Facet facet, bool with_defaults, Readings& out);
/// What the side says in a facet at the place where `place` speaks (0: outside all blocks).
Reading reading_at(const SideIndex& side, Facet facet, uint8_t place);

enum class Truth : uint8_t { No, Maybe, Yes };
inline Truth truth(bool b) { return b ? Truth::Yes : Truth::No; }

/// Does lower imply upper, and upper lower?
struct Relation {
    Truth fwd = Truth::Yes, back = Truth::Yes;
    bool conflict = false;
    bool missing = false; ///< with fwd No: the upper words have no counterpart at all
};
inline constexpr Relation kEqual{};
inline constexpr Relation kStricter{Truth::Yes, Truth::No};
inline constexpr Relation kWeaker{Truth::No, Truth::Yes};
inline constexpr Relation kIncomparable{Truth::No, Truth::No};
inline constexpr Relation kQuestion{Truth::Maybe, Truth::Maybe};

Verdict verdict_of(const Relation& r);

/// Numbers of a facet in diagnostics.def; 0 where a verdict cannot arise.
struct Codes {
    uint16_t weaker = 0, missing = 0, incomparable = 0, conflict = 0, question = 0;
};

// ── words ───────────────────────────────────────────────────────────────────────────────────────────────────────

Words label_lower(const Pair& pair), label_upper(const Pair& pair); ///< 本级 / 上级, 附表 / 正文, 本年度 / 上年度
Words window_words(const Window& w);
Words day_words_of(Day d);
/// What a list of facts says, as written; "" when it says nothing.
std::string said(const Pair& pair, Reading facts, bool upper);
std::string name_of(const Pair& pair, EntityId entity);

void put_places(const Pair& pair, FacetVerdict& v, Reading lower, Reading upper); ///< all an equal facet needs
/// Places, mark and the reason. `detail` is put after the two texts; it brings its own punctuation.
void finish(const Pair& pair, FacetVerdict& v, const Codes& codes, Reading lower, Reading upper, Words detail = {});
/// The same with the texts given.
void finish(const Pair& pair, FacetVerdict& v, const Codes& codes, Reading lower, Reading upper, Words lower_text,
            Words upper_text, Words detail);

/// The verdict of a facet whose sides may have several readings: the first of each is shown.
struct Conclusion {
    const Pair& pair;
    const Codes& codes;
    FacetVerdict v;
    Reading lower, upper;
    Conclusion(const Pair& p, const Codes& c, Facet facet, const Readings& lowers, const Readings& uppers)
        : pair(p), codes(c), lower(lowers.empty() ? Reading{} : lowers[0]), upper(uppers.empty() ? Reading{} : uppers[0]) {
        v.facet = facet;
    }
    FacetVerdict same() { // equal: no words unless they are wanted
        if (pair.context.reasons)
            finish(pair, v, codes, lower, upper);
        else
            put_places(pair, v, lower, upper);
        return v;
    }
    FacetVerdict done(Verdict verdict, Words detail = {}) {
        v.verdict = verdict;
        finish(pair, v, codes, lower, upper, std::move(detail));
        return v;
    }
};

// ── common questions ────────────────────────────────────────────────────────────────────────────────────────────

Word force_of(const SideIndex& side); ///< 必须 when nothing is said; the weakest where places differ
bool restrains(const Pair& pair); ///< 不得: what bounds its time or its things makes it looser
bool caps(const Pair& pair, const SideIndex& side); ///< has a quota ≤ or =
bool yields_something(const Pair& pair); ///< either side has 产出: its last day decides
inline int year_of(const Pair& pair) {
    const SideIndex& l = pair.lower_index.front();
    return l.plan->year ? l.plan->year : pair.upper_index->plan->year ? pair.upper_index->plan->year : 2001;
}
/// A window of the upper side seen in the year of the lower one (editions).
Window in_lower_year(const Pair& pair, const Window& w);
/// A clock that runs from 印发 of its own plan is a window.
std::optional<Window> window_of_clock(const Pair& pair, const SideIndex& side, const Due& due);
/// A date of its own in the side: a Window that is more than the plan year itself, or such a clock.
bool has_real_window(const Pair& pair, const SideIndex& side);
bool has_open_clock(const Pair& pair, const SideIndex& side); ///< a clock whose start is not a known day

inline bool same_list(Reading a, Reading b) {
    if (a.size() != b.size())
        return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (a[i].value != b[i].value || a[i].bits != b[i].bits)
            return false;
    return true;
}

/// A list is a sequence of clauses; a clause is one name or alternatives (或, 任选). Does the lower list imply the upper
/// one? Every upper clause needs a lower clause all of whose alternatives imply one of its own.
template <class Same, class Implies>
Truth implies_list(Reading lower, Reading upper, Same&& joined, Implies&& implies) {
    Truth all = Truth::Yes;
    for (std::size_t u = 0, ue; u < upper.size(); u = ue) {
        for (ue = u + 1; ue < upper.size() && joined(upper[ue - 1], upper[ue]); ++ue)
            ;
        Truth best = Truth::No;
        for (std::size_t l = 0, le; l < lower.size() && best != Truth::Yes; l = le) {
            for (le = l + 1; le < lower.size() && joined(lower[le - 1], lower[le]); ++le)
                ;
            Truth worst = Truth::Yes;
            for (std::size_t i = l; i < le; ++i) {
                Truth one = Truth::No;
                for (std::size_t k = u; k < ue; ++k)
                    one = std::max(one, implies(lower[i], upper[k]));
                worst = std::min(worst, one);
            }
            best = std::max(best, worst);
        }
        all = std::min(all, best);
    }
    return all;
}
inline bool joined_by_or(const Fact&, const Fact& b) { return b.bits & kOr; }

// ── the frame of a rule ─────────────────────────────────────────────────────────────────────────────────────────

/// Base of a rule whose items are plain readings.
struct PlainRule {
    using Item = Reading;
    static constexpr bool absent_is_weaker = false; ///< silence below is 变弱, not 缺失
    static constexpr bool finds_missing = false;    ///< relate() itself says when nothing corresponds
    static void gather(const Pair&, const SideIndex& side, Facet facet, bool with_defaults, Few<Item>& out) {
        readings_of(side, facet, with_defaults, out);
    }
    static Reading facts(const Item& i) { return i; }
};

/// Each upper reading must be implied by some lower reading. `Rule::relate(pair, const Item* lower, const Item* upper)`
/// gets null where a side says nothing; `Rule::explain` is only called when a reason is wanted.
template <class Rule>
std::optional<FacetVerdict> by_readings(const Pair& pair) {
    using Item = typename Rule::Item;
    const SideIndex& ls = pair.lower_index.front();
    const SideIndex& us = *pair.upper_index;
    for (bool with_defaults : {true, false}) {
        Few<Item> lower, upper;
        Rule::gather(pair, ls, Rule::facet, with_defaults, lower);
        Rule::gather(pair, us, Rule::facet, with_defaults, upper);
        if (lower.empty() && upper.empty()) {
            if (with_defaults)
                return std::nullopt;
            FacetVerdict v; // only 默认 on either side: never the cause of a difference
            v.facet = Rule::facet;
            finish(pair, v, Rule::codes, {}, {});
            return v;
        }
        Relation total{Truth::Yes, Truth::Yes, false, false};
        const Item* bad_lower = lower.empty() ? nullptr : &lower[0];
        const Item* bad_upper = upper.empty() ? nullptr : &upper[0];
        auto item = [](const Few<Item>& f, std::size_t i) { return f.empty() ? nullptr : &f[i]; };
        const std::size_t nl = std::max<std::size_t>(lower.size(), 1), nu = std::max<std::size_t>(upper.size(), 1);
        for (std::size_t u = 0; u < nu; ++u) {
            Relation best{Truth::No, Truth::No, false, true};
            const Item* by = item(lower, 0);
            for (std::size_t l = 0; l < nl; ++l) {
                Relation r = Rule::relate(pair, item(lower, l), item(upper, u));
                total.conflict |= r.conflict;
                if (r.fwd > best.fwd || (r.fwd == best.fwd && r.back > best.back)) {
                    best = r;
                    by = item(lower, l);
                }
            }
            if (best.fwd < total.fwd || u == 0) {
                total.fwd = best.fwd;
                total.missing = best.missing;
                bad_lower = by;
                bad_upper = item(upper, u);
            }
        }
        for (std::size_t l = 0; l < nl; ++l) {
            Truth best = Truth::No;
            for (std::size_t u = 0; u < nu; ++u)
                best = std::max(best, Rule::relate(pair, item(lower, l), item(upper, u)).back);
            total.back = std::min(total.back, best);
        }
        if (lower.empty() && total.fwd == Truth::No && !Rule::absent_is_weaker)
            total.missing = true;
        else if (!Rule::finds_missing)
            total.missing = false;
        FacetVerdict v;
        v.facet = Rule::facet;
        v.verdict = verdict_of(total);
        auto has_default = [&](const Few<Item>& f) {
            for (std::size_t i = 0; i < f.size(); ++i)
                for (const Fact& x : Rule::facts(f[i]))
                    if (x.bits & kDefault)
                        return true;
            return false;
        };
        if (v.verdict != Verdict::Equal && with_defaults && (has_default(lower) || has_default(upper)))
            continue;
        Rule::explain(pair, v, bad_lower, bad_upper);
        return v;
    }
    return std::nullopt;
}

} // namespace yaodian
