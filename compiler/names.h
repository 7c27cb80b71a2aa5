// Names interned once: equal names have equal numbers.
// In: a name as written.  Out: a Symbol. Full-width letters and digits, brackets, curly and corner quotes and spaces
// are folded first, so 区“12345”热线（总） and 区"12345"热线(总) are one name.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace yaodian {

using Symbol = uint32_t; ///< 0 is no name

class Names {
public:
    Names();
    Names(Names&&) noexcept;
    Names& operator=(Names&&) noexcept;
    ~Names();

    Symbol intern(std::string_view name);         ///< the bytes are copied only when new
    Symbol find(std::string_view name) const;     ///< 0 when never interned; safe from several threads while none interns
    std::string_view text(Symbol symbol) const;   ///< as first written (display); valid as long as this Names
    std::string_view folded(Symbol symbol) const; ///< as compared
    std::size_t size() const;

private:
    struct Table;
    std::unique_ptr<Table> table_;
};

/// The folding described above; returns `name` itself when nothing has to change, else a view into `room`.
std::string_view fold(std::string_view name, std::string& room);

} // namespace yaodian
