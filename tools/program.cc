#include "tools/command.h"

#include "compiler/suggest.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <vector>

namespace yaodian {

#include "commands_list.inc"

namespace {

/// The language has to be known before the options are declared: their help is written in it.
Language language_of(int argc, const char* const* argv) {
    for (int i = 1; i < argc; ++i) {
        const std::string_view arg = argv[i];
        if (arg == "--lang=en" || (arg == "--lang" && i + 1 < argc && std::string_view(argv[i + 1]) == "en"))
            return Language::English;
    }
    return Language::Chinese;
}

/// What the parser of the command line complains about, in words.
std::string complaint(const CLI::ParseError& error, const Terminal& terminal) {
    if (terminal.language == Language::English)
        return error.what();
    static const std::map<std::string, std::string_view> kinds = {
        {"ExtrasError", "有不认识的参数"},   {"RequiredError", "缺少必需的参数"}, {"ValidationError", "参数的值不对"},
        {"ConversionError", "参数的值不对"}, {"ArgumentMismatch", "参数缺值"},    {"ExcludesError", "参数不能同时用"},
        {"RequiresError", "参数要一起用"},   {"InvalidError", "参数不对"},
    };
    const auto kind = kinds.find(error.get_name());
    return fmt::format("{}（{}）", kind == kinds.end() ? "用法不对" : kind->second, error.what());
}

} // namespace

int run(int argc, const char* const* argv) {
    Terminal terminal;
    terminal.language = language_of(argc, argv);
    CLI::App app(std::string(terminal.of("要点：把工作要点写成程序，查上下级、正文与附表之间的矛盾。",
                                         "Yaodian: government work plans as programs, checked against each other.")),
                 "yaodian");
    app.option_defaults()->group(std::string(terminal.of("选项", "Options")));
    app.set_version_flag("--version", "yaodian " YAODIAN_VERSION, std::string(terminal.of("版本", "the version")));
    app.require_subcommand(0, 1);
    app.get_formatter()->column_width(28);
    auto help = [&](CLI::App& a) { a.set_help_flag("-h,--help", std::string(terminal.of("用法", "how to use it"))); };
    help(app);
    for (const auto& [label, word] : {std::pair("OPTIONS", "选项"), {"SUBCOMMAND", "命令"}, {"Usage", "用法"}, {"REQUIRED", "必需"}})
        if (terminal.language == Language::Chinese)
            app.get_formatter()->label(label, word);

    std::vector<const Command*> commands(std::begin(all_commands), std::end(all_commands));
    std::sort(commands.begin(), commands.end(),
              [](const Command* a, const Command* b) { return a->place < b->place; });
    std::map<CLI::App*, std::function<int()>> todo;
    std::string color = "auto", language;
    for (const Command* command : commands) {
        CLI::App* sub = app.add_subcommand(std::string(command->name), std::string(terminal.look().of(command->summary)));
        help(*sub);
        sub->group(std::string(terminal.of("命令", "Commands")));
        todo[sub] = command->declare(*sub, terminal);
        sub->add_option("--lang", language, std::string(terminal.of("输出的语言：zh 或 en", "language: zh or en")))
            ->check(CLI::IsMember({"zh", "en"}));
        sub->add_option("--color", color, std::string(terminal.of("颜色：auto always never", "auto, always or never")))
            ->check(CLI::IsMember({"auto", "always", "never"}));
    }

    if (argc > 1 && argv[1][0] != '-' && argv[1][0] != '\0') {
        std::vector<std::string_view> names;
        for (const Command* command : commands)
            names.push_back(command->name);
        if (std::find(names.begin(), names.end(), argv[1]) == names.end()) {
            const std::string meant = nearest(argv[1], names);
            terminal.remark(fmt::format("没有“{}”这个命令{}。yaodian --help 列出全部命令", argv[1],
                                        meant.empty() ? "" : "，是不是 " + meant),
                            fmt::format("there is no command '{}'{}; yaodian --help lists them all", argv[1],
                                        meant.empty() ? "" : ", did you mean " + meant));
            return kWrongUse;
        }
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        terminal.out(app.help());
        return kFine;
    } catch (const CLI::CallForVersion& version) {
        terminal.out(std::string(version.what()) + "\n");
        return kFine;
    } catch (const CLI::ParseError& error) {
        terminal.remark(complaint(error, terminal));
        return kWrongUse;
    }
    terminal.color = color == "always" ? Color::Always : color == "never" ? Color::Never : Color::Auto;
    for (const auto& [sub, what] : todo)
        if (sub->parsed())
            return what();
    terminal.out(app.help());
    return kWrongUse;
}

} // namespace yaodian
