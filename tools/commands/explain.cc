// yaodian explain NUMBER: the page of a finding, with what check says of its wrong example.
#include "tools/command.h"
#include "tools/pages.h"

#include "compiler/compile.h"
#include "runtime/outputs.h"

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

constexpr std::string_view kWrong = "## 错例\n";

/// What check says of the wrong example of a page; empty where the example is not plain text.
std::string said_of(std::string_view page, uint16_t code, const Look& look) {
    const std::size_t from = page.find(kWrong), to = page.find("\n## ", from);
    if (from == std::string_view::npos || to == std::string_view::npos)
        return {};
    page = page.substr(from, to - from);
    std::vector<Input> inputs;
    for (std::size_t at = page.find("\n```"); at != std::string_view::npos; at = page.find("\n```", at)) {
        const std::size_t begin = page.find('\n', at + 1) + 1, end = page.find("\n```", begin);
        if (page.substr(at + 1, begin - at - 1) != "```yd\n" || end == std::string_view::npos)
            return {};
        inputs.push_back({SourceFile::from_string(fmt::format("{}{}.yd", look.of("错例", "wrong-"), inputs.size() + 1),
                                                  std::string(page.substr(begin, end + 1 - begin))), true});
        at = end + 4;
    }
    Compilation c = compile(std::move(inputs));
    std::erase_if(c.findings, [&](const Finding& f) { return f.code != code; });
    if (c.findings.empty()) // a reason that `why` gives
        return {};
    std::string out;
    findings_text(c, look, [&](std::string_view text) { out += text; });
    const std::size_t first = out.find("\n\n"), last = out.rfind("\n\n"); // without the plan above and the count below
    return first == std::string::npos || last <= first + 2 ? std::string() : out.substr(first + 2, last - first - 1);
}

/// The page for a reader of English: the English sentence first, English headings.
std::string english(std::string_view text) {
    std::string page(text);
    const std::size_t zh = page.find("\n\n") + 2, en = page.find("\n\n", zh) + 2, end = page.find("\n\n", en) + 2;
    page = page.substr(0, zh) + page.substr(en, end - en) + page.substr(zh, en - zh) + page.substr(end);
    for (const auto& [from, to] : {std::pair{kWrong, "## Wrong\n"}, {"## 正例\n", "## Right\n"}, {"## 何时可保留\n", "## When it may stay\n"}})
        if (const std::size_t at = page.find(from); at != std::string::npos)
            page.replace(at, from.size(), to);
    return page;
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
            std::string text(page->text);
            if (const std::string said = said_of(page->text, code, look); !said.empty()) {
                text.insert(text.find(kWrong), fmt::format("{}\n\n{}\n", look.of("对下面的错例，check 这样说：", "Of the wrong example below check says:"), said));
            }
            terminal.out(look.language == Language::English ? english(text) : text);
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
