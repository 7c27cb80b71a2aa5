// 除外: an exception takes cases out of the duty; more of them weaken it.
#include "compiler/facets/terms.h"

namespace yaodian {

extern const FacetRule facet_except{Facet::Except, by_readings<Terms<Facet::Except, except_weaker, except_question>>};

} // namespace yaodian
