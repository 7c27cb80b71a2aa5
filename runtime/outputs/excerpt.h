// The line of a finding, with the place underlined, as compilers show it.
//
//   --> specs/hongkou-2023.yd:31:17
//    |
// 31 |         指标 区政府：列席常务会议 每年不少于2次
//    |              ^^^^^^
#pragma once

#include "runtime/describe.h"

namespace yaodian {

enum class Ink : uint8_t { Plain, Bold, Red, Yellow, Blue, Cyan, Magenta, Green, Dim };

/// Appends `text` in a colour; nothing is added when colour is off.
void paint(std::string& out, bool color, Ink ink, std::string_view text);

struct Excerpt {
    bool color = false;
    Ink ink = Ink::Red;
    char mark = '^';          ///< what underlines
    std::string_view label;   ///< said after the place, may be empty
    std::string_view arrow = "-->";
    uint32_t gutter = 4;      ///< width of the line number
};
/// Red for what falls short, green for what holds, magenta for what a person must settle.
Ink ink_of(Verdict verdict);

void append_excerpt(std::string& out, const Compilation& c, Place place, const Excerpt& how);

} // namespace yaodian
