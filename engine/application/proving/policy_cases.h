// Cases beside the rules: what a policy says about single people, as those who make it write it
// down (policy.md §3, `rules/tests/<year>.yaml`).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/finding.h"
#include "hours/statement.h"
#include "yaml/node.h"

namespace xueshi::proving {

// What a case says must come out; what is not said is not compared.
struct Expectation {
  std::optional<bool> met, open;
  std::optional<std::string> requirement;
  std::optional<std::string> exempt;  // an id; empty: none
  std::optional<base::Hours> total;   // effective hours of the first root
  std::optional<base::Hours> longest;
  std::optional<bool> candidate;      // of backbone
  std::optional<std::int64_t> quota;  // people, of the case's `headcount`
  std::optional<bool> reporting;      // whether backbone people are reported on that day
  std::optional<int> edited_in;       // the year in which the case's `plan` is edited
  std::optional<bool> usual;          // so many funding `requests` of one unit and year
  std::map<policy::AccountIndex, base::Hours> effective, missing;
};

struct Case {
  std::string name;
  yaml::Mark mark;
  hours::Learner learner;
  std::vector<hours::LearningRecord> records;
  // Other figures of the rules that a case may ask about.
  std::optional<std::int64_t> headcount, requests;
  std::string plan;  // annual, added
  Expectation expect;
};

// What comes out.
struct CaseResult {
  bool met = false, open = false;
  std::string requirement;
  std::string exempt;  // empty: none
  base::Hours total, longest;
  bool candidate = false, reporting = false, usual = true;
  std::optional<std::int64_t> quota;
  std::optional<int> edited_in;
  std::map<policy::AccountIndex, base::Hours> effective, missing;
};

// The cases of one reporting year. "policy-case.…" findings, all at once.
std::vector<Case> read_cases(const policy::Policy& policy, const yaml::Document& document,
                             base::Findings& findings);
// The years that the cases ask about, in order.
std::vector<base::Year> years_of_cases(const yaml::Document& document, base::Findings& findings);

CaseResult judge_case(const policy::Policy& policy, const Case& one);
// How it differs from what is expected, one sentence each; none where it passes.
std::vector<std::string> compare(const policy::Policy& policy, const Case& one,
                                 const CaseResult& result);

}  // namespace xueshi::proving
