// What stands in the way of an import, row by row.
#pragma once

#include <string>

namespace xueshi::store {

enum class ConflictKind {
  kTwiceInFile,    // the same key in an earlier row; detail: that row's number
  kUnknownOrg,     // detail: the code
  kUnknownPerson,  // detail: the employee number
  kUnknownPlan,    // detail: the plan number
  kUnknownClass,   // detail: the class number
  kPlanHasClass,  // the plan already has another class, or is an other plan (其他计划); detail: the
                  // plan number
  kLoginTaken,       // detail: the login
  kStatusDiffers,    // an existing item's status column differs; detail: the status it has (a place
                     // name)
  kOutOfScope,       // detail: the unit's code
  kFrozenInstitute,  // a unit with a finalised list or a submitted summary would change its level;
                     // detail: its code
  kHoursPerDay,  // an attendee's own hours exceed 24 for each day of the class; detail: its days
  kLeftBeforeHired,   // and no 入职 before that is known; detail: the 入职
  kDeputyWithoutEnd,  // detail: whom they act for
  kDeputyOfNobody,    // who is acted for does not hold that role there; detail: whom
  kDeputyOfOwnRole,   // who is to act holds that role there themselves; detail: whom they act for
  kPlanHandedIn,      // a plan that is no draft loses what submitting asks for; detail: its number
  kNumberUsed,        // a plan that is deleted had the number; detail: the number
};

struct Conflict {
  int row = 0;  // as given to add()
  ConflictKind kind = ConflictKind::kTwiceInFile;
  std::string heading_hint;  // which status column, for kStatusDiffers: "review", "publication",
                             // "withdrawal", "execution", "status"
  std::string detail;
};

}  // namespace xueshi::store
