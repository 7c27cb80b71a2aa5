// The pipeline, as a table of contents: parse, resolve, link, check. The command line, the editor server, the tests
// and the fuzzers all call this one function.
#pragma once

#include "compiler/findings.h"
#include "compiler/graph.h"
#include "compiler/model.h"
#include "grammar/source.h"
#include "grammar/syntax.h"

#include <functional>
#include <string>
#include <vector>

namespace yaodian {

struct Input {
    SourceFile file;
    bool subject = true; ///< findings are wanted; false: read for the names and plans in it
};

/// The printed document behind a card, when the caller has it: returns the digest of a place, or "" when the document
/// has no such place. Not set: documents are not at hand, digests are not compared.
struct DocumentDigests {
    std::string card; ///< its name, folded (compiler/names.h)
    std::function<std::string(Part, std::string_view place)> digest;
    struct Listed {
        Part part = Part::None;
        std::string place;   ///< 24.3, 20.括, 21.栏
        bool beside = false; ///< a bracket or a cell, which no task has to cite
    };
    std::vector<Listed> places = {};        ///< in printed order; empty when it is not known what else there is
    std::function<std::string(Part, std::string_view place)> key = {}; ///< equal for two spellings of one place; set with places
    std::string title = {}, number = {}, issued = {}; ///< issued: 2023-04-28; empty when not printed or not known
};

struct CompileOptions {
    unsigned threads = 0; ///< 0: as many as the machine has
    std::vector<DocumentDigests> documents;
};

/// What was read, compared, and not compared and why.
struct Counts {
    uint32_t files = 0, plans = 0, tasks = 0, compared = 0; ///< plans and tasks of subject files; compared: pairs
    struct Left { Words what; uint32_t count; };
    std::vector<Left> left_out;
};

struct Compilation {
    std::vector<SourceFile> files{1}; ///< slot 0 is none
    std::vector<uint8_t> subject{0}; ///< per file: findings are wanted (Input::subject); check() drops the others
    Names names;
    Model model;
    ObligationGraph graph;
    Findings findings;
    Counts counts;

    std::string_view text(Place place) const { return files[place.file].text(place.span); }
    std::string_view name(Symbol symbol) const { return names.text(symbol); }
    std::string qualified(TaskId task) const; ///< 上海2023.公众列席
    Place at(const Task& task) const { return {model.plans[task.plan].file, task.at}; }
};

Compilation compile(std::vector<Input> inputs, const CompileOptions& options = {});

} // namespace yaodian
