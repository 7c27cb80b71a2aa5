// 指标: every subject the upstream quota binds in this plan has a lower quota that implies it, jointly with its window.
// Counts add over periods that lie whole inside the longer one and over several carriers; levels and rates never add.
#include "compiler/people.h"

#include <algorithm>
#include <fmt/format.h>

namespace yaodian {
namespace {

constexpr Codes codes{quota_weaker, quota_missing, quota_incomparable, quota_conflict, quota_question};
constexpr int64_t kUnbounded = INT64_MAX / 4;

/// One quota of one side, with whom and when it binds.
struct Line {
    const Quota* quota = nullptr;
    const Fact* fact = nullptr;
    uint32_t task = 0;        ///< which of the lower tasks
    bool own_subject = false; ///< the quota names it itself
    bool unsaid_subject = false;
    bool total = false;
    Window window;
    uint32_t first = 0, count = 0; ///< its terms, in Lines::terms
};

struct Lines {
    std::vector<Line> list;
    std::vector<EntityId> terms;
    std::span<const EntityId> of(const Line& l) const { return {terms.data() + l.first, l.count}; }
};

bool same_line(const Lines& as, const Line& a, const Lines& bs, const Line& b) {
    const Quota &x = *a.quota, &y = *b.quota;
    return x.metric == y.metric && x.value == y.value && x.compare == y.compare && x.period == y.period && x.unit == y.unit &&
           a.total == b.total && a.window == b.window && std::ranges::equal(as.of(a), bs.of(b));
}

Window meet(Window a, Window b) { return {std::max(a.from, b.from), std::min(a.to, b.to)}; }

void add_lines(const Pair& pair, const SideIndex& side, uint32_t task, bool unsaid_as_total, Lines& out) {
    Readings readings;
    readings_of(side, Facet::Quota, true, readings);
    const Model& m = pair.context.c.model;
    const bool is_upper = &side == pair.upper_index;
    const Window year = year_window(year_of(pair));
    Readings dues;
    readings_of(side, Facet::Window, true, dues);
    for (std::size_t r = 0; r < readings.size(); ++r)
        for (const Fact& f : readings[r]) {
            if (readings.size() > 1 &&
                std::any_of(out.list.begin(), out.list.end(), [&](const Line& l) { return l.fact->value == f.value && l.task == task; }))
                continue; // one quota cited at several places
            Line line;
            line.quota = &m.quotas[f.value];
            line.fact = &f;
            line.task = task;
            line.first = static_cast<uint32_t>(out.terms.size());
            for (const Term& t : Model::slice(m.terms, line.quota->subjects))
                out.terms.push_back(t.entity);
            line.own_subject = out.terms.size() > line.first;
            const uint8_t place = f.place ? f.place : side.side.place;
            bool any_of = false;
            for (Facet facet : {Facet::Subject, Facet::Responsible}) {
                // Inside one plan the units of bracket and rows are compared by themselves, item by item (YD5010).
                if (out.terms.size() > line.first || (facet == Facet::Responsible && pair.purpose == Purpose::BodyAnnex))
                    break;
                for (const Fact& who : reading_at(side, facet, place))
                    if (!(who.bits & kSilent)) {
                        out.terms.push_back(who.value);
                        any_of |= facet == Facet::Subject && (who.bits & kTotal);
                    }
                line.own_subject |= facet == Facet::Subject && out.terms.size() > line.first;
            }
            line.count = static_cast<uint32_t>(out.terms.size()) - line.first;
            line.unsaid_subject = line.count == 0;
            line.total = line.quota->mode == SubjectMode::Total ||
                         (line.quota->mode == SubjectMode::Unsaid && (any_of || unsaid_as_total));
            auto seen = [&](Window w) { return is_upper ? in_lower_year(pair, w) : w; };
            const bool own_window = line.quota->window.from != kNoDay;
            line.window = own_window ? seen(line.quota->window) : year;
            if (!dues.empty()) {
                // At its own place the date of that place; said for all places, every date that binds.
                auto cut = [&](Reading due) {
                    for (const Fact& d : due) {
                        const Due& x = m.dues[d.value];
                        if ((d.bits & kSilent) || x.kind != DueKind::Window || x.window.from == kNoDay)
                            continue;
                        Window w = seen(x.window), both = meet(line.window, w);
                        if (both.from > both.to)
                            both = own_window ? line.window : w; // 次年一季度: the date stands for itself
                        line.window = both;
                    }
                };
                if (place)
                    cut(reading_at(side, Facet::Window, place));
                else
                    for (std::size_t d = 0; d < dues.size(); ++d)
                        cut(dues[d]);
            }
            // No plan reaches further than the years around its own.
            const Window reach{year.from - 366, year.to + 2 * 366};
            if (line.window.meets(reach))
                line.window = meet(line.window, reach);
            else
                line.window = {line.window.from, std::min(line.window.to, line.window.from + 366)};
            out.list.push_back(line);
        }
}

/// The periods of a quota from the one that holds `start` on, cut to its window; weeks only whole ones. `f(window)`
/// returns false to stop.
template <class F>
void each_period(Period period, Window w, const Window& year, Day start, F&& f) {
    start = std::max(start, w.from);
    switch (period) {
    case Period::Whole:
    case Period::Year: f(w); return;
    case Period::Half:
    case Period::Quarter:
    case Period::Month: {
        const int step = period == Period::Half ? 6 : period == Period::Quarter ? 3 : 1;
        const Date d = date_of(start);
        Day from = day_of(d.year, (d.month - 1) / step * step + 1, 1);
        while (from <= w.to) {
            const Day next = add_months(from, step);
            if (!f(meet({from, next - 1}, w)))
                return;
            from = next;
        }
        return;
    }
    case Period::Week: {
        const Window inside = year.meets(w) ? meet(w, year) : w;
        Day monday = inside.from + (8 - weekday(inside.from)) % 7;
        if (start > monday)
            monday += (start - monday) / 7 * 7;
        for (; monday + 6 <= inside.to; monday += 7)
            if (!f(Window{monday, monday + 6}))
                return;
        return;
    }
    case Period::Day:
        for (Day d = start; d <= w.to; ++d)
            if (!f(Window{d, d}))
                return;
        return;
    }
}

bool at_least(const Quota& q) { return q.compare != Compare::AtMost; }
bool at_most(const Quota& q) { return q.compare != Compare::AtLeast; }

/// A lower line as far as it tells something about one bound actor (or the sum over a group).
struct Source {
    const Line* line;
    int sure = 0;  ///< times its minimum is guaranteed
    int maybe = 0; ///< … if occurrences are not shared, or if a list that is not complete holds the actor
    int cap = 0;   ///< times its maximum bounds; 0: it does not bound
};

class Counting {
public:
    explicit Counting(const Pair& pair) : pair_(pair), names_(*pair.context.relations), m_(pair.context.c.model), year_(year_window(year_of(pair))) {}

    MetricKind kind(const Quota& q) const {
        MetricKind k = m_.entities[q.metric].metric;
        return k == MetricKind::None ? MetricKind::Count : k;
    }
    /// Can one say anything about the other?
    bool comparable(const Quota& a, const Quota& b) const {
        if (a.metric == b.metric)
            return true;
        if (kind(a) == MetricKind::Rate || kind(b) == MetricKind::Rate)
            return kind(a) == kind(b) && (passes(a, b) || passes(b, a));
        return names_.within(a.metric, b.metric) || names_.within(b.metric, a.metric);
    }
    /// 日, 工作日 and 月 never convert; 次, 场, 项 count one for one.
    bool same_unit(const Quota& a, const Quota& b) const {
        if (a.unit == b.unit || a.unit == 0 || b.unit == 0)
            return true;
        auto time = [&](Symbol unit) {
            std::string_view u = pair_.context.c.name(unit);
            for (std::string_view t : {"日", "天", "工作日", "个工作日", "周", "月", "个月", "年", "小时"})
                if (u == t)
                    return true;
            return false;
        };
        return !time(a.unit) && !time(b.unit);
    }
    /// A rate of 100% passes to a denominator inside its own: every one of the wider lot is, so every one of these is.
    bool passes(const Quota& from, const Quota& to) const {
        if (!at_least(from) || from.value < 100 * kQuotaScale)
            return false;
        const Entity &a = m_.entities[from.metric], &b = m_.entities[to.metric];
        return a.denominator != kNone && b.denominator != kNone && a.numerator != kNone && b.numerator != kNone &&
               names_.within(b.denominator, a.denominator) && names_.within(a.numerator, b.numerator);
    }

    /// The least the sources guarantee in `p` of `metric` (flow or level).
    int64_t least(std::span<const Source> sources, const Quota& target, Window p, bool with_maybe) const {
        const bool stock = kind(target) == MetricKind::Stock;
        int64_t total = 0, highest = 0;
        for (std::size_t i = 0; i < sources.size();) {
            // the lines of one task: those of separate windows add, of the rest the best one counts
            std::size_t end = i;
            std::vector<std::pair<Window, int64_t>> parts;
            for (; end < sources.size() && sources[end].line->task == sources[i].line->task; ++end) {
                const Source& s = sources[end];
                const int times = with_maybe ? s.maybe : s.sure;
                if (!at_least(*s.line->quota) || times == 0 || !names_.within(s.line->quota->metric, target.metric) ||
                    !same_unit(*s.line->quota, target))
                    continue;
                int64_t inside = 0;
                each_period(s.line->quota->period, s.line->window, year_, p.from, [&](Window w) {
                    inside += p.covers(w);
                    return w.from <= p.to;
                });
                if (inside == 0)
                    continue;
                highest = std::max(highest, s.line->quota->value);
                parts.push_back({meet(s.line->window, p), inside * s.line->quota->value * times});
            }
            std::sort(parts.begin(), parts.end(), [](const auto& a, const auto& b) { return a.first.to < b.first.to; });
            std::vector<int64_t> best(parts.size() + 1, 0);
            for (std::size_t k = 0; k < parts.size(); ++k) {
                std::size_t before = k;
                while (before > 0 && parts[before - 1].first.to >= parts[k].first.from)
                    --before;
                best[k + 1] = std::max(best[k], best[before] + parts[k].second);
            }
            total += best.back();
            i = end;
        }
        return stock ? highest : total;
    }

    /// The most the sources allow in `p`; kUnbounded when they do not cover it.
    int64_t most(std::span<const Source> sources, const Quota& target, Window p) const {
        const bool stock = kind(target) == MetricKind::Stock;
        int64_t total = 0;
        for (std::size_t i = 0; i < sources.size();) {
            std::size_t end = i;
            int64_t tightest = kUnbounded;
            for (; end < sources.size() && sources[end].line->task == sources[i].line->task; ++end) {
                const Source& s = sources[end];
                if (!at_most(*s.line->quota) || s.cap == 0 || !names_.within(target.metric, s.line->quota->metric) ||
                    !same_unit(*s.line->quota, target))
                    continue;
                int64_t sum = 0;
                Day covered = p.from - 1;
                each_period(s.line->quota->period, s.line->window, year_, p.from, [&](Window w) {
                    if (w.meets(p)) {
                        sum = stock ? s.line->quota->value : sum + s.line->quota->value * s.cap;
                        if (w.from <= covered + 1)
                            covered = std::max(covered, w.to);
                    }
                    return w.from <= p.to;
                });
                if (covered >= p.to)
                    tightest = std::min(tightest, sum);
            }
            if (tightest == kUnbounded) // a carrier that counts without a bound
                return kUnbounded;
            total = stock ? std::max(total, tightest) : total + tightest;
            i = end;
        }
        return sources.empty() ? kUnbounded : total;
    }

    /// Rates: held in periods that make up the whole of `p`; 100% (or 0) anywhere around it.
    Truth rate_holds(std::span<const Source> sources, const Quota& target, Window p, bool floor) const {
        Truth best = Truth::No;
        for (const Source& s : sources) {
            const Quota& q = *s.line->quota;
            if (floor ? !at_least(q) : !at_most(q))
                continue;
            const int times = floor ? s.sure : s.cap;
            const int perhaps = floor ? s.maybe : s.cap;
            if (perhaps == 0)
                continue;
            const bool same = q.metric == target.metric;
            const bool extreme = floor ? q.value >= 100 * kQuotaScale : q.value <= 0;
            bool ok = false;
            if (extreme && (same || (floor && passes(q, target)))) {
                Day covered = p.from - 1;
                each_period(q.period, s.line->window, year_, p.from, [&](Window w) {
                    if (w.from <= covered + 1 && w.to >= p.from)
                        covered = std::max(covered, w.to);
                    return w.from <= p.to;
                });
                ok = covered >= p.to;
            } else if (same && (floor ? q.value >= target.value : q.value <= target.value)) {
                Day next = p.from;
                each_period(q.period, s.line->window, year_, p.from, [&](Window w) {
                    if (w.from == next && p.covers(w))
                        next = w.to + 1;
                    return w.from <= p.to;
                });
                ok = next == p.to + 1;
            }
            if (ok)
                best = std::max(best, times ? Truth::Yes : Truth::Maybe);
        }
        return best;
    }

    struct Gap { ///< where an implication fails
        Window period;
        int64_t got = 0, want = 0;
        bool floor = true, found = false;
    };

    Truth implied(std::span<const Source> sources, const Line& target, Gap* gap) const {
        const Quota& q = *target.quota;
        Truth all = Truth::Yes;
        // Same metric, same periods: the numbers alone decide.
        if (sources.size() == 1 && kind(q) == MetricKind::Count) {
            const Source& s = sources[0];
            const Quota& o = *s.line->quota;
            auto period = [](Period p) { return p == Period::Whole ? Period::Year : p; };
            if (o.metric == q.metric && o.unit == q.unit && s.line->window == target.window && period(o.period) == period(q.period) &&
                o.compare == q.compare && s.sure == 1 && s.cap <= 1 &&
                (q.compare == Compare::AtLeast ? o.value >= q.value : s.cap == 1 && o.value <= q.value && q.compare == Compare::AtMost))
                return Truth::Yes;
        }
        for (bool floor : {true, false}) {
            if (floor ? !at_least(q) : !at_most(q))
                continue;
            if (floor ? q.value <= 0 : kind(q) == MetricKind::Rate && q.value >= 100 * kQuotaScale)
                continue; // asks nothing
            each_period(q.period, target.window, year_, target.window.from, [&](Window p) {
                Truth here;
                int64_t got = 0;
                if (kind(q) == MetricKind::Rate) {
                    here = rate_holds(sources, q, p, floor);
                } else if (floor) {
                    got = least(sources, q, p, false);
                    here = got >= q.value                               ? Truth::Yes
                           : least(sources, q, p, true) >= q.value ? Truth::Maybe
                                                                        : Truth::No;
                } else {
                    got = most(sources, q, p);
                    here = truth(got <= q.value);
                }
                if (here < all) {
                    all = here;
                    if (gap)
                        *gap = {p, got, q.value, floor, true};
                }
                return all != Truth::No;
            });
        }
        return all;
    }

    /// No history keeps both: a floor above what the caps of the other side allow.
    bool contradicts(std::span<const Source> sources, const Line& target, Gap* gap) const {
        const Quota& q = *target.quota;
        bool found = false;
        if (kind(q) == MetricKind::Rate) {
            for (const Source& s : sources) {
                const Quota& o = *s.line->quota;
                auto period = [](Period p) { return p == Period::Whole ? Period::Year : p; };
                if (o.metric == q.metric && s.line->window == target.window && period(o.period) == period(q.period) &&
                    ((at_least(q) && at_most(o) && s.cap && o.value < q.value) || (at_most(q) && at_least(o) && s.sure && o.value > q.value)))
                    found = true;
            }
            return found;
        }
        if (at_least(q))
            each_period(q.period, target.window, year_, target.window.from, [&](Window p) {
                int64_t top = most(sources, q, p);
                if (top < q.value) {
                    found = true;
                    *gap = {p, top, q.value, true, true};
                }
                return !found;
            });
        return found;
    }

private:
    const Pair& pair_;
    const Relations& names_;
    const Model& m_;
    Window year_;
};

std::string number(int64_t v) {
    std::string s = fmt::format("{}", v / kQuotaScale);
    if (int64_t rest = v % kQuotaScale; rest != 0) {
        std::string digits = fmt::format("{:04}", rest < 0 ? -rest : rest);
        while (digits.ends_with('0'))
            digits.pop_back();
        s += "." + digits;
    }
    return s;
}

struct Result {
    Verdict verdict = Verdict::Equal;
    const Line* upper = nullptr;
    std::vector<const Line*> lower;
    Actor actor;
    Counting::Gap gap, reverse;
    bool missing = false;
};

int rank(Verdict v) {
    switch (v) {
    case Verdict::Conflict: return 6;
    case Verdict::Missing: return 5;
    case Verdict::Weaker: return 4;
    case Verdict::Incomparable: return 3;
    case Verdict::Question: return 2;
    case Verdict::Stricter: return 1;
    default: return 0;
    }
}

/// All upper lines against all lower lines; the worst of them decides.
Result evaluate(const Pair& pair, const Lines& lower, const Lines& upper) {
    const bool project = pair.purpose == Purpose::Upstream && pair.upper_index->task->plan != pair.plan;
    const People people(pair.context, pair.plan);
    const Counting counting(pair);
    Result worst;
    bool first = true;
    static thread_local std::vector<Actor> actors, others;
    static thread_local std::vector<Source> sources, back_sources;
    std::vector<int> before;
    for (const Line& u : upper.list) {
        actors.clear();
        for (EntityId t : upper.of(u))
            people.expand(t, project, actors);
        if (u.unsaid_subject)
            actors.push_back({});
        if (actors.empty())
            continue; // it binds nobody of this plan
        const bool group = u.total && actors.size() > 1;
        const std::size_t rounds = group ? 1 : actors.size();
        before.clear();
        for (std::size_t k = 0; k < rounds; ++k) {
            const Actor& a = actors[k];
            sources.clear();
            std::vector<int> now;
            for (const Line& l : lower.list) {
                if (!counting.comparable(*l.quota, *u.quota))
                    continue;
                Source s{&l, 0, 0, 0};
                auto terms = lower.of(l);
                // Whom it binds. Where upstream leaves the subject to its 责任, a government's own parts will do.
                auto binds = [&](const Actor& who) {
                    if (l.unsaid_subject || who.written == kNone)
                        return Truth::Yes;
                    Truth t = people.covered(terms, who, project);
                    if (t == Truth::No && project && !u.own_subject && !l.own_subject && who.kind == Actor::Body && people.is_top(who.body))
                        return Truth::Yes;
                    return t;
                };
                bool one = true;
                if (l.total) {
                    others.clear();
                    for (EntityId t : terms)
                        people.expand(t, false, others);
                    one = others.size() <= 1;
                }
                if (group) {
                    int sure = 0, maybe = 0;
                    for (const Actor& who : actors) {
                        Truth t = binds(who);
                        sure += t == Truth::Yes;
                        maybe += t != Truth::No;
                    }
                    if (l.total && !one) {
                        bool inside = true; // the lower group within the upper one: its occurrences are theirs
                        for (const Actor& o : others)
                            inside &= people.covered(upper.of(u), o, project) == Truth::Yes;
                        s.sure = s.maybe = inside;
                        s.cap = sure == static_cast<int>(actors.size());
                    } else {
                        s.sure = sure > 0;
                        s.maybe = maybe;
                        s.cap = sure == static_cast<int>(actors.size()) ? sure : 0;
                    }
                    if (sure + maybe == 0)
                        continue;
                } else {
                    Truth t = binds(a);
                    if (t == Truth::No)
                        continue;
                    s.sure = t == Truth::Yes && one;
                    s.maybe = one;
                    s.cap = t == Truth::Yes;
                }
                sources.push_back(s);
                now.push_back(static_cast<int>(&l - lower.list.data()) * 64 + s.sure * 16 + std::min(s.maybe, 3) * 4 + s.cap);
            }
            if (k > 0 && now == before) // bound by the same lines as the one before
                continue;
            before = now;
            Result r;
            r.upper = &u;
            r.actor = a;
            for (const Source& s : sources)
                r.lower.push_back(s.line);
            if (sources.empty()) {
                r.verdict = group || a.sure ? Verdict::Missing : Verdict::Question; // perhaps not meant at all
                r.missing = true;
            } else {
                Relation rel;
                Counting::Gap clash;
                rel.conflict = counting.contradicts(sources, u, &clash);
                rel.fwd = counting.implied(sources, u, &r.gap);
                // and back: every such lower line implied by what upstream asks of the same body
                for (const Source& s : sources) {
                    back_sources.clear();
                    for (const Line& x : upper.list) {
                        bool same = &x == &u;
                        if (!same && group == x.total && counting.comparable(*x.quota, *s.line->quota))
                            same = group ? std::ranges::equal(upper.of(x), upper.of(u))
                                         : a.written == kNone || x.unsaid_subject ||
                                               people.covered(upper.of(x), a, project) == Truth::Yes;
                        if (same)
                            back_sources.push_back({&x, 1, 1, 1});
                    }
                    if (std::any_of(upper.list.begin(), upper.list.end(), [&](const Line& x) { return same_line(upper, x, lower, *s.line); }))
                        continue; // upstream says the very same
                    if (s.line->total && !group && s.sure == 0)
                        continue; // 合计 below 各自 is weaker
                    if (rel.back == Truth::Yes)
                        rel.back = counting.implied(back_sources, *s.line, &r.reverse);
                    if (!rel.conflict && s.cap + s.sure > 0)
                        rel.conflict = counting.contradicts(back_sources, *s.line, &clash) && s.sure > 0;
                    if (group && !s.line->total && rel.fwd == Truth::Yes)
                        rel.back = Truth::No; // 各自 below 合计
                }
                if (rel.conflict)
                    r.gap = clash;
                r.verdict = verdict_of(rel);
            }
            if (first || rank(r.verdict) > rank(worst.verdict)) {
                worst = std::move(r);
                first = false;
            }
        }
    }
    return worst;
}

/// Whom the upper line binds and no lower line of the same matter does: 区教育局、区民政局 等 9 家.
Words left_out(const Pair& pair, const Lines& lower, const Lines& upper, const Line& u) {
    const bool project = pair.purpose == Purpose::Upstream && pair.upper_index->task->plan != pair.plan;
    const People people(pair.context, pair.plan);
    const Counting counting(pair);
    std::vector<Actor> actors;
    for (EntityId t : upper.of(u))
        people.expand(t, project, actors);
    std::vector<std::string> names;
    for (const Actor& a : actors) {
        const bool bound = std::any_of(lower.list.begin(), lower.list.end(), [&](const Line& l) {
            return counting.comparable(*l.quota, *u.quota) && (l.unsaid_subject || people.covered(lower.of(l), a, project) != Truth::No);
        });
        std::string name = a.written ? name_of(pair, a.written) : std::string();
        if (!bound && !name.empty() && std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(std::move(name));
    }
    Words out;
    for (std::size_t i = 0; i < names.size() && i < 3; ++i) {
        out.zh += (i ? "、" : "") + names[i];
        out.en += (i ? ", " : "") + names[i];
    }
    out.zh = "“" + out.zh + "”";
    if (names.size() > 3) {
        out.zh += "等 " + std::to_string(names.size()) + " 家";
        out.en += " and " + std::to_string(names.size() - 3) + " more";
    }
    return out;
}

std::optional<FacetVerdict> compare_quotas(const Pair& pair) {
    static thread_local Lines lower, upper;
    auto gather = [&](bool unsaid_as_total) {
        lower.list.clear(), lower.terms.clear(), upper.list.clear(), upper.terms.clear();
        for (std::size_t i = 0; i < pair.lower_index.size(); ++i)
            add_lines(pair, pair.lower_index[i], static_cast<uint32_t>(i), unsaid_as_total, lower);
        add_lines(pair, *pair.upper_index, 0, unsaid_as_total, upper);
    };
    gather(false);
    if (lower.list.empty() && upper.list.empty())
        return std::nullopt;
    FacetVerdict v;
    v.facet = Facet::Quota;
    Readings first_lower, first_upper;
    for (const SideIndex& s : pair.lower_index)
        readings_of(s, Facet::Quota, true, first_lower);
    readings_of(*pair.upper_index, Facet::Quota, true, first_upper);
    auto words = [&](const Line* l, bool up) { return Words(l ? said(pair, {l->fact, 1}, up) : std::string()); };
    if (upper.list.empty()) {
        v.verdict = Verdict::Stricter;
        finish(pair, v, codes, first_lower[0], Reading{});
        return v;
    }
    // Line for line the same: nothing to look into.
    bool same = pair.lower_index.size() == 1 && lower.list.size() == upper.list.size();
    for (std::size_t i = 0; same && i < upper.list.size(); ++i)
        same = same_line(upper, upper.list[i], lower, lower.list[i]);
    Result r = same ? Result{} : evaluate(pair, lower, upper);
    v.verdict = r.verdict;

    // A group that does not say 各自 or 合计 is read as 各自; where the other reading would change the verdict, that is noted.
    const Line* unsaid = nullptr;
    bool said_elsewhere = false;
    for (const Lines* side : {&lower, &upper})
        for (const Line& l : side->list) {
            bool several = l.count > 1;
            for (EntityId t : side->of(l))
                several |= pair.context.c.model.entities[t].kind == EntityKind::Group;
            if (!several)
                continue;
            if (l.quota->mode == SubjectMode::Unsaid)
                unsaid = unsaid ? unsaid : &l;
            else
                said_elsewhere = true;
        }
    Reading one_lower, one_upper;
    if (r.upper) {
        one_upper = {r.upper->fact, 1};
        if (!r.lower.empty())
            one_lower = {r.lower.front()->fact, 1};
    } else {
        one_lower = first_lower.empty() ? Reading{} : first_lower[0];
        one_upper = first_upper[0];
    }
    const bool wanted = (v.verdict != Verdict::Equal && v.verdict != Verdict::Stricter) || pair.context.reasons;
    if (!wanted) {
        finish(pair, v, codes, one_lower, one_upper, Words(), Words(), Words());
    } else {
        Words detail, below;
        for (const Line* l : r.lower) {
            std::string text = said(pair, {l->fact, 1}, false);
            below.zh += (below.zh.empty() ? "" : "；") + text;
        }
        if (below.zh.empty() && !r.upper)
            below.zh = said(pair, one_lower, false);
        below.en = below.zh;
        if (r.upper) {
            const Quota& q = *r.upper->quota;
            std::string unit(pair.context.c.name(q.unit));
            auto period = [&](Window w) { return window_words(w); };
            if (r.missing) {
                const std::string metric = name_of(pair, q.metric);
                if (!r.actor.written) {
                    detail = Words("：没有“" + metric + "”这一条", ": there is no quota on " + metric);
                } else {
                    const Words who = left_out(pair, lower, upper, *r.upper);
                    detail = Words("：" + label_lower(pair).zh + "没有对" + who.zh + "提“" + metric + "”",
                                   ": " + label_lower(pair).en + " does not ask " + who.en + " for " + metric);
                }
            } else if (r.verdict == Verdict::Conflict && r.gap.found) {
                Words w = period(r.gap.period);
                detail = {"：" + w.zh + "一边至多" + number(r.gap.got) + unit + "，另一边至少" + number(r.gap.want) + unit,
                          ": in " + w.en + " one side allows at most " + number(r.gap.got) + ", the other asks at least " + number(r.gap.want)};
            } else if (r.gap.found && r.verdict != Verdict::Stricter && r.verdict != Verdict::Equal) {
                Words w = period(r.gap.period);
                const bool rate = pair.context.c.model.entities[q.metric].metric == MetricKind::Rate;
                if (rate)
                    detail = {"：只按" + label_lower(pair).zh + "办，" + w.zh + "未必达到" + label_upper(pair).zh + "的比率",
                              ": " + label_lower(pair).en + " alone does not guarantee the rate of " + label_upper(pair).en + " in " + w.en};
                else if (r.gap.floor)
                    detail = {"：按" + label_lower(pair).zh + "办，" + w.zh + "只保证" + number(r.gap.got) + unit + "，不到" + number(r.gap.want) + unit,
                              ": " + label_lower(pair).en + " guarantees only " + number(r.gap.got) + " in " + w.en + ", short of " + number(r.gap.want)};
                else
                    detail = {"：按" + label_lower(pair).zh + "办，" + w.zh + (r.gap.got >= kUnbounded ? std::string("没有上限") : "可以到" + number(r.gap.got) + unit) + "，超过" + number(r.gap.want) + unit,
                              ": " + label_lower(pair).en + (r.gap.got >= kUnbounded ? " sets no bound in " + w.en : " allows " + number(r.gap.got) + " in " + w.en) + ", above " + number(r.gap.want)};
                if (r.verdict == Verdict::Incomparable && r.reverse.found) {
                    Words b = period(r.reverse.period);
                    if (rate)
                        detail.zh += "；只按" + label_upper(pair).zh + "办，" + b.zh + "未必达到" + label_lower(pair).zh + "的比率",
                            detail.en += "; nor does " + label_upper(pair).en + " alone that of " + label_lower(pair).en + " in " + b.en;
                    else if (r.reverse.floor)
                        detail.zh += "；按" + label_upper(pair).zh + "办，" + b.zh + "只保证" + number(r.reverse.got) + unit + "，不到" + number(r.reverse.want) + unit,
                            detail.en += "; " + label_upper(pair).en + " guarantees only " + number(r.reverse.got) + " in " + b.en + ", short of " + number(r.reverse.want);
                    else
                        detail.zh += "；按" + label_upper(pair).zh + "办，" + b.zh + (r.reverse.got >= kUnbounded ? std::string("没有上限") : "可以到" + number(r.reverse.got) + unit) + "，超过" + number(r.reverse.want) + unit,
                            detail.en += "; " + label_upper(pair).en + (r.reverse.got >= kUnbounded ? " sets no bound in " + b.en : " allows " + number(r.reverse.got) + " in " + b.en) + ", above " + number(r.reverse.want);
                }
                if (r.verdict == Verdict::Question)
                    detail = {"：各自办的场次若有重复，合计就不够", ": occurrences that are shared would leave the total short"};
            }
        }
        finish(pair, v, codes, one_lower, one_upper, below, r.upper ? words(r.upper, true) : Words(said(pair, one_upper, true)), detail);
    }
    if (unsaid && said_elsewhere) {
        const Fact* fact = unsaid->fact;
        const bool up = std::any_of(upper.list.begin(), upper.list.end(), [&](const Line& l) { return &l == unsaid; });
        gather(true);
        Verdict other = evaluate(pair, lower, upper).verdict;
        if (other != v.verdict) {
            std::string text = said(pair, {fact, 1}, up);
            if (v.verdict == Verdict::Equal || v.verdict == Verdict::Stricter) {
                v.reason.code = quota_group_reading;
                v.reason.values = {Words(text), Words(std::string(chinese(other)), std::string(key(other)))};
            } else if (v.advice.zh.empty()) {
                v.advice = {"“" + text + "”没有写各自还是合计，按各自读；读作合计则" + std::string(chinese(other)),
                            text + " says neither 各自 nor 合计 and is read as 各自; as 合计 the verdict would be " + std::string(key(other))};
            }
        }
    }
    return v;
}

} // namespace

extern const FacetRule facet_quota{Facet::Quota, compare_quotas};

} // namespace yaodian
