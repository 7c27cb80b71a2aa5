// yaodian table PLAN: the table that divides a plan into rows (任务分解表), for text documents, spreadsheets and Markdown.
#include "runtime/outputs/table.h"
#include "tools/command.h"
#include "tools/disk.h"
#include "tools/library.h"
#include "tools/select.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace yaodian {

namespace {

struct Options {
    Reading reading;
    std::string plan, output, format;
};

int make_table(Options options, const Terminal& terminal) {
    if (options.format.empty()) {
        const std::size_t dot = options.output.rfind('.');
        options.format = options.output.empty() || options.output == "-" ? "md" : dot == std::string::npos ? "" : options.output.substr(dot + 1);
    }
    if (options.format != "md" && options.format != "xlsx" && options.format != "docx") {
        terminal.remark(fmt::format("不知道写成什么格式：{}。文件名以 .docx .xlsx 或 .md 结尾", options.output),
                        fmt::format("what format is {}? End the name in .docx, .xlsx or .md", options.output));
        return kWrongUse;
    }
    Loaded loaded = load(options.reading, terminal);
    if (loaded.inputs.empty() || !loaded.inputs.front().subject || loaded.not_text)
        return kUnreadable;
    const Compilation c = compile(std::move(loaded.inputs));
    const auto selection = select(c, options.plan, terminal);
    if (!selection)
        return kWrongUse;
    const TaskTable table = task_table(c, selection->plan);
    const std::string bytes = options.format == "md" ? table_md(table) : options.format == "xlsx" ? table_xlsx(table) : table_docx(table);
    if (bytes.empty()) {
        terminal.remark("写不成：内存或临时空间不够", "cannot be made: no memory or no scratch space");
        return kUnreadable;
    }
    if (options.output.empty() || options.output == "-") {
        terminal.out(bytes);
    } else if (Words why; !write_aside(options.output, bytes, why)) {
        terminal.remark(options.output + "：写不了：" + why.zh, options.output + ": cannot be written: " + why.en);
        return kUnreadable;
    }
    return loaded.unread ? kUnreadable : kFine;
}

std::function<int()> declare(CLI::App& app, Terminal& terminal) {
    auto options = std::make_shared<Options>();
    auto text = [&](std::string_view zh, std::string_view en) { return std::string(terminal.of(zh, en)); };
    app.add_option("PLAN", options->plan, text("要点的名字：虹口2023", "name of the plan"))->required();
    app.add_option("-o,--output", options->output, text("写到哪个文件：.docx .xlsx .md；不写就把 md 打在屏幕上", "file: .docx, .xlsx or .md; by default md on the screen"));
    app.add_option("--format", options->format, text("格式，不写就看文件名", "format, by default from the name"))->check(CLI::IsMember({"docx", "xlsx", "md"}));
    declare_reading(app, terminal, options->reading, false);
    return [options, &terminal] { return make_table(*options, terminal); };
}

} // namespace

extern const Command command_table = {
    55, "table", {"任务分解表：docx、xlsx、md", "the table of tasks: docx, xlsx, md"}, declare};

} // namespace yaodian
