#include "tests/graph/small.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace yaodian::test {

Files small_files() {
    return {{"directory.yd", R"(名录 甲市 {
    层级 市
    单位 市政府 { 层级 市 }
    单位 市办公厅 { 层级 市 ； 上级 市政府 ； 代行 市政府 }
    集合 各区政府 { 成员 乙区.区政府 }
}
名录 乙区 {
    层级 区
    上级 甲市
    单位 区政府 { 层级 区 ； 上级 甲市.市政府 }
    单位 区办公室 { 层级 区 ； 上级 区政府 ； 代行 区政府 }
    单位 区财政局 { 层级 区 ； 上级 区政府 }
    单位 区教育局 { 层级 区 ； 上级 区政府 }
    集合 各部门 { 成员 区财政局、区教育局 }
}
)"},
            {"glossary.yd", R"(词表 政务 {
    指标 列席会议 { 单位 次 ； 种类 次数 }
    事件 决策出台
    成果 事项目录
    成果 年度清单
    成果 无源之水
    要素 目录全文
}
日历 2023 {
    放假 2023-01-01、2023-01-02、2023-01-21、2023-01-22、2023-01-23、2023-01-24、2023-01-25、2023-01-26、2023-01-27
}
)"},
            {"city.yd", R"(要点 甲市2023 “2023年甲市工作要点” {
    年度 2023
    层级 市
    制定 甲市.市办公厅
    主送 各区政府
    文号 “甲办〔2023〕1号”
    印发 2023年3月1日
    章 一 “公众参与” {
        任务 列席 “邀请公众代表列席会议” {
            责任 各区政府
            指标 列席会议 每年不少于4次
        }
        任务 目录 “公开决策事项目录” {
            责任 各区政府
            期限 6月30日前
            产出 事项目录
        }
        任务 培训 “开展业务培训” {
            责任 各区政府
        }
    }
}
)"},
            {"district.yd", R"(要点 乙区2023 “2023年乙区工作要点” {
    年度 2023
    层级 区
    制定 乙区.区办公室
    文号 “乙办〔2023〕2号”
    印发 2023年4月10日
    上级 甲市2023
    章 一 “公众参与” {
        任务 列席 “邀请公众代表列席区政府会议” {
            责任 区办公室、各部门
            指标 区政府：列席会议 每年不少于2次
            落实 甲市2023.列席
        }
        任务 目录 “编制并公开决策事项目录” {
            责任 区办公室
            期限 3月31日前
            产出 事项目录
            落实 甲市2023.目录
        }
        任务 目录调整 “调整决策事项目录” {
            责任 区办公室
            期限 三季度
            用到 事项目录
            依赖 目录
            自定
        }
    }
    章 二 “监督保障” {
        任务 清单 “报送年度清单” {
            牵头 区财政局
            配合 区教育局
            期限 决策出台后10个工作日内
            产出 年度清单
            自定
        }
        任务 复核 “复核” {
            责任 区教育局
            期限 及时
            用到 无源之水、事项目录
            自定
        }
    }
}
)"}};
}

Files real_files() {
    namespace fs = std::filesystem;
    Files out;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(fs::path(YAODIAN_SOURCE_DIR) / "specs"))
        if (entry.path().extension() == ".yd") {
            std::ifstream in(entry.path(), std::ios::binary);
            std::ostringstream text;
            text << in.rdbuf();
            out.emplace_back(entry.path().string(), text.str());
        }
    std::sort(out.begin(), out.end());
    return out;
}

namespace {

Compilation compile_files(const Files& files) {
    std::vector<Input> inputs;
    for (const auto& [path, text] : files)
        inputs.push_back({SourceFile::from_string(path, text), true});
    return compile(std::move(inputs));
}

} // namespace

World::World(const Files& files) : c(compile_files(files)) {
    const Calendar calendar(c.model);
    cells = make_cells({c, calendar, false});
}

PlanId World::plan(std::string_view name) const {
    for (PlanId p = 1; p < c.model.plans.size(); ++p)
        if (c.name(c.model.plans[p].name) == name)
            return p;
    return kNone;
}

EntityId World::unit(std::string_view name) const {
    for (EntityId e = 1; e < c.model.entities.size(); ++e)
        if (c.model.entities[e].kind == EntityKind::Unit && c.name(c.model.entities[e].name) == name)
            return e;
    return kNone;
}

} // namespace yaodian::test
