// Finding the annex: the table that divides the plan into rows.
// In:  a Document. Tables come as grids (HTML, DOCX) or as lines: a row a line, a cell a line with or without blank
//      lines between, tab-indented cells, cells ended by '|' with the merged ones flattened away.
// Out: rows with a number, a task name, a text, cells with bodies, a time. A merged or blank cell continues the one above.
#pragma once

#include "tools/importer/document.h"
#include "tools/importer/units.h"

#include <string>
#include <vector>

namespace yaodian::importer {

enum class Column { Number, Name, Content, Lead, Responsible, Support, Due, Measure, Person, Other };

struct AnnexCell {
    Piece text;
    bool inherited = false; ///< printed above, in a cell that reaches down to this row
};

struct AnnexRow {
    std::u32string number;  ///< 67; 3（2） for the second row under one number
    AnnexCell name;
    AnnexCell content;
    Piece above;            ///< the name of the group, where a column of its own holds it
    struct Bodies {
        Role role = Role::Responsible;
        AnnexCell cell;
    };
    std::vector<Bodies> bodies;
    AnnexCell due;
    struct Measure {
        std::u32string title; ///< 抽查比例及频次
        Piece text;           ///< 3%，每年2次
    };
    std::vector<Measure> measures; ///< numbers that stand in columns of their own
    std::vector<Piece> others; ///< cells of columns that are not read
    std::u32string group;   ///< heading printed across the table above this row
    Span span;
    double confidence = 1.0;
};

struct Annex {
    Span span;              ///< from the head of the first table to the end of the last row
    std::vector<Column> columns;
    std::vector<AnnexRow> rows;
    std::vector<Message> problems;
    std::u32string other_titles; ///< heads of the columns that are not read
    std::size_t repeated_heads = 0;
};

/// One line of a text: [begin, end) without its line end; head is the first character that is no blank.
struct Line {
    uint32_t begin = 0, end = 0, head = 0;
    bool blank() const { return head >= end; }
};
std::vector<Line> lines_of(std::u32string_view text);

Annex find_annex(const Document& document, const std::vector<Line>& lines, int plan_year);

/// The characters of a span without white space, with their places.
Piece squeeze(const Document& document, Span span);

} // namespace yaodian::importer
