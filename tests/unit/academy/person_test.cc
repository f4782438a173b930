// What a policy may ask about people.
#include "academy/person.h"

#include <gtest/gtest.h>

namespace xueshi::academy {
namespace {

using base::Year;

Person person(const char* hired, const char* left) {
  Person one;
  one.hired = base::parse_date(hired);
  one.left = base::parse_date(left);
  return one;
}

TEST(Facts, ThereIsOneForEachOfTheVocabulary) {
  Person one = person("2017-05-01", "");
  one.post = Post::kManagement;
  one.division_level = true;
  condition::Facts facts = facts_of(one, "I1", "");
  const condition::Vocabulary& vocabulary = person_vocabulary();
  ASSERT_EQ(facts.size(), vocabulary.facts.size());
  EXPECT_EQ(condition::render(vocabulary, facts),
            "rank = division_level, post = management, hours_required = true, hired = 2017, "
            "institute = I1");
}

TEST(Facts, WhatIsNotKnownIsMissing) {
  EXPECT_EQ(condition::render(person_vocabulary(), facts_of({}, "", "")),
            "rank = staff, hours_required = true");
}

TEST(Facts, EveryAtomAsksForADeclaredFact) {
  for (const condition::AtomDeclaration& atom : person_vocabulary().atoms)
    EXPECT_LT(atom.fact, person_vocabulary().facts.size()) << atom.key;
}

TEST(Posts, ReadBack) {
  for (Post post : {Post::kResearch, Post::kManagement, Post::kSupport})
    EXPECT_EQ(parse_post(label(post)), post);
  EXPECT_FALSE(parse_post("后勤"));
}

}  // namespace
}  // namespace xueshi::academy
