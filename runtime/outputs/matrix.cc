// The matrix: upstream duties down, lower plans across, one verdict a cell.
#include "runtime/outputs.h"

#include "runtime/describe.h"
#include "runtime/json.h"
#include "runtime/outputs/excerpt.h"
#include "runtime/printable.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace yaodian {

Ink ink_of(Verdict verdict) {
    switch (verdict) {
    case Verdict::Equal:
    case Verdict::Stricter: return Ink::Green;
    case Verdict::Weaker:
    case Verdict::Mixed:
    case Verdict::Missing:
    case Verdict::Conflict: return Ink::Red;
    case Verdict::Incomparable: return Ink::Yellow;
    case Verdict::Question: return Ink::Magenta;
    case Verdict::Stated: return Ink::Dim;
    }
    return Ink::Plain;
}

std::string matrix_text(const Compilation& c, const std::vector<Cell>& cells, const Look& look) {
    const Model& m = c.model;
    // Columns and rows by where they are written, whatever order the files were read in.
    auto by_place = [&](PlanId a, PlanId b) {
        const std::string &x = c.files[m.plans[a].file].path(), &y = c.files[m.plans[b].file].path();
        return x != y ? x < y : m.plans[a].at.begin < m.plans[b].at.begin;
    };
    std::map<PlanId, std::map<TaskId, std::map<PlanId, Verdict>>> tables; // by upstream plan
    for (const Cell& cell : cells)
        tables[m.tasks[cell.upper].plan][cell.upper][cell.plan] = cell.verdict;
    std::vector<PlanId> uppers;
    for (const auto& [plan, rows] : tables)
        uppers.push_back(plan);
    std::sort(uppers.begin(), uppers.end(), by_place);

    std::string out;
    for (const PlanId upper : uppers) {
        const auto& rows = tables[upper];
        std::set<PlanId> lower;
        for (const auto& [task, row] : rows)
            for (const auto& [plan, verdict] : row)
                lower.insert(plan);
        std::vector<PlanId> columns(lower.begin(), lower.end());
        std::sort(columns.begin(), columns.end(), by_place);

        uint32_t first = 4;
        for (const auto& [task, row] : rows)
            first = std::max(first, display_width(printable(c.name(m.tasks[task].name))));
        paint(out, look.color, Ink::Bold, plan_title(c, upper));
        out += '\n';
        out.append(first + 2, ' ');
        std::vector<uint32_t> widths;
        for (const PlanId plan : columns) {
            const std::string name = plan_name(c, plan);
            widths.push_back(std::max<uint32_t>(look.language == Language::Chinese ? 8 : 14, display_width(name)) + 2);
            out += name;
            out.append(widths.back() - display_width(name), ' ');
        }
        while (out.ends_with(' '))
            out.pop_back();
        out += '\n';
        std::map<Verdict, uint32_t> totals;
        for (const auto& [task, row] : rows) {
            const std::string name = printable(c.name(m.tasks[task].name));
            out += name;
            out.append(first + 2 - display_width(name), ' ');
            for (std::size_t k = 0; k < columns.size(); ++k) {
                const auto cell = row.find(columns[k]);
                const std::string_view word =
                    cell == row.end() ? "·" : look.of(chinese(cell->second), key(cell->second));
                if (cell == row.end()) {
                    paint(out, look.color, Ink::Dim, word);
                } else {
                    paint(out, look.color, ink_of(cell->second), word);
                    ++totals[cell->second];
                }
                if (k + 1 < columns.size())
                    out.append(widths[k] - display_width(word), ' ');
            }
            out += '\n';
        }
        std::string sum;
        for (const auto& [verdict, count] : totals)
            sum += fmt::format("{}{} {}", sum.empty() ? "" : look.of("、", ", "), look.of(chinese(verdict), key(verdict)), count);
        out += sum + "\n\n";
    }
    if (cells.empty())
        out += look.of("没有可以比较的上下级任务。\n", "No upstream task is addressed to or carried by a plan here.\n");
    else
        out.pop_back();
    return out;
}

std::string matrix_json(const Compilation& c, const std::vector<Cell>& cells) {
    std::string out;
    Json json(out);
    json.begin_object().member("schema", 1).line_break().key("cells").begin_array();
    for (const Cell& cell : cells) {
        json.line_break().begin_object();
        json.member("upstream", c.qualified(cell.upper)).member("plan", plan_name(c, cell.plan));
        json.key("task");
        if (cell.carriers.empty())
            json.null();
        else
            json.value(c.name(c.model.tasks[cell.carriers.front()].name));
        json.member("verdict", key(cell.verdict));
        json.key("facets").begin_object();
        for (const FacetVerdict& facet : cell.comparison.facets)
            json.member(chinese(facet.facet), key(facet.verdict));
        json.end_object();
        json.key("tasks").begin_array();
        for (const TaskId task : cell.carriers)
            json.value(c.name(c.model.tasks[task].name));
        json.end_array();
        json.end_object();
    }
    json.end_array().end_object();
    out += '\n';
    return out;
}

} // namespace yaodian
