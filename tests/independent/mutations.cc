#include "tests/independent/mutations.h"

#include <algorithm>
#include <array>
#include <optional>

namespace yaodian::independent {

const char* name_of(Kind kind) {
    static constexpr std::array<const char*, static_cast<std::size_t>(Kind::Count)> names = {
        "element removed",        "element swapped",        "element added",
        "result removed",         "object removed",         "object narrowed",
        "object widened",         "firmness weakened",      "duty turned into a ban",
        "deadline moved later",   "deadline moved earlier", "deadline removed",
        "clock lengthened",       "clock shortened",        "clock unit swapped",
        "clock removed",          "gate removed",           "gate moved later",
        "quota lowered",          "quota raised",           "quota turned into a cap",
        "quota made sparser",     "quota removed",          "link removed",
        "link to no task",        "link to another year",   "unit removed",
        "unit swapped",           "subject removed",        "subject swapped",
        "unit of a higher level", "cycle of dependencies",  "deadline before issue",
        "annex made weaker",      "citation removed",       "citation of no place"};
    return names[static_cast<std::size_t>(kind)];
}

namespace {

constexpr std::string_view kComma = "、", kSemicolon = "；";

class Finder {
public:
    Finder(const Files& files, const Seen& base, std::vector<Mutation>& out)
        : files_(files), c_(base.c), m_(c_.model), base_(base), out_(out) {}

    void plan(PlanId id) {
        plan_ = &m_.plans[id];
        const std::string_view path = c_.files[plan_->file].path();
        for (file_ = 0; file_ < files_.size() && files_[file_].path != path; ++file_)
            ;
        if (file_ == files_.size())
            return;
        text_ = files_[file_].text;
        for (uint32_t t = plan_->tasks.first; t < plan_->tasks.first + plan_->tasks.count; ++t)
            task(t);
    }

private:
    void task(TaskId id) {
        id_ = id;
        task_ = &m_.tasks[id];
        facts_.clear();
        for (const Fact& f : Model::slice(m_.facts, task_->facts))
            if (!(f.bits & (kSilent | kDefault)) && f.begin >= task_->whole.begin &&
                f.end <= task_->whole.end && f.begin < f.end)
                facts_.push_back(&f);
        head_ = static_cast<uint32_t>(text_.find('\n', task_->at.end));
        elements();
        results();
        objects();
        force();
        dates();
        quotas();
        links();
        units();
        others();
    }

    std::vector<const Fact*> of(Facet facet) const {
        std::vector<const Fact*> out;
        for (const Fact* f : facts_)
            if (f->facet == facet)
                out.push_back(f);
        std::sort(out.begin(), out.end(), [](const Fact* a, const Fact* b) { return a->begin < b->begin; });
        return out;
    }

    void put(Kind kind, uint32_t begin, uint32_t end, std::string with, Facet facet, Turn turn,
             bool everywhere = true, std::vector<uint16_t> codes = {}) {
        out_.push_back(
            {kind, file_, begin, end, std::move(with), id_, facet, turn, everywhere, std::move(codes)});
    }

    std::string_view between(uint32_t a, uint32_t b) const { return text_.substr(a, b - a); }

    /// The end of an item with the mark in brackets after it.
    uint32_t item_end(const Fact& f) const {
        uint32_t e = f.end;
        for (std::string_view mark : {"（推定）", "（转引）", "（承上）", "（存疑）"})
            if (text_.substr(e).starts_with(mark))
                e += static_cast<uint32_t>(mark.size());
        return e;
    }
    /// The whole statement around a value, when it stands alone between line breaks, braces and semicolons.
    std::optional<Span> statement(uint32_t begin, uint32_t end) const {
        uint32_t b = begin;
        while (b > 0 && text_[b - 1] != '\n' && text_[b - 1] != '{' &&
               !text_.substr(0, b).ends_with(kSemicolon))
            --b;
        uint32_t e = end;
        while (e < text_.size() && text_[e] != '\n' && text_[e] != '}' && text_[e] != '#' &&
               !text_.substr(e).starts_with(kSemicolon))
            ++e;
        if (e < text_.size() && text_.substr(e).starts_with(kSemicolon) &&
            between(b, e).find("指标") != std::string_view::npos)
            return std::nullopt; // another quota may follow that needs the keyword
        // A list that goes on over the line's end is left alone.
        std::string_view s = between(b, e);
        while (!s.empty() && s.back() == ' ')
            s.remove_suffix(1);
        if (s.ends_with(kComma) || s.find("；") != std::string_view::npos)
            return std::nullopt;
        std::string_view before = text_.substr(0, b);
        while (!before.empty() && (before.back() == ' ' || before.back() == '\n'))
            before.remove_suffix(1);
        if (before.ends_with(kComma))
            return std::nullopt;
        if (text_.substr(0, b).ends_with(kSemicolon) && text_.substr(e).starts_with('}'))
            b -= static_cast<uint32_t>(kSemicolon.size());
        else if (text_.substr(e).starts_with(kSemicolon))
            e += static_cast<uint32_t>(kSemicolon.size());
        return Span{b, e};
    }
    /// What to cut so that item i of the list goes and the rest stays; the statement when it is the only one.
    std::optional<Span> cut(const std::vector<const Fact*>& list, std::size_t i) const {
        const Fact& f = *list[i];
        auto joined = [&](const Fact& a, const Fact& b) {
            std::string_view gap = between(item_end(a), b.begin);
            while (!gap.empty() && (gap.front() == ' ' || gap.front() == '\n'))
                gap.remove_prefix(1);
            while (!gap.empty() && (gap.back() == ' ' || gap.back() == '\n'))
                gap.remove_suffix(1);
            return gap == kComma;
        };
        if (i + 1 < list.size() && list[i + 1]->begin > f.begin && joined(f, *list[i + 1]))
            return Span{f.begin, list[i + 1]->begin};
        if (i > 0 && joined(*list[i - 1], f))
            return Span{item_end(*list[i - 1]), item_end(f)};
        const uint32_t e = item_end(f);
        if (text_.substr(e).starts_with(" 等"))
            return std::nullopt;
        return statement(f.begin, e);
    }
    /// The same name stands once in the facet, outside all blocks.
    bool alone(Facet facet, const Fact& f) const {
        int n = 0;
        bool blocks = false;
        for (const Fact* g : facts_)
            if (g->facet == facet) {
                n += g->value == f.value;
                blocks |= g->place != 0;
            }
        return n == 1 && !blocks;
    }
    bool bans() const {
        for (const Fact* f : of(Facet::Force))
            if (static_cast<Word>(f->value) == Word::MustNot)
                return true;
        return false;
    }

    /// A declared name of the kind that the task does not have, picked by where we are.
    std::string other_name(EntityKind kind, DirectoryId directory, const std::vector<const Fact*>& not_these,
                           uint32_t salt, bool at_level = false) const {
        std::vector<EntityId> free;
        for (EntityId e = 1; e < m_.entities.size(); ++e) {
            const Entity& x = m_.entities[e];
            if (x.kind != kind || x.plan != kNone || (directory != kNone && x.directory != directory))
                continue;
            if (kind == EntityKind::Unit &&
                (x.parent == kNone || x.acts_for != kNone || e == plan_->government || e == plan_->issuer))
                continue;
            if (at_level && x.level != m_.entities[plan_->issuer].level)
                continue;
            const bool used = std::any_of(not_these.begin(), not_these.end(), [&](const Fact* f) {
                if (f->value == e)
                    return true;
                const Entity& g = m_.entities[f->value];
                for (uint32_t member : m_.list(g.members))
                    if (member == e)
                        return true;
                return g.kind == EntityKind::Group &&
                       g.open; // an open group may hold it: nothing would be certain
            });
            if (!used)
                free.push_back(e);
        }
        if (free.empty())
            return "";
        const std::string name(c_.name(m_.entities[free[salt % free.size()]].name));
        for (char ch : name)
            if (ch == '"' || ch == ' ' || ch == '.')
                return "";
        return name;
    }

    void elements() {
        const auto list = of(Facet::Elements);
        for (std::size_t i = 0; i < list.size(); ++i) {
            const Fact& f = *list[i];
            const bool any = (f.bits & kLevelMask) == kAnyOf,
                       plain = !(f.bits & kLevelMask) && !(f.bits & kOr);
            const bool sure = alone(Facet::Elements, f);
            if (!any && !(f.bits & kOr))
                if (auto s = cut(list, i))
                    put(Kind::ElementGone, s->begin, s->end, "", Facet::Elements, Turn::Weaker, sure);
            if (plain) {
                const std::string other = other_name(EntityKind::Element, kNone, list, f.begin);
                if (!other.empty())
                    put(Kind::ElementSwapped, f.begin, f.end, other, Facet::Elements, Turn::Weaker, sure);
                if (!other.empty() && i == 0)
                    put(Kind::ElementAdded, f.begin, f.begin, other + std::string(kComma), Facet::Elements,
                        Turn::Stricter, sure);
            }
        }
    }
    void results() {
        const auto list = of(Facet::Yields);
        for (std::size_t i = 0; i < list.size(); ++i)
            if (auto s = cut(list, i); s && !(list[i]->bits & kOr))
                put(Kind::ResultGone, s->begin, s->end, "", Facet::Yields, Turn::Weaker,
                    alone(Facet::Yields, *list[i]));
    }
    void objects() {
        const auto list = of(Facet::Object);
        const bool counted = !of(Facet::Quota).empty();
        for (std::size_t i = 0; i < list.size(); ++i) {
            const Fact& f = *list[i];
            if (f.bits & kOr)
                continue;
            const bool sure = alone(Facet::Object, f) && !counted && !bans();
            if (auto s = cut(list, i); s && !text_.substr(0, f.begin).ends_with("全部 ") &&
                                       !text_.substr(0, f.begin).ends_with("部分 "))
                put(Kind::ObjectGone, s->begin, s->end, "", Facet::Object, Turn::Weaker, sure);
            for (EntityId e = 1; e < m_.entities.size(); ++e) {
                const Entity& x = m_.entities[e];
                if (x.kind != EntityKind::Object)
                    continue;
                const auto wider = m_.list(x.wider);
                if (std::find(wider.begin(), wider.end(), f.value) != wider.end()) {
                    put(Kind::ObjectNarrowed, f.begin, f.end, std::string(c_.name(x.name)), Facet::Object,
                        Turn::Weaker, sure && list.size() == 1);
                    break;
                }
            }
            const auto wider = m_.list(m_.entities[f.value].wider);
            if (!wider.empty() && m_.entities[wider[0]].kind == EntityKind::Object)
                put(Kind::ObjectWidened, f.begin, f.end, std::string(c_.name(m_.entities[wider[0]].name)),
                    Facet::Object, Turn::Stricter, sure && list.size() == 1);
            if ((f.bits & kLevelMask) == kAllOf && f.begin >= 7 &&
                text_.substr(0, f.begin).ends_with("全部 "))
                put(Kind::ObjectNarrowed, f.begin - 7, f.begin - 1, "部分", Facet::Object, Turn::Weaker,
                    sure && list.size() == 1);
        }
    }
    void force() {
        const auto list = of(Facet::Force);
        const Word now = list.empty() ? Word::Must : static_cast<Word>(list[0]->value);
        if (list.size() > 1 || now == Word::MustNot)
            return;
        // A ban under a condition, of a least time, of one choice, or only on a day leaves room beside the
        // duty.
        bool whole = of(Facet::Condition).empty() && of(Facet::Except).empty() && of(Facet::MinRun).empty() &&
                     of(Facet::Quota).empty() && (of(Facet::Window).empty() || of(Facet::Yields).empty());
        for (const Fact* f : of(Facet::Elements))
            whole &= (f->bits & kLevelMask) != kAnyOf;
        for (const Fact* f : of(Facet::Clock))
            whole &= !m_.dues[f->value].unknown_start;
        for (Word w : {Word::Principle, Word::Encourage, Word::Explore, Word::May, Word::MustNot}) {
            const bool weaker =
                now == Word::Must || w == Word::May || (now == Word::Principle && w != Word::Principle);
            if (w == now || (!weaker && w != Word::MustNot))
                continue;
            const std::string word(chinese(w));
            const Kind kind = w == Word::MustNot ? Kind::ForceForbidden : Kind::ForceWeakened;
            if (list.empty() && head_ < task_->whole.end)
                put(kind, head_, head_, "\n            力度 " + word, Facet::Force, Turn::Weaker,
                    whole || w != Word::MustNot);
            else if (!list.empty() && list[0]->place == 0)
                put(kind, list[0]->begin, list[0]->end, word, Facet::Force, Turn::Weaker,
                    whole || w != Word::MustNot);
        }
    }

    static bool digit(char ch) { return ch >= '0' && ch <= '9'; }
    /// The first run of digits in [from, to).
    std::optional<Span> digits(uint32_t from, uint32_t to) const {
        while (from < to && !digit(text_[from]))
            ++from;
        uint32_t e = from;
        while (e < to && digit(text_[e]))
            ++e;
        return e > from ? std::optional(Span{from, e}) : std::nullopt;
    }
    int number(Span s) const { return std::stoi(std::string(text_.substr(s.begin, s.size()))); }

    void dates() {
        for (const Fact* f : of(Facet::Window)) {
            const Due& d = m_.dues[f->value];
            if (d.kind != DueKind::Window)
                continue;
            // The whole plan year as a window says nothing that could be lost; without a word the plan year
            // ends before the next.
            const bool sure = alone(Facet::Window, *f) && of(Facet::Window).size() == 1 && !bans() &&
                              of(Facet::Quota).empty() && !(d.window == year_window(plan_->year)) &&
                              d.window.to <= year_window(plan_->year).to;
            const auto month = digits(f->begin, f->end);
            const bool has_month = month && text_.substr(month->end).starts_with("月");
            if (has_month) {
                const int m = number(*month);
                const auto day = digits(month->end, f->end);
                for (int to : {m - 2, m - 1, m + 1, m + 3})
                    if (to >= 1 && to <= 12 && (!day || is_date(2023, to, number(*day))))
                        put(to > m ? Kind::DayLater : Kind::DayEarlier, month->begin, month->end,
                            std::to_string(to), Facet::Window,
                            d.shape == WindowShape::Before ? to > m ? Turn::Weaker : Turn::Stricter
                                                           : Turn::Weaker,
                            sure);
            }
            for (const char* quarter : {"一季度", "二季度", "三季度", "四季度"}) {
                const std::size_t at = between(f->begin, f->end).find(quarter);
                if (at == std::string_view::npos || f->end - f->begin > 16)
                    continue;
                for (const char* other : {"一季度", "二季度", "三季度", "四季度"})
                    if (std::string_view(other) != quarter)
                        put(other[2] > quarter[2] ? Kind::DayLater : Kind::DayEarlier,
                            f->begin + uint32_t(at), f->begin + uint32_t(at) + 9, other, Facet::Window,
                            Turn::Weaker, sure);
                break;
            }
            if (auto s = statement(f->begin, item_end(*f)))
                put(Kind::WindowGone, s->begin, s->end, "", Facet::Window, Turn::Weaker, sure);
            if (plan_->issued != kNoDay && d.shape == WindowShape::Before &&
                date_of(plan_->issued).year == plan_->year && has_month && date_of(plan_->issued).month > 1 &&
                d.window.to >= plan_->issued)
                put(Kind::DayPast, f->begin, f->end, "1月15日前", Facet::Window, Turn::Unsaid, true,
                    {deadline_past});
        }
        for (const Fact* f : of(Facet::Clock)) {
            const Due& d = m_.dues[f->value];
            const bool sure = alone(Facet::Clock, *f) && of(Facet::Clock).size() == 1 && !bans() &&
                              !d.unknown_start && d.event != kNone;
            if (auto n = digits(f->begin, f->end); n && d.length == number(*n)) {
                for (int by : {1, 5, 20})
                    put(Kind::ClockLonger, n->begin, n->end, std::to_string(d.length + by), Facet::Clock,
                        Turn::Weaker, sure);
                for (int by : {1, 2, 4})
                    if (d.length > by)
                        put(Kind::ClockShorter, n->begin, n->end, std::to_string(d.length - by), Facet::Clock,
                            Turn::Stricter, sure);
                if (text_.substr(n->end).starts_with("个工作日"))
                    put(Kind::ClockUnit, n->end, n->end + 12, "日", Facet::Clock, Turn::Stricter, sure);
                else if (text_.substr(n->end).starts_with("日"))
                    put(Kind::ClockUnit, n->end, n->end + 3, "个工作日", Facet::Clock, Turn::Weaker, sure);
            } else if (d.length == 0 && d.event != kNone) {
                put(Kind::ClockLonger, f->begin, f->end,
                    std::string(c_.name(m_.entities[d.event].name)) + "后3日内", Facet::Clock, Turn::Weaker,
                    sure);
            }
            if (auto s = statement(f->begin, item_end(*f)))
                put(Kind::ClockGone, s->begin, s->end, "", Facet::Clock, Turn::Weaker, sure);
        }
        for (const Fact* f : of(Facet::Gate)) {
            const Due& d = m_.dues[f->value];
            const bool sure = alone(Facet::Gate, *f) && of(Facet::Gate).size() == 1;
            if (auto s = statement(f->begin, item_end(*f)))
                put(Kind::GateGone, s->begin, s->end, "", Facet::Gate, Turn::Weaker, sure);
            for (uint32_t later : m_.list(m_.entities[d.event].later))
                put(Kind::GateLater, f->begin, f->end, std::string(c_.name(m_.entities[later].name)) + "前",
                    Facet::Gate, Turn::Weaker, sure);
        }
    }

    /// Whom the quota binds is not listed: then what is lost is a question.
    bool loose(const Quota& q) const {
        std::vector<EntityId> who;
        for (const Term& t : Model::slice(m_.terms, q.subjects))
            who.push_back(t.entity);
        for (Facet facet : {Facet::Subject, Facet::Responsible})
            if (who.empty())
                for (const Fact* f : of(facet))
                    who.push_back(f->value);
        for (EntityId e : who) {
            if (m_.entities[e].kind == EntityKind::PostOf)
                e = m_.entities[e].parent;
            const Entity& x = m_.entities[e];
            if (x.kind != EntityKind::Unit &&
                (x.kind != EntityKind::Group || x.undetermined || x.members.empty()))
                return true;
        }
        return who.empty();
    }
    void quotas() {
        const auto list = of(Facet::Quota);
        for (const Fact* f : list) {
            const Quota& q = m_.quotas[f->value];
            // The number stands after the comparator; a count is written in digits, or as 一次.
            std::optional<Span> n;
            const std::string_view s = between(f->begin, f->end);
            for (const char* word : {"不少于", "不低于", "不得低于", "至少", "不超过"})
                if (const std::size_t at = s.find(word); at != std::string_view::npos)
                    n = digits(f->begin + static_cast<uint32_t>(at), f->end);
            const bool at_least = q.compare == Compare::AtLeast;
            const bool sure = list.size() == 1 && f->place == 0 && !loose(q);
            if (n && q.value == int64_t(number(*n)) * kQuotaScale) {
                const int v = number(*n);
                for (int to : {v - 1, v / 2, v + 1, v * 2}) {
                    if (to < 1 || to == v || (q.unit && c_.name(q.unit) == "%" && to > 100))
                        continue;
                    put(to < v ? Kind::QuotaLowered : Kind::QuotaRaised, n->begin, n->end, std::to_string(to),
                        Facet::Quota, (to < v) == at_least ? Turn::Weaker : Turn::Stricter, sure);
                }
                for (const char* word : {"不少于", "不低于", "至少"})
                    if (const std::size_t at = s.find(word); at != std::string_view::npos)
                        put(Kind::QuotaTurned, f->begin + uint32_t(at),
                            f->begin + uint32_t(at + std::string_view(word).size()), "不超过", Facet::Quota,
                            Turn::Weaker, sure);
            }
            static constexpr std::array<std::pair<const char*, const char*>, 3> sparser = {
                {{"每月", "每季度"}, {"每季度", "每年"}, {"每日", "每周"}}};
            for (auto [from, to] : sparser)
                if (const std::size_t at = s.find(from); at != std::string_view::npos)
                    put(Kind::QuotaSparser, f->begin + uint32_t(at),
                        f->begin + uint32_t(at + std::string_view(from).size()), to, Facet::Quota,
                        at_least ? Turn::Weaker : Turn::Unsaid, sure);
            if (list.size() == 1)
                if (auto cut = statement(f->begin, item_end(*f)))
                    put(Kind::QuotaGone, cut->begin, cut->end, "", Facet::Quota, Turn::Weaker, sure);
        }
    }

    void links() {
        const auto list = Model::slice(m_.links, task_->implements);
        for (const Link& l : list) {
            if (l.target == kNone || list.size() != 1)
                continue;
            if (auto s = statement(l.at.begin, l.at.end))
                put(Kind::LinkGone, s->begin, s->end, "", Facet::None, Turn::Unsaid);
            put(Kind::LinkUnknown, l.at.end, l.at.end, "错名", Facet::None, Turn::Unsaid, true,
                {link_task_unknown, link_unqualified_unknown});
            for (PlanId p = 1; p < m_.plans.size(); ++p) {
                const Plan& other = m_.plans[p];
                if (other.year && plan_->year && other.year != plan_->year && other.tasks.count &&
                    m_.plans[m_.tasks[l.target].plan].level == other.level) {
                    const Task& t = m_.tasks[other.tasks.first + l.at.begin % other.tasks.count];
                    put(Kind::LinkOtherYear, l.at.begin, l.at.end,
                        std::string(c_.name(other.name)) + "." + std::string(c_.name(t.name)), Facet::None,
                        Turn::Unsaid, true, {implements_other_year});
                    break;
                }
            }
        }
    }

    void units() {
        for (Facet facet : {Facet::Responsible, Facet::Subject}) {
            const auto list = of(facet);
            for (std::size_t i = 0; i < list.size(); ++i) {
                const Fact& f = *list[i];
                if (f.bits & kOr)
                    continue;
                const bool unit = m_.entities[f.value].kind == EntityKind::Unit;
                // A group beside the unit may hold it, an organ acts for its government: then nothing need be
                // lost.
                bool certain = alone(facet, f) && unit && m_.entities[f.value].acts_for == kNone;
                for (const Fact* g : list)
                    certain &=
                        (g == &f || m_.entities[g->value].kind == EntityKind::Unit) && !(g->bits & kOpen);
                const bool subject = facet == Facet::Subject;
                if (subject && list.size() == 1 && !of(Facet::Responsible).empty())
                    certain = false; // those who are 责任 act then
                if (!subject)        // whom the sentence makes act answers before those the bracket prints
                    certain &= of(Facet::Subject).empty();
                if (!subject) // a government shares out its own duty as it likes
                    for (const Fact* g : list)
                        certain &= m_.entities[g->value].acts_for == kNone && g->value != plan_->government &&
                                   g->value != plan_->issuer;
                if (auto s = cut(list, i); s && !between(s->begin, s->end).empty())
                    put(subject ? Kind::SubjectGone : Kind::UnitGone, s->begin, s->end, "", facet,
                        Turn::Weaker, certain);
                if (unit) {
                    const std::string other =
                        other_name(EntityKind::Unit, m_.entities[f.value].directory, list, f.begin, true);
                    if (!other.empty())
                        put(subject ? Kind::SubjectSwapped : Kind::UnitSwapped, f.begin, f.end, other, facet,
                            Turn::Weaker, certain);
                    if (plan_->level == Level::District || plan_->level == Level::Town)
                        put(Kind::HigherUnit, f.begin, f.end, "上海市.市政府", facet, Turn::Unsaid, true,
                            {duty_for_higher_body, duty_for_other_government});
                }
            }
        }
    }

    void others() {
        // A task that others wait for is made to wait for one of them.
        for (TaskId waiting : base_.c.graph.dependents(id_))
            if (waiting != id_ && m_.tasks[waiting].plan == task_->plan && head_ < task_->whole.end) {
                put(Kind::Cycle, head_, head_,
                    "\n            依赖 " + std::string(c_.files[plan_->file].text(m_.tasks[waiting].at)),
                    Facet::None, Turn::Unsaid, true, {dependency_cycle});
                break;
            }
        const auto cites = Model::slice(m_.cites, task_->cites);
        bool body = false, blocks = false;
        for (const Cite& x : cites)
            body |= x.part == Part::Body;
        for (const Fact* f : facts_)
            blocks |= f->place != 0 && f->facet == Facet::Elements;
        for (const Cite& x : cites) {
            const std::string_view line = text_.substr(x.at.end, text_.find('\n', x.at.end) - x.at.end);
            const bool alone_on_line = line.find_first_not_of(" \r") == std::string_view::npos;
            if (x.part == Part::Annex && body && alone_on_line && !blocks && !bans()) {
                const auto list = of(Facet::Elements);
                if (list.size() >= 2 && !(list[0]->bits & (kLevelMask | kOr)) &&
                    !(list[1]->bits & (kLevelMask | kOr)))
                    put(Kind::AnnexWeaker, x.at.end, x.at.end,
                        " { 要素 " + std::string(between(list[0]->begin, list[0]->end)) + " }",
                        Facet::Elements, Turn::Unsaid, true, {annex_weaker, annex_silent});
            }
            if (plan_->source && c_.files[plan_->file].path() != "b-copy.yd" && x.first == x.last &&
                x.words.empty() && alone_on_line)
                put(Kind::CitationWrong, x.at.end, x.at.end, x.part == Part::Annex ? "999" : ".99",
                    Facet::None, Turn::Unsaid, true, {no_such_place});
        }
    }

    const Files& files_;
    const Compilation& c_;
    const Model& m_;
    const Seen& base_;
    std::vector<Mutation>& out_;
    const Plan* plan_ = nullptr;
    const Task* task_ = nullptr;
    TaskId id_ = kNone;
    std::size_t file_ = 0;
    std::string_view text_;
    uint32_t head_ = 0;
    std::vector<const Fact*> facts_;
};

} // namespace

std::vector<Mutation> mutations(const Files& files, const Seen& base,
                                const std::function<bool(PlanId)>& wanted) {
    std::vector<Mutation> out;
    Finder finder(files, base, out);
    for (PlanId p = 1; p < base.c.model.plans.size(); ++p)
        if (wanted(p))
            finder.plan(p);
    return out;
}

Files apply(const Files& files, const Mutation& m) {
    Files out = files;
    out[m.file].text.replace(m.begin, m.end - m.begin, m.with);
    return out;
}

} // namespace yaodian::independent
