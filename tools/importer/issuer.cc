#include "tools/importer/issuer.h"

#include <algorithm>

namespace yaodian::importer {

namespace {

using View = std::u32string_view;

struct Parsed {
    std::u32string province, city, district, town;
    char32_t letter = 0; ///< 市水务局, 区教育局: the level without a name
    std::u32string rest;
};

/// A name of an area that ends with `suffix`, at the front of t: its length, else 0.
std::size_t area_name(View t, View suffix, std::size_t longest, View not_after) {
    for (std::size_t i = 0; i < t.size() && i <= longest; ++i) {
        if (starts_with(t.substr(i), suffix)) {
            if (i == 0 || is_one_of(t[i - 1], not_after) || (i == 1 && is_one_of(t[0], U"全本我各城都超")))
                continue;
            return i + suffix.size();
        }
        if (!is_han(t[i]) || is_one_of(t[i], U"和与的及") || is_chinese_digit(t[i]))
            return 0;
    }
    return 0;
}

Parsed parse(View t) {
    Parsed out;
    auto take = [&](std::size_t n) {
        std::u32string name(t.substr(0, n));
        t.remove_prefix(n);
        return name;
    };
    if (starts_with(t, U"中共"))
        take(2);
    if (const auto n = std::max(area_name(t, U"省", 4, U""), area_name(t, U"自治区", 8, U"")))
        out.province = take(n);
    if (const auto n = area_name(t, U"市", 6, U"各"))
        out.city = take(n);
    for (View suffix : {View(U"区"), View(U"县"), View(U"旗")})
        if (const auto n = out.district.empty() ? area_name(t, suffix, 8, U"社园地市小校灾景片辖郊范专各") : 0)
            out.district = take(n);
    for (View suffix : {View(U"街道"), View(U"镇"), View(U"乡")})
        if (const auto n = out.town.empty() ? area_name(t, suffix, 6, suffix == U"街道" ? U"各" : U"城村各") : 0)
            if (n == t.size() || t[n] != U'村')
                out.town = take(n);
    if (out.city.empty() && out.district.empty() && out.town.empty() && !t.empty() && is_one_of(t[0], U"市区县旗镇"))
        out.letter = t[0];
    out.rest = t;
    return out;
}

/// 教育局, 经济和信息化委员会 at the front of what follows the area: its length, else 0. A body that only brings others
/// together (安全生产委员会, 领导小组) has no offices to give duties to.
std::size_t bureau_name(View t) {
    for (std::size_t i = 0; i < t.size() && i <= 16; ++i) {
        if (t[i] == U'局' && i >= 2)
            return i + 1;
        if (starts_with(t.substr(i), U"委员会")) {
            for (View field : {View(U"经济"), View(U"商务"), View(U"卫生"), View(U"住房"), View(U"发展"), View(U"农业"), View(U"科学"), View(U"教育"), View(U"交通"), View(U"国有"),
                               View(U"规划"), View(U"民族"), View(U"体育"), View(U"建设"), View(U"水务")})
                if (contains(t.substr(0, i), field) && !starts_with(t.substr(i + 3), U"办公室"))
                    return i + 3;
            return 0;
        }
        if (t[i] == U'委' && i >= 2 && (i + 1 == t.size() || !is_han(t[i + 1])))
            return i + 1;
        if (!is_han(t[i]))
            return 0;
    }
    return 0;
}

bool is_own_office(View rest) {
    if (rest.empty() || contains(rest, U"人民政府") || starts_with(rest, U"政府") || starts_with(rest, U"办事处"))
        return true;
    for (View office : {View(U"办公室"), View(U"办公厅"), View(U"党政办公室"), View(U"党政办"), View(U"党政综合办公室"), View(U"委办公室"), View(U"党工委"), View(U"管理委员会"), View(U"管委会")})
        if (rest == office)
            return true;
    return false;
}

} // namespace

Issuer find_issuer(const Places& places) {
    View title = places.title;
    while (!title.empty() && (is_digit(title[0]) || is_one_of(title[0], U"年度“《关于印发")))
        title.remove_prefix(1);
    const Parsed t = parse(title), i = parse(places.issuer);
    auto depth = [](const Parsed& p) { return !p.town.empty() ? 4 : !p.district.empty() ? 3 : !p.city.empty() ? 2 : !p.province.empty() ? 1 : 0; };
    Issuer out;
    out.printed = !places.issuer.empty();
    const Parsed& named = depth(i) >= depth(t) && depth(i) > 0 ? i : t;
    const Parsed& speaks = out.printed ? i : t;
    out.area = !named.town.empty() ? named.town : !named.district.empty() ? named.district : !named.city.empty() ? named.city : named.province;
    const int level = std::max(depth(named), named.letter == U'市' ? 2 : is_one_of(named.letter, U"区县旗") ? 3 : named.letter ? 4 : 0);
    out.level = level == 4 ? U"镇街" : level == 3 ? U"区" : level == 2 ? U"市" : U"";
    std::u32string prefix = named.letter ? std::u32string() : out.area;
    if (const auto n = bureau_name(speaks.rest); n > 0 && level < 4) {
        out.bureau = prefix + speaks.rest.substr(0, n);
        if (speaks.letter && !out.area.empty() && out.area.back() == speaks.letter) // 海陵市 and 市医疗保障局
            out.bureau = out.area + speaks.rest.substr(1, n - 1);
    } else if (out.printed && !is_own_office(speaks.rest) && !out.area.empty()) {
        std::u32string rest = speaks.rest;
        if (rest.size() <= 24 && std::all_of(rest.begin(), rest.end(), [](char32_t c) { return is_han(c); }))
            out.organ = (speaks.letter || level == 4 ? std::u32string() : std::u32string(1, out.area.back())) + rest;
    }
    return out;
}

std::u32string Issuer::government() const {
    if (level == U"镇街")
        return ends_with(area, U"街道") ? U"街道办事处" : ends_with(area, U"乡") ? U"乡政府" : U"镇政府";
    if (level == U"市")
        return U"市政府";
    if (level.empty()) // 省: no level of the language
        return U"省政府";
    return area.empty() || !is_one_of(area.back(), U"县旗") ? U"区政府" : std::u32string(1, area.back()) + U"政府";
}

std::u32string Issuer::office() const { return level == U"镇街" ? std::u32string() : government() + U"办公室"; }

} // namespace yaodian::importer
