// Copies of a whole database: one consistent state of it in one file, and back.
//
// SQLite by its online backup, PostgreSQL by pg_dump and pg_restore. Others go on writing
// meanwhile.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "database/database.h"
#include "database/online_copy.h"
#include "store/audit.h"

namespace xueshi::store {

// What a database or a copy of one holds, as far as two can be compared without reading every
// value.
struct Contents {
  int schema_version = 0;
  std::string installation;
  std::map<std::string, std::int64_t> rows;  // of every table, by its name
  std::vector<AuditHead> heads;              // in byte order of chain

  bool operator==(const Contents&) const = default;
};

// Everything of one state, where a snapshot is open. Throws base::Error(kDatabase): older than the
// audit trail ("database.schema-old"), or newer than this program.
Contents fetch_contents(database::Database& database);

// Writes the state of the snapshot into a new file. Throws base::Error: kDisk, kDatabase, kProcess
// (pg_dump is absent or too old).
// Requires: a snapshot is open.
void write_copy(database::Transaction& snapshot, const std::filesystem::path& file,
                const database::OnCopied& on_copied);
// The schema of PostgreSQL that the tables are in; empty on SQLite.
std::string namespace_of(database::Database& database);

using OnAudit = std::function<void(const AuditEntry&)>;

// Reads a copy from its first to its last byte. Every row of the audit trail comes by, in no order.
// Throws base::Error where it cannot be read.
Contents read_sqlite_copy(const std::filesystem::path& file, const OnAudit& on_audit);
// Throws base::Error(kProcess) where pg_restore is absent, or older than that server's version.
void require_postgres_reader(int version);
// Requires: require_postgres_reader() of the server that it came from.
Contents read_postgres_copy(const std::filesystem::path& file, const OnAudit& on_audit);
// What SQLite itself finds wrong with the file: the number of faults; 0 where it is sound.
std::int64_t count_sqlite_faults(const std::filesystem::path& file);

// PostgreSQL: true where nothing is in the way of a restore.
bool is_empty(database::Database& database);
// Fills an empty database of PostgreSQL in one transaction. Throws base::Error; then it is as empty
// as before.
void restore_postgres_copy(database::Database& database, const std::filesystem::path& file,
                           int version);

}  // namespace xueshi::store
