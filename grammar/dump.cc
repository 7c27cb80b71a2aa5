#include "grammar/dump.h"

namespace yaodian {
namespace {

std::string_view shape_name(Shape shape) {
    switch (shape) {
    case Shape::Statement: return "statement";
    case Shape::Name: return "name";
    case Shape::Text: return "text";
    case Shape::Mark: return "mark";
    case Shape::Comma: return "comma";
    case Shape::Part: return "part";
    case Shape::Colon: return "colon";
    case Shape::Compare: return "compare";
    }
    return "?";
}

} // namespace

std::string dump(const SyntaxTree& tree, const SourceFile& file) {
    std::string out;
    std::vector<uint32_t> ends; // of the statements around
    for (uint32_t i = 0; i < tree.nodes.size(); ++i) {
        const SyntaxNode& node = tree.nodes[i];
        while (!ends.empty() && ends.back() <= i)
            ends.pop_back();
        out.append(ends.size() * 2, ' ');
        if (node.shape == Shape::Statement) {
            out += english(node.word);
            if (node.block)
                out += " {}";
            ends.push_back(node.next);
        } else {
            out += shape_name(node.shape);
            if (node.shape == Shape::Name || node.shape == Shape::Text) {
                out += ' ';
                out += file.text(node.span());
            } else if (node.word != Word::None) {
                out += ' ';
                out += english(node.word);
            }
        }
        out += '\n';
    }
    for (const Slip& slip : tree.slips) {
        out += "slip " + std::to_string(slip.code) + " at " + std::to_string(file.position(slip.span.begin).line);
        if (!slip.got.empty())
            out += " got " + slip.got;
        if (!slip.meant.empty())
            out += " meant " + slip.meant;
        out += '\n';
    }
    return out;
}

} // namespace yaodian
