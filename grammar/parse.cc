// The grammar of shapes, and the only file that knows PEGTL.
//
// The grammar is flat: a file is a sequence of statements and braces, and no rule calls itself, so the nesting of the
// input costs no stack. The hot lexical rules have their own match(); PEGTL puts them together. Matching keeps a little
// context (which keyword stands at the head of the statement), the actions build the tree and notice what does not fit.
#include "grammar/characters.h"
#include "grammar/parse_check.h"
#include "grammar/slips.h"
#include "grammar/syntax.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <tao/pegtl.hpp>
#include <tao/pegtl/contrib/analyze.hpp>

namespace yaodian {
namespace {

namespace peg = tao::pegtl;
using namespace chars;

/// Past spaces, line breaks and comments, recording nothing.
const char* skip_gap(const char* p, const char* end) {
    for (;;) {
        p = skip_spaces(p, end);
        const Look l = look(p, end);
        if (l.kind == Kind::Hash)
            p = line_end(p, end);
        else if (l.kind == Kind::Break)
            p += l.length;
        else
            return p;
    }
}

/// A half-width `.` ends the statement only where nothing but the end of it follows.
bool sentence_end(const char* after_dot, const char* end) {
    if (after_dot < end && kStep[byte(after_dot)] != 0)
        return false;
    switch (look(skip_spaces(after_dot, end), end).kind) {
    case Kind::End: case Kind::Break: case Kind::Hash: case Kind::Close: case Kind::Semicolon: return true;
    default: return false;
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// What matching remembers.

struct Context {
    const char* begin = nullptr;
    const char* end = nullptr;
    const char* safe = nullptr; ///< last_four()
    Word word = Word::None; ///< at the head of the statement
    uint8_t flags = 0;
    bool named = false;     ///< a value was read
    Shape last = Shape::Statement;
    bool crossed = false;   ///< the gap just passed held a line break
    Word mark = Word::None;          ///< of the bracket (mark_at, mark_end)
    const char* mark_at = nullptr;
    const char* mark_end = nullptr;
    const char* run_on = nullptr;    ///< a keyword among the values: a statement begins here, and its ； is missing
    const char* from = nullptr; ///< value() has read up to here: the rest of a name, or the end of a text
    const char* seen = nullptr; ///< the character last looked at, and what it was: the next rule need not look again
    Look seen_look{Kind::End, 0};

    // Up to here on this line an opening bracket or quote is known to have no partner. It keeps hostile lines linear.
    const char* no_bracket = nullptr;
    const char* no_quote = nullptr;

    // Filled by the actions: may the next line belong to the statement before it?
    enum Below : uint8_t {
        Joinable = 1,  ///< a statement stands before, with no block, ; or 。 after it
        Valueless = 2, ///< and it has no value yet
        Listing = 4,   ///< and it holds a list
    };
    uint8_t below = 0;
    const char* before = nullptr; ///< where its keyword stands

    // Decided by unknown_word: read it as the word it was meant to be, as an item of the list above, or leave it out.
    enum class Unknown : uint8_t { Assume, Join, Drop } unknown = Unknown::Drop;
};

/// Past the quote that closes the one at `p`, on the same line; null if it stays open.
const char* close_quote(const char* p, Context& ctx) {
    const Quotes quotes = quotes_at(p);
    const bool nests = quotes.open != quotes.close;
    const bool known_bad = p < ctx.no_quote; // this line does not balance: only the nearest pair is accepted
    std::size_t depth = 1;
    const char* q = p + quotes.open.size();
    for (;;) {
        q = skip_name_chars(q, ctx.end, ctx.safe);
        const Look l = look(q, ctx.end);
        if (l.kind == Kind::End || l.kind == Kind::Break)
            break;
        if (l.kind == Kind::Quote || l.kind == Kind::QuoteClose) {
            if (at(q, ctx.end, quotes.close)) {
                if (--depth == 0)
                    return q + l.length;
            } else if (nests && at(q, ctx.end, quotes.open)) {
                if (known_bad)
                    return nullptr;
                ++depth;
            }
        } else if (known_bad && (l.kind == Kind::Open || l.kind == Kind::Close)) {
            return nullptr;
        }
        q += l.length;
    }
    ctx.no_quote = q;
    return nullptr;
}

/// Where a text whose quote is not closed ends: at the line's end, but braces keep their meaning, so that one forgotten
/// quote does not also lose a block.
const char* open_quote_end(const char* p, const char* end) {
    const char* q = p;
    while (q < end && *q != '\n' && *q != '\r' && *q != '{' && *q != '}' && !at(q, end, "｛") && !at(q, end, "｝"))
        ++q;
    while (q > p && (q[-1] == ' ' || q[-1] == '\t'))
        --q;
    while (q - p > 3 && at(q - 3, end, "　"))
        q -= 3;
    return q;
}

/// The mark that ends the text opened at `p` although it is no partner of the opening mark: “…" or "…”. Only where it
/// stands once on the rest of the line can it be meant so; null otherwise.
const char* mixed_quote(const char* p, const char* end) {
    const std::string_view open = quotes_at(p).open;
    const bool half = open == "\"" || open == "＂";
    if (!half && open != "“")
        return nullptr;
    const char* found = nullptr;
    for (const char* q = p + open.size(), *to = open_quote_end(q, end); q < to; ++q) {
        const bool is = half ? at(q, end, "”") : *q == '"' || at(q, end, "＂");
        if (is && found)
            return nullptr;
        if (is)
            found = q;
        else if (half && at(q, end, "“"))
            return nullptr;
    }
    return found;
}

/// Past the bracket that closes the one at `p`; null if the statement ends before.
const char* close_bracket(const char* p, Context& ctx) {
    const bool known_bad = p < ctx.no_bracket;
    std::size_t depth = 0;
    const char* q = p;
    for (;;) {
        q = skip_name_chars(q, ctx.end, ctx.safe);
        const Look l = look(q, ctx.end);
        switch (l.kind) {
        case Kind::BracketOpen:
            if (known_bad && q != p)
                return nullptr;
            ++depth;
            break;
        case Kind::BracketClose:
            if (--depth == 0)
                return q + l.length;
            break;
        case Kind::End: case Kind::Break: case Kind::Hash: case Kind::Open: case Kind::Close: case Kind::Semicolon:
            ctx.no_bracket = std::max(ctx.no_bracket, q);
            return nullptr;
        default: break;
        }
        q += l.length;
    }
}

/// The mark that is the whole content of the bracket [p, close); kept in the context for the rule that takes it.
bool is_mark(const char* p, const char* close, Context& ctx) {
    if (close - p > 64)
        return false;
    const char* inner_end = close - (close[-1] == ')' ? 1 : 3);
    const Word word = fixed_word(trim(p + look(p, close).length, inner_end), WordClass::Mark);
    if (word == Word::None)
        return false;
    ctx.mark = word;
    ctx.mark_at = p;
    ctx.mark_end = close;
    return true;
}

bool glued_name_char(const char* p, Context& ctx) {
    const Look l = look(p, ctx.end);
    if (l.kind == Kind::NameChar)
        return true;
    if (l.kind == Kind::Dot)
        return !sentence_end(p + l.length, ctx.end);
    if (l.kind != Kind::BracketOpen)
        return false;
    const char* close = close_bracket(p, ctx);
    return close && !is_mark(p, close, ctx);
}

constexpr uint32_t bit(Kind kind) { return 1u << static_cast<unsigned>(kind); }

constexpr uint32_t kMayBeInName = bit(Kind::NameChar) | bit(Kind::Dot) | bit(Kind::BracketOpen) | bit(Kind::Quote);

/// Past the character at `p` and what belongs to it, if it is part of a name; null if the name ends before it.
[[gnu::noinline]] const char* more_of_name(const char* p, Look l, Context& ctx) {
    switch (l.kind) {
    case Kind::NameChar: return p + l.length;
    case Kind::Dot: return sentence_end(p + l.length, ctx.end) ? nullptr : p + l.length;
    case Kind::BracketOpen: {
        const char* to = close_bracket(p, ctx);
        return to && is_mark(p, to, ctx) ? nullptr : to;
    }
    case Kind::Quote: return ctx.flags & (Titled | Quoting) ? nullptr : close_quote(p, ctx);
    default: return nullptr;
    }
}

/// The end of the name of which everything before `p` is read.
[[gnu::always_inline]] inline const char* name_end(const char* p, Context& ctx) {
    for (;;) {
        p = skip_name_chars(p, ctx.end, ctx.safe);
        const Look l = look(p, ctx.end);
        if (bit(l.kind) & kMayBeInName) [[unlikely]]
            if (const char* to = more_of_name(p, l, ctx)) {
                p = to;
                continue;
            }
        ctx.seen = p;
        ctx.seen_look = l;
        return p;
    }
}

/// Spaces before `p` on its line if nothing else stands there; -1 otherwise.
int indentation(const char* p, const Context& ctx) {
    int width = 0;
    const char* q = p;
    while (q > ctx.begin && width < 4096) {
        if (q[-1] == ' ')
            width += 1;
        else if (q[-1] == '\t')
            width += 4;
        else if (q - ctx.begin >= 3 && at(q - 3, ctx.end, "　")) {
            width += 2;
            q -= 2;
        } else
            break;
        --q;
    }
    if (q == ctx.begin || q[-1] == '\n' || q[-1] == '\r' || (q - ctx.begin == 3 && at(ctx.begin, ctx.end, "\xEF\xBB\xBF")))
        return width;
    return -1;
}

/// The line that begins at `p` stands deeper than the statement before it, so it was meant to continue it.
bool deeper(const char* p, const Context& ctx) {
    if (!(ctx.below & Context::Joinable) || !ctx.crossed)
        return false;
    const int here = indentation(p, ctx);
    const int there = indentation(ctx.before, ctx);
    return there >= 0 && here > there;
}

/// Flags of each word: info() without leaving this file.
constexpr uint8_t kFlags[] = {
    0,
#define YD_WORD(name, wordclass, flags, zh, en) flags,
#include "grammar/keywords.def"
#undef YD_WORD
};
uint8_t flags_of(Word word) { return kFlags[static_cast<std::size_t>(word)]; }

/// The keyword at `p`, if a statement begins there.
Word keyword_at(const char* p, const Context& ctx, uint32_t* length) {
    return statement_word({p, static_cast<std::size_t>(ctx.end - p)}, length);
}

/// A whole keyword with a value after it: surely a statement, whatever the line before ended in.
bool clearly_statement(const char* p, const Context& ctx) {
    uint32_t length = 0;
    const Word word = keyword_at(p, ctx, &length);
    if (word == Word::None)
        return false;
    const Look after = look(p + length, ctx.end);
    if (after.kind == Kind::Colon)
        return true;
    if (after.kind != Kind::Space)
        return false;
    const Kind value = look(skip_spaces(p + length, ctx.end), ctx.end).kind;
    return value == Kind::NameChar || value == Kind::Quote || value == Kind::Colon || value == Kind::BracketOpen ||
           value == Kind::Open;
}

/// A keyword among the names of a statement about who, when or where: 责任 区商务委 配合 区财政局. It stands alone, with a
/// value behind it; what begins like a keyword may be a name.
bool runs_on(const char* p, const Context& ctx) {
    constexpr auto may = [](Word w) {
        switch (w) {
        case Word::Subject: case Word::Lead: case Word::Responsible: case Word::Support: case Word::Jointly:
        case Word::Due: case Word::Body: case Word::Annex: return true;
        default: return false;
        }
    };
    if (ctx.last != Shape::Name || !may(ctx.word))
        return false;
    uint32_t length = 0;
    const Word word = keyword_at(p, ctx, &length);
    if (!may(word) && word != Word::Quota && word != Word::Implements)
        return false;
    const Kind after = look(p + length, ctx.end).kind;
    if (after == Kind::Colon)
        return true;
    return after == Kind::Space && look(skip_spaces(p + length, ctx.end), ctx.end).kind == Kind::NameChar;
}

/// What stands before the first colon of the part at `p` makes it a part of the statement, not a statement.
bool is_part(const char* p, Context& ctx) {
    const char* const begin = p;
    uint32_t length = 0;
    if (keyword_at(p, ctx, &length) != Word::None) {
        const Kind after = look(p + length, ctx.end).kind;
        if (after == Kind::Space || after == Kind::Colon)
            return false;
    }
    for (;;) {
        p = skip_name_chars(p, ctx.end, ctx.safe);
        const Look l = look(p, ctx.end);
        const char* to = nullptr;
        switch (l.kind) {
        case Kind::Colon: return p != begin;
        case Kind::End: case Kind::Break: case Kind::Hash: case Kind::Semicolon: case Kind::Stop: case Kind::Open:
        case Kind::Close: return false;
        case Kind::BracketOpen: to = close_bracket(p, ctx); break;
        case Kind::Quote: to = close_quote(p, ctx); break;
        default: break;
        }
        p = to ? to : p + l.length;
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// Rules. Custom ones say what PEGTL's analysis needs to know about them below.

/// A rule whose take() is written by hand: moves the input and returns true, or leaves it and returns false.
template <class Rule> struct lexical {
    using rule_t = Rule;
    using subs_t = peg::empty_list;
    template <peg::apply_mode, peg::rewind_mode, template <class...> class, template <class...> class, class Input, class... More>
    [[gnu::always_inline]] static bool match(Input& in, Context& ctx, More&&...) {
        return Rule::take(in, ctx);
    }
};

struct comment : lexical<comment> {
    template <class Input> static bool take(Input& in, Context&) {
        in.bump(static_cast<std::size_t>(line_end(in.current(), in.end()) - in.current()));
        return true;
    }
};

/// look(), unless the rule before already did.
[[gnu::always_inline]] inline Look look_again(const char* p, const Context& ctx) { return p == ctx.seen ? ctx.seen_look : look(p, ctx.end); }

/// Spaces, line breaks and comments; may be empty.
struct gap {
    using rule_t = gap;
    using subs_t = peg::type_list<comment>;
    template <peg::apply_mode A, peg::rewind_mode M, template <class...> class Action, template <class...> class Control,
              class Input, class... More>
    static bool match(Input& in, Context& ctx, More&&... more) {
        bool crossed = false;
        for (;;) {
            const char* p = in.current();
            Look l = look_again(p, ctx);
            for (;;) {
                if (l.kind == Kind::Break)
                    crossed = true;
                else if (l.kind != Kind::Space)
                    break;
                p = skip_plain_spaces(p + l.length, ctx.end);
                l = look(p, ctx.end);
            }
            in.iterator() = p;
            ctx.seen = p;
            ctx.seen_look = l;
            ctx.crossed = crossed;
            if (l.kind != Kind::Hash)
                return true;
            (void)Control<comment>::template match<A, M, Action, Control>(in, ctx, more...);
        }
    }
};

struct byte_order_mark : peg::string<'\xEF', '\xBB', '\xBF'> {};

struct name : lexical<name> {
    template <class Input> [[gnu::always_inline]] static bool take(Input& in, Context& ctx) {
        const char* to = name_end(ctx.from, ctx);
        if (to == in.current())
            return false;
        in.bump(static_cast<std::size_t>(to - in.current()));
        ctx.last = Shape::Name;
        ctx.named = true;
        return true;
    }
};

/// “…” with its quotes.
struct text : lexical<text> {
    template <class Input> static bool take(Input& in, Context& ctx) {
        in.bump(static_cast<std::size_t>(ctx.from - in.current()));
        ctx.last = Shape::Text;
        ctx.named = true;
        return true;
    }
};

/// “… up to the line's end: a slip.
struct open_text : lexical<open_text> {
    template <class Input> static bool take(Input& in, Context& ctx) {
        const char* const p = in.current();
        const char* to = open_quote_end(p + look(p, ctx.end).length, ctx.end);
        if (const char* mixed = mixed_quote(p, ctx.end))
            to = mixed + look(mixed, ctx.end).length;
        in.bump(static_cast<std::size_t>(to - p));
        ctx.last = Shape::Text;
        ctx.named = true;
        return true;
    }
};

struct mark : lexical<mark> {
    template <class Input> static bool take(Input& in, Context& ctx) {
        const char* const p = in.current();
        if (ctx.mark_at != p) {
            const char* to = close_bracket(p, ctx);
            if (!to || !is_mark(p, to, ctx))
                return false;
        }
        in.iterator() = ctx.mark_end;
        ctx.last = Shape::Mark;
        return true;
    }
};

/// A mark that means nothing where it stands: an opening bracket without its partner, a closing one, an invisible one.
struct loose : lexical<loose> {
    template <class Input> static bool take(Input& in, Context& ctx) {
        in.bump(look(in.current(), ctx.end).length);
        return true;
    }
};

/// One punctuation mark of the given kind.
template <class Rule, Kind K> struct punctuation : lexical<Rule> {
    template <class Input> [[gnu::always_inline]] static bool take(Input& in, Context& ctx) {
        const Look l = look_again(in.current(), ctx);
        if (l.kind != K)
            return false;
        in.bump(l.length);
        if constexpr (K == Kind::Comma)
            ctx.last = Shape::Comma;
        else if constexpr (K == Kind::Colon)
            ctx.last = Shape::Colon;
        return true;
    }
};
struct comma : punctuation<comma, Kind::Comma> {};
struct colon : punctuation<colon, Kind::Colon> {};
struct open : punctuation<open, Kind::Open> {};
struct close : punctuation<close, Kind::Close> {};

/// ； 。 and a half-width full stop at the end.
struct terminator : lexical<terminator> {
    template <class Input> static bool take(Input& in, Context& ctx) {
        const Look l = look_again(in.current(), ctx);
        if (l.kind != Kind::Semicolon && l.kind != Kind::Stop &&
            !(l.kind == Kind::Dot && sentence_end(in.current() + l.length, ctx.end)))
            return false;
        in.bump(l.length);
        return true;
    }
};

/// ≥ >= ＞＝ = …: one or two signs.
struct compare : lexical<compare> {
    template <class Input> static bool take(Input& in, Context& ctx) {
        const Look first = look(in.current(), ctx.end);
        if (first.kind != Kind::Sign)
            return false;
        in.bump(first.length);
        const Look second = look(in.current(), ctx.end);
        if (second.kind == Kind::Sign)
            in.bump(second.length);
        ctx.last = Shape::Compare;
        return true;
    }
};

/// The values of a statement on one line, each chosen by its first character; at least one, or perhaps none.
template <bool Some> struct value_list {
    using rule_t = value_list;
    using subs_t = peg::type_list<name, text, open_text, mark, loose, comma, colon, compare>;
    template <peg::apply_mode A, peg::rewind_mode M, template <class...> class Action, template <class...> class Control,
              class Input, class... More>
    static bool match(Input& in, Context& ctx, More&&... more) {
        const auto as = [&]<class Rule>(Rule) {
            return Control<Rule>::template match<A, M, Action, Control>(in, ctx, more...);
        };
        bool any = false;
        for (;;) {
            const char* const begin = in.current();
            const char* p = begin;
            Look l = look_again(p, ctx);
            while (l.kind == Kind::Space) {
                p += l.length;
                l = look(p, ctx.end);
            }
            in.iterator() = p;
            ctx.from = p;
            ctx.seen = p;
            ctx.seen_look = l;
            bool matched = false;
            switch (l.kind) {
            case Kind::NameChar:
                if (any && p != begin && runs_on(p, ctx)) {
                    ctx.run_on = p;
                    in.iterator() = begin;
                    return true;
                }
                matched = as(name{});
                break;
            case Kind::Dot: matched = !sentence_end(p + l.length, ctx.end) && as(name{}); break;
            case Kind::Comma: matched = as(comma{}); break;
            case Kind::Colon:
                if (ctx.last == Shape::Statement) { // right after the keyword it says nothing
                    ctx.last = Shape::Colon;
                    in.bump(l.length);
                    continue;
                }
                matched = as(colon{});
                break;
            case Kind::Sign: matched = as(compare{}); break;
            case Kind::Quote:
            case Kind::QuoteClose:
                if (const char* to = close_quote(p, ctx)) {
                    ctx.from = to;
                    const bool of_name = !(ctx.named && (ctx.flags & (Titled | Quoting))) && glued_name_char(to, ctx);
                    matched = of_name ? as(name{}) : as(text{});
                } else {
                    matched = l.kind == Kind::Quote ? as(open_text{}) : as(loose{});
                }
                break;
            case Kind::BracketOpen: matched = as(mark{}) || as(name{}) || as(loose{}); break;
            case Kind::BracketClose:
            case Kind::Invisible: matched = as(loose{}); break;
            default: break;
            }
            if (!matched) {
                in.iterator() = begin;
                return any || !Some;
            }
            any = true;
        }
    }
};
using values = value_list<false>;
using some_values = value_list<true>;

struct keyword : lexical<keyword> {
    template <class Input> [[gnu::always_inline]] static bool take(Input& in, Context& ctx) {
        const char* const p = in.current();
        uint32_t length = 0;
        const Word word = keyword_at(p, ctx, &length);
        if (word == Word::None)
            return false;
        const uint8_t flags = flags_of(word);
        if (p + length < ctx.end && kStep[byte(p + length)] != 0) {
            // 开放月… is not 开放, and an item that only begins like a keyword belongs to the list above it.
            if ((flags & Bare) || ((ctx.below & (Context::Listing | Context::Valueless)) && deeper(p, ctx)))
                return false;
        }
        in.bump(length);
        ctx.word = word;
        ctx.flags = flags;
        ctx.last = Shape::Statement;
        ctx.named = false;
        return true;
    }
};

/// A statement that begins with no keyword, read as the keyword that was probably meant. Decides ctx.unknown.
struct unknown_word : lexical<unknown_word> {
    template <class Input> static bool take(Input& in, Context& ctx) {
        using enum Context::Unknown;
        const char* const p = in.current();
        const char* const to = skip_name_chars(p, ctx.end, ctx.safe);
        const Kind after = look(to, ctx.end).kind;
        const Kind next = look(skip_spaces(to, ctx.end), ctx.end).kind;
        bool alone = true; // no value after it on this line
        if (after == Kind::Space || after == Kind::Colon || after == Kind::Quote)
            switch (next) {
            case Kind::NameChar: case Kind::Quote: case Kind::Colon: case Kind::BracketOpen: case Kind::Dot:
            case Kind::Sign: case Kind::Open: alone = false; break;
            default: break;
            }
        const Word meant = to == p ? Word::None : nearest_statement({p, static_cast<std::size_t>(to - p)});
        const bool is_deeper = deeper(p, ctx);
        const bool valueless = ctx.below & Context::Valueless;
        const bool below_list = (ctx.below & Context::Joinable) && ctx.crossed &&
                                (is_deeper || valueless || (ctx.below & Context::Listing));
        const bool bare = (flags_of(meant) & Bare) && !is_deeper;
        if (below_list && ((alone && !bare) || (meant == Word::None && (is_deeper || valueless)))) {
            ctx.unknown = Join;
            return false;
        }
        ctx.unknown = meant == Word::None ? Drop : Assume;
        if (ctx.unknown == Drop)
            return false;
        in.bump(static_cast<std::size_t>(to - p));
        ctx.word = meant;
        ctx.flags = flags_of(meant);
        ctx.last = Shape::Statement;
        ctx.named = false;
        return true;
    }
};

/// Takes nothing: what follows is an item of the list above, or a line nobody understands.
struct unknown_line : lexical<unknown_line> {
    template <class Input> static bool take(Input& in, Context& ctx) {
        switch (look(in.current(), ctx.end).kind) {
        case Kind::End: case Kind::Break: case Kind::Hash: case Kind::Open: case Kind::Close: case Kind::Semicolon:
        case Kind::Stop: return false;
        default: break;
        }
        if (ctx.unknown == Context::Unknown::Drop) {
            ctx.word = Word::None;
            ctx.flags = 0;
        }
        ctx.last = Shape::Name; // there is no keyword for a colon to follow
        ctx.named = true;
        return true;
    }
};

/// ； before a part that continues the statement.
struct part : lexical<part> {
    template <class Input> [[gnu::always_inline]] static bool take(Input& in, Context& ctx) {
        if (!(ctx.flags & Parted))
            return false;
        const Look l = look_again(in.current(), ctx);
        if (l.kind != Kind::Semicolon || !is_part(skip_gap(in.current() + l.length, ctx.end), ctx))
            return false;
        in.bump(l.length);
        ctx.last = Shape::Part;
        return true;
    }
};

/// True, taking nothing, where the next line goes on with a list: the line before ended in a comma, or this one begins
/// with one.
struct list_goes_on : lexical<list_goes_on> {
    template <class Input> [[gnu::always_inline]] static bool take(Input& in, Context& ctx) {
        const Kind next = look_again(in.current(), ctx).kind;
        if (next == Kind::Comma)
            return true;
        if (ctx.last != Shape::Comma || !ctx.crossed)
            return false;
        switch (next) {
        case Kind::NameChar: case Kind::Quote: case Kind::BracketOpen: return !clearly_statement(in.current(), ctx);
        default: return false;
        }
    }
};

struct tail : peg::seq<gap, peg::star<peg::sor<peg::seq<part, gap>, list_goes_on>, some_values, gap>> {};
struct statement : peg::seq<keyword, values, tail> {};
struct assumed : peg::seq<unknown_word, values, tail> {};
struct unknown : peg::seq<unknown_line, some_values, tail> {};
/// Nothing else fits: one character is left out. Keeps the grammar total.
struct stray : peg::seq<peg::not_at<peg::eof>, loose> {};
struct words : peg::sor<statement, assumed, unknown, stray> {};
struct after_terminator : peg::seq<terminator, gap> {};
struct after_open : peg::seq<open, gap> {};
struct after_close : peg::seq<close, gap> {};

/// One item of a file, chosen by its first character.
struct item {
    using rule_t = item;
    using subs_t = peg::type_list<after_close, after_open, after_terminator, words>;
    template <peg::apply_mode A, peg::rewind_mode M, template <class...> class Action, template <class...> class Control,
              class Input, class... More>
    static bool match(Input& in, Context& ctx, More&&... more) {
        const auto as = [&]<class Rule>(Rule) {
            return Control<Rule>::template match<A, M, Action, Control>(in, ctx, more...);
        };
        switch (look_again(in.current(), ctx).kind) {
        case Kind::End: return false;
        case Kind::Close: return as(after_close{});
        case Kind::Open: return as(after_open{});
        case Kind::Semicolon:
        case Kind::Stop: return as(after_terminator{});
        case Kind::Dot: return as(after_terminator{}) || as(words{});
        default: return as(words{});
        }
    }
};

struct file : peg::seq<peg::opt<byte_order_mark>, gap, peg::star<item>, peg::eof> {};


// ---------------------------------------------------------------------------------------------------------------------
// The tree.

constexpr uint32_t kMaxDepth = 64;
constexpr std::size_t kMaxSlips = 1000;
constexpr uint32_t kNoNode = UINT32_MAX;

constexpr uint8_t kTop = 1, kTaskOnly = 2, kSibling = 4;

/// The little the parser knows of what belongs where. It serves recovery only: the compiler says what may stand where.
constexpr auto kBelongs = [] {
    std::array<uint8_t, static_cast<std::size_t>(Word::Count)> out{};
    const auto set = [&out](uint8_t bit, std::initializer_list<Word> words) {
        for (const Word w : words)
            out[static_cast<std::size_t>(w)] |= bit;
    };
    // What stands at the top of a file.
    set(kTop, {Word::Plan, Word::Directory, Word::Glossary, Word::Calendar, Word::Document, Word::Ledger, Word::Apportionment});
    // What only a task holds: met right after a 任务 without a block, the { was forgotten.
    set(kTaskOnly, {Word::Subject, Word::Lead, Word::Responsible, Word::Support, Word::Jointly, Word::Object, Word::Audience,
                    Word::Elements, Word::Yields, Word::Uses, Word::Condition, Word::Except, Word::Force, Word::Quota,
                    Word::Due, Word::Standing, Word::Implements, Word::Own, Word::DependsOn, Word::Body, Word::Annex,
                    Word::Origin});
    // What never stands inside its own kind, or shows that a block around it was to be closed.
    set(kSibling, {Word::Plan, Word::Directory, Word::Glossary, Word::Calendar, Word::Document, Word::Task, Word::Chapter,
                   Word::Unit, Word::Group, Word::Role, Word::Post, Word::Event, Word::Result});
    return out;
}();
constexpr uint8_t belongs(Word w) { return kBelongs[static_cast<std::size_t>(w)]; }
constexpr bool is_top(Word w) { return belongs(w) & kTop; }

/// A `word` that stands no deeper than an open `block` cannot be meant to be in it: the } of the block was forgotten.
constexpr bool closes(Word word, Word block) {
    if (is_top(word))
        return true;
    if (word == Word::Task)
        return block == Word::Task;
    if (word == Word::Chapter)
        return block == Word::Task;
    return word == block;
}

struct Level {
    uint32_t node = kNoNode; ///< the statement whose block this is; kNoNode: a { with no statement
    Word word = Word::None;
    const char* head = nullptr;  ///< where that statement begins
    bool dropped = false;        ///< leave its nodes out at the end
    bool optional = false;       ///< its } may be missing: the parser opened it itself
    bool used = false;           ///< holds a statement
};

class Builder {
public:
    Builder(SyntaxTree& tree, const char* begin, const char* end, bool comments)
        : tree_(tree), begin_(begin), end_(end), comments_(comments) {
        tree_.nodes.reserve(static_cast<std::size_t>(end - begin) / 14 + 2 * std::size(kBlank));
        grow();
    }


    void keyword(const char* from, const char* to, Context& ctx) {
        if (from == ctx.run_on) [[unlikely]]
            slip(slip::RunOn, from, to, std::string(from, to));
        begin_statement(from, to, ctx.word, ctx);
        if (ctx.flags & Reserved) [[unlikely]]
            reserved(from, to);
    }

    void assumed(const char* from, const char* to, Context& ctx) {
        const std::string_view meant = byte(from) < 0x80 ? english(ctx.word) : chinese(ctx.word);
        slip(slip::UnknownStatement, from, to, std::string(from, to), std::string(meant));
        begin_statement(from, to, ctx.word, ctx);
        assumed_ = true;
    }

    void unknown_line(const char* at, Context& ctx) {
        if (ctx.unknown == Context::Unknown::Join) {
            join(at, ctx);
            return;
        }
        settle();
        forget(ctx);
        if (depth_ == 0 && outside_)
            ; // one finding for a run of such lines
        else if (depth_ == 0 && !text_is_short(at))
            slip(slip::TextOutside, at, first_word(at), short_text(at));
        else
            slip(slip::UnknownLine, at, first_word(at), short_text(at));
        outside_ = depth_ == 0;
        start(at, at, Word::None);
        drop_ = true;
    }

    [[gnu::always_inline]] void value(Shape shape, const char* from, const char* to, Word word = Word::None) {
        if (skip_ > 0)
            return;
        has_value_ |= shape == Shape::Name || shape == Shape::Text;
        push(shape, from, to, word);
    }

    void comma(const char* from, const char* to) {
        if (skip_ > 0)
            return;
        const Shape before = last().shape; // the statement's own node is there
        if (before != Shape::Name && before != Shape::Text && before != Shape::Mark && before != Shape::Compare) [[unlikely]] {
            empty_item(before, from, to);
            return;
        }
        has_comma_ = true;
        push(Shape::Comma, from, to);
    }

    void open_text(const char* from, const char* to) {
        const Quotes quotes = quotes_at(from);
        if (const char* mixed = mixed_quote(from, end_)) {
            slip(slip::MixedQuotes, mixed, to, std::string(mixed, to), std::string(quotes.close));
            value(Shape::Text, from + quotes.open.size(), mixed);
            return;
        }
        slip(slip::UnclosedQuote, from, to, short_text(from), std::string(quotes.close));
        value(Shape::Text, from + quotes.open.size(), to);
    }

    void compare(const char* from, const char* to) {
        const std::string_view sign(from, static_cast<std::size_t>(to - from));
        Word word = fixed_word(sign, WordClass::Comparator);
        if (word == Word::None) {
            const bool more = sign.find('>') != sign.npos || sign.find("＞") != sign.npos || sign.find("≥") != sign.npos ||
                              sign.find("≧") != sign.npos;
            const bool less = sign.find('<') != sign.npos || sign.find("＜") != sign.npos || sign.find("≤") != sign.npos ||
                              sign.find("≦") != sign.npos;
            word = more ? Word::AtLeast : less ? Word::AtMost : Word::Exactly;
            const bool strict = sign == ">" || sign == "＞" || sign == "<" || sign == "＜" || (more && less);
            if (strict)
                slip(slip::StrictCompare, from, to, std::string(sign), more ? "≥" : "≤");
        }
        value(Shape::Compare, from, to, word);
    }

    void loose(const char* from, const char* to, const Context& ctx) {
        if (skip_ > 0)
            return;
        const Kind kind = look(from, end_).kind;
        if (kind == Kind::BracketOpen)
            slip(slip::UnclosedBracket, from, to, short_text(from), to - from == 1 ? ")" : "）");
        else if (kind == Kind::Invisible)
            slip(slip::Invisible, from, to, code_point(from));
        else if (kind == Kind::BracketClose ? from >= ctx.no_bracket : true)
            slip(slip::StrayMark, from, to, std::string(from, to));
    }

    /// The statement just read, with its values, is over; a { may still follow.
    void finish(Context& ctx) {
        if (skip_ > 0)
            return;
        if (last().shape == Shape::Comma) [[unlikely]] {
            dangling_at(last());
            cut(count_ - 1);
        }
        const uint8_t flags = flags_of(word_);
        nodes_[statement_].next = count_;
        can_open_ = true;
        ctx.before = head_;
        ctx.below = (flags & (Titled | Reserved)) || assumed_ || word_ == Word::None ? 0 : Context::Joinable;
        if (has_comma_)
            ctx.below |= Context::Listing;
        if (!has_value_ && !(flags & Bare) && word_ != Word::None) [[unlikely]] {
            valueless_ = true;
            ctx.below |= Context::Valueless;
            if (!assumed_ && !(flags & Reserved))
                no_value();
        }
    }

    void terminate(Context& ctx) {
        settle();
        forget(ctx);
    }

    void open(const char* from, const char* to, Context& ctx) {
        if (skip_ > 0) {
            ++skip_;
            return;
        }
        Level level;
        if (can_open_) {
            level = {statement_, word_, head_, drop_ || valueless_};
            nodes_[statement_].block = true;
        } else {
            settle();
            // A row of braces with nothing between them is one slip.
            if (depth_ == 0 || levels_[depth_ - 1].node != kNoNode || levels_[depth_ - 1].used)
                slip(slip::StrayOpen, from, to, "{");
            level.head = from;
            level.optional = true;
        }
        valueless_ = drop_ = false;
        forget(ctx);
        if (depth_ == kMaxDepth) {
            slip(slip::TooDeep, from, to, std::to_string(kMaxDepth));
            skip_ = 1;
            skipped_ = level.dropped ? level.node : kNoNode;
            return;
        }
        levels_[depth_++] = level;
    }

    void close(const char* from, const char* to, Context& ctx) {
        if (skip_ > 0) {
            --skip_;
            if (skip_ == 0 && skipped_ != kNoNode)
                cut(skipped_);
            return;
        }
        settle();
        forget(ctx);
        if (depth_ == 0) {
            if (!stray_close_)
                slip(slip::StrayClose, from, to, "}");
            stray_close_ = true;
            return;
        }
        pop();
    }

    void comment(const char* from, const char* to) {
        if (comments_)
            tree_.comments.push_back({{offset(from), offset(to)}});
    }

    void end() {
        if (can_open_ && depth_ == 0 && is_top(word_) && !valueless_ && !drop_)
            missing_open(head_);
        settle();
        if (skip_ == 0) {
            for (uint32_t d = depth_; d-- > 0;)
                if (!levels_[d].optional) {
                    missing_close(levels_[d]);
                    break;
                }
        }
        while (depth_ > 0)
            pop();
        tree_.nodes.resize(count_);
        if (more_slips_ > 0)
            tree_.slips.push_back({slip::TooMany, {size(), size()}, std::to_string(kMaxSlips), {}});
        if (tree_.nodes.empty() && tree_.slips.empty())
            tree_.slips.push_back({slip::EmptyFile, {0, 0}, {}, {}});
        std::stable_sort(tree_.slips.begin(), tree_.slips.end(),
                         [](const Slip& a, const Slip& b) { return a.span.begin < b.span.begin; });
    }

private:
    uint32_t offset(const char* p) const { return static_cast<uint32_t>(p - begin_); }
    uint32_t size() const { return offset(end_); }
    std::string_view file_text(Span s) const { return {begin_ + s.begin, s.size()}; }

    [[gnu::always_inline]] void push(Shape shape, const char* from, const char* to, Word word = Word::None) {
        if (count_ == room_) [[unlikely]]
            grow();
        nodes_[count_] = {offset(from), offset(to), count_ + 1, shape, false, word};
        ++count_;
    }
    void cut(uint32_t size) { count_ = size; }
    [[gnu::noinline]] void grow() {
        tree_.nodes.insert(tree_.nodes.end(), std::begin(kBlank), std::end(kBlank));
        nodes_ = tree_.nodes.data();
        room_ = static_cast<uint32_t>(tree_.nodes.size());
    }
    const SyntaxNode& last() const { return nodes_[count_ - 1]; }

    [[gnu::noinline, gnu::cold]] void slip(slip::Number code, const char* from, const char* to, std::string got = {}, std::string meant = {}) {
        if (skip_ > 0)
            return;
        if (tree_.slips.size() >= kMaxSlips) {
            ++more_slips_;
            return;
        }
        tree_.slips.push_back({code, {offset(from), offset(to)}, std::move(got), std::move(meant)});
    }

    /// The beginning of what stands at `p`, to be quoted in a message.
    std::string short_text(const char* p) const {
        const char* q = p;
        int characters = 0;
        while (q < end_ && *q != '\n' && *q != '\r' && *q != '{' && *q != '}') {
            if (++characters > 20)
                return std::string(trim(p, q)) + "…";
            q += look(q, end_).length;
        }
        return std::string(trim(p, q));
    }
    /// A heading without its title, which has quotes of its own: 任务 乙.
    std::string heading_text(const char* p) const {
        const char* q = p;
        while (q < end_ && look(q, end_).kind != Kind::Quote && *q != '\n' && *q != '\r' && *q != '{' && *q != '#')
            q += look(q, end_).length;
        const std::string_view heading = trim(p, q);
        const std::string all = short_text(p);
        return heading.empty() || heading.size() >= all.size() ? all : std::string(heading);
    }
    const char* first_word(const char* p) const {
        const char* q = skip_name_chars(p, end_, last_four(begin_, end_));
        return q == p ? p + look(p, end_).length : q;
    }
    /// A word or two, as of a statement; a longer run is running text.
    bool text_is_short(const char* p) const {
        const char* q = p;
        int characters = 0;
        while (q < end_ && *q != '\n' && *q != '\r' && *q != '{' && *q != '}' && characters <= 12) {
            ++characters;
            q += look(q, end_).length;
        }
        return characters <= 12;
    }
    std::string code_point(const char* p) const {
        uint32_t code = byte(p);
        if (code >= 0xE0)
            code = (code & 0x0Fu) << 12 | (byte(p + 1) & 0x3Fu) << 6 | (byte(p + 2) & 0x3Fu);
        else if (code >= 0xC0)
            code = (code & 0x1Fu) << 6 | (byte(p + 1) & 0x3Fu);
        static constexpr char kHex[] = "0123456789ABCDEF";
        std::string out = "U+";
        for (int shift = 12; shift >= 0; shift -= 4)
            out += kHex[code >> shift & 15];
        return out;
    }

    bool line_between(uint32_t from, uint32_t to) const {
        return file_text({from, to}).find_first_of("\r\n") != std::string_view::npos;
    }

    [[gnu::noinline, gnu::cold]] void empty_item(Shape before, const char* from, const char* to) {
        // A line that ends in 、 before one that begins with 、 is only a habit of laying out lists.
        if (!(before == Shape::Comma && line_between(last().end, offset(from))))
            dangling(from, to);
    }
    // Kept out of line: what is rare must not cost the frequent.
    [[gnu::noinline, gnu::cold]] void reserved(const char* from, const char* to) {
        slip(slip::ReservedWord, from, to, std::string(from, to));
        drop_ = true;
    }
    [[gnu::noinline, gnu::cold]] void no_value() {
        const Span keyword = nodes_[statement_].span();
        slip(slip::NoValue, begin_ + keyword.begin, begin_ + keyword.end, std::string(file_text(keyword)));
    }
    [[gnu::noinline, gnu::cold]] void dangling(const char* from, const char* to) { slip(slip::DanglingComma, from, to, std::string(from, to)); }
    void dangling_at(const SyntaxNode& comma) { dangling(begin_ + comma.begin, begin_ + comma.end); }

    void missing_close(const Level& level) {
        const char* to = level.head;
        while (to < end_ && *to != '\n' && *to != '\r' && *to != '{' && !at(to, end_, "｛"))
            ++to;
        const std::string_view heading = trim(level.head, to);
        slip(slip::MissingClose, level.head, heading.data() + heading.size(), heading_text(level.head));
    }

    /// The next line cannot belong to the statement before.
    void forget(Context& ctx) {
        can_open_ = false;
        ctx.below = 0;
    }

    /// Something else than a block follows the last statement: what is to be left out of it goes now.
    [[gnu::always_inline]] void settle() {
        if ((valueless_ | drop_) && can_open_ && skip_ == 0) [[unlikely]]
            cut(statement_);
        valueless_ = drop_ = can_open_ = false;
    }

    void pop() {
        const Level& level = levels_[--depth_];
        if (level.node == kNoNode)
            return; // its statements stay where they are, in the block around
        if (level.dropped)
            cut(level.node);
        else
            nodes_[level.node].next = count_;
    }

    void start(const char* from, const char* to, Word word) {
        statement_ = count_;
        word_ = word;
        head_ = from;
        has_value_ = has_comma_ = assumed_ = drop_ = false;
        if (skip_ == 0) {
            if (depth_ > 0)
                levels_[depth_ - 1].used = true;
            push(Shape::Statement, from, to, word);
        }
    }

    void begin_statement(const char* from, const char* to, Word word, Context& ctx) {
        const uint8_t where = belongs(word);
        // Nothing is amiss with a task in a chapter, and most of what has a place of its own is one.
        if (depth_ == 0 || ((where & (kTop | kSibling)) && levels_[depth_ - 1].word != Word::Chapter) || (where & kTop) ||
            (can_open_ && word_ == Word::Task)) [[unlikely]]
            place(from, to, word, ctx);
        else
            settle();
        forget(ctx);
        start(from, to, word);
    }

    /// Sees to it that a statement comes to stand where it was meant to: braces may be missing before it.
    [[gnu::noinline]] void place(const char* from, const char* to, Word word, Context& ctx) {
        const bool unopened = can_open_ && !drop_ && !valueless_;
        const uint32_t previous = statement_;
        const Word previous_word = word_;
        const char* previous_head = head_;
        settle();
        if (skip_ > 0)
            return;
        if ((belongs(word) & kSibling) && depth_ > (is_top(word) ? 0 : 1))
            close_forgotten(from, word, ctx);
        if (depth_ == 0 && !is_top(word))
            reopen(from, to, unopened && is_top(previous_word) ? previous : kNoNode, previous_word, previous_head);
        else if (unopened && previous_word == Word::Task && (belongs(word) & kTaskOnly) && depth_ > 0)
            assume_open(previous, previous_word, previous_head);
        else if (unopened && is_top(previous_word) && depth_ == 0)
            missing_open(previous_head);
        if (is_top(word) && depth_ == 0) {
            last_top_ = count_;
            last_top_word_ = word;
            last_top_head_ = from;
            outside_ = stray_close_ = false;
        }
    }

    /// Closes the blocks that `word`, by where it stands, cannot be meant to be in.
    void close_forgotten(const char* from, Word word, const Context& ctx) {
        int here = -2; // not yet asked
        uint32_t keep = depth_;
        for (uint32_t d = depth_; d-- > 0;) {
            if (levels_[d].node == kNoNode || !closes(word, levels_[d].word))
                continue;
            if (here == -2)
                here = indentation(from, ctx);
            if (here >= 0 && indentation(levels_[d].head, ctx) >= here)
                keep = d;
        }
        bool told = false;
        while (depth_ > keep) {
            const Level& level = levels_[depth_ - 1];
            if (!level.optional && !told) {
                missing_close(level);
                told = true;
            }
            pop();
        }
    }

    void missing_open(const char* head) {
        const std::string_view heading = trim(head, line_end(head, end_));
        slip(slip::MissingOpen, head, heading.data() + heading.size(), heading_text(head));
    }

    void assume_open(uint32_t node, Word word, const char* head) {
        missing_open(head);
        push_assumed(node, word, head);
    }

    void push_assumed(uint32_t node, Word word, const char* head) {
        if (depth_ == kMaxDepth)
            return;
        Level level{node, word, head};
        level.optional = true;
        if (node != kNoNode)
            nodes_[node].block = true;
        levels_[depth_++] = level;
    }

    /// A statement that belongs into a block stands at the top of the file. `unopened`: the head before it lacks its {.
    void reopen(const char* from, const char* to, uint32_t unopened, Word word, const char* head) {
        if (unopened != kNoNode) {
            assume_open(unopened, word, head);
            return;
        }
        if (!outside_)
            slip(slip::TextOutside, from, to, short_text(from));
        outside_ = true;
        if (last_top_ != kNoNode && last_top_ < count_) {
            push_assumed(last_top_, last_top_word_, last_top_head_);
        } else { // nothing to put it into: read it, and leave it out
            push(Shape::Statement, from, from);
            push_assumed(count_ - 1, Word::None, from);
            levels_[depth_ - 1].dropped = true;
        }
    }

    /// An item of the list above that lost its 、, or the value a heading alone on its line was waiting for.
    void join(const char* at, Context& ctx) {
        if (skip_ > 0)
            return;
        if (!valueless_) { // a keyword without value has been told of
            slip(slip::MissingComma, at, first_word(at), short_text(at), std::string(file_text(nodes_[statement_].span())));
            const char* end_of_last = begin_ + last().end;
            push(Shape::Comma, end_of_last, end_of_last);
        }
        valueless_ = drop_ = can_open_ = false;
        ctx.word = word_;
        ctx.flags = flags_of(word_);
        has_comma_ = true;
    }

    SyntaxTree& tree_;
    const char* begin_;
    const char* end_;
    bool comments_;


    // The vector runs ahead of what is in use, a block of blank nodes at a time, so that adding one is a comparison and
    // two stores.
    static constexpr SyntaxNode kBlank[64] = {};
    SyntaxNode* nodes_ = nullptr;
    uint32_t count_ = 0;
    uint32_t room_ = 0;

    // The statement being read, or the last one.
    uint32_t statement_ = 0;
    Word word_ = Word::None;
    const char* head_ = nullptr;
    bool has_value_ = false, has_comma_ = false;
    bool assumed_ = false;   ///< its keyword was guessed
    bool drop_ = false;      ///< leave it out
    bool valueless_ = false; ///< leave it out unless the next line holds its value
    bool can_open_ = false;  ///< finished, and a { would be its block

    std::array<Level, kMaxDepth> levels_;
    uint32_t depth_ = 0;
    std::size_t skip_ = 0;        ///< open braces below the depth allowed
    uint32_t skipped_ = kNoNode;
    uint32_t last_top_ = kNoNode; ///< the last statement at the top of the file
    Word last_top_word_ = Word::None;
    const char* last_top_head_ = nullptr;
    bool outside_ = false;     ///< text outside has been told of, and no block was met since
    bool stray_close_ = false; ///< likewise a } too many
    std::size_t more_slips_ = 0;
};

template <class Rule> struct action : peg::nothing<Rule> {};

/// An action that hands the builder the two ends of what was matched.
#define YD_ACTION(rule, call)                                                                                           \
    template <> struct action<rule> {                                                                                   \
        template <class Input> static void apply(const Input& in, [[maybe_unused]] Context& ctx, Builder& b) {          \
            [[maybe_unused]] const char* const from = in.begin();                                                       \
            [[maybe_unused]] const char* const to = in.end();                                                           \
            call;                                                                                                       \
        }                                                                                                               \
    }

YD_ACTION(comment, b.comment(from, to));
YD_ACTION(keyword, b.keyword(from, to, ctx));
YD_ACTION(unknown_word, b.assumed(from, to, ctx));
YD_ACTION(unknown_line, b.unknown_line(from, ctx));
YD_ACTION(name, b.value(Shape::Name, from, to));
YD_ACTION(text, b.value(Shape::Text, from + quotes_at(from).open.size(), to - quotes_at(from).close.size()));
YD_ACTION(open_text, b.open_text(from, to));
YD_ACTION(mark, b.value(Shape::Mark, from, to, ctx.mark));
YD_ACTION(comma, b.comma(from, to));
YD_ACTION(colon, b.value(Shape::Colon, from, to));
YD_ACTION(part, b.value(Shape::Part, from, to));
YD_ACTION(compare, b.compare(from, to));
YD_ACTION(loose, b.loose(from, to, ctx));
YD_ACTION(terminator, b.terminate(ctx));
YD_ACTION(open, b.open(from, to, ctx));
YD_ACTION(close, b.close(from, to, ctx));
YD_ACTION(statement, b.finish(ctx));
YD_ACTION(assumed, b.finish(ctx));
YD_ACTION(unknown, b.finish(ctx));
#undef YD_ACTION

using Input = peg::memory_input<peg::tracking_mode::lazy, peg::eol::lf_crlf, const char*>;

Context context_for(std::string_view bytes) {
    Context ctx;
    ctx.begin = bytes.data();
    ctx.end = bytes.data() + bytes.size();
    ctx.safe = last_four(ctx.begin, ctx.end);
    return ctx;
}

} // namespace
} // namespace yaodian

namespace tao::pegtl {

// What the analysis may assume of the rules with their own match(): "any" always takes something, "opt" perhaps not.
#define YD_TAKES(rule) template <> struct analyze_traits<yaodian::rule, yaodian::rule> : analyze_any_traits<> {}
#define YD_MAY_TAKE(rule) template <> struct analyze_traits<yaodian::rule, yaodian::rule> : analyze_opt_traits<> {}
YD_TAKES(comment);
YD_TAKES(name);
YD_TAKES(text);
YD_TAKES(open_text);
YD_TAKES(mark);
YD_TAKES(loose);
YD_TAKES(comma);
YD_TAKES(colon);
YD_TAKES(open);
YD_TAKES(close);
YD_TAKES(terminator);
YD_TAKES(compare);
YD_TAKES(keyword);
YD_TAKES(unknown_word);
YD_TAKES(part);
YD_MAY_TAKE(unknown_line);
YD_MAY_TAKE(list_goes_on);
#undef YD_TAKES
#undef YD_MAY_TAKE
template <> struct analyze_traits<yaodian::gap, yaodian::gap> : analyze_opt_traits<yaodian::comment> {};
using one_value = sor<yaodian::name, yaodian::text, yaodian::open_text, yaodian::mark, yaodian::loose, yaodian::comma,
                      yaodian::colon, yaodian::compare>;
template <class Name> struct analyze_traits<Name, yaodian::values> : analyze_traits<Name, star<one_value>::rule_t> {};
template <class Name> struct analyze_traits<Name, yaodian::some_values> : analyze_traits<Name, plus<one_value>::rule_t> {};
template <>
struct analyze_traits<yaodian::item, yaodian::item>
    : analyze_sor_traits<yaodian::after_close, yaodian::after_open, yaodian::after_terminator, yaodian::words> {};

} // namespace tao::pegtl

namespace yaodian {

SyntaxTree parse(const SourceFile& source, const ParseOptions& options) {
    SyntaxTree tree;
    const std::string_view bytes = source.text();
    std::size_t bad = 0;
    const bool has_nul = !bytes.empty() && std::memchr(bytes.data(), 0, bytes.size()) != nullptr;
    if (has_nul || !is_utf8(bytes, &bad)) {
        const Encoding encoding = recognise(bytes, &bad);
        const auto place = static_cast<uint32_t>(std::min(bad, bytes.size()));
        const Span span{place, place < bytes.size() ? place + 1 : place};
        static constexpr char kHex[] = "0123456789ABCDEF";
        Slip found{slip::NotUtf8, span, {}, {}};
        switch (encoding) {
        case Encoding::Gb18030: found = {slip::Gb18030, {0, 0}, {}, {}}; break;
        case Encoding::Utf16: found = {slip::Utf16, {0, 0}, {}, {}}; break;
        case Encoding::Binary: found = {slip::Binary, span, {}, {}}; break;
        default:
            if (!span.empty())
                found.got = {kHex[byte(bytes.data() + place) >> 4], kHex[byte(bytes.data() + place) & 15]};
        }
        tree.slips.push_back(std::move(found));
        return tree;
    }

    Context ctx = context_for(bytes);
    Builder builder(tree, ctx.begin, ctx.end, options.comments);
    Input in(ctx.begin, ctx.end, "");
    (void)peg::parse<file, action>(in, ctx, builder);
    builder.end();
    return tree;
}

bool match_only(std::string_view bytes) {
    Context ctx = context_for(bytes);
    Input in(ctx.begin, ctx.end, "");
    return peg::parse<file>(in, ctx);
}

std::size_t grammar_problems() { return peg::analyze<file>(-1); }

} // namespace yaodian
