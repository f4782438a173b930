#include "store/database.h"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <sqlite3.h>

#include <filesystem>

#include "base/error.h"
#include "store/schema.h"
#include "store/session.h"

namespace xueshi::store {

namespace {

using base::Error;
using base::ErrorKind;

constexpr const char* kSqliteScheme = "sqlite:";

// Per connection: SQLite forgets them.
constexpr const char* kPragmas[] = {
    "pragma foreign_keys = on",    "pragma journal_mode = wal", "pragma synchronous = full",
    "pragma busy_timeout = 20000", "pragma temp_store = file",  "pragma cache_size = -16384",
};

// SOCI mangles postgresql:// URLs: they are taken apart by libpq and handed over as key=value.
std::string postgres_parameters(const std::string& url) {
  char* message = nullptr;
  PQconninfoOption* options = PQconninfoParse(url.c_str(), &message);
  if (options == nullptr) {
    PQfreemem(message);
    throw Error(ErrorKind::kDatabase,
                "the postgresql:// URL of --db cannot be read; check its form: "
                "postgresql://USER@HOST:PORT/DATABASE");
  }
  std::string parameters;
  for (PQconninfoOption* option = options; option->keyword != nullptr; ++option) {
    if (option->val == nullptr) continue;
    std::string value;
    for (const char* c = option->val; *c != 0; ++c) {
      if (*c == '\'' || *c == '\\') value += '\\';
      value += *c;
    }
    parameters += fmt::format("{}='{}' ", option->keyword, value);
  }
  PQconninfoFree(options);
  return parameters + "client_encoding=UTF8 connect_timeout=10";
}

bool is_sqlite_file(const std::string& file) {
  std::error_code error;
  auto size = std::filesystem::file_size(file, error);
  if (error || size == 0) return true;
  std::FILE* stream = std::fopen(file.c_str(), "rb");
  char head[16] = {};
  std::size_t got = stream == nullptr ? 0 : std::fread(head, 1, sizeof head, stream);
  if (stream != nullptr) std::fclose(stream);
  return got == sizeof head && std::string(head, 15) == "SQLite format 3";
}

void open_sqlite(soci::session& sql, const std::string& file, bool create) {
  if (!create && !std::filesystem::exists(file)) {
    throw Error(
        ErrorKind::kDatabase,
        fmt::format(
            "the database file {} does not exist; create it with: xueshi init --db sqlite:{}", file,
            file));
  }
  if (!is_sqlite_file(file)) {
    throw Error(ErrorKind::kDatabase,
                fmt::format("{} is not an SQLite database; check --db", file));
  }
  try {
    sql.open(soci::sqlite3, fmt::format("dbname=\"{}\" timeout=20", file));
    for (const char* pragma : kPragmas) sql << pragma;
  } catch (const soci::soci_error&) {
    throw Error(
        ErrorKind::kDatabase,
        fmt::format(
            "cannot open the database file {}: check the path, its permissions and the disk",
            file));
  }
}

void open_postgres(soci::session& sql, const std::string& url) {
  std::string parameters = postgres_parameters(url);
  try {
    sql.open(soci::postgresql, parameters);
    sql << "set client_min_messages = warning";
    sql << "set jit = off";
  } catch (const soci::soci_error&) {
    throw Error(ErrorKind::kDatabase,
                "cannot connect to the PostgreSQL server of --db: check that it runs, and the "
                "address, user, password and database name");
  }
}

Error sqlite_error(const soci::sqlite3_soci_error& error) {
  switch (error.result() & 0xFF) {
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
      return {ErrorKind::kDatabase,
              fmt::format("the database refused a statement (SQLite code {})", error.result())};
  }
}

Error postgres_error(const soci::postgresql_soci_error& error) {
  std::string state = error.sqlstate();
  if (state.empty() || state.substr(0, 2) == "08" || state.substr(0, 2) == "57" ||
      state == "     ") {
    return {ErrorKind::kDatabase,
            "the connection to the database was lost; nothing was changed. Try again"};
  }
  if (state == "53100")
    return {ErrorKind::kDisk, "the database server's disk is full; nothing was changed"};
  if (state == "40001" || state == "40P01") {
    return {ErrorKind::kDatabase,
            "somebody else changed the same data at the same time; try again"};
  }
  if (state == "42501")
    return {ErrorKind::kDatabase, "the database user lacks a permission; see the operator's page"};
  return {ErrorKind::kDatabase,
          fmt::format("the database refused a statement (SQLSTATE {})", state)};
}

}  // namespace

void rethrow_database_error() {
  try {
    throw;
  } catch (const soci::sqlite3_soci_error& error) {
    throw sqlite_error(error);
  } catch (const soci::postgresql_soci_error& error) {
    throw postgres_error(error);
  } catch (const soci::soci_error&) {
    throw Error(ErrorKind::kDatabase,
                "the database could not be used: the connection was lost or refused");
  }
}

sqlite3* Database::Session::native_sqlite() {
  return reinterpret_cast<sqlite3*>(
      static_cast<soci::sqlite3_session_backend*>(sql.get_backend())->conn_);
}

pg_conn* Database::Session::native_postgres() {
  return static_cast<soci::postgresql_session_backend*>(sql.get_backend())->conn_;
}

Database::Database(std::unique_ptr<Session> session) : session_(std::move(session)) {}
Database::~Database() = default;
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;

Database Database::open(const std::string& url, bool create) {
  auto session = std::make_unique<Session>();
  if (url.rfind(kSqliteScheme, 0) == 0) {
    open_sqlite(session->sql, url.substr(std::string(kSqliteScheme).size()), create);
  } else if (url.rfind("postgresql://", 0) == 0 || url.rfind("postgres://", 0) == 0) {
    open_postgres(session->sql, url);
    session->postgresql = true;
  } else {
    throw Error(ErrorKind::kDatabase, "--db must be sqlite:FILE or postgresql://…");
  }
  return Database(std::move(session));
}

bool Database::is_postgresql() const { return session_->postgresql; }

int Database::migrate() {
  return guarded([&] { return run_migrations(*this); });
}

void Database::require_current_schema() {
  int version = guarded([&] { return schema_version(*this); });
  if (version < newest_schema_version()) {
    throw Error(ErrorKind::kDatabase,
                fmt::format("the database has schema {}, this program needs {}: run xueshi init",
                            version, newest_schema_version()));
  }
  if (version > newest_schema_version()) {
    throw Error(ErrorKind::kDatabase,
                fmt::format("the database has schema {}, newer than this program's {}: use the "
                            "newer program",
                            version, newest_schema_version()));
  }
}

Transaction::Transaction(Database& database, Mode mode) : database_(database) {
  Database::Session& session = database.session();
  guarded([&] {
    if (session.postgresql) {
      session.sql << (mode == Mode::kWrite ? "begin isolation level repeatable read"
                                           : "begin isolation level repeatable read read only");
    } else {
      session.sql << (mode == Mode::kWrite ? "begin immediate" : "begin");
    }
  });
}

Transaction::~Transaction() {
  if (!open_) return;
  try {
    database_.session().sql << "rollback";
  } catch (const soci::soci_error&) {
    // The connection is gone, and the transaction with it.
  }
}

void Transaction::commit() {
  guarded([&] { database_.session().sql << "commit"; });
  open_ = false;
}

std::optional<base::Date> to_date(const Nullable<std::string>& column) {
  return column.is_null() ? std::nullopt : base::parse_date(column.value);
}

std::optional<base::LocalTime> to_time(const Nullable<std::string>& column) {
  return column.is_null() ? std::nullopt : base::parse_local_time(column.value);
}

std::optional<std::int64_t> to_number(const Nullable<long long>& column) {
  return column.is_null() ? std::nullopt : std::optional<std::int64_t>(column.value);
}

long long run(soci::session& sql, const std::string& statement) {
  soci::statement prepared(sql);
  prepared.alloc();
  prepared.prepare(statement);
  prepared.define_and_bind();
  prepared.execute(true);
  return prepared.get_affected_rows();
}

long long ask_number(soci::session& sql, const std::string& query) {
  long long answer = 0;
  sql << query, soci::into(answer);
  return answer;
}

}  // namespace xueshi::store
