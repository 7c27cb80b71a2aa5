#include "tools/importer/document.h"

#include <algorithm>
#include <map>
#include <memory>
#include <pugixml.hpp>
#include <zip.h>

namespace yaodian::importer {

namespace {

constexpr uint64_t max_part = 256u << 20; ///< an archive may promise more than it should be given

struct ZipClose {
    void operator()(zip_t* z) const { zip_discard(z); }
};

bool read_part(zip_t* zip, const char* name, std::string& out) {
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat(zip, name, 0, &stat) != 0 || !(stat.valid & ZIP_STAT_SIZE) || stat.size > max_part)
        return false;
    zip_file_t* file = zip_fopen(zip, name, 0);
    if (!file)
        return false;
    out.resize(stat.size);
    uint64_t used = 0;
    while (used < stat.size) {
        const auto n = zip_fread(file, out.data() + used, stat.size - used);
        if (n <= 0)
            break;
        used += static_cast<uint64_t>(n);
    }
    zip_fclose(file);
    out.resize(used);
    return used > 0;
}

std::string_view local(const char* name) {
    std::string_view n = name;
    const auto colon = n.find(':');
    return colon == std::string_view::npos ? n : n.substr(colon + 1);
}

pugi::xml_node child(pugi::xml_node node, std::string_view name) {
    for (pugi::xml_node c : node.children())
        if (local(c.name()) == name)
            return c;
    return {};
}

std::string attribute(pugi::xml_node node, std::string_view name) {
    for (pugi::xml_attribute a : node.attributes())
        if (local(a.name()) == name)
            return a.value();
    return {};
}

int number(const std::string& text, int otherwise) {
    const auto n = to_number(to_u32(text));
    return n ? static_cast<int>(std::min<long>(*n, 1000000)) : otherwise;
}

/// Automatic numbering: what Word prints in front of a paragraph and keeps out of its text.
class Numbering {
public:
    void read(const std::string& xml) {
        pugi::xml_document doc;
        if (!doc.load_buffer(xml.data(), xml.size()))
            return;
        const auto root = doc.document_element();
        for (auto node : root.children()) {
            if (local(node.name()) == "abstractNum") {
                auto& levels = abstract_[attribute(node, "abstractNumId")];
                for (auto l : node.children()) {
                    if (local(l.name()) != "lvl")
                        continue;
                    Level level;
                    level.format = attribute(child(l, "numFmt"), "val");
                    level.text = to_u32(attribute(child(l, "lvlText"), "val"));
                    level.start = number(attribute(child(l, "start"), "val"), 1);
                    levels[number(attribute(l, "ilvl"), 0)] = level;
                }
            } else if (local(node.name()) == "num") {
                instance_[attribute(node, "numId")] = attribute(child(node, "abstractNumId"), "val");
            }
        }
    }

    std::u32string next(const std::string& id, int ilvl) {
        const auto instance = instance_.find(id);
        if (instance == instance_.end() || ilvl < 0 || ilvl > 8)
            return {};
        auto& levels = abstract_[instance->second];
        const auto level = levels.find(ilvl);
        if (level == levels.end() || level->second.format == "bullet" || level->second.format == "none")
            return {};
        auto& counts = counts_[instance->second];
        counts.try_emplace(ilvl, level->second.start - 1).first->second++;
        for (auto it = counts.begin(); it != counts.end();)
            it = it->first > ilvl ? counts.erase(it) : std::next(it);
        std::u32string out;
        for (std::size_t i = 0; i < level->second.text.size(); ++i) {
            const char32_t c = level->second.text[i];
            if (c != U'%' || i + 1 >= level->second.text.size() || !is_digit(level->second.text[i + 1])) {
                out.push_back(c);
                continue;
            }
            const int which = static_cast<int>(level->second.text[++i] - U'1');
            const auto other = levels.find(which);
            if (other == levels.end())
                continue;
            const int value = counts.count(which) ? counts[which] : other->second.start;
            out += print(value, other->second.format);
        }
        return out;
    }

private:
    struct Level {
        std::string format;
        std::u32string text;
        int start = 1;
    };
    static std::u32string print(int value, const std::string& format) {
        if (format.find("hinese") != std::string::npos || format.find("ideograph") != std::string::npos ||
            format.find("japanese") != std::string::npos || format.find("taiwanese") != std::string::npos)
            return to_chinese(value);
        if (format.find("ircle") != std::string::npos && value >= 1 && value <= 20)
            return std::u32string(1, static_cast<char32_t>(U'①' + value - 1));
        const std::string digits = std::to_string(value);
        return std::u32string(digits.begin(), digits.end());
    }
    std::map<std::string, std::map<int, Level>> abstract_;
    std::map<std::string, std::string> instance_;
    std::map<std::string, std::map<int, int>> counts_;
};

class Reader {
public:
    Reader(Document& out, Numbering& numbering, std::map<std::string, std::pair<std::string, int>> styles)
        : out_(out), numbering_(numbering), styles_(std::move(styles)) {}

    void block(pugi::xml_node parent, int depth) {
        if (depth > 32)
            return;
        for (auto node : parent.children()) {
            const auto name = local(node.name());
            if (name == "p")
                paragraph(node, depth);
            else if (name == "tbl")
                table(node, depth);
            else if (name != "sectPr" && name != "del" && name != "moveFrom")
                block(node, depth + 1);
        }
    }

private:
    void paragraph(pugi::xml_node p, int depth) {
        const auto properties = child(p, "pPr");
        auto num = child(properties, "numPr");
        std::string id = attribute(child(num, "numId"), "val");
        int level = number(attribute(child(num, "ilvl"), "val"), 0);
        if (id.empty()) {
            const auto style = styles_.find(attribute(child(properties, "pStyle"), "val"));
            if (style != styles_.end()) {
                id = style->second.first;
                level = style->second.second;
            }
        }
        if (!id.empty())
            out_.text += numbering_.next(id, level);
        runs(p, depth);
        out_.text.push_back(U'\n');
    }

    void runs(pugi::xml_node node, int depth) {
        if (depth > 64)
            return;
        for (auto c : node.children()) {
            const auto name = local(c.name());
            if (name == "t")
                out_.text += to_u32(c.text().get());
            else if (name == "tab")
                out_.text.push_back(U' ');
            else if (name == "br" || name == "cr")
                out_.text.push_back(U'\n');
            else if (name == "noBreakHyphen")
                out_.text.push_back(U'-');
            // Tracked deletions and the alternative for old programs are not part of the text.
            else if (name != "del" && name != "moveFrom" && name != "pPr" && name != "rPr" && name != "Fallback" && name != "instrText")
                runs(c, depth + 1);
        }
    }

    /// Rows of a table, cells of a row; content controls may stand around each of them.
    static void gather(pugi::xml_node node, std::string_view what, int depth, std::vector<pugi::xml_node>& out) {
        for (auto c : node.children()) {
            const auto name = local(c.name());
            if (name == what)
                out.push_back(c);
            else if (depth < 8 && (name == "sdt" || name == "sdtContent" || name == "customXml" || name == "smartTag" || name == "ins" || name == "moveTo"))
                gather(c, what, depth + 1, out);
        }
    }

    void table(pugi::xml_node node, int depth) {
        Table table;
        std::vector<Cell> last; ///< per grid column the cell that a vMerge continues
        std::vector<pugi::xml_node> rows;
        gather(node, "tr", 0, rows);
        for (auto tr : rows) {
            if (child(child(tr, "trPr"), "del")) // a row whose deletion is tracked
                continue;
            std::vector<Cell> row;
            for (int before = number(attribute(child(child(tr, "trPr"), "gridBefore"), "val"), 0); before > 0 && row.size() < 64; --before)
                row.push_back({});
            std::vector<pugi::xml_node> cells;
            gather(tr, "tc", 0, cells);
            for (auto tc : cells) {
                const auto properties = child(tc, "tcPr");
                const int span = std::clamp(number(attribute(child(properties, "gridSpan"), "val"), 1), 1, 64);
                const auto merge = child(properties, "vMerge");
                const bool continued = merge && attribute(merge, "val") != "restart";
                Cell cell;
                cell.span.begin = static_cast<uint32_t>(out_.text.size());
                block(tc, depth + 1);
                cell.span.end = static_cast<uint32_t>(out_.text.size());
                cell.columns = span;
                if (continued && row.size() < last.size()) {
                    cell.span = last[row.size()].span;
                    cell.continued = true;
                }
                for (int c = 0; c < span && row.size() < 64; ++c) {
                    if (last.size() <= row.size())
                        last.resize(row.size() + 1);
                    last[row.size()] = cell;
                    Cell placed = cell;
                    placed.continued = cell.continued || c > 0;
                    row.push_back(placed);
                }
            }
            if (!row.empty())
                table.rows.push_back(std::move(row));
        }
        bool any = false;
        for (const auto& row : table.rows)
            for (const Cell& cell : row) {
                if (cell.span.empty())
                    continue;
                table.span = any ? Span{std::min(table.span.begin, cell.span.begin), std::max(table.span.end, cell.span.end)} : cell.span;
                any = true;
            }
        if (any)
            out_.tables.push_back(std::move(table));
    }

    Document& out_;
    Numbering& numbering_;
    std::map<std::string, std::pair<std::string, int>> styles_;
};

} // namespace

bool read_docx(std::string_view bytes, Document& out) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (!source)
        return false;
    std::unique_ptr<zip_t, ZipClose> zip(zip_open_from_source(source, ZIP_RDONLY, &error));
    if (!zip) {
        zip_source_free(source);
        return false;
    }
    std::string xml, part;
    if (!read_part(zip.get(), "word/document.xml", xml))
        return false;
    Numbering numbering;
    if (read_part(zip.get(), "word/numbering.xml", part))
        numbering.read(part);
    std::map<std::string, std::pair<std::string, int>> styles; ///< numbering that comes with a paragraph style
    if (read_part(zip.get(), "word/styles.xml", part)) {
        pugi::xml_document doc;
        if (doc.load_buffer(part.data(), part.size()))
            for (auto style : doc.document_element().children()) {
                const auto num = child(child(style, "pPr"), "numPr");
                const auto id = attribute(child(num, "numId"), "val");
                if (!id.empty())
                    styles[attribute(style, "styleId")] = {id, number(attribute(child(num, "ilvl"), "val"), 0)};
            }
    }
    pugi::xml_document doc;
    const auto result = doc.load_buffer_inplace(xml.data(), xml.size(), pugi::parse_default | pugi::parse_ws_pcdata);
    if (!result)
        out.problems.push_back({"Word 文件的正文有损坏，只读到损坏处为止", "the Word text is damaged; read up to the damage"});
    Reader(out, numbering, std::move(styles)).block(doc, 0);
    return true;
}

} // namespace yaodian::importer
