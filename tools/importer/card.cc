#include "tools/importer/card.h"

namespace yaodian::importer {

namespace {

/// The cells from left to right, each with what it is read as: a body that moves from one column to another is a change.
std::u32string cells_of(const AnnexRow& row) {
    std::u32string out;
    auto add = [&](std::u32string_view head, const Piece& text) {
        if (text.empty())
            return;
        out += out.empty() ? U"" : U"|";
        out += head;
        out += U"：";
        out += text.text;
    };
    for (const AnnexRow::Bodies& bodies : row.bodies)
        add(to_u32(role_name(bodies.role)), bodies.cell.text);
    add(U"期限", row.due.text);
    for (const AnnexRow::Measure& measure : row.measures)
        add(measure.title, measure.text);
    return out;
}

} // namespace

std::vector<CardLine> card_lines(const Places& places) {
    std::vector<CardLine> out;
    for (std::size_t k = 0; k < places.list.size(); ++k) {
        const Place& p = places.list[k];
        if (!p.text.empty()) {
            const CardKind kind = p.kind == PlaceKind::Heading   ? CardKind::Heading
                                  : p.kind == PlaceKind::Bracket ? CardKind::Bracket
                                  : p.kind == PlaceKind::Row     ? CardKind::Row
                                                                 : CardKind::Sentence;
            out.push_back({kind, place_name(p), p.digest, p.length, k});
        }
        if (p.kind != PlaceKind::Row || p.row < 0)
            continue;
        const std::u32string cells = digest_text(cells_of(places.annex.rows[static_cast<std::size_t>(p.row)]));
        if (!cells.empty())
            out.push_back({CardKind::Cells, place_name(p) + ".栏", sha256(to_utf8(cells)), static_cast<uint32_t>(cells.size()), k});
    }
    return out;
}

} // namespace yaodian::importer
