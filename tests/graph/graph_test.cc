// Pictures for a meeting: what is drawn, that nothing is lost or misread, that sheets stay legible and stable.
#include "runtime/graph.h"
#include "runtime/phrases.h"
#include "runtime/sheets.h"
#include "tests/bench/corpus.h"
#include "tests/graph/small.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <thread>
#include <unistd.h>

namespace yaodian {
namespace {

using test::Files;
using test::World;

const std::vector<std::string> kViews = {"plan", "hierarchy", "unit", "conflicts", "timeline", "flow"};

const World& real() {
    static const World world(test::real_files());
    return world;
}
const World& small() {
    static const World world(test::small_files());
    return world;
}

std::string without_space(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == ' ' || text[i] == '\n' || text[i] == '\f' || text[i] == '\t' || text[i] == '\r')
            continue;
        if (text.substr(i, 2) == "\xC2\xA0") {
            ++i;
            continue;
        }
        out += text[i];
    }
    return out;
}

std::string decoded(std::string text) {
    for (const auto& [entity, c] : std::vector<std::pair<std::string, std::string>>{
             {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&#45;", "-"}, {"&#160;", " "}, {"&amp;", "&"}}) {
        std::size_t at = 0;
        while ((at = text.find(entity, at)) != std::string::npos) {
            text.replace(at, entity.size(), c);
            at += c.size();
        }
    }
    return text;
}

/// All that can be read in an SVG, in the order of drawing.
std::string words_of(const std::string& svg) {
    std::string out;
    static const std::regex text("<text[^>]*>([^<]*)</text>");
    for (std::sregex_iterator it(svg.begin(), svg.end(), text), end; it != end; ++it)
        out += decoded((*it)[1].str());
    return without_space(out);
}

/// The structure of a sheet: boxes with their classes and words, links with theirs. No positions, sizes or colours.
std::string structure(const Sheet& sheet) {
    std::string out = "sheet " + std::to_string(sheet.number) + "/" + std::to_string(sheet.of) + " " + sheet.title + "\n";
    std::istringstream lines(sheet.dot);
    static const std::regex node("^\"((?:[^\"\\\\]|\\\\.)*)\" \\[id=\"[^\"]*\" class=\"([^\"]*)\""), edge("^\"((?:[^\"\\\\]|\\\\.)*)\" -> \"((?:[^\"\\\\]|\\\\.)*)\" .*class=\"([^\"]*)\""),
        words("<font[^>]*>(?:<b>)?([^<]+)"), cluster("tooltip=\"([^\"]*)\" class=\"chapter\"");
    for (std::string line; std::getline(lines, line);) {
        std::smatch m;
        if (std::regex_search(line, m, edge)) {
            if (m[1].str().rfind("legend", 0) == 0)
                continue;
            out += "  " + m[1].str() + " -> " + m[2].str() + " (" + m[3].str() + ")";
        } else if (std::regex_search(line, m, node)) {
            out += "  [" + m[2].str() + "] " + m[1].str();
        } else if (std::regex_search(line, m, cluster)) {
            out += " frame " + m[1].str() + "\n";
            continue;
        } else {
            continue;
        }
        std::string said;
        for (std::sregex_iterator it(line.begin(), line.end(), words), end; it != end; ++it)
            said += (said.empty() ? ": " : " | ") + decoded((*it)[1].str());
        out += said + "\n";
    }
    return out;
}

void expect_golden(const std::string& name, const Drawing& drawing) {
    ASSERT_FALSE(drawing.sheets.empty()) << drawing.problem.zh;
    std::string now;
    for (const Sheet& sheet : drawing.sheets)
        now += structure(sheet);
    const std::string path = std::string(YAODIAN_SOURCE_DIR) + "/tests/graph/golden/" + name + ".txt";
    if (std::getenv("YAODIAN_BLESS")) {
        std::ofstream(path, std::ios::binary) << now;
        return;
    }
    std::ifstream in(path, std::ios::binary);
    std::ostringstream then;
    then << in.rdbuf();
    ASSERT_TRUE(in) << path << " is missing";
    EXPECT_EQ(then.str(), now) << name;
}

GraphOptions view(const std::string& name) {
    GraphOptions o;
    o.view = name;
    return o;
}

TEST(Graph, ViewsAreListed) {
    std::vector<std::string> names;
    for (const ViewName& v : view_names())
        names.emplace_back(v.name);
    EXPECT_EQ(names, kViews);
    EXPECT_FALSE(small().draw(view("nonsense")).problem.zh.empty());
}

TEST(Graph, StructureOfEveryView) {
    for (const std::string& name : kViews) {
        GraphOptions o = view(name);
        o.plan = small().plan("乙区2023");
        if (name == "hierarchy")
            o.plan = kNone;
        if (name == "unit")
            o.unit = small().unit("区财政局");
        expect_golden(name, small().draw(o));
    }
    GraphOptions o = view("hierarchy");
    o.theme = "目录";
    expect_golden("hierarchy_theme", small().draw(o));
}

TEST(Graph, HostileTitlesAreText) {
    const std::vector<std::string> titles = {R"(甲\N\G\l\\乙)", "甲&amp;乙&lt;b&gt;", "甲<script>x</script>", "甲]]>乙<!--", "甲'乙%s{0}", "甲&#65;;&nbsp;乙", "甲\\"};
    for (const std::string& title : titles) {
        Files files = test::small_files();
        for (auto& [path, text] : files)
            if (const std::size_t at = text.find("邀请公众代表列席区政府会议"); at != std::string::npos)
                text.replace(at, std::string("邀请公众代表列席区政府会议").size(), title);
        const World world(files);
        for (const std::string& name : kViews) {
            GraphOptions o = view(name);
            o.plan = world.plan("乙区2023");
            const Drawing drawing = world.draw(o);
            ASSERT_FALSE(drawing.sheets.empty());
            EXPECT_TRUE(drawing.notes.empty()) << drawing.notes.front().zh;
            std::string all;
            for (const Sheet& sheet : drawing.sheets) {
                std::string why;
                const std::string svg = render(sheet, Format::Svg, &why);
                ASSERT_FALSE(svg.empty()) << title << ": " << why;
                EXPECT_EQ(svg.find("<script"), std::string::npos);
                all += words_of(svg);
            }
            if (name == "plan" || name == "hierarchy") {
                EXPECT_NE(all.find(without_space(title)), std::string::npos) << title << "\n in " << all;
            }
        }
    }
}

TEST(Graph, HostilePlanTitleAndNames) {
    Files files = test::small_files();
    for (auto& [path, text] : files)
        for (std::size_t at; (at = text.find("“2023年乙区工作要点”")) != std::string::npos;)
            text.replace(at, std::string("“2023年乙区工作要点”").size(), R"(“\"<b>&amp;\N】”)");
    const World world(files);
    GraphOptions o;
    o.plan = world.plan("乙区2023");
    const Drawing drawing = world.draw(o);
    ASSERT_FALSE(drawing.sheets.empty());
    const std::string svg = render(drawing.sheets.front(), Format::Svg);
    EXPECT_NE(words_of(svg).find(R"(\"<b>&amp;\N】)"), std::string::npos) << words_of(svg).substr(0, 200);
    EXPECT_FALSE(render_pdf(drawing.sheets).empty());
}

TEST(Graph, SameInputSameBytesInAnyOrder) {
    Files files = test::small_files();
    Files reversed(files.rbegin(), files.rend());
    const World a(files), b(reversed);
    for (const std::string& name : kViews) {
        GraphOptions oa = view(name), ob = view(name);
        oa.plan = a.plan("乙区2023");
        ob.plan = b.plan("乙区2023");
        const Drawing da = a.draw(oa), db = b.draw(ob), again = a.draw(oa);
        ASSERT_EQ(da.sheets.size(), db.sheets.size());
        for (std::size_t i = 0; i < da.sheets.size(); ++i) {
            EXPECT_EQ(da.sheets[i].dot, db.sheets[i].dot) << name;
            EXPECT_EQ(da.sheets[i].dot, again.sheets[i].dot) << name;
            EXPECT_EQ(render(da.sheets[i], Format::Svg), render(db.sheets[i], Format::Svg));
        }
        EXPECT_EQ(render_pdf(da.sheets), render_pdf(db.sheets)) << name;
    }
}

TEST(Graph, SeveralThreadsWaitForEachOther) {
    GraphOptions o;
    o.plan = small().plan("乙区2023");
    const Drawing one = small().draw(o);
    ASSERT_FALSE(one.sheets.empty());
    const std::string svg = render(one.sheets.front(), Format::Svg);
    std::vector<std::string> results(4);
    std::vector<std::thread> threads;
    for (std::string& result : results)
        threads.emplace_back([&result, &o] {
            for (int i = 0; i < 5; ++i)
                result = render(small().draw(o).sheets.front(), Format::Svg);
        });
    for (std::thread& t : threads)
        t.join();
    for (const std::string& result : results)
        EXPECT_EQ(result, svg);
}

TEST(Graph, NothingTellsTheVersionOrTheTime) {
    GraphOptions o;
    o.plan = small().plan("乙区2023");
    const Drawing drawing = small().draw(o);
    ASSERT_FALSE(drawing.sheets.empty());
    const std::string svg = render(drawing.sheets.front(), Format::Svg), pdf = render_pdf(drawing.sheets);
    EXPECT_EQ(svg.find("raphviz"), std::string::npos);
    EXPECT_EQ(svg.find("DOCTYPE"), std::string::npos);
    EXPECT_EQ(svg.find("transparent"), std::string::npos);
    EXPECT_EQ(pdf.find("CreationDate"), std::string::npos);
}

/// width and height in points of every box of a drawing, by class, from the dot text.
struct DotBox { double x, y, width, height; std::string classes; };
std::map<std::string, DotBox> boxes_of(const std::string& dot) {
    std::map<std::string, DotBox> out;
    static const std::regex box("^\"((?:[^\"\\\\]|\\\\.)*)\" \\[id=\"[^\"]*\" class=\"([^\"]*)\" pos=\"([-0-9.]+),([-0-9.]+)\" width=([0-9.]+) height=([0-9.]+)");
    std::istringstream lines(dot);
    for (std::string line; std::getline(lines, line);) {
        std::smatch m;
        if (std::regex_search(line, m, box))
            out[m[1]] = {std::stod(m[3]), std::stod(m[4]), std::stod(m[5]) * 72, std::stod(m[6]) * 72, m[2]};
    }
    return out;
}

TEST(Graph, SheetsOfTheRealPlansAreLegible) {
    for (const Paper paper : {Paper::A3, Paper::A4, Paper::Screen})
        for (const std::string& name : kViews)
            for (const std::string plan : {"虹口2023", "嘉定2023", "市经信委2023", "莘庄2023", "宝山2022"}) {
                GraphOptions o = view(name);
                o.paper = paper;
                o.plan = real().plan(plan);
                ASSERT_NE(o.plan, kNone) << plan;
                const Drawing drawing = real().draw(o);
                if (drawing.sheets.empty()) {
                    EXPECT_NE(name, "plan") << drawing.problem.zh;
                    continue;
                }
                const auto size = picture::paper_size(o);
                for (const Sheet& sheet : drawing.sheets) {
                    const std::string where = plan + " " + name + " " + sheet.title;
                    EXPECT_LE(sheet.nodes, picture::kMostNodes) << where;
                    EXPECT_EQ(sheet.of, drawing.sheets.size());
                    EXPECT_NE(sheet.dot.find("第 " + std::to_string(sheet.number) + " 页 共 " + std::to_string(sheet.of) + " 页"), std::string::npos) << where;
                    // No letter smaller than the paper allows.
                    static const std::regex points("point-size=\"([0-9]+)\"");
                    for (std::sregex_iterator it(sheet.dot.begin(), sheet.dot.end(), points), end; it != end; ++it)
                        ASSERT_GE(std::stoi((*it)[1]), size.smallest) << where;
                    // Nothing sticks out of the paper.
                    for (const auto& [id, box] : boxes_of(sheet.dot)) {
                        EXPECT_GE(box.x - box.width / 2, 0) << where << ": " << id;
                        EXPECT_LE(box.x + box.width / 2, size.width) << where << ": " << id;
                        EXPECT_GE(box.y - box.height / 2, 0) << where << ": " << id;
                        EXPECT_LE(box.y + box.height / 2, size.height) << where << ": " << id;
                    }
                }
            }
}

TEST(Graph, NoBoxIsTooSmallForItsWordsAndNoneLieOnEachOther) {
    for (const std::string name : {"plan", "conflicts", "hierarchy"}) {
        GraphOptions o = view(name);
        o.plan = real().plan("虹口2023");
        const Drawing drawing = real().draw(o);
        ASSERT_FALSE(drawing.sheets.empty());
        for (const Sheet& sheet : drawing.sheets) {
            const auto boxes = boxes_of(sheet.dot);
            // Graphviz makes a box grow when its label needs more room than was laid out for it.
            const std::string svg = render(sheet, Format::Svg);
            static const std::regex drawn("class=\"node (card|ghost)[^\"]*\">\\s*<title>([^<]*)</title>[^]*?<polygon [^>]*points=\"([^\"]*)\"");
            std::size_t seen = 0;
            for (std::sregex_iterator it(svg.begin(), svg.end(), drawn), end; it != end; ++it) {
                const auto box = boxes.find(decoded((*it)[2].str()));
                if (box == boxes.end())
                    continue;
                double left = 1e9, right = -1e9, x = 0, y = 0;
                std::istringstream corners((*it)[3].str());
                for (char comma; corners >> x >> comma >> y;) {
                    left = std::min(left, x);
                    right = std::max(right, x);
                }
                EXPECT_LE(right - left, box->second.width + 2) << sheet.title << ": " << box->first;
                ++seen;
            }
            if (name == "plan" && sheet.number > 1 && sheet.number < sheet.of) {
                EXPECT_GT(seen, 5u) << sheet.title;
            }
            for (auto a = boxes.begin(); a != boxes.end(); ++a)
                for (auto b = std::next(a); b != boxes.end(); ++b) {
                    const double dx = std::abs(a->second.x - b->second.x) - (a->second.width + b->second.width) / 2;
                    const double dy = std::abs(a->second.y - b->second.y) - (a->second.height + b->second.height) / 2;
                    EXPECT_TRUE(dx > -1 || dy > -1) << sheet.title << ": " << a->first << " and " << b->first;
                }
        }
    }
}

TEST(Graph, EveryTaskOfAPlanIsDrawnOnce) {
    for (const std::string plan : {"虹口2023", "嘉定2023", "宝山2022"}) {
        GraphOptions o;
        o.plan = real().plan(plan);
        const Drawing drawing = real().draw(o);
        std::multiset<std::string> cards;
        for (const Sheet& sheet : drawing.sheets)
            for (const auto& [id, box] : boxes_of(sheet.dot))
                if (box.classes.rfind("card", 0) == 0 && id.rfind("map:", 0) != 0)
                    cards.insert(id);
        const Range tasks = real().c.model.plans[o.plan].tasks;
        EXPECT_EQ(cards.size(), tasks.count) << plan;
        for (TaskId t = tasks.first; t < tasks.first + tasks.count; ++t)
            EXPECT_EQ(cards.count(real().c.qualified(t)), 1u) << real().c.qualified(t);
    }
}

TEST(Graph, ChaptersOfHongkouTakeOneSheetEachOnA3) {
    GraphOptions o;
    o.plan = real().plan("虹口2023");
    const Drawing drawing = real().draw(o);
    std::map<std::string, int> sheets; // by the mark of the chapter
    for (const Sheet& sheet : drawing.sheets)
        for (const std::string mark : {"二", "三", "四", "五", "六"})
            sheets[mark] += sheet.title.find(" · " + mark + "、") != std::string::npos;
    for (const auto& [mark, count] : sheets)
        EXPECT_EQ(count, 1) << mark;
    for (const std::string mark : {"二", "四"}) {
        o.chapter = mark;
        const Drawing one = real().draw(o);
        ASSERT_EQ(one.sheets.size(), 1u) << mark;
    }
}

TEST(Graph, AChangeInOneChapterLeavesTheOthersWhereTheyWere) {
    Files files = test::real_files();
    const World before(files);
    for (auto& [path, text] : files)
        if (path.ends_with("hongkou-2023.yd")) {
            const std::size_t at = text.find('{', text.find("章 六"));
            ASSERT_NE(at, std::string::npos);
            text.insert(at + 1, "\n任务 新增一项 “新增的一项任务” { 责任 区政府办公室 ； 自定 }\n");
        }
    const World after(files);
    GraphOptions a, b;
    a.plan = before.plan("虹口2023");
    b.plan = after.plan("虹口2023");
    const Drawing x = before.draw(a), y = after.draw(b);
    ASSERT_EQ(x.sheets.size(), y.sheets.size());
    std::size_t changed = 0;
    for (std::size_t i = 0; i < x.sheets.size(); ++i)
        changed += x.sheets[i].dot != y.sheets[i].dot;
    EXPECT_EQ(changed, 2u) << "the key map, and the sheet of the chapter";
}

TEST(Graph, NoSheetIsNearlyEmpty) {
    for (const Paper paper : {Paper::A3, Paper::A4, Paper::Screen})
        for (const Orientation orientation : {Orientation::Landscape, Orientation::Portrait})
            for (const std::string& name : kViews)
                for (const std::string plan : {"虹口2023", "嘉定2023", "市经信委2023", "莘庄2023", "宝山2022", "上海2023", ""}) {
                    GraphOptions o = view(name);
                    o.paper = paper;
                    o.orientation = orientation;
                    o.plan = real().plan(plan);
                    const Drawing drawing = real().draw(o);
                    if (drawing.sheets.size() < 2 || name == "timeline") // the boxes of a timeline are not counted
                        continue;
                    std::set<std::string> titles;
                    for (const Sheet& sheet : drawing.sheets) {
                        // The sparsest today: three themes with one lower task each. One or two boxes are never a sheet.
                        EXPECT_GE(sheet.nodes, 4u) << plan << " " << sheet.title << " " << sheet.number << "/" << sheet.of;
                        EXPECT_TRUE(titles.insert(sheet.title).second) << "two sheets are called " << sheet.title;
                    }
                    // The second sheet of a chapter that began on a shared one is its second.
                    static const std::regex numbered("^(.*)（([0-9]+)/([0-9]+)）$");
                    for (std::size_t i = 0; i < drawing.sheets.size(); ++i) {
                        std::smatch m;
                        const std::string title = drawing.sheets[i].title;
                        if (std::regex_search(title, m, numbered)) {
                            EXPECT_LE(std::stoi(m[2]), std::stoi(m[3])) << title;
                            EXPECT_LE(std::size_t(std::stoi(m[2])), i + 1) << title;
                            EXPECT_LE(std::size_t(std::stoi(m[3]) - std::stoi(m[2])), drawing.sheets.size() - 1 - i) << title;
                        }
                    }
                }
}

TEST(Graph, SheetsAreNotNeedlesslyMany) {
    // The fewest sheets that the boxes of a plan could take, by their area alone, against what they took.
    for (const std::string plan : {"虹口2023", "嘉定2023", "市经信委2023", "莘庄2023", "宝山2022"})
        for (const Paper paper : {Paper::A3, Paper::A4}) {
            GraphOptions o;
            o.plan = real().plan(plan);
            o.paper = paper;
            const Drawing drawing = real().draw(o);
            const auto size = picture::paper_size(o);
            double fullest = 0;
            std::size_t sheets = 0, sparse = 0;
            for (const Sheet& sheet : drawing.sheets) {
                double area = 0;
                for (const auto& [id, box] : boxes_of(sheet.dot))
                    area += box.width * box.height;
                fullest = std::max(fullest, area / size.width / size.height);
                ++sheets;
                sparse += area / size.width / size.height < 0.12;
            }
            EXPECT_LE(sparse * 4, sheets) << plan << ": of " << sheets << " sheets so many are sparse";
        }
}

TEST(Graph, LegendNamesWhatIsOnTheSheetAndNoMore) {
    for (const std::string name : {"plan", "hierarchy", "conflicts"}) {
        GraphOptions o = view(name);
        o.plan = real().plan("虹口2023");
        const Drawing drawing = real().draw(o);
        ASSERT_FALSE(drawing.sheets.empty());
        std::set<std::string> ever;
        for (const Sheet& sheet : drawing.sheets) {
            std::set<std::string> drawn, explained;
            static const std::regex link("^\"(legend)?[^\n]*\" -> [^\n]*class=\"carries (\\w+)\"");
            std::istringstream lines(sheet.dot);
            for (std::string line; std::getline(lines, line);) {
                std::smatch m;
                if (std::regex_search(line, m, link))
                    (m[1].matched ? explained : drawn).insert(m[2]);
            }
            for (const auto& [id, box] : boxes_of(sheet.dot)) // a box of a verdict without a link: a task nobody carries
                if (const std::size_t space = box.classes.find(' '); box.classes.rfind("upper", 0) == 0 && box.classes.substr(space + 1) != "plain")
                    drawn.insert(box.classes.substr(space + 1));
            for (const std::string& verdict : drawn)
                EXPECT_TRUE(explained.contains(verdict)) << sheet.title << ": " << verdict;
            for (const std::string& verdict : explained)
                EXPECT_TRUE(drawn.contains(verdict)) << sheet.title << ": " << verdict << " is not there";
            ever.insert(drawn.begin(), drawn.end());
        }
        EXPECT_GE(ever.size(), 3u) << name;
    }
}

/// A clock that runs from the plan's own issue has a first and a last day; one from an event nobody can date has none.
TEST(Graph, AClockIsDrawnWhereItIsKnown) {
    Files files = test::small_files();
    for (auto& [path, text] : files) {
        if (const std::size_t at = text.find("    事件 决策出台\n"); at != std::string::npos)
            text.insert(at, "    事件 印发\n");
        if (const std::size_t at = text.find("        任务 复核"); at != std::string::npos)
            text.insert(at, "        任务 方案 “制定方案” { 责任 区教育局 ； 期限 印发后20日内 ； 自定 }\n");
    }
    const World world(files);
    GraphOptions o = view("timeline");
    o.plan = world.plan("乙区2023"); // issued 10 April
    const Drawing drawing = world.draw(o);
    ASSERT_EQ(drawing.sheets.size(), 1u);
    const auto boxes = boxes_of(drawing.sheets.front().dot);
    const double april = boxes.at("month 2023-04-01").x, day = (boxes.at("month 2023-05-01").x - april) / 30;
    const DotBox& known = boxes.at("乙区2023.方案/印发后20日内");
    EXPECT_EQ(known.classes, "clock dark");
    EXPECT_NEAR(known.x - known.width / 2, april + 9 * day, 2);
    EXPECT_NEAR(known.x + known.width / 2, april + 30 * day, 2); // to the end of 30 April
    const DotBox& unknown = boxes.at("乙区2023.清单/决策出台后10个工作日内");
    EXPECT_NEAR(unknown.x - unknown.width / 2, april + 9 * day, 2) << "no duty before the plan is issued";
    EXPECT_NE(drawing.sheets.front().dot.find("起算的日子未定"), std::string::npos);
    EXPECT_NE(drawing.sheets.front().dot.find("起算日已知"), std::string::npos);
}

/// The boxes of a sheet in reading order, as they are written: column by column.
std::vector<std::string> in_order(const Sheet& sheet) {
    std::vector<std::string> out;
    static const std::regex box("^\"[^\\n]*\" \\[id=\"([^\"]*)\" class=\"(card|upper|result|ghost)");
    std::istringstream lines(sheet.dot);
    for (std::string line; std::getline(lines, line);) {
        std::smatch m;
        if (std::regex_search(line, m, box) && m[1].str().rfind("map:", 0) != 0)
            out.push_back(m[1]);
    }
    return out;
}

/// People compare the sheets of two meetings. One task more: the other chapters' sheets are as they were, point by point; on its own
/// sheet everything keeps its place in the order.
TEST(Graph, OneTaskMoreLeavesTheRestWhereItWas) {
    Files files = test::real_files();
    const World before(files);
    for (auto& [path, text] : files)
        if (path.ends_with("hongkou-2023.yd")) { // behind 公众列席, in the middle of chapter 四
            const std::size_t at = text.find("        任务 代表遴选");
            ASSERT_NE(at, std::string::npos);
            text.insert(at, "        任务 新增一项 “新增的一项任务” { 责任 区政府办公室 ； 自定 }\n");
        }
    const World after(files);
    for (const Paper paper : {Paper::A3, Paper::A4, Paper::Screen}) {
        GraphOptions a, b;
        a.paper = b.paper = paper;
        a.plan = before.plan("虹口2023");
        b.plan = after.plan("虹口2023");
        const Drawing x = before.draw(a), y = after.draw(b);
        ASSERT_EQ(x.sheets.size(), y.sheets.size());
        std::size_t same = 0, own = 0;
        std::vector<std::string> order_before, order_after;
        for (std::size_t i = 0; i < x.sheets.size(); ++i) {
            const bool chapter = x.sheets[i].title.find(" · 四、") != std::string::npos;
            const bool map = x.sheets[i].title.find("总览") != std::string::npos;
            if (!chapter && !map) {
                EXPECT_EQ(x.sheets[i].dot, y.sheets[i].dot) << x.sheets[i].title;
                ++same;
                continue;
            }
            own += chapter;
            for (const auto& [sheets, order] : {std::pair{&x, &order_before}, {&y, &order_after}})
                for (const std::string& id : in_order(sheets->sheets[i]))
                    if (id != "乙区" && id != "虹口2023.新增一项")
                        order->push_back(id);
        }
        EXPECT_GE(same, 3u);
        EXPECT_GE(own, 1u);
        EXPECT_GT(order_before.size(), 20u);
        EXPECT_EQ(order_before, order_after) << "the order on the chapter's own sheets";
    }
}

/// One date moved: in every view nothing but that task itself is drawn elsewhere.
TEST(Graph, OneDateMovedMovesNothingElse) {
    Files files = test::real_files();
    const World before(files);
    const std::string then = "期限 下半年", now = "期限 四季度";
    std::string task;
    for (auto& [path, text] : files)
        if (path.ends_with("hongkou-2023.yd")) {
            const std::size_t at = text.find(then);
            ASSERT_NE(at, std::string::npos);
            const std::size_t name = text.rfind("任务 ", at) + std::string("任务 ").size();
            task = "虹口2023." + text.substr(name, text.find(' ', name) - name);
            text.replace(at, then.size(), now);
        }
    const World after(files);
    ASSERT_NE(task, "");
    for (const std::string& name : kViews)
        for (const Paper paper : {Paper::A3, Paper::A4}) {
            GraphOptions a = view(name), b = view(name);
            a.paper = b.paper = paper;
            a.plan = before.plan("虹口2023");
            b.plan = after.plan("虹口2023");
            if (name == "unit") {
                a.unit = b.unit = kNone;
                for (EntityId e = 1; e < before.c.model.entities.size(); ++e)
                    if (before.c.name(before.c.model.entities[e].name) == "区政府办公室" &&
                        before.c.model.entities[e].directory == before.c.model.plans[a.plan].directory)
                        a.unit = b.unit = e;
            }
            const Drawing x = before.draw(a), y = after.draw(b);
            ASSERT_EQ(x.sheets.size(), y.sheets.size()) << name;
            std::size_t boxes = 0;
            for (std::size_t i = 0; i < x.sheets.size(); ++i) {
                const auto old_boxes = boxes_of(x.sheets[i].dot), new_boxes = boxes_of(y.sheets[i].dot);
                for (const auto& [id, box] : old_boxes) {
                    if (id.rfind(task, 0) == 0 || (name == "conflicts" && id.rfind("places:", 0) == 0))
                        continue;
                    const auto at = new_boxes.find(id);
                    ASSERT_NE(at, new_boxes.end()) << name << ": " << id << " has left its sheet";
                    EXPECT_EQ(at->second.x, box.x) << name << ": " << id;
                    EXPECT_EQ(at->second.y, box.y) << name << ": " << id;
                    ++boxes;
                }
            }
            EXPECT_GT(boxes, 5u) << name;
        }
}

std::string run(const std::string& command) {
    std::string out;
    FILE* pipe = popen(command.c_str(), "r");
    if (!pipe)
        return out;
    char buffer[4096];
    for (std::size_t n; (n = fread(buffer, 1, sizeof buffer, pipe)) > 0;)
        out.append(buffer, n);
    pclose(pipe);
    return out;
}

TEST(Graph, PdfHasOnePageASheetAndTheTitlesAsText) {
    if (run("command -v pdftotext").empty())
        GTEST_SKIP() << "poppler-utils is not installed";
    GraphOptions o;
    o.plan = real().plan("虹口2023");
    const Drawing drawing = real().draw(o);
    std::string why;
    const std::string pdf = render_pdf(drawing.sheets, &why);
    ASSERT_FALSE(pdf.empty()) << why;
    char path[] = "/tmp/yaodian-graph-XXXXXX";
    const int file = mkstemp(path);
    ASSERT_GE(file, 0);
    ASSERT_EQ(write(file, pdf.data(), pdf.size()), ssize_t(pdf.size()));
    close(file);
    EXPECT_NE(run(std::string("pdfinfo ") + path).find("Pages:           " + std::to_string(drawing.sheets.size())), std::string::npos);
    const std::string text = without_space(run(std::string("pdftotext -raw ") + path + " -"));
    unlink(path);
    const Model& m = real().c.model;
    std::size_t lost = 0;
    for (TaskId t = m.plans[o.plan].tasks.first; t < m.plans[o.plan].tasks.first + m.plans[o.plan].tasks.count; ++t) {
        const std::string title = without_space(real().c.files[m.plans[o.plan].file].text(m.tasks[t].title));
        if (text.find(title) == std::string::npos) {
            ++lost;
            ADD_FAILURE() << "not found: " << title;
        }
    }
    EXPECT_EQ(lost, 0u);
}

TEST(Graph, MonoHasNoColour) {
    for (const std::string& name : kViews) {
        GraphOptions o = view(name);
        o.plan = real().plan("虹口2023");
        o.mono = true;
        for (const Sheet& sheet : real().draw(o).sheets) {
            static const std::regex colour("#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})");
            for (std::sregex_iterator it(sheet.dot.begin(), sheet.dot.end(), colour), end; it != end; ++it)
                ASSERT_TRUE((*it)[1] == (*it)[2] && (*it)[2] == (*it)[3]) << name << ": " << it->str();
        }
    }
}

/// Verdicts differ in line or arrow even when colour is taken away, and every one has a sign of its own in words.
TEST(Graph, VerdictsAreToldWithoutColour) {
    using namespace picture;
    Board board; // one link of every verdict; the legend then shows all of them
    board.title = "甲";
    board.tones = {Tone::Equal, Tone::Stricter, Tone::Weaker, Tone::Mixed, Tone::Missing, Tone::Incomparable, Tone::Conflict, Tone::Question, Tone::Stated};
    board.groups.emplace_back();
    board.groups.front().sections.emplace_back();
    Block& block = board.groups.front().sections.front().blocks.emplace_back();
    for (const Tone tone : board.tones) {
        block.nodes.resize(block.nodes.size() + 2);
        for (std::size_t i = block.nodes.size() - 2; i < block.nodes.size(); ++i)
            block.nodes[i].id = std::to_string(i);
        Edge edge;
        edge.from = uint32_t(block.nodes.size() - 2);
        edge.to = edge.from + 1;
        edge.tone = tone;
        block.edges.push_back(edge);
    }
    GraphOptions o;
    o.mono = true;
    const Drawing drawing = compose(board, o);
    ASSERT_EQ(drawing.sheets.size(), 1u);
    std::map<std::string, std::string> looks; // of the lines shown in the legend
    static const std::regex line("style=(\\w+) penwidth=([0-9.]+) arrowhead=(\\w+) arrowsize=[0-9.]+ class=\"carries (\\w+)\"");
    static const std::regex legend("^\"legend[^\"]*\" -> ");
    std::istringstream lines(drawing.sheets.front().dot);
    for (std::string text; std::getline(lines, text);) {
        std::smatch m;
        if (std::regex_search(text, legend) && std::regex_search(text, m, line))
            looks[m[4]] = m[1].str() + " " + m[2].str() + " " + m[3].str();
    }
    EXPECT_EQ(looks.size(), 9u);
    std::set<std::string> different;
    for (const auto& [verdict, look] : looks)
        different.insert(look);
    EXPECT_EQ(different.size(), looks.size());
}

TEST(Graph, Filters) {
    const World& w = small();
    auto cards = [&](GraphOptions o) {
        o.plan = w.plan("乙区2023");
        std::set<std::string> out;
        for (const Sheet& sheet : w.draw(o).sheets)
            for (const auto& [id, box] : boxes_of(sheet.dot))
                if (box.classes.rfind("card", 0) == 0 && id.rfind("map:", 0) != 0)
                    out.insert(id);
        return out;
    };
    using Names = std::set<std::string>;
    GraphOptions o;
    EXPECT_EQ(cards(o).size(), 5u);
    o.chapter = "二";
    EXPECT_EQ(cards(o), (Names{"乙区2023.清单", "乙区2023.复核"}));
    o.chapter = "监督";
    EXPECT_EQ(cards(o), (Names{"乙区2023.清单", "乙区2023.复核"}));
    o = {};
    o.theme = "目录";
    EXPECT_EQ(cards(o), (Names{"乙区2023.目录"}));
    o = {};
    o.unit = w.unit("区财政局"); // by name, and as one of 各部门
    EXPECT_EQ(cards(o), (Names{"乙区2023.清单", "乙区2023.列席"}));
    o = {};
    o.from = day_of(2023, 7, 1);
    EXPECT_EQ(cards(o), (Names{"乙区2023.目录调整"}));
    o = {};
    o.to = day_of(2023, 3, 31); // due by 31 March belongs to March
    EXPECT_EQ(cards(o), (Names{"乙区2023.目录"}));
    o = {};
    o.chapter = "九";
    o.plan = w.plan("乙区2023");
    EXPECT_TRUE(w.draw(o).sheets.empty());
    EXPECT_FALSE(w.draw(o).problem.zh.empty());
}

TEST(Graph, DepthDrawsOrLeavesTheUpstream) {
    GraphOptions o;
    o.plan = small().plan("乙区2023");
    auto uppers = [&] {
        std::size_t count = 0;
        for (const Sheet& sheet : small().draw(o).sheets)
            for (const auto& [id, box] : boxes_of(sheet.dot))
                count += box.classes.rfind("upper", 0) == 0;
        return count;
    };
    EXPECT_GE(uppers(), 2u);
    o.depth = 0;
    EXPECT_EQ(uppers(), 0u);
}

TEST(Graph, SeverityLeavesTheMilderOnes) {
    GraphOptions o = view("conflicts");
    o.plan = real().plan("虹口2023");
    auto boxes = [&] {
        std::size_t count = 0;
        for (const Sheet& sheet : real().draw(o).sheets)
            count += sheet.nodes;
        return count;
    };
    const std::size_t all = boxes();
    o.severity = Severity::Warning;
    EXPECT_LT(boxes(), all);
}

TEST(Graph, EveryViewOfTheRealPlansDraws) {
    using Clock = std::chrono::steady_clock;
    const World& w = real();
    for (const std::string& name : kViews) {
        GraphOptions o = view(name);
        o.plan = w.plan("虹口2023");
        const auto start = Clock::now();
        const Drawing drawing = w.draw(o);
        ASSERT_FALSE(drawing.sheets.empty());
        for (const Sheet& sheet : drawing.sheets)
            ASSERT_FALSE(render(sheet, Format::Svg).empty());
        const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
        RecordProperty(name, std::to_string(seconds));
        std::printf("%s: %zu sheets, %.3f s\n", name.c_str(), drawing.sheets.size(), seconds);
    }
}

TEST(Graph, AThousandBoxesAreSlicedWithANote) {
    corpus::Shape shape;
    shape.districts = 30;
    shape.towns = 970;
    shape.tasks = 2;
    const World w(corpus::make(shape));
    GraphOptions o = view("hierarchy");
    const Model& m = w.c.model;
    for (TaskId t = 1; t < m.tasks.size() && o.theme.empty(); ++t) // the first city task that is carried
        if (w.c.graph.carried(t).empty() && w.c.graph.carriers(t).size() >= 20)
            o.theme = w.c.name(m.tasks[t].name);
    ASSERT_FALSE(o.theme.empty());
    const auto start = std::chrono::steady_clock::now();
    const Drawing drawing = w.draw(o);
    ASSERT_FALSE(drawing.sheets.empty());
    ASSERT_FALSE(render_pdf(drawing.sheets).empty());
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    EXPECT_FALSE(drawing.notes.empty());
    EXPECT_GT(drawing.sheets.size(), 9u);
    std::set<std::string> cards;
    for (const Sheet& sheet : drawing.sheets) {
        EXPECT_LE(sheet.nodes, picture::kMostNodes);
        for (const auto& [id, box] : boxes_of(sheet.dot))
            if (box.classes.rfind("card", 0) == 0 && id.rfind("map:", 0) != 0)
                cards.insert(id);
    }
    EXPECT_GE(cards.size(), 1000u) << "slicing loses nobody";
    std::printf("%zu boxes, %zu sheets, %.3f s\n", cards.size(), drawing.sheets.size(), seconds);
}

std::string digest_of_everything() {
    std::uint64_t hash = 1469598103934665603ull; // FNV-1a
    auto add = [&](const std::string& bytes) {
        for (const unsigned char x : bytes)
            hash = (hash ^ x) * 1099511628211ull;
    };
    for (const std::string& name : kViews) {
        GraphOptions o = view(name);
        o.plan = real().plan("虹口2023");
        const Drawing drawing = real().draw(o);
        for (const Sheet& sheet : drawing.sheets) {
            add(sheet.dot);
            add(render(sheet, Format::Svg));
        }
        add(render_pdf(drawing.sheets));
        add(render(drawing.sheets.front(), Format::Png));
    }
    std::ostringstream out;
    out << std::hex << hash;
    return out.str();
}

TEST(Graph, SameBytesInAnotherProcess) {
    const std::string here = digest_of_everything();
    if (std::getenv("YAODIAN_DIGEST")) { // the other process
        std::printf("digest %s\n", here.c_str());
        return;
    }
    char self[4096];
    const ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    ASSERT_GT(length, 0);
    self[length] = 0;
    // Another place for everything in memory, another language, another time zone, another folder.
    for (const std::string setting : {"MALLOC_PERTURB_=165 LC_ALL=C TZ=UTC", "MALLOC_ARENA_MAX=1 LC_ALL=C.UTF-8 TZ=Asia/Shanghai"}) {
        const std::string out = run("cd / && " + setting + " YAODIAN_DIGEST=1 '" + self + "' --gtest_filter=Graph.SameBytesInAnotherProcess 2>/dev/null");
        EXPECT_NE(out.find("digest " + here), std::string::npos) << setting << "\n" << out.substr(0, 400);
    }
}

/// A result that needs a result that needs a result …: told link by link where the paper is too narrow for the whole.
TEST(Graph, LongChainsOfResultsStayOnThePaper) {
    Files files = test::small_files();
    std::string results, tasks;
    for (int i = 0; i < 9; ++i) {
        results += "    成果 半成品" + std::to_string(i) + "\n";
        tasks += "        任务 工序" + std::to_string(i) + " “完成第" + std::to_string(i) + "道工序” { 责任 区教育局 ； 产出 半成品" + std::to_string(i) +
                 (i ? " ； 用到 半成品" + std::to_string(i - 1) : "") + " ； 自定 }\n";
    }
    for (auto& [path, text] : files) {
        if (const std::size_t at = text.find("    成果 事项目录\n"); at != std::string::npos)
            text.insert(at, results);
        if (const std::size_t at = text.find("        任务 复核"); at != std::string::npos)
            text.insert(at, tasks);
    }
    const World world(files);
    for (const Paper paper : {Paper::A3, Paper::A4, Paper::Screen})
        for (const Orientation orientation : {Orientation::Landscape, Orientation::Portrait}) {
            GraphOptions o = view("flow");
            o.plan = world.plan("乙区2023");
            o.paper = paper;
            o.orientation = orientation;
            const Drawing drawing = world.draw(o);
            EXPECT_TRUE(drawing.notes.empty()) << drawing.notes.front().zh;
            const auto size = picture::paper_size(o);
            std::set<std::string> seen;
            for (const Sheet& sheet : drawing.sheets)
                for (const auto& [id, box] : boxes_of(sheet.dot)) {
                    EXPECT_LE(box.x + box.width / 2, size.width) << id;
                    EXPECT_GE(box.y - box.height / 2, 0) << id;
                    seen.insert(id.substr(0, id.find('#')));
                }
            for (int i = 0; i < 9; ++i) {
                EXPECT_TRUE(seen.contains("result:半成品" + std::to_string(i)));
                EXPECT_TRUE(seen.contains("乙区2023.工序" + std::to_string(i)));
            }
        }
}

TEST(Graph, MissingFontIsSaid) {
    // The font is looked for once a process; every test runs in one of its own.
    char path[] = "/tmp/yaodian-fonts-XXXXXX";
    const int file = mkstemp(path);
    ASSERT_GE(file, 0);
    const std::string nothing = "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig><dir>/nonexistent</dir></fontconfig>";
    ASSERT_EQ(write(file, nothing.data(), nothing.size()), ssize_t(nothing.size()));
    close(file);
    setenv("FONTCONFIG_FILE", path, 1);
    GraphOptions o;
    o.plan = small().plan("乙区2023");
    const Drawing drawing = small().draw(o);
    unsetenv("FONTCONFIG_FILE");
    unlink(path);
    bool said = false;
    for (const Words& note : drawing.notes)
        said |= note.zh.find("字体") != std::string::npos;
    EXPECT_TRUE(said);
}

TEST(Phrases, BreaksWhereAReaderPauses) {
    auto lines = [](std::string_view text, double width) {
        std::string out;
        for (const std::string& line : wrap(text, width))
            out += (out.empty() ? "" : "|") + line;
        return out;
    };
    EXPECT_EQ(lines("公开栏目", 12), "公开栏目");
    EXPECT_EQ(lines("公开公共文化服务和惠民活动", 10), "公开公共文化服务|和惠民活动");
    EXPECT_EQ(lines("优化考核指标、加大专项权重", 10), "优化考核指标、|加大专项权重");
    EXPECT_EQ(lines("公开单用途预付卡信用监管信息", 12).find("预|付"), std::string::npos);
    EXPECT_EQ(lines("", 5), "");
    for (const std::string text : {"（甲乙丙丁戊己庚辛）壬癸", "甲“乙丙”丁戊己庚", "一二三四五、六七八九十", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}) {
        std::string joined;
        for (const std::string& line : wrap(text, 5)) {
            joined += line;
            EXPECT_FALSE(line.starts_with("、") || line.starts_with("）") || line.starts_with("”")) << line;
            EXPECT_FALSE(line.ends_with("（") || line.ends_with("“")) << line;
        }
        EXPECT_EQ(joined, text);
    }
}

TEST(Phrases, ListsBreakBetweenNames) {
    for (const std::string& line : wrap("区港航船舶检验管理局、区堤防养护局、区渡口局、区苗圃委、区灯塔管理委", 14, 0, true))
        EXPECT_TRUE(line.ends_with("、") || line.ends_with("委")) << line;
    const auto cut = wrap("区港航船舶检验管理局、区堤防养护局、区渡口局", 12, 1, true);
    ASSERT_EQ(cut.size(), 1u);
    EXPECT_TRUE(cut.front().ends_with("…"));
    EXPECT_LE(ems(cut.front()), 12.01);
}

} // namespace
} // namespace yaodian
