// yaodian graph --view V [PLAN] -o x.svg|.pdf|.png|.dot: pictures for a meeting, sheet by sheet.
#include "compiler/calendar.h"
#include "compiler/suggest.h"
#include "compiler/values.h"
#include "runtime/graph.h"
#include "tools/command.h"
#include "tools/disk.h"
#include "tools/library.h"
#include "tools/select.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace yaodian {

namespace {

struct Options {
    Reading reading;
    std::vector<std::string> words; ///< PLAN and PATH… as they were typed
    std::string view = "plan", plan, chapter, theme, unit, from, to, severity = "note", paper = "a3", orientation = "landscape";
    std::string output, format;
    int depth = 1;
    bool depth_said = false;
    bool mono = false;
};

std::optional<Day> day_from(const std::string& text, const Terminal& terminal) {
    std::string room;
    std::string_view s = fold(text, room);
    DateError error = DateError::None;
    const std::optional<Day> day = read_date(s, error);
    if (!day || !s.empty() || error != DateError::None) {
        terminal.remark(fmt::format("“{}”不是日期，写作 2023-03-31 或 2023年3月31日", text), fmt::format("'{}' is no date: write 2023-03-31", text));
        return std::nullopt;
    }
    return day;
}

std::optional<EntityId> unit_named(const Compilation& c, const std::string& text, PlanId plan, const Terminal& terminal) {
    const Model& m = c.model;
    std::string room;
    std::string folded(fold(text, room));
    std::string directory;
    if (const std::size_t dot = folded.find('.'); dot != std::string::npos) {
        directory = folded.substr(0, dot);
        folded = folded.substr(dot + 1);
    }
    std::vector<EntityId> found;
    std::vector<std::string_view> names;
    for (EntityId e = 1; e < m.entities.size(); ++e) {
        const Entity& x = m.entities[e];
        if (x.kind != EntityKind::Unit)
            continue;
        if (!directory.empty() && (x.directory == kNone || c.names.folded(m.directories[x.directory].name) != directory))
            continue;
        bool same = c.names.folded(x.name) == folded;
        names.push_back(c.name(x.name));
        for (const uint32_t alias : m.list(x.aliases)) {
            same |= c.names.folded(alias) == folded;
            names.push_back(c.name(alias));
        }
        if (same)
            found.push_back(e);
    }
    if (found.size() > 1 && plan != kNone) { // 区政府办公室 of the plan's own district
        const auto own = std::find_if(found.begin(), found.end(),
                                      [&](EntityId e) { return m.entities[e].directory == m.plans[plan].directory; });
        if (own != found.end())
            found = std::vector<EntityId>{*own};
    }
    if (found.size() == 1)
        return found.front();
    if (found.empty()) {
        const std::string meant = nearest(text, names);
        terminal.remark(fmt::format("没有“{}”这个单位{}", text, meant.empty() ? "" : "，是不是 " + meant),
                        fmt::format("there is no unit '{}'{}", text, meant.empty() ? "" : ", did you mean " + meant));
        return std::nullopt;
    }
    std::string which;
    for (const EntityId e : found)
        which += (which.empty() ? "" : "、") + std::string(c.name(m.directories[m.entities[e].directory].name)) + "." + std::string(c.name(m.entities[e].name));
    terminal.remark("几个名录里都有这个单位，请写明：" + which, "several directories have this unit: " + which);
    return std::nullopt;
}

/// x.svg of several sheets: x-1.svg, x-2.svg …, with leading noughts so that they sort.
std::string numbered(const std::string& path, const Sheet& sheet) {
    const std::size_t slash = path.rfind('/'), dot = path.rfind('.');
    const bool extension = dot != std::string::npos && (slash == std::string::npos || dot > slash);
    const std::size_t digits = std::to_string(sheet.of).size();
    return path.substr(0, extension ? dot : path.size()) + fmt::format("-{:0{}}", sheet.number, digits) + (extension ? path.substr(dot) : "");
}

int graph(Options options, const Terminal& terminal) {
    // The first word is the plan unless it is something on the disk.
    for (const std::string& word : options.words) {
        const bool path = word == "-" || word.find('/') != std::string::npos || word.ends_with(".yd") || key_of(word).has_value();
        if (!path && options.plan.empty())
            options.plan = word;
        else
            options.reading.paths.push_back(word);
    }
    if (options.format.empty()) {
        const std::size_t dot = options.output.rfind('.');
        options.format = options.output.empty() || options.output == "-" ? "dot" : dot == std::string::npos ? "" : options.output.substr(dot + 1);
    }
    Format format = Format::Dot;
    if (options.format == "svg")
        format = Format::Svg;
    else if (options.format == "pdf")
        format = Format::Pdf;
    else if (options.format == "png")
        format = Format::Png;
    else if (options.format != "dot" && options.format != "gv") {
        terminal.remark(fmt::format("不知道写成什么格式：{}。文件名以 .svg .pdf .png 或 .dot 结尾", options.output),
                        fmt::format("what format is {}? End the name in .svg, .pdf, .png or .dot", options.output));
        return kWrongUse;
    }

    Loaded loaded = load(options.reading, terminal);
    if (loaded.inputs.empty() || !loaded.inputs.front().subject)
        return kUnreadable;
    const Compilation c = compile(std::move(loaded.inputs));
    const Calendar calendar(c.model);
    const std::vector<Cell> cells = make_cells({c, calendar, false});

    GraphOptions how;
    how.view = options.view;
    how.language = terminal.language;
    how.mono = options.mono;
    how.depth = options.depth_said ? std::optional<int>(options.depth) : std::nullopt;
    how.chapter = options.chapter;
    how.theme = options.theme;
    how.paper = options.paper == "a4" ? Paper::A4 : options.paper == "screen" ? Paper::Screen : Paper::A3;
    how.orientation = options.orientation == "portrait" ? Orientation::Portrait : Orientation::Landscape;
    how.severity = options.severity == "error"      ? Severity::Error
                   : options.severity == "warning"  ? Severity::Warning
                   : options.severity == "question" ? Severity::Question
                                                    : Severity::Note;
    if (!options.plan.empty()) {
        const auto selection = select(c, options.plan, terminal);
        if (!selection)
            return kWrongUse;
        how.plan = selection->plan;
        if (selection->task != kNone && how.theme.empty())
            how.theme = c.name(c.model.tasks[selection->task].name);
    }
    if (!options.unit.empty()) {
        const auto unit = unit_named(c, options.unit, how.plan, terminal);
        if (!unit)
            return kWrongUse;
        how.unit = *unit;
    }
    for (const auto& [text, day] : {std::pair{&options.from, &how.from}, std::pair{&options.to, &how.to}})
        if (!text->empty()) {
            const auto read = day_from(*text, terminal);
            if (!read)
                return kWrongUse;
            *day = *read;
        }

    const Drawing drawing = draw(c, cells, how);
    for (const Words& note : drawing.notes)
        terminal.remark(note);
    if (drawing.sheets.empty()) {
        terminal.remark(drawing.problem);
        return kWrongUse;
    }

    const bool to_screen = options.output.empty() || options.output == "-";
    std::string why;
    auto failed = [&] {
        terminal.remark("画不出来：" + why, "Graphviz could not draw it: " + why);
        return kUnreadable;
    };
    if (format == Format::Pdf || drawing.sheets.size() == 1) {
        const std::string bytes = format == Format::Pdf ? render_pdf(drawing.sheets, &why) : render(drawing.sheets.front(), format, &why);
        if (bytes.empty())
            return failed();
        if (to_screen) {
            terminal.out(bytes);
        } else {
            Words reason;
            if (!write_aside(options.output, bytes, reason)) {
                terminal.remark(reason);
                return kUnreadable;
            }
        }
    } else {
        if (to_screen && format != Format::Dot) {
            terminal.remark("有几页，请用 -o 写明文件名", "there are several sheets: name a file with -o");
            return kWrongUse;
        }
        for (const Sheet& sheet : drawing.sheets) {
            const std::string bytes = render(sheet, format, &why);
            if (bytes.empty())
                return failed();
            if (to_screen) {
                terminal.out(bytes);
                continue;
            }
            Words reason;
            if (!write_aside(numbered(options.output, sheet), bytes, reason)) {
                terminal.remark(reason);
                return kUnreadable;
            }
        }
        if (!to_screen)
            terminal.remark(fmt::format("共 {} 页：{} … {}", drawing.sheets.size(), numbered(options.output, drawing.sheets.front()),
                                        numbered(options.output, drawing.sheets.back())),
                            fmt::format("{} sheets: {} … {}", drawing.sheets.size(), numbered(options.output, drawing.sheets.front()),
                                        numbered(options.output, drawing.sheets.back())));
    }
    return loaded.unread ? kUnreadable : kFine;
}

std::function<int()> declare(CLI::App& app, Terminal& terminal) {
    auto options = std::make_shared<Options>();
    auto text = [&](std::string_view zh, std::string_view en) { return std::string(terminal.of(zh, en)); };
    app.add_option("PLAN", options->words, text("要点的名字（虹口2023），后面可跟要读的文件或目录", "name of a plan, then files or directories"));
    declare_reading(app, terminal, options->reading, false);
    std::vector<std::string> names;
    std::string zh_views = "画什么：", en_views = "what to draw:";
    for (const ViewName& view : view_names()) {
        names.emplace_back(view.name);
        zh_views += " " + std::string(view.name) + " " + view.summary.zh + "；";
        en_views += " " + std::string(view.name) + ": " + view.summary.en + ";";
    }
    app.add_option("--view", options->view, text(zh_views, en_views))->check(CLI::IsMember(names));
    app.add_option("-o,--output", options->output, text("写到哪个文件：.svg .pdf .png .dot；几页的 svg、png 各页编号", "file: .svg .pdf .png .dot; several sheets are numbered"));
    app.add_option("--format", options->format, text("格式，不写就看文件名", "format, by default from the name"))->check(CLI::IsMember({"svg", "pdf", "png", "dot"}));
    app.add_option("--chapter", options->chapter, text("只画一章：编号或标题", "one chapter: its number or title"));
    app.add_option("--theme", options->theme, text("只画一个主题：任务的名字，如 公众列席", "one theme: the name of a task"));
    app.add_option("--unit", options->unit, text("只画一个单位的任务", "one unit"));
    app.add_option("--from", options->from, text("从哪天起", "from this day"));
    app.add_option("--to", options->to, text("到哪天止", "to this day"));
    app.add_option("--severity", options->severity, text("conflicts 图里至少多严重：note question warning error", "conflicts: the least severity"))
        ->check(CLI::IsMember({"note", "question", "warning", "error"}));
    app.add_option_function<int>(
        "--depth",
        [options = options.get()](const int& depth) {
            options->depth = depth;
            options->depth_said = true;
        },
        text("沿上下级走几层，0 不走，-1 走到底", "how many levels up or down; 0 none, -1 all"));
    app.add_option("--paper", options->paper, text("纸：a3 a4 screen", "a3, a4 or screen"))->check(CLI::IsMember({"a3", "a4", "screen"}));
    app.add_option("--orientation", options->orientation, text("横放 landscape 或竖放 portrait", "landscape or portrait"))
        ->check(CLI::IsMember({"landscape", "portrait"}));
    app.add_flag("--mono", options->mono, text("只用黑白灰", "black, white and greys only"));
    return [options, &terminal] { return graph(*options, terminal); };
}

} // namespace

extern const Command command_graph = {
    45, "graph", {"画图：按章、上下级、单位、分歧、时间、成果", "pictures: by chapter, hierarchy, unit, disagreements, time, results"}, declare};

} // namespace yaodian
