// Classes 培训班 as several pages show them; for this room's own files.
#pragma once

#include <string>
#include <vector>

#include "html/html.h"
#include "view/classes.h"
#include "web/deeds.h"
#include "web/form.h"
#include "web/layout.h"
#include "web/list.h"
#include "web/visit.h"

namespace xueshi::web {

inline constexpr Place kClassPlace{"class", "/admin/classes", "培训班管理"};

// 未实施, 调整待审批, 已实施, 计划已撤销.
std::string execution_of(const view::ClassView& view);
// Where the change of it stands: 机构(状态) of every level.
std::string change_of(const view::ClassView& view);
// 2024-05-01 09:00 至 2024-05-02 17:00; days as such where no time was given.
std::string period_of(const base::LocalTime& start, const base::LocalTime& end);

// The pages of a class, the one that is shown marked.
html::Html class_tabs(const Visit& visit, const view::ClassView& view);
Crumb class_crumb(const view::ClassView& view);

std::vector<Field> class_filters(const Visit& visit);
// The page that the address asks for: year, filters, order and place.
view::ClassesAsked classes_asked(const Visit& visit);
Paging paging_of_classes(const Visit& visit, const view::ClassesPage& found);
http::Response classes_as_json(const view::ClassesPage& found, const Paging& paging);

}  // namespace xueshi::web
