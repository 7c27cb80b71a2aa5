// Pictures for a meeting. In: compiled plans, the cells of their matrix, what the reader wants to see.
// Out: numbered sheets of one paper size, each the text of a finished drawing (dot, every position in it), and the bytes of
// a sheet as svg, pdf or png. Nothing here prints or opens a file (fonts are Graphviz's own affair); one drawing at a time:
// Graphviz is not thread-safe, calls from several threads wait for each other.
#pragma once

#include "compiler/check.h"
#include "runtime/outputs.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace yaodian {

enum class Paper : uint8_t { A3, A4, Screen };
enum class Orientation : uint8_t { Landscape, Portrait };
enum class Format : uint8_t { Dot, Svg, Pdf, Png };

struct GraphOptions {
    std::string view = "plan"; ///< the name of a file of runtime/views/
    PlanId plan = kNone;       ///< kNone: every plan the view can speak of
    std::string chapter;       ///< number or title of a chapter, or the beginning of its title
    std::vector<uint32_t> chapters; ///< those meant, when known; `chapter` is then what the header says
    std::string theme;         ///< name of a task, here or upstream
    std::vector<std::string> themes; ///< those meant, when they are several; `theme` is then what the header says
    EntityId unit = kNone;
    Day from = kNoDay, to = kNoDay; ///< only duties with a day between the two; kNoDay: open
    Severity severity = Severity::Note; ///< only what has a finding at least that severe; Note: everything
    /// How many steps up (plan) or down (hierarchy) are followed; 0: none; <0: all. Unsaid: one up, all down.
    std::optional<int> depth;
    Paper paper = Paper::A3;
    Orientation orientation = Orientation::Landscape;
    bool mono = false;         ///< black, white and greys only
    Language language = Language::Chinese;
};

struct Sheet {
    std::string title;
    uint32_t number = 0, of = 0;
    uint32_t nodes = 0; ///< cards, boxes and results drawn on it
    std::string dot;    ///< positions are final: `layout=nop2`
};

struct Drawing {
    std::vector<Sheet> sheets;
    std::vector<Words> notes; ///< for the person: what was left out and how to see it, a missing font
    Words problem;            ///< why there is nothing to draw (no such chapter, no unit given …); then no sheets
};

/// What can be asked for: name of the view and what it shows.
struct ViewName {
    std::string_view name;
    Words summary;
};
std::vector<ViewName> view_names();

Drawing draw(const Compilation& c, const std::vector<Cell>& cells, const GraphOptions& options);

/// The bytes of one sheet; empty when Graphviz could not draw it (`why` receives what it said).
std::string render(const Sheet& sheet, Format format, std::string* why = nullptr);

/// All sheets as one PDF, a page each, without the time of making in it: the same sheets give the same bytes.
std::string render_pdf(std::span<const Sheet> sheets, std::string* why = nullptr);

} // namespace yaodian
