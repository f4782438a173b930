// Plan templates 计划模板: the list, a new one of a plan, shared and deleted; found for who uses
// one.
#pragma once

#include <string>

#include "http/message.h"
#include "view/plans.h"
#include "web/visit.h"

namespace xueshi::web {

// The one whose number the address names. Refuses "template.not-found".
view::PlanTemplate require_plan_template(const Visit& visit);
// As who acts names it: another unit's as CODE/NAME.
std::string name_to_use(const Visit& visit, const view::PlanTemplate& one);

http::Response show_plan_templates(const Visit& visit);
http::Response show_new_plan_template(const Visit& visit);
http::Response make_plan_template(const Visit& visit);
http::Response share_plan_templates(const Visit& visit);
http::Response delete_plan_templates(const Visit& visit);

}  // namespace xueshi::web
