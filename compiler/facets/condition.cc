// 条件: a condition takes cases out of the duty; more of them weaken it.
#include "compiler/facets/terms.h"

namespace yaodian {

extern const FacetRule facet_condition{Facet::Condition, by_readings<Terms<Facet::Condition, condition_weaker, condition_question>>};

} // namespace yaodian
