// What a view hands to the one that lays it out: boxes with lines of text, links between them, in sections and groups.
// A Block is laid out by Graphviz on its own and then placed whole; a Section is a run of blocks with a frame and a heading;
// a Group (a chapter) is what begins a sheet of its own when it is large enough. Lengths are points at the smallest size.
#pragma once

#include "runtime/graph.h"

#include <functional>
#include <string>
#include <vector>

namespace yaodian::picture {

/// How something stands, told by line, shape and sign as well as by colour. The first nine are the verdicts.
enum class Tone : uint8_t { Equal, Stricter, Weaker, Mixed, Missing, Incomparable, Conflict, Question, Stated, Plain, Faint, Dark };
inline Tone tone_of(Verdict v) { return Tone(static_cast<uint8_t>(v)); }

enum class Size : uint8_t { Small, Body, Title, Large }; ///< 9, 9.5, 11 and 14 pt at the smallest scale

struct Line {
    std::string text;
    Size size = Size::Small;
    bool bold = false;
    bool badge = false;     ///< in a frame of the tone of its node
    bool centre = false;
    Tone tone = Tone::Plain; ///< of the letters
    std::string page_of;    ///< the number of the sheet that holds this node follows the text
};

enum class Shape : uint8_t {
    Card,    ///< a task
    Upper,   ///< an upstream task: rounded
    Ghost,   ///< a task that stands on another sheet: dashed
    Result,  ///< a result: a tab
    Body,    ///< a unit: a house-like box
    Text,    ///< no outline
    Note,    ///< no outline, on a ground of its own
    Bar, Point, Clock, Shade, Rule, ///< of the timeline: placed by the view
};

struct Node {
    std::string id; ///< what it stands for: 虹口2023.公众列席; the same thing drawn twice has the same id
    Shape shape = Shape::Card;
    Tone tone = Tone::Plain;
    std::vector<Line> lines;
    double width = 0, height = 0; ///< at least
    double x = 0, y = 0;          ///< centre, from the left top of the block, when the block is placed
    std::string tip;              ///< the full text, for the screen
};

enum class Tie : uint8_t { Carries, Depends, Yields, Uses };

struct Edge {
    uint32_t from = 0, to = 0; ///< nodes of the block
    Tie tie = Tie::Carries;
    Tone tone = Tone::Plain;
    std::vector<std::string> label;
    double label_width = 0; ///< kept for the label, so that another word in it moves nothing
    bool hidden = false; ///< holds its boxes in line, is not drawn
    bool beside = false; ///< an arc from the right side of a box to the right side of another in the same column
};

struct Block {
    std::vector<Node> nodes;
    std::vector<Edge> edges;
    std::vector<uint32_t> column; ///< boxes that stand below each other, in this order
    bool placed = false; ///< the view gives x, y and size of every node
    double width = 0, height = 0;
};

struct Section {
    std::string id;
    std::string heading; ///< empty: no frame
    std::vector<Block> blocks;
};

struct Group {
    std::string id;
    std::string title;       ///< on the sheet and in the overview
    std::string mark;        ///< short, for the key map: 二
    bool alone = false;      ///< begins a sheet of its own
    std::vector<Line> summary;
    std::vector<Section> sections;
    std::function<std::vector<Section>()> compact; ///< the same in fewer words; may be empty
};

/// An entry of the legend in words; on a sheet only when something on it answers to it.
struct Legend {
    std::string words;
    std::function<bool(const Node&)> answers; ///< empty: on every sheet
};

struct Board {
    std::string title;
    std::vector<std::string> about;  ///< plans, numbers, dates of issue
    std::vector<Group> groups;
    std::vector<Tone> tones;         ///< for the legend, in order
    std::vector<Tie> ties;
    std::vector<Legend> legend;      ///< further entries, in words
    Block banner;                    ///< repeated at the top of every sheet's area (the months of a timeline)
    double width = 0;                ///< of the columns; 0: as wide as the blocks are. With a banner: one column of this width
    std::vector<Words> notes;
    Words problem;
};

} // namespace yaodian::picture
