// The inside of a Database; for this room's own files only.
#pragma once

#include <soci/soci.h>
#include <sys/types.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/date.h"
#include "database/database.h"
#include "database/values.h"

struct sqlite3;
struct pg_conn;

namespace xueshi::database {

// Which file a name stood for: another one may take its place.
struct FileMark {
  dev_t device = 0;
  ino_t number = 0;
  static FileMark of(const std::string& file);  // of a missing file: nothing's
  bool operator==(const FileMark&) const = default;
};

class RowWatch;

std::int64_t next_serial();

// What PostgreSQL said of a table, and the snapshot it was asked in: in the same snapshot it would
// say the same.
struct KeptMark {
  std::string snapshot;
  std::int64_t rows = 0;
  std::int64_t writers = 0;  // the sum of who wrote them
};

struct Database::Session {
  Session();
  ~Session();

  soci::session sql;
  std::string url;
  std::string file;  // of SQLite
  FileMark file_mark;
  std::int64_t serial = next_serial();  // of all connections of the process
  bool postgresql = false;
  bool in_transaction = false;
  bool reads_only = false;                  // the transaction is a snapshot
  std::map<std::string, KeptMark> marks{};  // by table (data_mark.cc)
  std::unique_ptr<RowWatch> watch;          // where the rows of some tables are watched

  sqlite3* native_sqlite();    // Requires: !postgresql
  pg_conn* native_postgres();  // Requires: postgresql
};

// For the files that ask and write: what they use of SOCI.
using Sql = soci::session;
using Statement = soci::statement;
using Indicator = soci::indicator;
using soci::i_null;
using soci::i_ok;
using soci::into;
using soci::use;

// Rethrows what a backend throws as base::Error with a sentence of our own: texts of the backends
// hold bound values.
[[noreturn]] void rethrow_database_error();

// Runs `work`, mapping every backend error.
template <typename Work>
auto guarded(Work work) -> decltype(work()) {
  try {
    return work();
  } catch (const soci::soci_error&) {
    rethrow_database_error();
  }
}

// A column that may be null.
template <typename T>
struct Nullable {
  T value{};
  soci::indicator indicator = soci::i_ok;
  bool is_null() const { return indicator == soci::i_null; }
};

template <typename T>
auto into(Nullable<T>& column) {
  return soci::into(column.value, column.indicator);
}

std::optional<base::Date> to_date(const Nullable<std::string>& column);
std::optional<base::LocalTime> to_time(const Nullable<std::string>& column);
std::optional<std::int64_t> to_number(const Nullable<long long>& column);

// A table or column by a name that the database itself told, as its queries take it.
std::string render_name(Database::Session& session, const std::string& name);

// Runs a statement without results; returns how many rows it touched.
long long run(soci::session& sql, const std::string& statement, Values values = {});
// The one number that a query answers with.
long long ask_number(soci::session& sql, const std::string& query, Values values = {});

}  // namespace xueshi::database
