#include "runtime/phrases.h"

#include "grammar/source.h"
#include "runtime/printable.h"

#include <algorithm>
#include <limits>
#include <unordered_set>

namespace yaodian {

namespace {

/// Words of the field that are not to be torn apart. Chinese prints no spaces; two characters in four are one word,
/// and the list only has to know the words that titles are made of. A word that is missing costs a less happy break.
constexpr std::string_view kWords =
    "公开 政策 信息 解读 目录 项目 发布 推送 标准 更新 政府 活动 意见 机制 公文 事项 留言 开放 申请 单位 政务 决策 进展 服务 公共 宣传 工作 试点 "
    "企业 重大 网站 问题 集中 情况 文件 规范 优化 渠道 开展 辅导 咨询 集成 落实 保障 平台 清单 监管 领域 内容 参与 沟通 听取 培训 改造 完善 探索 资金 "
    "专项 同步 涉企 分类 列席 开发 建设 重点 提升 工程 窗口 互动 绩效 办理 主动 主题 产业 代表 年度 征集 环境 出台 联动 栏目 力量 审查 协会 精准 领导 "
    "标签 考核 住房 推介 数据 结果 案例 典型 评估 推进 公示 专栏 宣讲 整改 披露 维护 方式 征求 选登 知识 主要 汇报 任务 公报 定点 跟踪 部门 资源 审计 "
    "属性 认定 规划 成果 监督 执法 投诉 动态 产品 专区 调整 解答 第三方 媒体 常见 标识 草案 线下 线上 园区 建立 建设 隐私 保护 入库 加强 业务 形式 计划 "
    "分解 展示 管理 定向 免罚 信用 行政 采纳 方案 有效 机构 加装 电梯 养老 托育 托幼 创新 编制 复用 制定 直达 营商 预算 决算 回应 安排 环节 推广 节庆 "
    "绿色 经费 规则 要点 社会 阅办 融合 安全 新媒体 政务新媒体 留言板 知识库 开放月 申请人 依申请 规范性文件 决策事项 征求意见 常见问题 第三方评估 "
    "基础 夯实 规范 严把 紧扣 强化 聚焦 发展 需求 着眼 实效 聚势 赋能 坚持 全过程 人民 民主 深化 政民 公众 围绕 高质量 高品质 生活 改善 民生 治理 "
    "现代化 源头 全面 质效 推动 合力 落实 持续 广泛 深入 扎实 切实 逐步 积极 及时 定期 不断 严格 有序 妥善 巩固 拓展 健全 做好 加大 力度 提高 质量 "
    "标准化 规范化 制度化 常态化 信息化 数字化 便民 惠民 惠企 利企 涉民 群众 市民 居民 村民 街道 镇 社区 村居 机关 事业 财政 税务 教育 卫生 医疗 环保 "
    "生态 就业 社保 医保 救助 扶贫 食品 药品 城市 空间 滨水 交通 水务 绿化 市容 文化 旅游 体育 消费 投资 金融 科技 人才 房屋 土地 征收 招生 入学 "
    "学校 幼儿 养老 残疾 退役 军人 应急 预案 预警 安全 生产 风险 隐患 排查 整治 债务 限额 政府采购 采购 招标 投标 交易 配置 碳达峰 碳中和 污染 防治 "
    "责任 义务 法定 法规 规章 制度 程序 流程 时限 期限 标注 修订 废止 清理 时间 指南 年报 统计 报送 报告 总结 备案 核查 检查 督查 督促 指导 通报 "
    "表彰 奖励 处罚 处理 答复 复议 诉讼 纠错 以案促改 图解 图示 课件 视频 直播 动漫 新闻 发布会 座谈会 听证会 常务会议 会议 邀请 遴选 选取 举办 "
    "组织 协调 配合 牵头 负责 负责人 主要负责同志 同志 领导小组 小组 人员 队伍 能力 水平 作用 功能 效能 效果 影响力 覆盖面 满意度 知晓度 接通率 "
    "热线 大厅 网上 网络 一网通办 随申办 一体化 长三角 示范区 北外滩 虹桥 浦东 新城 新区 园区 引领区 创新产品 超链接 链接 同页 首页 页面 专题 "
    "全文 文本 正文 附件 附表 格式 电子 纸质 历史 文书 档案 图书馆 数字 解读官 卡片 名录 名单 权力 事权 要素 要求 原则 目标 思想 总体 具体 有关 "
    "各部门 各单位 各街道 相关 全市 全区 全镇 本单位 本区 区政府 市政府 办公室 委员会 街镇 上级 下级 同源 接力 首次 通识 定性 定量 分析 研究 交流 "
    "实施 施行 执行 完成 形成 提供 提出 采取 开通 设置 设立 配强 纳入 列入 明确 确定 反馈 收集 征询 公布 公告 公示 披露 曝光 推荐 选用 多种 逐项 "
    "国家 战略 任务 对接 对口 支援 协作 合作 有机更新 旧住房 零星 推进 便利 经营 主体 措施 举措 市场 规则 义务教育 实事 待遇 保障性 配套 品牌 "
    "精品 赛事 架空线 积水点 燃气 报警 装置 餐饮 预付卡 发卡 噪声 电动 自行车 充电 设施 垃圾 房产 物业 价格 收费 保密 系统 漏洞 监测 日常 专属 "
    "通俗 易懂 语言 落地 便于 知晓 现场 体验 实地 走访 调查 民意 论证 风险评估 合法性 审核 集体 讨论 决定 批准 上会 进入 之前 之后 期间 以内";

const std::unordered_set<std::string_view>& words() {
    static const std::unordered_set<std::string_view> all = [] {
        std::unordered_set<std::string_view> out;
        for (std::size_t at = 0; at < kWords.size();) {
            std::size_t end = std::min(kWords.find(' ', at), kWords.size());
            if (end > at)
                out.insert(kWords.substr(at, end - at));
            at = end + 1;
        }
        return out;
    }();
    return all;
}
constexpr std::size_t kLongestWord = 7; // code points

bool one_of(std::string_view set, std::string_view c) {
    return !c.empty() && set.find(c) != std::string_view::npos;
}

bool ascii_word(std::string_view c) {
    return c.size() == 1 && (('0' <= c[0] && c[0] <= '9') || ('a' <= (c[0] | 32) && (c[0] | 32) <= 'z') || c[0] == '_' || c[0] == '%' ||
                             c[0] == '.' || c[0] == '-');
}

constexpr double kNever = 1e9;

/// What a break between two characters costs; `inside` when a known word goes on across it.
double cost_of_break(std::string_view before, std::string_view after, bool inside, bool list) {
    if (before == "\u00A0" || after == "\u00A0")
        return kNever;
    if (one_of("、，。；：！？）》〉」』】”’…·％),.;:!?%/", after) || one_of("（《〈「『【“‘(≥≤＝/", before))
        return kNever;
    if (ascii_word(before) && ascii_word(after))
        return kNever;
    if (one_of("、，。；：", before) || before == " " || after == " ")
        return 0;
    if (list)
        return 60;
    if (one_of("（《“", after) || one_of("）》”", before))
        return 1;
    if (inside)
        return 40;
    if (one_of("的", after) || one_of("第不各年月日次个", before) || one_of("年月日次个项家", after))
        return 20; // belongs to what stands before it, or is held by a number
    if (one_of("和与及或并", after) || one_of("的", before))
        return 1.5;
    return one_of("和与及或并", before) ? 12 : 4;
}

} // namespace

double ems(std::string_view text) {
    double out = 0;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = std::max<std::size_t>(1, utf8_length(text, i));
        out += display_width(text.substr(i, length)) > 1 || length >= 3 ? 1.0 : 0.57;
        i += length;
    }
    return out;
}

std::vector<std::string> wrap(std::string_view text, double width, std::size_t most, bool list) {
    std::vector<std::string_view> chars;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = std::max<std::size_t>(1, utf8_length(text, i));
        chars.push_back(text.substr(i, length));
        i += length;
    }
    const std::size_t n = chars.size();
    if (n == 0)
        return {};
    std::vector<double> upto(n + 1, 0.0); // width of the first k characters
    for (std::size_t i = 0; i < n; ++i)
        upto[i + 1] = upto[i] + ems(chars[i]);
    if (upto[n] <= width)
        return {std::string(text)};

    // Known words, the longest first, from the left.
    std::vector<char> inside(n, 0); // a word goes on from i-1 to i
    for (std::size_t i = 0; i < n;) {
        std::size_t took = 1;
        for (std::size_t length = std::min(kLongestWord, n - i); length >= 2; --length) {
            const std::string_view word(chars[i].data(), std::size_t(chars[i + length - 1].data() + chars[i + length - 1].size() - chars[i].data()));
            if (words().contains(word)) {
                took = length;
                break;
            }
        }
        for (std::size_t k = 1; k < took; ++k)
            inside[i + k] = 1;
        i += took;
    }

    // The cheapest set of breaks: few lines, even lines, good places. best[k]: cost of the first k characters.
    struct Best {
        double cost = std::numeric_limits<double>::max();
        std::size_t from = 0;
    };
    std::vector<Best> best(n + 1);
    best[0].cost = 0;
    for (std::size_t end = 1; end <= n; ++end) {
        const double place = end == n ? 0 : cost_of_break(chars[end - 1], chars[end], inside[end] != 0, list);
        for (std::size_t from = end; from-- > 0;) {
            const double taken = upto[end] - upto[from];
            if (taken > width && end - from > 1)
                break;
            const double slack = (width - taken) / width;
            // A ragged last line is fine, a lonely character is not.
            const double ragged = end == n ? (end - from < 3 ? 25 : slack * 4) : slack * slack * 30;
            const double cost = best[from].cost + ragged + place + 12;
            if (cost < best[end].cost)
                best[end] = {cost, from};
        }
    }
    std::vector<std::string> lines;
    for (std::size_t end = n; end > 0; end = best[end].from) {
        const std::size_t from = best[end].from;
        std::string line(chars[from].data(), std::size_t(chars[end - 1].data() + chars[end - 1].size() - chars[from].data()));
        while (line.starts_with(' '))
            line.erase(0, 1);
        while (line.ends_with(' '))
            line.pop_back();
        lines.insert(lines.begin(), std::move(line));
    }
    if (most && lines.size() > most) {
        lines.resize(most);
        std::string& last = lines.back();
        while (!last.empty() && ems(last) + 1 > width) {
            std::size_t at = last.size() - 1; // the first byte of the last character
            while (at > 0 && (static_cast<unsigned char>(last[at]) & 0xC0) == 0x80)
                --at;
            last.resize(at);
        }
        last += "…";
    }
    return lines;
}

} // namespace yaodian
