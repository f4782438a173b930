// Cases that are missing beside the rules, written for somebody to confirm (policy.md §3, `policy
// test --propose`). Needs no database.
#pragma once

#include <string>
#include <vector>

#include "proving/policy_tests.h"

namespace xueshi::authoring {

struct ProposedCases {
  base::Findings findings;  // of the rules and of the cases; with errors nothing is proposed
  std::string file;         // that the cases belong to: rules/tests/2025.yaml
  std::string text;         // in the form of that file; empty where no number lacks a case
  std::size_t cases = 0;
  std::vector<proving::Uncovered> unheld;  // numbers for which none was found
};

// For every number of a file that its cases do not hold, the simplest that do: on the border, and
// one step below. What they expect is what the rules now say, so that who knows what was meant
// confirms them. `which` and `cases` as of test_policies(), but `which` is not empty and the file
// of cases may be absent. Writes nothing.
ProposedCases propose_cases(const session::Settings& settings, const std::string& which,
                            const std::string& cases);

}  // namespace xueshi::authoring
