// The resolved plans as facts for the independent encoding of the rules (rules.lp, written from the design
// page). In: a Compilation.  Out: one fact per line in the syntax of clingo. Only what is written is
// exported: names, lists, numbers, days. Nothing that the compiler worked out by comparing goes in.
#pragma once

#include "compiler/check.h"

#include <set>
#include <string>

namespace yaodian::independent {

using Facts = std::set<std::string>; ///< sorted and each once, so that many cells share the facts about names

/// 虹口区.区财政局 with its kind in front: one name, one string, in every compilation.
std::string name_of(const Compilation& c, EntityId entity);

/// All declared names and how they stand to each other; working days; how many whole periods fit in longer
/// ones.
void names(const Compilation& c, Facts& out);

/// One comparison under the number `cell`: side 0 is the upper task, sides 1… the lower ones.
void cell(const Compilation& c, int number, TaskId upper, std::span<const TaskId> lower, PlanId plan,
          Facts& out);

/// What one task says, as text: two compilations whose texts are equal say the same of it.
std::string statement(const Compilation& c, TaskId task);

} // namespace yaodian::independent
