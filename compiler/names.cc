#include "compiler/names.h"

#include <array>
#include <cstring>
#include <deque>
#include <vector>

namespace yaodian {
namespace {

uint64_t hash_of(std::string_view s) {
    uint64_t h = 0x9E3779B97F4A7C15ull ^ (s.size() * 0xff51afd7ed558ccdull);
    const char* p = s.data();
    std::size_t n = s.size();
    while (n >= 8) {
        uint64_t w;
        std::memcpy(&w, p, 8);
        h = (h ^ w) * 0xff51afd7ed558ccdull;
        h ^= h >> 29;
        p += 8;
        n -= 8;
    }
    if (n) {
        uint64_t w = 0;
        std::memcpy(&w, p, n);
        h = (h ^ w) * 0xff51afd7ed558ccdull;
        h ^= h >> 29;
    }
    h *= 0xc4ceb9fe1a85ec53ull;
    return h ^ (h >> 32);
}

/// Bytes that may begin something to fold; 0xE3 also begins harmless characters, which fold() then leaves alone.
constexpr auto suspicious = [] {
    std::array<uint8_t, 256> t{};
    for (unsigned char c : {' ', '\t', '\n', '\r'})
        t[c] = 1;
    t[0xEF] = t[0xE2] = t[0xE3] = t[0xC2] = 1;
    return t;
}();

bool needs_fold(std::string_view s) {
    uint8_t any = 0;
    for (char c : s)
        any |= suspicious[static_cast<unsigned char>(c)];
    return any;
}

} // namespace

std::string_view fold(std::string_view s, std::string& room) {
    if (!needs_fold(s))
        return s;
    room.clear();
    room.reserve(s.size());
    for (std::size_t i = 0; i < s.size();) {
        unsigned char c = static_cast<unsigned char>(s[i]);
        if (c < 0x80) {
            if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
                room += s[i];
            ++i;
            continue;
        }
        std::size_t n = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
        if (i + n > s.size()) {
            room.append(s.substr(i));
            break;
        }
        uint32_t cp = n == 2   ? (c & 0x1Fu) << 6 | (s[i + 1] & 0x3Fu)
                      : n == 3 ? (c & 0x0Fu) << 12 | (s[i + 1] & 0x3Fu) << 6 | (s[i + 2] & 0x3Fu)
                               : 0x10000u;
        if (cp >= 0xFF01 && cp <= 0xFF5E)
            room += static_cast<char>(cp - 0xFF01 + 0x21);
        else if (cp == 0x201C || cp == 0x201D || cp == 0x300C || cp == 0x300D || cp == 0x300E || cp == 0x300F)
            room += '"';
        else if (cp == 0x2018 || cp == 0x2019)
            room += '\'';
        else if ((cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212)
            room += '-';
        else if (cp == 0x2022 || cp == 0x30FB)
            room += "\u00B7";
        else if (cp == 0x3000 || cp == 0x00A0 || cp == 0xFEFF || (cp >= 0x2000 && cp <= 0x200F))
            ;
        else
            room.append(s.substr(i, n));
        i += n;
    }
    return room;
}

struct Names::Table {
    struct Entry {
        std::string_view folded, shown;
        uint64_t hash;
    };
    std::vector<Entry> entries{Entry{}};
    std::vector<uint32_t> slots = std::vector<uint32_t>(1 << 12);
    std::deque<std::string> blocks;

    std::string_view keep(std::string_view s) {
        if (blocks.empty() || blocks.back().capacity() - blocks.back().size() < s.size()) {
            blocks.emplace_back();
            blocks.back().reserve(std::max<std::size_t>(s.size(), 1 << 16));
        }
        std::string& b = blocks.back();
        std::size_t at = b.size();
        b.append(s);
        return std::string_view(b).substr(at);
    }
    uint32_t* slot(std::string_view folded, uint64_t hash) {
        std::size_t mask = slots.size() - 1;
        for (std::size_t i = hash & mask;; i = (i + 1) & mask) {
            uint32_t id = slots[i];
            if (id == 0 || (entries[id].hash == hash && entries[id].folded == folded))
                return &slots[i];
        }
    }
    void grow() {
        std::vector<uint32_t> bigger(slots.size() * 2);
        std::size_t mask = bigger.size() - 1;
        for (uint32_t id = 1; id < entries.size(); ++id) {
            std::size_t i = entries[id].hash & mask;
            while (bigger[i])
                i = (i + 1) & mask;
            bigger[i] = id;
        }
        slots.swap(bigger);
    }
};

Names::Names() : table_(std::make_unique<Table>()) {}
Names::Names(Names&&) noexcept = default;
Names& Names::operator=(Names&&) noexcept = default;
Names::~Names() = default;

Symbol Names::intern(std::string_view name) {
    std::string room;
    std::string_view folded = fold(name, room);
    if (folded.empty())
        return 0;
    uint64_t hash = hash_of(folded);
    uint32_t* slot = table_->slot(folded, hash);
    if (*slot)
        return *slot;
    Symbol id = static_cast<Symbol>(table_->entries.size());
    *slot = id;
    std::string_view shown = table_->keep(name);
    std::string_view key = folded.data() == name.data() ? shown : table_->keep(folded);
    table_->entries.push_back({key, shown, hash});
    if (table_->entries.size() * 2 > table_->slots.size())
        table_->grow();
    return id;
}

Symbol Names::find(std::string_view name) const {
    std::string room;
    std::string_view folded = fold(name, room);
    return folded.empty() ? 0 : *table_->slot(folded, hash_of(folded));
}

std::string_view Names::text(Symbol symbol) const { return table_->entries[symbol].shown; }
std::string_view Names::folded(Symbol symbol) const { return table_->entries[symbol].folded; }
std::size_t Names::size() const { return table_->entries.size(); }

} // namespace yaodian
