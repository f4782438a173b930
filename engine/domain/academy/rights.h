// Rights: which role may do what no graph decides – bring files, place old data, look at lists,
// print, check, run (domain.md §1; `workflows/rights.yaml`).
//
// What a right is about, the program knows; who has it, the file says alone. The machine's operator
// has every right.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "academy/scope.h"
#include "base/finding.h"

namespace xueshi::academy {

enum class Right {
  kImportOrgs,
  kImportPeople,
  kImportRoles,
  kImportHeadcounts,
  kImportAbsences,
  kImportPlans,
  kImportClasses,
  kImportAttendees,
  kImportLearning,
  kImportExams,
  // To bring items that stand elsewhere than at the start of their graph: old data. Who has it not
  // brings what an act of theirs would make (D17).
  kPlacePlans,
  kPlaceClasses,
  kPlaceAttendees,
  kPlaceLearning,
  kLookPeople,
  kLookStatement,
  kLookStaff,
  kLookPlans,
  kLookPlanRates,
  kLookBackbone,
  kLookSummary,
  kLookAudit,
  kLookJobs,
  kLookPolicies,  // that are proposed; those in force, everybody reads
  kKeepPlanTemplates,
  kPrintReports,
  kPrintSlips,  // issuing first passwords with them
  kTryPlugins,
  kCheckData,
  kCheckAudit,
  kCheckReports,
  kCheckOffices,
  kRunSchedules,
  kRunMigrations,
};

// All of them, in the order of the file.
const std::vector<Right>& rights();
std::string_view group_of(Right right);  // "import"
std::string_view word(Right right);      // within its group: "plans"
std::string_view label(Right right);     // what is done, for a refusal: 导入 plans

std::optional<Right> find_right(std::string_view group, std::string_view word);

class Rights {
 public:
  // In the order of the roles, smallest first; empty: the operator's alone.
  const std::vector<Role>& holders(Right right) const { return holders_.at(right); }
  bool has(Role role, Right right) const;

 private:
  friend std::optional<Rights> parse_rights(const std::string& file, std::string_view text,
                                            base::Findings& findings);
  std::map<Right, std::vector<Role>> holders_;
};

// All findings at once, codes "rights.*" (and "yaml.*"): unknown groups, rights and roles, a right
// that the file leaves out. Absent where there is an error.
std::optional<Rights> parse_rights(const std::string& file, std::string_view text,
                                   base::Findings& findings);

}  // namespace xueshi::academy
