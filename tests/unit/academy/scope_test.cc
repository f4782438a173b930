// Whose data a role reaches: its subtree and nothing else (管理范围).
#include "academy/scope.h"

#include <gtest/gtest.h>

namespace xueshi::academy {
namespace {

OrgTree some_tree() {
  return OrgTree({{"A", "院", "", OrgLevel::kAcademy},
                  {"I1", "一所", "A", OrgLevel::kInstitute},
                  {"D11", "一室", "I1", OrgLevel::kDepartment},
                  {"I2", "二所", "A", OrgLevel::kInstitute}});
}

Scope scope_of(Role role, const char* org) {
  return Scope::of({"E1", "zhang", role, org}, some_tree());
}

TEST(Scope, IsTheSubtreeOfTheRole) {
  EXPECT_EQ(scope_of(Role::kAcademyAdmin, "A").range(), (OrgRange{0, 4}));
  EXPECT_EQ(scope_of(Role::kInstituteAdmin, "I1").range(), (OrgRange{1, 3}));
  EXPECT_EQ(scope_of(Role::kDepartmentAdmin, "D11").range(), (OrgRange{2, 3}));
}

TEST(Scope, OfTheOperatorIsEverything) {
  EXPECT_EQ(Scope::of(Actor::machine_operator(), some_tree()).range(), (OrgRange{0, 4}));
}

TEST(Scope, OfALearnerIsThemselves) {
  Scope scope = scope_of(Role::kLearner, "D11");
  EXPECT_EQ(scope.employee(), "E1");
  EXPECT_FALSE(scope.range().contains(2)) << "not even their own department";
  EXPECT_FALSE(scope.narrowed_to("D11", some_tree()));
}

TEST(Scope, OfAUnitThatIsGoneIsNothing) {
  EXPECT_EQ(scope_of(Role::kInstituteAdmin, "I9").range(), OrgRange{});
}

TEST(Scope, NarrowsOnlyToWhatItReachesAsAWhole) {
  Scope scope = scope_of(Role::kInstituteAdmin, "I1");
  EXPECT_EQ(scope.narrowed_to("D11", some_tree())->range(), (OrgRange{2, 3}));
  EXPECT_EQ(scope.narrowed_to("I1", some_tree())->range(), scope.range());
  EXPECT_FALSE(scope.narrowed_to("A", some_tree()));
  EXPECT_FALSE(scope.narrowed_to("I2", some_tree()));
  EXPECT_FALSE(scope.narrowed_to("?", some_tree()));
}

TEST(Roles, HaveOneWordAndSeveralLabels) {
  for (Role role : {Role::kLearner, Role::kClassAdmin, Role::kDepartmentAdmin,
                    Role::kInstituteAdmin, Role::kAcademyAdmin}) {
    EXPECT_EQ(parse_role(label(role)), role);
    EXPECT_EQ(parse_role(word(role)), role);
  }
  EXPECT_EQ(parse_role("研究所管理员"), Role::kInstituteAdmin);
  EXPECT_EQ(parse_role("院所管理员"), Role::kInstituteAdmin);
  EXPECT_FALSE(parse_role("管理员"));
}

}  // namespace
}  // namespace xueshi::academy
