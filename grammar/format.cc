#include "grammar/format.h"

#include "grammar/slips.h"

#include <algorithm>
#include <vector>

namespace yaodian {

namespace {

enum class Mark : uint8_t { Keyword, Value, Open, Close, End, Comment };

struct Token {
    Mark mark;
    Shape shape = Shape::Name; ///< of a Value
    bool spaced = false;       ///< white space stood before it
    uint8_t breaks = 0;        ///< line breaks before it, at most two
    bool after_end = false;    ///< ； stood before it, on the same line
    bool in_line = false;      ///< a brace: all of its block stands on one line
    std::string text;
};

/// Bytes of the white space at `at` (not of a line break), 0 when there is none.
std::size_t space_at(std::string_view text, std::size_t at) {
    static constexpr std::string_view spaces[] = {" ", "\t", "\v", "\f", "\u00A0", "\u3000", "\u202F", "\u205F", "\u2028", "\u2029",
                                                  "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005", "\u2006", "\u2007",
                                                  "\u2008", "\u2009", "\u200A", "\xEF\xBB\xBF"};
    for (const std::string_view space : spaces)
        if (text.substr(at, space.size()) == space)
            return space.size();
    return 0;
}

bool starts_with(std::string_view text, std::size_t at, std::string_view what) { return text.substr(at, what.size()) == what; }

/// The classes of words that may stand as a whole value of a statement.
std::vector<WordClass> classes_of(Word statement) {
    switch (statement) {
    case Word::LevelIs: return {WordClass::Level};
    case Word::Force: return {WordClass::Firmness};
    case Word::TextIs: return {WordClass::TextKind, WordClass::Statement};
    case Word::KindIs: return {WordClass::MetricKind};
    case Word::Origin: return {WordClass::Mark};
    case Word::Object:
    case Word::Audience: return {WordClass::Quantifier};
    case Word::Elements: return {WordClass::ElementLevel};
    case Word::Subject: return {WordClass::Mode};
    case Word::Quota: return {WordClass::Mode, WordClass::Period, WordClass::Comparator};
    case Word::Due:
    case Word::Standing: return {WordClass::Vague, WordClass::Tail};
    case Word::Issued: return {WordClass::Tail};
    case Word::NonDuty: return {WordClass::Statement};
    case Word::Default: return {WordClass::Statement, WordClass::Vague, WordClass::Tail};
    default: return {};
    }
}

/// The word of a class that is all of `text`; statement keywords too.
Word whole_word(std::string_view text, WordClass wordclass) {
    if (wordclass != WordClass::Statement)
        return fixed_word(text, wordclass);
    uint32_t length = 0;
    const Word word = statement_word(text, &length);
    return length == text.size() ? word : Word::None;
}

/// "…" and 「…」 as “…”; left alone where the marks inside would not pair up. 《…》 says something of its own.
std::string curly(std::string_view written) {
    for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>{"\"", "\""}, {"＂", "＂"}, {"「", "」"}, {"｢", "｣"}}) {
        if (!written.starts_with(open) || !written.ends_with(close) || written.size() < open.size() + close.size())
            continue;
        const std::string_view inner = written.substr(open.size(), written.size() - open.size() - close.size());
        int depth = 0;
        for (std::size_t i = 0; i < inner.size() && depth >= 0; ++i)
            depth += starts_with(inner, i, "“") ? 1 : starts_with(inner, i, "”") ? -1 : 0;
        if (depth == 0)
            return "“" + std::string(inner) + "”";
    }
    return std::string(written);
}

class Formatter {
public:
    Formatter(const SourceFile& file, const SyntaxTree& tree, const FormatOptions& options)
        : text_(file.text()), tree_(tree), options_(options) {}

    std::optional<std::string> run() {
        for (const Slip& slip : tree_.slips)
            if (slip.code != slip::EmptyFile) // a file of comments is a file
                return std::nullopt;
        if (!read())
            return std::nullopt;
        return write();
    }

private:
    // ── reading: nodes, and between them the marks the tree does not keep ──

    bool read() {
        Word statement = Word::None;
        for (uint32_t i = 0; i < tree_.nodes.size(); ++i) {
            const SyntaxNode& node = tree_.nodes[i];
            uint32_t begin = node.begin, end = node.end;
            if (node.shape == Shape::Text) // the span is without the quotes
                quotes(begin, end);
            if (!gap(begin))
                return false;
            if (node.shape == Shape::Statement) {
                statement = node.word;
                push(Mark::Keyword, keyword(node));
                colon_ = true;
            } else {
                push(Mark::Value, value(node, statement, text_.substr(begin, end - begin)), node.shape);
            }
            at_ = end;
        }
        return gap(static_cast<uint32_t>(text_.size())) && open_ == 0;
    }

    /// Widens a text by the quotes around it.
    void quotes(uint32_t& begin, uint32_t& end) const {
        uint32_t k = begin;
        do
            --k;
        while (k > 0 && (static_cast<unsigned char>(text_[k]) & 0xC0) == 0x80);
        begin = k;
        if (end < text_.size()) {
            ++end;
            while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xC0) == 0x80)
                ++end;
        }
    }

    /// Everything up to `to`. False when something stands there that the formatter does not know.
    bool gap(uint32_t to) {
        while (at_ < to) {
            while (comment_ < tree_.comments.size() && tree_.comments[comment_].span.begin < at_)
                ++comment_;
            if (comment_ < tree_.comments.size() && tree_.comments[comment_].span.begin == at_) {
                const Span span = tree_.comments[comment_++].span;
                std::string_view words = text_.substr(span.begin, span.size());
                while (!words.empty() && (words.back() == ' ' || words.back() == '\t' || words.back() == '\r'))
                    words.remove_suffix(1);
                push(Mark::Comment, std::string(words));
                at_ = span.end;
                continue;
            }
            if (text_[at_] == '\n' || text_[at_] == '\r') {
                if (text_[at_] == '\r' && starts_with(text_, at_ + 1, "\n"))
                    ++at_;
                ++at_;
                breaks_ = std::min(breaks_ + 1, 2);
                continue;
            }
            if (const std::size_t space = space_at(text_, at_)) {
                at_ += static_cast<uint32_t>(space);
                spaced_ = true;
                continue;
            }
            if (one_of({"{", "｛"})) {
                ++open_;
                push(Mark::Open, "{");
            } else if (one_of({"}", "｝"})) {
                if (open_ == 0)
                    return false;
                --open_;
                push(Mark::Close, "}");
            } else if (one_of({"；", ";", "。", "｡", "."})) {
                push(Mark::End, "；");
            } else if (after_comma() && one_of({"、", "，", ",", "､"})) {
                // 、 at the end of a line and again at the beginning of the next is one 、
            } else if (!(colon_ && one_of({"：", ":"}))) { // the colon after a keyword says nothing
                return false;
            }
        }
        return true;
    }

    bool after_comma() const {
        return !tokens_.empty() && tokens_.back().mark == Mark::Value && tokens_.back().shape == Shape::Comma;
    }

    bool one_of(std::initializer_list<std::string_view> marks) {
        for (const std::string_view mark : marks)
            if (starts_with(text_, at_, mark)) {
                at_ += static_cast<uint32_t>(mark.size());
                return true;
            }
        return false;
    }

    void push(Mark mark, std::string text, Shape shape = Shape::Name) {
        tokens_.push_back({mark, shape, spaced_ || breaks_ > 0, static_cast<uint8_t>(breaks_), false, false, std::move(text)});
        spaced_ = colon_ = false;
        breaks_ = 0;
    }

    std::string keyword(const SyntaxNode& node) const { return respell(node.word, text_.substr(node.begin, node.end - node.begin)); }

    /// The spellings of the two languages pair up, so that 责任单位 comes back as 责任单位.
    std::string respell(Word word, std::string_view written) const {
        if (options_.spelling == Spelling::AsWritten)
            return std::string(written);
        return std::string(translate(word, written, options_.spelling == Spelling::English));
    }

    std::string value(const SyntaxNode& node, Word statement, std::string_view written) const {
        switch (node.shape) {
        case Shape::Comma: return written == "," || written == "､" ? "、" : std::string(written);
        case Shape::Part: return "；";
        case Shape::Colon: return "：";
        case Shape::Mark: { // （推定）, whatever its brackets and the spaces in them
            std::string_view inner = written;
            for (const std::string_view bracket : {"（", "("})
                if (starts_with(inner, 0, bracket))
                    inner.remove_prefix(bracket.size());
            for (const std::string_view bracket : {"）", ")"})
                if (inner.ends_with(bracket))
                    inner.remove_suffix(bracket.size());
            while (const std::size_t space = space_at(inner, 0))
                inner.remove_prefix(space);
            while (inner.ends_with(' ') || inner.ends_with('\t'))
                inner.remove_suffix(1);
            while (inner.ends_with("\u3000"))
                inner.remove_suffix(3);
            return "（" + respell(node.word, inner) + "）";
        }
        case Shape::Name:
            for (const WordClass wordclass : classes_of(statement))
                if (const Word word = whole_word(written, wordclass); word != Word::None)
                    return respell(word, written);
            return std::string(written);
        case Shape::Compare: return node.word == Word::AtLeast ? "≥" : node.word == Word::AtMost ? "≤" : "=";
        case Shape::Text: return curly(written);
        default: return std::string(written);
        }
    }

    // ── writing: lines of tokens ──

    struct Line {
        uint32_t depth = 0;
        bool blank_before = false;
        std::string text, comment;
    };

    std::string write() {
        settle();
        std::vector<Line> lines;
        uint32_t depth = 0;
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            const Token& token = tokens_[i];
            if (token.mark == Mark::Close)
                --depth;
            if (begins_line(i)) {
                const bool blank = token.breaks > 1 && token.mark != Mark::Close && !lines.empty();
                lines.push_back({depth + (token.mark == Mark::Value ? 1 : 0), blank, {}, {}});
            } else if (token.mark != Mark::Comment) {
                lines.back().text += separator(tokens_[i - 1], token);
            }
            (token.mark == Mark::Comment ? lines.back().comment : lines.back().text) += token.text;
            if (token.mark == Mark::Open)
                ++depth;
        }
        return join(lines);
    }

    /// A { and a list's comma go back to the line they belong to; statement ends become a property of what follows.
    void settle() {
        std::vector<Token> out;
        bool ended = false;
        for (Token& token : tokens_) {
            if (token.mark == Mark::End) {
                ended = true;
                continue;
            }
            token.after_end = ended && token.breaks == 0;
            ended = false;
            if (token.mark == Mark::Open || (token.mark == Mark::Value && token.shape == Shape::Comma)) {
                token.breaks = 0;
                std::size_t at = out.size();
                while (at > 0 && out[at - 1].mark == Mark::Comment)
                    --at;
                out.insert(out.begin() + static_cast<std::ptrdiff_t>(at), std::move(token));
            } else {
                out.push_back(std::move(token));
            }
        }
        tokens_ = std::move(out);
        // A block stays on its line when all of it was written on one.
        std::vector<std::size_t> open;
        std::size_t broken = 0; // one past the last token that broke a line or is a comment
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            if (tokens_[i].breaks > 0 || tokens_[i].mark == Mark::Comment)
                broken = i + 1;
            if (tokens_[i].mark == Mark::Open) {
                open.push_back(i);
            } else if (tokens_[i].mark == Mark::Close) {
                tokens_[i].in_line = tokens_[open.back()].in_line = broken <= open.back() + 1;
                open.pop_back();
            }
        }
    }

    bool begins_line(std::size_t i) const {
        if (i == 0)
            return true;
        const Token &token = tokens_[i], &before = tokens_[i - 1];
        if (before.mark == Mark::Comment || token.breaks > 0)
            return true;
        if (token.mark == Mark::Comment)
            return false;
        if (before.mark == Mark::Open && !before.in_line)
            return true;
        if (token.mark == Mark::Close)
            return !token.in_line;
        return before.mark == Mark::Close && !(before.in_line && token.after_end);
    }

    static std::string_view separator(const Token& before, const Token& token) {
        const bool value = token.mark == Mark::Value;
        if (value && (token.shape == Shape::Comma || token.shape == Shape::Colon || token.shape == Shape::Mark))
            return before.mark == Mark::Keyword ? " " : "";
        if (token.mark == Mark::Open || before.mark == Mark::Open || before.mark == Mark::Keyword)
            return token.mark == Mark::Close && before.mark == Mark::Open ? "" : " ";
        if (token.mark == Mark::Close)
            return " ";
        if (token.mark == Mark::Keyword)
            return " ； ";
        if (before.shape == Shape::Comma || before.shape == Shape::Colon)
            return "";
        if (token.shape == Shape::Part || before.shape == Shape::Part || token.shape == Shape::Text || before.shape == Shape::Text)
            return " ";
        return token.spaced ? " " : "";
    }

    static std::string join(const std::vector<Line>& lines) {
        constexpr uint32_t widest = 60; // comments are not pushed out by lines wider than this
        std::string out;
        uint32_t column = 0;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const Line& line = lines[i];
            const bool remarked = !line.text.empty() && !line.comment.empty();
            const bool follows = i > 0 && !line.blank_before && !lines[i - 1].text.empty() && !lines[i - 1].comment.empty();
            if (remarked && !follows) { // remarks on lines that follow each other stand in one column
                column = 0;
                for (std::size_t k = i; k < lines.size() && !lines[k].text.empty() && !lines[k].comment.empty() &&
                                        (k == i || !lines[k].blank_before);
                     ++k)
                    if (const uint32_t width = lines[k].depth * 4 + display_width(lines[k].text); width <= widest)
                        column = std::max(column, width);
            }
            if (line.blank_before)
                out += '\n';
            out.append(std::size_t(line.depth) * 4, ' ');
            out += line.text;
            if (remarked) {
                const uint32_t width = line.depth * 4 + display_width(line.text);
                out.append(2 + (width < column ? column - width : 0), ' ');
            }
            out += line.comment;
            out += '\n';
        }
        return out;
    }

    std::string_view text_;
    const SyntaxTree& tree_;
    FormatOptions options_;
    uint32_t at_ = 0;
    std::size_t comment_ = 0;
    bool spaced_ = false;
    bool colon_ = false; ///< a keyword has just been read
    int breaks_ = 0;
    uint32_t open_ = 0;
    std::vector<Token> tokens_;
};

} // namespace

/// Two spellings of one fixed word.
static bool one_word(std::string_view a, std::string_view b) {
    for (auto k = static_cast<uint8_t>(WordClass::Statement); k <= static_cast<uint8_t>(WordClass::Tail); ++k)
        if (const Word word = whole_word(a, static_cast<WordClass>(k)); word != Word::None)
            if (word == whole_word(b, static_cast<WordClass>(k)))
                return true;
    return false;
}

/// The same statements with the same values: only spaces, punctuation and spellings may differ.
static bool same(const SyntaxTree& a, std::string_view x, const SyntaxTree& b, std::string_view y, bool respelt) {
    if (a.nodes.size() != b.nodes.size() || a.comments.size() != b.comments.size() || a.slips.size() != b.slips.size())
        return false;
    for (std::size_t i = 0; i < a.nodes.size(); ++i) {
        const SyntaxNode &m = a.nodes[i], &n = b.nodes[i];
        if (m.next != n.next || m.shape != n.shape || m.block != n.block || m.word != n.word)
            return false;
        if (m.shape != Shape::Text && m.shape != Shape::Name)
            continue;
        const std::string_view was = x.substr(m.begin, m.end - m.begin), is = y.substr(n.begin, n.end - n.begin);
        if (was != is && !(respelt && m.shape == Shape::Name && one_word(was, is)))
            return false;
    }
    return true;
}

std::optional<std::string> format(const SourceFile& file, const SyntaxTree& tree, const FormatOptions& options) {
    std::optional<std::string> out = Formatter(file, tree, options).run();
    if (!out)
        return std::nullopt;
    // Never hand back a file that reads differently.
    const SourceFile again = SourceFile::from_string(file.path(), *out);
    const SyntaxTree second = parse(again, {.comments = true});
    if (!same(tree, file.text(), second, *out, options.spelling != Spelling::AsWritten))
        return std::nullopt;
    return out;
}

} // namespace yaodian
