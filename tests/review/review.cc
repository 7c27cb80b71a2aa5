// The findings over specs/ and seeds/ are those of findings.txt, no more and no fewer, and each has a
// judgement there. A finding is told by number, severity, plan, task, facet and upstream task; its wording is
// not compared. test_review --write rewrites the list: judgements that are there stay, a new finding gets
// 未判, which fails the test until somebody has read the finding against the document and says what he thinks
// of it.
#include "tests/independent/world.h"

#include <fstream>
#include <iostream>
#include <map>

using namespace yaodian::independent;

namespace {

constexpr const char* kOpen = "未判";

struct Entry {
    int count = 0;
    std::string judgement = kOpen;
};
using List = std::map<std::string, Entry>; ///< by key

std::string key_of(const FindingSeen& f) {
    std::string out = "YD" + std::to_string(f.code) + " " + std::string(yaodian::key(f.severity)) + " " +
                      (f.plan.empty() ? "-" : f.plan) + " " + (f.task.empty() ? "-" : f.task);
    out += " ";
    out += f.facet == yaodian::Facet::None ? "-" : std::string(yaodian::chinese(f.facet));
    out += " " + (f.upstream.empty() ? "-" : f.upstream);
    return out;
}

} // namespace

int main(int argc, char** argv) {
    const bool write = argc > 1 && std::string(argv[1]) == "--write";
    const std::string path = YAODIAN_SOURCE_DIR "/tests/review/findings.txt";

    List judged;
    std::string head;
    std::ifstream in(path, std::ios::binary);
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || line[0] == '#') {
            if (judged.empty() && !line.empty())
                head += line + "\n";
            continue;
        }
        const std::size_t bar = line.find(" | ");
        if (bar == std::string::npos) {
            std::cout << "no judgement in: " << line << "\n";
            return 1;
        }
        Entry& e = judged[line.substr(0, bar)];
        ++e.count;
        // Findings that are alike in all this tells them by share a key; each line keeps its own words.
        e.judgement = e.count == 1 ? line.substr(bar + 3) : e.judgement + "\n" + line.substr(bar + 3);
    }

    std::vector<std::string> order;
    List now;
    std::map<std::string, std::string> plan_of;
    for (const FindingSeen& f : look(real_specs(YAODIAN_SOURCE_DIR)).findings) {
        const std::string k = key_of(f);
        if (now[k].count++ == 0) {
            order.push_back(k);
            plan_of[k] = f.plan;
        }
    }

    if (write) {
        std::ofstream out(path, std::ios::binary);
        out << head;
        std::string plan;
        for (const std::string& k : order) {
            if (plan_of[k] != plan)
                out << "\n# " << (plan = plan_of[k]) << "\n";
            std::vector<std::string> words;
            if (const auto it = judged.find(k); it != judged.end()) {
                std::size_t from = 0;
                for (std::size_t to; (to = it->second.judgement.find('\n', from)) != std::string::npos;
                     from = to + 1)
                    words.push_back(it->second.judgement.substr(from, to - from));
                words.push_back(it->second.judgement.substr(from));
            }
            for (int i = 0; i < now[k].count; ++i)
                out << k << " | "
                    << (static_cast<std::size_t>(i) < words.size() ? words[static_cast<std::size_t>(i)]
                                                                   : kOpen)
                    << "\n";
        }
        std::cout << "written: " << path << "\n";
        return 0;
    }

    int wrong = 0;
    for (const std::string& k : order) {
        const auto it = judged.find(k);
        if (it == judged.end() || it->second.count != now[k].count) {
            std::cout << "not in the list (" << now[k].count << " now, "
                      << (it == judged.end() ? 0 : it->second.count) << " there): " << k << "\n";
            ++wrong;
        } else if (it->second.judgement.find(kOpen) != std::string::npos) {
            std::cout << "nobody has judged: " << k << "\n";
            ++wrong;
        }
    }
    for (const auto& [k, e] : judged)
        if (!now.count(k)) {
            std::cout << "in the list, not found now: " << k << "\n";
            ++wrong;
        }
    if (wrong)
        std::cout << wrong << " wrong; test_review --write rewrites " << path
                  << " and keeps the judgements\n";
    else
        std::cout << order.size() << " kinds of findings as judged\n";
    return wrong ? 1 : 0;
}
