// Helpers of the grammar tests: a text in, its tree on one line and its slips out.
#pragma once

#include "grammar/dump.h"
#include "grammar/slips.h"
#include "grammar/syntax.h"

#include <string>
#include <vector>

namespace yaodian::testing {

struct Reading {
    SourceFile file;
    SyntaxTree tree;

    explicit Reading(std::string text, ParseOptions options = {})
        : file(SourceFile::from_string("test.yd", std::move(text))), tree(parse(file, options)) {}

    /// `task[公众列席 "题" body[24.3] responsible[甲 , 乙]]`: statements with their values in brackets, in one line.
    std::string shape() const {
        std::string out;
        std::vector<uint32_t> ends;
        bool first = true;
        for (uint32_t i = 0; i < tree.nodes.size(); ++i) {
            const SyntaxNode& node = tree.nodes[i];
            while (!ends.empty() && ends.back() <= i) {
                out += ']';
                ends.pop_back();
            }
            if (!first && out.back() != '[')
                out += ' ';
            first = false;
            switch (node.shape) {
            case Shape::Statement:
                out += node.word == Word::None ? "?" : english(node.word);
                out += '[';
                ends.push_back(node.next);
                break;
            case Shape::Name: out += file.text(node.span()); break;
            case Shape::Text: out.append("'").append(file.text(node.span())).append("'"); break;
            case Shape::Mark: out.append("(").append(english(node.word)).append(")"); break;
            case Shape::Comma: out += ','; break;
            case Shape::Part: out += ';'; break;
            case Shape::Colon: out += ':'; break;
            case Shape::Compare: out += english(node.word); break;
            }
        }
        out.append(ends.size(), ']');
        return out;
    }

    /// `1001@2:5(任物>任务)`: number, line and column, got and meant; one after the other.
    std::string slips() const {
        std::string out;
        for (const Slip& slip : tree.slips) {
            const Position at = file.position(slip.span.begin);
            if (!out.empty())
                out += ' ';
            out += std::to_string(slip.code) + '@' + std::to_string(at.line) + ':' + std::to_string(at.column);
            if (!slip.got.empty() || !slip.meant.empty())
                out += '(' + slip.got + (slip.meant.empty() ? "" : ">" + slip.meant) + ')';
        }
        return out;
    }

    std::vector<uint16_t> codes() const {
        std::vector<uint16_t> out;
        for (const Slip& slip : tree.slips)
            out.push_back(slip.code);
        return out;
    }
};

/// The shape of a text that must hold no slip; the slips if it does.
inline std::string shape(std::string text) {
    const Reading reading(std::move(text));
    return reading.tree.slips.empty() ? reading.shape() : "slips " + reading.slips();
}

/// What a statement reads as inside a task.
inline std::string in_task(const std::string& statement) {
    std::string out = shape("要点 甲 {\n任务 乙 {\n" + statement + "\n}\n}\n");
    const std::string head = "plan[甲 task[乙 ", tail = "]]";
    if (out.starts_with(head) && out.ends_with(tail))
        return out.substr(head.size(), out.size() - head.size() - tail.size());
    return out;
}

} // namespace yaodian::testing
