// 期限: the lower window lies inside the upper one. 3月31日前, 3月底前 and 一季度 are one window; all of the plan year is none.
// For a result that is yielded the last day decides; where the duty forbids or caps, the lower window has to cover instead.
#include "compiler/facets/facet.h"

namespace yaodian {
namespace {

struct WindowRule {
    struct Item {
        Reading facts;
        Window window;              ///< empty: only a vague word
        WindowShape shape = WindowShape::Period;
        Word vague = Word::None;
    };
    static constexpr Facet facet = Facet::Window;
    static constexpr bool absent_is_weaker = false, finds_missing = false;
    static constexpr Codes codes{window_weaker, window_missing, window_incomparable, 0, window_question};

    static Reading facts(const Item& i) { return i.facts; }
    static void gather(const Pair& pair, const SideIndex& side, Facet, bool with_defaults, Few<Item>& out) {
        Readings readings;
        readings_of(side, Facet::Window, with_defaults, readings);
        const Model& m = pair.context.c.model;
        for (std::size_t i = 0; i < readings.size(); ++i) {
            Item item{readings[i], {}, WindowShape::Period, Word::None};
            for (const Fact& f : readings[i]) {
                const Due& d = m.dues[f.value];
                if (d.kind == DueKind::Vague)
                    item.vague = d.vague;
                else if (item.window.from == kNoDay) {
                    item.window = d.window;
                    item.shape = d.shape;
                }
            }
            if (&side == pair.upper_index)
                item.window = in_lower_year(pair, item.window);
            if (item.window.from != kNoDay || item.vague != Word::None)
                out.push_back(item);
        }
        if (side.has(Facet::Clock)) {
            Readings clocks;
            readings_of(side, Facet::Clock, with_defaults, clocks);
            for (std::size_t i = 0; i < clocks.size(); ++i)
                for (const Fact& f : clocks[i])
                    if (auto w = window_of_clock(pair, side, m.dues[f.value])) {
                        Window seen = &side == pair.upper_index ? in_lower_year(pair, *w) : *w;
                        out.push_back({Reading(&f, 1), seen, WindowShape::Span, Word::None});
                    }
        }
    }

    static Relation relate(const Pair& pair, const Item* l, const Item* u) {
        const Window year = year_window(year_of(pair));
        auto vague_only = [](const Item* i) { return i && i->window.from == kNoDay; };
        if (vague_only(u)) {
            if (vague_only(l))
                return l->vague == u->vague ? kEqual : kQuestion;
            if (!l)
                return kWeaker;
            return l->window == year ? kQuestion : kStricter; // 适时 made definite
        }
        if (vague_only(l))
            return u && u->window != year ? kWeaker : kStricter;
        const Window lw = l ? l->window : year, uw = u ? u->window : year;
        if (lw == uw)
            return kEqual;
        if (restrains(pair))
            return {truth(lw.covers(uw)), truth(uw.covers(lw))};
        if (!u)
            return kStricter;
        if (yields_something(pair))
            return {truth(lw.to <= uw.to), truth(uw.to <= lw.to)};
        if (l && l->shape == WindowShape::Before && lw.to == uw.to && uw.from > lw.from && u->shape != WindowShape::From)
            return kQuestion; // 6月30日前 below 二季度: by then, or not before April?
        return {truth(uw.covers(lw)), truth(lw.covers(uw))};
    }

    static void explain(const Pair& pair, FacetVerdict& v, const Item* l, const Item* u) {
        Reading lower = l ? l->facts : Reading{}, upper = u ? u->facts : Reading{};
        if ((v.verdict == Verdict::Equal || v.verdict == Verdict::Stricter) && !pair.context.reasons)
            return finish(pair, v, codes, lower, upper);
        Words detail;
        if (l && u && l->window.from != kNoDay && u->window.from != kNoDay) {
            Words a = window_words(l->window), b = window_words(u->window);
            if (v.verdict == Verdict::Incomparable) {
                // a day each way: one that only the lower window allows, one that only the upper one allows
                Day da = u->window.covers({l->window.from, l->window.from}) ? l->window.to : l->window.from;
                Day db = l->window.covers({u->window.to, u->window.to}) ? u->window.from : u->window.to;
                detail = {"：" + chinese_date(da) + "办合" + label_lower(pair).zh + "不合" + label_upper(pair).zh + "，" +
                              chinese_date(db) + "办合" + label_upper(pair).zh + "不合" + label_lower(pair).zh,
                          ": done on " + english_date(da) + " it satisfies " + label_lower(pair).en + " only, on " +
                              english_date(db) + " " + label_upper(pair).en + " only"};
            } else if (v.verdict == Verdict::Question) {
                detail = {"：“前”若指到时办完即可，两边一致；若须在" + b.zh + "之内办，则不同",
                          ": if it only has to be done by then, both agree; if it has to fall within " + b.en +
                              ", they do not"};
            } else if (v.verdict == Verdict::Weaker && yields_something(pair) && l->window.to > u->window.to) {
                detail = {"：最后一天是" + chinese_date(l->window.to) + "，晚于" + chinese_date(u->window.to),
                          ": its last day is " + english_date(l->window.to) + ", later than " + english_date(u->window.to)};
            } else {
                detail = {"：" + a.zh + "，对" + b.zh, ": " + a.en + " against " + b.en};
            }
        } else if (v.verdict == Verdict::Incomparable && u) {
            detail = {"：" + label_lower(pair).zh + "从事件起算，开始的日子不定，可能早也可能晚于" + window_words(u->window).zh,
                      ": " + label_lower(pair).en + " counts from an event of unknown date, which may fall before or after " +
                          window_words(u->window).en};
        }
        finish(pair, v, codes, lower, upper, detail);
    }
};

/// Does what stands below meet every upper window? What holds all along has also been done at some time.
std::optional<FacetVerdict> standing_meets(const Pair& pair, const SideIndex& l, const SideIndex& u) {
    Few<WindowRule::Item> upper;
    WindowRule::gather(pair, u, Facet::Window, true, upper);
    Readings spans;
    readings_of(l, Facet::Standing, true, spans);
    if (upper.empty() || spans.empty())
        return std::nullopt;
    FacetVerdict v;
    v.facet = Facet::Window;
    v.verdict = Verdict::Stricter;
    for (std::size_t k = 0; k < upper.size(); ++k) {
        bool met = upper[k].window.from == kNoDay;
        for (std::size_t i = 0; i < spans.size(); ++i) {
            Window span = pair.context.c.model.dues[spans[i][0].value].window;
            met |= span.from == kNoDay || span.meets(upper[k].window);
        }
        if (!met)
            v.verdict = Verdict::Incomparable;
    }
    finish(pair, v, WindowRule::codes, spans[0], upper[0].facts);
    return v;
}

/// A duty that only counts: its date cuts the count and is compared there, not again here.
bool only_counts(const Pair& pair) {
    const SideIndex& u = *pair.upper_index;
    return u.has(Facet::Quota) && pair.lower_index.front().has(Facet::Quota) && !u.has(Facet::Elements) &&
           !u.has(Facet::Yields) && !u.has(Facet::Standing);
}

bool only_defaults(const SideIndex& side) {
    for (const Fact& f : side.of(Facet::Window))
        if (!(f.bits & (kDefault | kSilent)))
            return false;
    return true;
}

std::optional<FacetVerdict> compare_windows(const Pair& pair) {
    const SideIndex& l = pair.lower_index.front();
    const SideIndex& u = *pair.upper_index;
    if (only_counts(pair) && !has_open_clock(pair, l) && !has_open_clock(pair, u))
        return std::nullopt;
    // 默认 and nothing else on either side: never the cause of a difference.
    if (!l.has(Facet::Clock) && !u.has(Facet::Clock) && only_defaults(l) && only_defaults(u)) {
        FacetVerdict v;
        v.facet = Facet::Window;
        finish(pair, v, WindowRule::codes, {}, {});
        return v;
    }
    // One and the same date.
    if (Reading a = l.of(Facet::Window), b = u.of(Facet::Window);
        a.size() == 1 && b.size() == 1 && a[0].place == 0 && b[0].place == 0 && l.plan->year == u.plan->year &&
        !((a[0].bits | b[0].bits) & kSilent)) {
        const Due &x = pair.context.c.model.dues[a[0].value], &y = pair.context.c.model.dues[b[0].value];
        if (x.kind == y.kind && x.vague == y.vague && x.window == y.window && !l.has(Facet::Clock) && !u.has(Facet::Clock)) {
            FacetVerdict v;
            v.facet = Facet::Window;
            finish(pair, v, WindowRule::codes, a, b);
            return v;
        }
    }
    // Dates of different shapes meet each other where only one side has a window.
    if (l.present != u.present && (l.has(Facet::Clock) || u.has(Facet::Clock) || l.has(Facet::Standing) || u.has(Facet::Standing))) {
        const bool lw = has_real_window(pair, l), uw = has_real_window(pair, u);
        if (uw && !lw && !restrains(pair)) {
            if (l.has(Facet::Standing))
                if (auto v = standing_meets(pair, l, u))
                    return v;
            if (has_open_clock(pair, l) && !has_open_clock(pair, u)) {
                Few<WindowRule::Item> upper;
                WindowRule::gather(pair, u, Facet::Window, false, upper);
                WindowRule::Item clock{l.of(Facet::Clock), {}, WindowShape::Period, Word::None};
                if (!upper.empty()) {
                    FacetVerdict v;
                    v.facet = Facet::Window;
                    v.verdict = Verdict::Incomparable;
                    WindowRule::explain(pair, v, &clock, &upper[0]);
                    return v;
                }
            }
        }
        if (lw && !uw) {
            if (u.has(Facet::Standing) && !l.has(Facet::Standing)) // 持续 tells it
                return std::nullopt;
            if (has_open_clock(pair, u) && !has_open_clock(pair, l)) // 时限 tells it
                return std::nullopt;
        }
        if (!lw && !uw && l.has(Facet::Window) != u.has(Facet::Window)) {
            // 及时 where the other side counts days: the clock tells it; a clock makes 及时 definite
            if (l.has(Facet::Window) && has_open_clock(pair, u) && !has_open_clock(pair, l))
                return std::nullopt;
            if (u.has(Facet::Window) && has_open_clock(pair, l)) {
                FacetVerdict v;
                v.facet = Facet::Window;
                v.verdict = Verdict::Stricter;
                finish(pair, v, WindowRule::codes, l.of(Facet::Clock), u.of(Facet::Window));
                return v;
            }
        }
    }
    auto v = by_readings<WindowRule>(pair);
    if (v && v->verdict != Verdict::Equal && v->verdict != Verdict::Stricter && l.has(Facet::Standing) && !restrains(pair))
        if (auto met = standing_meets(pair, l, u); met && met->verdict == Verdict::Stricter)
            return met;
    return v;
}

} // namespace

extern const FacetRule facet_window{Facet::Window, compare_windows};

} // namespace yaodian
