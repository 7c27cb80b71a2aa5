// A Board on paper: blocks laid out, flowed into columns, chapters on sheets, never below the smallest legible size.
// In: a Board.  Out: finished sheets. What does not fit goes on to the next sheet; the first then becomes a key map.
#pragma once

#include "runtime/drawing.h"

namespace yaodian::picture {

struct PaperSize {
    double width, height, margin; ///< points
    int smallest;                 ///< letters, points: never less on this paper
    int title, about;             ///< letters of the header
};
PaperSize paper_size(const GraphOptions& options);

/// What is left for the drawing on a sheet whose header has `about_lines` lines.
double area_width(const PaperSize& paper);

inline constexpr std::size_t kMostNodes = 100; ///< on one sheet: more than that nobody follows
inline constexpr std::size_t kMapped = 4; ///< sheets that are worth a map of their own before them
inline constexpr std::size_t kManySheets = 20; ///< more than that nobody prints without a word
inline constexpr std::size_t kMostBoxes = 2000; ///< of one drawing: Graphviz takes about a millisecond for each few of them
inline constexpr std::size_t kMostSheets = 60; ///< of one drawing; the rest is left out with a note

Drawing compose(const Board& board, const GraphOptions& options);

/// Text between quotes in dot, for names and tips (never for what is shown).
std::string dot_quoted(std::string_view text);
/// Text as it stands in an HTML-like label: shows exactly itself.
std::string dot_html(std::string_view text);

} // namespace yaodian::picture
