// 受众: for whom or to whom the duty is done.
#include "compiler/facets/things.h"

namespace yaodian {

extern const FacetRule facet_audience{Facet::Audience,
                                      by_readings<Things<Facet::Audience, audience_weaker, audience_missing, audience_question>>};

} // namespace yaodian
