#include "compiler/facets/facet.h"

#include <algorithm>
#include <fmt/format.h>

namespace yaodian {

// ── readings ────────────────────────────────────────────────────────────────────────────────────────────────────

void readings_of(const SideIndex& side, Facet facet, bool with_defaults, Readings& out) {
    Reading all = side.of(facet);
    if (all.empty())
        return;
    auto put = [&](Reading r) {
        if (!r.empty() && !(r[0].bits & kSilent) && (with_defaults || !(r[0].bits & kDefault)))
            out.push_back(r);
    };
    if (all.back().place == 0) // said once, for every place
        return put(all);
    std::size_t i = 0;
    while (i < all.size() && all[i].place == 0)
        ++i;
    Reading outside = all.first(i);
    uint32_t own = 0; // places with words of their own
    for (std::size_t k = i; k < all.size();) {
        std::size_t end = k + 1;
        while (end < all.size() && all[end].place == all[k].place)
            ++end;
        put(all.subspan(k, end - k));
        ++own;
        k = end;
    }
    if (own < side.task->cites.count || side.task->cites.count == 0)
        put(outside);
}

Reading reading_at(const SideIndex& side, Facet facet, uint8_t place) {
    Reading all = side.of(facet);
    auto group = [&](uint8_t want) {
        std::size_t i = 0;
        while (i < all.size() && all[i].place < want)
            ++i;
        std::size_t end = i;
        while (end < all.size() && all[end].place == want)
            ++end;
        return all.subspan(i, end - i);
    };
    Reading own = place ? group(place) : Reading{};
    return own.empty() ? group(0) : own;
}

// ── verdicts ────────────────────────────────────────────────────────────────────────────────────────────────────

Verdict verdict_of(const Relation& r) {
    if (r.conflict)
        return Verdict::Conflict;
    if (r.fwd == Truth::Yes)
        return r.back == Truth::Yes ? Verdict::Equal : Verdict::Stricter;
    if (r.fwd == Truth::Maybe)
        return Verdict::Question;
    if (r.missing)
        return Verdict::Missing;
    return r.back == Truth::No ? Verdict::Incomparable : Verdict::Weaker;
}

// ── words ───────────────────────────────────────────────────────────────────────────────────────────────────────

namespace {

Words label(const Pair& pair, const SideIndex& side, bool upper) {
    switch (pair.purpose) {
    case Purpose::Editions: return upper ? Words("上一版", "the earlier edition") : Words("这一版", "this edition");
    case Purpose::BodyAnnex:
        if (side.side.place > 0 && side.side.place <= side.task->cites.count) {
            Part part = pair.context.c.model.cites[side.task->cites.first + side.side.place - 1].part;
            if (part == Part::Body)
                return {"正文", "the body"};
            if (part == Part::Annex)
                return {"附表", "the annex"};
        }
        return upper ? Words("前一处", "the first place") : Words("后一处", "the second place");
    default: return upper ? Words("上级", "upstream") : Words("本级", "this plan");
    }
}

TextKind text_of_part(const Plan& plan, Part part) { return part == Part::Annex ? plan.annex : plan.body; }

/// 节录: words from a part of which only excerpts are at hand, or silence where part of the text is not at hand.
bool excerpt(const Model& model, const SideIndex& side, Reading facts) {
    const Plan& plan = *side.plan;
    if (plan.body == TextKind::Full && plan.annex == TextKind::Full)
        return false;
    if (facts.empty())
        return true;
    auto cites = Model::slice(model.cites, side.task->cites);
    for (const Fact& f : facts) {
        uint8_t place = f.place ? f.place : side.side.place;
        if (place > 0 && place <= cites.size()) {
            if (text_of_part(plan, cites[place - 1].part) != TextKind::Full)
                return true;
            continue;
        }
        bool full = cites.empty() && plan.body == TextKind::Full;
        for (const Cite& c : cites)
            full |= text_of_part(plan, c.part) == TextKind::Full;
        if (!full)
            return true;
    }
    return false;
}

Words plan_name(const Pair& pair, const SideIndex& side) { return std::string(pair.context.c.name(side.plan->name)); }

} // namespace

Words label_lower(const Pair& pair) { return label(pair, pair.lower_index.front(), false); }
Words label_upper(const Pair& pair) { return label(pair, *pair.upper_index, true); }

Words day_words_of(Day d) { return {chinese_date(d), english_date(d)}; }

Words window_words(const Window& w) {
    Date a = date_of(w.from), b = date_of(w.to);
    if (a.year == b.year && a.month == 1 && a.day == 1 && b.month == 12 && b.day == 31)
        return {fmt::format("{}年全年", a.year), fmt::format("all of {}", a.year)};
    if (w.from == w.to)
        return day_words_of(w.from);
    return {chinese_date(w.from) + "至" + chinese_date(w.to), english_date(w.from) + " to " + english_date(w.to)};
}

std::string name_of(const Pair& pair, EntityId entity) {
    const Entity& e = pair.context.c.model.entities[entity];
    if (e.kind == EntityKind::PostOf && e.parent != kNone && e.post != kNone)
        return name_of(pair, e.parent) + "的" + name_of(pair, e.post);
    return std::string(pair.context.c.name(e.name));
}

std::string said(const Pair& pair, Reading facts, bool upper) {
    std::string out;
    const FileId file = (upper ? pair.upper_index : &pair.lower_index.front())->plan->file;
    for (const Fact& f : facts) {
        if (f.bits & kSilent)
            continue;
        if (!out.empty())
            out += (f.bits & kOr) ? "或" : "、";
        std::string_view text = f.begin < f.end ? pair.context.c.text({file, f.span()}) : std::string_view();
        if (!text.empty()) {
            bool space = false; // line breaks and runs of spaces become one space
            for (char ch : text) {
                bool blank = ch == ' ' || ch == '\n' || ch == '\r' || ch == '\t';
                if (!blank || !space)
                    out += blank ? ' ' : ch;
                space = blank;
            }
            continue;
        }
        switch (f.facet) {
        case Facet::Force: out += chinese(static_cast<Word>(f.value)); break;
        case Facet::Condition:
        case Facet::Except: out += pair.context.c.name(f.value); break;
        case Facet::Quota: out += name_of(pair, pair.context.c.model.quotas[f.value].metric); break;
        case Facet::Window:
        case Facet::Standing:
            if (const Due& d = pair.context.c.model.dues[f.value]; d.window.from != kNoDay)
                out += window_words(d.window).zh;
            else
                out += chinese(d.vague);
            break;
        case Facet::Clock:
        case Facet::MinRun:
        case Facet::Gate: out += name_of(pair, pair.context.c.model.dues[f.value].event); break;
        default: out += name_of(pair, f.value);
        }
    }
    return out;
}

void put_places(const Pair& pair, FacetVerdict& v, Reading lower, Reading upper) {
    auto place = [](const SideIndex& s, Reading r) {
        Place p;
        for (const Fact& f : r)
            if (!(f.bits & kSilent) && f.begin < f.end) {
                if (p.span.empty())
                    p = {s.plan->file, f.span()};
                else
                    p.span.end = std::max(p.span.end, f.end);
            }
        return p;
    };
    v.lower = place(pair.lower_index.front(), lower);
    v.upper = place(*pair.upper_index, upper);
}

void finish(const Pair& pair, FacetVerdict& v, const Codes& codes, Reading lower, Reading upper, Words lower_text,
            Words upper_text, Words detail) {
    const SideIndex& ls = pair.lower_index.front();
    const SideIndex& us = *pair.upper_index;
    put_places(pair, v, lower, upper);
    if (v.verdict == Verdict::Equal && !pair.context.reasons)
        return;
    for (Reading r : {lower, upper})
        for (const Fact& f : r)
            if (!(f.bits & kSilent))
                v.wording = std::max(v.wording, f.mark);
    v.wording = std::max({v.wording, ls.task->origin, us.task->origin});
    const Model& model = pair.context.c.model;
    const bool bad = v.verdict != Verdict::Equal && v.verdict != Verdict::Stricter;
    if (bad && excerpt(model, ls, lower)) {
        v.wording = std::max(v.wording, Mark::Doubtful);
        v.advice = {"“" + plan_name(pair, ls).zh + "”的文本不全，取得全文后可定",
                    "the text of " + plan_name(pair, ls).en + " is not complete; the full text would settle it"};
    } else if (bad && excerpt(model, us, upper)) {
        v.wording = std::max(v.wording, Mark::Doubtful);
        v.advice = {"“" + plan_name(pair, us).zh + "”的文本不全，取得全文后可定",
                    "the text of " + plan_name(pair, us).en + " is not complete; the full text would settle it"};
    } else if (bad && us.task->origin == Mark::Inferred) {
        v.advice = {"“" + plan_name(pair, us).zh + "”这一项是推定的，取得原文后可定",
                    "this duty of " + plan_name(pair, us).en + " is inferred; its printed text would settle it"};
    } else if (bad && v.wording == Mark::Doubtful) {
        v.advice = {"原文可作两读，向制定机关问明后可定", "the wording can be read two ways; asking the issuer would settle it"};
    }
    if (v.verdict == Verdict::Equal || v.verdict == Verdict::Stricter) {
        if (!pair.context.reasons)
            return;
        v.reason.code = v.verdict == Verdict::Equal  ? facet_equal
                        : upper_text.zh.empty()      ? facet_added
                                                     : facet_stricter;
    } else {
        v.reason.code = v.verdict == Verdict::Weaker         ? codes.weaker
                        : v.verdict == Verdict::Missing      ? codes.missing
                        : v.verdict == Verdict::Incomparable ? codes.incomparable
                        : v.verdict == Verdict::Conflict     ? codes.conflict
                                                             : codes.question;
    }
    auto or_nothing = [](Words w) { return w.zh.empty() ? Words("没有写", "nothing") : w; };
    v.reason.values = {label_lower(pair), label_upper(pair), or_nothing(std::move(lower_text)),
                       or_nothing(std::move(upper_text)), std::move(detail)};
}

void finish(const Pair& pair, FacetVerdict& v, const Codes& codes, Reading lower, Reading upper, Words detail) {
    if (v.verdict == Verdict::Equal && !pair.context.reasons) // no words wanted, none made
        return put_places(pair, v, lower, upper);
    if (v.verdict == Verdict::Stricter && !pair.context.reasons)
        return finish(pair, v, codes, lower, upper, Words(), Words(), Words());
    finish(pair, v, codes, lower, upper, Words(said(pair, lower, false)), Words(said(pair, upper, true)), std::move(detail));
}

// ── common questions ────────────────────────────────────────────────────────────────────────────────────────────

Word force_of(const SideIndex& side) {
    Word force = Word::None;
    for (const Fact& f : side.of(Facet::Force))
        if (!(f.bits & kSilent))
            force = f.place || force == Word::None ? static_cast<Word>(f.value) : force;
    return force == Word::None ? Word::Must : force;
}

bool restrains(const Pair& pair) { return force_of(*pair.upper_index) == Word::MustNot; }

bool caps(const Pair& pair, const SideIndex& side) {
    for (const Fact& f : side.of(Facet::Quota))
        if (!(f.bits & kSilent) && pair.context.c.model.quotas[f.value].compare != Compare::AtLeast)
            return true;
    return false;
}

bool yields_something(const Pair& pair) {
    return pair.lower_index.front().has(Facet::Yields) || pair.upper_index->has(Facet::Yields);
}

Window in_lower_year(const Pair& pair, const Window& w) {
    int from = pair.upper_index->plan->year, to = pair.lower_index.front().plan->year;
    if (from == to || from == 0 || to == 0 || w.from == kNoDay)
        return w;
    auto shift = [&](Day d) { // the same day of the other year; a month's last day stays its last day
        Date x = date_of(d);
        int year = x.year + to - from;
        bool last = x.day == days_in_month(x.year, x.month);
        return day_of(year, x.month, last ? days_in_month(year, x.month) : std::min(x.day, days_in_month(year, x.month)));
    };
    return {shift(w.from), shift(w.to)};
}

std::optional<Window> window_of_clock(const Pair& pair, const SideIndex& side, const Due& due) {
    if (due.event == kNone || due.unknown_start || !pair.context.relations->issue(due.event) || side.plan->issued == kNoDay)
        return std::nullopt;
    return Window{side.plan->issued, pair.context.calendar.end_of(side.plan->issued, due.length, due.unit)};
}

bool has_real_window(const Pair& pair, const SideIndex& side) {
    const Model& m = pair.context.c.model;
    for (const Fact& f : side.of(Facet::Window))
        if (!(f.bits & (kSilent | kDefault)) && m.dues[f.value].kind == DueKind::Window &&
            !(side.plan->year && m.dues[f.value].window == year_window(side.plan->year)))
            return true;
    for (const Fact& f : side.of(Facet::Clock))
        if (!(f.bits & kSilent) && window_of_clock(pair, side, m.dues[f.value]))
            return true;
    return false;
}

bool has_open_clock(const Pair& pair, const SideIndex& side) {
    for (const Fact& f : side.of(Facet::Clock))
        if (!(f.bits & (kSilent | kDefault)) && !window_of_clock(pair, side, pair.context.c.model.dues[f.value]))
            return true;
    return false;
}

} // namespace yaodian
