// A folder of tests/golden is one case: its *.yd are checked together, and `# !3001` at a line's end means
// that this finding begins on this line, and no other does; `!5001*` means it is acknowledged. A folder that
// declares no 名录 of its own is read with common/. An expect.txt, where there is one, holds the full text of
// all findings. Each case is also formatted twice, and compiled from its files in reverse order on one
// thread.
#include "tests/golden/golden.h"

#include "grammar/format.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace yaodian::golden {

namespace fs = std::filesystem;

namespace {

const fs::path& root() {
    static const fs::path path = fs::path(YAODIAN_SOURCE_DIR) / "tests" / "golden";
    return path;
}

std::vector<fs::path> sources(const fs::path& folder) {
    std::vector<fs::path> out;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".yd")
            out.push_back(entry.path());
    std::sort(out.begin(), out.end());
    return out;
}

struct Text {
    std::string path, text;
};

struct Case {
    std::vector<Text> files, library;
};

Case read_case(const fs::path& folder) {
    Case c;
    bool directory = false;
    for (const fs::path& p : sources(folder)) {
        c.files.push_back({p.filename().string(), slurp(p)});
        directory |= c.files.back().text.find("名录 ") != std::string::npos;
    }
    if (!directory)
        for (const fs::path& p : sources(root() / "common"))
            c.library.push_back({"common/" + p.filename().string(), slurp(p)});
    return c;
}

Compilation run(const Case& c, bool reversed = false, unsigned threads = 0) {
    std::vector<Input> inputs;
    for (const Text& t : c.files)
        inputs.push_back({SourceFile::from_string(t.path, t.text), true});
    for (const Text& t : c.library)
        inputs.push_back({SourceFile::from_string(t.path, t.text), false});
    if (reversed)
        std::reverse(inputs.begin(), inputs.begin() + long(c.files.size()));
    CompileOptions options;
    options.threads = threads;
    return compile(std::move(inputs), options);
}

/// code, and whether it is acknowledged, by line
using Expected = std::map<uint32_t, std::multiset<std::string>>;

std::size_t expectation_at(std::string_view line) {
    const std::size_t hash = line.rfind("# !");
    if (hash == std::string_view::npos)
        return hash;
    for (char ch : line.substr(hash + 2))
        if (!(ch == '!' || ch == ' ' || ch == '*' || ch == '\r' || (ch >= '0' && ch <= '9')))
            return std::string_view::npos;
    return hash;
}

Expected expected_of(const std::string& text) {
    Expected out;
    std::istringstream lines(text);
    std::string line;
    for (uint32_t n = 1; std::getline(lines, line); ++n) {
        const std::size_t at = expectation_at(line);
        if (at == std::string::npos)
            continue;
        std::istringstream words(line.substr(at + 2));
        for (std::string word; words >> word;)
            if (word.size() > 1 && word[0] == '!')
                out[n].insert(word.substr(1));
    }
    return out;
}

Expected found_in(const Compilation& c, const std::string& path) {
    Expected out;
    for (const Finding& f : c.findings)
        if (f.at.file < c.files.size() && c.files[f.at.file].path() == path)
            out[c.files[f.at.file].position(f.at.span.begin).line].insert(
                std::to_string(f.code) + (f.acknowledged.empty() ? "" : "*"));
    return out;
}

std::string all_text(const Compilation& c) {
    std::string out;
    for (const Finding& f : c.findings)
        out += describe(c, f);
    return out;
}

std::string join(const std::multiset<std::string>& codes) {
    std::string out;
    for (const std::string& code : codes)
        out += (out.empty() ? "!" : " !") + code;
    return out;
}

std::string blessed(const std::string& text, const Expected& found) {
    std::istringstream lines(text);
    std::string line, out;
    for (uint32_t n = 1; std::getline(lines, line); ++n) {
        if (const std::size_t at = expectation_at(line); at != std::string::npos) {
            line.erase(at);
            while (!line.empty() && line.back() == ' ')
                line.pop_back();
        }
        if (auto it = found.find(n); it != found.end())
            line += "  # " + join(it->second);
        out += line + "\n";
    }
    return out;
}

class CaseTest : public testing::Test {
public:
    CaseTest(fs::path folder, bool bless) : folder_(std::move(folder)), bless_(bless) {}

    void TestBody() override {
        const Case c = read_case(folder_);
        ASSERT_FALSE(c.files.empty());
        const Compilation compiled = run(c);
        for (const Text& t : c.files) {
            if (!is_utf8(t.text) || t.text.find('\0') != std::string::npos) {
                EXPECT_TRUE(fs::exists(folder_ / "expect.txt"))
                    << t.path << " cannot hold its own expectations";
                continue;
            }
            const Expected found = found_in(compiled, t.path);
            if (bless_) {
                std::ofstream(folder_ / t.path, std::ios::binary) << blessed(t.text, found);
                continue;
            }
            const Expected expected = expected_of(t.text);
            if (expected == found)
                continue;
            std::set<uint32_t> lines;
            for (const auto& [n, codes] : expected)
                lines.insert(n);
            for (const auto& [n, codes] : found)
                lines.insert(n);
            for (uint32_t n : lines) {
                const auto e = expected.find(n), f = found.find(n);
                const std::string want = e == expected.end() ? "" : join(e->second),
                                  got = f == found.end() ? "" : join(f->second);
                EXPECT_EQ(want, got) << t.path << ":" << n;
            }
            ADD_FAILURE() << all_text(compiled);
        }
        if (const fs::path full = folder_ / "expect.txt"; fs::exists(full)) {
            if (bless_)
                std::ofstream(full, std::ios::binary) << all_text(compiled);
            else
                EXPECT_EQ(slurp(full), all_text(compiled));
        }
        if (bless_)
            return;
        for (const Finding& f : compiled.findings) {
            EXPECT_NE(f.at.file, kNone) << "a finding without a place: YD" << f.code;
            const FindingInfo* info = find_info(f.code);
            ASSERT_NE(info, nullptr) << f.code;
            if (f.code >= 2500) { // a check may lower what the table says, never raise it
                EXPECT_LE(int(f.severity), int(info->severity)) << describe(compiled, f);
            }
            const Words text = f.message().render();
            for (char k = '0'; k <= '9'; ++k) {
                if (info->zh.find(std::string{'{', k, '}'}) != std::string_view::npos ||
                    info->en.find(std::string{'{', k, '}'}) != std::string_view::npos) {
                    EXPECT_GT(f.values.size(), std::size_t(k - '0')) << "a value is missing: " << text.zh;
                }
            }
            EXPECT_FALSE(text.zh.empty());
            EXPECT_FALSE(text.en.empty());
            if (f.severity == Severity::Question && f.code >= 2500) {
                EXPECT_FALSE(f.advice.zh.empty()) << "a question names what would settle it:\n"
                                                  << describe(compiled, f);
            }
        }
        EXPECT_EQ(all_text(compiled), all_text(run(c, true, 1))) << "the order of files or the threads show";
        formatted(c, compiled);
    }

private:
    static void formatted(const Case& c, const Compilation& before) {
        Case twice = c;
        for (Text& t : twice.files) {
            ParseOptions with_comments;
            with_comments.comments = true;
            const SourceFile file = SourceFile::from_string(t.path, t.text);
            const auto once = format(file, parse(file, with_comments));
            if (!once)
                return; // a file with slips is not formatted
            const SourceFile again = SourceFile::from_string(t.path, *once);
            const auto second = format(again, parse(again, with_comments));
            ASSERT_TRUE(second) << t.path;
            EXPECT_EQ(*once, *second) << t.path << ": formatting twice changes something more";
            t.text = *once;
        }
        auto codes = [](const Compilation& compiled) {
            std::multiset<uint16_t> out;
            for (const Finding& f : compiled.findings)
                out.insert(f.code);
            return out;
        };
        EXPECT_EQ(codes(before), codes(run(twice))) << "the formatter changed the meaning";
    }

    fs::path folder_;
    bool bless_;
};

/// Every number of the table is expected by some case. 3900–3999 are not findings; 8003 needs the printed
/// document and 1018 a thousand slips, which their pages give.
class EveryNumberTest : public testing::Test {
public:
    void TestBody() override {
        std::set<std::string> expected;
        for (const auto& entry : fs::recursive_directory_iterator(root())) {
            if (entry.path().extension() == ".yd")
                for (const auto& [line, codes] : expected_of(slurp(entry.path())))
                    for (const std::string& code : codes)
                        expected.insert(code.substr(0, 4));
            if (entry.path().filename() == "expect.txt") {
                const std::string text = slurp(entry.path());
                for (std::size_t at = text.find(" YD"); at != std::string::npos;
                     at = text.find(" YD", at + 1))
                    expected.insert(text.substr(at + 3, 4));
            }
        }
        for (const FindingInfo& info : all_findings())
            if ((info.code < 3900 || info.code >= 4000) && info.code != digest_changed &&
                info.code != too_many_slips) {
                EXPECT_TRUE(expected.count(std::to_string(info.code)))
                    << "YD" << info.code << " " << info.name << " is in no golden case";
            }
    }
};

} // namespace

void register_cases(bool bless, const std::string& only) {
    std::vector<fs::path> folders;
    for (const auto& entry : fs::directory_iterator(root()))
        if (entry.is_directory() && entry.path().filename() != "common")
            folders.push_back(entry.path());
    std::sort(folders.begin(), folders.end());
    for (const fs::path& folder : folders) {
        const std::string name = folder.filename().string();
        if (!only.empty() && name != only)
            continue;
        testing::RegisterTest("Golden", name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                              [folder, bless]() -> testing::Test* { return new CaseTest(folder, bless); });
    }
    if (!bless)
        testing::RegisterTest("Golden", "EveryNumberHasACase", nullptr, nullptr, __FILE__, __LINE__,
                              []() -> testing::Test* { return new EveryNumberTest; });
}

} // namespace yaodian::golden
