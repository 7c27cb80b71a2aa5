// The printed documents behind the cards, when the person has them: their digests, place by place.
#pragma once

#include "compiler/compile.h"
#include "tools/terminal.h"

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace yaodian {

/// Declares --document.
void declare_documents(CLI::App& app, const Terminal& terminal, std::vector<std::string>& documents);

/// Reads `ID=FILE`, a FILE named after its card (hongkou-2023.txt), or every such file of a directory.
/// False when one could not be read; the person has been told.
bool load_documents(const std::vector<std::string>& documents, const Terminal& terminal, std::vector<DocumentDigests>& out);

} // namespace yaodian
