// Text that is safe to show: well-formed UTF-8 without control characters.
// In: any bytes, hostile ones too.  Out: text that cannot move a cursor, ring a bell or turn the reading direction.
#pragma once

#include <string>
#include <string_view>

namespace yaodian {

/// Bytes of the well-formed UTF-8 character at `at`; 0 when there is none.
std::size_t utf8_length(std::string_view text, std::size_t at);

/// Control and direction-changing characters and broken bytes become U+FFFD; tab and line break become a space.
std::string printable(std::string_view text);

} // namespace yaodian
