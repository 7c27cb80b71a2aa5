// The numbers of the slips parse() reports. Their sentences are the rows 1001–1099 of compiler/diagnostics.def;
// a test holds the two together. A number is never reused.
#pragma once

#include <cstdint>

namespace yaodian::slip {

enum Number : uint16_t {
    UnknownStatement = 1001, ///< got the word, meant the keyword it was read as
    UnknownLine = 1002,      ///< got the first word; nothing near; the statement is left out
    MissingComma = 1003,     ///< got the item, meant the keyword of the list it was read into
    NoValue = 1004,          ///< got the keyword
    MissingClose = 1005,     ///< got the heading of the block left open
    StrayClose = 1006,
    MissingOpen = 1007,   ///< got the heading that lacks its {
    StrayOpen = 1008,
    TextOutside = 1009,   ///< got the first words
    ReservedWord = 1010,  ///< got the keyword
    UnclosedQuote = 1011, ///< got the beginning of the text, meant the closing mark
    UnclosedBracket = 1012,
    StrayMark = 1013,      ///< a closing bracket or quote that nothing opened
    DanglingComma = 1014,  ///< an item is missing next to 、
    StrictCompare = 1015,  ///< got > or <, meant ≥ or ≤
    Invisible = 1016,      ///< got U+….
    TooDeep = 1017,        ///< got the depth allowed
    TooMany = 1018,        ///< got the number shown
    EmptyFile = 1019,
    NotUtf8 = 1020, ///< got the byte
    Gb18030 = 1021,
    Utf16 = 1022,
    Binary = 1023,
    RunOn = 1024,      ///< got a keyword that stands among the values of the statement before
    MixedQuotes = 1025, ///< got the closing mark, meant the one that belongs to the opening mark
};

} // namespace yaodian::slip
