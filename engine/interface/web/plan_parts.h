// Plans as several pages show them; for this room's own files.
#pragma once

#include <string>
#include <vector>

#include "html/html.h"
#include "view/plans.h"
#include "web/form.h"
#include "web/list.h"
#include "web/visit.h"

namespace xueshi::web {

// 未发布, 已实施 …
std::string plan_place_label(std::string_view place);
// 审批情况: the plan's own, then 机构(状态) of every level.
std::string review_of(const view::PlanView& view);
// 暂存, 已撤销, 关闭未实施: what a list marks; empty: nothing.
std::string special_state(const Visit& visit, const view::PlanView& view);

// All that was filled in.
html::Html particulars_of(const view::PlanView& view);

std::vector<Field> plan_filters(const Visit& visit);
// The page that the address asks for: year, filters, order and place.
view::PlansAsked plans_asked(const Visit& visit);
Paging paging_of_plans(const Visit& visit, const view::PlansPage& found);

// {rows, total, next}.
http::Response plans_as_json(const std::vector<view::PlanView>& shown, const Paging& paging);

}  // namespace xueshi::web
