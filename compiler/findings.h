// A finding: what is wrong, where, what upstream says, what to do. Numbers and values, never sentences.
// The sentences live in compiler/diagnostics.def, Chinese and English; render() joins them with the values.
#pragma once

#include "compiler/model.h"

#include <optional>
#include <string>
#include <vector>

namespace yaodian {

enum class Severity : uint8_t { Note, Question, Warning, Error }; ///< in rank
enum class Group : uint8_t { Syntax, Coverage, Strictness, BodyAnnex, Authority, Time, Graph, Source, Wording };
/// Mixed is 互有严松: weaker in one facet, stricter in another. Stated is 不承接.
enum class Verdict : uint8_t { Equal, Stricter, Weaker, Mixed, Missing, Incomparable, Conflict, Question, Stated };

enum Code : uint16_t {
#define YD_FINDING(number, name, group, severity, zh, en) name = number,
#include "compiler/diagnostics.def"
#undef YD_FINDING
};

struct FindingInfo {
    uint16_t code;
    std::string_view name;
    Group group;
    Severity severity; ///< from printed words; marks lower it
    std::string_view zh, en;
};
const FindingInfo* find_info(uint16_t code);
std::span<const FindingInfo> all_findings(); ///< by number

std::string_view key(Severity);        ///< error warning note question
std::string_view key(Verdict);         ///< equal … stated
std::string_view chinese(Verdict);     ///< 一致 更严 …
std::string_view chinese(Severity);    ///< 错误 警告 提示 待核
std::string_view chinese(Group);       ///< 承接 …
std::string_view chinese(Facet);       ///< 力度 要素 指标 期限 持续 时限 时长 前置 主体 责任 对象 受众 条件 除外 产出
std::string_view english(Facet);

/// A value of a message in both languages.
struct Words {
    std::string zh, en;
    Words() = default;
    Words(std::string both) : zh(both), en(std::move(both)) {}
    Words(const char* both) : zh(both), en(both) {}
    Words(std::string_view both) : zh(both), en(both) {}
    Words(std::string z, std::string e) : zh(std::move(z)), en(std::move(e)) {}
};

/// A sentence: a number of diagnostics.def, and the values for its {0} {1} ….
struct Message {
    uint16_t code = 0;
    std::vector<Words> values;
    Words render() const;
};

struct Related {
    Place at;
    Words what; ///< "上级条款在此" / "the upstream clause is here"
};

struct Fix { ///< only when certain
    Place at;
    std::string replacement;
};

struct Finding {
    uint16_t code = 0;
    Severity severity = Severity::Note;
    std::optional<Verdict> verdict;
    Facet facet = Facet::None;
    PlanId plan = kNone;
    TaskId task = kNone;
    Place at;
    PlanId upstream_plan = kNone;
    TaskId upstream_task = kNone;
    Place upstream_at;
    std::vector<Words> values;
    Words advice;          ///< what to do, or what would settle a question; may be empty
    std::string suggestion; ///< the name probably meant, or empty
    std::vector<Related> related;
    std::optional<Fix> fix;
    std::string acknowledged; ///< reason of 已核, or empty
    Message message() const { return {code, values}; }
};
using Findings = std::vector<Finding>;

/// Severity after marks: 转引 at most warning; 推定, 存疑, 节录 make a question (a note stays a note).
Severity weaken(Severity severity, Mark mark);

/// By file, line, number, then text: the same order for the same input whatever the threads.
void sort(Findings& findings);

} // namespace yaodian
