#include "runtime/sheets.h"

#include "runtime/graphviz.h"
#include "runtime/phrases.h"
#include "runtime/printable.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <deque>
#include <map>
#include <numeric>
#include <set>

namespace yaodian::picture {

namespace {

// ── how things look ─────────────────────────────────────────────────────────────────────────────────────────────

struct Style {
    const char* pen;
    const char* fill;
    const char* line; ///< solid, dashed, dotted
    double width;
    const char* arrow;
    bool twice = false; ///< a double line
};

// Blue against red and brown: told apart by colour-blind people; line, arrow and sign tell the same in black and white.
constexpr std::array<Style, 12> kStyles = {{
    {"#1f5fa8", "#ffffff", "solid", 1.1, "normal"},           // Equal
    {"#0f3d7a", "#f2f6fc", "solid", 2.4, "normal"},           // Stricter
    {"#b3261e", "#fdecea", "dashed", 1.8, "onormal"},         // Weaker
    {"#9a5b00", "#fff3e0", "dashed", 1.8, "odiamond"},        // Mixed
    {"#b3261e", "#fdecea", "dotted", 2.2, "tee"},             // Missing
    {"#9a5b00", "#fff3e0", "dotted", 1.8, "diamond"},         // Incomparable
    {"#8e0000", "#fbd9d5", "solid", 1.4, "box", true},        // Conflict
    {"#6b3fa0", "#f3ecfa", "dotted", 1.4, "odot"},            // Question
    {"#5f6368", "#f1f3f4", "solid", 0.8, "obox"},             // Stated
    {"#3c4043", "#ffffff", "solid", 0.9, "vee"},              // Plain
    {"#80868b", "#f8f9fa", "solid", 0.7, "vee"},              // Faint
    {"#111111", "#ffffff", "solid", 1.2, "vee"},              // Dark
}};

Style style_of(Tone tone, bool mono) {
    Style s = kStyles[static_cast<std::size_t>(tone)];
    if (mono) {
        s.pen = tone == Tone::Faint || tone == Tone::Stated ? "#666666" : "#000000";
        s.fill = "#ffffff";
    }
    return s;
}

const char* tone_class(Tone tone) {
    constexpr std::array<const char*, 12> names = {"equal",    "stricter", "weaker", "mixed", "missing", "incomparable",
                                                   "conflict", "question", "stated", "plain", "faint",   "dark"};
    return names[static_cast<std::size_t>(tone)];
}
const char* shape_class(Shape shape) {
    constexpr std::array<const char*, 12> names = {"card", "upper", "ghost", "result", "unit",  "text",
                                                   "note", "bar",   "point", "clock",  "shade", "rule"};
    return names[static_cast<std::size_t>(shape)];
}
const char* tie_class(Tie tie) {
    constexpr std::array<const char*, 4> names = {"carries", "depends", "yields", "uses"};
    return names[static_cast<std::size_t>(tie)];
}

/// Letters at scale k/9, never larger than the box that was measured at scale 1.
int points(Size size, int k) {
    constexpr std::array<int, 4> base = {9, 10, 11, 14};
    return base[static_cast<std::size_t>(size)] * k / 9;
}

// ── dot text ────────────────────────────────────────────────────────────────────────────────────────────────────

using Pages = std::map<std::string, uint32_t>; // which sheet holds a node

std::string text_of(const Line& line, const Pages* pages, Language language) {
    if (line.page_of.empty())
        return line.text;
    std::string number = "00";
    if (pages) {
        const auto at = pages->find(line.page_of);
        if (at == pages->end())
            return line.text;
        number = std::to_string(at->second);
    }
    return line.text + (language == Language::Chinese ? " 第" + number + "页" : " p. " + number);
}

std::string html_label(const Node& node, int k, const GraphOptions& o, const Pages* pages) {
    const double r = k / 9.0;
    std::string out = "<<table border=\"0\" cellborder=\"0\" cellspacing=\"0\" cellpadding=\"1\"";
    if (node.width > 0) // a text has no margin round it
        out += fmt::format(" width=\"{}\"", int((node.width - (node.shape == Shape::Text ? 0 : 8)) * r));
    out += '>';
    // Chinese letters sit high in their line: a little air above puts a label in the middle of its box.
    if (node.shape != Shape::Text)
        out += fmt::format("<tr><td height=\"{0}\" cellpadding=\"0\"></td></tr>", std::max(2, int(2.5 * r)));
    for (const Line& line : node.lines) {
        const Style s = style_of(line.tone, o.mono);
        const char* align = line.centre ? "center" : "left";
        std::string text = dot_html(text_of(line, pages, o.language));
        if (text.empty())
            text = " ";
        if (line.bold)
            text = "<b>" + text + "</b>";
        text = fmt::format("<font point-size=\"{}\" color=\"{}\">{}</font>", points(line.size, k), s.pen, text);
        out += fmt::format("<tr><td align=\"{}\">{}</td></tr>", align, text);
    }
    return out + "</table>>";
}

std::string edge_label(const Edge& edge, int k, const GraphOptions& o) {
    const Style s = style_of(edge.tone, o.mono);
    std::string out = "<<table border=\"0\" cellborder=\"0\" cellspacing=\"0\" cellpadding=\"0\"";
    if (edge.label_width > 0)
        out += fmt::format(" width=\"{}\"", int(edge.label_width * k / 9));
    out += '>';
    for (const std::string& line : edge.label)
        out += fmt::format("<tr><td><font point-size=\"{}\" color=\"{}\">{}</font></td></tr>", points(Size::Small, k), s.pen,
                           dot_html(line));
    return out + "</table>>";
}

std::string node_look(const Node& node, int k, const GraphOptions& o) {
    const Style s = style_of(node.tone, o.mono);
    const double r = k / 9.0;
    std::string shape = "box", style = "filled", extra;
    std::string fill = s.fill;
    const char* line = s.line;
    double width = s.width;
    switch (node.shape) {
    case Shape::Card: break;
    case Shape::Upper: style += ",rounded"; break;
    case Shape::Ghost: line = line == std::string_view("solid") ? "dashed" : line; break; // a gap keeps the line of its verdict
    case Shape::Result: shape = "tab"; break;
    case Shape::Body: shape = "house"; break;
    case Shape::Text: return "shape=plain";
    case Shape::Note: return fmt::format("shape=box style=filled penwidth=0 color=\"{0}\" fillcolor=\"{0}\"", o.mono ? "#ffffff" : "#f6f8fa");
    case Shape::Bar: fill = o.mono ? "#bbbbbb" : "#9fc0e8"; break;
    case Shape::Clock: line = "dashed"; fill = "#ffffff"; break;
    case Shape::Point: shape = "diamond"; fill = s.pen; break;
    case Shape::Shade: return fmt::format("shape=box style=filled color=\"{0}\" fillcolor=\"{0}\" penwidth=0", o.mono ? "#e4e4e4" : "#eceff1");
    case Shape::Rule:
        return fmt::format("shape=box style=filled color=\"{0}\" fillcolor=\"{0}\" penwidth=0", node.tone == Tone::Dark ? "#111111" : o.mono ? "#c4c4c4" : "#c4c7c5");
    }
    if (line != std::string_view("solid"))
        style += fmt::format(",{}", line);
    if (s.twice)
        extra = " peripheries=2";
    return fmt::format("shape={} style=\"{}\" color=\"{}\" fillcolor=\"{}\" penwidth={:.2f}{}", shape, style, s.pen, fill, width * r, extra);
}

std::string edge_look(const Edge& edge, int k, const GraphOptions& o) {
    const Style s = style_of(edge.tone, o.mono);
    const double r = k / 9.0;
    std::string color = s.twice ? fmt::format("{0}:#ffffff:{0}", s.pen) : s.pen;
    const char *line = s.line, *arrow = s.arrow;
    double width = s.width;
    if (edge.tie == Tie::Depends) {
        arrow = "vee";
        line = "solid";
        width = 1.6;
    } else if (edge.tie == Tie::Yields || edge.tie == Tie::Uses) {
        arrow = edge.tie == Tie::Yields ? "dot" : "vee";
    }
    return fmt::format("color=\"{}\" style={} penwidth={:.2f} arrowhead={} arrowsize={:.2f} class=\"{} {}\"", color, line, width * r, arrow,
                       0.62 * r, tie_class(edge.tie), tone_class(edge.tone));
}

std::string font_name() {
    const std::string& font = graphviz::chinese_font();
    return font.empty() ? "sans-serif" : font;
}

/// One block on its own, at scale 1, from left to right, in the order of its nodes.
std::string block_dot(const Block& block, const GraphOptions& o) {
    std::string out = fmt::format("digraph b {{\ngraph [rankdir=LR ordering=out nodesep=0.08 ranksep=0.19 margin=0 pad=0 fontname=\"{0}\"]\n"
                                  "node [fontname=\"{0}\" fontsize=9 margin=\"0.05,0.03\" height=0.05 width=0.05]\nedge [fontname=\"{0}\" fontsize=9]\n",
                                  dot_quoted(font_name()));
    for (std::size_t i = 0; i < block.nodes.size(); ++i) {
        const Node& node = block.nodes[i];
        out += fmt::format("n{} [label={} {}", i, html_label(node, 9, o, nullptr), node_look(node, 9, o));
        if (node.width > 0)
            out += fmt::format(" width={:.3f}", node.width / 72);
        if (node.height > 0)
            out += fmt::format(" height={:.3f}", node.height / 72);
        out += "]\n";
    }
    for (std::size_t i = 0; i < block.edges.size(); ++i) {
        const Edge& e = block.edges[i];
        if (e.beside)
            continue; // drawn by add_arcs
        out += fmt::format("n{} -> n{} [key=e{} headport=w {}", e.from, e.to, i, edge_look(e, 9, o));
        if (e.hidden)
            out += " style=invis";
        if (!e.label.empty())
            out += " label=" + edge_label(e, 9, o);
        out += "]\n";
    }
    if (block.column.size() > 1) { // flat edges, not drawn, keep the order
        out += "{rank=same";
        for (std::size_t i = 0; i < block.column.size(); ++i)
            out += fmt::format("{}n{}", i ? " -> " : " ", block.column[i]);
        out += " [style=invis]}\n";
    }
    return out + "}\n";
}

// ── blocks into columns ─────────────────────────────────────────────────────────────────────────────────────────

struct Laid {
    const Block* block = nullptr;
    graphviz::Placed placed; // y upwards, as Graphviz gives it
    std::size_t weight = 0;  // nodes that count
};

/// Arcs on the right between boxes of one column; the short ones inside. dot would give them a column of their own.
void add_arcs(const Block& block, graphviz::Placed& placed) {
    struct Arc { std::size_t edge; double span; };
    std::vector<Arc> arcs;
    for (std::size_t i = 0; i < block.edges.size(); ++i)
        if (block.edges[i].beside)
            arcs.push_back({i, std::abs(placed.nodes[block.edges[i].from].at.y - placed.nodes[block.edges[i].to].at.y)});
    std::stable_sort(arcs.begin(), arcs.end(), [](const Arc& a, const Arc& b) { return a.span < b.span; });
    for (std::size_t lane = 0; lane < arcs.size(); ++lane) {
        const Edge& e = block.edges[arcs[lane].edge];
        const graphviz::Box &from = placed.nodes[e.from], &to = placed.nodes[e.to];
        const double down = to.at.y < from.at.y ? -1 : 1; // leave on the side of the other box
        const double x0 = from.at.x + from.width / 2, x1 = to.at.x + to.width / 2;
        const double y0 = from.at.y + down * std::min(from.height / 4, 3.0 + 3.0 * double(arcs.size() - lane)), y1 = to.at.y - down * to.height / 8;
        const double far = std::max(x0, x1) + 9 + 5 * double(lane), tip = 7; // length of the arrow head
        graphviz::Curve c;
        c.index = int(arcs[lane].edge);
        c.end = true;
        c.end_at = {x1, y1};
        const double pull = (far - std::max(x0, x1)) * 4 / 3;
        c.points = {{x0, y0}, {x0 + pull, y0}, {x1 + tip + pull * 0.8, y1}, {x1 + tip, y1}};
        placed.width = std::max(placed.width, far + 2);
        placed.edges.push_back(std::move(c));
    }
}

Laid lay(const Block& block, const GraphOptions& o, std::string& complaint) {
    Laid out;
    out.block = &block;
    for (const Node& n : block.nodes)
        out.weight += n.shape < Shape::Text;
    if (block.placed) {
        out.placed.ok = true;
        out.placed.width = block.width;
        out.placed.height = block.height;
        for (const Node& n : block.nodes)
            out.placed.nodes.push_back({{n.x, block.height - n.y}, n.width, n.height});
        return out;
    }
    out.placed = graphviz::layout(block_dot(block, o), block.nodes.size());
    if (out.placed.ok)
        add_arcs(block, out.placed);
    else
        complaint += out.placed.complaint + ' ';
    return out;
}

/// A block that is taller than a sheet, in two: each half of what is pointed at, with all it comes from. The boxes on the
/// left are then drawn twice. A block that cannot be halved comes back as it was.
std::vector<Block> halves(const Block& block) {
    std::vector<char> pointed(block.nodes.size(), 0), pointing(block.nodes.size(), 0);
    for (const Edge& e : block.edges)
        if (!e.beside)
            pointed[e.to] = pointing[e.from] = 1;
    std::vector<uint32_t> targets;
    for (uint32_t i = 0; i < block.nodes.size(); ++i)
        if (!pointing[i])
            targets.push_back(i);
    if (targets.size() < 2 || block.placed)
        return {block};
    std::vector<Block> out;
    for (int half = 0; half < 2; ++half) {
        std::vector<char> in(block.nodes.size(), 0);
        for (std::size_t k = half ? targets.size() / 2 : 0; k < (half ? targets.size() : targets.size() / 2); ++k)
            in[targets[k]] = 1;
        for (bool grown = true; grown;) {
            grown = false;
            for (const Edge& e : block.edges)
                if (!e.beside && in[e.to] && !in[e.from])
                    in[e.from] = grown = true;
        }
        Block part;
        std::vector<uint32_t> now(block.nodes.size(), 0);
        for (uint32_t i = 0; i < block.nodes.size(); ++i)
            if (in[i]) {
                now[i] = uint32_t(part.nodes.size());
                part.nodes.push_back(block.nodes[i]);
            }
        for (const uint32_t i : block.column)
            if (in[i])
                part.column.push_back(now[i]);
        for (Edge e : block.edges)
            if (in[e.from] && in[e.to]) {
                e.from = now[e.from];
                e.to = now[e.to];
                part.edges.push_back(std::move(e));
            }
        out.push_back(std::move(part));
    }
    if (out[0].nodes.size() == block.nodes.size() || out[1].nodes.size() == block.nodes.size())
        return {block};
    return out;
}

struct Strip { // one run of blocks of a section in one column
    const Group* group = nullptr;
    std::size_t section = 0;
    bool continued = false;
    std::vector<std::string> heading;
    double x = 0, y = 0, width = 0, height = 0;       // of the frame, from the left top, at scale 1
    std::vector<std::pair<std::size_t, double>> items; // index into the laid blocks, y inside the area
};

struct SheetPlan {
    int k = 9;
    std::vector<Strip> strips;
    std::vector<const Group*> groups;
    std::size_t weight = 0;
    bool overview = false;
};

constexpr double kNearlyEmpty = 0.3; // of a sheet
constexpr double kGap = 6, kFrame = 4, kBlockGap = 4, kHeading = 13;

struct SectionRef {
    const Group* group;
    std::size_t section;
    std::string heading;
    std::vector<std::size_t> laid;
    std::string_view again = "（续）"; ///< behind the heading in the next column
};

/// Newspaper columns: down, then right, then the next sheet. Width and height at scale 1.
std::vector<SheetPlan> flow(const std::vector<SectionRef>& sections, const std::vector<Laid>& laid, double width, double height, int k) {
    std::vector<SheetPlan> pages;
    std::size_t column = 0; // first strip of the open column
    double x = 0, y = 0, wide = 0;
    auto close_column = [&] {
        if (pages.empty())
            return;
        for (std::size_t i = column; i < pages.back().strips.size(); ++i)
            pages.back().strips[i].width = wide;
        column = pages.back().strips.size();
    };
    auto new_page = [&] {
        close_column();
        pages.emplace_back();
        pages.back().k = k;
        column = 0;
        x = y = wide = 0;
    };
    auto new_column = [&](double next) {
        close_column();
        x += wide + kGap;
        y = wide = 0;
        if (x + next > width + 0.5)
            new_page();
    };
    for (const SectionRef& s : sections) {
        bool open = false, begun = false;
        for (const std::size_t i : s.laid) {
            const Laid& one = laid[i];
            const double need_w = one.placed.width + 2 * kFrame;
            const auto head_lines = [&](double w) {
                const std::string text = s.heading + std::string(begun ? s.again : std::string_view());
                return s.heading.empty() ? std::vector<std::string>{} : wrap(text, (w - 2 * kFrame) / 11);
            };
            if (pages.empty())
                new_page();
            if (pages.back().weight > 0 && pages.back().weight + one.weight > kMostNodes) {
                new_page();
                open = false;
            }
            const double frame_w = std::max(wide, need_w);
            double need = open ? kBlockGap + one.placed.height + kFrame
                               : (y > 0 ? kGap : 0) + double(head_lines(frame_w).size()) * kHeading + 2 * kFrame + one.placed.height;
            const double at = open ? y - kFrame : y;
            if (y > 0 && (at + need > height + 0.5 || x + frame_w > width + 0.5)) {
                new_column(need_w);
                open = false;
            }
            if (!open) {
                Strip strip;
                strip.group = s.group;
                strip.section = s.section;
                strip.continued = begun;
                strip.heading = head_lines(std::max(wide, need_w));
                strip.x = x;
                strip.y = y + (y > 0 ? kGap : 0);
                y = strip.y + double(strip.heading.size()) * kHeading + kFrame;
                pages.back().strips.push_back(std::move(strip));
                if (pages.back().groups.empty() || pages.back().groups.back() != s.group)
                    pages.back().groups.push_back(s.group);
            } else {
                y = y - kFrame + kBlockGap;
            }
            Strip& strip = pages.back().strips.back();
            strip.items.emplace_back(i, y);
            y += one.placed.height + kFrame;
            strip.height = y - strip.y;
            wide = std::max(wide, need_w);
            pages.back().weight += one.weight;
            open = begun = true;
        }
    }
    close_column();
    return pages;
}

// ── header and footer ───────────────────────────────────────────────────────────────────────────────────────────

struct Furniture {
    PaperSize paper;
    double top = 0, bottom = 0; // what header and footer take, margins included
    std::vector<std::string> about;
    std::vector<std::string> legend; // words of each entry: verdicts, ties, words
    std::size_t legend_rows = 0;     // room that is kept: what all entries would take, so that no sheet moves for another's sake
};

std::string_view sign(Tone tone) {
    constexpr std::array<std::string_view, 12> signs = {"＝", "▲", "▼", "◆", "×", "≠", "■", "？", "○", "", "", ""};
    return signs[static_cast<std::size_t>(tone)];
}

constexpr double kSample = 30; // length of a line shown in the legend

/// Entries in rows of the paper's width.
std::vector<std::vector<std::size_t>> legend_rows(const Board& board, const Furniture& f, const std::vector<std::size_t>& entries) {
    std::vector<std::vector<std::size_t>> rows;
    const double inner = area_width(f.paper);
    double x = 0;
    for (const std::size_t i : entries) {
        const bool sample = i < board.tones.size() + board.ties.size();
        const double w = ems(f.legend[i]) * f.paper.about + 14 + (sample ? kSample + 4 : 0);
        if (rows.empty() || x + w > inner) {
            rows.emplace_back();
            x = 0;
        }
        rows.back().push_back(i);
        x += w;
    }
    return rows;
}

Furniture furnish(const Board& board, const GraphOptions& o) {
    Furniture f;
    f.paper = paper_size(o);
    const double inner = f.paper.width - 2 * f.paper.margin;
    // Several plans share a line; more than four lines would eat the drawing.
    std::string packed;
    auto flush = [&] {
        for (std::string& part : wrap(packed, inner / f.paper.about - 1))
            f.about.push_back(std::move(part));
        packed.clear();
    };
    for (const std::string& one : board.about) {
        if (board.about.size() <= 2 || ems(packed) + ems(one) + 1 > inner / f.paper.about - 1)
            flush();
        packed += (packed.empty() ? "" : "　") + one;
    }
    flush();
    if (f.about.size() > 4) {
        f.about.resize(4);
        f.about.back() += o.language == Language::Chinese ? " 等" : " …";
    }
    const bool zh = o.language == Language::Chinese;
    for (const Tone tone : board.tones) {
        const auto verdict = static_cast<Verdict>(static_cast<uint8_t>(tone));
        f.legend.push_back(tone > Tone::Stated ? std::string(zh ? "没有比较" : "not compared")
                                               : std::string(sign(tone)) + " " + std::string(zh ? chinese(verdict) : key(verdict)));
    }
    for (const Tie tie : board.ties) {
        constexpr std::array<std::array<const char*, 2>, 4> words = {{{"上级→落实", "upstream → carries"}, {"先→后（依赖）", "first → then (depends)"},
                                                                      {"产出", "yields"}, {"用到", "uses"}}};
        f.legend.emplace_back(words[static_cast<std::size_t>(tie)][zh ? 0 : 1]);
    }
    for (const Legend& entry : board.legend)
        f.legend.push_back(entry.words);
    std::vector<std::size_t> every(f.legend.size());
    std::iota(every.begin(), every.end(), std::size_t(0));
    f.legend_rows = legend_rows(board, f, every).size();
    f.top = f.paper.margin + f.paper.title * 1.35 + double(f.about.size()) * f.paper.about * 1.25 + 8;
    f.bottom = f.paper.margin + double(f.legend_rows) * f.paper.about * 1.5 + f.paper.about * 1.9;
    return f;
}

class Writer {
public:
    Writer(const Board& board, const GraphOptions& options, const Furniture& furniture)
        : board_(board), o_(options), f_(furniture) {}

    std::string write(const SheetPlan& plan, const std::vector<Laid>& laid, const std::vector<Laid>& banner, const std::string& title,
                      uint32_t number, const std::vector<std::string>& marks, const Pages& pages);

private:
    double up(double y) const { return f_.paper.height - y; } // from the top of the sheet to Graphviz
    std::string unique(const std::string& id) {
        std::string name = id.empty() ? "x" : id;
        for (int k = 2; !names_.insert(name).second; ++k)
            name = id + "#" + std::to_string(k);
        return name;
    }
    void text(const std::string& name, double x, double y, double width, double size, std::string_view words, const char* align,
              bool bold = false, const char* look = "shape=plain", const char* colour = "#111111") {
        out_ += fmt::format("\"{}\" [pos=\"{:.1f},{:.1f}\" width={:.3f} height={:.3f} {} class=\"frame\" "
                            "label=<<table border=\"0\" cellborder=\"0\" cellspacing=\"0\" cellpadding=\"0\" width=\"{}\"><tr><td height=\"{}\"></td></tr><tr><td align=\"{}\">"
                            "<font point-size=\"{}\" color=\"{}\">{}{}{}</font></td></tr></table>>]\n",
                            dot_quoted(unique(name)), x + width / 2, up(y + size * 0.65), width / 72, size * 1.3 / 72, look, int(width) - 2,
                            std::max(1, int(size * 0.22)), align, int(size), colour, bold ? "<b>" : "", dot_html(words), bold ? "</b>" : "");
    }
    void sample(double x, double y, const std::string& look) {
        const std::string a = unique("legend"), b = unique("legend");
        for (const auto& [name, at] : {std::pair{a, x}, std::pair{b, x + kSample}})
            out_ += fmt::format("\"{}\" [pos=\"{:.1f},{:.1f}\" shape=point style=invis width=0.01 height=0.01 label=\"\" class=\"frame\"]\n", name, at,
                                up(y));
        out_ += fmt::format("\"{}\" -> \"{}\" [pos=\"e,{:.1f},{:.1f} {:.1f},{:.1f} {:.1f},{:.1f} {:.1f},{:.1f} {:.1f},{:.1f}\" {}]\n", a, b, x + kSample,
                            up(y), x, up(y), x + 7, up(y), x + 14, up(y), x + kSample - 8, up(y), look);
    }
    void block(const Laid& laid, double left, double top, int k, const Pages& pages, double fill_height);
    void header(const std::string& title, uint32_t number, std::size_t of);
    void footer(const SheetPlan& plan, const std::vector<Laid>& laid, uint32_t number, const std::vector<std::string>& marks);
    std::vector<std::size_t> legend_of(const SheetPlan& plan, const std::vector<Laid>& laid) const;

    const Board& board_;
    const GraphOptions& o_;
    const Furniture& f_;
    std::string out_, edges_;
    std::set<std::string> names_;
};

void Writer::header(const std::string& title, uint32_t number, std::size_t of) {
    const PaperSize& p = f_.paper;
    const double inner = p.width - 2 * p.margin;
    const std::string page = o_.language == Language::Chinese ? fmt::format("第 {} 页 共 {} 页", number, of) : fmt::format("page {} of {}", number, of);
    const double page_width = ems(page) * p.about + 16;
    // The title never runs into the page number: a long one takes smaller letters, down to those of the text.
    int size = p.title;
    while (size > p.about && ems(title) * size > inner - page_width)
        --size;
    text("title", p.margin, p.margin - 4, inner - page_width, size, title, "left", true);
    text("page", p.margin + inner - page_width, p.margin, page_width, p.about, page, "right", true);
    double y = p.margin + p.title * 1.35;
    for (const std::string& line : f_.about) {
        text("about", p.margin, y, inner, p.about, line, "left", false, "shape=plain", o_.mono ? "#000000" : "#444746");
        y += p.about * 1.25;
    }
}

/// What is on the sheet, no more.
std::vector<std::size_t> Writer::legend_of(const SheetPlan& plan, const std::vector<Laid>& laid) const {
    std::set<Tone> tones;
    std::set<Tie> ties;
    std::vector<char> said(board_.legend.size(), 0);
    auto look = [&](const Block& block) {
        for (const Node& n : block.nodes) {
            if (n.shape <= Shape::Result && n.tone <= Tone::Stated)
                tones.insert(n.tone);
            for (std::size_t i = 0; i < said.size(); ++i)
                said[i] |= !board_.legend[i].answers || board_.legend[i].answers(n);
        }
        for (const Edge& e : block.edges)
            if (!e.hidden) {
                ties.insert(e.tie);
                if (e.tie == Tie::Carries)
                    tones.insert(e.tone);
            }
    };
    for (const Strip& s : plan.strips)
        for (const auto& [i, y] : s.items)
            look(*laid[i].block);
    if (!plan.overview)
        look(board_.banner);
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < board_.tones.size(); ++i)
        if (tones.contains(board_.tones[i]))
            out.push_back(i);
    for (std::size_t i = 0; i < board_.ties.size(); ++i)
        if (ties.contains(board_.ties[i]))
            out.push_back(board_.tones.size() + i);
    for (std::size_t i = 0; i < said.size(); ++i)
        if (said[i] && !plan.overview)
            out.push_back(board_.tones.size() + board_.ties.size() + i);
    return out;
}

void Writer::footer(const SheetPlan& plan, const std::vector<Laid>& laid, uint32_t number, const std::vector<std::string>& marks) {
    const PaperSize& p = f_.paper;
    const double inner = p.width - 2 * p.margin;
    double y = p.height - f_.bottom + 6;
    const auto rows = legend_rows(board_, f_, legend_of(plan, laid));
    y += double(f_.legend_rows - std::min(f_.legend_rows, rows.size())) * p.about * 1.5;
    for (const auto& row : rows) {
        double x = p.margin;
        for (const std::size_t i : row) {
            Edge edge;
            if (i < board_.tones.size()) {
                edge.tone = board_.tones[i];
                sample(x, y + p.about * 0.65, edge_look(edge, 9, o_));
                x += kSample + 4;
            } else if (i < board_.tones.size() + board_.ties.size()) {
                edge.tie = board_.ties[i - board_.tones.size()];
                edge.tone = edge.tie == Tie::Depends ? Tone::Dark : Tone::Plain;
                sample(x, y + p.about * 0.65, edge_look(edge, 9, o_));
                x += kSample + 4;
            }
            const double w = ems(f_.legend[i]) * p.about + 4;
            text("legend", x, y, w, p.about, f_.legend[i], "left");
            x += w + 10;
        }
        y += p.about * 1.5;
    }
    if (marks.size() < 2)
        return;
    // The key map: all sheets in a row, this one in a heavy frame. Too many: only those about this one.
    std::size_t first = 0, last = marks.size();
    auto width_of = [&](std::size_t i) { return ems(marks[i]) * p.about + 12; };
    auto total = [&] {
        double w = 0;
        for (std::size_t i = first; i < last; ++i)
            w += width_of(i) + 3;
        return w + (first > 0 ? 20 : 0) + (last < marks.size() ? 20 : 0);
    };
    while (total() > inner && last - first > 1) {
        if (number - 1 - first > last - number)
            ++first;
        else
            --last;
    }
    double x = p.margin;
    if (first > 0) {
        text("map", x, y, 18, p.about, "…", "left");
        x += 20;
    }
    for (std::size_t i = first; i < last; ++i) {
        const bool here = i + 1 == number;
        text("map", x, y, width_of(i), p.about, marks[i], "center", here,
             here ? "shape=box style=filled fillcolor=\"#111111\" color=\"#111111\"" : "shape=box color=\"#999999\" penwidth=0.6",
             here ? "#ffffff" : "#111111");
        x += width_of(i) + 3;
    }
    if (last < marks.size())
        text("map", x, y, 18, p.about, "…", "left");
}

void Writer::block(const Laid& laid, double left, double top, int k, const Pages& pages, double fill_height) {
    const double r = k / 9.0;
    const double bottom = top + laid.placed.height * r; // Graphviz counts from here upwards
    const Block& b = *laid.block;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < b.nodes.size(); ++i) {
        const Node& n = b.nodes[i];
        const graphviz::Box& box = laid.placed.nodes[i];
        names.push_back(unique(n.id));
        double y = up(bottom) + box.at.y * r, height = box.height * r;
        if (fill_height > 0 && (n.shape == Shape::Rule || n.shape == Shape::Shade) && n.height == 0) {
            height = fill_height; // lines of the months go down the whole sheet
            y = up(top) - height / 2;
        }
        out_ += fmt::format("\"{0}\" [id=\"{0}\" class=\"{1} {2}\" pos=\"{3:.1f},{4:.1f}\" width={5:.3f} height={6:.3f} {7}", dot_quoted(names.back()),
                            shape_class(n.shape), tone_class(n.tone), left + box.at.x * r, y, box.width * r / 72, height / 72, node_look(n, k, o_));
        if (!n.tip.empty())
            out_ += fmt::format(" tooltip=\"{}\"", dot_quoted(n.tip));
        out_ += n.lines.empty() ? std::string(" label=\"\" fixedsize=true]\n") : " label=" + html_label(n, k, o_, &pages) + "]\n";
    }
    for (const graphviz::Curve& c : laid.placed.edges) {
        if (c.index < 0 || std::size_t(c.index) >= b.edges.size() || c.points.empty())
            continue;
        const Edge& e = b.edges[std::size_t(c.index)];
        if (e.hidden)
            continue;
        auto at = [&](graphviz::Point q) { return fmt::format("{:.1f},{:.1f}", left + q.x * r, up(bottom) + q.y * r); };
        std::string pos;
        if (c.start)
            pos += "s," + at(c.start_at) + " ";
        if (c.end)
            pos += "e," + at(c.end_at) + " ";
        for (std::size_t i = 0; i < c.points.size(); ++i)
            pos += (i ? " " : "") + at(c.points[i]);
        edges_ += fmt::format("\"{}\" -> \"{}\" [pos=\"{}\" {}", dot_quoted(names[e.from]), dot_quoted(names[e.to]), pos, edge_look(e, k, o_));
        if (c.labelled)
            edges_ += fmt::format(" label={} lp=\"{}\"", edge_label(e, k, o_), at(c.label_at));
        edges_ += "]\n";
    }
}

std::string Writer::write(const SheetPlan& plan, const std::vector<Laid>& laid, const std::vector<Laid>& banner, const std::string& title,
                          uint32_t number, const std::vector<std::string>& marks, const Pages& pages) {
    const PaperSize& p = f_.paper;
    out_.clear();
    edges_.clear();
    names_.clear();
    const std::string font = dot_quoted(font_name());
    // Edges are written last and drawn after the nodes, so that no box covers a line.
    out_ = fmt::format("digraph \"{}\" {{\ngraph [layout=nop2 bb=\"0,0,{:.0f},{:.0f}\" pad=0 margin=0 bgcolor=white outputorder=nodesfirst "
                       "fontname=\"{}\"]\nnode [fontname=\"{}\" fontsize=9 margin=0]\nedge [fontname=\"{}\" fontsize=9]\n",
                       dot_quoted(title), p.width, p.height, font, font, font);
    // A box of exactly the paper's size, not drawn, holds the corners.
    out_ += fmt::format("paper [pos=\"{:.2f},{:.2f}\" width={:.4f} height={:.4f} fixedsize=true shape=box style=invis penwidth=0 label=\"\" class=\"frame\"]\n",
                        p.width / 2, p.height / 2, p.width / 72, p.height / 72);
    names_.insert("paper");
    header(title, number, marks.size());

    const double r = plan.k / 9.0;
    double top = f_.top;
    for (const Laid& b : banner) {
        block(b, p.margin + kFrame * r, top, plan.k, pages, p.height - f_.bottom - top); // in line with what stands in frames
        top += b.placed.height * r;
    }
    std::size_t cluster = 0;
    for (const Strip& s : plan.strips) {
        const double left = p.margin + s.x * r, y = top + s.y * r;
        const bool framed = !s.heading.empty();
        if (framed) {
            const double width = s.width * r, height = s.height * r;
            out_ += fmt::format("subgraph \"cluster_{}_{}\" {{\ngraph [label=\"\" bb=\"{:.1f},{:.1f},{:.1f},{:.1f}\" style=\"rounded{}\" color=\"{}\" "
                                "fillcolor=\"{}\" penwidth=0.8 tooltip=\"{}\" class=\"chapter\"]\n",
                                cluster++, dot_quoted(s.group->sections[s.section].id), left, up(y + height), left + width, up(y), o_.mono ? "" : ",filled",
                                o_.mono ? "#000000" : "#c4c7c5", o_.mono ? "#ffffff" : "#f6f8fa", dot_quoted(s.group->sections[s.section].heading));
            double line_y = y + 2 * r;
            for (const std::string& line : s.heading) {
                // On the ground of its frame: the months of a timeline do not run through it.
                const double wide = std::min(width - 2 * kFrame * r, ems(line) * points(Size::Title, plan.k) * 1.03 + 4);
                text("heading", left + kFrame * r, line_y, wide, points(Size::Title, plan.k), line, "left", true,
                     o_.mono ? "shape=box style=filled penwidth=0 color=\"#ffffff\" fillcolor=\"#ffffff\""
                             : "shape=box style=filled penwidth=0 color=\"#f6f8fa\" fillcolor=\"#f6f8fa\"");
                line_y += kHeading * r;
            }
        }
        for (const auto& [i, item_y] : s.items)
            block(laid[i], left + kFrame * r, top + item_y * r, plan.k, pages, 0);
        if (framed)
            out_ += "}\n";
    }
    footer(plan, laid, number, marks);
    return out_ + edges_ + "}\n";
}

std::string shortened(std::string text, double width) {
    std::vector<std::string> lines = wrap(text, width, 1);
    return lines.empty() ? std::string() : lines.front();
}

} // namespace

std::string dot_quoted(std::string_view text) {
    std::string out;
    for (const char c : printable(text)) {
        if (c == '"')
            out += "\\\"";
        else if (c == '\\')
            out += "＼"; // \N and its like are interpreted in names and tips; nothing is lost to the eye
        else
            out += c;
    }
    return out;
}

std::string dot_html(std::string_view text) {
    const std::string clean = printable(text);
    std::string out;
    for (std::size_t i = 0; i < clean.size(); ++i) {
        const char c = clean[i];
        switch (c) {
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\\': out += "\\\\"; break; // \N, \G, \l are interpreted even here
        case '&': {
            // What looks like an entity would be taken for one when the SVG is written: another run of text begins after the &.
            std::size_t k = i + 1;
            if (k < clean.size() && clean[k] == '#')
                ++k;
            while (k < clean.size() && std::isalnum(static_cast<unsigned char>(clean[k])))
                ++k;
            if (k < clean.size() && clean[k] == ';' && k > i + 1)
                out += "&amp;<font>" + dot_html(std::string_view(clean).substr(i + 1, k - i)) + "</font>", i = k;
            else
                out += "&amp;";
            break;
        }
        default:
            // U+FFFE and U+FFFF are no characters of XML.
            if (static_cast<unsigned char>(c) == 0xEF && clean.compare(i, 2, "\xEF\xBF") == 0 && i + 2 < clean.size() &&
                (clean[i + 2] == '\xBE' || clean[i + 2] == '\xBF')) {
                out += "\xEF\xBF\xBD";
                i += 2;
            } else {
                out += c;
            }
        }
    }
    return out;
}

PaperSize paper_size(const GraphOptions& o) {
    PaperSize p{};
    switch (o.paper) {
    case Paper::A3: p = {1191, 842, 25, 9, 22, 11}; break;
    case Paper::A4: p = {842, 595, 22, 9, 16, 9}; break;
    case Paper::Screen: p = {1440, 810, 24, 11, 24, 12}; break;
    }
    if (o.orientation == Orientation::Portrait)
        std::swap(p.width, p.height);
    return p;
}

double area_width(const PaperSize& paper) { return paper.width - 2 * paper.margin; }

Drawing compose(const Board& board, const GraphOptions& o) {
    Drawing out;
    out.notes = board.notes;
    out.problem = board.problem;
    if (!out.problem.zh.empty())
        return out;
    if (graphviz::chinese_font().empty())
        out.notes.emplace_back("没有装中文字体：图里的汉字会成方框。装上 fonts-noto-cjk 再画",
                               "no font with Chinese letters is installed: install fonts-noto-cjk");
    const Furniture f = furnish(board, o);
    const double width = area_width(f.paper);
    double height = f.paper.height - f.top - f.bottom;

    std::string complaint;
    std::size_t too_large = 0;
    std::vector<Laid> banner;
    if (!board.banner.nodes.empty()) {
        banner.push_back(lay(board.banner, o, complaint));
        height -= banner.front().placed.height * f.paper.smallest / 9;
    }
    std::vector<Laid> laid;
    std::deque<Block> parts; // of blocks that had to be split
    const double room = height * 9 / f.paper.smallest - 2 * kHeading - 2 * kFrame;
    std::size_t boxes = 0, left = 0;
    auto lay_all = [&](auto&& self, const Block& block, SectionRef& ref) -> void {
        if (boxes > kMostBoxes) {
            left += block.nodes.size();
            return;
        }
        Laid one = lay(block, o, complaint);
        if (!one.placed.ok)
            return;
        if (one.placed.height > room || one.weight > kMostNodes) {
            std::vector<Block> two = halves(block);
            if (two.size() > 1) {
                for (Block& part : two) {
                    parts.push_back(std::move(part));
                    self(self, parts.back(), ref);
                }
                return;
            }
            ++too_large;
        }
        boxes += one.weight;
        too_large += one.placed.width + 2 * kFrame > width * 9 / f.paper.smallest + 1;
        ref.laid.push_back(laid.size());
        laid.push_back(std::move(one));
    };
    std::deque<Group> compacted;
    std::vector<const Group*> groups;
    std::vector<std::vector<SectionRef>> by_group;
    auto refs = [&](const Group& group) {
        std::vector<SectionRef> out_refs;
        for (std::size_t s = 0; s < group.sections.size(); ++s) {
            SectionRef ref{&group, s, group.sections[s].heading, {}, o.language == Language::Chinese ? "（续）" : " (cont.)"};
            for (const Block& block : group.sections[s].blocks)
                lay_all(lay_all, block, ref);
            if (!ref.laid.empty())
                out_refs.push_back(std::move(ref));
        }
        return out_refs;
    };
    for (const Group& group : board.groups) {
        const int k = f.paper.smallest;
        groups.push_back(&group);
        by_group.push_back(refs(group));
        // A chapter that just does not fit its sheets is told in fewer words before it takes one more.
        if (group.alone && group.compact && flow(by_group.back(), laid, width * 9 / k, height * 9 / k, k).size() > 1) {
            compacted.push_back(group);
            compacted.back().sections = group.compact();
            std::vector<SectionRef> shorter = refs(compacted.back());
            if (flow(shorter, laid, width * 9 / k, height * 9 / k, k).size() < flow(by_group.back(), laid, width * 9 / k, height * 9 / k, k).size()) {
                groups.back() = &compacted.back();
                by_group.back() = std::move(shorter);
            }
        }
    }

    // Runs of groups that share sheets: small neighbours together, a large one alone.
    constexpr std::array<int, 7> kScales = {16, 14, 13, 12, 11, 10, 9};
    // A chapter with sheets of its own needs no frame that repeats the title of the sheet.
    auto headed = [](std::vector<SectionRef> sections) {
        const bool several = !sections.empty() && sections.front().group != sections.back().group;
        for (SectionRef& s : sections)
            if (const Section& section = s.group->sections[s.section]; !several && s.group->alone && section.heading == s.group->title)
                s.heading.clear();
        return sections;
    };
    auto sheets_of = [&](const std::vector<SectionRef>& sections) {
        const int k = f.paper.smallest;
        return flow(headed(sections), laid, width * 9 / k, height * 9 / k, k);
    };
    auto fill = [&](const SheetPlan& page) {
        double used = 0;
        for (const Strip& s : page.strips)
            used += s.width * s.height;
        return used * page.k * page.k / 81 / (width * height);
    };
    // The largest letters that take no more sheets than the smallest do: the sheets of a run are then about equally full.
    auto fit = [&](const std::vector<SectionRef>& run) {
        const std::vector<SectionRef> sections = headed(run);
        std::vector<SheetPlan> best = sheets_of(run);
        const std::size_t count = best.size();
        auto better = [&](int k, double high) {
            std::vector<SheetPlan> pages = flow(sections, laid, width * 9 / k, high * 9 / k, k);
            bool inside = pages.size() <= count; // a lone block may be larger than the area at this scale
            for (const SheetPlan& page : pages)
                for (const Strip& strip : page.strips)
                    inside &= strip.x + strip.width <= width * 9 / k + 1 && strip.y + strip.height <= high * 9 / k + 1;
            if (inside)
                best = std::move(pages);
            return inside;
        };
        for (const int k : kScales)
            if (k <= f.paper.smallest || better(k, height))
                break;
        // The last sheet not half full: the others give it some of theirs. In steps, so that small changes do not move everything.
        if (count > 1 && fill(best.back()) < 0.5)
            for (int part = 4; part < 8; ++part)
                if (better(best.front().k, height * part / 8))
                    break;
        return best;
    };
    auto joined = [&](std::vector<SectionRef> a, const std::vector<SectionRef>& b) {
        a.insert(a.end(), b.begin(), b.end());
        return a;
    };
    std::vector<SectionRef> all;
    for (const auto& sections : by_group)
        all = joined(std::move(all), sections);
    std::vector<SheetPlan> plans;
    if (!all.empty()) {
        // Two or three sheets in all: as few as can be. More: every large group on sheets of its own.
        const bool lone = std::any_of(groups.begin(), groups.end(), [](const Group* g) { return g->alone; });
        if (const std::size_t all_sheets = sheets_of(all).size(); all_sheets == 1 || (!lone && all_sheets < kMapped)) {
            plans = fit(all);
        } else {
            std::vector<SectionRef> run;
            auto finish = [&] {
                if (!run.empty())
                    for (SheetPlan& page : fit(run))
                        plans.push_back(std::move(page));
                run.clear();
            };
            for (std::size_t g = 0; g < by_group.size(); ++g) {
                if (by_group[g].empty())
                    continue;
                // A small group takes the room that is left, before or after a large one: no sheet is to be nearly empty.
                if (!run.empty()) {
                    const std::vector<SheetPlan> before = sheets_of(run), now = sheets_of(by_group[g]), both = sheets_of(joined(run, by_group[g]));
                    const bool small = before.size() == 1 && fill(before.front()) < kNearlyEmpty;
                    const bool last = std::none_of(by_group.begin() + std::ptrdiff_t(g) + 1, by_group.end(), [](const auto& s) { return !s.empty(); });
                    const bool rest = last && now.size() == 1 && fill(now.front()) < kNearlyEmpty && !run.front().group->alone; // shared out instead
                    const bool joins = (small && both.size() <= now.size()) || (!groups[g]->alone && (both.size() <= before.size() || rest));
                    if (!joins)
                        finish();
                }
                run = joined(std::move(run), by_group[g]);
            }
            finish();
        }
    }
    if (plans.empty()) {
        out.problem = Words("没有可画的内容", "there is nothing to draw");
        return out;
    }
    if (plans.size() > kMostSheets) {
        out.notes.emplace_back(fmt::format("内容要 {} 页，只画了前 {} 页；用 --chapter --theme --unit 或时间范围缩小", plans.size(), kMostSheets),
                               fmt::format("this takes {} sheets; the first {} were drawn: narrow it with --chapter, --theme, --unit or dates",
                                           plans.size(), kMostSheets));
        plans.resize(kMostSheets);
    }

    if (left)
        out.notes.emplace_back(fmt::format("共 {} 个框，只画了前 {} 个；用 --chapter --theme --unit 或时间范围缩小", boxes + left, boxes),
                               fmt::format("{} boxes; the first {} were drawn: narrow it with --chapter, --theme, --unit or dates", boxes + left, boxes));
    else if (boxes > 600)
        out.notes.emplace_back(fmt::format("{} 个框分成了 {} 页，每页不多于 {} 个", boxes, plans.size(), kMostNodes),
                               fmt::format("{} boxes on {} sheets, at most {} on each", boxes, plans.size(), kMostNodes));
    else if (plans.size() > kManySheets)
        out.notes.emplace_back(fmt::format("内容要 {} 页；只要一部分，用 --chapter --theme --unit 或时间范围", plans.size()),
                               fmt::format("{} sheets; for a part of them use --chapter, --theme, --unit or dates", plans.size()));
    // Several sheets of several chapters: every one bears a strip of all, and when they are many the first is a map of them.
    std::set<const Group*> shown;
    for (const SheetPlan& plan : plans)
        shown.insert(plan.groups.begin(), plan.groups.end());
    const bool keyed = plans.size() > 1 && shown.size() > 1, mapped = keyed && plans.size() >= kMapped;
    Group map;
    std::vector<Laid> map_laid;
    std::vector<SheetPlan> map_plans;
    std::map<const Group*, std::pair<uint32_t, uint32_t>> spread; // first and last sheet of a group
    auto number_groups = [&](uint32_t before) {
        spread.clear();
        for (std::size_t i = 0; i < plans.size(); ++i)
            for (const Group* g : plans[i].groups) {
                auto [it, fresh] = spread.try_emplace(g, uint32_t(i) + 1 + before, 0u);
                it->second.second = uint32_t(i) + 1 + before;
            }
    };
    number_groups(0);
    if (mapped) {
        uint32_t before = 1;
        // How many sheets the map itself takes changes the numbers in it. One that is too long says less, in narrower boxes.
        for (int attempt = 0; attempt < 6; ++attempt) {
            const int shape = std::min(attempt, 2);
            const double card = shape == 0 ? 262 : 184;
            number_groups(before);
            map = Group();
            map.mark = o.language == Language::Chinese ? "总览" : "map";
            map.title = o.language == Language::Chinese ? "总览" : "key map";
            map.sections.emplace_back();
            for (const Group* group : groups) {
                const Group& g = *group;
                const auto at = spread.find(group);
                if (at == spread.end())
                    continue;
                Node n;
                n.id = "map:" + g.id;
                n.shape = Shape::Card;
                n.width = card;
                const Size letters = shape == 0 ? Size::Large : Size::Title;
                for (std::string& line : wrap(g.title, (card - 12) / (shape == 0 ? 14 : 11)))
                    n.lines.push_back({std::move(line), letters, true, false, false, Tone::Dark, ""});
                for (const Line& line : shape < 2 ? g.summary : std::vector<Line>{})
                    for (std::string& part : wrap(line.text, (card - 12) / 10)) {
                        n.lines.push_back(line);
                        n.lines.back().text = std::move(part);
                    }
                const auto [first, last] = at->second;
                const std::string pages = first == last ? std::to_string(first) : fmt::format("{}–{}", first, last);
                n.lines.push_back({o.language == Language::Chinese ? "见第 " + pages + " 页" : "see p. " + pages, Size::Title, true, false, false, Tone::Plain, ""});
                Block b;
                b.nodes.push_back(std::move(n));
                map.sections.front().blocks.push_back(std::move(b));
            }
            map_laid.clear();
            SectionRef ref{&map, 0, "", {}};
            for (const Block& block : map.sections.front().blocks) {
                ref.laid.push_back(map_laid.size());
                map_laid.push_back(lay(block, o, complaint));
            }
            const double full = f.paper.height - f.top - f.bottom;
            for (const int k : kScales) {
                if (k < f.paper.smallest)
                    break;
                map_plans = flow({ref}, map_laid, width * 9 / k, full * 9 / k, k);
                if (map_plans.size() <= 1)
                    break;
            }
            const bool settled = map_plans.size() == before;
            before = uint32_t(map_plans.size());
            if (settled && (before == 1 || attempt >= 3))
                break;
            if (attempt < 2)
                before = 1; // hoped for
        }
        for (SheetPlan& plan : map_plans)
            plan.overview = true;
    }

    const uint32_t shift = mapped ? uint32_t(map_plans.size()) : 0;
    Pages pages;
    std::vector<std::string> titles, marks;
    for (uint32_t i = 0; i < shift; ++i) {
        titles.push_back(board.title + " · " + map.title);
        marks.push_back(fmt::format("{} {}", i + 1, map.mark));
    }
    for (std::size_t i = 0; i < plans.size(); ++i) {
        const SheetPlan& plan = plans[i];
        for (const Strip& s : plan.strips)
            for (const auto& [k, y] : s.items)
                for (const Node& n : laid[k].block->nodes)
                    if (n.shape == Shape::Card)
                        pages.emplace(n.id, uint32_t(i) + 1 + shift);
        std::string title = board.title, mark = std::to_string(i + 1 + shift);
        if (plan.groups.size() == 1) {
            const Group* g = plan.groups.front();
            if (!g->title.empty())
                title += " · " + g->title;
            const auto [first, last] = keyed ? spread[g] : std::pair{1u + shift, uint32_t(plans.size()) + shift};
            const uint32_t part = uint32_t(i) + 1 + shift - first + 1; // of its sheets, also those it shares
            if (last > first)
                title += o.language == Language::Chinese ? fmt::format("（{}/{}）", part, last - first + 1) : fmt::format(" ({}/{})", part, last - first + 1);
            if (!g->mark.empty())
                mark += " " + shortened(g->mark, 8);
        } else if (plan.groups.size() > 1 && keyed) {
            // Two chapters are named in full where there is room; a lone chapter is named nowhere else.
            const std::string both = " · " + plan.groups.front()->title + "；" + plan.groups.back()->title;
            if (plan.groups.size() == 2 && ems(title + both) * f.paper.title * 0.8 < width - 120)
                title += both;
            else
                title += " · " + shortened(plan.groups.front()->mark, 12) + "—" + shortened(plan.groups.back()->mark, 12);
            mark += " " + shortened(plan.groups.front()->mark, 7) + "—";
        }
        titles.push_back(std::move(title));
        marks.push_back(std::move(mark));
    }
    if (titles.size() == 1)
        pages.clear(); // on the only sheet nothing is elsewhere
    Writer writer(board, o, f);
    for (std::size_t i = 0; i < titles.size(); ++i) {
        Sheet sheet;
        sheet.title = titles[i];
        sheet.number = uint32_t(i) + 1;
        sheet.of = uint32_t(titles.size());
        const bool over = i < shift;
        const SheetPlan& plan = over ? map_plans[i] : plans[i - shift];
        sheet.nodes = uint32_t(plan.weight);
        sheet.dot = writer.write(plan, over ? map_laid : laid, over ? std::vector<Laid>{} : banner, titles[i], sheet.number, marks, pages);
        out.sheets.push_back(std::move(sheet));
    }
    if (too_large)
        out.notes.emplace_back(fmt::format("有 {} 组比纸大，画不完整：换大一号的纸或 --depth 1", too_large),
                               fmt::format("{} groups are larger than the paper: use a larger paper or --depth 1", too_large));
    if (!complaint.empty())
        out.notes.emplace_back("有些框没有画出来：" + printable(complaint), "some boxes could not be drawn: " + printable(complaint));
    return out;
}

} // namespace yaodian::picture
