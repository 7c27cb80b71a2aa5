// What a card lists of a document.
// In:  the places of a document.
// Out: its headings, sentences and rows; beside them, as places of their own, the brackets that name bodies (7.括) and the
//      cells of a row that name bodies and times (21.栏), so that a change of these is noticed too.
#pragma once

#include "tools/importer/places.h"

#include <string>
#include <vector>

namespace yaodian::importer {

enum class CardKind { Heading, Sentence, Row, Bracket, Cells };

struct CardLine {
    CardKind kind = CardKind::Sentence;
    std::string name;      ///< 正文 24.3, 附表 21.栏
    std::string digest;
    uint32_t length = 0;
    std::size_t place = 0; ///< in Places::list; of cells their row
    bool beside() const { return kind == CardKind::Bracket || kind == CardKind::Cells; } ///< no task has to cite it
};

std::vector<CardLine> card_lines(const Places& places);

} // namespace yaodian::importer
