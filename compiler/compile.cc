#include "compiler/compile.h"
#include "compiler/check.h"
#include "compiler/resolve.h"
#include "grammar/slips.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <thread>
#include <tuple>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace yaodian {
namespace {

void read(Compilation& c, std::vector<Input>& inputs, std::vector<uint8_t>& subject) {
    // Files given by the user first, by path; then the library in the order given (nearest first).
    auto rest = std::stable_partition(inputs.begin(), inputs.end(), [](const Input& i) { return i.subject; });
    std::stable_sort(inputs.begin(), rest, [](const Input& a, const Input& b) { return a.file.path() < b.file.path(); });
    c.files.reserve(inputs.size() + 1);
    for (Input& input : inputs) {
        c.files.push_back(std::move(input.file));
        subject.push_back(input.subject);
    }
}

std::vector<SyntaxTree> parse_all(const Compilation& c, unsigned threads) {
    std::vector<SyntaxTree> trees(c.files.size());
    std::size_t bytes = 0;
    for (const SourceFile& f : c.files)
        bytes += f.text().size();
    threads = bytes < (1u << 18) ? 1 : threads;
    std::atomic<std::size_t> next{1};
    auto work = [&] {
        for (std::size_t i; (i = next.fetch_add(1)) < c.files.size();)
            trees[i] = parse(c.files[i]);
    };
    std::vector<std::thread> others;
    for (unsigned k = 1; k < threads; ++k)
        others.emplace_back(work);
    work();
    for (std::thread& t : others)
        t.join();
    return trees;
}

void report_slips(Compilation& c, const std::vector<SyntaxTree>& trees, const std::vector<uint8_t>& subject) {
    for (FileId f = 1; f < c.files.size(); ++f) {
        if (!subject[f])
            continue;
        for (const Slip& s : trees[f].slips) {
            Finding x;
            x.code = s.code;
            if (const FindingInfo* i = find_info(s.code))
                x.severity = i->severity;
            x.at = {f, s.span};
            x.values = {Words(s.got), Words(s.meant)};
            if (s.code == slip::UnknownStatement) // the other messages say in their words what to write
                x.suggestion = s.meant;
            if (s.code == slip::RunOn)
                x.fix = Fix{{f, {s.span.begin, s.span.begin}}, "； "};
            if (s.code == slip::MixedQuotes)
                x.fix = Fix{{f, s.span}, s.meant};
            c.findings.push_back(std::move(x));
        }
    }
}

/// The trees have said all they had to say: their memory goes back before the checks ask for theirs.
void give_back(std::vector<SyntaxTree>& trees) {
    const bool large = trees.size() > 200;
    trees = {};
#ifdef __GLIBC__
    if (large)
        malloc_trim(0);
#endif
}

} // namespace

std::string Compilation::qualified(TaskId task) const {
    const Task& t = model.tasks[task];
    std::string out(name(model.plans[t.plan].name));
    out += '.';
    out += name(t.name);
    return out;
}

/// A name nobody knows is said once in a plan, with the other places it stands in.
void say_once(Findings& findings) {
    std::map<std::tuple<uint16_t, PlanId, FileId, std::string>, std::size_t> seen;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < findings.size(); ++i) {
        Finding& f = findings[i];
        if (f.code >= unknown_unit && f.code <= unknown_result && !f.values.empty()) {
            const std::string& name = f.values.front().zh; // 某区.区政府办公室 and 区政府办公室 are one
            const auto [it, fresh] = seen.try_emplace({f.code, f.plan, f.at.file, name.substr(name.rfind('.') + 1)}, kept);
            if (!fresh) {
                findings[it->second].related.push_back({f.at, Words("这里也写了", "here too")});
                continue;
            }
        }
        if (kept != i)
            findings[kept] = std::move(f);
        ++kept;
    }
    findings.erase(findings.begin() + static_cast<std::ptrdiff_t>(kept), findings.end());
}

Compilation compile(std::vector<Input> inputs, const CompileOptions& options) {
    Compilation c;
    std::vector<uint8_t> subject{0};
    unsigned threads = options.threads ? options.threads : std::max(1u, std::thread::hardware_concurrency());

    read(c, inputs, subject);
    std::vector<SyntaxTree> trees = parse_all(c, threads);
    report_slips(c, trees, subject);
    c.model = resolve({c.files, trees, subject, threads}, c.names, c.findings);
    give_back(trees);
    c.graph = link(c.model);
    c.subject = std::move(subject);
    say_once(c.findings);
    c.findings = check(c, options, c.counts); // keeps what was found before, applies 已核 to all of it, sorts
    return c;
}

} // namespace yaodian
