#include "tools/importer/units.h"

#include "tools/importer/due.h"

#include <algorithm>
#include <array>
#include <optional>

namespace yaodian::importer {

namespace {

// Longest first: the first that fits is taken.
constexpr std::u32string_view suffixes[] = {
    U"办公室", U"办事处", U"委员会", U"人民政府", U"领导小组", U"指挥部", U"管委会", U"委办局", U"承办单位", U"成员单位", U"居委会",
    U"村委会", U"工商联", U"红十字会", U"检察院", U"开发区", U"主管部门", U"居(村)委", U"政府", U"中心", U"公司", U"集团", U"街道",
    U"街镇", U"村居", U"居村", U"居委", U"园区", U"单位", U"部门", U"机构", U"处室", U"科室", U"支队", U"大队", U"总队", U"中队", U"法院", U"分局", U"协会",
    U"学会", U"工会", U"团委", U"妇联", U"残联", U"侨联", U"科协", U"文联", U"社联", U"银行", U"分行", U"支行", U"乡镇场", U"林场", U"农场", U"学校", U"小学", U"中学", U"海关", U"医院", U"窗口", U"专班", U"团体",
    U"党委", U"党组", U"党支部", U"党总支", U"党工委", U"纪委", U"社区", U"企业", U"电视台", U"报社", U"平台", U"主体", U"小组", U"专区", U"基地", U"机关", U"地区",
    U"县区", U"区县", U"各地", U"各级", U"乡镇", U"镇街", U"镇办", U"各镇", U"局", U"委", U"办", U"处", U"室", U"科", U"所", U"站", U"队", U"院", U"厅",
    U"部", U"署", U"社", U"会", U"团", U"校", U"馆", U"镇", U"乡", U"村", U"区", U"县", U"市", U"州", U"旗", U"组", U"台", U"园", U"司", U"股"};

// Words that end a name but are none by themselves: a name broken over two lines ends so.
constexpr std::u32string_view bare_suffixes[] = {U"办公室", U"办事处", U"委员会", U"中心", U"管委会", U"分局", U"支队", U"大队",
                                                 U"总队", U"人民政府", U"领导小组", U"公司", U"集团", U"政府", U"承办单位", U"成员单位", U"主管部门"};

// Bodies under a level of government: only these take over a level printed once for the list.
constexpr std::u32string_view leveled_suffixes[] = {U"局", U"委", U"厅", U"委员会", U"信访办", U"金融办", U"外办", U"侨办", U"台办",
                                                    U"法制办", U"政务办", U"编办", U"政府办", U"政府办公室", U"机关事务管理中心",
                                                    U"消防救援支队", U"消防救援大队", U"总工会", U"残联", U"妇联", U"工商联", U"科协", U"文联",
                                                    U"红十字会", U"供销社", U"法院", U"检察院", U"政协办公室", U"政协办", U"人防办", U"国动办", U"人大常委会办公室", U"人大办", U"融媒体中心",
                                                    U"大数据中心", U"服务中心管委会", U"疾控中心", U"疾病预防控制中心", U"公共资源交易中心", U"政务服务中心", U"行政服务中心"};

// Offices of the party committee: 区委宣传部、网信办.
constexpr std::u32string_view party_offices[] = {U"组织部", U"宣传部", U"统战部", U"社会工作部", U"政法委", U"网信办", U"编办", U"改革办", U"老干部局", U"农办", U"巡察办"};

// Words a label is put together from: 牵头|责任|单位, 协同|责任|部门, 分管|县|领导. The first that decides the role does so.
struct RoleWord {
    std::u32string_view word;
    std::optional<Role> role;
};
constexpr RoleWord label_words[] = {
    {U"牵头", Role::Lead}, {U"主办", Role::Lead}, {U"主要", {}}, {U"第一", {}}, {U"直接", {}}, {U"具体", {}}, {U"共同", {}}, {U"主体", {}}, {U"主责", Role::Responsible},
    {U"责任", Role::Responsible}, {U"承办", Role::Responsible}, {U"实施", Role::Responsible}, {U"落实", Role::Responsible},
    {U"执行", Role::Responsible}, {U"负责", Role::Responsible}, {U"承担", Role::Responsible}, {U"配合", Role::Support},
    {U"协办", Role::Support}, {U"协同", Role::Support}, {U"协助", Role::Support}, {U"协作", Role::Support}, {U"参与", Role::Support}, {U"参加", Role::Support},
    {U"参办", Role::Support}, {U"支持", Role::Support}, {U"会同", Role::Jointly}, {U"联合", Role::Jointly}, {U"督办", Role::Support}, {U"监督", Role::Support}, {U"督导", Role::Support}, {U"协调", {}},
    {U"分管", {}}, {U"包保", {}}, {U"包联", {}}, {U"挂钩", {}}, {U"挂帅", {}}, {U"联系", {}}, {U"指导", Role::Support}, {U"相关", {}}, {U"考核", {}}, {U"省级", {}}, {U"市级", {}}, {U"区级", {}}, {U"县级", {}},
    {U"镇级", {}}, {U"党委", {}}, {U"政府", {}}, {U"区", {}}, {U"县", {}}, {U"市", {}}};
constexpr std::u32string_view label_nouns[] = {U"单位和部门", U"单位", U"部门", U"处室", U"科室", U"股室", U"机构", U"主体", U"街镇", U"地区", U"方", U"局委", U"委局", U"站所"};
constexpr std::u32string_view label_persons[] = {U"负责领导", U"责任领导", U"领导", U"负责人", U"责任人", U"负责同志", U"联系人", U"同志", U"秘书长", U"人员"};
constexpr std::u32string_view due_labels[] = {U"责任时限", U"办结时限", U"工作期限", U"完成时限", U"完成时间", U"时间节点", U"完成期限", U"时间要求", U"办理时限", U"完成日期",
                                              U"进度安排", U"进度要求", U"工作时限", U"时限要求", U"时限", U"时间安排", U"期限", U"时间"};

struct Verb {
    std::u32string_view word;
    Role role;
    bool inside; ///< may stand in the middle of a part, the next name following without a mark
};
constexpr Verb verbs[] = {
    {U"牵头负责", Role::Lead, true}, {U"牵头落实", Role::Lead, true}, {U"牵头组织", Role::Lead, true}, {U"牵头实施", Role::Lead, true},
    {U"牵头推进", Role::Lead, true}, {U"按职责分工牵头", Role::Lead, false}, {U"按职责牵头", Role::Lead, false}, {U"统筹协调", Role::Lead, false}, {U"统筹", Role::Lead, false},
    {U"完成", Role::Responsible, false}, {U"共同牵头", Role::Lead, true}, {U"牵头", Role::Lead, true}, {U"主办", Role::Lead, false},
    {U"积极配合", Role::Support, true}, {U"协同配合", Role::Support, true}, {U"共同配合", Role::Support, true},
    {U"参与配合", Role::Support, true}, {U"配合做好", Role::Support, false}, {U"配合", Role::Support, true}, {U"协助", Role::Support, false},
    {U"协办", Role::Support, false}, {U"共同参与", Role::Support, false}, {U"参加", Role::Support, false}, {U"参照落实", Role::Responsible, false}, {U"参照执行", Role::Responsible, false}, {U"分别牵头落实", Role::Lead, false}, {U"分别牵头", Role::Lead, true}, {U"参与", Role::Support, false}, {U"支持", Role::Support, false},
    {U"负责统筹协调", Role::Responsible, false}, {U"负责协调", Role::Responsible, false}, {U"负责统筹", Role::Responsible, false},
    {U"牵头协调", Role::Lead, true}, {U"牵头抓总", Role::Lead, true}, {U"分工负责", Role::Responsible, false}, {U"具体负责", Role::Responsible, false}, {U"分别负责", Role::Responsible, false},
    {U"共同负责", Role::Responsible, false}, {U"负责落实", Role::Responsible, false}, {U"负责实施", Role::Responsible, false},
    {U"具体落实", Role::Responsible, false}, {U"具体实施", Role::Responsible, false}, {U"组织实施", Role::Responsible, false},
    {U"分别落实", Role::Responsible, false}, {U"负责", Role::Responsible, true}, {U"承办", Role::Responsible, false},
    {U"落实", Role::Responsible, false}};

/// Passes over the first of `words` that stands at `at`; false when none does.
bool eat_any(std::u32string_view text, std::size_t& at, std::initializer_list<std::u32string_view> words) {
    for (auto w : words)
        if (starts_with(text.substr(at), w)) {
            at += w.size();
            return true;
        }
    return false;
}

/// 按职责分工负责, 根据各自职能分别抓好落实: how long it is, and as what they act.
std::size_t by_their_duties(std::u32string_view text, Role& role) {
    std::size_t at = 0;
    auto eat = [&](std::initializer_list<std::u32string_view> words) { return eat_any(text, at, words); };
    if (!eat({U"按照", U"按", U"根据", U"依据", U"依照", U"结合"}))
        return 0;
    eat({U"各自的", U"各自", U"本单位", U"部门", U"工作"});
    if (!eat({U"职责分工", U"职能分工", U"责任分工", U"任务分工", U"工作分工", U"职责任务", U"工作职责", U"职能职责", U"职责权限", U"职责", U"职能", U"分工"}))
        return 0;
    eat({U"分别", U"共同", U"具体", U"抓好", U"做好", U"认真", U"各负其责", U"各自"});
    role = Role::Responsible;
    if (eat({U"协同配合", U"积极配合", U"配合", U"协助", U"参与"}))
        role = Role::Support;
    else
        eat({U"负责落实", U"负责实施", U"负责", U"抓好落实", U"组织实施", U"落实", U"实施", U"推进", U"做好", U"承担", U"办理"});
    return at;
}

std::size_t bracket_end(std::u32string_view text, std::size_t open) {
    constexpr std::u32string_view opens = U"（“《〔【[";
    constexpr std::u32string_view closes = U"）”》〕】]";
    int depth = 0;
    // what stands inside is never long
    for (std::size_t i = open; i < text.size() && i < open + 400; ++i) {
        if (is_one_of(text[i], opens))
            ++depth;
        else if (is_one_of(text[i], closes) && --depth <= 0)
            return i;
    }
    return text.size(); // never closed: the rest is inside
}

std::u32string_view without_bracket(std::u32string_view name) {
    if (name.empty() || !is_one_of(name.back(), U"）〕")) // 各镇〔街道〕
        return name;
    const auto open = name.rfind(name.back() == U'）' ? U'（' : U'〔');
    return open == std::u32string_view::npos || open == 0 ? name : name.substr(0, open);
}

}
std::u32string without_short_form(std::u32string_view name) {
    std::u32string out(name);
    for (std::u32string_view w : {U"（以下简称", U"（以下统称", U"（简称", U"（下称"})
        if (const auto at = out.find(w); at != std::u32string::npos) {
            const auto end = out.find(U'）', at);
            out.erase(at, end == std::u32string::npos ? std::u32string::npos : end + 1 - at);
        }
    return out;
}
namespace {

bool is_bare_suffix(std::u32string_view name) {
    return std::find(std::begin(bare_suffixes), std::end(bare_suffixes), name) != std::end(bare_suffixes);
}

/// 等, 等部门, 等各相关单位 at the end of a part: how many characters.
std::size_t open_tail(std::u32string_view part) {
    const auto at = part.rfind(U'等');
    if (at == std::u32string_view::npos)
        return 0;
    std::u32string_view rest = part.substr(at + 1);
    for (std::u32string_view word : {U"各", U"其他", U"相关", U"有关", U"多个", U"若干", U"业务", U"主管", U"职能"})
        while (starts_with(rest, word))
            rest.remove_prefix(word.size());
    if (!rest.empty()) { // 等12个部门, 等五部门
        std::size_t n = 0;
        while (n < rest.size() && (is_digit(rest[n]) || is_chinese_digit(rest[n])))
            ++n;
        if (n > 0 && n < rest.size() && (rest[n] == U'个' || rest[n] == U'家'))
            ++n;
        rest.remove_prefix(n);
    }
    for (std::u32string_view word : {U"", U"部门", U"单位", U"处室", U"科室", U"委办局", U"部门和单位", U"部门单位", U"部门、单位", U"街镇", U"机构",
                                     U"地区", U"成员单位", U"责任单位", U"媒体", U"企业", U"新闻媒体", U"主要媒体"})
        if (rest == word)
            return part.size() - at;
    return 0;
}

/// 甲局和乙局: where to cut, and how long the joining word is. Names hold 和 too (住房保障和房屋管理局), so both sides must be names.
std::size_t find_join(std::u32string_view part, std::size_t& length) {
    for (std::size_t i = 1; i + 1 < part.size(); ++i) {
        const char32_t c = part[i];
        if (is_one_of(c, U"（“《")) {
            i = bracket_end(part, i);
            continue;
        }
        std::size_t n = 0;
        if (starts_with(part.substr(i), U"以及"))
            n = 2;
        else if (c == U'和' || c == U'与' || c == U'及' || c == U'暨')
            n = 1;
        if (n == 0)
            continue;
        std::size_t skip = n;
        if (c == U'及' && i + 1 < part.size() && part[i + 1] == U'其' && !(i + 2 < part.size() && part[i + 2] == U'他'))
            skip = 2; // 及其所属单位
        const std::u32string_view left = part.substr(0, i), right = part.substr(i + skip);
        if (!is_unit_name(left) || !is_unit_name(right))
            continue;
        if (c == U'和') {
            // 产业园区和结构调整处 is one body: a place before 和 counts only when the list speaks of groups (各…).
            const std::u32string_view core = without_bracket(left);
            constexpr std::u32string_view strong = U"局委办处室科所站队厅部署心院府";
            const bool group = starts_with(left, U"各") || starts_with(right, U"各") || starts_with(right, U"其他") ||
                               starts_with(right, U"相关") || starts_with(right, U"有关");
            if (!group && !is_one_of(core.back(), strong) && !ends_with(core, U"部门") && !ends_with(core, U"单位") &&
                !ends_with(core, U"街道") && !ends_with(core, U"镇"))
                continue;
        }
        length = skip;
        return i;
    }
    return std::u32string_view::npos;
}

bool starts_with_any_of(std::u32string_view text, std::initializer_list<std::u32string_view> words) {
    return std::any_of(words.begin(), words.end(), [&](auto w) { return starts_with(text, w); });
}

class ListReader {
public:
    ListReader(const Piece& text, UnitList& out) : text_(text), out_(out) {}

    void read(std::size_t from, std::size_t to, Role role, bool labelled) {
        role_ = role;
        pending_.clear();
        joint_ = false;
        std::size_t start = from;
        for (std::size_t i = from; i <= to; ++i) {
            if (i < to && is_one_of(text_.text[i], U"（“《〔【")) {
                const std::size_t end = bracket_end(text_.text, i);
                if (end < to) {
                    // 办公室（牵头）各处室: what is said of a name's part ends the name, mark or no mark
                    if (i > start && end + 1 < to && !is_one_of(text_.text[end + 1], U"、，；。/／;,：|和与及等") && is_role(view(i + 1, end))) {
                        part(start, end + 1);
                        start = end + 1;
                    }
                    i = end;
                    continue;
                }
            }
            if (i < to && !is_one_of(text_.text[i], U"、，；。/／;,：|"))
                continue;
            if (i < to && text_.text[i] == U'、' && places_of_one_name(start, i, to))
                continue;
            part(start, i);
            // 甲局；乙局参与: the verb speaks for what stands behind the mark, behind a printed label behind the comma too
            if (i < to && (text_.text[i] == U'；' || (labelled && text_.text[i] == U'，' && role_behind(i + 1, to))))
                flush(role_);
            start = i + 1;
        }
        flush(role_);
    }

private:
    struct Pending {
        UnitMention unit;
        bool joint;
    };

    std::u32string_view view(std::size_t from, std::size_t to) const {
        return std::u32string_view(text_.text).substr(from, to - from);
    }

    /// Up to the next comma the text ends in 配合, 协助 and the like.
    bool role_behind(std::size_t from, std::size_t to) const {
        std::size_t end = from;
        while (end < to && !is_one_of(text_.text[end], U"，；"))
            ++end;
        const auto rest = view(from, end);
        return std::any_of(std::begin(verbs), std::end(verbs), [&](const Verb& v) { return v.role == Role::Support && ends_with(rest, v.word); });
    }

    /// 各县、市、区政府; 各乡、镇人民政府: one name, whose marks part the kinds of place.
    bool places_of_one_name(std::size_t start, std::size_t i, std::size_t to) const {
        constexpr std::u32string_view kinds = U"县市区乡镇州旗";
        const auto head = view(start, i), next = view(i + 1, to).substr(0, 24);
        // 市委、市政府督查室; 各镇党委、政府
        const bool party = head.size() == 2 && is_one_of(head[0], U"省市区县州旗镇乡") && head[1] == U'委';
        if (party && starts_with(next, std::u32string{head[0]} + U"政府") && next.size() > 3 && is_han(next[3]))
            return true;
        if ((ends_with(head, U"党委") || ends_with(head, U"党工委") || ends_with(head, U"党（工）委")) && starts_with(next, U"政府"))
            return true;
        if (head.size() < 2 || head[0] != U'各')
            return false;
        for (std::size_t k = 1; k < head.size(); ++k)
            if (k % 2 == 1 ? !is_one_of(head[k], kinds) : head[k] != U'、')
                return false;
        for (std::size_t k = i + 1; k < to; k += 2) {
            if (!is_one_of(text_.text[k], kinds))
                return false;
            if (starts_with(view(k + 1, to), U"政府") || starts_with(view(k + 1, to), U"人民政府") || starts_with(view(k + 1, to), U"党委"))
                return true;
            if (k + 1 >= to || text_.text[k + 1] != U'、')
                return false;
        }
        return false;
    }

    void flush(Role role) {
        // 甲局会同乙局负责: 甲局 leads
        if (role == Role::Responsible && std::any_of(pending_.begin(), pending_.end(), [](const auto& p) { return p.joint; }))
            role = Role::Lead;
        for (auto& p : pending_) {
            p.unit.role = p.joint ? Role::Jointly : role;
            out_.units.push_back(std::move(p.unit));
        }
        pending_.clear();
        joint_ = false;
    }

    /// 牵头, 配合单位
    static const Verb* is_role(std::u32string_view t) {
        for (const Verb& verb : verbs)
            if (t == verb.word || (t.size() == verb.word.size() + 2 && starts_with(t, verb.word) && ends_with(t, U"单位")))
                return &verb;
        return nullptr;
    }

    /// 甲局、乙局（牵头）; 甲局（配合单位：乙局）; 办公室（各处室配合）
    bool role_in_bracket(std::size_t from, std::size_t to) {
        if (to < from + 4 || text_.text[to - 1] != U'）')
            return false;
        const auto open = view(from, to).rfind(U'（');
        if (open == std::u32string_view::npos || open == 0)
            return false;
        const auto inside = view(from + open + 1, to - 1);
        if (const Verb* verb = is_role(inside)) {
            names(from, from + open);
            flush(verb->role);
            return true;
        }
        if (std::none_of(std::begin(verbs), std::end(verbs), [&](const Verb& verb) { return ends_with(inside, verb.word); }))
            return false;
        UnitList inner = read_units(text_.sub(from + open + 1, to - 1), Role::Responsible);
        if (inner.units.empty() || !inner.unread.empty() || std::any_of(inner.units.begin(), inner.units.end(), [](const auto& u) { return u.doubtful; }))
            return false;
        names(from, from + open);
        flush(role_);
        std::move(inner.units.begin(), inner.units.end(), std::back_inserter(out_.units));
        return true;
    }

    void part(std::size_t from, std::size_t to) {
        if (to - from > 2000) { // no list of bodies without a mark is so long; it would be gone through again and again
            out_.unread.push_back(text_.sub(from, to));
            return;
        }
        if (role_in_bracket(from, to))
            return;
        // Inner words first: X会同Y, X牵头Y配合.
        for (std::size_t i = from; i < to; ++i) {
            if (is_one_of(text_.text[i], U"（“《")) {
                i = std::min(bracket_end(text_.text, i), to);
                continue;
            }
            const auto rest = view(i, to);
            for (std::u32string_view word : {U"会同", U"联合", U"商"}) {
                if (word == U"商" && starts_with_any_of(rest, {U"商务", U"商业", U"商贸", U"商投", U"商会"}))
                    continue;
                if (!starts_with(rest, word) || (word.size() == 1 && (i == from || !is_unit_name(view(from, i)))) ||
                    (word == U"联合" && i > from && !is_unit_name(view(from, i))))
                    continue;
                if (word != U"会同" && (rest.size() == word.size() || !is_unit_name(rest.substr(word.size()))))
                    continue;
                // 办公室会同中心: the left side belongs to what follows
                if (i > from)
                    names(from, i);
                joint_ = true;
                part(i + word.size(), to);
                return;
            }
            Role duty = Role::Responsible;
            if (const std::size_t n = by_their_duties(rest, duty); n > 0 && i + n == to) {
                if (i > from)
                    names(from, i);
                flush(duty);
                return;
            }
            for (const Verb& verb : verbs) {
                if (!starts_with(rest, verb.word))
                    continue;
                std::size_t end = i + verb.word.size();
                const bool last = end == to;
                const auto after = view(end, to);
                if (!last && !verb.inside)
                    continue;
                if (starts_with(after, U"单位") || starts_with(after, U"部门")) {
                    if (i == from || text_.text[i - 1] != U'为')
                        continue; // 各牵头单位 is a name
                    end += 2;
                }
                if (i > from) {
                    std::size_t stop = i;
                    while (stop > from && is_one_of(text_.text[stop - 1], U"为共同"))
                        --stop;
                    if (!last && !is_unit_name(view(from, stop)))
                        continue;
                    names(from, stop);
                } else if (pending_.empty() && !last) {
                    continue;
                }
                flush(verb.role);
                if (end < to)
                    part(end, to);
                return;
            }
        }
        names(from, to);
    }

    /// One part that should be a name, or names joined by 和, 与, 及 or by a blank.
    void names(std::size_t from, std::size_t to) {
        for (std::u32string_view word : {U"由", U"并", U"和", U"及", U"以及", U"与"})
            if (starts_with(view(from, to), word) && is_unit_name(view(from + word.size(), to)))
                from += word.size();
        if (from >= to)
            return;
        if (const std::size_t tail = open_tail(view(from, to))) {
            out_.open = true;
            to -= tail;
            if (from >= to)
                return;
        }
        std::size_t length = 0;
        const auto join = find_join(view(from, to), length);
        if (join != std::u32string_view::npos) {
            names(from, from + join);
            names(from + join + length, to);
            return;
        }
        // A blank or a line end inside: two names when both halves are whole ones, else one name broken in two.
        for (std::size_t i = from + 1; i < to; ++i) {
            if (text_.at[i] == text_.at[i - 1] + 1)
                continue;
            const auto left = view(from, i), right = view(i, to);
            // 农业农村 + 服务中心 is one name: what ends like a place does not end the first half
            const bool whole = left.back() == U'）' || is_one_of(left.back(), U"局委办处室科股所站队院厅部署心道镇乡位门构司团府关校馆联");
            if (right[0] == U'各' && left.size() == 3 && ends_with(left, U"政府"))
                continue; // 区政府 / 各部门
            if (ends_with(left, U"城乡") && starts_with(right, U"建设"))
                continue; // 区住房城乡 / 建设局
            if ((right.size() >= 3 || right[0] == U'各') && left.size() >= 2 && whole && is_unit_name(left) && is_unit_name(right) && !is_bare_suffix(right) &&
                right != U"服务中心" && right != U"管理中心" && right[0] != U'（') {
                names(from, i);
                names(i, to);
                return;
            }
        }
        // 镇纪委镇司法所: two names run together, each with the level in front
        if (is_one_of(text_.text[from], U"省市区县镇旗"))
            for (std::size_t i = from + 3; i + 3 <= to; ++i)
                if (text_.text[i] == text_.text[from] && is_one_of(text_.text[i - 1], U"局委办所队心处站") && is_unit_name(view(from, i)) &&
                    is_unit_name(view(i, to)) && !is_one_of(text_.text[from + 1], U"场容政") && view(i + 1, to) != U"监委") {
                    names(from, i);
                    names(i, to);
                    return;
                }
        // 市直有关部门、单位
        if (view(from, to) == U"单位" && !pending_.empty() && ends_with(pending_.back().unit.name, U"部门")) {
            auto& last = pending_.back().unit;
            last.name += U"、单位";
            last.span.end = text_.at[to - 1] + 1;
            return;
        }
        // 区政府各委、办、局
        if (to - from == 1 && is_one_of(text_.text[from], U"委办局处室部") && !pending_.empty()) {
            auto& last = pending_.back().unit;
            last.name += U'、';
            last.name += text_.text[from];
            last.span.end = text_.at[from] + 1;
            return;
        }
        UnitMention unit;
        unit.name = without_short_form(view(from, to));
        unit.span = text_.span(from, to);
        if (const auto remark = unit.name.find(U"（以"); remark != std::u32string::npos && remark > 0 && ends_with(unit.name, U"为准）")) // 各责任单位（以清单为准）
            unit.name.resize(remark);
        // 各街道、镇
        if (to - from == 1 && is_one_of(text_.text[from], U"镇乡村县区市") && !pending_.empty() && starts_with(pending_.back().unit.name, U"各"))
            unit.name.insert(unit.name.begin(), U'各');
        if (!is_unit_name(unit.name)) {
            // （各部门分别负责，年内持续推进）
            if (read_due(unit.name, 2000)) {
                out_.due = text_.sub(from, to);
                return;
            }
            // 完成时限见附表
            if (std::any_of(std::begin(due_labels), std::end(due_labels), [&](auto w) { return starts_with(unit.name, w); }) && contains(unit.name, U"见")) {
                out_.notes.push_back(text_.sub(from, to));
                return;
            }
            if (unit.name == U"/" || unit.name == U"—" || unit.name == U"-" || unit.name == U"无" || unit.name == U"——")
                return;
            const bool plain = count_han(unit.name) >= 2 && unit.name.size() <= 20 && !contains(unit.name, U"。") && !contains(unit.name, U"另行") &&
                               !is_one_of(unit.name[0], U"按由待据");
            if (!plain) {
                out_.unread.push_back(text_.sub(from, to));
                return;
            }
            unit.doubtful = true;
        }
        pending_.push_back({std::move(unit), joint_});
    }

    const Piece& text_;
    UnitList& out_;
    Role role_ = Role::Responsible;
    std::vector<Pending> pending_;
    bool joint_ = false;
};

/// 市发展改革委、财政局、教育局: a level printed once holds for the bodies behind it, up to where another is printed.
void inherit_level(UnitList& list) {
    auto has_levels = [](std::u32string_view core) {
        return std::any_of(std::begin(leveled_suffixes), std::end(leveled_suffixes), [&](auto s) { return ends_with(core, s); });
    };
    auto place_of_its_own = [](std::u32string_view core) { // 经开区建设局, 某某市财政局
        for (std::size_t i = 0; i + 1 < core.size(); ++i)
            if ((is_one_of(core[i], U"区县镇") && core[i + 1] != U'域') || (core[i] == U'市' && i > 0 && core[i - 1] != U'城' && !is_one_of(core[i + 1], U"场容政")))
                return true;
        return false;
    };
    char32_t level = 0;
    bool party = false; // the last name with a level was 区委…
    for (auto& u : list.units) {
        const auto core = without_bracket(u.name);
        if (core.size() < 2)
            continue;
        const bool market = starts_with(core, U"市场监"); // 市 here is no level
        if (is_one_of(core[0], U"省市区县州旗盟") && core[1] != U'区' && !market) {
            const bool of_party = core.size() >= 4 && core[1] == U'委';
            // 区投促办 has the level in front, though 投促办 alone might be anybody's
            const bool office = (ends_with(core, U"办") || ends_with(core, U"中心")) && !is_one_of(core[1], U"民场容域镇直");
            if (core.size() >= 3 && (has_levels(core) || of_party || office || ends_with(core, U"工委"))) {
                level = core[0];
                party = of_party;
            }
            continue;
        }
        if (level != 0 && party && std::find(std::begin(party_offices), std::end(party_offices), core) != std::end(party_offices)) {
            u.name.insert(0, {level, U'委'});
            u.level_added = true;
            continue;
        }
        // 国家税务总局, 国网某某公司 are bodies of the state
        const bool state = starts_with(core, U"国家") || starts_with(core, U"国网") || starts_with(core, U"国税") || starts_with(core, U"国开");
        if (level == 0 || state || (is_one_of(core[0], U"各本有相其全镇乡“") && !starts_with(core, U"乡村振兴")) || is_bare_suffix(core) || !has_levels(core) || (!market && place_of_its_own(core)))
            continue;
        bool own = false;
        for (std::u32string_view suffix : {U"分局", U"银保监局", U"银监局", U"证监局", U"金融监管局", U"通信管理局"})
            own = own || (ends_with(core, suffix) && core.size() > suffix.size() + (suffix == U"分局" ? 0 : 1)); // 某某银监分局: a place of its own
        // 云洲生态环境局, 云洲税务局: those of the state carry the name of the place
        for (std::u32string_view suffix : {U"生态环境局", U"税务局", U"供电公司"})
            own = own || (ends_with(core, suffix) && core.size() >= suffix.size() + 2 && core.size() <= suffix.size() + 3 && !contains(core, U"和"));
        if (own)
            continue;
        u.name.insert(u.name.begin(), level);
        u.level_added = true;
    }
}

} // namespace

std::string_view role_name(Role role) {
    switch (role) {
    case Role::Subject: return "主体";
    case Role::Lead: return "牵头";
    case Role::Responsible: return "责任";
    case Role::Support: return "配合";
    case Role::Jointly: return "会同";
    }
    return "责任";
}

bool is_unit_name(std::u32string_view name) {
    if (name.size() < 2 || name.size() > 40)
        return false;
    if (name.find_first_of(U"。！？；：") != std::u32string_view::npos)
        return false;
    const std::u32string_view core = without_bracket(name);
    for (std::u32string_view verb : {U"分办", U"转办", U"督办", U"代办", U"经办", U"联办", U"交办", U"举办", U"开办", U"全部", U"内部", U"外部", U"干部", U"局部", U"社会",
                                     U"机会"})
        if (ends_with(core, verb) && !ends_with(core, U"公开办"))
            return false;
    const bool earth = core.size() >= 3 && core[0] == U'地' && is_one_of(core[1], U"震方质税铁名籍矿"); // 地震局, 地方金融局
    if (core.size() < 2 || (is_one_of(core[0], U"的地得在对于将把按为从以并且或") && !earth))
        return false;
    if (is_digit(core[0]))
        return false;
    return std::any_of(std::begin(suffixes), std::end(suffixes), [&](auto s) { return ends_with(core, s); });
}

Label match_label(std::u32string_view text, std::size_t at, bool bare) {
    const auto rest = text.substr(at);
    // 【责任单位】甲局
    if (!rest.empty() && is_one_of(rest[0], U"【〔[")) {
        Label inner = match_label(rest, 1, true);
        const std::size_t close = inner.length + 1;
        if (inner.length == 0 || close >= rest.size() || !is_one_of(rest[close], U"】〕]"))
            return {};
        inner.length = close + (close + 1 < rest.size() && rest[close + 1] == U'：' ? 2 : 1);
        return inner;
    }
    auto after_colon = [&](std::size_t n) -> std::size_t {
        // 责任单位（部门）：
        if (n < rest.size() && rest[n] == U'（') {
            const auto end = bracket_end(rest, n);
            if (end < rest.size() && end - n < 8 && end + 1 < rest.size() && rest[end + 1] == U'：')
                return end + 2;
        }
        const bool all = starts_with(rest.substr(n), U"均为"); // 责任单位均为：
        if (all)
            n += 2;
        // 牵头单位为甲局: a name behind it
        for (std::u32string_view is : {U"为", U"是"})
            if (!all && starts_with(rest.substr(n), is) && n + 1 < rest.size() && rest[n + 1] != U'：') {
                const auto name = rest.substr(n + 1);
                if (is_unit_name(name.substr(0, std::min(name.find_first_of(U"、，；。）"), name.size()))))
                    return n + 1;
            }
        if (n < rest.size() && (rest[n] == U'：' || rest[n] == U'︰'))
            return n + 1;
        return bare || all ? n : 0;
    };
    Label out;
    for (std::u32string_view word : due_labels)
        if (starts_with(rest, word)) {
            if (const auto n = after_colon(word.size()); n > word.size() || (n > 0 && word != U"时间")) {
                out.kind = Label::Due;
                out.length = n;
                return out;
            }
        }
    std::size_t n = 0;
    std::optional<Role> role;
    bool any = false;
    for (bool again = true; again && n < 12;) {
        again = false;
        // 负责领导 before 负责: what the label ends with is no word of it
        for (std::u32string_view noun : label_persons)
            if ((any || noun.size() > 2) && starts_with(rest.substr(n), noun)) // 分管|领导：, 责任人：
                if (const auto end = after_colon(n + noun.size()); end > 0 && end < rest.size() + 1 && rest[end - 1] != noun.back()) {
                    out.kind = Label::Persons;
                    out.length = end;
                    return out;
                }
        for (std::u32string_view noun : label_nouns)
            if (role && starts_with(rest.substr(n), noun))
                if (const auto end = after_colon(n + noun.size())) {
                    out.length = end;
                    out.role = *role;
                    return out;
                }
        for (const RoleWord& word : label_words)
            if (starts_with(rest.substr(n), word.word)) {
                n += word.word.size();
                if (!role)
                    role = word.role;
                any = again = true;
                break;
            }
    }
    // 牵头：甲局；配合：乙局
    if (role && n < rest.size() && rest[n] == U'：') {
        out.length = n + 1;
        out.role = *role;
    }
    return out;
}

Scope match_scope(std::u32string_view text) {
    std::size_t at = 0;
    auto eat = [&](std::initializer_list<std::u32string_view> words) { return eat_any(text, at, words); };
    Scope out;
    if (eat({U"以上", U"上述", U"前述"}))
        out.kind = Scope::Above;
    else if (eat({U"以下", U"下列"}))
        out.kind = Scope::Below;
    else if (eat({U"本部分", U"该部分", U"此部分", U"本章", U"本节"}))
        out.kind = Scope::Part;
    else if (starts_with(text, U"第") && text.size() > 4 && (is_digit(text[1]) || is_chinese_digit(text[1]) || text[1] == U'（') && contains(text.substr(0, 16), U"项由"))
        out.kind = Scope::Above; // 第9、10项由甲局牵头
    else
        return {};
    if (out.kind == Scope::Below && (contains(text, U"不再") || contains(text, U"下同")))
        return {}; // a remark that holds for every list below
    auto number = [&] {
        eat({U"第"});
        const bool round = eat({U"（"});
        std::size_t n = at;
        while (n < text.size() && n < at + 3 && (is_digit(text[n]) || is_chinese_digit(text[n]) || text[n] == U'两'))
            ++n;
        const auto value = to_number(text.substr(at, n - at));
        at = n;
        if (round)
            eat({U"）"});
        return value ? static_cast<int>(*value) : 0;
    };
    out.items = number(); // 两项, 第9—11项, 第（九）项至第（十一）项
    eat({U"项", U"条"});
    if (out.items > 0 && eat({U"——", U"—", U"-", U"~", U"～", U"至", U"到", U"、", U"和"}))
        if (const int last = number(); last > out.items) {
            out.first = out.items;
            out.last = last;
            out.items = last - out.first + 1;
        }
    while (eat({U"各项", U"各条", U"全部", U"所有", U"项", U"条", U"款", U"工作", U"任务", U"事项", U"措施", U"内容"})) {
    }
    eat({U"，"});
    const bool all = eat({U"均", U"都", U"统一"});
    if (!eat({U"由", U"：", U"为"}) && match_label(text, at).length == 0 && !(all && match_label(text, at, true).length > 0))
        return {};
    out.length = at;
    return out;
}

namespace {

/// A remark about the lists themselves: where it begins, from `i` on.
bool note_begins(std::u32string_view text, std::size_t i) {
    const auto rest = text.substr(i);
    const bool fresh = i == 0 || is_one_of(text[i - 1], U"。；，（");
    if (!fresh)
        return false;
    for (std::u32string_view w : {U"以下", U"列第一", U"排第一", U"列首位", U"排首位", U"排在第一", U"列在第一", U"排在首位", U"列在首位", U"居首位", U"第一个单位为", U"第一个为",
                                  U"排名第一", U"不再列出", U"下同", U"首位为", U"第一家", U"具体任务均", U"各项任务均", U"所列任务均", U"各项工作均"})
        if (starts_with(rest, w))
            return true;
    return false;
}

} // namespace

UnitList read_units(const Piece& whole, Role unlabelled) {
    UnitList out;
    Piece text = whole;
    if (const Scope scope = match_scope(text.text); scope.length > 0)
        text = text.sub(scope.length, text.text.size());
    // Remarks behind the names go first.
    for (std::size_t i = 0; i < text.text.size(); ++i)
        if (note_begins(text.text, i)) {
            std::size_t from = i, to = text.text.size();
            if (i > 0 && text.text[i - 1] == U'（') {
                to = bracket_end(text.text, i - 1);
                --from;
            }
            out.notes.push_back(text.sub(i, to));
            Piece kept = text.sub(0, from);
            if (to + 1 < text.text.size())
                kept.append(text.sub(to + 1, text.text.size()));
            text = std::move(kept);
            break;
        }
    ListReader reader(text, out);
    const std::u32string_view view = text.text;
    std::size_t from = 0;
    Label current;
    current.role = unlabelled;
    auto close = [&](std::size_t to) {
        while (to > from && is_one_of(view[to - 1], U"；，、。"))
            --to;
        if (to <= from)
            return;
        switch (current.kind) {
        case Label::Due: out.due = text.sub(from, to); break;
        case Label::Persons: out.persons.push_back(text.sub(from, to)); break;
        case Label::Bodies: reader.read(from, to, current.role, out.labelled); break;
        }
    };
    for (std::size_t i = 0; i < view.size(); ++i) {
        // 责任部门 应急办 配合部门 各社区: blanks instead of colons
        Label next = match_label(view, i);
        if (next.length == 0)
            if (next = match_label(view, i, true); i > 0 && next.length > 0)
                if (text.at[i] == text.at[i - 1] + 1 || i + next.length >= view.size() ||
                    (next.kind != Label::Due && text.at[i + next.length] == text.at[i + next.length - 1] + 1))
                    next.length = 0;
        if (next.length == 0 || (i > 0 && is_one_of(view[i - 1], U"各")))
            continue;
        out.labelled = true;
        // 甲局（配合单位：乙局）、丙局: the label holds inside its bracket
        if (const std::size_t end = i > from && view[i - 1] == U'（' ? bracket_end(view, i - 1) : view.size(); end < view.size()) {
            const Label outer = current;
            close(i - 1);
            current = next;
            from = i + next.length;
            close(end);
            current = outer;
            from = i = end + 1;
            --i;
            continue;
        }
        close(i);
        current = next;
        from = i + next.length;
        i = from - 1;
    }
    close(view.size());
    inherit_level(out);
    return out;
}

bool is_unit_list(const Piece& text) {
    if (text.empty())
        return false;
    const UnitList list = read_units(text, Role::Responsible);
    if (list.units.empty() || !list.unread.empty())
        return false;
    return std::none_of(list.units.begin(), list.units.end(), [](const auto& u) { return u.doubtful; });
}

} // namespace yaodian::importer
