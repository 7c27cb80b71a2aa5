// Reference pictures of a small invented plan. A picture may differ a little from its reference (fonts and rasterisers do),
// never by a box that has moved or another colour: the same tests watch that those are noticed.
#include "runtime/graph.h"
#include "runtime/graphviz.h"
#include "tests/graph/small.h"

#include <gtest/gtest.h>
#include <png.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <regex>
#include <sstream>
#include <unistd.h>

namespace yaodian {
namespace {

constexpr std::string_view kFont = "Noto Sans CJK SC"; // the references were drawn with it

struct Picture {
    uint32_t width = 0, height = 0;
    std::vector<uint8_t> rgb;
};

Picture read_png(const std::string& bytes) {
    Picture out;
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (!png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()))
        return out;
    image.format = PNG_FORMAT_RGB;
    out.rgb.resize(PNG_IMAGE_SIZE(image));
    const png_color white{255, 255, 255};
    if (png_image_finish_read(&image, &white, out.rgb.data(), 0, nullptr)) {
        out.width = image.width;
        out.height = image.height;
    }
    return out;
}

/// Half as wide and high: what is kept. Every pixel is the mean of four.
Picture halved(const Picture& p) {
    Picture out;
    out.width = p.width / 2;
    out.height = p.height / 2;
    out.rgb.resize(std::size_t(out.width) * out.height * 3);
    for (std::size_t y = 0; y < out.height; ++y)
        for (std::size_t x = 0; x < out.width; ++x)
            for (std::size_t channel = 0; channel < 3; ++channel) {
                auto at = [&](std::size_t i, std::size_t j) { return unsigned(p.rgb[((2 * y + j) * p.width + 2 * x + i) * 3 + channel]); };
                out.rgb[(y * out.width + x) * 3 + channel] = uint8_t((at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1) + 2) / 4);
            }
    return out;
}

std::string write_png(const Picture& p) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = p.width;
    image.height = p.height;
    image.format = PNG_FORMAT_RGB;
    png_alloc_size_t size = 0;
    if (!png_image_write_get_memory_size(image, size, 0, p.rgb.data(), 0, nullptr))
        return {};
    std::string out(size, '\0');
    return png_image_write_to_memory(&image, out.data(), &size, 0, p.rgb.data(), 0, nullptr) ? out.substr(0, size) : std::string();
}

/// How far two pictures are apart, tile by tile. Rasterisers draw the same letter thinner or thicker and its edges in their own way:
/// the means of a tile may differ in proportion to the ink that both have there. Ink where the other has none counts in full.
struct Apart {
    double most = 0;     ///< of the tiles, the largest channel, in 255ths
    double sum = 0;      ///< of all tiles that are apart
    std::size_t far = 0; ///< tiles that are apart
    bool same_size = false;
};
constexpr uint32_t kTile = 8;                   // pixels of the halved picture: 7.7 pt, a letter
constexpr double kThinner = 0.4, kSlack = 4; // of the ink; and of anything

Apart apart(const Picture& a, const Picture& b) {
    Apart out;
    out.same_size = a.width > 0 && std::abs(int(a.width) - int(b.width)) <= 1 && std::abs(int(a.height) - int(b.height)) <= 1;
    if (!out.same_size)
        return out;
    const uint32_t width = std::min(a.width, b.width), height = std::min(a.height, b.height);
    for (uint32_t y = 0; y + kTile <= height; y += kTile)
        for (uint32_t x = 0; x + kTile <= width; x += kTile) {
            double worst = 0;
            for (uint32_t channel = 0; channel < 3; ++channel) {
                double ink_a = 0, ink_b = 0;
                for (uint32_t j = y; j < y + kTile; ++j)
                    for (uint32_t i = x; i < x + kTile; ++i) {
                        ink_a += 255 - a.rgb[(std::size_t(j) * a.width + i) * 3 + channel];
                        ink_b += 255 - b.rgb[(std::size_t(j) * b.width + i) * 3 + channel];
                    }
                ink_a /= kTile * kTile;
                ink_b /= kTile * kTile;
                worst = std::max(worst, std::abs(ink_a - ink_b) - kThinner * std::min(ink_a, ink_b) - kSlack);
            }
            if (worst > 0) {
                out.most = std::max(out.most, worst);
                out.sum += worst;
                ++out.far;
            }
        }
    return out;
}

// Measured on these pictures: through poppler at most 18.5 and 223; a box moved by 10 pixels or one ink changed, at least one of
// them well above (the least: 34 for a thin bar, 39 for the frame of one card).
constexpr double kMostApart = 26, kSumApart = 320;

bool within(const Apart& d) { return d.same_size && d.most <= kMostApart && d.sum <= kSumApart; }

std::string told(const Apart& d) {
    std::ostringstream out;
    out << (d.same_size ? "" : "another size; ") << d.far << " tiles apart, at most by " << d.most << ", together by " << d.sum;
    return out.str();
}

struct Reference {
    std::string name;
    GraphOptions options;
};

const test::World& world() {
    static const test::World one(test::small_files());
    return one;
}

std::vector<Reference> references() {
    auto make = [](std::string name, std::string view, auto&& set) {
        Reference r{std::move(name), {}};
        r.options.view = std::move(view);
        r.options.paper = Paper::A4;
        r.options.plan = world().plan("乙区2023");
        set(r.options);
        return r;
    };
    return {make("plan", "plan", [](GraphOptions&) {}),
            make("plan_mono_portrait", "plan", [](GraphOptions& o) { o.mono = true, o.orientation = Orientation::Portrait; }),
            make("hierarchy", "hierarchy", [](GraphOptions& o) { o.plan = kNone; }),
            make("timeline", "timeline", [](GraphOptions&) {}),
            make("flow", "flow", [](GraphOptions&) {})};
}

std::string path_of(const Reference& r) { return std::string(YAODIAN_SOURCE_DIR) + "/tests/graph/golden/" + r.name + ".png"; }

Sheet sheet_of(const Reference& r) {
    Drawing drawing = world().draw(r.options);
    EXPECT_EQ(drawing.sheets.size(), 1u) << r.name;
    return drawing.sheets.empty() ? Sheet() : std::move(drawing.sheets.front());
}

Picture reference(const Reference& r) {
    std::ifstream in(path_of(r), std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    return read_png(bytes.str());
}

class ReferencePictures : public testing::Test {
protected:
    void SetUp() override {
        if (graphviz::chinese_font() != kFont)
            GTEST_SKIP() << "the reference pictures are drawn with " << kFont << " (fonts-noto-cjk), which is not installed; found: "
                         << (graphviz::chinese_font().empty() ? "no Chinese font" : graphviz::chinese_font());
    }
};

TEST_F(ReferencePictures, LookAsTheyDid) {
    for (const Reference& r : references()) {
        const std::string png = render(sheet_of(r), Format::Png);
        ASSERT_FALSE(png.empty()) << r.name;
        if (std::getenv("YAODIAN_BLESS"))
            std::ofstream(path_of(r), std::ios::binary) << write_png(halved(read_png(png)));
        const Picture then = reference(r);
        ASSERT_GT(then.width, 0u) << path_of(r) << " is missing";
        const Apart d = apart(halved(read_png(png)), then);
        EXPECT_TRUE(within(d)) << r.name << ": " << told(d) << "\nLook at both; when the new one is right, YAODIAN_BLESS=1 keeps it.";
        RecordProperty(r.name, told(d));
    }
}

/// The same sheets drawn by another rasteriser, from the PDF: letters and lines get other edges and are still the same picture.
TEST_F(ReferencePictures, AnotherRasteriserIsTolerated) {
    if (std::system("command -v pdftoppm >/dev/null 2>&1") != 0)
        GTEST_SKIP() << "poppler-utils is not installed";
    for (const Reference& r : references()) {
        char path[] = "/tmp/yaodian-reference-XXXXXX";
        const int file = mkstemp(path);
        ASSERT_GE(file, 0);
        const std::string pdf = render(sheet_of(r), Format::Pdf), base = path;
        ASSERT_EQ(write(file, pdf.data(), pdf.size()), ssize_t(pdf.size()));
        close(file);
        ASSERT_EQ(std::system(("pdftoppm -r 150 -png -singlefile " + base + " " + base).c_str()), 0);
        std::ifstream in(base + ".png", std::ios::binary);
        std::ostringstream bytes;
        bytes << in.rdbuf();
        unlink(path);
        unlink((base + ".png").c_str());
        const Apart d = apart(halved(read_png(bytes.str())), reference(r));
        EXPECT_TRUE(within(d)) << r.name << ": " << told(d);
        RecordProperty(r.name, told(d));
        std::printf("%s through poppler: %s\n", r.name.c_str(), told(d).c_str());
    }
}

std::string drawn_with(const Sheet& sheet, const std::string& dot) {
    Sheet changed = sheet;
    changed.dot = dot;
    return render(changed, Format::Png);
}

/// 10 pixels are 4.8 points. Thin lines that lead to a mark or from it are left out: moved along themselves they hardly change.
TEST_F(ReferencePictures, ABoxMovedByTenPixelsIsNoticed) {
    static const std::regex box("id=\"([^\"\n]*)\" class=\"(?:card|upper|result|bar|point|clock) [^\"\n]*\" pos=\"([-0-9.]+),([-0-9.]+)\"");
    for (const Reference& r : references()) {
        const Sheet sheet = sheet_of(r);
        const Picture then = reference(r);
        std::size_t moved = 0;
        for (std::sregex_iterator it(sheet.dot.begin(), sheet.dot.end(), box), end; it != end; ++it) {
            if ((*it)[1].str().ends_with("/line"))
                continue;
            const double dx = moved % 2 ? 0 : 4.8, dy = moved % 2 ? 4.8 : 0; // to the side, upwards, in turn
            std::ostringstream pos;
            pos << std::stod((*it)[2]) + dx << ',' << std::stod((*it)[3]) + dy;
            std::string dot = sheet.dot;
            dot.replace(std::size_t(it->position(2)), std::size_t(it->length(2) + 1 + it->length(3)), pos.str());
            const Apart d = apart(halved(read_png(drawn_with(sheet, dot))), then);
            EXPECT_FALSE(within(d)) << r.name << ", " << it->str() << " by " << dx << "," << dy << " goes unnoticed: " << told(d);
            ++moved;
        }
        EXPECT_GE(moved, 3u) << r.name;
    }
}

TEST_F(ReferencePictures, AnotherColourIsNoticed) {
    const std::vector<std::pair<std::string, std::string>> inks = {
        {"#1f5fa8", "#b3261e"}, {"#b3261e", "#1f5fa8"}, {"#0f3d7a", "#8e0000"}, {"#fdecea", "#c9dcf2"}, {"#9fc0e8", "#f0c0a0"}};
    std::size_t tried = 0;
    for (const Reference& r : references()) {
        const Sheet sheet = sheet_of(r);
        const Picture then = reference(r);
        for (const auto& [ink, other] : inks) {
            // Every node or link in this ink on its own, but for the legend: one wrong colour is enough.
            std::istringstream lines(sheet.dot);
            std::size_t begin = 0, here = 0;
            for (std::string line; std::getline(lines, line) && here < 2; begin += line.size() + 1) {
                if (line.find(ink) == std::string::npos || line.rfind("\"legend", 0) == 0 || line.find("class=\"carries") != std::string::npos || line.find("/line\"") != std::string::npos)
                    continue;
                std::string changed = line;
                for (std::size_t at = 0; (at = changed.find(ink, at)) != std::string::npos; at += other.size())
                    changed.replace(at, ink.size(), other);
                std::string dot = sheet.dot;
                dot.replace(begin, line.size(), changed);
                const Apart d = apart(halved(read_png(drawn_with(sheet, dot))), then);
                EXPECT_FALSE(within(d)) << r.name << ", " << ink << " → " << other << " goes unnoticed: " << told(d) << "\n" << line.substr(0, 150);
                ++here;
                ++tried;
            }
        }
    }
    EXPECT_GE(tried, 6u);
}

} // namespace
} // namespace yaodian
