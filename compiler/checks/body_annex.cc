// 表里: where the places of one duty differ. The body is the measure; inside one row its text is the measure of its cell.
// Units are not compared here row by row: see bracket_units.cc.
#include "compiler/checks/support.h"

namespace yaodian {

namespace {

bool is_date(Facet f) {
    return f == Facet::Window || f == Facet::Standing || f == Facet::Clock || f == Facet::MinRun || f == Facet::Gate;
}
bool is_compared(Facet f) { return f != Facet::Responsible && f != Facet::Support && f != Facet::Jointly && f != Facet::Uses; }

/// Does any block of the task say something of its own that counts? What 默认 fills in never makes a difference.
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
    case Verdict::Equal: return 0;
    case Verdict::Stricter: return 1;
    case Verdict::Question: return 2;
    case Verdict::Incomparable: return 3;
    case Verdict::Missing: return 4;
    case Verdict::Weaker: return 5;
    case Verdict::Mixed: return 6;
    default: return 7;
    }
}

struct Reading {
    std::vector<Side> sides;
    std::vector<uint8_t> cites; ///< from 1
};

/// What the reader of the finding is shown of a date: as it is written.
Words written(const CheckContext& ctx, const Place& at) { return Words(std::string(ctx.c.text(at))); }

void differ(const CheckContext& ctx, TaskId t, const Reading& lower, const Reading& upper, Findings& out) {
    const Model& m = ctx.c.model;
    const Task& task = m.tasks[t];
    const Plan& plan = m.plans[task.plan];
    const auto cite_list = cites(ctx, task);
    std::vector<std::pair<FacetVerdict, uint8_t>> best; // a facet that agrees with one of the body's places agrees
    CompareContext context = ctx.compare;
    context.reasons = true; // a stricter annex is told as well
    for (uint8_t b : upper.cites) {
        const Comparison c = compare(context, lower.sides, {t, b}, task.plan, Purpose::BodyAnnex);
        for (const FacetVerdict& v : c.facets) {
            auto known = std::find_if(best.begin(), best.end(), [&](const auto& k) { return k.first.facet == v.facet; });
            if (known == best.end())
                best.emplace_back(v, b);
            else if (badness(v.verdict) < badness(known->first.verdict))
                *known = {v, b};
        }
    }
    for (const auto& [v, b] : best) {
        if (v.verdict == Verdict::Equal || v.verdict == Verdict::Stated || !is_compared(v.facet))
            continue;
        const bool lower_says = !v.lower.span.empty(), upper_says = !v.upper.span.empty();
        // Rows print units, not who acts in the sentence: a body that names its subject is not contradicted by a cell.
        if (v.facet == Facet::Subject && (!lower_says || !upper_says))
            continue;
        const Words row = place_words(ctx, cite_list[lower.cites.front() - 1]), body = place_words(ctx, cite_list[b - 1]);
        uint16_t code = 0;
        std::vector<Words> values{row, body, v.reason.render()};
        if (is_date(v.facet) && lower_says != upper_says) {
            code = dated_in_one_place;
            values = lower_says ? std::vector<Words>{row, body, written(ctx, v.lower)} : std::vector<Words>{body, row, written(ctx, v.upper)};
        } else {
            switch (v.verdict) {
            case Verdict::Stricter: code = annex_stricter; break;
            case Verdict::Incomparable: code = places_incomparable; break;
            case Verdict::Conflict: code = places_conflict; break;
            case Verdict::Question: code = places_unsure; break;
            case Verdict::Missing: code = annex_silent; break;
            default: code = annex_weaker; break;
            }
        }
        Mark mark = worse(v.wording, task.origin);
        const Cite &row_cite = cite_list[lower.cites.front() - 1], &body_cite = cite_list[b - 1];
        auto excerpt = [&](const Cite& c) { return (c.part == Part::Annex ? plan.annex : plan.body) != TextKind::Full; };
        if (excerpt(row_cite) || excerpt(body_cite))
            mark = worse(mark, Mark::Inferred);
        const Span at = lower_says ? v.lower.span : upper_says ? v.upper.span : row_cite.at;
        Finding f = begin_finding(ctx, code, task.plan, t, at, mark);
        f.verdict = v.verdict;
        f.facet = v.facet;
        f.values = std::move(values);
        f.advice = v.advice;
        if (f.severity == Severity::Question && f.advice.zh.empty())
            f.advice = {"核对原件这两处的文字", "look at both places of the printed document"};
        const Span other = !lower_says ? row_cite.at : upper_says ? v.upper.span : body_cite.at;
        if (!(other == at))
            f.related.push_back({place_of(ctx, task.plan, other), {"另一处在此", "the other place is here"}});
        out.push_back(std::move(f));
    }
}

bool counts_as_row(const Cite& c) { return c.part == Part::Annex && c.sub != SubPlace::Name; }
bool counts_as_clause(const Cite& c) { return c.part == Part::Body && c.sub != SubPlace::Bracket && c.sub != SubPlace::Heading; }

void of_task(const CheckContext& ctx, TaskId t, Findings& out) {
    const Task& task = ctx.c.model.tasks[t];
    if (task.cites.count < 2 || task.cites.count > 200 || !has_blocks(ctx, task))
        return;
    const auto cite_list = cites(ctx, task);
    Reading body, annex;
    for (std::size_t k = 0; k < cite_list.size(); ++k) {
        const uint8_t place = uint8_t(k + 1);
        if (counts_as_row(cite_list[k])) {
            annex.cites.push_back(place);
            annex.sides.push_back({t, place});
        } else if (counts_as_clause(cite_list[k])) {
            body.cites.push_back(place);
        }
    }
    if (!body.cites.empty() && !annex.cites.empty())
        differ(ctx, t, annex, body, out);
    // The cells of a row against its text, when the two are cited apart.
    for (uint8_t k : annex.cites) {
        if (cite_list[k - 1].sub != SubPlace::Cell)
            continue;
        Reading cell{{{t, k}}, {k}}, text;
        for (uint8_t j : annex.cites)
            if (cite_list[j - 1].sub != SubPlace::Cell && cite_list[j - 1].first == cite_list[k - 1].first &&
                cite_list[j - 1].last == cite_list[k - 1].last)
                text.cites.push_back(j);
        if (!text.cites.empty())
            differ(ctx, t, cell, text, out);
    }
}

void run(const CheckContext& ctx, Findings& out) {
    for (TaskId t = 1; t < ctx.c.model.tasks.size(); ++t)
        of_task(ctx, t, out);
}

} // namespace

extern const CheckRule check_body_annex;
const CheckRule check_body_annex{Group::BodyAnnex, run};

} // namespace yaodian
