// yd-facts FILE.yd …: the facts of every cell of the matrix, for clingo: yd-facts specs/*.yd specs/*/*.yd |
// clingo rules.lp -
#include "tests/independent/world.h"

#include <fstream>
#include <iostream>
#include <sstream>

int main(int argc, char** argv) {
    using namespace yaodian::independent;
    Files files;
    for (int i = 1; i < argc; ++i) {
        std::ifstream in(argv[i], std::ios::binary);
        if (!in) {
            std::cerr << "cannot read " << argv[i] << "\n";
            return 2;
        }
        std::ostringstream text;
        text << in.rdbuf();
        files.push_back({argv[i], text.str()});
    }
    if (files.empty()) {
        std::cerr << "yd-facts FILE.yd …\n";
        return 2;
    }
    const Seen seen = look(files);
    Facts facts;
    names(seen.c, facts);
    int number = 0;
    for (const auto& [key, c] : seen.cells) {
        if (c.carriers.empty())
            continue;
        std::cout << "% " << ++number << ": " << key << "\n";
        cell(seen.c, number, c.upper_task, c.carriers, c.plan_id, facts);
    }
    for (const std::string& f : facts)
        std::cout << f << "\n";
}
