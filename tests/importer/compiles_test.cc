// Whatever comes in, the draft and the card are in the language: no finding of the group 语法.
#include "compiler/compile.h"
#include "tests/importer/score.h"
#include "tools/importer/importer.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <random>
#include <sstream>

namespace fs = std::filesystem;
using namespace yaodian;

namespace {

using importer_tests::read;

/// The first slip of writing in the draft, or "".
std::string slip(const importer::ImportResult& result) {
    std::vector<Input> inputs;
    inputs.push_back({SourceFile::from_string("draft.yd", result.draft + "\n" + result.card), true});
    const Compilation c = compile(std::move(inputs));
    for (const auto& f : c.findings)
        if (f.code >= 1000 && f.code < 2000) {
            const auto at = c.files[f.at.file].position(f.at.span.begin);
            return std::to_string(f.code) + " line " + std::to_string(at.line) + ": " +
                   std::string(c.files[f.at.file].text(c.files[f.at.file].line_span(at.line)));
        }
    return {};
}

} // namespace

TEST(DraftCompiles, InventedDocuments) {
    for (const auto& folder : fs::directory_iterator(fs::path(YAODIAN_SOURCE_DIR) / "tests/importer/cases"))
        for (const auto& e : fs::directory_iterator(folder.path()))
            if (e.path().stem() == "input")
                for (bool quote : {false, true}) {
                    importer::ImportOptions options;
                    options.quote = quote;
                    EXPECT_EQ(slip(importer::import_document(read(e.path()), options)), "") << e.path();
                }
}

// The words a draft declares for itself are the words it uses: events that had to be quoted, one noun counted in two units.
TEST(DraftCompiles, ItsOwnWordsAreKnown) {
    const char* text = "青川区2026年便民工作要点\n一、重点工作\n1.做好转办。接到转办单后2个工作日内答复。（责任单位：区数据局）\n"
                       "2.做好走访。走访企业不少于20家。每月走访企业不少于1次。（责任单位：区数据局）\n";
    const auto result = importer::import_document(text, {});
    std::vector<Input> inputs;
    inputs.push_back({SourceFile::from_string("draft.yd", result.draft + "\n" + result.card), true});
    const Compilation c = compile(std::move(inputs));
    for (const auto& f : c.findings)
        EXPECT_TRUE(f.code != 2003 && f.code != 2007) << f.code << '\n' << result.draft;
    EXPECT_NE(result.draft.find("接到转办单"), std::string::npos) << result.draft;
}

TEST(DraftCompiles, PrintedDocuments) {
    const std::string folder = importer_tests::printed_documents(YAODIAN_SOURCE_DIR);
    if (folder.empty())
        GTEST_SKIP() << "the printed documents are not at hand: no ../shared/seeds, and YAODIAN_DOCUMENTS names no folder";
    for (const auto& e : fs::directory_iterator(folder))
        EXPECT_EQ(slip(importer::import_document(read(e.path()), {})), "") << e.path();
}

TEST(DraftCompiles, DamagedAndRandomDocuments) {
    std::mt19937 random(8);
    const std::vector<std::string> pieces = {"一、", "（一）", "1.", "2.", "（", "）", "责任单位：", "牵头单位：", "、", "区财政局", "各部门", "。", "；", "，", "\n", "\n\n", "\t", "|",
                                             "序号\n任务内容\n责任单位\n完成时限\n", "1\n", "2\n", "全年\n", "3月底前", "不少于4次", "“", "”", "《", "》", "每季度", "至少", "开展",
                                             "政策出台后10个工作日内", "会同", "附件", "2023年", "等", "要", "推动公开", "{", "}", "#", "\"", "或", "（推定）", "未写", "任务", "「", "\x01",
                                             "２", "%", "70%", "率", "当天", "不得", "鼓励", "100万", "99999999999999次", "2月30日前", "各单位主要负责同志", "<p>", "&nbsp;", "\xE2\x80\x8B"};
    for (int round = 0; round < 6000; ++round) {
        std::string text = round % 2 ? "2023年松湾区政务公开工作要点\n一、公开\n1.公开账目。" : "";
        const int n = static_cast<int>(random() % 60);
        for (int i = 0; i < n; ++i)
            text += pieces[random() % pieces.size()];
        const auto result = importer::import_document(text, {});
        if (!result.readable)
            continue;
        const std::string first = slip(result);
        ASSERT_EQ(first, "") << "round " << round << "\n" << text << "\n----\n" << result.draft;
    }
}
