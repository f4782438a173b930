// Seals: what an entry of the audit trail did to the rows that the trail answers for, so that a row
// that somebody changes with a tool of the database is found (`verify`, trail-agrees).
//
// Each row is hashed, and hashes are added up: what the trail says of a table and year, over all
// chains, is the sum over the rows that stand there. A row that was changed stands in the trail
// singly, before and after; so do new ones where an import brings few of them, else one sum for
// institute and year. What stood before a step of the schema is sealed as a whole with that step.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "database/database.h"
#include "database/row_watch.h"
#include "store/audit.h"

namespace xueshi::store {

// Flags of the installation: once up, they stay up.
inline constexpr const char* kFlag = "flag";
inline constexpr const char* kWitnessedFlag = "witnessed";
inline constexpr const char* kPasswordFlag = "require_password";

// One line of a seal.
struct Seal {
  bool came = true;   // the rows came, or went
  std::string table;  // of the database; kFlag for one of the installation's, named by `key`
  std::string place;  // code of the institute that they belong to, or of the root unit
  std::int64_t year = 0;
  std::vector<std::string> key;  // of a single row, in the columns' order; empty: several rows
  database::RowSum sum;

  bool operator==(const Seal&) const = default;
};

// Says that a flag went up.
Seal seal_of_flag(const std::string& flag);

std::string encode_seals(const std::vector<Seal>& seals);
// Lines that encode_seals() never wrote are left out.
std::vector<Seal> decode_seals(const std::string& text);

// From now on the connection watches what its transactions do to those rows.
void watch_rows(database::Database& database);
// What the transaction did to them since it began, or since this was asked last.
std::vector<Seal> take_seals(database::Transaction& transaction);

// The entry that seals everything that stands there; the chains that were there up to where it
// answers for them are its fields. Requires: the whole of a step of the schema, in its transaction.
inline constexpr const char* kSealSubject = "database";
inline constexpr const char* kSealAction = "seal";
void seal_what_stands(database::Transaction& transaction, int schema, const std::string& at);

// Of the rows of a table and year: a sum by place.
using SealedYear = std::pair<std::string, std::int64_t>;
using SealedSums = std::map<SealedYear, std::map<std::string, database::RowSum>>;
SealedSums sum_rows(database::Database& database);
// The rows of a table and year one by one, by their key. Streams.
void for_each_sealed_row(database::Database& database, const SealedYear& of,
                         const std::function<void(const std::vector<std::string>& key,
                                                  const database::RowSum& sum)>& on_row);
// What people call the rows of a table, and one of them: ("学习记录", "2007/L1").
std::string table_label(const std::string& table);
std::string row_name(database::Database& database, const std::string& table,
                     const std::vector<std::string>& key);

// "audit.audit_no_update": triggers of the schema that are not there any more, are switched off or
// say something else – they or, on PostgreSQL, the functions that they call –, and those that are
// none of its own: what one does in a session of the program's would pass for the program's.
std::vector<std::string> find_wrong_triggers(database::Database& database);
// Whether a flag of the installation is up.
bool is_flag_up(database::Database& database, const std::string& flag);

}  // namespace xueshi::store
