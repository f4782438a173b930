#include "database/session.h"
#include "store/backup.h"

namespace xueshi::store {

Contents read_sqlite_copy(const std::filesystem::path& file, const OnAudit& on_audit) {
  database::Database database = database::Database::open_copy(file.string());
  database::Transaction snapshot(database, database::Transaction::Mode::kSnapshot);
  Contents contents = fetch_contents(database);
  for_each_audit_row(database, on_audit);
  return contents;
}

std::int64_t count_sqlite_faults(const std::filesystem::path& file) {
  database::Database database = database::Database::open_copy(file.string());
  return database::guarded([&] {
    database::Sql& sql = database.session().sql;
    std::int64_t faults = 0;
    std::string said;
    database::Statement rows =
        (sql.prepare << "pragma integrity_check(1000)", database::into(said));
    rows.execute();
    while (rows.fetch()) faults += said == "ok" ? 0 : 1;
    return faults + database::ask_number(sql, "select count(*) from pragma_foreign_key_check()");
  });
}

}  // namespace xueshi::store
