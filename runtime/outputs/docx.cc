// The task table as a text document (OOXML): pugixml writes the parts, libzip packs them. Both stay in this file.
// Page and type as GB/T 9704 asks: A4, 37 mm above, 28 mm at the binding, 156 mm of text; titles in 小标宋, text in 仿宋.
#include "runtime/outputs/table.h"

#include "runtime/printable.h"

#include <fmt/format.h>
#include <pugixml.hpp>
#include <zip.h>

#include <memory>
#include <sstream>

namespace yaodian {

namespace {

constexpr int kTwip = 1440; ///< per inch
constexpr int mm(double length) { return static_cast<int>(length * kTwip / 25.4 + 0.5); }
constexpr int kWidths[] = {mm(12), mm(34), mm(58), mm(33), mm(19)}; ///< 156 mm together

std::string written(const pugi::xml_document& document) {
    std::ostringstream out;
    document.save(out, "", pugi::format_raw, pugi::encoding_utf8);
    return out.str();
}

pugi::xml_node begin(pugi::xml_document& document, const char* root) {
    pugi::xml_node declaration = document.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    declaration.append_attribute("standalone") = "yes";
    pugi::xml_node node = document.append_child(root);
    node.append_attribute("xmlns:w") = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    node.append_attribute("xmlns:r") = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    return node;
}

pugi::xml_node child(pugi::xml_node parent, const char* name, const char* value = nullptr) {
    pugi::xml_node node = parent.append_child(name);
    if (value)
        node.append_attribute("w:val") = value;
    return node;
}

void fonts(pugi::xml_node properties, const OfficialFont& font) {
    pugi::xml_node f = child(properties, "w:rFonts");
    const std::string name(font.name);
    f.append_attribute("w:ascii") = "Times New Roman";
    f.append_attribute("w:hAnsi") = "Times New Roman";
    f.append_attribute("w:eastAsia") = name.c_str();
    f.append_attribute("w:hint") = "eastAsia";
}

/// A paragraph whose line breaks are kept; `size` in half points.
void paragraph(pugi::xml_node parent, std::string_view text, const OfficialFont& font, int size, const char* align, bool keep = false, int after = 0) {
    pugi::xml_node p = child(parent, "w:p"), pp = child(p, "w:pPr");
    if (keep)
        child(pp, "w:keepNext");
    pugi::xml_node spacing = child(pp, "w:spacing");
    spacing.append_attribute("w:before") = 0;
    spacing.append_attribute("w:after") = after;
    child(pp, "w:jc", align);
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        pugi::xml_node run = child(p, "w:r"), rp = child(run, "w:rPr");
        fonts(rp, font);
        child(rp, "w:sz", std::to_string(size).c_str());
        child(rp, "w:szCs", std::to_string(size).c_str());
        if (at > 0)
            child(run, "w:br");
        pugi::xml_node t = child(run, "w:t");
        t.append_attribute("xml:space") = "preserve";
        t.text().set(printable(text.substr(at, end - at)).c_str());
        at = end + 1;
    }
}

enum class Join { None, First, Below };

pugi::xml_node cell(pugi::xml_node row, int width, int span = 1, Join join = Join::None) {
    pugi::xml_node tc = child(row, "w:tc"), p = child(tc, "w:tcPr"), w = child(p, "w:tcW");
    w.append_attribute("w:w") = width;
    w.append_attribute("w:type") = "dxa";
    if (span > 1)
        child(p, "w:gridSpan", std::to_string(span).c_str());
    if (join == Join::First)
        child(p, "w:vMerge", "restart");
    else if (join == Join::Below)
        child(p, "w:vMerge");
    child(p, "w:vAlign", "center");
    return tc;
}

std::string body(const TaskTable& table) {
    pugi::xml_document document;
    pugi::xml_node whole = child(begin(document, "w:document"), "w:body");
    paragraph(whole, "附件", kHeadFont, 32, "left", true, 240);
    paragraph(whole, table.title + "任务分解表", kTitleFont, 44, "center", true, 240);

    pugi::xml_node t = child(whole, "w:tbl"), p = child(t, "w:tblPr"), width = child(p, "w:tblW");
    int all = 0;
    for (const int w : kWidths)
        all += w;
    width.append_attribute("w:w") = all;
    width.append_attribute("w:type") = "dxa";
    child(p, "w:jc", "center");
    pugi::xml_node borders = child(p, "w:tblBorders");
    for (const char* side : {"w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"}) {
        pugi::xml_node b = child(borders, side, "single");
        b.append_attribute("w:sz") = 4;
        b.append_attribute("w:space") = 0;
        b.append_attribute("w:color") = "000000";
    }
    child(p, "w:tblLayout").append_attribute("w:type") = "fixed";
    pugi::xml_node margins = child(p, "w:tblCellMar");
    for (const char* side : {"w:left", "w:right"}) {
        pugi::xml_node m = child(margins, side);
        m.append_attribute("w:w") = 70;
        m.append_attribute("w:type") = "dxa";
    }
    pugi::xml_node grid = child(t, "w:tblGrid");
    for (const int w : kWidths)
        child(grid, "w:gridCol").append_attribute("w:w") = w;

    auto row = [&] {
        pugi::xml_node r = child(t, "w:tr");
        child(child(r, "w:trPr"), "w:cantSplit"); // a row is not torn over two pages
        return r;
    };
    pugi::xml_node head = row();
    child(head.child("w:trPr"), "w:tblHeader"); // and the head stands on every page
    for (int k = 0; k < 5; ++k)
        paragraph(cell(head, kWidths[k]), kTableColumns[k], kHeadFont, 21, "center", true);
    // Rows under one name stay on one page where they may, so that no page begins with a nameless row.
    constexpr uint32_t kMostTogether = 6;
    uint32_t below = 0; // rows of the name that are still to come
    for (const TableRow& r : table.rows) {
        pugi::xml_node line = row();
        if (r.heading) {
            paragraph(cell(line, all, 5), r.name, kHeadFont, 21, "left", true);
            continue;
        }
        below = r.joined > 1 && r.joined <= kMostTogether ? r.joined - 1 : r.joined == 0 && below > 0 ? below - 1 : 0;
        const bool keep = below > 0;
        paragraph(cell(line, kWidths[0]), std::to_string(r.number), kTextFont, 21, "center", keep);
        pugi::xml_node name = cell(line, kWidths[1], 1, r.joined > 1 ? Join::First : r.joined == 0 ? Join::Below : Join::None);
        paragraph(name, r.joined == 0 ? std::string_view() : std::string_view(r.name), kTextFont, 21, "left", keep);
        paragraph(cell(line, kWidths[2]), r.content, kTextFont, 21, "both", keep);
        paragraph(cell(line, kWidths[3]), r.units, kTextFont, 21, "left", keep);
        paragraph(cell(line, kWidths[4]), r.due, kTextFont, 21, "center", keep);
    }
    paragraph(whole, "", kTextFont, 21, "left"); // a document does not end with a table

    pugi::xml_node section = child(whole, "w:sectPr");
    pugi::xml_node footer = child(section, "w:footerReference");
    footer.append_attribute("w:type") = "default";
    footer.append_attribute("r:id") = "rId3";
    pugi::xml_node size = child(section, "w:pgSz");
    size.append_attribute("w:w") = mm(210);
    size.append_attribute("w:h") = mm(297);
    pugi::xml_node margin = child(section, "w:pgMar");
    margin.append_attribute("w:top") = mm(37);
    margin.append_attribute("w:right") = mm(26);
    margin.append_attribute("w:bottom") = mm(35);
    margin.append_attribute("w:left") = mm(28);
    margin.append_attribute("w:header") = mm(15);
    margin.append_attribute("w:footer") = mm(25);
    margin.append_attribute("w:gutter") = 0;
    return written(document);
}

/// — 1 —
std::string footer() {
    pugi::xml_document document;
    pugi::xml_node p = child(begin(document, "w:ftr"), "w:p");
    child(child(p, "w:pPr"), "w:jc", "center");
    auto run = [&] {
        pugi::xml_node r = child(p, "w:r"), rp = child(r, "w:rPr");
        fonts(rp, {"宋体", ""});
        child(rp, "w:sz", "28");
        return r;
    };
    auto text = [&](const char* words) {
        pugi::xml_node t = child(run(), "w:t");
        t.append_attribute("xml:space") = "preserve";
        t.text().set(words);
    };
    text("— ");
    child(run(), "w:fldChar").append_attribute("w:fldCharType") = "begin";
    child(run(), "w:instrText").text().set("PAGE");
    child(run(), "w:fldChar").append_attribute("w:fldCharType") = "separate";
    text("1");
    child(run(), "w:fldChar").append_attribute("w:fldCharType") = "end";
    text(" —");
    return written(document);
}

std::string font_table() {
    pugi::xml_document document;
    pugi::xml_node all = begin(document, "w:fonts");
    for (const OfficialFont& font : {kTitleFont, kTextFont, kHeadFont}) {
        pugi::xml_node f = child(all, "w:font");
        f.append_attribute("w:name") = std::string(font.name).c_str();
        child(f, "w:altName", std::string(font.instead).c_str());
        child(f, "w:charset", "86"); // simplified Chinese
    }
    return written(document);
}

std::string styles() {
    pugi::xml_document document;
    pugi::xml_node all = begin(document, "w:styles");
    pugi::xml_node rp = child(child(child(all, "w:docDefaults"), "w:rPrDefault"), "w:rPr");
    fonts(rp, kTextFont);
    child(rp, "w:sz", "32"); // 三号
    child(rp, "w:lang").append_attribute("w:eastAsia") = "zh-CN";
    pugi::xml_node normal = child(all, "w:style");
    normal.append_attribute("w:type") = "paragraph";
    normal.append_attribute("w:default") = "1";
    normal.append_attribute("w:styleId") = "Normal";
    child(normal, "w:name", "Normal");
    return written(document);
}

constexpr std::string_view kTypes =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/fontTable.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>)";
constexpr std::string_view kRelations =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>)";
constexpr std::string_view kDocumentRelations =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/fontTable" Target="fontTable.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>)";

} // namespace

std::string table_docx(const TaskTable& table) {
    const std::pair<const char*, std::string> parts[] = {
        {"[Content_Types].xml", std::string(kTypes)}, {"_rels/.rels", std::string(kRelations)},     {"word/document.xml", body(table)},
        {"word/styles.xml", styles()},                {"word/fontTable.xml", font_table()},        {"word/footer1.xml", footer()},
        {"word/_rels/document.xml.rels", std::string(kDocumentRelations)},
    };
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
    if (!target)
        return {};
    zip_source_keep(target); // the archive lets go of it when it closes; the bytes are read afterwards
    const std::unique_ptr<zip_source_t, void (*)(zip_source_t*)> held(target, zip_source_free);
    zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
    if (!archive) {
        zip_source_free(target);
        return {};
    }
    for (const auto& [name, bytes] : parts) {
        zip_source_t* source = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
        const zip_int64_t at = source ? zip_file_add(archive, name, source, ZIP_FL_ENC_UTF_8) : -1;
        if (at < 0) {
            if (source)
                zip_source_free(source);
            zip_discard(archive);
            return {};
        }
        zip_file_set_dostime(archive, static_cast<zip_uint64_t>(at), 0, (43 << 9) | (1 << 5) | 1, 0); // a fixed day
    }
    if (zip_close(archive) != 0) {
        zip_discard(archive);
        return {};
    }
    std::string out;
    if (zip_source_open(target) != 0)
        return {};
    if (zip_source_seek(target, 0, SEEK_END) == 0) {
        const zip_int64_t size = zip_source_tell(target);
        zip_source_seek(target, 0, SEEK_SET);
        if (size > 0) {
            out.resize(static_cast<std::size_t>(size));
            if (zip_source_read(target, out.data(), out.size()) != size)
                out.clear();
        }
    }
    zip_source_close(target);
    return out;
}

} // namespace yaodian
