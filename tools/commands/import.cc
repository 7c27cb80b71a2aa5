// yaodian import DOC: a printed plan to a draft spec and its card. yaodian seed DOC is the card alone.
#include "grammar/words.h"
#include "tools/command.h"
#include "tools/disk.h"
#include "tools/importer/importer.h"
#include "grammar/format.h"
#include "tools/library.h"
#include "tools/select.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace yaodian {

namespace {

struct Options {
    Reading reading;
    std::string document, format = "text", output, against, update, card;
    importer::ImportOptions import;
};

/// What the specs around declare: the draft uses those names, and links to the tasks of `against`, a file or a plan.
void learn(const Compilation& c, const std::string& against, importer::ImportOptions& out) {
    const Model& m = c.model;
    for (EntityId e = 1; e < m.entities.size(); ++e) {
        const Entity& entity = m.entities[e];
        if (c.files[entity.at.file].text().starts_with(importer::kDraftMark))
            continue; // another draft: this one has to stand without it
        importer::KnownName known{std::string(c.name(entity.name)), {}, std::string(c.name(entity.unit))};
        for (const uint32_t alias : m.list(entity.aliases))
            known.aliases.emplace_back(c.name(alias));
        if (entity.kind == EntityKind::Unit && entity.directory != kNone) {
            known.name = std::string(c.name(m.directories[entity.directory].name)) + "." + known.name;
            out.units.push_back(std::move(known));
        } else if (entity.kind == EntityKind::Metric) {
            out.quotas.push_back(std::move(known));
        } else if (entity.kind == EntityKind::Event) {
            out.events.push_back(std::move(known));
        }
    }
    if (against.empty())
        return;
    for (PlanId p = 1; p < m.plans.size(); ++p) {
        const Plan& plan = m.plans[p];
        if (c.files[plan.file].path() != against && c.name(plan.name) != against)
            continue;
        out.against_plan = std::string(c.name(plan.name));
        out.against_year = plan.year;
        for (TaskId t = plan.tasks.first; t < plan.tasks.first + plan.tasks.count; ++t) {
            importer::UpstreamTask task;
            task.name = c.qualified(t);
            task.title = std::string(c.text({plan.file, m.tasks[t].title}));
            for (const Fact& f : m.facts_of(m.tasks[t], Facet::Elements))
                task.elements.emplace_back(c.name(m.entities[f.value].name));
            for (const Fact& f : m.facts_of(m.tasks[t], Facet::Quota))
                task.quotas.emplace_back(c.name(m.entities[m.quotas[f.value].metric].name));
            for (const Fact& f : m.facts_of(m.tasks[t], Facet::Yields))
                task.results.emplace_back(c.name(m.entities[f.value].name));
            out.against.push_back(std::move(task));
        }
    }
}

/// `spec`: a file of ours, which has to be UTF-8; documents may be in other encodings.
std::optional<std::string> bytes_of(const std::string& path, const Terminal& terminal, bool spec = false) {
    Words why;
    const auto source = read_source(path, why);
    if (!source) {
        terminal.remark(path + "：" + why.zh, path + ": " + why.en);
        return std::nullopt;
    }
    if (const auto not_ours = spec ? not_text(*source) : std::nullopt) {
        terminal.remark(path + "：" + not_ours->zh, path + ": " + not_ours->en);
        return std::nullopt;
    }
    return std::string(source->text());
}

/// What is there and differs is kept beside: a draft may hold hours of somebody's work.
bool write(const std::string& path, const std::string& text, const Terminal& terminal) {
    Words why;
    if (key_of(path)) {
        const auto old = read_source(path, why);
        if (old && old->text() != text) {
            std::string kept = path + ".bak";
            for (int k = 2; key_of(kept); ++k)
                kept = path + ".bak" + std::to_string(k);
            if (!write_aside(kept, old->text(), why)) {
                terminal.remark(kept + "：写不了：" + why.zh, kept + ": cannot be written: " + why.en);
                return false;
            }
            terminal.remark("原先的 " + shown(path) + " 留作 " + shown(kept), "what was in " + shown(path) + " is kept as " + shown(kept));
        }
    }
    if (!write_aside(path, text, why)) {
        terminal.remark(path + "：写不了：" + why.zh, path + ": cannot be written: " + why.en);
        return false;
    }
    terminal.remark("写到 " + shown(path), "written to " + shown(path));
    return true;
}

/// As `yaodian fmt` would leave it.
std::string tidy(const std::string& text) {
    const SourceFile file = SourceFile::from_string("draft.yd", text);
    ParseOptions how;
    how.comments = true;
    return format(file, parse(file, how)).value_or(text);
}

/// The card's name becomes the name of a file and a word of the language.
bool is_card_name(std::string_view id) {
    if (id.empty() || id.front() == '.' || id.front() == '-' || id.find("..") != std::string_view::npos)
        return false;
    for (const std::string_view blank : {"　", "\u00A0", "；", "。", "，", "、", "：", "（", "）", "“", "”", "｛", "｝", "＃"})
        if (id.find(blank) != std::string_view::npos)
            return false;
    return std::none_of(id.begin(), id.end(), [](unsigned char c) { return c < 128 && !std::isalnum(c) && c != '-' && c != '_' && c != '.'; });
}

bool holds(std::string_view text, Word block) {
    for (const std::string& one : top_blocks(text))
        if (one.starts_with(std::to_string(static_cast<int>(block)) + " "))
            return true;
    return false;
}

/// --update takes a plan and --card a card; the person is told which is which.
bool right_kinds(const std::string& spec, const std::string& card, const Options& options, const Terminal& terminal) {
    const bool plan = holds(spec, Word::Plan), document = holds(card, Word::Document);
    if (!plan && !document && holds(spec, Word::Document) && holds(card, Word::Plan))
        terminal.remark("--update 与 --card 写反了：" + options.update + " 是文献卡，" + options.card + " 是要点",
                        "--update and --card are exchanged: " + options.update + " is a card, " + options.card + " is a plan");
    else if (!plan)
        terminal.remark("--update 要的是原先的要点（里面有“要点 …”），" + options.update + " 里没有", "--update wants the earlier plan (a block 要点); there is none in " + options.update);
    else if (!document)
        terminal.remark("--card 要的是原先的文献卡（里面有“文献 …”），" + options.card + " 里没有；没有卡片的，用 yaodian seed 从原先的文本做一张",
                        "--card wants the card of the earlier edition (a block 文献); there is none in " + options.card + "; yaodian seed makes one from that edition");
    return plan && document;
}

int import_plan(Options options, const Terminal& terminal, bool card_only) {
    if (!options.import.id.empty() && !is_card_name(options.import.id)) {
        terminal.remark("--id 是文献卡的名字，也用作文件名：只用汉字、字母、数字、“-”“_”，如 hongkou-2023；不能是“" + options.import.id + "”",
                        "--id names the card and its file: letters, digits, '-' and '_' only, such as hongkou-2023; not '" + options.import.id + "'");
        return kWrongUse;
    }
    if (options.update.empty() && !options.card.empty()) {
        terminal.remark("--card 只与 --update 同用：再写上原先的要点，如 --update specs/hongkou-2023.yd", "--card goes with --update: name the earlier plan too, such as --update specs/hongkou-2023.yd");
        return kWrongUse;
    }
    const auto bytes = bytes_of(options.document, terminal);
    if (!bytes)
        return kUnreadable;
    if (!card_only) {
        // A plan of the library may be named as it is everywhere else: --against 上海2023.
        const bool named = !options.against.empty() && !options.against.ends_with(".yd") && !key_of(options.against);
        if (!options.against.empty() && !named)
            options.reading.paths.push_back(options.against);
        // The words the plan itself brings along are declared already.
        if (!options.update.empty() && key_of(options.update))
            options.reading.paths.push_back(options.update);
        Loaded loaded = load(options.reading, terminal);
        if (loaded.unread && !options.against.empty())
            return kUnreadable;
        const Compilation c = compile(std::move(loaded.inputs));
        if (named && !select(c, options.against, terminal))
            return kWrongUse;
        learn(c, named || options.against.empty() ? options.against : shown(options.against), options.import);
        if (!options.against.empty() && options.import.against.empty()) {
            terminal.remark(options.against + "：里面没有要点", options.against + ": no plan in it");
            return kUnreadable;
        }
        if (!options.update.empty()) {
            if (options.card.empty()) {
                terminal.remark("--update 要与 --card 一起用：写明原先的文献卡，如 seeds/hongkou-2023.yd",
                                "--update needs --card: the card made from the earlier edition, such as seeds/hongkou-2023.yd");
                return kWrongUse;
            }
            const auto spec = bytes_of(options.update, terminal, true), card = bytes_of(options.card, terminal, true);
            if (!spec || !card)
                return kUnreadable;
            if (!right_kinds(*spec, *card, options, terminal))
                return kWrongUse;
            options.import.update = *spec;
            options.import.old_card = *card;
        }
    }
    options.import.file = options.document;
    const auto result = card_only ? importer::seed_document(*bytes, options.import) : importer::import_document(*bytes, options.import);
    if (!result.readable) {
        for (const auto& p : result.problems)
            terminal.remark(options.document + "：" + p.zh, options.document + ": " + p.en);
        return kUnreadable;
    }
    std::string draft = options.update.empty() ? tidy(result.draft) : result.draft; // hand-made layout stays
    if (!result.wrong_use.zh.empty()) {
        terminal.remark(result.wrong_use.zh, result.wrong_use.en);
        return kWrongUse;
    }
    std::string text = card_only ? result.card : options.format == "json" ? result.json : draft;
    if (options.output.empty()) {
        terminal.out(text);
        if (!card_only && options.format == "text" && options.update.empty())
            terminal.out("\n" + result.card);
    } else if (options.format == "json" && !card_only) {
        if (!write(options.output, text, terminal))
            return kUnreadable;
    } else {
        const std::string stem = options.output + "/" + result.id;
        if (!card_only && !write(stem + ".yd", text, terminal))
            return kUnreadable;
        if (!write(stem + "-card.yd", result.card, terminal))
            return kUnreadable;
    }
    if (options.format == "text") {
        const std::string closing = result.changes + result.summary;
        for (std::size_t at = 0; at < closing.size();) {
            const std::size_t end = std::min(closing.find('\n', at), closing.size());
            terminal.remark(closing.substr(at, end - at), closing.substr(at, end - at));
            at = end + 1;
        }
    }
    return kFine;
}

template <bool card_only> std::function<int()> declare(CLI::App& app, Terminal& terminal) {
    auto options = std::make_shared<Options>();
    app.add_option("DOC", options->document, std::string(terminal.of("印发的文件：txt、html、docx", "the printed document: txt, html, docx")))->required();
    app.add_option("--id", options->import.id, std::string(terminal.of("文献卡的名字，如 hongkou-2023", "name of the card, such as hongkou-2023")));
    app.add_option("--year", options->import.year, std::string(terminal.of("年度；标题没有写年份时用", "plan year, when the title does not say")))
        ->check(CLI::Range(1990, 2100));
    app.add_option("-o,--output", options->output,
                   std::string(terminal.of("写到这个目录；不写就输出到屏幕", "write into this directory; by default to standard output")));
    if (!card_only) {
        declare_reading(app, terminal, options->reading, false);
        app.add_option("--plan", options->import.plan, std::string(terminal.of("要点的名字，如 虹口2023", "name of the plan")));
        app.add_option("--format", options->format, std::string(terminal.of("输出：text json", "text or json")))->check(CLI::IsMember({"text", "json"}));
        app.add_flag("--quote", options->import.quote, std::string(terminal.of("把原文写成注释，便于核对", "add each sentence as a comment")));
        app.add_option("--against", options->against, std::string(terminal.of("上级要点的文件或名字，如 上海2023；据以提出“落实”", "the plan above, a file or a name such as 上海2023; proposes links to it")));
        app.add_option("--threshold", options->import.link_threshold,
                       std::string(terminal.of("相似度到这个数就写成语句，否则写成注释", "links at least this sure become statements")))
            ->check(CLI::Range(0.0, 1.0));
        app.add_option("--update", options->update, std::string(terminal.of("原先的要点：原文改版后逐条比较，手工改动保留", "the spec made from an earlier edition")));
        app.add_option("--card", options->card, std::string(terminal.of("与 --update 同用：原先的文献卡", "with --update: the card of the earlier edition")));
    }
    return [options, &terminal] { return import_plan(*options, terminal, card_only); };
}

} // namespace

extern const Command command_import = {
    80, "import", {"把印发的要点读成草稿和文献卡", "a printed plan to a draft spec and its card"}, declare<false>};
extern const Command command_seed = {
    81, "seed", {"只做文献卡：标题、文号、每条每行的摘要", "the card of a printed document alone"}, declare<true>};

} // namespace yaodian
