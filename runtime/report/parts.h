// Pieces the report is put together from. For runtime/report/ only.
#pragma once

#include "runtime/report/report.h"

namespace yaodian::report_page {

/// Files of this folder, written into the program when it is built (embed.cmake).
extern const char* const kPage;
extern const char* const kStyle;
extern const char* const kScript;

struct Picture {
    std::string view;
    std::string plan; ///< empty: of all plans
    struct Sheet {
        std::string title;
        std::string svg;
    };
    std::vector<Sheet> sheets[2]; ///< by Language; the second may be empty
};

/// Everything the page shows but the pictures, as JSON.
std::string data(const Compilation& c, const std::vector<Cell>& cells, const Trace& trace, const std::vector<AnswerLine>& lines,
                 const std::vector<Picture>& pictures, const std::vector<Words>& notes, Language language, bool matrix_only);

/// JSON that may stand in a script element: no `<` in it, so that nothing can end the element or open another.
std::string in_script(std::string_view json);

/// The bytes deflated and in base64: drawings are four fifths of a report and shrink to a fifth; page.js unpacks them.
std::string packed(std::string_view bytes);

/// The drawing alone: no prologue, no document type, no fonts of its own (the page names them once).
std::string bare_svg(std::string_view svg);

} // namespace yaodian::report_page
