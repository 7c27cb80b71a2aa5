// 时序: deadlines past on the day of issue, dependencies that end after what waits for them, clocks longer
// than their window, plans issued after the plan below, periods of a quota that were over before it was
// issued.
#include "compiler/calendar.h"
#include "compiler/checks/support.h"

namespace yaodian {

namespace {

bool is_window(const Fact& f) {
    return f.facet == Facet::Window && says(f);
}

/// A date that ends something: …前, a period, a span. 起 and 每年8月 end nothing that could be missed.
const Due* deadline(const Model& m, const Fact& f) {
    if (!is_window(f))
        return nullptr;
    const Due& d = m.dues[f.value];
    return d.kind == DueKind::Window && !d.window.empty() && d.shape != WindowShape::From && !d.every_year
               ? &d
               : nullptr;
}

void past_at_issue(const CheckContext& ctx, PlanId p, Findings& out) {
    const Model& m = ctx.c.model;
    const Plan& plan = m.plans[p];
    uint32_t unknown = 0;
    Mark all_marks = Mark::None;
    for (TaskId t = plan.tasks.first; t < plan.tasks.first + plan.tasks.count; ++t) {
        const Task& task = m.tasks[t];
        std::vector<Day> told;
        auto look = [&](const Window& w, Span at, Mark mark) {
            if (plan.issued == kNoDay) {
                if (plan.year == 0 || w.to < year_window(plan.year).to) // 全年 cannot be past within its year
                    ++unknown;
                return;
            }
            if (w.to >= plan.issued || std::find(told.begin(), told.end(), w.to) != told.end())
                return;
            told.push_back(w.to); // one finding a day, though body and annex both print it
            mark = worse(mark, worse(task.origin, plan.issued_mark));
            Finding f = begin_finding(ctx, deadline_past, p, t, at, mark);
            f.facet = Facet::Window;
            f.values = {day_words(w.to), day_words(plan.issued)};
            f.related.push_back(
                {place_of(ctx, p, plan.issued_at), {"印发日期在此", "the date of issue is here"}});
            if (f.severity == Severity::Question)
                f.advice = {"核实期限和印发日期的原文", "check the printed deadline and date of issue"};
            out.push_back(std::move(f));
        };
        for (const Fact& f : facts(ctx, task)) {
            if (const Due* d = deadline(m, f))
                look(d->window, f.span(), worse(f.mark, d->mark));
            else if (f.facet == Facet::Quota && says(f) && !m.quotas[f.value].window.empty())
                look(m.quotas[f.value].window, f.span(), worse(f.mark, m.quotas[f.value].mark));
        }
        all_marks = worse(all_marks, task.origin);
    }
    const bool unread = !plan.issued_at.empty() && !plan.issued_silent && plan.issued == kNoDay; // said where it stands
    if (unknown && !unread) {
        Finding f =
            begin_finding(ctx, no_issue_date, p, kNone, plan.issued_at.empty() ? plan.at : plan.issued_at);
        f.values = {Words(std::to_string(unknown))};
        out.push_back(std::move(f));
    }
}

struct Last {
    Day day = kNoDay;
    Span at;
    Mark mark = Mark::None;
};

/// The last day a task may take: every place binds, so the earliest of them.
Last last_day(const CheckContext& ctx, const Task& task) {
    Last last;
    for (const Fact& f : facts(ctx, task))
        if (const Due* d = deadline(ctx.c.model, f); d && (last.day == kNoDay || d->window.to < last.day)) {
            last = {d->window.to, f.span(), worse(f.mark, d->mark)};
            // 全年 may mean done by the year's end or going on all year: whether anybody has to wait for it
            // is a question.
            if (d->shape == WindowShape::Period && d->window == year_window(date_of(d->window.to).year))
                last.mark = worse(last.mark, Mark::Doubtful);
        }
    return last;
}

void late_dependencies(const CheckContext& ctx, TaskId t, Findings& out) {
    const Model& m = ctx.c.model;
    const Task& task = m.tasks[t];
    const bool uses = std::any_of(facts(ctx, task).begin(), facts(ctx, task).end(),
                                  [](const Fact& f) { return f.facet == Facet::Uses; });
    if (task.depends.empty() && !uses)
        return;
    const Last mine = last_day(ctx, task);
    if (mine.day == kNoDay)
        return;
    auto report = [&](TaskId other, const Last& its, Span at, Mark mark) {
        const Task& o = m.tasks[other];
        Finding f =
            begin_finding(ctx, dependency_ends_later, task.plan, t, at,
                          worse(worse(mark, worse(mine.mark, its.mark)), worse(task.origin, o.origin)));
        f.facet = Facet::Window;
        f.values = {Words(name_of(ctx, task.name)), day_words(mine.day), Words(name_of(ctx, o.name)),
                    day_words(its.day)};
        f.related.push_back({place_of(ctx, task.plan, mine.at), {"它自己的期限", "its own deadline"}});
        f.related.push_back(
            {place_of(ctx, o.plan, its.at), {"所依赖任务的期限", "the deadline of what it waits for"}});
        if (f.severity == Severity::Question)
            f.advice = {"核实两处期限和先后", "check both deadlines, and which must come first"};
        out.push_back(std::move(f));
    };
    std::vector<TaskId> seen;
    for (const Link& l : Model::slice(m.links, task.depends)) {
        if (l.target == kNone || l.target == t ||
            !same_year(m.plans[task.plan], m.plans[m.tasks[l.target].plan]))
            continue;
        const Last its = last_day(ctx, m.tasks[l.target]);
        if (its.day == kNoDay || its.day <= mine.day)
            continue;
        report(l.target, its, l.at, l.mark);
        seen.push_back(l.target);
    }
    // A result may be used in a first state, so whether a later yielder is too late is for people to say.
    for (const Fact& f : facts(ctx, task)) {
        if (f.facet != Facet::Uses || !says(f) || f.value == kNone)
            continue;
        TaskId latest = kNone;
        Last its;
        for (TaskId y : ctx.c.graph.yielders(f.value)) {
            if (m.tasks[y].plan != task.plan)
                continue;
            const Last l = last_day(ctx, m.tasks[y]);
            if (y == t || l.day == kNoDay || l.day <= mine.day ||
                std::find(seen.begin(), seen.end(), y) != seen.end()) {
                latest = kNone;
                break; // somebody yields it in time, or without a date
            }
            latest = y;
            its = l;
        }
        if (latest != kNone)
            report(latest, its, f.span(), Mark::Inferred);
    }
}

void long_clocks(const CheckContext& ctx, TaskId t, Findings& out) {
    const Model& m = ctx.c.model;
    const Task& task = m.tasks[t];
    for (const Fact& clock : facts(ctx, task)) {
        if (clock.facet != Facet::Clock || !says(clock))
            continue;
        const Due& c = m.dues[clock.value];
        if (c.length <= 0 || c.event == kNone || c.unknown_start)
            continue;
        for (const Fact& f : facts(ctx, task)) {
            const Due* d = deadline(m, f);
            if (!d || (f.place && clock.place && f.place != clock.place))
                continue;
            const Day end = ctx.compare.calendar.end_of(d->window.from, c.length, c.unit);
            if (end <= d->window.to)
                continue;
            Finding x =
                begin_finding(ctx, clock_longer_than_window, task.plan, t, clock.span(),
                              worse(worse(clock.mark, c.mark), worse(worse(f.mark, d->mark), task.origin)));
            x.facet = Facet::Clock;
            x.values = {day_words(d->window.from), day_words(end), day_words(d->window.to)};
            x.related.push_back({place_of(ctx, task.plan, f.span()), {"期限在此", "the deadline is here"}});
            if (x.severity == Severity::Question)
                x.advice = {"核实期限和时限的原文", "check the printed deadline and clock"};
            out.push_back(std::move(x));
            break;
        }
    }
}

/// Days from … to of every period of the year that lies whole inside `in`.
std::vector<Window> periods(Period period, const Window& in) {
    std::vector<Window> out;
    auto add = [&](Day from, Day to) {
        if (in.from <= from && to <= in.to)
            out.push_back({from, to});
    };
    for (int year = date_of(in.from).year; year <= date_of(in.to).year; ++year) {
        const int months = period == Period::Half      ? 6
                           : period == Period::Quarter ? 3
                           : period == Period::Month   ? 1
                                                       : 0;
        for (int month = 1; months && month <= 12; month += months) {
            const int last = month + months - 1;
            add(day_of(year, month, 1), day_of(year, last, days_in_month(year, last)));
        }
    }
    if (period == Period::Week)
        for (Day d = in.from + (8 - weekday(in.from)) % 7; d + 6 <= in.to; d += 7)
            out.push_back({d, d + 6});
    return out;
}

struct PastPeriods {
    TaskId task;
    Span at;
    Words words;
    Mark mark;
};

void periods_past(const CheckContext& ctx, PlanId p, TaskId t, std::vector<PastPeriods>& out) {
    const Model& m = ctx.c.model;
    const Plan& plan = m.plans[p];
    const Task& task = m.tasks[t];
    std::vector<std::pair<Period, int64_t>> told;
    for (const Fact& fact : facts(ctx, task)) {
        if (fact.facet != Facet::Quota || !says(fact))
            continue;
        const Quota& q = m.quotas[fact.value];
        if (q.compare == Compare::AtMost || q.metric == kNone ||
            m.entities[q.metric].metric != MetricKind::Count)
            continue;
        if (q.period != Period::Half && q.period != Period::Quarter && q.period != Period::Month &&
            q.period != Period::Week)
            continue;
        if (std::find(told.begin(), told.end(), std::pair{q.period, q.value}) != told.end())
            continue; // body and annex print the same
        const std::vector<Window> all =
            periods(q.period, q.window.empty() ? year_window(plan.year) : q.window);
        const auto past =
            std::count_if(all.begin(), all.end(), [&](const Window& w) { return w.to < plan.issued; });
        if (past == 0 || std::size_t(past) == all.size())
            continue; // all of them over: the deadline itself is past
        told.emplace_back(q.period, q.value);
        const char* zh = q.period == Period::Half      ? "个半年"
                         : q.period == Period::Quarter ? "个季度"
                         : q.period == Period::Month   ? "个月"
                                                       : "个整周";
        const char* en = q.period == Period::Half      ? "half-years"
                         : q.period == Period::Quarter ? "quarters"
                         : q.period == Period::Month   ? "months"
                                                       : "whole weeks";
        const int64_t rest = int64_t(all.size() - std::size_t(past)) * q.value;
        std::string number = std::to_string(rest / kQuotaScale);
        if (rest % kQuotaScale) {
            std::string fraction = std::to_string(kQuotaScale + rest % kQuotaScale).substr(1);
            number += "." + fraction.substr(0, fraction.find_last_not_of('0') + 1);
        }
        const std::string unit = name_of(ctx, q.unit ? q.unit : m.entities[q.metric].unit);
        const std::string name = name_of(ctx, m.entities[q.metric].name), n = std::to_string(past);
        out.push_back({t, fact.span(),
                       {"“" + name + "”过去 " + n + " " + zh + "，余下 " + number + unit,
                        name + " lost " + n + " " + en + ", leaving " + number + (unit.empty() ? "" : " " + unit)},
                       worse(worse(fact.mark, q.mark), worse(task.origin, plan.issued_mark))});
    }
}

/// One note a plan, not one a quota: most plans are issued in spring.
void report_periods_past(const CheckContext& ctx, PlanId p, const std::vector<PastPeriods>& past, Findings& out) {
    if (past.empty())
        return;
    constexpr std::size_t kMost = 6;
    Words list;
    Mark mark = past.front().mark;
    for (std::size_t k = 0; k < past.size(); ++k) {
        mark = worse(mark, past[k].mark);
        if (k < kMost) {
            list.zh += (k ? "；" : "") + past[k].words.zh;
            list.en += (k ? "; " : "") + past[k].words.en;
        }
    }
    if (past.size() > kMost) {
        const std::string more = std::to_string(past.size() - kMost);
        list.zh += "；另有 " + more + " 处";
        list.en += "; " + more + " more";
    }
    Finding f = begin_finding(ctx, quota_periods_past, p, past.front().task, past.front().at, mark);
    f.facet = Facet::Quota;
    f.values = {day_words(ctx.c.model.plans[p].issued), std::move(list)};
    for (std::size_t k = 1; k < past.size(); ++k)
        f.related.push_back({place_of(ctx, p, past[k].at), past[k].words});
    if (f.severity == Severity::Question)
        f.advice = {"核实印发日期和指标的原文", "check the printed date of issue and quotas"};
    out.push_back(std::move(f));
}

void run(const CheckContext& ctx, Findings& out) {
    const Model& m = ctx.c.model;
    for (PlanId p = 1; p < m.plans.size(); ++p) {
        const Plan& plan = m.plans[p];
        if (!plan.subject)
            continue;
        past_at_issue(ctx, p, out);
        for (const Link& l : Model::slice(m.links, plan.upstreams)) {
            if (l.target == kNone || plan.issued == kNoDay || m.plans[l.target].issued == kNoDay ||
                m.plans[l.target].issued <= plan.issued)
                continue;
            Finding f = begin_finding(ctx, upstream_issued_later, p, kNone, l.at);
            f.upstream_plan = l.target;
            f.upstream_at = place_of(ctx, l.target, m.plans[l.target].issued_at);
            f.values = {Words(name_of(ctx, m.plans[l.target].name)), day_words(m.plans[l.target].issued),
                        day_words(plan.issued)};
            out.push_back(std::move(f));
        }
        std::vector<PastPeriods> past;
        for (TaskId t = plan.tasks.first; t < plan.tasks.first + plan.tasks.count; ++t) {
            late_dependencies(ctx, t, out);
            long_clocks(ctx, t, out);
            if (plan.issued != kNoDay && plan.year != 0)
                periods_past(ctx, p, t, past);
        }
        report_periods_past(ctx, p, past, out);
    }
}

} // namespace

extern const CheckRule check_time;
const CheckRule check_time{Group::Time, run};

} // namespace yaodian
