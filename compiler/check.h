// Everything that is asked of the plans once they are linked. In: a Compilation up to its graph. Out: Findings.
// Every check lives in a file of compiler/checks/, found by CMake: `extern const CheckRule check_<file name>`.
#pragma once

#include "compiler/compare.h"

namespace yaodian {

/// One comparison of an upstream task with a lower plan: a cell of the matrix.
struct Cell {
    TaskId upper = kNone;
    PlanId plan = kNone;
    std::vector<TaskId> carriers; ///< empty: nobody carries it
    Address address;
    bool stated = false; ///< 不承接
    Comparison comparison;
    Verdict verdict = Verdict::Equal;
};

struct CheckContext {
    const Compilation& c;
    const CompareContext& compare;
    const std::vector<Cell>& cells; ///< by lower plan, then upper task; made once. Not those of one carrier that is equal
                                    ///< or stricter throughout: make_cells() has them all
    const CompileOptions& options;
    const std::vector<Cell>& support; ///< not cells: upstream tasks that ask this plan only to support them, and nobody does
};

struct CheckRule {
    Group group;
    void (*check)(const CheckContext&, Findings&);
};

/// The cells the semantics ask for ("Settled", Matrix): every upstream task addressed to the plan or carried by it.
/// A cell of a task that other plans of the same government carry is left out for the plans that do not.
std::vector<Cell> make_cells(const CompareContext& context);

/// Runs every rule, adds what c.findings already holds, applies 已核, drops findings of files that are not subject, sorts.
Findings check(const Compilation& c, const CompileOptions& options, Counts& counts);

} // namespace yaodian
