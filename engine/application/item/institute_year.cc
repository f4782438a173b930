#include "item/institute_year.h"

#include <fmt/format.h>

#include "base/blocker.h"

namespace xueshi::item {

InstituteYearKey require_institute_year(const session::Session& session, std::string_view subject,
                                        const std::string& id) {
  std::size_t at = id.find_last_of("/:@-");
  auto year = at == std::string::npos ? std::nullopt : base::parse_year(id.substr(at + 1));
  if (!year || at == 0) {
    throw base::Refused(fmt::format("{}.wrong-id", subject),
                        fmt::format("{}的编号应写作 机构编码/年度，例如 I001/2017；给出的是 '{}'",
                                    session.graphs().subjects().label_of(subject), id));
  }
  return {id.substr(0, at), *year};
}

std::string institute_year_id(const std::string& org, base::Year year) {
  return fmt::format("{}/{}", org, year.value());
}

}  // namespace xueshi::item
