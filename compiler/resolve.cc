// Declarations first (who and what there is), then every task, in pieces that may be read side by side.
#include "compiler/resolve.h"
#include "compiler/scope.h"
#include "compiler/suggest.h"
#include "compiler/values.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <unordered_map>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace yaodian {

std::span<const Fact> Model::facts_of(const Task& task, Facet facet) const {
    const Fact* f = facts.data() + task.facts.first;
    const Fact* end = f + task.facts.count;
    while (f != end && f->facet < facet)
        ++f;
    const Fact* last = f;
    while (last != end && last->facet == facet)
        ++last;
    return {f, last};
}

std::span<const Fact> Model::facts_at(const Task& task, Facet facet, uint8_t place) const {
    std::span<const Fact> all = facts_of(task, facet);
    const Fact* f = all.data();
    const Fact* end = f + all.size();
    const Fact* outside = f; // place 0 sorts first
    while (outside != end && outside->place == 0)
        ++outside;
    if (place != 0) {
        const Fact* a = outside;
        while (a != end && a->place < place)
            ++a;
        const Fact* b = a;
        while (b != end && b->place == place)
            ++b;
        if (a != b)
            return {a, b};
    }
    return {f, outside};
}

namespace resolving {
namespace {

/// What was freed goes back to the system; without it a large run would hold every tree until its end.
void give_back_memory() {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

class Declarations {
public:
    Declarations(const ResolveInput& in, Names& names, Findings& findings)
        : in_(in), names_(names), findings_(findings), piece_(tables_) {
        tables_.in = &in;
        tables_.names = &names;
        tables_.model = &m_;
        tables_.task_node.push_back(0);
        tables_.defaults.resize(1);
    }

    Model run() {
        std::size_t nodes = 0;
        for (const SyntaxTree& t : in_.trees)
            nodes += t.nodes.size();
        m_.tasks.reserve(nodes / 6 + 16);
        tables_.task_node.reserve(nodes / 6 + 16);
        find_placeholders();
        for (FileId f = 1; f < in_.files.size(); ++f)
            declare_file(f);
        for (const Pending& p : directories_)
            directory_head(p);
        break_directory_cycles();
        for (const Pending& p : entities_)
            entity_body(p);
        governments();
        for (std::size_t i = 0; i < plans_.size(); ++i)
            plan_head(plans_[i]);
        flush_piece();
        tasks();
        return std::move(m_);
    }

private:
    struct Pending {
        uint32_t id;
        FileId file;
        uint32_t node;
    };

    const SyntaxTree& tree(FileId f) const { return in_.trees[f]; }
    std::string_view text(FileId f, Span s) const { return in_.files[f].text(s); }
    const SyntaxNode& node(FileId f, uint32_t i) const { return in_.trees[f].nodes[i]; }

    Finding& report(uint16_t code, FileId file, Span at, std::vector<Words> values = {}) {
        static thread_local Finding sink;
        if (!in_.subject[file])
            return sink = Finding{};
        Finding f;
        f.code = code;
        f.severity = find_info(code)->severity;
        f.at = {file, at};
        f.values = std::move(values);
        findings_.push_back(std::move(f));
        return findings_.back();
    }

    /// The name a declaration gives: its first Name or Text, joined with the names after it up to the title.
    Symbol declared_name(FileId f, uint32_t i, Span& at, Span* title) {
        const Symbol s = written_name(f, i, at, title);
        if (!s)
            report(value_missing_name, f, node(f, i).span(), {Words(text(f, node(f, i).span()))});
        return s;
    }

    Symbol written_name(FileId f, uint32_t i, Span& at, Span* title) {
        uint32_t end = tree(f).values_end(i);
        at = node(f, i).span();
        if (title)
            *title = {};
        std::string joined;
        for (uint32_t k = i + 1; k < end; ++k) {
            const SyntaxNode& n = node(f, k);
            if (n.shape == Shape::Name) {
                if (joined.empty())
                    at = n.span();
                else
                    at.end = n.end;
                joined += text(f, n.span());
            } else if (n.shape == Shape::Text) {
                if (joined.empty() && (!title || k + 1 < end)) {
                    at = n.span();
                    joined = text(f, n.span());
                } else if (title) {
                    *title = n.span();
                }
            }
        }
        return names_.intern(joined);
    }

    // ── first pass: what there is ───────────────────────────────────────────────────────────────────────────────

    void declare_file(FileId f) {
        const auto& nodes = tree(f).nodes;
        for (uint32_t i = 0; i < nodes.size(); i = nodes[i].next) {
            switch (nodes[i].word) {
            case Word::Directory:
                declare_directory(f, i);
                break;
            case Word::Glossary:
                declare_glossary(f, i);
                break;
            case Word::Calendar:
                calendar(f, i);
                break;
            case Word::Document:
                card(f, i);
                break;
            case Word::Plan:
                declare_plan(f, i);
                break;
            default:
                if (nodes[i].shape == Shape::Statement)
                    report(statement_misplaced, f, nodes[i].span(), {Words(text(f, nodes[i].span())), Words("文件的最外层", "file outside any block")});
            }
        }
    }

    EntityId new_entity(EntityKind kind, Symbol name, FileId f, Span at) {
        Entity e;
        e.kind = kind;
        e.name = name;
        e.at = {f, at};
        m_.entities.push_back(e);
        return static_cast<EntityId>(m_.entities.size() - 1);
    }

    void global_name(Symbol s, EntityId id) {
        if (uint32_t old = tables_.entities.find(key_of(everywhere(), s)); old && old != id)
            tables_.entities.set(key_of(everywhere(), s), kAmbiguous);
        else
            tables_.entities.insert(key_of(everywhere(), s), id);
    }

    static EntityKind unit_kind(Word w) {
        return w == Word::Unit    ? EntityKind::Unit
               : w == Word::Group ? EntityKind::Group
               : w == Word::Role  ? EntityKind::Role
               : w == Word::Post  ? EntityKind::Post
                                  : EntityKind::None;
    }

    /// A directory of which every unit stands in a fuller one of the same name only kept its place (静安区 with 区政府 alone,
    /// for plans of the city): the fuller one is meant.
    void find_placeholders() {
        struct Said {
            FileId file;
            uint32_t node;
            std::set<Symbol> units;
        };
        std::map<Symbol, std::vector<Said>> by_name;
        for (FileId f = 1; f < in_.trees.size(); ++f)
            for (uint32_t i = 0; i < tree(f).nodes.size(); i = node(f, i).next)
                if (node(f, i).word == Word::Directory) {
                    Span at;
                    if (const Symbol name = written_name(f, i, at, nullptr))
                        by_name[name].push_back({f, i, {}});
                }
        for (auto& [name, all] : by_name) {
            if (all.size() < 2)
                continue;
            for (Said& d : all)
                for (uint32_t k = tree(d.file).values_end(d.node); k < node(d.file, d.node).next; k = node(d.file, k).next)
                    if (Span at; unit_kind(node(d.file, k).word) != EntityKind::None)
                        d.units.insert(written_name(d.file, k, at, nullptr));
            for (const Said& d : all)
                for (const Said& fuller : all)
                    if (d.units.size() < fuller.units.size() && std::includes(fuller.units.begin(), fuller.units.end(), d.units.begin(), d.units.end()))
                        placeholders_.insert({d.file, d.node});
        }
    }

    void declare_directory(FileId f, uint32_t i) {
        Span at;
        Symbol name = declared_name(f, i, at, nullptr);
        if (!name || placeholders_.count({f, i}))
            return;
        uint32_t known = tables_.directories.find(key_of(0, name));
        if (known) {
            if (in_.subject[f] && in_.subject[m_.directories[known].at.file]) {
                Finding& x = report(directory_twice, f, at, {Words(text(f, at))});
                x.related.push_back({m_.directories[known].at, Words("先前声明在这里", "first declared here")});
            }
            return;
        }
        Directory d;
        d.name = name;
        d.at = {f, at};
        m_.directories.push_back(d);
        DirectoryId id = static_cast<DirectoryId>(m_.directories.size() - 1);
        tables_.directories.insert(key_of(0, name), id);
        directories_.push_back({id, f, i});
        for (uint32_t k = tree(f).values_end(i); k < node(f, i).next; k = node(f, k).next) {
            EntityKind kind = unit_kind(node(f, k).word);
            if (kind != EntityKind::None)
                declare_unit(kind, f, k, id, kNone);
            else if (node(f, k).word != Word::LevelIs && node(f, k).word != Word::Upstream && node(f, k).word != Word::Alias)
                report(statement_misplaced, f, node(f, k).span(), {Words(text(f, node(f, k).span())), Words("名录", "directory")});
        }
    }

    void declare_unit(EntityKind kind, FileId f, uint32_t i, DirectoryId directory, PlanId plan) {
        Span at;
        Symbol name = declared_name(f, i, at, nullptr);
        if (!name)
            return;
        EntityId id = new_entity(kind, name, f, at);
        m_.entities[id].directory = directory;
        m_.entities[id].plan = plan;
        entities_.push_back({id, f, i});
        uint32_t scope = plan ? plan_scope(plan) : directory_scope(directory);
        uint32_t stands = tables_.entities.insert(key_of(scope, name), id);
        if (stands != id) {
            Finding& x = report(unit_twice, f, at, {Words(text(f, at))});
            x.related.push_back({m_.entities[stands].at, Words("先前声明在这里", "first declared here")});
        }
        if (!plan)
            global_name(name, id);
        std::vector<uint32_t> aliases;
        for (uint32_t k = tree(f).values_end(i); k < node(f, i).next; k = node(f, k).next)
            if (node(f, k).word == Word::Alias)
                for_names(f, k, [&](std::string_view s, Span where) {
                    Symbol a = names_.intern(s);
                    if (!a || a == name)
                        return;
                    aliases.push_back(a);
                    uint32_t there = tables_.entities.insert(key_of(scope, a), id);
                    if (there != id) {
                        Finding& x = report(alias_collides, f, where, {Words(s), Words(names_.text(m_.entities[there].name))});
                        x.related.push_back({m_.entities[there].at, Words("它声明在这里", "it is declared here")});
                    }
                    if (!plan)
                        global_name(a, id);
                });
        m_.entities[id].aliases = pool(aliases);
    }

    static EntityKind word_kind(Word w) {
        switch (w) {
        case Word::Quota:
            return EntityKind::Metric;
        case Word::Event:
            return EntityKind::Event;
        case Word::Object:
        case Word::Audience:
            return EntityKind::Object;
        case Word::Elements:
            return EntityKind::Element;
        case Word::Result:
            return EntityKind::Result;
        default:
            return EntityKind::None;
        }
    }

    void declare_glossary(FileId f, uint32_t i) {
        for (uint32_t k = tree(f).values_end(i); k < node(f, i).next; k = node(f, k).next) {
            EntityKind kind = word_kind(node(f, k).word);
            if (kind == EntityKind::None) {
                report(statement_misplaced, f, node(f, k).span(), {Words(text(f, node(f, k).span())), Words("词表", "glossary")});
                continue;
            }
            // `要素 甲、乙、丙` declares each
            std::vector<std::pair<std::string, Span>> listed;
            for_names(f, k, [&](std::string_view s, Span at) { listed.emplace_back(std::string(s), at); });
            if (listed.empty())
                report(value_missing_name, f, node(f, k).span(), {Words(text(f, node(f, k).span()))});
            for (auto& [s, at] : listed) {
                Symbol name = names_.intern(s);
                if (!name)
                    continue;
                uint32_t there = tables_.entities.find(key_of(glossary_scope(kind), name));
                if (there) {
                    bool both = in_.subject[f] && in_.subject[m_.entities[there].at.file];
                    if (both) {
                        Finding& x = report(word_twice, f, at, {Words(s)});
                        x.related.push_back({m_.entities[there].at, Words("先前声明在这里", "first declared here")});
                    }
                    continue;
                }
                EntityId id = new_entity(kind, name, f, at);
                tables_.entities.insert(key_of(glossary_scope(kind), name), id);
                entities_.push_back({id, f, k});
                std::vector<uint32_t> aliases;
                if (listed.size() == 1)
                    for (uint32_t b = tree(f).values_end(k); b < node(f, k).next; b = node(f, b).next)
                        if (node(f, b).word == Word::Alias)
                            for_names(f, b, [&](std::string_view alias, Span where) {
                                Symbol a = names_.intern(alias);
                                if (!a || a == name)
                                    return;
                                aliases.push_back(a);
                                uint32_t other = tables_.entities.insert(key_of(glossary_scope(kind), a), id);
                                if (other != id) {
                                    Finding& x = report(word_alias_collides, f, where,
                                                        {Words(alias), Words(names_.text(m_.entities[other].name))});
                                    x.related.push_back({m_.entities[other].at, Words("它声明在这里", "it is declared here")});
                                }
                            });
                m_.entities[id].aliases = pool(aliases);
            }
        }
    }

    template <class F> void for_names(FileId f, uint32_t i, F&& each) {
        Here here;
        here.file = f;
        Reader reader(piece_, here);
        Reader::Items list(reader, i + 1, tree(f).values_end(i));
        for (const auto& item : list) {
            std::string room;
            each(reader.joined(item, room), item.span);
        }
    }

    Range pool(const std::vector<uint32_t>& list) {
        Range r{static_cast<uint32_t>(m_.ids.size()), static_cast<uint32_t>(list.size())};
        m_.ids.insert(m_.ids.end(), list.begin(), list.end());
        return r;
    }

    void declare_plan(FileId f, uint32_t i) {
        Span at, title;
        Symbol name = declared_name(f, i, at, &title);
        if (!name)
            return;
        if (uint32_t known = tables_.plans.find(key_of(0, name))) {
            if (in_.subject[f] && in_.subject[m_.plans[known].file]) {
                Finding& x = report(plan_twice, f, at, {Words(text(f, at))});
                x.related.push_back({{m_.plans[known].file, m_.plans[known].at}, Words("先前写在这里", "first written here")});
            }
            return;
        }
        Plan p;
        p.name = name;
        p.file = f;
        p.at = at;
        p.title = title;
        p.subject = in_.subject[f];
        m_.plans.push_back(p);
        tables_.defaults.emplace_back();
        PlanId id = static_cast<PlanId>(m_.plans.size() - 1);
        tables_.plans.insert(key_of(0, name), id);
        plans_.push_back({id, f, i});
        m_.plans[id].tasks.first = static_cast<uint32_t>(m_.tasks.size());
        m_.plans[id].chapters.first = static_cast<uint32_t>(m_.chapters.size());
        declare_tasks(id, f, tree(f).values_end(i), node(f, i).next, 0);
        m_.plans[id].tasks.count = static_cast<uint32_t>(m_.tasks.size()) - m_.plans[id].tasks.first;
        m_.plans[id].chapters.count = static_cast<uint32_t>(m_.chapters.size()) - m_.plans[id].chapters.first;
    }

    void declare_tasks(PlanId plan, FileId f, uint32_t from, uint32_t end, uint32_t chapter) {
        for (uint32_t i = from; i < end; i = node(f, i).next) {
            switch (node(f, i).word) {
            case Word::Chapter: {
                Chapter c;
                c.plan = plan;
                c.parent = chapter;
                c.number = declared_name(f, i, c.at, &c.title);
                m_.chapters.push_back(c);
                declare_tasks(plan, f, tree(f).values_end(i), node(f, i).next,
                              static_cast<uint32_t>(m_.chapters.size() - 1));
                break;
            }
            case Word::Task: {
                Task t;
                t.plan = plan;
                t.chapter = chapter;
                t.name = declared_name(f, i, t.at, &t.title);
                t.whole = {node(f, i).begin, statement_end(f, i)};
                TaskId id = static_cast<TaskId>(m_.tasks.size());
                m_.tasks.push_back(t);
                tables_.task_node.push_back(i);
                if (t.name) {
                    uint32_t there = tables_.tasks.insert(key_of(plan, t.name), id);
                    if (there != id) {
                        Finding& x = report(task_twice, f, t.at, {Words(text(f, t.at))});
                        x.plan = plan;
                        x.related.push_back({{f, m_.tasks[there].at}, Words("先前写在这里", "first written here")});
                    }
                }
                break;
            }
            case Word::Group:
            case Word::Role:
            case Word::Post:
            case Word::Unit:
                declare_unit(unit_kind(node(f, i).word), f, i, kNone, plan);
                break;
            default:
                break;
            }
        }
    }

    uint32_t statement_end(FileId f, uint32_t i) const {
        uint32_t end = node(f, i).end;
        for (uint32_t k = i + 1; k < node(f, i).next; ++k)
            end = std::max(end, node(f, k).end);
        return end;
    }

    // ── second pass: what they say of each other ────────────────────────────────────────────────────────────────

    Level level_of(FileId f, uint32_t i) {
        for (uint32_t k = i + 1; k < tree(f).values_end(i); ++k) {
            Word w = fixed_word(text(f, node(f, k).span()), WordClass::Level);
            switch (w) {
            case Word::National:
                return Level::National;
            case Word::City:
                return Level::City;
            case Word::District:
                return Level::District;
            case Word::Town:
                return Level::Town;
            case Word::Office:
                return Level::Office;
            default:
                if (node(f, k).shape == Shape::Name)
                    report(value_level, f, node(f, k).span(), {Words(text(f, node(f, k).span()))});
            }
        }
        return Level::None;
    }

    void directory_head(const Pending& p) {
        Directory& d = m_.directories[p.id];
        for (uint32_t k = tree(p.file).values_end(p.node); k < node(p.file, p.node).next; k = node(p.file, k).next) {
            if (node(p.file, k).word == Word::LevelIs)
                d.level = level_of(p.file, k);
            else if (node(p.file, k).word == Word::Upstream)
                for_names(p.file, k, [&](std::string_view s, Span at) {
                    d.parent = tables_.directories.find(key_of(0, names_.find(s)));
                    if (!d.parent) {
                        std::vector<std::string_view> all;
                        for (std::size_t n = 1; n < m_.directories.size(); ++n)
                            all.push_back(names_.text(m_.directories[n].name));
                        report(directory_unknown, p.file, at, {Words(s)}).suggestion = nearest(s, all);
                    }
                });
        }
    }

    void break_directory_cycles() {
        for (DirectoryId id = 1; id < m_.directories.size(); ++id) {
            DirectoryId d = m_.directories[id].parent;
            std::size_t steps = 0;
            while (d && d != id && steps++ < m_.directories.size())
                d = m_.directories[d].parent;
            if (d == id) {
                report(directory_cycle, m_.directories[id].at.file, m_.directories[id].at.span,
                       {Words(names_.text(m_.directories[id].name))});
                m_.directories[id].parent = kNone;
            }
        }
    }

    void entity_body(const Pending& p) {
        const FileId f = p.file;
        Here here;
        here.file = f;
        here.directory = m_.entities[p.id].directory;
        here.plan = m_.entities[p.id].plan;
        if (here.plan)
            here.directory = plan_directory(here.plan);
        Reader reader(piece_, here);
        std::vector<uint32_t> members, wider, same, later;
        bool glossary = !m_.entities[p.id].directory && !m_.entities[p.id].plan;
        EntityKind kind = m_.entities[p.id].kind;
        auto first_of = [&](uint32_t k) {
            std::vector<Term> terms;
            reader.unit_list(k + 1, tree(f).values_end(k), terms);
            return terms.empty() ? kNone : real(terms[0].entity);
        };
        for (uint32_t k = tree(f).values_end(p.node); k < node(f, p.node).next; k = node(f, k).next) {
            switch (node(f, k).word) {
            case Word::LevelIs: {
                Level level = level_of(f, k);
                m_.entities[p.id].level = level;
                break;
            }
            case Word::Upstream: {
                EntityId id = first_of(k);
                m_.entities[p.id].parent = id == p.id ? kNone : id;
                break;
            }
            case Word::ActsFor: {
                EntityId id = first_of(k);
                m_.entities[p.id].acts_for = id;
                break;
            }
            case Word::Counterpart: {
                EntityId id = first_of(k);
                m_.entities[p.id].counterpart = id;
                break;
            }
            case Word::Members:
            case Word::HeldBy: {
                std::vector<Term> terms;
                reader.unit_list(k + 1, tree(f).values_end(k), terms);
                for (const Term& t : terms) {
                    if (real(t.entity))
                        members.push_back(real(t.entity));
                    if (t.bits & kOpen)
                        m_.entities[p.id].open = true;
                }
                break;
            }
            case Word::BelongsTo:
                if (glossary) {
                    for_names(f, k, [&](std::string_view s, Span at) {
                        if (EntityId id = real(reader.word(s, kind, at)); id && id != p.id)
                            wider.push_back(id);
                    });
                } else {
                    std::vector<Term> terms;
                    reader.unit_list(k + 1, tree(f).values_end(k), terms);
                    for (const Term& t : terms)
                        if (EntityId id = real(t.entity); id && id != p.id)
                            wider.push_back(id);
                }
                break;
            case Word::SameAs:
                for_names(f, k, [&](std::string_view s, Span at) {
                    if (EntityId id = real(reader.word(s, kind, at)); id && id != p.id)
                        same.push_back(id);
                });
                break;
            case Word::Precedes:
                for_names(f, k, [&](std::string_view s, Span at) {
                    if (EntityId id = real(reader.word(s, EntityKind::Event, at)); id && id != p.id)
                        later.push_back(id);
                });
                break;
            case Word::TakenFrom:
                for_names(f, k, [&](std::string_view s, Span at) {
                    m_.entities[p.id].taken_from = real(reader.word(s, EntityKind::Result, at));
                });
                break;
            case Word::Numerator:
                for_names(f, k, [&](std::string_view s, Span at) {
                    m_.entities[p.id].numerator = real(reader.word(s, EntityKind::Object, at));
                });
                break;
            case Word::Denominator:
                for_names(f, k, [&](std::string_view s, Span at) {
                    m_.entities[p.id].denominator = real(reader.word(s, EntityKind::Object, at));
                });
                break;
            case Word::Unit:
                for_names(f, k, [&](std::string_view s, Span) { m_.entities[p.id].unit = names_.intern(s); });
                break;
            case Word::KindIs:
                for_names(f, k, [&](std::string_view s, Span at) {
                    Word w = fixed_word(s, WordClass::MetricKind);
                    if (w == Word::None)
                        report(value_metric_kind, f, at, {Words(s)});
                    m_.entities[p.id].metric = w == Word::Count_  ? MetricKind::Count
                                               : w == Word::Stock ? MetricKind::Stock
                                               : w == Word::Rate  ? MetricKind::Rate
                                                                  : MetricKind::None;
                });
                break;
            case Word::Open:
                m_.entities[p.id].open = true;
                break;
            case Word::Undetermined:
                m_.entities[p.id].undetermined = true;
                break;
            case Word::Alias:
                break;
            default:
                report(statement_misplaced, f, node(f, k).span(),
                       {Words(text(f, node(f, k).span())), Words(names_.text(m_.entities[p.id].name))});
            }
        }
        if (kind == EntityKind::Metric && m_.entities[p.id].metric == MetricKind::None)
            m_.entities[p.id].metric =
                m_.entities[p.id].unit && names_.folded(m_.entities[p.id].unit) == "%" ? MetricKind::Rate : MetricKind::Count;
        m_.entities[p.id].members = pool(members);
        m_.entities[p.id].wider = pool(wider);
        m_.entities[p.id].same = pool(same);
        m_.entities[p.id].later = pool(later);
    }

    /// An id the declarations' own piece made up (an unknown name, a post of a group) becomes one of the model.
    EntityId real(EntityId id) {
        if (!(id & kLocal))
            return id;
        std::size_t i = id & ~kLocal;
        if (promoted_.size() <= i)
            promoted_.resize(i + 1, kNone);
        if (!promoted_[i])
            promoted_[i] = promote(piece_.entities[i], piece_);
        return promoted_[i];
    }

    Symbol real_symbol(Symbol s, const Piece& piece) {
        return s & kLocal ? names_.intern(piece.local_names.text(s & ~kLocal)) : s;
    }

    EntityId promote(Entity e, const Piece& piece) {
        e.name = real_symbol(e.name, piece);
        if (e.parent & kLocal)
            e.parent = kNone; // a post of an unknown: the unknown was reported
        uint64_t key = e.kind == EntityKind::PostOf ? (uint64_t(1) << 63 | uint64_t(e.parent) << 32 | e.post)
                                                    : (uint64_t(3) << 62 | e.name);
        uint32_t known = tables_.posts_of.find(key);
        if (known)
            return known;
        m_.entities.push_back(e);
        EntityId id = static_cast<EntityId>(m_.entities.size() - 1);
        tables_.posts_of.insert(key, id);
        return id;
    }

    void governments() {
        for (DirectoryId d = 1; d < m_.directories.size(); ++d) {
            EntityId acted_for = kNone, top = kNone, level = kNone;
            for (EntityId id = 1; id < m_.entities.size(); ++id) {
                const Entity& e = m_.entities[id];
                if (e.directory != d || e.kind != EntityKind::Unit)
                    continue;
                if (e.acts_for && m_.entities[e.acts_for].directory == d && !acted_for)
                    acted_for = e.acts_for;
                bool inside = e.parent && m_.entities[e.parent].directory == d;
                if (!top && !inside)
                    top = id;
                if (!level && e.level == m_.directories[d].level && e.name == m_.directories[d].name)
                    level = id;
            }
            m_.directories[d].government = acted_for ? acted_for : level ? level : top;
        }
    }

    DirectoryId plan_directory(PlanId plan) {
        for (const Pending& p : plans_)
            if (p.id == plan)
                for (uint32_t k = tree(p.file).values_end(p.node); k < node(p.file, p.node).next; k = node(p.file, k).next)
                    if (node(p.file, k).word == Word::Issuer) {
                        DirectoryId out = kNone;
                        for_names(p.file, k, [&](std::string_view s, Span) {
                            if (out)
                                return;
                            std::string room;
                            std::string_view folded = fold(s, room);
                            std::size_t dot = folded.find('.');
                            DirectoryId named = tables_.directories.find(key_of(0, names_.find(folded)));
                            DirectoryId first = dot == std::string_view::npos
                                                    ? kNone
                                                    : tables_.directories.find(key_of(0, names_.find(folded.substr(0, dot))));
                            DirectoryId last =
                                dot == std::string_view::npos
                                    ? kNone
                                    : tables_.directories.find(key_of(0, names_.find(folded.substr(folded.rfind('.') + 1))));
                            out = last ? last : first ? first : named;
                            if (!out)
                                if (EntityId id = tables_.entities.find(key_of(everywhere(), names_.find(folded)));
                                    id && id != kAmbiguous) {
                                    out = tables_.directories.find(key_of(0, m_.entities[id].name));
                                    if (!out)
                                        out = m_.entities[id].directory;
                                }
                        });
                        return out;
                    }
        return kNone;
    }

    void plan_head(const Pending& p) {
        const FileId f = p.file;
        Plan& plan = m_.plans[p.id];
        plan.directory = plan_directory_cached(p);
        Here here;
        here.file = f;
        here.plan = p.id;
        here.directory = plan.directory;
        Reader reader(piece_, here);
        bool issuer_said = false;
        if (!plan.directory)
            for (uint32_t k = tree(f).values_end(p.node); k < node(f, p.node).next && !plan.directory_missing; k = node(f, k).next)
                if (node(f, k).word == Word::Issuer) {
                    issuer_said = true;
                    for_names(f, k, [&](std::string_view s, Span at) {
                        std::string room;
                        const std::string_view name = fold(s, room);
                        if (plan.directory_missing || reader.find_unit_name(name))
                            return;
                        const std::string_view of = name.substr(0, name.find('.'));
                        std::vector<std::string_view> known;
                        for (DirectoryId d = 1; d < m_.directories.size(); ++d)
                            known.push_back(names_.text(m_.directories[d].name));
                        Finding& finding = report(plan_without_directory, f, at, {Words(of)});
                        finding.plan = p.id;
                        finding.suggestion = nearest(of, known);
                        plan.directory_missing = true;
                    });
                }
        if (!plan.directory && !issuer_said) // issuer_missing tells it: without an issuer every name would be unknown
            plan.directory_missing = true;
        std::vector<Link> upstreams;
        std::vector<Term> addressees;
        std::vector<uint32_t> defaults;
        for (uint32_t k = tree(f).values_end(p.node); k < node(f, p.node).next; k = node(f, k).next) {
            const SyntaxNode& n = node(f, k);
            uint32_t end = tree(f).values_end(k);
            Reader::Items list(reader, k + 1, end);
            std::string room, room2;
            std::string_view value = list.empty() ? std::string_view() : fold(reader.joined(list[0], room), room2);
            Mark mark = list.empty() ? Mark::None : list[0].mark;
            switch (n.word) {
            case Word::Year: {
                std::string_view s = value;
                auto y = read_small(s);
                take(s, "年度") || take(s, "年");
                if (!y || !s.empty() || *y < 1900 || *y > 2999) {
                    if (!list.empty())
                        report(value_year, f, list[0].span, {Words(value)}).plan = p.id;
                } else {
                    plan.year = *y;
                    plan.year_at = list[0].span;
                    plan.year_mark = mark;
                    here.year = *y;
                }
                break;
            }
            case Word::LevelIs:
                plan.level = level_of(f, k);
                break;
            case Word::Issuer: {
                std::vector<Term> terms;
                reader.unit_list(k + 1, end, terms);
                if (!terms.empty()) {
                    plan.issuer = real(terms[0].entity);
                    plan.issuer_at = {terms[0].begin, terms[0].end};
                }
                break;
            }
            case Word::Addressees:
                reader.unit_list(k + 1, end, addressees);
                break;
            case Word::Number:
                for (uint32_t j = k + 1; j < end; ++j)
                    if (node(f, j).shape == Shape::Text || node(f, j).shape == Shape::Name)
                        plan.number = plan.number.empty() ? node(f, j).span() : Span{plan.number.begin, node(f, j).end};
                break;
            case Word::Issued: {
                if (list.empty())
                    break;
                plan.issued_at = list[0].span;
                plan.issued_mark = mark;
                if (fixed_word(value, WordClass::Tail) == Word::Silent) {
                    plan.issued_silent = true;
                    break;
                }
                DateError error = DateError::None;
                std::string_view s = value;
                auto d = read_date(s, error);
                if (d && error == DateError::None && s.empty())
                    plan.issued = *d;
                else
                    report(d && error != DateError::None ? value_no_such_day : issued_missing, f, list[0].span, {Words(value)}).plan = p.id;
                break;
            }
            case Word::Upstream:
                for (const auto& item : list)
                    upstreams.push_back(reader.link(item, true));
                break;
            case Word::Source:
                plan.source = names_.intern(value);
                if (!list.empty())
                    plan.source_at = list[0].span;
                break;
            case Word::TextIs:
                text_kind(f, k, plan);
                break;
            case Word::Default:
                defaults.push_back(k);
                break;
            case Word::Chapter:
            case Word::Task:
            case Word::Group:
            case Word::Role:
            case Word::Post:
            case Word::Unit:
            case Word::NonDuty:
            case Word::NotCarried:
            case Word::Acknowledged:
                break;
            default:
                report(statement_misplaced, f, n.span(), {Words(text(f, n.span())), Words("要点", "plan")}).plan = p.id;
            }
        }
        if (!plan.year && plan.issued != kNoDay)
            plan.year = date_of(plan.issued).year;
        here.year = plan.year;
        EntityId government = plan.issuer;
        if (government && m_.entities[government].acts_for)
            government = m_.entities[government].acts_for;
        plan.government = government;
        if (plan.level == Level::None && plan.issuer)
            plan.level = m_.entities[plan.issuer].level;
        if (plan.level == Level::None && plan.directory)
            plan.level = m_.directories[plan.directory].level;
        if (!plan.issuer && plan.issuer_at.empty())
            report(issuer_missing, f, plan.at, {Words(text(f, plan.at))}).plan = p.id;
        plan.upstreams = {static_cast<uint32_t>(m_.links.size()), static_cast<uint32_t>(upstreams.size())};
        for (Link l : upstreams) {
            l.plan = real_symbol(l.plan, piece_);
            m_.links.push_back(l);
        }
        plan.addressees = {static_cast<uint32_t>(m_.terms.size()), static_cast<uint32_t>(addressees.size())};
        for (Term t : addressees) {
            t.entity = real(t.entity);
            m_.terms.push_back(t);
        }
        for (uint32_t k : defaults)
            default_due(f, k, p.id, here);
    }

    DirectoryId plan_directory_cached(const Pending& p) { return plan_directory(p.id); }

    void text_kind(FileId f, uint32_t k, Plan& plan) {
        Part part = Part::None;
        Mark mark = Mark::None;
        TextKind kind = TextKind::Full;
        for (uint32_t j = k + 1; j < tree(f).values_end(k); ++j) {
            const SyntaxNode& n = node(f, j);
            if (n.shape == Shape::Mark)
                mark = mark_of(n.word);
            if (n.shape != Shape::Name)
                continue;
            std::string_view s = text(f, n.span());
            uint32_t taken = 0;
            Word w = statement_word(s, &taken);
            if (taken == s.size() && (w == Word::Body || w == Word::Annex)) {
                part = w == Word::Body ? Part::Body : Part::Annex;
                continue;
            }
            w = fixed_word(s, WordClass::TextKind);
            if (w == Word::None)
                report(value_text_kind, f, n.span(), {Words(s)});
            kind = w == Word::Excerpt ? TextKind::Excerpt : w == Word::Absent ? TextKind::Absent : TextKind::Full;
            if (part != Part::Annex) {
                plan.body = kind;
                plan.body_mark = mark;
            }
            if (part != Part::Body) {
                plan.annex = kind;
                plan.annex_mark = mark;
            }
        }
    }

    void default_due(FileId f, uint32_t k, PlanId plan, const Here& here) {
        // 默认 附表.栏 期限 全年
        uint32_t end = tree(f).values_end(k);
        Part part = Part::None;
        SubPlace sub = SubPlace::Whole;
        uint32_t i = k + 1;
        if (i < end && node(f, i).shape == Shape::Name) {
            std::string_view s = text(f, node(f, i).span());
            uint32_t taken = 0;
            Word w = statement_word(s, &taken);
            part = w == Word::Body ? Part::Body : w == Word::Annex ? Part::Annex : Part::None;
            std::string_view rest = s.substr(taken);
            sub = rest == ".栏"   ? SubPlace::Cell
                  : rest == ".文" ? SubPlace::Text
                  : rest == ".名" ? SubPlace::Name
                                  : SubPlace::Whole;
            ++i;
        }
        bool ok = part != Part::None && i < end && node(f, i).shape == Shape::Name;
        uint32_t taken = 0;
        if (ok) {
            std::string_view s = text(f, node(f, i).span());
            ok = statement_word(s, &taken) == Word::Due && taken == s.size();
        }
        if (ok) {
            Reader reader(piece_, here);
            std::vector<Due> out;
            bool silent = false;
            Mark mark = Mark::None;
            Span at;
            auto d = reader.due(i, out, silent, mark, at);
            if (d && !silent && out[0].kind == DueKind::Window) {
                m_.dues.push_back(out[0]);
                tables_.defaults[plan].push_back({part, sub, static_cast<uint32_t>(m_.dues.size() - 1), at});
                return;
            }
            if (!d)
                return;
        }
        report(value_default, f, node(f, k).span()).plan = plan;
    }

    // ── calendars and cards ─────────────────────────────────────────────────────────────────────────────────────

    void calendar(FileId f, uint32_t i) {
        Span at;
        Symbol name = declared_name(f, i, at, nullptr);
        if (!name)
            return;
        std::string_view s = names_.folded(name);
        auto y = read_small(s);
        take(s, "年");
        if (!y || !s.empty() || *y < 1900 || *y > 2999) {
            report(value_year, f, at, {Words(text(f, at))});
            return;
        }
        for (const CalendarYear& c : m_.calendars)
            if (c.year == *y) {
                if (in_.subject[f] && in_.subject[c.at.file]) {
                    Finding& x = report(calendar_twice, f, at, {Words(std::to_string(*y))});
                    x.related.push_back({c.at, Words("先前写在这里", "first written here")});
                }
                return;
            }
        CalendarYear c;
        c.year = *y;
        c.at = {f, at};
        for (uint32_t k = tree(f).values_end(i); k < node(f, i).next; k = node(f, k).next) {
            Word w = node(f, k).word;
            if (w == Word::DaysOff || w == Word::WorkingDays) {
                for_names(f, k, [&](std::string_view raw, Span where) {
                    std::string room;
                    std::string_view v = fold(raw, room);
                    auto window = read_window(v, *y);
                    if (!window || !v.empty() || window->error != DateError::None || window->window.empty() ||
                        window->window.to - window->window.from > 60) {
                        report(value_date, f, where, {Words(raw)});
                        return;
                    }
                    for (Day d = window->window.from; d <= window->window.to; ++d)
                        (w == Word::DaysOff ? c.off : c.work).push_back(d);
                });
            } else if (w != Word::Basis) {
                report(statement_misplaced, f, node(f, k).span(), {Words(text(f, node(f, k).span())), Words("日历", "calendar")});
            }
        }
        m_.calendars.push_back(std::move(c));
    }

    void card(FileId f, uint32_t i) {
        Span at;
        Symbol name = declared_name(f, i, at, nullptr);
        if (!name)
            return;
        for (std::size_t k = 1; k < m_.cards.size(); ++k)
            if (m_.cards[k].name == name) {
                if (in_.subject[f] && in_.subject[m_.cards[k].file])
                    report(card_twice, f, at, {Words(text(f, at))});
                return;
            }
        Card c;
        c.name = name;
        c.file = f;
        c.at = at;
        c.entries.first = static_cast<uint32_t>(m_.card_entries.size());
        Here here;
        here.file = f;
        Reader reader(piece_, here);
        auto first_text = [&](uint32_t k) {
            for (uint32_t j = k + 1; j < tree(f).values_end(k); ++j)
                if (node(f, j).shape == Shape::Text || node(f, j).shape == Shape::Name)
                    return node(f, j).span();
            return Span{};
        };
        for (uint32_t k = tree(f).values_end(i); k < node(f, i).next; k = node(f, k).next) {
            switch (node(f, k).word) {
            case Word::Title:
                c.title = first_text(k);
                break;
            case Word::Number:
                c.number = first_text(k);
                break;
            case Word::Issued: {
                std::string room;
                std::string_view s = fold(text(f, first_text(k)), room);
                DateError error = DateError::None;
                if (fixed_word(s, WordClass::Tail) == Word::Silent)
                    break;
                std::string_view rest = s;
                auto d = read_date(rest, error);
                if (d && rest.empty() && error == DateError::None)
                    c.issued = *d;
                else
                    report(value_date, f, first_text(k), {Words(s)});
                break;
            }
            case Word::Body:
            case Word::Annex: {
                CardEntry e;
                e.part = node(f, k).word == Word::Body ? Part::Body : Part::Annex;
                Reader::Items list(reader, k + 1, tree(f).values_end(k));
                Cite cite;
                if (list.empty() || !reader.cite(e.part, list[0], cite))
                    break;
                e.place = real_symbol(cite.first, piece_);
                e.sub = cite.sub;
                e.at = cite.at;
                for (uint32_t j = tree(f).values_end(k); j < node(f, k).next; j = node(f, j).next) {
                    if (node(f, j).word == Word::Title)
                        e.title = first_text(j);
                    else if (node(f, j).word == Word::Digest)
                        e.digest = first_text(j);
                    else if (node(f, j).word == Word::Length) {
                        std::string_view s = text(f, first_text(j));
                        e.length = static_cast<uint32_t>(read_small(s).value_or(0));
                    }
                }
                m_.card_entries.push_back(e);
                break;
            }
            case Word::Issuer:
            case Word::Addressees:
            case Word::Year:
            case Word::Source:
            case Word::TextIs:
                break;
            default:
                report(statement_misplaced, f, node(f, k).span(), {Words(text(f, node(f, k).span())), Words("文献", "document")});
            }
        }
        c.entries.count = static_cast<uint32_t>(m_.card_entries.size()) - c.entries.first;
        m_.cards.push_back(c);
    }

    void flush_piece() {
        for (std::size_t i = 0; i < piece_.findings.size(); ++i)
            findings_.push_back(std::move(piece_.findings[i]));
        piece_.findings.clear();
    }

    // ── third pass: every task, in pieces ───────────────────────────────────────────────────────────────────────

    void tasks() {
        unsigned threads = in_.threads ? in_.threads : std::max(1u, std::thread::hardware_concurrency());
        std::size_t total = m_.tasks.size();
        std::size_t pieces = total < 2000 ? 1 : std::min<std::size_t>(threads, plans_.size());
        pieces = std::max<std::size_t>(pieces, 1);
        // cut the plans into runs with about as many tasks each
        std::vector<std::size_t> cut{0};
        std::size_t seen = 0;
        for (std::size_t i = 0; i < plans_.size(); ++i) {
            seen += m_.plans[plans_[i].id].tasks.count;
            if (cut.size() < pieces && seen * pieces >= total * cut.size())
                cut.push_back(i + 1);
        }
        while (cut.size() <= pieces)
            cut.push_back(plans_.size());
        cut.back() = plans_.size();
        std::vector<std::unique_ptr<Piece>> done;
        for (std::size_t k = 0; k + 1 < cut.size(); ++k)
            done.push_back(std::make_unique<Piece>(tables_));
        // Room enough that nothing moves, in the first piece also for the others that join it; pages never touched cost
        // nothing. Counted before any tree is given up.
        std::vector<std::size_t> room(done.size(), 0);
        for (std::size_t k = 0; k < done.size(); ++k)
            for (std::size_t n = cut[k]; n < (k == 0 ? plans_.size() : cut[k + 1]); ++n)
                room[k] += tree(plans_[n].file).nodes.size();
        auto work = [&](std::size_t k) {
            for (std::size_t i = cut[k]; i < cut[k + 1]; ++i) {
                const Plan& plan = m_.plans[plans_[i].id];
                Here here;
                here.file = plan.file;
                here.plan = plans_[i].id;
                here.directory = plan.directory;
                here.year = plan.year;
                Piece& piece = *done[k];
                if (i == cut[k]) {
                    const std::size_t nodes = room[k];
                    piece.facts.reserve(nodes / 3);
                    piece.cites.reserve(nodes / 4);
                    piece.links.reserve(nodes / 6);
                    piece.done.reserve(nodes / 6);
                    piece.tasks = m_.tasks;
                }
                Reader reader(piece, here);
                for (uint32_t t = 0; t < plan.tasks.count; ++t)
                    reader.task(plan.tasks.first + t);
                reader.plan_rest(plans_[i].id, plans_[i].node);
                const FileId file = plans_[i].file; // a file that two pieces read is kept
                const bool before = cut[k] > 0 && plans_[cut[k] - 1].file == file;
                const bool after = i + 1 < plans_.size() && plans_[i + 1].file == file;
                if (!before && !after)
                    in_.trees[file] = {};
                if (total > 20000 && i == cut[k] + (cut[k + 1] - cut[k]) / 2)
                    give_back_memory();
            }
        };
        std::vector<std::thread> others;
        for (std::size_t k = 1; k < done.size(); ++k)
            others.emplace_back(work, k);
        if (!done.empty())
            work(0);
        for (std::thread& t : others)
            t.join();
        for (auto& piece : done) {
            merge(*piece);
            piece.reset();
        }
    }

    void merge(Piece& p) {
        std::vector<Symbol> symbols(p.local_names.size());
        for (std::size_t i = 1; i < symbols.size(); ++i)
            symbols[i] = names_.intern(p.local_names.text(static_cast<Symbol>(i)));
        auto symbol = [&](Symbol s) { return s & kLocal ? symbols[s & ~kLocal] : s; };
        std::vector<EntityId> ids(p.entities.size());
        for (std::size_t i = 0; i < ids.size(); ++i)
            ids[i] = promote(p.entities[i], p);
        auto entity = [&](EntityId e) { return e & kLocal ? ids[e & ~kLocal] : e; };
        const uint32_t facts = static_cast<uint32_t>(m_.facts.size()), terms = static_cast<uint32_t>(m_.terms.size()),
                       quotas = static_cast<uint32_t>(m_.quotas.size()), dues = static_cast<uint32_t>(m_.dues.size()),
                       cites = static_cast<uint32_t>(m_.cites.size()), links = static_cast<uint32_t>(m_.links.size()),
                       nonduties = static_cast<uint32_t>(m_.nonduties.size()),
                       declined = static_cast<uint32_t>(m_.declined.size()),
                       acknowledged = static_cast<uint32_t>(m_.acknowledged.size());
        for (Fact& f : p.facts)
            switch (f.facet) {
            case Facet::Quota:
                if (!(f.bits & kSilent))
                    f.value += quotas;
                break;
            case Facet::Window:
                if (f.bits & kDefault) {
                    f.value &= ~kLocal;
                    break;
                }
                [[fallthrough]];
            case Facet::Standing:
            case Facet::Clock:
            case Facet::MinRun:
            case Facet::Gate:
                if (!(f.bits & kSilent))
                    f.value += dues;
                break;
            case Facet::Force:
                break;
            case Facet::Condition:
            case Facet::Except:
                f.value = symbol(f.value);
                break;
            default:
                f.value = entity(f.value);
            }
        for (Term& t : p.terms)
            t.entity = entity(t.entity);
        for (Quota& q : p.quotas) {
            q.metric = entity(q.metric);
            q.unit = symbol(q.unit);
            q.subjects.first += terms;
        }
        for (Due& d : p.dues)
            d.event = entity(d.event);
        auto fix_cite = [&](Cite& c) {
            c.first = symbol(c.first);
            c.last = symbol(c.last);
        };
        auto fix_link = [&](Link& l) {
            l.plan = symbol(l.plan);
            l.task = symbol(l.task);
        };
        for (Cite& c : p.cites)
            fix_cite(c);
        for (Link& l : p.links)
            fix_link(l);
        for (NonDuty& n : p.nonduties)
            fix_cite(n.cite);
        for (Declined& d : p.declined)
            fix_link(d.link);
        for (Acknowledged& a : p.acknowledged)
            a.task_name = symbol(a.task_name);
        auto append = [](auto& to, auto& from) {
            if (to.empty())
                to = std::move(from);
            else
                to.insert(to.end(), from.begin(), from.end());
            from = {};
        };
        append(m_.facts, p.facts);
        append(m_.terms, p.terms);
        append(m_.quotas, p.quotas);
        append(m_.dues, p.dues);
        append(m_.cites, p.cites);
        append(m_.links, p.links);
        append(m_.nonduties, p.nonduties);
        append(m_.declined, p.declined);
        append(m_.acknowledged, p.acknowledged);
        for (std::size_t i = 0; i < p.done.size(); ++i) {
            Task& t = m_.tasks[p.done[i]];
            t.facts.first += facts;
            t.cites.first += cites;
            t.implements.first += links;
            t.depends.first += links;
        }
        for (const Piece::PlanRanges& r : p.plan_ranges) {
            Plan& plan = m_.plans[r.plan];
            plan.nonduties = {r.nonduties.first + nonduties, r.nonduties.count};
            plan.declined = {r.declined.first + declined, r.declined.count};
            plan.acknowledged = {r.acknowledged.first + acknowledged, r.acknowledged.count};
        }
        for (Finding& f : p.findings)
            findings_.push_back(std::move(f));
    }

    const ResolveInput& in_;
    Names& names_;
    Findings& findings_;
    Model m_;
    Tables tables_;
    Piece piece_;
    std::vector<Pending> directories_, entities_, plans_;
    std::set<std::pair<FileId, uint32_t>> placeholders_; ///< directories (file, node) that only kept a place
    std::vector<EntityId> promoted_;
};

} // namespace
} // namespace resolving

Model resolve(const ResolveInput& in, Names& names, Findings& findings) {
    resolving::Declarations declarations(in, names, findings);
    return declarations.run();
}

} // namespace yaodian
