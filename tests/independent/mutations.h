// Faults to plant: every place in a plan where one word, number, day or name can be changed, and what the
// design page says must then be seen. In: a compiled set of specs.  Out: edits, each with its expectation.
#pragma once

#include "tests/independent/world.h"

#include <functional>
#include <vector>

namespace yaodian::independent {

enum class Kind : uint8_t {
    ElementGone,
    ElementSwapped,
    ElementAdded,
    ResultGone,
    ObjectGone,
    ObjectNarrowed,
    ObjectWidened,
    ForceWeakened,
    ForceForbidden,
    DayLater,
    DayEarlier,
    WindowGone,
    ClockLonger,
    ClockShorter,
    ClockUnit,
    ClockGone,
    GateGone,
    GateLater,
    QuotaLowered,
    QuotaRaised,
    QuotaTurned,
    QuotaSparser,
    QuotaGone,
    LinkGone,
    LinkUnknown,
    LinkOtherYear,
    UnitGone,
    UnitSwapped,
    SubjectGone,
    SubjectSwapped,
    HigherUnit,
    Cycle,
    DayPast,
    AnnexWeaker,
    CitationGone,
    CitationWrong,
    Count
};
const char* name_of(Kind kind);

/// How strict the changed task is afterwards, in the facet that was changed.
enum class Turn : uint8_t { Weaker, Stricter, Unsaid };

struct Mutation {
    Kind kind;
    std::size_t file = 0; ///< in Files
    uint32_t begin = 0, end = 0;
    std::string with;
    TaskId task = kNone; ///< in the compilation before the change
    Facet facet = Facet::None;
    Turn turn = Turn::Unsaid;
    bool everywhere = true; ///< what is changed holds at every cited place
    std::vector<uint16_t>
        codes; ///< one of these findings must be there for the task, new; none: no such promise
};

/// Every single fault that can be planted in the plans `wanted` says yes to.
std::vector<Mutation> mutations(const Files& files, const Seen& base,
                                const std::function<bool(PlanId)>& wanted);

Files apply(const Files& files, const Mutation& m);

} // namespace yaodian::independent
