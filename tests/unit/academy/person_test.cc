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

base::Date day(const char* text) { return base::parse_date(text).value(); }

TEST(Facts, ThereIsOneForEachOfTheVocabulary) {
  Person one = person("2017-05-01", "");
  one.post = Post::kManagement;
  one.division_level = true;
  condition::Facts facts = facts_of(one, day("2017-12-31"), "I1", "");
  const condition::Vocabulary& vocabulary = person_vocabulary();
  ASSERT_EQ(facts.size(), vocabulary.facts.size());
  EXPECT_EQ(condition::render(vocabulary, facts),
            "rank = division_level, post = management, hours_required = true, hired = 2017-05-01, "
            "institute = I1");
}

TEST(Facts, WhatIsNotKnownIsMissing) {
  EXPECT_EQ(condition::render(person_vocabulary(), facts_of({}, day("2017-12-31"), "", "")),
            "rank = staff, hours_required = true");
}

TEST(Facts, EveryAtomAsksForADeclaredFact) {
  for (const condition::AtomDeclaration& atom : person_vocabulary().atoms)
    EXPECT_LT(atom.fact, person_vocabulary().facts.size()) << atom.key;
}

Employment employment(const char* hired, const char* left) {
  return {base::parse_date(hired), base::parse_date(left), {}};
}

TEST(Employment, WhoComesBackKeepsTheFirstDay) {
  Employment again = employment("2017-09-01", "");
  again.earlier = {Spell{day("2001-05-09"), day("2017-03-01")}};
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
  again.earlier = {Spell{day("2001-05-09"), day("2017-03-01")}};
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
  gone.earlier = {Spell{day("2001-05-09"), day("2017-03-01")}};
  Employment wanted = gone;
  wanted.earlier[0].left = day("2017-03-15");
  EXPECT_EQ(continued(gone, employment("2017-09-01", "2017-03-15")), wanted);
  wanted = gone;
  wanted.earlier[0].hired = day("2001-05-10");
  EXPECT_EQ(continued(gone, employment("2001-05-10", "2017-03-01")), wanted);
}

TEST(Employment, WhoWillComeBackIsNotHereYet) {
  Employment again = employment("2017-09-01", "");
  again.earlier = {Spell{day("2001-05-09"), day("2017-03-01")}};
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
  again.earlier = {Spell{day("2001-05-09"), day("2017-03-01")}};
  EXPECT_EQ(hired_as_of(again, day("2016-12-31")), day("2001-05-09"));
  EXPECT_EQ(hired_as_of(again, day("2017-12-31")), day("2017-09-01"));
  EXPECT_EQ(hired_as_of(employment("2017-09-01", ""), day("2016-12-31")), day("2017-09-01"));
}

TEST(Employment, BothEndsOfEachSpellBelongToIt) {
  Employment again = employment("2017-09-01", "2018-12-31");
  again.earlier = {Spell{day("2001-05-09"), day("2017-03-01")}};
  for (const char* in : {"2001-05-09", "2017-03-01", "2017-09-01", "2018-12-31"})
    EXPECT_TRUE(is_employed(again, day(in))) << in;
  for (const char* out : {"2001-05-08", "2017-03-02", "2017-08-31", "2019-01-01"})
    EXPECT_FALSE(is_employed(again, day(out))) << out;
}

// 2001 to 2003, 2005 to 2010, and again since 2012.
Employment thrice() {
  Employment one = employment("2012-09-01", "");
  one.earlier = {Spell{day("2001-05-09"), day("2003-06-30")},
                 Spell{day("2005-02-01"), day("2010-12-31")}};
  return one;
}

TEST(Employment, WhoComesBackAThirdTimeKeepsEveryGap) {
  Employment twice = employment("2005-02-01", "");
  twice.earlier = {thrice().earlier[0]};
  // In one row; or 离职 was known before.
  EXPECT_EQ(continued(twice, employment("2012-09-01", "2010-12-31")), thrice());
  twice.left = day("2010-12-31");
  EXPECT_EQ(continued(twice, employment("2012-09-01", "")), thrice());
  EXPECT_EQ(continued(twice, employment("2012-09-01", "2010-12-31")), thrice());
  // The file still says when they left for the first time.
  EXPECT_EQ(continued(twice, employment("2012-09-01", "2003-06-30")), thrice());
  // And both days of a further spell.
  Employment gone = thrice();
  gone.left = day("2015-12-31");
  EXPECT_EQ(continued(twice, employment("2012-09-01", "2015-12-31")), gone);
}

TEST(Employment, WhatIsKnownOfAnySpellSaysNothingNew) {
  Employment gone = thrice();
  gone.left = day("2015-12-31");
  for (const Employment& known : {thrice(), gone}) {
    for (const auto& [hired, left] :
         {std::pair("2001-05-09", ""), std::pair("2001-05-09", "2003-06-30"),
          std::pair("2005-02-01", ""), std::pair("2005-02-01", "2010-12-31"),
          std::pair("2005-02-01", "2003-06-30"), std::pair("2012-09-01", "2010-12-31")})
      EXPECT_EQ(continued(known, employment(hired, left)), known) << hired << " " << left;
  }
}

TEST(Employment, TheDaysOfAnySpellArePutRight) {
  Employment wanted = thrice();
  wanted.earlier[0].hired = day("2001-05-10");
  EXPECT_EQ(continued(thrice(), employment("2001-05-10", "2003-06-30")), wanted);
  wanted = thrice();
  wanted.earlier[0].left = day("2003-07-31");
  EXPECT_EQ(continued(thrice(), employment("2001-05-09", "2003-07-31")), wanted);
  EXPECT_EQ(continued(thrice(), employment("2005-02-01", "2003-07-31")), wanted);
  wanted = thrice();
  wanted.earlier[1].hired = day("2005-03-01");
  EXPECT_EQ(continued(thrice(), employment("2005-03-01", "2010-12-31")), wanted);
  EXPECT_EQ(continued(thrice(), employment("2005-03-01", "2003-06-30")), wanted);
  wanted = thrice();
  wanted.hired = day("2012-10-01");
  EXPECT_EQ(continued(thrice(), employment("2012-10-01", "2010-12-31")), wanted);
  EXPECT_EQ(continued(thrice(), employment("2012-10-01", "")), wanted);
  // Both days of the gap.
  wanted.earlier[1].left = day("2010-11-30");
  EXPECT_EQ(continued(thrice(), employment("2012-10-01", "2010-11-30")), wanted);
}

TEST(Employment, SpellsThatTheNewOneMeetsWereNone) {
  // Here since 2006: what was said of later is not so.
  Employment since = employment("2006-01-01", "");
  since.earlier = {thrice().earlier[0]};
  EXPECT_EQ(continued(thrice(), employment("2006-01-01", "")), since);
  EXPECT_EQ(continued(thrice(), employment("2000-01-01", "")), employment("2000-01-01", ""));
  // One spell from 2002 to 2010, and again since 2012.
  Employment wanted = thrice();
  wanted.earlier = {Spell{day("2002-01-01"), day("2010-12-31")}};
  EXPECT_EQ(continued(thrice(), employment("2002-01-01", "2010-12-31")), wanted);
  // One before, and one in between: none is met.
  wanted = thrice();
  wanted.earlier.insert(wanted.earlier.begin(), Spell{day("1995-01-01"), day("1999-12-31")});
  EXPECT_EQ(continued(thrice(), employment("1995-01-01", "1999-12-31")), wanted);
}

TEST(Employment, WithoutTheLastFirstDayNothingIsKnown) {
  EXPECT_EQ(continued(thrice(), employment("", "")), employment("", ""));
  EXPECT_EQ(continued(thrice(), employment("", "2015-12-31")), employment("", "2015-12-31"));
}

TEST(Employment, AGapBeforeTheFirstSpellIsAMistake) {
  EXPECT_EQ(continued(thrice(), employment("2012-09-01", "2000-12-31")), std::nullopt);
  EXPECT_EQ(continued(thrice(), employment("2001-05-09", "2000-12-31")), std::nullopt);
}

TEST(Employment, OfThreeSpellsEachIsAskedFor) {
  EXPECT_EQ(hired_as_of(thrice(), day("2000-12-31")), day("2001-05-09"));
  EXPECT_EQ(hired_as_of(thrice(), day("2004-12-31")), day("2001-05-09"));
  EXPECT_EQ(hired_as_of(thrice(), day("2005-12-31")), day("2005-02-01"));
  EXPECT_EQ(hired_as_of(thrice(), day("2012-12-31")), day("2012-09-01"));
  for (int year : {2001, 2003, 2005, 2010, 2012, 2024})
    EXPECT_TRUE(is_employed_in(thrice(), base::Year(year))) << year;
  for (int year : {2000, 2004, 2011})
    EXPECT_FALSE(is_employed_in(thrice(), base::Year(year))) << year;
  for (const char* in : {"2001-05-09", "2003-06-30", "2005-02-01", "2010-12-31", "2012-09-01"}) {
    EXPECT_TRUE(is_employed(thrice(), day(in))) << in;
    EXPECT_FALSE(left_before(thrice(), day(in))) << in;
  }
  for (const auto& [out, left] :
       {std::pair("2003-07-01", "2003-06-30"), std::pair("2005-01-31", "2003-06-30"),
        std::pair("2011-01-01", "2010-12-31"), std::pair("2012-08-31", "2010-12-31")}) {
    EXPECT_FALSE(is_employed(thrice(), day(out))) << out;
    EXPECT_EQ(left_before(thrice(), day(out)), day(left)) << out;
  }
}

TEST(Spells, ReadBack) {
  EXPECT_EQ(render_spells(thrice().earlier), "2001-05-09/2003-06-30 2005-02-01/2010-12-31");
  EXPECT_EQ(parse_spells(render_spells(thrice().earlier)), thrice().earlier);
  EXPECT_EQ(render_spells({}), "");
  EXPECT_TRUE(parse_spells("").empty());
  EXPECT_EQ(parse_spells("2001-05-09/2003-06-30 2005-02-01 /").size(), 1u);
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
  Employment once{day("2016-07-01"), day("2018-03-31"), {}};
  EXPECT_FALSE(is_employed_in(once, base::Year(2015)));
  EXPECT_TRUE(is_employed_in(once, base::Year(2016)));
  EXPECT_TRUE(is_employed_in(once, base::Year(2018)));
  EXPECT_FALSE(is_employed_in(once, base::Year(2019)));
  Employment again{
      day("2021-09-01"), std::nullopt, {Spell{*day("2010-01-01"), *day("2012-12-31")}}};
  EXPECT_TRUE(is_employed_in(again, base::Year(2011)));
  EXPECT_FALSE(is_employed_in(again, base::Year(2015)));
  EXPECT_TRUE(is_employed_in(again, base::Year(2024)));
}

}  // namespace
}  // namespace xueshi::academy
