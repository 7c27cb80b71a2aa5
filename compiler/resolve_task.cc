// Statements to facts: what one task says, facet by facet and place by place.
#include "compiler/scope.h"
#include "compiler/suggest.h"
#include "compiler/values.h"
#include "grammar/slips.h"

#include <algorithm>
#include <fmt/format.h>

namespace yaodian::resolving {

namespace {

constexpr uint32_t facet_bit(Facet f) { return uint32_t{1} << static_cast<unsigned>(f); }
constexpr uint32_t kDates = facet_bit(Facet::Window) | facet_bit(Facet::Standing) | facet_bit(Facet::Clock) |
                            facet_bit(Facet::MinRun) | facet_bit(Facet::Gate);

uint16_t date_code(DateError e) { return e == DateError::Reversed ? value_window_reversed : value_no_such_day; }

std::string number_text(const Number& n) {
    std::string out = fmt::format("{}", double(n.value) / double(kQuotaScale));
    return n.percent ? out + "%" : out;
}

/// 每两月1次, 每半月1次, 每3天: frequencies the language does not have, with what can be written instead; else nothing.
Words other_period(std::string_view line) {
    const std::size_t each = line.find("每");
    if (each == std::string_view::npos)
        return {};
    std::string_view p = line.substr(each + std::string_view("每").size());
    const auto n = read_number(p);
    if (!n || n->percent || n->too_large || n->value <= 0)
        return {};
    take(p, "个");
    std::string_view unit;
    for (std::string_view u : {"季度", "季", "月", "周", "星期", "天", "日", "年"})
        if (unit.empty() && take(p, u))
            unit = u;
    if (unit.empty() || n->value == kQuotaScale || (unit == "年" && n->value == kQuotaScale / 2))
        return {}; // 每一季度 and 每半年 are not these
    read_compare(p);
    const auto count = read_number(p);
    const int64_t months = unit == "月" ? 12 : unit.starts_with("季") ? 4 : 0; // of them in a year
    if (!count || count->percent || !months || (count->value * months) % n->value != 0 || count->too_large)
        return {"写成 每月、每季度、每半年 或 每年 不少于几次", "write it by the month, the quarter, the half or the year"};
    const int64_t yearly = count->value * months / n->value;
    const std::string_view of = p;
    if (yearly % 12 == 0)
        return {fmt::format("写成 每月不少于{}{} 或 每年不少于{}{}", yearly / 12, of, yearly, of),
                fmt::format("write 每月不少于{}{} or 每年不少于{}{}", yearly / 12, of, yearly, of)};
    return {fmt::format("写成 每季度不少于… 或 每年不少于{}{}", yearly, of),
            fmt::format("write 每季度不少于… or 每年不少于{}{}", yearly, of)};
}

} // namespace

Mark mark_of(Word word) {
    switch (word) {
    case Word::Inferred:
        return Mark::Inferred;
    case Word::Quoted:
        return Mark::Quoted;
    case Word::Inherited:
        return Mark::Inherited;
    case Word::Doubtful:
        return Mark::Doubtful;
    default:
        return Mark::None;
    }
}

EntityId Tables::find_unit(Symbol symbol, PlanId plan, DirectoryId directory) const {
    if (!symbol || symbol & kLocal)
        return kNone;
    if (plan)
        if (uint32_t id = entities.find(key_of(plan_scope(plan), symbol)))
            return id;
    int steps = 0;
    for (DirectoryId d = directory; d && steps < 16; d = model->directories[d].parent, ++steps)
        if (uint32_t id = entities.find(key_of(directory_scope(d), symbol)))
            return id;
    uint32_t id = entities.find(key_of(everywhere(), symbol));
    if (!directory) // whose plan this is has to be said first, and was asked for
        return id == kAmbiguous ? kNone : id;
    return id ? find_below(symbol, directory) : kNone;
}

/// The one directory under `directory` that has this name: the towns of a district, never the district next to it.
EntityId Tables::find_below(Symbol symbol, DirectoryId directory) const {
    EntityId found = kNone;
    for (DirectoryId d = 1; d < model->directories.size(); ++d) {
        int steps = 0;
        DirectoryId up = model->directories[d].parent;
        while (up && up != directory && steps++ < 16)
            up = model->directories[up].parent;
        if (up != directory)
            continue;
        EntityId id = entities.find(key_of(directory_scope(d), symbol));
        if (id && found && id != found)
            return kNone; // two of them: who is meant has to be said
        if (id)
            found = id;
    }
    return found;
}

EntityId Tables::find_word(Symbol symbol, EntityKind kind) const {
    if (!symbol || symbol & kLocal)
        return kNone;
    if (uint32_t id = entities.find(key_of(glossary_scope(kind), symbol)))
        return id;
    // Things that are done, listed or yielded are often one thing under two headings of the glossary.
    if (kind == EntityKind::Element || kind == EntityKind::Object || kind == EntityKind::Result)
        for (EntityKind other : {EntityKind::Element, EntityKind::Object, EntityKind::Result})
            if (uint32_t id = entities.find(key_of(glossary_scope(other), symbol)))
                return id;
    return kNone;
}

Reader::Reader(Piece& piece, const Here& here) : p_(piece), h_(here) {}

Finding& Reader::report(uint16_t code, Span at, std::vector<Words> values) {
    static thread_local Finding sink;
    if (!subject())
        return sink = Finding{};
    Finding f;
    f.code = code;
    if (const FindingInfo* i = find_info(code))
        f.severity = i->severity;
    f.plan = h_.plan;
    f.task = h_.task;
    f.at = {h_.file, at};
    f.values = std::move(values);
    p_.findings.push_back(std::move(f));
    return p_.findings.back();
}

Symbol Reader::symbol(std::string_view name) {
    if (Symbol s = p_.t.names->find(name))
        return s;
    Symbol s = p_.local_names.intern(name);
    return s ? kLocal | s : 0;
}

EntityId Reader::local(EntityKind kind, uint32_t a, uint32_t b, Symbol name) {
    Entity e;
    e.kind = kind;
    e.name = name;
    e.at = {h_.file, {}};
    if (kind == EntityKind::PostOf) {
        e.parent = a;
        e.post = b;
    }
    p_.entities.push_back(e);
    return kLocal | static_cast<uint32_t>(p_.entities.size() - 1);
}

// ── lists ───────────────────────────────────────────────────────────────────────────────────────────────────────

Reader::Items::Items(Reader& reader, uint32_t from, uint32_t to)
    : reader_(reader), list_([&]() -> std::vector<Item>& {
          if (reader.lent_ == reader.lists_.size())
              reader.lists_.emplace_back();
          return reader.lists_[reader.lent_++];
      }()) {
    auto& out = list_;
    auto node = [&](uint32_t i) -> const SyntaxNode& { return reader.node(i); };
    out.clear();
    Item item{from, from, {}, Mark::None};
    auto close = [&](uint32_t at) {
        if (item.last > item.first) {
            item.span = {node(item.first).begin, node(item.last - 1).end};
            if (node(item.first).shape == Shape::Text && item.last == item.first + 1)
                item.span = node(item.first).span();
            out.push_back(item);
        }
        item = Item{at + 1, at + 1, {}, Mark::None};
    };
    for (uint32_t i = from; i < to; ++i) {
        switch (node(i).shape) {
        case Shape::Comma:
        case Shape::Part:
            close(i);
            break;
        case Shape::Mark:
            item.mark = std::max(item.mark, mark_of(node(i).word));
            break;
        case Shape::Name:
        case Shape::Text:
        case Shape::Compare:
            if (item.first == item.last)
                item.first = i;
            item.last = i + 1;
            break;
        default:
            break;
        }
    }
    close(to);
}

std::string_view Reader::joined(const Item& item, std::string& room) const {
    if (item.last == item.first + 1)
        return text(node(item.first).span());
    room.clear();
    for (uint32_t i = item.first; i < item.last; ++i)
        if (node(i).shape != Shape::Mark)
            room += text(node(i).span());
    return room;
}

// ── units ───────────────────────────────────────────────────────────────────────────────────────────────────────

EntityId Reader::find_unit_name(std::string_view name) {
    if (name.empty())
        return kNone;
    const char* from = p_.t.in->files[h_.file].text().data();
    bool lasting = name.data() >= from && name.data() < from + p_.t.in->files[h_.file].text().size();
    if (!lasting)
        return look_up_unit(name);
    auto& slot = units_.of(name);
    if (slot.name != name || slot.answer == kNone)
        slot = {name, look_up_unit(name)};
    return slot.answer;
}

EntityId Reader::find_word(std::string_view name, EntityKind kind) {
    if (name.empty())
        return kNone;
    const char* from = p_.t.in->files[h_.file].text().data();
    bool lasting = name.data() >= from && name.data() < from + p_.t.in->files[h_.file].text().size();
    if (!lasting)
        return p_.t.find_word(p_.t.names->find(name), kind);
    auto& slot = words_.of(name);
    if (slot.name != name || slot.answer.first != kind || slot.answer.second == kNone)
        slot = {name, {kind, p_.t.find_word(p_.t.names->find(name), kind)}};
    return slot.answer.second;
}

EntityId Reader::look_up_unit(std::string_view name) {
    const Tables& t = p_.t;
    Symbol s = t.names->find(name);
    if (EntityId id = t.find_unit(s, h_.plan, h_.directory))
        return id;
    std::string room;
    std::string_view folded = fold(name, room);
    if (std::size_t dot = folded.rfind('.'); dot != std::string_view::npos && dot > 0) {
        std::string left(folded.substr(0, dot)), right(folded.substr(dot + 1));
        Symbol rs = t.names->find(right);
        if (DirectoryId d = t.directories.find(key_of(0, t.names->find(left))))
            if (EntityId id = rs ? t.entities.find(key_of(directory_scope(d), rs)) : kNone)
                return id;
        EntityId owner = find_unit_name(left);
        if (owner && rs) {
            EntityId post = t.find_unit(rs, h_.plan, h_.directory);
            bool known = !(post & kLocal) && post && t.model->entities[post].kind == EntityKind::Post;
            if (known) {
                for (std::size_t i = 0; i < p_.entities.size(); ++i)
                    if (p_.entities[i].kind == EntityKind::PostOf && p_.entities[i].parent == owner &&
                        p_.entities[i].post == post)
                        return kLocal | static_cast<uint32_t>(i);
                EntityId id = local(EntityKind::PostOf, owner, post, symbol(name));
                return id;
            }
        }
        return kNone;
    }
    if (h_.plan) {
        const Plan& plan = t.model->plans[h_.plan];
        if (folded == "本单位" || folded == "本部门" || folded == "本机关")
            return plan.issuer;
        if (folded == "本级" || folded == "本区" || folded == "本镇" || folded == "本市" || folded == "本级政府" ||
            folded == "本街道")
            return plan.government;
    }
    if (DirectoryId d = t.directories.find(key_of(0, s)))
        return t.model->directories[d].government;
    return kNone;
}

std::string Reader::suggest_unit(std::string_view name) const {
    std::vector<std::string_view> candidates;
    const Model& m = *p_.t.model;
    // 区政府办公室 is no slip of 市政府办公厅: another level is another unit.
    auto level_of_name = [](std::string_view text) {
        for (std::string_view level : {"市", "区", "县", "镇", "乡", "省", "街"})
            if (text.starts_with(level))
                return level;
        return std::string_view();
    };
    const std::string_view level = level_of_name(name);
    auto offer = [&](std::string_view text) {
        const std::string_view other = level_of_name(text);
        if (level.empty() || other.empty() || level == other)
            candidates.push_back(text);
    };
    std::vector<DirectoryId> chain;
    for (DirectoryId d = h_.directory; d && chain.size() < 16; d = m.directories[d].parent)
        chain.push_back(d);
    for (const Entity& e : m.entities) {
        bool reachable = (e.plan && e.plan == h_.plan) ||
                         (e.directory && std::find(chain.begin(), chain.end(), e.directory) != chain.end());
        if (!reachable || !e.name)
            continue;
        offer(p_.t.names->text(e.name));
        for (uint32_t a : m.list(e.aliases))
            offer(p_.t.names->text(a));
    }
    return nearest(name, candidates);
}

std::string Reader::suggest_word(std::string_view name, EntityKind kind) const {
    std::vector<std::string_view> candidates;
    const Model& m = *p_.t.model;
    for (const Entity& e : m.entities)
        if (e.kind == kind && !e.directory && !e.plan && e.name) {
            candidates.push_back(p_.t.names->text(e.name));
            for (uint32_t a : m.list(e.aliases))
                candidates.push_back(p_.t.names->text(a));
        }
    return nearest(name, candidates);
}

/// The line that would make a directory know this name.
Words Reader::how_to_declare(std::string_view name) const {
    const Model& m = *p_.t.model;
    if (!h_.directory)
        return {};
    const std::string_view directory = p_.t.names->text(m.directories[h_.directory].name);
    if (name.size() > directory.size() && name.starts_with(directory) && name[directory.size()] == '.')
        name.remove_prefix(directory.size() + 1);
    if (name.find('.') != std::string_view::npos)
        return {};
    for (std::string_view each : {"各", "相关", "有关", "其他"})
        if (name.find(each) != std::string_view::npos)
            return Words(fmt::format("在名录“{}”里添上这个集合，例如：集合 {} {{ 成员 … }}；原件没有列全的写 开放，说不清的写 待定", directory, name),
                         fmt::format("declare the group in the directory '{}', for example: 集合 {} {{ 成员 … }}; 开放 if the list is not complete, 待定 if nobody can say", directory, name));
    return Words(fmt::format("在名录“{}”里添上：单位 {} {{ 上级 … }}；只是叫法不同的，添作原有单位的 别名", directory, name),
                 fmt::format("declare it in the directory '{}': 单位 {} {{ 上级 … }}; another name of a known unit goes into its 别名", directory, name));
}

EntityId Reader::unit(std::string_view name, Span at) {
    if (EntityId id = find_unit_name(name))
        return id;
    Symbol s = symbol(name);
    if (h_.plan && p_.t.model->plans[h_.plan].directory_missing)
        return local(EntityKind::Unknown, 0, 0, s); // said once, at the issuer
    std::string near = suggest_unit(name);
    Finding& f = report(unknown_unit, at, {Words(name)});
    if (near.empty())
        f.advice = how_to_declare(name);
    f.suggestion = near;
    return local(EntityKind::Unknown, 0, 0, s);
}

bool Reader::try_units(std::string_view name, Span at, Mark mark, uint8_t bits, std::vector<Term>& out) {
    std::size_t before = out.size();
    split_units(name, at, mark, bits, out, false);
    for (std::size_t i = before; i < out.size(); ++i)
        if (!out[i].entity) {
            out.resize(before);
            return false;
        }
    return true;
}

void Reader::split_units(std::string_view name, Span at, Mark mark, uint8_t bits, std::vector<Term>& out,
                         bool report_unknown) {
    auto put = [&](EntityId id, uint8_t b) { out.push_back({id, at.begin, at.end, mark, b}); };
    if (EntityId id = find_unit_name(name))
        return put(id, bits);
    // 区政府办公室等相关部门, 区教育局等: the list goes on
    for (std::size_t i = name.find("等"); i != std::string_view::npos; i = name.find("等", i + 3)) {
        if (i == 0) { // an item 等相关部门 on its own opens the list before it
            if (!out.empty()) {
                out.back().bits |= kOpen;
                return;
            }
            break;
        }
        if (EntityId id = find_unit_name(name.substr(0, i)))
            return put(id, static_cast<uint8_t>(bits | kOpen));
        if (report_unknown && try_units(name.substr(0, i), at, mark, bits, out)) {
            out.back().bits |= kOpen;
            return;
        }
    }
    for (auto [word, flag] : {std::pair<std::string_view, uint8_t>{"或者", kOr}, {"或", kOr}, {"以及", 0}, {"及其", 0},
                              {"及", 0}, {"和", 0}, {"与", 0}})
        for (std::size_t i = name.find(word); i != std::string_view::npos; i = name.find(word, i + word.size())) {
            if (i == 0 || i + word.size() >= name.size())
                continue;
            std::size_t before = out.size();
            if (try_units(name.substr(0, i), at, mark, bits, out) &&
                try_units(name.substr(i + word.size()), at, mark, static_cast<uint8_t>(bits | flag), out))
                return;
            out.resize(before);
        }
    put(report_unknown ? unit(name, at) : kNone, bits);
}

void Reader::unit_item(const Item& item, std::vector<Term>& out) {
    if (item.last == item.first + 1)
        return split_units(text(node(item.first).span()), item.span, item.mark, 0, out, true);
    // several names without 、 between: one name with spaces in it, or a forgotten 、
    std::string room;
    std::string_view whole = joined(item, room);
    bool all = !find_unit_name(whole);
    for (uint32_t i = item.first; i < item.last && all; ++i)
        all = node(i).shape == Shape::Mark || find_unit_name(text(node(i).span())) != kNone;
    if (!all)
        return split_units(whole, item.span, item.mark, 0, out, true);
    for (uint32_t i = item.first; i + 1 < item.last; ++i) { // every gap: what is not told now is told in the next run
        if (node(i).shape == Shape::Mark || node(i + 1).shape == Shape::Mark)
            continue;
        Span gap{node(i).end, node(i + 1).begin};
        report(value_comma_forgotten, gap, {Words(text(node(i).span())), Words(text(node(i + 1).span()))}).fix =
            Fix{{h_.file, gap}, "、"};
    }
    for (uint32_t i = item.first; i < item.last; ++i)
        if (node(i).shape != Shape::Mark)
            split_units(text(node(i).span()), node(i).span(), item.mark, 0, out, true);
}

void Reader::unit_list(uint32_t from, uint32_t to, std::vector<Term>& out) {
    Items list(*this, from, to);
    for (const Item& item : list)
        unit_item(item, out);
}

// ── glossary words ──────────────────────────────────────────────────────────────────────────────────────────────

EntityId Reader::word(std::string_view name, EntityKind kind, Span at) {
    if (EntityId id = find_word(name, kind))
        return id;
    uint16_t code = kind == EntityKind::Metric    ? unknown_metric
                    : kind == EntityKind::Event   ? unknown_event
                    : kind == EntityKind::Object  ? unknown_object
                    : kind == EntityKind::Element ? unknown_element
                                                  : unknown_result;
    Symbol s = symbol(name);
    if (kind == EntityKind::Event)
        unread_ |= kDates;
    std::string near = suggest_word(name, kind);
    Finding& f = report(code, at, {Words(name)});
    f.suggestion = near;
    return local(EntityKind::Unknown, 0, 0, s);
}

// ── facts ───────────────────────────────────────────────────────────────────────────────────────────────────────

void Reader::add(Facet facet, uint8_t place, uint8_t bits, uint32_t value, Span at, Mark mark) {
    facts_.push_back({facet, place, mark, bits, value, at.begin, at.end});
}

bool Reader::empty_value(uint32_t i) { return tree().values_end(i) == i + 1; }

bool Reader::silent(uint32_t i, Facet facet, uint8_t place, uint8_t bits) {
    if (tree().values_end(i) != i + 2 || node(i + 1).shape != Shape::Name)
        return false;
    if (fixed_word(text(node(i + 1).span()), WordClass::Tail) != Word::Silent)
        return false;
    add(facet, place, static_cast<uint8_t>(kSilent | bits), 0, node(i + 1).span(), Mark::None);
    return true;
}

void Reader::who(uint32_t i, Facet facet, uint8_t bits, uint8_t place) {
    if (silent(i, facet, place, bits))
        return;
    Items list(*this, i + 1, tree().values_end(i));
    std::size_t group = facts_.size(); // 各自 and 合计 bind the names since the last of them
    terms_.clear();
    for (const Item& whole : list) {
        Item item = whole;
        uint8_t mode = 0;
        if (facet == Facet::Subject && item.last - item.first >= 2 && node(item.last - 1).shape == Shape::Name) {
            Word w = fixed_word(text(node(item.last - 1).span()), WordClass::Mode);
            mode = w == Word::Each ? kEach : w == Word::Total ? kTotal : 0;
            if (mode)
                item.span.end = node(--item.last - 1).end;
        }
        std::size_t before = terms_.size();
        unit_item(item, terms_);
        for (std::size_t k = before; k < terms_.size(); ++k) {
            const Term& t = terms_[k];
            add(facet, place, static_cast<uint8_t>(bits | (t.bits & kOr)), t.entity, {t.begin, t.end}, std::max(t.mark, item.mark));
        }
        // 等相关部门 opens the list before it: unit_item set the bit on the last term so far
        if (!terms_.empty() && terms_.back().bits & kOpen && facts_.size() > 0)
            facts_.back().bits |= kOpen;
        if (mode) {
            for (std::size_t k = group; k < facts_.size(); ++k)
                facts_[k].bits |= mode;
            group = facts_.size();
        }
    }
}

void Reader::elements(uint32_t i, uint8_t place) {
    if (silent(i, Facet::Elements, place))
        return;
    uint32_t end = tree().values_end(i);
    for (uint32_t from = i + 1; from < end;) {
        uint32_t to = from;
        while (to < end && node(to).shape != Shape::Part)
            ++to;
        uint8_t level = 0;
        uint32_t first = from;
        for (uint32_t k = from; k < to; ++k)
            if (node(k).shape == Shape::Colon) {
                Word w = k == from + 1 ? fixed_word(text(node(from).span()), WordClass::ElementLevel) : Word::None;
                if (w == Word::None && k > from)
                    report(value_element_level, node(from).span(), {Words(text(node(from).span()))});
                level = w == Word::AsFits     ? kAsFits
                        : w == Word::Optional ? kOptional
                        : w == Word::AnyOf    ? kAnyOf
                                              : 0;
                first = k + 1;
                break;
            }
        Items list(*this, first, to);
        for (const Item& item : list) {
            std::string room;
            std::string_view name = joined(item, room);
            if (name.starts_with("等") && !find_word(name, EntityKind::Element)) {
                if (!facts_.empty() && facts_.back().facet == Facet::Elements)
                    facts_.back().bits |= kOpen;
                continue;
            }
            uint8_t open = 0;
            if (!find_word(name, EntityKind::Element))
                if (std::size_t at = name.rfind("等"); at != std::string_view::npos && at > 0 &&
                                                        find_word(name.substr(0, at), EntityKind::Element)) {
                    name = name.substr(0, at);
                    open = kOpen;
                }
            // 和 及 与 separate only where the whole is unknown and the parts are declared
            bool split = false;
            if (!find_word(name, EntityKind::Element))
                for (std::string_view w : {"和", "及", "与"}) {
                    std::size_t at = name.find(w);
                    if (at == std::string_view::npos || at == 0)
                        continue;
                    EntityId a = find_word(name.substr(0, at), EntityKind::Element);
                    EntityId b = p_.t.find_word(p_.t.names->find(name.substr(at + w.size())), EntityKind::Element);
                    if (a && b) {
                        add(Facet::Elements, place, level, a, item.span, item.mark);
                        add(Facet::Elements, place, static_cast<uint8_t>(level | open), b, item.span, item.mark);
                        split = true;
                        break;
                    }
                }
            if (!split)
                add(Facet::Elements, place, static_cast<uint8_t>(level | open), word(name, EntityKind::Element, item.span),
                    item.span, item.mark);
        }
        from = to + 1;
    }
}

void Reader::objects(uint32_t i, Facet facet, uint8_t place) {
    if (silent(i, facet, place))
        return;
    Items list(*this, i + 1, tree().values_end(i));
    for (const Item& item : list) {
        std::string room;
        uint8_t bits = 0;
        Item rest = item;
        auto quantifier = [](Word w) -> uint8_t {
            return w == Word::All ? kAllOf : w == Word::New ? kNewOf : w == Word::Some ? kSomeOf : 0;
        };
        if (item.last - item.first >= 2) {
            bits = quantifier(fixed_word(text(node(item.first).span()), WordClass::Quantifier));
            if (bits) {
                ++rest.first;
                rest.span.begin = node(rest.first).begin;
            }
        }
        std::string_view name = joined(rest, room);
        auto known = [&](std::string_view n) {
            Symbol s = p_.t.names->find(n);
            return p_.t.find_word(s, EntityKind::Object) != kNone ||
                   (facet == Facet::Audience && p_.t.find_unit(s, h_.plan, h_.directory) != kNone);
        };
        if (!bits && !known(name))
            for (Word w : {Word::All, Word::New, Word::Some})
                if (std::string_view zh = chinese(w); name.starts_with(zh) && name.size() > zh.size()) {
                    if (known(name.substr(zh.size()))) {
                        name = name.substr(zh.size());
                        bits = quantifier(w);
                    }
                    break;
                }
        uint8_t open = 0;
        if (!known(name)) {
            if (name.starts_with("等")) {
                if (!facts_.empty() && facts_.back().facet == facet)
                    facts_.back().bits |= kOpen;
                continue;
            }
            if (std::size_t at = name.rfind("等"); at != std::string_view::npos && at > 0 && known(name.substr(0, at))) {
                name = name.substr(0, at);
                open = kOpen;
            }
        }
        if (!known(name)) {
            bool split = false;
            for (std::string_view w : {"和", "及", "与", "或"}) {
                std::size_t at = name.find(w);
                if (at == std::string_view::npos || at == 0 || !known(name.substr(0, at)) ||
                    !known(name.substr(at + w.size())))
                    continue;
                add(facet, place, bits, word(name.substr(0, at), EntityKind::Object, item.span), item.span, item.mark);
                add(facet, place, static_cast<uint8_t>(bits | open | (w == "或" ? kOr : 0)),
                    word(name.substr(at + w.size()), EntityKind::Object, item.span), item.span, item.mark);
                split = true;
                break;
            }
            if (split)
                continue;
        }
        Symbol s = p_.t.names->find(name);
        EntityId id = p_.t.find_word(s, EntityKind::Object);
        if (!id && facet == Facet::Audience)
            id = find_unit_name(name);
        if (!id)
            id = word(name, EntityKind::Object, rest.span);
        add(facet, place, static_cast<uint8_t>(bits | open), id, rest.span, item.mark);
    }
}

void Reader::results(uint32_t i, Facet facet, uint8_t place) {
    if (silent(i, facet, place))
        return;
    Items list(*this, i + 1, tree().values_end(i));
    for (const Item& item : list) {
        std::string room;
        std::string_view name = joined(item, room);
        if (name.starts_with("等")) {
            if (!facts_.empty() && facts_.back().facet == facet)
                facts_.back().bits |= kOpen;
            continue;
        }
        uint8_t open = 0;
        if (!find_word(name, EntityKind::Result))
            if (std::size_t at = name.rfind("等"); at != std::string_view::npos && at > 0 &&
                                                    find_word(name.substr(0, at), EntityKind::Result)) {
                name = name.substr(0, at); // 决策目录 等: the list goes on
                open = kOpen;
            }
        add(facet, place, open, word(name, EntityKind::Result, item.span), item.span, item.mark);
    }
}

void Reader::texts(uint32_t i, Facet facet, uint8_t place) {
    if (silent(i, facet, place))
        return;
    Items list(*this, i + 1, tree().values_end(i));
    for (const Item& item : list) {
        std::string room;
        add(facet, place, 0, symbol(joined(item, room)), item.span, item.mark);
    }
}

void Reader::force(uint32_t i, uint8_t place) {
    if (silent(i, Facet::Force, place))
        return;
    Items list(*this, i + 1, tree().values_end(i));
    if (list.empty())
        return;
    std::string room;
    std::string_view name = joined(list[0], room);
    Word w = fixed_word(name, WordClass::Firmness);
    if (w == Word::None || list.size() > 1) {
        Finding& f = report(value_force, list[w == Word::None ? 0 : 1].span, {Words(name)});
        f.suggestion = nearest(name, {"必须", "原则上", "鼓励", "探索", "可以", "不得"});
        unread_ |= facet_bit(Facet::Force);
        if (w == Word::None)
            return;
    }
    for (const Fact& f : facts_)
        if (f.facet == Facet::Force && f.place == place) {
            report(value_twice, node(i).span(), {Words("力度", "the firmness")});
            return;
        }
    add(Facet::Force, place, 0, static_cast<uint32_t>(w), list[0].span, list[0].mark);
}

// ── quotas ──────────────────────────────────────────────────────────────────────────────────────────────────────

void Reader::quotas(uint32_t i, uint8_t place) {
    if (silent(i, Facet::Quota, place))
        return;
    uint32_t end = tree().values_end(i);
    for (uint32_t from = i + 1; from < end;) {
        uint32_t to = from;
        while (to < end && node(to).shape != Shape::Part)
            ++to;
        if (to > from)
            quota_part(from, to, place);
        from = to + 1;
    }
}

void Reader::quota_part(uint32_t from, uint32_t to, uint8_t place) {
    Quota q;
    uint32_t colon = from;
    while (colon < to && node(colon).shape != Shape::Colon)
        ++colon;
    const uint32_t unread = unread_;
    unread_ |= facet_bit(Facet::Quota); // until it is read
    uint32_t first = from;
    Span whole{node(from).begin, node(to - 1).end};
    std::vector<Term> subjects;
    bool own_subject = false;
    if (colon < to) {
        uint32_t last = colon;
        if (last > from && node(last - 1).shape == Shape::Name) {
            Word w = fixed_word(text(node(last - 1).span()), WordClass::Mode);
            if (w != Word::None) {
                q.mode = w == Word::Each ? SubjectMode::Each : SubjectMode::Total;
                --last;
            }
        }
        if (q.mode == SubjectMode::Unsaid && last == from + 1 && node(from).shape == Shape::Name) {
            // 各部门各自： without a space
            std::string_view name = text(node(from).span());
            for (auto [w, mode] : {std::pair<std::string_view, SubjectMode>{"各自", SubjectMode::Each}, {"合计", SubjectMode::Total}})
                if (name.ends_with(w) && name.size() > w.size() && !find_unit_name(name) &&
                    find_unit_name(name.substr(0, name.size() - w.size()))) {
                    q.mode = mode;
                    subjects.push_back({find_unit_name(name.substr(0, name.size() - w.size())), node(from).begin,
                                        node(from).end - static_cast<uint32_t>(w.size()), Mark::None, 0});
                    last = from;
                }
        }
        if (last == from + 1 && text(node(from).span()) == "本单位")
            for (const Fact& f : facts_)
                own_subject |= f.facet == Facet::Subject && !(f.bits & kSilent) && (f.place == place || f.place == 0 || place == 0);
        if (!own_subject && last > from)
            unit_list(from, last, subjects);
        first = colon + 1;
    }
    Mark mark = Mark::None;
    std::string raw;
    for (uint32_t k = first; k < to; ++k) {
        if (node(k).shape == Shape::Mark)
            mark = std::max(mark, mark_of(node(k).word));
        else if (node(k).shape == Shape::Comma)
            raw += "、";
        else if (node(k).shape == Shape::Compare)
            raw += chinese(node(k).word); // > was read as ≥
        else if (node(k).shape != Shape::Colon)
            raw += text(node(k).span());
    }
    q.mark = mark;
    std::string room;
    std::string_view line = fold(raw, room);
    Span span{first < to ? node(first).begin : whole.begin, whole.end};
    std::string_view name;
    std::optional<QuotaTail> tail, first_tail;
    std::string_view first_name;
    for (std::size_t i = next_code_point(line, 0); i < line.size() && !line.empty(); i = next_code_point(line, i)) {
        auto t = read_quota_tail(line.substr(i), h_.year);
        if (!t)
            continue;
        if (!first_tail) {
            first_tail = t;
            first_name = line.substr(0, i);
        }
        if (find_word(line.substr(0, i), EntityKind::Metric)) {
            tail = t;
            name = line.substr(0, i);
            break;
        }
    }
    // the frequency may stand before the name: 每年列席会议不少于4次
    if (!tail && !first_tail) {
        std::string_view p = line;
        if (auto period = read_period(p))
            for (std::size_t i = 0; i < p.size(); i = next_code_point(p, i)) {
                if (i == 0)
                    continue;
                auto t = read_quota_tail(p.substr(i), h_.year);
                if (t && !t->period_said && !t->window) {
                    t->period = *period;
                    t->period_said = true;
                    tail = t;
                    name = p.substr(0, i);
                    if (find_word(name, EntityKind::Metric))
                        break;
                }
            }
    }
    if (!tail && first_tail) {
        tail = first_tail;
        name = first_name;
    }
    if (Words advice = other_period(line); !advice.zh.empty()) {
        report(value_quota_form, span, {Words(line), std::move(advice)});
        return;
    }
    if (!tail) {
        report(value_quota_unreadable, span, {Words(line)});
        return;
    }
    if (tail->range) {
        const std::string low = number_text(tail->number), high = number_text(tail->up_to), unit(tail->number.percent || tail->up_to.percent ? "" : tail->unit);
        report(value_quota_form, span,
               {Words(line), Words(fmt::format("一句只写一个数：写成 不少于{}{}；确有上限的，再写一句 不超过{}{}", low, unit, high, unit),
                                   fmt::format("one number to a quota: write 不少于{}{}, and 不超过{}{} as another if that bound is meant", low, unit, high, unit))});
        return;
    }
    if (tail->number.too_large) {
        report(value_number_too_large, span, {Words(line)});
        return;
    }
    if (tail->window && tail->window->error != DateError::None) {
        report(date_code(tail->window->error), span, {Words(line)});
        return;
    }
    q.metric = word(name, EntityKind::Metric, span);
    q.compare = tail->compare;
    q.period = tail->period;
    q.period_said = tail->period_said;
    q.value = tail->number.value;
    if (tail->window) {
        q.window = tail->window->window;
        if (tail->window->two_readings)
            q.mark = std::max(q.mark, Mark::Doubtful);
    }
    Symbol declared = q.metric & kLocal ? 0 : p_.t.model->entities[q.metric].unit;
    q.unit = tail->unit.empty() ? declared : symbol(tail->unit);
    if (declared) {
        std::string_view d = p_.t.names->folded(declared), w = tail->unit;
        // A metric declared in 万元 counts 元 by ten thousand: the number read already holds a 万 that is written out.
        int64_t factor = 1;
        if (std::string_view base = d; (take(base, "万") || take(base, "亿")) && !base.empty()) {
            factor = d.starts_with("万") ? 10000 : 100000000;
            d = base;
            if (w.empty() && q.value > INT64_MAX / 4 / factor) {
                report(value_number_too_large, span, {Words(line)});
                return;
            }
            if (w.empty())
                q.value *= factor;
            q.unit = symbol(d);
        }
        auto plain = [](std::string_view u) {
            take(u, "个");
            return u;
        };
        if (w.empty() || plain(d) == plain(w))
            q.unit = factor == 1 ? declared : q.unit;
        else
            report(value_quota_unit, span, {Words(name), Words(p_.t.names->text(declared)), Words(w)});
    }
    if (!(q.metric & kLocal))
        odd_quota(q, line, span);
    q.subjects = {static_cast<uint32_t>(p_.terms.size()), static_cast<uint32_t>(subjects.size())};
    p_.terms.insert(p_.terms.end(), subjects.begin(), subjects.end());
    for (const Term& t : subjects)
        q.mark = std::max(q.mark, t.mark == Mark::Inherited ? Mark::None : t.mark);
    if (!(q.metric & kLocal))
        unread_ = unread | (unread_ & ~facet_bit(Facet::Quota));
    p_.quotas.push_back(q);
    add(Facet::Quota, place, 0, static_cast<uint32_t>(p_.quotas.size() - 1), whole, q.mark);
}

/// Numbers nobody means: they are read as they stand, and asked about.
void Reader::odd_quota(const Quota& q, std::string_view line, Span at) {
    const MetricKind kind = p_.t.model->entities[q.metric].metric;
    Words odd;
    if (kind == MetricKind::Rate && q.compare != Compare::AtMost && q.value > 100 * kQuotaScale)
        odd = {"比率不会超过 100%", "no rate exceeds 100%"};
    else if (q.compare == Compare::AtLeast && q.value == 0)
        odd = {"不少于 0 等于没有要求", "at least 0 asks for nothing"};
    else if (kind == MetricKind::Count && q.value % kQuotaScale != 0)
        odd = {"次数没有小数", "a count has no fractions"};
    if (!odd.zh.empty())
        report(quota_odd, at, {Words(line), std::move(odd)});
}

// ── dates ───────────────────────────────────────────────────────────────────────────────────────────────────────

bool Reader::read_due_text(std::string_view s, Span at, bool run_keyword, Due& out, bool& silent_out) {
    const std::string_view all = s;
    silent_out = false;
    if (s == "未写" || s == "not_written") {
        silent_out = true;
        return true;
    }
    if (s == "实时" || s == "real_time") {
        out.kind = DueKind::Clock;
        out.unit = TimeUnit::Day;
        return true;
    }
    if (Word w = fixed_word(s, WordClass::Vague); w != Word::None) {
        out.kind = DueKind::Vague;
        out.vague = w;
        return true;
    }
    auto set_window = [&](const WindowRead& w) {
        if (w.error != DateError::None) {
            report(date_code(w.error), at, {Words(all)});
            return false;
        }
        out.window = w.window;
        out.shape = w.shape;
        out.every_year = w.every_year;
        if (w.two_readings)
            out.mark = std::max(out.mark, Mark::Doubtful);
        return true;
    };
    // The cells of printed annexes say it so more often than 持续.
    for (std::string_view spelling : {"长期", "长期坚持", "长期推进", "持续推进", "持续开展", "持续实施", "全年推进",
                                      "全年持续推进", "常态化", "常态化推进", "常态化开展"})
        if (s == spelling)
            s = "持续";
    {
        std::string_view p = s;
        if (take(p, "持续")) {
            out.kind = DueKind::Standing;
            if (p.empty()) {
                if (h_.year)
                    out.window = year_window(h_.year);
                return true;
            }
            auto w = read_window(p, h_.year);
            if (w && p.empty())
                return set_window(*w);
        }
    }
    {
        std::string_view p = s;
        auto w = read_window(p, h_.year);
        if (w && (p.empty() || w->error != DateError::None)) { // 2月30日前: no such day, whatever follows
            out.kind = DueKind::Window;
            return set_window(*w);
        }
        if (w && (p == "完成" || p == "内完成" || p == "内")) {
            out.kind = DueKind::Window;
            return set_window(*w);
        }
    }
    { // 不少于30日
        std::string_view p = s;
        auto c = read_compare(p);
        auto n = read_number(p);
        auto u = n ? read_time_unit(p) : std::nullopt;
        if ((c == Compare::AtLeast || (run_keyword && !c)) && n && u && p.empty() && n->value % kQuotaScale == 0 &&
            n->value / kQuotaScale <= 100000 && !n->too_large) {
            out.kind = DueKind::MinRun;
            out.unit = *u;
            out.length = static_cast<int32_t>(n->value / kQuotaScale);
            return true;
        }
        if (n && (n->too_large || n->value / kQuotaScale > 100000)) {
            report(value_number_too_large, at, {Words(all)});
            return false;
        }
    }
    auto bare = [](std::string_view name) { // a name that could be read as numbers or bounds stands in quotes
        return name.size() > 2 && name.front() == '"' && name.back() == '"' ? name.substr(1, name.size() - 2) : name;
    };
    auto event_named = [&](std::string_view name) -> EntityId {
        return find_word(bare(name), EntityKind::Event);
    };
    auto strip_start = [&](std::string_view& p) { // the words between an event and a length
        take_back(p, "的");
        take_back(p, ",");
        return take_back(p, "之日起") || take_back(p, "之日后") || take_back(p, "之后") || take_back(p, "以后") ||
               take_back(p, "后") || take_back(p, "之日") || take_back(p, "起");
    };
    { // 与…同步
        std::string_view p = s;
        bool with = take(p, "与") || take(p, "和") || take(p, "随");
        for (std::string_view tail : {"同步", "in_step", "同时", "同步发布", "同步公开", "同步推进"})
            if (std::string_view q = p; take_back(q, tail) && !q.empty() && (with || event_named(q))) {
                out.kind = DueKind::Clock;
                out.unit = TimeUnit::Day;
                out.length = 0;
                out.event = word(bare(q), EntityKind::Event, at);
                return true;
            }
    }
    { // 决策出台当天
        std::string_view p = s;
        bool inside = take_back(p, "之内") || take_back(p, "以内") || take_back(p, "内");
        if (take_back(p, "当天") || take_back(p, "当日") || take_back(p, "同日") || take_back(p, "same_day")) {
            std::string_view q = p;
            take(q, "自") || take(q, "于") || take(q, "在");
            strip_start(q);
            out.kind = DueKind::Clock;
            out.unit = TimeUnit::Day;
            out.length = 0;
            if (q.empty() || q == "未写")
                out.unknown_start = true;
            else
                out.event = word(bare(q), EntityKind::Event, at);
            return true;
        }
        // …后10个工作日内: the length is read from the back
        for (std::size_t i = 0; i < p.size(); i = next_code_point(p, i)) {
            std::string_view tail = p.substr(i);
            auto n = read_number(tail);
            auto u = n ? read_time_unit(tail) : std::nullopt;
            if (!n || !u || !tail.empty() || n->percent)
                continue;
            if (n->too_large || n->value % kQuotaScale != 0 || n->value / kQuotaScale > 100000) {
                report(value_number_too_large, at, {Words(all)});
                return false;
            }
            std::string_view name = p.substr(0, i);
            take(name, "自") || take(name, "从") || take(name, "于") || take(name, "在");
            bool started = strip_start(name);
            if (!inside && !started)
                continue;
            out.kind = DueKind::Clock;
            out.unit = *u;
            out.length = static_cast<int32_t>(n->value / kQuotaScale);
            if (name == "未写") {
                out.unknown_start = true;
            } else if (name.empty()) {
                out.unknown_start = true;
                Finding& f = report(value_clock_without_start, at, {Words(all)});
                f.suggestion = "未写后" + std::string(all);
            } else {
                out.event = word(bare(name), EntityKind::Event, at);
            }
            return true;
        }
    }
    { // 上会讨论前
        std::string_view p = s;
        bool lead = take(p, "在");
        if (take_back(p, "之前") || take_back(p, "以前") || take_back(p, "前")) {
            if (!p.empty() && (lead || event_named(p) || p.size() >= 6)) {
                out.kind = DueKind::Gate;
                out.event = word(bare(p), EntityKind::Event, at);
                return true;
            }
        }
    }
    Finding& f = report(value_due_unreadable, at, {Words(all)});
    f.suggestion.clear();
    return false;
}

std::optional<uint32_t> Reader::due(uint32_t i, std::vector<Due>& out, bool& silent_out, Mark& mark, Span& at) {
    uint32_t end = i + 1; // 期限 stands among the values of 默认: what follows it up to the next statement
    while (end < tree().nodes.size() && node(end).shape != Shape::Statement)
        ++end;
    Items list(*this, i + 1, end);
    if (list.empty())
        return std::nullopt;
    std::string raw, room;
    raw = joined(list[0], room);
    std::string room3;
    Due d;
    mark = list[0].mark;
    at = list[0].span;
    d.mark = mark;
    if (!read_due_text(fold(raw, room3), at, false, d, silent_out))
        return std::nullopt;
    mark = std::max(mark, d.mark);
    if (silent_out)
        return 0;
    out.push_back(d);
    return static_cast<uint32_t>(out.size() - 1);
}

void Reader::dues(uint32_t i, uint8_t place) {
    Items list(*this, i + 1, tree().values_end(i));
    std::string_view keyword = text(node(i).span());
    for (const Item& item : list) {
        std::string room, room3;
        std::string raw(joined(item, room));
        std::string_view folded = fold(raw, room3);
        Due d;
        d.mark = item.mark;
        bool silent_here = false;
        if (!read_due_text(folded, item.span, keyword == "时长", d, silent_here)) {
            unread_ |= kDates;
            continue;
        }
        if (silent_here) {
            add(Facet::Window, place, kSilent, 0, item.span, Mark::None);
            continue;
        }
        Facet facet = d.kind == DueKind::Standing ? Facet::Standing
                      : d.kind == DueKind::Clock  ? Facet::Clock
                      : d.kind == DueKind::MinRun ? Facet::MinRun
                      : d.kind == DueKind::Gate   ? Facet::Gate
                                                  : Facet::Window;
        for (const Fact& f : facts_)
            if (f.facet == facet && f.place == place && !(f.bits & kSilent)) {
                const Due& other = p_.dues[f.value];
                if ((facet == Facet::Gate || facet == Facet::Clock) && other.event != d.event)
                    continue;
                Finding& finding = report(value_twice, item.span, {Words("这种期限", "this kind of date")});
                finding.related.push_back({{h_.file, f.span()}, Words("先前写在这里", "first written here")});
                break;
            }
        p_.dues.push_back(d);
        add(facet, place, 0, static_cast<uint32_t>(p_.dues.size() - 1), item.span, d.mark);
    }
}

// ── places ──────────────────────────────────────────────────────────────────────────────────────────────────────

bool Reader::cite(Part part, const Item& item, Cite& out) {
    out = Cite{};
    out.part = part;
    out.at = item.span;
    if (item.last == item.first + 1 && node(item.first).shape == Shape::Name) { // 24.3, 67: nothing to take apart
        std::string_view s = text(node(item.first).span());
        if (std::all_of(s.begin(), s.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; }) && s.front() != '.') {
            out.first = out.last = symbol(s);
            return true;
        }
    }
    std::string raw;
    for (uint32_t k = item.first; k < item.last; ++k) {
        if (node(k).shape == Shape::Text && k > item.first)
            out.words = node(k).span();
        else
            raw += text(node(k).span());
    }
    std::string room;
    std::string_view s = fold(raw, room);
    static constexpr std::pair<std::string_view, SubPlace> subs[] = {
        {".文", SubPlace::Text}, {".栏", SubPlace::Cell}, {".名", SubPlace::Name}, {".括", SubPlace::Bracket}, {".题", SubPlace::Heading}};
    for (auto [suffix, sub] : subs) {
        std::size_t at = s.rfind(suffix);
        if (at == std::string_view::npos)
            continue;
        std::string_view rest = s.substr(at + suffix.size());
        bool digits = std::all_of(rest.begin(), rest.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (!digits)
            continue;
        out.sub = sub;
        if (rest.empty())
            s = s.substr(0, at);
        break;
    }
    auto plain = [](std::string_view p) {
        take(p, "第");
        take_back(p, "条") || take_back(p, "项") || take_back(p, "行") || take_back(p, "款");
        return p;
    };
    std::size_t dash = s.find_first_of("-~");
    std::size_t dash_size = 1;
    if (dash == std::string_view::npos && (dash = s.find("至")) != std::string_view::npos)
        dash_size = 3;
    if (dash != std::string_view::npos && dash > 0) {
        std::string_view a = plain(s.substr(0, dash)), b = plain(s.substr(dash + dash_size));
        if (b.empty()) {
            report(value_place, item.span, {Words(raw)});
            return false;
        }
        std::string second(b);
        if (std::size_t dot = a.rfind('.'); dot != std::string_view::npos && b.find('.') == std::string_view::npos &&
                                            std::all_of(b.begin(), b.end(), [](char c) { return c >= '0' && c <= '9'; }))
            second = std::string(a.substr(0, dot + 1)) + std::string(b); // 24.3–4
        out.first = symbol(std::string(a));
        out.last = symbol(second);
    } else {
        std::string_view a = plain(s);
        if (a.empty()) {
            report(value_place, item.span, {Words(raw)});
            return false;
        }
        out.first = out.last = symbol(std::string(a));
    }
    return true;
}

void Reader::place_statement(uint32_t i, Part part) {
    uint32_t values = tree().values_end(i);
    Items list(*this, i + 1, values);
    std::vector<uint8_t> places;
    for (const Item& item : list) {
        Cite c;
        if (!cite(part, item, c))
            continue;
        if (cites_.size() >= 250) {
            report(value_too_many_places, item.span);
            break;
        }
        cites_.push_back(c);
        places.push_back(static_cast<uint8_t>(cites_.size()));
    }
    for (uint32_t k = values; k < node(i).next; k = node(k).next)
        for (uint8_t place : places)
            if (!facet_statement(k, place)) {
                report(statement_misplaced, node(k).span(), {Words(text(node(k).span())), Words(part == Part::Body ? "正文" : "附表", part == Part::Body ? "body" : "annex")});
                break;
            }
}

// ── links ───────────────────────────────────────────────────────────────────────────────────────────────────────

Link Reader::link(const Item& item, bool plan_only) {
    const Tables& t = p_.t;
    Link l;
    l.at = item.span;
    l.mark = item.mark;
    if (linked_plan_ && !plan_only && item.last == item.first + 1 && node(item.first).shape == Shape::Name) {
        std::string_view s = text(node(item.first).span()); // the same plan as last time, as nearly always
        if (s.size() > linked_name_.size() && s.starts_with(linked_name_) && s[linked_name_.size()] == '.') {
            Symbol name = t.names->find(s.substr(linked_name_.size() + 1));
            l.target = name ? t.tasks.find(key_of(linked_plan_, name)) : kNone;
            if (l.target) {
                l.plan = t.model->plans[linked_plan_].name;
                l.task = name;
                return l;
            }
        }
    }
    std::string raw, room;
    raw = joined(item, room);
    std::string room3;
    std::string_view s = fold(raw, room3);
    // Plans are named by who and when: the same issuer with a slip in the year, or one slip in a longer name of the same
    // year. Two short names of one year (甲区2023, 乙区2023) are simply two plans.
    auto suggest_plan = [&](std::string_view name) {
        auto year_at = [](std::string_view n) {
            std::size_t i = n.size();
            while (i > 0 && n[i - 1] >= '0' && n[i - 1] <= '9')
                --i;
            return i;
        };
        const std::size_t cut = year_at(name);
        std::vector<std::string_view> near_ones;
        for (std::size_t k = 1; k < t.model->plans.size(); ++k) {
            std::string_view other = t.names->folded(t.model->plans[k].name);
            const std::size_t at = year_at(other);
            if (k == h_.plan || other == name)
                continue;
            if (other.substr(0, at) == name.substr(0, cut) && at > 0 && edit_distance(other.substr(at), name.substr(cut), 2) <= 2)
                near_ones.push_back(other);
            else if (other.substr(at) == name.substr(cut) && at >= 9 && edit_distance(other.substr(0, at), name.substr(0, cut), 1) <= 1)
                near_ones.push_back(other);
        }
        return near_ones.size() == 1 ? std::string(near_ones[0]) : nearest(name, near_ones);
    };
    if (plan_only) {
        l.plan = symbol(std::string(s));
        l.target = t.plans.find(key_of(0, t.names->find(s)));
        if (!l.target) {
            std::string near = suggest_plan(s);
            Finding& f = report(near.empty() ? upstream_not_read : upstream_unknown, l.at, {Words(s)});
            f.suggestion = near;
            if (near.empty())
                f.advice = {"把“" + std::string(s) + "”一起交来检查", "give " + std::string(s) + " to the check as well"};
        }
        return l;
    }
    const Plan& own = t.model->plans[h_.plan];
    std::size_t dot = s.find('.');
    std::string_view plan_name = dot == std::string_view::npos ? std::string_view() : s.substr(0, dot);
    std::string_view task_name = dot == std::string_view::npos ? s : s.substr(dot + 1);
    l.task = symbol(std::string(task_name));
    if (!plan_name.empty()) {
        l.plan = symbol(std::string(plan_name));
        PlanId plan = t.plans.find(key_of(0, t.names->find(plan_name)));
        if (plan) {
            std::string_view written = text(node(item.first).span());
            if (std::size_t at = written.find('.'); at != std::string_view::npos) {
                linked_plan_ = plan;
                linked_name_ = written.substr(0, at);
            }
            l.target = t.tasks.find(key_of(plan, t.names->find(task_name)));
            if (!l.target) {
                std::vector<std::string_view> all;
                const Plan& p = t.model->plans[plan];
                for (uint32_t k = 0; k < p.tasks.count; ++k)
                    all.push_back(t.names->text(t.model->tasks[p.tasks.first + k].name));
                std::string near = nearest(task_name, all);
                Finding& f = report(link_task_unknown, l.at, {Words(t.names->text(p.name)), Words(task_name)});
                f.suggestion = near.empty() ? std::string() : std::string(plan_name) + "." + near;
                f.upstream_plan = plan;
                f.upstream_at = {p.file, p.at};
            }
        } else {
            bool declared = false;
            for (const Link& up : Model::slice(t.model->links, own.upstreams))
                declared |= up.plan == t.names->find(plan_name) && up.plan;
            if (!declared) {
                std::string near = suggest_plan(plan_name);
                Finding& f = report(near.empty() ? link_plan_not_read : link_plan_unknown, l.at, {Words(plan_name)});
                if (near.empty())
                    f.advice = {"把“" + std::string(plan_name) + "”一起交来检查", "give " + std::string(plan_name) + " to the check as well"};
                f.suggestion = near.empty() ? std::string() : near + "." + std::string(task_name);
            }
        }
        return l;
    }
    // without a plan: an upstream task of that name, else (依赖) one of this plan's
    Symbol name = t.names->find(task_name);
    for (const Link& up : Model::slice(t.model->links, own.upstreams))
        if (up.target && !l.target)
            if (TaskId id = name ? t.tasks.find(key_of(up.target, name)) : kNone) {
                l.target = id;
                l.plan = up.plan;
            }
    return l;
}

// ── a task ──────────────────────────────────────────────────────────────────────────────────────────────────────

/// A keyword that was guessed has had its finding: whatever its value lacks may come from the guess.
bool Reader::facet_statement(uint32_t i, uint8_t place) {
    const std::size_t told = p_.findings.size();
    const bool known = read_facet(i, place);
    if (p_.findings.size() > told && guessed(i)) {
        p_.findings.resize(told);
        unread_ = ~uint32_t{0};
    }
    return known;
}

bool Reader::guessed(uint32_t i) const {
    const auto& slips = tree().slips; // in the order of the file
    auto it = std::lower_bound(slips.begin(), slips.end(), node(i).begin,
                               [](const Slip& s, uint32_t at) { return s.span.begin < at; });
    for (; it != slips.end() && it->span.begin == node(i).begin; ++it)
        if (it->code == slip::UnknownStatement)
            return true;
    return false;
}

bool Reader::read_facet(uint32_t i, uint8_t place) {
    switch (node(i).word) {
    case Word::Subject:
        who(i, Facet::Subject, 0, place);
        return true;
    case Word::Lead:
        who(i, Facet::Responsible, kLead, place);
        return true;
    case Word::Responsible:
        who(i, Facet::Responsible, 0, place);
        return true;
    case Word::Support:
        who(i, Facet::Support, 0, place);
        return true;
    case Word::Jointly:
        who(i, Facet::Jointly, 0, place);
        return true;
    case Word::Object:
        objects(i, Facet::Object, place);
        return true;
    case Word::Audience:
        objects(i, Facet::Audience, place);
        return true;
    case Word::Elements:
        elements(i, place);
        return true;
    case Word::Yields:
        results(i, Facet::Yields, place);
        return true;
    case Word::Uses:
        results(i, Facet::Uses, place);
        return true;
    case Word::Condition:
        texts(i, Facet::Condition, place);
        return true;
    case Word::Except:
        texts(i, Facet::Except, place);
        return true;
    case Word::Force:
        force(i, place);
        return true;
    case Word::Quota:
        quotas(i, place);
        return true;
    case Word::Due:
        dues(i, place);
        return true;
    case Word::Standing: {
        Due d;
        d.kind = DueKind::Standing;
        Mark mark = Mark::None;
        Span at = node(i).span();
        if (!empty_value(i)) {
            Items list(*this, i + 1, tree().values_end(i));
            if (!list.empty()) {
                std::string room, room3;
                std::string raw(joined(list[0], room));
                bool silent_here = false;
                Due inner;
                if (!read_due_text(fold(raw, room3), list[0].span, false, inner, silent_here)) {
                    unread_ |= kDates;
                    return true;
                }
                if (silent_here) {
                    add(Facet::Standing, place, kSilent, 0, list[0].span, Mark::None);
                    return true;
                }
                d.window = inner.window;
                mark = std::max(list[0].mark, inner.mark);
                at = list[0].span;
            }
        }
        if (d.window.empty() && h_.year)
            d.window = year_window(h_.year);
        for (uint32_t k = i + 1; k < tree().values_end(i); ++k)
            if (node(k).shape == Shape::Mark)
                mark = std::max(mark, mark_of(node(k).word));
        d.mark = mark;
        p_.dues.push_back(d);
        add(Facet::Standing, place, 0, static_cast<uint32_t>(p_.dues.size() - 1), at, mark);
        return true;
    }
    default:
        return false;
    }
}

void Reader::task(TaskId task) {
    const Tables& t = p_.t;
    h_.task = task;
    facts_.clear();
    cites_.clear();
    implements_.clear();
    depends_.clear();
    origin_ = Mark::None;
    witnesses_ = {};
    own_ = false;
    unread_ = 0;
    uint32_t head = t.task_node[task];
    const Plan& plan = t.model->plans[h_.plan];
    // 本单位 in a quota needs to know whether a 主体 is said at all, wherever it stands
    std::vector<uint32_t> later;
    for (uint32_t i = tree().values_end(head); i < node(head).next; i = node(i).next) {
        switch (node(i).word) {
        case Word::Body:
            place_statement(i, Part::Body);
            break;
        case Word::Annex:
            place_statement(i, Part::Annex);
            break;
        case Word::Implements:
        case Word::DependsOn: {
            Items list(*this, i + 1, tree().values_end(i));
            for (const Item& item : list) {
                if (node(i).word == Word::Implements) {
                    std::string room;
                    std::string_view raw = joined(item, room);
                    if (fixed_word(raw, WordClass::Tail) == Word::Silent)
                        continue;
                    Link l = link(item, false);
                    if (!l.target && !l.plan) {
                        std::string near;
                        std::vector<std::string_view> all;
                        bool read = false;
                        for (const Link& up : Model::slice(t.model->links, plan.upstreams))
                            if (up.target) {
                                read = true;
                                const Plan& u = t.model->plans[up.target];
                                for (uint32_t k = 0; k < u.tasks.count; ++k)
                                    all.push_back(t.names->text(t.model->tasks[u.tasks.first + k].name));
                            }
                        near = nearest(raw, all);
                        if (read || plan.upstreams.empty()) {
                            Finding& f = report(link_unqualified_unknown, item.span, {Words(raw)});
                            f.suggestion = near;
                        }
                    }
                    implements_.push_back(l);
                } else {
                    std::string room, room3;
                    std::string raw(joined(item, room));
                    std::string_view s = fold(raw, room3);
                    Link l;
                    if (s.find('.') != std::string_view::npos && !t.tasks.find(key_of(h_.plan, t.names->find(s)))) {
                        l = link(item, false);
                    } else {
                        l.at = item.span;
                        l.mark = item.mark;
                        l.plan = plan.name;
                        l.task = symbol(std::string(s));
                        l.target = t.names->find(s) ? t.tasks.find(key_of(h_.plan, t.names->find(s))) : kNone;
                        if (!l.target) {
                            std::vector<std::string_view> all;
                            for (uint32_t k = 0; k < plan.tasks.count; ++k)
                                all.push_back(t.names->text(t.model->tasks[plan.tasks.first + k].name));
                            std::string near = nearest(s, all);
                            Finding& f = report(depends_unknown, item.span, {Words(s)});
                            f.suggestion = near;
                        }
                    }
                    depends_.push_back(l);
                }
            }
            break;
        }
        case Word::Own:
            own_ = true;
            break;
        case Word::Origin: {
            for (uint32_t k = i + 1; k < tree().values_end(i); ++k) {
                if (node(k).shape == Shape::Text) {
                    witnesses_ = node(k).span();
                } else if (node(k).shape == Shape::Name || node(k).shape == Shape::Mark) {
                    Word w = node(k).shape == Shape::Mark ? node(k).word
                                                          : fixed_word(text(node(k).span()), WordClass::Mark);
                    if (w == Word::None)
                        report(value_mark, node(k).span(), {Words(text(node(k).span()))});
                    origin_ = std::max(origin_, mark_of(w));
                }
            }
            break;
        }
        case Word::Quota:
            later.push_back(i);
            break;
        default:
            if (!facet_statement(i, 0))
                report(statement_misplaced, node(i).span(), {Words(text(node(i).span())), Words("任务", "task")});
        }
        // a block under a facet statement means nothing: only places hold blocks
        if (node(i).block && node(i).word != Word::Body && node(i).word != Word::Annex)
            report(block_misplaced, node(i).span(), {Words(text(node(i).span()))});
    }
    for (uint32_t i : later)
        facet_statement(i, 0);
    finish_task(task);
}

/// 牵头 and 责任 are two items of a place though one facet: a block with the one leaves the other, said outside, as it is.
void Reader::keep_other_role() {
    auto who = [](const Fact& f, uint8_t place) { return f.facet == Facet::Responsible && f.place == place; };
    std::vector<Fact> kept;
    for (uint8_t place = 1; place <= cites_.size(); ++place) {
        bool said[2] = {false, false}; // 责任, 牵头
        for (const Fact& f : facts_)
            if (who(f, place))
                said[f.bits & kLead] = true;
        if (said[0] == said[1])
            continue;
        for (const Fact& f : facts_)
            if (who(f, 0) && !(f.bits & kSilent) && !said[f.bits & kLead]) {
                kept.push_back(f);
                kept.back().place = place;
            }
    }
    for (const Fact& k : kept) // 牵头 未写 beside 责任 that stands: the place is not silent
        std::erase_if(facts_, [&](const Fact& f) { return who(f, k.place) && f.bits & kSilent; });
    facts_.insert(facts_.end(), kept.begin(), kept.end());
}

void Reader::finish_task(TaskId task) {
    const Tables& t = p_.t;
    keep_other_role();
    // 默认: what the cells of most rows say, for those places that say nothing of their own
    for (const Tables::DefaultDue& d : t.defaults[h_.plan]) {
        bool outside = false;
        for (const Fact& f : facts_)
            outside |= f.facet == Facet::Window && f.place == 0;
        if (outside)
            break;
        for (std::size_t k = 0; k < cites_.size(); ++k) {
            const Cite& c = cites_[k];
            if (c.part != d.part || !(c.sub == SubPlace::Whole || d.sub == SubPlace::Whole || c.sub == d.sub))
                continue;
            bool said = false;
            for (const Fact& f : facts_)
                said |= f.facet == Facet::Window && f.place == k + 1;
            if (!said)
                add(Facet::Window, static_cast<uint8_t>(k + 1), kDefault, d.due | kLocal, d.at, Mark::None);
        }
    }
    // few and nearly in order: an insertion sort, which keeps what was written first in front
    auto before = [](const Fact& x, const Fact& y) { return x.facet != y.facet ? x.facet < y.facet : x.place < y.place; };
    for (std::size_t i = 1; i < facts_.size(); ++i) {
        Fact f = facts_[i];
        std::size_t k = i;
        for (; k > 0 && before(f, facts_[k - 1]); --k)
            facts_[k] = facts_[k - 1];
        facts_[k] = f;
    }
    auto append = [](auto& pool, const auto& from) {
        Range r{static_cast<uint32_t>(pool.size()), static_cast<uint32_t>(from.size())};
        pool.insert(pool.end(), from.begin(), from.end());
        return r;
    };
    for (const Fact& f : facts_) {
        const bool named = (f.facet >= Facet::Subject && f.facet <= Facet::Audience) || f.facet == Facet::Elements ||
                           f.facet >= Facet::Yields;
        const bool entity = named && !(f.bits & kSilent) && f.facet != Facet::Condition && f.facet != Facet::Except;
        if (entity && (f.value & kLocal) && p_.entities[f.value & ~kLocal].kind == EntityKind::Unknown)
            unread_ |= facet_bit(f.facet);
        if (f.facet != Facet::Support || !entity || f.value == kNone)
            continue;
        for (const Fact& other : facts_) // the default place 0 is what every place says
            if (other.facet == Facet::Responsible && !(other.bits & kSilent) && other.value == f.value && other.place == f.place)
                report(unit_in_two_parts, f.span(), {Words(text(f.span()))})
                    .related.push_back({{h_.file, other.span()}, Words("责任单位写在这里", "responsible here")});
    }
    Task& r = p_.tasks[task];
    r.unread = unread_;
    r.facts = append(p_.facts, facts_);
    r.cites = append(p_.cites, cites_);
    r.implements = append(p_.links, implements_);
    r.depends = append(p_.links, depends_);
    r.origin = origin_;
    r.witnesses = witnesses_;
    r.own = own_;
    p_.done.push_back(task);
    h_.task = kNone;
}

// ── the rest of a plan ──────────────────────────────────────────────────────────────────────────────────────────

void Reader::plan_block(PlanId plan, uint32_t from, uint32_t end) {
    const Tables& t = p_.t;
    for (uint32_t i = from; i < end; i = node(i).next) {
        uint32_t values = tree().values_end(i);
        Span reason;
        for (uint32_t k = i + 1; k < values; ++k)
            if (node(k).shape == Shape::Text)
                reason = node(k).span();
        switch (node(i).word) {
        case Word::Chapter:
            plan_block(plan, values, node(i).next);
            break;
        case Word::NonDuty: {
            uint32_t last = values;
            while (last > i + 1 && node(last - 1).shape == Shape::Text)
                --last;
            if (last == i + 1 || node(i + 1).shape != Shape::Name)
                break;
            uint32_t taken = 0;
            std::string_view first = text(node(i + 1).span());
            Word w = statement_word(first, &taken);
            Part part = w == Word::Body ? Part::Body : w == Word::Annex ? Part::Annex : Part::None;
            if (part == Part::None) {
                report(nonduty_part, node(i + 1).span(), {Words(first)});
                break;
            }
            if (taken < first.size()) {
                report(nonduty_part, node(i + 1).span(), {Words(first)});
                break;
            }
            Items list(*this, i + 2, last);
            if (list.empty()) {
                NonDuty n;
                n.cite.part = part;
                n.cite.at = node(i + 1).span();
                n.reason = reason;
                n.at = node(i).span();
                p_.nonduties.push_back(n);
            }
            for (const Item& item : list) {
                NonDuty n;
                if (!cite(part, item, n.cite))
                    continue;
                n.reason = reason;
                n.at = node(i).span();
                p_.nonduties.push_back(n);
            }
            if (reason.empty())
                report(reason_missing, node(i).span(), {Words("非任务", "nonduty")});
            break;
        }
        case Word::NotCarried: {
            uint32_t last = values;
            while (last > i + 1 && node(last - 1).shape == Shape::Text)
                --last;
            Items list(*this, i + 1, last);
            for (const Item& item : list) {
                Declined d;
                d.link = link(item, false);
                if (!d.link.target && !d.link.plan) {
                    std::string room;
                    report(link_unqualified_unknown, item.span, {Words(joined(item, room))});
                }
                d.reason = reason;
                p_.declined.push_back(d);
            }
            if (reason.empty())
                report(reason_missing, node(i).span(), {Words("不承接", "not_carried")});
            break;
        }
        case Word::Acknowledged: {
            Acknowledged a;
            a.at = node(i).span();
            a.reason = reason;
            for (uint32_t k = i + 1; k < values; ++k) {
                if (node(k).shape != Shape::Name)
                    continue;
                std::string room3;
                std::string_view s = fold(text(node(k).span()), room3);
                std::string_view digits = s;
                if (!a.code) {
                    take(digits, "YD") || take(digits, "yd");
                    auto n = read_small(digits);
                    if (!n || !digits.empty() || !find_info(static_cast<uint16_t>(std::min(*n, 65535)))) {
                        report(acknowledged_number, node(k).span(), {Words(s)});
                        a.code = 65535;
                    } else {
                        a.code = static_cast<uint16_t>(*n);
                    }
                } else if (!a.task_name) {
                    a.task_name = symbol(std::string(s));
                    a.task = t.tasks.find(key_of(plan, t.names->find(s)));
                    if (!a.task) {
                        std::vector<std::string_view> all;
                        const Plan& p = t.model->plans[plan];
                        for (uint32_t n = 0; n < p.tasks.count; ++n)
                            all.push_back(t.names->text(t.model->tasks[p.tasks.first + n].name));
                        std::string near = nearest(s, all);
                        Finding& f = report(acknowledged_task, node(k).span(), {Words(s)});
                        f.suggestion = near;
                    }
                }
            }
            if (reason.empty())
                report(reason_missing, node(i).span(), {Words("已核", "acknowledged")});
            if (a.code != 65535)
                p_.acknowledged.push_back(a);
            break;
        }
        default:
            break;
        }
    }
}

void Reader::plan_rest(PlanId plan, uint32_t head) {
    Piece::PlanRanges r;
    r.plan = plan;
    r.nonduties.first = static_cast<uint32_t>(p_.nonduties.size());
    r.declined.first = static_cast<uint32_t>(p_.declined.size());
    r.acknowledged.first = static_cast<uint32_t>(p_.acknowledged.size());
    plan_block(plan, tree().values_end(head), node(head).next);
    r.nonduties.count = static_cast<uint32_t>(p_.nonduties.size()) - r.nonduties.first;
    r.declined.count = static_cast<uint32_t>(p_.declined.size()) - r.declined.first;
    r.acknowledged.count = static_cast<uint32_t>(p_.acknowledged.size()) - r.acknowledged.first;
    p_.plan_ranges.push_back(r);
}

} // namespace yaodian::resolving
