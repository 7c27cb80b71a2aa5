// Trees to records: every declared name found, every value read.
// In: the files and their trees.  Out: the Model, and findings for names nobody declared and values nobody can read.
#pragma once

#include "compiler/findings.h"
#include "compiler/model.h"
#include "grammar/syntax.h"

namespace yaodian {

struct ResolveInput {
    std::span<const SourceFile> files; ///< slot 0 unused
    std::span<SyntaxTree> trees; ///< given up file by file as they have been read
    std::span<const uint8_t> subject;  ///< per file: findings are wanted
    unsigned threads = 0;              ///< 0: as many as the machine has
};
Model resolve(const ResolveInput& in, Names& names, Findings& findings);

} // namespace yaodian
