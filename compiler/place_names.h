// The numbers of clauses: 24.3, 三（三）.2, 前言.1, row 67. In: a place as folded text.  Out: its item and
// sentence, and whether one place lies in another.
#pragma once

#include <cstdint>
#include <string_view>

namespace yaodian {

struct PlaceName {
    std::string_view item; ///< 24, 三(三), 前言
    uint32_t sentence = 0; ///< 0: the whole item
};

inline PlaceName place_name(std::string_view text) {
    std::size_t dot = text.rfind('.');
    if (dot == std::string_view::npos || dot + 1 == text.size())
        return {text, 0};
    uint32_t n = 0;
    for (char c : text.substr(dot + 1)) {
        if (c < '0' || c > '9' || n > 100'000)
            return {text, 0};
        n = n * 10 + uint32_t(c - '0');
    }
    return {text.substr(0, dot), n};
}

/// A number of digits only: a row, an arabic item; 0 when it is anything else.
inline uint32_t place_number(std::string_view text) {
    uint32_t n = 0;
    for (char c : text) {
        if (c < '0' || c > '9' || n > 100'000'000)
            return 0;
        n = n * 10 + uint32_t(c - '0');
    }
    return n;
}

/// `place` is `whole` or lies below it: 24.3 in 24; 一(一).1 in 一(一) and in 一; never 24 in 2.
inline bool place_in(std::string_view place, std::string_view whole) {
    return place.size() >= whole.size() && place.substr(0, whole.size()) == whole &&
           (place.size() == whole.size() || place[whole.size()] == '.' || place[whole.size()] == '(');
}

} // namespace yaodian
