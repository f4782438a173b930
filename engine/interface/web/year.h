// The year that a page is about: `year` of the address, else this one.
#pragma once

#include "base/date.h"
#include "html/html.h"
#include "web/form.h"
#include "web/visit.h"

namespace xueshi::web {

base::Year year_of(const Visit& visit);
// A choice of the years that have a policy, with [查询].
html::Html year_filter(const Visit& visit);
Field year_field(const Visit& visit);

}  // namespace xueshi::web
