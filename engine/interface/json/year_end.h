// The year-end as JSON: backbone, summaries, overview of staff.
#pragma once

#include "json/json.h"
#include "view/backbone.h"
#include "view/summary.h"
#include "view/year_end.h"
#include "yearend/backbone.h"
#include "yearend/summary.h"

namespace xueshi::json {

Json to_json(const yearend::BackboneLine& line);  // of the screening list
Json to_json(const view::BackboneStatus& status);
Json staff_line(const yearend::BackboneLine& line);  // of 职工学习总体情况统计
Json to_json(const yearend::Summary& summary);
Json listed(const yearend::Summary& summary);  // with year, institute and name

Json to_json(const view::YearEndLine& line);  // how far an institute is

// 未提交, 已提交.
std::string status_label(const yearend::Summary& summary);

}  // namespace xueshi::json
