// Which files are read. The arguments are what findings are wanted about; around them a library is read for the names
// and plans in it: the files beside, the nearest specs/ above, and the library of this program.
#pragma once

#include "compiler/compile.h"
#include "tools/terminal.h"

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace yaodian {

struct Reading {
    std::vector<std::string> paths;     ///< files and directories; "-" is standard input
    std::vector<std::string> libraries; ///< --library
    bool no_library = false;            ///< --no-library
    bool reports_slips = false;         ///< the command itself says what is wrong in a file, its encoding too
};

/// Declares PATH…, --library and --no-library (PATH… as `--in` where positions are taken by something else).
void declare_reading(CLI::App& app, const Terminal& terminal, Reading& reading, bool positional = true);

struct Loaded {
    std::vector<Input> inputs; ///< subjects first, then the library, the nearer first; each sorted by path
    bool not_text = false;     ///< one of the subjects is in another encoding, or no text at all
    bool unread = false;       ///< something that was asked for could not be read; the person has been told
};

/// No paths: ./specs, else the *.yd here, else the library itself.
Loaded load(const Reading& reading, const Terminal& terminal);

/// Why a file is no text that can be read: GB18030, UTF-16, not text at all. Nothing when it is UTF-8.
std::optional<Words> not_text(const SourceFile& file);

/// The keyword and name of every block at the top of a file: 要点 虹口2023, 名录 虹口区 …
std::vector<std::string> top_blocks(std::string_view text);

} // namespace yaodian
