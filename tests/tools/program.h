// Runs the built program in a folder of its own. In: arguments.  Out: what it printed, its exit status, its memory.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace yaodian::testing {

struct Result {
    int status = -1; ///< exit status; 1000 + n when it died of signal n
    std::string out, err;
    long peak_kb = 0; ///< 0 when it stayed below what this process weighs itself
};

/// A folder that is there as long as the test runs.
class Folder {
public:
    explicit Folder(const std::string& name = "yd");
    ~Folder();
    Folder(const Folder&) = delete;
    const std::filesystem::path& path() const { return path_; }
    std::string operator/(const std::string& name) const { return (path_ / name).string(); }
    /// Writes a file, making the folders above it.
    std::string write(const std::string& name, const std::string& bytes) const;
    std::string read(const std::string& name) const;

private:
    std::filesystem::path path_;
};

struct How {
    std::optional<std::string> folder;           ///< working directory
    std::map<std::string, std::string> variables; ///< on top of a small, fixed environment
    std::string input;
};
Result run_program(const std::vector<std::string>& arguments, const How& how = {});

/// A city, a district below it, their names and words: a small world that checks without a finding worse than a note.
void write_world(const Folder& folder, const std::string& below = "specs");
/// The district's plan, with its quota line replaced.
std::string district_plan(const std::string& quota = "列席会议 每年不少于4次");

} // namespace yaodian::testing
