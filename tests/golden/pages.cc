// docs/findings/NUMBER.md: every number of the table has a page; its wrong example yields that number and no
// other, its right example yields nothing. Numbers 3900–3999 are reasons that `why` gives, not findings:
// there the wrong example must give the reason in some comparison, and neither example may give a finding. A
// block ```yd is one file, ```yd ×9 one file of nine times that text; `<!-- also 1006 -->` names numbers that
// cannot be avoided beside the page's own; ```hex is one file of arbitrary bytes; ```digests stands for the
// documents at hand: one line `CARD 正文 1 sha256:…` for each place that is still there.
#include "tests/golden/golden.h"

#include "compiler/calendar.h"
#include "compiler/check.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace yaodian::golden {

namespace fs = std::filesystem;

namespace {

struct Example {
    std::vector<std::string> files;
    std::map<std::string, std::map<std::string, std::string>> digests; ///< by card, then place
    std::set<uint16_t> also; ///< numbers that cannot be avoided beside the page's own
};

std::string unhex(std::istringstream& lines) {
    std::string out, line;
    while (std::getline(lines, line) && !line.starts_with("```")) {
        std::istringstream bytes(line);
        for (std::string byte; bytes >> byte;)
            out += char(std::stoi(byte, nullptr, 16));
    }
    return out;
}

/// The fenced blocks under a heading.
Example example(const std::string& page, std::string_view heading) {
    Example out;
    std::istringstream lines(page);
    std::string line;
    bool here = false;
    while (std::getline(lines, line)) {
        if (line.starts_with("## "))
            here = line == heading;
        if (!here)
            continue;
        if (line == "```hex") {
            out.files.push_back(unhex(lines));
        } else if (line.starts_with("```yd")) {
            const std::size_t times = line.find("×");
            std::string text, all;
            const int repeat = times == std::string::npos ? 1 : std::stoi(line.substr(times + 2));
            while (std::getline(lines, line) && !line.starts_with("```"))
                text += line + "\n";
            for (int i = 0; i < repeat; ++i)
                all += text;
            out.files.push_back(all);
        } else if (line.starts_with("<!-- also ")) {
            std::istringstream words(line.substr(10));
            for (int code; words >> code;)
                out.also.insert(uint16_t(code));
        } else if (line == "```digests") {
            while (std::getline(lines, line) && !line.starts_with("```")) {
                std::istringstream words(line);
                std::string card, part, place, digest;
                words >> card >> part >> place >> digest;
                out.digests[card][part + " " + place] = digest;
            }
        }
    }
    return out;
}

Compilation run(const Example& e) {
    std::vector<Input> inputs;
    for (std::size_t i = 0; i < e.files.size(); ++i)
        inputs.push_back(
            {SourceFile::from_string("example-" + std::to_string(i + 1) + ".yd", e.files[i]), true});
    CompileOptions options;
    for (const auto& [card, places] : e.digests)
        options.documents.push_back({card, [places = places](Part part, std::string_view place) {
                                         auto it = places.find((part == Part::Annex ? "附表 " : "正文 ") +
                                                               std::string(place));
                                         return it == places.end() ? std::string() : it->second;
                                     }});
    return compile(std::move(inputs), options);
}

std::set<uint16_t> codes(const Compilation& c) {
    std::set<uint16_t> out;
    for (const Finding& f : c.findings)
        if (f.acknowledged.empty())
            out.insert(f.code);
    return out;
}

std::string all_text(const Compilation& c) {
    std::string out;
    for (const Finding& f : c.findings)
        out += describe(c, f);
    return out;
}

/// Every reason given anywhere when reasons are asked for, as `why` does.
std::set<uint16_t> reasons(const Compilation& c) {
    const Calendar calendar(c.model);
    const CompareContext context{c, calendar, true};
    std::set<uint16_t> out;
    for (const Cell& cell : make_cells(context))
        for (const FacetVerdict& v : cell.comparison.facets)
            out.insert(v.reason.code);
    return out;
}

fs::path page_of(uint16_t code) {
    return fs::path(YAODIAN_SOURCE_DIR) / "docs" / "findings" / (std::to_string(code) + ".md");
}

class PageTest : public testing::Test {
public:
    explicit PageTest(const FindingInfo& info) : info_(info) {}
    void TestBody() override {
        const fs::path path = page_of(info_.code);
        ASSERT_TRUE(fs::exists(path)) << "YD" << info_.code << " " << info_.name << " has no page";
        const std::string page = slurp(path);
        const std::string title = "# YD" + std::to_string(info_.code) + " " + std::string(info_.name) + "\n";
        EXPECT_TRUE(page.starts_with(title)) << "the page should begin with " << title;
        for (const char* heading : {"## 错例\n", "## 正例\n", "## 何时可保留\n"})
            EXPECT_NE(page.find(heading), std::string::npos) << path << " lacks " << heading;
        const Example wrong = example(page, "## 错例"), right = example(page, "## 正例");
        ASSERT_FALSE(wrong.files.empty()) << path;
        ASSERT_FALSE(right.files.empty()) << path;
        const Compilation w = run(wrong), r = run(right);
        if (info_.code >= 3900 && info_.code < 4000) {
            EXPECT_TRUE(reasons(w).count(info_.code))
                << path << ": no comparison of the wrong example gives this reason";
            EXPECT_EQ(codes(w), wrong.also) << path << "\n" << all_text(w);
        } else {
            std::set<uint16_t> expected = wrong.also;
            expected.insert(info_.code);
            EXPECT_EQ(codes(w), expected) << path << ": wrong example\n" << all_text(w);
        }
        EXPECT_TRUE(codes(r).empty()) << path << ": right example\n" << all_text(r);
    }

private:
    const FindingInfo& info_;
};

/// Every number has a place of emission: its name, or for a slip its number, stands in the sources.
class EmissionTest : public testing::Test {
public:
    void TestBody() override {
        std::string all;
        for (const char* room : {"grammar", "compiler"})
            for (const auto& entry : fs::recursive_directory_iterator(fs::path(YAODIAN_SOURCE_DIR) / room))
                if (entry.path().extension() == ".cc" || entry.path().extension() == ".h")
                    all += slurp(entry.path());
        for (const FindingInfo& info : all_findings())
            EXPECT_TRUE(all.find(std::string(info.name)) != std::string::npos ||
                        all.find(std::to_string(info.code)) != std::string::npos)
                << "YD" << info.code << " " << info.name << " is emitted nowhere";
    }
};

class TableTest : public testing::Test {
public:
    void TestBody() override {
        std::set<uint16_t> numbers;
        std::set<std::string_view> names;
        for (const FindingInfo& info : all_findings()) {
            EXPECT_TRUE(numbers.insert(info.code).second) << info.code << " is used twice";
            EXPECT_TRUE(names.insert(info.name).second) << info.name << " is used twice";
        }
        for (const auto& entry : fs::directory_iterator(fs::path(YAODIAN_SOURCE_DIR) / "docs" / "findings")) {
            const std::string stem = entry.path().stem().string();
            if (entry.path().extension() == ".md" &&
                stem.find_first_not_of("0123456789") == std::string::npos) {
                EXPECT_TRUE(numbers.count(uint16_t(std::stoi(stem))))
                    << entry.path() << " is the page of no number";
            }
        }
    }
};

} // namespace

void register_pages() {
    for (const FindingInfo& info : all_findings()) {
        const std::string name = std::to_string(info.code) + "_" + std::string(info.name);
        testing::RegisterTest("Pages", name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                              [&info]() -> testing::Test* { return new PageTest(info); });
    }
    testing::RegisterTest("Pages", "EveryNumberIsEmitted", nullptr, nullptr, __FILE__, __LINE__,
                          []() -> testing::Test* { return new EmissionTest; });
    testing::RegisterTest("Pages", "NumbersOnce", nullptr, nullptr, __FILE__, __LINE__,
                          []() -> testing::Test* { return new TableTest; });
}

} // namespace yaodian::golden
