// Bytes, lines and columns.
#include "grammar/source.h"

#include <gtest/gtest.h>
#include <random>

namespace yaodian {
namespace {

/// The definition, character by character: what the fast one is held against.
bool slow_utf8(std::string_view s) {
    for (std::size_t i = 0; i < s.size();) {
        const auto b = static_cast<unsigned char>(s[i]);
        const std::size_t n = b < 0x80 ? 1 : b >= 0xC2 && b < 0xE0 ? 2 : b >= 0xE0 && b < 0xF0 ? 3 : b >= 0xF0 && b < 0xF5 ? 4 : 0;
        if (n == 0 || i + n > s.size())
            return false;
        uint32_t code = n == 1 ? b : b & (0xFFu >> (n + 1));
        for (std::size_t k = 1; k < n; ++k) {
            const auto c = static_cast<unsigned char>(s[i + k]);
            if ((c & 0xC0) != 0x80)
                return false;
            code = code << 6 | (c & 0x3F);
        }
        if ((n == 3 && code < 0x800) || (n == 4 && (code < 0x10000 || code > 0x10FFFF)) || (code >= 0xD800 && code < 0xE000))
            return false;
        i += n;
    }
    return true;
}

TEST(Utf8, EveryPairOfLeadAndSecondByte) {
    // Each three-byte and four-byte beginning, at each distance from the start of a block and before the end.
    for (int lead = 0x80; lead < 0x100; ++lead)
        for (int second = 0; second < 0x100; second += 1)
            for (const std::size_t before : {0u, 1u, 14u, 15u, 31u, 61u, 62u, 63u})
                for (const std::size_t after : {0u, 20u, 70u}) {
                    std::string s(before, 'a');
                    s += static_cast<char>(lead);
                    s += static_cast<char>(second);
                    s += "\xBF\xBF";
                    s.append(after, 'b');
                    ASSERT_EQ(is_utf8(s), slow_utf8(s)) << lead << ' ' << second << ' ' << before << ' ' << after;
                    s.resize(before + 3);
                    ASSERT_EQ(is_utf8(s), slow_utf8(s));
                    s.resize(before + 2);
                    ASSERT_EQ(is_utf8(s), slow_utf8(s));
                }
}

TEST(Utf8, RandomDamageToRealText) {
    std::string text;
    while (text.size() < 400)
        text += "要点 虹口2023 “2023年要点” {\n    责任 区财政局（推定）、é𝄞各街道\n}\n";
    std::mt19937 random(7);
    int bad_ones = 0;
    for (int round = 0; round < 20000; ++round) {
        std::string s = text.substr(0, 1 + random() % text.size());
        for (int k = random() % 3; k > 0; --k)
            s[random() % s.size()] = static_cast<char>(random());
        std::size_t bad = 0;
        const bool good = is_utf8(s, &bad);
        ASSERT_EQ(good, slow_utf8(s));
        if (good) {
            ASSERT_EQ(bad, s.size());
        } else {
            ++bad_ones;
            ASSERT_TRUE(slow_utf8(s.substr(0, bad)));
            ASSERT_FALSE(slow_utf8(s.substr(0, std::min(bad + 4, s.size()))));
        }
    }
    EXPECT_GT(bad_ones, 1000);
}

TEST(Encoding, Recognised) {
    const std::string gbk = "\xD2\xAA\xB5\xE3 \xBA\xE7\xBF\xDA\x32\x30\x32\x33 {\n    \xC4\xEA\xB6\xC8 2023\n}\n"; // 要点 虹口2023 …
    EXPECT_EQ(recognise("要点 甲 {}"), Encoding::Utf8);
    EXPECT_EQ(recognise(""), Encoding::Utf8);
    EXPECT_EQ(recognise(gbk), Encoding::Gb18030);
    EXPECT_EQ(recognise(gbk + "\x81\x30\x89\x38"), Encoding::Gb18030); // four bytes
    EXPECT_EQ(recognise(std::string("\xFF\xFE\x81\x89\xB9\x70", 6)), Encoding::Utf16);
    EXPECT_EQ(recognise(std::string("\xFE\xFF\x89\x81\x70\xB9", 6)), Encoding::Utf16);
    EXPECT_EQ(recognise(std::string("p\0l\0a\0n\0 \0x\0", 12)), Encoding::Utf16);
    EXPECT_EQ(recognise(std::string("\0p\0l\0a\0n\0 \0x", 12)), Encoding::Utf16);
    EXPECT_EQ(recognise(std::string("要点\0甲", 10)), Encoding::Binary);
    EXPECT_EQ(recognise(std::string("PK\x03\x04\x14\0\0\0\x08\0\xE1", 11)), Encoding::Binary);
    std::size_t bad = 0;
    std::string damaged = "要点 虹口2023 “2023年虹口区政务公开工作要点” {\n    年度 2023\n    制定 区政府办公室\n}\n";
    damaged[30] = '\xFF';
    EXPECT_EQ(recognise(damaged, &bad), Encoding::Invalid);
    EXPECT_EQ(bad, 28u); // the character the byte was in
    EXPECT_EQ(recognise("caf\xE9 \xE0 la cr\xE8me"), Encoding::Invalid);
    EXPECT_EQ(recognise("要点 \xE8\xA6"), Encoding::Invalid); // cut off inside a character
}

TEST(Position, CountsCodePointsDisplayAndUtf16) {
    const auto file = SourceFile::from_string("x", "a要\t𝄞é.\r\n第二行\n\n末");
    EXPECT_EQ(file.line_count(), 4u);
    const auto at = [&](uint32_t offset) { return file.position(offset); };
    EXPECT_EQ(at(0).column, 1u);
    const Position after = at(1 + 3 + 1 + 4 + 2); // at the full stop
    EXPECT_EQ(after.line, 1u);
    EXPECT_EQ(after.column, 6u);
    EXPECT_EQ(after.utf16, 7u);
    EXPECT_EQ(after.display, 1u + 1 + 2 + 1 + 1 + 1);
    EXPECT_EQ(at(14).line, 2u);
    EXPECT_EQ(at(17).column, 2u);
    EXPECT_EQ(at(17).display, 3u);
    EXPECT_EQ(file.text(file.line_span(1)), "a要\t𝄞é.");
    EXPECT_EQ(file.text(file.line_span(2)), "第二行");
    EXPECT_EQ(file.text(file.line_span(3)), "");
    EXPECT_EQ(file.text(file.line_span(4)), "末");
    EXPECT_TRUE(file.line_span(5).empty());
    EXPECT_EQ(at(100000).line, 4u);
    EXPECT_EQ(at(100000).column, 2u);
}

TEST(Position, LoneCarriageReturnsEndLines) {
    const auto file = SourceFile::from_string("x", "a\rb\r\nc\r");
    EXPECT_EQ(file.line_count(), 4u);
    EXPECT_EQ(file.position(2).line, 2u);
    EXPECT_EQ(file.position(5).line, 3u);
    EXPECT_EQ(file.position(7).line, 4u);
}

TEST(Position, LongLinesAreCountedInSteps) {
    std::string text = "\xEF\xBB\xBF前\n";
    const std::size_t begin = text.size();
    const std::string_view piece = "要a𝄞é";
    while (text.size() < 3'000'000)
        text += piece;
    text += "\n后";
    const auto file = SourceFile::from_string("x", text);
    for (std::size_t k : {0u, 1u, 400u, 1638u, 1639u, 9999u, 100000u, 290000u}) {
        const Position at = file.position(static_cast<uint32_t>(begin + k * piece.size()));
        EXPECT_EQ(at.line, 2u);
        EXPECT_EQ(at.column, 1 + 4 * k);
        EXPECT_EQ(at.utf16, 1 + 5 * k);
        EXPECT_EQ(at.display, 1 + (2 + 1 + display_width("𝄞") + 1) * k);
    }
    uint32_t sum = 0;
    for (uint32_t i = 0; i < 20000; ++i)
        sum += file.position(3'000'000 - i).column; // would take minutes if each counted from the line's beginning
    EXPECT_GT(sum, 0u);
    EXPECT_EQ(file.position(static_cast<uint32_t>(text.size())).column, 2u);
    EXPECT_EQ(file.position(static_cast<uint32_t>(text.size())).line, 3u);
}

TEST(Position, ByteOrderMarkTakesNoColumn) {
    const auto file = SourceFile::from_string("x", "\xEF\xBB\xBF要点");
    EXPECT_EQ(file.position(3).column, 1u);
    EXPECT_EQ(file.position(6).column, 2u);
    EXPECT_EQ(file.position(0).column, 1u);
}

TEST(DisplayWidth, WideNarrowAndCombining) {
    EXPECT_EQ(display_width("abc"), 3u);
    EXPECT_EQ(display_width("要点"), 4u);
    EXPECT_EQ(display_width("、（）"), 6u);
    EXPECT_EQ(display_width("e\xCC\x81"), 1u);
    EXPECT_EQ(display_width("\t"), 1u);
    EXPECT_EQ(display_width("\xFF"), 1u);
}

} // namespace
} // namespace yaodian
