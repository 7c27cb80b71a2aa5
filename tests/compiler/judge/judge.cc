#include "tests/compiler/judge/judge.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace yaodian::judge {
namespace {

constexpr long kMostHistories = 1 << 17;

// ── reading the records ─────────────────────────────────────────────────────────────────────────────────────────

struct Actor { // a body, or one post of it
    EntityId body = kNone, post = kNone;
    auto operator<=>(const Actor&) const = default;
};
struct Bearer { // whom a task binds: one actor, or the unknown holder of a role
    Actor actor;
    EntityId role = kNone;
};
struct Who {
    std::vector<Bearer> bearers;
    bool any = false; // one of them is enough
    bool said = false;
};
struct Slots {
    std::vector<bool> in;
};
struct Line { // a quota
    Who who;
    bool total = false;
    Compare compare;
    MetricKind kind;
    EntityId metric;
    long value;
    std::vector<std::vector<int>> periods; // each a list of slots
};
struct Item {
    EntityId object;
};
struct Duty {
    Word force = Word::Must;
    Who who;
    struct Element {
        EntityId element;
        uint8_t level;
    };
    std::vector<Element> elements;
    std::vector<EntityId> any_of;
    std::vector<std::pair<EntityId, uint8_t>> objects;
    std::vector<std::vector<bool>> windows, standing;
    std::vector<EntityId> gates;
    std::vector<uint32_t> conditions, exceptions;
    std::vector<Line> lines;
    std::vector<EntityId> yields;
    bool at_least_quota = false;
    int tag = 0; // which lower task; 0 for the upper one
};

class Court {
public:
    Court(const Model& m, std::span<const TaskId> lower, TaskId upper, PlanId plan) : m_(m) {
        year_ = m.plans[plan].year;
        choose_slots(lower, upper);
        const PlanId upper_plan = m.tasks[upper].plan;
        bool same = upper_plan == plan;
        int tag = 0;
        bool yields = !facts(upper, Facet::Yields).empty();
        for (TaskId t : lower)
            yields |= !facts(t, Facet::Yields).empty();
        for (TaskId t : lower)
            lower_.push_back(read(t, false, plan, ++tag, yields));
        upper_ = read(upper, !same, plan, 0, yields);
    }

    Ruling hear() {
        Ruling r;
        // A task with several lower carriers that count: each carrier's occurrences are its own.
        lay_out();
        if (size_ < 0) {
            r.too_big = true;
            return r;
        }
        static const std::array<std::vector<Word>, 6> readings = {
            {{Word::Must},
             {Word::Must, Word::Principle},
             {Word::Must, Word::Principle, Word::Encourage},
             {Word::Must, Word::Principle, Word::Explore},
             {Word::Must, Word::Principle, Word::Encourage, Word::Explore},
             {Word::Must, Word::Principle, Word::Encourage, Word::Explore, Word::May}}};
        for (const auto& reading : readings) {
            reading_ = &reading;
            bool both = false, some_lower = false;
            history_.assign(domains_.size(), 0);
            for (;;) {
                ++r.histories;
                if (possible()) {
                    bool l = true;
                    for (const Duty& d : lower_)
                        l = l && satisfied(d);
                    bool u = satisfied(upper_);
                    some_lower |= l;
                    both |= l && u;
                    if (l && !u)
                        r.carries = false;
                    if (u && !l)
                        r.back = false;
                }
                std::size_t k = 0;
                while (k < history_.size() && ++history_[k] == domains_[k])
                    history_[k++] = 0;
                if (k == history_.size())
                    break;
            }
            r.together &= both;
            r.possible &= some_lower;
        }
        return r;
    }

private:
    const Model& m_;
    int year_ = 0, slots_ = 4;
    std::vector<Duty> lower_;
    Duty upper_;
    const std::vector<Word>* reading_ = nullptr;

    // where each thing of a history is kept
    std::vector<int> domains_, history_;
    long size_ = 1;
    std::vector<Actor> actors_;
    std::vector<EntityId> elements_, items_, metrics_, events_, roles_, results_;
    std::vector<uint32_t> texts_;
    std::vector<EntityId> metric_bodies_;
    int tags_ = 1, most_ = 6;
    int act_at_ = 0, text_at_ = 0, event_at_ = 0, role_at_ = 0, result_at_ = 0, count_at_ = 0;
    std::vector<int> sharings_; // bit sets of metric_bodies_ an occurrence can belong to
    std::map<EntityId, std::vector<EntityId>> holders_;

    std::vector<Fact> facts(TaskId t, Facet facet) const {
        std::vector<Fact> out;
        const Range r = m_.tasks[t].facts;
        for (uint32_t i = r.first; i < r.first + r.count; ++i)
            if (m_.facts[i].facet == facet && !(m_.facts[i].bits & kSilent))
                out.push_back(m_.facts[i]);
        return out;
    }

    static int month_index(Day d) {
        Date x = date_of(d);
        return x.month;
    }
    // The coarsest cut of the year that every window and period of the case respects.
    void choose_slots(std::span<const TaskId> lower, TaskId upper) {
        int need = 1;
        auto want = [&](int n) { need = std::max(need, n); };
        auto window = [&](const Window& w) {
            if (w.from == kNoDay)
                return;
            for (int n : {1, 2, 4, 12}) {
                int len = 12 / n;
                bool ok = (date_of(w.from).month - 1) % len == 0 && date_of(w.from).day == 1 && date_of(w.to).month % len == 0;
                if (ok) {
                    want(n);
                    return;
                }
            }
            want(12);
        };
        auto look = [&](TaskId t) {
            for (Facet f : {Facet::Window, Facet::Standing})
                for (const Fact& x : facts(t, f))
                    window(m_.dues[x.value].window);
            if (!facts(t, Facet::Gate).empty())
                want(2);
            for (const Fact& x : facts(t, Facet::Quota)) {
                const Quota& q = m_.quotas[x.value];
                window(q.window);
                want(q.period == Period::Half ? 2 : q.period == Period::Quarter ? 4 : q.period == Period::Month ? 12 : 1);
            }
        };
        for (TaskId t : lower)
            look(t);
        look(upper);
        slots_ = need;
    }
    std::vector<bool> slots_of(const Window& w) const {
        std::vector<bool> out(static_cast<std::size_t>(slots_), w.from == kNoDay);
        if (w.from == kNoDay)
            return out;
        int len = 12 / slots_;
        for (int s = 0; s < slots_; ++s)
            out[static_cast<std::size_t>(s)] = day_of(year_, s * len + 1, 1) >= w.from &&
                                               day_of(year_, s * len + len, days_in_month(year_, s * len + len)) <= w.to;
        return out;
    }

    EntityId canonical(EntityId body) const {
        for (int i = 0; i < 8 && m_.entities[body].acts_for; ++i)
            body = m_.entities[body].acts_for;
        return body;
    }
    bool below(EntityId unit, EntityId top) const {
        for (int i = 0; i < 20 && unit; ++i, unit = m_.entities[unit].parent)
            if (unit == top)
                return true;
        return false;
    }
    void expand(EntityId e, EntityId post, bool project, PlanId plan, Who& out) const {
        const Entity& x = m_.entities[e];
        const Plan& p = m_.plans[plan];
        switch (x.kind) {
        case EntityKind::Group:
            for (uint32_t member : m_.list(x.members))
                expand(member, post, project, plan, out);
            break;
        case EntityKind::PostOf: expand(x.parent, x.post, project, plan, out); break;
        case EntityKind::Post: out.bearers.push_back({{canonical(p.government), e}, kNone}); break;
        case EntityKind::Role: out.bearers.push_back({{}, e}); break;
        default:
            if (!project || below(e, p.government) || below(e, p.issuer))
                out.bearers.push_back({{canonical(e), post}, kNone});
        }
    }
    Who who(const std::vector<Fact>& said, bool project, PlanId plan) const {
        Who out;
        out.said = !said.empty();
        for (const Fact& f : said) {
            expand(f.value, kNone, project, plan, out);
            if (f.facet == Facet::Subject)
                out.any |= (f.bits & (kOr | kTotal)) != 0;
        }
        return out;
    }

    Duty read(TaskId t, bool project, PlanId plan, int tag, bool last_day_decides) {
        Duty d;
        d.tag = tag;
        for (const Fact& f : facts(t, Facet::Force))
            d.force = static_cast<Word>(f.value);
        auto subject = facts(t, Facet::Subject);
        d.who = who(subject.empty() ? facts(t, Facet::Responsible) : subject, project, plan);
        for (const Fact& f : facts(t, Facet::Elements))
            if ((f.bits & kLevelMask) == kAnyOf)
                d.any_of.push_back(f.value);
            else
                d.elements.push_back({f.value, static_cast<uint8_t>(f.bits & kLevelMask)});
        for (Facet facet : {Facet::Object, Facet::Audience})
            for (const Fact& f : facts(t, facet))
                d.objects.push_back({f.value, static_cast<uint8_t>(f.bits & kLevelMask)});
        for (const Fact& f : facts(t, Facet::Window)) {
            auto in = slots_of(m_.dues[f.value].window);
            if (last_day_decides && d.force != Word::MustNot)
                for (std::size_t s = in.size(); s-- > 1;)
                    if (in[s])
                        in[s - 1] = true;
            d.windows.push_back(in);
        }
        for (const Fact& f : facts(t, Facet::Standing))
            d.standing.push_back(slots_of(m_.dues[f.value].window));
        for (const Fact& f : facts(t, Facet::Gate))
            d.gates.push_back(m_.dues[f.value].event);
        for (const Fact& f : facts(t, Facet::Condition))
            d.conditions.push_back(f.value);
        for (const Fact& f : facts(t, Facet::Except))
            d.exceptions.push_back(f.value);
        for (const Fact& f : facts(t, Facet::Yields))
            d.yields.push_back(f.value);
        for (const Fact& f : facts(t, Facet::Quota)) {
            const Quota& q = m_.quotas[f.value];
            Line line;
            line.compare = q.compare;
            line.metric = q.metric;
            line.kind = m_.entities[q.metric].metric;
            line.value = q.value / kQuotaScale;
            line.total = q.mode == SubjectMode::Total;
            if (q.subjects.empty()) {
                line.who = d.who;
            } else {
                line.who.said = true;
                for (const Term& term : Model::slice(m_.terms, q.subjects))
                    expand(term.entity, kNone, project, plan, line.who);
            }
            d.at_least_quota |= q.compare != Compare::AtMost && line.kind == MetricKind::Count;
            std::vector<bool> in(static_cast<std::size_t>(slots_), true);
            auto cut = [&](const std::vector<bool>& by) {
                for (std::size_t s = 0; s < in.size(); ++s)
                    in[s] = in[s] && by[s];
            };
            if (q.window.from != kNoDay)
                cut(slots_of(q.window));
            for (const auto& w : d.windows)
                cut(w);
            int n = q.period == Period::Half ? 2 : q.period == Period::Quarter ? 4 : q.period == Period::Month ? 12 : 1;
            for (int k = 0; k < n; ++k) {
                std::vector<int> period;
                for (int s = k * slots_ / n; s < (k + 1) * slots_ / n; ++s)
                    if (in[static_cast<std::size_t>(s)])
                        period.push_back(s);
                if (!period.empty())
                    line.periods.push_back(period);
            }
            d.lines.push_back(line);
        }
        return d;
    }

    // ── the space of histories ──────────────────────────────────────────────────────────────────────────────────

    template <class T> static int index(const std::vector<T>& all, const T& x) {
        return static_cast<int>(std::find(all.begin(), all.end(), x) - all.begin());
    }
    template <class T> static void put(std::vector<T>& all, const T& x) {
        if (std::find(all.begin(), all.end(), x) == all.end())
            all.push_back(x);
    }
    int add(int domain) {
        domains_.push_back(domain);
        if (size_ >= 0)
            size_ = size_ * domain > kMostHistories ? -1 : size_ * domain;
        return static_cast<int>(domains_.size()) - 1;
    }
    bool acts(const Duty& d) const { // does the duty ask for anything but counting?
        return d.lines.empty() || !d.elements.empty() || !d.any_of.empty() || !d.standing.empty();
    }

    void lay_out() {
        std::vector<const Duty*> all{&upper_};
        for (const Duty& d : lower_)
            all.push_back(&d);
        long top = 1;
        bool total = false, counted = false, bodiless = false, thingless = false;
        int with_lines = 0;
        for (Duty& d : lower_) // each carrier that counts has occurrences of its own
            d.tag = d.lines.empty() ? 0 : ++with_lines;
        for (const Duty* d : all) {
            auto meet = [&](const Who& w) {
                for (const Bearer& b : w.bearers) {
                    if (b.role) {
                        put(roles_, b.role);
                        Who holders;
                        expand_role(b.role, holders);
                        for (const Bearer& h : holders.bearers)
                            put(actors_, h.actor);
                    } else {
                        put(actors_, b.actor);
                    }
                }
            };
            meet(d->who);
            for (const auto& e : d->elements)
                put(elements_, e.element);
            for (EntityId e : d->any_of)
                put(elements_, e);
            for (const auto& [o, q] : d->objects)
                put(items_, o);
            for (EntityId e : d->gates)
                put(events_, e);
            for (uint32_t c : d->conditions)
                put(texts_, c);
            for (uint32_t c : d->exceptions)
                put(texts_, c);
            for (EntityId r : d->yields)
                put(results_, r);
            bodiless |= !d->who.said;
            thingless |= d->objects.empty();
            for (const Line& line : d->lines) {
                put(metrics_, line.metric);
                top = std::max(top, line.value);
                total |= line.total;
                counted = true;
                for (const Bearer& b : line.who.bearers)
                    put(metric_bodies_, b.actor.body);
                if (line.who.bearers.empty())
                    put(metric_bodies_, EntityId{kNone});
            }
        }
        for (std::size_t i = 0; i < events_.size(); ++i) // and what orders them
            for (EntityId e = 1; e < m_.entities.size(); ++e)
                if (m_.entities[e].kind == EntityKind::Event)
                    for (Range r : {m_.entities[e].same, m_.entities[e].later})
                        for (EntityId other : m_.list(r))
                            if (e == events_[i] || other == events_[i]) {
                                put(events_, e);
                                put(events_, EntityId{other});
                            }
        elements_.push_back(kNone); // the act without any element
        if (actors_.empty() || bodiless)
            actors_.push_back({}); // anybody else
        // Every object has two things that are it and nothing narrower, the second one new; and there are other things.
        if (items_.empty() || thingless)
            items_.push_back(kNone);
        bool any_acts = false;
        for (const Duty* d : all)
            any_acts |= acts(*d);
        act_at_ = static_cast<int>(domains_.size());
        if (any_acts)
            for (std::size_t i = 0; i < actors_.size() * elements_.size() * items_.size() * 2 * static_cast<std::size_t>(slots_); ++i)
                add(items_[i / 2 / static_cast<std::size_t>(slots_) % items_.size()] == kNone && i % 2 ? 1 : 2);
        text_at_ = static_cast<int>(domains_.size());
        for (std::size_t i = 0; i < texts_.size(); ++i)
            add(2);
        event_at_ = static_cast<int>(domains_.size());
        for (std::size_t i = 0; i < events_.size(); ++i)
            add(slots_ + 1);
        role_at_ = static_cast<int>(domains_.size());
        for (EntityId r : roles_) {
            Who holders;
            expand_role(r, holders);
            for (const Bearer& h : holders.bearers)
                holders_[r].push_back(h.actor.body);
            add(std::max<int>(1, static_cast<int>(holders_[r].size())));
        }
        result_at_ = static_cast<int>(domains_.size());
        for (std::size_t i = 0; i < results_.size(); ++i)
            add(2);
        count_at_ = static_cast<int>(domains_.size());
        if (counted) {
            tags_ = std::max(1, with_lines);
            int bodies = static_cast<int>(metric_bodies_.size());
            for (int s = 1; s < 1 << bodies; ++s)
                if (total || (s & (s - 1)) == 0)
                    sharings_.push_back(s);
            int coordinates = static_cast<int>(metrics_.size() * sharings_.size()) * tags_ * slots_;
            most_ = 6;
            auto fits = [&] {
                double n = static_cast<double>(size_ < 0 ? kMostHistories : size_);
                for (int i = 0; i < coordinates; ++i)
                    n *= most_ + 1;
                return n <= kMostHistories;
            };
            bool rate = std::any_of(metrics_.begin(), metrics_.end(), [&](EntityId x) { return m_.entities[x].metric == MetricKind::Rate; });
            if (rate)
                most_ = 4; // (0/1) (1/1) (0/2) (1/2) (2/2): a rate of nothing is no rate
            else
                while (most_ > top + 1 && !fits())
                    --most_;
            if (!fits())
                size_ = -1;
            else
                for (int i = 0; i < coordinates; ++i)
                    add(most_ + 1);
        }
    }

    void expand_role(EntityId role, Who& out) const {
        for (uint32_t member : m_.list(m_.entities[role].members))
            expand(member, kNone, false, 0, out);
    }

    // ── what a history says ─────────────────────────────────────────────────────────────────────────────────────

    int at(int i) const { return history_[static_cast<std::size_t>(i)]; }
    bool done(std::size_t actor, std::size_t element, std::size_t item, int copy, int slot) const {
        std::size_t i = (((actor * elements_.size() + element) * items_.size() + item) * static_cast<std::size_t>(slots_) +
                         static_cast<std::size_t>(slot)) * 2 + static_cast<std::size_t>(copy);
        return at(act_at_ + static_cast<int>(i)) != 0;
    }
    int event_slot(EntityId e) const { return at(event_at_ + index(events_, e)); }
    // Events fall in the order the glossary says.
    bool possible() const {
        for (EntityId a : events_)
            for (EntityId b : events_) {
                for (uint32_t same : m_.list(m_.entities[a].same))
                    if (same == b && event_slot(a) != event_slot(b))
                        return false;
                for (uint32_t later : m_.list(m_.entities[a].later))
                    if (later == b && event_slot(a) > event_slot(b))
                        return false;
            }
        return true;
    }
    bool within(EntityId narrow, EntityId wide) const {
        if (narrow == wide)
            return true;
        for (uint32_t w : m_.list(m_.entities[narrow].wider))
            if (within(w, wide))
                return true;
        return false;
    }
    bool binding(Word level) const { return std::find(reading_->begin(), reading_->end(), level) != reading_->end(); }
    static Word cap(Word force, uint8_t level) {
        Word own = level == kAsFits ? Word::Principle : level == kOptional ? Word::May : Word::Must;
        auto rank = [](Word w) {
            return w == Word::Must ? 0 : w == Word::Principle ? 1 : w == Word::May ? 3 : 2;
        };
        return rank(own) > rank(force) ? own : force;
    }

    bool in_time(const Duty& d, int slot) const {
        for (const auto& w : d.windows)
            if (!w[static_cast<std::size_t>(slot)])
                return false;
        for (EntityId e : d.gates)
            if (int when = event_slot(e); when < slots_ && slot >= when)
                return false;
        return true;
    }
    bool fits_actor(const Bearer& b, std::size_t actor) const {
        const Actor& a = actors_[actor];
        if (b.role) {
            const auto& h = holders_.at(b.role);
            return !h.empty() && a.body == h[static_cast<std::size_t>(at(role_at_ + index(roles_, b.role)))];
        }
        return a.body == b.actor.body && (!b.actor.post || (a.post && within(a.post, b.actor.post)));
    }
    // Was `element` (or, kNone with `anything`: the act in any form) done by the bearer for the item, in time?
    bool did(const Duty& d, const Bearer* b, EntityId element, bool anything, std::size_t item, int copy, bool whenever, int only_slot) const {
        for (std::size_t a = 0; a < actors_.size(); ++a) {
            if (b && !fits_actor(*b, a))
                continue;
            for (std::size_t e = 0; e < elements_.size(); ++e) {
                if (!anything && elements_[e] != element)
                    continue;
                for (int s = 0; s < slots_; ++s)
                    if ((only_slot < 0 || s == only_slot) && (whenever || in_time(d, s)) && done(a, e, item, copy, s))
                        return true;
            }
        }
        return false;
    }
    // For the things the duty is about: every one of them, or one of them when it counts or says 部分.
    template <class F> bool for_items(const Duty& d, F&& f) const {
        if (d.objects.empty()) {
            for (std::size_t i = 0; i < items_.size(); ++i)
                for (int c = 0; c < 2; ++c)
                    if (f(i, c))
                        return true;
            return false;
        }
        for (const auto& [object, quantifier] : d.objects) {
            bool some = quantifier == kSomeOf || (d.at_least_quota && quantifier == 0);
            bool all_ok = true, one_ok = false;
            for (std::size_t i = 0; i < items_.size(); ++i)
                for (int c = 0; c < 2; ++c)
                    if (within(items_[i], object)) {
                        if (quantifier == kNewOf && c == 0)
                            continue; // the second thing of each kind is the new one
                        bool ok = f(i, c);
                        all_ok = all_ok && ok;
                        one_ok = one_ok || ok;
                    }
            if (!(some ? one_ok : all_ok))
                return false;
        }
        return true;
    }
    template <class F> bool for_bearers(const Who& w, F&& f) const {
        if (!w.said)
            return f(nullptr);
        bool all = true, any = false;
        for (const Bearer& b : w.bearers) {
            bool ok = f(&b);
            all = all && ok;
            any = any || ok;
        }
        return w.any ? any : all;
    }

    bool satisfied(const Duty& d) const {
        for (uint32_t c : d.conditions)
            if (!at(text_at_ + index(texts_, c)))
                return true;
        for (uint32_t c : d.exceptions)
            if (at(text_at_ + index(texts_, c)))
                return true;
        if (d.force == Word::MustNot)
            return forbidden_kept(d);
        if (acts(d)) {
            if (binding(d.force) && (d.standing.empty() || !d.windows.empty()) && !required(d, kNone, true))
                return false;
            for (const auto& e : d.elements)
                if (binding(cap(d.force, e.level)) && !required(d, e.element, false))
                    return false;
            if (!d.any_of.empty() && binding(d.force)) {
                bool one = false;
                for (EntityId e : d.any_of)
                    one = one || required(d, e, false);
                if (!one)
                    return false;
            }
            // what stands must stand in every slot of its span: the act, and each element
            for (const auto& span : d.standing)
                for (int s = 0; s < slots_; ++s) {
                    if (!span[static_cast<std::size_t>(s)])
                        continue;
                    auto stands = [&](EntityId element, bool anything) {
                        return for_bearers(d.who, [&](const Bearer* b) {
                            return for_items(d, [&](std::size_t i, int c) { return did(d, b, element, anything, i, c, true, s); });
                        });
                    };
                    if (binding(d.force) && !stands(kNone, true))
                        return false;
                    for (const auto& e : d.elements)
                        if (binding(cap(d.force, e.level)) && !stands(e.element, false))
                            return false;
                }
        }
        if (binding(d.force)) {
            for (const Line& line : d.lines)
                if (!counted(d, line))
                    return false;
            for (EntityId r : d.yields)
                if (!at(result_at_ + index(results_, r)))
                    return false;
        }
        return true;
    }
    bool required(const Duty& d, EntityId element, bool anything) const {
        return for_bearers(d.who, [&](const Bearer* b) {
            return for_items(d, [&](std::size_t i, int c) { return did(d, b, element, anything, i, c, false, -1); });
        });
    }
    bool forbidden_kept(const Duty& d) const {
        for (std::size_t a = 0; a < actors_.size(); ++a) {
            bool bound = !d.who.said;
            for (const Bearer& b : d.who.bearers)
                bound = bound || fits_actor(b, a);
            if (!bound)
                continue;
            for (std::size_t e = 0; e < elements_.size(); ++e) {
                bool listed = d.elements.empty() && d.any_of.empty();
                for (const auto& x : d.elements)
                    listed = listed || x.element == elements_[e];
                for (EntityId x : d.any_of)
                    listed = listed || x == elements_[e];
                if (!listed)
                    continue;
                for (std::size_t i = 0; i < items_.size(); ++i) {
                    bool meant = d.objects.empty();
                    for (const auto& [object, q] : d.objects)
                        meant = meant || within(items_[i], object);
                    for (int c = 0; meant && c < 2; ++c)
                        for (int s = 0; s < slots_; ++s)
                            if (in_time(d, s) && done(a, e, i, c, s))
                                return false;
                }
            }
        }
        return true;
    }

    // ── counting ────────────────────────────────────────────────────────────────────────────────────────────────

    int raw(std::size_t metric, std::size_t sharing, int tag, int slot) const {
        std::size_t i = ((metric * sharings_.size() + sharing) * static_cast<std::size_t>(tags_) + static_cast<std::size_t>(tag)) *
                            static_cast<std::size_t>(slots_) + static_cast<std::size_t>(slot);
        return at(count_at_ + static_cast<int>(i));
    }
    bool counted(const Duty& d, const Line& line) const {
        int everybody = 0;
        std::vector<int> each;
        for (const Bearer& b : line.who.bearers) {
            int bit = 1 << index(metric_bodies_, b.actor.body);
            everybody |= bit;
            each.push_back(bit);
        }
        if (!line.who.said) {
            everybody = (1 << metric_bodies_.size()) - 1;
            each = {everybody};
        }
        if (line.total)
            each = {everybody};
        for (int bodies : each)
            for (const auto& period : line.periods)
                if (!held(d, line, bodies, period))
                    return false;
        return true;
    }
    bool held(const Duty& d, const Line& line, int bodies, const std::vector<int>& period) const {
        long sum = 0, least = 1000, most = 0, numerator = 0, denominator = 0;
        for (int s : period) {
            long here = 0;
            for (std::size_t metric = 0; metric < metrics_.size(); ++metric) {
                if (line.kind == MetricKind::Rate ? metrics_[metric] != line.metric : !within(metrics_[metric], line.metric))
                    continue;
                for (std::size_t k = 0; k < sharings_.size(); ++k)
                    for (int tag = 0; tag < tags_; ++tag) {
                        if (!(sharings_[k] & bodies) || (tags_ > 1 && d.tag > 0 && tag != d.tag - 1))
                            continue;
                        int v = raw(metric, k, tag, s);
                        if (line.kind == MetricKind::Rate) {
                            static constexpr int num[] = {0, 1, 0, 1, 2}, den[] = {1, 1, 2, 2, 2};
                            numerator += num[v];
                            denominator += den[v];
                        } else {
                            here += v;
                        }
                    }
            }
            sum += here;
            least = std::min(least, here);
            most = std::max(most, here);
        }
        if (line.kind == MetricKind::Rate) {
                long got = numerator * 100, want = line.value * denominator;
            return line.compare == Compare::AtLeast ? got >= want : line.compare == Compare::AtMost ? got <= want : got == want;
        }
        if (line.kind == MetricKind::Stock) // a level: reached at some time in the period, or never passed
            return line.compare == Compare::AtLeast  ? most >= line.value
                   : line.compare == Compare::AtMost ? most <= line.value
                                                     : most == line.value;
        return line.compare == Compare::AtLeast  ? sum >= line.value
               : line.compare == Compare::AtMost ? sum <= line.value
                                                 : sum == line.value;
    }
};

} // namespace

Ruling rule(const Model& model, std::span<const TaskId> lower, TaskId upper, PlanId plan) {
    return Court(model, lower, upper, plan).hear();
}

} // namespace yaodian::judge
