#include "tools/importer/text.h"

#include <array>
#include <cstring>
#include <utf8proc.h>

namespace yaodian::importer {

void Piece::append(const Piece& other) {
    text += other.text;
    at.insert(at.end(), other.at.begin(), other.at.end());
}

Piece Piece::sub(std::size_t from, std::size_t to) const {
    to = std::min(to, text.size());
    from = std::min(from, to);
    Piece out;
    out.text = text.substr(from, to - from);
    out.at.assign(at.begin() + static_cast<std::ptrdiff_t>(from), at.begin() + static_cast<std::ptrdiff_t>(to));
    return out;
}

Span Piece::span(std::size_t from, std::size_t to) const {
    to = std::min(to, at.size());
    if (from >= to)
        return {};
    return {at[from], at[to - 1] + 1};
}

std::u32string to_u32(std::string_view utf8) {
    std::u32string out;
    out.reserve(utf8.size() / 2);
    const auto* p = reinterpret_cast<const utf8proc_uint8_t*>(utf8.data());
    auto left = static_cast<utf8proc_ssize_t>(utf8.size());
    while (left > 0) {
        utf8proc_int32_t c = 0;
        utf8proc_ssize_t n = utf8proc_iterate(p, left, &c);
        if (n <= 0) {
            c = 0xFFFD;
            n = 1;
        }
        out.push_back(static_cast<char32_t>(c));
        p += n;
        left -= n;
    }
    return out;
}

void append_utf8(std::string& out, char32_t c) {
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        c = 0xFFFD;
    utf8proc_uint8_t bytes[4];
    const auto n = utf8proc_encode_char(static_cast<utf8proc_int32_t>(c), bytes);
    out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(n));
}

std::string to_utf8(std::u32string_view text) {
    std::string out;
    out.reserve(text.size() * 3);
    for (char32_t c : text)
        append_utf8(out, c);
    return out;
}

char32_t canonical(char32_t c) {
    switch (c) {
    case U',': return U'，';
    case U';': return U'；';
    case U':': case U'∶': case U'︰': case U'﹕': return U'：';
    case U'(': return U'（';
    case U')': return U'）';
    case U'!': return U'！';
    case U'?': return U'？';
    case U'％': return U'%';
    case U'．': return U'.';
    case U'｜': return U'|';
    case U'\uFF61': return U'。';
    case U'\u0000': return U' ';
    default: break;
    }
    if (c < 0x80)
        return c;
    if (c >= 0x2500 && c <= 0x256C) // tables drawn with lines
        return c == 0x2502 || c == 0x2503 || c == 0x2551 ? U'|' : c == 0x2500 || c == 0x2501 || c == 0x2550 || (c >= 0x2504 && c <= 0x250B) ? U'-' : U'+';
    if ((c >= U'０' && c <= U'９') || (c >= U'Ａ' && c <= U'Ｚ') || (c >= U'ａ' && c <= U'ｚ'))
        return c - 0xFEE0;
    if (c == 0x3000 || c == 0xA0 || (c >= 0x2000 && c <= 0x200D) || c == 0x202F || c == 0x205F || c == 0x2060 ||
        c == 0xFEFF || c == 0xAD || c == 0x2028 || c == 0x2029 || c == 0x85)
        return U' ';
    // Text copied out of a PDF often holds radicals and compatibility forms in place of the ideographs.
    if ((c >= 0x2E80 && c <= 0x2FDF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F)) {
        utf8proc_int32_t out[4];
        int last = 0;
        const auto n = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), out, 4,
                                               static_cast<utf8proc_option_t>(UTF8PROC_COMPAT | UTF8PROC_STABLE), &last);
        if (n == 1)
            return static_cast<char32_t>(out[0]);
    }
    return c;
}

std::u32string canonical(std::u32string_view text) {
    std::u32string out;
    out.reserve(text.size());
    bool open = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char32_t c = canonical(text[i]);
        if (c == U'"' || c == U'＂') {
            open = !open;
            c = open ? U'“' : U'”';
        } else if (c == U'\r') {
            c = i + 1 < text.size() && text[i + 1] == U'\n' ? U' ' : U'\n';
        } else if (c == U'\n') {
            open = false; // a quote left open does not turn the rest of the document inside out
        } else if ((c == U'，' || c == U'：') && text[i] < 0x80 && i > 0 && i + 1 < text.size() && is_digit(text[i - 1]) &&
                   is_digit(text[i + 1])) {
            c = text[i]; // 1,000 and 9:30
        }
        out.push_back(c);
    }
    return out;
}

bool is_space(char32_t c) { return c == U' ' || c == U'\t' || c == U'\n' || c == U'\r' || c == U'\v' || c == U'\f'; }

bool is_han(char32_t c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x323AF) || c == U'〇' ||
           (c >= 0xF900 && c <= 0xFAFF);
}

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

bool is_chinese_digit(char32_t c) { return is_one_of(c, U"〇零一二三四五六七八九十百千两"); }

std::size_t count_han(std::u32string_view text) {
    std::size_t n = 0;
    for (char32_t c : text)
        n += is_han(c) ? 1 : 0;
    return n;
}

static long digit_value(char32_t c) {
    constexpr std::u32string_view digits = U"〇一二三四五六七八九";
    if (is_digit(c))
        return static_cast<long>(c - U'0');
    if (c == U'零')
        return 0;
    if (c == U'两')
        return 2;
    const auto at = digits.find(c);
    return at == std::u32string_view::npos ? -1 : static_cast<long>(at);
}

std::optional<long> to_number(std::u32string_view text) {
    if (text.empty() || text.size() > 12)
        return std::nullopt;
    if (is_digit(text[0])) {
        long n = 0;
        for (char32_t c : text) {
            if (!is_digit(c))
                return std::nullopt;
            n = n * 10 + static_cast<long>(c - U'0');
            if (n > 1000000000)
                return std::nullopt;
        }
        return n;
    }
    long total = 0, current = 0;
    bool any = false;
    for (char32_t c : text) {
        long unit = c == U'十' ? 10 : c == U'百' ? 100 : c == U'千' ? 1000 : 0;
        if (unit) {
            total += (current == 0 && !any ? 1 : current) * unit;
            if (current == 0 && any && total == 0)
                return std::nullopt;
            current = 0;
        } else {
            const long d = digit_value(c);
            if (d < 0 || is_digit(c))
                return std::nullopt;
            current = current * 10 + d; // 二〇二三; 零 between places adds nothing
            if (current > 100000)
                return std::nullopt;
        }
        any = true;
    }
    return total + current;
}

std::u32string to_chinese(long n) {
    constexpr std::u32string_view digits = U"〇一二三四五六七八九";
    if (n <= 0 || n > 9999)
        return {};
    std::u32string out;
    bool zero = false;
    for (auto [unit, name] : {std::pair<long, char32_t>{1000, U'千'}, {100, U'百'}, {10, U'十'}, {1, U'\0'}}) {
        const long d = n / unit % 10;
        if (d == 0) {
            zero = zero || !out.empty();
            continue;
        }
        if (zero) {
            out += U'零';
            zero = false;
        }
        if (!(unit == 10 && d == 1 && out.empty()))
            out += digits[static_cast<std::size_t>(d)];
        if (name)
            out += name;
    }
    return out;
}

bool contains(std::u32string_view text, std::u32string_view part) { return text.find(part) != std::u32string_view::npos; }

std::u32string digest_text(std::u32string_view text) {
    std::u32string out;
    out.reserve(text.size());
    bool open = false;
    for (char32_t raw : text) {
        char32_t c = raw;
        switch (raw) {
        case U',': c = U'，'; break;
        case U';': c = U'；'; break;
        case U':': c = U'：'; break;
        case U'(': c = U'（'; break;
        case U')': c = U'）'; break;
        case U'!': c = U'！'; break;
        case U'?': c = U'？'; break;
        case U'"': case U'＂': case U'“': case U'”':
            open = !open;
            c = open ? U'“' : U'”';
            break;
        default:
            if ((raw >= U'０' && raw <= U'９') || (raw >= U'Ａ' && raw <= U'Ｚ') || (raw >= U'ａ' && raw <= U'ｚ'))
                c = raw - 0xFEE0;
            else if (is_space(canonical(raw)))
                continue;
        }
        out.push_back(c);
    }
    return out;
}

std::string sha256(std::string_view bytes) {
    static constexpr std::array<uint32_t, 64> k = {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01,
        0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc,
        0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
        0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08,
        0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
        0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};
    std::array<uint32_t, 8> h = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::string message(bytes);
    const uint64_t bits = static_cast<uint64_t>(bytes.size()) * 8;
    message.push_back(static_cast<char>(0x80));
    while (message.size() % 64 != 56)
        message.push_back('\0');
    for (int i = 7; i >= 0; --i)
        message.push_back(static_cast<char>(bits >> (i * 8)));
    auto rotr = [](uint32_t x, int n) { return (x >> n) | (x << (32 - n)); };
    for (std::size_t block = 0; block < message.size(); block += 64) {
        std::array<uint32_t, 64> w{};
        for (std::size_t i = 0; i < 16; ++i)
            for (std::size_t j = 0; j < 4; ++j)
                w[i] = (w[i] << 8) | static_cast<unsigned char>(message[block + i * 4 + j]);
        for (std::size_t i = 16; i < 64; ++i) {
            const uint32_t s0 = rotr(w[i - 15], 7) ^ rotr(w[i - 15], 18) ^ (w[i - 15] >> 3);
            const uint32_t s1 = rotr(w[i - 2], 17) ^ rotr(w[i - 2], 19) ^ (w[i - 2] >> 10);
            w[i] = w[i - 16] + s0 + w[i - 7] + s1;
        }
        auto v = h;
        for (std::size_t i = 0; i < 64; ++i) {
            const uint32_t s1 = rotr(v[4], 6) ^ rotr(v[4], 11) ^ rotr(v[4], 25);
            const uint32_t t1 = v[7] + s1 + ((v[4] & v[5]) ^ (~v[4] & v[6])) + k[i] + w[i];
            const uint32_t s0 = rotr(v[0], 2) ^ rotr(v[0], 13) ^ rotr(v[0], 22);
            const uint32_t t2 = s0 + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
            v = {t1 + t2, v[0], v[1], v[2], v[3] + t1, v[4], v[5], v[6]};
        }
        for (std::size_t i = 0; i < 8; ++i)
            h[i] += v[i];
    }
    static constexpr char hex[] = "0123456789abcdef";
    std::string out;
    for (uint32_t word : h)
        for (int i = 28; i >= 0; i -= 4)
            out.push_back(hex[(word >> i) & 15]);
    return out;
}

} // namespace yaodian::importer
