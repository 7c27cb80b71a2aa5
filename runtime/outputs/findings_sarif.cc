// Findings as SARIF 2.1.0, the format code-review sites and editors read.
#include "runtime/outputs.h"

#include "runtime/describe.h"
#include "runtime/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace yaodian {

namespace {

/// SARIF has no word for a question: it is a note whose properties say so.
std::string_view level(Severity severity) {
    switch (severity) {
    case Severity::Error: return "error";
    case Severity::Warning: return "warning";
    case Severity::Question:
    case Severity::Note: break;
    }
    return "note";
}

/// A path as a URI reference: everything but unreserved characters and `/` percent-encoded.
std::string uri(std::string_view path) {
    static constexpr char hex[] = "0123456789ABCDEF";
    std::string out = path.starts_with('/') ? "file://" : "";
    for (const char ch : path) {
        const auto byte = static_cast<unsigned char>(ch);
        const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
                           byte == '/' || byte == '-' || byte == '.' || byte == '_' || byte == '~';
        if (plain) {
            out += ch;
        } else {
            out += '%';
            out += hex[byte >> 4];
            out += hex[byte & 15];
        }
    }
    return out;
}

void region(Json& json, std::string_view name, const Located& at) {
    json.key(name).begin_object().member("startLine", at.begin.line).member("startColumn", at.begin.column);
    json.member("endLine", at.end.line).member("endColumn", at.end.column).end_object();
}

void physical(Json& json, const Located& at) {
    json.key("physicalLocation").begin_object();
    json.key("artifactLocation").begin_object().member("uri", uri(at.path)).end_object();
    region(json, "region", at);
    json.end_object();
}

class Writer {
public:
    Writer(const Compilation& c, Language language, Json& json) : c_(c), look_{language, false}, json_(json) {}

    void rules() {
        for (const Finding& f : c_.findings)
            rules_.try_emplace(f.code, 0);
        json_.key("rules").begin_array();
        int index = 0;
        for (auto& [code, at] : rules_) {
            at = index++;
            const FindingInfo* info = find_info(code);
            json_.line_break().begin_object().member("id", id(code));
            if (info) {
                json_.member("name", info->name);
                json_.key("shortDescription").begin_object().member("text", look_.of(info->zh, info->en)).end_object();
                json_.key("help").begin_object().member("text", fmt::format("yaodian explain {}", id(code))).end_object();
                json_.key("defaultConfiguration").begin_object().member("level", level(info->severity)).end_object();
                json_.key("properties").begin_object().key("tags").begin_array().value(chinese(info->group)).end_array().end_object();
            }
            json_.end_object();
        }
        json_.end_array();
    }

    void result(const Finding& f) {
        json_.line_break().begin_object().member("ruleId", id(f.code)).member("ruleIndex", rules_.at(f.code));
        json_.member("level", level(f.severity));
        json_.key("message").begin_object().member("text", look_.of(f.message().render())).end_object();

        const Located at = locate(c_, f.at);
        json_.key("locations").begin_array();
        if (!at.path.empty()) {
            json_.begin_object();
            physical(json_, at);
            if (f.plan != kNone) {
                json_.key("logicalLocations").begin_array().begin_object();
                json_.member("fullyQualifiedName", f.task != kNone ? c_.qualified(f.task) : plan_name(c_, f.plan));
                json_.end_object().end_array();
            }
            json_.end_object();
        }
        json_.end_array();

        json_.key("relatedLocations").begin_array();
        int number = 1;
        related(number, f.upstream_at, look_.of("上级条款在此", "the upstream clause is here"));
        for (const Related& r : f.related)
            related(number, r.at, look_.of(r.what));
        json_.end_array();

        if (!f.acknowledged.empty()) {
            json_.key("suppressions").begin_array().begin_object().member("kind", "inSource");
            json_.member("justification", f.acknowledged).end_object().end_array();
        }
        if (f.fix)
            fix(*f.fix);
        json_.key("properties").begin_object().member("severity", key(f.severity));
        if (f.verdict)
            json_.member("verdict", key(*f.verdict));
        if (f.facet != Facet::None)
            json_.member("facet", chinese(f.facet));
        if (!look_.of(f.advice).empty())
            json_.member("advice", look_.of(f.advice));
        if (!f.suggestion.empty())
            json_.member("suggestion", f.suggestion);
        if (f.task != kNone)
            json_.member("trail", trail(c_, f.task));
        json_.end_object().end_object();
    }

private:
    static std::string id(uint16_t code) { return fmt::format("YD{:04}", code); }

    void related(int& number, Place place, std::string_view text) {
        const Located at = locate(c_, place);
        if (at.path.empty())
            return;
        json_.begin_object().member("id", number++);
        json_.key("message").begin_object().member("text", text).end_object();
        physical(json_, at);
        json_.end_object();
    }

    void fix(const Fix& f) {
        const Located at = locate(c_, f.at);
        if (at.path.empty())
            return;
        json_.key("fixes").begin_array().begin_object().key("artifactChanges").begin_array().begin_object();
        json_.key("artifactLocation").begin_object().member("uri", uri(at.path)).end_object();
        json_.key("replacements").begin_array().begin_object();
        region(json_, "deletedRegion", at);
        json_.key("insertedContent").begin_object().member("text", f.replacement).end_object();
        json_.end_object().end_array().end_object().end_array().end_object().end_array();
    }

    const Compilation& c_;
    Look look_;
    Json& json_;
    std::map<uint16_t, int> rules_;
};

} // namespace

void findings_sarif(const Compilation& c, Language language, const Sink& sink) {
    std::string out;
    Json json(out);
    Writer writer(c, language, json);
    json.begin_object().member("$schema", "https://json.schemastore.org/sarif-2.1.0.json").member("version", "2.1.0");
    json.key("runs").begin_array().begin_object();
    json.key("tool").begin_object().key("driver").begin_object();
    json.member("name", "yaodian").member("semanticVersion", YAODIAN_VERSION);
    writer.rules();
    json.end_object().end_object();
    json.member("language", language == Language::Chinese ? "zh-CN" : "en-US");
    json.member("columnKind", "unicodeCodePoints");
    json.key("results").begin_array();
    for (const Finding& f : c.findings) {
        writer.result(f);
        if (out.size() > 1 << 16) {
            sink(out);
            out.clear();
        }
    }
    json.end_array().end_object().end_array().end_object();
    out += '\n';
    sink(out);
}

} // namespace yaodian
