#include "compiler/bodies.h"

#include <algorithm>

namespace yaodian {

namespace {
constexpr int kDepth = 64;             // deeper nesting of groups than any paper has: treated as not listed
constexpr std::size_t kMost = 100'000; // members of one group
} // namespace

void Bodies::collect(EntityId entity, Set& out, int depth) {
    const Entity& e = model_.entities[entity];
    if (depth > kDepth || out.units.size() > kMost) {
        out.open = true;
        return;
    }
    switch (e.kind) {
    case EntityKind::Unit:
        out.units.push_back(entity);
        break;
    case EntityKind::PostOf:
        e.parent != kNone ? collect(e.parent, out, depth + 1) : void(out.open = true);
        break;
    case EntityKind::Group:
    case EntityKind::Role:
        out.open |= e.open || e.undetermined || e.members.empty();
        for (EntityId m : model_.list(e.members))
            collect(m, out, depth + 1);
        break;
    default:
        out.open = true;
        break;
    }
}

const Bodies::Set& Bodies::of(EntityId entity) {
    if (slot_[entity] == 0) {
        Set set;
        collect(entity, set, 0);
        std::sort(set.units.begin(), set.units.end());
        set.units.erase(std::unique(set.units.begin(), set.units.end()), set.units.end());
        sets_.push_back(std::move(set));
        slot_[entity] = uint32_t(sets_.size());
    }
    return sets_[slot_[entity] - 1];
}

bool Bodies::below(EntityId unit, EntityId top) const {
    for (int steps = 0; unit != kNone && steps < kDepth; ++steps) {
        if (unit == top)
            return true;
        unit = model_.entities[unit].parent;
    }
    return false;
}

EntityId Bodies::root(EntityId unit) const {
    for (int steps = 0; steps < kDepth && model_.entities[unit].parent != kNone; ++steps)
        unit = model_.entities[unit].parent;
    return unit;
}

bool Bodies::within(EntityId narrow, EntityId wide, int depth) const {
    if (narrow == wide)
        return true;
    if (depth > kDepth)
        return false;
    for (EntityId w : model_.list(model_.entities[narrow].wider))
        if (within(w, wide, depth + 1))
            return true;
    return false;
}

Cover Bodies::covers(EntityId wide, EntityId narrow) {
    if (wide == kNone || narrow == kNone)
        return Cover::Maybe;
    Asked& slot = asked_[(wide * 0x9E3779B1u ^ narrow * 0x85EBCA6Bu) >> 22];
    if (slot.wide != wide || slot.narrow != narrow)
        slot = {wide, narrow, ask(wide, narrow)};
    return slot.answer;
}

Cover Bodies::ask(EntityId wide, EntityId narrow) {
    const Entity& w = model_.entities[wide];
    const Entity& n = model_.entities[narrow];
    if (wide == narrow || within(narrow, wide, 0) || w.acts_for == narrow)
        return Cover::Yes;
    const Set& all = of(wide);
    const Set& some = of(narrow);
    std::size_t found = 0;
    for (EntityId unit : some.units)
        found += std::any_of(all.units.begin(), all.units.end(), [&](EntityId m) {
            return below(unit, m) || model_.entities[m].acts_for == unit;
        });
    if (!some.units.empty() && found == some.units.size() && !some.open)
        return Cover::Yes;
    // 各街道 and 各部门 are both lists of units: a member that a closed list does not hold is not meant.
    if (!all.open && !some.open)
        return Cover::No;
    if (all.open) {
        if (w.undetermined) { // 有关部门: one of those it belongs to
            for (EntityId wider : model_.list(w.wider))
                if (covers(wider, narrow) == Cover::No)
                    return Cover::No;
            return Cover::Maybe;
        }
        // An open list of departments may hold one more department; it holds no street and no government.
        if (!all.units.empty() && !some.units.empty()) {
            for (EntityId unit : some.units)
                for (EntityId m : all.units)
                    if (model_.entities[m].level == model_.entities[unit].level &&
                        model_.entities[m].parent == model_.entities[unit].parent)
                        return Cover::Maybe;
            return found > 0 ? Cover::Maybe : Cover::No;
        }
        return Cover::Maybe;
    }
    if (found > 0 || some.units.empty() || n.undetermined)
        return Cover::Maybe;
    return Cover::No;
}

} // namespace yaodian
