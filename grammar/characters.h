// What a character is to the grammar, and how to step over it. Full-width and half-width forms are one kind.
// In: well-formed UTF-8, [p, end).  Used inside this room only.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace yaodian::chars {

enum class Kind : uint8_t {
    End, ///< of the text
    NameChar,
    Space,
    Break,
    Hash,
    Semicolon,
    Stop, ///< 。
    Comma,
    Colon,
    Open,
    Close,
    BracketOpen,
    BracketClose,
    Quote,      ///< opens
    QuoteClose, ///< closes; at the beginning of a value it is taken for an opening one
    Sign,       ///< > < = ≥ ≤ and their full-width forms
    Dot,
    Invisible, ///< controls, zero-width and direction marks
};

struct Look {
    Kind kind;
    uint8_t length;
};

/// How far to go when the byte is the first of a character that can only be part of a name; 0: look closer.
constexpr auto kStep = [] {
    std::array<uint8_t, 256> out{};
    for (int b = 0x21; b < 0x7F; ++b)
        out[static_cast<std::size_t>(b)] = 1;
    for (const char c : {';', ',', ':', '{', '}', '(', ')', '"', '#', '<', '>', '=', '.'})
        out[static_cast<unsigned char>(c)] = 0;
    for (std::size_t b = 0xC3; b <= 0xDF; ++b)
        out[b] = 2;
    for (std::size_t b = 0xE0; b <= 0xEF; ++b)
        out[b] = 3;
    for (std::size_t b = 0xF0; b <= 0xF4; ++b)
        out[b] = 4;
    out[0xE2] = out[0xE3] = out[0xEF] = 0;
    return out;
}();

constexpr auto kAscii = [] {
    std::array<Kind, 128> out{};
    for (std::size_t b = 0; b < 128; ++b)
        out[b] = b < 0x20 || b == 0x7F ? Kind::Invisible : Kind::NameChar;
    out[' '] = out['\t'] = out['\v'] = out['\f'] = Kind::Space;
    out['\n'] = out['\r'] = Kind::Break;
    out['#'] = Kind::Hash;
    out[';'] = Kind::Semicolon;
    out[','] = Kind::Comma;
    out[':'] = Kind::Colon;
    out['{'] = Kind::Open;
    out['}'] = Kind::Close;
    out['('] = Kind::BracketOpen;
    out[')'] = Kind::BracketClose;
    out['"'] = Kind::Quote;
    out['<'] = out['>'] = out['='] = Kind::Sign;
    out['.'] = Kind::Dot;
    return out;
}();

inline uint8_t byte(const char* p) { return static_cast<uint8_t>(*p); }

/// Three-byte characters whose lead is E2, E3 or EF. Reads the three bytes.
constexpr Kind kind_of(uint32_t code) {
    switch (code) {
    case 0x3000: case 0x202F: case 0x205F: case 0x2028: case 0x2029: return Kind::Space;
    case 0x3001: case 0xFF0C: case 0xFF64: return Kind::Comma;
    case 0x3002: case 0xFF61: return Kind::Stop;
    case 0xFF1B: return Kind::Semicolon;
    case 0xFF1A: return Kind::Colon;
    case 0xFF03: return Kind::Hash;
    case 0xFF0E: return Kind::Dot;
    case 0xFF5B: return Kind::Open;
    case 0xFF5D: return Kind::Close;
    case 0xFF08: return Kind::BracketOpen;
    case 0xFF09: return Kind::BracketClose;
    case 0x201C: case 0x300A: case 0x300C: case 0x300E: case 0xFF02: case 0xFF62: return Kind::Quote;
    case 0x201D: case 0x300B: case 0x300D: case 0x300F: case 0xFF63: return Kind::QuoteClose;
    case 0x2264: case 0x2265: case 0x2266: case 0x2267: case 0xFF1C: case 0xFF1D: case 0xFF1E: return Kind::Sign;
    case 0xFEFF: return Kind::Invisible;
    default: break;
    }
    if (code >= 0x2000 && code <= 0x200A)
        return Kind::Space;
    if ((code >= 0x200B && code <= 0x200F) || (code >= 0x202A && code <= 0x202E) || (code >= 0x2060 && code <= 0x206F))
        return Kind::Invisible;
    return Kind::NameChar;
}

/// The blocks of 64 characters that hold marks, laid out as tables: U+2000, U+2040, U+2240, U+3000, U+FEC0, U+FF00, U+FF40.
constexpr uint32_t kMarkBlocks[] = {0x2000, 0x2040, 0x2240, 0x3000, 0xFEC0, 0xFF00, 0xFF40};
constexpr auto kMarks = [] {
    std::array<std::array<Kind, 64>, 8> out{};
    for (std::size_t block = 0; block < 8; ++block)
        for (uint32_t i = 0; i < 64; ++i)
            out[block][i] = block < 7 ? kind_of(kMarkBlocks[block] + i) : Kind::NameChar;
    return out;
}();
/// Which table serves the second byte, for each of the leads E2, E3, EF.
constexpr auto kMarkTable = [] {
    std::array<std::array<uint8_t, 64>, 16> out{};
    for (auto& row : out)
        row.fill(7);
    for (uint8_t block = 0; block < 7; ++block)
        out[kMarkBlocks[block] >> 12][kMarkBlocks[block] >> 6 & 63] = block;
    return out;
}();

inline Look look_wide(const char* p) {
    return {kMarks[kMarkTable[byte(p) & 15][byte(p + 1) & 63]][byte(p + 2) & 63], 3};
}

/// Anything but ASCII.
inline Look look_beyond(const char* p) {
    const uint8_t b = byte(p);
    if (b == 0xE2 || b == 0xE3 || b == 0xEF)
        return look_wide(p);
    if (b == 0xC2) {
        const uint8_t low = byte(p + 1);
        return {low == 0xA0 ? Kind::Space : low < 0xA0 || low == 0xAD ? Kind::Invisible : Kind::NameChar, 2};
    }
    return {Kind::NameChar, kStep[b]};
}

[[gnu::always_inline]] inline Look look(const char* p, const char* end) {
    if (p >= end)
        return {Kind::End, 0};
    return byte(p) < 0x80 ? Look{kAscii[byte(p)], 1} : look_beyond(p);
}

/// Past ordinary spaces, sixteen at a time: indentation is a fifth of a file.
inline const char* skip_plain_spaces(const char* p, const char* end) {
#if defined(__SSE2__)
    while (end - p >= 16) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
        const auto other = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(' ')))) ^ 0xFFFFu;
        if (other != 0)
            return p + __builtin_ctz(other);
        p += 16;
    }
#endif
    while (p < end && *p == ' ')
        ++p;
    return p;
}

inline const char* skip_spaces(const char* p, const char* end) {
    for (;;) {
        p = skip_plain_spaces(p, end);
        const Look l = look(p, end);
        if (l.kind != Kind::Space)
            return p;
        p += l.length;
    }
}

/// Before it four bytes can be read.
inline const char* last_four(const char* begin, const char* end) { return end - begin > 3 ? end - 3 : begin; }

/// `safe` is last_four() of the whole text.
inline const char* skip_name_chars(const char* p, const char* end, const char* safe) {
    for (;;) {
        // Two Chinese characters at once: leads E4…EB three bytes apart. The text is well-formed, so their other bytes
        // are there and need no look.
        uint32_t four;
        while (p < safe && (std::memcpy(&four, p, 4), ((four - 0xE40000E4u) & 0xF80000F8u) == 0))
            p += 6;
        if (p >= end)
            return p;
        const uint8_t step = kStep[byte(p)];
        if (step == 0)
            return p;
        p += step;
    }
}

inline const char* line_end(const char* p, const char* end) {
#if defined(__SSE2__)
    while (end - p >= 16) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
        const __m128i hit = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\r')));
        if (const int mask = _mm_movemask_epi8(hit))
            return p + __builtin_ctz(static_cast<unsigned>(mask));
        p += 16;
    }
#endif
    while (p < end && *p != '\n' && *p != '\r')
        ++p;
    return p;
}

inline bool at(const char* p, const char* end, std::string_view what) {
    return static_cast<std::size_t>(end - p) >= what.size() && std::memcmp(p, what.data(), what.size()) == 0;
}

struct Quotes {
    std::string_view open, close;
};

/// The closing mark that belongs to the quote at `p`; curly and corner quotes nest, straight ones cannot.
inline Quotes quotes_at(const char* p) {
    switch (byte(p)) {
    case '"': return {"\"", "\""};
    case 0xEF: return byte(p + 1) == 0xBC ? Quotes{"＂", "＂"} : Quotes{"｢", "｣"};
    case 0xE2: return byte(p + 2) == 0x9C ? Quotes{"“", "”"} : Quotes{"”", "”"};
    default:
        switch (byte(p + 2)) {
        case 0x8A: return {"《", "》"};
        case 0x8B: return {"》", "》"};
        case 0x8C: return {"「", "」"};
        case 0x8D: return {"」", "」"};
        case 0x8E: return {"『", "』"};
        default: return {"』", "』"};
        }
    }
}

inline std::string_view trim(const char* begin, const char* end) {
    begin = skip_spaces(begin, end);
    for (;;) {
        if (begin < end && (end[-1] == ' ' || end[-1] == '\t'))
            --end;
        else if (end - begin >= 3 && at(end - 3, end, "　"))
            end -= 3;
        else
            return {begin, static_cast<std::size_t>(end - begin)};
    }
}

} // namespace yaodian::chars
