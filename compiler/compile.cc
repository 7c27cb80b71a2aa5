#include "compiler/compile.h"
#include "compiler/check.h"
#include "compiler/resolve.h"

#include <algorithm>
#include <atomic>
#include <thread>

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
            x.suggestion = s.meant;
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
    c.findings = check(c, options, c.counts); // keeps what was found before, applies 已核 to all of it, sorts
    return c;
}

} // namespace yaodian
