// Findings for people: what could not be read first of all, then by plan, the serious first, each with its line, its
// upstream line and its trail. Findings that differ in their upstream task alone are told together.
#include "runtime/outputs.h"

#include "runtime/outputs/excerpt.h"
#include "runtime/printable.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>
#include <tuple>

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

/// What one heading stands over: the slips of all files, a plan, or a file that holds no plan the finding belongs to.
struct Heading {
    bool slips = false;
    PlanId plan = kNone;
    FileId file = kNone;
    std::vector<const Finding*> findings;
    Tally tally;
};

/// Questions about what is carried at all stand behind those about strength, time and people: there are many of them,
/// and each is settled by one look at the paper.
bool coverage_question(const Finding& f) {
    return f.severity == Severity::Question && find_info(f.code)->group == Group::Coverage;
}

/// The advice without the name of the upstream task in it.
std::string general(const Compilation& c, const Finding& f) {
    std::string out = f.advice.zh;
    const std::string name = c.qualified(f.upstream_task);
    if (const std::size_t at = out.find(name); at != std::string::npos)
        out.erase(at, name.size());
    return out;
}

/// Told in one block: one number at one place, different upstream tasks, nothing else of their own to show.
bool told_with(const Compilation& c, const Finding& a, const Finding& b) {
    auto plain = [](const Finding& f) {
        return f.acknowledged.empty() && f.upstream_task != kNone && f.related.empty() && !f.fix && f.suggestion.empty();
    };
    return plain(a) && plain(b) && a.code == b.code && a.severity == b.severity && a.task == b.task &&
           a.at.file == b.at.file && a.at.span.begin == b.at.span.begin && a.at.span.end == b.at.span.end &&
           general(c, a) == general(c, b);
}

/// The sentences of the two are the same but for the name of the upstream task.
bool same_sentence(const Compilation& c, const Finding& a, const Finding& b) {
    if (a.values.size() != b.values.size() || a.values.empty() || a.values[0].zh != c.qualified(a.upstream_task) ||
        b.values[0].zh != c.qualified(b.upstream_task))
        return false;
    for (std::size_t k = 1; k < a.values.size(); ++k)
        if (a.values[k].zh != b.values[k].zh)
            return false;
    return true;
}

/// `items` after `label`, parted by commas, on lines of about a hundred columns.
void append_wrapped(std::string& out, const std::string& label, const std::vector<std::string>& items, const Look& look) {
    constexpr uint32_t kColumns = 100, kIndent = 7;
    const std::string_view comma = look.of("、", ", ");
    out += label;
    uint32_t column = kIndent + display_width(label);
    for (std::size_t k = 0; k < items.size(); ++k) {
        const uint32_t width = display_width(items[k]) + display_width(comma);
        if (k > 0 && column + width > kColumns) {
            while (out.ends_with(' '))
                out.pop_back();
            out += '\n';
            out.append(kIndent, ' ');
            column = kIndent;
        }
        out += items[k];
        if (k + 1 < items.size())
            out += comma;
        column += width;
    }
    out += '\n';
}

/// The others of a block: by name and line below the sentence they share.
void append_others(std::string& out, const Compilation& c, const Finding& first, std::span<const Finding* const> others,
                   const Look& look) {
    auto begin = [&] {
        out += "     ";
        paint(out, look.color, Ink::Blue, "=");
        out += ' ';
    };
    std::vector<std::vector<const Finding*>> sentences{{&first}};
    for (const Finding* f : others) {
        const auto same = std::find_if(sentences.begin(), sentences.end(),
                                       [&](const auto& one) { return same_sentence(c, *one.front(), *f); });
        if (same == sentences.end())
            sentences.push_back({f});
        else
            same->push_back(f);
    }
    for (const std::vector<const Finding*>& sentence : sentences) {
        const Finding& head = *sentence.front();
        if (&head != &first) {
            const Located at = locate(c, head.upstream_at);
            begin();
            out += fmt::format("{}{}  ({}:{})\n", look.of("还有：", "and: "), printable(look.of(head.message().render())),
                               printable(at.path), at.begin.line);
        }
        std::vector<std::pair<std::string_view, std::vector<std::string>>> by_file;
        for (const Finding* f : std::span(sentence).subspan(1)) {
            const Located at = locate(c, f->upstream_at);
            auto file = std::find_if(by_file.begin(), by_file.end(), [&](const auto& one) { return one.first == at.path; });
            if (file == by_file.end())
                file = by_file.insert(file, {at.path, {}});
            const bool same = f->upstream_plan == head.upstream_plan; // the plan is named in the sentence above
            file->second.push_back(fmt::format("{}:{}", printable(same ? std::string(c.name(c.model.tasks[f->upstream_task].name)) : c.qualified(f->upstream_task)),
                                               at.begin.line));
        }
        if (by_file.empty())
            continue;
        begin();
        out += look.language == Language::Chinese ? fmt::format("同样的还有 {} 项，名字后面是行号\n", sentence.size() - 1)
                                                  : fmt::format("{} more like it, each with its line\n", sentence.size() - 1);
        for (const auto& [path, items] : by_file) {
            out.append(7, ' ');
            append_wrapped(out, printable(path) + std::string(look.of("：", ": ")), items, look);
        }
    }
}

void append_finding(std::string& out, const Compilation& c, const Finding& f, std::span<const Finding* const> others,
                    const Look& look) {
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
    std::string lines; // places with the words of the one before them: shown once, then listed by line
    for (std::size_t k = 0; k < f.related.size(); ++k) {
        const Related& related = f.related[k];
        const bool again = k > 0 && related.what.zh == f.related[k - 1].what.zh;
        if (!again)
            append_excerpt(out, c, related.at, {look.color, Ink::Blue, '-', look.of(related.what), "-->", 4});
        else if (const Located at = locate(c, related.at); !at.path.empty())
            lines += fmt::format("{}{}{}{}", lines.empty() ? "" : look.of("、", ", "),
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
    remark(look.of("还有这些行：", "and on lines: "), lines);
    append_others(out, c, f, others, look);
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
    std::map<std::tuple<bool, PlanId, FileId>, std::size_t> found;
    for (const Finding& f : c.findings) {
        // What could not be read was not checked either: that has to be known before the rest is read.
        const bool slip = find_info(f.code)->group == Group::Syntax;
        const PlanId plan = slip ? kNone : f.plan;
        const FileId file = slip || plan != kNone ? kNone : f.at.file;
        const auto [at, fresh] = found.try_emplace({slip, plan, file}, headings.size());
        if (fresh)
            headings.push_back({slip, plan, file, {}, {}});
        headings[at->second].findings.push_back(&f);
        count(headings[at->second].tally, f);
    }

    std::stable_partition(headings.begin(), headings.end(), [](const Heading& heading) { return heading.slips; });

    std::string out;
    for (Heading& heading : headings) {
        std::stable_sort(heading.findings.begin(), heading.findings.end(), [](const Finding* a, const Finding* b) {
            const bool x = a->acknowledged.empty(), y = b->acknowledged.empty();
            if (x != y)
                return x;
            return a->severity != b->severity ? a->severity > b->severity : coverage_question(*a) < coverage_question(*b);
        });
        std::string name;
        if (heading.slips)
            name = look.of("写得不对的地方：这些没有读入，请先改", "Slips: these were not read; mend them first");
        else if (heading.plan != kNone)
            name = plan_title(c, heading.plan);
        else if (heading.file != kNone)
            name = printable(c.files[heading.file].path());
        else
            name = look.of("其他", "other");
        paint(out, look.color, Ink::Bold, name);
        out += fmt::format("  （{}）\n\n", counted(heading.tally, look));
        // A block stands where its first finding does.
        std::vector<std::vector<const Finding*>> blocks;
        std::map<std::tuple<uint16_t, uint32_t, uint32_t>, std::vector<std::size_t>> near; // blocks by number and place
        for (const Finding* f : heading.findings) {
            std::vector<std::size_t>& here = near[{f->code, f->at.file, f->at.span.begin}];
            const auto with = std::find_if(here.begin(), here.end(), [&](std::size_t k) { return told_with(c, *blocks[k].front(), *f); });
            if (with != here.end()) {
                blocks[*with].push_back(f);
                continue;
            }
            here.push_back(blocks.size());
            blocks.push_back({f});
        }
        for (const std::vector<const Finding*>& block : blocks) {
            append_finding(out, c, *block.front(), std::span(block).subspan(1), look);
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
