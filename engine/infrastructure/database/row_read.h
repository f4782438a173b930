// Reading rows into values; for this room's own files.
//
// A Row has bind(soci::statement&), which says where its columns go, and value().
#pragma once

#include <optional>
#include <vector>

#include "database/session.h"

namespace xueshi::database {

// Requires: the statement is prepared, its parameters are exchanged.
template <typename Row>
auto fetch_rows(soci::statement& query, Row& row) {
  std::vector<std::decay_t<decltype(row.value())>> values;
  row.bind(query);
  query.define_and_bind();
  query.execute();
  while (query.fetch()) values.push_back(row.value());
  return values;
}

// The first; absent where there is none. Requires: likewise.
template <typename Row>
auto find_row(soci::statement& query, Row& row)
    -> std::optional<std::decay_t<decltype(row.value())>> {
  row.bind(query);
  query.define_and_bind();
  if (!query.execute(true)) return std::nullopt;
  return row.value();
}

}  // namespace xueshi::database
