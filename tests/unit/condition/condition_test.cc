// Conditions: what holds for whom, where two overlap, and whom none of them fits.
#include "condition/condition.h"

#include <gtest/gtest.h>

#include <random>

#include "condition/parse.h"

namespace xueshi::condition {
namespace {

const Vocabulary& vocabulary() {
  static const Vocabulary kVocabulary = {{{"rank", FactType::kChoice, {"leader", "staff"}},
                                          {"required", FactType::kFlag, {}},
                                          {"hired", FactType::kNumber, {}},
                                          {"unit", FactType::kText, {}}},
                                         {{"rank", 0, Comparison::kEquals, {}},
                                          {"required", 1, Comparison::kEquals, {}},
                                          {"hired_in", 2, Comparison::kEquals, {"this_year"}},
                                          {"hired_before", 2, Comparison::kLess, {"this_year"}},
                                          {"hired_after", 2, Comparison::kGreater, {}},
                                          {"unit", 3, Comparison::kEquals, {}}}};
  return kVocabulary;
}

// Parses a flow map; a mistake fails the test.
Condition parse(const std::string& text) {
  base::Findings findings;
  auto document = yaml::Document::parse("when", text, findings);
  if (!document) return ADD_FAILURE() << text, Condition();
  yaml::Reader reader(*document, "test", findings);
  Condition condition =
      parse_condition(reader, document->root(), vocabulary(), {{{"this_year", 2017}}, {}});
  for (const base::Finding& finding : findings.kept()) ADD_FAILURE() << base::render(finding);
  return condition;
}

const Facts kLeader = {std::string("leader"), true, std::int64_t{2010}, std::string("I1")};
const Facts kNewcomer = {std::string("staff"), true, std::int64_t{2017}, std::string("I2")};
const Facts kUnknown = {Value(), Value(), Value(), Value()};

TEST(Condition, OneFactIsAskedFor) {
  EXPECT_TRUE(fact_is(vocabulary(), "rank", "leader").holds(kLeader));
  EXPECT_FALSE(fact_is(vocabulary(), "rank", "leader").holds(kNewcomer));
  EXPECT_FALSE(fact_is(vocabulary(), "rank", "leader").holds(kUnknown));
  EXPECT_EQ(fact_is(vocabulary(), "rank", "staff").render(), "rank: staff");
  EXPECT_TRUE(fact_is(vocabulary(), "colour", "red").always()) << "there is no such fact";
}

TEST(Condition, ListingMeansAnd) {
  EXPECT_TRUE(parse("{rank: leader, unit: I1}").holds(kLeader));
  EXPECT_FALSE(parse("{rank: leader, unit: I2}").holds(kLeader));
  EXPECT_TRUE(parse("{unit: [I1, I2]}").holds(kLeader)) << "one of a list is enough";
  EXPECT_TRUE(parse("{hired_in: this_year}").holds(kNewcomer));
  EXPECT_FALSE(parse("{hired_before: this_year}").holds(kNewcomer));
  EXPECT_TRUE(parse("{hired_after: 2016}").holds(kNewcomer));
}

TEST(Condition, GroupsCombine) {
  EXPECT_TRUE(parse("{any_of: [{rank: leader}, {hired_in: 2017}]}").holds(kNewcomer));
  EXPECT_FALSE(parse("{none_of: [{rank: leader}, {hired_in: 2017}]}").holds(kNewcomer));
  EXPECT_TRUE(parse("{none_of: [{rank: leader, unit: I2}]}").holds(kLeader));
}

TEST(Condition, AMissingFactFitsNoPositiveAtom) {
  for (const char* text : {"{rank: staff}", "{required: false}", "{hired_before: 3000}",
                           "{hired_after: 0}", "{unit: \"\"}"}) {
    EXPECT_FALSE(parse(text).holds(kUnknown)) << text;
  }
  EXPECT_TRUE(parse("{none_of: [{rank: staff}]}").holds(kUnknown));
}

TEST(Condition, NothingAskedHoldsAlways) {
  EXPECT_TRUE(Condition().always());
  EXPECT_TRUE(parse("{}").always());
  EXPECT_TRUE(parse("{}").holds(kUnknown));
  EXPECT_FALSE(parse("{rank: staff}").always());
}

TEST(Condition, IsRenderedAsWritten) {
  EXPECT_EQ(parse("{rank: leader, any_of: [{unit: [I1, I2]}, {hired_in: this_year}]}").render(),
            "rank: leader, any_of(unit: [I1, I2], hired_in: this_year)");
}

TEST(Overlap, IsFoundOrExcluded) {
  EXPECT_FALSE(find_overlap(vocabulary(), parse("{rank: leader}"), parse("{rank: staff}")));
  EXPECT_TRUE(find_overlap(vocabulary(), parse("{rank: leader}"), parse("{unit: I1}")));
  EXPECT_FALSE(
      find_overlap(vocabulary(), parse("{hired_before: 2017}"), parse("{hired_after: 2016}")));
  auto both =
      find_overlap(vocabulary(), parse("{hired_before: 2018}"), parse("{hired_after: 2016}"));
  ASSERT_TRUE(both);
  EXPECT_EQ(render(vocabulary(), *both), "hired = 2017");
}

TEST(Gap, IsFoundOrExcluded) {
  EXPECT_TRUE(find_gap(vocabulary(), {})) << "nobody is fitted by nothing";
  EXPECT_FALSE(find_gap(vocabulary(), {parse("{rank: leader}"), Condition()}));
  EXPECT_FALSE(
      find_gap(vocabulary(), {parse("{rank: leader}"), parse("{none_of: [{rank: leader}]}")}));
  auto gap = find_gap(vocabulary(), {parse("{hired_before: 2017}"), parse("{hired_after: 2017}")});
  ASSERT_TRUE(gap);
  EXPECT_EQ(render(vocabulary(), *gap), "hired = 2017");
}

TEST(Gap, WhoHasNoValueAtAllIsLeftOutToo) {
  auto gap = find_gap(vocabulary(), {parse("{rank: [leader, staff]}")});
  ASSERT_TRUE(gap);
  EXPECT_EQ(*gap, kUnknown);
}

TEST(Gap, ATextMayAlwaysBeAnother) {
  auto gap =
      find_gap(vocabulary(), {parse("{unit: [I1, I2]}"), parse("{none_of: [{unit: [I1]}]}")});
  EXPECT_FALSE(gap);
  EXPECT_TRUE(find_gap(vocabulary(), {parse("{unit: I1}"), parse("{unit: I2}")}));
}

TEST(Condition, NamesTheFactsThatItAsksAbout) {
  EXPECT_EQ(facts_asked(parse("{unit: I1, any_of: [{rank: leader}, {unit: I2}]}")),
            (std::vector<std::size_t>{0, 3}));
  EXPECT_TRUE(facts_asked(Condition()).empty());
}

TEST(Gap, DoesNotCountMissingWhereAFactIsAlwaysKnown) {
  Vocabulary known = vocabulary();
  known.facts[0].always_known = true;
  EXPECT_FALSE(find_gap(known, {parse("{rank: [leader, staff]}")}));
}

// Ten facts of four choices each are a million combinations; hopeless branches are left out.
TEST(Gap, IsFoundAmongManyFacts) {
  Vocabulary many;
  std::string chosen, others;
  for (int i = 0; i < 10; ++i) {
    std::string name = "f" + std::to_string(i);
    many.atoms.push_back({name, many.facts.size(), Comparison::kEquals, {}});
    many.facts.push_back({name, FactType::kChoice, {"a", "b", "c", "d"}, true});
    chosen += (i == 0 ? "" : ", ") + name + ": [a, b]";
    others += (i == 0 ? "" : ", ") + ("{" + name + ": [c, d]}");
  }
  auto parse_many = [&](const std::string& text) {
    base::Findings findings;
    auto document = yaml::Document::parse("when", text, findings);
    yaml::Reader reader(*document, "test", findings);
    return parse_condition(reader, document->root(), many, {});
  };
  Condition all = parse_many("{" + chosen + "}"), any = parse_many("{any_of: [" + others + "]}");
  EXPECT_FALSE(find_gap(many, {all, any}));
  EXPECT_FALSE(find_overlap(many, all, any));
  EXPECT_TRUE(find_gap(many, {all, parse_many("{f9: c}")}));
}

// Whatever is found really is one; and where nothing is found, no random person is one either.
TEST(OverlapAndGap, AgreeWithThousandsOfRandomPeople) {
  const std::vector<std::string> texts = {"{rank: leader}",
                                          "{none_of: [{rank: staff}]}",
                                          "{hired_before: 2017}",
                                          "{hired_after: 2015}",
                                          "{hired_in: [2016, 2017]}",
                                          "{unit: I1}",
                                          "{any_of: [{unit: I2}, {required: true}]}",
                                          "{required: false, rank: staff}",
                                          "{none_of: [{unit: [I1, I2]}, {hired_in: 2016}]}"};
  std::mt19937 random(1);
  auto pick = [&](std::size_t count) { return random() % count; };
  auto person = [&] {
    const Value ranks[] = {Value(), std::string("leader"), std::string("staff")};
    const Value flags[] = {Value(), true, false};
    const Value years[] = {Value(),
                           std::int64_t{2014},
                           std::int64_t{2015},
                           std::int64_t{2016},
                           std::int64_t{2017},
                           std::int64_t{2018}};
    const Value units[] = {Value(), std::string("I1"), std::string("I2"), std::string("I3")};
    return Facts{ranks[pick(3)], flags[pick(3)], years[pick(6)], units[pick(4)]};
  };
  for (int round = 0; round < 300; ++round) {
    Condition a = parse(texts[pick(texts.size())]), b = parse(texts[pick(texts.size())]);
    auto overlap = find_overlap(vocabulary(), a, b);
    auto gap = find_gap(vocabulary(), {a, b});
    if (overlap) {
      ASSERT_TRUE(a.holds(*overlap) && b.holds(*overlap));
    }
    if (gap) {
      ASSERT_FALSE(a.holds(*gap) || b.holds(*gap));
    }
    for (int each = 0; each < 100; ++each) {
      Facts facts = person();
      if (!overlap) {
        ASSERT_FALSE(a.holds(facts) && b.holds(facts)) << a.render() << b.render();
      }
      if (!gap) {
        ASSERT_TRUE(a.holds(facts) || b.holds(facts)) << a.render() << b.render();
      }
    }
  }
}

}  // namespace
}  // namespace xueshi::condition
