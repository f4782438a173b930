// Who may do what no graph decides, and tests/errors/rights.<code>: the smallest wrong file of
// every finding, and its good twin.
#include "academy/rights.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../sheet/error_cases.h"

namespace xueshi::academy {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string kFile = std::string(XUESHI_SOURCE_DIR) + "/workflows/rights.yaml";

base::Findings check_file(const test::ErrorCase&, const std::string& file) {
  base::Findings findings;
  parse_rights(file, test::read_text(file), findings);
  return findings;
}

TEST(RightsErrors, EveryCaseSaysExactlyThis) { test::walk_error_cases("rights", check_file); }

TEST(RightsErrors, EveryCodeHasACase) {
  std::set<std::string> cases;
  for (const test::ErrorCase& one : test::load_error_cases("rights")) cases.insert(one.code);
  EXPECT_THAT(cases, testing::UnorderedElementsAre("rights.unknown-key", "rights.missing-key",
                                                   "rights.unknown-word", "rights.wrong-kind",
                                                   "rights.no-list", "rights.role-twice"));
}

TEST(Rights, TheFileGivesThem) {
  base::Findings findings;
  auto parsed = parse_rights(kFile, test::read_text(kFile), findings);
  ASSERT_TRUE(parsed);
  EXPECT_TRUE(findings.empty());
  EXPECT_TRUE(parsed->has(Role::kLearner, Right::kImportLearning));
  EXPECT_FALSE(parsed->has(Role::kLearner, Right::kImportPlans));
  EXPECT_THAT(parsed->holders(Right::kPlacePlans), ElementsAre(Role::kAcademyAdmin));
  EXPECT_THAT(parsed->holders(Right::kLookBackbone),
              ElementsAre(Role::kInstituteAdmin, Role::kAcademyAdmin));
}

TEST(Rights, NobodyButTheOperator) {
  base::Findings findings;
  std::string text = test::read_text(kFile);
  std::string given = "    exams:      [academy_admin]";
  ASSERT_NE(text.find(given), std::string::npos);
  text.replace(text.find(given), given.size(), "    exams: []");
  auto parsed = parse_rights(kFile, text, findings);
  ASSERT_TRUE(parsed);
  EXPECT_THAT(parsed->holders(Right::kImportExams), IsEmpty());
  EXPECT_FALSE(parsed->has(Role::kAcademyAdmin, Right::kImportExams));
}

TEST(Rights, EveryRightIsFoundByItsWords) {
  for (Right right : rights()) {
    EXPECT_EQ(find_right(group_of(right), word(right)), right);
    EXPECT_NE(label(right), "");
  }
  EXPECT_EQ(find_right("import", "nothing"), std::nullopt);
}

}  // namespace
}  // namespace xueshi::academy
