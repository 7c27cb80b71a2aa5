// From a printed plan to a draft spec: the one door of this library.
// In:  the bytes of a document and what the caller knows (an upstream plan, an earlier spec, the declared names).
// Out: a draft in the language, the card of the document, the same as JSON, a summary for the person who corrects it.
// Nothing here prints or opens a file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace yaodian::importer {

/// One task of the plan above, as the caller's compiler knows it; for --against.
struct UpstreamTask {
    std::string name;                  ///< 上海2023.公众列席
    std::string title;
    std::vector<std::string> quotas;   ///< names of its quotas
    std::vector<std::string> elements;
    std::vector<std::string> results;
};

/// One declared name and the other ways it is written; the draft prefers what is declared.
struct KnownName {
    std::string name;
    std::vector<std::string> aliases;
    std::string unit; ///< of a metric: 次, %; empty when not declared
};

/// How the first line of every draft begins: what is declared in one has not been looked at by anybody yet.
inline constexpr std::string_view kDraftMark = "# 由 yaodian import 从印发文件读出的草稿";

struct ImportOptions {
    std::string id;                    ///< of the card: hongkou-2023; made from the title when empty
    std::string file;                  ///< shown in messages
    std::string plan;                  ///< name of the plan: 虹口2023; made from title and issuer when empty
    bool quote = false;                ///< add each sentence as a comment
    int year = 0;                      ///< when the document does not say
    std::vector<UpstreamTask> against;
    std::string against_plan;          ///< 上海2023
    int against_year = 0;              ///< its 年度; links to a plan of another year are remarks
    double link_threshold = 0.55;      ///< links at least this sure become statements
    std::string update;                ///< text of the spec to bring up to date, with old_card
    std::string old_card;
    std::vector<KnownName> units, quotas, events;
};

struct ImportProblem {
    std::string zh, en;
    uint32_t begin = 0, end = 0; ///< code points of the decoded document
    bool fatal = false;          ///< the document could not be read
};

struct ImportResult {
    bool readable = true;
    std::string id;
    std::string draft;   ///< .yd
    std::string card;    ///< .yd
    std::string json;
    std::string summary; ///< Chinese, for the terminal
    std::string changes; ///< with update: clause by clause
    struct {
        std::string zh, en;
    } wrong_use;         ///< with update: plan, card and document do not belong together
    std::vector<ImportProblem> problems;
};

ImportResult import_document(std::string_view bytes, const ImportOptions& options);

/// The card alone.
ImportResult seed_document(std::string_view bytes, const ImportOptions& options);

/// What a card is compared with: the head of the document and the digest of every place a card lists.
struct PlaceDigest {
    std::string place;   ///< 正文 24.3
    std::string digest;  ///< sha256:…
    bool beside = false; ///< a bracket, or the cells of a row for bodies and times
};
struct Printed {
    std::string title, number, issued; ///< issued: 2023-04-28; empty what is not printed
    std::vector<PlaceDigest> places;
};
Printed digest_places(std::string_view bytes);

} // namespace yaodian::importer
