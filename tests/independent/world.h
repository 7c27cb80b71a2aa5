// A set of spec files, compiled, and what came out as plain text that two runs can be compared by.
#pragma once

#include "tests/independent/facts.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace yaodian::independent {

struct Text {
    std::string path, text;
};
using Files = std::vector<Text>;

/// Every .yd of the project's specs/ and seeds/.
Files real_specs(const std::string& root);
/// The plan in `path` and below it a verbatim copy of itself, in which every task carries its original; with
/// the names they need. The copy's file comes last.
Files twin(const Files& all, const std::string& path);

struct CellSeen {
    std::string upper, plan; ///< 上海2023.公众列席, 虹口2023
    TaskId upper_task = kNone;
    PlanId plan_id = kNone;
    std::vector<TaskId> carriers;
    std::vector<std::string> carrier_names;
    std::map<Facet, Verdict> facets;
    Verdict verdict = Verdict::Equal;
    bool stated = false;
    bool operator==(const CellSeen& o) const {
        return carrier_names == o.carrier_names && facets == o.facets && verdict == o.verdict &&
               stated == o.stated;
    }
};

struct FindingSeen {
    uint16_t code = 0;
    Severity severity = Severity::Note;
    Facet facet = Facet::None;
    std::string plan, task, upstream, message;
    std::string key() const; ///< all but the message
};

struct Seen {
    Compilation c;
    std::map<std::string, CellSeen> cells; ///< by "upper < plan"
    std::vector<FindingSeen> findings;
};
Seen look(const Files& files);

} // namespace yaodian::independent
