#include "tools/command.h"

#include "compiler/suggest.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

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

/// The options of a command by the names people write.
std::vector<std::string> options_of(const CLI::App& command) {
    std::vector<std::string> out;
    for (const CLI::Option* option : command.get_options())
        for (const std::string& name : option->get_lnames())
            out.push_back("--" + name);
    return out;
}

/// What the parser of the command line complains about, in words.
std::string complaint(const CLI::ParseError& error, const CLI::App& command, const Terminal& terminal) {
    const std::string said = error.what(), kind_of_error = error.get_name();
    auto of = [&](const std::string& zh, const std::string& en) { return terminal.language == Language::Chinese ? zh : en; };
    if (dynamic_cast<const CLI::ExtrasError*>(&error)) { // … not expected: --frmat json
        const std::size_t colon = said.rfind(": ");
        const std::string rest = colon == std::string::npos ? said : said.substr(colon + 2);
        const std::string first = rest.substr(0, rest.find_first_of(" ="));
        const std::vector<std::string> names = options_of(command);
        const std::string meant = first.starts_with("-") ? nearest(first, {names.begin(), names.end()}) : std::string();
        const std::string how = "yaodian " + command.get_name() + " --help";
        if (!first.starts_with("-"))
            return of(fmt::format("多写了“{}”；用法见 {}", rest, how), fmt::format("'{}' is too much; see {}", rest, how));
        return of(fmt::format("没有“{}”这个参数{}；用法见 {}", first, meant.empty() ? "" : "，是不是 " + meant, how),
                  fmt::format("there is no option '{}'{}; see {}", first, meant.empty() ? "" : ", did you mean " + meant, how));
    }
    if (terminal.language == Language::English)
        return said;
    const std::string name = said.substr(0, said.find_first_of(": "));
    const CLI::Option* option = command.get_option_no_throw(name);
    if (kind_of_error == "RequiredError" && option)
        return fmt::format("还要写 {}：{}", name, option->get_description());
    if (const std::size_t list = said.find(" not in {"); list != std::string::npos && said.find(": ") < list) {
        const std::size_t from = said.find(": ") + 2;
        std::string allowed = said.substr(list + 9, said.rfind('}') - list - 9);
        std::vector<std::string_view> words;
        for (std::string_view rest = allowed; !rest.empty();) {
            const std::size_t comma = std::min(rest.find(','), rest.size());
            words.push_back(rest.substr(0, comma));
            rest.remove_prefix(std::min(comma + 1, rest.size()));
        }
        const std::string value = said.substr(from, list - from), meant = nearest(value, words);
        return fmt::format("{} 不能写“{}”{}；可以写 {}", name, value, meant.empty() ? "" : "，是不是 " + meant, fmt::join(words, "、"));
    }
    constexpr std::string_view out_of_range = " not in range ";
    if (const std::size_t range = said.find(out_of_range); range != std::string::npos && option) { // Value 1980 not in range 1990 to 2100
        std::string bounds = said.substr(range + out_of_range.size());
        if (const std::size_t to = bounds.find(" to "); to != std::string::npos)
            return fmt::format("{} 要在 {:g} 到 {:g} 之间", name, std::strtod(bounds.c_str(), nullptr), std::strtod(bounds.c_str() + to + 4, nullptr));
    }
    const bool of_value = kind_of_error == "ValidationError" || kind_of_error == "ConversionError";
    if (of_value && option)
        return fmt::format("{} 的值不对：{}", name, option->get_description());
    if (kind_of_error == "ArgumentMismatch" && option)
        return fmt::format("{} 后面要写一个值：{}", name, option->get_description());
    static const std::map<std::string, std::string_view> kinds = {
        {"RequiredError", "缺少必需的参数"}, {"ValidationError", "参数的值不对"},
        {"ConversionError", "参数的值不对"}, {"ArgumentMismatch", "参数缺值"},    {"ExcludesError", "参数不能同时用"},
        {"RequiresError", "参数要一起用"},   {"InvalidError", "参数不对"},
    };
    const auto kind = kinds.find(error.get_name());
    return fmt::format("{}；用法见 yaodian {} --help", kind == kinds.end() ? "用法不对" : kind->second, command.get_name());
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
        const CLI::App* command = &app;
        for (const auto& [one, what] : todo)
            if (argc > 1 && one->get_name() == argv[1])
                command = one;
        terminal.remark(complaint(error, *command, terminal));
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
