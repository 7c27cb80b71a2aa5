// Two views of the grammar that only tests and benchmarks need.
#pragma once

#include <cstddef>
#include <string_view>

namespace yaodian {

/// Matches `text` (well-formed UTF-8) against the grammar and builds nothing: what the tree costs is measured against it.
bool match_only(std::string_view text);

/// Endless loops and left recursion that PEGTL's analysis finds in the grammar: must be 0.
std::size_t grammar_problems();

} // namespace yaodian
