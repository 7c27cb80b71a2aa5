// Which clause or row of which printed document is covered by which task.
// In: a Compilation with its cards (文献), and the digests of documents at hand.  Out: one entry a place of a card.
#pragma once

#include "compiler/card_index.h"

#include <string>
#include <vector>

namespace yaodian {

struct TracedPlace {
    uint32_t entry = 0;         ///< in Model::card_entries
    std::vector<TaskId> tasks;  ///< that cite it
    bool nonduty = false;       ///< 非任务
    std::string_view reason;    ///< of 非任务
    DigestState digest = DigestState::Unknown;
    bool covered() const { return !tasks.empty() || nonduty; }
};

struct TracedDocument {
    uint32_t card = 0; ///< in Model::cards
    std::vector<PlanId> plans; ///< that name it as 来源
    std::vector<TracedPlace> places;
    uint32_t covered = 0;
    uint32_t compared = 0;              ///< places, headings among them, whose digest could be compared
    struct Difference {
        uint32_t entry = 0; ///< in Model::card_entries
        DigestState state = DigestState::Changed;
    };
    std::vector<Difference> changed;    ///< those that are not as the card says
    std::vector<std::string> added;     ///< 正文 25.1: places of the document that the card does not list
    struct Head {
        Words what;
        std::string then, now; ///< empty: not printed
    };
    std::vector<Head> heads;            ///< title, number, date that differ
    bool beside_left = false;           ///< an earlier card: it lists neither brackets nor cells, the document has some
    bool another = false;               ///< hardly a clause is as the card says: probably another document
};

struct Trace {
    std::vector<TracedDocument> documents;
};

Trace trace(const Compilation& c, const std::vector<DocumentDigests>& documents = {});

} // namespace yaodian
