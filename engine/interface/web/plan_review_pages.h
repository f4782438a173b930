// Plans as reviewers see them: those of the units below, and the opinion on one.
#pragma once

#include "http/message.h"
#include "web/visit.h"

namespace xueshi::web {

http::Response show_plans_below(const Visit& visit);
http::Response show_plan_review(const Visit& visit);

}  // namespace xueshi::web
