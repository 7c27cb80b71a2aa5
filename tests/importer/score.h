// How good is an import? An answer table, written by hand after reading the document, against the JSON of the import.
// In:  the table and the JSON.  Out: precision and recall of each field, and every difference by name.
//
// A table is text, a line a place:
//   @甲 = 责任:区政府办公室、各部门            a list of bodies used often
//   范围 全部                                  all places are listed (else 部分: only the listed ones are judged)
//   年度 2023
//   正文 24.3 | @甲 ; 主体:各单位 | 全年 | 区政府>=4次/year | -
//   附表 5–7 | 责任:区财政局 | ≤03-31 | - | 决策出台+10workday
//   正文 一（一）.1 | 非任务
// Columns: bodies with roles, date, quotas, clocks. `-` none, `?` not judged. Dates: 全年, ≤MM-DD, MM-DD..MM-DD, or full
// dates on both sides; 模糊 for words that name no day. A quota is subject, comparison, value, unit, period; a clock is
// event, length, unit (`?` for a start that is not printed).
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

namespace yaodian::importer_tests {

struct Tally {
    int right = 0;   ///< expected and found
    int wrong = 0;   ///< found, not expected
    int missing = 0; ///< expected, not found
    double precision() const { return right + wrong == 0 ? 1.0 : double(right) / (right + wrong); }
    double recall() const { return right + missing == 0 ? 1.0 : double(right) / (right + missing); }
    void add(const Tally& o) { right += o.right, wrong += o.wrong, missing += o.missing; }
};

struct Score {
    std::map<std::string, Tally> fields; ///< places units due quotas subjects clocks duty
    std::vector<std::string> differences;
    std::string error;                   ///< the table itself could not be read
    void add(const Score& o);
    std::string table() const;           ///< one line a field
};

Score score(const std::string& answers, const std::string& json);

/// The bytes of a file; empty when it cannot be read.
inline std::string read(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// The folder of the printed documents: YAODIAN_DOCUMENTS, else ../shared/seeds beside the project; empty when neither is
/// there.
inline std::string printed_documents(const char* project) {
    if (const char* named = std::getenv("YAODIAN_DOCUMENTS"))
        return named;
    const std::filesystem::path beside = std::filesystem::path(project) / "../shared/seeds";
    return std::filesystem::is_directory(beside) ? beside.string() : std::string();
}

} // namespace yaodian::importer_tests
