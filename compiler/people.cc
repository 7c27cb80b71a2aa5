#include "compiler/people.h"

#include <algorithm>

namespace yaodian {

constexpr int kDepth = 8; // lists within lists that name each other

People::People(const CompareContext& context, PlanId plan)
    : context_(context), m_(context.c.model), names_(*context.relations) {
    const Plan& p = m_.plans[plan];
    government_ = p.government;
    issuer_ = p.issuer;
    directory_ = p.directory;
}

bool People::in_plan(EntityId unit) const {
    if (government_ == kNone && issuer_ == kNone)
        return true;
    // Party organs and offices of higher bodies stand beside the government, in its directory.
    if (directory_ != kNone && m_.entities[unit].directory == directory_)
        return true;
    return (government_ != kNone && names_.below(unit, government_)) || (issuer_ != kNone && names_.below(unit, issuer_)) ||
           is_top(unit);
}

bool People::is_top(EntityId body) const {
    if (body == kNone)
        return false;
    EntityId acting = names_.acting(body);
    return acting == names_.acting(government_) || acting == names_.acting(issuer_) || body == issuer_;
}

bool People::reaches_top(EntityId term) const {
    const EntityKind kind = m_.entities[term].kind;
    if (kind == EntityKind::Unit)
        return is_top(term);
    if (kind != EntityKind::Group || names_.undetermined(term))
        return false;
    return (government_ != kNone && names_.has_member(term, government_)) || (issuer_ != kNone && names_.has_member(term, issuer_));
}

bool People::plausible(EntityId group, EntityId unit, int depth) const {
    if (depth > kDepth)
        return false;
    const Entity& u = m_.entities[unit];
    if (names_.undetermined(group)) {
        for (EntityId wider : m_.list(m_.entities[group].wider)) // 有关部门: one of those it belongs to
            if (!names_.has_member(wider, unit) && !(names_.open(wider) && plausible(wider, unit, depth + 1)))
                return false;
        if (!m_.entities[group].wider.empty())
            return true;
    }
    bool listed = false;
    for (EntityId m : names_.members(group)) {
        const Entity& e = m_.entities[m];
        if (e.kind != EntityKind::Unit)
            continue;
        listed = true;
        if (e.level == u.level && e.parent == u.parent)
            return true;
    }
    return !listed;
}

void People::add(EntityId unit, EntityId post, bool project, bool sure, std::vector<Actor>& out) const {
    if (project && !in_plan(unit))
        return;
    out.push_back({unit, names_.acting(unit), post, Actor::Body, sure});
}

void People::expand(EntityId term, bool project, std::vector<Actor>& out, int depth) const {
    const std::size_t first = out.size();
    if (depth < kDepth) // a list may hold the post of itself
        expand_inner(term, project, out, depth);
    for (std::size_t i = first; i < out.size(); ++i)
        out[i].via = term;
}

void People::expand_inner(EntityId term, bool project, std::vector<Actor>& out, int depth) const {
    const Entity& e = m_.entities[term];
    switch (e.kind) {
    case EntityKind::Post: // the post of whoever stands at the head of this plan
        out.push_back({government_ ? government_ : issuer_, names_.acting(government_ ? government_ : issuer_), term, Actor::Body, true});
        return;
    case EntityKind::PostOf: {
        std::size_t first = out.size();
        expand(e.parent, project, out, depth + 1);
        for (std::size_t i = first; i < out.size(); ++i)
            out[i].post = e.post;
        return;
    }
    case EntityKind::Role: out.push_back({term, term, kNone, Actor::Role, true}); return;
    case EntityKind::Group: {
        const bool sure = !names_.undetermined(term);
        if (project && government_ != kNone && !names_.has_posts(term)) { // only what stands below this government
            for (EntityId m : names_.members_below(term, government_))
                if (m_.entities[m].kind == EntityKind::Unit)
                    add(m, kNone, false, sure, out);
            if (issuer_ != kNone && !names_.below(issuer_, government_))
                for (EntityId m : names_.members_below(term, issuer_))
                    if (m_.entities[m].kind == EntityKind::Unit)
                        add(m, kNone, false, sure, out);
        } else {
            for (EntityId m : names_.members(term)) {
                const EntityKind kind = m_.entities[m].kind;
                if (kind == EntityKind::Unit || kind == EntityKind::Unknown)
                    add(m, kNone, project, sure, out);
                else if (kind == EntityKind::PostOf)
                    expand(m, project, out, depth + 1);
            }
        }
        if (names_.undetermined(term) && names_.members(term).empty())
            out.push_back({term, term, kNone, Actor::Undetermined, false});
        else if (names_.open(term)) {
            if (!project)
                out.push_back({term, term, kNone, Actor::Rest, false});
            else {
                EntityId head = government_ ? government_ : issuer_;
                bool listed = false;
                for (EntityId top : {government_, issuer_})
                    listed |= top != kNone && names_.has_member(term, top);
                for (EntityId top : {issuer_, head})
                    if (!listed && top != kNone && plausible(term, top)) {
                        add(top, kNone, false, false, out);
                        break;
                    }
            }
        }
        return;
    }
    default: add(term, kNone, project, true, out);
    }
}

Truth People::covers(EntityId term, const Actor& actor, bool* counterpart) const {
    const Entity& e = m_.entities[term];
    if (term == actor.via && actor.via != kNone) // the same name has the same reading on both sides
        return Truth::Yes;
    switch (actor.kind) {
    case Actor::Role:
        if (term == actor.written || (e.kind == EntityKind::Role && e.name == m_.entities[actor.written].name))
            return Truth::Yes;
        return Truth::No;
    case Actor::Rest:
    case Actor::Undetermined:
        if (term == actor.written || names_.within(actor.written, term) || names_.has_member(term, actor.written))
            return Truth::Yes;
        if (actor.kind == Actor::Rest)
            return Truth::No;
        for (EntityId wider : m_.list(m_.entities[actor.written].wider))
            if (term == wider || names_.has_member(term, wider))
                return Truth::Yes;
        // 有关部门: a department, a list of some, may be those meant
        if (e.kind == EntityKind::Unit)
            return plausible(actor.written, term) ? Truth::Maybe : Truth::No;
        for (EntityId m : names_.members(term))
            if (m_.entities[m].kind == EntityKind::Unit && plausible(actor.written, m))
                return Truth::Maybe;
        return names_.open(term) ? Truth::Maybe : Truth::No;
    case Actor::Body: break;
    }

    switch (e.kind) {
    case EntityKind::Group: {
        if (actor.post != kNone) // a body may send anybody
            return Truth::No;
        if (names_.has_member(term, actor.written) || names_.has_member(term, actor.body))
            return names_.undetermined(term) ? Truth::Maybe : Truth::Yes;
        for (EntityId m : names_.members(term))
            if (names_.acting(m) == actor.body)
                return names_.undetermined(term) ? Truth::Maybe : Truth::Yes;
        return names_.open(term) && plausible(term, actor.written) ? Truth::Maybe : Truth::No;
    }
    case EntityKind::Role: {
        auto all = names_.members(term);
        std::size_t units = 0;
        for (EntityId m : all)
            units += m_.entities[m].kind == EntityKind::Unit;
        return truth(units == 1 && actor.post == kNone && !names_.open(term) && names_.has_member(term, actor.written));
    }
    case EntityKind::Post:
    case EntityKind::PostOf: {
        EntityId post = e.kind == EntityKind::Post ? term : e.post;
        Actor body = actor;
        body.post = kNone;
        Truth place = e.kind == EntityKind::Post ? truth(is_top(actor.body)) : covers(e.parent, body);
        if (actor.post != kNone && !post_within(post, actor.post))
            return Truth::No;
        return place; // where a body must act, its head may
    }
    default:
        if (actor.post != kNone)
            return Truth::No;
        if (term == actor.written || names_.acting(term) == actor.body)
            return Truth::Yes;
        if (e.counterpart != kNone && counterpart &&
            (e.counterpart == actor.written || names_.acting(e.counterpart) == actor.body)) {
            *counterpart = true;
            return Truth::Yes;
        }
        return Truth::No;
    }
}

Truth People::covered(std::span<const EntityId> terms, const Actor& actor, bool project, bool* counterpart) const {
    Truth best = Truth::No;
    for (EntityId term : terms)
        if (best != Truth::Yes)
            best = std::max(best, covers(term, actor, counterpart));
    if (best == Truth::Yes || actor.kind != Actor::Role)
        return best;
    // whoever may hold the role, every one of them
    Truth all = m_.entities[actor.written].members.empty() ? Truth::No : Truth::Yes;
    for (EntityId m : m_.list(m_.entities[actor.written].members)) {
        bool whole = false;
        for (EntityId term : terms)
            whole |= term == m || names_.has_member(term, m) || names_.within(m, term);
        if (whole)
            continue;
        std::vector<Actor> holders;
        expand(m, project, holders);
        for (const Actor& h : holders)
            if (h.kind != Actor::Role)
                all = std::min(all, covered(terms, h, project));
    }
    return std::max(best, all);
}

bool People::binds(const SideIndex& side, const Actor& actor, bool project) const {
    for (Facet facet : {Facet::Subject, Facet::Responsible}) {
        std::vector<EntityId> terms;
        for (const Fact& f : side.of(facet))
            if (!(f.bits & kSilent))
                terms.push_back(f.value);
        if (terms.empty())
            continue;
        return covered(terms, actor, project) != Truth::No ||
               (facet == Facet::Responsible && project && actor.kind == Actor::Body && is_top(actor.body));
    }
    return false;
}

bool People::post_within(EntityId post, EntityId wide) const {
    if (names_.within(post, wide))
        return true;
    auto called = [&](EntityId e, Symbol name) {
        auto aliases = m_.list(m_.entities[e].aliases);
        return m_.entities[e].name == name || std::find(aliases.begin(), aliases.end(), name) != aliases.end();
    };
    auto one = [&](EntityId a) {
        if (called(a, m_.entities[wide].name))
            return true;
        for (Symbol alias : m_.list(m_.entities[wide].aliases))
            if (called(a, alias))
                return true;
        return false;
    };
    if (one(post))
        return true;
    for (EntityId w : names_.wider(post))
        if (one(w))
            return true;
    return false;
}

bool People::stands_for(const Actor& doer, const Actor& bound) const {
    if (doer.kind != bound.kind)
        return false;
    if (doer.kind != Actor::Body)
        return doer.written == bound.written || m_.entities[doer.written].name == m_.entities[bound.written].name;
    return doer.body == bound.body && (bound.post == kNone || (doer.post != kNone && post_within(doer.post, bound.post)));
}

bool People::partly(EntityId term, const Actor& actor) const {
    const Entity& e = m_.entities[term];
    if (actor.kind == Actor::Role) {
        if (names_.has_member(actor.written, term))
            return true;
        for (EntityId m : names_.members(term))
            if (names_.has_member(actor.written, m))
                return true;
        return false;
    }
    switch (e.kind) {
    case EntityKind::Group:
    case EntityKind::Role:
        for (EntityId m : names_.members(term))
            if (names_.below(m, actor.written) || names_.below(m, actor.body))
                return true;
        return false;
    case EntityKind::Post: return is_top(actor.body);
    case EntityKind::PostOf: return partly(e.parent, actor) || covers(e.parent, {actor.written, actor.body, kNone, Actor::Body, true}) != Truth::No;
    default: return names_.below(term, actor.written) || names_.below(term, actor.body) || names_.acting(term) == actor.body;
    }
}

} // namespace yaodian
