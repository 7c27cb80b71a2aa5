// 溯源: the clauses and rows of the printed document against the citations of the spec. Every clause is cited
// by a duty or listed as 非任务; every citation exists; with the document at hand every digest is the one the
// card recorded.
#include "compiler/card_index.h"
#include "compiler/checks/support.h"

#include <unordered_map>

namespace yaodian {

namespace {

std::string entry_name(const CheckContext& ctx, const CardEntry& e) {
    return (e.part == Part::Annex ? "附表 " : "正文 ") + card_place(ctx.c, e);
}

void of_plan(const CheckContext& ctx, PlanId p, const Card& card, Findings& out) {
    const Model& m = ctx.c.model;
    const Plan& plan = m.plans[p];
    const CardIndex index(ctx.c, card);
    const auto entries = index.entries();
    std::vector<uint8_t> accounted(entries.size(), 0);
    bool cites_part[3] = {false, false, false};
    const std::string document = name_of(ctx, card.name);

    auto follow = [&](const Cite& cite, TaskId t) {
        const std::vector<uint32_t> found = index.find(cite);
        if (found.empty() && cite.last != 0 &&
            cite.last != cite.first) { // 24.3–24.9: what there is of it is accounted for
            Cite begin = cite;
            begin.last = cite.first;
            for (uint32_t i : index.find(begin))
                accounted[i] = 1;
        }
        cites_part[int(cite.part)] = true;
        for (uint32_t i : found)
            accounted[i] = 1;
        const bool listed_part = std::any_of(entries.begin(), entries.end(),
                                             [&](const CardEntry& e) { return e.part == cite.part; });
        if (!found.empty() || !listed_part)
            return; // a card that lists none of the part's places cannot deny one
        Finding f = begin_finding(ctx, no_such_place, p, t, cite.at);
        f.values = {Words(document), Words((cite.part == Part::Annex ? "附表 " : "正文 ") +
                                           std::string(ctx.c.text(place_of(ctx, p, cite.at))))};
        f.related.push_back({{card.file, card.at}, {"卡片在此", "the card is here"}});
        out.push_back(std::move(f));
    };
    for (TaskId t = plan.tasks.first; t < plan.tasks.first + plan.tasks.count; ++t)
        for (const Cite& c : cites(ctx, m.tasks[t]))
            follow(c, t);
    for (const NonDuty& n : Model::slice(m.nonduties, plan.nonduties))
        follow(n.cite, kNone);

    for (uint32_t i = 0; i < entries.size();) {
        auto open = [&](uint32_t k) {
            return !accounted[k] && (entries[k].sub == SubPlace::Whole || entries[k].sub == SubPlace::Text) &&
                   (entries[k].part == Part::Annex ? plan.annex : plan.body) != TextKind::Absent;
        };
        if (!open(i)) {
            ++i;
            continue;
        }
        std::vector<std::string> names;
        const uint32_t first = i;
        for (; i < entries.size() && entries[i].part == entries[first].part; ++i) {
            if (open(i))
                names.push_back(names.empty() ? entry_name(ctx, entries[i]) : card_place(ctx.c, entries[i]));
            else if (entries[i].sub == SubPlace::Whole || entries[i].sub == SubPlace::Text)
                break;
        }
        Finding f = begin_finding(ctx, place_unaccounted, p, kNone, plan.source_at);
        f.values = {Words(document), listed(names, 20)};
        f.related.push_back({{card.file, entries[first].at}, {"卡片上的这一处", "this place on the card"}});
        f.advice = {"让承担它的任务引用它；不是任务的，写 非任务 并说明",
                    "let the duty cite it, or list it as 非任务 with a reason"};
        out.push_back(std::move(f));
    }
}

std::string folded(const CheckContext& ctx, Place at) {
    std::string room;
    return std::string(fold(ctx.c.text(at), room));
}

void head_of_card(const CheckContext& ctx, PlanId p, const Card& card, Findings& out) {
    const Plan& plan = ctx.c.model.plans[p];
    auto differs = [&](Words what, const std::string& mine, const std::string& its, Span at, Span card_at) {
        Finding f = begin_finding(ctx, card_differs, p, kNone, at);
        f.values = {std::move(what), Words(mine), Words(its), Words(name_of(ctx, card.name))};
        f.related.push_back({{card.file, card_at}, {"卡片在此", "the card is here"}});
        out.push_back(std::move(f));
    };
    const Place number = place_of(ctx, p, plan.number), card_number{card.file, card.number};
    if (!plan.number.empty() && !card.number.empty() && folded(ctx, number) != folded(ctx, card_number))
        differs({"文号", "number"}, std::string(ctx.c.text(number)), std::string(ctx.c.text(card_number)),
                plan.number, card.number);
    if (plan.issued != kNoDay && card.issued != kNoDay && plan.issued != card.issued)
        differs({"印发日期", "date of issue"}, chinese_date(plan.issued), chinese_date(card.issued),
                plan.issued_at, card.at);
    const Place title = place_of(ctx, p, plan.title), card_title{card.file, card.title};
    if (!plan.title.empty() && !card.title.empty() && folded(ctx, title) != folded(ctx, card_title))
        differs({"标题", "title"}, std::string(ctx.c.text(title)), std::string(ctx.c.text(card_title)),
                plan.title, card.title);
}

void digests(const CheckContext& ctx, Findings& out) {
    const Model& m = ctx.c.model;
    for (const DocumentDigests& document : ctx.options.documents)
        for (std::size_t k = 1; k < m.cards.size(); ++k) {
            const Card& card = m.cards[k];
            if (ctx.c.names.folded(card.name) != document.card)
                continue;
            PlanId plan = kNone;
            for (PlanId p = 1; p < m.plans.size() && plan == kNone; ++p)
                if (m.plans[p].source == card.name)
                    plan = p;
            for (const CardEntry& e : Model::slice(m.card_entries, card.entries)) {
                const DigestState state = digest_state(ctx.c, card, e, document);
                if (state == DigestState::Unknown || state == DigestState::Ok)
                    continue;
                Finding f;
                f.code = digest_changed;
                f.severity = find_info(digest_changed)->severity;
                f.plan = plan;
                f.at = {card.file, e.at};
                if (!ctx.c.subject[card.file] && plan != kNone) { // a card of the library: told where the plan names it
                    f.at = place_of(ctx, plan, m.plans[plan].source_at);
                    f.related.push_back({{card.file, e.at}, {"卡片上的这一处", "this place on the card"}});
                }
                f.values = {Words(name_of(ctx, card.name)), Words(entry_name(ctx, e)),
                            state == DigestState::Gone ? Words{"文献里已经没有这一处", "the document no longer has this place"}
                                                       : Words{"文本改过了", "the text has changed"}};
                out.push_back(std::move(f));
            }
        }
}

void run(const CheckContext& ctx, Findings& out) {
    const Model& m = ctx.c.model;
    std::unordered_map<Symbol, std::size_t> cards;
    for (std::size_t k = 1; k < m.cards.size(); ++k)
        cards.try_emplace(m.cards[k].name, k);
    for (PlanId p = 1; p < m.plans.size(); ++p) {
        const Plan& plan = m.plans[p];
        if (plan.source == 0 || !plan.subject)
            continue;
        if (auto card = cards.find(plan.source); card != cards.end()) {
            of_plan(ctx, p, m.cards[card->second], out);
            head_of_card(ctx, p, m.cards[card->second], out);
            continue;
        }
        Finding f = begin_finding(ctx, card_not_read, p, kNone, plan.source_at);
        f.values = {Words(name_of(ctx, plan.source))};
        f.advice = {"把 seeds/ 下这份卡片一起交来检查", "give the card under seeds/ to the check as well"};
        out.push_back(std::move(f));
    }
    digests(ctx, out);
}

} // namespace

extern const CheckRule check_source;
const CheckRule check_source{Group::Source, run};

} // namespace yaodian
