// Who is meant by the names in 主体, 责任 and the subjects of quotas, as far as a plan goes. In: terms of either side.
// Out: single actors, and whether a term of the other side takes them in. Used by the facets of bodies and by addressed().
#pragma once

#include "compiler/facets/facet.h"

namespace yaodian {

/// One body, one post of it, the unknown holder of a role, or what a group has beyond the members it lists.
struct Actor {
    enum Kind : uint8_t { Body, Role, Rest, Undetermined };
    EntityId written = kNone; ///< the unit, role or group as named or listed
    EntityId body = kNone;    ///< the body that acts
    EntityId post = kNone;
    Kind kind = Body;
    bool sure = true;     ///< false: perhaps a member
    EntityId via = kNone; ///< the name it was found under
};

class People {
public:
    explicit People(const Pair& pair) : People(pair.context, pair.plan) {}
    People(const CompareContext& context, PlanId plan);

    bool in_plan(EntityId unit) const;
    bool is_top(EntityId body) const; ///< the government of the plan, its issuer, or an organ of either
    bool reaches_top(EntityId term) const; ///< the term names one of these, or a list that holds one
    /// Perhaps an unlisted member of an open group: of the same standing as one that is listed.
    bool plausible(EntityId group, EntityId unit, int depth = 0) const;
    /// The actors a term means; with `project` only those within the plan.
    void expand(EntityId term, bool project, std::vector<Actor>& out, int depth = 0) const;
    /// Does the term take the actor in? `counterpart` is set when only through 对口.
    Truth covers(EntityId term, const Actor& actor, bool* counterpart = nullptr) const;
    /// Do the terms together, each for itself, take the actor in? A role is taken in with all who may hold it.
    Truth covered(std::span<const EntityId> terms, const Actor& actor, bool project, bool* counterpart = nullptr) const;
    /// Does the side's task make the actor act: by its 主体, else as one of its units; a government by any of its parts?
    bool binds(const SideIndex& side, const Actor& actor, bool project) const;
    /// Does the holder of the first post hold the second? Posts are declared in every directory: one name is one post.
    bool post_within(EntityId post, EntityId wide) const;
    /// What the first does, the second has done.
    bool stands_for(const Actor& doer, const Actor& bound) const;
    /// The term names a part of the actor (a body below it, a wider set of posts, one who may hold the role).
    bool partly(EntityId term, const Actor& actor) const;

private:
    void expand_inner(EntityId term, bool project, std::vector<Actor>& out, int depth) const;
    void add(EntityId unit, EntityId post, bool project, bool sure, std::vector<Actor>& out) const;
    const CompareContext& context_;
    const Model& m_;
    const Relations& names_;
    EntityId government_ = kNone, issuer_ = kNone;
    DirectoryId directory_ = kNone;
};

} // namespace yaodian
