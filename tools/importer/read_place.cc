#include "tools/importer/read_place.h"

#include <algorithm>
#include <fmt/format.h>

namespace yaodian::importer {

std::string_view force_name(Force force) {
    constexpr std::string_view names[] = {"必须", "原则上", "鼓励", "探索", "可以", "不得"};
    return names[static_cast<int>(force)];
}

namespace {

using View = std::u32string_view;

template <typename List>
std::size_t starts_with_any(View text, const List& words) {
    std::size_t best = 0;
    for (View w : words)
        if (starts_with(text, w))
            best = std::max(best, w.size());
    return best;
}

// Words a clause begins with when it has no subject, or only leads in to the main clause.
constexpr View verbs[] = {
    U"选择", U"启动", U"推动", U"推进", U"督促", U"指导", U"组织", U"引导", U"支持", U"鼓励", U"要求", U"依托", U"提升", U"加强", U"建立", U"完善", U"协调", U"发挥", U"强化", U"会同",
    U"通过", U"围绕", U"按照", U"方便", U"健全", U"优化", U"规范", U"落实", U"开展", U"做好", U"深化", U"扩大", U"持续", U"继续", U"进一步", U"探索", U"拓展",
    U"严格", U"畅通", U"统筹", U"充分", U"积极", U"结合", U"聚焦", U"针对", U"根据", U"及时", U"定期", U"全面", U"深入", U"加快", U"加大", U"提高", U"打造",
    U"形成", U"确保", U"实现", U"压实", U"明确", U"编制", U"制定", U"制订", U"出台", U"发布", U"公开", U"邀请", U"选取", U"使用", U"用好", U"保障", U"抓好",
    U"抓实", U"巩固", U"落细", U"配合", U"协助", U"参与", U"联合", U"邀约", U"向社会", U"对接", U"依法", U"注重", U"坚持", U"牢固", U"创新", U"丰富", U"拓宽",
    U"构建", U"搭建", U"切实", U"认真", U"大力", U"主动", U"动态", U"适时", U"每", U"提供", U"推广", U"发展", U"培育", U"建设", U"改造", U"新建", U"建成", U"召开", U"举办",
    U"促进", U"维护", U"监督", U"检查", U"考核", U"评估", U"宣传", U"审核", U"审查", U"梳理", U"汇总", U"收集", U"征集", U"听取", U"报送", U"上报", U"归集",
    U"为了", U"除", U"凡", U"涉及的", U"接受", U"实施", U"实行", U"执行", U"设立", U"设置", U"更新", U"公布", U"印发", U"对照", U"参照", U"依据", U"面向", U"立足",
    U"着力", U"着眼", U"力争", U"争取", U"发动", U"动员", U"带动", U"吸引", U"联系", U"走访", U"服务", U"帮助", U"满足", U"回应", U"解决", U"处理", U"办理",
    U"调动", U"凝聚", U"整合", U"盘活", U"选树", U"表彰", U"通报", U"约谈", U"问责", U"引入", U"引进", U"委托", U"聘请", U"购买", U"安排", U"落地", U"创建",
    U"不断", U"逐步", U"逐项", U"稳步", U"有序", U"扎实", U"扎实推进", U"全力", U"合理", U"科学", U"综合", U"重点", U"同步", U"统一", U"集中", U"分类", U"分级",
    U"倡导", U"试点", U"先行", U"常态", U"采取", U"采用", U"运用", U"利用", U"借助", U"汇编", U"编印", U"修订", U"起草", U"牵头", U"负责", U"安全", U"保持",
    U"防止", U"防范", U"避免", U"杜绝", U"严防", U"严禁", U"禁止", U"不得", U"应当", U"应", U"须", U"必须", U"要", U"塑造", U"确定", U"完成", U"更好", U"高质量", U"至少", U"营造", U"高标准",
    U"上报", U"推送", U"跟踪", U"强调", U"突出", U"增强", U"增加", U"增设", U"减少", U"降低", U"消除", U"改进", U"改善", U"疏通", U"衔接", U"贯通", U"打通"};

constexpr View marks_after_subject[] = {
    U"要", U"应", U"须", U"需", U"必须", U"不得", U"可以", U"可", U"负责", U"会同", U"牵头", U"按", U"根据", U"结合", U"依据", U"在", U"对", U"于", U"每", U"年内",
    U"全年", U"年度", U"至少", U"不少于", U"邀请", U"组织", U"开展", U"通过", U"建立", U"编制", U"制定", U"制订", U"出台", U"做好", U"落实", U"加强", U"统筹", U"指导",
    U"配合", U"具体", U"分别", U"共同", U"定期", U"及时", U"主动", U"应当", U"将", U"已", U"作为", U"聚焦", U"围绕", U"依托", U"确定", U"明确", U"参照", U"自",
    U"收到", U"利用", U"充分", U"切实", U"全面", U"认真", U"严格", U"积极", U"继续", U"把", U"向", U"以", U"推进", U"推动", U"完善", U"强化", U"健全", U"优化",
    U"深化", U"持续", U"进一步", U"举办", U"召开", U"听取", U"报送", U"发布", U"公开", U"公布", U"更新", U"梳理", U"汇总", U"督促", U"监督", U"选取", U"选派", U"承担",
    U"实施", U"执行", U"汇编", U"印发", U"提出", U"提供", U"受理", U"办理", U"回应", U"答复", U"填报", U"同步", U"原则上", U"均", U"都", U"也", U"上半年",
    U"下半年", U"第", U"一季度", U"二季度", U"三季度", U"四季度", U"联合", U"参与", U"协助", U"设立", U"确保", U"集中", U"统一", U"依法", U"依规", U"抓好", U"抓实", U"用好", U"用足",
    U"完成", U"不", U"专题", U"适时", U"视情", U"带头", U"亲自", U"从", U"为", U"由", U"与", U"和", U"就", U"先", U"逐", U"调整", U"归集", U"设置", U"开设", U"力争",
    U"新增", U"安排", U"鼓励", U"探索", U"立足", U"妥善", U"规范", U"审核", U"审查", U"起草", U"修订", U"征求", U"深入", U"扎实", U"大力", U"加快", U"加大", U"提升", U"提高", U"打造", U"形成", U"构建", U"搭建", U"创新", U"丰富", U"拓展", U"整合",
    U"纳入", U"接到", U"全程", U"请于", U"请分别", U"常态化", U"动态", U"发挥", U"压实", U"履行", U"保障", U"配备", U"配齐", U"本着", U"轮流"};

// More verbs that a bearer is followed by; none of them begins a noun that goes on with the bearer's name.
constexpr View acts[] = {
    U"排查", U"核查", U"核实", U"自查", U"交办", U"督办", U"分办", U"转办", U"登记", U"汇报", U"报告", U"反馈", U"转发", U"转载", U"撰写", U"拟制", U"拟定", U"拟订", U"草拟",
    U"送审", U"审定", U"备案", U"归档", U"移交", U"共享", U"上网", U"上传", U"录入", U"填写", U"张贴", U"悬挂", U"摆放", U"指定", U"抽调", U"召集", U"主持", U"主办",
    U"承办", U"轮训", U"培训", U"参加", U"回访", U"抽查", U"巡查", U"巡检", U"抄送", U"公示", U"申报", U"答疑", U"整理", U"汇集", U"制作", U"编写", U"编发", U"印制",
    U"发放", U"派发", U"投放", U"运营", U"保存", U"保管", U"校对", U"核对", U"甄别", U"研究", U"研判", U"分析", U"谋划", U"部署", U"调度", U"予以", U"给予", U"分工",
    U"签字", U"签收", U"推送", U"上报", U"推动", U"督促", U"引导", U"支持", U"要求", U"提升", U"完善", U"协调", U"邀约", U"对接", U"注重", U"坚持", U"推广", U"培育",
    U"维护", U"检查", U"考核", U"评估", U"审核", U"审查", U"收集", U"征集", U"归集", U"接受", U"实行", U"对照", U"面向", U"着力", U"发动", U"动员", U"走访", U"帮助",
    U"满足", U"解决", U"调动", U"选树", U"表彰", U"通报", U"约谈", U"问责", U"引入", U"委托", U"聘请", U"购买", U"创建", U"逐项", U"稳步", U"有序", U"全力", U"合理",
    U"综合", U"分类", U"分级", U"采取", U"采用", U"运用", U"借助", U"编印", U"保持", U"防止", U"严防", U"塑造", U"营造", U"跟踪", U"突出", U"增强", U"增加", U"增设",
    U"减少", U"降低", U"改进", U"改善", U"贯通", U"打通", U"更换", U"清理", U"报", U"送", U"设专人", U"明确专人", U"配", U"签", U"列出", U"上线", U"启动", U"建成",
    U"轮流", U"联动", U"压缩", U"缩短", U"精简", U"梳", U"盘点", U"晒", U"比", U"值守", U"响应", U"联系", U"办结", U"处置", U"处理", U"最迟", U"最晚", U"一律", U"带队",
    U"成立", U"组建", U"包联", U"包保", U"选聘", U"招募", U"推出", U"试行", U"推行", U"兑现", U"认领", U"牵", U"挂牌", U"开放", U"开通", U"上门", U"座谈", U"会商"};

/// Nouns that begin like one of the verbs.
constexpr View no_acts[] = {U"应急", U"应用", U"应诉", U"以上", U"以下", U"以内", U"以外", U"自然", U"自贸", U"自治", U"从业", U"在建", U"在职", U"在册", U"就业", U"不动产",
                            U"第三方", U"配套", U"为老", U"为民", U"联合会", U"公开办", U"公开栏", U"督查室", U"考核办", U"监督管理", U"服务中心", U"指导中心", U"保障中心",
                            U"组织部", U"组织人事", U"组织处", U"组织科", U"宣传部", U"宣传处", U"宣传科"};

/// 规范化达标率, 参训率, 签约率: what is measured, no act of the body before it.
bool rate_follows(View rest) {
    const auto at = rest.substr(0, 8).find(U'率');
    if (at == View::npos || at < 1 || is_digit(rest[0]))
        return false;
    const View noun = rest.substr(0, at);
    return noun.find_first_of(U"，；、：的将对在于把要应须需至年月每全") == View::npos && !starts_with_any(noun, std::initializer_list<View>{U"确保", U"实现", U"提高", U"提升", U"保持", U"力争", U"达到", U"完成", U"降低", U"公布", U"公开", U"通报"});
}

bool verb_follows(View rest) {
    if (rest.empty() || starts_with_any(rest, no_acts) > 0 || rate_follows(rest))
        return false;
    std::size_t length = 0; // 区教育局9月底前公布
    return is_digit(rest[0]) || starts_with_any(rest, marks_after_subject) > 0 || starts_with_any(rest, acts) > 0 ||
           match_due(rest, 0, 2000, length).has_value();
}

/// Nouns that bodies are called by without a level in front.
constexpr View generic_bodies[] = {U"单位", U"部门", U"处室", U"科室", U"机关", U"机构", U"窗口", U"街道", U"街镇", U"乡镇", U"委办局", U"办事处", U"园区", U"地区",
                                   U"村居", U"居村", U"居委", U"镇", U"区", U"局", U"委", U"办", U"处", U"室", U"所", U"中心", U"站", U"队", U"村", U"社区", U"居委会", U"村委会", U"居村委",
                                   U"政府", U"公司", U"企业", U"中小学", U"幼儿园", U"学校", U"中小学校", U"医院"};
constexpr View posts[] = {U"主要负责同志", U"主要负责人", U"主要领导", U"分管领导", U"分管负责同志", U"分管负责人", U"班子领导", U"领导班子", U"领导班子成员", U"班子成员",
                          U"负责同志", U"负责人", U"工作人员", U"联络员", U"党政主要负责人", U"党政主要负责同志", U"领导干部", U"专职人员", U"信息员", U"领导", U"工作机构", U"总河长", U"河长", U"湖长", U"林长", U"田长", U"路长", U"网格长", U"网格员",
                          U"第一书记", U"党组织书记", U"法律顾问", U"巡河员", U"保洁员", U"护林员", U"巡查员"};
// Those who take part are not those who owe the duty.
constexpr View outsiders[] = {U"协会", U"企业", U"公众", U"代表", U"市民", U"群众", U"专家", U"学校", U"医院", U"学会", U"商会", U"媒体", U"产业园区", U"平台", U"网站",
                              U"第三方机构", U"社会组织", U"志愿者", U"服务机构", U"评估机构", U"中介机构", U"申请人", U"会", U"校", U"团", U"社"};

bool is_post(View name) {
    return std::any_of(std::begin(posts), std::end(posts), [&](View p) { return ends_with(name, p); });
}

/// 议定事项由应急办, 信息公开纳入考核单位, 清理沟渠40处: a clause that ends as names do.
bool has_act_inside(View name) {
    if (is_digit(name[name.size() - 2]) || (name[1] == U'个' && (is_digit(name[0]) || is_chinese_digit(name[0]) || name[0] == U'两')))
        return true; // 沟渠40处, 四个开发区
    if (starts_with_any(name, std::initializer_list<View>{U"建成", U"扩建", U"改扩建", U"新增", U"新设", U"增配", U"清理", U"清除", U"修缮", U"整治", U"覆盖", U"线上", U"线下",
                                                          U"一次性", U"同一", U"组建", U"推行", U"试行"}) > 0)
        return true;
    for (View w : {View(U"纳入"), View(U"列入"), View(U"须经"), View(U"应经"), View(U"建成"), View(U"覆盖"), View(U"作为"), View(U"完成"),
                   View(U"带队"), View(U"不少于"), View(U"不低于"), View(U"每"), View(U"之日"), View(U"日内"), View(U"小时"), View(U"结果"), View(U"情况")})
        if (const auto at = name.find(w); at != View::npos && at > 0)
            return true;
    for (auto at = name.find(U'于'); at != View::npos; at = name.find(U'于', at + 1))
        if (at + 1 < name.size() && is_digit(name[at + 1]))
            return true;
    // 自由贸易试验区 is a name
    for (auto at = name.find(U'由'); at != View::npos; at = name.find(U'由', at + 1))
        if (at > 0 && name[at - 1] != U'自')
            return true;
    return false;
}

/// 综合规划处, 发展改革委, 组织部: names of offices that begin like verbs.
bool named_like_an_act(View name) {
    if (name.size() > 10 || contains(name, U"各") || contains(name, U"的"))
        return false;
    if (starts_with(name, U"综合") && is_unit_name(name) && !ends_with(name, U"窗口") && !ends_with(name, U"平台") && !ends_with(name, U"园区"))
        return true;
    if (!is_one_of(name.back(), U"处科部局委室办"))
        return false;
    for (View w : {View(U"发展"), View(U"建设"), View(U"组织人事"), View(U"组织处"), View(U"组织科"), View(U"组织部"), View(U"宣传"), View(U"安全监"), View(U"监督"), View(U"审核"), View(U"审查"),
                   View(U"检查"), View(U"考核"), View(U"评估"), View(U"服务"), View(U"保障"), View(U"规范"), View(U"应急"), View(U"应对")})
        if (starts_with(name, w) && name.size() > w.size() && !is_one_of(name[w.size()], U"省市区县镇乡街村"))
            return true;
    return false;
}

/// May this stand as the subject of a duty?
bool is_bearer(View name) {
    // 起草部门, 承办单位: a verb and a noun make a name
    if (name.size() == 4 && (ends_with(name, U"部门") || ends_with(name, U"单位") || ends_with(name, U"处室") || ends_with(name, U"科室") || ends_with(name, U"机关")))
        for (View w : {View(U"起草"), View(U"牵头"), View(U"承办"), View(U"主办"), View(U"主管"), View(U"制定"), View(U"审批"), View(U"监管"), View(U"执行"), View(U"实施"),
                       View(U"责任"), View(U"配合"), View(U"业务"), View(U"相关"), View(U"有关"), View(U"涉及"), View(U"发布"), View(U"负责"), View(U"组织"), View(U"考核"),
                       View(U"审核"), View(U"评估"), View(U"编制"), View(U"征集"), View(U"办理"), View(U"建设"), View(U"服务"), View(U"管理")})
            if (starts_with(name, w))
                return true;
    if (name.size() < 2 || name.size() > 32)
        return false;
    if (std::find(std::begin(posts), std::end(posts), name) != std::end(posts))
        return true;
    for (View w : {View(U"其他"), View(U"其余")}) // 其他单位
        if (starts_with(name, w) && std::find(std::begin(generic_bodies), std::end(generic_bodies), name.substr(2)) != std::end(generic_bodies))
            return true;
    if ((starts_with_any(name, verbs) > 0 && !named_like_an_act(name)) || is_one_of(name[0], U"我对在向为与从以将把经被让使给和及或由自其该此这那因如若当按据"))
        return false;
    if (name.find_first_of(U"，；。：“《") != View::npos && !contains(name, U"“"))
        return false;
    if (const auto at = name.find(U'在'); at != View::npos && at > 0)
        return false; // 名单在村（社区）公示
    if (has_act_inside(name))
        return false;
    if (starts_with(name, U"有条件的"))
        return is_bearer(name.substr(4));
    if (is_post(name)) {
        return starts_with(name, U"各") || starts_with(name, U"区") || starts_with(name, U"市") || starts_with(name, U"镇") || starts_with(name, U"县") ||
               starts_with(name, U"单位") || starts_with(name, U"本") || starts_with(name, U"部门") || starts_with(name, U"街") || starts_with(name, U"党") ||
               starts_with(name, U"相关") || starts_with(name, U"有关") || starts_with(name, U"乡") || starts_with(name, U"村") ||
               std::any_of(std::begin(posts), std::end(posts), [&](View p) { return ends_with(name, p) && name.size() > p.size() && is_bearer(name.substr(0, name.size() - p.size())); });
    }
    if (is_one_of(name[0], U"报送请抓做"))
        return false;
    for (View media : {View(U"日报社"), View(U"报社"), View(U"电视台"), View(U"广播电台"), View(U"通讯社"), View(U"晚报社")})
        if (ends_with(name, media) && name.size() > media.size())
            return true;
    if (name == U"各地" || name == U"各级")
        return true;
    if ((starts_with(name, U"全市") || starts_with(name, U"全县") || starts_with(name, U"全区")) && name.size() <= 5)
        return false;
    for (View own : {View(U"本单位"), View(U"本部门"), View(U"本区"), View(U"本镇")})
        if (const auto at = name.find(own); at != View::npos && at > 0)
            return false;
    if (name == U"城镇" || name == U"集镇" || name == U"政府" || name == U"单位" || name == U"部门" || name == U"中心" || name == U"机构" || name == U"平台")
        return false;
    const bool each = name[0] == U'各' || starts_with(name, U"区政府各") || starts_with(name, U"市政府各");
    if (each) {
        for (View o : {View(U"企业"), View(U"协会"), View(U"平台"), View(U"网站"), View(U"代表"), View(U"媒体"), View(U"社会"), View(U"部"), View(U"专区")})
            if (ends_with(name, o) && !ends_with(name, U"各部"))
                return false;
        return is_unit_name(name) || std::any_of(std::begin(generic_bodies), std::end(generic_bodies), [&](View g) { return ends_with(name, g); });
    }
    if (!is_unit_name(name))
        return false;
    for (View o : outsiders)
        if (ends_with(name, o) && !ends_with(name, U"委员会") && !ends_with(name, U"委会") && !ends_with(name, U"工会") && !ends_with(name, U"党校"))
            return false;
    // 制文单位, 决策承办处室, 教育…等行业主管部门
    for (View g : {View(U"单位"), View(U"部门"), View(U"处室"), View(U"科室"), View(U"机关"), View(U"窗口")})
        if (ends_with(name, g)) // a long one is a clause unless it says which: 区级…涉及的各审批部门
            return name.size() <= 12 || contains(name, U"的") || contains(name, U"各") || contains(name, U"等");
    // Named bodies; a place alone (本区, 全市) is none.
    if (ends_with(name, U"区") || ends_with(name, U"市") || ends_with(name, U"县") || ends_with(name, U"州") || ends_with(name, U"村") || ends_with(name, U"园") ||
        ends_with(name, U"组") || ends_with(name, U"台") || ends_with(name, U"园区"))
        return ends_with(name, U"领导小组") || ends_with(name, U"工作小组") || ends_with(name, U"党组") || ends_with(name, U"开发区") || ends_with(name, U"工业区");
    return name.size() <= 20;
}

/// What a clause ends with that only says who does it.
constexpr View role_ends[] = {U"牵头", U"负责", U"配合", U"承办", U"主办", U"协办", U"协助", U"参与", U"负责落实", U"组织实施", U"负责实施", U"具体落实", U"具体实施"};

/// All parts of a list are bearers: 各部门、各街道; 政策起草部门或业务主管部门; 教育、卫生等行业主管部门和区国资委.
bool split_bearers(const Piece& text, std::size_t from, std::size_t to, std::vector<UnitMention>& out) {
    std::vector<std::pair<std::size_t, std::size_t>> parts;
    std::size_t start = from;
    const View t = text.text;
    int depth = 0;
    for (std::size_t i = from; i <= to; ++i) {
        if (i < to)
            depth += t[i] == U'（' ? 1 : t[i] == U'）' ? -1 : 0;
        if (i < to && (depth > 0 || (t[i] != U'、' && !(t[i] == U'或' && i > start))))
            continue;
        // 区委、区政府督查室: one body
        if (i < to && i == start + 2 && t[start + 1] == U'委' && starts_with(t.substr(i + 1), std::u32string{t[start]} + U"政府") && i + 4 < to &&
            !is_one_of(t[i + 4], U"、和与"))
            continue;
        parts.emplace_back(start, i);
        start = i + 1;
    }
    // 教育、卫生健康、公共交通等行业主管部门: one name
    const View last = t.substr(parts.back().first, parts.back().second - parts.back().first);
    const auto etc = last.find(U'等');
    if (parts.size() > 1 && etc != View::npos && etc + 2 < last.size() && !is_unit_name(t.substr(parts.front().first, parts.front().second - parts.front().first))) {
        const std::size_t begin = parts.front().first, end = parts.back().second;
        parts.clear();
        parts.emplace_back(begin, end);
    }
    // 甲报社、乙电视台等媒体: the names stand for themselves
    if (parts.size() > 1 && etc != View::npos && is_unit_name(t.substr(parts.front().first, parts.front().second - parts.front().first)) &&
        (ends_with(last, U"等媒体") || ends_with(last, U"等单位") || ends_with(last, U"等部门")))
        parts.back().second = parts.back().first + etc;
    // 甲局、乙局、丙局三部门, 甲局等5个部门
    if (parts.size() > 1)
        for (View w : {View(U"部门"), View(U"单位"), View(U"家单位"), View(U"个部门"), View(U"个单位")}) {
            const auto& [a, b] = parts.back();
            const View name = t.substr(a, b - a);
            if (!ends_with(name, w) || name.size() < w.size() + 4)
                continue;
            std::size_t n = name.size() - w.size();
            while (n > 0 && (is_digit(name[n - 1]) || is_chinese_digit(name[n - 1]) || name[n - 1] == U'两'))
                --n;
            if (n < name.size() - w.size() && n >= 3 && is_unit_name(name.substr(0, n)))
                parts.back().second = a + n;
        }
    std::vector<UnitMention> names;
    for (auto [a, b] : parts) {
        View name = t.substr(a, b - a);
        // 和, 与 between two whole names
        std::size_t cut = View::npos, skip = 1;
        for (std::size_t k = 2; k + 2 < name.size(); ++k) {
            const bool joins = name[k] == U'和' || name[k] == U'与' || name[k] == U'及';
            if (joins && (is_unit_name(name.substr(0, k)) || is_post(name.substr(0, k))) &&
                (is_unit_name(name.substr(k + 1)) || is_post(name.substr(k + 1)))) {
                cut = k;
                break;
            }
        }
        auto add = [&](std::size_t x, std::size_t y) {
            View n = t.substr(x, y - x);
            const bool both = n.size() > 5 && n[1] == U'委' && n[2] == U'、' && n[0] == n[3]; // 区委、区政府督查室
            const bool long_list = contains(n, U"、") && !contains(n, U"（") && !both;
            // 各街道、社区
            const bool after_each = !names.empty() && starts_with(names.front().name, U"各") &&
                                    std::find(std::begin(generic_bodies), std::end(generic_bodies), n) != std::end(generic_bodies);
            if (!long_list && !after_each && !is_bearer(n))
                return false;
            if (long_list && (!is_unit_name(n.substr(n.rfind(U'、') + 1)) || starts_with_any(n, verbs) > 0 || is_one_of(n[0], U"对在向为与从以将把经由") ||
                              contains(n, U"“")))
                return false;
            UnitMention unit;
            unit.name = without_short_form(n);
            unit.role = Role::Subject;
            unit.span = text.span(x, y);
            names.push_back(std::move(unit));
            return true;
        };
        if (cut != View::npos) {
            if (!add(a, a + cut) || !add(a + cut + skip, b))
                return false;
        } else if (!add(a, b)) {
            return false;
        }
    }
    out.insert(out.end(), names.begin(), names.end());
    return true;
}

/// 寄宿制学校、幼儿园每季度…; 使用校车的学校应…: those who are no bodies of the government, where a modal word says they must.
bool split_schools(const Piece& text, std::size_t from, std::size_t to, std::vector<UnitMention>& out) {
    const View t = text.text, rest = t.substr(to);
    if (to - from > 30 || starts_with_any(rest, std::initializer_list<View>{U"要", U"应", U"须", U"还应", U"还要", U"每", U"不得", U"必须", U"至少"}) == 0)
        return false;
    std::vector<UnitMention> names;
    for (std::size_t i = from, start = from; i <= to; ++i) {
        if (i < to && t[i] != U'、')
            continue;
        const View name = t.substr(start, i - start);
        if (name.size() < 2 || starts_with_any(name, verbs) > 2 || !(ends_with(name, U"学校") || ends_with(name, U"幼儿园") || ends_with(name, U"中小学") || ends_with(name, U"医院")) ||
            is_one_of(name[0], U"对在向为与从以将把由"))
            return false;
        UnitMention unit;
        unit.name = std::u32string(name);
        unit.role = Role::Subject;
        unit.span = text.span(start, i);
        names.push_back(std::move(unit));
        start = i + 1;
    }
    out.insert(out.end(), names.begin(), names.end());
    return true;
}

constexpr View every_period[] = {U"每年", U"每半年", U"每季度", U"每季", U"每月", U"每周", U"每两周", U"每两月", U"每两个月"};

struct Clause {
    std::size_t begin, end;
};

std::vector<Clause> clauses(View text, const std::vector<bool>& inside) {
    std::vector<Clause> out;
    std::size_t start = 0;
    int depth = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size()) {
            depth += text[i] == U'（' ? 1 : text[i] == U'）' ? -1 : 0;
            if (inside[i] || depth > 0 || !is_one_of(text[i], U"，；。：！？"))
                continue;
        }
        if (i > start)
            out.push_back({start, i});
        start = i + 1;
        depth = 0;
    }
    return out;
}

/// Time words that may stand before a subject: 年内, 决策出台后10个工作日内, 3月底前.
std::size_t skip_time(View clause, int year) {
    std::size_t at = 0;
    // 5.各镇每年…: a number printed inside the cell
    while (at < clause.size() && is_digit(clause[at]))
        ++at;
    at = at > 0 && at < 4 && at < clause.size() && is_one_of(clause[at], U".、．") ? at + 1 : 0;
    for (bool again = true; again;) {
        again = false;
        std::size_t length = 0;
        if (const auto due = match_due(clause, at, year, length); due && length > 0) {
            at += length;
            again = true;
            continue;
        }
        if (const std::size_t n = starts_with_any(clause.substr(at), std::initializer_list<View>{U"每年", U"每半年", U"每季度", U"每月", U"每周", U"同时", U"此外", U"其中", U"另外", U"原则上"})) {
            at += n;
            again = true;
        }
    }
    return at < clause.size() ? at : 0;
}

/// 不少于5个, 不低于20家。: so many of the bodies before it, and nothing they do.
bool counts_bodies(View rest) {
    const std::size_t n = starts_with_any(rest, std::initializer_list<View>{U"不少于", U"不低于", U"不超过", U"不得少于", U"达到", U"至少"});
    std::size_t k = n;
    while (k < rest.size() && (is_digit(rest[k]) || is_chinese_digit(rest[k]) || rest[k] == U'两'))
        ++k;
    return n > 0 && k > n && k < rest.size() && is_one_of(rest[k], U"个家所") && (k + 1 == rest.size() || is_one_of(rest[k + 1], U"以，；。"));
}

/// 由甲局负责; 甲局牵头、乙局配合: bodies and what they are to it, no word of what is to be done.
bool says_roles_only(const Piece& clause) {
    const View t = clause.text;
    if (std::none_of(std::begin(role_ends), std::end(role_ends), [&](View w) { return ends_with(t, w); }) || !is_unit_list(clause))
        return false;
    const auto list = read_units(clause, Role::Responsible).units;
    // 政府主导、部门负责: no bodies but a way of working
    return std::none_of(list.begin(), list.end(), [](const UnitMention& u) {
        return u.name.size() < 3 || starts_with_any(u.name, verbs) >= 2 || has_act_inside(u.name) || is_one_of(u.name[0], U"对在向为与从以将把谁");
    });
}

} // namespace

std::vector<UnitMention> find_subjects(const Piece& text) {
    std::vector<UnitMention> out;
    const View t = text.text;
    const auto inside = quoted(t);
    auto known = [&](const UnitMention& u) {
        return std::any_of(out.begin(), out.end(), [&](const auto& o) { return o.name == u.name && o.role == u.role; });
    };
    const auto all = clauses(t, inside);
    // 建立健全甲局牵头、乙局配合，丙局统筹的工作机制: who is named there describes the thing to be set up
    std::size_t described_from = t.size(), described_to = 0;
    for (const Clause& clause : all) {
        const View c = t.substr(clause.begin, clause.end - clause.begin);
        if (starts_with_any(c, std::initializer_list<View>{U"建立", U"健全", U"完善", U"形成", U"构建", U"加快形成", U"建立健全", U"推动形成", U"加快构建"}) > 0)
            described_from = std::min(described_from, clause.begin);
        for (View w : {View(U"机制"), View(U"格局"), View(U"体系"), View(U"体制"), View(U"模式"), View(U"制度")})
            if (described_from < t.size() && described_to == 0 && clause.begin > described_from && ends_with(c, w) && contains(c, U"的"))
                described_to = clause.end;
    }
    for (const Clause& clause : all) {
        if (clause.begin >= described_from && clause.end <= described_to)
            continue;
        View c = t.substr(clause.begin, clause.end - clause.begin);
        std::size_t at = skip_time(c, 2000);
        const bool by = c.substr(at, 1) == U"由";
        if (contains(c, U"由") && (contains(c, U"担任") || contains(c, U"兼任")))
            continue; // who is appointed, not who must act
        // 未注明的|办公室不予签发: what was not done leads in
        if (starts_with_any(c.substr(at), std::initializer_list<View>{U"未", U"逾期", U"超期", U"拒不", U"不按"}) > 0)
            if (const auto of = c.substr(at, 14).find(U'的'); of != View::npos && of > 1 && at + of + 3 < c.size())
                at += of + 1;
        // 由甲局负责，…; 甲局牵头，乙局、丙局按职责分工负责，…: the clause says nothing but who does it
        if (const Piece roles = text.sub(clause.begin + at, clause.end); !inside[clause.begin + at] && says_roles_only(roles)) {
            for (auto& u : read_units(roles, Role::Responsible).units)
                if (!known(u))
                    out.push_back(std::move(u));
            continue;
        }
        if (by)
            ++at;
        // The longest list of bearers that a verb follows.
        for (std::size_t n = at + 2; n <= std::min<std::size_t>(c.size(), at + 60); ++n) {
            if (n < c.size() && (inside[clause.begin + n] || !verb_follows(c.substr(n))) && starts_with_any(c.substr(n), posts) == 0 && !by)
                continue;
            if (by && n < c.size()) { // 由甲委员会签字: the longest name that fits
                bool longer = false;
                for (std::size_t k = n + 1; k < std::min(c.size(), n + 24) && !longer && !verb_follows(c.substr(n)); ++k) {
                    std::vector<UnitMention> other;
                    longer = split_bearers(text, clause.begin + at, clause.begin + k, other);
                }
                if (longer || is_one_of(c[n], U"的等长员级"))
                    continue;
            }
            if (n == c.size()) // 各单位，要…: only when the next clause goes on with a modal verb
                if (clause.end + 1 >= t.size() || starts_with_any(t.substr(clause.end + 1), std::initializer_list<View>{U"要", U"应", U"须", U"应当", U"必须"}) == 0)
                    continue;
            // 各单位和: the list goes on
            if (n < c.size() && is_one_of(c[n], U"和与") && n + 3 < c.size()) {
                bool goes_on = false;
                for (std::size_t k = n + 3; k <= std::min(c.size(), n + 20) && !goes_on; ++k)
                    goes_on = is_bearer(c.substr(n + 1, k - n - 1)) && (k == c.size() || verb_follows(c.substr(k)));
                if (goes_on)
                    continue;
                if (c[n] == U'和' || c[n] == U'与')
                    continue;
            }
            // 各单位主要负责同志: the post, not the body
            if (n < c.size())
                if (const std::size_t post = starts_with_any(c.substr(n), posts); post > 0) {
                    n += post;
                    if (n < c.size() && !verb_follows(c.substr(n)))
                        continue; // 各部门联络员参训率
                }
            // 全面推行一次性告知|所需材料
            if (n < c.size() && c[n - 1] == U'所' && (is_one_of(c[n], U"需有属涉列联辖") || starts_with(c.substr(n), U"在地")))
                continue;
            // 开放单位不少于5个: what is counted
            if (n < c.size() && counts_bodies(c.substr(n)))
                continue;
            std::vector<UnitMention> names;
            if (!split_bearers(text, clause.begin + at, clause.begin + n, names) && !split_schools(text, clause.begin + at, clause.begin + n, names))
                continue;
            // 街镇综合行政执法队, 市委依法治市办: the name goes on with what looks like a verb
            if (names.size() == 1 && starts_with_any(c.substr(n), std::initializer_list<View>{U"综合", U"依法", U"全面依法"}) > 0)
                for (std::size_t k = n + 4; k < std::min(c.size(), n + 14); ++k) {
                    if (verb_follows(c.substr(k)) && c.substr(n, k - n).find_first_of(U"，、；的各") == View::npos &&
                        is_one_of(c[k - 1], U"办局处队室科组") && is_unit_name(c.substr(at, k - at))) {
                        names.front().name = std::u32string(c.substr(at, k - at));
                        names.front().span = text.span(clause.begin + at, clause.begin + k);
                        n = k;
                        break;
                    }
                }
            Role role = Role::Subject;
            const View rest = n < c.size() ? c.substr(n) : View{};
            if (!by && starts_with_any(rest, std::initializer_list<View>{U"牵头的", U"承办的", U"负责的"}) > 0)
                break; // 其中街道牵头的不少于半数: which of them is meant
            if (starts_with(rest, U"牵头"))
                role = Role::Lead;
            else if (starts_with(rest, U"配合") && !starts_with(rest, U"配合完成"))
                role = Role::Support;
            // 由甲局会同乙局制定: 甲局 leads
            if (by && starts_with(rest, U"会同"))
                role = Role::Lead;
            // 各单位在收到… , 各部门为…: fine; 区财政局等部门: the rest is checked by the marks.
            // 各镇政府、街道办事处，各部门应…: the list began in the clause before
            if (&clause != &all.front() && at == 0 && t[clause.begin - 1] == U'，') {
                const Clause& before = *(&clause - 1);
                std::vector<UnitMention> earlier;
                if (t[before.begin] == U'各' && split_bearers(text, before.begin, before.end, earlier))
                    names.insert(names.begin(), earlier.begin(), earlier.end());
            }
            for (auto& u : names) {
                u.role = role;
                if (!known(u))
                    out.push_back(u);
            }
            // 甲局每季度、乙局每月召开…: each with a frequency of its own
            if (const std::size_t every = starts_with_any(rest, every_period); every > 0 && every + 3 < rest.size() && rest[every] == U'、') {
                at = n + every + 1;
                n = at + 1;
                continue;
            }
            break;
        }
    }
    // 收集的意见由党政办分办: bearers in the middle of a clause
    for (auto p = t.find(U'由'); p != View::npos; p = t.find(U'由', p + 1)) {
        if (inside[p] || p == 0 || is_one_of(t[p - 1], U"，；。：理自缘事经") || p + 3 >= t.size())
            continue;
        std::vector<UnitMention> names;
        std::size_t best = 0;
        for (std::size_t n = 2; n <= 36 && p + 1 + n < t.size(); ++n) {
            if (is_one_of(t[p + n], U"，；。"))
                break;
            std::vector<UnitMention> list;
            if (!is_one_of(t[p + 1 + n], U"的等、长员级") && split_bearers(text, p + 1, p + 1 + n, list)) {
                best = n;
                names = std::move(list);
                if (verb_follows(t.substr(p + 1 + n)))
                    break;
            }
        }
        const View after = t.substr(p + 1 + best, 24);
        const View act = after.substr(0, std::min(after.size(), after.find_first_of(U"，；。")));
        if (best == 0 || contains(act, U"担任") || contains(act, U"兼任"))
            continue;
        for (auto& unit : names) {
            unit.role = starts_with(after, U"牵头") ? Role::Lead : Role::Subject;
            if (!known(unit))
                out.push_back(std::move(unit));
        }
    }
    // 会同有关部门
    for (auto p = t.find(U"会同"); p != View::npos; p = t.find(U"会同", p + 2)) {
        if (inside[p])
            continue;
        std::size_t start = p + 2;
        while (start < t.size()) {
            std::size_t stop = start;
            while (stop < t.size() && !is_one_of(t[stop], U"、，；。：") && !starts_with(t.substr(stop), U"等") && stop - start < 24)
                ++stop;
            // the name this part begins with: up to where a verb goes on, else the longest
            if (starts_with_any(t.substr(start), verbs) > 0)
                break;
            std::size_t n = 0;
            for (std::size_t k = start + 2; k <= stop && n == 0; ++k)
                if (is_unit_name(t.substr(start, k - start)) && (k == t.size() || is_one_of(t[k], U"、，；。等和与及") ||
                                                                 verb_follows(t.substr(k)) || starts_with_any(t.substr(k), verbs) > 0))
                    n = k;
            for (std::size_t k = stop; k > start + 1 && n == 0; --k)
                if (is_unit_name(t.substr(start, k - start)))
                    n = k;
            if (n == 0)
                break;
            UnitMention unit;
            unit.name = std::u32string(t.substr(start, n - start));
            unit.role = Role::Jointly;
            unit.span = text.span(start, n);
            if (!known(unit))
                out.push_back(unit);
            if (n < t.size() && (t[n] == U'、' || t[n] == U'和')) {
                start = n + 1;
                continue;
            }
            break;
        }
    }
    return out;
}

namespace {

constexpr View lead_ins[] = {U"围绕", U"依托", U"根据", U"按照", U"结合", U"针对", U"聚焦", U"通过", U"对", U"对于", U"在", U"为", U"以", U"依据", U"除", U"参照", U"对照",
                             U"利用", U"借助", U"立足", U"凡", U"自", U"从", U"于", U"随着", U"严格对照", U"遵循", U"坚持", U"面向", U"基于", U"按", U"鉴于", U"自觉", U"贯彻", U"因"};
constexpr View adverbs[] = {U"进一步", U"持续", U"继续", U"切实", U"积极", U"严格", U"及时", U"不断", U"全面", U"深入", U"动态", U"大力", U"加快", U"主动", U"高质量",
                            U"高标准", U"常态化", U"扎实", U"稳步", U"充分", U"认真", U"统筹", U"着力", U"重点", U"定期", U"适时", U"依法依规", U"依法", U"规范高效", U"有序",
                            U"同步", U"集中", U"逐步", U"牢牢", U"更好", U"要", U"应当", U"应", U"须", U"必须", U"需", U"并", U"且", U"均", U"也", U"都", U"可以", U"可",
                            U"鼓励", U"探索", U"原则上", U"视情", U"统一", U"科学", U"合理", U"综合", U"大胆", U"每年", U"每季度", U"每月", U"每半年", U"每周", U"年内", U"全年",
                            U"至少", U"按时", U"按期", U"于", U"自觉", U"一并"};

bool leads_in(View clause) {
    for (View w : {View(U"时"), View(U"后"), View(U"前"), View(U"的"), View(U"内"), View(U"中"), View(U"以外"), View(U"期间"), View(U"外"), View(U"过程中")})
        if (ends_with(clause, w))
            return true;
    if (starts_with_any(clause, lead_ins) == 0)
        return false;
    // 对…开展解读, 围绕…开展评估: a verb of its own
    for (View w : {View(U"开展"), View(U"实行"), View(U"实施"), View(U"进行"), View(U"形成"), View(U"建立"), View(U"做好"), View(U"组织"), View(U"邀请"), View(U"听取"),
                   View(U"编制"), View(U"落实"), View(U"完成"), View(U"确定"), View(U"召开"), View(U"举办"), View(U"应当"), View(U"不得")})
        if (const auto at = clause.find(w); at != View::npos && at > 2 && at + w.size() < clause.size())
            return false;
    return true;
}

/// The clause that carries the verb: the first that does not only lead in.
Clause main_clause(View text, const std::vector<Clause>& list) {
    for (const Clause& c : list) {
        const View clause = text.substr(c.begin, c.end - c.begin);
        const auto joint = clause.find(U"会同");
        if (joint != View::npos && joint <= 12 && &c != &list.back() && clause.size() - joint <= 12)
            continue; // 区政府办公室会同有关部门，…
        const auto must = clause.find(U'要');
        if (must != View::npos && must <= 16 && &c != &list.back() && leads_in(clause.substr(must + 1)))
            continue; // 各单位要对照本要点，…
        if (!leads_in(clause) && c.end - c.begin >= 4)
            return c;
    }
    return list.empty() ? Clause{0, text.size()} : list.back();
}

struct ForceFound {
    Force force = Force::Must;
    bool mixed = false;
};

Force force_of(View clause, const std::vector<UnitMention>&, std::size_t subject_length) {
    View c = clause.substr(std::min(subject_length, clause.size()));
    for (bool again = true; again;) { // 年内可…, 也可以…
        again = false;
        if (const auto n = starts_with_any(c, std::initializer_list<View>{U"，", U"也", U"均", U"年内", U"同时", U"积极", U"大力", U"进一步", U"继续", U"并", U"有条件的单位", U"有条件的"})) {
            c.remove_prefix(n);
            again = true;
        }
    }
    if (starts_with(c, U"鼓励") || starts_with(c, U"支持各") || starts_with(c, U"倡导") || starts_with(c, U"提倡"))
        return Force::Encourage;
    if (starts_with(c, U"探索") || starts_with(c, U"试点探索"))
        return Force::Explore;
    if (starts_with(c, U"可以") || (starts_with(c, U"可") && !starts_with_any(c, std::initializer_list<View>{U"可视", U"可复", U"可持续", U"可靠", U"可行", U"可能"})))
        return Force::May;
    if (starts_with(c, U"不得") && !starts_with_any(c, std::initializer_list<View>{U"不得低于", U"不得少于", U"不得超过", U"不得高于", U"不得多于", U"不得不"}))
        return Force::MustNot;
    if (starts_with_any(c, std::initializer_list<View>{U"严禁", U"禁止", U"不准", U"不允许"}))
        return Force::MustNot;
    for (View w : {View(U"不得"), View(U"严禁")}) {
        const auto at = c.find(w);
        if (at != View::npos && starts_with_any(c.substr(at), std::initializer_list<View>{U"不得低于", U"不得少于", U"不得超过", U"不得高于", U"不得多于"}) == 0)
            return Force::MustNot;
    }
    if (contains(c, U"原则上") && !contains(c, U"原则上不少于"))
        return Force::Principle;
    const auto may = c.find(U"可");
    if (may != View::npos && may <= 12 && starts_with_any(c.substr(may), std::initializer_list<View>{U"可以", U"可通过", U"可采", U"可选", U"可结合", U"可根据", U"可综合", U"可邀请", U"可组织", U"可直接"}))
        return starts_with(c.substr(may), U"可直接") ? Force::Must : Force::May;
    return Force::Must;
}

ForceFound read_force(const Piece& text) {
    const View t = text.text;
    const auto inside = quoted(t);
    const auto list = clauses(t, inside);
    ForceFound out;
    bool first = true;
    for (const Clause& c : list) {
        const View clause = t.substr(c.begin, c.end - c.begin);
        if (first && leads_in(clause) && c.end + 1 < t.size())
            continue;
        std::vector<UnitMention> names;
        std::size_t subject = 0;
        const auto subjects = find_subjects(text.sub(c.begin, c.end));
        for (const auto& u : subjects)
            if (u.role == Role::Subject)
                for (std::size_t k = 0; k < c.end - c.begin; ++k)
                    if (text.at[c.begin + k] + 1 == u.span.end)
                        subject = std::max(subject, k + 1);
        const Force f = force_of(clause, names, subject);
        if (first)
            out.force = f;
        else if (f != out.force && f != Force::Must)
            out.mixed = true;
        first = false;
    }
    return out;
}

// ---- quotas ----------------------------------------------------------------------------------------------------------

View trim_front(View t, std::initializer_list<View> words) {
    for (bool again = true; again;) {
        again = false;
        for (View w : words)
            if (starts_with(t, w) && t.size() > w.size() + 1 && !(w == U"应" && is_one_of(t[1], U"急用对聘届"))) { // 应急演练
                t.remove_prefix(w.size());
                again = true;
            }
    }
    return t;
}

void erase_all(std::u32string& t, View w) {
    for (auto at = t.find(w); at != std::u32string::npos; at = t.find(w))
        t.erase(at, w.size());
}

/// 9月底前, 年内: a time a phrase opens with.
View trim_dates(View t) {
    for (bool again = true; again;) {
        again = false;
        std::size_t length = 0;
        if (match_due(t, 0, 2000, length) && length + 1 < t.size()) {
            t.remove_prefix(length);
            again = true;
        }
    }
    return t;
}

View trim_rate(View noun) {
    for (std::size_t before = 0; before != noun.size();) {
        before = noun.size();
        noun = trim_dates(trim_front(noun, {U"确保", U"实现", U"力争", U"使", U"保证", U"保持", U"全年", U"年内", U"年底前", U"本区", U"全区", U"全市", U"本市", U"本单位", U"本镇", U"本级",
                                            U"切实", U"要", U"应", U"将", U"其中", U"其", U"各部门", U"各单位", U"各街道", U"推动", U"所有"}));
        for (View w : {View(U"原则上"), View(U"要"), View(U"应"), View(U"应当"), View(U"均"), View(U"都"), View(U"分别"), View(U"需"), View(U"须"), View(U"力争"), View(U"全年"),
                       View(U"年内"), View(U"年底前"), View(U"占"), View(U"的")})
            if (ends_with(noun, w))
                noun.remove_suffix(w.size());
    }
    return noun == U"其中" ? View() : noun;
}

/// 每个街镇, 每家机构: whose count it is, at the head of a clause.
std::size_t each_head(View t) {
    if (t.size() < 2 || t[0] != U'每' || !is_one_of(t[1], U"个家名位所处座条场期件村镇街户项批县乡校班组区市人站局次"))
        return 0;
    std::size_t n = 2;
    for (; n < t.size() && n < 14; ++n)
        if (!is_han(t[n]) || is_chinese_digit(t[n]) || starts_with_any(t.substr(n), verbs) > 0 || starts_with_any(t.substr(n), marks_after_subject) > 0 || starts_with_any(t.substr(n), acts) > 0)
            break;
    return n;
}

/// 先行联系率、按时办结率分别…, 整改率和回访率均…: the rates a percentage is said of; one where they are no list.
std::vector<std::u32string> rate_names(View noun) {
    bool list = ends_with(noun, U"分别") || ends_with(noun, U"均") || ends_with(noun, U"都") || ends_with(noun, U"各");
    std::vector<std::u32string> out;
    if (const auto cut = noun.find_last_of(U"，；。"); cut != View::npos)
        noun = noun.substr(cut + 1);
    noun = trim_rate(noun);
    // 检验率、报废率不低于98%
    if (!list && ends_with(noun, U"率"))
        list = noun.find(U"率、") != View::npos || noun.find(U"率和") != View::npos;
    const auto inside = quoted(noun);
    std::size_t start = 0;
    for (std::size_t i = 0; list && i < noun.size(); ++i)
        if (!inside[i] && is_one_of(noun[i], U"、和及") && i > start && is_one_of(noun[i - 1], U"率度比例重")) {
            out.emplace_back(noun.substr(start, i - start));
            start = i + 1;
        }
    out.emplace_back(noun.substr(std::min(start, noun.size())));
    return out;
}

/// What a count counts: the noun before a rate, the verb and its object around a number of times.
std::u32string quota_name(View text, const Count& count, std::size_t clause_begin, std::size_t clause_end) {
    const std::size_t from = std::max(clause_begin, std::size_t{0});
    std::u32string name;
    const bool rate = count.unit == U"%" || count.unit == U"‰";
    View before = text.substr(from, count.begin - from);
    View after = text.substr(count.end, clause_end > count.end ? clause_end - count.end : 0);
    if (rate) {
        // 主动公开率不低于90%; 按照不低于4%的比重纳入政府绩效考核
        View noun = before;
        if (const auto cut = noun.find_last_of(U"，；"); cut != View::npos)
            noun = noun.substr(cut + 1);
        noun = trim_rate(noun);
        for (View w : {View(U"同比"), View(U"较上年"), View(U"比上年"), View(U"较去年"), View(U"比去年")})
            if (const auto at = noun.find(w); at != View::npos && at >= 2)
                return std::u32string(noun.substr(0, at)) + std::u32string(noun.substr(at + w.size()));
        name = noun;
        const bool no_rate = !ends_with(noun, U"率") && !contains(noun, U"比") && !contains(noun, U"权重") && !contains(noun, U"满意度") && !contains(noun, U"分值");
        if (no_rate && (starts_with(after, U"的比") || starts_with(after, U"的权重") || starts_with(after, U"的分值"))) {
            View rest = after.substr(1);
            for (View w : {View(U"比重"), View(U"比例"), View(U"权重"), View(U"分值")})
                if (starts_with(rest, w)) {
                    rest.remove_prefix(w.size());
                    const std::u32string what(trim_front(rest, {U"纳入", U"列入", U"计入"}));
                    name = what.empty() ? std::u32string(w) : what + std::u32string(w);
                    break;
                }
        }
        if (name.size() < 2) {
            // 90%以上的民生事项下沉到镇街
            View rest = trim_front(after, {U"以上", U"的"});
            rest = rest.substr(0, std::min(rest.find_first_of(U"，；。、"), std::min<std::size_t>(rest.size(), 16)));
            if (count_han(rest) >= 2)
                name = rest;
        }
        if (name.size() > 24)
            name.erase(0, name.size() - 24);
        return name;
    }
    std::u32string verb(text.substr(count.verb_begin, count.verb_end - count.verb_begin));
    View head = before;
    if ((count.act || count.listed) && count.act_begin >= from && count.act_begin <= count.begin)
        head = text.substr(count.act_begin, count.begin - count.act_begin);
    head = trim_front(head, {U"、", U"和", U"及", U"其中"});
    // 至少开展1次政策草案解读: what follows the number
    View object = after;
    if (const auto cut = object.find_first_of(U"，；。、："); cut != View::npos)
        object = object.substr(0, cut);
    for (std::size_t i = 1; i + 1 < object.size(); ++i)
        if (is_one_of(object[i], U"和及与") && is_digit(object[i + 1])) {
            object = object.substr(0, i); // 5家企业和1家协会
            break;
        }
    if (starts_with(object, U"的"))
        object.remove_prefix(1);
    if (starts_with(object, U"以上") || starts_with(object, U"以内"))
        object.remove_prefix(2);
    if (!verb.empty() || (object.size() >= 2 && !is_one_of(object[0], U"（并且") && !(is_one_of(object[0], U"和及与") && is_digit(object[1])))) {
        if (count.listed) {
            name = object;
        } else if (verb.empty()) {
            // 每季度至少1次邀请…列席; 每季度召开一次会议: the verb stands before the number
            std::u32string lead(head);
            for (const auto& w : {U"，", U"；"})
                if (const auto cut = lead.rfind(w); cut != std::u32string::npos)
                    lead.erase(0, cut + 1);
            if (count.per_end > from && count.per_end <= count.begin && !count.act)
                lead = std::u32string(text.substr(count.per_end, count.begin - count.per_end));
            View l = trim_dates(trim_front(lead, {U"要", U"应当", U"应", U"须", U"由", U"内", U"专题"}));
            name = std::u32string(l) + std::u32string(object);
        } else {
            name = verb + std::u32string(object);
        }
    } else {
        // 邀请公众代表列席区政府常务会议不少于4次
        View phrase = head;
        if (const auto cut = phrase.find_last_of(U"，；"); cut != View::npos)
            phrase = phrase.substr(cut + 1);
        name = trim_dates(phrase);
        if (count.per_end > from && count.per_end <= count.begin && count.per_begin >= from && !count.act && text[count.per_end - 1] != U'均') {
            const std::u32string tail(text.substr(count.per_end, count.begin - count.per_end));
            if (count_han(tail) >= 2)
                name = tail;
        }
    }
    const bool sitting_in = contains(name, U"列席");
    for (View w : {View(U"邀请公众代表"), View(U"邀请"), View(U"公众代表"), View(U"利益相关方"), View(U"本单位"), View(U"本部门"), View(U"本区"), View(U"本镇"), View(U"区政府"), View(U"市政府"),
                   View(U"重大行政"), View(U"原则上"), View(U"专题听取")}) {
        if (w == U"专题听取") {
            if (starts_with(name, w))
                name.replace(0, w.size(), U"听取");
        } else if (sitting_in || !ends_with(w, U"政府")) {
            erase_all(name, w);
        }
    }
    View n = trim_front(name, {U"上下半年", U"上、下半年", U"今年", U"力争", U"争取", U"开展", U"进行", U"组织开展", U"组织", U"要", U"应", U"内", U"的", U"相关", U"代表", U"、", U"各"});
    for (View w : {View(U"频次"), View(U"次数"), View(U"原则上"), View(U"每两个月"), View(U"每两月"), View(U"每半月"), View(U"每旬"), View(U"每年"), View(U"每季度"), View(U"每月"), View(U"年内"), View(U"全年"), View(U"要"), View(U"应"), View(U"数量"), View(U"均"), View(U"力争"), View(U"争取"), View(U"分别"), View(U"各")})
        if (ends_with(n, w) && n.size() > w.size() + 1)
            n.remove_suffix(w.size());
    if (count.act && n.size() < 3 && name.size() > n.size() && name.size() <= 6)
        n = name; // 开展培训
    // 村级财务每季度公开1次: of what the frequency is
    if (count.per_begin > from && count.per_end <= count.begin && count.per_begin < text.size()) {
        View of = text.substr(from, count.per_begin - from);
        if (const auto cut = of.find_last_of(U"，；：。"); cut != View::npos)
            of = of.substr(cut + 1);
        of = trim_dates(trim_front(of, {U"其中", U"对", U"确保", U"、"}));
        if (of.size() >= 2 && of.size() <= 20 && count_han(of) >= 2 && (starts_with_any(of, verbs) < 2 || each_head(of) > 0) && !contains(of, U"邀请") && !contains(n, of) &&
            of.size() + n.size() <= 24)
            return std::u32string(of) + std::u32string(n);
    }
    // 每个主题至少制作1部短视频: each of these
    View clause = text.substr(from, count.begin - from);
    if (const auto cut = clause.find_last_of(U"，；：。"); cut != View::npos)
        clause = clause.substr(cut + 1);
    clause = trim_dates(clause);
    if (const auto head_of = each_head(clause); head_of > 0 && !contains(n, clause.substr(0, head_of)) && n.size() + head_of <= 24)
        return std::u32string(clause.substr(0, head_of)) + std::u32string(n);
    if (n.size() > 24)
        n = n.substr(n.size() - 24);
    return std::u32string(n);
}

/// 2024年满意度达到98%，今年…: what an earlier year brought is no target.
bool of_an_earlier_year(View t, std::size_t at, int year) {
    std::size_t begin = at;
    while (begin > 0 && !is_one_of(t[begin - 1], U"。；，"))
        --begin;
    const View lead = t.substr(begin, at - begin);
    for (auto p = lead.find(U'年'); p != View::npos; p = lead.find(U'年', p + 1)) {
        if (p < 4 || !std::all_of(lead.begin() + static_cast<std::ptrdiff_t>(p) - 4, lead.begin() + static_cast<std::ptrdiff_t>(p), is_digit) || (p > 4 && !is_one_of(lead[p - 5], U"，。；：、")))
            continue; // 较2024年, 到2024年
        const auto said = to_number(lead.substr(p - 4, 4));
        if (said && *said < year && *said > 1990 && !(p + 1 < lead.size() && is_one_of(lead[p + 1], U"度底末前以内起第版")))
            return true;
    }
    return false;
}

void read_quotas(const Piece& text, const std::vector<UnitMention>& subjects, int year, Reading& out) {
    const View t = text.text;
    const auto inside = quoted(t);
    const auto list = clauses(t, inside);
    const auto counts = find_counts(t);
    std::vector<std::u32string> rates;
    std::size_t nth = 0;
    for (const Count& count : counts) {
        std::size_t begin = 0, end = t.size();
        for (const Clause& c : list)
            if (c.begin <= count.begin && count.begin < c.end) {
                begin = c.begin;
                end = c.end;
            }
        if (of_an_earlier_year(t, count.begin, year))
            continue;
        Quota q;
        q.at_most = count.at_most;
        q.exactly = count.exactly;
        q.strict = count.strict;
        q.compared = count.compared;
        q.odd = count.odd;
        q.value = count.value;
        q.number = count.number;
        q.unit = count.unit;
        q.per = count.per;
        q.span = text.span(count.begin, count.end);
        // the name starts behind the bearers of the clause
        std::size_t from = begin;
        for (const Count& other : counts)
            if (other.end > from && other.end < count.begin && !(count.listed && count.unit == U"%"))
                from = other.end;
        for (const auto& u : subjects)
            if (u.role == Role::Subject && u.span.begin >= text.at[begin] && u.span.end <= text.at[count.begin])
                while (from < count.begin && text.at[from] < u.span.end)
                    ++from;
        // 部门每半年、局领导每季度至少1次: each of the two with its own bearer
        const Count* second = count.said_at > 0 && &count != &counts.back() ? &count + 1 : nullptr;
        const Count* first = &count != &counts.front() && (&count)[-1].said_at > 0 ? &count - 1 : nullptr;
        if (first)
            from = std::max(from, first->said_at + 1);
        if (from < count.begin && is_one_of(t[from], U"、；，"))
            ++from;
        q.name = second ? quota_name(t, *second, second->per_begin, end) : quota_name(t, count, from, end);
        if (second) {
            const bool borne = std::any_of(subjects.begin(), subjects.end(), [&](const auto& u) {
                return u.role == Role::Subject && u.span.begin >= text.at[begin] && u.span.end <= text.at[count.per_begin];
            });
            if (!borne && begin < count.per_begin)
                q.name = std::u32string(trim_dates(t.substr(begin, count.per_begin - begin))) + q.name;
        }
        if (count.unit == U"%" && !count.listed) {
            rates = rate_names(t.substr(from, count.begin - from));
            nth = 0;
        }
        if (count.unit == U"%" && rates.size() == 1 && count.listed)
            q.name = rates[0];
        if (count.unit == U"%" && rates.size() > 1) {
            q.name = rates[std::min(nth, rates.size() - 1)];
            ++nth;
        }
        const bool counted = q.unit != U"%" && q.unit != U"‰";
        if (q.name == U"今年力争" || q.name == U"力争" || q.name == U"今年" || q.name == U"全市" || q.name == U"全区" || q.name == U"全县")
            q.name.clear();
        const bool act = q.name.size() == 2 && (starts_with_any(q.name, verbs) == 2 || starts_with_any(q.name, acts) == 2 || q.name == U"出版" || q.name == U"开箱" || q.name == U"解读");
        if (q.name.size() < 2 || (starts_with(q.name, U"每") && q.name.size() <= 4 && !ends_with(q.name, U"量")) || q.name == U"全年" || q.name == U"年内" || q.name == U"频次" || q.name == U"频率" || q.name == U"数量" || q.name == U"次数" ||
            (counted && q.name.size() <= 2 && (act || q.name == U"总数" || q.name == U"合计")) || q.name == U"总长度" || q.name == U"总面积" || q.name == U"总里程") {
            // 做好备案工作，频次不低于每月一次: what the clause before speaks of
            std::u32string before;
            for (const Clause& c : list)
                if (c.end <= begin && c.end + 1 >= begin) {
                    before = short_title(t.substr(c.begin, c.end - c.begin));
                    const auto told = find_counts(before);
                    for (std::size_t k = told.size(); k-- > 0;)
                        if (told[k].said_at == 0) // said of two, printed once
                            before.erase(told[k].begin, told[k].end - told[k].begin);
                    // 新建充电点18处，上半年完成12处
                    if (!out.quotas.empty() && out.quotas.back().unit == q.unit && out.quotas.back().span.begin >= text.at[c.begin])
                        before = out.quotas.back().name;
                }
            if (!before.empty()) {
                if (const View each = q.name; each_head(each) == each.size() && !each.empty() && each.size() + before.size() <= 24)
                    before = q.name + before;
                q.name = act && q.name != U"开展" && q.name != U"完成" && !contains(before, q.name) ? before + q.name : before;
            }
            q.confidence -= 0.1;
        }
        // 邀请…列席区政府常务会议: the sitting in is what is counted
        if (const auto p = t.substr(begin, end - begin).find(U"列席"); p != View::npos) {
            View phrase = t.substr(begin + p, end - begin - p);
            for (View w : {View(U"会议"), View(U"会")})
                if (const auto e = phrase.find(w); e != View::npos) {
                    std::u32string name(phrase.substr(0, e + w.size()));
                    for (View own : {View(U"本单位"), View(U"本部门"), View(U"本区"), View(U"本镇"), View(U"区政府"), View(U"市政府"), View(U"县政府"), View(U"镇政府"), View(U"重大行政"), View(U"相关"), View(U"各自")})
                        erase_all(name, own);
                    q.name = name;
                    break;
                }
            // 区政府常务会议年内邀请公众列席不少于4次: the meeting is told first
            const View told = t.substr(begin, p);
            if (const auto e = told.rfind(U"会议"); !contains(phrase, U"会") && e != View::npos) {
                View meeting = told.substr(0, e + 2);
                if (const auto cut = meeting.find_last_of(U"，；。"); cut != View::npos)
                    meeting = meeting.substr(cut + 1);
                if (meeting.size() <= 20)
                    q.name = U"列席" + std::u32string(meeting);
            }
        }
        // Who: the bearers named in the same clause, else those of the nearest clause before it that names any.
        const uint32_t at = text.at[count.begin];
        std::size_t clause_of = list.size();
        for (std::size_t k = 0; k < list.size(); ++k)
            if (list[k].begin <= count.begin && count.begin < list[k].end)
                clause_of = k;
        for (std::size_t k = clause_of + 1; k-- > 0 && q.subject.empty();) {
            if (k >= list.size())
                continue;
            const uint32_t first_at = text.at[list[k].begin], last = text.at[list[k].end - 1];
            for (const auto& u : subjects)
                if (u.role == Role::Subject && u.span.begin >= first_at && u.span.begin <= last && u.span.begin < at && !(second && u.span.begin > text.at[count.said_at]) &&
                    !(first && u.span.begin < text.at[first->said_at]))
                    q.subject += (q.subject.empty() ? U"" : U"、") + u.name;
        }
        if (q.subject.empty()) {
            // 列席区政府常务会议: whose meeting it is
            const auto p = t.find(U"列席", begin);
            if (p != View::npos && p < end)
                for (View w : {View(U"区政府"), View(U"市政府"), View(U"县政府"), View(U"镇政府")})
                    if (t.substr(p + 2, w.size()) == w) {
                        q.subject = w;
                        q.subject_inferred = true;
                        q.confidence = 0.8;
                    }
        }
        // the second of the two, though no verb follows its name
        if (first && q.subject.empty() && first->said_at + 1 < count.per_begin)
            if (const View who = t.substr(first->said_at + 1, count.per_begin - first->said_at - 1); is_bearer(who)) {
                q.subject = who;
                if (starts_with(q.name, who) && q.name.size() > who.size() + 1)
                    q.name.erase(0, who.size());
            }
        if (!q.compared)
            q.confidence -= 0.1;
        if (q.name.empty())
            q.confidence -= 0.2;
        // 预算金额1000万以上的项目: a bound on things, not a count of acts
        if (counted && q.per == Per::None && !q.compared && !count.act)
            continue;
        // 整改率和回访率均达到100%: each of them
        const bool each = count.unit == U"%" && !count.listed && rates.size() > 1 && (&count == &counts.back() || !(&count)[1].listed);
        out.quotas.push_back(q);
        if (count.odd)
            out.doubts.push_back({q.span, fmt::format("“{}”的频度语言里没有，没有写成指标，可换算成每季度、每月或每年的次数", to_utf8(t.substr(begin, std::min(count.end, end) - begin))),
                                  "the language has no word for this frequency; say it as so many a quarter, month or year"});
        for (std::size_t k = 1; each && k < rates.size(); ++k) {
            q.name = rates[k];
            out.quotas.push_back(q);
        }
    }
}

/// A cell of numbers alone: 3%; 每年2次; 全年抽查比例不低于1%，抽查1次. Without a comparison the number is meant as it stands.
void read_measure(const AnnexRow::Measure& measure, Reading& out) {
    const View t = measure.text.text;
    for (const Count& count : find_counts(t)) {
        Quota q;
        q.at_most = count.at_most;
        q.exactly = count.exactly || !count.compared;
        q.compared = count.compared;
        q.value = count.value;
        q.number = count.number;
        q.unit = count.unit;
        q.per = count.per;
        if (q.per == Per::None && (contains(t, U"全年") || contains(t, U"每年") || contains(t, U"/年")) && q.unit == U"次")
            q.per = Per::Year;
        q.name = measure.title;
        q.span = measure.text.span(count.begin, count.end);
        q.confidence = 0.8;
        out.quotas.push_back(std::move(q));
    }
    // 5%; 抽查1次: bare
    for (std::size_t i = 0; i < t.size(); ++i) {
        std::size_t n = i;
        while (n < t.size() && (is_digit(t[n]) || (n > i && t[n] == U'.')))
            ++n;
        if (n == i)
            continue;
        const bool percent = n < t.size() && t[n] == U'%', times = n < t.size() && t[n] == U'次';
        const Span span = measure.text.span(i, std::min(n + 1, t.size()));
        const bool taken = std::any_of(out.quotas.begin(), out.quotas.end(), [&](const Quota& q) { return q.span.begin < span.end && span.begin < q.span.end; });
        if ((percent || times) && !taken) {
            Quota q;
            q.number = std::u32string(t.substr(i, n - i));
            q.value = std::strtod(to_utf8(q.number).c_str(), nullptr);
            q.unit = percent ? U"%" : U"次";
            q.exactly = true;
            if (times && (contains(t, U"全年") || contains(t, U"每年") || contains(t, U"/年")))
                q.per = Per::Year;
            q.name = measure.title;
            q.span = span;
            q.confidence = 0.8;
            out.quotas.push_back(std::move(q));
        }
        i = n;
    }
}

// ---- the rest --------------------------------------------------------------------------------------------------------

std::optional<DueFound> choose_due(const std::vector<DueFound>& dues) {
    const DueFound* best = nullptr;
    auto rank = [](const DueFound& d) { return d.due.shape == Due::Before ? 3 : d.due.word == U"全年" ? 0 : 2; };
    for (const auto& d : dues)
        if (!best || rank(d) > rank(*best) || (rank(d) == 3 && rank(*best) == 3 && best->due.to < d.due.to))
            best = &d; // several last days: all is done by the latest
    return best ? std::optional<DueFound>(*best) : std::nullopt;
}

} // namespace

namespace {

/// When and how often a thing is done is told by the facets: 于9月30日前, 在评查结束后20个工作日内, 每季度.
void erase_times(std::u32string& title) {
    auto erase = [&](std::size_t begin, std::size_t end) {
        while (begin > 0 && is_one_of(title[begin - 1], U"于在自，"))
            --begin;
        while (end < title.size() && is_one_of(title[end], U"，、"))
            ++end;
        std::u32string rest = title.substr(0, begin) + title.substr(end);
        if (count_han(rest) >= 4 && !is_one_of(rest[0], U"的内前后"))
            title = std::move(rest);
    };
    const auto clocks = find_clocks(title);
    for (std::size_t k = clocks.size(); k-- > 0;)
        if (clocks[k].kind == Clock::Within && clocks[k].end <= title.size())
            erase(clocks[k].begin, clocks[k].end);
    const auto dues = find_dues(title, 2000);
    for (std::size_t k = dues.size(); k-- > 0;)
        if (dues[k].due.shape != Due::Vague && dues[k].end <= title.size() && !starts_with(View(title).substr(dues[k].end), U"的"))
            erase(dues[k].begin, dues[k].end);
    for (View w : {View(U"每半年"), View(U"每季度"), View(U"每两个月"), View(U"每月"), View(U"每周"), View(U"每年"), View(U"每日"), View(U"每学期")})
        if (starts_with(title, w))
            erase(0, w.size());
        else if (ends_with(title, w))
            erase(title.size() - w.size(), title.size());
}

std::u32string title_of(std::u32string_view text, Clause main);

} // namespace

std::u32string short_title(std::u32string_view sentence) {
    std::u32string text(sentence);
    while (!text.empty() && is_one_of(text.back(), U"。；，！"))
        text.pop_back();
    const auto inside = quoted(text);
    const auto list = clauses(text, inside);
    if (list.empty())
        return {};
    const Clause main = main_clause(text, list);
    const std::u32string title = title_of(text, main);
    // 由市司法局牵头，… 到2027年，…: what is done stands in a clause behind
    const bool hollow = count_han(title) < 4 || ((starts_with(title, U"由") || starts_with(title, U"会同")) && (ends_with(title, U"牵头") || ends_with(title, U"负责") || title.size() < 12)) ||
                        (starts_with(title, U"到20") && title.size() <= 7);
    for (std::size_t k = 0; hollow && k < list.size(); ++k)
        if (list[k].begin >= main.end)
            if (std::u32string next = title_of(text, list[k]); count_han(next) >= 4)
                return next;
    return title;
}

namespace {

std::u32string title_of(std::u32string_view text, Clause main) {
    Piece piece;
    for (std::size_t i = main.begin; i < main.end; ++i)
        piece.push(text[i], static_cast<uint32_t>(i));
    View c = piece.text;
    // the subject goes
    const auto subjects = find_subjects(piece);
    for (const auto& u : subjects)
        if (u.role == Role::Subject && u.span.begin >= main.begin && u.span.end - main.begin < c.size()) {
            const std::size_t cut = u.span.end - main.begin;
            if (cut < c.size() && cut < 30 && cut > piece.text.size() - c.size())
                c = View(piece.text).substr(cut);
        }
    for (bool again = true; again;) {
        again = false;
        std::size_t length = 0;
        if (match_due(c, 0, 2000, length) && length < c.size()) {
            c.remove_prefix(length);
            again = true;
        }
        if (const auto n = starts_with_any(c, adverbs); n > 0 && c.size() > n + 3) {
            c.remove_prefix(n);
            again = true;
        }
        if (const auto n = starts_with_any(c, lead_ins); n > 0 && n < c.size()) {
            // 通过…平台开展备案, 对…进行整合: from the verb on
            for (View w : {View(U"开展"), View(U"实行"), View(U"实施"), View(U"进行")}) {
                const auto verb = c.find(w);
                if (verb != View::npos && verb > 2 && verb + w.size() + 3 < c.size() && c.size() > 14) {
                    c.remove_prefix(verb);
                    again = true;
                    break;
                }
            }
            if (again)
                continue;
            // 按照“应入尽入”的原则确定…: what leads in without a comma
            for (View w : {View(U"原则"), View(U"要求"), View(U"规定"), View(U"部署")}) {
                const auto of = c.find(w);
                if (of != View::npos && of + w.size() + 4 < c.size()) {
                    c.remove_prefix(of + w.size());
                    again = true;
                    break;
                }
            }
        }
    }
    while (!c.empty() && is_one_of(c.front(), U"、，；"))
        c.remove_prefix(1);
    std::u32string title(c);
    erase_times(title);
    // How often is said by the quota: 公布账目不少于1次, 至少听取1次汇报
    const auto counts = find_counts(title);
    for (std::size_t k = counts.size(); k-- > 0;) {
        const Count& count = counts[k];
        if (count.act || count.said_at > 0)
            continue; // 建成9座公园 is what is done
        std::u32string rest = title.substr(0, count.begin) + title.substr(count.verb_begin, count.verb_end - count.verb_begin) + title.substr(count.end);
        if (count_han(rest) >= (count.unit == U"%" ? 3u : 4u))
            title = rest;
    }
    constexpr std::size_t longest = 26;
    if (title.size() > longest) {
        // 做好养老、失业、工伤等民生保障…: the first of a list stands for all
        const auto first = title.find(U'、');
        const auto etc = title.find(U'等', first == std::u32string::npos ? 0 : first);
        if (first != std::u32string::npos && etc != std::u32string::npos && first >= 4)
            title.erase(first, etc - first);
    }
    if (title.size() > longest) {
        std::size_t cut = 0;
        for (std::size_t i = 8; i < title.size() && i <= longest; ++i)
            if (is_one_of(title[i], U"、和及与并的"))
                cut = i;
        title.resize(cut == 0 ? longest : cut);
        while (!title.empty() && is_one_of(title.back(), U"的、和与及以并“《（"))
            title.pop_back();
    }
    // quotes and brackets that lost their mate
    for (const auto& [open, close] : {std::pair<char32_t, char32_t>{U'“', U'”'}, {U'《', U'》'}, {U'（', U'）'}}) {
        const auto a = std::count(title.begin(), title.end(), open), b = std::count(title.begin(), title.end(), close);
        if (a != b)
            title.erase(std::remove_if(title.begin(), title.end(), [&, o = open, cl = close](char32_t ch) { return ch == o || ch == cl; }), title.end());
    }
    return title;
}

} // namespace

std::u32string short_name(std::u32string_view title) {
    std::u32string name;
    for (char32_t c : title)
        if (is_han(c) || is_digit(c) || (c < 128 && std::isalnum(static_cast<int>(c))))
            name.push_back(c);
    // What every task does, told before what it is about.
    constexpr View general[] = {U"强化", U"加强", U"做好", U"规范", U"推进", U"推动", U"深化", U"落实", U"完善", U"健全", U"建立健全", U"建立", U"开展", U"提升",
                                U"提高", U"优化", U"加大", U"抓好", U"实施", U"组织", U"扩大", U"加快", U"丰富", U"拓展", U"聚焦", U"围绕", U"创新", U"压实"};
    while (name.size() > 4 && name[0] == U'的')
        name.erase(0, 1);
    for (bool again = true; again;) {
        again = false;
        std::size_t n = starts_with_any(View(name), general);
        if (n == 0)
            n = starts_with_any(View(name), adverbs);
        if (n == 0 && name.size() > 1 && is_one_of(name[0], U"对将与把为") && !is_one_of(name[1], U"口接标外照比策应话来民"))
            n = 1; // 对小微权力运行的监督, but 对口支援
        if (n > 0 && name.size() >= n + 4) {
            name.erase(0, n);
            again = true;
        }
    }
    for (View w : {View(U"工作"), View(U"情况"), View(U"力度"), View(U"水平"), View(U"等")})
        if (ends_with(name, w) && name.size() >= w.size() + 4)
            name.resize(name.size() - w.size());
    constexpr std::size_t longest = 10;
    if (name.size() > longest) {
        // 行政规范性文件集中规范公开: the thing, and what is done with it at the last
        std::size_t cut = 0;
        for (std::size_t i = 4; i + 2 <= name.size() && i <= 16 && cut == 0; ++i) {
            const bool noun = ends_with(View(name).substr(0, i), U"信息") || ends_with(View(name).substr(0, i), U"政务");
            const bool joint = is_one_of(name[i], U"和及与并的等") && !is_one_of(name[i - 1], U"中参涉普以总调高同"); // 碳中和, 参与, 涉及
            if (!noun && (starts_with_any(View(name).substr(i), verbs) >= 2 || joint))
                cut = i;
        }
        std::u32string act;
        for (View w : {View(U"公开"), View(U"发布"), View(U"解读"), View(U"更新"), View(U"公布"), View(U"评估"), View(U"培训"), View(U"备案"), View(U"整合"), View(U"清理"), View(U"推送"), View(U"公示"), View(U"披露"), View(U"宣传"), View(U"监督"), View(U"渠道"), View(U"机制"), View(U"清单"), View(U"专栏"), View(U"目录")})
            if (ends_with(name, w))
                act = w;
        if (cut > 0) {
            name.resize(cut);
            if (!act.empty() && !ends_with(name, act))
                name += act;
        }
    }
    constexpr std::size_t most = 16;
    if (name.size() > most)
        name.resize(most);
    while (!name.empty() && is_one_of(name.back(), U"的和与及并对在从将为中") && !ends_with(name, U"集中"))
        name.pop_back();
    while (name.size() > 2 && is_one_of(name.front(), U"和与及"))
        name.erase(0, 1);
    return name;
}

namespace {

/// 列第一位者为牵头单位, 排在首位的为牵头部门, 第一个单位为牵头单位
bool says_first_leads(View t) {
    for (View w : {View(U"第一位"), View(U"首位"), View(U"第一个"), View(U"排名第一"), View(U"列第一"), View(U"排第一"), View(U"第一家")})
        for (auto at = t.find(w); at != View::npos; at = t.find(w, at + 1)) {
            const View after = t.substr(at, 24);
            if (const auto lead = after.find(U"牵头"); lead != View::npos && after.substr(0, lead).find_first_of(U"。；") == View::npos)
                return true;
        }
    return false;
}

/// The first of a plain list of bodies leads.
void lead_first(UnitList& list) {
    if (list.units.empty() || std::any_of(list.units.begin(), list.units.end(), [](const auto& u) { return u.role == Role::Lead; }))
        return;
    const auto first = std::find_if(list.units.begin(), list.units.end(), [](const auto& u) { return u.role == Role::Responsible; });
    if (first != list.units.end())
        first->role = Role::Lead;
}

/// 以下均需甲政府落实，不再列出: the bodies meant in every list below.
std::vector<UnitMention> standing_units(const Piece& note) {
    std::vector<UnitMention> out;
    const View t = note.text;
    if (!starts_with(t, U"以下") && starts_with_any(t, std::initializer_list<View>{U"具体任务均", U"各项任务均", U"所列任务均", U"各项工作均"}) == 0)
        return out;
    std::size_t begin = View::npos, end = View::npos;
    for (View w : {View(U"均需"), View(U"均由"), View(U"均须"), View(U"都需"), View(U"都由"), View(U"需由"), View(U"均涉及")})
        if (const auto at = t.find(w); at != View::npos && begin == View::npos)
            begin = at + w.size();
    if (begin == View::npos)
        return out;
    Role role = Role::Responsible;
    for (View w : {View(U"负责落实"), View(U"落实"), View(U"负责"), View(U"配合"), View(U"参与"), View(U"实施"), View(U"，不再"), View(U"，下同")})
        if (const auto at = t.find(w, begin); at != View::npos && (end == View::npos || at < end)) {
            end = at;
            role = w == U"配合" || w == U"参与" ? Role::Support : Role::Responsible;
        }
    if (end == View::npos || end <= begin)
        return out;
    for (UnitMention& u : read_units(note.sub(begin, end), role).units) {
        u.inherited = true;
        out.push_back(std::move(u));
    }
    return out;
}

/// 年度目标: what is to be reached, in numbers or by a day, is a duty though the part has none besides.
bool is_target(const Places& places, const Section& section, View text, int year) {
    if (section.duty || section.cite == U"前言" || section.cite == U"结语")
        return false;
    bool targets = false;
    const Section* s = &section;
    while (!targets) {
        targets = ends_with(s->heading.text, U"目标");
        if (s->parent < 0)
            break;
        s = &places.sections[static_cast<std::size_t>(s->parent)];
    }
    if (!targets)
        return false;
    const auto dues = find_dues(text, year);
    return !find_counts(text).empty() || std::any_of(dues.begin(), dues.end(), [](const Stated& d) { return d.due.shape == Due::Before; });
}

/// 去年全区共接听咨询1.3万人次。: what was done before the year of the plan. 去年归集312件，今年要… asks for something.
bool only_looks_back(View t, int year) {
    std::size_t at = starts_with_any(t, std::initializer_list<View>{U"去年", U"上年", U"上一年", U"过去一年", U"过去的一年"});
    if (at == 0) {
        if (t.size() < 6 || t[4] != U'年' || t[5] == U'度')
            return false;
        const auto said = to_number(t.substr(0, 4));
        if (!said || *said < 1990 || *said >= year)
            return false;
        bool done = false;
        for (View w : {View(U"共"), View(U"累计"), View(U"已"), View(U"受理"), View(U"办结"), View(U"办理"), View(U"接听"), View(U"接待"), View(U"处置"), View(U"收到"), View(U"实现"),
                       View(U"新增"), View(U"完成"), View(U"同比")})
            done = done || contains(t, w);
        if (!done)
            return false;
        at = 5;
    }
    const View rest = t.substr(at);
    for (View w : {View(U"今年"), View(U"本年"), View(U"要"), View(U"应"), View(U"须"), View(U"需"), View(U"将"), View(U"确保"), View(U"力争"), View(U"继续"), View(U"进一步"), View(U"推进"),
                   View(U"加强"), View(U"不少于"), View(U"不低于"), View(U"不超过"), View(U"不得"), View(U"年内"), View(U"全面"), View(U"持续"), View(U"公布"),
                   View(U"公开"), View(U"整改到位"), View(U"抓好"), View(U"完善"), View(U"做好"), View(U"年底"), View(U"底前"), View(U"日前"), View(U"目录")})
        if (contains(rest, w))
            return false;
    for (const Stated& d : find_dues(rest, year))
        if (d.due.to.year >= year)
            return false;
    return std::any_of(rest.begin(), rest.end(), is_digit);
}

/// 全年 in the cell or the bracket, but the sentence names the day its work is done: 11月底前完成整合关停。
bool day_of_its_own(View t, const Stated& stated) {
    if (stated.due.shape != Due::Before)
        return false;
    const View rest = t.substr(stated.end);
    return rest.find_first_of(U"，；、") == View::npos && count_han(rest) >= 2;
}

} // namespace

std::vector<Reading> read_places(const Places& places) {
    std::vector<Reading> out;
    out.reserve(places.list.size());
    std::vector<std::optional<UnitList>> brackets(places.list.size());
    const int year = places.year;
    // What is said once for all lists: 列第一位者为牵头单位，下同; 以下均需各区政府落实，不再列出.
    bool first_leads = std::any_of(places.list.begin(), places.list.end(), [](const Place& place) { return says_first_leads(place.text.text); });
    first_leads = first_leads || says_first_leads(places.preface.text);
    UnitList standing;
    for (std::size_t p = 0; p < places.list.size(); ++p) {
        const Place& place = places.list[p];
        if (place.kind != PlaceKind::Bracket)
            continue;
        UnitList list = read_units(place.text, Role::Responsible);
        if (first_leads)
            lead_first(list);
        for (const UnitMention& u : standing.units) {
            const bool named = std::any_of(list.units.begin(), list.units.end(), [&](const auto& o) { return o.name == u.name; });
            if (!named)
                list.units.push_back(u);
        }
        for (const Piece& note : list.notes)
            for (UnitMention& u : standing_units(note)) {
                if (!starts_with(note.text, U"以下") && std::none_of(list.units.begin(), list.units.end(), [&](const auto& o) { return o.name == u.name; }))
                    list.units.push_back(u);
                standing.units.push_back(std::move(u));
            }
        brackets[p] = std::move(list);
    }
    for (std::size_t p = 0; p < places.list.size(); ++p) {
        const Place& place = places.list[p];
        if (place.kind != PlaceKind::Sentence && place.kind != PlaceKind::Row)
            continue;
        Reading r;
        r.place = p;
        const View t = place.text.text;
        if (place.section >= 0) {
            const Section& section = places.sections[static_cast<std::size_t>(place.section)];
            r.duty = section.duty || is_target(places, section, t, year);
        }
        // What is said of the paper itself asks for nothing.
        if (place.kind == PlaceKind::Sentence && r.duty && place.bracket < 0)
            for (View w : {View(U"本方案自"), View(U"本要点自"), View(U"本计划自"), View(U"本通知自"), View(U"特此通知"), View(U"有效期至"), View(U"联系人"), View(U"联系电话"),
                           View(U"本要点由"), View(U"本方案由")})
                if (starts_with(t, w) || (starts_with(w, U"联系") && t.find(w) <= 2)) { // 2.联系人：…
                    r.duty = false;
                    r.confidence = 0.8;
                }
        if (place.kind == PlaceKind::Sentence && r.duty)
            if ((starts_with(t, U"本") && contains(t, U"负责解释")) || ends_with(t, U"意义重大。") || ends_with(t, U"使命光荣。") || ends_with(t, U"任务艰巨。"))
                r.duty = false;
        if (place.kind == PlaceKind::Sentence && r.duty && only_looks_back(t, year)) {
            r.duty = false;
            r.confidence = 0.85;
        }
        // A paper without any numbers: what gives the reason asks for nothing.
        if (place.kind == PlaceKind::Sentence && r.duty && places.unnumbered)
            if (is_one_of(t.empty() ? U' ' : t[0], U"为根按依") || contains(t, U"印发给") || contains(t, U"现将") || contains(t, U"决定"))
                if (find_subjects(place.text).empty() || contains(t, U"制定") || contains(t, U"决定") || contains(t, U"现将"))
                    r.duty = false;
        // who
        auto add = [&](const UnitList& list, bool inherited) {
            Span added;
            std::size_t levels = 0;
            std::string example;
            for (UnitMention u : list.units) {
                u.inherited = u.inherited || inherited;
                if (u.doubtful) {
                    r.confidence = std::min(r.confidence, 0.7);
                    r.doubts.push_back({u.span, fmt::format("“{}”不像单位名称", to_utf8(u.name)), "does not read like the name of a body"});
                }
                if (u.level_added) {
                    added = added.empty() ? u.span : Span{std::min(added.begin, u.span.begin), std::max(added.end, u.span.end)};
                    ++levels;
                    example = example.empty() ? to_utf8(u.name) : example;
                }
                const bool twice = std::any_of(r.units.begin(), r.units.end(), [&](const auto& o) { return o.name == u.name && o.role == u.role; });
                if (!twice)
                    r.units.push_back(std::move(u));
            }
            if (levels > 0) // once for a bracket
                r.doubts.push_back({added, fmt::format("“{}”等 {} 个单位印的时候省了层级，照前面的单位添上", example, levels),
                                    fmt::format("the level of {} names is taken from an earlier name in the list", levels), true});
            for (const Piece& piece : list.unread)
                r.doubts.push_back({piece.span(), fmt::format("“{}”没有读懂", to_utf8(piece.text)), "not understood"});
            r.open = r.open || list.open;
        };
        if (place.bracket >= 0 && r.duty) {
            const auto& list = *brackets[static_cast<std::size_t>(place.bracket)];
            add(list, false);
            // 一、…（牵头单位：甲局）… （责任单位：乙局）: the part has a leader, the item its bodies
            if (place.part_bracket >= 0) {
                UnitList part = *brackets[static_cast<std::size_t>(place.part_bracket)];
                auto leads = [](const UnitMention& u) { return u.role == Role::Lead; };
                if (part.labelled && std::all_of(part.units.begin(), part.units.end(), leads) && std::none_of(r.units.begin(), r.units.end(), leads))
                    add(part, true);
            }
            if (!list.due.empty())
                if (const auto due = read_due(list.due.text, year))
                    r.due = DueFound{*due, list.due.span(), false};
        }
        if (place.row >= 0) {
            const AnnexRow& row = places.annex.rows[static_cast<std::size_t>(place.row)];
            for (const auto& bodies : row.bodies) {
                UnitList list = read_units(bodies.cell.text, bodies.role);
                if (first_leads && row.bodies.size() == 1)
                    lead_first(list);
                add(list, bodies.cell.inherited);
                if (!list.due.empty() && !r.due)
                    if (const auto due = read_due(list.due.text, year))
                        r.due = DueFound{*due, list.due.span(), bodies.cell.inherited};
                if (bodies.cell.inherited && !row.name.inherited && !row.name.text.empty()) {
                    r.confidence = std::min(r.confidence, 0.8);
                    r.doubts.push_back({row.span, "本行任务名称另起，单位格却是空的，按上一行推定", "the cell of bodies is blank though the row starts a task of its own"});
                }
            }
            if (!row.due.text.empty()) {
                if (const auto due = read_due(row.due.text.text, year))
                    r.due = DueFound{*due, row.due.text.span(), row.due.inherited};
                else if (const auto stages = find_dues(row.due.text.text, year); !stages.empty()) {
                    // 4月底前完成方案，9月底前完成演练: done when the last is
                    std::vector<DueFound> dues;
                    for (const Stated& s : stages)
                        dues.push_back({s.due, row.due.text.span(s.begin, s.end), row.due.inherited});
                    r.due = choose_due(dues);
                    r.doubts.push_back({row.due.text.span(), fmt::format("时间“{}”分了几步，按最后一步读", to_utf8(row.due.text.text)), "the time names several steps; the last is taken"});
                } else if (const auto clocks = find_clocks(row.due.text.text); !clocks.empty())
                    for (const Clock& clock : clocks) // 省出台文件后2个月内
                        r.clocks.push_back({clock, row.due.text.span(clock.begin, clock.end), clock.event.empty() ? 0.6 : 0.9});
                else
                    r.doubts.push_back({row.due.text.span(), fmt::format("时间“{}”没有读懂", to_utf8(row.due.text.text)), "the time was not understood"});
            }
            r.confidence = std::min(r.confidence, row.confidence);
        }
        if (r.duty) {
            auto subjects = find_subjects(place.text);
            // 甲局牵头修订… （牵头单位：甲局）: what the bracket says is said; in the sentence 甲局 is who acts
            for (auto& u : subjects)
                if (std::any_of(r.units.begin(), r.units.end(), [&](const auto& o) {
                        return o.name == u.name && (u.role == Role::Responsible || (u.role == Role::Lead && (o.role == Role::Lead || place.row >= 0)));
                    }))
                    u.role = Role::Subject;
            if (place.row >= 0) // 各部门配合 in the text of a row whose cells name 各部门
                std::erase_if(subjects, [&](const auto& u) {
                    return u.role == Role::Support && std::any_of(r.units.begin(), r.units.end(), [&](const auto& o) { return o.name == u.name; });
                });
            // A bracket inside the text of a row: （责任单位：…）
            for (const auto& u : subjects)
                if (std::none_of(r.units.begin(), r.units.end(), [&](const auto& o) { return o.name == u.name && o.role == u.role; }))
                    r.units.push_back(u);
            for (const Stated& s : find_dues(t, year))
                r.dues.push_back({s.due, place.text.span(s.begin, s.end), false});
            const bool whole_year = r.due && r.due->due.shape == Due::Period && (r.due->due.word == U"全年" || r.due->due.word == U"持续");
            if (!r.due || (whole_year && r.dues.size() == 1 && day_of_its_own(t, find_dues(t, year).front())))
                r.due = choose_due(r.dues);
            // 每月10日前报送: a day of every period is no date of the language
            for (View w : {View(U"每月"), View(U"每季度"), View(U"每季"), View(U"每半年"), View(U"每年"), View(U"每周")})
                for (auto at = t.find(w); at != View::npos; at = t.find(w, at + 1)) {
                    const View after = t.substr(at + w.size(), 14);
                    const auto before = after.find(U'前');
                    const bool day = before != View::npos && before > 0 && (contains(after.substr(0, before), U"日") || contains(after.substr(0, before), U"周")) &&
                                     after.substr(0, before).find_first_of(U"，。；") == View::npos;
                    if (day)
                        r.doubts.push_back({place.text.span(at, at + w.size() + before + 1),
                                            fmt::format("“{}”是逐期的日期，没有写成期限", to_utf8(t.substr(at, w.size() + before + 1))),
                                            "a date of every period; no window was written"});
                }
            const ForceFound force = read_force(place.text);
            r.force = force.force;
            r.mixed_force = force.mixed;
            read_quotas(place.text, subjects, year, r);
            // 面向各镇开展1次培训: an act that is counted, though neither 不少于 nor 每年 is printed
            const auto inside = quoted(t);
            for (std::size_t i = 0; i + 1 < t.size(); ++i) {
                if (!is_digit(t[i]) || inside[i] || (i > 0 && (is_digit(t[i - 1]) || is_one_of(t[i - 1], U"第-—~."))))
                    continue;
                std::size_t n = i;
                while (n < t.size() && is_digit(t[n]))
                    ++n;
                if (n >= t.size() || !is_one_of(t[n], U"次场期"))
                    continue;
                const Span span = place.text.span(i, n + 1);
                if (std::none_of(r.quotas.begin(), r.quotas.end(), [&](const Quota& q) { return q.span.begin < span.end && span.begin < q.span.end; }))
                    r.doubts.push_back({span, fmt::format("“{}”没有写成指标：没有“不少于”，也没有“每年、每季度”", to_utf8(t.substr(i, n + 1 - i))),
                                        "a count without a comparison or a period; no quota was written"});
            }
            if (place.row >= 0)
                for (const auto& measure : places.annex.rows[static_cast<std::size_t>(place.row)].measures)
                    read_measure(measure, r);
            for (const Clock& clock : find_clocks(t)) {
                ClockFound found{clock, place.text.span(clock.begin, clock.end), clock.event.empty() ? 0.6 : 0.9};
                // 各承办单位收到工单后…: the bearer is not part of the event
                for (const auto& u : subjects)
                    if (starts_with(found.clock.event, u.name) && found.clock.event.size() > u.name.size() + 1)
                        found.clock.event.erase(0, u.name.size());
                if (clock.event.empty() || clock.unknown_start)
                    r.doubts.push_back({found.span, "时限从何时起算没有写明", "the start of this clock is not printed"});
                r.clocks.push_back(std::move(found));
            }
            // 依法不予公开的除外, 经批准可以延长: exceptions are for a person to put into words
            for (const View w : {View(U"除外"), View(U"可以延长"), View(U"可延长"), View(U"可适当延长"), View(U"可以适当延长"), View(U"另有规定的从其规定")}) {
                const auto at = t.find(w);
                if (at == View::npos || inside[at])
                    continue;
                const auto mark = t.find_last_of(U"，；。（", at);
                const std::size_t begin = mark == View::npos ? 0 : mark + 1;
                r.doubts.push_back({place.text.span(begin, at + w.size()), fmt::format("“{}”是例外，没有写进草稿，请用“除外”写明", to_utf8(t.substr(begin, at + w.size() - begin))),
                                    "an exception; it was not written into the draft"});
                break;
            }
            for (View w : {View(U"前置条件"), View(U"先决条件"), View(U"前置件"), View(U"前置程序")}) {
                const auto at = t.find(w);
                if (at != View::npos)
                    r.gates.push_back(place.text.span(at, at + w.size()));
            }
        }
        // a title
        const AnnexRow* row = place.row >= 0 ? &places.annex.rows[static_cast<std::size_t>(place.row)] : nullptr;
        if (row && !row->name.text.empty() && !row->name.inherited) {
            const bool alone = static_cast<std::size_t>(place.row) + 1 >= places.annex.rows.size() ||
                               !places.annex.rows[static_cast<std::size_t>(place.row) + 1].name.inherited;
            r.title = alone ? row->name.text.text : short_title(t);
        } else {
            r.title = short_title(t);
        }
        if (r.title.size() < 3 && place.section >= 0)
            r.title = places.sections[static_cast<std::size_t>(place.section)].heading.text;
        if (r.title.empty())
            r.title = std::u32string(t.substr(0, 16));
        if (r.title.size() > 4 && r.title.front() == U'“' && r.title.find(U'”') == r.title.size() - 1) // quoted once more by the draft
            r.title = r.title.substr(1, r.title.size() - 2);
        out.push_back(std::move(r));
    }
    return out;
}

} // namespace yaodian::importer
