#include "database/session.h"

#include <libpq-fe.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <sys/stat.h>

#include <atomic>
#include <memory>

namespace xueshi::database {

FileMark FileMark::of(const std::string& file) {
  struct stat found {};
  return ::stat(file.c_str(), &found) == 0 ? FileMark{found.st_dev, found.st_ino} : FileMark{};
}

std::int64_t next_serial() {
  static std::atomic<std::int64_t> last{0};
  return ++last;
}

sqlite3* Database::Session::native_sqlite() {
  return reinterpret_cast<sqlite3*>(
      static_cast<soci::sqlite3_session_backend*>(sql.get_backend())->conn_);
}

pg_conn* Database::Session::native_postgres() {
  return static_cast<soci::postgresql_session_backend*>(sql.get_backend())->conn_;
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

std::string render_name(Database::Session& session, const std::string& name) {
  if (!session.postgresql) {
    std::unique_ptr<char, void (*)(void*)> text(sqlite_api::sqlite3_mprintf("\"%w\"", name.c_str()),
                                                sqlite_api::sqlite3_free);
    return text.get();
  }
  std::unique_ptr<char, void (*)(void*)> text(
      PQescapeIdentifier(session.native_postgres(), name.data(), name.size()), PQfreemem);
  // It refuses what is not in the connection's encoding.
  if (!text) throw soci::soci_error("not a name");
  return text.get();
}

long long run(soci::session& sql, const std::string& statement, Values values) {
  soci::statement prepared(sql);
  prepared.alloc();
  prepared.prepare(statement, soci::details::st_one_time_query);
  values.bind(prepared);
  prepared.define_and_bind();
  prepared.execute(true);
  return prepared.get_affected_rows();
}

long long ask_number(soci::session& sql, const std::string& query, Values values) {
  long long answer = 0;
  soci::statement asked(sql);
  asked.alloc();
  asked.prepare(query, soci::details::st_one_time_query);
  asked.exchange(soci::into(answer));
  values.bind(asked);
  asked.define_and_bind();
  asked.execute(true);
  return answer;
}

}  // namespace xueshi::database
