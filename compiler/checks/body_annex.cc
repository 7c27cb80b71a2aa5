// 表里: where the places of one duty differ. The body is the measure; inside one row its text is the measure
// of its cell. Units are not compared here row by row: see bracket_units.cc.
#include "compiler/checks/support.h"

#include <map>
#include <utility>

namespace yaodian {

namespace {

bool is_date(Facet f) {
    return f == Facet::Window || f == Facet::Standing || f == Facet::Clock || f == Facet::MinRun ||
           f == Facet::Gate;
}
bool is_compared(Facet f) {
    return f != Facet::Responsible && f != Facet::Support && f != Facet::Jointly && f != Facet::Uses;
}

/// Does any block of the task say something of its own that counts? What 默认 fills in never makes a
/// difference.
bool has_blocks(const CheckContext& ctx, const Task& t) {
    for (const Fact& f : facts(ctx, t))
        if (f.place != 0 && !(f.bits & kDefault) && is_compared(f.facet))
            return true;
    return false;
}

Words place_words(const CheckContext& ctx, const Cite& c) {
    Words w;
    w.zh = c.part == Part::Annex ? "附表 " : "正文 ";
    w.en = c.part == Part::Annex ? "annex " : "body ";
    std::string place = name_of(ctx, c.first);
    if (c.last != c.first && c.last != 0)
        place += "–" + name_of(ctx, c.last);
    const char* sub = c.sub == SubPlace::Text      ? ".文"
                      : c.sub == SubPlace::Cell    ? ".栏"
                      : c.sub == SubPlace::Name    ? ".名"
                      : c.sub == SubPlace::Bracket ? ".括"
                      : c.sub == SubPlace::Heading ? ".题"
                                                   : "";
    w.zh += place + sub;
    w.en += place + sub;
    return w;
}

int badness(Verdict v) {
    switch (v) {
    case Verdict::Equal:
        return 0;
    case Verdict::Stricter:
        return 1;
    case Verdict::Question:
        return 2;
    case Verdict::Incomparable:
        return 3;
    case Verdict::Missing:
        return 4;
    case Verdict::Weaker:
        return 5;
    case Verdict::Mixed:
        return 6;
    default:
        return 7;
    }
}

struct Places {
    std::vector<Side> sides;
    std::vector<uint8_t> cites; ///< from 1
};

/// What these places say in a facet, as written; nothing when they are silent.
std::string said_at(const CheckContext& ctx, const Task& task, Facet facet, std::span<const uint8_t> places) {
    std::string out;
    std::vector<uint32_t> seen;
    for (uint8_t k : places)
        for (const Fact& f : ctx.c.model.facts_at(task, facet, k)) {
            if ((f.bits & kSilent) || f.begin == f.end ||
                std::find(seen.begin(), seen.end(), f.begin) != seen.end())
                continue;
            seen.push_back(f.begin);
            out += (out.empty() ? "" : "、") + std::string(ctx.c.text(place_of(ctx, task.plan, f.span())));
        }
    return out;
}

/// The facet and both texts, then what the rule has to say: the verdict itself stands before it in the
/// message.
Words what_differs(const CheckContext& ctx, const Task& task, const FacetVerdict& v, const Places& lower,
                   uint8_t upper) {
    const std::vector<Words>& r = v.reason.values;
    if (r.size() < 5)
        return v.reason.render();
    // The rule's own words, unless it speaks of one subject or item only and finds nothing there.
    auto text = [&](const Words& rule, std::span<const uint8_t> places) {
        std::string all = said_at(ctx, task, v.facet, places);
        for (Facet date : {Facet::Window, Facet::Standing, Facet::Clock}) // 持续 against 11月底前
            if (all.empty() && is_date(v.facet))
                all = said_at(ctx, task, date, places);
        return all.empty() || rule.zh == "没有写" ? all : rule.zh;
    };
    const std::string mine = text(r[2], lower.cites), its = text(r[3], {&upper, 1});
    Words out(std::string(chinese(v.facet)) + "，", std::string(english(v.facet)) + ", ");
    auto side = [&](const Words& label, const std::string& said, const char* comma_zh, const char* comma_en) {
        out.zh += label.zh + (said.empty() ? "没有写" : "“" + said + "”") + comma_zh;
        out.en += label.en + (said.empty() ? " says nothing" : " says " + said) + comma_en;
    };
    if (mine == its && !mine.empty()) {
        out.zh += "两处都是“" + mine + "”";
        out.en += "both say " + mine;
        if (r[4].zh.empty()) { // the words are the same, how firmly they stand is not
            out.zh += "：必须、视情、可以之别";
            out.en += ": more or less firmly asked for";
        }
    } else {
        side(r[0], mine, "，", ", ");
        side(r[1], its, "", "");
    }
    out.zh += r[4].zh;
    out.en += r[4].en;
    return out;
}

/// Does each side say in so many words who acts? Rows print units, not who acts in the sentence: a body that
/// names its subject is not contradicted by a cell.
bool both_name_subject(const CheckContext& ctx, const Task& task, const Places& lower, uint8_t upper) {
    return !said_at(ctx, task, Facet::Subject, lower.cites).empty() &&
           !said_at(ctx, task, Facet::Subject, {&upper, 1}).empty();
}

/// What the reader of the finding is shown of a date: as it is written.
Words written(const CheckContext& ctx, const Place& at) {
    return Words(std::string(ctx.c.text(at)));
}

/// One quota said for both places can differ only by the dates that cut it: then the date is what differs.
FacetVerdict by_its_date(const CheckContext& ctx, const Task& task, const FacetVerdict& v,
                         const Places& lower, uint8_t upper) {
    if (v.facet != Facet::Quota || v.lower.span.empty() || !(v.lower.span == v.upper.span))
        return v;
    auto date_at = [&](std::span<const uint8_t> places) {
        Span at;
        for (uint8_t k : places)
            for (const Fact& f : ctx.c.model.facts_at(task, Facet::Window, k))
                if (says(f) && (at.empty() || f.place != 0))
                    at = f.span();
        return at;
    };
    FacetVerdict out = v;
    out.facet = Facet::Window;
    out.lower.span = date_at(lower.cites);
    out.upper.span = date_at({&upper, 1});
    if (out.lower.span == out.upper.span)
        return v;
    auto text = [&](Place at) { return at.span.empty() ? Words("没有写", "nothing") : written(ctx, at); };
    if (out.reason.values.size() >= 5) {
        out.reason.values[2] = text(out.lower);
        out.reason.values[3] = text(out.upper);
        out.reason.values[4] = {};
    }
    return out;
}

/// The place among `places` whose words these are; the first when they stand outside all blocks.
uint8_t place_of_fact(const CheckContext& ctx, const Task& task, Facet facet, Span span,
                      const Places& places) {
    for (uint8_t k : places.cites)
        for (const Fact& f : ctx.c.model.facts_at(task, facet, k))
            if (f.place == k && f.begin == span.begin && !span.empty())
                return k;
    return places.cites.front();
}

/// Does 默认 give one of these places its date?
bool filled_in(const CheckContext& ctx, const Task& task, std::span<const uint8_t> places) {
    for (uint8_t k : places)
        for (const Fact& f : ctx.c.model.facts_at(task, Facet::Window, k))
            if (f.bits & kDefault)
                return true;
    return false;
}

using Told = std::vector<std::pair<Facet, uint32_t>>;
using Dated = std::map<std::string, std::size_t>;

std::string values_key(const Finding& f, PlanId plan) {
    std::string key = std::to_string(plan);
    for (const Words& w : f.values)
        key += '\1' + w.zh;
    return key;
}

void differ(const CheckContext& ctx, TaskId t, const Places& lower, const Places& upper, Told& told,
            Dated& dated, Findings& out) {
    const Model& m = ctx.c.model;
    const Task& task = m.tasks[t];
    const Plan& plan = m.plans[task.plan];
    const auto cite_list = cites(ctx, task);
    std::vector<std::pair<FacetVerdict, uint8_t>>
        best; // a facet that agrees with one of the body's places agrees
    CompareContext context = ctx.compare;
    context.reasons = true; // a stricter annex is told as well
    for (uint8_t b : upper.cites) {
        const Comparison c = compare(context, lower.sides, {t, b}, task.plan, Purpose::BodyAnnex);
        for (const FacetVerdict& v : c.facets) {
            auto known = std::find_if(best.begin(), best.end(),
                                      [&](const auto& k) { return k.first.facet == v.facet; });
            if (known == best.end())
                best.emplace_back(v, b);
            else if (badness(v.verdict) < badness(known->first.verdict))
                *known = {v, b};
        }
    }
    for (const auto& [verdict, b] : best) {
        if (verdict.verdict == Verdict::Equal || verdict.verdict == Verdict::Stated ||
            !is_compared(verdict.facet))
            continue;
        const FacetVerdict v = by_its_date(ctx, task, verdict, lower, b);
        const bool lower_says = !v.lower.span.empty(), upper_says = !v.upper.span.empty();
        if (v.facet == Facet::Subject && !both_name_subject(ctx, task, lower, b))
            continue;
        // The cell prints 全年 like most of its column: 默认 is never the cause of a difference.
        if (is_date(v.facet) && lower_says != upper_says &&
            (lower_says ? filled_in(ctx, task, {&b, 1}) : filled_in(ctx, task, lower.cites)))
            continue;
        const Cite& row_cite = cite_list[place_of_fact(ctx, task, v.facet, v.lower.span, lower) - 1];
        const Cite& body_cite = cite_list[b - 1];
        const Words row = place_words(ctx, row_cite), body = place_words(ctx, body_cite);
        uint16_t code = 0;
        std::vector<Words> values{row, body, what_differs(ctx, task, v, lower, b)};
        if (is_date(v.facet) && lower_says != upper_says) {
            code = dated_in_one_place;
            values = lower_says ? std::vector<Words>{row, body, written(ctx, v.lower)}
                                : std::vector<Words>{body, row, written(ctx, v.upper)};
        } else {
            switch (v.verdict) {
            case Verdict::Stricter:
                code = annex_stricter;
                break;
            case Verdict::Incomparable:
                code = places_incomparable;
                break;
            case Verdict::Conflict:
                code = places_conflict;
                break;
            case Verdict::Question:
                code = places_unsure;
                break;
            case Verdict::Missing:
                code = annex_silent;
                break;
            default:
                code = annex_weaker;
                break;
            }
        }
        Mark mark = worse(v.wording, task.origin);
        auto excerpt = [&](const Cite& c) {
            return (c.part == Part::Annex ? plan.annex : plan.body) != TextKind::Full;
        };
        if (excerpt(row_cite) || excerpt(body_cite))
            mark = worse(mark, Mark::Inferred);
        const Span at = lower_says ? v.lower.span : upper_says ? v.upper.span : row_cite.at;
        if (std::find(told.begin(), told.end(), std::pair{v.facet, at.begin}) != told.end())
            continue; // the body has been held against the same words
        told.emplace_back(v.facet, at.begin);
        Finding f = begin_finding(ctx, code, task.plan, t, at, mark);
        f.verdict = v.verdict;
        f.facet = v.facet;
        f.values = std::move(values);
        f.advice = v.advice;
        if (f.severity == Severity::Question && f.advice.zh.empty())
            f.advice = {"核对原件这两处的文字", "look at both places of the printed document"};
        if (code == dated_in_one_place) { // a row that two duties cite is dated once
            const std::string key = values_key(f, task.plan);
            const auto [known, fresh] = dated.try_emplace(key, out.size());
            if (!fresh) {
                out[known->second].related.push_back(
                    {place_of(ctx, task.plan, at), {"同一行的另一项任务", "another duty of the same row"}});
                continue;
            }
        }
        const Span other = !lower_says ? row_cite.at : upper_says ? v.upper.span : body_cite.at;
        if (!(other == at))
            f.related.push_back({place_of(ctx, task.plan, other), {"另一处在此", "the other place is here"}});
        out.push_back(std::move(f));
    }
}

bool counts_as_row(const Cite& c) {
    return c.part == Part::Annex && c.sub != SubPlace::Name;
}
bool counts_as_clause(const Cite& c) {
    return c.part == Part::Body && c.sub != SubPlace::Bracket && c.sub != SubPlace::Heading;
}

void of_task(const CheckContext& ctx, TaskId t, Dated& dated, Findings& out) {
    const Task& task = ctx.c.model.tasks[t];
    if (task.cites.count < 2 || task.cites.count > 200 || !has_blocks(ctx, task))
        return;
    const auto cite_list = cites(ctx, task);
    Places body, annex;
    Told told;
    // Places without words of their own all say what stands outside the blocks: one of them speaks for all.
    std::vector<uint8_t> own(cite_list.size() + 1, 0);
    for (const Fact& f : facts(ctx, task))
        if (f.place < own.size())
            own[f.place] = 1;
    bool plain_body = false, plain_row = false;
    for (std::size_t k = 0; k < cite_list.size(); ++k) {
        const uint8_t place = uint8_t(k + 1);
        const bool row = counts_as_row(cite_list[k]);
        if (!own[place] && cite_list[k].sub == SubPlace::Whole &&
            std::exchange(row ? plain_row : plain_body, true))
            continue;
        if (row) {
            annex.cites.push_back(place);
            annex.sides.push_back({t, place});
        } else if (counts_as_clause(cite_list[k])) {
            body.cites.push_back(place);
        }
    }
    if (!body.cites.empty() && !annex.cites.empty())
        differ(ctx, t, annex, body, told, dated, out);
    // The cells of a row against its text, when the two are cited apart.
    for (uint8_t k : annex.cites) {
        if (cite_list[k - 1].sub != SubPlace::Cell)
            continue;
        Places cell{{{t, k}}, {k}}, text;
        for (uint8_t j : annex.cites)
            if (cite_list[j - 1].sub != SubPlace::Cell && cite_list[j - 1].first == cite_list[k - 1].first &&
                cite_list[j - 1].last == cite_list[k - 1].last)
                text.cites.push_back(j);
        if (!text.cites.empty())
            differ(ctx, t, cell, text, told, dated, out);
    }
}

void run(const CheckContext& ctx, Findings& out) {
    Dated dated;
    for (TaskId t = 1; t < ctx.c.model.tasks.size(); ++t)
        if (ctx.c.model.plans[ctx.c.model.tasks[t].plan].subject)
            of_task(ctx, t, dated, out);
}

} // namespace

extern const CheckRule check_body_annex;
const CheckRule check_body_annex{Group::BodyAnnex, run};

} // namespace yaodian
