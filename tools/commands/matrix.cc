// yaodian matrix: upstream duties against lower plans, one verdict a cell. As HTML it is the report's page with the matrix alone.
#include "runtime/outputs/table.h"
#include "runtime/report/report.h"
#include "tools/command.h"
#include "tools/disk.h"
#include "tools/library.h"
#include "tools/select.h"

#include "compiler/calendar.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace yaodian {

namespace {

struct Options {
    Reading reading;
    std::string format = "text", upper, lower, output;
};

int matrix(const Options& options, const Terminal& terminal) {
    Loaded loaded = load(options.reading, terminal);
    if (loaded.inputs.empty() || !loaded.inputs.front().subject || loaded.not_text)
        return kUnreadable;
    const Compilation c = compile(std::move(loaded.inputs));
    const Calendar calendar(c.model);
    std::vector<Cell> cells = make_cells({c, calendar, options.format == "html"}); // a page shows the reasons too

    std::optional<Selection> upper, lower;
    if (!options.upper.empty() && !(upper = select(c, options.upper, terminal)))
        return kWrongUse;
    if (!options.lower.empty() && !(lower = select(c, options.lower, terminal)))
        return kWrongUse;
    std::erase_if(cells, [&](const Cell& cell) {
        return !c.model.plans[cell.plan].subject || (upper && c.model.tasks[cell.upper].plan != upper->plan) ||
               (lower && cell.plan != lower->plan);
    });
    ReportOptions page;
    page.language = terminal.language;
    page.matrix_only = true;
    const std::string bytes = options.format == "xlsx"   ? matrix_xlsx(c, cells, terminal.look())
                              : options.format == "html" ? report(c, cells, {}, page).html
                              : options.format == "json" ? matrix_json(c, cells)
                                                         : matrix_text(c, cells, options.output.empty() ? terminal.look() : Look{terminal.language});
    if (options.output.empty()) {
        terminal.out(bytes);
    } else if (Words why; !write_aside(options.output, bytes, why)) {
        terminal.remark(options.output + "：" + why.zh, options.output + ": " + why.en);
        return kUnreadable;
    }
    return loaded.unread ? kUnreadable : kFine;
}

std::function<int()> declare(CLI::App& app, Terminal& terminal) {
    auto options = std::make_shared<Options>();
    declare_reading(app, terminal, options->reading);
    app.add_option("--format", options->format, std::string(terminal.of("输出：text json html xlsx", "text, json, html or xlsx")))
        ->check(CLI::IsMember({"text", "json", "html", "xlsx"}));
    app.add_option("-o,--output", options->output, std::string(terminal.of("写到哪个文件，不写就打在屏幕上", "file, by default the screen")));
    app.add_option("--upper", options->upper, std::string(terminal.of("只看这一份上级要点", "only this upstream plan")));
    app.add_option("--lower", options->lower, std::string(terminal.of("只看这一份下级要点", "only this lower plan")));
    return [options, &terminal] { return matrix(*options, terminal); };
}

} // namespace

extern const Command command_matrix = {
    30, "matrix", {"承接矩阵：上级任务对下级要点，一格一个结论", "upstream tasks against lower plans, one verdict a cell"}, declare};

} // namespace yaodian
