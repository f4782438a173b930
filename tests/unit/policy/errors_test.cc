// tests/errors/policy.<code> and yaml.<code>: the smallest wrong rules file of every finding, and
// its good twin.
#include <gtest/gtest.h>

#include "policy_support.h"

namespace xueshi::policy {
namespace {

base::Findings check_file(const test::ErrorCase&, const std::string& file) {
  base::Findings findings;
  check(test::some_people(), test::real_shelf(), {file, test::read_text(file)}, std::nullopt,
        findings);
  return findings;
}

TEST(PolicyErrors, EveryCaseSaysExactlyThis) { test::walk_error_cases("policy", check_file); }
TEST(YamlErrors, EveryCaseSaysExactlyThis) { test::walk_error_cases("yaml", check_file); }

// Codes that need more than one file, or a file too large to keep, have tests of their own.
TEST(PolicyErrors, EveryCodeHasACase) {
  std::set<std::string> cases = {"no-policy", "extends-cycle", "extends-not-earlier"};
  for (const test::ErrorCase& one : test::load_error_cases("policy"))
    cases.insert(one.code.substr(7));
  std::regex quoted("(?:error|warning)\\([^;]*?\"([a-z-]+)\",");
  for (const char* room : {"policy", "condition"}) {
    for (const auto& file :
         std::filesystem::directory_iterator(std::string(XUESHI_SOURCE_DIR "/engine/") + room)) {
      std::string source = test::read_text(file.path());
      for (std::sregex_iterator at(source.begin(), source.end(), quoted), end; at != end; ++at) {
        EXPECT_TRUE(cases.count((*at)[1]) > 0) << "no case in tests/errors for policy." << (*at)[1];
      }
    }
  }
}

TEST(YamlErrors, EveryCodeHasACase) {
  std::set<std::string> cases = {"yaml.too-big"};
  for (const test::ErrorCase& one : test::load_error_cases("yaml")) cases.insert(one.code);
  EXPECT_EQ(test::codes_in_sources("yaml"), cases);
}

TEST(YamlErrors, AHugeFileIsRefusedUnread) {
  base::Findings findings;
  std::string huge(100 << 20, 'a');
  EXPECT_FALSE(check(test::some_people(), {}, {"huge.yaml", huge}, std::nullopt, findings));
  ASSERT_EQ(findings.errors(), 1u);
  EXPECT_EQ(findings.kept().front().code, "yaml.too-big");
}

}  // namespace
}  // namespace xueshi::policy
