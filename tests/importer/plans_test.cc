// Whole plans that nobody printed, with answers by writers who did not know the importer: town to province, text, HTML and
// Word. Some answers are debatable, so all of them together must reach what is asked of documents never seen before.
#include "tests/importer/passages.h"
#include "tools/importer/importer.h"

#include <algorithm>
#include <filesystem>
#include <gtest/gtest.h>

namespace fs = std::filesystem;
using namespace yaodian;

namespace {

struct Floor {
    const char* field;
    double precision, recall;
};

/// Per hundred, as the design asks for; of clocks it asks nothing, there it keeps what was reached.
constexpr Floor kFloors[] = {{"places", 99, 99}, {"number", 98, 98}, {"duty", 95, 99}, {"units", 97, 97}, {"due", 99, 99}, {"quotas", 95, 90}, {"clocks", 95, 95}};

} // namespace

TEST(Plans, OfAllKindsAreReadAsWellAsAsked) {
    std::vector<fs::path> answers;
    for (const auto& e : fs::directory_iterator(fs::path(YAODIAN_SOURCE_DIR) / "tests/importer/plans"))
        if (e.path().extension() == ".jsonl")
            answers.push_back(e.path());
    std::sort(answers.begin(), answers.end());
    ASSERT_GT(answers.size(), 100u);
    importer_tests::Score total;
    for (const fs::path& a : answers) {
        fs::path document = a;
        for (const char* suffix : {".txt", ".html", ".docx"})
            if (document.replace_extension(suffix), fs::exists(document))
                break;
        ASSERT_TRUE(fs::exists(document)) << a;
        importer::ImportOptions options;
        options.quote = true;
        const auto result = importer::import_document(importer_tests::read(document), options);
        ASSERT_TRUE(result.readable) << document;
        const auto one = importer_tests::score_passages(importer_tests::read(a), result.json);
        ASSERT_EQ(one.error, "") << a;
        total.add(one);
    }
    for (const Floor& f : kFloors) {
        const auto& t = total.fields.at(f.field);
        EXPECT_GE(100 * t.precision(), f.precision) << f.field << '\n' << total.table();
        EXPECT_GE(100 * t.recall(), f.recall) << f.field << '\n' << total.table();
    }
    RecordProperty("table", total.table());
}
