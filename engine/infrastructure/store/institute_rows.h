// Rows that belong to one institute and year; for this room's own files.
#pragma once

#include <string_view>

#include "academy/scope.h"
#include "database/session.h"

namespace xueshi::store {

// The institute's id. Throws base::Error where it is not there or out of scope: the caller has
// looked before.
long long require_org(database::Database& database, const academy::Scope& scope,
                      std::string_view org);

// Deletes an institute's rows of a year from a table; returns how many went.
long long delete_rows(database::Sql& sql, const char* table, long long org, long long year);

}  // namespace xueshi::store
