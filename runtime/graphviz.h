// The only door to Graphviz. In: dot text.  Out: positions, or bytes of a picture. One caller at a time.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace yaodian::graphviz {

struct Point {
    double x = 0, y = 0;
};
struct Box { ///< centre and size, points, y upwards
    Point at;
    double width = 0, height = 0;
};
struct Curve {
    int index = -1; ///< the number in the edge's key: e7
    std::vector<Point> points;
    bool start = false, end = false; ///< an arrow head sits there
    Point start_at, end_at;
    bool labelled = false;
    Point label_at;
    double label_width = 0, label_height = 0;
};
struct Placed {
    bool ok = false;
    double width = 0, height = 0;
    std::vector<Box> nodes; ///< by the number in the node's name: n7
    std::vector<Curve> edges;
    std::string complaint;
};

/// Lays out a graph whose nodes are named n0 n1 … (`count` of them) and whose edges have keys e0 e1 ….
Placed layout(const std::string& dot, std::size_t count, const char* engine = "dot");

/// svg, pdf or png of a finished drawing; empty when it cannot be drawn. Nothing in the bytes tells version or time,
/// but for the creation date of a pdf, which join() in runtime/pdf.h takes out.
std::string render(const std::string& dot, std::string_view format, std::string& complaint);

/// A font with Chinese letters that is installed, by its family name; empty when there is none.
const std::string& chinese_font();

} // namespace yaodian::graphviz
