// Which institute's year a page is about: `org` and `year`, of the address or of what was sent.
#pragma once

#include <optional>
#include <string>

#include "base/date.h"
#include "html/html.h"
#include "web/visit.h"

namespace xueshi::web {

struct InstituteYear {
  base::Year year;
  std::string institute;   // its code, in reach or not; empty: none was chosen
  std::string department;  // the unit below it that was chosen; empty: all of it
};

// The acting role's own institute where none is named. A unit below an institute stands for it.
InstituteYear institute_year_of(const Visit& visit);

// An address about that institute and year.
html::Url url_about(const char* path, const InstituteYear& about);
// The same as fields of a form.
html::Html hidden_about(const InstituteYear& about);

// What a page says where an institute has to be chosen first.
html::Html choose_institute();

}  // namespace xueshi::web
