// JSON, written as it comes: objects and arrays opened and closed by hand, commas set by itself.
// In: keys and values in the order they shall stand.  Out: bytes appended to a string, always valid UTF-8.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace yaodian {

class Json {
public:
    explicit Json(std::string& out) : out_(out) {}

    Json& begin_object() { return open('{'); }
    Json& end_object() { return close('}'); }
    Json& begin_array() { return open('['); }
    Json& end_array() { return close(']'); }
    Json& key(std::string_view name);

    Json& value(std::string_view text);
    Json& value(const char* text) { return value(std::string_view(text)); }
    Json& value(bool yes) { return raw(yes ? "true" : "false"); }
    Json& value(int64_t number) { return raw(std::to_string(number)); }
    Json& value(uint32_t number) { return raw(std::to_string(number)); }
    Json& value(int number) { return raw(std::to_string(number)); }
    Json& null() { return raw("null"); }
    template <class T> Json& member(std::string_view name, const T& v) { return key(name).value(v); }
    Json& null_member(std::string_view name) { return key(name).null(); }

    /// A line break before the next value: for people who read or compare the output line by line.
    Json& line_break();

private:
    Json& open(char bracket);
    Json& close(char bracket);
    Json& raw(std::string_view text);
    void comma();

    std::string& out_;
    bool first_ = true; ///< nothing stands yet in the innermost object or array
    bool keyed_ = false;
    bool break_ = false;
};

/// Appends `text` as a JSON string with its quotes. Bytes that are not UTF-8 become U+FFFD.
void append_json_string(std::string& out, std::string_view text);

} // namespace yaodian
