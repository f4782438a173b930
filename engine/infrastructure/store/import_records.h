// What the rows of an import put on record, and whose it is; for this room's own files.
#pragma once

#include <functional>
#include <vector>

#include "academy/scope.h"
#include "store/import_values.h"
#include "store/upsert.h"

namespace xueshi::store {

std::vector<OfSomebodyElse> find_of_somebody_else(database::Sql& sql, const TargetSpec& spec,
                                                  const academy::Scope& scope);

std::vector<RoleElsewhere> find_roles_elsewhere(database::Sql& sql, const TargetSpec& spec,
                                                base::Date today);

// Requires: the kind puts something on record.
void for_each_person(database::Sql& sql, const TargetSpec& spec, const academy::Scope& scope,
                     const std::function<void(const PersonRecords&)>& on_person);

}  // namespace xueshi::store
