#include "tools/documents.h"

#include "compiler/names.h"
#include "tools/disk.h"
#include "tools/importer/importer.h"

#include <CLI/CLI.hpp>

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

bool load_one(const std::string& id, const std::string& path, const Terminal& terminal, std::vector<DocumentDigests>& out) {
    Words why;
    const std::optional<SourceFile> file = read_source(path, why);
    if (!file) {
        terminal.remark(path + "：" + why.zh, path + ": " + why.en);
        return false;
    }
    auto digests = std::make_shared<std::map<std::string, std::string>>();
    for (const importer::PlaceDigest& place : importer::digest_places(file->text()))
        digests->emplace(folded(place.place), place.digest);
    if (digests->empty()) {
        terminal.remark(path + "：没有读出条款", path + ": no clause could be read");
        return false;
    }
    out.push_back({id, [digests](Part part, std::string_view place) {
                       const auto found = digests->find(folded((part == Part::Annex ? "附表 " : "正文 ") + std::string(place)));
                       return found == digests->end() ? std::string() : found->second;
                   }});
    return true;
}

} // namespace

bool load_documents(const std::vector<std::string>& documents, const Terminal& terminal, std::vector<DocumentDigests>& out) {
    namespace fs = std::filesystem;
    bool good = true;
    for (const std::string& document : documents) {
        const std::size_t equals = document.find('=');
        if (equals != std::string::npos && !key_of(document)) {
            good &= load_one(document.substr(0, equals), document.substr(equals + 1), terminal, out);
        } else if (is_directory(document)) {
            std::map<std::string, std::string> files; // by name, so that the order is always the same
            std::error_code error;
            for (const fs::directory_entry& entry : fs::directory_iterator(document, error))
                if (entry.is_regular_file(error) && !entry.path().filename().native().starts_with('.'))
                    files.emplace(entry.path().stem().string(), entry.path().string());
            for (const auto& [id, path] : files)
                good &= load_one(id, path, terminal, out);
        } else {
            good &= load_one(fs::path(document).stem().string(), document, terminal, out);
        }
    }
    return good;
}

} // namespace yaodian
