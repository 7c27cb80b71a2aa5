// The answer in five lines.
#include "runtime/report/report.h"

#include "runtime/describe.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace yaodian {

namespace {

/// 虹口2023（12）、嘉定2023（9）: the three with the most.
Words most(const Compilation& c, const std::map<PlanId, uint32_t>& counts) {
    std::vector<std::pair<PlanId, uint32_t>> order(counts.begin(), counts.end());
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    if (order.size() > 3)
        order.resize(3);
    Words out;
    for (const auto& [plan, count] : order) {
        out.zh += (out.zh.empty() ? "" : "、") + fmt::format("{}（{}）", plan_name(c, plan), count);
        out.en += (out.en.empty() ? "" : ", ") + fmt::format("{} ({})", plan_name(c, plan), count);
    }
    return out;
}

} // namespace

std::vector<AnswerLine> answer(const Compilation& c, const std::vector<Cell>& cells, const Trace& trace) {
    const Model& m = c.model;
    std::array<uint32_t, 9> by_verdict{};
    for (const Cell& cell : cells)
        ++by_verdict[static_cast<std::size_t>(cell.verdict)];
    auto count = [&](Verdict v) { return by_verdict[static_cast<std::size_t>(v)]; };
    const uint32_t good = count(Verdict::Equal) + count(Verdict::Stricter), all = static_cast<uint32_t>(cells.size());

    std::map<PlanId, uint32_t> wrong;
    uint32_t unsure_upstream = 0;
    for (const Finding& f : c.findings) {
        if (!f.acknowledged.empty())
            continue;
        const PlanId plan = f.task != kNone ? m.tasks[f.task].plan : f.plan;
        if (f.severity >= Severity::Warning && plan != kNone)
            ++wrong[plan];
        const PlanId upper = f.upstream_task != kNone ? m.tasks[f.upstream_task].plan : f.upstream_plan;
        if (f.severity == Severity::Question && upper != kNone &&
            (m.plans[upper].body != TextKind::Full || m.plans[upper].annex != TextKind::Full ||
             (f.upstream_task != kNone && m.tasks[f.upstream_task].origin == Mark::Inferred)))
            ++unsure_upstream;
    }
    const Tally t = tally(c.findings);

    std::vector<AnswerLine> out;
    out.push_back({AnswerLine::Info,
                   {fmt::format("看了 {} 份要点、{} 项任务；上级任务逐项对下级要点，共 {} 格。", c.counts.plans, c.counts.tasks, all),
                    fmt::format("{} plans with {} tasks were read; upstream tasks against lower plans make {} cells.", c.counts.plans, c.counts.tasks, all)},
                   "matrix"});

    AnswerLine fine{AnswerLine::Good, {}, "matrix"};
    if (all == 0) {
        fine.words = {"没有可以与上级对照的任务。", "No task could be compared with an upstream one."};
    } else {
        fine.words = {fmt::format("做到位的 {} 格（{}%）：一致 {}、更严 {}；另有已说明不承接 {} 格。", good, good * 100 / all, count(Verdict::Equal),
                                  count(Verdict::Stricter), count(Verdict::Stated)),
                      fmt::format("In order: {} cells ({}%): {} equal, {} stricter; {} more are stated as not carried.", good, good * 100 / all,
                                  count(Verdict::Equal), count(Verdict::Stricter), count(Verdict::Stated))};
    }
    out.push_back(std::move(fine));

    AnswerLine bad{t.errors || t.warnings ? AnswerLine::Bad : AnswerLine::Good, {}, "findings"};
    const uint32_t weaker = count(Verdict::Weaker), mixed = count(Verdict::Mixed), missing = count(Verdict::Missing),
                   conflict = count(Verdict::Conflict), apart = count(Verdict::Incomparable);
    const Words where = most(c, wrong);
    bad.words = t.errors || t.warnings
                    ? Words{fmt::format("要改的：错误 {} 处、警告 {} 处，最多的是 {}。", t.errors, t.warnings, where.zh),
                            fmt::format("To be put right: {} errors, {} warnings; most in {}.", t.errors, t.warnings, where.en)}
                    : Words{"没有错误，也没有警告。", "No errors and no warnings."};
    if (weaker + mixed + missing + conflict + apart) {
        bad.words.zh += fmt::format("矩阵里 变弱 {}、互有严松 {}、缺失 {}、冲突 {}、不可比 {} 格。", weaker, mixed, missing, conflict, apart);
        bad.words.en += fmt::format(" In the matrix: {} weaker, {} mixed, {} missing, {} in conflict, {} incomparable.", weaker, mixed, missing, conflict, apart);
    }
    out.push_back(std::move(bad));

    AnswerLine ask{t.questions ? AnswerLine::Ask : AnswerLine::Good, {}, "findings"};
    ask.words = t.questions ? Words{fmt::format("要由人定的：待核 {} 处。", t.questions), fmt::format("For a person to decide: {} questions.", t.questions)}
                            : Words{"没有要由人定的地方。", "Nothing is left for a person to decide."};
    if (unsure_upstream) {
        ask.words.zh += fmt::format("其中 {} 处是因为上级的原文没有取得或不全，找到原文就能定。", unsure_upstream);
        ask.words.en += fmt::format(" {} of them because the upstream text is missing or incomplete; the text itself would settle them.", unsure_upstream);
    }
    out.push_back(std::move(ask));

    uint32_t covered = 0, total = 0, documents = 0;
    for (const TracedDocument& d : trace.documents)
        if (!d.plans.empty())
            covered += d.covered, total += static_cast<uint32_t>(d.places.size()), ++documents;
    uint32_t inferred = 0;
    for (PlanId p = 1; p < m.plans.size(); ++p)
        if (m.plans[p].subject)
            for (TaskId task = m.plans[p].tasks.first; task < m.plans[p].tasks.first + m.plans[p].tasks.count; ++task)
                inferred += m.tasks[task].origin == Mark::Inferred;
    AnswerLine source{documents && covered == total ? AnswerLine::Good : AnswerLine::Info, {}, "sources"};
    source.words = documents ? Words{fmt::format("依据：{} 份文献 {} 处，{} 处已有任务承担或写明不是任务。", documents, total, covered),
                                     fmt::format("It rests on {} documents of {} places; {} are covered by a task or marked as no duty.", documents, total, covered)}
                             : Words{"依据：没有读到文献的卡片，出处没有核对。", "No card of a document was read; sources were not checked."};
    if (inferred) {
        source.words.zh += fmt::format("{} 项任务是推定的，不是原文。", inferred);
        source.words.en += fmt::format(" {} tasks are inferred, not read from a text.", inferred);
    }
    out.push_back(std::move(source));
    return out;
}

} // namespace yaodian
