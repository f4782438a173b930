// What the console lets be done beside its requests: imports, workbooks, the check of the
// installation, the workbooks of a year in one file.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "work/kind.h"

namespace xueshi::web {

inline constexpr const char* kReportsWork = "reports";
inline constexpr const char* kHealthWork = "health";  // about ""
inline constexpr const char* kBundleWork = "bundle";  // about the year
inline constexpr const char* kSlipsWork = "slips";

const work::Kinds& work_kinds();

// What a work makes: reports of an institute's year, by their names; `place`: of the page that
// asked for them.
struct ReportsOrder {
  base::Year year;
  std::string org;
  std::vector<std::string> names;
  std::string place;
};
work::Order order_of_reports(const ReportsOrder& order, const std::string& title);
// First passwords: for these people, or for everybody of a unit who has none.
work::Order order_of_slips(const std::vector<std::string>& employees, const std::string& org,
                           const std::string& title);

}  // namespace xueshi::web
