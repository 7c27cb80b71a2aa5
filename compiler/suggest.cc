#include "compiler/suggest.h"

#include <algorithm>
#include <cstdint>

namespace yaodian {
namespace {

std::vector<uint32_t> code_points(std::string_view s) {
    std::vector<uint32_t> out;
    out.reserve(s.size());
    for (std::size_t i = 0; i < s.size();) {
        unsigned char c = static_cast<unsigned char>(s[i]);
        std::size_t n = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
        uint32_t cp = 0;
        for (std::size_t k = 0; k < n && i + k < s.size(); ++k)
            cp = cp << 8 | static_cast<unsigned char>(s[i + k]);
        out.push_back(cp);
        i += n;
    }
    return out;
}

int distance(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b, int limit) {
    const int n = static_cast<int>(a.size()), m = static_cast<int>(b.size());
    if (std::abs(n - m) > limit)
        return limit + 1;
    std::vector<int> two(m + 1), one(m + 1), now(m + 1);
    for (int j = 0; j <= m; ++j)
        one[j] = j;
    for (int i = 1; i <= n; ++i) {
        now[0] = i;
        int best = i;
        for (int j = 1; j <= m; ++j) {
            int d = std::min({one[j] + 1, now[j - 1] + 1, one[j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d = std::min(d, two[j - 2] + 1);
            now[j] = d;
            best = std::min(best, d);
        }
        if (best > limit)
            return limit + 1;
        std::swap(two, one);
        std::swap(one, now);
    }
    return std::min(one[m], limit + 1);
}

} // namespace

int edit_distance(std::string_view a, std::string_view b, int limit) {
    return distance(code_points(a), code_points(b), limit);
}

std::string nearest(std::string_view written, const std::vector<std::string_view>& candidates) {
    auto w = code_points(written);
    if (w.size() < 2 || w.size() > 200)
        return {};
    std::string_view best;
    int least = 1 << 20;
    for (std::string_view c : candidates) {
        auto p = code_points(c);
        int limit = std::max<int>(1, static_cast<int>(std::max(w.size(), p.size())) / 3);
        if (p.size() < 2)
            continue;
        int d = distance(w, p, std::min(limit, least - 1));
        if (d <= limit && d < least) {
            least = d;
            best = c;
        }
    }
    return std::string(best);
}

} // namespace yaodian
