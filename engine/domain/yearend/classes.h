// Which classes count (domain.md §4, D): classes of the year, of the institute and all units below,
// that have no plan, or whose plan is finally approved and not withdrawn.
#pragma once

#include "training/plan.h"

namespace xueshi::yearend {

// `plan` is null for a class without one.
bool counts(const training::TrainingClass& training_class, const training::Plan* plan);

}  // namespace xueshi::yearend
