// The judge: do the lower tasks, together, carry the upper one? Answered by trying every small history, one by one.
// In: a Model (data records only), lower tasks, an upper task, the plan the question is asked for.
// Out: whether every history that satisfies the lower ones satisfies the upper one, the same backwards, and whether any
// history satisfies both. Slow and obvious on purpose: it shares no rule with compiler/facets/.
//
// A history says, for a year cut into a few slots (quarters or months): which actor did which element for which item in
// which slot; how often each metric was counted for whom; which conditions held; when events fell; who held a role.
// Words of firmness bind or do not, depending on how strictly the reader takes them: a duty is carried when it is
// carried under every reading (only 必须 binds; 原则上 too; 鼓励 too; 探索 too; both; 可以 as well).
#pragma once

#include "compiler/model.h"

#include <string>
#include <vector>

namespace yaodian::judge {

struct Ruling {
    bool too_big = false;  ///< more histories than can be tried
    bool carries = true;   ///< every history of the lower tasks is one of the upper task
    bool back = true;      ///< and the other way
    bool together = true;  ///< some history satisfies all (whatever the reading)
    bool possible = true;  ///< the lower tasks do not contradict each other
    long histories = 0;    ///< tried, over all readings
};

Ruling rule(const Model& model, std::span<const TaskId> lower, TaskId upper, PlanId plan);

} // namespace yaodian::judge
