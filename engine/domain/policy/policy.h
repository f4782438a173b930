// Policy: the rules of one reporting year, resolved through `extends` and checked.
//
// Accounts form a tree with one root. Records are posted to the leaves that take their source and
// add up to the root; the effective hours of an account are min(cap, sum of the effective hours
// below it). Requirements name accounts; conditions choose among people. Nothing outside the policy
// files knows an account, category, label or threshold.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/finding.h"
#include "base/hours.h"
#include "condition/condition.h"

namespace xueshi::policy {

using AccountIndex = std::size_t;  // into Policy::accounts

struct Account {
  std::string id;
  std::string label;
  std::optional<AccountIndex> parent;  // absent for the root
  std::vector<AccountIndex> of;        // children, in the order of the file; empty for a leaf
  std::vector<std::string> takes;      // sources of hours, of a leaf
  std::optional<base::Hours> cap;
  bool single_training = false;  // its records may be the one long training (§4.2)
};

struct Need {
  AccountIndex account = 0;
  base::Hours at_least;  // effective
};

struct Requirement {
  std::string id;
  condition::Condition when;  // always() for the last
  std::vector<Need> need;     // in the order of the accounts
};

struct Exemption {
  std::string id;
  std::string label;  // what people read as the reason; may be empty
  condition::Condition when;
};

enum class Basis { kTotal, kEffective };
enum class Rounding { kHalfUp, kUp, kDown };

// `at_least: 100` (≥) or `over: 40` (>).
struct Threshold {
  base::Hours hours;
  bool strictly_over = false;
  bool reached_by(base::Hours value) const {
    return strictly_over ? value > hours : value >= hours;
  }
};

struct BackboneRules {
  std::int64_t quota_hundredths = 0;  // of a percent: 4 % is 400
  Rounding quota_rounding = Rounding::kHalfUp;
  Basis total_basis = Basis::kTotal;
  Threshold total_hours;
  Threshold single_training;
  base::MonthDay window_from;
  base::MonthDay window_to;  // before `from`: in the next year
};

// The days on which backbone people may be reported, both included. In the year after where `to` is
// before `from`.
struct Window {
  base::Date from;
  base::Date to;
};

struct SummaryRules {
  bool average_over_everyone = true;  // else over the people with the requirement (`required`)
  std::map<std::string, std::string> labels;  // met, required → what the workbook prints
};

struct PlanRules {
  std::map<std::string, int> edit_year;  // kind (annual, added) → years relative to the plan's
  std::vector<std::string> approve_changes;  // quarter_moved headcount_up days_up budget_up
  std::vector<std::string> excellence;       // the first means none
  std::vector<std::string> excellent_class;  // those that prefill a class with 是
  std::vector<std::string> categories;       // 培训类别
  // Those categories that may ask for technical support, and therefore not for funding (S3).
  std::vector<std::string> technical_support;
  // 资助程度 of an approved plan where the academy gives none: excellent, funded, plain → its name.
  std::map<std::string, std::string> support;
  // How many funding requests of one unit and year are usual; more are a warning. 0: no limit.
  std::int64_t funding_requests = 0;
};

struct ClassRules {
  // Headings of the `classes` file that are filled in before a class is carried out (S1's stars).
  std::vector<std::string> required;
};
// The headings that may be named there: those that a file of classes can leave empty.
const std::vector<std::string>& class_headings();

// Where a value of the resolved policy was written.
struct Origin {
  std::string path;   // "accounts.online.cap"
  std::string value;  // as shown: "50"
  std::string file;   // "rules/2016.yaml"
  int line = 0;
  std::string source;  // `source:` of that file: "S4（2016）"
};

struct Policy {
  base::Year year;  // the reporting year it was resolved for
  base::Year
      since;  // the year of the file it comes from; later than any year for an unnumbered file
  std::string title;
  std::string source;
  std::vector<Account> accounts;  // the root first, parents before children
  std::vector<Requirement> requirements;
  std::vector<Exemption> exempt;
  BackboneRules backbone;
  SummaryRules summary;
  PlanRules plans;
  ClassRules classes;
  std::vector<Origin> origins;  // every value, in the order of the file format

  const Account& root() const { return accounts.front(); }
  std::optional<AccountIndex> find_account(std::string_view id) const;
  // The leaf that takes a source; absent for a source no policy of that year takes.
  std::optional<AccountIndex> find_leaf(std::string_view source_of_hours) const;
  // The first requirement that fits. Requires: facts of academy::person_vocabulary().
  const Requirement& requirement_for(const condition::Facts& person) const;
  // The first exemption that fits; null where the person counts in the completion rate.
  const Exemption* exemption_for(const condition::Facts& person) const;
  Window window() const;
  // The origin of a path, e.g. the cap of an account; null where it was never written.
  const Origin* find_origin(std::string_view path) const;
};

// Sources of hours that the program itself delivers: roster confirmations and the 类别 of a
// learning import. Every one must be taken by exactly one leaf; a policy may take
// further ones.
const std::vector<std::string>& delivered_sources();

// A folder of rules files, e.g. --home/rules: every <year>.yaml in it, by year. `session` reads the
// files.
struct SourceFile {
  std::string name;  // as shown in findings: "rules/2016.yaml"
  std::string text;
};
struct Shelf {
  std::map<int, SourceFile> by_year;
};

// The policy of a reporting year: the latest file whose year is not later. Absent with findings
// where a file on the way is wrong, or where the year lies before the first file
// ("policy.no-policy"). `people` are the facts that a `when:` may ask for
// (academy::person_vocabulary()).
std::optional<Policy> resolve(const condition::Vocabulary& people, const Shelf& shelf,
                              base::Year year, base::Findings& findings);

// Checks one file (whose `extends` is looked up on the shelf); the file may or may not be on the
// shelf itself. `file_year` absent: counts as later than all. Returns the resolved policy where it
// is sound.
std::optional<Policy> check(const condition::Vocabulary& people, const Shelf& shelf,
                            const SourceFile& file, std::optional<base::Year> file_year,
                            base::Findings& findings);

}  // namespace xueshi::policy
