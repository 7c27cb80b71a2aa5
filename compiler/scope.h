// Who is meant by a name, where it stands. Private to resolve*.cc.
// In: a folded name and the plan or directory it is written in.  Out: an entity, or kNone.
#pragma once

#include "compiler/model.h"
#include "compiler/resolve.h"

#include <array>
#include <cstring>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace yaodian::resolving {

/// Open addressing from 64-bit keys (never 0) to 32-bit values.
class FlatMap {
public:
    uint32_t find(uint64_t key) const {
        if (slots_.empty())
            return 0;
        for (std::size_t i = mix(key) & mask_;; i = (i + 1) & mask_) {
            if (slots_[i].key == key)
                return slots_[i].value;
            if (slots_[i].key == 0)
                return 0;
        }
    }
    /// Inserts unless present; returns the value that stands there now.
    uint32_t insert(uint64_t key, uint32_t value) {
        if ((used_ + 1) * 2 > slots_.size())
            grow();
        for (std::size_t i = mix(key) & mask_;; i = (i + 1) & mask_) {
            if (slots_[i].key == key)
                return slots_[i].value;
            if (slots_[i].key == 0) {
                slots_[i] = {key, value};
                ++used_;
                return value;
            }
        }
    }
    void set(uint64_t key, uint32_t value) {
        insert(key, value);
        for (std::size_t i = mix(key) & mask_;; i = (i + 1) & mask_)
            if (slots_[i].key == key) {
                slots_[i].value = value;
                return;
            }
    }

private:
    struct Slot {
        uint64_t key = 0;
        uint32_t value = 0;
    };
    static std::size_t mix(uint64_t k) {
        k *= 0x9E3779B97F4A7C15ull;
        return static_cast<std::size_t>(k ^ (k >> 32));
    }
    void grow() {
        std::vector<Slot> old(slots_.empty() ? 1024 : slots_.size() * 2);
        old.swap(slots_);
        mask_ = slots_.size() - 1;
        used_ = 0;
        for (const Slot& s : old)
            if (s.key)
                insert(s.key, s.value);
    }
    std::vector<Slot> slots_;
    std::size_t mask_ = 0, used_ = 0;
};

inline constexpr uint32_t kLocal = 0x80000000u;     ///< a number of the piece, not yet of the model
inline constexpr uint32_t kAmbiguous = 0x7FFFFFFFu; ///< a global name that two directories have

inline uint64_t key_of(uint32_t scope, Symbol symbol) { return uint64_t(scope + 1) << 32 | symbol; }
inline uint32_t everywhere() { return 0; }
inline uint32_t glossary_scope(EntityKind kind) { return 1 + static_cast<uint32_t>(kind); }
inline uint32_t directory_scope(DirectoryId id) { return 32 + 2 * id; }
inline uint32_t plan_scope(PlanId id) { return 33 + 2 * id; }

/// The tables that only declarations fill; read by every piece at once afterwards.
struct Tables {
    const ResolveInput* in = nullptr;
    const Names* names = nullptr;
    const Model* model = nullptr;
    FlatMap entities;    ///< key_of(scope, symbol)
    FlatMap tasks;       ///< key_of(plan, symbol)
    FlatMap plans;       ///< key_of(0, symbol)
    FlatMap directories; ///< key_of(0, symbol)
    FlatMap posts_of;    ///< key of (unit, post): made while declaring
    std::vector<uint32_t> task_node; ///< per task: its statement in the tree of its plan's file
    struct DefaultDue {
        Part part;
        SubPlace sub;
        uint32_t due;
        Span at;
    };
    std::vector<std::vector<DefaultDue>> defaults; ///< per plan

    std::string_view text(FileId file, Span s) const { return in->files[file].text(s); }
    EntityId find_unit(Symbol symbol, PlanId plan, DirectoryId directory) const;
    EntityId find_below(Symbol symbol, DirectoryId directory) const;
    EntityId find_word(Symbol symbol, EntityKind kind) const; ///< that kind first, then the neighbouring kinds
};

/// What a piece makes: its own vectors, joined in file order by merge().
struct Piece {
    const Tables& t;
    Findings findings;
    std::vector<Entity> entities;        ///< PostOf and Unknown; ids kLocal | index
    Names local_names; ///< symbols kLocal | symbol here, for names no declaration has
    FlatMap local_entities;
    std::vector<Fact> facts;
    std::vector<Term> terms;
    std::vector<Quota> quotas;
    std::vector<Due> dues;
    std::vector<Cite> cites;
    std::vector<Link> links;
    std::vector<NonDuty> nonduties;
    std::vector<Declined> declined;
    std::vector<Acknowledged> acknowledged;
    std::vector<TaskId> done; ///< tasks of this piece, in order; their ranges count from the start of the piece
    std::span<Task> tasks;    ///< all tasks of the model: a piece writes only its own
    struct PlanRanges {
        PlanId plan;
        Range nonduties, declined, acknowledged;
    };
    std::vector<PlanRanges> plan_ranges;

    explicit Piece(const Tables& tables) : t(tables) {}
};

/// Everything a reader of one statement needs to know of where it stands.
struct Here {
    FileId file = kNone;
    PlanId plan = kNone;
    DirectoryId directory = kNone;
    TaskId task = kNone;
    int year = 0;
};

/// Reads statements into a Piece. Declarations use one too, so that a name is looked up in one way only.
class Reader {
public:
    Reader(Piece& piece, const Here& here);

    void task(TaskId task);
    void plan_rest(PlanId plan, uint32_t node); ///< 非任务 不承接 已核

    // shared with the declarations
    struct Item {
        uint32_t first = 0, last = 0; ///< nodes [first, last) that are Name or Text
        Span span;
        Mark mark = Mark::None;
    };
    /// A list of items lent for as long as it is looked at; the same few vectors serve the whole file.
    class Items {
    public:
        Items(Reader& reader, uint32_t from, uint32_t to);
        ~Items() { --reader_.lent_; }
        Items(const Items&) = delete;
        Items& operator=(const Items&) = delete;
        auto begin() const { return list_.begin(); }
        auto end() const { return list_.end(); }
        bool empty() const { return list_.empty(); }
        std::size_t size() const { return list_.size(); }
        const Item& operator[](std::size_t i) const { return list_[i]; }

    private:
        Reader& reader_;
        std::vector<Item>& list_;
    };
    std::string_view joined(const Item& item, std::string& room) const; ///< its nodes without spaces between
    void unit_list(uint32_t from, uint32_t to, std::vector<Term>& out);
    void unit_item(const Item& item, std::vector<Term>& out);
    EntityId unit(std::string_view name, Span at);               ///< reports unknown names
    EntityId word(std::string_view name, EntityKind kind, Span at);
    bool cite(Part part, const Item& item, Cite& out);
    std::optional<uint32_t> due(uint32_t node, std::vector<Due>& out, bool& silent, Mark& mark, Span& at);
    Link link(const Item& item, bool plan_only);
    EntityId find_unit_name(std::string_view name); ///< kNone when nobody is called so here
    Finding& report(uint16_t code, Span at, std::vector<Words> values = {});
    Symbol symbol(std::string_view text);

private:
    const SyntaxNode& node(uint32_t i) const { return tree().nodes[i]; }
    const SyntaxTree& tree() const { return p_.t.in->trees[h_.file]; }
    std::string_view text(Span s) const { return p_.t.in->files[h_.file].text(s); }
    bool subject() const { return p_.t.in->subject[h_.file]; }

    void plan_block(PlanId plan, uint32_t from, uint32_t end); ///< chapters nest no deeper than the parser allows
    bool facet_statement(uint32_t i, uint8_t place);
    bool read_facet(uint32_t i, uint8_t place);
    bool guessed(uint32_t i) const; ///< the keyword of this statement was no keyword, and this one was meant
    void odd_quota(const Quota& q, std::string_view line, Span at);
    void who(uint32_t i, Facet facet, uint8_t bits, uint8_t place);
    void elements(uint32_t i, uint8_t place);
    void objects(uint32_t i, Facet facet, uint8_t place);
    void results(uint32_t i, Facet facet, uint8_t place);
    void texts(uint32_t i, Facet facet, uint8_t place);
    void force(uint32_t i, uint8_t place);
    void quotas(uint32_t i, uint8_t place);
    void quota_part(uint32_t from, uint32_t to, uint8_t place);
    void dues(uint32_t i, uint8_t place);
    void place_statement(uint32_t i, Part part);
    bool silent(uint32_t i, Facet facet, uint8_t place, uint8_t bits = 0);
    bool empty_value(uint32_t i);
    void add(Facet facet, uint8_t place, uint8_t bits, uint32_t value, Span at, Mark mark);
    void split_units(std::string_view name, Span at, Mark mark, uint8_t bits, std::vector<Term>& out, bool report_unknown);
    bool try_units(std::string_view name, Span at, Mark mark, uint8_t bits, std::vector<Term>& out);
    EntityId look_up_unit(std::string_view name);
    EntityId find_word(std::string_view name, EntityKind kind);
    EntityId local(EntityKind kind, uint32_t a, uint32_t b, Symbol name);
    std::string suggest_unit(std::string_view name) const;
    Words how_to_declare(std::string_view name) const;
    std::string suggest_word(std::string_view name, EntityKind kind) const;
    bool read_due_text(std::string_view text, Span at, bool run_keyword, Due& out, bool& silent);
    void keep_other_role();
    void finish_task(TaskId task);

    Piece& p_;
    Here h_;
    std::vector<Fact> facts_; ///< of the task being read
    std::vector<Cite> cites_;
    std::vector<Link> implements_, depends_;
    Mark origin_ = Mark::None;
    Span witnesses_;
    bool own_ = false;
    uint32_t unread_ = 0; ///< Task::unread of the task being read
    /// A plan says the same few names again and again: the last answer for each, found by the bytes as written.
    template <class Answer> struct Memo {
        struct Slot {
            std::string_view name;
            Answer answer{};
        };
        std::array<Slot, 128> slots{};
        Slot& of(std::string_view name) {
            uint64_t h = name.size() * 0x9E3779B97F4A7C15ull;
            for (std::size_t at : {std::size_t{0}, name.size() / 2, name.size() < 4 ? 0 : name.size() - 4}) {
                uint32_t w = 0;
                std::memcpy(&w, name.data() + at, std::min<std::size_t>(4, name.size() - at));
                h = (h ^ w) * 0xff51afd7ed558ccdull;
            }
            return slots[(h >> 40) % slots.size()];
        }
    };
    Memo<EntityId> units_;
    Memo<std::pair<EntityKind, EntityId>> words_;
    std::string_view linked_name_; ///< the plan most links of this plan go to
    PlanId linked_plan_ = kNone;

    std::deque<std::vector<Item>> lists_;
    std::size_t lent_ = 0;
    std::vector<Term> terms_, subjects_;
    std::string room_, raw_, folded_;
};

Mark mark_of(Word word);

} // namespace yaodian::resolving
