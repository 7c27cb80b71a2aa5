// The tree as text, one node a line, for tests and for people who look at it.
#pragma once

#include "grammar/syntax.h"

#include <string>

namespace yaodian {

/// `任务 {` `  name 公众列席` …: nested statements are indented; slips follow at the end.
std::string dump(const SyntaxTree& tree, const SourceFile& file);

} // namespace yaodian
