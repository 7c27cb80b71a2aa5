#include "tests/independent/oracle.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <unistd.h>

namespace yaodian::independent {

bool clingo_is_there() {
    return std::system("command -v clingo >/dev/null 2>&1") == 0;
}

Verdicts ask(const std::string& rules, const Facts& facts) {
    const std::string path =
        (std::filesystem::temp_directory_path() / ("yaodian-facts-" + std::to_string(getpid()) + ".lp"))
            .string();
    {
        std::ofstream out(path, std::ios::binary);
        for (const std::string& f : facts)
            out << f << "\n";
    }
    // One answer set: the rules have no choice in them. --warn=none: a predicate without facts is nothing
    // unusual here.
    const std::string command = "clingo --warn=none --verbose=0 2 '" + rules + "' '" + path + "' 2>&1";
    FILE* pipe = popen(command.c_str(), "r");
    if (!pipe)
        throw std::runtime_error("clingo did not start");
    std::string text;
    std::array<char, 1 << 16> buffer;
    for (std::size_t n; (n = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
        text.append(buffer.data(), n);
    pclose(pipe);
    std::filesystem::remove(path);
    Verdicts out;
    int cell = 0;
    std::size_t answers = 0, at = 0;
    if (text.find("error") != std::string::npos || text.find("SATISFIABLE") == std::string::npos)
        throw std::runtime_error("clingo: " + text.substr(0, 2000));
    while ((at = text.find("verdict(", at)) != std::string::npos) {
        std::array<char, 32> facet{}, verdict{};
        if (std::sscanf(text.c_str() + at, "verdict(%d,%31[a-z],%31[a-z])", &cell, facet.data(),
                        verdict.data()) == 3) {
            auto [where, fresh] = out[cell].emplace(facet.data(), verdict.data());
            if (!fresh && where->second != verdict.data())
                throw std::runtime_error("rules.lp gives two verdicts: " + text.substr(at, 60));
            ++answers;
        }
        at += 8;
    }
    if (answers == 0 && !facts.empty())
        throw std::runtime_error("clingo gave no verdict: " + text.substr(0, 2000));
    return out;
}

} // namespace yaodian::independent
