// What a policy may ask about people.
#include "academy/person.h"

#include <gtest/gtest.h>

namespace xueshi::academy {
namespace {

using base::Year;

Person person(const char* hired, const char* left) {
  Person one;
  one.employment.hired = base::parse_date(hired);
  one.employment.left = base::parse_date(left);
  return one;
}

TEST(Facts, ThereIsOneForEachOfTheVocabulary) {
  Person one = person("2017-05-01", "");
  one.post = Post::kManagement;
  one.division_level = true;
  condition::Facts facts = facts_of(one, base::Year(2017), "I1", "");
  const condition::Vocabulary& vocabulary = person_vocabulary();
  ASSERT_EQ(facts.size(), vocabulary.facts.size());
  EXPECT_EQ(condition::render(vocabulary, facts),
            "rank = division_level, post = management, hours_required = true, hired = 2017, "
            "institute = I1");
}

TEST(Facts, WhatIsNotKnownIsMissing) {
  EXPECT_EQ(condition::render(person_vocabulary(), facts_of({}, base::Year(2017), "", "")),
            "rank = staff, hours_required = true");
}

TEST(Facts, EveryAtomAsksForADeclaredFact) {
  for (const condition::AtomDeclaration& atom : person_vocabulary().atoms)
    EXPECT_LT(atom.fact, person_vocabulary().facts.size()) << atom.key;
}

Employment employment(const char* hired, const char* left) {
  return {base::parse_date(hired), base::parse_date(left), std::nullopt};
}

base::Date day(const char* text) { return base::parse_date(text).value(); }

TEST(Employment, WhoComesBackKeepsTheFirstDay) {
  Employment again = employment("2017-09-01", "");
  again.earlier = Spell{day("2001-05-09"), day("2017-03-01")};
  // In one row; or 离职 was known before.
  EXPECT_EQ(continued(employment("2001-05-09", ""), employment("2017-09-01", "2017-03-01")), again);
  EXPECT_EQ(continued(employment("2001-05-09", "2017-03-01"), employment("2017-09-01", "")), again);
  // Once more, and what was written before it: nothing new.
  EXPECT_EQ(continued(again, employment("2017-09-01", "2017-03-01")), again);
  EXPECT_EQ(continued(again, employment("2017-09-01", "")), again);
  EXPECT_EQ(continued(again, employment("2001-05-09", "2017-03-01")), again);
  EXPECT_EQ(continued(again, employment("2001-05-09", "")), again);
}

TEST(Employment, ASecondSpellEndsLikeAFirstOne) {
  Employment again = employment("2017-09-01", "");
  again.earlier = Spell{day("2001-05-09"), day("2017-03-01")};
  Employment left = again;
  left.left = day("2018-12-31");
  EXPECT_EQ(continued(again, employment("2017-09-01", "2018-12-31")), left);
  EXPECT_EQ(continued(left, employment("2017-09-01", "2017-03-01")), left);
}

TEST(Employment, ADayThatWasWrittenWrongIsPutRight) {
  EXPECT_EQ(continued(employment("2001-05-09", ""), employment("2001-05-10", "")),
            employment("2001-05-10", ""));
  EXPECT_EQ(continued(employment("2001-05-09", "2017-03-01"), employment("2001-05-09", "")),
            employment("2001-05-09", ""));
  EXPECT_EQ(continued(employment("2001-05-09", ""), employment("", "2017-03-01")),
            employment("", "2017-03-01"));
}

TEST(Employment, TheDaysOfTwoSpellsArePutRightOneByOne) {
  Employment gone = employment("2017-09-01", "2018-12-31");
  gone.earlier = Spell{day("2001-05-09"), day("2017-03-01")};
  Employment wanted = gone;
  wanted.earlier->left = day("2017-03-15");
  EXPECT_EQ(continued(gone, employment("2017-09-01", "2017-03-15")), wanted);
  wanted = gone;
  wanted.earlier->hired = day("2001-05-10");
  EXPECT_EQ(continued(gone, employment("2001-05-10", "2017-03-01")), wanted);
}

TEST(Employment, WhoWillComeBackIsNotHereYet) {
  Employment again = employment("2017-09-01", "");
  again.earlier = Spell{day("2001-05-09"), day("2017-03-01")};
  EXPECT_FALSE(left_before(again, day("2017-03-01")));
  EXPECT_TRUE(left_before(again, day("2017-03-02")));
  EXPECT_TRUE(left_before(again, day("2017-08-31")));
  EXPECT_FALSE(left_before(again, day("2017-09-01")));
  // Before the only first day somebody prepares.
  EXPECT_FALSE(left_before(employment("2017-09-01", ""), day("2017-08-31")));
  EXPECT_TRUE(left_before(employment("", "2017-09-01"), day("2017-09-02")));
}

TEST(Employment, LeavingBeforeTheOnlyKnownFirstDayIsAMistake) {
  EXPECT_EQ(continued({}, employment("2017-09-01", "2017-03-01")), std::nullopt);
  EXPECT_EQ(continued(employment("2017-04-01", ""), employment("2017-09-01", "2017-03-01")),
            std::nullopt);
  EXPECT_EQ(continued(employment("", "2017-03-01"), employment("2017-09-01", "")), std::nullopt);
}

TEST(Employment, AYearKnowsTheSpellThatBeganByThen) {
  Employment again = employment("2017-09-01", "");
  again.earlier = Spell{day("2001-05-09"), day("2017-03-01")};
  EXPECT_EQ(hired_as_of(again, base::Year(2016)), day("2001-05-09"));
  EXPECT_EQ(hired_as_of(again, base::Year(2017)), day("2017-09-01"));
  EXPECT_EQ(hired_as_of(employment("2017-09-01", ""), base::Year(2016)), day("2017-09-01"));
}

TEST(Employment, BothEndsOfEachSpellBelongToIt) {
  Employment again = employment("2017-09-01", "2018-12-31");
  again.earlier = Spell{day("2001-05-09"), day("2017-03-01")};
  for (const char* in : {"2001-05-09", "2017-03-01", "2017-09-01", "2018-12-31"})
    EXPECT_TRUE(is_employed(again, day(in))) << in;
  for (const char* out : {"2001-05-08", "2017-03-02", "2017-08-31", "2019-01-01"})
    EXPECT_FALSE(is_employed(again, day(out))) << out;
}

TEST(Posts, ReadBack) {
  for (Post post : {Post::kResearch, Post::kManagement, Post::kSupport})
    EXPECT_EQ(parse_post(label(post)), post);
  EXPECT_FALSE(parse_post("后勤"));
}

TEST(Employment, OfAYearMeansADayOfIt) {
  auto day = [](const char* text) { return base::parse_date(text); };
  Employment open;
  EXPECT_TRUE(is_employed_in(open, base::Year(2017)));
  Employment once{day("2016-07-01"), day("2018-03-31"), std::nullopt};
  EXPECT_FALSE(is_employed_in(once, base::Year(2015)));
  EXPECT_TRUE(is_employed_in(once, base::Year(2016)));
  EXPECT_TRUE(is_employed_in(once, base::Year(2018)));
  EXPECT_FALSE(is_employed_in(once, base::Year(2019)));
  Employment again{day("2021-09-01"), std::nullopt, Spell{*day("2010-01-01"), *day("2012-12-31")}};
  EXPECT_TRUE(is_employed_in(again, base::Year(2011)));
  EXPECT_FALSE(is_employed_in(again, base::Year(2015)));
  EXPECT_TRUE(is_employed_in(again, base::Year(2024)));
}

}  // namespace
}  // namespace xueshi::academy
