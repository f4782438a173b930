// Plans and what reviewers decided on them, as JSON.
#pragma once

#include <vector>

#include "json/json.h"
#include "view/plans.h"

namespace xueshi::json {

Json to_json(const std::vector<view::Verdict>& verdicts);  // [{org, status, comment}]
Json to_json(const view::PlanView& view);                  // a line of a list
Json shown(const view::PlanView& view);  // one by itself: its class and actions too
Json to_json(const view::PlanOverview& line);
Json to_json(const view::PlanTemplate& one);

}  // namespace xueshi::json
