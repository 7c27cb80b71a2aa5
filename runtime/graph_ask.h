// What a person types for a picture — half a title, 3月, 竖, A4 — made into what there is.
// In: the words, the compiled plans.  Out: options; what was taken for what; or why it cannot be, with what is possible.
#pragma once

#include "runtime/graph.h"

namespace yaodian {

struct GraphWords {
    std::string view = "plan", plan, chapter, theme, unit, from, to, severity, paper, orientation, depth;
};

struct GraphAsked {
    GraphOptions options;
    std::vector<Words> notes;
    Words problem; ///< empty when all is understood
};

/// View, paper, orientation, severity and depth: they need no plan, so a slip is told before anything is read.
GraphAsked ask_form(const GraphWords& words);

/// The names and dates, on top of what ask_form made of the rest.
GraphAsked ask_names(const Compilation& c, const GraphWords& words, GraphOptions form);

} // namespace yaodian
