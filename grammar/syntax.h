// The shape of a file: statements, their values, their blocks. No meaning yet.
// In:  a SourceFile.   Out: a SyntaxTree, which is one flat vector in reading order, and the slips met.
//
//   责任 区财政局（推定）、区教育局 { ... }
//   └Statement(Responsible)  Name 区财政局  Mark(Inferred)  Comma  Name 区教育局  [nested Statements]
#pragma once

#include "grammar/source.h"
#include "grammar/words.h"

#include <span>
#include <string>
#include <vector>

namespace yaodian {

enum class Shape : uint8_t {
    Statement, ///< span: the keyword as written; `word` the keyword. Values follow, then nested statements.
    Name,      ///< a run that may hold a name, number, date, comparison: spaces end it, `.` does not
    Text,      ///< quoted text; the span excludes the quotes
    Mark,      ///< （推定）…; `word` the mark; span includes the brackets
    Comma,     ///< 、 or ， between list items
    Part,      ///< ； that continues the statement (指标, 要素)
    Colon,     ///< ： inside a value (never the one after the keyword)
    Compare,   ///< ≥ <= ＝ … written as a sign of its own; `word` is the comparator
};

/// 16 bytes. `next` is the index just past this node and all it holds: for anything but a Statement, its own + 1.
struct SyntaxNode {
    uint32_t begin = 0;
    uint32_t end = 0;
    uint32_t next = 0;
    Shape shape = Shape::Name;
    bool block = false; ///< Statement: a { } was written, even an empty one
    Word word = Word::None;

    Span span() const { return {begin, end}; }
};
static_assert(sizeof(SyntaxNode) == 16);

/// A slip in the writing. `code` is a number of compiler/diagnostics.def (1000–1999); `got` and `meant` are its values.
struct Slip {
    uint16_t code = 0;
    Span span;
    std::string got;
    std::string meant; ///< the word probably meant, or empty
};

struct Comment {
    Span span; ///< from the # to the end of the line, without the line break
};

struct SyntaxTree {
    std::vector<SyntaxNode> nodes;
    std::vector<Slip> slips;
    std::vector<Comment> comments; ///< only when asked for (the formatter)

    /// Index of the first node after the values of statement `i`: its first nested statement, or nodes[i].next.
    uint32_t values_end(uint32_t i) const {
        uint32_t k = i + 1;
        while (k < nodes[i].next && nodes[k].shape != Shape::Statement)
            ++k;
        return k;
    }
    std::span<const SyntaxNode> values(uint32_t i) const {
        return {nodes.data() + i + 1, nodes.data() + values_end(i)};
    }
};

struct ParseOptions {
    bool comments = false;
};

/// Reads one file. Never throws, never recurses with the input; every slip is one entry and reading goes on at the
/// next statement. A file that is not UTF-8 gives one slip and an empty tree.
SyntaxTree parse(const SourceFile& file, const ParseOptions& options = {});

} // namespace yaodian
