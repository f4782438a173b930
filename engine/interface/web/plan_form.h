// The form of a plan 培训计划 as S3 has it; for this room's own files.
#pragma once

#include <string>
#include <vector>

#include "base/fields.h"
#include "training/plan.h"
#include "web/deeds.h"
#include "web/form.h"
#include "web/visit.h"

namespace xueshi::web {

inline constexpr Place kPlanPlace{"plan", "/admin/plans", "本机构计划"};

// Headings of the form, in its order; of a new plan what cannot be changed later too.
std::vector<std::string> plan_headings(bool is_new);

// With these values; choices are those of the years for which plans are made today, and of `year`.
std::vector<Field> plan_fields(const Visit& visit, const base::Fields& values, bool is_new,
                               base::Year year);

// What a plan made after this one begins with: 引用.
base::Fields fields_after(const Visit& visit, const training::Plan& plan);

}  // namespace xueshi::web
