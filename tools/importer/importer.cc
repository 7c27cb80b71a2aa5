#include "tools/importer/importer.h"

#include "tools/importer/align.h"
#include "tools/importer/card.h"
#include "tools/importer/document.h"
#include "tools/importer/places.h"
#include "tools/importer/read_place.h"
#include "tools/importer/update.h"
#include "tools/importer/write.h"

namespace yaodian::importer {

namespace {

/// A caller who knows the year better than the document (an untitled plan) says so; hongkou-2023 says it too.
int year_hint(const ImportOptions& options) {
    if (options.year > 0)
        return options.year;
    for (const std::string& text : {options.id, options.plan})
        if (text.size() >= 4) {
            const auto n = to_number(to_u32(text.substr(text.size() - 4)));
            if (n && *n >= 1990 && *n <= 2100)
                return static_cast<int>(*n);
        }
    return 0;
}

bool read(std::string_view bytes, const ImportOptions& options, Document& document, Places& places, ImportResult& out) {
    document = read_document(bytes);
    for (const auto& p : document.problems)
        out.problems.push_back({p.zh, p.en, 0, 0, !document.readable()});
    if (!document.readable()) {
        out.readable = false;
        for (const auto& p : document.problems)
            out.summary += p.zh + "\n";
        return false;
    }
    places = find_places(document, year_hint(options));
    for (const auto& p : places.problems)
        out.problems.push_back({p.zh, p.en, 0, 0, false});
    if (places.list.empty())
        out.problems.push_back({"文件里没有读到条款，也没有读到任务分解表", "neither clauses nor an annex table were found", 0, 0, false});
    out.id = document_id(places, options);
    return true;
}

} // namespace

ImportResult import_document(std::string_view bytes, const ImportOptions& options) {
    ImportResult out;
    Document document;
    Places places;
    if (!read(bytes, options, document, places, out))
        return out;
    const std::vector<Reading> readings = read_places(places);
    const std::vector<Link> links = align(places);
    out.card = write_card(places, out.id);
    out.json = write_json(document, places, readings, links, options.quote);
    out.summary = write_summary(document, places, readings, links);
    for (const Reading& r : readings)
        for (const Doubt& d : r.doubts)
            out.problems.push_back({place_name(places.list[r.place]) + "：" + d.zh, place_name(places.list[r.place]) + ": " + d.en, d.span.begin,
                                    d.span.end, false});
    if (!options.update.empty()) {
        Updated updated = update_spec(places, readings, links, options);
        out.wrong_use = {updated.wrong_zh, updated.wrong_en};
        if (options.id.empty() && !updated.card_id.empty() && updated.card_id != out.id) { // the plan rests on that name
            out.id = updated.card_id;
            out.card = write_card(places, out.id);
        }
        out.draft = std::move(updated.spec);
        out.changes = std::move(updated.changes);
    } else {
        std::string against;
        out.draft = write_draft(places, readings, links, options, against);
        out.summary += against;
    }
    return out;
}

ImportResult seed_document(std::string_view bytes, const ImportOptions& options) {
    ImportResult out;
    Document document;
    Places places;
    if (read(bytes, options, document, places, out)) {
        out.card = write_card(places, out.id);
        out.summary = write_summary(document, places, {}, {});
    }
    return out;
}

Printed digest_places(std::string_view bytes) {
    Printed out;
    const Document document = read_document(bytes);
    if (!document.readable())
        return out;
    const Places places = find_places(document);
    out.title = to_utf8(places.title);
    out.number = to_utf8(places.number);
    out.issued = places.issued.value_or("");
    for (const CardLine& line : card_lines(places))
        out.places.push_back({line.name, "sha256:" + line.digest, line.beside()});
    return out;
}

} // namespace yaodian::importer
