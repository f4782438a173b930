// The tree of units that an import would leave behind.
#pragma once

#include <map>
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
  // A finding where it does not hold together, at the row that is to blame.
  void check(const intake::Layout& layout, base::Findings& findings) const;

 private:
  std::map<std::string, academy::Org> orgs_;
  std::map<std::string, int> rows_;
};

}  // namespace xueshi::imports
