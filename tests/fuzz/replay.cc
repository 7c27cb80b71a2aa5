// Every input the fuzzer ever kept, and every spec cut short at many places, through the whole pipeline again.
#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size);

namespace {
std::string read(const std::filesystem::path& p) {
    std::ifstream f(p, std::ios::binary);
    std::stringstream s;
    s << f.rdbuf();
    return s.str();
}
void run(const std::string& s) { LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(s.data()), s.size()); }

TEST(Fuzz, ReplaysItsCorpus) {
    std::size_t n = 0;
    for (const auto& e : std::filesystem::directory_iterator(YAODIAN_SOURCE_DIR "/tests/fuzz/corpus"))
        if (e.is_regular_file()) {
            SCOPED_TRACE(e.path().string());
            run(read(e.path()));
            ++n;
        }
    EXPECT_GT(n, 5u);
}

TEST(Fuzz, SpecsCutShortAnywhere) {
    std::size_t n = 0;
    for (const auto& e : std::filesystem::recursive_directory_iterator(YAODIAN_SOURCE_DIR "/tests/fuzz/corpus")) {
        if (!e.is_regular_file())
            continue;
        std::string s = read(e.path());
        for (std::size_t cut = 0; cut < s.size(); cut += 1 + s.size() / 40) {
            run(s.substr(0, cut));
            ++n;
        }
    }
    EXPECT_GT(n, 50u);
}
} // namespace
