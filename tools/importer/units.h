// Who is named, and as what.
// In:  the text of a bracket, a cell or a line: "牵头单位：甲局；责任单位：乙局、丙局等", "甲局牵头，乙局、丙局按职责分工负责".
// Out: the bodies in printed order with their roles; a date that stands among them; what could not be read.
#pragma once

#include "tools/importer/text.h"

#include <string>
#include <vector>

namespace yaodian::importer {

enum class Role { Subject, Lead, Responsible, Support, Jointly };

struct UnitMention {
    std::u32string name;    ///< as it will be written: no blanks, brackets full width, an inherited level in front
    Role role = Role::Responsible;
    Span span;              ///< in the document
    bool level_added = false; ///< 市发展改革委、财政局: the level was printed once for the list
    bool inherited = false; ///< from a merged cell above
    bool doubtful = false;
};

struct UnitList {
    std::vector<UnitMention> units;
    bool open = false;          ///< 等, 等相关部门
    bool labelled = false;      ///< a printed 责任单位： and the like
    Piece due;                  ///< 完成时限：…
    std::vector<Piece> notes;   ///< 以下均需各区政府落实，不再列出; 列第一位者为牵头单位，下同
    std::vector<Piece> persons; ///< 牵头领导：…
    std::vector<Piece> unread;  ///< parts that are no body's name
};

UnitList read_units(const Piece& text, Role unlabelled);

/// The text is a name of a body or a group of them, going by how such names end.
/// 区政府新闻办公室（以下简称区新闻办） without what is in the bracket.
std::u32string without_short_form(std::u32string_view name);

bool is_unit_name(std::u32string_view name);
/// Every part of the text is such a name (role words and 等 allowed).
bool is_unit_list(const Piece& text);
/// A printed heading of what stands in a bracket or on a line: 责任单位：, 协同责任部门:, 完成时限：, 分管领导：
struct Label {
    enum Kind { Bodies, Due, Persons } kind = Bodies;
    std::size_t length = 0; ///< characters, the colon included; 0 when there is none
    Role role = Role::Responsible;
};
/// The label at `at`. The colon may be missing when `bare` allows it.
Label match_label(std::u32string_view text, std::size_t at, bool bare = false);

/// What a list is said to hold for, printed before its names: 以上任务由, 以上9—11项, 本部分, 以下各项.
struct Scope {
    enum Kind { None, Above, Below, Part } kind = None;
    std::size_t length = 0; ///< characters, 由 or 均由 included
    int items = 0;          ///< so many items; 0: all of the part
    int first = 0, last = 0; ///< 以上第（15）至（17）项: their numbers
};
Scope match_scope(std::u32string_view text);

std::string_view role_name(Role role); ///< 主体 牵头 责任 配合 会同

} // namespace yaodian::importer
