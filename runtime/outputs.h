// Everything a reader can be given, as bytes. In: a Compilation.  Out: text for people, JSON and SARIF for programs.
// Long outputs go to a Sink piece by piece, so that a thousand plans need no second copy in memory.
#pragma once

#include "compiler/check.h"
#include "runtime/trace.h"

#include <functional>
#include <string>
#include <string_view>

namespace yaodian {

enum class Language : uint8_t { Chinese, English };

/// How text is to look.
struct Look {
    Language language = Language::Chinese;
    bool color = false;
    const std::string& of(const Words& words) const { return language == Language::Chinese ? words.zh : words.en; }
    std::string_view of(std::string_view zh, std::string_view en) const {
        return language == Language::Chinese ? zh : en;
    }
};

using Sink = std::function<void(std::string_view)>;

/// Findings that count, by severity; acknowledged ones (已核) apart.
struct Tally {
    uint32_t errors = 0, warnings = 0, notes = 0, questions = 0, acknowledged = 0;
};
Tally tally(const Findings& findings);

// ── check ──
void findings_text(const Compilation& c, const Look& look, const Sink& sink);
void findings_json(const Compilation& c, const Sink& sink);
void findings_sarif(const Compilation& c, Language language, const Sink& sink);

// ── matrix ──
std::string matrix_text(const Compilation& c, const std::vector<Cell>& cells, const Look& look);
std::string matrix_json(const Compilation& c, const std::vector<Cell>& cells);

// ── why: one upstream task against what carries it, or against one task named by the reader ──
struct Explanation {
    TaskId upper = kNone;
    PlanId plan = kNone;
    std::vector<TaskId> lower; ///< empty: nobody carries it
    bool linked = false;       ///< by 落实; false: put side by side because the reader asked
    bool stated = false;       ///< 不承接
    Comparison comparison;
    Verdict verdict = Verdict::Equal;
    /// Where the places of a lone lower task differ, each place alone against the upstream task.
    struct AtPlace { uint8_t place = 0; Comparison comparison; };
    std::vector<AtPlace> places;
};
std::string why_text(const Compilation& c, const std::vector<Explanation>& all, const Look& look);
std::string why_json(const Compilation& c, const std::vector<Explanation>& all);

// ── trace ──
std::string trace_text(const Compilation& c, const Trace& trace, const Look& look);
std::string trace_json(const Compilation& c, const Trace& trace);

} // namespace yaodian
