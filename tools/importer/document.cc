#include "tools/importer/document.h"

#include <iconv.h>

namespace yaodian::importer {

namespace {

bool is_utf8(std::string_view bytes) {
    const auto* p = reinterpret_cast<const unsigned char*>(bytes.data());
    const auto* end = p + bytes.size();
    while (p < end) {
        const unsigned char c = *p;
        if (c < 0x80) {
            ++p;
            continue;
        }
        const int n = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
        if (c < 0xC2 || c > 0xF4 || end - p < n)
            return false;
        for (int i = 1; i < n; ++i)
            if ((p[i] & 0xC0) != 0x80)
                return false;
        if ((c == 0xE0 && p[1] < 0xA0) || (c == 0xED && p[1] > 0x9F) || (c == 0xF0 && p[1] < 0x90) || (c == 0xF4 && p[1] > 0x8F))
            return false;
        p += n;
    }
    return true;
}

/// Text in another encoding as UTF-8; `bad` counts the bytes that had no meaning in it.
std::string convert(std::string_view bytes, const char* from, std::size_t& bad) {
    std::string out;
    bad = 0;
    iconv_t cd = iconv_open("UTF-8", from);
    if (cd == reinterpret_cast<iconv_t>(-1)) {
        bad = bytes.size();
        return out;
    }
    out.resize(bytes.size() * 2 + 16);
    std::string in(bytes);
    char* source = in.data();
    std::size_t left = in.size(), used = 0;
    while (left > 0) {
        char* target = out.data() + used;
        std::size_t room = out.size() - used;
        const std::size_t done = iconv(cd, &source, &left, &target, &room);
        used = out.size() - room;
        if (done != static_cast<std::size_t>(-1))
            break;
        if (errno == E2BIG) {
            out.resize(out.size() * 2);
            continue;
        }
        ++bad; // a byte that means nothing, or a character cut off at the end
        ++source;
        --left;
        if (used + 3 > out.size())
            out.resize(out.size() * 2);
        out.replace(used, 3, "\xEF\xBF\xBD");
        used += 3;
    }
    iconv_close(cd);
    out.resize(used);
    return out;
}

bool contains_tag(std::string_view bytes) {
    std::string head;
    for (char c : bytes.substr(0, 4096))
        head.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
    if (head.find("<!doctype html") != std::string::npos || head.find("<html") != std::string::npos)
        return true;
    int tags = 0;
    for (const char* tag : {"<p", "<div", "<table", "<body", "<span", "<br", "<td", "<tr", "<meta", "<head", "<h1"}) {
        const auto at = head.find(tag);
        if (at == std::string::npos)
            continue;
        const char next = at + std::string_view(tag).size() < head.size() ? head[at + std::string_view(tag).size()] : '>';
        tags += next == '>' || next == ' ' || next == '/' || next == '\n' || next == '\t' || next == '\r' ? 1 : 0;
    }
    return tags >= 2 || (tags == 1 && head.find("</") != std::string::npos);
}

Document unreadable(std::string zh, std::string en) {
    Document out;
    out.format = Format::Unreadable;
    out.problems.push_back({std::move(zh), std::move(en)});
    return out;
}

} // namespace

Document read_document(std::string_view bytes) {
    auto begins = [&](std::string_view magic) { return bytes.substr(0, magic.size()) == magic; };
    if (begins("%PDF-"))
        return unreadable("这是 PDF 文件，请先转成文本再导入：pdftotext -layout 文件.pdf 文件.txt（扫描件须先做文字识别）",
                          "this is a PDF; convert it first: pdftotext -layout FILE.pdf FILE.txt (a scan needs OCR)");
    if (begins("\xD0\xCF\x11\xE0"))
        return unreadable("这是旧版 Word 或 WPS 文件（.doc、.wps），请先转换再导入：soffice --headless --convert-to docx 文件.doc（旧版 Excel .xls、.et 用 --convert-to html）",
                          "this is an old Word or WPS file; convert it first: soffice --headless --convert-to docx FILE.doc (an old spreadsheet: --convert-to html)");
    for (std::string_view magic : {"\x89PNG", "\xFF\xD8\xFF", "GIF8", "II*\0", "MM\0*"})
        if (bytes.size() >= 4 && bytes.substr(0, magic.size()) == magic)
            return unreadable("这是图片，请先做文字识别（OCR），再导入得到的文本", "this is a picture; recognise its text (OCR) first");
    if (bytes.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return unreadable("文件是空的", "the file is empty");
    if (begins("{\\rtf"))
        return unreadable("这是 RTF 文件，请先转换再导入：soffice --headless --convert-to docx 文件.rtf",
                          "this is an RTF file; convert it first: soffice --headless --convert-to docx FILE.rtf");
    if (begins("PK\x03\x04")) {
        Document out;
        if (read_docx(bytes, out)) {
            out.format = Format::Docx;
            out.encoding = "UTF-8";
            out.norm = canonical(std::u32string_view(out.text));
            return out;
        }
        if (bytes.find("OFD.xml") != std::string_view::npos)
            return unreadable("这是 OFD 版式文件，请用版式阅读器另存为 PDF，再转成文本：pdftotext -layout 文件.pdf 文件.txt",
                              "this is an OFD file; save it as PDF with an OFD reader, then: pdftotext -layout FILE.pdf FILE.txt");
        if (bytes.find("xl/workbook.xml") != std::string_view::npos || bytes.find("xl/worksheets") != std::string_view::npos)
            return unreadable("这是 Excel 表格，请先转成网页再导入：soffice --headless --convert-to html 文件.xlsx",
                              "this is a spreadsheet; convert it first: soffice --headless --convert-to html FILE.xlsx");
        return unreadable("这个压缩包里没有 Word 正文（word/document.xml），或者文件已损坏、过大；如是 .odt 等，请先转换："
                          "soffice --headless --convert-to docx 文件",
                          "no Word text (word/document.xml) in this archive, or it is damaged or too large; for .odt "
                          "and others: soffice --headless --convert-to docx FILE");
    }

    Document out;
    std::string converted;
    std::string_view utf8 = bytes;
    out.encoding = "UTF-8";
    std::size_t bad = 0;
    if (begins("\xEF\xBB\xBF")) {
        utf8.remove_prefix(3);
        out.encoding = "UTF-8 BOM";
    } else if (begins("\xFF\xFE") || begins("\xFE\xFF")) {
        converted = convert(bytes.substr(2), begins("\xFF\xFE") ? "UTF-16LE" : "UTF-16BE", bad);
        utf8 = converted;
        out.encoding = "UTF-16";
    } else if (!is_utf8(bytes)) {
        converted = convert(bytes, "GB18030", bad);
        // A text that is UTF-8 but for a few damaged bytes has its multi-byte sequences nearly all in order.
        std::size_t sequences = 0, broken = 0;
        for (std::size_t i = 0; i < bytes.size();) {
            const auto c = static_cast<unsigned char>(bytes[i]);
            if (c < 0x80) {
                ++i;
                continue;
            }
            const std::size_t n = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
            if (c >= 0xC2 && i + n <= bytes.size() && is_utf8(bytes.substr(i, n))) {
                ++sequences;
                i += n;
            } else {
                ++broken;
                ++i;
            }
        }
        if (sequences > broken * 8) {
            out.problems.push_back({"文本中有不是 UTF-8 的字节，已用 � 代替", "some bytes are not UTF-8; replaced by �"});
        } else if (bad * 20 > bytes.size() + 20) {
            return unreadable("认不出这个文件的格式：不是 UTF-8、UTF-16 或 GB18030 文本，也不是 HTML 或 DOCX",
                              "unknown format: neither UTF-8, UTF-16 or GB18030 text nor HTML nor DOCX");
        } else {
            utf8 = converted;
            out.encoding = "GB18030";
            if (bad > 0)
                out.problems.push_back({"文本中有不是 GB18030 的字节，已用 � 代替", "some bytes are not GB18030; replaced by �"});
        }
    }
    std::size_t controls = 0;
    for (char c : utf8.substr(0, 65536))
        controls += static_cast<unsigned char>(c) < 32 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\v' ? 1 : 0;
    if (controls * 20 > std::min<std::size_t>(utf8.size(), 65536) + 20)
        return unreadable("这不是文本文件", "this is not a text file");
    if (contains_tag(utf8)) {
        out.format = Format::Html;
        read_html(to_u32(utf8), out);
    } else {
        out.format = Format::Text;
        out.text = to_u32(utf8);
    }
    out.norm = canonical(std::u32string_view(out.text));
    return out;
}

} // namespace yaodian::importer
