// How long each stage takes on 1,000 plans of 101 duties, beside reading and UTF-8-checking the same bytes.
#include "compiler/check.h"
#include "compiler/resolve.h"
#include "tests/bench/corpus.h"

#include <benchmark/benchmark.h>

namespace {
using namespace yaodian;

struct Text {
    std::vector<std::pair<std::string, std::string>> files = corpus::make({});
    std::size_t bytes = 0;
    Text() {
        for (auto& f : files)
            bytes += f.second.size();
    }
};
const Text& text() {
    static const Text t;
    return t;
}
std::vector<Input> inputs() {
    std::vector<Input> in;
    for (const auto& [name, s] : text().files)
        in.push_back({SourceFile(name, s, nullptr), true});
    return in;
}
void done(benchmark::State& state) {
    state.SetBytesProcessed(static_cast<int64_t>(state.iterations()) * static_cast<int64_t>(text().bytes));
}

void utf8_check(benchmark::State& state) {
    for (auto _ : state)
        for (const auto& f : text().files)
            benchmark::DoNotOptimize(is_utf8(f.second));
    done(state);
}
void parse_one_thread(benchmark::State& state) {
    std::vector<Input> in = inputs();
    for (auto _ : state)
        for (const Input& i : in)
            benchmark::DoNotOptimize(parse(i.file));
    done(state);
}
void compile_all(benchmark::State& state) {
    std::size_t tasks = 0, findings = 0;
    for (auto _ : state) {
        Compilation c = compile(inputs(), {static_cast<unsigned>(state.range(0)), {}});
        tasks = c.model.tasks.size() - 1;
        findings = c.findings.size();
    }
    state.counters["tasks"] = static_cast<double>(tasks);
    state.counters["findings"] = static_cast<double>(findings);
    done(state);
}

BENCHMARK(utf8_check)->Unit(benchmark::kMillisecond);
BENCHMARK(parse_one_thread)->Unit(benchmark::kMillisecond);
BENCHMARK(compile_all)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();

} // namespace
BENCHMARK_MAIN();
