#include "database/data_mark.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include "database/session.h"

namespace xueshi::database {

std::optional<DataMark> mark_of(Database& database, const std::string& table) {
  return guarded([&]() -> std::optional<DataMark> {
    Database::Session& session = database.session();
    // What is rolled back was never there.
    if (session.in_transaction && !session.reads_only) return std::nullopt;
    if (!session.postgresql) {
      return DataMark{session.serial, ask_number(session.sql, "pragma data_version"),
                      sqlite3_total_changes(session.native_sqlite())};
    }
    // Every row names the transaction that wrote it.
    DataMark mark;
    long long rows = 0, writers = 0;
    session.sql << fmt::format(
        "select count(*), coalesce(sum(xmin::text::bigint), 0)::bigint from {}", table),
        soci::into(rows), soci::into(writers);
    mark.others = writers;
    mark.own = rows;
    return mark;
  });
}

}  // namespace xueshi::database
