// What pages are made of before anything is printed: sums, groups, headings, spreads, page ends.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "page/flow.h"
#include "page/headings.h"
#include "page/list_rules.h"
#include "page/spread.h"
#include "page/sums.h"

namespace xueshi::page {
namespace {

using testing::ElementsAre;

Column column(const std::string& key, Format format = Format::kText, bool sums = false) {
  Column column;
  column.key = column.heading = key;
  column.format = format;
  column.sums = sums;
  return column;
}

Column spread_column(const std::string& key) {
  Column spread = column(key, Format::kDecimal, true);
  spread.is_spread = true;
  spread.heading.clear();
  return spread;
}

// --- sums ---

TEST(Sums, AreExactWhereBinaryFractionsAreNot) {
  std::vector<Column> columns = {column("a"), column("n", Format::kDecimal, true)};
  Sums sums(columns);
  for (int i = 0; i < 10; ++i) sums.add({"x", Number{1, 1}});  // ten times 0.1
  EXPECT_EQ(std::get<Number>(sums.row()[1]), (Number{1, 0}));
  sums.add({"x", Number{2, 6}});
  EXPECT_EQ(std::get<Number>(sums.row()[1]), (Number{1'000'002, 6}));
  EXPECT_TRUE(std::holds_alternative<std::monostate>(sums.row()[0]));
}

TEST(Sums, OfNothingAreZeroAndEmptyCellsDoNotCount) {
  std::vector<Column> columns = {column("n", Format::kInteger, true)};
  Sums sums(columns);
  sums.add({Cell()});
  EXPECT_EQ(std::get<Number>(sums.row()[0]), (Number{0, 0}));
}

TEST(Sums, OfASpreadAreByHeading) {
  std::vector<Column> columns = {spread_column("kinds")};
  Sums sums(columns);
  sums.add({Spread{{"乙", Number{1, 0}}, {"甲", Number{2, 0}}}});
  sums.add({Spread{{"乙", Number{5, 1}}}});
  EXPECT_EQ(std::get<Spread>(sums.row()[0]), (Spread{{"乙", Number{15, 1}}, {"甲", Number{2, 0}}}));
}

TEST(Sums, OfMoreThanFifteenDigitsAreNamed) {
  std::vector<Column> columns = {column("n", Format::kDecimal, true)};
  Sums sums(columns);
  sums.add({Number{999'999'999'999'998, 0}});
  EXPECT_EQ(sums.overflowing(), nullptr);
  sums.add({Number{1, 0}});
  EXPECT_EQ(sums.overflowing(), nullptr);
  sums.add({Number{1, 6}});
  EXPECT_EQ(sums.overflowing(), &columns[0]);
}

// --- groups ---

TEST(ListRules, AGroupThatComesAgainIsRefused) {
  ListBody body{{column("a"), column("n", Format::kInteger)}};
  body.group = Group{"a", "", true};
  ListRules rules(body);
  for (const char* a : {"东", "东", "西"}) EXPECT_FALSE(rules.check({a, Number{1, 0}}));
  auto fault = rules.check({"东", Number{1, 0}});
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->code, "group-again");
}

TEST(ListRules, EmptyCellsAreAGroupOfTheirOwn) {
  ListBody body{{column("a")}};
  body.group = Group{"a", "", true};
  ListRules rules(body);
  EXPECT_FALSE(rules.check({Cell()}));
  EXPECT_FALSE(rules.check({"东"}));
  EXPECT_TRUE(rules.check({Cell()}));
}

// --- headings ---

TEST(Headings, NeighboursShareWhatStandsAboveThem) {
  std::vector<Column> columns = {column("渠道"), column("预算"), column("支出"), column("备注")};
  EXPECT_EQ(heading_rows(columns), 1);
  EXPECT_THAT(lay_headings(columns)[1], (HeadingCell{0, 1, 0, 1, "预算"}));
  columns[1].under = columns[2].under = "经费";
  EXPECT_EQ(heading_rows(columns), 2);
  EXPECT_THAT(lay_headings(columns),
              ElementsAre(HeadingCell{0, 0, 1, 0, "渠道"}, HeadingCell{0, 1, 0, 2, "经费"},
                          HeadingCell{0, 3, 1, 3, "备注"}, HeadingCell{1, 1, 1, 1, "预算"},
                          HeadingCell{1, 2, 1, 2, "支出"}));
}

TEST(Headings, OfColumnsApartAreTwo) {
  std::vector<Column> columns = {column("一"), column("二"), column("三")};
  columns[0].under = columns[2].under = "上";
  EXPECT_THAT(lay_headings(columns),
              ElementsAre(HeadingCell{0, 0, 0, 0, "上"}, HeadingCell{0, 1, 1, 1, "二"},
                          HeadingCell{0, 2, 0, 2, "上"}, HeadingCell{1, 0, 1, 0, "一"},
                          HeadingCell{1, 2, 1, 2, "三"}));
}

// --- spreads ---

std::vector<std::string> headings(const ListBody& body) {
  std::vector<std::string> all;
  for (const Column& column : body.columns) all.push_back(column.heading);
  return all;
}

TEST(Spreading, HeadingsStandInTheirOrderThenByTheirBytes) {
  ListBody body{{column("a"), spread_column("kinds"), column("z")}};
  Spreader spreader(body);
  spreader.add({"一", Spread{{"b", Number{1, 0}}, {"c", Number{2, 0}}}, "末"});
  spreader.add({"二", Spread{{"a", Number{3, 0}}}, "末"});
  EXPECT_THAT(headings(spreader.body()), ElementsAre("a", "a", "b", "c", "z"));
  spreader.order("kinds", {"d", "c"});
  EXPECT_THAT(headings(spreader.body()), ElementsAre("a", "d", "c", "a", "b", "z"));
  EXPECT_EQ(spreader.spread(spreader.rows()[0]),
            (Row{"一", Cell(), Number{2, 0}, Cell(), Number{1, 0}, "末"}));
}

TEST(Spreading, WithoutAHeadingThereIsNoColumn) {
  ListBody body{{column("a"), spread_column("kinds")}};
  Spreader spreader(body);
  spreader.add({"一", Cell()});
  EXPECT_THAT(headings(spreader.body()), ElementsAre("a"));
  EXPECT_EQ(spreader.spread(spreader.rows()[0]), Row{"一"});
}

// --- pages ---

TEST(Pages, AWideSheetIsScaledAndItsFontsStayReadable) {
  Template page;  // A4, portrait, 1.5 cm: 510 points across
  EXPECT_EQ(measure_page(page, 400).scale, 100);
  EXPECT_EQ(measure_page(page, 1000).scale, 50);
  EXPECT_GT(measure_page(page, 1000).height, 2 * 720);
  page.landscape = true;
  EXPECT_EQ(measure_page(page, 1000).scale, 74);
  page.paper = Paper::kA3;
  EXPECT_EQ(measure_page(page, 1000).scale, 100);
  EXPECT_EQ(least_font(100), 8);
  EXPECT_EQ(least_font(90), 9);
  EXPECT_EQ(least_font(81), 10);
  EXPECT_EQ(least_font(50), 10);  // the template is to blame
}

TEST(Pages, EndBeforeTheRowThatDoesNotFit) {
  Flow flow(100);
  EXPECT_FALSE(flow.place(0, 30));  // headings
  flow.repeat(30);
  EXPECT_FALSE(flow.place(1, 70));
  EXPECT_TRUE(flow.place(2, 40));
  EXPECT_FALSE(flow.place(3, 30));
  EXPECT_TRUE(flow.place(4, 1));
  EXPECT_THAT(flow.breaks(), ElementsAre(2, 4));
}

// A line to sign stands below at least one row.
TEST(Pages, KeepRoomForWhatMustNotStandAlone) {
  Flow flow(100);
  flow.reserve(40);
  EXPECT_FALSE(flow.place(0, 60));
  EXPECT_TRUE(flow.place(1, 1));
  EXPECT_FALSE(flow.place(2, 59));
  EXPECT_FALSE(flow.place_last(3, 40));
  EXPECT_THAT(flow.breaks(), ElementsAre(1));
}

TEST(Pages, EndWhereTheyAreTold) {
  Flow flow(100);
  flow.place(0, 10);
  flow.end_page();
  EXPECT_TRUE(flow.would_break(1));
  EXPECT_TRUE(flow.place(1, 10));
  EXPECT_FALSE(flow.place(2, 10));
}

}  // namespace
}  // namespace xueshi::page
