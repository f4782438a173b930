#include "upkeep/init.h"

#include <fmt/format.h>

#include <algorithm>

#include "audit/witness.h"
#include "base/error.h"
#include "database/daily_role.h"
#include "database/database.h"
#include "database/schema.h"
#include "session/session.h"
#include "store/backup.h"
#include "store/people.h"
#include "store/seals.h"

namespace xueshi::upkeep {

namespace {

namespace fs = std::filesystem;

// Those of the first schema have no number that a manifest could name, nor have those whose making
// was broken off.
bool has_number(database::Database& database, int schema) {
  constexpr int kFirstWithNumber = 2;
  if (schema < kFirstWithNumber) return false;
  try {
    return !store::installation_id(database).empty();
  } catch (const base::Error& error) {
    if (error.code() == "database.no-schema") return false;
    throw;
  }
}

// "backup-of-schema-4-20261129-0200", beside the witness.
fs::path backup_folder(const session::Settings& settings, int schema) {
  std::string at = base::render(session::make_clock(settings)->now());
  std::erase_if(at, [](char c) { return c == '-' || c == ':'; });
  std::replace(at.begin(), at.end(), ' ', '-');
  fs::path beside = audit::Witness::in_place(settings, "").file().parent_path();
  fs::path folder = beside / fmt::format("backup-of-schema-{}-{}", schema, at);
  std::error_code error;
  for (int i = 2; fs::exists(folder, error); ++i)
    folder = beside / fmt::format("backup-of-schema-{}-{}-{}", schema, at, i);
  return folder;
}

// What a step of the schema does cannot be undone.
fs::path back_up(const session::Settings& settings, database::Database& database, int schema,
                 const OnBackup& on_progress) {
  fs::path folder = backup_folder(settings, schema);
  if (has_number(database, schema)) return create_backup(settings, folder, on_progress).folder;
  fs::create_directories(folder);
  database::Transaction snapshot(database, database::Transaction::Mode::kSnapshot);
  store::write_copy(
      snapshot, folder / (database.is_postgresql() ? "database.dump" : "database.sqlite"),
      [&](std::int64_t done, std::int64_t size) { on_progress("复制数据库", done, size); });
  return folder;
}

// What the step wrote into the trail, where it is witnessed at all: another's machine may migrate.
void witness_seal(const session::Settings& settings, database::Database& database) {
  audit::Witness witness = audit::Witness::of(settings, database);
  if (!witness.has_heads() || !witness.find_key()) return;
  if (auto head = store::find_audit_head(database, store::root_chain(database)))
    witness.add({*head});
}

}  // namespace

Initialised init_database(const session::Settings& settings, const std::string& daily_role,
                          const OnBackup& on_progress) {
  database::Database database = database::Database::open(settings.value("db"), /*create=*/true);
  Initialised result;
  int schema = database.schema_version();
  if (schema > database::newest_schema_version()) database.require_current_schema();
  bool has_data = schema > 0 && !store::fetch_orgs(database).empty();
  if (has_data && schema < database::newest_schema_version())
    result.backup = back_up(settings, database, schema, on_progress);
  result.migrations = database.migrate([&](database::Transaction& transaction, int newest) {
    store::seal_what_stands(transaction, newest,
                            base::render(session::make_clock(settings)->now()));
  });
  if (result.migrations > 0) {
    database::renew_daily_grants(database);
    if (has_data) witness_seal(settings, database);
  }
  if (!daily_role.empty()) database::grant_daily_work(database, daily_role);
  return result;
}

}  // namespace xueshi::upkeep
