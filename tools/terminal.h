// What goes to the person: standard output in large pieces, remarks on standard error, colour where it can be seen.
#pragma once

#include "runtime/outputs.h"

#include <string>
#include <string_view>

namespace yaodian {

enum class Color : uint8_t { Auto, Always, Never };

class Terminal {
public:
    Language language = Language::Chinese;
    Color color = Color::Auto;

    Look look() const; ///< colour as asked for, else only on a terminal and without NO_COLOR
    /// Writes to standard output. A reader that has gone away (a closed pipe) ends the program quietly.
    void out(std::string_view text) const;
    Sink sink() const;
    void remark(std::string_view zh, std::string_view en) const; ///< one line on standard error
    void remark(const Words& words) const { remark(words.zh, words.en); }
    std::string_view of(std::string_view zh, std::string_view en) const {
        return language == Language::Chinese ? zh : en;
    }
};

} // namespace yaodian
