#include "tools/documents.h"

#include "compiler/names.h"
#include "grammar/words.h"
#include "tools/command.h"
#include "tools/disk.h"
#include "tools/importer/importer.h"
#include "tools/library.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>

namespace yaodian {

void declare_documents(CLI::App& app, const Terminal& terminal, std::vector<std::string>& documents) {
    app.add_option("--document", documents,
                   std::string(terminal.of("手头的原件，核对摘要：编号=文件、以编号命名的文件，或放着它们的目录",
                                           "printed documents at hand, to compare digests: ID=FILE, a file named after its card, or a directory of them")))
        ->allow_extra_args(false);
}

namespace {

std::string folded(std::string_view place) {
    std::string room;
    return std::string(fold(place, room));
}

/// A place as cards read it: 第三条 is 三.
std::string as_cited(std::string place) {
    std::string part_of_it;
    for (const std::string_view sub : {".题", ".括", ".栏"})
        if (const std::size_t at = place.rfind(sub); at != std::string::npos) {
            part_of_it = place.substr(at);
            place.resize(at);
            break;
        }
    std::size_t number = 0; // behind 正文 or 附表, with or without a blank
    for (const std::string_view part : {"正文", "附表"})
        if (place.starts_with(part))
            number = part.size();
    while (number < place.size() && place[number] == ' ')
        ++number;
    if (std::string_view(place).substr(number).starts_with("第"))
        place.erase(number, std::string_view("第").size());
    for (const std::string_view tail : {"条", "项", "行", "款"})
        if (place.ends_with(tail)) {
            place.resize(place.size() - tail.size());
            break;
        }
    return place + part_of_it;
}

bool load_one(const std::string& id, const std::string& path, const Terminal& terminal, std::vector<DocumentDigests>& out) {
    Words why;
    const std::optional<SourceFile> file = read_source(path, why);
    if (!file) {
        terminal.remark(path + "：" + why.zh, path + ": " + why.en);
        return false;
    }
    auto digests = std::make_shared<std::map<std::string, std::string>>();
    const importer::Printed printed = importer::digest_places(file->text());
    DocumentDigests document{folded(id), {}, {}, {}, printed.title, printed.number, printed.issued};
    document.key = [](Part part, std::string_view place) { return as_cited(folded((part == Part::Annex ? "附表 " : "正文 ") + std::string(place))); };
    for (const importer::PlaceDigest& place : printed.places) {
        digests->emplace(as_cited(folded(place.place)), place.digest);
        const std::size_t blank = place.place.find(' ');
        document.places.push_back({place.place.starts_with("附表") ? Part::Annex : Part::Body, place.place.substr(blank + 1), place.beside});
    }
    if (digests->empty()) {
        terminal.remark(path + "：没有读出条款", path + ": no clause could be read");
        return false;
    }
    document.digest = [digests, key = document.key](Part part, std::string_view place) {
        const auto found = digests->find(key(part, place));
        return found == digests->end() ? std::string() : found->second;
    };
    out.push_back(std::move(document));
    return true;
}

/// The cards that the plans of a file name as their 来源.
void add_sources(std::string_view text, std::vector<std::string>& out) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        std::string_view line = text.substr(at, end - at);
        at = end + 1;
        line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
        uint32_t length = 0;
        if (line.empty() || statement_word(line, &length) != Word::Source)
            continue;
        line = line.substr(length, line.find('#') - length);
        const std::size_t from = line.find_first_not_of(" \t"), to = line.find_last_not_of(" \t\r");
        if (from != std::string_view::npos)
            out.push_back(folded(line.substr(from, to + 1 - from)));
    }
}

/// The names of the cards read: with `library` all of them, without it those asked about or named by a plan asked about.
std::vector<std::string> cards_of(const std::vector<Input>& inputs, bool library) {
    std::vector<std::string> out;
    if (!library) {
        const std::vector<std::string> all = cards_of(inputs, true);
        for (const Input& input : inputs)
            if (input.subject)
                add_sources(input.file.text(), out);
        std::erase_if(out, [&](const std::string& card) { return !std::binary_search(all.begin(), all.end(), card); });
    }
    for (const Input& input : inputs) {
        if (!input.subject && !library)
            continue;
        const std::string prefix = std::to_string(static_cast<int>(Word::Document)) + " ";
        for (const std::string& block : top_blocks(input.file.text()))
            if (block.starts_with(prefix))
                out.push_back(block.substr(prefix.size()));
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

} // namespace

int load_documents(const std::vector<std::string>& documents, const std::vector<Input>& inputs, const Terminal& terminal,
                   std::vector<DocumentDigests>& out) {
    namespace fs = std::filesystem;
    if (documents.empty())
        return kFine;
    const std::vector<std::string> mine = cards_of(inputs, false), all = cards_of(inputs, true);
    auto known = [&](const std::string& id) { return std::binary_search(all.begin(), all.end(), folded(id)); };
    auto unknown = [&](const std::string& id, const std::string& path) {
        std::string ids;
        for (const std::string& card : mine.empty() ? all : mine)
            ids += (ids.empty() ? "" : "、") + card;
        if (all.empty())
            terminal.remark("没有读到文献卡片，原件 " + path + " 无从核对；卡片用 yaodian seed 从原件做出来，一起交来",
                            "no card was read to compare " + path + " with; make one with yaodian seed and give it as well");
        else
            terminal.remark("不知道 " + path + " 是哪一份文献的原件：没有“" + id + "”这张卡片。请写 --document 编号=" + path + "；编号有 " + ids,
                            "which document is " + path + "? There is no card '" + id + "'. Write --document ID=" + path + "; the IDs are " + ids);
        return kWrongUse;
    };
    for (const std::string& document : documents) {
        const std::size_t equals = document.find('=');
        if (equals != std::string::npos && !key_of(document)) {
            const std::string id = document.substr(0, equals), path = document.substr(equals + 1);
            if (!known(id))
                return unknown(id, path);
            if (!load_one(id, path, terminal, out))
                return kUnreadable;
        } else if (is_directory(document)) {
            std::map<std::string, std::string> files; // by name, so that the order is always the same
            std::error_code error;
            for (const fs::directory_entry& entry : fs::directory_iterator(document, error))
                if (entry.is_regular_file(error) && !entry.path().filename().native().starts_with('.'))
                    files.emplace(entry.path().stem().string(), entry.path().string());
            std::size_t matched = 0;
            for (const auto& [id, path] : files) {
                if (!known(id)) // a directory may hold other things too
                    continue;
                ++matched;
                if (!load_one(id, path, terminal, out))
                    return kUnreadable;
            }
            if (!matched)
                return unknown("", document);
        } else {
            std::string id = fs::path(document).stem().string();
            if (key_of(document) && !known(id)) {
                if (mine.size() != 1 && all.size() != 1)
                    return unknown(id, document);
                id = mine.size() == 1 ? mine.front() : all.front();
            }
            if (!load_one(id, document, terminal, out))
                return kUnreadable;
        }
    }
    return kFine;
}

} // namespace yaodian
