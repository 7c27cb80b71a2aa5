// The places of a document: what can be cited.
// In:  a Document.
// Out: title, number, issuer, dates, addressees; headings, sentences, brackets and annex rows in printed order, each
//      with the name it is cited by (正文 24.3, 附表 67), its text, its digest and its length.
#pragma once

#include "tools/importer/annex.h"
#include "tools/importer/document.h"

#include <optional>
#include <string>
#include <vector>

namespace yaodian::importer {

/// A part or an item of the body: 四、…, （二）…, 24.…
struct Section {
    int level = 0;            ///< 1 一、  2 （一）  3 1.  4 （1）  5 ①; 0 for 前言 and 结语
    long number = 0;
    std::u32string cite;      ///< 24, 七（三）, 前言
    std::u32string head_cite; ///< usually the same; 第一部分 where items of their own are cited by 一
    Piece heading;            ///< empty when the text has none
    int parent = -1;
    bool leaf = true;         ///< has no sections below it
    bool duty = true;         ///< false below 总体要求, 基本原则 and the like
    Span span;
};

enum class PlaceKind { Heading, Sentence, Bracket, Row };

struct Place {
    PlaceKind kind = PlaceKind::Sentence;
    bool annex = false;
    std::u32string cite; ///< 24.3, 24.题, 24.括2, 67
    Piece text;
    int section = -1;    ///< body places
    int row = -1;        ///< annex places
    int bracket = -1;    ///< sentences: the place of the bracket that names its bodies, if any
    int part_bracket = -1; ///< sentences with one: the bracket behind the heading of the part
    bool split = false;  ///< a printed sentence that holds several measured duties was divided here
    std::string digest;
    uint32_t length = 0;
};

struct Places {
    std::u32string title, number, issuer;
    std::vector<std::u32string> addressees;
    std::optional<std::string> issued; ///< 2023-04-28
    Span title_at, number_at, issued_at;
    int year = 0;
    std::vector<Section> sections;
    std::vector<Place> list; ///< printed order
    Annex annex;
    Piece preface;           ///< the covering letter and what else stands before the plan, without blanks
    bool unnumbered = false; ///< neither numbered items nor an annex: every paragraph may ask for something
    Span body;               ///< the part of the text that is the plan itself
    struct Unread {
        Span span;
        Message why;
    };
    std::vector<Unread> unread;
    std::vector<Message> problems;
};

/// `year` is the plan year the caller knows of; the document's own title wins over it.
Places find_places(const Document& document, int year = 0);

/// "正文 24.3", "附表 67"
std::string place_name(const Place& place);

} // namespace yaodian::importer
