// Writing what was read.
// In:  places and readings.  Out: a card for seeds/, a draft spec, JSON, the closing summary. All of it text.
#pragma once

#include "tools/importer/align.h"
#include "tools/importer/importer.h"
#include "tools/importer/places.h"
#include "tools/importer/read_place.h"

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace yaodian::importer {

/// The 文献 block: title, number, dates and every clause and row with the digest and length of its text.
std::string write_card(const Places& places, std::string_view id);

/// `against`: a line for the summary on what was made of the upstream plan.
std::string write_draft(const Places& places, const std::vector<Reading>& readings, const std::vector<Link>& links,
                        const ImportOptions& options, std::string& against);

/// With quote each place has its text as well.
std::string write_json(const Document& document, const Places& places, const std::vector<Reading>& readings,
                       const std::vector<Link>& links, bool quote);

/// Counts of clauses, rows, brackets and characters, and what was not understood.
std::string write_summary(const Document& document, const Places& places, const std::vector<Reading>& readings,
                          const std::vector<Link>& links);

/// Tasks for the given places alone, for a spec that is brought up to date.
struct Around { ///< what the plan has already
    std::string plan, default_due;
    std::set<std::string> tasks;
};
struct NewTasks {
    std::string tasks; ///< for the block of the plan
    std::string words; ///< for a glossary: quotas and events that none has
    std::vector<std::pair<std::string, std::string>> units; ///< name, and its line for a directory
};
NewTasks write_tasks(const Places& places, const std::vector<Reading>& readings, const std::vector<Link>& links,
                     const ImportOptions& options, const std::vector<bool>& wanted, const Around& around);

/// What a place says, as the language writes it: 期限 6月底前, 责任 区财政局, 指标 公布账目 每季度不少于1次.
std::vector<std::pair<std::string, std::string>> plain_facts(const Reading& reading);

std::string quote(std::u32string_view text);                    ///< a text as the language quotes it
std::string name_text(std::u32string_view name);                ///< a name, quoted when it has to be
std::string plan_name(const Places& places, const ImportOptions& options);
std::string document_id(const Places& places, const ImportOptions& options);

} // namespace yaodian::importer
