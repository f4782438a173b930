// Cases beside the rules, run (policy.md §3, `policy test`). Needs no database.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/finding.h"
#include "proving/policy_cases.h"
#include "proving/rules_files.h"
#include "session/settings.h"

namespace xueshi::proving {

struct TestedCase {
  std::string file;
  int line = 0;
  std::shared_ptr<const policy::Policy> policy;  // of its reporting year
  Case one;
  CaseResult got;
  std::vector<std::string> differences;  // none: passed
};

// A number of the rules that no case holds: moved by its smallest step, up or down, every case
// still comes out as before.
struct Uncovered {
  std::string path, value;
  base::Place place;
};

struct PolicyTests {
  base::Findings findings;  // of the rules and of the cases; with errors nothing was run
  std::vector<TestedCase> cases;
  std::vector<Uncovered> uncovered;
  std::size_t failed() const;
};

// `which`: a year, a rules file – a draft that need not lie in the home –, or nothing: all files in
// rules/tests. `cases`: a file of cases; empty: rules/tests/<year>.yaml of the home. Cases ask
// about the reporting year that they name; a draft is judged as if it were in force then. `covers`:
// also which numbers of the rules the cases hold – of each file its own, not what it inherits.
PolicyTests test_policies(const session::Settings& settings, const std::string& which,
                          const std::string& cases, bool covers);

// Texts that lie in no file: the cases of a draft.
PolicyTests test_draft(const RulesFiles& rules, const RulesFiles::Named& draft,
                       const policy::SourceFile& cases, bool covers = false);

}  // namespace xueshi::proving
