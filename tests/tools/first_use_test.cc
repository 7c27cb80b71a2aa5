// What people met who used the program for the first time: the order and the length of what it says, their own slips.
#include "tests/tools/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace yaodian::testing {

using ::testing::HasSubstr;
using ::testing::Not;
using nlohmann::json;

namespace {

std::size_t times(const std::string& text, std::string_view what) {
    std::size_t n = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size()))
        ++n;
    return n;
}

constexpr const char* kPrinted = "2023年静安区政务公开工作要点\n静府办发〔2023〕7号\n\n各街道办事处、区政府各部门：\n"
                                 "一、深化重点领域公开\n（一）优化营商环境公开\n"
                                 "1.做好政策公开。区财政局每季度公开一次财政收支情况。（责任单位：区财政局）\n"
                                 "2.做好投资公开。全年组织政策宣讲不少于4次。（责任单位：区发展改革委）\n"
                                 "二、加强组织保障\n3.加强培训。全年培训不少于2次。（责任单位：区政府办公室）\n"
                                 "静安区人民政府办公室\n2023年4月28日\n";

} // namespace

// ── what check says ──

TEST(Told, GapsAtOneLineAreOneBlock) {
    const Folder folder;
    write_world(folder);
    std::string city = folder.read("specs/city.yd"), more;
    for (int k = 0; k < 40; ++k)
        more += "    任务 甲事" + std::to_string(k) + " “甲事” {\n        责任 各区政府\n        自定\n    }\n";
    more += "    任务 乙事 “乙事” {\n        责任 东区.区政府\n        自定\n    }\n";
    folder.write("specs/city.yd", city.insert(city.rfind("}"), more));
    const Result text = run_program({"check"}, {folder.path()});
    const json all = json::parse(run_program({"check", "--format", "json"}, {folder.path()}).out);
    std::size_t gaps = 0;
    for (const json& f : all["findings"])
        if (f["code"] == "YD4011") {
            ++gaps;
            const std::string name = f["upstream"]["task"], line = std::to_string(f["upstream"]["line"].get<int>());
            const bool in_full = text.out.find("specs/city.yd:" + line + ":") != std::string::npos;
            EXPECT_TRUE(in_full || text.out.find(name + ":" + line) != std::string::npos ||
                        text.out.find("(specs/city.yd:" + line + ")") != std::string::npos)
                << name << " at " << line << " is not told\n" << text.out;
        }
    ASSERT_EQ(gaps, 41u);
    EXPECT_EQ(times(text.out, "错误 YD4011"), 1u) << text.out;
    EXPECT_THAT(text.out, HasSubstr("同样的还有 39 项"));
    EXPECT_THAT(text.out, HasSubstr("“甲市2023.乙事”发往“区政府”")); // addressed otherwise: its own sentence
    EXPECT_THAT(text.out, HasSubstr("还有：“甲市2023.甲事0”发往“各区政府”"));
    EXPECT_THAT(text.out, HasSubstr("41 个错误"));              // counted one by one all the same
    EXPECT_THAT(run_program({"check", "--lang", "en"}, {folder.path()}).out, HasSubstr("39 more like it"));
}

TEST(Told, SlipsFirstCoverageQuestionsLast) {
    const Folder folder;
    write_world(folder);
    std::string city = folder.read("specs/city.yd");
    city.insert(city.find("    印发"), "    文本 正文 节录\n"); // what it asks for is a question then
    city.insert(city.rfind("}"), "    任务 另一件 “另一件” {\n        责任 各区政府（推定）\n        自定\n    }\n");
    folder.write("specs/city.yd", city);
    std::string plan = district_plan("列席会议 每年不少于2次");
    plan.insert(plan.rfind("}"), "    任务 快办 “快办” {\n        责任 区财政局\n        期限 二季度前后左右\n        自定\n    }\n");
    folder.write("specs/district.yd", plan);
    const Result r = run_program({"check"}, {folder.path()});
    const std::size_t slip = r.out.find(" YD1110"), heading = r.out.find("东区2023 “"), strength = r.out.find(" YD3001"), gap = r.out.find(" YD4011");
    ASSERT_NE(slip, std::string::npos) << r.out;
    ASSERT_NE(heading, std::string::npos) << r.out;
    ASSERT_NE(strength, std::string::npos) << r.out;
    ASSERT_NE(gap, std::string::npos) << r.out;
    EXPECT_LT(slip, heading) << r.out;
    EXPECT_LT(strength, gap) << r.out;
    EXPECT_THAT(r.out, HasSubstr("待核 YD3001"));
    EXPECT_THAT(r.out, HasSubstr("待核 YD4011"));
}

// ── the printed document ──

class Printed : public ::testing::Test {
protected:
    Printed() {
        folder.write("原件.txt", kPrinted);
        EXPECT_EQ(run_program({"import", "原件.txt", "--id", "jingan-2023", "-o", "draft"}, {folder.path()}).status, 0);
    }
    std::vector<std::string> changed(const std::string& document) const {
        std::vector<std::string> out;
        const json all = json::parse(run_program({"check", "draft", "--format", "json", "--document", document}, {folder.path()}).out);
        for (const json& f : all["findings"])
            if (f["code"] == "YD8003")
                out.push_back(f["message"]["zh"]);
        return out;
    }
    Folder folder;
};

TEST_F(Printed, AnUnchangedOriginalIsUnchangedForEveryCommand) {
    EXPECT_EQ(changed("jingan-2023=原件.txt"), std::vector<std::string>{});
    const Result r = run_program({"trace", "draft", "--document", "jingan-2023=原件.txt"}, {folder.path()});
    EXPECT_EQ(r.status, 0) << r.out << r.err;
    EXPECT_THAT(r.out, HasSubstr("与原文逐条核对，摘要相符（13 处）")) << "10 headings and sentences, 3 brackets";
}

// What another draft beside it declares has been looked at by nobody: each draft brings its own names and checks alone.
TEST_F(Printed, ADraftDoesNotLeanOnAnother) {
    ASSERT_EQ(run_program({"import", "原件.txt", "--id", "again", "-o", "other"}, {folder.path()}).status, 0);
    const std::string first = folder.read("draft/jingan-2023.yd");
    folder.write("beside.yd", first);
    ASSERT_EQ(run_program({"import", "原件.txt", "--id", "again", "-o", "third"}, {folder.path()}).status, 0);
    ASSERT_THAT(first, HasSubstr("词表 "));
    EXPECT_EQ(folder.read("third/again.yd"), folder.read("other/again.yd"));
    folder.write("beside.yd", first.substr(first.find('\n') + 1)); // looked through: its names count
    ASSERT_EQ(run_program({"import", "原件.txt", "--id", "again", "-o", "fourth"}, {folder.path()}).status, 0);
    EXPECT_THAT(folder.read("fourth/again.yd"), testing::Not(HasSubstr("\n词表 ")));
}

// 第一部分 in the paper is 一部分 once folded, on both sides.
TEST_F(Printed, PartsByName) {
    folder.write("分部分.txt", "某区2023年政务公开工作要点\n第一部分 基本原则\n一、坚持公开\n（一）公开账目。按季度公开账目。（责任单位：区财政局）\n"
                               "第二部分 重点工作\n二、公开政策\n（一）公开文件。及时公开文件。（责任单位：区政府办公室）\n");
    ASSERT_EQ(run_program({"import", "分部分.txt", "--id", "bu-2023", "-o", "parts"}, {folder.path()}).status, 0);
    ASSERT_THAT(folder.read("parts/bu-2023-card.yd"), HasSubstr("第一部分.题"));
    const Result r = run_program({"trace", "parts", "--document", "bu-2023=分部分.txt"}, {folder.path()});
    EXPECT_THAT(r.out, HasSubstr("摘要相符")) << r.out << r.err;
}

TEST_F(Printed, EachChangeIsNamedInFullWithOneCause) {
    std::string text = kPrinted;
    text.replace(text.find("深化重点领域公开"), std::string("深化重点领域公开").size(), "深化公开");
    text.replace(text.find("3.加强培训。全年培训不少于2次。（责任单位：区政府办公室）\n"),
                 std::string("3.加强培训。全年培训不少于2次。（责任单位：区政府办公室）\n").size(), "");
    folder.write("改过.txt", text);
    const std::vector<std::string> found = changed("jingan-2023=改过.txt");
    EXPECT_EQ(found, (std::vector<std::string>{"文献“jingan-2023”的 正文 一.题 与卡片对不上：文本改过了",
                                               "文献“jingan-2023”的 正文 二.题 与卡片对不上：文献里已经没有这一处",
                                               "文献“jingan-2023”的 正文 3.题 与卡片对不上：文献里已经没有这一处",
                                               "文献“jingan-2023”的 正文 3.1 与卡片对不上：文献里已经没有这一处",
                                               "文献“jingan-2023”的 正文 3.括 与卡片对不上：文献里已经没有这一处"}));
    const Result r = run_program({"trace", "draft", "--document", "jingan-2023=改过.txt", "--format", "json"}, {folder.path()});
    EXPECT_EQ(r.status, 1);
    EXPECT_EQ(json::parse(r.out)["documents"][0]["changed"], (json{"正文 一.题", "正文 二.题", "正文 3.题", "正文 3.1", "正文 3.括"}));
}

// Bodies, times, the number and the date are no sentences, and yet what a reader must be told of.
TEST_F(Printed, BracketsCellsAndTheHeadAreComparedToo) {
    const std::string table = std::string(kPrinted) + "附件\n任务分解表\n| 序号 | 任务内容 | 牵头单位 | 配合单位 | 完成时限 |\n|---|---|---|---|---|\n"
                                                      "| 1 | 公开账目。 | 区财政局 | 区审计局 | 四季度 |\n| 2 | 公开名单。 | 区民政局 | 区审计局 | 6月底前 |\n";
    auto changes = [&](const std::string& from, const std::string& to, std::string text) {
        folder.write("旧.txt", text);
        EXPECT_EQ(run_program({"seed", "旧.txt", "--id", "biao-2023"}, {folder.path()}).status, 0);
        folder.write("card/biao-2023.yd", run_program({"seed", "旧.txt", "--id", "biao-2023"}, {folder.path()}).out);
        text.replace(text.find(from), from.size(), to);
        folder.write("新.txt", text);
        const Result r = run_program({"trace", "card", "--document", "biao-2023=新.txt", "--format", "json"}, {folder.path()});
        const json found = json::parse(r.out)["documents"][0];
        std::vector<std::string> out = found["changed"];
        for (const json& head : found["head"])
            out.push_back(head["what"].get<std::string>() + " " + head["then"].get<std::string>() + " " + head["now"].get<std::string>());
        EXPECT_EQ(r.status, out.empty() ? 0 : 1);
        return out;
    };
    using List = std::vector<std::string>;
    EXPECT_EQ(changes("各街道", "各街道", table), List{});
    EXPECT_EQ(changes("责任单位：区发展改革委", "责任单位：区商务委", table), List{"正文 2.括"});
    EXPECT_EQ(changes("四季度", "三季度", table), List{"附表 1.栏"});
    EXPECT_EQ(changes("| 区民政局 | 区审计局 |", "| 区民政局 | 区审计局、区财政局 |", table), List{"附表 2.栏"});
    EXPECT_EQ(changes("| 区民政局 | 区审计局 |", "| 区审计局 | 区民政局 |", table), List{"附表 2.栏"}) << "who leads is another";
    EXPECT_THAT(changes("〔2023〕7号", "〔2023〕9号", kPrinted), ::testing::Contains("文号 静府办发〔2023〕7号 静府办发〔2023〕9号"));
    EXPECT_EQ(changes("2023年4月28日", "2023年5月6日", kPrinted), List{"印发 2023年4月28日 2023年5月6日"});
    // Nobody is asked to cite them.
    changes("四季度", "三季度", table);
    folder.write("空.yd", "要点 静安2023 “2023年静安区政务公开工作要点” {\n    年度 2023\n    来源 biao-2023\n    非任务 正文 “试”\n}\n");
    const Result asked = run_program({"check", "空.yd", "card", "--no-library", "--format", "json"}, {folder.path()});
    EXPECT_THAT(asked.out, HasSubstr("YD8001"));
    EXPECT_THAT(asked.out, HasSubstr("附表 1、2"));
    EXPECT_THAT(asked.out, Not(HasSubstr("1.栏")));
}

TEST_F(Printed, AnEarlierCardSaysWhatWasNotCompared) {
    std::string card = folder.read("draft/jingan-2023-card.yd"), old;
    for (std::size_t at = 0; at < card.size();) {
        const std::size_t end = card.find('\n', at);
        if (const std::string line = card.substr(at, end - at); line.find(".括") == std::string::npos)
            old += line + "\n";
        at = end + 1;
    }
    folder.write("draft/jingan-2023-card.yd", old);
    const Result r = run_program({"trace", "draft", "--document", "原件.txt"}, {folder.path()});
    EXPECT_EQ(r.status, 0) << r.out;
    EXPECT_EQ(times(r.out, "没有核对"), 1u) << r.out;
    EXPECT_THAT(r.out, HasSubstr("摘要相符（10 处）"));
}

TEST_F(Printed, ChangesComeFirstAndTheRestIsCounted) {
    std::string text = kPrinted;
    text.replace(text.find("不少于4次"), std::string("不少于4次").size(), "不少于6次");
    text.replace(text.find("静安区人民政府办公室"), 0, "4.加强考核。每半年考核一次。（责任单位：区政府办公室）\n");
    folder.write("改过.txt", text);
    const std::string out = run_program({"trace", "draft", "--document", "jingan-2023=改过.txt"}, {folder.path()}).out;
    EXPECT_THAT(out, HasSubstr("13 处中 1 处对不上"));
    EXPECT_THAT(out, HasSubstr("  文本改过"));
    EXPECT_THAT(out, HasSubstr("正文 4.1  卡片上没有"));
    EXPECT_THAT(out, HasSubstr("其余 3 处未变"));
    EXPECT_EQ(out.find("正文 3.1"), std::string::npos) << out;
    EXPECT_EQ(out.find("另一份"), std::string::npos) << out;
    folder.write("别的.txt", "2024年松湾区工作安排\n一、公开\n1.公开账目。区财政局每月公布账目。（责任单位：区财政局）\n");
    const std::string other = run_program({"trace", "draft", "--document", "jingan-2023=别的.txt"}, {folder.path()}).out;
    EXPECT_NE(other.find("像是另一份文件"), std::string::npos) << other;
    EXPECT_LT(other.find("像是另一份文件"), other.find("对不上")) << other;
}

TEST_F(Printed, ADocumentOfAnyNameIsThatOfTheOneCard) {
    for (const char* what : {"draft", "draft/jingan-2023.yd", "draft/jingan-2023-card.yd"}) {
        const Result r = run_program({"trace", what, "--document", "原件.txt"}, {folder.path()});
        EXPECT_EQ(r.status, 0) << what << r.out << r.err;
        EXPECT_THAT(r.out, HasSubstr("摘要相符")) << what;
    }
}

TEST_F(Printed, ADocumentOfNoCardIsWrongUse) {
    folder.write("draft/two.yd", "文献 other-2023 {\n    标题 “另一份”\n    正文 1.1 { 摘要 “sha256:00” }\n}\n");
    for (const char* command : {"trace", "check"}) {
        const Result r = run_program({command, "draft/jingan-2023-card.yd", "draft/two.yd", "--document", "原件.txt"}, {folder.path()});
        EXPECT_EQ(r.status, 2) << command << r.out;
        EXPECT_THAT(r.err, HasSubstr("--document 编号=原件.txt"));
        EXPECT_THAT(r.err, HasSubstr("jingan-2023、other-2023"));
        EXPECT_EQ(run_program({command, "draft", "--document", "没有这个=原件.txt"}, {folder.path()}).status, 2);
        EXPECT_EQ(run_program({command, "draft", "--document", "不在.txt"}, {folder.path()}).status, 3);
    }
}

TEST_F(Printed, ACardOfTheLibraryIsComparedToo) {
    std::string text = kPrinted;
    text.replace(text.find("深化重点领域公开"), std::string("深化重点领域公开").size(), "深化公开");
    folder.write("jingan-2023.txt", text);
    const Result r = run_program({"check", "draft/jingan-2023.yd", "--document", "jingan-2023.txt"}, {folder.path()});
    EXPECT_EQ(r.status, 1);
    EXPECT_THAT(r.out, HasSubstr("YD8003 文献“jingan-2023”的 正文 一.题 与卡片对不上：文本改过了"));
}

// ── files and arguments that cannot be used ──

TEST(WrongUse, AFileInAnotherEncodingIsExitThreeForEveryCommand) {
    const Folder folder;
    write_world(folder);
    std::string gb, wide = "\xFF\xFE";
    for (int k = 0; k < 40; ++k)
        gb += "\xD2\xAA\xB5\xE3 \xBA\xE7\xBF\xDA { \xC4\xEA\xB6\xC8 2023 }\n";
    for (const char c : std::string("plan a { }\n"))
        wide += std::string({c, '\0'});
    folder.write("gb.yd", gb);
    folder.write("wide.yd", wide);
    folder.write("原件.txt", kPrinted);
    for (const char* file : {"gb.yd", "wide.yd"}) {
        const std::string name = file;
        for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
                 {"check", name}, {"check", "--format", "json", name}, {"matrix", name}, {"trace", name}, {"fmt", "--check", name},
                 {"why", "甲2023", "--in", name}, {"table", "甲2023", "--in", name}, {"graph", "甲2023", name},
                 {"report", "-o", "rep", name}, {"import", "原件.txt", "--against", name},
                 {"import", "原件.txt", "--update", name, "--card", name}}) {
            const Result r = run_program(arguments, {folder.path()});
            EXPECT_EQ(r.status, 3) << ::testing::PrintToString(arguments) << r.err;
            EXPECT_THAT(r.out + r.err, HasSubstr("UTF-8")) << ::testing::PrintToString(arguments);
            if (arguments[0] != "check") {
                EXPECT_EQ(r.out, "") << ::testing::PrintToString(arguments);
            }
        }
    }
    EXPECT_EQ(folder.read("gb.yd"), gb);
}

TEST(WrongUse, SaidInTheLanguageOfTheReader) {
    const Folder folder;
    write_world(folder);
    auto said = [&](const std::vector<std::string>& arguments) {
        const Result r = run_program(arguments, {folder.path()});
        EXPECT_EQ(r.status, 2) << ::testing::PrintToString(arguments);
        return r.err;
    };
    EXPECT_EQ(said({"check", "--frmat", "json"}), "yaodian: 没有“--frmat”这个参数，是不是 --format；用法见 yaodian check --help\n");
    EXPECT_EQ(said({"check", "--lang", "fr"}), "yaodian: --lang 不能写“fr”；可以写 zh、en\n");
    EXPECT_THAT(said({"check", "--format", "jsno"}), HasSubstr("是不是 json；可以写 text、json、sarif、xlsx"));
    EXPECT_THAT(said({"why"}), HasSubstr("还要写 LOWER：下级的任务或要点"));
    EXPECT_EQ(said({"trace", "specs", "--document"}).find("required"), std::string::npos);
    EXPECT_EQ(said({"check", "--threads", "x"}).find("Could"), std::string::npos);
    EXPECT_EQ(said({"check", "--threads", "999"}).find("not in range"), std::string::npos);
    EXPECT_THAT(said({"check", "--frmat", "json", "--lang", "en"}), HasSubstr("there is no option '--frmat', did you mean --format"));
}

TEST(WrongUse, ANameThatIsATasksOrAFilesIsAnsweredWithTheOneWanted) {
    const Folder folder;
    write_world(folder);
    const Result known = run_program({"why", "东区2023.公众列席", "甲市2023.公众列席"}, {folder.path()});
    ASSERT_EQ(known.status, 0) << known.err;
    const Result task = run_program({"why", "公众列席"}, {folder.path()});
    EXPECT_EQ(task.status, 2);
    EXPECT_THAT(task.err, HasSubstr("“公众列席”是任务的名字"));
    EXPECT_THAT(task.err, HasSubstr("甲市2023.公众列席"));
    EXPECT_THAT(task.err, HasSubstr("东区2023.公众列席"));
    EXPECT_THAT(run_program({"why", "东区2023.列席"}, {folder.path()}).err, HasSubstr("是不是 东区2023.公众列席"));
    const Result file = run_program({"table", "specs/city.yd"}, {folder.path()});
    EXPECT_EQ(file.status, 2);
    EXPECT_THAT(file.err, HasSubstr("像是文件"));
}

TEST(WrongUse, ThePlanAboveIsNamedOrAFile) {
    const Folder folder;
    write_world(folder);
    folder.write("new.txt", kPrinted);
    const Result named = run_program({"import", "new.txt", "--against", "甲市2023"}, {folder.path()});
    const Result file = run_program({"import", "new.txt", "--against", "specs/city.yd"}, {folder.path()});
    EXPECT_EQ(named.status, 0) << named.err;
    EXPECT_THAT(named.out, HasSubstr("上级 甲市2023"));
    EXPECT_EQ(named.out, file.out);
    const Result wrong = run_program({"import", "new.txt", "--against", "甲市2024"}, {folder.path()});
    EXPECT_EQ(wrong.status, 2);
    EXPECT_THAT(wrong.err, HasSubstr("甲市2023"));
}

TEST_F(Printed, ANewEditionThroughTheProgramCompiles) {
    std::string text = kPrinted;
    text.replace(text.find("3.加强培训"), std::string("3.加强培训").size(), "3.办好讲座。举办法律讲座不少于6场。（责任单位：区司法局）\n4.加强培训");
    text.replace(text.find("责任单位：区财政局"), std::string("责任单位：区财政局").size(), "牵头单位：区财政局");
    folder.write("新版.txt", text);
    const Result r = run_program({"import", "新版.txt", "--update", "draft/jingan-2023.yd", "--card", "draft/jingan-2023-card.yd", "-o", "draft"}, {folder.path()});
    ASSERT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.err, HasSubstr("改动 正文 1.括：牵头 增加 区财政局；责任 去掉 区财政局"));
    // The name of the card stays, and what was there is kept beside.
    EXPECT_THAT(r.err, HasSubstr("jingan-2023.yd.bak"));
    EXPECT_THAT(folder.read("draft/jingan-2023.yd.bak"), Not(HasSubstr("法律讲座")));
    EXPECT_THAT(folder.read("draft/jingan-2023.yd"), HasSubstr("法律讲座"));
    const json all = json::parse(run_program({"check", "draft", "--document", "jingan-2023=新版.txt", "--format", "json"}, {folder.path()}).out);
    for (const json& f : all["findings"]) {
        if (f["code"] != "YD2015") { // no directory is at hand here
            EXPECT_NE(f["severity"], "error") << f["message"]["zh"];
        }
        EXPECT_NE(f["code"], "YD8001") << f["message"]["zh"];
        EXPECT_NE(f["code"], "YD8003") << f["message"]["zh"];
    }
    // The same once more: nothing differs, nothing is kept twice.
    const Result again = run_program({"import", "新版.txt", "--update", "draft/jingan-2023.yd", "--card", "draft/jingan-2023-card.yd", "-o", "draft"}, {folder.path()});
    EXPECT_EQ(again.status, 0) << again.err;
    EXPECT_THAT(again.err, Not(HasSubstr("留作")));
}

TEST_F(Printed, SeedNamesItsFileAsImportDoesAndKeepsWhatIsThere) {
    const std::string draft = folder.read("draft/jingan-2023.yd");
    ASSERT_EQ(run_program({"seed", "原件.txt", "--id", "jingan-2023", "-o", "draft"}, {folder.path()}).status, 0);
    EXPECT_EQ(folder.read("draft/jingan-2023.yd"), draft);
    for (int k = 1; k <= 2; ++k) {
        folder.write("draft/jingan-2023-card.yd", "# 手工改过 " + std::to_string(k) + "\n");
        ASSERT_EQ(run_program({"seed", "原件.txt", "--id", "jingan-2023", "-o", "draft"}, {folder.path()}).status, 0);
    }
    EXPECT_EQ(folder.read("draft/jingan-2023-card.yd.bak"), "# 手工改过 1\n");
    EXPECT_EQ(folder.read("draft/jingan-2023-card.yd.bak2"), "# 手工改过 2\n");
}

TEST_F(Printed, WhatUpdateIsGivenHasToFit) {
    auto said = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), {"import", "原件.txt"});
        const Result r = run_program(arguments, {folder.path()});
        EXPECT_EQ(r.status, 2) << ::testing::PrintToString(arguments) << r.err;
        EXPECT_EQ(r.out, "");
        return r.err;
    };
    const std::string spec = "draft/jingan-2023.yd", card = "draft/jingan-2023-card.yd";
    folder.write("别的.yd", "文献 other-2023 {\n    标题 “另一份”\n    正文 1.1 { 摘要 “sha256:00” }\n}\n");
    folder.write("名录.yd", "名录 某区 {\n    层级 区\n}\n");
    EXPECT_THAT(said({"--update", card, "--card", spec}), HasSubstr("写反了"));
    EXPECT_THAT(said({"--update", "名录.yd", "--card", card}), HasSubstr("里面有“要点 …”"));
    EXPECT_THAT(said({"--update", spec, "--card", "名录.yd"}), HasSubstr("里面有“文献 …”"));
    EXPECT_THAT(said({"--update", spec, "--card", "别的.yd"}), HasSubstr("jingan-2023"));
    EXPECT_THAT(said({"--card", card}), HasSubstr("--update"));
    for (const char* id : {"a/b", "../x", "..", "a b", "甲　乙", "a{b"})
        EXPECT_THAT(said({"--id", id}), HasSubstr("--id")) << id;
    EXPECT_EQ(run_program({"seed", "原件.txt", "--id", "静安-2023_一"}, {folder.path()}).status, 0);
}

TEST(Told, ExplainShowsWhatCheckSaysAndWhere) {
    const Folder folder;
    const std::string zh = run_program({"explain", "3051"}, {folder.path()}).out, en = run_program({"explain", "3051", "--lang", "en"}, {folder.path()}).out;
    EXPECT_THAT(zh, HasSubstr("错误 YD3051 时限变弱"));
    EXPECT_THAT(zh, HasSubstr("^^^^"));
    EXPECT_LT(zh.find("错误 YD3051"), zh.find("## 错例"));
    EXPECT_THAT(en, HasSubstr("error YD3051"));
    EXPECT_LT(en.find("The lower clock"), en.find("下级的时限"));
    EXPECT_LT(en.find("## Wrong"), en.find("## Right"));
    EXPECT_LT(en.find("## Right"), en.find("## When it may stay"));
    EXPECT_THAT(run_program({"explain", "1020"}, {folder.path()}).out, Not(HasSubstr("check 这样说"))); // bytes, no text
}

TEST(WrongUse, APlaceThatCannotBeWrittenIsNamed) {
    const Folder folder;
    write_world(folder);
    for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
             {"report", "--no-graphs", "-o", "/proc/rep"}, {"graph", "东区2023", "-o", "/proc/x.dot"}, {"table", "东区2023", "-o", "/proc/x.md"}}) {
        const Result r = run_program(arguments, {folder.path()});
        EXPECT_EQ(r.status, 3) << arguments[0];
        EXPECT_THAT(r.err, HasSubstr("/proc/")) << arguments[0];
        EXPECT_THAT(r.err, HasSubstr("：写不了：")) << arguments[0];
        EXPECT_THAT(r.err, Not(HasSubstr("No such"))) << arguments[0];
    }
}

} // namespace yaodian::testing
