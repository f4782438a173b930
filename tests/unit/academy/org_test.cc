// The organisation tree: what is wrong with a set of units, and where everybody stands.
#include "academy/org.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace xueshi::academy {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr auto kAcademy = OrgLevel::kAcademy;
constexpr auto kBranch = OrgLevel::kBranch;
constexpr auto kInstitute = OrgLevel::kInstitute;
constexpr auto kDepartment = OrgLevel::kDepartment;

// Written out of order on purpose.
std::vector<Org> some_orgs() {
  return {{"D11", "一室", "I1", kDepartment}, {"I2", "二所", "B", kInstitute},
          {"A", "院", "", kAcademy},          {"I1", "一所", "B", kInstitute},
          {"B", "分院", "A", kBranch},        {"D111", "一组", "D11", kDepartment},
          {"D12", "二室", "I1", kDepartment}, {"I3", "直属所", "A", kInstitute}};
}

std::vector<std::string> problems_of(std::vector<Org> orgs, const std::vector<Org>& more) {
  orgs.insert(orgs.end(), more.begin(), more.end());
  std::vector<std::string> found;
  for (const OrgProblem& problem : check_tree(orgs))
    found.push_back(problem.code + " " + problem.finding_code);
  return found;
}

TEST(CheckTree, NothingIsWrongWithATree) { EXPECT_THAT(problems_of(some_orgs(), {}), IsEmpty()); }

TEST(CheckTree, NamesTheUnitAtFault) {
  EXPECT_THAT(problems_of(some_orgs(), {{"X", "x", "Y", kDepartment}}),
              ElementsAre("X org.unknown-parent"));
  EXPECT_THAT(problems_of(some_orgs(), {{"A2", "x", "", kAcademy}}),
              ElementsAre("A2 org.second-root"));
  EXPECT_THAT(problems_of(some_orgs(), {{"X", "x", "D11", kInstitute}}), ElementsAre("X org.level"))
      << "an institute below a department";
  EXPECT_THAT(problems_of(some_orgs(), {{"X", "x", "I1", kInstitute}}), ElementsAre("X org.level"));
}

TEST(CheckTree, EveryUnitOfACircle) {
  EXPECT_THAT(
      problems_of(some_orgs(), {{"X", "x", "Y", kDepartment}, {"Y", "y", "X", kDepartment}}),
      ElementsAre("X org.cycle", "Y org.cycle"));
  EXPECT_THAT(problems_of({}, {{"X", "x", "X", kDepartment}}), ElementsAre("X org.cycle"));
}

TEST(CheckTree, BelowACircleIsNotInIt) {
  EXPECT_THAT(problems_of(some_orgs(), {{"X", "x", "Y", kDepartment},
                                        {"Y", "y", "X", kDepartment},
                                        {"Z", "z", "X", kDepartment}}),
              ElementsAre("X org.cycle", "Y org.cycle"));
}

TEST(OrgTree, IsNumberedDepthFirstSiblingsInByteOrder) {
  OrgTree tree(some_orgs());
  std::vector<std::string> order;
  for (const Org& org : tree.orgs()) order.push_back(org.code);
  EXPECT_THAT(order, ElementsAre("A", "B", "I1", "D11", "D111", "D12", "I2", "I3"));
  EXPECT_EQ(tree.range_of("I1"), (OrgRange{2, 6}));
  EXPECT_EQ(tree.range_of("A"), (OrgRange{0, 8}));
  EXPECT_TRUE(tree.range_of("B").contains(6));
  EXPECT_FALSE(tree.range_of("B").contains(7)) << "half open";
}

TEST(OrgTree, FindsTheInstituteOfADepartmentInADepartment) {
  OrgTree tree(some_orgs());
  EXPECT_EQ(tree.institute_of("D111")->code, "I1");
  EXPECT_EQ(tree.institute_of("I2")->code, "I2");
  EXPECT_EQ(tree.institute_of("B"), nullptr) << "offices of a branch have none";
  EXPECT_EQ(tree.institute_of("?"), nullptr);
  EXPECT_EQ(tree.parent_of("A"), nullptr);
  EXPECT_EQ(tree.institutes().size(), 3u);
  EXPECT_EQ(tree.units_in(tree.range_of("I1")).size(), 4u);
}

TEST(OrgLevels, ReadBack) {
  for (OrgLevel level : {kAcademy, kBranch, kInstitute, kDepartment})
    EXPECT_EQ(parse_org_level(label(level)), level);
  EXPECT_FALSE(parse_org_level("处"));
}

}  // namespace
}  // namespace xueshi::academy
