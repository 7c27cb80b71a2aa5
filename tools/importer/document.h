// Reading a printed document.
// In:  the bytes of one file: plain text, HTML or DOCX, in UTF-8, UTF-16 or GB18030, recognised by content.
// Out: its text in code points and the tables that the file format marks as tables. Formats that cannot be read here
//      (.doc .wps .pdf .ofd) give a message with the conversion to run, never a guess.
#pragma once

#include "tools/importer/text.h"

#include <string>
#include <string_view>
#include <vector>

namespace yaodian::importer {

enum class Format { Text, Html, Docx, Unreadable };

/// A rectangle of the grid a table spans. `continued` cells are the lower part of a merged one.
struct Cell {
    Span span;
    int rows = 1;
    int columns = 1;
    bool continued = false;
};

struct Table {
    Span span;                           ///< from the first cell to the last
    std::vector<std::vector<Cell>> rows; ///< every row has one Cell for each grid column it fills
};

struct Message {
    std::string zh;
    std::string en;
};

struct Document {
    Format format = Format::Text;
    std::string encoding;      ///< "UTF-8", "UTF-8 BOM", "UTF-16", "GB18030"
    std::u32string text;       ///< the decoded document, without a byte order mark; what begin and end count in
    std::u32string norm;       ///< canonical(text), character for character
    std::vector<Table> tables; ///< of HTML and DOCX; tables in plain text are found later
    std::vector<Message> problems;
    bool readable() const { return format != Format::Unreadable; }
};

Document read_document(std::string_view bytes);

/// Tag soup to text and tables. Never fails; what is not a tag is text.
void read_html(std::u32string_view source, Document& out);
/// False when the archive holds no word/document.xml or is larger than the limits.
bool read_docx(std::string_view bytes, Document& out);

} // namespace yaodian::importer
