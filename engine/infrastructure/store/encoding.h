// Encoding: one value of an import file on its way into the stage; for this room's own files.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "store/conflict.h"
#include "store/references.h"
#include "store/row_values.h"

namespace xueshi::store {

// What encoding one row needs.
struct Encoding : RowValues {
  explicit Encoding(References& all) : references(all) {}

  References& references;
  long long guarded = 0;         // institute whose year is finalised
  bool excellent_class = false;  // of a plan: what Import::set_excellent_class says
  // The row's own conflicts; a row with any is not staged.
  std::vector<std::pair<ConflictKind, std::string>> conflicts{};

  // A conflict where the unit is unknown or out of scope.
  const OrgRef* find_own_org(const std::string& code);
  // A conflict where there is no such person, wherever they are.
  const PersonRef* find_own_person(const std::string& employee);
  // The same, and puts the id.
  const OrgRef* put_org(const std::string& code);
  const PersonRef* put_person(const std::string& employee);
  void guard(const OrgRef* org, base::Year year);
};

}  // namespace xueshi::store
