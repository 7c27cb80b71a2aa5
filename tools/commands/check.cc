// yaodian check: compile and check; the exit status says how it went.
#include "runtime/outputs/table.h"
#include "tools/command.h"
#include "tools/documents.h"
#include "tools/library.h"

#include <CLI/CLI.hpp>

namespace yaodian {

namespace {

struct Options {
    Reading reading;
    std::vector<std::string> documents;
    std::string format = "text";
    bool strict = false;
    unsigned threads = 0;
};

int check_plans(Options options, const Terminal& terminal) {
    options.reading.reports_slips = true;
    Loaded loaded = load(options.reading, terminal);
    if (loaded.inputs.empty() || !loaded.inputs.front().subject)
        return kUnreadable;
    CompileOptions how;
    how.threads = options.threads;
    if (const int status = load_documents(options.documents, loaded.inputs, terminal, how.documents))
        return status;
    const Compilation c = compile(std::move(loaded.inputs), how);

    if (options.format == "json")
        findings_json(c, terminal.sink());
    else if (options.format == "xlsx")
        terminal.out(findings_xlsx(c, terminal.look()));
    else if (options.format == "sarif")
        findings_sarif(c, terminal.language, terminal.sink());
    else
        findings_text(c, terminal.look(), terminal.sink());

    const Tally t = tally(c.findings);
    if (loaded.unread)
        return kUnreadable;
    return t.errors || (options.strict && t.warnings) ? kFound : kFine;
}

std::function<int()> declare(CLI::App& app, Terminal& terminal) {
    auto options = std::make_shared<Options>();
    declare_reading(app, terminal, options->reading);
    declare_documents(app, terminal, options->documents);
    app.add_option("--format", options->format, std::string(terminal.of("输出：text json sarif xlsx", "text, json, sarif or xlsx")))
        ->check(CLI::IsMember({"text", "json", "sarif", "xlsx"}));
    app.add_flag("--strict", options->strict, std::string(terminal.of("有警告也算不通过", "warnings fail too")));
    app.add_option("--threads", options->threads,
                   std::string(terminal.of("线程数；不写就用全部处理器", "threads; by default every processor")))
        ->check(CLI::Range(0u, 256u));
    return [options, &terminal] { return check_plans(*options, terminal); };
}

} // namespace

extern const Command command_check = {
    10, "check", {"检查要点：与上级、正文与附表、单位、期限、出处", "check plans: upstream, body and annex, units, dates, sources"}, declare};

} // namespace yaodian
