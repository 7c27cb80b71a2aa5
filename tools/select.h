// Plans and tasks by the name a person types: 虹口2023, 虹口2023.公众列席.
#pragma once

#include "compiler/compile.h"
#include "tools/terminal.h"

#include <optional>

namespace yaodian {

struct Selection {
    PlanId plan = kNone;
    TaskId task = kNone; ///< kNone: the whole plan
};

/// Nothing when there is no such plan or task; the person has been told, with the name probably meant.
std::optional<Selection> select(const Compilation& c, std::string_view name, const Terminal& terminal);

} // namespace yaodian
