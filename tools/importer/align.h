// Which row of the annex belongs to which sentence of the body.
// In:  places.  Out: pairs, each with how much of the shorter text stands in the longer one.
#pragma once

#include "tools/importer/places.h"

#include <vector>

namespace yaodian::importer {

struct Link {
    std::size_t sentence = 0; ///< in Places::list
    std::size_t row = 0;      ///< in Places::list
    double score = 0;
};

std::vector<Link> align(const Places& places);

/// Share of the character pairs of the shorter text that the longer one has too.
double overlap(std::u32string_view a, std::u32string_view b);

/// Share of the character pairs of `part` that `whole` has.
double share_of(std::u32string_view part, std::u32string_view whole);

} // namespace yaodian::importer
