#include "tools/terminal.h"

#include "runtime/printable.h"

#include <cerrno>
#include <cstdlib>
#include <unistd.h>

namespace yaodian {

namespace {

void write_all(int fd, std::string_view text) {
    while (!text.empty()) {
        const ssize_t n = ::write(fd, text.data(), text.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            std::_Exit(errno == EPIPE ? 0 : 3); // nobody reads on (yaodian check | head), or the disk is full
        text.remove_prefix(static_cast<std::size_t>(n));
    }
}

} // namespace

Look Terminal::look() const {
    Look look;
    look.language = language;
    if (color == Color::Auto) {
        const char* no = std::getenv("NO_COLOR");
        const char* term = std::getenv("TERM");
        look.color = ::isatty(STDOUT_FILENO) && !(no && *no) && !(term && std::string_view(term) == "dumb");
    } else {
        look.color = color == Color::Always;
    }
    return look;
}

void Terminal::out(std::string_view text) const { write_all(STDOUT_FILENO, text); }

Sink Terminal::sink() const {
    return [this](std::string_view text) { out(text); };
}

void Terminal::remark(std::string_view zh, std::string_view en) const {
    write_all(STDERR_FILENO, "yaodian: " + printable(of(zh, en)) + "\n");
}

} // namespace yaodian
