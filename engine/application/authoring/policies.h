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
  std::string replaced_by{};        // the confirmed text that holds in its place, by its name
  bool is_by_deed = false;          // a confirmed text, of which the files say nothing
};
// "适用于 2025 年度起", and what a draft still needs; "" where that cannot be said.
std::string render_span(const CheckedPolicy& checked);

struct PolicyCheck {
  base::Findings findings;
  std::vector<CheckedPolicy> files;
};

// One file (its `extends` is looked up in the home's rules), or with an empty path every file of
// the home, and what lies among them by mistake. A path of another kind of file of ours (template,
// plugin manifest) is checked as such. Strictly: with notes, and numbers that have no article, too.
PolicyCheck check_policies(const session::Settings& settings, const std::string& file,
                           policy::Rigour rigour = policy::Rigour::kUsual);

// Where rules hold by deed (policy_by_deed): what holds of these, and the confirmed texts too.
void tell_what_holds(const session::Session& session, PolicyCheck& check);

// How far the cases beside a file hold its numbers: those of rules/2025.yaml lie in
// rules/tests/2025.yaml.
struct Cover {
  std::string cases;
  bool has_cases = false;
  std::optional<std::size_t> uncovered;  // numbers; absent where not every case passes
};
// Runs the cases once for each number and direction. Absent for a file that is not sound, and for a
// draft without cases.
std::optional<Cover> find_cover(const session::Settings& settings, const CheckedPolicy& checked);
// "有 2 个数没有用例", "没有用例文件 rules/tests/2025.yaml"; "" where every number has a case.
std::string render(const Cover& cover);

// Throws WrongFiles where the rules of that year are not sound, or none apply.
policy::Policy resolve_policy(const session::Settings& settings, base::Year year);

// A file that need not lie among the rules, as if it were in force in that year; absent: in the
// year that it is called by, else in that of the newest rules. Throws WrongFiles.
policy::Policy resolve_draft(const session::Settings& settings, const std::string& file,
                             std::optional<base::Year> year);

// By meaning: both as if in force in the earlier of the years that they are called by, so that
// words such as `reporting_year` say the same on both sides. Throws WrongFiles.
policy::Comparison compare_rules(const session::Settings& settings, const std::string& before,
                                 const std::string& after);
// The same of years as they hold for the session: also by deed.
policy::Comparison compare_rules(const session::Session& session, const std::string& before,
                                 const std::string& after);

}  // namespace xueshi::authoring
