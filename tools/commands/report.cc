// yaodian report -o DIR: one page for a meeting, and the same on paper (report.pdf, printed by a Chromium when one is there).
// Everything is made beside the old report and renamed over it at the end: whatever stops the work, the old one stays.
#include "runtime/report/report.h"

#include "compiler/calendar.h"
#include "runtime/pdf.h"
#include "tools/command.h"
#include "tools/disk.h"
#include "tools/library.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

extern char** environ;

namespace yaodian {

namespace {

namespace fs = std::filesystem;

struct Options {
    Reading reading;
    std::string output = "report";
    bool graphs = true, pdf = true;
};

constexpr int kStopped = 130; // as shells say it of a program ended by Ctrl-C

volatile std::sig_atomic_t stopped = 0;

/// Ctrl-C and its like only set a flag, as long as this lives.
class Interrupts {
public:
    Interrupts() {
        struct sigaction action {};
        action.sa_handler = [](int) { stopped = 1; };
        stopped = 0;
        for (std::size_t k = 0; k < 3; ++k)
            ::sigaction(kSignals[k], &action, &old_[k]);
    }
    ~Interrupts() {
        for (std::size_t k = 0; k < 3; ++k)
            ::sigaction(kSignals[k], &old_[k], nullptr);
    }

private:
    static constexpr int kSignals[3] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction old_[3] {};
};

/// A folder of our own inside the report's, gone when the work is over, however it ends.
class Workshop {
public:
    explicit Workshop(const std::string& inside) {
        std::string name = inside + "/.new-XXXXXX";
        if (::mkdtemp(name.data()))
            path = name;
    }
    ~Workshop() {
        std::error_code ignored;
        if (!path.empty())
            fs::remove_all(path, ignored);
    }
    std::string path;
};

/// How far the work has come, on standard error: one line that is written over on a terminal, else a line a stage.
class Progress {
public:
    explicit Progress(const Terminal& terminal) : terminal_(terminal), screen_(::isatty(STDERR_FILENO)) {}
    ~Progress() { wipe(); }

    void operator()(const Words& what, uint32_t done = 0, uint32_t of = 0) {
        const std::string& words = terminal_.look().of(what);
        const auto now = std::chrono::steady_clock::now();
        const bool stage = words != last_;
        if (!stage && now - shown_ < std::chrono::milliseconds(screen_ ? 100 : 2000))
            return;
        shown_ = now;
        last_ = words;
        const std::string line = of > 1 ? fmt::format("{} {}/{}", words, done, of) : words;
        if (!screen_)
            return terminal_.remark({line + " …", line + " …"});
        const std::string text = "\r\x1b[K" + line + " …";
        [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text.data(), text.size());
        dirty_ = true;
    }
    void wipe() {
        if (dirty_)
            [[maybe_unused]] const auto written = ::write(STDERR_FILENO, "\r\x1b[K", 4);
        dirty_ = false;
    }

private:
    const Terminal& terminal_;
    bool screen_, dirty_ = false;
    std::string last_;
    std::chrono::steady_clock::time_point shown_{};
};

/// A browser that prints, from PATH; empty when there is none.
std::string find_browser() {
    std::string_view path = std::getenv("PATH") ? std::getenv("PATH") : "/usr/local/bin:/usr/bin:/bin";
    for (const std::string_view name : {"chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chromium-headless-shell"})
        for (std::string_view rest = path; !rest.empty();) {
            const std::size_t colon = std::min(rest.find(':'), rest.size());
            const std::string file = std::string(rest.substr(0, colon)) + "/" + std::string(name);
            if (colon && ::access(file.c_str(), X_OK) == 0)
                return file;
            rest.remove_prefix(std::min(colon + 1, rest.size()));
        }
    return {};
}

std::string file_address(const std::string& path) {
    std::string out = "file://";
    for (const unsigned char c : fs::absolute(path).string())
        out += std::isalnum(c) || std::strchr("/-_.~", c) ? std::string(1, static_cast<char>(c)) : fmt::format("%{:02X}", c);
    return out;
}

/// Prints the page; the browser has no network to go to and is ended when it takes too long.
bool print_page(const std::string& browser, const std::string& folder, const std::string& page, const std::string& pdf, Language language) {
    std::vector<std::string> words = {browser, "--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-extensions",
                                      "--disable-background-networking", "--disable-sync", "--disable-component-update", "--disable-dev-shm-usage",
                                      "--proxy-server=127.0.0.1:9", "--no-pdf-header-footer", "--run-all-compositor-stages-before-draw",
                                      "--user-data-dir=" + folder + "/browser", "--print-to-pdf=" + pdf,
                                      file_address(page) + (language == Language::Chinese ? "#print-zh" : "#print-en")};
    if (::geteuid() == 0)
        words.insert(words.begin() + 1, "--no-sandbox"); // it refuses to start for root otherwise
    std::vector<char*> argv;
    for (std::string& word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    for (const int fd : {0, 1, 2})
        posix_spawn_file_actions_addopen(&actions, fd, "/dev/null", fd ? O_WRONLY : O_RDONLY, 0);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setpgroup(&attributes, 0); // a group of its own, so that its children end with it
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    pid_t child = 0;
    const int error = ::posix_spawn(&child, browser.c_str(), &actions, &attributes, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    if (error)
        return false;
    const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(5);
    int status = 0;
    for (;;) {
        const pid_t done = ::waitpid(child, &status, WNOHANG);
        if (done == child)
            break;
        if ((done < 0 && errno != EINTR) || stopped || std::chrono::steady_clock::now() > end) {
            ::kill(-child, SIGKILL);
            ::waitpid(child, &status, 0);
            return false;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    std::error_code ignored;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 && fs::file_size(pdf, ignored) > 0 && !ignored;
}

int make_report(const Options& options, const Terminal& terminal) {
    const Interrupts interrupts;
    Progress progress(terminal);
    auto stop = [&] {
        progress.wipe();
        terminal.remark("停下了，原来的报告没有动", "stopped; the old report is as it was");
        return kStopped;
    };
    progress({"读要点", "reading the plans"});
    Loaded loaded = load(options.reading, terminal);
    if (loaded.inputs.empty() || !loaded.inputs.front().subject || loaded.not_text)
        return kUnreadable;
    if (stopped)
        return stop();
    progress({"检查", "checking"});
    const Compilation c = compile(std::move(loaded.inputs));
    if (stopped)
        return stop();
    progress({"对照上级", "comparing with upstream"});
    const Calendar calendar(c.model);
    std::vector<Cell> cells = make_cells({c, calendar, true});
    std::erase_if(cells, [&](const Cell& cell) { return !c.model.plans[cell.plan].subject; });
    if (stopped)
        return stop();
    const Trace traced = trace(c);

    ReportOptions how;
    how.language = terminal.language;
    how.graphs = options.graphs;
    how.progress = [&](const Words& what, uint32_t done, uint32_t of) {
        progress(what, done, of);
        return !stopped;
    };
    const Report made = report(c, cells, traced, how);
    if (made.stopped || stopped)
        return stop();

    std::error_code error;
    fs::create_directories(options.output, error);
    const Workshop workshop(options.output);
    auto refused = [&](const Words& why) {
        progress.wipe();
        terminal.remark(options.output + "：写不了：" + why.zh, options.output + ": cannot be written: " + why.en);
        return kUnreadable;
    };
    if (workshop.path.empty())
        return refused(errno == ENOENT ? Words{"这里不能建目录", "no directory can be made here"} : Words(std::strerror(errno)));
    Words why;
    const std::string page = options.output + "/index.html", pdf = options.output + "/report.pdf", printed = workshop.path + "/report.pdf";
    bool has_pdf = false;
    if (options.pdf) {
        const std::string browser = find_browser();
        if (browser.empty()) {
            progress.wipe();
            terminal.remark("没有找到 Chromium 或 Chrome，没有写 report.pdf；在浏览器里打开 index.html 也可以打印",
                            "no Chromium or Chrome found: report.pdf is left out; index.html can be printed from a browser");
        } else {
            progress({"印成 PDF", "printing the PDF"});
            if (!write_aside(workshop.path + "/index.html", made.html, why))
                return refused(why);
            has_pdf = print_page(browser, workshop.path, workshop.path + "/index.html", printed, terminal.language);
            if (stopped)
                return stop();
            if (!has_pdf) {
                progress.wipe();
                terminal.remark(browser + " 没有印出 PDF，没有写 report.pdf", browser + " did not print: report.pdf is left out");
            }
        }
    }
    if (!write_aside(page, made.html, why))
        return refused(why);
    if (has_pdf) {
        // Browsers write the time of printing into the document; the same plans are to give the same bytes.
        std::string complaint;
        const std::optional<SourceFile> bytes = read_source(printed, why);
        const std::string whole = bytes ? join_pdf(std::vector{std::string(bytes->text())}, terminal.of("工作要点对照报告", "Report on work plans"), complaint) : std::string();
        if (whole.empty())
            return refused(bytes ? Words(complaint) : why);
        if (!write_aside(pdf, whole, why))
            return refused(why);
    } else if (fs::exists(pdf, error)) {
        progress.wipe();
        terminal.remark(pdf + " 是以前的，没有更新", pdf + " is from an earlier run");
    }
    progress.wipe();
    for (const Words& note : made.notes)
        terminal.remark(note);
    terminal.out(page + "\n" + (has_pdf ? pdf + "\n" : ""));
    return loaded.unread ? kUnreadable : kFine;
}

std::function<int()> declare(CLI::App& app, Terminal& terminal) {
    auto options = std::make_shared<Options>();
    auto text = [&](std::string_view zh, std::string_view en) { return std::string(terminal.of(zh, en)); };
    declare_reading(app, terminal, options->reading);
    app.add_option("-o,--output", options->output, text("写到哪个目录，不写就是 report", "directory, by default report"));
    app.add_flag("!--no-graphs", options->graphs, text("不画图", "no pictures"));
    app.add_flag("!--no-pdf", options->pdf, text("不印 report.pdf", "no report.pdf"));
    return [options, &terminal] { return make_report(*options, terminal); };
}

} // namespace

extern const Command command_report = {
    50, "report", {"开会用的报告：一个网页和它的 PDF", "a report for a meeting: one page and its PDF"}, declare};

} // namespace yaodian
