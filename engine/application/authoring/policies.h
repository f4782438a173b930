// The rules files of a home: checking, resolving, comparing. Needs no database.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/finding.h"
#include "policy/compare.h"
#include "policy/policy.h"
#include "session/session.h"
#include "session/settings.h"

namespace xueshi::authoring {

struct CheckedPolicy {
  std::string file;
  bool sound = false;               // no error
  std::optional<base::Year> from;   // of its name; absent for a draft of no year
  std::optional<base::Year> until;  // the last before a later file takes over
  bool holds = false;               // it lies among the rules
};
// "适用于 2025 年度起", and what a draft still needs; "" where that cannot be said.
std::string render_span(const CheckedPolicy& checked);

struct PolicyCheck {
  base::Findings findings;
  std::vector<CheckedPolicy> files;
};

// One file (its `extends` is looked up in the home's rules), or with an empty path every file of
// the home, and what lies among them by mistake. A path of another kind of file of ours (template,
// plugin manifest) is checked as such.
PolicyCheck check_policies(const session::Settings& settings, const std::string& file);

// Throws WrongFiles where the rules of that year are not sound, or none apply.
policy::Policy resolve_policy(const session::Settings& settings, base::Year year);

// By meaning: both as if in force in the earlier of the years that they are called by, so that
// words such as `reporting_year` say the same on both sides. Throws WrongFiles.
policy::Comparison compare_rules(const session::Settings& settings, const std::string& before,
                                 const std::string& after);
// The same of years as they hold for the session: also by deed.
policy::Comparison compare_rules(const session::Session& session, const std::string& before,
                                 const std::string& after);

}  // namespace xueshi::authoring
