// tests/errors/policy.<code> and yaml.<code>: the smallest wrong rules file of every finding, and
// its good twin.
#include <gtest/gtest.h>

#include "policy/file_name.h"
#include "policy_support.h"

namespace xueshi::policy {
namespace {

// wrong.txt holds a year that somebody asks for, or the name of a file among the rules; beside a
// file named `year` the rules are on the shelf as those of that year.
base::Findings check_file(const test::ErrorCase& one, const std::string& file) {
  base::Findings findings;
  policy::Shelf shelf = test::real_shelf();
  SourceFile source{file, test::read_text(file)};
  if (one.code == "policy.file-name") {
    std::string name = source.text.substr(0, source.text.find('\n'));
    auto has_rules_of = [&](base::Year year) { return shelf.by_year.count(year.value()) > 0; };
    check_file_name(file, name, has_rules_of, findings);
    return findings;
  }
  if (file.ends_with(".txt")) {
    resolve(test::some_people(), shelf, *base::parse_year(source.text), findings);
    return findings;
  }
  std::optional<base::Year> year = base::parse_year(test::read_text(one.folder / "year"));
  if (year) shelf.by_year[year->value()] = source;
  bool is_strict = one.code == "policy.no-cite" || one.code == "policy.overlap";
  check(test::some_people(), shelf, source, year, findings,
        is_strict ? Rigour::kStrict : Rigour::kUsual);
  return findings;
}

TEST(PolicyErrors, EveryCaseSaysExactlyThis) { test::walk_error_cases("policy", check_file); }
TEST(YamlErrors, EveryCaseSaysExactlyThis) { test::walk_error_cases("yaml", check_file); }

TEST(PolicyErrors, EveryCodeHasACase) {
  std::set<std::string> cases;
  for (const test::ErrorCase& one : test::load_error_cases("policy"))
    cases.insert(one.code.substr(7));
  std::regex quoted("(?:error|warning)\\([^;]*?\"([a-z-]+)\",");
  for (const char* room : {"policy", "condition"}) {
    for (const auto& file : std::filesystem::directory_iterator(test::folder_of(room))) {
      std::string source = test::read_text(file.path());
      for (std::sregex_iterator at(source.begin(), source.end(), quoted), end; at != end; ++at) {
        EXPECT_TRUE(cases.count((*at)[1]) > 0) << "no case in tests/errors for policy." << (*at)[1];
      }
    }
  }
}

TEST(YamlErrors, EveryCodeHasACase) {
  std::set<std::string> cases;
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
