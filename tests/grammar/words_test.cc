// The table of words and the look-ups over it.
#include "grammar/words.h"

#include <gtest/gtest.h>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace yaodian {
namespace {

std::vector<std::string> split(std::string_view list) {
    std::vector<std::string> out;
    while (!list.empty()) {
        const auto end = std::min(list.find(' '), list.size());
        out.emplace_back(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return out;
}

TEST(Words, EverySpellingIsFoundAndIsOneWord) {
    std::map<std::pair<WordClass, std::string>, Word> seen;
    for (const WordInfo& w : all_words())
        for (const auto& list : {split(w.zh), split(w.en)}) {
            ASSERT_FALSE(list.empty());
            for (const std::string& s : list) {
                const auto [at, fresh] = seen.emplace(std::pair{w.wordclass, s}, w.word);
                EXPECT_TRUE(fresh || at->second == w.word) << s << " is two words of one class";
                if (w.wordclass == WordClass::Statement) {
                    uint32_t length = 0;
                    EXPECT_EQ(statement_word(s, &length), w.word) << s;
                    EXPECT_EQ(length, s.size());
                    EXPECT_EQ(statement_word(s + " 区财政局和更多的字", &length), w.word) << s;
                    EXPECT_EQ(length, s.size());
                } else {
                    EXPECT_EQ(fixed_word(s, w.wordclass), w.word) << s;
                }
            }
        }
}

TEST(Words, LongestPrefixWithoutSpace) {
    uint32_t length = 0;
    EXPECT_EQ(statement_word("责任区财政局", &length), Word::Responsible);
    EXPECT_EQ(length, 6u);
    EXPECT_EQ(statement_word("责任单位区财政局", &length), Word::Responsible);
    EXPECT_EQ(length, 12u);
    EXPECT_EQ(statement_word("责任单", &length), Word::Responsible);
    EXPECT_EQ(length, 6u);
    EXPECT_EQ(statement_word("责", &length), Word::None);
    EXPECT_EQ(statement_word("财政局", &length), Word::None);
    EXPECT_EQ(statement_word("", &length), Word::None);
    EXPECT_EQ(statement_word("章", &length), Word::Chapter);
}

TEST(Words, EnglishIsTheWholeWord) {
    uint32_t length = 0;
    EXPECT_EQ(statement_word("plan x", &length), Word::Plan);
    EXPECT_EQ(statement_word("Plan x", &length), Word::Plan);
    EXPECT_EQ(statement_word("not_carried x", &length), Word::NotCarried);
    EXPECT_EQ(statement_word("task公众列席", &length), Word::Task);
    EXPECT_EQ(length, 4u);
    EXPECT_EQ(statement_word("planned x", &length), Word::None);
    EXPECT_EQ(statement_word("plan2 x", &length), Word::None);
    EXPECT_EQ(statement_word("not", &length), Word::None);
    EXPECT_EQ(statement_word(std::string(1000, 'a'), &length), Word::None);
}

TEST(Words, FixedWordsByClass) {
    EXPECT_EQ(fixed_word("可", WordClass::Firmness), Word::May);
    EXPECT_EQ(fixed_word("可", WordClass::ElementLevel), Word::Optional);
    EXPECT_EQ(fixed_word("可", WordClass::Mark), Word::None);
    EXPECT_EQ(fixed_word("must", WordClass::Firmness), Word::Must);
    EXPECT_EQ(fixed_word("Must", WordClass::Firmness), Word::Must);
    EXPECT_EQ(fixed_word("＞＝", WordClass::Comparator), Word::AtLeast);
    EXPECT_EQ(fixed_word("", WordClass::Mark), Word::None);
    EXPECT_EQ(fixed_word(std::string(10000, 'x'), WordClass::Mark), Word::None);
    EXPECT_EQ(fixed_word("责任", WordClass::Mark), Word::None);
}

TEST(Words, TranslationLosesNothing) {
    for (const WordInfo& w : all_words()) {
        std::set<std::string> seen;
        for (const std::string& zh : split(w.zh)) {
            const std::string en(translate(w.word, zh, true));
            EXPECT_EQ(translate(w.word, en, false), zh) << "English " << en;
            EXPECT_TRUE(seen.insert(en).second) << zh << " and another spelling both become " << en;
        }
        for (const std::string& en : split(w.en))
            EXPECT_NE(translate(w.word, en, false), en);
    }
}

TEST(Words, NearestIsTheWordMeant) {
    EXPECT_EQ(nearest_statement("任物"), Word::Task);
    EXPECT_EQ(nearest_statement("任務"), Word::Task);
    EXPECT_EQ(nearest_statement("责仼"), Word::Responsible);
    EXPECT_EQ(nearest_statement("期线"), Word::Due);
    EXPECT_EQ(nearest_statement("责任单们"), Word::Responsible);
    EXPECT_EQ(nearest_statement("人物"), Word::Task);
    EXPECT_EQ(nearest_statement("药店"), Word::Plan);
    EXPECT_EQ(nearest_statement("前头"), Word::Lead);  // not 前置, a lesser spelling of 期限
    EXPECT_EQ(nearest_statement("落头"), Word::Implements); // nothing tells them apart: the one that begins alike
    EXPECT_EQ(nearest_statement("时置"), Word::Due);
    EXPECT_EQ(nearest_statement("tsak"), Word::Task);
    EXPECT_EQ(nearest_statement("responsable"), Word::Responsible);
    EXPECT_EQ(nearest_statement("implments"), Word::Implements);
    EXPECT_EQ(nearest_statement("区财政局"), Word::None);
    EXPECT_EQ(nearest_statement("各街道办事处"), Word::None);
    EXPECT_EQ(nearest_statement("甲"), Word::None);
    EXPECT_EQ(nearest_statement(""), Word::None);
    EXPECT_EQ(nearest_statement(std::string(100000, 'x')), Word::None);
}

} // namespace
} // namespace yaodian
