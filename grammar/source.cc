#include "grammar/source.h"

#include <algorithm>
#include <cstring>
#include <utf8proc.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace yaodian {
namespace {

using Byte = unsigned char;

bool continuation(Byte b) { return (b & 0xC0) == 0x80; }

/// Length of the well-formed UTF-8 sequence at `p`, 0 if there is none.
int sequence(const Byte* p, const Byte* end) {
    const auto left = end - p;
    const Byte lead = *p;
    if (lead < 0x80)
        return 1;
    if (lead < 0xC2)
        return 0;
    if (lead < 0xE0)
        return left >= 2 && continuation(p[1]) ? 2 : 0;
    if (lead < 0xF0) {
        if (left < 3 || !continuation(p[1]) || !continuation(p[2]))
            return 0;
        if ((lead == 0xE0 && p[1] < 0xA0) || (lead == 0xED && p[1] > 0x9F))
            return 0; // overlong; surrogates
        return 3;
    }
    if (lead > 0xF4 || left < 4 || !continuation(p[1]) || !continuation(p[2]) || !continuation(p[3]))
        return 0;
    if ((lead == 0xF0 && p[1] < 0x90) || (lead == 0xF4 && p[1] > 0x8F))
        return 0;
    return 4;
}

#if defined(__x86_64__)
/// Bytes at `p` that are three-byte characters in a row, of the fifteen that fit; leads E0 and ED, which need a look at
/// the second byte's range, end the row. Reads sixteen bytes.
unsigned three_byte_row(__m128i bytes) {
    // Lead, two continuation bytes, five times over: what must stand in the high bits, and which bits those are.
    const __m128i want = _mm_setr_epi8(-32, -128, -128, -32, -128, -128, -32, -128, -128, -32, -128, -128, -32, -128, -128, 0);
    const __m128i mask = _mm_setr_epi8(-16, -64, -64, -16, -64, -64, -16, -64, -64, -16, -64, -64, -16, -64, -64, 0);
    const __m128i shape = _mm_cmpeq_epi8(_mm_and_si128(bytes, mask), want);
    const __m128i narrow = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(-32)), _mm_cmpeq_epi8(bytes, _mm_set1_epi8(-19)));
    const auto good = static_cast<unsigned>(_mm_movemask_epi8(_mm_andnot_si128(narrow, shape))) & 0x7FFF;
    static constexpr uint8_t kWhole[] = {0, 0, 0, 3, 3, 3, 6, 6, 6, 9, 9, 9, 12, 12, 12, 15};
    return kWhole[__builtin_ctz(~good)];
}
#endif

#if defined(__x86_64__)
// What can be wrong with two bytes that follow each other, by the upper half of the first, its lower half, and the upper
// half of the second: a slip is what all three agree on.
enum Wrong : uint8_t {
    TooShort = 1,
    TooLong = 2,
    Overlong3 = 4,
    TooLarge = 8,
    Surrogate = 16,
    Overlong2 = 32,
    TooLarge1000 = 64,
    Overlong4 = 64,
    TwoContinuations = 128,
    AnyLow = TooShort | TooLong | TwoContinuations, ///< does not depend on the lower half
    Large = AnyLow | TooLarge | TooLarge1000,
    After8 = TooLong | Overlong2 | TwoContinuations | Overlong3 | TooLarge1000 | Overlong4,
    After9 = TooLong | Overlong2 | TwoContinuations | Overlong3 | TooLarge,
    AfterA = TooLong | Overlong2 | TwoContinuations | Surrogate | TooLarge,
};
constexpr uint8_t kFirstHigh[16] = {TooLong, TooLong, TooLong, TooLong, TooLong, TooLong, TooLong, TooLong,
                                    TwoContinuations, TwoContinuations, TwoContinuations, TwoContinuations,
                                    TooShort | Overlong2, TooShort, TooShort | Overlong3 | Surrogate,
                                    TooShort | TooLarge | TooLarge1000 | Overlong4};
constexpr uint8_t kFirstLow[16] = {AnyLow | Overlong3 | Overlong2 | Overlong4, AnyLow | Overlong2, AnyLow, AnyLow,
                                   AnyLow | TooLarge, Large, Large, Large, Large, Large, Large, Large, Large,
                                   Large | Surrogate, Large, Large};
constexpr uint8_t kSecondHigh[16] = {TooShort, TooShort, TooShort, TooShort, TooShort, TooShort, TooShort, TooShort,
                                     After8, After9, AfterA, AfterA, TooShort, TooShort, TooShort, TooShort};

/// Past the well-formed text at `p`, to the beginning of a character at most 35 bytes before its end, or before the first
/// slip. Thirty-two bytes at once, by the table method of Keiser and Lemire, "Validating UTF-8 in less than one
/// instruction per byte" (2020).
[[gnu::target("avx2")]] const Byte* skip_utf8_avx2(const Byte* p, const Byte* end) {
    const auto table = [](const uint8_t* sixteen) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(sixteen)); };
    const __m256i first_high = _mm256_broadcastsi128_si256(table(kFirstHigh));
    const __m256i first_low = _mm256_broadcastsi128_si256(table(kFirstLow));
    const __m256i second_high = _mm256_broadcastsi128_si256(table(kSecondHigh));
    const __m256i low_half = _mm256_set1_epi8(0x0F);
    __m256i before = _mm256_setzero_si256();
    const Byte* const begin = p;
    while (end - p >= 32) {
        const __m256i now = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
        const __m256i joint = _mm256_permute2x128_si256(before, now, 0x21);
        const __m256i one = _mm256_alignr_epi8(now, joint, 15); // the byte before each
        const __m256i pairs = _mm256_and_si256(
            _mm256_and_si256(_mm256_shuffle_epi8(first_high, _mm256_and_si256(_mm256_srli_epi16(one, 4), low_half)),
                             _mm256_shuffle_epi8(first_low, _mm256_and_si256(one, low_half))),
            _mm256_shuffle_epi8(second_high, _mm256_and_si256(_mm256_srli_epi16(now, 4), low_half)));
        // Third and fourth bytes are continuations after a continuation, which the pairs alone take for a slip.
        const __m256i third = _mm256_subs_epu8(_mm256_alignr_epi8(now, joint, 14), _mm256_set1_epi8(0x60));
        const __m256i fourth = _mm256_subs_epu8(_mm256_alignr_epi8(now, joint, 13), _mm256_set1_epi8(0x70));
        const __m256i must = _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8(static_cast<char>(0x80)));
        const __m256i slip = _mm256_xor_si256(must, pairs);
        if (!_mm256_testz_si256(slip, slip))
            break;
        before = now;
        p += 32;
    }
    for (int k = 1; k <= 3 && p - k >= begin; ++k) // back to the beginning of a character that is not whole
        if (p[-k] >= 0xC0)
            return p - k;
    return p;
}
#endif

bool valid_gb18030(std::string_view bytes, std::size_t* hanzi, std::size_t* pairs) {
    const auto* p = reinterpret_cast<const Byte*>(bytes.data());
    const auto* end = p + bytes.size();
    *hanzi = *pairs = 0;
    while (p < end) {
        if (*p < 0x80) {
            ++p;
            continue;
        }
        if (*p == 0x80 || *p == 0xFF)
            return false;
        if (end - p < 2)
            return true; // cut off inside the last character
        const Byte trail = p[1];
        if (trail >= 0x30 && trail <= 0x39) {
            if (end - p < 4)
                return true;
            if (p[2] < 0x81 || p[2] == 0xFF || p[3] < 0x30 || p[3] > 0x39)
                return false;
            p += 4;
        } else if (trail >= 0x40 && trail != 0x7F && trail != 0xFF) {
            ++*pairs;
            // The rows of GB 2312: marks (A1–A9) and common characters (B0–F7).
            if (trail >= 0xA1 && ((*p >= 0xB0 && *p <= 0xF7) || (*p >= 0xA1 && *p <= 0xA9)))
                ++*hanzi;
            p += 2;
        } else {
            return false;
        }
    }
    return true;
}

} // namespace

namespace {

constexpr uint32_t kMilestone = 4096;

/// Adds what `text` takes to three counts of columns.
void count_on(std::string_view text, uint32_t& column, uint32_t& display, uint32_t& utf16) {
    for (const char c : text) {
        const auto b = static_cast<Byte>(c);
        if (continuation(b))
            continue;
        ++column;
        utf16 += b >= 0xF0 ? 2 : 1;
    }
    display += display_width(text);
}

} // namespace

bool is_utf8(std::string_view bytes, std::size_t* bad) {
    const auto* const begin = reinterpret_cast<const Byte*>(bytes.data());
    const auto* const end = begin + bytes.size();
    const auto* p = begin;
#if defined(__x86_64__)
    if (end - p >= 64 && __builtin_cpu_supports("avx2"))
        p = skip_utf8_avx2(p, end);
#endif
    while (p < end) {
#if defined(__x86_64__)
        while (end - p >= 16) {
            const __m128i sixteen = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
            const auto high = static_cast<unsigned>(_mm_movemask_epi8(sixteen));
            unsigned step = 16;
            if (high != 0) {
                step = static_cast<unsigned>(__builtin_ctz(high)); // the ASCII in front
                if (step == 0) {
                    step = three_byte_row(sixteen);
                    if (step == 0)
                        step = static_cast<unsigned>(sequence(p, end));
                    if (step == 0)
                        break;
                }
            }
            p += step;
        }
#endif
        if (p == end)
            break;
        const int n = sequence(p, end);
        if (n == 0) {
            if (bad)
                *bad = static_cast<std::size_t>(p - begin);
            return false;
        }
        p += n;
    }
    if (bad)
        *bad = bytes.size();
    return true;
}

Encoding recognise(std::string_view bytes, std::size_t* bad) {
    std::size_t first_bad = 0;
    const bool utf8 = is_utf8(bytes, &first_bad);
    const bool has_nul = !bytes.empty() && std::memchr(bytes.data(), 0, bytes.size()) != nullptr;
    if (bad)
        *bad = first_bad;
    if (utf8 && !has_nul)
        return Encoding::Utf8;

    if (bytes.size() >= 2 && (bytes.substr(0, 2) == "\xFF\xFE" || bytes.substr(0, 2) == "\xFE\xFF"))
        return Encoding::Utf16;
    if (has_nul) {
        // Without a byte order mark UTF-16 shows itself by zero bytes that all stand on one side of the pairs.
        const std::size_t sample = std::min<std::size_t>(bytes.size(), 65536);
        std::size_t zeros[2] = {0, 0};
        for (std::size_t i = 0; i < sample; ++i)
            zeros[i & 1] += bytes[i] == 0;
        // Latin text has them every other byte; Chinese text only at its spaces, digits and line breaks, but it does not
        // happen to be UTF-8.
        const std::size_t all = zeros[0] + zeros[1];
        const bool one_sided = std::max(zeros[0], zeros[1]) * 20 >= all * 19;
        if (one_sided && (all * 3 >= sample || (all * 20 >= sample && !utf8)))
            return Encoding::Utf16;
        if (bad)
            *bad = bytes.find('\0');
        return Encoding::Binary;
    }

    // A UTF-8 file with a damaged spot also looks like GB18030 in places: count which reading explains more.
    const auto* p = reinterpret_cast<const Byte*>(bytes.data());
    const auto* end = p + bytes.size();
    std::size_t good = 0, broken = 0;
    while (p < end) {
        const int n = sequence(p, end);
        good += n > 1;
        broken += n == 0;
        p += n == 0 ? 1 : n;
    }
    std::size_t hanzi = 0, pairs = 0;
    if (broken * 4 > good && valid_gb18030(bytes, &hanzi, &pairs) && pairs > 0 && hanzi * 4 >= pairs * 3)
        return Encoding::Gb18030;
    return Encoding::Invalid;
}

SourceFile::SourceFile(std::string path, std::string_view text, std::shared_ptr<const void> keep)
    : path_(std::move(path)), text_(text), keep_(std::move(keep)) {}

SourceFile SourceFile::from_string(std::string path, std::string bytes) {
    auto owner = std::make_shared<const std::string>(std::move(bytes));
    const std::string_view text = *owner;
    return SourceFile(std::move(path), text, std::move(owner));
}

// A line ends at LF, CR LF, or a CR alone (as editors count).
const std::vector<uint32_t>& SourceFile::line_starts() const {
    if (starts_.empty()) {
        starts_.push_back(0);
        const std::size_t size = text_.size();
        const bool carriage = size > 0 && std::memchr(text_.data(), '\r', size) != nullptr;
        for (std::size_t i = 0; i < size; ++i) {
            if (!carriage) {
                const void* hit = std::memchr(text_.data() + i, '\n', size - i);
                if (!hit)
                    break;
                i = static_cast<std::size_t>(static_cast<const char*>(hit) - text_.data());
            }
            const char c = text_[i];
            if (c == '\n' || (c == '\r' && (i + 1 == size || text_[i + 1] != '\n')))
                starts_.push_back(static_cast<uint32_t>(i + 1));
        }
        for (std::size_t i = 0; i < starts_.size(); ++i) {
            const auto end = i + 1 < starts_.size() ? starts_[i + 1] : static_cast<uint32_t>(size);
            if (end - starts_[i] > 4 * kMilestone)
                set_milestones(starts_[i], end);
        }
    }
    return starts_;
}

void SourceFile::set_milestones(uint32_t begin, uint32_t end) const {
    Milestone at{begin, 1, 1, 1};
    while (end - at.offset > 2 * kMilestone) {
        uint32_t next = at.offset + kMilestone;
        while (continuation(static_cast<Byte>(text_[next])) && next < end - 1)
            ++next;
        count_on(text_.substr(at.offset, next - at.offset), at.column, at.display, at.utf16);
        at.offset = next;
        milestones_.push_back(at);
    }
}

uint32_t SourceFile::line_count() const { return static_cast<uint32_t>(line_starts().size()); }

Span SourceFile::line_span(uint32_t line) const {
    const auto& starts = line_starts();
    const auto size = static_cast<uint32_t>(text_.size());
    if (line == 0 || line > starts.size())
        return {size, size};
    Span span{starts[line - 1], line < starts.size() ? starts[line] : size};
    while (span.end > span.begin && (text_[span.end - 1] == '\n' || text_[span.end - 1] == '\r'))
        --span.end;
    return span;
}

Position SourceFile::position(uint32_t offset) const {
    const auto& starts = line_starts();
    offset = std::min(offset, static_cast<uint32_t>(text_.size()));
    const auto after = std::upper_bound(starts.begin(), starts.end(), offset);
    Position out;
    out.line = static_cast<uint32_t>(after - starts.begin());
    uint32_t begin = *(after - 1);
    if (begin == 0 && text_.substr(0, 3) == "\xEF\xBB\xBF") // a byte order mark takes no column
        begin = std::min<uint32_t>(3, offset);
    const auto passed = std::upper_bound(milestones_.begin(), milestones_.end(), offset,
                                         [](uint32_t o, const Milestone& m) { return o < m.offset; });
    if (passed != milestones_.begin() && (passed - 1)->offset > begin) {
        begin = (passed - 1)->offset;
        out.column = (passed - 1)->column;
        out.display = (passed - 1)->display;
        out.utf16 = (passed - 1)->utf16;
    }
    count_on(text_.substr(begin, offset - begin), out.column, out.display, out.utf16);
    return out;
}

uint32_t display_width(std::string_view text) {
    uint32_t width = 0;
    const auto* p = reinterpret_cast<const Byte*>(text.data());
    const auto* end = p + text.size();
    while (p < end) {
        if (*p < 0x80) {
            width += *p >= 0x20 ? *p != 0x7F : *p == '\t';
            ++p;
        } else if (*p >= 0xE4 && *p <= 0xE9 && sequence(p, end) == 3) { // Chinese characters proper
            width += 2;
            p += 3;
        } else {
            utf8proc_int32_t code = -1;
            const auto n = utf8proc_iterate(p, end - p, &code);
            if (n <= 0) { // not UTF-8: shown as one replacement mark
                width += 1;
                ++p;
            } else {
                width += static_cast<uint32_t>(std::max(0, utf8proc_charwidth(code)));
                p += n;
            }
        }
    }
    return width;
}

} // namespace yaodian
