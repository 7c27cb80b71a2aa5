// Characters of printed documents: UTF-8 in and out, one canonical spelling per character, digests, numbers in Chinese.
// In: code points.  Out: code points. The rest of the importer counts in code points and never sees a byte.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace yaodian::importer {

/// Half-open range of code points in a Document.
struct Span {
    uint32_t begin = 0;
    uint32_t end = 0;
    bool empty() const { return begin >= end; }
    friend bool operator==(const Span&, const Span&) = default;
};

/// Canonical text without white space, and where each of its characters stands in the document.
struct Piece {
    std::u32string text;
    std::vector<uint32_t> at;

    bool empty() const { return text.empty(); }
    void push(char32_t c, uint32_t where) {
        text.push_back(c);
        at.push_back(where);
    }
    void append(const Piece& other);
    Piece sub(std::size_t from, std::size_t to) const;
    Span span() const { return at.empty() ? Span{} : Span{at.front(), at.back() + 1}; }
    /// The characters of the document that text[from, to) came from.
    Span span(std::size_t from, std::size_t to) const;
};

std::u32string to_u32(std::string_view utf8); ///< a malformed byte becomes U+FFFD
std::string to_utf8(std::u32string_view text);
void append_utf8(std::string& out, char32_t c);

/// One spelling per character, never changing their number: full-width punctuation, half-width letters and digits,
/// plain spaces, ideographs instead of compatibility forms. Straight quotes are paired by canonical().
char32_t canonical(char32_t c);
std::u32string canonical(std::u32string_view text);

bool is_space(char32_t c); ///< after canonical(): blanks of every width, tabs, line ends
bool is_han(char32_t c);
bool is_digit(char32_t c);
bool is_chinese_digit(char32_t c);
inline bool is_one_of(char32_t c, std::u32string_view set) {
    for (char32_t s : set)
        if (s == c)
            return true;
    return false;
}
std::size_t count_han(std::u32string_view text);

/// 12, 一百零五, 两, 十; nothing when it is not a number or is beyond a thousand million.
std::optional<long> to_number(std::u32string_view text);
std::u32string to_chinese(long number);

/// Asked millions of times of long word lists: the first character settles nearly all of them.
inline bool starts_with(std::u32string_view text, std::u32string_view head) {
    if (head.empty())
        return true;
    return text.size() >= head.size() && text[0] == head[0] && text.compare(0, head.size(), head) == 0;
}
inline bool ends_with(std::u32string_view text, std::u32string_view tail) {
    if (tail.empty())
        return true;
    return text.size() >= tail.size() && text.back() == tail.back() && text.compare(text.size() - tail.size(), tail.size(), tail) == 0;
}
bool contains(std::u32string_view text, std::u32string_view part);

/// What digests are taken of: no white space, full-width , ; : ( ) ! ?, ASCII letters and digits, double quotes paired
/// in the order they stand.
std::u32string digest_text(std::u32string_view text);
std::string sha256(std::string_view bytes); ///< 64 hexadecimal digits

} // namespace yaodian::importer
