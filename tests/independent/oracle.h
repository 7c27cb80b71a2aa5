// Runs clingo on rules.lp and a set of facts. In: facts of any number of cells.  Out: verdict by cell and
// facet.
#pragma once

#include "tests/independent/facts.h"

#include <map>
#include <string>

namespace yaodian::independent {

using Verdicts = std::map<int, std::map<std::string, std::string>>; ///< cell, facet, verdict

bool clingo_is_there();
/// Throws std::runtime_error when clingo does not give an answer.
Verdicts ask(const std::string& rules, const Facts& facts);

} // namespace yaodian::independent
