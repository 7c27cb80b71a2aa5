// 对象: what the duty is done to.
#include "compiler/facets/things.h"

namespace yaodian {

extern const FacetRule facet_object{Facet::Object, by_readings<Things<Facet::Object, object_weaker, object_missing, object_question>>};

} // namespace yaodian
