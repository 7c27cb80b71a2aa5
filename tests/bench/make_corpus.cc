// yd-corpus DIR [DISTRICTS TOWNS TASKS]: writes the made-up country to a folder, for whole-process measurements.
#include "tests/bench/corpus.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

int main(int argc, char** argv) {
    if (argc < 2 || argv[1][0] == '-') {
        std::cerr << "usage: yd-corpus DIR [DISTRICTS TOWNS TASKS]\n";
        return 2;
    }
    yaodian::corpus::Shape shape;
    if (argc > 2)
        shape.districts = static_cast<unsigned>(std::atoi(argv[2]));
    if (argc > 3)
        shape.towns = static_cast<unsigned>(std::atoi(argv[3]));
    if (argc > 4)
        shape.tasks = static_cast<unsigned>(std::atoi(argv[4]));
    std::filesystem::create_directories(argv[1]);
    for (const auto& [name, text] : yaodian::corpus::make(shape))
        std::ofstream(std::filesystem::path(argv[1]) / name, std::ios::binary) << text;
}
