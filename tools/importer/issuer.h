// Whose plan is it?
// In:  the printed issuer and the title.  Out: the area, its level, and the bureau or organ that speaks.
#pragma once

#include "tools/importer/places.h"

#include <string>

namespace yaodian::importer {

struct Issuer {
    std::u32string area;   ///< 宝山区, 安康市, 莘庄镇: whose government it is; empty when no name is printed
    std::u32string level;  ///< 市 区 镇街; empty when the language has none (省) or it is not known
    std::u32string bureau; ///< 滨北区教育局: the plan is about its own offices; empty for a government's plan
    std::u32string organ;  ///< 区安全生产委员会办公室: a body of the government other than its office
    bool printed = false;  ///< an issuer is printed; else the title was asked

    const std::u32string& directory() const { return bureau.empty() ? area : bureau; }
    std::u32string government() const; ///< 区政府, 县政府, 市政府, 镇政府, 街道办事处
    std::u32string office() const;     ///< 区政府办公室; empty for towns
};

Issuer find_issuer(const Places& places);

} // namespace yaodian::importer
