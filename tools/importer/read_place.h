// What one sentence or one row says.
// In:  the places of a document.
// Out: for each sentence and row: is it a duty, who is named and as what, by when, how much, how firmly, a short title;
//      every guess with the characters it rests on and how sure it is.
#pragma once

#include "tools/importer/measure.h"
#include "tools/importer/places.h"
#include "tools/importer/units.h"

#include <optional>
#include <string>
#include <vector>

namespace yaodian::importer {

enum class Force { Must, Principle, Encourage, Explore, May, MustNot };
std::string_view force_name(Force force); ///< 必须 原则上 鼓励 探索 可以 不得

struct Quota {
    std::u32string subject;         ///< empty: nobody is named for it
    bool subject_inferred = false;
    std::u32string name;            ///< what is counted
    bool at_most = false, exactly = false, strict = false, compared = true;
    bool odd = false;               ///< of a frequency the language has no word for: not written
    double value = 0;
    std::u32string number, unit;
    Per per = Per::None;
    bool per_inferred = false;
    Span span;
    double confidence = 0.9;
};

struct ClockFound {
    Clock clock;
    Span span;
    double confidence = 0.9;
};

struct DueFound {
    Due due;
    Span span;
    bool inherited = false;
};

struct Doubt {
    Span span;
    std::string zh, en;
    bool marked = false; ///< the draft carries a mark （推定） at the place: no remark besides
};

struct Reading {
    std::size_t place = 0; ///< in Places::list
    bool duty = true;
    std::u32string title;
    std::vector<UnitMention> units; ///< those of bracket or cell, then those the sentence itself names
    bool open = false;              ///< 等
    std::optional<DueFound> due;    ///< what holds for the place: cell or bracket first, else the sentence
    std::vector<DueFound> dues;     ///< all that the sentence says
    Force force = Force::Must;
    bool mixed_force = false;       ///< another firmness in part of it
    std::vector<Quota> quotas;
    std::vector<ClockFound> clocks;
    std::vector<Span> gates;        ///< …前置条件, 会前: what must come before something
    double confidence = 0.95;
    std::vector<Doubt> doubts;
};

std::vector<Reading> read_places(const Places& places);

/// The bodies a sentence makes act, and those it names with 会同.
std::vector<UnitMention> find_subjects(const Piece& text);
/// A short noun phrase for a sentence: its verb and object without what leads in.
std::u32string short_title(std::u32string_view sentence);
/// A name for a task out of its title: what it is about, in about ten characters, never cut inside a word it knows.
std::u32string short_name(std::u32string_view title);

} // namespace yaodian::importer
