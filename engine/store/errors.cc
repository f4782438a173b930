#include "store/errors.h"

#include <fmt/format.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <sqlite3.h>

#include "store/session.h"

namespace xueshi::store {

namespace {

using base::Error;
using base::ErrorKind;

constexpr const char* kNoSchema = "a table is missing in the database: run xueshi init";

Error refused(const char* code_name, std::string_view code) {
  return {ErrorKind::kDatabase,
          fmt::format("the database refused a statement ({} {}); nothing was changed", code_name,
                      code)};
}

}  // namespace

Error sqlite_error(int code, bool is_schema) {
  if (is_schema) return {ErrorKind::kDatabase, kNoSchema};
  switch (code & 0xFF) {
    case SQLITE_FULL:
      return {ErrorKind::kDisk,
              "the disk is full: the database could not be written; nothing was changed"};
    case SQLITE_IOERR:
      return {ErrorKind::kDisk,
              "the disk failed while the database was read or written; nothing was changed"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorKind::kDatabase,
              "the database is locked by another process; try again in a moment"};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      return {ErrorKind::kDatabase,
              "the database file cannot be written: check its permissions and its folder's"};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {ErrorKind::kDatabase, "the database file is damaged; restore it from a backup"};
    default:
      return refused("SQLite code", std::to_string(code));
  }
}

Error postgres_error(std::string_view state) {
  std::string_view area = state.substr(0, 2);
  if (state.empty() || state.find_first_not_of(' ') == state.npos || area == "08" || area == "57") {
    return {ErrorKind::kDatabase,
            "the connection to the database was lost; nothing was changed. Try again"};
  }
  if (state == "53100" || area == "58")
    return {ErrorKind::kDisk, "the database server's disk is full or failed; nothing was changed"};
  if (state == "40001" || state == "40P01" || state == "23505") {
    return {ErrorKind::kDatabase,
            "somebody else changed the same data at the same time; try again"};
  }
  if (state == "42501" || state == "25006")
    return {ErrorKind::kDatabase, "the database user lacks a permission; see the operator's page"};
  if (state == "42P01" || state == "42703") return {ErrorKind::kDatabase, kNoSchema};
  return refused("SQLSTATE", state);
}

void rethrow_database_error() {
  try {
    throw;
  } catch (const soci::sqlite3_soci_error& error) {
    std::string_view text = error.what();
    throw sqlite_error(error.result(), text.find("no such table") != text.npos ||
                                           text.find("no such column") != text.npos);
  } catch (const soci::postgresql_soci_error& error) {
    throw postgres_error(error.sqlstate());
  } catch (const soci::soci_error&) {
    throw Error(ErrorKind::kDatabase,
                "the database could not be used: the connection was lost or refused");
  }
}

}  // namespace xueshi::store
