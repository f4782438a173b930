// The table of pages in its groups, each in the file of its name (routes_plans.cc); for this room's
// own files.
//
// In a group, literal addresses stand before those with parts: the first that fits is taken. The
// first entry of a section that is in its menu is where the section begins.
#pragma once

#include <vector>

#include "web/route.h"

namespace xueshi::web {

const std::vector<Route>& door_routes();
const std::vector<Route>& mine_routes();
const std::vector<Route>& plan_routes();
const std::vector<Route>& class_routes();
const std::vector<Route>& statistics_routes();
const std::vector<Route>& system_routes();

// Short names for the tables.
inline constexpr http::Method kGet = http::Method::kGet, kPost = http::Method::kPost;
inline constexpr academy::Role kEverybody = academy::Role::kLearner,
                               kClassAdmin = academy::Role::kClassAdmin,
                               kDepartmentAdmin = academy::Role::kDepartmentAdmin,
                               kInstituteAdmin = academy::Role::kInstituteAdmin,
                               kAcademyAdmin = academy::Role::kAcademyAdmin;

}  // namespace xueshi::web
