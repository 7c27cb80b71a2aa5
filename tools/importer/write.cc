#include "tools/importer/write.h"

#include <fmt/format.h>

namespace yaodian::importer {

std::string quote(std::u32string_view text) {
    // “ ” nest, so pairs may stay; a mark without its mate would swallow the rest of the line.
    int depth = 0;
    bool paired = true;
    for (char32_t c : text) {
        depth += c == U'“' ? 1 : c == U'”' ? -1 : 0;
        paired = paired && depth >= 0;
    }
    paired = paired && depth == 0;
    std::u32string out = U"“";
    for (char32_t c : text)
        if ((c != U'“' && c != U'”') || paired)
            out.push_back(c == U'"' || c == U'\n' ? U' ' : c);
    return to_utf8(out + U"”");
}

std::string write_card(const Places& places, std::string_view id) {
    std::string out = fmt::format("文献 {} {{\n", id);
    if (!places.title.empty())
        out += fmt::format("    标题 {}\n", quote(places.title));
    if (!places.number.empty())
        out += fmt::format("    文号 {}\n", quote(places.number));
    if (!places.issuer.empty())
        out += fmt::format("    制定 {}\n", to_utf8(places.issuer));
    out += places.issued ? fmt::format("    印发 {}\n", *places.issued) : "    印发 未写\n";
    for (const Place& place : places.list) {
        if (place.text.empty() || place.kind == PlaceKind::Bracket)
            continue;
        out += fmt::format("    {} {{ ", place_name(place));
        if (place.kind == PlaceKind::Heading && place.text.text.size() < 28)
            out += fmt::format("标题 {} ； ", quote(place.text.text));
        out += fmt::format("摘要 “sha256:{}” ； 字数 {} }}\n", place.digest, place.length);
    }
    return out + "}\n";
}

} // namespace yaodian::importer
