// yaodian fmt: the same files, evenly written; in place, or only looked at.
#include "tools/command.h"
#include "tools/disk.h"
#include "tools/library.h"

#include "grammar/format.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace yaodian {

namespace {

struct Options {
    std::vector<std::string> paths;
    bool check = false;
};

int format_files(const Options& options, const std::string& spelling, const Terminal& terminal) {
    Reading reading;
    reading.paths = options.paths;
    reading.no_library = true;
    reading.reports_slips = true;
    Loaded loaded = load(reading, terminal);
    int status = loaded.unread ? kUnreadable : kFine;
    const FormatOptions how{spelling == "en"   ? Spelling::English
                            : spelling == "zh" ? Spelling::Chinese
                                               : Spelling::AsWritten};
    for (const Input& input : loaded.inputs) {
        const SourceFile& file = input.file;
        const SyntaxTree tree = parse(file, {.comments = true});
        const std::optional<std::string> text = format(file, tree, how);
        if (!text) { // what was not understood is not moved
            for (const Slip& slip : tree.slips) {
                const Position at = file.position(slip.span.begin);
                const Words words = Message{slip.code, {slip.got, slip.meant}}.render();
                terminal.remark(fmt::format("{}:{}:{} YD{:04} {}", file.path(), at.line, at.column, slip.code, words.zh),
                                fmt::format("{}:{}:{} YD{:04} {}", file.path(), at.line, at.column, slip.code, words.en));
            }
            terminal.remark(file.path() + "：先改正上面的问题，文件没有动",
                            file.path() + ": mend these first, the file was left as it is");
            status = std::max<int>(status, kFound);
            continue;
        }
        if (file.path() == "-") {
            terminal.out(*text);
            continue;
        }
        if (*text == file.text())
            continue;
        if (options.check) {
            terminal.out(file.path() + "\n");
            status = std::max<int>(status, kFound);
            continue;
        }
        Words why;
        if (!write_aside(file.path(), *text, why)) {
            terminal.remark(file.path() + "：" + why.zh, file.path() + ": " + why.en);
            status = kUnreadable;
        }
    }
    return status;
}

std::function<int()> declare(CLI::App& app, Terminal& terminal) {
    auto options = std::make_shared<Options>();
    app.add_option("PATH", options->paths,
                   std::string(terminal.of("文件或目录；- 从标准输入读、往标准输出写", "files or directories; - is standard input to output")))
        ->required();
    app.add_flag("--check", options->check,
                 std::string(terminal.of("只列出要改的文件，不改", "list the files that would change, change none")));
    CLI::App* self = &app;
    return [options, self, &terminal] {
        // Here --lang is the language of the keywords; without it they stay as written.
        const CLI::Option* lang = self->get_option("--lang");
        return format_files(*options, lang->count() ? lang->as<std::string>() : std::string(), terminal);
    };
}

} // namespace

extern const Command command_fmt = {
    50, "fmt", {"整理书写格式；--lang zh|en 换关键词的语言", "format; --lang zh|en turns the keywords into one language"}, declare};

} // namespace yaodian
