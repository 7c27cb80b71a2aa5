// What every view needs. A view lives in a file of runtime/views/, found by CMake: `extern const ViewRule view_<file name>`.
// In: plans, cells, what the reader asked for.  Out: a Board; where it stands on paper is not a view's business.
#pragma once

#include "runtime/drawing.h"
#include "runtime/phrases.h"
#include "runtime/sheets.h"

#include "compiler/bodies.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace yaodian::picture {

/// The parts pictures are made of, and who passes the reader's filters.
class Parts {
public:
    Parts(const Compilation& compilation, const std::vector<Cell>& matrix, const GraphOptions& options);

    const Compilation& c;
    const Model& m;
    const std::vector<Cell>& cells;
    const GraphOptions& o;

    bool zh() const { return o.language == Language::Chinese; }
    std::string of(std::string_view chinese_words, std::string_view english_words) const {
        return std::string(zh() ? chinese_words : english_words);
    }

    // ── what a task says, in a few words ──
    std::string id(TaskId task) const { return c.qualified(task); }
    std::string title(TaskId task) const;   ///< its title, else its name
    std::string name(TaskId task) const { return std::string(c.name(m.tasks[task].name)); }
    std::string places(TaskId task) const;  ///< 正文 24.3–24.4 · 附表 67
    std::string who(TaskId task, std::size_t most = 6) const;    ///< 责任 区财政局、区教育局等7家
    std::vector<std::string> who_on(TaskId task, double width, std::size_t lines) const; ///< as many names as there is room for
    /// 3月31日前／一季度. What 默认 says of every row (全年) is left out where it would only be noise.
    std::string when(TaskId task, bool with_defaults = true) const;
    std::string how_much(TaskId task) const; ///< 列席常务会议 ≥4次/年
    std::string results(TaskId task) const; ///< 产出 决策事项目录
    std::string said(const Task& task, Facet facet) const; ///< the words of a facet, each once
    std::string entity(EntityId e) const;
    std::string text(const Plan& plan, Span span) const;   ///< as written, on one line
    std::string plan_name(PlanId plan) const { return std::string(c.name(m.plans[plan].name)); }
    std::string about(PlanId plan) const;   ///< 虹口2023《…》 虹府办发〔2023〕8号 2023年4月28日印发
    std::string level(PlanId plan) const;   ///< 市 区 镇街
    uint32_t top_chapter(TaskId task) const;
    std::string chapter_title(uint32_t chapter) const;
    std::string chapter_mark(uint32_t chapter) const;

    // ── boxes ──
    static constexpr double kUpperWidth = 78;
    /// Of a card beside an upstream box, so that the columns fill the paper.
    double card_width() const;
    double column_width(double least) const; ///< of cards in a frame, at least so wide, so that the columns fill the paper
    /// Of either box of a pair with a labelled link between them, so that pairs side by side fill the paper.
    double pair_width(double least, double label, double most) const;
    struct Detail {
        bool plan = false;    ///< name its plan
        bool name = false;    ///< name the mnemonic
        bool findings = true; ///< numbers of errors and warnings
        bool results = true;
        bool compact = false; ///< one line for the units, place and date on one line
        bool bare = false;    ///< plan and title only
        bool brief = false;   ///< plan, title and place
        double width = 178;
    };
    Node card(TaskId task, const Detail& detail) const;
    /// An upstream task as the cell of a lower plan sees it; cell may be null (not compared).
    Node upper(TaskId task, const Cell* cell, double width, bool titled) const;
    /// A task that stands elsewhere: its name, and the sheet it is on.
    Node ghost(TaskId task) const;
    Node result(EntityId e, Tone tone = Tone::Plain) const;
    /// ▼ 变弱 期限、指标
    std::string verdict_words(const Cell& cell) const;
    std::string verdict_words(Verdict verdict, const std::vector<Facet>& facets) const;
    std::vector<Facet> differing(const Cell& cell) const;

    // ── questions ──
    const Cell* cell(TaskId upper, PlanId plan) const;
    std::span<const Cell> cells_of(PlanId plan) const;   ///< by upper task
    const std::vector<const Cell*>& cells_under(TaskId upper) const;
    std::span<const Finding* const> findings_of(TaskId task) const;
    Severity severity(const Cell& cell) const; ///< of the findings about it
    std::vector<PlanId> plans() const;         ///< asked for: options.plan, else the subjects with tasks, in order of level and name
    bool passes(TaskId task) const;            ///< chapter, theme, unit, dates and severity
    bool is_theme(TaskId task) const;          ///< its own name is asked for
    bool passes_severity(TaskId task) const;
    bool passes_theme(TaskId task) const;
    bool passes_chapter(TaskId task) const;
    bool passes_dates(TaskId task) const;
    /// How a task binds a unit, strongest first; the group it is reached through, or the unit itself.
    struct Binding {
        std::string role;
        EntityId by = kNone;
        int rank = 0;
        bool sure = true;
        uint8_t place = 0; ///< 0: every cited place says so; k: only the k-th
    };
    std::vector<Binding> bindings(TaskId task, EntityId unit) const;
    static std::vector<Tone> verdict_tones();
    Legend legend(Shape shape, std::string_view zh_words, std::string_view en_words) const; ///< of a shape
    Legend legend_of_findings() const; ///< of the numbers on cards
    std::string filters() const; ///< what was left out, for the header
    /// How many tasks each filter leaves, one by one: for whoever asked for things that never meet.
    Words each_filter() const;

private:
    std::map<std::pair<PlanId, TaskId>, const Cell*> by_pair_;
    std::map<TaskId, std::vector<const Cell*>> by_upper_;
    std::map<TaskId, std::vector<const Finding*>> findings_;
    std::map<std::pair<PlanId, TaskId>, Severity> gaps_; ///< findings about an upstream task that nobody carries
    mutable Bodies bodies_;
};

struct ViewRule {
    std::string_view name;
    Words summary;
    Board (*draw)(const Parts&);
};

} // namespace yaodian::picture
