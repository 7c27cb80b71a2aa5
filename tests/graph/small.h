// A made-up city, district and town, small enough to read its pictures' structure in a golden file.
#pragma once

#include "compiler/calendar.h"
#include "runtime/graph.h"

#include <string>
#include <utility>
#include <vector>

namespace yaodian::test {

using Files = std::vector<std::pair<std::string, std::string>>;

Files small_files();
Files real_files(); ///< everything below specs/

struct World {
    Compilation c;
    std::vector<Cell> cells;
    explicit World(const Files& files);
    Drawing draw(const GraphOptions& options) const { return yaodian::draw(c, cells, options); }
    PlanId plan(std::string_view name) const;
    EntityId unit(std::string_view name) const;
};

} // namespace yaodian::test
