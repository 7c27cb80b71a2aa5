// What the two kinds of golden tests share.
#pragma once

#include "compiler/compile.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace yaodian::golden {

inline std::string slurp(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

inline std::string describe(const Compilation& c, const Finding& f) {
    std::ostringstream out;
    const SourceFile& file = c.files[f.at.file];
    const Position at = file.position(f.at.span.begin);
    const Words text = f.message().render();
    out << std::filesystem::path(file.path()).filename().string() << ":" << at.line << ":" << at.column
        << ": YD" << f.code << " " << key(f.severity);
    if (f.verdict)
        out << " " << key(*f.verdict);
    if (!f.acknowledged.empty())
        out << " acknowledged";
    out << "\n  " << text.zh << "\n  " << text.en << "\n";
    return out.str();
}

void register_cases(bool bless, const std::string& only);
void register_pages();

} // namespace yaodian::golden
