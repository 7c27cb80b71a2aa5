#include "tests/bench/corpus.h"

#include <array>
#include <fmt/format.h>
#include <string_view>

namespace yaodian::corpus {
namespace {

struct Dice { // a fixed generator: the standard library's distributions differ between machines
    uint64_t state;
    uint32_t next() {
        state = state * 6364136223846793005ull + 1442695040888963407ull;
        return static_cast<uint32_t>(state >> 33);
    }
    bool per_mille(unsigned n) { return next() % 1000 < n; }
    unsigned below(unsigned n) { return next() % n; }
};

constexpr std::array<std::string_view, 24> themes = {
    "公文备案", "效力标识", "文库归集", "标签管理", "集成发布", "解读同步", "解读要点", "草案解读", "跟踪解读", "辅导材料", "社会参与", "会议宣讲",
    "专栏维护", "精准推送", "协会接力", "留言答复", "问题清单", "阅办联动", "知识库", "渠道维护", "听取意见", "需求征集", "公众列席", "目录公开"};
constexpr std::array<std::string_view, 12> bureaus = {"财政局", "教育局", "民政局", "司法局", "审计局", "体育局",
                                                      "商务委", "科技委", "水务局", "林业局", "统计局", "信访办"};
constexpr std::array<std::string_view, 12> offices = {"财政所", "教育办", "民政所", "司法所", "审计办", "文体中心",
                                                      "经济办", "科普站", "水务站", "林业站", "统计站", "信访站"};
constexpr std::array<std::string_view, 8> elements = {"核心概念", "适用范围", "办事指引", "操作方法",
                                                      "执行口径", "新旧差异", "意见情况", "采纳情况"};

std::string task_name(unsigned i) { return fmt::format("{}{}", themes[i % themes.size()], i); }

struct Made {
    std::string text;
    void line(std::string_view s) {
        text += s;
        text += '\n';
    }
};

/// Duty `i` is the same in the whole tree but for the units and, now and then, something weaker.
void duty(Made& out, unsigned i, std::string_view upstream, std::string_view government, std::string_view office,
          const std::array<std::string, 12>& units, bool weak, Dice& dice) {
    Dice same{i * 977u + 5u}; // what the duty asks does not depend on the plan
    out.line(fmt::format("        任务 {} “{}工作第{}项” {{", task_name(i), themes[i % themes.size()], i));
    out.line(fmt::format("            正文 {}.{} ； 附表 {}", i / 4 + 1, i % 4 + 1, i + 1));
    std::string who;
    for (unsigned k = 0, n = 1 + dice.below(3); k < n; ++k)
        who += fmt::format("、{}", units[(i + k * 5) % units.size()]);
    out.line(fmt::format("            责任 {}{}", office, who));
    if (same.per_mille(60)) {
        unsigned n = 2 + same.below(4);
        out.line(fmt::format("            指标 {}：列席会议 每年不少于{}次", government, weak ? n - 1 : n));
        weak = false;
    }
    if (same.per_mille(120))
        out.line(fmt::format("            期限 {}月{}日前", 3 + same.below(8), weak ? 28 : 20));
    else if (same.per_mille(50))
        out.line(fmt::format("            期限 决策出台后{}个工作日内", 10 + (weak ? 5 : 0)));
    else if (same.per_mille(60))
        out.line(fmt::format("            期限 {}季度", std::array{"一", "二", "三", "四"}[same.below(4)]));
    if (same.per_mille(150)) {
        unsigned n = 2 + same.below(4);
        std::string list;
        for (unsigned k = 0; k < n - (weak ? 1 : 0); ++k)
            list += fmt::format("{}{}", k ? "、" : "", elements[(i + k) % elements.size()]);
        out.line("            要素 " + list);
    }
    if (same.per_mille(150))
        out.line("            对象 全部 政策文件");
    if (same.per_mille(60))
        out.line("            力度 探索");
    if (i == 3)
        out.line("            产出 事项目录");
    if (i % 24 == 7)
        out.line("            用到 事项目录");
    if (i > 10 && i % 10 == 1)
        out.line("            依赖 " + task_name(i - 5));
    if (upstream.empty())
        out.line("            自定");
    else
        out.line(fmt::format("            落实 {}.{}", upstream, task_name(i)));
    out.line("        }");
}

std::string plan(std::string_view name, std::string_view level, std::string_view directory, std::string_view office_name,
                 std::string_view upstream, std::string_view addressees, std::string_view government,
                 std::string_view responsible, const std::array<std::string, 12>& units, const Shape& shape, uint64_t seed,
                 std::string_view issued) {
    Made out;
    Dice dice{seed};
    out.line(fmt::format("要点 {} “{}政务公开工作要点” {{", name, name));
    out.line("    年度 2023");
    out.line(fmt::format("    层级 {}", level));
    out.line(fmt::format("    制定 {}.{}", directory, office_name));
    out.line(fmt::format("    主送 {}", addressees));
    out.line(fmt::format("    印发 {}", issued));
    if (!upstream.empty())
        out.line(fmt::format("    上级 {}", upstream));
    out.line("    默认 附表.栏 期限 全年");
    for (unsigned i = 0; i < shape.tasks; ++i) {
        if (i % 20 == 0) {
            if (i)
                out.line("    }");
            out.line(fmt::format("\n    章 {} “第{}部分” {{", i / 20 + 1, i / 20 + 1));
        }
        bool weak = !upstream.empty() && dice.per_mille(shape.weak_per_mille);
        duty(out, i, upstream, government, responsible, units, weak, dice);
    }
    out.line("    }");
    out.line("}");
    return std::move(out.text);
}

} // namespace

std::vector<std::pair<std::string, std::string>> make(const Shape& shape) {
    std::vector<std::pair<std::string, std::string>> files;
    auto list = [](const auto& names, auto&& form) {
        std::string out;
        for (std::size_t k = 0; k < names.size(); ++k)
            out += (k ? "、" : "") + form(names[k]);
        return out;
    };
    files.emplace_back("words.yd", "词表 公开 {\n    指标 列席会议 { 单位 次 ； 种类 次数 }\n    事件 决策出台\n    对象 政策文件\n"
                                   "    要素 " + list(elements, [](auto e) { return std::string(e); }) +
                                   "\n    成果 事项目录\n}\n");
    files.emplace_back("calendar.yd", "日历 2023 {\n    放假 2023-01-02、2023-01-23、2023-04-05、2023-05-01、2023-10-02\n    上班 2023-10-07\n}\n");

    std::string city = "名录 云州市 {\n    层级 市\n    单位 市政府 { 层级 市 }\n    单位 市政府办公厅 { 层级 市 ； 上级 市政府 ； 代行 市政府 }\n";
    std::array<std::string, 12> city_units;
    for (std::size_t k = 0; k < bureaus.size(); ++k) {
        city_units[k] = fmt::format("市{}", bureaus[k]);
        city += fmt::format("    单位 {} {{ 层级 市 ； 上级 市政府 }}\n", city_units[k]);
    }
    city += "    集合 各区政府 { 成员 ";
    for (unsigned d = 0; d < shape.districts; ++d)
        city += fmt::format("{}第{}区.区政府", d ? "、" : "", d + 1);
    city += " }\n}\n";
    files.emplace_back("directory-city.yd", city);
    files.emplace_back("plan-city.yd", plan("云州2023", "市", "云州市", "市政府办公厅", "", "各区政府、市政府", "各区政府 各自", "各区政府",
                                            city_units, shape, 1, "2023-02-01"));
    for (unsigned d = 0; d < shape.districts; ++d) {
        std::string dir = fmt::format("第{}区", d + 1);
        std::array<std::string, 12> units;
        std::string text = fmt::format("名录 {} {{\n    层级 区\n    上级 云州市\n    单位 区政府 {{ 层级 区 ； 上级 云州市.市政府 }}\n"
                                       "    单位 区政府办公室 {{ 层级 区 ； 上级 区政府 ； 代行 区政府 }}\n", dir);
        for (std::size_t k = 0; k < bureaus.size(); ++k) {
            units[k] = fmt::format("区{}", bureaus[k]);
            text += fmt::format("    单位 {} {{ 层级 区 ； 上级 区政府 }}\n", units[k]);
        }
        std::string members;
        for (unsigned t = d; t < shape.towns; t += shape.districts)
            members += fmt::format("{}第{}镇.镇政府", members.empty() ? "" : "、", t + 1);
        if (!members.empty())
            text += fmt::format("    集合 各镇政府 {{ 成员 {} }}\n", members);
        text += fmt::format("    集合 各部门 {{ 成员 {} }}\n}}\n", list(units, [](auto& u) { return u; }));
        files.emplace_back(fmt::format("directory-{:03}.yd", d + 1), text);
        files.emplace_back(fmt::format("plan-{:03}.yd", d + 1),
                           plan(fmt::format("{}2023", dir), "区", dir, "区政府办公室", "云州2023", "各部门、各镇政府、区政府办公室",
                                "区政府", members.empty() ? "区政府办公室" : "区政府办公室、各镇政府", units, shape, 1000 + d, "2023-02-10"));
    }
    for (unsigned t = 0; t < shape.towns; ++t) {
        std::string dir = fmt::format("第{}镇", t + 1), up = fmt::format("第{}区", t % shape.districts + 1);
        std::array<std::string, 12> units;
        std::string text = fmt::format("名录 {} {{\n    层级 镇街\n    上级 {}\n    单位 镇政府 {{ 层级 镇街 ； 上级 {}.区政府 }}\n"
                                       "    单位 党政办 {{ 层级 镇街 ； 上级 镇政府 ； 代行 镇政府 }}\n", dir, up, up);
        for (std::size_t k = 0; k < offices.size(); ++k) {
            units[k] = std::string(offices[k]);
            text += fmt::format("    单位 {} {{ 层级 镇街 ； 上级 镇政府 ； 对口 区{} }}\n", units[k], bureaus[k]);
        }
        text += "}\n";
        files.emplace_back(fmt::format("directory-{:03}-{:05}.yd", t % shape.districts + 1, t + 1), text);
        files.emplace_back(fmt::format("plan-{:03}-{:05}.yd", t % shape.districts + 1, t + 1),
                           plan(fmt::format("{}2023", dir), "镇街", dir, "党政办", fmt::format("{}2023", up),
                                list(units, [](auto& u) { return u; }) + "、党政办", "镇政府", "党政办", units, shape, 100000 + t,
                                "2023-02-20"));
    }
    return files;
}

} // namespace yaodian::corpus
