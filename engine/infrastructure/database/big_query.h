// BigQuery: a query whose answer may be long, read in bounded memory; for this room's own files.
//
// libpq holds a whole answer: on PostgreSQL it comes through a cursor, a thousand rows at a time.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "database/session.h"
#include "database/values.h"

namespace xueshi::database {

class BigQuery {
 public:
  // `name` must be free on the session. `values`: those that the query's text has marks for.
  BigQuery(Database::Session& session, const std::string& name, const std::string& query,
           Values values = {})
      : BigQuery(session.sql, name, query, std::move(values)) {}
  BigQuery(soci::session& sql, const std::string& name, const std::string& query,
           Values values = {});
  ~BigQuery();
  BigQuery(const BigQuery&) = delete;

  // Where the columns go; in order, before the first fetch(). Whoever is bound must outlive this.
  template <typename... T>
  void bind(T&... columns) {
    (statement_.exchange(soci::into(columns)), ...);
  }
  void bind_all(std::vector<Nullable<std::string>>& columns) {
    for (Nullable<std::string>& column : columns) statement_.exchange(into(column));
  }
  soci::statement& statement() { return statement_; }

  // False after the last row.
  bool fetch();

 private:
  soci::session& sql_;
  bool by_cursor_;
  std::string name_;
  Values values_;
  soci::statement statement_;
  bool started_ = false;
};

}  // namespace xueshi::database
