// Random duties over a small world: a city above a district with an office that acts for it and two departments.
#pragma once

#include "tests/compiler/compare/build.h"

#include <map>
#include <random>

namespace yaodian::test {

enum Flavour { Time, Firm, Things, Count1, Subjects, Gates, Terms, Levels, Rates, Several, Forbidden, Split, Kinds };
inline const char* const flavour_names[] = {"time", "firmness", "objects", "counts", "subjects", "gates", "conditions",
                                            "levels", "rates", "several bodies", "forbidden", "split", ""};

struct Generator {
    Build b;
    std::mt19937 random;
    EntityId city, gov, office, finance, audit, districts, both, deputies;
    EntityId leaders, head, alpha, beta, wide, narrow, stock, rate, things, papers, decided, discussed, meeting, report;
    PlanId up, low;

    explicit Generator(unsigned seed) : random(seed) {
        city = b.unit("市政府", kNone, Level::City);
        gov = b.unit("区政府", city);
        office = b.unit("区政府办公室", gov);
        b.at(office).acts_for = gov;
        finance = b.unit("区财政局", gov);
        audit = b.unit("区审计局", gov);
        districts = b.group("各区政府", {gov});
        both = b.group("各部门", {finance, audit});
        leaders = b.entity(EntityKind::Post, "班子领导");
        head = b.within(EntityKind::Post, "主要负责同志", {leaders});
        deputies = b.role("承办单位", {finance, audit});
        alpha = b.entity(EntityKind::Element, "甲");
        beta = b.entity(EntityKind::Element, "乙");
        wide = b.metric("列席会议");
        narrow = b.metric("列席常务会议", MetricKind::Count, {wide});
        stock = b.metric("场所", MetricKind::Stock);
        rate = b.metric("公开率", MetricKind::Rate);
        things = b.entity(EntityKind::Object, "公文");
        papers = b.within(EntityKind::Object, "非密公文", {things});
        decided = b.entity(EntityKind::Event, "进入程序");
        discussed = b.entity(EntityKind::Event, "上会");
        meeting = b.entity(EntityKind::Event, "开会");
        b.at(decided).later = b.list({discussed});
        b.at(meeting).same = b.list({discussed});
        report = b.entity(EntityKind::Result, "报告");
        up = b.plan("市要点", city);
        low = b.plan("区要点", gov, office);
    }
    int pick(int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); }
    template <class X> X one_of(std::initializer_list<X> all) { return all.begin()[pick(static_cast<int>(all.size()))]; }
    bool chance(int percent) { return pick(100) < percent; }

    std::string text(EntityId e) { return e < b.c.model.entities.size() ? std::string(b.c.name(b.at(e).name)) : std::to_string(e); }

    /// What a duty says, before it is put into a plan; so that a lower duty can be a changed copy of the upper one.
    struct Draft {
        struct F {
            Facet facet;
            uint32_t value;
            uint8_t bits;
        };
        std::vector<F> facts;
        std::vector<Due> dues;
        struct Q {
            EntityId metric;
            Compare compare;
            int value;
            Period period;
            std::vector<EntityId> subjects;
            SubjectMode mode;
            Window window;
        };
        std::vector<Q> quotas;
    };
    std::string show(const Draft& d) {
        std::string out = "{";
        for (const auto& f : d.facts)
            out += std::string(chinese(f.facet)) + " " +
                   (f.facet == Facet::Force ? std::string(chinese(static_cast<Word>(f.value)))
                    : f.facet == Facet::Condition || f.facet == Facet::Except ? std::string(b.c.name(f.value))
                    : b.at(f.value).kind == EntityKind::PostOf ? text(b.at(f.value).parent) + "." + text(b.at(f.value).post) : text(f.value)) +
                   "/" + std::to_string(f.bits) + " ";
        for (const Due& x : d.dues)
            out += "due" + std::to_string(static_cast<int>(x.kind)) + "/" + std::to_string(static_cast<int>(x.shape)) + " " +
                   (x.event ? text(x.event) : iso(x.window.from) + ".." + iso(x.window.to)) + " ";
        for (const auto& q : d.quotas) {
            out += text(q.metric) + (q.compare == Compare::AtMost ? "<=" : ">=") + std::to_string(q.value) + " per" +
                   std::to_string(static_cast<int>(q.period)) + " mode" + std::to_string(static_cast<int>(q.mode));
            for (EntityId e : q.subjects)
                out += " " + text(e);
            if (q.window.from != kNoDay)
                out += " " + iso(q.window.from) + ".." + iso(q.window.to);
            out += " ";
        }
        return out + "}";
    }
    TaskId put(const Draft& d, PlanId plan) {
        auto t = b.task(plan);
        for (const auto& f : d.facts)
            t.say(f.facet, f.value, f.bits);
        for (const Due& x : d.dues)
            t.due(x);
        for (const auto& q : d.quotas)
            t.quota(q.metric, q.compare, q.value, q.period, q.subjects, q.mode, q.window);
        return t.done();
    }

    Due window() {
        Due d;
        if (chance(40)) {
            int m = one_of({3, 6, 9, 12});
            d.window = {b.day(1, 1), b.day(m, days_in_month(b.year, m))};
            d.shape = WindowShape::Before;
        } else {
            int from = pick(4), to = from + pick(4 - from);
            d.window = {b.day(from * 3 + 1, 1), b.day(to * 3 + 3, days_in_month(b.year, to * 3 + 3))};
            d.shape = to == 3 && chance(20) ? WindowShape::From : WindowShape::Period;
        }
        return d;
    }
    Due standing() {
        Due d = window();
        d.kind = DueKind::Standing;
        return d;
    }
    Due gate() {
        Due d;
        d.kind = DueKind::Gate;
        d.event = one_of({decided, discussed, meeting});
        return d;
    }
    Draft::Q quota(EntityId metric) {
        Draft::Q q{metric, one_of({Compare::AtLeast, Compare::AtLeast, Compare::AtMost}), 1 + pick(4),
                   one_of({Period::Whole, Period::Year, Period::Half, Period::Quarter}), {}, SubjectMode::Unsaid, {}};
        if (chance(25))
            q.window = window().window;
        return q;
    }
    uint32_t force() {
        return static_cast<uint32_t>(one_of({Word::Must, Word::Principle, Word::Encourage, Word::Explore, Word::May}));
    }
    Draft draft(Flavour flavour) {
        Draft d;
        auto say = [&](Facet f, uint32_t v, uint8_t bits = 0) { d.facts.push_back({f, v, bits}); };
        auto elements = [&](bool levels) {
            uint8_t any = levels && chance(15) ? kAnyOf : 0;
            for (EntityId e : {alpha, beta})
                if (chance(60))
                    say(Facet::Elements, e, any ? any : levels ? one_of<uint8_t>({0, 0, kAsFits, kOptional}) : uint8_t{0});
        };
        switch (flavour) {
        case Time:
            elements(false);
            if (chance(80))
                d.dues.push_back(window());
            if (chance(20))
                d.dues.push_back(standing());
            if (chance(15))
                say(Facet::Yields, report);
            break;
        case Firm:
            if (chance(80))
                say(Facet::Force, chance(12) ? static_cast<uint32_t>(Word::MustNot) : force());
            elements(true);
            break;
        case Things:
            for (EntityId e : {things, papers})
                if (chance(55))
                    say(Facet::Object, e, one_of<uint8_t>({0, 0, kAllOf, kSomeOf}));
            break;
        case Count1:
            d.quotas.push_back(quota(chance(70) ? wide : narrow));
            if (chance(15))
                d.quotas.push_back(quota(wide));
            if (chance(15))
                d.dues.push_back(window());
            break;
        case Subjects:
            if (chance(20))
                say(Facet::Subject, deputies);
            else if (chance(30)) {
                EntityId body = one_of({gov, finance});
                say(Facet::Subject, b.post_of(body, one_of({leaders, head})));
            } else {
                uint8_t any = chance(20) ? kOr : 0;
                for (EntityId e : {gov, office, finance, audit, both})
                    if (chance(30))
                        say(Facet::Subject, e, any);
            }
            break;
        case Gates:
            elements(false);
            for (int k = pick(3); k-- > 0;)
                d.dues.push_back(gate());
            break;
        case Terms:
            for (const char* s : {"条件甲", "条件乙"})
                if (chance(45))
                    say(Facet::Condition, b.name(s));
            if (chance(40))
                say(Facet::Except, b.name("例外"));
            break;
        case Levels: d.quotas.push_back(quota(stock)); break;
        case Rates:
            d.quotas.push_back(quota(rate));
            d.quotas.back().value = one_of({0, 50, 100});
            break;
        case Several: {
            int n = 1 + pick(2);
            for (int k = 0; k < n; ++k) {
                Draft::Q q = quota(wide);
                q.period = Period::Year;
                q.window = {};
                q.value = 1 + pick(3);
                q.compare = chance(80) ? Compare::AtLeast : Compare::AtMost;
                q.subjects = one_of<std::vector<EntityId>>({{finance}, {audit}, {both}, {finance, audit}});
                q.mode = one_of({SubjectMode::Each, SubjectMode::Total, SubjectMode::Each});
                d.quotas.push_back(q);
            }
            break;
        }
        case Split: { // who does which element by when, told in one task or in two
            for (EntityId e : {finance, audit})
                if (chance(75))
                    say(Facet::Subject, e);
            for (EntityId e : {alpha, beta})
                if (chance(75))
                    say(Facet::Elements, e);
            if (chance(30))
                say(Facet::Force, force());
            if (chance(60)) {
                Due half;
                int which = pick(3);
                half.window = {b.day(which == 1 ? 7 : 1, 1), which == 0 ? b.day(6, 30) : b.day(12, 31)};
                d.dues.push_back(half);
            }
            if (chance(15))
                say(Facet::Condition, b.name("条件甲"));
            break;
        }
        case Forbidden:
            say(Facet::Force, static_cast<uint32_t>(Word::MustNot));
            elements(false);
            if (chance(50))
                d.dues.push_back(window());
            if (chance(30))
                d.dues.push_back(gate());
            if (chance(40))
                say(Facet::Object, one_of({things, papers}));
            break;
        default: break;
        }
        return d;
    }
    Draft change(const Draft& d, Flavour flavour) { // the same with one thing dropped, added or replaced
        Draft out = d, other = draft(flavour);
        switch (pick(5)) {
        case 0: return out;
        case 1: return other;
        case 2:
            if (!out.facts.empty())
                out.facts.erase(out.facts.begin() + pick(static_cast<int>(out.facts.size())));
            break;
        case 3:
            out.dues = other.dues;
            break;
        default:
            out.quotas = other.quotas;
            if (!other.facts.empty())
                out.facts.push_back(other.facts[0]);
        }
        return out;
    }
};


/// Two windows of one shape at one place, and the like, cannot be written; the drafts avoid most of it.
inline bool writable(const Generator::Draft& d) {
    std::map<int, int> seen;
    for (const Due& x : d.dues)
        if (++seen[static_cast<int>(x.kind)] > 1 && x.kind != DueKind::Gate)
            return false;
    std::map<std::pair<int, uint32_t>, int> facts;
    for (const auto& f : d.facts)
        if (++facts[{static_cast<int>(f.facet), f.facet == Facet::Force ? 0 : f.value}] > 1)
            return false;
    int subjects = 0;
    for (const auto& f : d.facts)
        subjects += f.facet == Facet::Subject;
    return subjects <= 3;
}

} // namespace yaodian::test
