#include "tests/tools/program.h"

#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace yaodian::testing {

namespace fs = std::filesystem;

Folder::Folder(const std::string& name) {
    std::string place = (fs::temp_directory_path() / ("yaodian-XXXXXX")).string();
    if (!::mkdtemp(place.data()))
        std::abort();
    path_ = fs::path(place) / name;
    fs::create_directories(path_);
}

Folder::~Folder() {
    std::error_code error;
    fs::remove_all(path_.parent_path(), error);
}

std::string Folder::write(const std::string& name, const std::string& bytes) const {
    const fs::path file = path_ / name;
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return file.string();
}

std::string Folder::read(const std::string& name) const {
    std::ifstream in(path_ / name, std::ios::binary);
    std::stringstream out;
    out << in.rdbuf();
    return out.str();
}

Result run_program(const std::vector<std::string>& arguments, const How& how) {
    const Folder scratch("io");
    scratch.write("in", how.input);
    std::vector<std::string> environment = {"PATH=/usr/bin:/bin", "TERM=xterm", "YAODIAN_SPECS="};
    for (const char* kept : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"})
        if (const char* value = std::getenv(kept))
            environment.push_back(std::string(kept) + "=" + value);
    for (const auto& [name, value] : how.variables) {
        std::erase_if(environment, [&](const std::string& one) { return one.starts_with(name + "="); });
        environment.push_back(name + "=" + value);
    }
    std::vector<std::string> words = {YAODIAN_PROGRAM};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv, envp;
    for (std::string& word : words)
        argv.push_back(word.data());
    for (std::string& one : environment)
        envp.push_back(one.data());
    argv.push_back(nullptr);
    envp.push_back(nullptr);
    const std::string in = scratch / "in", out = scratch / "out", err = scratch / "err";

    const pid_t child = ::fork();
    if (child == 0) {
        if (how.folder && ::chdir(how.folder->c_str()) != 0)
            ::_exit(126);
        ::dup2(::open(in.c_str(), O_RDONLY), 0);
        ::dup2(::open(out.c_str(), O_WRONLY | O_CREAT, 0600), 1);
        ::dup2(::open(err.c_str(), O_WRONLY | O_CREAT, 0600), 2);
        const rlimit cpu{120, 120}; // endless loops end the test
        ::setrlimit(RLIMIT_CPU, &cpu);
        ::execve(YAODIAN_PROGRAM, argv.data(), envp.data());
        ::_exit(127);
    }
    int status = 0;
    rusage use{};
    ::wait4(child, &status, 0, &use);
    Result result;
    result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
    result.out = scratch.read("out");
    result.err = scratch.read("err");
    // What the child weighed before it became the program was this process: less than that cannot be told apart.
    rusage own{};
    ::getrusage(RUSAGE_SELF, &own);
    result.peak_kb = use.ru_maxrss > own.ru_maxrss ? use.ru_maxrss : 0;
    return result;
}

std::string district_plan(const std::string& quota) {
    return "要点 东区2023 “2023年东区政务公开工作要点” {\n"
           "    年度 2023\n"
           "    层级 区\n"
           "    制定 东区.区政府办公室\n"
           "    主送 各部门\n"
           "    文号 “东府办〔2023〕1号”\n"
           "    印发 2023-04-28\n"
           "    上级 甲市2023\n"
           "    章 二 “公众参与” {\n"
           "        任务 公众列席 “请公众代表列席会议” {\n"
           "            正文 24.3 ； 附表 67\n"
           "            责任 区政府办公室、各部门\n"
           "            指标 " + quota + "\n"
           "            落实 甲市2023.公众列席\n"
           "        }\n"
           "    }\n"
           "}\n";
}

void write_world(const Folder& folder, const std::string& below) {
    folder.write(below + "/names.yd", "名录 甲市 {\n"
                                      "    层级 市\n"
                                      "    单位 市政府 { 层级 市 }\n"
                                      "    单位 市政府办公厅 { 层级 市 ； 上级 市政府 ； 代行 市政府 }\n"
                                      "    集合 各区政府 { 成员 东区.区政府 }\n"
                                      "}\n"
                                      "名录 东区 {\n"
                                      "    层级 区\n"
                                      "    上级 甲市\n"
                                      "    单位 区政府 { 层级 区 ； 上级 甲市.市政府 }\n"
                                      "    单位 区政府办公室 { 层级 区 ； 上级 区政府 ； 代行 区政府 }\n"
                                      "    单位 区财政局 { 层级 区 ； 上级 区政府 }\n"
                                      "    集合 各部门 { 成员 区财政局、区政府办公室 }\n"
                                      "}\n");
    folder.write(below + "/words.yd", "词表 公开 {\n"
                                      "    指标 列席会议 { 单位 次 ； 种类 次数 }\n"
                                      "}\n");
    folder.write(below + "/city.yd", "要点 甲市2023 “2023年甲市政务公开工作要点” {\n"
                                     "    年度 2023\n"
                                     "    层级 市\n"
                                     "    制定 甲市.市政府办公厅\n"
                                     "    主送 各区政府\n"
                                     "    印发 2023-03-31\n"
                                     "    任务 公众列席 “请公众代表列席会议” {\n"
                                     "        责任 各区政府\n"
                                     "        指标 列席会议 每年不少于4次\n"
                                     "        自定\n"
                                     "    }\n"
                                     "}\n");
    folder.write(below + "/district.yd", district_plan());
}

} // namespace yaodian::testing
