// Thousands of single faults planted in the real specs, and in each plan's own copy set below it. Held for
// each:
//   1. the change is what was meant: that task says something else, no other, and the file still reads well;
//   2. the fault is seen, at its task and facet, with the verdict the design page gives it;
//   3. no other cell, facet or finding changes;
//   4. in the cells touched the compiler and the rules in clingo say the same, before and after.
// Options: --mutations N (in all), --seed S, --jobs J, --show N (failures printed), --rules FILE. Without
// clingo: 77.
#include "tests/independent/mutations.h"
#include "tests/independent/oracle.h"

#include "compiler/calendar.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstring>
#include <iostream>
#include <random>
#include <thread>

using namespace yaodian;
using namespace yaodian::independent;

namespace {

struct World {
    std::string name;
    Files files;
    Seen seen;
    std::vector<Mutation> sites;
};

struct Asked { ///< a cell given to clingo, and what the compiler says of it
    int number = 0;
    std::string what;
    std::map<Facet, Verdict> facets;
};
struct Outcome {
    std::vector<std::string> wrong;
    std::vector<Asked> asked;
    Facts facts;
    bool promised = false;
    bool idle = false;                   ///< the change left the meaning as it was
    std::size_t cells = 0, findings = 0; ///< held unchanged
};

const char* facet_word(Facet f) {
    switch (f) {
    case Facet::Force:
        return "force";
    case Facet::Elements:
        return "elements";
    case Facet::Quota:
        return "quota";
    case Facet::Window:
        return "window";
    case Facet::Clock:
        return "clock";
    case Facet::Gate:
        return "gate";
    case Facet::Subject:
        return "subject";
    case Facet::Object:
        return "object";
    case Facet::Yields:
        return "yields";
    default:
        return "";
    }
}

bool bad(Verdict v) {
    return v != Verdict::Equal && v != Verdict::Stricter;
}

/// What must be seen when the one lower task of a cell that was equal is weakened like this.
std::vector<Verdict> expected(const Mutation& m, bool copy) {
    using V = Verdict;
    switch (m.kind) {
    case Kind::ForceForbidden:
        return copy ? std::vector{V::Conflict}
                    : std::vector{V::Conflict, V::Weaker}; // a ban on a part leaves room
    case Kind::ForceWeakened:
        return {V::Weaker, V::Question};
    case Kind::WindowGone:
        return {V::Missing, V::Weaker};
    case Kind::ClockGone:
    case Kind::GateGone:
    case Kind::QuotaGone:
        return {V::Missing};
    case Kind::ClockLonger:
    case Kind::GateLater:
    case Kind::QuotaLowered:
    case Kind::QuotaRaised: // of a cap
    case Kind::QuotaSparser:
    case Kind::ObjectNarrowed:
        return {V::Weaker};
    case Kind::ClockUnit:
        return {V::Weaker, V::Incomparable};
    case Kind::DayLater:
    case Kind::DayEarlier:
        return {V::Weaker, V::Incomparable};
    case Kind::QuotaTurned:
        return {V::Weaker, V::Missing, V::Incomparable, V::Conflict};
    default:
        return {V::Weaker, V::Missing};
    }
}

/// The facets whose verdict may follow the one that was changed: elements are capped by the firmness, a quota
/// without subject binds the 主体 or the 责任, a task that yields something is done on its last day, and so
/// on.
bool follows(Facet changed, Facet f) {
    if (changed == f)
        return true;
    switch (changed) {
    case Facet::Force:
        return f == Facet::Elements || f == Facet::Object || f == Facet::Window || f == Facet::Clock ||
               f == Facet::Audience || f == Facet::Gate;
    case Facet::Subject:
    case Facet::Responsible:
        return f == Facet::Quota || f == Facet::Subject || f == Facet::Responsible;
    case Facet::Window:
    case Facet::Clock:
        return f == Facet::Quota || f == Facet::Window || f == Facet::Clock || f == Facet::Standing;
    case Facet::Quota:
        return f == Facet::Object || f == Facet::Audience || f == Facet::Window;
    case Facet::Yields:
        return f == Facet::Window;
    default:
        return false;
    }
}

bool link_kind(Kind k) {
    return k == Kind::LinkGone || k == Kind::LinkUnknown || k == Kind::LinkOtherYear;
}

/// May a finding of this number come or go, at the task that was changed (`here`) or elsewhere?
bool allowed(const Mutation& m, const FindingSeen& f, bool here) {
    if (std::find(m.codes.begin(), m.codes.end(), f.code) != m.codes.end() && here)
        return true;
    const int group = f.code / 1000;
    switch (m.kind) {
    case Kind::LinkGone:
    case Kind::LinkUnknown:
    case Kind::LinkOtherYear:
        return here && (group == 3 || group == 4 || f.code == same_name_other_duty);
    case Kind::Cycle:
        return f.code == dependency_cycle || (here && f.code == dependency_ends_later);
    case Kind::CitationWrong:
    case Kind::CitationGone:
        return group == 8 || (here && group == 5) || f.code == clauses_without_row ||
               f.code == rows_without_clause || f.code == row_units_not_in_bracket ||
               f.code == bracket_units_not_in_rows;
    case Kind::ResultGone:
        return f.code == result_not_yielded || (here && (group == 3 || group == 5));
    case Kind::UnitGone:
    case Kind::UnitSwapped:
    case Kind::SubjectGone:
    case Kind::SubjectSwapped:
    case Kind::HigherUnit:
        // Units are gathered: by bracket and rows of an item, by addressee of the plan.
        return f.code / 100 == 25 || f.code / 10 == 501 || f.code == part_without_units ||
               f.code == upstream_not_at_hand ||
               (here && (group == 3 || group == 4 || group == 5 || group == 6));
    case Kind::DayLater:
    case Kind::DayEarlier:
    case Kind::WindowGone:
    case Kind::DayPast:
    case Kind::ClockLonger:
    case Kind::ClockShorter:
    case Kind::ClockUnit:
    case Kind::ClockGone:
        return group == 6 || f.code == dated_in_one_place || // told once, at the first task of the place
               (here && (group == 3 || group == 5 || group == 9));
    case Kind::QuotaLowered:
    case Kind::QuotaRaised:
    case Kind::QuotaTurned:
    case Kind::QuotaSparser:
    case Kind::QuotaGone:
        return here &&
               (group == 3 || group == 5 || group == 6 || group == 9 || f.code == quota_subject_without_unit);
    case Kind::ForceWeakened:
    case Kind::ForceForbidden:
        return here && (group == 3 || group == 4 || group == 5);
    default:
        return here && (group == 3 || group == 5 || f.code == carriers_conflict);
    }
}

std::string describe(const World& w, const Mutation& m) {
    const std::string& text = w.files[m.file].text;
    const auto line = 1 + std::count(text.begin(), text.begin() + m.begin, '\n');
    return w.name + ": " + name_of(m.kind) + " at " + w.files[m.file].path + ":" + std::to_string(line) +
           " task " + w.seen.c.qualified(m.task) + " “" + text.substr(m.begin, m.end - m.begin) + "” → “" +
           m.with + "”";
}

std::string verdict_word(const std::map<Facet, Verdict>& facets, Facet f) {
    const auto it = facets.find(f);
    return it == facets.end() ? "-" : std::string(key(it->second));
}

void ask_about(const Seen& seen, const CellSeen& x, int number, const std::string& what, Outcome& out) {
    if (x.carriers.empty())
        return;
    cell(seen.c, number, x.upper_task, x.carriers, x.plan_id, out.facts);
    out.asked.push_back({number, what, x.facets});
}

Outcome run(const World& w, const Mutation& m, int number) {
    Outcome out;
    const Seen now = look(apply(w.files, m));
    const Seen& before = w.seen;
    const std::string task = before.c.qualified(m.task), where = describe(w, m);
    auto wrong = [&](const std::string& what) { out.wrong.push_back(where + "\n    " + what); };

    // 1. The task says something else; the tasks around it say what they said; the file reads as before.
    TaskId changed = kNone;
    for (TaskId t = 1; t < now.c.model.tasks.size(); ++t)
        if (now.c.qualified(t) == task)
            changed = t;
    if (changed == kNone || now.c.model.tasks.size() != before.c.model.tasks.size()) {
        wrong("the change broke the file");
        return out;
    }
    if (m.facet != Facet::None && statement(now.c, changed) == statement(before.c, m.task)) {
        if (!m.everywhere) { // the block of one place went, and what stands outside it says the same
            out.idle = true;
            return out;
        }
        wrong("the change changed nothing");
    }
    for (TaskId t : {changed - 1, changed + 1})
        if (t > kNone && t < now.c.model.tasks.size() && statement(now.c, t) != statement(before.c, t))
            wrong("the change touched " + now.c.qualified(t));

    // 3a. Cells.
    bool newly_bad = false;
    std::set<std::string> touched_uppers;
    std::set<std::string> keys;
    for (const auto& [k, _] : before.cells)
        keys.insert(k);
    for (const auto& [k, _] : now.cells)
        keys.insert(k);
    int j = 0;
    for (const std::string& k : keys) {
        const auto b = before.cells.find(k), n = now.cells.find(k);
        auto has_task = [&](auto it, auto end) {
            return it != end && (it->second.upper == task ||
                                 std::find(it->second.carrier_names.begin(), it->second.carrier_names.end(),
                                           task) != it->second.carrier_names.end());
        };
        const bool touched = has_task(b, before.cells.end()) || has_task(n, now.cells.end());
        if (!touched) {
            // A link to another task makes a new cell there: the task carries it, so it is touched. All else
            // stays.
            if (b == before.cells.end() || n == now.cells.end() || !(b->second == n->second))
                wrong("another cell changed: " + k);
            else
                ++out.cells;
            continue;
        }
        if (b == before.cells.end() || n == now.cells.end()) {
            // Whom an upstream task is addressed to hangs on the bodies it names.
            const bool readdressed = (m.facet == Facet::Subject || m.facet == Facet::Responsible) &&
                                     (b == before.cells.end() ? n : b)->second.upper == task;
            // 可以 is no gap: what nobody carries then has no cell.
            const bool no_gap =
                m.kind == Kind::ForceWeakened && n == now.cells.end() && b->second.carriers.empty();
            if (!link_kind(m.kind) && !readdressed && !no_gap)
                wrong("a cell came or went: " + k);
            continue;
        }
        touched_uppers.insert(n->second.upper);
        ask_about(now, n->second, number * 16 + j++, where + " in " + k, out);
        const CellSeen &x = b->second, &y = n->second;
        if (link_kind(m.kind))
            continue;
        std::set<Facet> facets;
        for (const auto& [f, _] : x.facets)
            facets.insert(f);
        for (const auto& [f, _] : y.facets)
            facets.insert(f);
        for (Facet f : facets)
            // Of several lower tasks the one that carries the elements answers for the rest.
            if (verdict_word(x.facets, f) != verdict_word(y.facets, f) &&
                !(m.facet != Facet::None && follows(m.facet, f)) &&
                !(x.carrier_names.size() > 1 && m.facet == Facet::Elements))
                wrong("facet " + std::string(chinese(f)) + " of " + k + " went from " +
                      verdict_word(x.facets, f) + " to " + verdict_word(y.facets, f));
        // 2. The fault is seen.
        const auto xf = x.facets.find(m.facet);
        // Whom upstream binds decides about quotas and bodies; only a copy has the same bodies on both sides.
        const bool about_bodies =
            m.facet == Facet::Quota || m.facet == Facet::Responsible || m.facet == Facet::Subject;
        if (m.facet == Facet::None || !m.everywhere || x.carrier_names.size() != 1 ||
            (about_bodies && w.name == "specs"))
            continue;
        const bool was_equal = xf == x.facets.end() ? m.facet == Facet::Force : xf->second == Verdict::Equal;
        const bool lower = y.upper != task;
        const auto yf = y.facets.find(m.facet);
        const Verdict got = yf == y.facets.end() ? Verdict::Equal : yf->second;
        if (was_equal && lower && m.turn == Turn::Weaker) {
            out.promised = true;
            const auto wanted = expected(m, w.name != "specs");
            if (std::find(wanted.begin(), wanted.end(), got) == wanted.end())
                wrong("not seen in " + k + ": " + std::string(chinese(m.facet)) + " is " +
                      std::string(key(got)));
            else
                newly_bad = true;
        }
        if (was_equal && lower && m.turn == Turn::Stricter && bad(got))
            wrong("a stricter word called " + std::string(key(got)) + " in " + k);
        if (was_equal && !lower && m.turn == Turn::Stricter) {
            out.promised = true;
            if (!bad(got))
                wrong("upstream made stricter and not seen in " + k + ": " + std::string(chinese(m.facet)) +
                      " is " + std::string(key(got)));
        }
    }
    if (m.kind == Kind::LinkGone) {
        out.promised = true;
        for (const auto& [k, x] : before.cells)
            if (x.carrier_names.size() == 1 && x.carrier_names[0] == task) {
                const auto n = now.cells.find(k);
                // An open group may not mean this plan: then the gap is a question.
                if (n != now.cells.end() &&
                    ((n->second.verdict != Verdict::Missing && n->second.verdict != Verdict::Question) ||
                     !n->second.carriers.empty()))
                    wrong("the link is gone, the cell " + k + " is " + std::string(key(n->second.verdict)));
                if (n == now.cells.end() && x.upper.find("乙") == std::string::npos) {
                    // No cell without a carrier only where the task is not addressed to the plan, or nothing
                    // is lost.
                    const Calendar calendar(now.c.model);
                    const CompareContext context{now.c, calendar};
                    const Address a = addressed(context, x.upper_task, x.plan_id);
                    if (a.answer == Addressed::Yes) {
                        bool soft = statement(now.c, x.upper_task).find(",may)") !=
                                    std::string::npos; // 可以 is no gap
                        for (const FindingSeen& f : now.findings)
                            soft |= f.code == gap_soft && f.upstream == x.upper;
                        if (!soft)
                            wrong("the link is gone and so is the cell " + k);
                    }
                }
            }
    }

    // 3b. Findings, those that came and those that went.
    std::map<std::string, int> balance;
    std::map<std::string, const FindingSeen*> one;
    auto count = [&](const Seen& s, int by) {
        for (const FindingSeen& f : s.findings) {
            const bool here = f.task == before.c.name(before.c.model.tasks[m.task].name) ||
                              touched_uppers.count(f.upstream) || f.upstream == task;
            const std::string k = here ? f.key() : f.key() + " " + f.message;
            balance[k] += by;
            one[k] = &f;
        }
    };
    count(before, -1);
    count(now, 1);
    bool code_seen = m.codes.empty(), strictness_seen = false;
    const std::string plan(before.c.name(before.c.model.plans[before.c.model.tasks[m.task].plan].name));
    for (const auto& [k, n] : balance) {
        const FindingSeen& f = *one[k];
        if (n == 0) {
            ++out.findings;
            continue;
        }
        const bool here =
            f.task == before.c.name(before.c.model.tasks[m.task].name) || touched_uppers.count(f.upstream) ||
            f.upstream == task ||
            (f.task.empty() &&
             f.message.find(before.c.name(before.c.model.tasks[m.task].name)) != std::string::npos) ||
            (link_kind(m.kind) && f.plan == plan);
        if (f.code < 2500 && std::find(m.codes.begin(), m.codes.end(), f.code) == m.codes.end())
            wrong("the change does not read well: " + k + " " + f.message);
        else if (!allowed(m, f, here))
            wrong((n > 0 ? "a finding came: " : "a finding went: ") + k + " " + f.message);
        if (n > 0 && std::find(m.codes.begin(), m.codes.end(), f.code) != m.codes.end())
            code_seen = true;
        // A duty left without anybody is told once, as that.
        strictness_seen |=
            n > 0 && (f.code / 1000 == 3 || f.code == duty_without_unit || f.code == part_without_units);
    }
    if (!m.codes.empty()) {
        out.promised = true;
        if (!code_seen)
            wrong("no finding YD" + std::to_string(m.codes[0]));
    }
    if (newly_bad && !strictness_seen)
        wrong("a weaker cell and no finding");
    return out;
}

/// The same number of each kind while there are any: rare kinds are taken whole.
std::vector<std::pair<std::size_t, const Mutation*>> pick(const std::vector<World>& worlds, std::size_t from,
                                                          std::size_t to, std::size_t n,
                                                          std::mt19937_64& random) {
    std::array<std::vector<std::pair<std::size_t, const Mutation*>>, static_cast<std::size_t>(Kind::Count)>
        by_kind;
    for (std::size_t w = from; w < to; ++w)
        for (const Mutation& m : worlds[w].sites)
            by_kind[static_cast<std::size_t>(m.kind)].push_back({w, &m});
    for (auto& list : by_kind)
        for (std::size_t i = list.size(); i > 1; --i)
            std::swap(list[i - 1], list[random() % i]);
    std::vector<std::pair<std::size_t, const Mutation*>> out;
    for (std::size_t round = 0; out.size() < n; ++round) {
        bool any = false;
        for (const auto& list : by_kind)
            if (round < list.size() && out.size() < n) {
                out.push_back(list[round]);
                any = true;
            }
        if (!any)
            break;
    }
    return out;
}

} // namespace

int main(int argc, char** argv) {
    std::size_t wanted = 1000, show = 40;
    uint64_t seed = 20230428;
    unsigned jobs = std::min(2u, std::max(1u, std::thread::hardware_concurrency()));
    std::string rules = YAODIAN_SOURCE_DIR "/tests/independent/rules.lp";
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string o = argv[i], v = argv[i + 1];
        if (o == "--mutations")
            wanted = std::stoul(v);
        else if (o == "--seed")
            seed = std::stoull(v);
        else if (o == "--jobs")
            jobs = static_cast<unsigned>(std::stoul(v));
        else if (o == "--show")
            show = std::stoul(v);
        else if (o == "--rules")
            rules = v;
        else {
            std::cerr << "unknown option " << o << "\n";
            return 2;
        }
    }
    if (!clingo_is_there()) {
        std::cout << "skipped: clingo is not installed (Debian package gringo)\n";
        return 77;
    }
    const auto start = std::chrono::steady_clock::now();

    std::vector<World> worlds;
    worlds.push_back({"specs", real_specs(YAODIAN_SOURCE_DIR), {}, {}});
    for (const char* plan :
         {"shanghai-2023", "sheitc-2023", "hongkou-2023", "jiading-2023", "xinzhuang-2023", "baoshan-2022"})
        worlds.push_back({std::string("copy of ") + plan,
                          twin(worlds[0].files, std::string("specs/") + plan + ".yd"),
                          {},
                          {}});
    Facts facts;
    std::vector<std::string> wrong;
    std::vector<Asked> asked;
    int number = 0;
    std::size_t copies = 0;
    for (std::size_t k = 0; k < worlds.size(); ++k) {
        World& w = worlds[k];
        w.seen = look(w.files);
        names(w.seen.c, facts);
        w.sites = mutations(w.files, w.seen, [&](PlanId p) {
            return k == 0 || w.seen.c.files[w.seen.c.model.plans[p].file].path() == "b-copy.yd";
        });
        Outcome base;
        for (const auto& [key_, x] : w.seen.cells) {
            ask_about(w.seen, x, number++, w.name + ": " + key_, base);
            if (k > 0 && !x.carriers.empty()) {
                ++copies;
                for (const auto& [f, v] : x.facets)
                    if (v != Verdict::Equal)
                        wrong.push_back(w.name + ": a copy is not equal: " + key_ + " " +
                                        std::string(chinese(f)) + " " + std::string(key(v)));
            }
        }
        facts.insert(base.facts.begin(), base.facts.end());
        asked.insert(asked.end(), base.asked.begin(), base.asked.end());
    }
    const std::size_t base_cells = asked.size();

    std::mt19937_64 random(seed);
    std::vector<std::pair<std::size_t, const Mutation*>> chosen = pick(worlds, 0, 1, wanted / 2, random);
    const auto of_copies = pick(worlds, 1, worlds.size(), wanted - chosen.size(), random);
    chosen.insert(chosen.end(), of_copies.begin(), of_copies.end());
    std::vector<Outcome> outcomes(chosen.size());
    std::atomic<std::size_t> next{0};
    auto work = [&] {
        for (std::size_t i; (i = next.fetch_add(1)) < chosen.size();)
            outcomes[i] = run(worlds[chosen[i].first], *chosen[i].second, 1000 + static_cast<int>(i));
    };
    std::vector<std::thread> others;
    for (unsigned k = 1; k < jobs; ++k)
        others.emplace_back(work);
    work();
    for (std::thread& t : others)
        t.join();
    const double compiled = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();

    struct Tally {
        std::size_t planted = 0, promised = 0, wrong = 0;
    };
    std::array<Tally, static_cast<std::size_t>(Kind::Count)> tally{};
    std::size_t cells = 0, findings = 0, idle = 0;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        Outcome& o = outcomes[i];
        Tally& t = tally[static_cast<std::size_t>(chosen[i].second->kind)];
        if (o.idle) {
            ++idle;
            continue;
        }
        ++t.planted;
        t.promised += o.promised;
        t.wrong += !o.wrong.empty();
        cells += o.cells;
        findings += o.findings;
        wrong.insert(wrong.end(), o.wrong.begin(), o.wrong.end());
        facts.insert(o.facts.begin(), o.facts.end());
        asked.insert(asked.end(), o.asked.begin(), o.asked.end());
    }

    // 4. The second opinion.
    const Verdicts verdicts = ask(rules, facts);
    std::map<std::string, std::array<std::size_t, 3>> by_facet; // agreed, not covered, disagreed
    std::map<std::string, std::size_t> differences;
    for (const Asked& a : asked)
        for (Facet f : {Facet::Force, Facet::Elements, Facet::Quota, Facet::Window, Facet::Clock, Facet::Gate,
                        Facet::Subject, Facet::Object, Facet::Yields}) {
            const std::string mine = verdict_word(a.facets, f), word = facet_word(f);
            const auto c = verdicts.find(a.number);
            std::string theirs = "-";
            if (c != verdicts.end())
                if (const auto v = c->second.find(word); v != c->second.end())
                    theirs = v->second;
            if (mine == "-" && (theirs == "-" || theirs == "equal"))
                continue;
            if (theirs == "-") {
                ++by_facet[word][1];
            } else if (mine == theirs) {
                ++by_facet[word][0];
            } else {
                ++by_facet[word][2];
                if (differences[word + ": compiler " + mine + ", clingo " + theirs]++ < 3)
                    wrong.push_back(a.what + "\n    " + word + ": compiler " + mine + ", clingo " + theirs);
            }
        }

    for (std::size_t i = 0; i < wrong.size() && i < show; ++i)
        std::cout << "WRONG " << wrong[i] << "\n";
    std::cout << "\n"
              << chosen.size() << " single changes, seed " << seed << "; " << worlds[0].sites.size()
              << " places in specs, ";
    std::size_t places = 0;
    for (std::size_t k = 1; k < worlds.size(); ++k)
        places += worlds[k].sites.size();
    std::cout << places << " in " << worlds.size() - 1 << " copies; " << copies
              << " tasks against their copies\n";
    std::cout << idle << " of them change no meaning and are left out\n";
    for (std::size_t k = 0; k < tally.size(); ++k)
        if (tally[k].planted)
            std::cout << "  " << name_of(static_cast<Kind>(k)) << ": " << tally[k].planted << ", promised "
                      << tally[k].promised << ", wrong " << tally[k].wrong << "\n";
    std::cout << "other cells held the same: " << cells << "; other findings: " << findings << "\n";
    std::cout << "second opinion on " << asked.size() << " cells (" << base_cells << " before any change):\n";
    for (const auto& [f, n] : by_facet)
        std::cout << "  " << f << ": " << n[0] << " agree, " << n[2] << " differ, " << n[1]
                  << " not covered\n";
    for (const auto& [what, n] : differences)
        std::cout << "  differ " << n << " times: " << what << "\n";
    std::cout << "seconds: " << compiled << " compiling, "
              << std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count()
              << " in all\n";
    std::cout << (wrong.empty() ? "all held\n" : std::to_string(wrong.size()) + " wrong\n");
    return wrong.empty() ? 0 : 1;
}
