// The formatter: the same file, evenly written. In: a file and its tree with comments.  Out: its text.
// Line breaks between statements and between list items stay where the writer put them; indentation, spaces and
// punctuation marks become even. No comment is lost. Formatting twice changes nothing more.
#pragma once

#include "grammar/syntax.h"

#include <optional>
#include <string>

namespace yaodian {

enum class Spelling : uint8_t { AsWritten, Chinese, English }; ///< of keywords and fixed words

struct FormatOptions {
    Spelling spelling = Spelling::AsWritten;
};

/// Nothing when the file has slips: what was not understood is not moved. `tree` needs ParseOptions::comments.
std::optional<std::string> format(const SourceFile& file, const SyntaxTree& tree, const FormatOptions& options = {});

} // namespace yaodian
