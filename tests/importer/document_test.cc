// Documents as they come: encodings, formats, damage.
#include "tools/importer/document.h"
#include "tools/importer/importer.h"
#include "tools/importer/places.h"
#include "tools/importer/text.h"

#include <ctime>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iconv.h>
#include <nlohmann/json.hpp>
#include <random>
#include <zip.h>

using namespace yaodian::importer;
using testing::HasSubstr;

namespace {

std::string convert(const std::string& text, const char* to) {
    iconv_t cd = iconv_open(to, "UTF-8");
    std::string in = text, out(text.size() * 4 + 16, '\0');
    char* a = in.data();
    char* b = out.data();
    std::size_t n = in.size(), m = out.size();
    iconv(cd, &a, &n, &b, &m);
    iconv_close(cd);
    out.resize(out.size() - m);
    return out;
}

std::string zip_of(const std::vector<std::pair<std::string, std::string>>& files) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_source_keep(target);
    zip_t* zip = zip_open_from_source(target, ZIP_TRUNCATE, &error);
    for (const auto& [name, text] : files)
        zip_file_add(zip, name.c_str(), zip_source_buffer(zip, text.data(), text.size(), 0), ZIP_FL_OVERWRITE);
    zip_close(zip);
    zip_source_open(target);
    zip_source_seek(target, 0, SEEK_END);
    std::string out(static_cast<std::size_t>(zip_source_tell(target)), '\0');
    zip_source_seek(target, 0, SEEK_SET);
    zip_source_read(target, out.data(), out.size());
    zip_source_close(target);
    zip_source_free(target);
    return out;
}

std::string p(const std::string& text, const std::string& properties = "") {
    return "<w:p>" + (properties.empty() ? "" : "<w:pPr>" + properties + "</w:pPr>") + "<w:r><w:t xml:space=\"preserve\">" + text + "</w:t></w:r></w:p>";
}
std::string numbered(const std::string& text, int level) {
    return p(text, "<w:numPr><w:ilvl w:val=\"" + std::to_string(level) + "\"/><w:numId w:val=\"7\"/></w:numPr>");
}
std::string cell(const std::string& text, const std::string& properties = "") {
    return "<w:tc>" + (properties.empty() ? "" : "<w:tcPr>" + properties + "</w:tcPr>") + p(text) + "</w:tc>";
}
std::string row(const std::vector<std::string>& cells) {
    std::string out = "<w:tr>";
    for (const auto& c : cells)
        out += c;
    return out + "</w:tr>";
}

std::string plan_docx() {
    const std::string start = "<w:vMerge w:val=\"restart\"/>", more = "<w:vMerge/>";
    const std::string document =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>" +
        p("2023年云溪县政务公开工作要点") + numbered("公开办事流程", 0) +
        numbered("压缩材料。县政务服务局每季度至少清理1次材料清单。（责任单位：县政务服务局）", 1) +
        numbered("公布结果。5月底前公布清理结果。（责任单位：县政务服务局）", 1) + numbered("抓好落实", 0) +
        numbered("加强通报。办结后3个工作日内通报。（责任单位：县府办）", 1) +
        "<w:p><w:r><w:t>附件：任务表</w:t></w:r><w:del><w:r><w:delText>删去的字</w:delText></w:r></w:del></w:p><w:tbl>" +
        row({cell("序号"), cell("任务名称"), cell("任务内容"), cell("责任单位"), cell("完成时限")}) +
        row({cell("1"), cell("清理材料", start), cell("清理材料清单。"), cell("县政务服务局", start), cell("全年")}) +
        row({cell("2"), cell("", more), cell("公布清理结果。"), cell("", more), cell("5月底前")}) +
        row({cell("第二部分", "<w:gridSpan w:val=\"5\"/>")}) +
        row({cell("3"), cell("通报"), cell("通报办理情况。"), "<w:sdt><w:sdtContent>" + cell("县府办") + "</w:sdtContent></w:sdt>", cell("")}) + "</w:tbl></w:body></w:document>";
    const std::string numbering =
        "<w:numbering xmlns:w=\"x\"><w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/>"
        "<w:lvlText w:val=\"%1、\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"（%2）\"/></w:lvl>"
        "</w:abstractNum><w:num w:numId=\"7\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>";
    return zip_of({{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", document}, {"word/numbering.xml", numbering}});
}

const std::string sample = "2023年松湾区政务公开工作要点\n一、公开\n（一）公开账目。每月公布一次账目。（责任单位：区财政局）\n（二）公开结果。6月底前公布结果。（责任单位：区审计局）\n";

} // namespace

TEST(Sha256, KnownValues) {
    EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"), "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    EXPECT_EQ(sha256(std::string(1000, 'a')), "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3");
}

TEST(Numbers, ChineseAndArabic) {
    for (auto [text, value] : {std::pair<std::u32string, long>{U"十", 10}, {U"十二", 12}, {U"二十", 20}, {U"一百零五", 105}, {U"两", 2}, {U"36", 36}, {U"二〇二三", 2023}})
        EXPECT_EQ(to_number(text), value) << to_utf8(text);
    EXPECT_EQ(to_number(U"3a"), std::nullopt);
    EXPECT_EQ(to_number(U""), std::nullopt);
    for (long n = 1; n < 300; ++n)
        EXPECT_EQ(to_number(to_chinese(n)), n) << n;
}

TEST(Digest, IsOfWordsNotOfWidthOrBlanks) {
    EXPECT_EQ(digest_text(U"甲 乙,丙(丁)：\n１２ “戊”"), U"甲乙，丙（丁）：12“戊”");
    EXPECT_EQ(digest_text(U"甲\"乙\"丙"), digest_text(U"甲“乙”丙"));
    EXPECT_NE(digest_text(U"甲乙"), digest_text(U"乙甲"));
}

TEST(Encodings, OneTextInFiveEncodings) {
    const auto plain = import_document(sample, {});
    ASSERT_TRUE(plain.readable);
    ASSERT_THAT(plain.json, HasSubstr("正文 一（一）.1"));
    for (const auto& bytes : {"\xEF\xBB\xBF" + sample, convert(sample, "GB18030"), "\xFF\xFE" + convert(sample, "UTF-16LE"), "\xFE\xFF" + convert(sample, "UTF-16BE")}) {
        const auto other = import_document(bytes, {});
        ASSERT_TRUE(other.readable);
        EXPECT_EQ(other.card, plain.card);
        EXPECT_EQ(other.draft, plain.draft);
    }
    std::string crlf;
    for (char c : sample)
        crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
    EXPECT_EQ(import_document(crlf, {}).card, plain.card);
}

TEST(Formats, OthersNameTheConversion) {
    for (auto [bytes, words] : {std::pair<std::string, std::string>{"%PDF-1.7 ...", "pdftotext"},
                                {std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8), "soffice --headless --convert-to docx"},
                                {"{\\rtf1 abc}", "soffice"},
                                {zip_of({{"OFD.xml", "<ofd/>"}}), "OFD"},
                                {zip_of({{"xl/workbook.xml", "<x/>"}}), "soffice"}}) {
        const auto result = import_document(bytes, {});
        EXPECT_FALSE(result.readable);
        ASSERT_FALSE(result.problems.empty());
        EXPECT_THAT(result.summary, HasSubstr(words));
        EXPECT_EQ(result.draft, "");
    }
}

TEST(Docx, AutomaticNumbersMergedCellsAndDeletions) {
    const auto result = import_document(plan_docx(), {});
    ASSERT_TRUE(result.readable);
    const auto json = nlohmann::json::parse(result.json);
    EXPECT_EQ(json["document"]["title"], "2023年云溪县政务公开工作要点");
    std::map<std::string, nlohmann::json> places;
    for (const auto& place : json["places"])
        places[place["place"]] = place;
    ASSERT_EQ(places.size(), 6u) << result.json;
    EXPECT_EQ(places["正文 一（一）.1"]["quotas"][0]["value"], 1);
    EXPECT_EQ(places["正文 一（二）.1"]["due"]["to"], "2023-05-31");
    EXPECT_EQ(places["正文 二（一）.1"]["clocks"][0]["length"], 3);
    EXPECT_EQ(places["附表 2"]["units"][0]["name"], "县政务服务局");
    EXPECT_EQ(places["附表 2"]["units"][0]["mark"], "承上");
    EXPECT_EQ(places["附表 3"]["units"][0]["name"], "县府办");
    EXPECT_TRUE(places["附表 3"]["due"].is_null()) << "a blank cell beside merged ones is blank";
    EXPECT_THAT(result.json, testing::Not(HasSubstr("删去的字")));
}

TEST(Offsets, AreCodePointsOfTheDocument) {
    const auto json = nlohmann::json::parse(import_document(sample, {}).json);
    const std::u32string text = to_u32(sample);
    for (const auto& place : json["places"]) {
        const std::size_t begin = place["begin"], end = place["end"];
        ASSERT_LT(begin, end);
        ASSERT_LE(end, text.size());
        if (place["place"] == "正文 一（二）.1") {
            EXPECT_EQ(to_utf8(text.substr(begin, end - begin)), "6月底前公布结果。");
        }
    }
}

TEST(Damage, EveryTruncationEndsInAResult) {
    const std::string docx = plan_docx();
    const std::string html = "<html><table><tr><th>序号<th>任务内容<th>责任单位<tr><td rowspan=3>1<td colspan=2>甲</table><p>一、公开&nbsp;&#x4e00;</html>";
    for (const std::string& whole : {sample, convert(sample, "GB18030"), docx, html})
        for (std::size_t n = 0; n <= whole.size(); n += whole.size() > 400 ? 7 : 1) {
            const auto result = import_document(std::string_view(whole).substr(0, n), {});
            if (result.readable) {
                EXPECT_TRUE(nlohmann::json::accept(result.json));
            } else {
                EXPECT_FALSE(result.summary.empty());
            }
        }
}

TEST(Damage, RandomBytesAndRandomPlansEndInAResult) {
    std::mt19937 random(20230428);
    const std::vector<std::string> pieces = {"一、", "（一）", "1.", "（", "）", "责任单位：", "牵头", "、", "区财政局", "。", "；", "\n", "\n\n", "\t", "|", "||",
                                             "序号", "任务内容", "责任单位", "完成时限", "1", "2", "全年", "3月底前", "不少于4次", "“", "”", "《", "每季度", "至少",
                                             "后10个工作日内", "各部门", "会同", "附件", "2023年", "等", " ", "　", "<td>", "<table>", "<tr rowspan=99999>", "①", "由", "和"};
    for (int round = 0; round < 1500; ++round) {
        std::string text;
        const int n = static_cast<int>(random() % 120);
        if (round % 3 == 0)
            for (int i = 0; i < n; ++i)
                text.push_back(static_cast<char>(random()));
        else
            for (int i = 0; i < n; ++i)
                text += pieces[random() % pieces.size()];
        const auto result = import_document(text, {});
        if (result.readable) {
            EXPECT_TRUE(nlohmann::json::accept(result.json));
        }
    }
}

TEST(Damage, HostileShapes) {
    std::string deep;
    for (int i = 0; i < 20000; ++i)
        deep += "<table><tr><td>";
    EXPECT_NO_FATAL_FAILURE(import_document(deep, {}));
    EXPECT_NO_FATAL_FAILURE(import_document(std::string(200000, '('), {}));
    EXPECT_NO_FATAL_FAILURE(import_document("<table><tr><td rowspan=1000000000 colspan=1000000000>甲</td></tr></table>", {}));
    std::string brackets = "一、公开\n";
    for (int i = 0; i < 20000; ++i)
        brackets += "（责任单位：";
    EXPECT_NO_FATAL_FAILURE(import_document(brackets, {}));
    std::string same;
    for (int i = 0; i < 3000; ++i)
        same += "1.公开事项。每年公开一次。（责任单位：各部门）\n";
    EXPECT_NO_FATAL_FAILURE(import_document(same, {}));
    std::string xml = "<w:document xmlns:w=\"w\"><w:body>";
    for (int i = 0; i < 50000; ++i)
        xml += "<w:tbl><w:tr><w:tc>";
    EXPECT_NO_FATAL_FAILURE(import_document(zip_of({{"word/document.xml", xml}}), {}));
}

/// A plan of `parts` parts, 30 items each, with its annex; 35 parts are more than a megabyte.
std::string long_plan(int parts) {
    // Parts, items, brackets, and an annex that repeats every sentence as a row: alignment has to look at all of it.
    std::string text = "2023年松湾区政务公开工作要点\n";
    std::string rows;
    std::mt19937 random(5);
    const std::u32string words = U"信息目录平台数据监管群众办理流程标准清单材料窗口审批事项渠道";
    auto some = [&](int n) {
        std::u32string out;
        for (int i = 0; i < n; ++i)
            out.push_back(words[random() % words.size()]);
        return to_utf8(out);
    };
    int row = 0;
    for (int part = 1; part <= parts; ++part) {
        text += to_utf8(to_chinese(part)) + "、" + some(8) + "\n";
        for (int item = 1; item <= 30; ++item) {
            text += "（" + to_utf8(to_chinese(item)) + "）" + some(10) + "。";
            for (int k = 0; k < 3; ++k) {
                const std::string n = std::to_string(2 + random() % 20);
                const std::string sentence = k == 0   ? "各部门要在" + some(4) + "办结后" + n + "个工作日内公开" + some(18) + "。"
                                             : k == 1 ? some(10) + "，每季度至少开展" + n + "次" + some(6) + "。"
                                                      : std::to_string(1 + random() % 12) + "月底前完成" + some(24) + "。";
                text += sentence;
                rows += std::to_string(++row) + "\n\n" + sentence + "\n\n区财政局、\n\n区教育局、各街道\n\n全年\n\n";
            }
            text += "（牵头单位：区政府办公室；责任单位：区财政局、区教育局、各街道）\n";
        }
    }
    text += "附件\n任务分解表\n序号\n\n任务内容\n\n责任单位\n\n完成时限\n\n" + rows;
    return text;
}

// Twice the plan takes about twice as long: nothing looks at every place for every place. A ratio within one run, for
// what a second is depends on the machine and on who else is using it.
TEST(Speed, GrowsWithTheDocument) {
    auto seconds = [](const std::string& text) {
        double best = 1e9;
        for (int round = 0; round < 3; ++round) {
            const std::clock_t begin = std::clock();
            const auto result = import_document(text, {});
            best = std::min(best, static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
            EXPECT_TRUE(result.readable);
            EXPECT_THAT(result.json, HasSubstr("附表 1080")); // the last row of the shorter one
        }
        return best;
    };
    const std::string half = long_plan(12), whole = long_plan(24);
    const double ratio = seconds(whole) / seconds(half), bytes = static_cast<double>(whole.size()) / static_cast<double>(half.size());
    EXPECT_LT(ratio, 1.6 * bytes) << "quadratic would be " << bytes * bytes;
}
