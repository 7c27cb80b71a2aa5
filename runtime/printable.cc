#include "runtime/printable.h"

namespace yaodian {

std::size_t utf8_length(std::string_view text, std::size_t at) {
    auto byte = [&](std::size_t k) { return at + k < text.size() ? static_cast<unsigned char>(text[at + k]) : 0u; };
    auto tail = [&](std::size_t k) { return (byte(k) & 0xC0) == 0x80; };
    const unsigned lead = byte(0);
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return tail(1) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        if (!tail(1) || !tail(2))
            return 0;
        if ((lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xED && byte(1) > 0x9F))
            return 0; // overlong, surrogate
        return 3;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        if (!tail(1) || !tail(2) || !tail(3))
            return 0;
        if ((lead == 0xF0 && byte(1) < 0x90) || (lead == 0xF4 && byte(1) > 0x8F))
            return 0; // overlong, above U+10FFFF
        return 4;
    }
    return 0;
}

std::string printable(std::string_view text) {
    static constexpr std::string_view replacement = "\xEF\xBF\xBD";
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte == '\t' || byte == '\n' || byte == '\r') {
            out += ' ';
            ++i;
            continue;
        }
        const std::size_t length = utf8_length(text, i);
        const std::string_view one = text.substr(i, length ? length : 1);
        const bool control = byte < 0x20 || byte == 0x7F || (byte == 0xC2 && length == 2 && one[1] < '\xA0');
        // U+200E U+200F, U+202A–202E, U+2066–2069: marks that turn the reading direction.
        const bool turns = one == "\u200E" || one == "\u200F" || (one >= "\u202A" && one <= "\u202E" && length == 3) ||
                           (one >= "\u2066" && one <= "\u2069" && length == 3);
        if (!length || control || turns)
            out += replacement;
        else
            out += one;
        i += one.size();
    }
    return out;
}

} // namespace yaodian
