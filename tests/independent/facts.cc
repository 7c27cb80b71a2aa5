#include "tests/independent/facts.h"

#include <algorithm>
#include <array>
#include <map>

namespace yaodian::independent {
namespace {

std::string quoted(std::string_view s) {
    std::string out = "\"";
    for (char ch : s) {
        if (ch == '"' || ch == '\\')
            out += '\\';
        out += ch == '\n' ? ' ' : ch;
    }
    return out + "\"";
}

const char* kind_word(EntityKind k) {
    static constexpr std::array<const char*, 12> words = {"none",    "unit",   "group",  "role",
                                                          "post",    "metric", "event",  "object",
                                                          "element", "result", "postof", "unknown"};
    return words[static_cast<std::size_t>(k)];
}

const char* force_word(uint32_t value) {
    switch (static_cast<Word>(value)) {
    case Word::Principle:
        return "principle";
    case Word::Encourage:
        return "encourage";
    case Word::Explore:
        return "explore";
    case Word::May:
        return "may";
    case Word::MustNot:
        return "mustnot";
    default:
        return "must";
    }
}

const char* period_word(Period p) {
    static constexpr std::array<const char*, 7> words = {"year",  "year", "half", "quarter",
                                                         "month", "week", "day"};
    return words[static_cast<std::size_t>(p)];
}
const char* unit_word(TimeUnit u) {
    static constexpr std::array<const char*, 6> words = {"none", "workday", "day", "week", "month", "year"};
    return words[static_cast<std::size_t>(u)];
}
const char* compare_word(Compare x) {
    return x == Compare::AtLeast ? "atleast" : x == Compare::AtMost ? "atmost" : "exactly";
}

class Side {
public:
    Side(const Compilation& c, TaskId task, std::string head, Facts& out)
        : c_(c), m_(c.model), task_(m_.tasks[task]), head_(std::move(head)), out_(out) {}

    void write() {
        const unsigned places = task_.cites.count;
        if (places == 0)
            place(0);
        for (unsigned k = 1; k <= places; ++k)
            place(k);
    }

private:
    void say(const std::string& what, const std::string& rest) {
        out_.insert(what + "(" + head_ + "," + rest + ").");
    }

    /// A block replaces a facet whole for its place; what stands outside is what every place says. The facets
    /// of 期限 are one statement with several shapes, so each shape is replaced by itself.
    std::vector<const Fact*> at(Facet facet, unsigned k) const {
        std::vector<const Fact*> own, outside;
        for (const Fact& f : Model::slice(m_.facts, task_.facts))
            if (f.facet == facet)
                (f.place == k && k != 0 ? own : outside)
                    .push_back(f.place == k || f.place == 0 ? &f : nullptr);
        std::vector<const Fact*>& chosen = own.empty() ? outside : own;
        std::erase(chosen, nullptr);
        return chosen;
    }

    void place(unsigned k) {
        const std::string p = std::to_string(k);
        say("place", p);
        for (const Fact* f : at(Facet::Force, k))
            if (!(f->bits & kSilent))
                say("force", p + "," + force_word(f->value));
        for (Facet facet : {Facet::Condition, Facet::Except})
            for (const Fact* f : at(facet, k))
                if (!(f->bits & kSilent))
                    say("condition", p);
        list(Facet::Elements, "element", k, true);
        list(Facet::Object, "object", k, true);
        list(Facet::Yields, "result", k, false);
        list(Facet::Subject, "subject", k, false);
        list(Facet::Responsible, "responsible", k, false);
        list(Facet::Audience, "audience", k, true);
        for (Facet facet : {Facet::Window, Facet::Standing, Facet::Clock, Facet::MinRun, Facet::Gate}) {
            int i = 0;
            for (const Fact* f : at(facet, k))
                if (!(f->bits & kSilent))
                    due(p + "," + std::to_string(++i), m_.dues[f->value], f->bits & kDefault);
        }
        int i = 0;
        for (const Fact* f : at(Facet::Quota, k))
            if (!(f->bits & kSilent))
                quota(p + "," + std::to_string(++i), m_.quotas[f->value]);
    }

    void list(Facet facet, const char* what, unsigned k, bool with_level) {
        const std::string p = std::to_string(k);
        int clause = 0;
        bool last_any = false;
        for (const Fact* f : at(facet, k)) {
            if (f->bits & kSilent)
                continue;
            const unsigned level = f->bits & kLevelMask;
            const bool any = facet == Facet::Elements && level == kAnyOf;
            // The names of one 任选, or joined by 或, are one clause: a choice.
            if (!(f->bits & kOr) && !(any && last_any))
                ++clause;
            last_any = any;
            std::string level_word = "plain";
            if (facet == Facet::Elements)
                level_word = level == kAsFits     ? "asfits"
                             : level == kOptional ? "optional"
                             : level == kAnyOf    ? "anyof"
                                                  : "plain";
            else if (with_level)
                level_word = level == kAllOf    ? "all"
                             : level == kNewOf  ? "new"
                             : level == kSomeOf ? "some"
                                                : "plain";
            if (facet == Facet::Subject)
                level_word = f->bits & kTotal ? "total" : "each";
            if (facet == Facet::Responsible)
                level_word = f->bits & kLead ? "lead" : "plain";
            say(what, p + "," + std::to_string(clause) + "," + name_of(c_, f->value) + "," + level_word);
            note_name(f->value);
            if (f->bits & kOpen)
                say(std::string(what) + "_open", p);
        }
    }

    void due(const std::string& p, const Due& d, bool by_default) {
        const std::string def = by_default ? "default" : "said";
        const Window& w = d.window;
        const std::string days = std::to_string(w.from) + "," + std::to_string(w.to);
        switch (d.kind) {
        case DueKind::Window: {
            static constexpr std::array<const char*, 4> shapes = {"period", "before", "from", "period"};
            say("window", p + "," + shapes[static_cast<std::size_t>(d.shape)] + "," + days + "," + def);
            break;
        }
        case DueKind::Standing:
            say("standing", p + "," + days);
            break;
        case DueKind::Clock:
            say("clock", p + "," +
                             (d.unknown_start    ? "unknown"
                              : d.event == kNone ? "atonce"
                                                 : name_of(c_, d.event)) +
                             "," + std::to_string(d.length) + "," +
                             unit_word(d.length == 0 ? TimeUnit::Day : d.unit));
            break;
        case DueKind::MinRun:
            say("minrun", p + "," + std::to_string(d.length) + "," + unit_word(d.unit));
            break;
        case DueKind::Gate:
            say("gate", p + "," + name_of(c_, d.event));
            break;
        case DueKind::Vague:
            say("vague", p);
            break;
        }
    }

    void quota(const std::string& p, const Quota& q) {
        static constexpr std::array<const char*, 3> modes = {"each", "each", "total"};
        say("quota", p + "," + compare_word(q.compare) + "," + period_word(q.period) + "," +
                         name_of(c_, q.metric) + "," + std::to_string(q.value) + "," +
                         modes[static_cast<std::size_t>(q.mode)]);
        if (!q.window.empty())
            say("quota_window", p + "," + std::to_string(q.window.from) + "," + std::to_string(q.window.to));
        for (const Term& t : Model::slice(m_.terms, q.subjects)) {
            say("quota_subject", p + "," + name_of(c_, t.entity));
            note_name(t.entity);
        }
    }

    /// Posts of bodies come into being where they are first named, so they are declared with the task that
    /// names them.
    void note_name(EntityId id) {
        const Entity& e = m_.entities[id];
        if (e.kind != EntityKind::PostOf)
            return;
        out_.insert("kind(" + name_of(c_, id) + ",postof).");
        out_.insert("post_of(" + name_of(c_, id) + "," + name_of(c_, e.parent) + "," + name_of(c_, e.post) +
                    ").");
    }

    const Compilation& c_;
    const Model& m_;
    const Task& task_;
    std::string head_;
    Facts& out_;
};

struct Days {
    Day from, to;
};
/// The whole periods of one kind inside [from, to].
std::vector<Days> periods(Period kind, Day from, Day to) {
    std::vector<Days> out;
    const int year = date_of(from).year;
    auto add = [&](Day a, Day b) {
        if (from <= a && b <= to)
            out.push_back({a, b});
    };
    const int months = kind == Period::Half      ? 6
                       : kind == Period::Quarter ? 3
                       : kind == Period::Month   ? 1
                                                 : 12;
    if (kind == Period::Week) {
        Day d = from;
        while ((d + 3) % 7 != 0) // the first of January 1970 was a Thursday
            ++d;
        for (; d + 6 <= to; d += 7)
            add(d, d + 6);
    } else if (kind == Period::Day) {
        for (Day d = from; d <= to; ++d)
            add(d, d);
    } else {
        for (int m = 1; m <= 12; m += months)
            add(day_of(year, m, 1), m + months > 12 ? day_of(year, 12, 31) : day_of(year, m + months, 1) - 1);
    }
    return out;
}

} // namespace

std::string name_of(const Compilation& c, EntityId id) {
    const Entity& e = c.model.entities[id];
    std::string s = kind_word(e.kind);
    s += '|';
    if (e.kind == EntityKind::PostOf) {
        const std::string a = name_of(c, e.parent), b = name_of(c, e.post);
        s += a.substr(1, a.size() - 2) + "/" + b.substr(1, b.size() - 2);
        return quoted(s);
    }
    if (e.directory != kNone)
        s += std::string(c.name(c.model.directories[e.directory].name)) + ".";
    if (e.plan != kNone)
        s += std::string(c.name(c.model.plans[e.plan].name)) + ".";
    s += c.names.folded(e.name);
    return quoted(s);
}

void names(const Compilation& c, Facts& out) {
    const Model& m = c.model;
    auto put = [&](const char* what, EntityId a, EntityId b) {
        if (b != kNone)
            out.insert(std::string(what) + "(" + name_of(c, a) + "," + name_of(c, b) + ").");
    };
    for (EntityId id = 1; id < m.entities.size(); ++id) {
        const Entity& e = m.entities[id];
        if (e.kind == EntityKind::Unknown || e.kind == EntityKind::PostOf)
            continue;
        out.insert("kind(" + name_of(c, id) + "," + kind_word(e.kind) + ").");
        if (e.kind == EntityKind::Metric)
            out.insert("metric(" + name_of(c, id) + "," +
                       (e.metric == MetricKind::Rate    ? "rate"
                        : e.metric == MetricKind::Stock ? "stock"
                                                        : "count") +
                       ").");
        if (e.directory != kNone)
            out.insert("listed_in(" + name_of(c, id) + "," + quoted(c.name(m.directories[e.directory].name)) +
                       ").");
        if (e.open)
            out.insert("open(" + name_of(c, id) + ").");
        if (e.undetermined)
            out.insert("undetermined(" + name_of(c, id) + ").");
        put("parent", id, e.parent);
        put("acts_for", id, e.acts_for);
        put("counterpart", id, e.counterpart);
        for (uint32_t x : m.list(e.members))
            put("member", id, x);
        for (uint32_t x : m.list(e.wider))
            put("part_of", id, x);
        for (uint32_t x : m.list(e.same))
            put("same", id, x);
        for (uint32_t x : m.list(e.later))
            put("earlier", id, x);
    }
    std::set<int> years;
    for (PlanId p = 1; p < m.plans.size(); ++p)
        if (m.plans[p].year)
            years.insert(m.plans[p].year);
    for (int y : years) {
        const std::string year = std::to_string(y);
        const Day first = day_of(y, 1, 1), last = day_of(y, 12, 31);
        out.insert("year(" + year + "," + std::to_string(first) + "," + std::to_string(last) + ").");
        static constexpr std::array<Period, 6> kinds = {Period::Year,  Period::Half, Period::Quarter,
                                                        Period::Month, Period::Week, Period::Day};
        for (Period longer : kinds)
            for (Period shorter : kinds) {
                std::size_t least = SIZE_MAX;
                for (const Days& d : periods(longer, first, last))
                    least = std::min(least, periods(shorter, d.from, d.to).size());
                if (least != SIZE_MAX && least > 0)
                    out.insert("holds(" + year + "," + period_word(longer) + "," + period_word(shorter) +
                               "," + std::to_string(least) + ").");
            }
        // The working day that comes n working days after a day is found by its rank among working days.
        std::set<Day> off, work;
        for (const CalendarYear& cal : m.calendars) {
            off.insert(cal.off.begin(), cal.off.end());
            work.insert(cal.work.begin(), cal.work.end());
        }
        int rank = 0;
        for (Day d = first; d <= last + 60; ++d) {
            const int day_of_week = (d + 3) % 7; // 0 Monday
            const bool working = work.count(d) || (day_of_week < 5 && !off.count(d));
            rank += working;
            out.insert("rank(" + year + "," + std::to_string(d) + "," + std::to_string(rank) + ").");
            if (working)
                out.insert("worked(" + year + "," + std::to_string(rank) + "," + std::to_string(d) + ").");
        }
    }
}

void cell(const Compilation& c, int number, TaskId upper, std::span<const TaskId> lower, PlanId plan,
          Facts& out) {
    const std::string n = std::to_string(number);
    const Plan& p = c.model.plans[plan];
    out.insert("cell(" + n + "," + std::to_string(p.year) + ").");
    if (p.issuer != kNone)
        out.insert("issuer(" + n + "," + name_of(c, p.issuer) + ").");
    if (p.government != kNone)
        out.insert("government(" + n + "," + name_of(c, p.government) + ").");
    if (p.directory != kNone)
        out.insert("directory(" + n + "," + quoted(c.name(c.model.directories[p.directory].name)) + ").");
    Side(c, upper, n + ",0", out).write();
    int k = 0;
    for (TaskId t : lower)
        Side(c, t, n + "," + std::to_string(++k), out).write();
}

std::string statement(const Compilation& c, TaskId task) {
    Facts facts;
    Side(c, task, "0,0", facts).write();
    std::string out;
    for (const std::string& f : facts)
        out += f + "\n";
    return out;
}

} // namespace yaodian::independent
