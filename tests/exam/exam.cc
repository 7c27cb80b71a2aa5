// Two tables, one test a line or a plan, both read with names.yd and the calendars:
//   pairs.tsv  name, upper task, lower task, facet=verdict …   (⏎ is a line break; 格 is the verdict over all
//   facets) plans.txt  "=== name | first last | codes", then a text: the findings numbered first to last are
//   exactly these
// A pair must also be read without a slip, and every name in it be known.
#include "compiler/calendar.h"
#include "compiler/compare.h"
#include "compiler/compile.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <functional>
#include <set>
#include <sstream>

using namespace yaodian;

namespace {

std::string source(const std::string& path) {
    std::ifstream in(std::string(YAODIAN_SOURCE_DIR) + "/" + path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

Compilation compiled(const std::string& plans) {
    static const std::string names = source("tests/exam/names.yd"),
                             this_year = source("specs/calendar/2023.yd"),
                             next_year = source("specs/calendar/2024.yd");
    std::vector<Input> inputs;
    inputs.push_back({SourceFile::from_string("plans.yd", plans), true});
    inputs.push_back({SourceFile::from_string("names.yd", names), false});
    inputs.push_back({SourceFile::from_string("2023.yd", this_year), false});
    inputs.push_back({SourceFile::from_string("2024.yd", next_year), false});
    return compile(std::move(inputs));
}

std::multiset<int> codes(const Compilation& c, int first, int last) {
    std::multiset<int> out;
    for (const Finding& f : c.findings)
        if (f.at.file < c.files.size() && c.files[f.at.file].path() == "plans.yd" && f.acknowledged.empty() &&
            f.code >= first && f.code <= last)
            out.insert(f.code);
    return out;
}

std::string show(const Compilation& c) {
    std::string out;
    for (const Finding& f : c.findings)
        out += std::to_string(f.code) + " " + f.message().render().zh + "\n";
    return out;
}

std::string head(const char* name, const char* level, const char* issuer, const char* issued,
                 const char* more) {
    return std::string("要点 ") + name + " “题” {\n年度 2023\n层级 " + level + "\n制定 " + issuer +
           "\n印发 " + issued + "\n" + more + "任务 甲 {\n";
}

struct PairRow {
    std::string upper, lower, expected;
};

void check_pair(const PairRow& row) {
    const Compilation c =
        compiled(head("云市2023", "市", "云市.市府办", "2023年1月3日", "") + row.upper + "\n}\n}\n" +
                 head("水区2023", "区", "水区.区府办", "2023年1月5日", "上级 云市2023\n") + row.lower +
                 "\n落实 云市2023.甲\n}\n}\n");
    EXPECT_TRUE(codes(c, 1000, 2499).empty()) << show(c);
    TaskId upper = kNone, lower = kNone;
    for (TaskId t = 1; t < c.model.tasks.size(); ++t) {
        if (c.qualified(t) == "云市2023.甲")
            upper = t;
        if (c.qualified(t) == "水区2023.甲")
            lower = t;
    }
    ASSERT_NE(upper, kNone);
    ASSERT_NE(lower, kNone);
    const Calendar calendar(c.model);
    const CompareContext context{c, calendar};
    const Side side{lower, 0};
    const Comparison got = compare(context, std::span(&side, 1), {upper, 0}, c.model.tasks[lower].plan);
    std::istringstream words(row.expected);
    for (std::string word; words >> word;) {
        const std::size_t equals = word.find('=');
        ASSERT_NE(equals, std::string::npos) << word;
        const std::string facet = word.substr(0, equals), verdict = word.substr(equals + 1);
        std::string found = facet == "格" ? std::string(key(got.verdict)) : "";
        for (const FacetVerdict& f : got.facets)
            if (chinese(f.facet) == facet)
                found = key(f.verdict);
        EXPECT_EQ(found, verdict) << facet << "\n" << row.upper << "\n--\n" << row.lower << "\n" << show(c);
    }
}

struct PlanRow {
    std::string text;
    int first = 0, last = 0;
    std::multiset<int> expected;
};

void check_plan(const PlanRow& row) {
    const Compilation c = compiled(row.text);
    EXPECT_EQ(codes(c, row.first, row.last), row.expected) << row.text << "\n" << show(c);
}

class Row : public testing::Test {
public:
    explicit Row(std::function<void()> body) : body_(std::move(body)) {}
    void TestBody() override { body_(); }

private:
    std::function<void()> body_;
};

void add(const char* suite, std::size_t number, const std::string& name, std::function<void()> body) {
    const std::string label = std::to_string(number);
    testing::RegisterTest(suite, label.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                          [name, body]() -> testing::Test* {
                              return new Row([name, body] {
                                  SCOPED_TRACE(name);
                                  body();
                              });
                          });
}

std::size_t register_pairs() {
    std::istringstream lines(source("tests/exam/pairs.tsv"));
    std::size_t n = 0;
    for (std::string line; std::getline(lines, line);) {
        std::istringstream fields(line);
        std::string name;
        PairRow row;
        std::getline(fields, name, '\t');
        for (std::string* field : {&row.upper, &row.lower, &row.expected}) {
            std::getline(fields, *field, '\t');
            for (std::size_t at; (at = field->find("⏎")) != std::string::npos;)
                field->replace(at, std::string("⏎").size(), "\n");
        }
        add("ExamPair", ++n, name, [row] { check_pair(row); });
    }
    return n;
}

std::size_t register_plans() {
    std::istringstream lines(source("tests/exam/plans.txt"));
    std::size_t n = 0;
    std::string name;
    PlanRow row;
    auto flush = [&] {
        if (!name.empty())
            add("ExamPlan", ++n, name, [row] { check_plan(row); });
    };
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("=== ")) {
            row.text += line + "\n";
            continue;
        }
        flush();
        row = {};
        std::istringstream fields(line.substr(4));
        std::string range, numbers;
        std::getline(fields, name, '|');
        std::getline(fields, range, '|');
        std::getline(fields, numbers);
        std::istringstream(range) >> row.first >> row.last;
        std::istringstream words(numbers);
        for (int code; words >> code;)
            row.expected.insert(code);
    }
    flush();
    return n;
}

} // namespace

int main(int argc, char** argv) {
    testing::InitGoogleTest(&argc, argv);
    if (register_pairs() < 100 || register_plans() < 100) {
        std::fprintf(stderr, "the tables are not there\n");
        return 1;
    }
    return RUN_ALL_TESTS();
}
