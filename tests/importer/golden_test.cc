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

std::string read(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream out;
    out << in.rdbuf();
    return out.str();
}

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
