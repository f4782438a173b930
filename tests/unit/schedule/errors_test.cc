// tests/errors/schedule.<code>: the smallest wrong file of every finding, and its good twin.
#include <gtest/gtest.h>

#include "../sheet/error_cases.h"
#include "schedule/parse.h"

namespace xueshi::schedule {
namespace {

base::Findings check_file(const test::ErrorCase&, const std::string& file) {
  base::Findings findings;
  parse_schedules(file, test::read_text(file), findings);
  return findings;
}

TEST(ScheduleErrors, EveryCaseSaysExactlyThis) { test::walk_error_cases("schedule", check_file); }

TEST(ScheduleErrors, EveryCodeHasACase) {
  std::set<std::string> cases;
  for (const test::ErrorCase& one : test::load_error_cases("schedule"))
    cases.insert(one.code.substr(std::string("schedule.").size()));
  // Said by the room of YAML, and by the one function that words a pair of parts.
  std::set<std::string> codes = {"unknown-key", "unknown-word", "missing-key", "rule-together"};
  std::regex quoted("(?:error|mistake)\\([^;]*?\"([a-z-]+)\",");
  for (const auto& file :
       test::fs::directory_iterator(XUESHI_SOURCE_DIR "/engine/domain/schedule")) {
    std::string source = test::read_text(file.path());
    for (std::sregex_iterator at(source.begin(), source.end(), quoted), end; at != end; ++at)
      codes.insert((*at)[1]);
  }
  EXPECT_EQ(cases, codes);
}

}  // namespace
}  // namespace xueshi::schedule
