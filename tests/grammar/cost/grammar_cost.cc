// yd-grammar-cost tree|match|utf8 FILE…: does one of the three over all files once, for callgrind to count. See cost.sh.
#include "grammar/parse_check.h"
#include "grammar/syntax.h"

#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>

using namespace yaodian;

// Callgrind counts what happens inside these.
[[gnu::noinline]] std::size_t cost_tree(const SourceFile& file) { return parse(file).nodes.size(); }
[[gnu::noinline]] std::size_t cost_match(std::string_view text) { return match_only(text) ? 1 : 0; }
[[gnu::noinline]] std::size_t cost_utf8(std::string_view text) { return is_utf8(text) ? 1 : 0; }

int main(int argc, char** argv) {
    if (argc < 3) {
        std::fputs("usage: yd-grammar-cost tree|match|utf8 FILE…\n", stderr);
        return 2;
    }
    std::size_t bytes = 0, result = 0;
    for (int i = 2; i < argc; ++i) {
        std::ifstream in(argv[i], std::ios::binary);
        std::stringstream all;
        all << in.rdbuf();
        const SourceFile file = SourceFile::from_string(argv[i], all.str());
        bytes += file.text().size();
        result += std::strcmp(argv[1], "tree") == 0    ? cost_tree(file)
                  : std::strcmp(argv[1], "match") == 0 ? cost_match(file.text())
                                                       : cost_utf8(file.text());
    }
    std::printf("%zu %zu\n", bytes, result);
    return result == 0;
}
