// yaodian graph --view V [PLAN] -o x.svg|.pdf|.png|.dot: pictures for a meeting, sheet by sheet.
#include "compiler/calendar.h"
#include "runtime/graph.h"
#include "runtime/graph_ask.h"
#include "tools/command.h"
#include "tools/disk.h"
#include "tools/library.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>


namespace yaodian {

namespace {

struct Options {
    Reading reading;
    std::vector<std::string> words; ///< PLAN and PATH… as they were typed
    GraphWords asked;
    std::string output, format;
    bool mono = false;
};

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
        if (!path && options.asked.plan.empty())
            options.asked.plan = word;
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

    const GraphAsked form = ask_form(options.asked);
    for (const Words& note : form.notes)
        terminal.remark(note);
    if (!form.problem.zh.empty()) {
        terminal.remark(form.problem);
        return kWrongUse;
    }

    Loaded loaded = load(options.reading, terminal);
    if (loaded.inputs.empty() || !loaded.inputs.front().subject || loaded.not_text)
        return kUnreadable;
    const Compilation c = compile(std::move(loaded.inputs));
    const Calendar calendar(c.model);
    const std::vector<Cell> cells = make_cells({c, calendar, false});

    GraphAsked asked = ask_names(c, options.asked, form.options);
    for (const Words& note : asked.notes)
        terminal.remark(note);
    if (!asked.problem.zh.empty()) {
        terminal.remark(asked.problem);
        return kWrongUse;
    }
    GraphOptions& how = asked.options;
    how.language = terminal.language;
    how.mono = options.mono;

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
                terminal.remark(options.output + "：写不了：" + reason.zh, options.output + ": cannot be written: " + reason.en);
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
            if (const std::string name = numbered(options.output, sheet); !write_aside(name, bytes, reason)) {
                terminal.remark(name + "：写不了：" + reason.zh, name + ": cannot be written: " + reason.en);
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
    GraphWords& asked = options->asked;
    app.add_option("--view", asked.view, text(zh_views, en_views));
    app.add_option("-o,--output", options->output, text("写到哪个文件：.svg .pdf .png .dot；几页的 svg、png 各页编号", "file: .svg .pdf .png .dot; several sheets are numbered"));
    app.add_option("--format", options->format, text("格式，不写就看文件名", "format, by default from the name"))->check(CLI::IsMember({"svg", "pdf", "png", "dot"}));
    app.add_option("--chapter", asked.chapter, text("只画一章：编号（二、2、第二章）或标题的几个字", "one chapter: its number or part of its title"));
    app.add_option("--theme", asked.theme, text("只画一个主题：任务的名字或标题的几个字，如 公众列席", "one theme: the name of a task, or part of its name or title"));
    app.add_option("--unit", asked.unit, text("只画一个单位的任务：全称、简称或几个字", "one unit: its name, an alias, or part of it"));
    app.add_option("--from", asked.from, text("从哪天起：2023-03-31、2023年3月、3月、一季度", "from this day, month or quarter"));
    app.add_option("--to", asked.to, text("到哪天止", "to this day, month or quarter"));
    app.add_option("--severity", asked.severity, text("只画有发现的，至少多严重：note 提示、question 待核、warning 警告、error 错误",
                                                      "only what has findings, at least note, question, warning or error"));
    app.add_option("--depth", asked.depth, text("plan、hierarchy 图沿上下级走几层，0 不走，-1 走到底", "plan, hierarchy: how many levels up or down; 0 none, -1 all"));
    app.add_option("--paper", asked.paper, text("纸：a3（默认）、a4、screen（投影）", "a3 (default), a4 or screen"));
    app.add_option("--orientation", asked.orientation, text("横放 landscape（默认）或竖放 portrait", "landscape (default) or portrait"));
    app.add_flag("--mono", options->mono, text("只用黑白灰", "black, white and greys only"));
    return [options, &terminal] { return graph(*options, terminal); };
}

} // namespace

extern const Command command_graph = {
    45, "graph", {"画图：按章、上下级、单位、分歧、时间、成果", "pictures: by chapter, hierarchy, unit, disagreements, time, results"}, declare};

} // namespace yaodian
