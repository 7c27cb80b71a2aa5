// yaodian explain NUMBER: the page of a finding.
#include "tools/command.h"
#include "tools/pages.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <charconv>

namespace yaodian {

namespace {

/// 3001, YD3001, yd3001 or quota_weaker; 0 when it is none of them.
uint16_t number_of(std::string_view text) {
    for (const FindingInfo& info : all_findings())
        if (info.name == text)
            return info.code;
    if (text.size() > 2 && (text[0] == 'Y' || text[0] == 'y') && (text[1] == 'D' || text[1] == 'd'))
        text.remove_prefix(2);
    uint16_t code = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), code);
    return error == std::errc() && end == text.data() + text.size() ? code : 0;
}

int explain(const std::string& what, const Terminal& terminal) {
    const Look look = terminal.look();
    if (what.empty()) { // the whole list
        std::string out;
        for (const FindingInfo& info : all_findings())
            out += fmt::format("YD{:04}  {}  {}  {}\n", info.code, look.of(chinese(info.group), info.name),
                               look.of(chinese(info.severity), key(info.severity)), look.of(info.zh, info.en));
        terminal.out(out);
        return kFine;
    }
    const uint16_t code = number_of(what);
    for (const Page* page = kPages; code && page->code; ++page)
        if (page->code == code) {
            terminal.out(page->text);
            return kFine;
        }
    if (const FindingInfo* info = code ? find_info(code) : nullptr) { // known, but without a page
        terminal.out(fmt::format("YD{:04}  {}  {}\n", info->code, look.of(chinese(info->severity), key(info->severity)),
                                 look.of(info->zh, info->en)));
        return kFine;
    }
    terminal.remark(fmt::format("没有编号“{}”。yaodian explain 列出全部编号", what),
                    fmt::format("there is no finding '{}'; yaodian explain lists them all", what));
    return kWrongUse;
}

std::function<int()> declare(CLI::App& app, Terminal& terminal) {
    auto what = std::make_shared<std::string>();
    app.add_option("NUMBER", *what, std::string(terminal.of("编号或名称：3001、YD3001；不写就列出全部",
                                                            "number or name, as 3001 or YD3001; all of them by default")));
    return [what, &terminal] { return explain(*what, terminal); };
}

} // namespace

extern const Command command_explain = {
    60, "explain", {"一个编号是什么意思，怎样改", "what a number means, and what to do"}, declare};

} // namespace yaodian
