// A made-up country to measure on: one city, its districts, their towns, a plan each, duties like the real ones.
// The same numbers give the same bytes on every machine. Invented places only.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace yaodian::corpus {

struct Shape {
    unsigned districts = 30;
    unsigned towns = 969; ///< spread over the districts
    unsigned tasks = 101; ///< per plan
    unsigned weak_per_mille = 5; ///< duties that are weaker than their upstream one
};

/// File names and contents: directories, one glossary, one calendar, the plans.
std::vector<std::pair<std::string, std::string>> make(const Shape& shape);

} // namespace yaodian::corpus
