// A file as it came: bytes in, lines and columns out.
// In:  the bytes of one file (the caller keeps them alive as long as the SourceFile).
// Out: places. Inside the program a place is a byte offset; only here does it become a line and a column.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace yaodian {

/// Half-open range of byte offsets in one file. Files are smaller than 4 GiB.
struct Span {
    uint32_t begin = 0;
    uint32_t end = 0;
    uint32_t size() const { return end - begin; }
    bool empty() const { return begin == end; }
    friend bool operator==(const Span&, const Span&) = default;
};

/// A line and three ways of counting a column, all from 1.
struct Position {
    uint32_t line = 1;
    uint32_t column = 1;  ///< code points: what people and the JSON output count
    uint32_t display = 1; ///< terminal columns: a wide character counts two
    uint32_t utf16 = 1;   ///< UTF-16 units: what editors count
};

enum class Encoding : uint8_t { Utf8, Gb18030, Utf16, Binary, Invalid };

/// What the bytes are. `bad` receives the offset of the first byte that is not UTF-8 (or the size).
Encoding recognise(std::string_view bytes, std::size_t* bad = nullptr);

/// True when all of `bytes` is well-formed UTF-8 (no surrogates, nothing above U+10FFFF, no overlong form).
bool is_utf8(std::string_view bytes, std::size_t* bad = nullptr);

class SourceFile {
public:
    SourceFile() = default;
    /// `keep` owns the bytes `text` points into (a std::string, a mapped file); it may be null for literals.
    SourceFile(std::string path, std::string_view text, std::shared_ptr<const void> keep);
    static SourceFile from_string(std::string path, std::string bytes);

    const std::string& path() const { return path_; }
    std::string_view text() const { return text_; }
    std::string_view text(Span span) const { return text_.substr(span.begin, span.size()); }

    Position position(uint32_t offset) const; ///< offset is clamped to the size of the file
    Span line_span(uint32_t line) const;      ///< the line (from 1) without its line break
    uint32_t line_count() const;

private:
    /// A place inside a very long line from which to count on, so that its end is not as far as its length.
    struct Milestone {
        uint32_t offset, column, display, utf16;
    };
    const std::vector<uint32_t>& line_starts() const;
    void set_milestones(uint32_t begin, uint32_t end) const;
    std::string path_;
    std::string_view text_;
    std::shared_ptr<const void> keep_;
    mutable std::vector<uint32_t> starts_; ///< filled when first asked; not for concurrent first use
    mutable std::vector<Milestone> milestones_;
};

/// Terminal columns that `text` takes: wide and full-width characters two, combining marks none, a tab one.
uint32_t display_width(std::string_view text);

} // namespace yaodian
