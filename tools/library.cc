#include "tools/library.h"

#include "compiler/names.h"
#include "grammar/words.h"
#include "tools/disk.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <set>
#include <thread>
#include <unordered_set>

namespace yaodian {

void declare_reading(CLI::App& app, const Terminal& terminal, Reading& reading, bool positional) {
    const std::string what(terminal.of("要读的文件或目录；不写就读 ./specs、当前目录的 *.yd 或自带的库",
                                       "files or directories; by default ./specs, the *.yd here, or the library"));
    if (positional)
        app.add_option("PATH", reading.paths, what);
    else
        app.add_option("--in", reading.paths, what)->allow_extra_args(false);
    app.add_option("--library", reading.libraries,
                   std::string(terminal.of("另一个库目录，只作对照，不报告其中的问题",
                                           "one more directory read for context only")))
        ->allow_extra_args(false); // one each time, so that what follows is a PATH
    app.add_flag("--no-library", reading.no_library,
                 std::string(terminal.of("除了写明的文件什么都不读", "read nothing but the files named")));
}

namespace {

/// Removes leading spaces of every width, a byte order mark, and what else is given.
void skip(std::string_view& line, std::string_view also) {
    while (!line.empty()) {
        if (line[0] == ' ' || line[0] == '\t' || also.find(line[0]) != std::string_view::npos)
            line.remove_prefix(1);
        else if (line.starts_with("\u3000") || line.starts_with("\xEF\xBB\xBF"))
            line.remove_prefix(3);
        else if (line.starts_with("\u00A0"))
            line.remove_prefix(2);
        else
            break;
    }
}

/// Could a keyword of a block at the top begin here? Nearly every line of a file says no.
bool may_open(std::string_view line) {
    switch (line[0]) {
    case 'p': case 'd': case 'g': case 'c': return true;
    case '\xE8': return line.starts_with("要") || line.starts_with("词");
    case '\xE5': return line.starts_with("名");
    case '\xE6': return line.starts_with("日") || line.starts_with("文");
    default: return false;
    }
}

} // namespace

std::vector<std::string> top_blocks(std::string_view text) {
    std::vector<std::string> out;
    std::string room;
    for (std::size_t at = 0; at < text.size();) {
        // Only the beginning of each line is looked at: these keywords open no block inside another.
        const std::size_t end = std::min(text.find('\n', at), text.size());
        std::string_view line = text.substr(at, end - at);
        at = end + 1;
        skip(line, "}");
        if (line.empty() || !may_open(line))
            continue;
        uint32_t length = 0;
        const Word word = statement_word(line, &length);
        if (word != Word::Plan && word != Word::Directory && word != Word::Glossary && word != Word::Calendar &&
            word != Word::Document)
            continue;
        line.remove_prefix(length);
        skip(line, ":");
        if (line.starts_with("："))
            line.remove_prefix(3);
        skip(line, "");
        std::size_t stop = line.size();
        for (std::string_view mark : {"{", "｛", "“", "\"", "「", "#", "；", ";", " ", "\t", "\u3000", "\r"})
            stop = std::min(stop, line.find(mark));
        out.push_back(fmt::format("{} {}", static_cast<int>(word), fold(line.substr(0, stop), room)));
    }
    return out;
}

std::optional<Words> not_text(const SourceFile& file) {
    std::size_t bad = 0;
    const std::string_view bytes = file.text();
    switch (recognise(bytes, &bad)) {
    case Encoding::Utf8: return std::nullopt;
    case Encoding::Gb18030: return Message{gb18030_file, {}}.render();
    case Encoding::Utf16: return Message{utf16_file, {}}.render();
    case Encoding::Binary: return Message{binary_file, {}}.render();
    case Encoding::Invalid: break;
    }
    return Message{not_utf8, {Words(bad < bytes.size() ? fmt::format("{:02X}", static_cast<unsigned char>(bytes[bad])) : "")}}.render();
}

namespace {

struct File {
    std::string path;
    std::optional<SourceFile> source;
    Words why;
    std::vector<std::string> blocks;
};

/// Reads many files on all processors; most of the time is the kernel's. `blocks`: notes what stands at the top of each.
void read_all(std::vector<File>& files, bool blocks) {
    std::atomic<std::size_t> next{0};
    auto work = [&] {
        for (std::size_t i; (i = next.fetch_add(1)) < files.size();) {
            files[i].source = read_source(files[i].path, files[i].why);
            if (blocks && files[i].source)
                files[i].blocks = top_blocks(files[i].source->text());
        }
    };
    std::vector<std::jthread> helpers;
    for (unsigned k = 1; k < std::thread::hardware_concurrency() && k * 16 < files.size(); ++k)
        helpers.emplace_back(work);
    work();
}

/// The library that comes with the program: YAODIAN_SPECS, else beside the installed program, else the source tree.
std::vector<std::string> own_library() {
    std::vector<std::string> out;
    if (const char* named = std::getenv("YAODIAN_SPECS")) {
        std::string_view rest = named;
        while (!rest.empty()) {
            const std::size_t colon = std::min(rest.find(':'), rest.size());
            if (colon)
                out.emplace_back(rest.substr(0, colon));
            rest.remove_prefix(std::min(colon + 1, rest.size()));
        }
        return out;
    }
    for (const std::string& root : {parent_of(parent_of(program_path())) + "/share/yaodian", std::string(YAODIAN_SOURCE_DIR)})
        if (is_directory(root + "/specs")) {
            out = {root + "/specs", root + "/seeds"};
            break;
        }
    return out;
}

class Loader {
public:
    explicit Loader(const Terminal& terminal) : terminal_(terminal) {}

    void subject(const std::string& path) {
        if (path != "-" && is_directory(path)) {
            Words why;
            std::vector<std::string> files = plans_below(shown(path), true, why);
            if (!why.zh.empty())
                complain(path, why);
            else if (files.empty())
                complain(path, {"目录里没有 .yd 文件", "no .yd file in this directory"});
            for (std::string& file : files)
                add(subjects_, std::move(file));
        } else {
            add(subjects_, path == "-" ? path : shown(path));
        }
    }

    /// A directory of the library. One that is missing or unreadable is no fault of what is checked.
    void library(const std::string& directory, bool recursive) {
        if (!is_directory(directory))
            return;
        Words ignored;
        std::vector<File> files;
        for (std::string& file : plans_below(shown(directory), recursive, ignored))
            add(files, std::move(file));
        if (!files.empty())
            libraries_.push_back(std::move(files));
    }

    void complain(const std::string& path, const Words& why) {
        unread_ = true;
        terminal_.remark(path + "：" + why.zh, path + ": " + why.en);
    }

    Loaded finish(bool reports_slips) {
        Loaded loaded;
        auto by_path = [](const File& a, const File& b) { return a.path < b.path; };
        std::sort(subjects_.begin(), subjects_.end(), by_path);
        read_all(subjects_, !libraries_.empty());
        std::unordered_set<std::string> taken; // a block of the user hides the block of that name in the library
        for (File& file : subjects_) {
            if (!file.source) {
                complain(file.path, file.why);
                continue;
            }
            if (const auto why = not_text(*file.source)) {
                unread_ = loaded.not_text = true;
                if (!reports_slips)
                    complain(file.path, *why);
            }
            taken.insert(file.blocks.begin(), file.blocks.end());
            loaded.inputs.push_back({std::move(*file.source), true});
        }
        for (std::vector<File>& library : libraries_) {
            read_all(library, true);
            std::vector<std::string> here;
            for (File& file : library) {
                const bool hidden = !file.blocks.empty() &&
                                    std::all_of(file.blocks.begin(), file.blocks.end(),
                                                [&](const std::string& block) { return taken.contains(block); });
                if (!file.source || hidden)
                    continue;
                here.insert(here.end(), file.blocks.begin(), file.blocks.end());
                loaded.inputs.push_back({std::move(*file.source), false});
            }
            taken.insert(here.begin(), here.end()); // files of one library add to each other, a farther one does not
        }
        loaded.unread = unread_;
        return loaded;
    }

private:
    void add(std::vector<File>& files, std::string path) {
        if (const auto key = key_of(path); key && !seen_.insert(*key).second)
            return;
        files.push_back({std::move(path), std::nullopt, {}, {}});
    }

    const Terminal& terminal_;
    std::vector<File> subjects_;
    std::vector<std::vector<File>> libraries_;
    std::set<FileKey> seen_;
    bool unread_ = false;
};

} // namespace

Loaded load(const Reading& reading, const Terminal& terminal) {
    Loader loader(terminal);
    std::vector<std::string> paths = reading.paths;
    const std::vector<std::string> own = own_library();
    if (paths.empty()) {
        Words ignored;
        if (is_directory("specs"))
            paths = {"specs"};
        else if (!plans_below(".", false, ignored).empty())
            paths = {"."};
        else
            paths = own;
        // specs and seeds go together; a missing seeds/ is nothing to speak of.
        std::erase_if(paths, [&](const std::string& path) { return path != paths.front() && !is_directory(path); });
        if (paths.empty()) {
            terminal.remark("没有可读的文件：当前目录没有 specs/ 也没有 .yd 文件",
                            "nothing to read: no specs/ and no .yd file here");
            return {{}, true};
        }
    }
    for (const std::string& path : paths)
        loader.subject(path);
    if (!reading.no_library) {
        for (const std::string& path : paths)
            if (path != "-" && !is_directory(path))
                loader.library(parent_of(path), false);
        for (const std::string& path : paths) {
            const std::string start = path == "-" ? "." : is_directory(path) ? path : parent_of(path);
            if (const std::string specs = nearest_above(start, "specs"); !specs.empty()) {
                loader.library(specs, true);
                loader.library(parent_of(specs) + "/seeds", true); // the cards lie beside
            }
        }
    }
    for (const std::string& directory : reading.libraries) {
        if (!is_directory(directory))
            loader.complain(directory, {"没有这个库目录", "no such library directory"});
        loader.library(directory, true);
    }
    if (!reading.no_library)
        for (const std::string& directory : own)
            loader.library(directory, true);
    return loader.finish(reading.reports_slips);
}

} // namespace yaodian
