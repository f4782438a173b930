// How a scope becomes part of a query; for this room's own files.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <string>

#include "academy/scope.h"
#include "database/session.h"

namespace xueshi::store {

// Text for a `where`: `o` is the unit's alias. Bind lo and hi with `lo` and `hi`.
inline constexpr const char* kInScope = " o.lo >= :lo and o.lo < :hi ";
// The same for people: a learner's scope holds that learner alone. Bind `self` too.
inline constexpr const char* kPersonInScope =
    " ((o.lo >= :lo and o.lo < :hi) or p.employee = :self) ";

// The same with the numbers themselves. `o`: the unit's alias.
inline std::string in_range(std::int64_t lo, std::int64_t hi, const char* o = "o") {
  return fmt::format("{0}.lo >= {1} and {0}.lo < {2}", o, lo, hi);
}
inline std::string in_scope(const academy::Scope& scope, const char* o = "o") {
  return in_range(scope.range().lo, scope.range().hi, o);
}

struct ScopeValues {
  explicit ScopeValues(const academy::Scope& scope)
      : lo(scope.range().lo), hi(scope.range().hi), self(scope.employee()) {}
  ScopeValues(long long from, long long to) : lo(from), hi(to) {}
  long long lo;
  long long hi;
  std::string self;
};

// The id of a unit in the scope; 0 where there is none.
long long find_org_id(database::Sql& sql, const academy::Scope& scope, std::string_view code);

}  // namespace xueshi::store
