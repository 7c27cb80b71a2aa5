// Models made by hand, a few lines a plan: for the tests of comparison, which must not depend on the parser.
#pragma once

#include "compiler/compare.h"
#include "compiler/calendar.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace yaodian::test {

class Build {
public:
    Compilation c;
    int year = 2023;

    Symbol name(std::string_view s) { return c.names.intern(s); }
    EntityId entity(EntityKind kind, std::string_view s) {
        Entity e;
        e.kind = kind;
        e.name = name(s);
        c.model.entities.push_back(e);
        return static_cast<EntityId>(c.model.entities.size() - 1);
    }
    Entity& at(EntityId e) { return c.model.entities[e]; }
    Range list(std::vector<uint32_t> ids) {
        Range r{static_cast<uint32_t>(c.model.ids.size()), static_cast<uint32_t>(ids.size())};
        c.model.ids.insert(c.model.ids.end(), ids.begin(), ids.end());
        return r;
    }
    EntityId unit(std::string_view s, EntityId parent = kNone, Level level = Level::District) {
        EntityId e = entity(EntityKind::Unit, s);
        at(e).parent = parent;
        at(e).level = level;
        return e;
    }
    EntityId group(std::string_view s, std::vector<EntityId> members, bool open = false, bool undetermined = false,
                   std::vector<EntityId> wider = {}) {
        EntityId e = entity(EntityKind::Group, s);
        at(e).members = list(members);
        at(e).wider = list(wider);
        at(e).open = open;
        at(e).undetermined = undetermined;
        return e;
    }
    EntityId role(std::string_view s, std::vector<EntityId> holders) {
        EntityId e = entity(EntityKind::Role, s);
        at(e).members = list(holders);
        return e;
    }
    EntityId within(EntityKind kind, std::string_view s, std::vector<EntityId> wider = {}) {
        EntityId e = entity(kind, s);
        at(e).wider = list(wider);
        return e;
    }
    EntityId metric(std::string_view s, MetricKind kind = MetricKind::Count, std::vector<EntityId> wider = {}) {
        EntityId e = within(EntityKind::Metric, s, wider);
        at(e).metric = kind;
        at(e).unit = name(kind == MetricKind::Rate ? "%" : "次");
        return e;
    }
    EntityId post_of(EntityId body, EntityId post) {
        EntityId e = entity(EntityKind::PostOf, "");
        at(e).parent = body;
        at(e).post = post;
        return e;
    }
    PlanId plan(std::string_view s, EntityId government, EntityId issuer = kNone) {
        Plan p;
        p.name = name(s);
        p.year = year;
        p.government = government;
        p.issuer = issuer ? issuer : government;
        c.model.plans.push_back(p);
        return static_cast<PlanId>(c.model.plans.size() - 1);
    }

    /// A task: facts are given one by one, then done() puts it into the model.
    class T {
    public:
        T(Build& b, PlanId plan) : b_(b) { task_.plan = plan; }
        T& say(Facet facet, uint32_t value, uint8_t bits = 0, uint8_t place = 0, Mark mark = Mark::None) {
            Fact f;
            f.facet = facet;
            f.value = value;
            f.bits = bits;
            f.place = place;
            f.mark = mark;
            facts_.push_back(f);
            return *this;
        }
        T& force(Word w) { return say(Facet::Force, static_cast<uint32_t>(w)); }
        T& subject(EntityId e, uint8_t bits = 0) { return say(Facet::Subject, e, bits); }
        T& responsible(EntityId e, uint8_t bits = 0) { return say(Facet::Responsible, e, bits); }
        T& element(EntityId e, uint8_t bits = 0, uint8_t place = 0) { return say(Facet::Elements, e, bits, place); }
        T& object(EntityId e, uint8_t bits = 0) { return say(Facet::Object, e, bits); }
        T& condition(std::string_view s) { return say(Facet::Condition, b_.name(s)); }
        T& except(std::string_view s) { return say(Facet::Except, b_.name(s)); }
        T& yields(EntityId e) { return say(Facet::Yields, e); }
        T& due(Due d, uint8_t place = 0, uint8_t bits = 0) {
            Facet f = d.kind == DueKind::Standing ? Facet::Standing
                      : d.kind == DueKind::Clock  ? Facet::Clock
                      : d.kind == DueKind::MinRun ? Facet::MinRun
                      : d.kind == DueKind::Gate   ? Facet::Gate
                                                  : Facet::Window;
            b_.c.model.dues.push_back(d);
            return say(f, static_cast<uint32_t>(b_.c.model.dues.size() - 1), bits, place);
        }
        T& window(Day from, Day to, WindowShape shape = WindowShape::Period, uint8_t place = 0, uint8_t bits = 0) {
            Due d;
            d.window = {from, to};
            d.shape = shape;
            return due(d, place, bits);
        }
        T& standing(Day from, Day to) {
            Due d;
            d.kind = DueKind::Standing;
            d.window = {from, to};
            return due(d);
        }
        T& clock(EntityId event, int length, TimeUnit unit) {
            Due d;
            d.kind = DueKind::Clock;
            d.event = event;
            d.length = length;
            d.unit = unit;
            return due(d);
        }
        T& run(int length, TimeUnit unit) {
            Due d;
            d.kind = DueKind::MinRun;
            d.length = length;
            d.unit = unit;
            return due(d);
        }
        T& gate(EntityId event) {
            Due d;
            d.kind = DueKind::Gate;
            d.event = event;
            return due(d);
        }
        T& quota(EntityId metric, Compare compare, int value, Period period = Period::Whole, std::vector<EntityId> subjects = {},
                 SubjectMode mode = SubjectMode::Unsaid, Window window = {}) {
            Quota q;
            q.metric = metric;
            q.compare = compare;
            q.value = int64_t{value} * kQuotaScale;
            q.period = period;
            q.period_said = period != Period::Whole;
            q.unit = b_.at(metric).unit;
            q.mode = mode;
            q.window = window;
            q.subjects = {static_cast<uint32_t>(b_.c.model.terms.size()), static_cast<uint32_t>(subjects.size())};
            for (EntityId e : subjects)
                b_.c.model.terms.push_back({e, 0, 0, Mark::None, 0});
            b_.c.model.quotas.push_back(q);
            return say(Facet::Quota, static_cast<uint32_t>(b_.c.model.quotas.size() - 1));
        }
        T& cite(Part part, std::string_view place) {
            Cite cite;
            cite.part = part;
            cite.first = cite.last = b_.name(place);
            cites_.push_back(cite);
            return *this;
        }
        T& origin(Mark m) {
            task_.origin = m;
            return *this;
        }
        TaskId done() {
            std::stable_sort(facts_.begin(), facts_.end(), [](const Fact& a, const Fact& b) {
                return a.facet != b.facet ? a.facet < b.facet : a.place < b.place;
            });
            Model& m = b_.c.model;
            task_.facts = {static_cast<uint32_t>(m.facts.size()), static_cast<uint32_t>(facts_.size())};
            m.facts.insert(m.facts.end(), facts_.begin(), facts_.end());
            task_.cites = {static_cast<uint32_t>(m.cites.size()), static_cast<uint32_t>(cites_.size())};
            m.cites.insert(m.cites.end(), cites_.begin(), cites_.end());
            m.tasks.push_back(task_);
            return static_cast<TaskId>(m.tasks.size() - 1);
        }

    private:
        Build& b_;
        Task task_;
        std::vector<Fact> facts_;
        std::vector<Cite> cites_;
    };
    T task(PlanId plan) { return T(*this, plan); }

    Day day(int month, int d) const { return day_of(year, month, d); }

    Comparison compare(std::vector<TaskId> lower, TaskId upper, Purpose purpose = Purpose::Upstream, bool reasons = false) {
        std::vector<Side> sides;
        for (TaskId t : lower)
            sides.push_back({t, 0});
        Calendar calendar(c.model);
        CompareContext context{c, calendar, reasons};
        return yaodian::compare(context, sides, {upper, 0}, c.model.tasks[lower[0]].plan, purpose);
    }
    Verdict of(const Comparison& all, Facet facet) const {
        for (const FacetVerdict& f : all.facets)
            if (f.facet == facet)
                return f.verdict;
        return Verdict::Stated; // never a facet's verdict: the facet is not there
    }
};

inline std::string show(const Comparison& all) {
    std::string out(key(all.verdict));
    for (const FacetVerdict& f : all.facets)
        out += " " + std::string(chinese(f.facet)) + "=" + std::string(key(f.verdict)) +
               (f.reason.code ? "[" + f.reason.render().zh + "]" : "");
    return out;
}

} // namespace yaodian::test
