// A changed edition against the spec that was made from the earlier one.
// In:  the earlier card, the spec with its hand-made corrections, the places of the new edition.
// Out: what changed clause by clause; the spec with its places renumbered where a text only moved, remarks where a text
//      changed, and drafts for what is new. Nothing that a hand wrote is taken away.
#pragma once

#include "tools/importer/importer.h"
#include "tools/importer/write.h"

#include <string>

namespace yaodian::importer {

struct Updated {
    std::string spec;
    std::string changes;
    std::string card_id; ///< of the earlier card
    std::string wrong_zh, wrong_en; ///< not empty: plan, card and document do not belong together
};

Updated update_spec(const Places& places, const std::vector<Reading>& readings, const std::vector<Link>& links, const ImportOptions& options);

} // namespace yaodian::importer
