// The answer in five lines.
#include "runtime/report/report.h"

#include "runtime/describe.h"
#include "runtime/printable.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace yaodian {

namespace {

/// 虹口2023 12、嘉定2023 9: the three with the most.
Words most(const Compilation& c, const std::map<PlanId, uint32_t>& counts) {
    std::vector<std::pair<PlanId, uint32_t>> order(counts.begin(), counts.end());
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    Words out;
    for (std::size_t k = 0; k < order.size() && k < 3; ++k) {
        out.zh += (k ? "、" : "") + fmt::format("{} {}", plan_name(c, order[k].first), order[k].second);
        out.en += (k ? ", " : "") + fmt::format("{} {}", plan_name(c, order[k].first), order[k].second);
    }
    if (order.size() > 3)
        out.zh += " 等", out.en += " …";
    return out;
}

/// At most this many characters of a message: the line has to be taken in at a glance, the rest is under Findings.
std::string shortened(const std::string& text, std::size_t most) {
    std::size_t seen = 0;
    for (std::size_t at = 0; at < text.size(); ++at)
        if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80 && ++seen > most)
            return text.substr(0, at) + "…";
    return text;
}

/// The errors by name: plan, what is wrong, at which tasks. One entry for what is wrong in the same way in one plan.
Words named_errors(const Compilation& c) {
    struct Kind {
        PlanId plan;
        uint32_t count = 0;
        Words message;
        std::vector<std::string> tasks;
    };
    std::vector<std::pair<std::pair<PlanId, uint16_t>, Kind>> kinds; // in the order of the findings
    for (const Finding& f : c.findings) {
        if (!f.acknowledged.empty() || f.severity != Severity::Error)
            continue;
        const PlanId plan = f.task != kNone ? c.model.tasks[f.task].plan : f.plan;
        auto at = std::find_if(kinds.begin(), kinds.end(), [&](const auto& k) { return k.first == std::pair(plan, f.code); });
        if (at == kinds.end())
            at = kinds.insert(at, {{plan, f.code}, Kind{plan, 0, f.message().render(), {}}});
        ++at->second.count;
        if (const std::string name = f.task != kNone ? printable(c.name(c.model.tasks[f.task].name)) : std::string();
            !name.empty() && std::find(at->second.tasks.begin(), at->second.tasks.end(), name) == at->second.tasks.end())
            at->second.tasks.push_back(name);
    }
    std::stable_sort(kinds.begin(), kinds.end(), [](const auto& a, const auto& b) { return a.second.count > b.second.count; });
    Words out;
    for (std::size_t k = 0; k < kinds.size() && k < 3; ++k) {
        const Kind& kind = kinds[k].second;
        Words tasks;
        for (std::size_t t = 0; t < kind.tasks.size() && t < 3; ++t) {
            tasks.zh += (t ? "、" : "：") + kind.tasks[t];
            tasks.en += (t ? ", " : ": ") + kind.tasks[t];
        }
        if (kind.tasks.size() > 3)
            tasks.zh += "等", tasks.en += " …";
        const std::string plan = kind.plan == kNone ? std::string() : plan_name(c, kind.plan) + " ";
        out.zh += (k ? "；" : "") + fmt::format("{}{} 处（{}{}）", plan, kind.count, shortened(printable(kind.message.zh), 44), tasks.zh);
        out.en += (k ? "; " : "") + fmt::format("{}{} ({}{})", plan, kind.count, shortened(printable(kind.message.en), 90), tasks.en);
    }
    if (kinds.size() > 3)
        out.zh += " 等", out.en += " …";
    return out;
}

} // namespace

std::vector<AnswerLine> answer(const Compilation& c, const std::vector<Cell>& cells, const Trace& trace) {
    const Model& m = c.model;
    std::array<uint32_t, 9> by_verdict{};
    std::array<std::map<PlanId, uint32_t>, 9> plans_of; // who stands there, by verdict
    uint32_t supposed = 0; // in order, but against a wording that nobody has seen printed
    for (const Cell& cell : cells) {
        ++by_verdict[static_cast<std::size_t>(cell.verdict)];
        ++plans_of[static_cast<std::size_t>(cell.verdict)][cell.plan];
        supposed += (cell.verdict == Verdict::Equal || cell.verdict == Verdict::Stricter) && m.tasks[cell.upper].origin == Mark::Inferred;
    }
    auto count = [&](Verdict v) { return by_verdict[static_cast<std::size_t>(v)]; };
    const uint32_t good = count(Verdict::Equal) + count(Verdict::Stricter), all = static_cast<uint32_t>(cells.size());

    std::map<PlanId, uint32_t> warned;
    uint32_t unsure_upstream = 0;
    for (const Finding& f : c.findings) {
        if (!f.acknowledged.empty())
            continue;
        const PlanId plan = f.task != kNone ? m.tasks[f.task].plan : f.plan;
        if (f.severity == Severity::Warning && plan != kNone)
            ++warned[plan];
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
        if (supposed) {
            fine.words.zh += fmt::format("其中 {} 格的上级写法是推定的，取得原文后还要再核。", supposed);
            fine.words.en += fmt::format(" For {} of these the upstream wording is inferred and must be checked again once its text is there.", supposed);
        }
    }
    out.push_back(std::move(fine));

    AnswerLine bad{t.errors || t.warnings ? AnswerLine::Bad : AnswerLine::Good, {}, "findings"};
    if (t.errors + t.warnings == 0)
        bad.words = {"没有错误，也没有警告。", "No errors and no warnings."};
    if (t.errors) {
        const Words named = named_errors(c);
        bad.words.zh += fmt::format("错误 {} 处：{}。", t.errors, named.zh);
        bad.words.en += fmt::format("{} {}: {}.", t.errors, t.errors == 1 ? "error" : "errors", named.en);
    }
    if (t.warnings) {
        const Words where = most(c, warned);
        bad.words.zh += fmt::format("{}警告 {} 处，多在 {}。", bad.words.zh.empty() ? "" : "\n", t.warnings, where.zh);
        bad.words.en += fmt::format("{}{} {}, most in {}.", bad.words.en.empty() ? "" : "\n", t.warnings, t.warnings == 1 ? "warning" : "warnings", where.en);
    }
    // One line of the answer, a line of its own for each thing it says: it is read out.
    Words amiss;
    for (const Verdict v : {Verdict::Conflict, Verdict::Missing, Verdict::Weaker, Verdict::Mixed, Verdict::Incomparable})
        if (count(v)) {
            const Words where = most(c, plans_of[static_cast<std::size_t>(v)]);
            amiss.zh += (amiss.zh.empty() ? "" : "；") + fmt::format("{} {}（{}）", chinese(v), count(v), where.zh);
            amiss.en += (amiss.en.empty() ? "" : "; ") + fmt::format("{} {} ({})", count(v), key(v), where.en);
        }
    if (!amiss.zh.empty()) {
        bad.kind = AnswerLine::Bad;
        bad.words.zh += fmt::format("\n矩阵里没有做到位的格：{}。", amiss.zh);
        bad.words.en += fmt::format("\nCells not in order: {}.", amiss.en);
    }
    out.push_back(std::move(bad));

    AnswerLine ask{t.questions ? AnswerLine::Ask : AnswerLine::Good, {}, "findings"};
    ask.words = t.questions ? Words{fmt::format("要由人定的：待核 {} 处。", t.questions), fmt::format("For a person to decide: {} questions.", t.questions)}
                            : Words{"没有要由人定的地方。", "Nothing is left for a person to decide."};
    if (unsure_upstream) {
        ask.words.zh += fmt::format("其中 {} 处是因为上级的原文没有取得或不全，找到原文就能定。", unsure_upstream);
        ask.words.en += fmt::format(" {} of them because the upstream text is missing or incomplete; the text itself would settle them.", unsure_upstream);
    }
    if (count(Verdict::Question)) {
        ask.words.zh += fmt::format("矩阵里待核 {} 格。", count(Verdict::Question));
        ask.words.en += fmt::format(" {} {} of the matrix open.", count(Verdict::Question), count(Verdict::Question) == 1 ? "cell is" : "cells are");
    }
    out.push_back(std::move(ask));

    uint32_t covered = 0, total = 0, documents = 0;
    for (const TracedDocument& d : trace.documents)
        if (!d.plans.empty())
            covered += d.covered, total += static_cast<uint32_t>(d.places.size()), ++documents;
    uint32_t inferred = 0, unread = 0; // plans whose tasks could be held to no document
    for (PlanId p = 1; p < m.plans.size(); ++p) {
        if (!m.plans[p].subject)
            continue;
        for (TaskId task = m.plans[p].tasks.first; task < m.plans[p].tasks.first + m.plans[p].tasks.count; ++task)
            inferred += m.tasks[task].origin == Mark::Inferred;
        unread += std::none_of(trace.documents.begin(), trace.documents.end(),
                               [&](const TracedDocument& d) { return std::find(d.plans.begin(), d.plans.end(), p) != d.plans.end(); });
    }
    AnswerLine source{documents && covered == total && !inferred && !unread ? AnswerLine::Good : AnswerLine::Info, {}, "sources"};
    source.words = documents ? Words{fmt::format("依据：{} 份文献 {} 处，{} 处已有任务承担或写明不是任务。", documents, total, covered),
                                     fmt::format("It rests on {} documents of {} places; {} are covered by a task or marked as no duty.", documents, total, covered)}
                             : Words{"依据：没有读到文献的卡片，出处没有核对。", "No card of a document was read; sources were not checked."};
    if (documents && unread) {
        source.words.zh += fmt::format("另有 {} 份要点没有文献可对。", unread);
        source.words.en += fmt::format(" {} {} no document to be held to.", unread, unread == 1 ? "plan has" : "plans have");
    }
    if (inferred) {
        source.words.zh += fmt::format("{} 项任务是推定的，不是原文。", inferred);
        source.words.en += fmt::format(" {} tasks are inferred, not read from a text.", inferred);
    }
    out.push_back(std::move(source));
    return out;
}

} // namespace yaodian
