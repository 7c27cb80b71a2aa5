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

/// Reads `ID=FILE`, a FILE named after its card (hongkou-2023.txt) or, when what is asked about has one card only, whatever
/// its name, or every file of a directory. An ID no card of `inputs` has is wrong use. kFine when all is well, else the
/// exit status; the person has been told.
int load_documents(const std::vector<std::string>& documents, const std::vector<Input>& inputs, const Terminal& terminal,
                   std::vector<DocumentDigests>& out);

} // namespace yaodian
