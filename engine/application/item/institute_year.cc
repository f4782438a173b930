#include "app/institute_year.h"

#include <fmt/format.h>

#include "app/graphs.h"
#include "base/blocker.h"

namespace xueshi::app {

InstituteYearKey require_institute_year(const Session&, std::string_view subject,
                                        const std::string& id) {
  std::size_t at = id.find_last_of("/:@-");
  auto year = at == std::string::npos ? std::nullopt : base::parse_year(id.substr(at + 1));
  if (!year || at == 0) {
    throw base::Refused(fmt::format("{}.wrong-id", subject),
                        fmt::format("{}的编号应写作 机构编码/年度，例如 I001/2017；给出的是 '{}'",
                                    subject_label(subject), id));
  }
  return {id.substr(0, at), *year};
}

std::string institute_year_id(const std::string& org, base::Year year) {
  return fmt::format("{}/{}", org, year.value());
}

}  // namespace xueshi::app
