#include "runtime/describe.h"

#include "runtime/printable.h"

namespace yaodian {

Located locate(const Compilation& c, Place place) {
    if (place.file == kNone || place.file >= c.files.size())
        return {};
    const SourceFile& file = c.files[place.file];
    const Position begin = file.position(place.span.begin);
    // Nearly every place ends on the line it begins: count on from there instead of from the line's start.
    return {file.path(), begin, place.span.empty() ? begin : file.position(place.span.end)};
}

std::string cite_text(const Compilation& c, const Cite& cite) {
    std::string out = cite.part == Part::Annex ? "附表" : "正文";
    if (cite.first) {
        out += ' ';
        out += c.name(cite.first);
        if (cite.last && cite.last != cite.first) {
            out += "–";
            out += c.name(cite.last);
        }
    }
    switch (cite.sub) {
    case SubPlace::Whole: break;
    case SubPlace::Text: out += ".文"; break;
    case SubPlace::Cell: out += ".栏"; break;
    case SubPlace::Name: out += ".名"; break;
    case SubPlace::Bracket: out += ".括"; break;
    case SubPlace::Heading: out += ".题"; break;
    }
    return out;
}

std::vector<std::string> cite_texts(const Compilation& c, const Task& task) {
    std::vector<std::string> out;
    for (const Cite& cite : Model::slice(c.model.cites, task.cites))
        out.push_back(cite_text(c, cite));
    return out;
}

namespace {

bool is_number(std::string_view text) {
    static constexpr std::string_view digits = "0123456789.()（）一二三四五六七八九十百零";
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = utf8_length(text, i);
        if (!length || digits.find(text.substr(i, length)) == std::string_view::npos)
            return false;
        i += length;
    }
    return !text.empty();
}

} // namespace

std::string trail(const Compilation& c, TaskId id) {
    if (id == kNone)
        return {};
    const Task& task = c.model.tasks[id];
    const SourceFile& file = c.files[c.model.plans[task.plan].file];
    std::string out;
    std::size_t guard = c.model.chapters.size();
    for (uint32_t k = task.chapter; k != 0 && guard-- > 0; k = c.model.chapters[k].parent) {
        const Chapter& chapter = c.model.chapters[k];
        const std::string_view number = c.name(chapter.number);
        const std::string title = printable(file.text(chapter.title));
        std::string one;
        if (is_number(number))
            one = std::string(number) + (title.empty() || number.ends_with(")") || number.ends_with("）") ? "" : "、") +
                  title;
        else
            one = title.empty() ? std::string(number) : title;
        out = out.empty() ? one : one + " · " + out;
    }
    for (const std::string& place : cite_texts(c, task))
        out += (out.empty() ? "" : " · ") + place;
    return out;
}

std::string plan_name(const Compilation& c, PlanId plan) {
    return plan == kNone ? std::string() : printable(c.name(c.model.plans[plan].name));
}

std::string plan_title(const Compilation& c, PlanId plan) {
    std::string out = plan_name(c, plan);
    if (plan == kNone || c.model.plans[plan].title.empty())
        return out;
    const Plan& p = c.model.plans[plan];
    return out + " “" + printable(c.files[p.file].text(p.title)) + "”";
}

std::string quoted(const Compilation& c, Place place, uint32_t columns) {
    if (place.file == kNone || place.span.empty())
        return {};
    std::string_view text = c.text(place);
    text = text.substr(0, columns * 8); // enough for any text that fits, however long the place is
    const std::string clean = printable(text);
    std::string out;
    uint32_t width = 0;
    bool space = false;
    for (std::size_t i = 0; i < clean.size();) {
        const std::size_t length = utf8_length(clean, i);
        const std::string_view one = std::string_view(clean).substr(i, length);
        i += length;
        if (one == " ") {
            space = !out.empty();
            continue;
        }
        width += display_width(one) + space;
        if (width > columns)
            return out + "…";
        if (space)
            out += ' ';
        space = false;
        out += one;
    }
    return out;
}

} // namespace yaodian
