// The words of the language: one table (keywords.def), two spellings.
// In: a run of bytes.  Out: which word it is. The table knows spellings and classes, never what a word means.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace yaodian {

enum class Word : uint16_t {
    None,
#define YD_WORD(name, wordclass, flags, zh, en) name,
#include "grammar/keywords.def"
#undef YD_WORD
    Count
};

enum class WordClass : uint8_t { None, Statement, Level, Firmness, Quantifier, Mode, Mark, TextKind, MetricKind, ElementLevel,
                                 Period, Comparator, TimeUnit, Vague, Tail };

enum WordFlag : uint8_t {
    Plain = 0,
    Titled = 1,   ///< a quote right after the name opens the title
    Parted = 2,   ///< a part after ； that holds a colon continues the statement
    Bare = 4,     ///< the word may stand without a value
    Reserved = 8, ///< kept for later: using it is a slip that says so
    Quoting = 16, ///< a quote glued to a value is a Text of its own, as after the name of a Titled statement
};

struct WordInfo {
    Word word;
    WordClass wordclass;
    uint8_t flags;
    std::string_view zh; ///< space-separated spellings, the usual one first
    std::string_view en;
};

const WordInfo& info(Word word);
std::string_view chinese(Word word); ///< the usual Chinese spelling
std::string_view english(Word word); ///< the usual English spelling

/// The statement keyword that `text` begins with: the longest Chinese spelling that is a prefix, or an English spelling
/// that is the whole leading run of ASCII letters and `_`. `length` receives the bytes it takes. Word::None if none.
Word statement_word(std::string_view text, uint32_t* length);

/// The fixed word of class `wordclass` that is exactly `text`, either spelling; Word::None if none.
Word fixed_word(std::string_view text, WordClass wordclass);

/// `written`, a spelling of `word`, in the other language: the spelling at the same position of the other list. What has
/// no counterpart (a sign) stays as it is; a list that is shorter gives its first spelling.
std::string_view translate(Word word, std::string_view written, bool to_english);

/// The statement keyword nearest in spelling to `text`: a homophone an input method offers, or an edit distance in code
/// points of at most one or a third of its length, whichever is more; None if there is none.
Word nearest_statement(std::string_view text);

std::span<const WordInfo> all_words();

} // namespace yaodian
