#include "compiler/findings.h"

#include <algorithm>

namespace yaodian {
namespace {

constexpr FindingInfo table[] = {
#define YD_FINDING(number, name, group, severity, zh, en)                                                              \
    {number, #name, Group::group, Severity::severity, zh, en},
#include "compiler/diagnostics.def"
#undef YD_FINDING
};

constexpr bool numbers_are_unique() {
    for (std::size_t i = 0; i < std::size(table); ++i)
        for (std::size_t k = i + 1; k < std::size(table); ++k)
            if (table[i].code == table[k].code)
                return false;
    return true;
}
static_assert(numbers_are_unique(), "a finding number stands twice in diagnostics.def");

const std::vector<FindingInfo>& by_number() {
    static const std::vector<FindingInfo> sorted = [] {
        std::vector<FindingInfo> v(std::begin(table), std::end(table));
        std::sort(v.begin(), v.end(), [](const auto& a, const auto& b) { return a.code < b.code; });
        return v;
    }();
    return sorted;
}

std::string fill(std::string_view form, const std::vector<Words>& values, bool zh) {
    std::string out;
    for (std::size_t i = 0; i < form.size(); ++i) {
        if (form[i] == '{' && i + 2 < form.size() && form[i + 2] == '}' && form[i + 1] >= '0' && form[i + 1] <= '9') {
            std::size_t k = static_cast<std::size_t>(form[i + 1] - '0');
            if (k < values.size())
                out += zh ? values[k].zh : values[k].en;
            i += 2;
        } else {
            out += form[i];
        }
    }
    return out;
}

} // namespace

const FindingInfo* find_info(uint16_t code) {
    const auto& all = by_number();
    auto it = std::lower_bound(all.begin(), all.end(), code, [](const FindingInfo& a, uint16_t c) { return a.code < c; });
    return it != all.end() && it->code == code ? &*it : nullptr;
}

std::span<const FindingInfo> all_findings() { return by_number(); }

std::string_view key(Severity s) {
    constexpr std::string_view names[] = {"note", "question", "warning", "error"};
    return names[static_cast<int>(s)];
}
std::string_view chinese(Severity s) {
    constexpr std::string_view names[] = {"提示", "待核", "警告", "错误"};
    return names[static_cast<int>(s)];
}
std::string_view key(Verdict v) {
    constexpr std::string_view names[] = {"equal",   "stricter",     "weaker",   "mixed", "missing",
                                          "incomparable", "conflict", "question", "stated"};
    return names[static_cast<int>(v)];
}
std::string_view chinese(Verdict v) {
    constexpr std::string_view names[] = {"一致", "更严", "变弱", "互有严松", "缺失", "不可比", "冲突", "待核", "已说明"};
    return names[static_cast<int>(v)];
}
std::string_view chinese(Group g) {
    constexpr std::string_view names[] = {"语法", "承接", "强度", "表里", "权责", "时序", "图", "溯源", "用语"};
    return names[static_cast<int>(g)];
}
std::string_view chinese(Facet f) {
    constexpr std::string_view names[] = {"",     "力度", "要素", "指标", "期限", "持续", "时限", "时长", "前置", "主体",
                                          "责任", "对象", "受众", "条件", "除外", "产出", "配合", "会同", "用到"};
    return names[static_cast<int>(f)];
}
std::string_view english(Facet f) {
    constexpr std::string_view names[] = {"",           "firmness", "elements",    "quota",     "due",         "standing",
                                          "clock",      "minimum run", "gate",     "subject",   "responsible units", "object",
                                          "audience",   "condition", "exception",  "result",    "support",     "joint units",
                                          "results used"};
    return names[static_cast<int>(f)];
}

Words Message::render() const {
    const FindingInfo* i = find_info(code);
    if (!i)
        return {};
    return {fill(i->zh, values, true), fill(i->en, values, false)};
}

Severity weaken(Severity severity, Mark mark) {
    if (severity == Severity::Note)
        return severity;
    switch (mark) {
    case Mark::Inferred:
    case Mark::Doubtful:
        return Severity::Question;
    case Mark::Quoted:
        return std::min(severity, Severity::Warning);
    default:
        return severity;
    }
}

void sort(Findings& findings) {
    auto text = [](const Finding& f) {
        std::string s;
        for (const Words& w : f.values)
            s += w.zh + '\1';
        return s;
    };
    std::stable_sort(findings.begin(), findings.end(), [&](const Finding& a, const Finding& b) {
        if (a.at.file != b.at.file)
            return a.at.file < b.at.file;
        if (a.at.span.begin != b.at.span.begin)
            return a.at.span.begin < b.at.span.begin;
        if (a.code != b.code)
            return a.code < b.code;
        if (a.at.span.end != b.at.span.end)
            return a.at.span.end < b.at.span.end;
        return text(a) < text(b);
    });
}

} // namespace yaodian
