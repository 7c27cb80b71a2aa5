// yaodian trace: which clause of which document is covered by which task.
#include "tools/command.h"
#include "tools/documents.h"
#include "tools/library.h"

#include <CLI/CLI.hpp>

namespace yaodian {

namespace {

struct Options {
    Reading reading;
    std::string format = "text";
    std::vector<std::string> documents;
};

int trace_documents(const Options& options, const Terminal& terminal) {
    Loaded loaded = load(options.reading, terminal);
    if (loaded.inputs.empty() || !loaded.inputs.front().subject || loaded.not_text)
        return kUnreadable;
    std::vector<DocumentDigests> documents;
    if (const int status = load_documents(options.documents, loaded.inputs, terminal, documents))
        return status;
    const Compilation c = compile(std::move(loaded.inputs));
    Trace found = trace(c, documents);
    // Documents of the plans asked about; a card of the library that nothing here rests on is left out.
    std::erase_if(found.documents, [&](const TracedDocument& document) {
        const Card& card = c.model.cards[document.card];
        bool wanted = c.subject[card.file];
        for (const PlanId plan : document.plans)
            wanted |= c.model.plans[plan].subject;
        return !wanted;
    });
    terminal.out(options.format == "json" ? trace_json(c, found) : trace_text(c, found, terminal.look()));
    if (loaded.unread)
        return kUnreadable;
    bool whole = true;
    for (const TracedDocument& document : found.documents) {
        whole &= document.plans.empty() || document.covered == document.places.size();
        whole &= document.changed.empty() && document.added.empty() && document.heads.empty();
    }
    return whole ? kFine : kFound;
}

std::function<int()> declare(CLI::App& app, Terminal& terminal) {
    auto options = std::make_shared<Options>();
    declare_reading(app, terminal, options->reading);
    declare_documents(app, terminal, options->documents);
    app.add_option("--format", options->format, std::string(terminal.of("输出：text json", "text or json")))
        ->check(CLI::IsMember({"text", "json"}));
    return [options, &terminal] { return trace_documents(*options, terminal); };
}

} // namespace

extern const Command command_trace = {
    40, "trace", {"溯源：文献的每一条、每一行由哪项任务承担", "which clause of a document is covered by which task"}, declare};

} // namespace yaodian
