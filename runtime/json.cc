#include "runtime/json.h"

#include "runtime/printable.h"

namespace yaodian {

void append_json_string(std::string& out, std::string_view text) {
    static constexpr char hex[] = "0123456789abcdef";
    out += '"';
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte >= 0x20 && byte < 0x7F && byte != '"' && byte != '\\') {
            std::size_t end = i + 1; // the run of plain characters, appended at once
            while (end < text.size() && text[end] >= 0x20 && text[end] < 0x7F && text[end] != '"' &&
                   text[end] != '\\')
                ++end;
            out.append(text, i, end - i);
            i = end;
        } else if (byte < 0x80) {
            switch (byte) {
            case '"': out += "\\\""; break;
            case '\\': out += "\\\\"; break;
            case '\n': out += "\\n"; break;
            case '\r': out += "\\r"; break;
            case '\t': out += "\\t"; break;
            default:
                out += "\\u00";
                out += hex[byte >> 4];
                out += hex[byte & 15];
            }
            ++i;
        } else if (const std::size_t length = utf8_length(text, i)) {
            out.append(text, i, length);
            i += length;
        } else {
            out += "\xEF\xBF\xBD";
            ++i;
        }
    }
    out += '"';
}

void Json::comma() {
    if (keyed_) {
        keyed_ = false;
        return;
    }
    if (!first_)
        out_ += ',';
    if (break_)
        out_ += '\n';
    break_ = false;
    first_ = false;
}

Json& Json::open(char bracket) {
    comma();
    out_ += bracket;
    first_ = true;
    return *this;
}

Json& Json::close(char bracket) {
    if (break_)
        out_ += '\n';
    break_ = false;
    out_ += bracket;
    first_ = false;
    return *this;
}

Json& Json::key(std::string_view name) {
    comma();
    append_json_string(out_, name);
    out_ += ": ";
    keyed_ = true;
    return *this;
}

Json& Json::value(std::string_view text) {
    comma();
    append_json_string(out_, text);
    return *this;
}

Json& Json::raw(std::string_view text) {
    comma();
    out_ += text;
    return *this;
}

Json& Json::line_break() {
    break_ = true;
    return *this;
}

} // namespace yaodian
