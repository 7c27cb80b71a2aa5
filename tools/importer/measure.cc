#include "tools/importer/measure.h"

#include "tools/importer/units.h"

#include <algorithm>
#include <span>

namespace yaodian::importer {

std::string_view per_name(Per per) {
    constexpr std::string_view names[] = {"", "year", "half", "quarter", "month", "week", "day"};
    return names[static_cast<int>(per)];
}

std::string_view per_word(Per per) {
    constexpr std::string_view names[] = {"", "每年", "每半年", "每季度", "每月", "每周", "每日"};
    return names[static_cast<int>(per)];
}

namespace {

struct PerWord {
    std::u32string_view word;
    Per per;
};
constexpr PerWord per_words[] = {
    {U"每半年度", Per::Half}, {U"每半年", Per::Half}, {U"每个季度", Per::Quarter}, {U"每季度", Per::Quarter}, {U"每季", Per::Quarter},
    {U"每个月", Per::Month}, {U"每月", Per::Month}, {U"每周", Per::Week}, {U"每星期", Per::Week}, {U"每个工作日", Per::Day},
    {U"每日", Per::Day}, {U"每天", Per::Day}, {U"每年度", Per::Year}, {U"每年", Per::Year}, {U"年内", Per::Year}, {U"全年", Per::Year},
    {U"年度内", Per::Year}, {U"本年度", Per::Year}, {U"一年", Per::Year}, {U"半年", Per::Half}, {U"各季度", Per::Quarter}, {U"逐月", Per::Month},
    {U"逐季", Per::Quarter}, {U"按月", Per::Month}, {U"按季度", Per::Quarter}, {U"按季", Per::Quarter}, {U"年均", Per::Year}, {U"月均", Per::Month}, {U"日均", Per::Day}};

struct CompareWord {
    std::u32string_view word;
    int kind; ///< 0 at least, 1 at most, 2 exactly
};
constexpr CompareWord compare_words[] = {
    {U"原则上不少于", 0}, {U"不得少于", 0}, {U"不得低于", 0}, {U"不能少于", 0}, {U"不少于", 0}, {U"不低于", 0}, {U"不小于", 0}, {U"不短于", 0},
    {U"至少", 0}, {U"最少", 0}, {U"≥", 0}, {U">=", 0}, {U"达到", 0}, {U"达", 0}, {U"保持在", 0}, {U"保持", 0}, {U"维持在", 0}, {U"稳定在", 0}, {U"超过", 0}, {U"高于", 0},
    {U"不得超过", 1}, {U"不超过", 1}, {U"不多于", 1}, {U"不高于", 1}, {U"不大于", 1}, {U"不得多于", 1}, {U"不得高于", 1}, {U"不超", 1},
    {U"至多", 1}, {U"最多", 1}, {U"最长", 1}, {U"≤", 1}, {U"<=", 1}, {U"控制在", 1}, {U"低于", 1}, {U"等于", 2}, {U"=", 2},
    {U"大于", 0}, {U"突破", 0}};
// 提高到68%, 扩大至50项, 压减到60个以内: what the number is brought to.
constexpr std::u32string_view rising[] = {U"提高", U"提升", U"扩大", U"拓展", U"扩展", U"增加", U"增长", U"上升", U"增", U"提", U"扩", U"延伸", U"覆盖", U"扩容"};
constexpr std::u32string_view falling[] = {U"压减", U"压缩", U"缩减", U"精简", U"减少", U"降低", U"下降", U"降", U"缩短", U"控制", U"减", U"压降", U"整合", U"合并", U"削减"};

// Units a duty is counted in.
constexpr std::u32string_view count_units[] = {U"人次", U"次", U"场次", U"场", U"期", U"轮", U"篇", U"件", U"批", U"条", U"份", U"例", U"名",
                                               U"家", U"项", U"个", U"部", U"人", U"册", U"站", U"处", U"类", U"节", U"堂", U"课时", U"学时",
                                               U"天次", U"套", U"户", U"张", U"字", U"起", U"台", U"位", U"幅", U"集", U"辆", U"所", U"座", U"平方米", U"立方米", U"平方公里",
                                               U"公里", U"千米", U"公顷", U"亩", U"吨", U"元", U"千瓦", U"块", U"种", U"栋", U"幢", U"株", U"棵", U"路", U"盏", U"间",
                                               U"米", U"只", U"款", U"届", U"支", U"头", U"羽", U"对", U"眼", U"PB", U"TB", U"GB", U"分", U"倍", U"门", U"卷", U"本", U"首", U"艘", U"架", U"口", U"个百分点", U"笔", U"宗", U"单", U"趟", U"则", U"帖",
                                               U"组", U"床", U"席", U"班次", U"车次", U"标箱", U"千瓦时", U"公斤", U"千克", U"斤", U"分贝", U"微克/立方米", U"毫克/升", U"Gbps", U"Mbps", U"桩", U"桶", U"面", U"枚", U"页", U"针", U"剂"};
// 万 and 亿 stay with these: nobody says 1200000000元 for 12亿元.
constexpr std::u32string_view measured_in[] = {U"元", U"亩", U"吨", U"千瓦", U"平方米", U"立方米", U"头", U"只", U"羽", U"株", U"公斤", U"斤"};
// 增长8%, 提高2个百分点: by how much.
constexpr std::u32string_view changes[] = {U"增长", U"下降", U"减少", U"上升", U"提高", U"提升", U"降低", U"压减", U"增加", U"削减", U"压缩", U"缩短"};
// Acts that bring about what is counted: 新增终端12台, 举办培训4期, 建成3个公园.
constexpr std::u32string_view makers[] = {
    U"新增", U"新建", U"改建", U"改扩建", U"扩建", U"建成", U"建设", U"建好", U"培育", U"引进", U"引育", U"创建", U"创成", U"改造", U"改造提升", U"修缮", U"修复", U"整治", U"选树", U"选聘", U"聘请", U"聘任", U"招募",
    U"配备", U"配置", U"设立", U"设置", U"布设", U"增设", U"增加", U"增配", U"开设", U"安装", U"投放", U"更换", U"打造", U"推出", U"评选", U"遴选", U"选取", U"征集", U"编印", U"制作", U"印制",
    U"发放", U"完成", U"清理", U"治理", U"排查", U"走访", U"培训", U"推送", U"接入", U"盘活", U"拓展", U"上线", U"形成", U"发布", U"出版", U"编发", U"刊发", U"抽查", U"检查", U"巡查",
    U"拍摄", U"开放", U"收录", U"安置", U"更新", U"明确", U"确定", U"指定", U"落实", U"实现", U"消除", U"化解", U"迁移", U"归集", U"汇聚", U"供应", U"力争", U"争取", U"发展", U"创作", U"提供", U"编制", U"修订",
    U"推广", U"开通", U"开工", U"竣工", U"成立", U"组建", U"孵化", U"认定", U"储备", U"挖掘", U"清退", U"更换", U"疏浚", U"种植", U"栽植", U"入驻", U"惠及", U"新划", U"再建", U"各设", U"联系", U"实际到位", U"养护", U"配齐", U"认证", U"招聘", U"资助", U"救助", U"报送", U"撰写", U"采写", U"录制",
    U"推介", U"签约", U"投产", U"投运", U"开发", U"抽检", U"造林", U"绿化", U"铺设", U"敷设", U"硬化", U"拆除", U"收储", U"培养", U"招引", U"转化", U"争创", U"选派", U"招收", U"帮扶", U"慰问", U"结对", U"增收", U"查处", U"办理", U"回访", U"调解"};
constexpr std::u32string_view holders[] = {U"举办", U"开展", U"组织", U"召开", U"举行", U"安排", U"邀请", U"进行", U"选派", U"承办", U"参加", U"赴", U"听取"};
// Frequencies the language has no word for.
constexpr std::u32string_view odd_pers[] = {U"每两月", U"每两个月", U"每2个月", U"每两周", U"每2周", U"每半月", U"每半个月", U"每旬", U"每学期", U"每学年", U"每两年", U"每隔一月", U"每隔两月",
                                            U"每隔一周", U"每三年", U"每4个月", U"每四个月", U"隔月", U"每双月", U"每逢双月", U"每双周"};
// Units of acts: a number of these is a number of times.
constexpr std::u32string_view act_units[] = {U"次", U"场", U"期", U"轮", U"场次", U"学时", U"课时", U"届"};

constexpr std::u32string_view time_units[] = {U"个工作日", U"工作日", U"个月", U"小时", U"个小时", U"分钟", U"日", U"天", U"周", U"年", U"个自然日", U"自然日"};

struct Scan {
    std::u32string_view t;

    bool at(std::size_t i, std::u32string_view word) const { return t.substr(std::min(i, t.size()), word.size()) == word; }

    /// Number at i: digits with a decimal point, 百分之…, Chinese digits. Returns its length.
    std::size_t number(std::size_t i, double& value, std::u32string& printed, bool& percent) const {
        percent = false;
        if (i >= t.size() || !(is_digit(t[i]) || is_chinese_digit(t[i]) || is_one_of(t[i], U"百半一过")))
            return 0;
        if (at(i, U"百分之")) {
            std::size_t n = i + 3;
            while (n < t.size() && is_chinese_digit(t[n]))
                ++n;
            const auto v = to_number(t.substr(i + 3, n - i - 3));
            if (!v)
                return 0;
            value = static_cast<double>(*v);
            printed = to_u32(std::to_string(*v));
            percent = true;
            return n - i;
        }
        for (std::u32string_view w : {U"半数", U"一半", U"过半数", U"过半"})
            if (at(i, w)) {
                value = 50;
                printed = U"50";
                percent = true;
                return w.size();
            }
        for (std::u32string_view w : {U"半天", U"半日", U"半个工作日", U"半个月", U"半小时", U"半个小时"})
            if (at(i, w)) {
                value = 0.5;
                printed = U"0.5";
                return 1;
            }
        std::size_t n = i;
        if (n < t.size() && is_digit(t[n])) {
            double v = 0, scale = 1;
            bool point = false;
            while (n < t.size() && (is_digit(t[n]) || (!point && t[n] == U'.' && n + 1 < t.size() && is_digit(t[n + 1])) ||
                                    (t[n] == U',' && n + 1 < t.size() && is_digit(t[n + 1])))) {
                if (t[n] == U'.')
                    point = true;
                else if (t[n] != U',') {
                    v = v * 10 + static_cast<double>(t[n] - U'0');
                    scale *= point ? 10 : 1;
                }
                ++n;
                if (n - i > 12)
                    return 0;
            }
            value = v / scale;
            printed = std::u32string(t.substr(i, n - i));
            if (n + 1 < t.size() && t[n] == U'成' && !is_han(t[n + 1])) {
                value *= 10;
                printed = to_u32(std::to_string(static_cast<long>(value)));
                percent = true;
                return n + 1 - i;
            }
            if (n < t.size() && (t[n] == U'万' || t[n] == U'亿') && of_measure(n + 1))
                return n - i;
            if (n < t.size() && t[n] == U'万') {
                value *= 10000;
                printed += U'万';
                ++n;
            } else if (n < t.size() && t[n] == U'亿') {
                value *= 100000000;
                printed += U'亿';
                ++n;
            }
            return n - i;
        }
        while (n < t.size() && is_chinese_digit(t[n]))
            ++n;
        const auto v = to_number(t.substr(i, n - i));
        if (!v || n == i)
            return 0;
        value = static_cast<double>(*v);
        printed = std::u32string(t.substr(i, n - i));
        if (n < t.size() && t[n] == U'成' && n - i == 1 && *v <= 10 && (n + 1 >= t.size() || !is_han(t[n + 1]) || is_one_of(t[n + 1], U"以"))) {
            value *= 10; // 九成
            printed = to_u32(std::to_string(*v * 10));
            percent = true;
            return n + 1 - i;
        }
        if (n + 1 < t.size() && t[n] == U'成' && n - i == 1 && *v < 10 && is_chinese_digit(t[n + 1]) && (n + 2 >= t.size() || !is_han(t[n + 2]) || t[n + 2] == U'以')) {
            const auto tenth = to_number(t.substr(n + 1, 1)); // 九成五
            if (tenth && *tenth > 0 && *tenth < 10) {
                value = static_cast<double>(*v * 10 + *tenth);
                printed = to_u32(std::to_string(*v * 10 + *tenth));
                percent = true;
                return n + 2 - i;
            }
        }
        return n - i;
    }

    bool of_measure(std::size_t i) const {
        return std::any_of(std::begin(measured_in), std::end(measured_in), [&](auto w) { return at(i, w); });
    }

    std::size_t unit(std::size_t i, std::u32string& unit) const {
        if (i < t.size() && (t[i] == U'%' || t[i] == U'‰')) {
            unit = t.substr(i, 1);
            return 1;
        }
        for (std::u32string_view u : time_units)
            if (at(i, u))
                return 0;
        const std::size_t large = i < t.size() && (t[i] == U'万' || t[i] == U'亿') && of_measure(i + 1) ? 1 : 0;
        std::size_t best = 0;
        for (std::u32string_view u : count_units)
            if (u.size() > best && at(i + large, u))
                best = u.size();
        if (best == 0)
            return 0;
        // 40家次, 2批次, 60万亩次
        if (at(i + large + best, U"次") && !at(i + large + best - 1, U"次") && !at(i + large + best, U"次数"))
            ++best;
        if (at(i, U"个") && (at(i + 1, U"星期") || at(i + 1, U"季度") || at(i + 1, U"年度")))
            return 0;
        if (at(i, U"分") && (at(i + 1, U"类") || at(i + 1, U"之") || at(i + 1, U"别") || at(i + 1, U"级")))
            return 0;
        unit = t.substr(i, large + best);
        return large + best;
    }

    /// 提高到, 压减至: brings the number to what follows.
    std::size_t brought_to(std::size_t i, int& kind) const {
        for (const auto& [list, k] : {std::pair<std::span<const std::u32string_view>, int>{rising, 0}, {falling, 1}})
            for (std::u32string_view w : list)
                if (at(i, w) && i + w.size() < t.size() && is_one_of(t[i + w.size()], U"到至为") && (number_at(i + w.size() + 1) || at(i + w.size() + 1, U"每"))) {
                    kind = k;
                    return w.size() + 1;
                }
        return 0;
    }
    std::size_t number_at(std::size_t i) const {
        double value = 0;
        std::u32string printed;
        bool percent = false;
        return number(i, value, printed, percent);
    }

    std::size_t time_unit(std::size_t i, std::u32string& unit) const {
        for (std::u32string_view u : time_units)
            if (at(i, u)) {
                unit = u;
                return u.size();
            }
        return 0;
    }

    bool per(std::size_t i, Per& per, std::size_t& length) const {
        if (i >= t.size() || !is_one_of(t[i], U"每年全本一半各逐按月日"))
            return false;
        for (const PerWord& w : per_words)
            if (at(i, w.word)) {
                const std::size_t next = i + w.word.size();
                if (t[i] == U'年' && i > 0 && (is_digit(t[i - 1]) || is_chinese_digit(t[i - 1])))
                    continue; // 两年内
                // 满一年, 近一年: a run of time
                if (w.word == U"一年" && i > 0 && is_one_of(t[i - 1], U"满近第过前后上任那这每十二"))
                    continue;
                // 半年公布一次, not 半年以上, 上半年
                if (w.word == U"半年" && ((i > 0 && !is_one_of(t[i - 1], U"，；。：、")) || (next < t.size() && is_one_of(t[next], U"以内前后时度来工期末底的"))))
                    continue;

                per = w.per;
                length = w.word.size();
                return true;
            }
        // 年度参训不少于8学时: in the year, and not the name of a paper (年度报告, 2025年度培训)
        if (at(i, U"年度") && i > 0 && is_han(t[i - 1]) && !is_one_of(t[i - 1], U"本上该每各全当下跨按年") && !is_chinese_digit(t[i - 1]))
            for (std::u32string_view w : {U"参训", U"解读", U"开展", U"组织", U"召开", U"举办", U"累计", U"不少于", U"至少", U"人均", U"参加", U"接受", U"走访", U"培训不少于", U"培训至少", U"学习不少于", U"学习至少"})
                if (at(i + 2, w)) {
                    per = Per::Year;
                    length = 2;
                    return true;
                }
        return false;
    }

    /// 每周六 at i: a day of the week.
    bool weekday(std::size_t i) const {
        std::u32string u;
        return at(i, U"每周") && i + 2 < t.size() && is_one_of(t[i + 2], U"一二三四五六日") && unit(i + 2 + std::max<std::size_t>(1, number_at(i + 2)), u) == 0;
    }

    std::size_t compare(std::size_t i, int& kind) const {
        // Asked at every character: most begin none of the words.
        if (i >= t.size() || !is_one_of(t[i], U"原不至最≥>达保维稳超高大突≤<控低等=提扩拓增上延覆压缩精减降下整合削"))
            return 0;
        if (const std::size_t n = brought_to(i, kind); n > 0)
            return n;
        for (const CompareWord& w : compare_words)
            if (at(i, w.word)) {
                kind = w.kind;
                return w.word.size();
            }
        return 0;
    }
};

bool clause_mark(char32_t c) { return is_one_of(c, U"，；。！？："); }

/// The frequency said before `at` in the same clause, or in the clause before it when that begins with one.
void find_per_before(const Scan& s, const std::vector<bool>& inside, std::size_t at, Count& count, std::size_t floor) {
    std::size_t commas = 0;
    for (std::size_t i = at; i-- > floor;) {
        if (s.t[i] == U'；' || s.t[i] == U'。')
            return;
        if (s.t[i] == U'，' && (++commas > 1 || count.unit == U"%"))
            return; // a rate is over its own clause
        if (inside[i])
            continue;
        Per per;
        std::size_t length = 0;
        if (s.per(i, per, length) && i + length <= at && !((count.unit == U"%" || contains(count.unit, U"小时") || count.unit == U"天") && s.t[i + length - 1] == U'均')) {
            if (commas > 0 && s.weekday(i))
                return;
            // 每日巡查网站，6月底前、11月底前各演练1次: the days are when it is done
            if (const auto comma = s.t.substr(0, at).rfind(U'，'); commas > 0 && per != Per::Year)
                for (std::u32string_view day : {U"底前", U"日前", U"月前", U"底、"})
                    if (contains(s.t.substr(comma + 1, at - comma - 1), day))
                        return;
            if (commas > 0 && i > 0 && !clause_mark(s.t[i - 1]) && s.t[i - 1] != U'、') {
                // In an earlier clause only when it opens that clause or follows its subject closely.
                std::size_t start = i;
                while (start > 0 && !clause_mark(s.t[start - 1]))
                    --start;
                if (i - start > 12)
                    return;
            }
            count.per = per;
            count.per_begin = i;
            count.per_end = i + length;
            return;
        }
    }
}

bool act_unit(std::u32string_view unit) { return std::find(std::begin(act_units), std::end(act_units), unit) != std::end(act_units); }

bool ends_clause(const Scan& s, std::size_t i) { return i >= s.t.size() || is_one_of(s.t[i], U"，；。、！）（") || is_one_of(s.t[i], U"和并及与"); }

/// 其中面向企业的不少于2场, 对接会4场、招聘会6场: the frequency of the count before holds on.
void inherit_per(const Scan& s, const std::vector<Count>& before, Count& count) {
    if (count.per != Per::None || before.empty() || before.back().per == Per::None || before.back().unit != count.unit || count.unit == U"%")
        return;
    const Count& last = before.back();
    if (last.end >= count.begin)
        return;
    const std::u32string_view between = s.t.substr(last.end, count.begin - last.end);
    const bool list = between.find_first_of(U"，；。") == std::u32string_view::npos && between[0] == U'、';
    if (list || starts_with(between, U"，其中"))
        count.per = last.per;
}

/// 部门每半年、局领导每季度至少1次: the frequency before the one found counts the same for another.
bool two_pers(const Scan& s, const std::vector<bool>& inside, const Count& count, std::size_t floor, Count& earlier) {
    if (count.per_end <= count.per_begin || count.per_begin >= count.number_at)
        return false;
    for (std::size_t i = count.per_begin; i-- > floor && !clause_mark(s.t[i]);) {
        Per per;
        std::size_t length = 0;
        if (inside[i] || !s.per(i, per, length) || s.t[i + length - 1] == U'均')
            continue;
        const std::size_t next = i + length;
        if (next + 1 >= count.per_begin || !is_one_of(s.t[next], U"、和") || per == count.per)
            return false;
        earlier = count;
        earlier.per = per;
        earlier.per_begin = i;
        earlier.per_end = next;
        earlier.said_at = next;
        return true;
    }
    return false;
}

/// 每两月编发一期, 每学期2次: a frequency the language has no word for stands before the count.
bool odd_per(const Scan& s, std::size_t at) {
    const std::size_t begin = s.t.substr(0, at).find_last_of(U"，；。：") + 1; // npos + 1 is 0
    const std::u32string_view lead = s.t.substr(begin, at - begin);
    for (std::u32string_view w : odd_pers)
        if (const auto p = lead.rfind(w); p != std::u32string_view::npos && lead.size() - p - w.size() <= 14)
            return true;
    return false;
}

/// The next count of a list that follows `last`: 、99%; 、11公里绿道; 和1家协会.
bool next_of_list(const Scan& s, const std::vector<bool>& inside, const Count& last, Count& more) {
    // 5家企业和1家协会: over the noun counted
    std::size_t i = last.end;
    if (last.unit != U"%")
        while (i < s.t.size() && i - last.end < 10 && is_han(s.t[i]) && !is_one_of(s.t[i], U"和及与"))
            ++i;
    if (i >= s.t.size() || inside[i] || !is_one_of(s.t[i], U"、和及与"))
        return false;
    ++i;
    double value = 0;
    std::u32string printed, unit;
    bool percent = false;
    const std::size_t number = s.number(i, value, printed, percent);
    if (number == 0)
        return false;
    const std::size_t u = percent ? 0 : s.unit(i + number, unit);
    if (percent)
        unit = U"%";
    else if (u == 0)
        return false;
    const std::size_t end = i + number + u;
    if ((unit == U"%") != (last.unit == U"%") || s.at(end, U"方面") || s.at(end, U"百分点") || s.at(end, U"以上") || s.at(end, U"性"))
        return false;
    more = last;
    more.begin = more.number_at = more.verb_begin = more.verb_end = i;
    more.end = end;
    more.value = value;
    more.number = printed;
    more.unit = unit;
    more.act_begin = last.end;
    more.per_begin = more.per_end = 0;
    more.listed = true;
    return true;
}

/// 停电时间平均不超过2小时, 污染天数不超过2天, 每周不少于2天: a length that is measured; no clock is set going.
bool measured_time(std::u32string_view t, std::size_t compare, std::size_t unit) {
    if (t.substr(unit, 2) == U"分钟")
        return true;
    if (compare >= 2 && t.substr(compare - 2, 2) == U"天数")
        return true;
    const bool hours = t.substr(unit, 2) == U"小时" || t.substr(unit, 3) == U"个小时";
    if (t.substr(unit, 1) != U"天" && !hours)
        return false;
    std::size_t begin = compare;
    while (begin > 0 && !is_one_of(t[begin - 1], U"，；。：！？、"))
        --begin;
    const std::u32string_view noun = t.substr(begin, compare - begin);
    for (std::u32string_view w : {U"平均", U"年均", U"户均", U"人均", U"天数", U"每周", U"每天", U"每日", U"每月"})
        if (contains(noun, w))
            return true;
    // 会议不超过1小时, 体育活动不少于2小时, 更新延迟不超过24小时: how long a thing is, not how soon it is done
    if (hours)
        for (std::u32string_view w : {U"会议", U"会期", U"活动", U"作业", U"睡眠", U"锻炼", U"时长", U"延迟", U"时延", U"间隔", U"开放", U"服务时间", U"学习", U"培训", U"停电", U"讲话", U"发言", U"志愿服务", U"实践"})
            if (contains(noun, w))
                return true;
    return false;
}

/// 2022年共办理留言2147件，办结率99%: what was, told with a year and a sum.
bool told_of_past(std::u32string_view t, std::size_t i) {
    std::size_t begin = i;
    while (begin > 0 && !is_one_of(t[begin - 1], U"。！？；"))
        --begin;
    const std::u32string_view lead = t.substr(begin, i - begin);
    if (contains(lead, U"今年") || contains(lead, U"力争") || contains(lead, U"计划"))
        return false;
    for (auto at = lead.find(U'年'); at != std::u32string_view::npos; at = lead.find(U'年', at + 1))
        if (at >= 4 && is_digit(lead[at - 1]) && is_digit(lead[at - 4]) && lead.substr(at, 6).find(U'共') != std::u32string_view::npos && lead.substr(at, 6).find(U"公共") == std::u32string_view::npos)
            return true;
    return false;
}

/// Is the bare count at `i` something the clause has done: 新增终端12台, 举办两期培训, 上下半年各1次?
bool made(const Scan& s, const std::vector<bool>& inside, const std::vector<Count>& before, std::size_t i, Count& count) {
    const std::u32string_view t = s.t;
    const bool act = act_unit(count.unit);
    std::size_t end = i;
    while (end < count.end)
        ++end;
    for (std::u32string_view w : {U"以上", U"以内", U"及以上", U"（含）以上"})
        if (s.at(end, w)) {
            end += w.size();
            break;
        }
    if (count.unit == U"%" || count.unit == U"分" || s.at(end, U"左右") || s.at(end, U"方面") || s.at(end, U"的"))
        return false;
    std::size_t begin = i;
    while (begin > 0 && !(is_one_of(t[begin - 1], U"，；。：！？") && !inside[begin - 1]))
        --begin;
    const bool follows = !before.empty() && before.back().end > begin && before.back().end < i && t[before.back().end] == U'、';
    const std::size_t from = !before.empty() ? std::max(begin, before.back().end) : begin;
    const std::u32string_view lead = t.substr(from, i - from);
    for (std::u32string_view w : {U"已", U"去年", U"上年", U"往年", U"现有", U"原有", U"目前", U"共有", U"涉及", U"截至", U"围绕", U"聚焦", U"包括"})
        if (contains(lead, w))
            return false;
    if (told_of_past(t, i))
        return false;
    if (!lead.empty() && is_one_of(lead.back(), U"第等前共后首该这") && !ends_with(lead, U"内共"))
        return false;
    const bool chinese = is_chinese_digit(t[i]);
    if (count.number == U"二" || (count.number == U"一" && !act && count.unit != U"名") || (chinese && is_one_of(count.unit[0], U"项类大件批") && count.value < 20))
        return false; // 二期, 一个平台, 三项制度
    // 修订总体预案及12个专项预案: the verb governs both
    if (!ends_clause(s, end) && lead.size() > 3 && is_one_of(lead.back(), U"及和与") && begin == from)
        for (std::u32string_view w : {U"修订", U"编制", U"建成", U"新建", U"完成", U"制定", U"改造", U"打造", U"建设", U"发布", U"编印"})
            if (starts_with(lead, w)) {
                count.act_begin = i;
                return true;
            }
    // 上下半年各1次
    if (ends_with(lead, U"各") || (contains(lead, U"各") && i - from - lead.rfind(U'各') <= 5)) {
        const auto each = lead.rfind(U'各');
        const std::u32string_view when = lead.substr(0, each);
        if (act && ends_with(when, U"半年")) {
            if (contains(when, U"上下半年") || contains(when, U"上、下半年") || contains(when, U"上半年、下半年") || contains(when, U"上半年和下半年")) {
                count.per = Per::Half;
                return true;
            }
            return false;
        }
    }
    // 举办两期培训, 新增13个事项, 明确1名联络员
    const bool phase = count.unit == U"期" && chinese && count.value < 5;
    const bool people = count.unit == U"名" || count.unit == U"人";
    auto names_one = [&](std::u32string_view w) { return w == U"明确" || w == U"确定" || w == U"指定" || w == U"落实"; };
    count.act_begin = from;
    const bool after = ends_clause(s, end); // 评查两次，: the count stands behind what it counts
    if (!after) {
        for (std::u32string_view w : holders)
            if (ends_with(lead, w) && (act || (w == U"邀请" && is_one_of(count.unit[0], U"名人位家")))) {
                count.act_begin = i - w.size();
                return true;
            }
        for (std::u32string_view w : makers)
            if (!phase && ends_with(lead, w)) {
                count.act_begin = i - w.size();
                return !names_one(w) || people;
            }
    }
    // 列席会议，上半年一次，下半年两次
    if (act && after && (lead == U"上半年" || lead == U"下半年"))
        return true;
    // 其中一次安排在夜间; 其中“头雁”20名
    if (act && ends_with(lead, U"其中"))
        return true;
    if (after && starts_with(t.substr(begin), U"其中") && !before.empty() &&
        (before.back().unit == count.unit || (is_one_of(before.back().unit[0], U"人名") && is_one_of(count.unit[0], U"人名"))))
        return true;
    // 宣传活动覆盖群众5000人次
    if (after && (count.unit == U"人次" || count.unit == U"人" || count.unit == U"户" || count.unit == U"名"))
        if (const auto k = lead.rfind(U"覆盖"); k != std::u32string_view::npos && lead.size() - k <= 10 && !contains(lead.substr(k), U"全") && !contains(lead.substr(k), U"的")) {
            count.act_begin = from + k;
            return true;
        }
    // 参训人数300人次以上
    if (after && end > count.end)
        for (std::u32string_view w : {U"人数", U"总数", U"数量", U"总量", U"规模", U"面积", U"数", U"额", U"收入", U"产值", U"投资", U"里程", U"长度"})
            if (ends_with(lead, w))
                return true;
    // 打造“高效办成一件事”13个场景
    if (!after && !lead.empty() && lead.back() == U'”')
        if (const auto open = lead.rfind(U'“'); open != std::u32string_view::npos)
            for (std::u32string_view w : makers)
                if (ends_with(lead.substr(0, open), w) && !names_one(w))
                    return true;
    // 完成2025年度3万亩农田验收
    if (!after && ends_with(lead, U"年度") && lead.size() > 8)
        for (std::u32string_view w : makers)
            if (ends_with(lead.substr(0, lead.size() - 6), w))
                return true;
    // 压减账号至60个以内
    if (is_one_of(lead.empty() ? U'\0' : lead.back(), U"至到"))
        for (const auto& [list, most] : {std::pair<std::span<const std::u32string_view>, bool>{rising, false}, {falling, true}})
            for (std::u32string_view w : list)
                if (w.size() > 1 && contains(lead, w)) {
                    count.at_most = most;
                    count.compared = true;
                    return true;
                }
    // 新增自助终端12台: the thing, then its number
    if (!after || lead.empty() || !(is_han(lead.back()) || is_one_of(lead.back(), U"”》）")))
        return false;
    bool found = false;
    for (const auto& list : {std::span<const std::u32string_view>(makers), std::span<const std::u32string_view>(holders)})
        for (std::u32string_view w : list)
            found = found || (!phase && ends_with(lead, w) && (!names_one(w) || people));
    for (std::size_t k = from; k + 3 < i + 1; ++k)
        if (!inside[k])
            for (const auto& list : {std::span<const std::u32string_view>(makers), std::span<const std::u32string_view>(holders)})
                for (std::u32string_view w : list)
                    if (s.at(k, w) && k + w.size() + 1 < i && (!names_one(w) || people) && (!phase || list.data() == std::span<const std::u32string_view>(holders).data())) {
                        count.act_begin = k; // the last one that has something to act on
                        found = true;
                    }
    return found || follows || (act && count.unit != U"期" && count.number != U"一" && i - from >= 2);
}

} // namespace

std::vector<bool> quoted(std::u32string_view text) {
    std::vector<bool> out(text.size(), false);
    std::vector<std::pair<char32_t, std::size_t>> open;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char32_t c = text[i];
        if (is_one_of(c, U"“《‘「『")) {
            open.emplace_back(c, i);
        } else if (is_one_of(c, U"”》’」』") && !open.empty()) {
            const char32_t mate = c == U'”' ? U'“' : c == U'》' ? U'《' : c == U'’' ? U'‘' : c == U'」' ? U'「' : U'『';
            while (!open.empty()) {
                const auto [o, at] = open.back();
                open.pop_back();
                if (o == mate) {
                    for (std::size_t k = at; k <= i; ++k)
                        out[k] = true;
                    break;
                }
            }
        } else if (c == U'。') {
            open.clear(); // a quote left open does not swallow what follows
        }
    }
    return out;
}

std::vector<Count> find_counts(std::u32string_view text) {
    std::vector<Count> out;
    const Scan s{text};
    const auto inside = quoted(text);
    std::size_t floor = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (inside[i])
            continue;
        int kind = 0;
        const std::size_t c = s.compare(i, kind);
        if (c > 0) {
            // 不少于4次, 至少专题听取1次, 不低于每月一次, 不低于4%
            Count count;
            count.begin = i;
            count.at_most = kind == 1;
            count.exactly = kind == 2;
            for (std::u32string_view w : {U"超过", U"高于", U"大于", U"突破", U"低于"})
                count.strict = count.strict || text.substr(i, c) == w;
            std::size_t n = i + c;
            Per per;
            std::size_t per_length = 0;
            if (s.per(n, per, per_length)) {
                count.per = per;
                count.per_begin = n;
                count.per_end = n + per_length;
                n += per_length;
            }
            // 不少于（上年为32家）40家: what stands between is told only for comparison
            if (n < text.size() && text[n] == U'（')
                if (const auto close = text.find(U'）', n); close != std::u32string_view::npos && close - n < 16)
                    n = close + 1;
            if (s.at(n, U"每人") || s.at(n, U"每户") || s.at(n, U"每亩") || s.at(n, U"每床")) {
                n += 2;
                if (s.per(n, per, per_length)) {
                    count.per = per;
                    n += per_length;
                }
            }
            const std::size_t verb = n;
            bool percent = false;
            std::size_t number = 0;
            const bool brought = is_one_of(text[i + c - 1], U"到至为");
            const bool strict = brought || text.substr(i, c) == U"大于" || text.substr(i, c) == U"突破" || text.substr(i, c) == U"达" || text.substr(i, c) == U"高于" || text.substr(i, c) == U"低于" ||
                                text.substr(i, c) == U"超过" || text.substr(i, c) == U"=" || starts_with(text.substr(i, c), U"保持") || text.substr(i, c) == U"达到" ||
                                starts_with(text.substr(i, c), U"维持") || starts_with(text.substr(i, c), U"稳定") || text.substr(i, c) == U"控制在";
            // 班额控制在小学45人、初中50人以内: whose number, then the number
            const std::size_t most_verb = strict ? (text.substr(i, c) == U"控制在" ? 4 : 0) : 12;
            while (n < text.size() && n - verb <= most_verb) {
                number = s.number(n, count.value, count.number, percent);
                if (number > 0) {
                    std::u32string u;
                    // 至少一份… but not 一次性, 一网通办
                    if (percent || s.unit(n + number, u) > 0 || s.time_unit(n + number, u) > 0 || (n == verb && is_one_of(text[n + number - 1], U"万亿") && ends_clause(s, n + number)))
                        break;
                    number = 0;
                }
                if (clause_mark(text[n]) || inside[n])
                    break;
                ++n;
            }
            if (number == 0) {
                i += c - 1;
                continue;
            }
            count.number_at = n;
            count.verb_begin = verb;
            count.verb_end = n;
            std::size_t u = 0;
            if (percent) {
                count.unit = U"%";
            } else {
                u = s.unit(n + number, count.unit);
                if (u == 0 && measured_time(text, i, n + number))
                    u = s.time_unit(n + number, count.unit);
                // 注册用户达到3500万: no unit is printed
                if (u == 0 && is_one_of(text[n + number - 1], U"万亿") && ends_clause(s, n + number)) {
                    count.unit = text.substr(n + number - 1, 1);
                    count.value /= count.unit == U"万" ? 1e4 : 1e8;
                    count.number.pop_back();
                    count.end = n + number;
                    out.push_back(count);
                    floor = count.end;
                    i = floor - 1;
                    continue;
                }
                if (u == 0) {
                    i = n + number; // 不少于30日: a run of time, not a count
                    continue;
                }
            }
            count.end = n + number + u;
            // 处理能力达到5万吨/日: a rate of flow, one unit
            if (ends_with(text.substr(0, i), U"能力"))
                for (std::u32string_view w : {U"/日", U"/天", U"/小时", U"/年"})
                    if (s.at(count.end, w)) {
                        count.unit += w;
                        count.end += w.size();
                        break;
                    }
            // 重复来电超过3次的工单: which ones are meant, not how many there should be
            if (strict && !brought && s.at(count.end, U"的") && !s.at(count.end, U"的目标") && !s.at(count.end, U"的要求") && !s.at(count.end, U"的水平")) {
                i = count.end;
                continue;
            }
            // 4次/年, 1次每季度
            if (s.at(count.end, U"/") || s.at(count.end, U"／")) {
                for (auto [word, p] : {std::pair<std::u32string_view, Per>{U"年", Per::Year}, {U"半年", Per::Half}, {U"季度", Per::Quarter},
                                       {U"月", Per::Month}, {U"周", Per::Week}, {U"日", Per::Day}, {U"天", Per::Day}})
                    if (s.at(count.end + 1, word)) {
                        count.per = p;
                        count.per_begin = count.end;
                        count.end += 1 + word.size();
                        count.per_end = count.end;
                    }
            }
            if (count.per == Per::None)
                find_per_before(s, inside, i, count, floor);
            inherit_per(s, out, count);
            count.odd = count.per == Per::None && count.unit != U"%" && odd_per(s, i);
            if (Count earlier; two_pers(s, inside, count, floor, earlier))
                out.push_back(earlier);
            out.push_back(count);
            // 分别不低于98%、99%; 不少于5家企业和1家协会: the comparison holds for all of the list
            for (Count more; next_of_list(s, inside, out.back(), more);)
                out.push_back(more);
            floor = out.back().end;
            i = floor - 1;
            continue;
        }
        // Without a comparator: 每季度召开一次, 年内进行一次…, 4次/年, 10篇以上, 100%
        double value = 0;
        std::u32string printed;
        bool percent = false;
        // 差错率为零
        if (i >= 2 && is_one_of(text[i], U"零0") && is_one_of(text[i - 1], U"为到至") && ends_clause(s, i + 1)) {
            std::size_t k = i - 1;
            while (k > 0 && is_one_of(text[k - 1], U"降持保达均要应"))
                --k;
            if (k > 0 && text[k - 1] == U'率') {
                Count zero;
                zero.begin = zero.number_at = zero.verb_begin = zero.verb_end = k;
                zero.end = i + 1;
                zero.exactly = true;
                zero.number = U"0";
                zero.unit = U"%";
                out.push_back(zero);
                floor = zero.end;
                continue;
            }
        }
        const std::size_t number = s.number(i, value, printed, percent);
        if (number == 0)
            continue;
        std::u32string unit;
        std::size_t u = percent ? 0 : s.unit(i + number, unit);
        if (percent)
            unit = U"%";
        else if (u == 0) {
            i += number - 1;
            continue;
        }
        const std::size_t end = i + number + u;
        Count count;
        count.begin = count.number_at = count.verb_begin = count.verb_end = i;
        count.end = end;
        count.value = value;
        count.number = printed;
        count.unit = unit;
        count.compared = false;
        bool take = false;
        const bool over = s.at(end, U"以上") || s.at(end, U"及以上") || s.at(end, U"（含）以上");
        const bool under = s.at(end, U"以内") || s.at(end, U"以下");
        if (unit == U"个百分点") {
            take = false;
            for (std::u32string_view w : changes)
                if (ends_with(text.substr(0, i), w))
                    take = count.act = true;
            if (!take) {
                i = end - 1;
                continue;
            }
        }
        const bool flow = ends_with(text.substr(0, i), U"能力") && s.at(end, U"/"); // 新增处理能力5万吨/日: one unit
        if (flow)
            for (std::u32string_view w : {U"/日", U"/天", U"/小时", U"/年"})
                if (s.at(end, w)) {
                    count.unit += w;
                    count.end = end + w.size();
                    count.compared = true;
                    take = true;
                    break;
                }
        if (!flow && (s.at(end, U"/") || s.at(end, U"每"))) {
            for (auto [word, p] : {std::pair<std::u32string_view, Per>{U"年", Per::Year}, {U"半年", Per::Half}, {U"季度", Per::Quarter},
                                   {U"季", Per::Quarter}, {U"月", Per::Month}, {U"周", Per::Week}, {U"日", Per::Day}, {U"天", Per::Day}})
                if (s.at(end + 1, word)) {
                    count.per = p;
                    count.per_begin = end;
                    count.end = end + 1 + word.size();
                    count.per_end = count.end;
                    count.compared = true;
                    break;
                }
        }
        if (count.per == Per::None)
            find_per_before(s, inside, i, count, floor);
        const bool counted = unit == U"次" || unit == U"场" || unit == U"期" || unit == U"篇" || unit == U"场次" || unit == U"轮" || unit == U"件" ||
                             unit == U"例" || unit == U"批" || unit == U"条" || unit == U"人次" || unit == U"份" || unit == U"家" || unit == U"个" ||
                             unit == U"项" || unit == U"部" || unit == U"名";
        if (count.per_end > count.per_begin && counted) {
            // Near the frequency, and an act rather than a name: 每年…一次, not 每年…三个方面.
            const std::size_t distance = i >= count.per_end ? i - count.per_end : 0;
            const bool event_unit = unit == U"次" || unit == U"场" || unit == U"期" || unit == U"轮" || unit == U"场次";
            take = distance <= (event_unit ? 40u : 8u) || over;
            // 每月最后一个星期五, 每季度首个: no number of anything
            if (i >= 2 && (s.at(i - 2, U"最后") || text[i - 1] == U'首'))
                take = false;
            bool comma = false;
            for (std::size_t k = count.per_end; k < i; ++k)
                comma = comma || text[k] == U'，';
            if (comma && !(event_unit && distance <= 20))
                take = over && counted;
            if (count.per_begin > i)
                take = true;
        }
        if (!take && act_unit(unit) && count.per == Per::None && i > 0 && text[i - 1] != U'第' && odd_per(s, i))
            take = count.act = count.compared = count.odd = true;
        const bool is_made = !take && made(s, inside, out, i, count);
        if (over || under) {
            const std::size_t past = end + (s.at(end, U"及以上") ? 3 : s.at(end, U"（含）以上") ? 5 : 2);
            const bool condition = s.at(past, U"的") && (unit != U"%" || (i > 0 && is_one_of(text[i - 1], U"率比重度")));
            if (counted || unit == U"%" || is_made) {
                take = take || (unit == U"%" && !condition) || count.per != Per::None ||
                       (!condition && (unit == U"次" || unit == U"场" || unit == U"篇" || unit == U"期" || unit == U"学时" || unit == U"课时"));
                count.at_most = under;
                count.compared = true;
                count.end += s.at(end, U"及以上") ? 3 : s.at(end, U"（含）以上") ? 5 : 2;
            }
        }
        // 100%公开, 实现率100%
        if (unit == U"%" && !take) {
            std::size_t k = i;
            while (k > 0 && (text[k - 1] == U'为' || text[k - 1] == U'到' || text[k - 1] == U'现' || text[k - 1] == U'实'))
                --k;
            take = k > 0 && (is_one_of(text[k - 1], U"率比重度")) && !told_of_past(text, i);
            count.compared = false;
            // 电价下降10%, 抽取30%的文件
            for (std::u32string_view w : changes)
                take = take || ends_with(text.substr(0, i), w);
            for (std::u32string_view w : {U"抽查", U"抽取", U"抽检", U"核查", U"完成"})
                take = take || ends_with(text.substr(0, i), w);
        }
        // 新增终端12台, 建成9座公园、11公里绿道, 上下半年各一次
        if (!take && is_made) {
            take = true;
            count.act = true;
        }
        // 由每月1次增加到每月2次: the first is how it was
        const std::size_t first = count.per_end > count.per_begin && count.per_begin < i ? count.per_begin : i;
        if (first > 0 && is_one_of(text[first - 1], U"由从") && text.substr(end, 6).find_first_of(U"到至为") != std::u32string_view::npos)
            take = false;
        // 东海医院二期: the second stage
        if (unit == U"期" && is_one_of(text[i], U"二三四") && i > 0 && is_han(text[i - 1]) && !is_one_of(text[i - 1], U"办出发刊开每展织年月季度"))
            take = false;
        // 实现184个行政村全覆盖, 选取5个重点领域: what there is
        {
            const auto rest = text.substr(end, std::min(text.find_first_of(U"，；。", end), text.size()) - end);
            if (!over && !act_unit(unit) && (ends_with(rest, U"全覆盖") || contains(rest.substr(0, 8), U"领域")))
                take = false;
        }
        if (s.at(end, U"性") || s.at(end, U"方面") || s.at(end, U"以来") || (i > 0 && text[i - 1] == U'第'))
            take = false;
        if (take) {
            inherit_per(s, out, count);
            if (Count earlier; two_pers(s, inside, count, floor, earlier))
                out.push_back(earlier);
            out.push_back(count);
            for (Count more; next_of_list(s, inside, out.back(), more);)
                out.push_back(more);
            floor = out.back().end;
            i = floor - 1;
            continue;
        }
        i = std::max(i + number, count.end) - 1;
    }
    return out;
}

namespace {

// What happens and sets a clock going.
constexpr std::u32string_view happenings[] = {U"出台", U"印发", U"发布", U"公布", U"收到", U"受理", U"结束", U"召开", U"通过", U"形成", U"批准", U"签发", U"生效", U"施行", U"成立",
                                              U"完成", U"变更", U"实施", U"下发", U"制定", U"产生", U"生成", U"审定", U"作出", U"提出", U"做出", U"到期", U"届满", U"发现", U"发生",
                                              U"接到", U"接报", U"核实", U"调整", U"变化", U"变动", U"批复", U"竣工", U"验收", U"确定", U"登记", U"签订", U"公开", U"立项", U"完毕", U"受理"};
// Those that begin an event: whoever receives or finds is not part of it.
constexpr std::u32string_view receivings[] = {U"收到", U"接到", U"接报", U"接令", U"发现", U"获悉", U"接获"};

/// 自动, 自查: one word, and no beginning.
bool self(std::u32string_view e, std::size_t i) {
    const char32_t next = i + 1 < e.size() ? e[i + 1] : U'\0';
    return i < e.size() && (is_one_of(e[i], U"行动主然来贸治纠愿") || (e[i] == U'身' && next != U'份') || (e[i] == U'评' && next != U'价') ||
                            (e[i] == U'查' && !is_one_of(next, U"明实证处封")));
}

/// The event that ends before `at`: back to the clause's start, without the words that lead in.
std::u32string event_before(std::u32string_view text, std::size_t at, std::size_t& begin) {
    std::size_t i = at;
    int depth = 0;
    while (i > 0) {
        const char32_t c = text[i - 1];
        if (is_one_of(c, U"）”》"))
            ++depth;
        else if (is_one_of(c, U"（“《")) {
            if (depth == 0)
                break;
            --depth;
        } else if (depth == 0 && is_one_of(c, U"，；。：！？")) {
            break;
        }
        --i;
    }
    begin = i;
    std::u32string_view e = text.substr(i, at - i);
    // 收到申请后应当(在5日内): the duty begins here
    for (bool again = true; again;) {
        again = false;
        for (std::u32string_view w : {U"应当", U"应", U"须", U"要", U"必须", U"需", U"原则上", U"一般", U"及时", U"力争", U"确保", U"均"})
            if (ends_with(e, w) && e.size() > w.size()) {
                e.remove_suffix(w.size());
                again = true;
            }
    }
    std::size_t cut = 0;
    for (bool again = true; again;) {
        again = false;
        for (std::u32string_view w : {U"自", U"从", U"在", U"于", U"应当", U"应", U"须", U"要", U"必须", U"并", U"原则上", U"一般", U"确保", U"均", U"力争", U"最迟", U"不超过", U"不晚于", U"不迟于"})
            if (starts_with(e.substr(cut), w) && e.size() > cut + w.size() && !(w == U"自" && self(e, cut + 1)) &&
                !(w == U"应" && e[cut + 1] == U'急') && !(w == U"在" && is_one_of(e[cut + 1], U"谈建职线校编岗册途")) && !(w == U"一般" && !is_one_of(e[cut + 2], U"自在于应收"))) {
                cut += w.size();
                again = true;
            }
    }
    // 决策承办处室要在决策文件出台 / 各单位自收到申请: the event follows the last lead-in word
    for (std::u32string_view w : {U"要在", U"应在", U"须在", U"应当在", U"必须在", U"应当自", U"应自", U"要自", U"要于", U"应于", U"应当于", U"须于", U"需在"}) {
        const auto p = e.rfind(w);
        if (p != std::u32string_view::npos && p + w.size() < e.size())
            cut = std::max(cut, p + w.size());
    }
    // 隐患自录入平台, 抽查结果于抽查结束
    const auto p = e.rfind(U'自');
    if (p != std::u32string_view::npos && p > 0 && p + 1 < e.size() && !self(e, p + 1) && e[p - 1] != U'各' && e[p - 1] != U'亲')
        cut = std::max(cut, p + 1);
    const auto on = e.rfind(U'于');
    if (on != std::u32string_view::npos && on > 0 && on + 2 < e.size() && !is_one_of(e[on - 1], U"关对由等低高少大小用基属多鉴处位便利"))
        cut = std::max(cut, on + 1);
    if (const auto q = e.rfind(U'在'); q != std::u32string_view::npos && q > 0 && q + 2 < e.size() && e[q + 1] != U'线' && (cut == 0 || e.size() - cut > 14 || q > cut))
        cut = std::max(cut, q + 1);
    // 发现的问题自查结束: the thing, then what happens
    for (std::u32string_view w : {U"的问题", U"的隐患", U"的线索", U"的事项", U"的诉求", U"的工单", U"的投诉"})
        if (const auto q = e.rfind(w); q != std::u32string_view::npos && q > cut && q + w.size() + 4 <= e.size())
            cut = q + w.size();
    // 办公室收到申请: whoever receives is not part of it
    for (std::u32string_view w : receivings)
        if (const auto q = e.rfind(w); q != std::u32string_view::npos && q > cut && q + w.size() < e.size() && (w == U"接报" || w == U"接令" || !is_one_of(e[q + w.size()], U"后之")))
            cut = q;
    // 就业、养老等政策调整: the list stands for what it sums up
    if (const auto q = e.find(U'等', cut); q != std::u32string_view::npos && e.substr(cut, q - cut).find(U'、') != std::u32string_view::npos && q + 4 < e.size() && e[q + 1] != U'级')
        cut = q + 1;
    begin += cut;
    e.remove_prefix(cut);
    if (ends_with(e, U"过后") && e.size() > 3 && !is_one_of(e[e.size() - 3], U"通经超"))
        e.remove_suffix(2); // 大雨过后
    for (std::u32string_view w : {U"滞后", U"延后", U"落后"})
        if (ends_with(e, w))
            return std::u32string(e); // 更新滞后: 后 is part of the word
    for (std::u32string_view w : {U"之日起的", U"之日起", U"之日", U"之时起", U"之时", U"之后的", U"之后", U"以后的", U"以后", U"后的", U"后", U"起的", U"起", U"的", U"前"})
        if (ends_with(e, w) && e.size() > w.size()) {
            e.remove_suffix(w.size());
            break;
        }
    return std::u32string(e);
}

/// 发现险情的，街道在1小时内到场: the event told in a clause before; empty when none is.
std::u32string event_told_before(std::u32string_view text, std::size_t clause_begin, std::size_t& begin) {
    std::size_t end = clause_begin;
    for (int back = 0; back < 2 && end > 0 && text[end - 1] == U'，'; ++back) {
        const std::size_t comma = end - 1;
        std::size_t b = comma;
        while (b > 0 && !is_one_of(text[b - 1], U"，；。：！？"))
            --b;
        const std::u32string_view clause = text.substr(b, comma - b);
        if (ends_with(clause, U"后") || ends_with(clause, U"之日起"))
            return event_before(text, comma, begin);
        if (ends_with(clause, U"的") && clause.size() <= 30) {
            std::u32string_view e = clause.substr(0, clause.size() - 1);
            for (std::u32string_view w : receivings)
                if (const auto at = e.rfind(w); at != std::u32string_view::npos && at + w.size() < e.size()) {
                    begin = b + at;
                    return std::u32string(e.substr(at));
                }
            if (starts_with(e, U"发生")) {
                begin = b;
                return std::u32string(e);
            }
            for (std::u32string_view w : {U"发生变化", U"发生变更", U"发生调整", U"发生变动"})
                if (ends_with(e, w)) {
                    const auto of = e.rfind(U'的');
                    const std::size_t cut = of == std::u32string_view::npos ? 0 : of + 1;
                    begin = b + cut;
                    return std::u32string(e.substr(cut));
                }
            return {};
        }
        end = b;
    }
    return {};
}

} // namespace

namespace {

/// What stands in the clause before `at`.
std::u32string_view own_clause(std::u32string_view text, std::size_t at) {
    const auto cut = text.substr(0, at).find_last_of(U"，；。");
    return text.substr(cut == std::u32string_view::npos ? 0 : cut + 1, cut == std::u32string_view::npos ? at : at - cut - 1);
}

} // namespace

std::vector<Clock> find_clocks(std::u32string_view text) {
    std::vector<Clock> out;
    const Scan s{text};
    const auto inside = quoted(text);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (inside[i] || (i > 0 && (is_digit(text[i - 1]) || is_chinese_digit(text[i - 1]) || text[i - 1] == U'.')))
            continue;
        double value = 0;
        std::u32string printed, unit;
        bool percent = false;
        const std::size_t number = s.number(i, value, printed, percent);
        if (number == 0 || percent || value <= 0 || value > 1000)
            continue;
        const std::size_t u = s.time_unit(i + number, unit);
        if (u == 0)
            continue;
        const std::size_t end = i + number + u;
        Clock clock;
        clock.length = value;
        if (contains(unit, U"工作日"))
            clock.unit = U"workday";
        else if (unit == U"日" || unit == U"天" || contains(unit, U"自然日"))
            clock.unit = U"day";
        else if (unit == U"个月")
            clock.unit = U"month";
        else if (unit == U"周") {
            clock.unit = U"day";
            clock.length *= 7;
        } else if (contains(unit, U"小时"))
            clock.unit = U"hour"; // 7×24小时, 不少于8小时 are no clocks: see below
        else
            continue; // minutes, years
        const std::u32string_view before = text.substr(0, i);
        const std::u32string_view after = text.substr(end);
        auto preceded = [&](std::initializer_list<std::u32string_view> words) {
            for (auto w : words)
                if (ends_with(before, w))
                    return w.size();
            return std::size_t{0};
        };
        // 3月31日, 8月4日: a date. 15日前 after a month.
        if (unit == U"日" && i > 0 && text[i - 1] == U'月')
            continue;
        const std::size_t least = clock.unit == U"hour" ? 0 : preceded({U"不少于", U"不得少于", U"不低于", U"不得低于", U"至少", U"不短于"});
        if (const std::size_t word = preceded({U"不少于", U"不得少于", U"不低于", U"至少", U"不超过", U"不得超过", U"最多", U"控制在", U"压缩至", U"压减至", U"缩短至", U"压缩到", U"压减到", U"缩短到", U"降至", U"降到", U"减少到", U"减少至", U"低于"});
            word > 0 && measured_time(text, i - word, i + number) && !contains(before.substr(before.find_last_of(U"，；。") == std::u32string_view::npos ? 0 : before.find_last_of(U"，；。")), U"后"))
            continue;
        std::size_t most = preceded({U"不超过", U"不得超过", U"最长不超过", U"最多", U"最迟", U"至多", U"控制在"});
        // 审批时限压缩至3个工作日, 限时2小时: brought to that length, with 内 or without
        if (most == 0)
            most = preceded({U"压缩至", U"压减至", U"缩短至", U"缩减至", U"精简至", U"压至", U"减至", U"缩至", U"减少至", U"降至", U"降低至", U"提速至", U"压缩到", U"压减到", U"缩短到",
                             U"缩减到", U"压到", U"减到", U"缩到", U"降到", U"缩短为", U"压缩为", U"压减为", U"限时", U"时限为", U"期限为"});
        // 情况复杂的可延长30日
        bool longer = false;
        if (clock.unit != U"hour" && !contains(own_clause(text, i), U"假") && !contains(own_clause(text, i), U"开放") && !contains(own_clause(text, i), U"营业"))
            if (const std::size_t n = preceded({U"延长至", U"延长到", U"延长", U"延期至", U"延至", U"延期", U"顺延", U"延长不超过", U"延长不得超过"}); n > 0) {
                most = std::max(most, n);
                longer = true;
            }
        const bool within = starts_with(after, U"内") || starts_with(after, U"之内") || starts_with(after, U"以内");
        if (least > 0 && !within) {
            clock.kind = Clock::AtLeast;
            clock.begin = i - least;
            clock.end = end;
            // 公示期不少于5个工作日: what runs
            std::size_t begin = 0;
            clock.event = event_before(text, clock.begin, begin);
            for (std::u32string_view w : {U"一般", U"原则上", U"的期限", U"期限", U"的时间", U"时间"})
                if (ends_with(clock.event, w) && clock.event.size() > w.size())
                    clock.event.resize(clock.event.size() - w.size());
            for (std::u32string_view w : {U"的期限", U"期限", U"的时间", U"时间"})
                if (ends_with(clock.event, w) && clock.event.size() > w.size())
                    clock.event.resize(clock.event.size() - w.size());
            out.push_back(clock);
            i = end - 1;
            continue;
        }
        if (starts_with(after, U"前") || starts_with(after, U"之前")) {
            if (clock.unit == U"hour" && ends_with(before, U"×"))
                continue;
            // 会议召开5日前, 提前3个工作日前
            std::size_t begin = 0;
            clock.event = event_before(text, i, begin);
            if (clock.event.empty() || starts_with(clock.event, U"提前"))
                continue;
            // 每季度最后一个月的30日前, 每季度末月20日前: a day of each period, no clock
            if (unit == U"日" && (contains(clock.event, U"每季") || contains(clock.event, U"每月") || contains(clock.event, U"每年") || contains(clock.event, U"每半年") ||
                                  contains(clock.event, U"次月") || ends_with(clock.event, U"月") || ends_with(clock.event, U"月的")))
                continue;
            clock.kind = Clock::Before;
            clock.begin = begin;
            clock.end = end + (starts_with(after, U"之前") ? 2 : 1);
            out.push_back(clock);
            i = clock.end - 1;
            continue;
        }
        // 会议召开前2个工作日: so long before it
        if (const std::size_t n = ends_with(before, U"前") ? 1 : 0; n > 0 && !within)
            for (std::u32string_view w : {U"召开", U"开会", U"举办", U"举行", U"施行", U"实施", U"发布", U"公布", U"印发", U"出台", U"开始", U"启动", U"提交", U"提请", U"审议", U"到期", U"届满", U"开学", U"送审", U"会议", U"会"})
                if (ends_with(before.substr(0, i - n), w)) {
                    clock.kind = Clock::Before;
                    std::size_t begin = 0;
                    clock.event = event_before(text, i - n, begin);
                    clock.begin = begin;
                    clock.end = end;
                    break;
                }
        if (clock.kind == Clock::Before && !clock.event.empty()) {
            out.push_back(clock);
            i = end - 1;
            continue;
        }
        clock.kind = Clock::Within;
        // 号源提前一周开放比例不低于90%: part of what is measured
        const std::u32string_view soon = after.substr(0, std::min<std::size_t>(after.find_first_of(U"，；。"), 8));
        if (ends_with(before, U"提前") && !contains(soon, U"比例") && !contains(soon, U"率")) {
            clock.kind = Clock::Before;
            clock.begin = i - 2;
            clock.end = end;
            std::size_t begin = 0;
            clock.event = event_before(text, i - 2, begin);
            out.push_back(clock);
            i = end - 1;
            continue;
        }
        // 省出台文件后2个月完成: 内 left out
        const bool done = ends_with(before, U"后") && (starts_with(after, U"完成") || starts_with(after, U"办结") || starts_with(after, U"公布") ||
                                                       starts_with(after, U"公开") || starts_with(after, U"报送"));
        // 不晚于审批后5个工作日: no 内 is needed
        const std::u32string_view own = before.substr(before.find_last_of(U"，；。") == std::u32string_view::npos ? 0 : before.find_last_of(U"，；。") + 1);
        const bool latest = ends_with(before, U"后") && (contains(own, U"不晚于") || contains(own, U"不迟于") || contains(own, U"不超过") || contains(own, U"最迟"));
        // 一般问题3个工作日、复杂问题10个工作日内答复: 内 is said once
        bool shared = false;
        if (starts_with(after, U"、")) {
            const std::u32string_view rest = after.substr(0, std::min(after.find_first_of(U"，；。"), after.size()));
            const auto next = rest.find(std::u32string(unit) + U"内");
            shared = next != std::u32string_view::npos && next > 1 && (is_digit(rest[next - 1]) || is_chinese_digit(rest[next - 1]));
        }
        if (!within && most == 0 && !done && !latest && !shared)
            continue;
        std::size_t at = i - most;
        if (within && most == 0 && preceded({U"在", U"于"}) && i >= 1)
            at = i - 1;
        std::size_t begin = 0;
        clock.event = event_before(text, at, begin);
        clock.begin = begin;
        clock.end = end + (within ? (starts_with(after, U"内") ? 1 : 2) : 0);
        const std::u32string_view lead = text.substr(begin, at - begin);
        const bool from = (contains(lead, U"后") && !ends_with(lead, U"滞后") && !ends_with(lead, U"延后") && !ends_with(lead, U"落后")) || contains(lead, U"起") || contains(lead, U"之日") || ends_with(lead, U"的");
        bool happening = from;
        for (std::u32string_view w : happenings)
            happening = happening || ends_with(clock.event, w);
        for (std::u32string_view w : receivings) // 发现问题15日内: 后 is left out
            happening = happening || (starts_with(clock.event, w) && clock.event.size() > w.size());
        // 不能当场答复的在7日内: which ones, and no event; 事后: no event of its own
        if (ends_with(lead, U"的") && !contains(lead, U"后") && !contains(lead, U"起"))
            happening = std::any_of(std::begin(receivings), std::end(receivings), [&](auto w) { return starts_with(clock.event, w); }) || starts_with(clock.event, U"发生") ||
                        ends_with(clock.event, U"变动") || ends_with(clock.event, U"变化") || ends_with(clock.event, U"变更");
        if (clock.event == U"事" || clock.event == U"次日" || clock.event == U"即日" || clock.event == U"当日")
            happening = false;
        clock.unknown_start = clock.event.empty() || !happening || (!from && clock.event.size() > 14) || longer;
        // 一个月内收到3条差评的，…: which ones are meant
        const auto clause_end = std::min(text.find_first_of(U"，；。", end), text.size());
        if (within && !happening && clause_end > end && text[clause_end - 1] == U'的' && clause_end < text.size() && text[clause_end] == U'，')
            continue;
        // 接到转办单后2小时内签收、5个工作日内办结: one event for both
        if (!out.empty() && begin < out.back().end) {
            clock.event = out.back().event;
            clock.unknown_start = out.back().unknown_start;
            clock.begin = i;
        }
        if (clock.unknown_start) {
            // 收到申请后，办公室应当在5个工作日内…: the event stands in the clause before
            std::size_t clause = begin;
            while (clause > 0 && !is_one_of(text[clause - 1], U"，；。：！？"))
                --clause;
            std::size_t b = 0;
            if (auto event = event_told_before(text, clause, b); !event.empty()) {
                clock.event = std::move(event);
                clock.begin = b;
                clock.unknown_start = false;
            } else if (within && !longer && begin + 1 >= at && !out.empty() && !out.back().unknown_start && out.back().kind == Clock::Within && clause > 1 && text[clause - 1] == U'，' &&
                       text.substr(out.back().end, clause - 1 - out.back().end).find_first_of(U"，；。！？") == std::u32string_view::npos) {
                // 自受理之日起10个工作日内初核，60日内办结: from the same day
                clock.event = out.back().event;
                clock.begin = i;
                clock.unknown_start = false;
            }
        }
        out.push_back(clock);
        i = clock.end - 1;
    }
    // 当天有回应, 当日办结: a clock of no length
    for (std::u32string_view w : {U"当天", U"当日"}) {
        for (std::size_t p = text.find(w); p != std::u32string_view::npos; p = text.find(w, p + 1)) {
            if (inside[p])
                continue;
            Clock clock;
            clock.length = 0;
            clock.unit = U"day";
            std::size_t begin = 0;
            clock.event = event_before(text, p, begin);
            clock.begin = begin;
            clock.end = p + 2;
            clock.unknown_start = clock.event.empty();
            out.push_back(clock);
        }
    }
    std::sort(out.begin(), out.end(), [](const Clock& a, const Clock& b) { return a.begin < b.begin; });
    return out;
}

std::vector<Stated> find_dues(std::u32string_view text, int plan_year) {
    std::vector<Stated> out;
    const auto inside = quoted(text);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char32_t c = text[i];
        if (inside[i])
            continue;
        if (!is_digit(c) && !is_one_of(c, U"一二三四五六七八九十第上下全年每次翌今本当明来截自从"))
            continue;
        if (i > 0 && (is_digit(text[i - 1]) || (is_chinese_digit(text[i - 1]) && (is_chinese_digit(c) || c == U'年'))))
            continue;
        if (c == U'下' && i > 0 && is_one_of(text[i - 1], U"上、") && (text[i - 1] == U'上' || (i > 1 && text[i - 2] == U'上')))
            continue; // 上下半年各一次: both
        // 到2025年，…达到95%, 到2027年基本完成: by the end of that year
        if (i > 0 && text[i - 1] == U'到' && i + 5 < text.size() && text[i + 4] == U'年') {
            const auto year = to_number(text.substr(i, 4));
            const auto rest = text.substr(i + 5);
            bool by_then = rest[0] == U'，' && (i == 1 || is_one_of(text[i - 2], U"，。；、"));
            for (std::u32string_view w : {U"基本", U"实现", U"全面", U"完成", U"建成", U"力争", U"达到"})
                by_then = by_then || starts_with(rest, w);
            if (by_then && year && *year >= plan_year && *year < plan_year + 20) {
                Due by;
                by.shape = Due::Before;
                by.from = {plan_year, 1, 1};
                by.to = {static_cast<int>(*year), 12, 31};
                by.text = std::u32string(text.substr(i, 5));
                by.word = by.text + U"底前";
                out.push_back({i, i + 5, by});
                i += 4;
                continue;
            }
        }
        std::size_t length = 0;
        auto due = match_due(text, i, plan_year, length);
        if (!due)
            continue;
        const std::u32string_view printed = text.substr(i, length);
        const std::u32string_view after = text.substr(i + length);
        const std::u32string_view before = text.substr(0, i);
        bool take = due->shape == Due::Before;
        auto follows = [&](std::initializer_list<std::u32string_view> words) {
            return std::any_of(words.begin(), words.end(), [&](auto w) { return starts_with(after, w); });
        };
        if (due->shape == Due::Period) {
            // 年内, 全年, 二季度, 下半年, 8月份举办: said of the act, not of a thing (8月份报告, 全年预算).
            const bool whole = due->word == U"全年";
            const bool quarterly = contains(printed, U"季度") || contains(printed, U"半年");
            const bool ended = ends_with(printed, U"底") || ends_with(printed, U"末");
            const bool act = follows({U"举办", U"开展", U"组织", U"集中", U"完成", U"启动", U"召开", U"发布", U"公布", U"印发", U"，", U"、", U"全市", U"全区",
                                      U"高质量", U"要", U"应", U"须", U"将", U"至少", U"不少于", U"进行", U"邀请", U"推进", U"“", U"在", U"各", U"向", U"报送",
                                      U"编制", U"制定", U"实现", U"建成", U"上线", U"形成", U"出台", U"公开", U"对", U"由", U"再", U"统一", U"全面",
                                      U"政府开放", U"牵头", U"会同", U"做好", U"通过", U"调整", U"更新", U"听取", U"落实", U"基本", U"力争", U"分", U"按", U"以",
                                      U"围绕", U"持续", U"完善", U"建立", U"试点", U"培训", U"专题", U"主动", U"前", U"举行", U"安排", U"走访", U"评选", U"开工", U"竣工", U"投用", U"新上线", U"试运行"});
            const bool led = before.empty() || is_one_of(before.back(), U"，；。：于在并") || ends_with(before, U"好") || ends_with(before, U"办");
            if (whole)
                take = printed != U"本年度" && !follows({U"度"}) && (printed != U"全年" || !follows({U"预算", U"收入"}));
            else if (ended && before.size() > 0 && before.back() == U'到') { // 到2025年底，处置率不低于20%
                take = true;
                due->shape = Due::Before;
                due->from = {plan_year, 1, 1};
                due->word += U"前";
            } else if (ended)
                take = act || led || after.empty() || is_one_of(after.front(), U"。；，");
            else if (quarterly)
                take = (act || led) && !contains(printed, U"每");
            else if (contains(printed, U"年初"))
                take = false;
            else
                take = (act || (led && !follows({U"日"}))) && (contains(printed, U"月")) && !follows({U"的", U"日", U"起施行", U"印发的", U"发布的", U"出台的"});
            if (printed != U"全年" && ends_with(printed, U"年") && !ends_with(printed, U"半年"))
                take = false;
        } else if (due->shape == Due::From) {
            take = !follows({U"施行", U"实施", U"执行的", U"印发", U"出台"});
        } else if (due->shape == Due::Before) {
            // 3月31日前已… , 2022年底前的: of a thing
            take = !follows({U"期", U"的"}) || follows({U"期限"});
            // 对2025年底前制定的文件: of what was before this plan
            if (due->to.year < plan_year && after.substr(0, std::min<std::size_t>(after.find_first_of(U"，；。"), 8)).find(U'的') != std::u32string_view::npos)
                take = false;
        }
        // 汛期（6月至9月）: the season in its months
        if (!take && due->shape == Due::Period && i > 1 && text[i - 1] == U'（' && text[i - 2] == U'期' && starts_with(after, U"）"))
            take = true;
        // 三季度末完成, 9月底建成: by that day
        if (take && due->shape == Due::Period && due->from == due->to && follows({U"完成", U"建成", U"实现", U"办结", U"上线", U"投用"})) {
            due->shape = Due::Before;
            due->from = {plan_year, 1, 1};
            due->word += U"前";
        }
        if (take)
            out.push_back({i, i + length, *due});
        i += length - 1;
    }
    // 适时组织评估: a time, though no date
    if (out.empty())
        for (std::u32string_view w : {U"适时", U"尽快", U"择期", U"择机"})
            if (const auto at = text.find(w); at != std::u32string_view::npos && !inside[at]) {
                out.push_back({at, at + w.size(), Due{{}, {}, Due::Vague, std::u32string(w), U"适时"}});
                break;
            }
    return out;
}

namespace {

constexpr std::u32string_view steady[] = {U"常态化", U"实时", U"定期"};

bool measured(std::u32string_view part, int year) {
    const auto counts = find_counts(part);
    if (std::any_of(counts.begin(), counts.end(), [](const Count& c) { return !c.act; }) || !find_clocks(part).empty())
        return true;
    for (const auto& d : find_dues(part, year))
        if (d.due.word != U"全年")
            return true;
    for (auto w : steady)
        if (contains(part, w))
            return true;
    return false;
}

/// Behind the name of a bearer: does it do something of its own (每年邀请公众列席部门会议不少于2次), or is it only told its
/// share of what was named before (每年不少于2次, 至少组织两场), or is the name part of a longer one (市政府领导)?
bool acts_itself(std::u32string_view rest) {
    constexpr std::u32string_view before[] = {U"每", U"全年", U"年内", U"至少", U"不少于", U"应", U"要", U"须", U"分别", U"也", U"均", U"邀请", U"开展", U"组织",
                                              U"举办", U"召开", U"报送", U"公布", U"公开", U"发布", U"制作", U"安排", U"完成", U"参加", U"选取"};
    if (std::none_of(std::begin(before), std::end(before), [&](auto w) { return starts_with(rest, w); }))
        return false;
    std::size_t own = 0;
    for (std::size_t i = 0; i < rest.size(); ++i) {
        constexpr std::u32string_view share[] = {U"每半年", U"每季度", U"每年", U"每月", U"每季", U"全年", U"年内", U"至少", U"不少于", U"不低于", U"分别", U"组织", U"开展",
                                                 U"举办", U"召开", U"以上", U"完成"};
        const auto* w = std::find_if(std::begin(share), std::end(share), [&](auto word) { return starts_with(rest.substr(i), word); });
        if (w != std::end(share))
            i += w->size() - 1;
        else
            own += is_han(rest[i]) && !is_chinese_digit(rest[i]) ? 1 : 0;
    }
    return own >= 5; // more than a word that counts
}

/// A later duty begins here whatever the annex says: another bearer with a number of its own, 均须 and 也要 said of
/// something of its own, or a report due by a day.
bool opens_duty(std::u32string_view part, bool semicolon, int year) {
    const std::u32string_view clause = part.substr(0, std::min(part.find_first_of(U"，；"), part.size()));
    for (std::u32string_view w : {U"均须", U"均应", U"都要", U"也要", U"均要", U"也应"}) {
        const auto at = part.substr(0, part.find(semicolon ? U'；' : U'，')).find(w);
        if (at != std::u32string_view::npos && at > 1)
            return true;
    }
    if (starts_with(clause, U"于"))
        for (const auto& d : find_dues(clause, year))
            if (d.begin == 1 && d.due.shape == Due::Before && starts_with(clause.substr(d.end), U"报"))
                return true;
    auto counts = find_counts(clause);
    std::erase_if(counts, [](const Count& c) { return c.act; });
    if (counts.empty())
        return false;
    // 区政府各部门、各街道邀请…不少于1次
    for (std::size_t n = std::min<std::size_t>(clause.size(), 24); n >= 3; --n) {
        const auto head = clause.substr(0, n);
        if (!is_unit_name(head.substr(head.rfind(U'、') == std::u32string_view::npos ? 0 : head.rfind(U'、') + 1)))
            continue;
        if (starts_with(head, U"各") || starts_with(head, U"区") || starts_with(head, U"市") || starts_with(head, U"县") || starts_with(head, U"镇"))
            if (n < clause.size() && counts.front().begin >= n && acts_itself(clause.substr(n)))
                return true;
    }
    return false;
}

/// 推进会, 规范化建设专题培训: what is held so many times.
bool names_an_event(std::u32string_view phrase) {
    for (std::u32string_view w : {U"会", U"会议", U"活动", U"培训", U"培训班", U"班", U"行动", U"演练", U"检查", U"督查", U"调研", U"讲座", U"宣讲", U"宣传", U"评估", U"演习", U"论坛",
                                  U"沙龙", U"竞赛", U"比武", U"会商", U"座谈", U"交流", U"督导", U"巡查", U"抽查", U"整治"})
        if (ends_with(phrase, w))
            return true;
    return false;
}

} // namespace

std::vector<std::size_t> duty_breaks(std::u32string_view text, int plan_year) {
    std::vector<std::size_t> out;
    const auto inside = quoted(text);
    // A lost full stop: 不少于1次优化代表遴选方式
    std::vector<std::size_t> lost;
    for (const Count& count : find_counts(text)) {
        const auto rest = text.substr(count.end);
        if (count.compared && count.unit == U"次" && count.verb_end == count.verb_begin && count.number_at > count.begin && rest.size() > 8 &&
            count_han(rest.substr(0, 2)) == 2 && contains(rest, U"，"))
            for (std::u32string_view w : {U"优化", U"加强", U"完善", U"推动", U"推进", U"健全", U"强化", U"深化", U"扩大", U"提升", U"鼓励", U"建立", U"继续",
                                          U"积极", U"持续", U"进一步", U"探索", U"规范"})
                if (starts_with(rest, w) && !names_an_event(rest.substr(0, rest.find(U'，')))) // 不少于1次推进会 has lost nothing
                    lost.push_back(count.end);
    }
    std::size_t start = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (std::find(lost.begin(), lost.end(), i) != lost.end()) {
            out.push_back(i);
            start = i;
        }
        if ((text[i] != U'，' && text[i] != U'；') || inside[i] || i + 1 >= text.size())
            continue;
        if (measured(text.substr(start, i - start), plan_year) && opens_duty(text.substr(i + 1), text[i] == U'；', plan_year)) {
            out.push_back(i + 1);
            start = i + 1;
        }
    }
    return out;
}

std::vector<std::size_t> possible_breaks(std::u32string_view text, int plan_year) {
    std::vector<std::size_t> out;
    const auto inside = quoted(text);
    for (std::size_t i = 1; i + 1 < text.size(); ++i) {
        if ((text[i] != U'，' && text[i] != U'；') || inside[i])
            continue;
        const auto part = text.substr(i + 1);
        const auto clause = part.substr(0, std::min(part.find_first_of(U"，；"), part.size()));
        if (starts_with(clause, U"并") || starts_with(clause, U"且") || !measured(text.substr(0, i), plan_year))
            continue;
        for (const auto& d : find_dues(clause, plan_year))
            if (d.begin <= 6) {
                out.push_back(i + 1);
                break;
            }
    }
    return out;
}

} // namespace yaodian::importer
