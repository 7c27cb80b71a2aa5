// Every folder of cases/ holds a document nobody printed and the answers read from it by hand. All answers must hold.
#include "tests/importer/score.h"
#include "tools/importer/importer.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iostream>
#include <sstream>

namespace fs = std::filesystem;
using namespace yaodian;

namespace {

using importer_tests::read;

class GoldenDocument : public testing::TestWithParam<fs::path> {};

std::vector<fs::path> folders() {
    std::vector<fs::path> out;
    for (const auto& e : fs::directory_iterator(fs::path(YAODIAN_SOURCE_DIR) / "tests/importer/cases"))
        if (e.is_directory())
            out.push_back(e.path());
    std::sort(out.begin(), out.end());
    return out;
}

} // namespace

TEST_P(GoldenDocument, SaysWhatWasReadByHand) {
    fs::path input;
    for (const auto& e : fs::directory_iterator(GetParam()))
        if (e.path().stem() == "input")
            input = e.path();
    ASSERT_FALSE(input.empty());
    const auto result = importer::import_document(read(input), {});
    ASSERT_TRUE(result.readable);
    const auto score = importer_tests::score(read(GetParam() / "answers.txt"), result.json);
    ASSERT_EQ(score.error, "");
    ASSERT_GT(score.fields.at("places").right, 0);
    for (const auto& d : score.differences)
        ADD_FAILURE() << d;
}

// The same words in another dress say the same: other encodings and line ends, half-width marks, blank lines between,
// indented paragraphs, lines broken at a width, everything on one line.
TEST_P(GoldenDocument, SaysTheSameInAnotherDress) {
    const fs::path input = GetParam() / "input.txt";
    if (!fs::exists(input))
        GTEST_SKIP() << "not plain text";
    const std::string text = read(input), answers = read(GetParam() / "answers.txt"), name = GetParam().filename().string();
    const bool table = text.find("序号") != std::string::npos || text.find('|') != std::string::npos;
    auto replaced = [](std::string out, const std::string& from, const std::string& to) {
        for (std::size_t at = 0; (at = out.find(from, at)) != std::string::npos; at += to.size())
            out.replace(at, from.size(), to);
        return out;
    };
    std::map<std::string, std::string> dresses;
    dresses["CRLF"] = replaced(text, "\n", "\r\n");
    std::string half = text;
    for (auto [wide, narrow] : {std::pair<const char*, const char*>{"，", ","}, {"；", ";"}, {"：", ":"}, {"（", "("}, {"）", ")"}})
        half = replaced(half, wide, narrow);
    dresses["half width"] = half;
    if (!table) {
        dresses["blank lines"] = replaced(text, "\n", "\n\n");
        dresses["indented"] = replaced(text, "\n", "\n　　");
        std::string broken; // at 28 characters
        std::size_t column = 0;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] == '\n')
                column = 0;
            else if ((text[i] & 0xC0) != 0x80 && ++column > 28) {
                broken += '\n';
                column = 1;
            }
            broken += text[i];
        }
        dresses["broken lines"] = broken;
    }
    for (const char* one : {"quotas", "subjects", "county", "bureau", "brackets"})
        if (name == one)
            dresses["one line"] = replaced(text, "\n", " ");
    for (const auto& [dress, bytes] : dresses) {
        const auto score = importer_tests::score(answers, importer::import_document(bytes, {}).json);
        for (const auto& d : score.differences)
            ADD_FAILURE() << dress << ": " << d;
    }
}

INSTANTIATE_TEST_SUITE_P(Cases, GoldenDocument, testing::ValuesIn(folders()),
                         [](const auto& which) { return which.param.filename().string(); });

// The printed documents are not part of the project. Where they are at hand (YAODIAN_DOCUMENTS names their folder) the
// answer tables for parts of them are held against the import.
TEST(PrintedDocuments, ReachWhatWasAsked) {
    const std::string folder = importer_tests::printed_documents(YAODIAN_SOURCE_DIR);
    if (folder.empty())
        GTEST_SKIP() << "the printed documents are not at hand: no ../shared/seeds, and YAODIAN_DOCUMENTS names no folder";
    importer_tests::Score total;
    for (const auto& e : fs::directory_iterator(fs::path(YAODIAN_SOURCE_DIR) / "tests/importer/answers")) {
        const fs::path document = fs::path(folder) / e.path().filename();
        if (!fs::exists(document))
            continue;
        importer::ImportOptions options;
        options.id = e.path().stem().string();
        const auto score = importer_tests::score(read(e.path()), importer::import_document(read(document), options).json);
        ASSERT_EQ(score.error, "") << e.path();
        total.add(score);
    }
    std::cout << total.table();
    for (const auto& d : total.differences)
        std::cout << "  " << d << '\n';
    EXPECT_GE(total.fields["places"].recall(), 0.99);
    EXPECT_GE(total.fields["units"].precision(), 0.97);
    EXPECT_GE(total.fields["units"].recall(), 0.97);
    EXPECT_GE(total.fields["due"].precision(), 0.99);
    EXPECT_GE(total.fields["due"].recall(), 0.99);
    EXPECT_GE(total.fields["quotas"].precision(), 0.95);
    EXPECT_GE(total.fields["quotas"].recall(), 0.90);
}
