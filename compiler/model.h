// What the specs say, with every name resolved: flat records, numbers instead of pointers.
// Made by resolve(); read by link(), compare(), check(), and everything in runtime/.
// Slot 0 of every table is "none".
#pragma once

#include "compiler/dates.h"
#include "compiler/names.h"
#include "grammar/source.h"
#include "grammar/words.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace yaodian {

using FileId = uint32_t; ///< index into Compilation::files
using EntityId = uint32_t;
using DirectoryId = uint32_t;
using PlanId = uint32_t;
using TaskId = uint32_t;
inline constexpr uint32_t kNone = 0;

struct Range {
    uint32_t first = 0;
    uint32_t count = 0;
    bool empty() const { return count == 0; }
};

/// Where something is written.
struct Place {
    FileId file = kNone;
    Span span;
};

// ── Directories and glossaries ──────────────────────────────────────────────────────────────────────────────────

enum class EntityKind : uint8_t { None, Unit, Group, Role, Post, Metric, Event, Object, Element, Result,
                                  PostOf,   ///< 各单位.主要负责同志: `parent` the unit or group, `post` the post
                                  Unknown }; ///< a name nobody declared; there was a finding, go on with the name
enum class Level : uint8_t { None, National, City, District, Town, Office };
enum class MetricKind : uint8_t { None, Count, Stock, Rate };

struct Entity {
    EntityKind kind = EntityKind::None;
    Level level = Level::None;
    MetricKind metric = MetricKind::None;
    bool open = false;         ///< 开放, or a list ended by 等
    bool undetermined = false; ///< 待定
    Symbol name = 0;           ///< without its directory
    Symbol unit = 0;           ///< metric: its 单位
    DirectoryId directory = kNone; ///< unit, group, role, post; kNone for glossary words
    PlanId plan = kNone;           ///< a group declared inside a plan
    EntityId parent = kNone;       ///< unit: 上级
    EntityId acts_for = kNone;     ///< unit: 代行
    EntityId counterpart = kNone;  ///< unit: 对口
    EntityId post = kNone;         ///< PostOf
    EntityId numerator = kNone, denominator = kNone;
    EntityId taken_from = kNone;   ///< object or audience: 取自 a result
    Range members;                 ///< entities: 成员 of a group, 可由 of a role
    Range wider;                   ///< entities: 属于
    Range same;                    ///< entities: 视同
    Range later;                   ///< entities: 早于, the events this one precedes
    Range aliases;                 ///< symbols
    Place at;                      ///< the declared name
};

struct Directory {
    Symbol name = 0;
    Level level = Level::None;
    DirectoryId parent = kNone;
    EntityId government = kNone; ///< the unit whose level is the directory's own and that a plan of it speaks for, if any
    Place at;
};

// ── Plans ───────────────────────────────────────────────────────────────────────────────────────────────────────

enum class Mark : uint8_t { None, Inherited, Quoted, Doubtful, Inferred }; ///< by growing doubt; 承上 changes nothing
enum class TextKind : uint8_t { Full, Excerpt, Absent };
enum class Part : uint8_t { None, Body, Annex };
enum class SubPlace : uint8_t { Whole, Text, Cell, Name, Bracket, Heading }; ///< .文 .栏 .名 .括 .题

enum class Facet : uint8_t { None, Force, Elements, Quota, Window, Standing, Clock, MinRun, Gate, Subject, Responsible,
                             Object, Audience, Condition, Except, Yields,
                             // carried along, compared by their own rules or not at all:
                             Support, Jointly, Uses, Count };
enum class Who : uint8_t { Subject, Lead, Responsible, Support, Jointly };

/// One thing a task says in one facet, at one place or at all of them.
struct Fact {
    Facet facet = Facet::None;
    uint8_t place = 0; ///< 0: every cited place; k: only the k-th citation of the task (from 1)
    Mark mark = Mark::None;
    uint8_t bits = 0;   ///< FactBits
    uint32_t value = 0; ///< entity (who, elements, objects, results); quota, due: index; Force: Word; Condition: symbol
    uint32_t begin = 0; ///< where it is written, in the file of the plan
    uint32_t end = 0;
    Span span() const { return {begin, end}; }
};

enum FactBits : uint8_t {
    kLead = 1,         ///< Responsible: printed as 牵头
    kEach = 1,         ///< Subject: 各自
    kTotal = 2,        ///< Subject: 合计
    kOr = 4,           ///< an alternative to the fact before it (或)
    kOpen = 8,         ///< the list this fact ends goes on: 等, 等相关部门
    kDefault = 16,     ///< comes from 默认: never the cause of a difference
    kLevelMask = 96,   ///< Elements: 0 必, 32 视情, 64 可, 96 任选
    kAsFits = 32,
    kOptional = 64,
    kAnyOf = 96,
    kAllOf = 32,       ///< Object, Audience: 全部
    kNewOf = 64,       ///< 新增
    kSomeOf = 96,      ///< 部分
    kSilent = 128,     ///< 未写: the place says nothing; value is meaningless
};

enum class Compare : uint8_t { AtLeast, AtMost, Exactly };
enum class Period : uint8_t { Whole, Year, Half, Quarter, Month, Week, Day }; ///< Whole: once over `window`, or the plan year
enum class SubjectMode : uint8_t { Unsaid, Each, Total };

struct Term {
    EntityId entity = kNone;
    uint32_t begin = 0, end = 0;
    Mark mark = Mark::None;
    uint8_t bits = 0; ///< kOr, kOpen
};

struct Quota {
    Range subjects; ///< in Model::terms; empty: the task's 主体, else 责任
    SubjectMode mode = SubjectMode::Unsaid;
    Compare compare = Compare::AtLeast;
    Period period = Period::Whole;
    bool period_said = false;
    EntityId metric = kNone;
    int64_t value = 0;  ///< in ten-thousandths: 4 次 is 40000, 70% is 700000 (unit %), 1000万 is 10^11
    Symbol unit = 0;    ///< as folded: 次, %, 项 …; 0 when none was written and the metric has none
    Window window;      ///< an explicit window (8月, 上半年, 11月底前 inside the quota); empty() when none
    Mark mark = Mark::None;
};
inline constexpr int64_t kQuotaScale = 10000;

enum class DueKind : uint8_t { Window, Standing, Clock, MinRun, Gate, Vague };
enum class TimeUnit : uint8_t { None, Workday, Day, Week, Month, Year, Hour };
enum class WindowShape : uint8_t { Period, Before, From, Span }; ///< 二季度 · …前 · …起 · A 至 B

struct Due {
    DueKind kind = DueKind::Window;
    WindowShape shape = WindowShape::Period;
    TimeUnit unit = TimeUnit::None;
    bool unknown_start = false; ///< 未写后…: the paper does not say from when
    bool every_year = false;    ///< 每年8月
    int32_t length = 0;         ///< clock, minimum run
    EntityId event = kNone;     ///< clock, gate; kNone with kind Clock and not unknown_start: 实时
    Word vague = Word::None;    ///< Vague: which word
    Window window;              ///< Window; Standing: the span it must hold in
    Mark mark = Mark::None;
};

struct Cite {
    Part part = Part::None;
    SubPlace sub = SubPlace::Whole;
    Symbol first = 0; ///< 24.3; for a range its first place
    Symbol last = 0;  ///< equal to first unless a range: 24.3–24.4
    Span words;       ///< a sentence cited by its words, else empty
    Span at;
};

struct Link {
    TaskId target = kNone; ///< kNone: not found; there was a finding (or the plan was not read)
    Symbol plan = 0;       ///< as written
    Symbol task = 0;
    Mark mark = Mark::None;
    Span at;
};

struct Task {
    Symbol name = 0;
    PlanId plan = kNone;
    uint32_t chapter = 0; ///< in Model::chapters
    Span at;              ///< the name
    Span title;
    Span whole;           ///< the whole statement
    Range facts;          ///< sorted by (facet, place); order of writing within
    Range cites;
    Range implements;     ///< links
    Range depends;        ///< links
    Mark origin = Mark::None; ///< 来历
    Span witnesses;
    bool own = false;     ///< 自定
    uint32_t unread = 0;  ///< facets (1 << Facet) that are written but could not be read: nothing follows from their absence
};

struct Chapter {
    Symbol number = 0;
    Span title;
    Span at;
    PlanId plan = kNone;
    uint32_t parent = 0;
};

struct NonDuty {
    Cite cite;
    Span reason;
    Span at;
};
struct Declined { ///< 不承接
    Link link;
    Span reason;
    bool used = false;
};
struct Acknowledged { ///< 已核
    uint16_t code = 0;
    TaskId task = kNone; ///< kNone: the whole plan
    Symbol task_name = 0;
    Span reason;
    Span at;
};

struct Plan {
    Symbol name = 0;
    FileId file = kNone;
    Span at, title, number;
    int year = 0; ///< 0: not said
    Mark year_mark = Mark::None;
    Level level = Level::None;
    DirectoryId directory = kNone;
    bool directory_missing = false; ///< its issuer stands in a directory that was not read: said once, not for every unit
    EntityId issuer = kNone;
    EntityId government = kNone; ///< the issuer, or the one it acts for (代行)
    Day issued = kNoDay;
    Mark issued_mark = Mark::None;
    bool issued_silent = false; ///< 印发 未写
    TextKind body = TextKind::Full, annex = TextKind::Full;
    Mark body_mark = Mark::None, annex_mark = Mark::None;
    Symbol source = 0;    ///< 来源
    Span source_at, issued_at, year_at, issuer_at;
    Range upstreams;      ///< links with task == 0; target is a PlanId here
    Range addressees;     ///< terms
    Range chapters, tasks, nonduties, declined, acknowledged; ///< contiguous in their tables
    bool subject = true;  ///< given on the command line; false: read only because another needs it
};

// ── Calendars and cards ─────────────────────────────────────────────────────────────────────────────────────────

struct CalendarYear {
    int year = 0;
    std::vector<Day> off, work;
    Place at;
};

struct CardEntry {
    Part part = Part::None;
    SubPlace sub = SubPlace::Whole;
    Symbol place = 0;
    Span title;   ///< 标题, may be empty
    Span digest;  ///< text of 摘要
    uint32_t length = 0;
    Span at;
};
struct Card {
    Symbol name = 0;
    FileId file = kNone;
    Span at, title, number;
    Day issued = kNoDay;
    Range entries;
};

struct Model {
    std::vector<Entity> entities{1};
    std::vector<Directory> directories{1};
    std::vector<Plan> plans{1};
    std::vector<Task> tasks{1};
    std::vector<Chapter> chapters{1};
    std::vector<Fact> facts;
    std::vector<Term> terms;
    std::vector<Quota> quotas{1};
    std::vector<Due> dues{1};
    std::vector<Cite> cites;
    std::vector<Link> links;
    std::vector<NonDuty> nonduties;
    std::vector<Declined> declined;
    std::vector<Acknowledged> acknowledged;
    std::vector<uint32_t> ids; ///< pool for Range of entities or symbols
    std::vector<CalendarYear> calendars;
    std::vector<Card> cards{1};
    std::vector<CardEntry> card_entries;

    template <class T> static std::span<const T> slice(const std::vector<T>& pool, Range r) {
        return {pool.data() + r.first, r.count};
    }
    std::span<const uint32_t> list(Range r) const { return slice(ids, r); }
    /// All facts of a facet, whatever place they are said at.
    std::span<const Fact> facts_of(const Task& task, Facet facet) const;
    /// What one place says in a facet: the block of that place if it has one, else what stands outside all blocks.
    /// place 0 asks for what stands outside. A silenced facet gives one fact with kSilent.
    std::span<const Fact> facts_at(const Task& task, Facet facet, uint8_t place) const;
};

} // namespace yaodian
