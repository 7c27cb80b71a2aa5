#include "tests/independent/world.h"

#include "compiler/calendar.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace yaodian::independent {

namespace fs = std::filesystem;

Files real_specs(const std::string& root) {
    Files out;
    for (const char* folder : {"specs", "seeds"})
        if (fs::exists(fs::path(root) / folder))
            for (const auto& entry : fs::recursive_directory_iterator(fs::path(root) / folder))
                if (entry.path().extension() == ".yd") {
                    std::ifstream in(entry.path(), std::ios::binary);
                    std::ostringstream text;
                    text << in.rdbuf();
                    out.push_back({fs::relative(entry.path(), root).string(), text.str()});
                }
    std::sort(out.begin(), out.end(), [](const Text& a, const Text& b) { return a.path < b.path; });
    return out;
}

namespace {

std::string_view trimmed(std::string_view line) {
    while (!line.empty() && (line.front() == ' ' || line.front() == '\t'))
        line.remove_prefix(1);
    return line;
}
bool starts(std::string_view s, std::string_view with) {
    return s.substr(0, with.size()) == with;
}

std::vector<Input> inputs(const Files& files) {
    std::vector<Input> out;
    for (const Text& t : files)
        out.push_back({SourceFile::from_string(t.path, t.text), true});
    return out;
}

} // namespace

Files twin(const Files& all, const std::string& path) {
    Files out;
    Files names;
    std::string original;
    for (const Text& t : all) {
        if (starts(t.path, "specs/directory/") || starts(t.path, "specs/glossary/") ||
            starts(t.path, "specs/calendar/"))
            names.push_back(t);
        if (t.path == path)
            original = t.text;
    }
    out = names;
    out.push_back({"a-original.yd", original});
    const Compilation c = compile(inputs(out), {1, {}});
    PlanId plan = kNone;
    for (PlanId p = 1; p < c.model.plans.size(); ++p)
        if (c.files[c.model.plans[p].file].path() == "a-original.yd")
            plan = p;
    const Plan& p = c.model.plans[plan];
    const std::string name(c.name(p.name));
    // What ties the original to its own upstream and paper goes; each task is tied to its original.
    std::string copy;
    std::istringstream lines(original);
    uint32_t offset = 0;
    for (std::string line; std::getline(lines, line); offset += static_cast<uint32_t>(line.size()) + 1) {
        const std::string_view t = trimmed(line);
        bool drop = false;
        for (const char* word : {"上级 ", "落实 ", "自定", "不承接 ", "已核 ", "来源 "})
            drop |= starts(t, word);
        if (drop)
            continue;
        const uint32_t end = offset + static_cast<uint32_t>(line.size());
        if (offset <= p.at.begin && p.at.begin < end) {
            line.replace(p.at.begin - offset, p.at.size(), name + "乙");
            copy += line + "\n    上级 " + name + "\n";
            continue;
        }
        copy += line + "\n";
        for (const Task& task : Model::slice(c.model.tasks, p.tasks))
            if (offset <= task.at.begin && task.at.begin < end)
                copy += "            落实 " + name + "." + std::string(c.files[p.file].text(task.at)) + "\n";
    }
    out.push_back({"b-copy.yd", copy});
    return out;
}

std::string FindingSeen::key() const {
    return "YD" + std::to_string(code) + " " + std::string(yaodian::key(severity)) + " " + plan + "." + task +
           " " + std::string(chinese(facet)) + " < " + upstream;
}

Seen look(const Files& files) {
    Seen s{compile(inputs(files), {1, {}}), {}, {}};
    const Compilation& c = s.c;
    const Calendar calendar(c.model);
    const CompareContext context{c, calendar};
    for (Cell& x : make_cells(context)) {
        CellSeen cell;
        cell.upper = c.qualified(x.upper);
        cell.plan = c.name(c.model.plans[x.plan].name);
        cell.upper_task = x.upper;
        cell.plan_id = x.plan;
        cell.carriers = x.carriers;
        for (TaskId t : x.carriers)
            cell.carrier_names.push_back(c.qualified(t));
        for (const FacetVerdict& v : x.comparison.facets)
            cell.facets[v.facet] = v.verdict;
        cell.verdict = x.verdict;
        cell.stated = x.stated;
        s.cells[cell.upper + " < " + cell.plan] = std::move(cell);
    }
    for (const Finding& f : c.findings) {
        FindingSeen x;
        x.code = f.code;
        x.severity = f.severity;
        x.facet = f.facet;
        if (f.plan != kNone)
            x.plan = c.name(c.model.plans[f.plan].name);
        if (f.task != kNone)
            x.task = c.name(c.model.tasks[f.task].name);
        if (f.upstream_task != kNone)
            x.upstream = c.qualified(f.upstream_task);
        x.message = f.message().render().zh;
        s.findings.push_back(std::move(x));
    }
    return s;
}

} // namespace yaodian::independent
