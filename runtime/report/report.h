// The report of a meeting: one page that holds everything, opened from a file, asking no network for anything.
// In: compiled plans, the cells of their matrix, the trace of their documents.  Out: the bytes of one HTML page.
// What a plan says is data in the page, never markup: whatever a title contains is shown as text.
#pragma once

#include "runtime/outputs.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace yaodian {

struct ReportOptions {
    Language language = Language::Chinese; ///< shown first; the page can be switched
    bool graphs = true;
    bool matrix_only = false; ///< a page with the matrix and nothing else
    /// Told how far the work has come; false stops it.
    std::function<bool(const Words& what, uint32_t done, uint32_t of)> progress;
};

/// One line of the answer at the top of the report.
struct AnswerLine {
    enum Kind : uint8_t { Info, Good, Bad, Ask } kind = Info;
    Words words;
    std::string_view section; ///< of the page, where the line is spelled out
};
/// What was compared, what is in order, what is not, what a person must decide, what it rests on.
std::vector<AnswerLine> answer(const Compilation& c, const std::vector<Cell>& cells, const Trace& trace);

struct Report {
    bool stopped = false; ///< progress() said so; then there are no bytes
    std::string html;
    std::vector<Words> notes; ///< for the person: what was left out of the page
};

/// `cells` are those of the subject plans, made with reasons.
Report report(const Compilation& c, const std::vector<Cell>& cells, const Trace& trace, const ReportOptions& options);

} // namespace yaodian
