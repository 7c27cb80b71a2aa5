// How good is an import of a document nobody had seen? Answers by passage: the writer of a document, who does not know how
// places are numbered here, names each by some of its words.
// In:  a line of JSON a place, and the JSON of an import made with quote.  Out: precision and recall of each field.
//
// First line: {"all": true, "year": 2026}; `all`: every duty of the document is listed. Then for each place:
//   {"kind": "body", "item": "24", "at": "some words of it", "units": [["牵头", "区政府办公室"]], "due": "..2026-03-31",
//    "quotas": [["常务会议", ">=", 4, "次", "year"]], "clocks": [["决策出台", 10, "workday"]]}
//   {"kind": "row", "row": "67", …}    {"kind": "body", "item": "前言", "at": "…", "duty": false}
// due: from..to (either may be empty), "long", "vague", null for none. "?" anywhere: not judged.
// Of quotas comparison, number and unit are judged, of clocks length and unit; the start of a mere deadline is not.
#pragma once

#include "tests/importer/score.h"

namespace yaodian::importer_tests {

Score score_passages(const std::string& answers, const std::string& json);

} // namespace yaodian::importer_tests
