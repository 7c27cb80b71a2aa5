// What a person types for a picture: half a title, a month, 竖. Taken for what is meant, or refused with what is possible.
#include "runtime/graph_ask.h"
#include "tests/graph/small.h"

#include <gtest/gtest.h>

namespace yaodian {
namespace {

using test::World;

const World& small() {
    static const World world(test::small_files());
    return world;
}
const World& real() {
    static const World world(test::real_files());
    return world;
}

GraphAsked ask(const World& w, const GraphWords& words) {
    GraphAsked form = ask_form(words);
    return form.problem.zh.empty() ? ask_names(w.c, words, form.options) : form;
}

std::string name_of(const World& w, EntityId e) { return e == kNone ? "" : std::string(w.c.name(w.c.model.entities[e].name)); }

using Names = std::vector<std::string>;

TEST(GraphAsk, ThemesByPartOfNameOrTitle) {
    auto themes = [](std::string plan, std::string theme) {
        GraphWords words;
        words.plan = std::move(plan);
        words.theme = std::move(theme);
        const GraphAsked asked = ask(real(), words);
        EXPECT_EQ(asked.problem.zh, "") << words.theme;
        return asked.options.themes;
    };
    EXPECT_EQ(themes("", "公众列席"), Names{"公众列席"});
    EXPECT_EQ(themes("", "公众列席会议"), Names{"公众列席"});           // more than the name
    EXPECT_EQ(themes("虹口2023", "邀请公众代表"), Names{"公众列席"});   // part of a title
    EXPECT_EQ(themes("虹口2023", "“公众列席”"), Names{"公众列席"});     // with marks
    EXPECT_EQ(themes("", "虹口2023.公众列席"), Names{"公众列席"});
    EXPECT_GT(themes("", "列席").size(), 1u);                           // several are several
}

TEST(GraphAsk, WhatWasTakenIsSaid) {
    GraphWords words;
    words.theme = "公众列席会议";
    const GraphAsked asked = ask(real(), words);
    ASSERT_EQ(asked.notes.size(), 1u);
    EXPECT_NE(asked.notes.front().zh.find("公众列席 画"), std::string::npos) << asked.notes.front().zh;
    words.theme = "公众列席";
    EXPECT_TRUE(ask(real(), words).notes.empty()) << "the very name needs no remark";
}

TEST(GraphAsk, AMisspeltThemeNamesTheLikelyOnes) {
    for (const std::string slip : {"公众列系", "公共列席", "公众席列"}) {
        GraphWords words;
        words.theme = slip;
        EXPECT_NE(ask(real(), words).problem.zh.find("是不是 公众列席"), std::string::npos) << ask(real(), words).problem.zh;
    }
    GraphWords words;
    words.theme = "公开"; // in nearly every name
    EXPECT_NE(ask(real(), words).problem.zh.find("再写几个字"), std::string::npos);
    words.theme = "qqq";
    words.plan = "乙区2023";
    EXPECT_NE(ask(small(), words).problem.zh.find("有 列席、目录"), std::string::npos) << ask(small(), words).problem.zh;
}

TEST(GraphAsk, Units) {
    auto unit = [](std::string plan, std::string name) {
        GraphWords words;
        words.plan = std::move(plan);
        words.unit = std::move(name);
        const GraphAsked asked = ask(real(), words);
        return asked.problem.zh.empty() ? name_of(real(), asked.options.unit) : asked.problem.zh;
    };
    EXPECT_EQ(unit("虹口2023", "办公室"), "区政府办公室"); // part of a name of its own district, before another's whole name
    EXPECT_EQ(unit("虹口2023", "财政"), "区财政局");
    EXPECT_EQ(unit("", "虹口区财政局"), "区财政局");
    EXPECT_NE(unit("", "财政局").find("嘉定区.区财政局"), std::string::npos);
    EXPECT_NE(unit("虹口2023", "财正局").find("是不是 虹口区.区财政局"), std::string::npos) << unit("虹口2023", "财正局");
    EXPECT_NE(unit("虹口2023", "各部门").find("是一类单位"), std::string::npos);
}

TEST(GraphAsk, Chapters) {
    const World& w = real();
    auto chapter = [&](std::string text) {
        GraphWords words;
        words.plan = "虹口2023";
        words.chapter = std::move(text);
        const GraphAsked asked = ask(w, words);
        return asked.options.chapters.size() == 1 ? std::string(w.c.name(w.c.model.chapters[asked.options.chapters.front()].number)) : asked.problem.zh;
    };
    for (const std::string two : {"二", "2", "２", "第二章", "第2章", "二、", "重点领域", "聚焦发展需求"})
        EXPECT_EQ(chapter(two), "二") << two;
    EXPECT_EQ(chapter("二(一)"), "二（一）");
    EXPECT_NE(chapter("九").find("；有 二 "), std::string::npos) << chapter("九");
}

TEST(GraphAsk, Dates) {
    auto days = [](std::string from, std::string to) {
        GraphWords words;
        words.plan = "乙区2023";
        words.from = std::move(from);
        words.to = std::move(to);
        const GraphAsked asked = ask(small(), words);
        if (!asked.problem.zh.empty())
            return asked.problem.zh;
        return (asked.options.from == kNoDay ? "" : iso(asked.options.from)) + "/" + (asked.options.to == kNoDay ? "" : iso(asked.options.to));
    };
    EXPECT_EQ(days("2023-03-31", "2023年4月1日"), "2023-03-31/2023-04-01");
    EXPECT_EQ(days("2023年3月", "2023年3月"), "2023-03-01/2023-03-31");
    EXPECT_EQ(days("3月", "4月"), "2023-03-01/2023-04-30"); // the plan's year
    EXPECT_EQ(days("3月底", "年底"), "2023-03-31/2023-12-31");
    EXPECT_EQ(days("二季度", "三季度"), "2023-04-01/2023-09-30");
    EXPECT_EQ(days("20230401", "2023/5/6"), "2023-04-01/2023-05-06");
    EXPECT_EQ(days("4.30", "2024"), "2023-04-30/2024-12-31");
    EXPECT_EQ(days("２０２３年３月", ""), "2023-03-01/");
    EXPECT_NE(days("2023-2-30", "").find("只有 28 天"), std::string::npos);
    EXPECT_NE(days("2024-2-30", "").find("只有 29 天"), std::string::npos);
    EXPECT_NE(days("2023-13", "").find("没有 13 月"), std::string::npos);
    EXPECT_NE(days("明天", "").find("不是日期"), std::string::npos);
    EXPECT_NE(days("", "123456789012345678901234567890").find("不是日期"), std::string::npos);
    EXPECT_NE(days("9月", "3月").find("晚于"), std::string::npos);
}

TEST(GraphAsk, FixedWordsInChineseAndWhatIsPossible) {
    GraphWords words;
    words.view = "时间";
    words.paper = "Ａ4";
    words.orientation = "竖";
    words.severity = "警告";
    words.depth = "-1";
    const GraphAsked asked = ask_form(words);
    EXPECT_EQ(asked.problem.zh, "");
    EXPECT_EQ(asked.options.view, "timeline");
    EXPECT_EQ(asked.options.paper, Paper::A4);
    EXPECT_EQ(asked.options.orientation, Orientation::Portrait);
    EXPECT_EQ(asked.options.severity, Severity::Warning);
    EXPECT_EQ(asked.options.depth, -1);
    ASSERT_EQ(asked.notes.size(), 1u) << "a timeline has no levels";
    auto problem = [](auto&& set) {
        GraphWords w;
        set(w);
        return ask_form(w).problem;
    };
    EXPECT_NE(problem([](GraphWords& w) { w.paper = "a5"; }).zh.find("a4"), std::string::npos);
    EXPECT_NE(problem([](GraphWords& w) { w.orientation = "斜"; }).en.find("portrait"), std::string::npos);
    EXPECT_NE(problem([](GraphWords& w) { w.view = "gantt"; }).zh.find("timeline（时间）"), std::string::npos);
    EXPECT_NE(problem([](GraphWords& w) { w.depth = "许多"; }).zh.find("-1"), std::string::npos);
    EXPECT_NE(problem([](GraphWords& w) { w.severity = "坏"; }).zh.find("warning（警告）"), std::string::npos);
    GraphOptions o;
    for (const ViewName& v : view_names()) { // every view has its word
        GraphWords w;
        w.view = v.name;
        EXPECT_EQ(ask_form(w).options.view, v.name);
    }
}

TEST(GraphAsk, Plans) {
    auto plan = [](std::string text) {
        GraphWords words;
        words.plan = std::move(text);
        const GraphAsked asked = ask(real(), words);
        return asked.options.plan == kNone ? asked.problem.zh : std::string(real().c.name(real().c.model.plans[asked.options.plan].name));
    };
    EXPECT_EQ(plan("虹口"), "虹口2023");
    EXPECT_NE(plan("上海").find("上海2022"), std::string::npos);
    EXPECT_NE(plan("红口2023").find("虹口2023"), std::string::npos);
}

/// Every filter works in every view: what is left is less, and nothing at all is said in words.
TEST(GraphAsk, EveryFilterWorksInEveryView) {
    const World& w = real();
    auto boxes = [&](const GraphOptions& o) {
        std::size_t count = 0;
        for (const Sheet& sheet : w.draw(o).sheets)
            count += sheet.nodes + std::size_t(std::count(sheet.dot.begin(), sheet.dot.end(), '\n'));
        return count;
    };
    for (const ViewName& v : view_names()) {
        GraphWords base;
        base.view = v.name;
        base.plan = "虹口2023";
        const std::size_t all = boxes(ask(w, base).options);
        ASSERT_GT(all, 0u) << v.name;
        for (int filter = 0; filter < 6; ++filter) {
            GraphWords words = base;
            if (filter == 0)
                words.unit = "区政府办公室";
            if (filter == 1)
                words.theme = "目录公开";
            if (filter == 2)
                words.chapter = "四";
            if (filter == 3)
                words.from = "2023-07-01";
            if (filter == 4)
                words.to = "2023-03-31";
            if (filter == 5)
                words.severity = "warning";
            const GraphAsked asked = ask(w, words);
            ASSERT_EQ(asked.problem.zh, "") << filter;
            const Drawing drawing = w.draw(asked.options);
            if (drawing.sheets.empty()) { // nothing of that kind: said, with the filter
                EXPECT_NE(drawing.problem.zh.find("只看："), std::string::npos) << v.name << " " << filter << ": " << drawing.problem.zh;
                continue;
            }
            if (v.name == "unit" && filter == 0)
                continue; // one unit's tasks are more than the line of every unit
            EXPECT_LT(boxes(asked.options), all) << v.name << " " << filter;
            EXPECT_NE(drawing.sheets.front().dot.find("只看："), std::string::npos) << "the header says so";
        }
    }
}

TEST(GraphAsk, NothingLeftNamesTheFilterThatLeavesNothing) {
    GraphWords words;
    words.plan = "虹口2023";
    words.chapter = "二";
    words.unit = "区财政局";
    words.from = words.to = "3月";
    const Drawing drawing = real().draw(ask(real(), words).options);
    EXPECT_TRUE(drawing.sheets.empty());
    EXPECT_NE(drawing.problem.zh.find("章 43 项"), std::string::npos) << drawing.problem.zh;
    EXPECT_NE(drawing.problem.zh.find("这段时间 "), std::string::npos) << drawing.problem.zh;
    EXPECT_NE(drawing.problem.en.find("chapter 43"), std::string::npos) << drawing.problem.en;
}

TEST(GraphAsk, AnyBytesAreAnswered) {
    const std::vector<std::string> odd = {"", " ", "\xff\xfe", "“", "...", "-", "第", "章", "第章", "年", "月", "2023年", "0000-00-00", "-1", "99999999999", "\xE5", "《》",
                                          "\n", "%s{0}", "二季度至", "2023-", "2023--", "1-", "底"};
    for (const std::string& text : odd) {
        GraphWords words;
        words.view = words.paper = words.orientation = words.depth = words.severity = text;
        ask_form(words);
        for (std::string GraphWords::*field : {&GraphWords::plan, &GraphWords::chapter, &GraphWords::theme, &GraphWords::unit, &GraphWords::from, &GraphWords::to}) {
            GraphWords one;
            one.plan = "乙区2023";
            one.*field = text;
            const GraphAsked asked = ask(small(), one);
            if (asked.problem.zh.empty())
                small().draw(asked.options);
        }
    }
}

} // namespace
} // namespace yaodian
