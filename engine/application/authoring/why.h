// Why a file is wrong: every finding explained with its smallest wrong file and the good twin of
// it.
#pragma once

#include <string>
#include <vector>

namespace xueshi::authoring {

struct ExplainedCode {
  std::string code;                   // "policy.idle-cap"
  std::string message;                // of its first example; Chinese
  std::vector<std::string> examples;  // their names: "never-full"
};
// Every finding that a file of a person can have, by code.
std::vector<ExplainedCode> list_codes();

struct ExampleFile {
  std::string name;  // "wrong.yaml"; "wrong/main.lua" of several
  std::string text;
};

struct Explanation {
  ExplainedCode code;
  std::string example;             // the one that is shown
  std::string findings;            // what is said of it, as it is printed
  std::vector<ExampleFile> wrong;  // empty where the file is no text, or too large to be kept
  std::vector<ExampleFile> good;
  // From wrong to good: "- ", "+ " before lines that go and come. Empty where either is missing.
  std::vector<std::string> changes;
};
// `code` as a finding ends with it, with or without brackets, or its last part alone where that
// says which. `example`: the name of one; empty: the first that has files to show. Refuses
// "why.unknown-code", "why.unknown-example", with what may be meant.
Explanation explain_code(const std::string& code, const std::string& example);

}  // namespace xueshi::authoring
