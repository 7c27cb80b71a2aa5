// Who stands behind a name: the members of groups, the holders of roles, who answers to whom.
// In: the entities of a Model.  Out: sets of units, and whether one name covers another. Used by the checks
// of authority and places; nothing here compares duties. Not for use by several threads at once.
#pragma once

#include "compiler/model.h"

#include <array>
#include <deque>

namespace yaodian {

enum class Cover : uint8_t { No, Maybe, Yes };

class Bodies {
public:
    explicit Bodies(const Model& model) : model_(model), slot_(model.entities.size(), 0) {}

    struct Set {
        std::vector<EntityId> units; ///< sorted; a unit stands for itself, a post for the body it belongs to
        bool open = false;           ///< others may belong: 开放, 待定, 等, an undeclared name
    };
    const Set& of(EntityId entity);

    /// Does `wide` take in `narrow`: itself, a member, a body under it, the government it acts for? Maybe
    /// when the paper does not list who is meant.
    Cover covers(EntityId wide, EntityId narrow);
    /// `unit` is `top` or answers to it through 上级.
    bool below(EntityId unit, EntityId top) const;
    /// The highest body `unit` answers to.
    EntityId root(EntityId unit) const;

private:
    void collect(EntityId entity, Set& out, int depth);
    bool within(EntityId narrow, EntityId wide, int depth) const; ///< 属于, through any number of steps
    Cover ask(EntityId wide, EntityId narrow);

    const Model& model_;
    std::vector<uint32_t> slot_; ///< by entity: where its set is, from 1; 0: not asked yet
    std::deque<Set> sets_;
    struct Asked { ///< the same few pairs come up in duty after duty
        EntityId wide = kNone, narrow = kNone;
        Cover answer = Cover::No;
    };
    std::array<Asked, 1024> asked_{};
};

} // namespace yaodian
