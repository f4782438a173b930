#include "database/data_mark.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include "database/session.h"

namespace xueshi::database {

namespace {

// Every row names the transaction that wrote it.
void ask_rows(soci::session& sql, const std::string& table, KeptMark& mark) {
  long long rows = 0, writers = 0;
  sql << fmt::format("select count(*), coalesce(sum(xmin::text::bigint), 0)::bigint from {}",
                     table),
      soci::into(rows), soci::into(writers);
  mark.rows = rows;
  mark.writers = writers;
}

// The rows are asked only where anything was committed since: a snapshot says which transactions
// it sees. One that commits between the two questions shows in the next snapshot.
DataMark ask_postgres(Database::Session& session, const std::string& table) {
  std::string snapshot;
  session.sql << "select pg_current_snapshot()::text", soci::into(snapshot);
  KeptMark& kept = session.marks[table];
  if (kept.snapshot != snapshot) {
    ask_rows(session.sql, table, kept);
    kept.snapshot = snapshot;
  }
  return {0, kept.writers, kept.rows};
}

}  // namespace

std::optional<DataMark> mark_of(Database& database, const std::string& table) {
  return guarded([&]() -> std::optional<DataMark> {
    Database::Session& session = database.session();
    // What is rolled back was never there.
    if (session.in_transaction && !session.reads_only) return std::nullopt;
    if (session.postgresql) return ask_postgres(session, table);
    return DataMark{session.serial, ask_number(session.sql, "pragma data_version"),
                    sqlite3_total_changes(session.native_sqlite())};
  });
}

}  // namespace xueshi::database
