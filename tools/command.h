// A command of the program. Every one lives in a file of tools/commands/, found by CMake:
// `extern const Command command_<file name>`.
#pragma once

#include "tools/terminal.h"

#include <functional>

namespace CLI {
class App;
}

namespace yaodian {

enum Exit : int {
    kFine = 0,       ///< nothing worse than notes and questions
    kFound = 1,      ///< errors; with --strict warnings too
    kWrongUse = 2,   ///< of the command
    kUnreadable = 3, ///< input that could not be read
};

struct Command {
    int place; ///< in the list of commands
    std::string_view name;
    Words summary;
    /// Declares the options; returns what is to be done once they have been read.
    std::function<int()> (*declare)(CLI::App& app, Terminal& terminal);
};

/// The whole program, without the process around it.
int run(int argc, const char* const* argv);

} // namespace yaodian
