// Where the places of a printed document lie, as its card (文献) lists them. In: a card.  Out: what a citation stands for.
#pragma once

#include "compiler/compile.h"

#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace yaodian {

class CardIndex {
public:
    CardIndex(const Compilation& c, const Card& card);

    std::span<const CardEntry> entries() const { return entries_; }

    /// The entries a citation stands for, by their number in entries(); empty when the document has no such place.
    std::vector<uint32_t> find(const Cite& cite) const;

private:
    std::vector<uint32_t> one(Part part, SubPlace sub, std::string_view place) const;
    bool same_title(const CardEntry& e, std::string_view folded) const;
    struct Hash {
        std::size_t operator()(const std::pair<Part, std::string_view>& k) const {
            return std::hash<std::string_view>{}(k.second) * 31 + std::size_t(k.first);
        }
    };
    const Compilation& c_;
    FileId file_;
    std::span<const CardEntry> entries_;
    std::unordered_map<std::pair<Part, std::string_view>, std::vector<uint32_t>, Hash> below_;
    bool headings_ = false, brackets_ = false;
};

} // namespace yaodian
