// The heart: is the lower duty at least as strict as the upper one, facet by facet, and why.
// In: two sides, each one task or several tasks joined, each at one place or at all its places.
// Out: a verdict per facet with its reason, and one verdict over all. docs and design: "The facets", "Quotas".
// Every rule lives in a file of compiler/facets/; this header is the only way in.
#pragma once

#include "compiler/compile.h"
#include "compiler/relations.h"

namespace yaodian {

class Calendar; // compiler/calendar.h

/// What both sides are read against.
struct CompareContext {
    const Compilation& c;
    const Calendar& calendar;
    bool reasons = false; ///< give a reason for equal facets too (`why`)
    /// Worked out from `c` once; a copy of the context shares it.
    std::shared_ptr<const Relations> relations = relations_of(c);
};

/// One side. `place` 0: all places of the task, which all bind; k: the reading of its k-th citation alone.
struct Side {
    TaskId task = kNone;
    uint8_t place = 0;
};

struct FacetVerdict {
    Facet facet = Facet::None;
    Verdict verdict = Verdict::Equal;
    Mark wording = Mark::None; ///< the least sure of the words that decided
    Place lower, upper;        ///< where each side says it; span empty when it says nothing
    Message reason;            ///< code 0 when equal and reasons were not asked for; an equal or stricter facet that
                               ///< needs a note (对口, 各自) has a code below 3900
    Words advice;              ///< for a question: what would settle it
};

struct Comparison {
    std::vector<FacetVerdict> facets; ///< only facets that at least one side has, in the order of enum Facet
    Verdict verdict = Verdict::Equal;
};

enum class Purpose : uint8_t { Upstream, BodyAnnex, Editions };

/// Do `lower` (tasks of one plan, together) carry `upper`, as far as it addresses `plan`?
/// Two laws hold: a task against its copy is Equal; definite carrying is transitive.
Comparison compare(const CompareContext& context, std::span<const Side> lower, Side upper, PlanId plan,
                   Purpose purpose = Purpose::Upstream);

/// The verdict over facets: any conflict; else weaker or missing (mixed if another is stricter); else incomparable;
/// else question; else stricter or equal.
Verdict combine(std::span<const FacetVerdict> facets);

/// Is the upper task addressed to this plan: to its issuer or the government it speaks for?
enum class Addressed : uint8_t { No, SupportOnly, Maybe, Yes };
struct Address {
    Addressed answer = Addressed::No;
    EntityId by = kNone; ///< the addressee it is reached through: 各区政府
    Mark wording = Mark::None;
};
Address addressed(const CompareContext& context, TaskId upper, PlanId plan);

// ── for the facet files ─────────────────────────────────────────────────────────────────────────────────────────

struct SideIndex; // compiler/facets/facet.h

struct Pair {
    const CompareContext& context;
    std::span<const Side> lower;
    Side upper;
    PlanId plan;
    Purpose purpose;
    std::span<const SideIndex> lower_index = {}; ///< the facts of each side, found by facet
    const SideIndex* upper_index = nullptr;
};
/// One facet, one file: `extern const FacetRule facet_<file name>` found by CMake. Gives nothing when neither side has it.
struct FacetRule {
    Facet facet;
    std::optional<FacetVerdict> (*compare)(const Pair&);
};

} // namespace yaodian
