// Where the places of a printed document lie, as its card (文献) lists them. In: a card.  Out: what a citation stands for,
// and, with the document at hand, whether a place still reads as the card says.
#pragma once

#include "compiler/compile.h"

#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace yaodian {

/// The place as the card writes it, without 正文 or 附表: 24.3, 一（一）.题.
std::string card_place(const Compilation& c, const CardEntry& entry);

enum class DigestState : uint8_t { Unknown, Ok, Changed, Gone }; ///< Gone: the document no longer has this place
/// Unknown when the card records no digest, or the document gives none of this kind.
DigestState digest_state(const Compilation& c, const Card& card, const CardEntry& entry, const DocumentDigests& document);

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
