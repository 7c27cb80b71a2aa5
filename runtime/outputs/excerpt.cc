#include "runtime/outputs/excerpt.h"

#include "runtime/printable.h"

#include <algorithm>

namespace yaodian {

void paint(std::string& out, bool color, Ink ink, std::string_view text) {
    if (!color || ink == Ink::Plain) {
        out += text;
        return;
    }
    switch (ink) {
    case Ink::Plain: break;
    case Ink::Bold: out += "\x1b[1m"; break;
    case Ink::Red: out += "\x1b[1;31m"; break;
    case Ink::Yellow: out += "\x1b[1;33m"; break;
    case Ink::Blue: out += "\x1b[1;34m"; break;
    case Ink::Cyan: out += "\x1b[1;36m"; break;
    case Ink::Magenta: out += "\x1b[1;35m"; break;
    case Ink::Green: out += "\x1b[1;32m"; break;
    case Ink::Dim: out += "\x1b[2m"; break;
    }
    out += text;
    out += "\x1b[0m";
}

namespace {

constexpr uint32_t kBefore = 60; ///< terminal columns shown before the place on a line too long to show whole
constexpr uint32_t kWhole = 140; ///< a line this wide is shown whole

/// The first offset at or after `at` that begins a character, looking no further than `end`.
std::size_t whole_character(std::string_view text, std::size_t at, std::size_t end) {
    while (at < end && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80)
        ++at;
    return at;
}

} // namespace

void append_excerpt(std::string& out, const Compilation& c, Place place, const Excerpt& how) {
    const Located at = locate(c, place);
    if (at.path.empty())
        return;
    const std::string number = std::to_string(at.begin.line);
    const std::size_t gutter = std::max<std::size_t>(how.gutter, number.size());

    out.append(gutter - 1, ' ');
    paint(out, how.color, Ink::Blue, how.arrow);
    out += ' ';
    out += printable(at.path);
    out += ':';
    out += number;
    out += ':';
    out += std::to_string(at.begin.column);
    if (!how.label.empty()) {
        out += "  ";
        out += how.label;
    }
    out += '\n';

    const SourceFile& file = c.files[place.file];
    const Span line = file.line_span(at.begin.line);
    const std::string_view all = file.text();
    const std::size_t begin = std::clamp<std::size_t>(place.span.begin, line.begin, line.end);
    std::size_t end = std::clamp<std::size_t>(place.span.end, begin, line.end);
    while (end > begin && (all[end - 1] == ' ' || all[end - 1] == '\r'))
        --end;

    // A line may be a hundred megabytes long: never look at more of it than can be shown.
    std::size_t from = line.begin, to = line.end;
    bool cut_front = false, cut_back = false;
    if (to - from > kWhole * 4 || display_width(all.substr(from, to - from)) > kWhole) {
        const std::size_t back = std::size_t(kBefore) * 3 / 2;
        if (begin - from > back) {
            from = whole_character(all, begin - back, begin);
            cut_front = true;
        }
        const std::size_t reach = begin + std::size_t(kWhole - kBefore) * 2;
        if (to > reach) {
            to = whole_character(all, reach, to);
            cut_back = true;
        }
        end = std::min(end, to);
    }
    std::string before = (cut_front ? "…" : "") + printable(all.substr(from, begin - from));
    const std::string marked = printable(all.substr(begin, end - begin));
    std::string after = printable(all.substr(end, to - end)) + (cut_back ? "…" : "");
    while (after.ends_with(' '))
        after.pop_back();

    auto rule = [&](std::string_view text) {
        out.append(gutter - text.size(), ' ');
        paint(out, how.color, Ink::Blue, text);
        paint(out, how.color, Ink::Blue, " |");
    };
    rule(number);
    out += ' ';
    out += before;
    out += marked;
    out += after;
    out += '\n';
    rule("");
    out += ' ';
    out.append(display_width(before), ' ');
    paint(out, how.color, how.ink, std::string(std::max(1u, display_width(marked)), how.mark));
    if (at.end.line > at.begin.line)
        paint(out, how.color, Ink::Dim, " …" + std::to_string(at.end.line));
    out += '\n';
}

} // namespace yaodian
