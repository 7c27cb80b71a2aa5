// Files and directories. The only place in the program that reads or writes them.
// In: paths as the user gave them (bytes; any locale).  Out: SourceFiles, or a reason in words why not.
#pragma once

#include "compiler/findings.h"
#include "grammar/source.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace yaodian {

/// Reads a whole file. Large ones are mapped, not copied. `why` receives the reason when it cannot be read.
std::optional<SourceFile> read_source(const std::string& path, Words& why);

/// Every *.yd below a directory, sorted by path; hidden directories are passed over.
/// `why` receives the reason when the directory, or one below it, cannot be read.
std::vector<std::string> plans_below(const std::string& directory, bool recursive, Words& why);

bool is_directory(const std::string& path);

/// Equal for two paths exactly when they lead to one file.
struct FileKey {
    uint64_t device = 0, number = 0;
    auto operator<=>(const FileKey&) const = default;
};
std::optional<FileKey> key_of(const std::string& path);

/// The nearest directory called `name` in `path` or above it; empty when there is none.
std::string nearest_above(const std::string& path, const std::string& name);
std::string parent_of(const std::string& path);
/// Where this program stands; empty when the system does not say.
std::string program_path();
/// Relative to the working directory when below it, else absolute.
std::string shown(const std::string& path);

/// Writes beside `path` and renames over it, so that a failed run leaves the old file as it was.
/// Keeps the permissions of a file that is there; makes missing directories.
bool write_aside(const std::string& path, std::string_view bytes, Words& why);

} // namespace yaodian
