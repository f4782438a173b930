// An institute's year as the id of an item: "I001/2017".
#pragma once

#include <string>

#include "base/date.h"
#include "session/session.h"

namespace xueshi::item {

struct InstituteYearKey {
  std::string org;
  base::Year year;
};

// "I001/2017", also with ":", "@" or "-" between them. Refuses "<subject>.wrong-id" for anything
// else.
InstituteYearKey require_institute_year(const session::Session& session, std::string_view subject,
                                        const std::string& id);
std::string institute_year_id(const std::string& org, base::Year year);

}  // namespace xueshi::item
