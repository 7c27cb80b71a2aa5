// Long titles on several lines, broken where a reader would pause.
// In: a text and the width of a line in ems (a Chinese character is one).  Out: its lines; joined they are the text again,
// less the spaces at the breaks. Nothing is ever cut off unless `most` lines are not enough; then the last ends in ….
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace yaodian {

/// Width of a text in ems: wide characters one, others a little more than half.
double ems(std::string_view text);

/// Breaks after marks and between words, seldom inside a word, never before a closing mark or after an opening one.
/// In a list of names breaks fall between the names wherever they can. U+00A0 is a space that does not break.
std::vector<std::string> wrap(std::string_view text, double width, std::size_t most = 0, bool list = false);

} // namespace yaodian
