// What declared names have to do with each other, worked out once: who stands below whom, who is in a group, which event
// comes before which. In: the entities of a Compilation.  Out: answers in one look, for any number of threads.
#pragma once

#include "compiler/model.h"

#include <memory>

namespace yaodian {

struct Compilation;

class Relations {
public:
    explicit Relations(const Compilation& c);

    /// `unit` is `top` or answers to it through 上级.
    bool below(EntityId unit, EntityId top) const {
        return unit == top || (in_[unit] > in_[top] && in_[unit] <= last_[top]);
    }
    /// The body that acts: itself, or the one it acts for (代行).
    EntityId acting(EntityId unit) const { return acting_[unit]; }
    /// Members of a group or holders of a role with the groups between, each once, by number. Empty for all else.
    std::span<const EntityId> members(EntityId group) const { return slice(members_[group]); }
    /// The members that stand below `top`, or are it.
    std::span<const EntityId> members_below(EntityId group, EntityId top) const;
    bool has_member(EntityId group, EntityId member) const { return contains(members_[group], member); }
    /// Others may belong to it: 开放, 待定, nothing listed; through any nested group.
    bool open(EntityId group) const { return loose_[group] & 1; }
    bool undetermined(EntityId group) const { return loose_[group] & 2; }
    bool has_posts(EntityId group) const { return loose_[group] & 4; } ///< 各单位.主要负责同志 among its members

    /// 属于, through any number of steps; everything lies within itself.
    bool within(EntityId narrow, EntityId wide) const { return narrow == wide || contains(wider_[narrow], wide); }
    std::span<const EntityId> wider(EntityId narrow) const { return slice(wider_[narrow]); } ///< all it lies within
    /// 视同 in either direction.
    bool same_event(EntityId a, EntityId b) const { return event_[a] == event_[b]; }
    /// `a` falls no later than `b`, whenever both fall.
    bool no_later(EntityId a, EntityId b) const { return same_event(a, b) || contains(later_[event_[a]], event_[b]); }
    /// 印发 of the plan that says it.
    bool issue(EntityId event) const { return issue_[event]; }

private:
    std::span<const EntityId> slice(Range r) const { return {pool_.data() + r.first, r.count}; }
    bool contains(Range r, EntityId id) const;

    std::vector<uint32_t> in_, last_; // walk of the tree of 上级: a unit's tree is in_ .. last_
    std::vector<EntityId> acting_, event_;
    std::vector<Range> members_, wider_, later_;
    std::vector<uint8_t> loose_, issue_;
    std::vector<EntityId> pool_, placed_; // placed_: the same ranges as pool_, members in the order of the walk
};

std::shared_ptr<const Relations> relations_of(const Compilation& c);

} // namespace yaodian
