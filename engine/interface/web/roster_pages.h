// The people of a class: who took part 实际参会人员, who enrolled, whom to add.
#pragma once

#include "http/message.h"
#include "web/visit.h"

namespace xueshi::web {

http::Response show_roster(const Visit& visit);
http::Response show_roster_add(const Visit& visit);  // numbers and names of the address or the form
http::Response take_roster(const Visit& visit);
http::Response show_enrolments(const Visit& visit);

}  // namespace xueshi::web
