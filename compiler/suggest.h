// The name probably meant. In: what was written and what there is.  Out: the nearest, or nothing when none is near.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace yaodian {

/// Edits (insert, delete, replace, swap of neighbours) in code points; gives up above `limit` and returns limit + 1.
int edit_distance(std::string_view a, std::string_view b, int limit);

/// The candidate at the smallest distance, at most a third of the longer name (at least 1, for names of two or more
/// characters); the first in order among equals; empty when none is near enough.
std::string nearest(std::string_view written, const std::vector<std::string_view>& candidates);

} // namespace yaodian
