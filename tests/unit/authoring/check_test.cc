// Checking what people write: wrong files are findings, files that cannot be read are errors.
#include "../session/academy_support.h"
#include "authoring/policies.h"
#include "authoring/workflows.h"
#include "base/error.h"

namespace xueshi::authoring {
namespace {

TEST(Check, TheHomeOfThisRepositoryIsSound) {
  Academy academy;
  PolicyCheck policies = check_policies(academy.settings(), "");
  EXPECT_TRUE(policies.findings.ok());
  EXPECT_FALSE(policies.files.empty());
  EXPECT_TRUE(check_workflows(academy.settings(), "").findings.ok());
}

TEST(Check, AWrongFileIsAFinding) {
  Academy academy;
  std::string file = academy.write("2030.yaml", "extends: 2016\ntitel: 下一年\n").string();
  base::Findings findings = check_policies(academy.settings(), file).findings;
  ASSERT_FALSE(findings.ok());
  EXPECT_EQ(findings.kept()[0].place.file, file);
}

TEST(Check, AnAbsentFileIsAFinding) {
  Academy academy;
  std::string gone = (academy.folder() / "gone.yaml").string();
  EXPECT_EQ(check_policies(academy.settings(), gone).findings.kept()[0].code, "policy.no-file");
  EXPECT_EQ(check_workflows(academy.settings(), gone).findings.kept()[0].code, "workflow.no-file");
}

TEST(Check, AFolderInItsPlaceIsAnError) {
  Academy academy;
  std::string folder = (academy.folder() / "2030.yaml").string();
  std::filesystem::create_directory(folder);
  EXPECT_THROW(check_policies(academy.settings(), folder), base::Error);
  EXPECT_THROW(check_workflows(academy.settings(), folder), base::Error);
}

}  // namespace
}  // namespace xueshi::authoring
