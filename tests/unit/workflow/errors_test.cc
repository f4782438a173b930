// tests/errors/workflow.<code>: the smallest wrong graph of every finding, and its good twin.
#include <gtest/gtest.h>

#include "workflow_support.h"

namespace xueshi::workflow {
namespace {

// A file is judged by the registry of its subject; the plan's where it names none of ours.
base::Findings check_file(const test::ErrorCase&, const std::string& file) {
  std::string text = test::read_text(file);
  Registry registry = test::plan_registry();
  for (const test::Shipped& one : test::shipped_graphs()) {
    auto subject = find_subject(file, text);
    if (subject && subject->word == one.registry.subject) registry = one.registry;
  }
  base::Findings findings;
  parse_definition(registry, "wrong", file, text, findings);
  return findings;
}

TEST(WorkflowErrors, EveryCaseSaysExactlyThis) { test::walk_error_cases("workflow", check_file); }

TEST(WorkflowErrors, EveryCodeHasACase) {
  std::set<std::string> cases;
  for (const test::ErrorCase& one : test::load_error_cases("workflow"))
    cases.insert(one.code.substr(std::string("workflow.").size()));
  std::set<std::string> codes = {"unknown-key", "unknown-word"};  // said by the room of YAML
  std::regex quoted("(?:error|warning)\\([^;]*?\"([a-z-]+)\",");
  for (const char* room : {"workflow", "condition"}) {
    for (const auto& file : test::fs::directory_iterator(test::folder_of(room))) {
      std::string source = test::read_text(file.path());
      for (std::sregex_iterator at(source.begin(), source.end(), quoted), end; at != end; ++at)
        codes.insert((*at)[1]);
    }
  }
  EXPECT_EQ(cases, codes);
}

}  // namespace
}  // namespace xueshi::workflow
