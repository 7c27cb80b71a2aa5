#include "grammar/words.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

namespace yaodian {
namespace {

constexpr WordInfo kWords[] = {
    {Word::None, WordClass::None, Plain, {}, {}},
#define YD_WORD(name, wordclass, flags, zh, en) {Word::name, WordClass::wordclass, flags, zh, en},
#include "grammar/keywords.def"
#undef YD_WORD
};
constexpr std::size_t kWordCount = std::size(kWords);

/// Calls `visit` with each spelling of a space-separated list.
template <class Visit> constexpr void each_spelling(std::string_view list, Visit visit) {
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(' '), list.size());
        visit(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
}

struct Spelling {
    std::string_view text;
    Word word = Word::None;
};

constexpr bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }
constexpr bool is_word_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// Spellings in one open-addressed table, laid out at compile time.
constexpr uint32_t hash(const char* p, std::size_t n) {
    uint32_t h = 2166136261u;
    for (std::size_t i = 0; i < n; ++i)
        h = (h ^ static_cast<unsigned char>(p[i])) * 16777619u;
    return h ^ (h >> 15);
}

// Statement keywords are looked up by their first two characters or, in English, by the whole word.
constexpr std::size_t kSlots = 1024;

struct Table {
    std::array<Spelling, kSlots> slots{};
    std::size_t longest = 0;
    constexpr void add(Spelling spelling, uint32_t h) {
        std::size_t i = h % kSlots;
        while (!slots[i].text.empty())
            i = (i + 1) % kSlots;
        slots[i] = spelling;
        longest = std::max(longest, spelling.text.size());
    }
};

constexpr std::size_t count_chinese() {
    std::size_t n = 0;
    for (const WordInfo& w : kWords)
        if (w.wordclass == WordClass::Statement)
            each_spelling(w.zh, [&](std::string_view) { ++n; });
    return n;
}
constexpr std::size_t kChinese = count_chinese();

/// Chinese statement keywords, grouped by the two characters they begin with, longest first within a group.
constexpr auto kStatements = [] {
    std::array<Spelling, kChinese> out{};
    std::size_t n = 0;
    for (const WordInfo& w : kWords)
        if (w.wordclass == WordClass::Statement)
            each_spelling(w.zh, [&](std::string_view s) { out[n++] = {s, w.word}; });
    std::sort(out.begin(), out.end(), [](const Spelling& a, const Spelling& b) {
        const auto head = a.text.substr(0, 6).compare(b.text.substr(0, 6)); // two characters
        return head != 0 ? head < 0 : a.text.size() != b.text.size() ? a.text.size() > b.text.size() : a.text < b.text;
    });
    return out;
}();

/// The two characters a keyword begins with, as a little-endian load of eight bytes sees them.
struct Pair {
    uint64_t key = 0;
    Word word = Word::None;     ///< that is just these two
    uint8_t begin = 0, end = 0; ///< longer ones in kStatements
};
constexpr std::size_t kPairSlots = 512;
constexpr uint64_t kPairMask = 0xFFFF'FFFF'FFFF;
static_assert(kChinese < 256);

constexpr uint64_t pair_key(std::string_view text) {
    uint64_t key = 0;
    for (std::size_t i = 0; i < 6; ++i)
        key |= static_cast<uint64_t>(static_cast<unsigned char>(text[i])) << i * 8;
    return key;
}
constexpr std::size_t pair_slot(uint64_t key) { return static_cast<std::size_t>(key * 0x9E37'79B9'7F4A'7C15 >> 55); }

constexpr auto kPairs = [] {
    std::array<Pair, kPairSlots> out{};
    for (std::size_t i = 0; i < kChinese; ++i) {
        const Spelling& s = kStatements[i];
        if (s.text.size() < 6)
            continue;
        const uint64_t key = pair_key(s.text);
        std::size_t slot = pair_slot(key);
        while (out[slot].key != 0 && out[slot].key != key)
            slot = (slot + 1) % kPairSlots;
        Pair& pair = out[slot];
        if (s.text.size() == 6) {
            pair.word = s.word;
        } else {
            pair.begin = pair.key == 0 || pair.begin == pair.end ? static_cast<uint8_t>(i) : pair.begin;
            pair.end = static_cast<uint8_t>(i + 1);
        }
        pair.key = key;
    }
    return out;
}();

/// Keywords of one character.
constexpr Spelling kSingle = [] {
    Spelling out;
    for (const Spelling& s : kStatements)
        if (s.text.size() < 6)
            out = s;
    return out;
}();
static_assert(kSingle.text.size() == 3 && kSingle.word == Word::Chapter);

constexpr auto kEnglish = [] {
    Table out;
    for (const WordInfo& w : kWords)
        if (w.wordclass == WordClass::Statement)
            each_spelling(w.en, [&](std::string_view s) { out.add({s, w.word}, hash(s.data(), s.size())); });
    return out;
}();

constexpr auto kFixed = [] {
    Table out;
    for (const WordInfo& w : kWords) {
        if (w.wordclass == WordClass::Statement || w.wordclass == WordClass::None)
            continue;
        each_spelling(w.zh, [&](std::string_view s) { out.add({s, w.word}, hash(s.data(), s.size())); });
        each_spelling(w.en, [&](std::string_view s) { out.add({s, w.word}, hash(s.data(), s.size())); });
    }
    return out;
}();

/// Words an input method offers for the same keys (or nearly), where no character of the keyword is left.
constexpr struct {
    std::string_view wrong;
    Word word;
} kHomophones[] = {
    {"药店", Word::Plan},       {"药点", Word::Plan},       {"人物", Word::Task},        {"认为", Word::Task},
    {"职标", Word::Quota},      {"直标", Word::Quota},      {"起现", Word::Due},         {"齐线", Word::Due},
    {"时现", Word::Due},        {"实现", Word::Due},        {"衣来", Word::DependsOn},   {"依来", Word::DependsOn},
    {"落石", Word::Implements}, {"骡石", Word::Implements}, {"惠通", Word::Jointly},     {"会通", Word::Jointly},
    {"陪和", Word::Support},    {"配和", Word::Support},    {"主题", Word::Subject},     {"猪蹄", Word::Subject},
    {"年读", Word::Year},       {"上机", Word::Upstream},   {"伤及", Word::Upstream},    {"致定", Word::Issuer},
    {"指定", Word::Issuer},     {"制订", Word::Issuer},     {"引发", Word::Issued},      {"因发", Word::Issued},
    {"副表", Word::Annex},      {"复表", Word::Annex},      {"证文", Word::Body},        {"征文", Word::Body},
    {"药素", Word::Elements},   {"钥素", Word::Elements},   {"铲除", Word::Yields},      {"里度", Word::Force},
    {"立度", Word::Force},      {"粒度", Word::Force},      {"队向", Word::Object},      {"对向", Word::Object},
    {"守众", Word::Audience},   {"手中", Word::Audience},   {"千头", Word::Lead},        {"迁头", Word::Lead},        {"前头", Word::Lead},
    {"则任", Word::Responsible}, {"择任", Word::Responsible}, {"莱源", Word::Source},     {"来园", Word::Source},
    {"别明", Word::Alias},      {"蛋位", Word::Unit},       {"但为", Word::Unit},        {"张", Word::Chapter},
    {"以和", Word::Acknowledged}, {"已合", Word::Acknowledged}, {"迟续", Word::Standing}, {"子定", Word::Own},
};

std::size_t decode(std::string_view text, char32_t* out, std::size_t limit) {
    std::size_t n = 0;
    for (std::size_t i = 0; i < text.size() && n < limit;) {
        const auto b = static_cast<unsigned char>(text[i]);
        const std::size_t length = b < 0x80 ? 1 : b < 0xE0 ? 2 : b < 0xF0 ? 3 : 4;
        char32_t code = length == 1 ? static_cast<unsigned char>(lower(text[i])) : b & (0xFFu >> (length + 1));
        for (std::size_t k = 1; k < length && i + k < text.size(); ++k)
            code = code << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3Fu);
        out[n++] = code;
        i += length;
    }
    return n;
}

constexpr std::size_t kLongest = 24; ///< code points; no keyword is near to anything longer

/// Edit distance in which two neighbours that changed places count one.
std::size_t distance(const char32_t* a, std::size_t n, const char32_t* b, std::size_t m) {
    std::array<std::array<uint8_t, kLongest + 1>, 3> rows{};
    for (std::size_t j = 0; j <= m; ++j)
        rows[0][j] = static_cast<uint8_t>(j);
    for (std::size_t i = 1; i <= n; ++i) {
        auto& row = rows[i % 3];
        const auto& above = rows[(i + 2) % 3];
        const auto& twice = rows[(i + 1) % 3];
        row[0] = static_cast<uint8_t>(i);
        for (std::size_t j = 1; j <= m; ++j) {
            int best = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                best = std::min(best, twice[j - 2] + 1);
            row[j] = static_cast<uint8_t>(best);
        }
    }
    return rows[n % 3][m];
}

std::string_view first_of(std::string_view list) { return list.substr(0, std::min(list.find(' '), list.size())); }

} // namespace

const WordInfo& info(Word word) {
    const auto i = static_cast<std::size_t>(word);
    return kWords[i < kWordCount ? i : 0];
}
std::string_view chinese(Word word) { return first_of(info(word).zh); }
std::string_view english(Word word) { return first_of(info(word).en); }
std::span<const WordInfo> all_words() { return std::span(kWords).subspan(1); }

namespace {

Word english_statement(std::string_view text, uint32_t* length) {
    std::size_t n = 0;
    char folded[32];
    while (n < text.size() && n < sizeof folded && is_word_char(text[n])) {
        folded[n] = lower(text[n]);
        ++n;
    }
    if (n == 0 || n > kEnglish.longest)
        return Word::None;
    const std::string_view word(folded, n);
    for (std::size_t i = hash(folded, n) % kSlots; !kEnglish.slots[i].text.empty(); i = (i + 1) % kSlots)
        if (kEnglish.slots[i].text == word) {
            *length = static_cast<uint32_t>(n);
            return kEnglish.slots[i].word;
        }
    return Word::None;
}

[[gnu::noinline]] Word longer_statement(std::string_view text, const Pair& pair, uint32_t* length) {
    for (std::size_t i = pair.begin; i < pair.end; ++i)
        if (text.starts_with(kStatements[i].text)) {
            *length = static_cast<uint32_t>(kStatements[i].text.size());
            return kStatements[i].word;
        }
    return Word::None;
}

} // namespace

Word statement_word(std::string_view text, uint32_t* length) {
    if (text.size() < 3)
        return text.empty() || !is_ascii(text[0]) ? Word::None : english_statement(text, length);
    if (is_ascii(text[0]))
        return english_statement(text, length);
    uint64_t key = 0;
    if (text.size() >= 8) [[likely]] {
        std::memcpy(&key, text.data(), 8);
        key &= kPairMask;
    } else if (text.size() >= 6) {
        key = pair_key(text);
    }
    std::size_t slot = pair_slot(key);
    for (; kPairs[slot].key != 0; slot = (slot + 1) % kPairSlots) {
        const Pair& pair = kPairs[slot];
        if (pair.key != key)
            continue;
        if (pair.begin != pair.end)
            if (const Word word = longer_statement(text, pair, length); word != Word::None)
                return word;
        if (pair.word != Word::None) {
            *length = 6;
            return pair.word;
        }
        break;
    }
    if (text.starts_with(kSingle.text)) {
        *length = 3;
        return kSingle.word;
    }
    return Word::None;
}

Word fixed_word(std::string_view text, WordClass wordclass) {
    if (text.empty() || text.size() > kFixed.longest)
        return Word::None;
    char folded[64];
    static_assert(kFixed.longest <= sizeof folded);
    if (is_word_char(text[0])) {
        for (std::size_t i = 0; i < text.size(); ++i)
            folded[i] = lower(text[i]);
        text = std::string_view(folded, text.size());
    }
    for (std::size_t i = hash(text.data(), text.size()) % kSlots; !kFixed.slots[i].text.empty(); i = (i + 1) % kSlots)
        if (kFixed.slots[i].text == text && info(kFixed.slots[i].word).wordclass == wordclass)
            return kFixed.slots[i].word;
    return Word::None;
}

std::string_view translate(Word word, std::string_view written, bool to_english) {
    const std::string_view from = to_english ? info(word).zh : info(word).en;
    const std::string_view to = to_english ? info(word).en : info(word).zh;
    std::size_t at = 0, found = SIZE_MAX;
    each_spelling(from, [&](std::string_view s) {
        if (found == SIZE_MAX && s.size() == written.size() &&
            std::equal(s.begin(), s.end(), written.begin(), [](char a, char b) { return a == lower(b); }))
            found = at;
        ++at;
    });
    if (found == SIZE_MAX)
        return written; // already in that language
    const bool sign = !is_word_char(written[0]) && (is_ascii(written[0]) || written.starts_with("≥") ||
                                                    written.starts_with("≤") || written.starts_with("\xEF\xBC"));
    if (sign)
        return written;
    std::string_view out = first_of(to);
    at = 0;
    each_spelling(to, [&](std::string_view s) {
        if (at++ == found)
            out = s;
    });
    return out;
}

Word nearest_statement(std::string_view text) {
    for (const auto& [wrong, word] : kHomophones)
        if (text == wrong)
            return word;
    char32_t given[kLongest];
    const std::size_t n = decode(text, given, kLongest);
    if (n < 2 || text.size() > kLongest * 4)
        return Word::None;
    Word best = Word::None;
    std::size_t best_distance = SIZE_MAX;
    int best_rank = -1;
    for (const WordInfo& w : all_words()) {
        if (w.wordclass != WordClass::Statement)
            continue;
        for (const std::string_view list : {w.zh, w.en})
            each_spelling(list, [&](std::string_view s) {
                char32_t known[kLongest];
                const std::size_t m = decode(s, known, kLongest);
                const std::size_t allowed = std::max<std::size_t>(1, std::max(n, m) / 3);
                if (m < 2 || m > n + allowed || n > m + allowed)
                    return;
                const std::size_t d = distance(given, n, known, m);
                // Of two equally near words: one as long, with a character in its place; the usual spelling of its
                // keyword; the one that begins alike. 前头 is 牵头 sooner than 前置, a lesser spelling of 期限.
                bool in_place = false;
                for (std::size_t i = 0; n == m && i < n; ++i)
                    in_place |= given[i] == known[i];
                const bool usual = s == first_of(list);
                const int rank = 4 * in_place + 2 * usual + (given[0] == known[0]);
                if (d <= allowed && (d < best_distance || (d == best_distance && rank > best_rank))) {
                    best = w.word;
                    best_distance = d;
                    best_rank = rank;
                }
            });
    }
    return best;
}

} // namespace yaodian
