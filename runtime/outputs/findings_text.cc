// Findings for people: grouped by plan, the serious first, each with its line, its upstream line and its trail.
#include "runtime/outputs.h"

#include "runtime/outputs/excerpt.h"
#include "runtime/printable.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace yaodian {

namespace {

Ink ink_of(Severity severity) {
    switch (severity) {
    case Severity::Error: return Ink::Red;
    case Severity::Warning: return Ink::Yellow;
    case Severity::Question: return Ink::Magenta;
    case Severity::Note: return Ink::Cyan;
    }
    return Ink::Plain;
}

std::string_view severity_word(Severity severity, const Look& look) {
    return look.of(chinese(severity), key(severity));
}

std::string counted(const Tally& t, const Look& look) {
    std::string out;
    auto add = [&](uint32_t n, std::string_view zh, std::string_view en) {
        if (!n)
            return;
        if (look.language == Language::Chinese)
            out += fmt::format("{}{} 个{}", out.empty() ? "" : "、", n, zh);
        else
            out += fmt::format("{}{} {}{}", out.empty() ? "" : ", ", n, en, n == 1 ? "" : "s");
    };
    add(t.errors, "错误", "error");
    add(t.warnings, "警告", "warning");
    add(t.questions, "待核", "question");
    add(t.notes, "提示", "note");
    if (t.acknowledged)
        out += look.language == Language::Chinese ? fmt::format("{}已核 {} 个", out.empty() ? "" : "，", t.acknowledged)
                                                  : fmt::format("{}{} acknowledged", out.empty() ? "" : ", ", t.acknowledged);
    return out;
}

void count(Tally& t, const Finding& f) {
    if (!f.acknowledged.empty()) {
        ++t.acknowledged;
        return;
    }
    switch (f.severity) {
    case Severity::Error: ++t.errors; break;
    case Severity::Warning: ++t.warnings; break;
    case Severity::Question: ++t.questions; break;
    case Severity::Note: ++t.notes; break;
    }
}

/// What one heading stands over: a plan, or a file that holds no plan the finding belongs to.
struct Heading {
    PlanId plan = kNone;
    FileId file = kNone;
    std::vector<const Finding*> findings;
    Tally tally;
};

void append_finding(std::string& out, const Compilation& c, const Finding& f, const Look& look) {
    const Words sentence = f.message().render();
    if (!f.acknowledged.empty()) { // kept in sight, in one line
        paint(out, look.color, Ink::Dim,
              fmt::format("{} YD{:04} {} —— {}\n", look.of("已核", "acknowledged"), f.code, printable(look.of(sentence)),
                          printable(f.acknowledged)));
        return;
    }
    paint(out, look.color, ink_of(f.severity), fmt::format("{} YD{:04}", severity_word(f.severity, look), f.code));
    out += ' ';
    paint(out, look.color, Ink::Bold, printable(look.of(sentence)));
    out += '\n';

    append_excerpt(out, c, f.at, {look.color, ink_of(f.severity), '^', "", "-->", 4});
    if (f.upstream_at.file != kNone)
        append_excerpt(out, c, f.upstream_at,
                       {look.color, Ink::Blue, '-', look.of("上级条款在此", "the upstream clause is here"), "==>", 4});
    std::string others; // places with the words of the one before them: shown once, then listed by line
    for (std::size_t k = 0; k < f.related.size(); ++k) {
        const Related& related = f.related[k];
        const bool again = k > 0 && related.what.zh == f.related[k - 1].what.zh;
        if (!again)
            append_excerpt(out, c, related.at, {look.color, Ink::Blue, '-', look.of(related.what), "-->", 4});
        else if (const Located at = locate(c, related.at); !at.path.empty())
            others += fmt::format("{}{}{}{}", others.empty() ? "" : look.of("、", ", "),
                                  related.at.file == f.at.file ? std::string_view() : at.path,
                                  related.at.file == f.at.file ? "" : ":", at.begin.line);
    }

    auto remark = [&](std::string_view label, std::string_view text) {
        if (text.empty())
            return;
        out += "     ";
        paint(out, look.color, Ink::Blue, "=");
        out += fmt::format(" {}{}\n", label, printable(text));
    };
    remark(look.of("还有这些行：", "and on lines: "), others);
    if (f.task != kNone)
        remark(look.of("出处：", "document: "), trail(c, f.task));
    if (!f.suggestion.empty())
        remark(look.of("是不是要写：", "did you mean: "), f.suggestion);
    remark(f.severity == Severity::Question ? look.of("要核实：", "to settle: ") : look.of("建议：", "advice: "),
           look.of(f.advice));
    if (f.fix)
        remark(look.of("改为：", "change to: "),
               f.fix->replacement.empty() ? std::string(look.of("（删去）", "(delete)")) : f.fix->replacement);
    out += '\n';
}

} // namespace

Tally tally(const Findings& findings) {
    Tally t;
    for (const Finding& f : findings)
        count(t, f);
    return t;
}

void findings_text(const Compilation& c, const Look& look, const Sink& sink) {
    std::vector<Heading> headings; // in the order of the findings, that is of files and lines
    std::map<std::pair<PlanId, FileId>, std::size_t> found;
    for (const Finding& f : c.findings) {
        const auto what = f.plan != kNone ? std::pair(f.plan, kNone) : std::pair(kNone, f.at.file);
        const auto [at, fresh] = found.try_emplace(what, headings.size());
        if (fresh)
            headings.push_back({what.first, what.second, {}, {}});
        headings[at->second].findings.push_back(&f);
        count(headings[at->second].tally, f);
    }

    std::string out;
    for (Heading& heading : headings) {
        std::stable_sort(heading.findings.begin(), heading.findings.end(), [](const Finding* a, const Finding* b) {
            const bool x = a->acknowledged.empty(), y = b->acknowledged.empty();
            return x != y ? x : a->severity > b->severity;
        });
        std::string name;
        if (heading.plan != kNone)
            name = plan_title(c, heading.plan);
        else if (heading.file != kNone)
            name = printable(c.files[heading.file].path());
        else
            name = look.of("其他", "other");
        paint(out, look.color, Ink::Bold, name);
        out += fmt::format("  （{}）\n\n", counted(heading.tally, look));
        for (const Finding* f : heading.findings) {
            append_finding(out, c, *f, look);
            if (out.size() > 1 << 16) {
                sink(out);
                out.clear();
            }
        }
        if (!heading.findings.back()->acknowledged.empty())
            out += '\n';
    }

    const Tally all = tally(c.findings);
    const Counts& n = c.counts;
    if (look.language == Language::Chinese)
        out += fmt::format("读了 {} 个文件，{} 份要点，{} 项任务；与上级比较 {} 对。", n.files, n.plans, n.tasks, n.compared);
    else
        out += fmt::format("Read {} file{}, {} plan{}, {} task{}; {} pair{} compared with upstream.", n.files,
                           n.files == 1 ? "" : "s", n.plans, n.plans == 1 ? "" : "s", n.tasks, n.tasks == 1 ? "" : "s",
                           n.compared, n.compared == 1 ? "" : "s");
    out += '\n';
    if (!n.left_out.empty()) {
        out += look.of("没有比较：", "Not compared: ");
        for (std::size_t i = 0; i < n.left_out.size(); ++i)
            out += fmt::format("{}{} {}", i ? look.of("；", "; ") : "", printable(look.of(n.left_out[i].what)),
                               n.left_out[i].count);
        out += look.of("。\n", ".\n");
    }
    const std::string verdict = counted(all, look);
    paint(out, look.color, all.errors ? Ink::Red : all.warnings ? Ink::Yellow : Ink::Green,
          verdict.empty() ? look.of("没有发现问题", "nothing found") : std::string_view(verdict));
    out += look.of("。\n", ".\n");
    sink(out);
}

} // namespace yaodian
