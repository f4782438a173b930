// The tree of units that an import would leave behind.
#pragma once

#include <map>
#include <set>
#include <string>

#include "academy/org.h"
#include "base/finding.h"
#include "database/database.h"
#include "intake/layout.h"

namespace xueshi::imports {

// What is there, changed and extended by the rows of a file.
class TreeCheck {
 public:
  explicit TreeCheck(database::Database& database);
  // Without a column 上级机构编码 a unit that is there keeps its superior.
  void add(const academy::Org& org, const intake::RowPlace& place);
  // A finding where it does not hold together, at the row that is to blame: also where two codes
  // differ only in case, which people take for one.
  void check(const intake::Layout& layout, base::Findings& findings) const;

 private:
  void check_codes(const intake::Layout& layout, base::Findings& findings) const;

  std::map<std::string, academy::Org> orgs_;
  std::set<std::string> known_;  // were there before the file
  std::map<std::string, int> rows_;
};

}  // namespace xueshi::imports
