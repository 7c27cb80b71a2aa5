#include "compiler/check.h"

#include "compiler/calendar.h"
#include "compiler/checks/support.h"

#include <atomic>
#include <thread>

namespace yaodian {

#include "checks_list.inc"

namespace {

/// Runs work(0) … work(count - 1) on up to `threads` threads. Every call writes its own slot, so the order of
/// running does not show.
template <class Work> void in_parallel(unsigned threads, std::size_t count, const Work& work) {
    if (threads == 0)
        threads = std::max(1u, std::thread::hardware_concurrency());
    threads = unsigned(std::min<std::size_t>(threads, count));
    std::atomic<std::size_t> next{0};
    auto run = [&] {
        for (std::size_t i; (i = next.fetch_add(1)) < count;)
            work(i);
    };
    std::vector<std::thread> others;
    for (unsigned t = 1; t < threads; ++t)
        others.emplace_back(run);
    run();
    for (std::thread& t : others)
        t.join();
}

/// Is all that the task says of its firmness 可以?
bool only_may(const Model& m, const Task& task) {
    bool may = false;
    for (const Fact& f : Model::slice(m.facts, task.facts)) {
        if (f.facet != Facet::Force || (f.bits & kSilent))
            continue;
        if (Word(f.value) != Word::May)
            return false;
        may = true;
    }
    return may;
}

/// Upstream tasks of one plan that print the same addressees are addressed to the same plans: asked once for
/// each list.
struct Addressees {
    std::vector<uint32_t> list_of;      // by task of the plan
    std::vector<TaskId> representative; // by list
};

Addressees group_addressees(const Model& m, const Plan& plan) {
    Addressees out;
    std::vector<std::pair<std::vector<uint32_t>, uint32_t>> keys;
    for (uint32_t k = 0; k < plan.tasks.count; ++k) {
        const Task& task = m.tasks[plan.tasks.first + k];
        std::vector<uint32_t> key;
        for (const Fact& f : Model::slice(m.facts, task.facts))
            if (is_who(f.facet) || f.facet == Facet::Support || f.facet == Facet::Jointly) {
                key.push_back(uint32_t(f.facet) << 24 | uint32_t(f.place) << 16 | uint32_t(f.mark) << 8 |
                              f.bits);
                key.push_back(f.value);
            }
        key.push_back(uint32_t(task.origin));
        keys.emplace_back(std::move(key), k);
    }
    std::sort(keys.begin(), keys.end());
    out.list_of.resize(plan.tasks.count);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (i == 0 || keys[i].first != keys[i - 1].first)
            out.representative.push_back(plan.tasks.first + keys[i].second);
        out.list_of[keys[i].second] = uint32_t(out.representative.size() - 1);
    }
    return out;
}

struct CellWork {
    const CompareContext& context;
    const Model& m;
    std::vector<Addressees> addressees;                     // by upper plan
    std::vector<std::pair<uint64_t, PlanId>> by_government; // sorted: (government, year) and plan
    bool keep_equal; ///< for the matrix; the checks look only at cells with something to say

    CellWork(const CompareContext& ctx, bool keep)
        : context(ctx), m(ctx.c.model), addressees(m.plans.size()), keep_equal(keep) {
        for (PlanId p = 1; p < m.plans.size(); ++p) {
            const Plan& plan = m.plans[p];
            if (!context.c.graph.lower_plans(p).empty())
                addressees[p] = group_addressees(m, plan);
            if (plan.government != kNone)
                by_government.emplace_back(government_key(plan), p);
        }
        std::sort(by_government.begin(), by_government.end());
    }
    static uint64_t government_key(const Plan& plan) {
        return uint64_t(plan.government) << 32 | uint32_t(plan.year);
    }

    std::span<const TaskId> carriers_in(TaskId upper, const Plan& plan) const {
        std::span<const TaskId> all = context.c.graph.carriers(upper);
        auto begin = std::lower_bound(all.begin(), all.end(), plan.tasks.first);
        auto end = std::lower_bound(begin, all.end(), plan.tasks.first + plan.tasks.count);
        return {begin, end};
    }
    bool carried_by_government(TaskId upper, PlanId p) const {
        const uint64_t key = government_key(m.plans[p]);
        auto it = std::lower_bound(by_government.begin(), by_government.end(), std::pair{key, PlanId(0)});
        for (; it != by_government.end() && it->first == key; ++it)
            if (it->second != p && !carriers_in(upper, m.plans[it->second]).empty())
                return true;
        return false;
    }

    /// `compared` counts the comparisons of subject plans, also those whose cells are not kept.
    void of_plan(PlanId p, std::vector<Cell>& cells, std::vector<Cell>& support, uint32_t& compared) const {
        const Plan& plan = m.plans[p];
        if (absent(plan) || plan.upstreams.empty() || (!keep_equal && !plan.subject))
            return; // findings are wanted only of subject plans; the matrix shows all
        std::vector<TaskId> declined;
        for (const Declined& d : Model::slice(m.declined, plan.declined))
            if (d.link.target != kNone)
                declined.push_back(d.link.target);
        std::sort(declined.begin(), declined.end());
        std::vector<Side> sides;
        for (PlanId u : plans_above(m, p)) {
            const Plan& upper_plan = m.plans[u];
            if (!same_year(plan, upper_plan) || addressees[u].list_of.empty())
                continue;
            bool direct = false;
            for (const Link& l : Model::slice(m.links, plan.upstreams))
                direct |= l.target == u;
            std::vector<std::optional<Address>> known(addressees[u].representative.size());
            for (uint32_t k = 0; k < upper_plan.tasks.count; ++k) {
                const TaskId upper = upper_plan.tasks.first + k;
                std::optional<Address>& address = known[addressees[u].list_of[k]];
                if (!address)
                    address = addressed(context, addressees[u].representative[addressees[u].list_of[k]], p);
                std::span<const TaskId> carriers = carriers_in(upper, plan);
                const bool stated = std::binary_search(declined.begin(), declined.end(), upper);
                if (carriers.empty()) {
                    // A town is compared with the city only where the city addressed towns.
                    if (address->answer == Addressed::No || (!direct && address->answer != Addressed::Yes))
                        continue;
                    if ((!stated && only_may(m, m.tasks[upper])) || carried_by_government(upper, p))
                        continue;
                }
                Cell cell;
                cell.upper = upper;
                cell.plan = p;
                cell.address = *address;
                cell.stated = stated;
                if (carriers.empty()) {
                    cell.verdict = stated                                ? Verdict::Stated
                                   : address->answer == Addressed::Maybe ? Verdict::Question
                                                                         : Verdict::Missing;
                    if (address->answer == Addressed::SupportOnly) {
                        if (!stated)
                            support.push_back(std::move(cell));
                        continue;
                    }
                } else {
                    cell.carriers.assign(carriers.begin(), carriers.end());
                    sides.clear();
                    for (TaskId carrier : carriers)
                        sides.push_back({carrier, 0});
                    cell.comparison = compare(context, sides, {upper, 0}, p);
                    cell.verdict = cell.comparison.verdict;
                    compared += plan.subject;
                    if (!keep_equal) { // a hundred thousand cells would otherwise cost more than the plans
                                       // themselves
                        auto& fs = cell.comparison.facets;
                        std::erase_if(fs, [](const FacetVerdict& f) {
                            return f.verdict == Verdict::Equal && f.reason.code == 0;
                        });
                        if (fs.empty() && carriers.size() == 1 && address->answer != Addressed::No)
                            continue;
                        fs.shrink_to_fit();
                    }
                }
                cells.push_back(std::move(cell));
            }
        }
        std::sort(cells.begin(), cells.end(), [](const Cell& a, const Cell& b) { return a.upper < b.upper; });
    }
};

std::vector<Cell> cells_of(const CompareContext& context, unsigned threads, bool keep_equal,
                           std::vector<Cell>& support, uint32_t& compared) {
    CellWork work(context, keep_equal);
    const std::size_t plans = context.c.model.plans.size();
    // Blocks of plans, not plans, so that the slots stay few.
    const std::size_t block = 16, blocks = (plans + block - 1) / block;
    std::vector<std::vector<Cell>> cells(blocks), asked(blocks);
    std::vector<uint32_t> counted(blocks, 0);
    in_parallel(threads, blocks, [&](std::size_t b) {
        std::vector<Cell> mine, mine_asked;
        for (std::size_t p = std::max<std::size_t>(1, b * block); p < std::min(plans, (b + 1) * block); ++p) {
            mine.clear();
            work.of_plan(PlanId(p), mine, mine_asked, counted[b]);
            std::move(mine.begin(), mine.end(), std::back_inserter(cells[b]));
        }
        asked[b] = std::move(mine_asked);
    });
    std::vector<Cell> out;
    std::size_t total = 0;
    for (const auto& c : cells)
        total += c.size();
    for (uint32_t n : counted)
        compared += n;
    out.reserve(total);
    for (auto& c : cells) {
        std::move(c.begin(), c.end(), std::back_inserter(out));
        c = {};
    }
    for (auto& c : asked)
        std::move(c.begin(), c.end(), std::back_inserter(support));
    return out;
}

bool holds(const Place& whole, const Place& part) {
    return whole.file == part.file && whole.span.begin <= part.span.begin &&
           part.span.end <= whole.span.end && !part.span.empty();
}

/// 已核: the finding stays, with the reason; one that meets no finding is itself a finding.
void acknowledge(const CheckContext& ctx, Findings& findings) {
    const Model& m = ctx.c.model;
    std::vector<std::pair<uint64_t, std::size_t>> by_plan; // (plan, code) and finding
    for (std::size_t i = 0; i < findings.size(); ++i)
        if (findings[i].plan != kNone)
            by_plan.emplace_back(uint64_t(findings[i].plan) << 16 | findings[i].code, i);
    std::sort(by_plan.begin(), by_plan.end());
    const std::size_t before = findings.size();
    for (PlanId p = 1; p < m.plans.size(); ++p)
        for (const Acknowledged& a : Model::slice(m.acknowledged, m.plans[p].acknowledged)) {
            bool used = false;
            const uint64_t key = uint64_t(p) << 16 | a.code;
            auto it = std::lower_bound(by_plan.begin(), by_plan.end(), std::pair{key, std::size_t(0)});
            for (; it != by_plan.end() && it->first == key && it->second < before; ++it) {
                Finding& f = findings[it->second];
                bool meant = a.task_name == 0 || (a.task != kNone && f.task == a.task);
                if (!meant &&
                    a.task != kNone) { // a finding over several tasks may be acknowledged by any of them
                    const Place whole = place_of(ctx, p, m.tasks[a.task].whole);
                    meant = std::any_of(f.related.begin(), f.related.end(),
                                        [&](const Related& r) { return holds(whole, r.at); });
                }
                if (meant) {
                    used = true;
                    f.acknowledged = ctx.c.text(place_of(ctx, p, a.reason));
                    if (f.acknowledged.empty())
                        f.acknowledged = "已核";
                }
            }
            if (!used && (a.task_name == 0 || a.task != kNone)) { // an unknown task has its own finding
                Finding f = begin_finding(ctx, acknowledged_unused, p, a.task, a.at);
                f.values = {Words(std::to_string(a.code))};
                findings.push_back(std::move(f));
            }
        }
}

/// Which files findings are wanted for: what the caller said of the file; when it said nothing, what its
/// plans say.
std::vector<uint8_t> subject_files(const Compilation& c) {
    if (c.subject.size() == c.files.size())
        return c.subject;
    std::vector<uint8_t> out(c.files.size(), 1);
    for (const Plan& p : c.model.plans)
        if (!p.subject && p.file < out.size())
            out[p.file] = 0;
    return out;
}

void count(const CheckContext& ctx, const std::vector<uint8_t>& subject, Counts& counts) {
    const Model& m = ctx.c.model;
    counts = {};
    for (std::size_t f = 1; f < subject.size(); ++f)
        counts.files += subject[f] != 0;
    uint32_t stated = 0, unread = 0, other_year = 0, elsewhere = 0;
    for (PlanId p = 1; p < m.plans.size(); ++p) {
        const Plan& plan = m.plans[p];
        if (!plan.subject)
            continue;
        ++counts.plans;
        counts.tasks += plan.tasks.count;
        for (const Link& l : Model::slice(m.links, plan.upstreams)) {
            unread += l.target == kNone;
            other_year += l.target != kNone && !same_year(plan, m.plans[l.target]);
            elsewhere += l.target != kNone && absent(m.plans[l.target]);
        }
    }
    uint32_t open = 0, unknown_issuer = 0;
    for (const Cell& cell : ctx.cells) {
        if (!m.plans[cell.plan].subject)
            continue;
        unknown_issuer += std::any_of(cell.comparison.facets.begin(), cell.comparison.facets.end(),
                                      [](const FacetVerdict& v) { return v.reason.code == facet_issuer_unknown; });
        stated += cell.carriers.empty() && cell.stated;
        open += cell.carriers.empty() && cell.verdict == Verdict::Question;
    }
    auto left = [&](uint32_t n, const char* zh, const char* en) {
        if (n)
            counts.left_out.push_back({Words(zh, en), n});
    };
    left(unread, "上级要点没有读到", "upstream plans not read");
    left(elsewhere, "上级要点的文本没有取得", "upstream plans whose text is not at hand");
    left(other_year, "上级要点不是同一年的（逐项对照用 why）", "upstream plans of another year (see why)");
    left(stated, "上级任务已说明不承接", "upstream duties declined with a reason");
    left(unknown_issuer, "对任务的单位和指标（制定机关没有认出来）", "pairs whose units and quotas could not be held together (the issuer is not known)");
    left(open, "上级任务是否发往本级说不准", "upstream duties that may not mean the plan");
}

} // namespace

std::vector<Cell> make_cells(const CompareContext& context) {
    std::vector<Cell> support;
    uint32_t compared = 0;
    return cells_of(context, 0, true, support, compared);
}

Findings check(const Compilation& c, const CompileOptions& options, Counts& counts) {
    const Calendar calendar(c.model);
    const CompareContext compare{c, calendar, false};
    std::vector<Cell> support;
    uint32_t compared = 0;
    const std::vector<Cell> cells = cells_of(compare, options.threads, false, support, compared);
    const CheckContext ctx{c, compare, cells, options, support};

    std::vector<Findings> parts(std::size(all_checks));
    in_parallel(options.threads, parts.size(), [&](std::size_t i) { all_checks[i]->check(ctx, parts[i]); });

    Findings out = c.findings;
    for (Findings& part : parts)
        std::move(part.begin(), part.end(), std::back_inserter(out));
    acknowledge(ctx, out);

    const std::vector<uint8_t> subject = subject_files(c);
    std::erase_if(out, [&](const Finding& f) {
        return f.at.file < subject.size() && f.at.file != kNone && !subject[f.at.file];
    });
    sort(out);
    count(ctx, subject, counts);
    counts.compared = compared;
    return out;
}

} // namespace yaodian
