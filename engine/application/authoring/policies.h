// The rules files of a home: checking, resolving, comparing. Needs no database.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/finding.h"
#include "policy/policy.h"
#include "session/settings.h"

namespace xueshi::authoring {

struct PolicyCheck {
  base::Findings findings;
  std::vector<std::string> files;  // those that were checked
};

// One file (its `extends` is looked up in the home's rules), or with an empty path every file of
// the home. A path of another kind of file of ours (template, plugin manifest) is checked as such.
PolicyCheck check_policies(const session::Settings& settings, const std::string& file);

// Throws WrongFiles where the rules of that year are not sound, or none apply.
policy::Policy resolve_policy(const session::Settings& settings, base::Year year);

struct PolicyChange {
  std::string path;
  std::optional<policy::Origin> before, after;  // absent: not written on that side
};
std::vector<PolicyChange> compare_policies(const policy::Policy& before,
                                           const policy::Policy& after);

}  // namespace xueshi::authoring
