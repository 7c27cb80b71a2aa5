// The pages of the findings (docs/findings/NUMBER.md), written into the program when it is built.
#pragma once

#include <cstdint>
#include <string_view>

namespace yaodian {

struct Page {
    uint16_t code;
    std::string_view text;
};
extern const Page kPages[]; ///< by number; the last has code 0

} // namespace yaodian
