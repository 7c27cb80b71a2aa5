// libFuzzer target over the whole pipeline. Also linked into the ordinary tests, where it replays tests/fuzz/corpus.
// The input may hold several files, parted by lines of `%%`; the first byte of a part chooses subject or library.
#include "compiler/compile.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
    using namespace yaodian;
    std::string_view all(reinterpret_cast<const char*>(data), size);
    std::vector<Input> inputs;
    std::size_t n = 0;
    while (n < 6) {
        std::size_t cut = all.find("\n%%\n");
        std::string_view one = all.substr(0, cut);
        inputs.push_back({SourceFile("f" + std::to_string(n) + ".yd", one, nullptr), n == 0 || one.size() % 7 != 0});
        ++n;
        if (cut == std::string_view::npos)
            break;
        all.remove_prefix(cut + 4);
    }
    Compilation c = compile(std::move(inputs), {1, {}});
    for (const Finding& f : c.findings) {
        Words w = f.message().render();
        if (w.zh.empty() || w.en.empty())
            __builtin_trap(); // a finding without a sentence
        if (f.at.file && f.at.span.end > c.files[f.at.file].text().size())
            __builtin_trap(); // a place outside its file
        if (f.at.file)
            c.files[f.at.file].position(f.at.span.begin);
    }
    return 0;
}
