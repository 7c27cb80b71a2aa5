// Working days. In: the 日历 of the specs.  Out: counts of working days, and the day a clock ends.
// Years without a calendar count Monday to Friday, and say so (known()).
#pragma once

#include "compiler/model.h"

namespace yaodian {

class Calendar {
public:
    explicit Calendar(const Model& model);
    bool known(int year) const;      ///< a 日历 of that year was read
    bool working(Day day) const;
    /// Last day of a period of `length` that starts after `start` (the starting day is not counted). Working days count
    /// by the calendar; 日 are calendar days; months end on the same day of the month, or the month's last. Nothing
    /// rolls over to a working day.
    Day end_of(Day start, int length, TimeUnit unit) const;

private:
    struct Year { int year = 0; bool known = false; Day first = 0; std::vector<uint16_t> before; };
    std::vector<Year> years_;
    const Year* find(int year) const;
};

} // namespace yaodian
