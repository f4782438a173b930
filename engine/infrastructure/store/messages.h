// What the audit trail tells somebody: done by others to what is theirs.
//
// Theirs are their learning records, their lines of rosters, the plans and classes that they
// submitted, and their password. Not scoped: what is about somebody, they may know.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "database/database.h"
#include "store/audit.h"

namespace xueshi::store {

struct Told {
  AuditEntry entry;
  std::string who;    // name of who did it; empty: the operator, or nobody who is here any more
  std::string title;  // of the record, plan or class; empty where it is there no more
  bool is_author = false;  // of a plan or class: they submitted it
};

// What was done later than `since` (milliseconds since 1970).
std::int64_t count_told(database::Database& database, std::string_view employee,
                        std::int64_t since);
// How many stand before an entry and with it; 0 for one that is not among them.
std::int64_t count_told_to(database::Database& database, std::string_view employee,
                           std::int64_t since, std::string_view chain, std::int64_t seq);
// The newest first; of the same moment by chain and seq downwards.
std::vector<Told> fetch_told(database::Database& database, std::string_view employee,
                             std::int64_t since, std::int64_t begin, std::int64_t size);

// Until when they have read it; 0: never.
std::int64_t find_message_look(database::Database& database, std::string_view employee);
// Never back.
void save_message_look(database::Transaction& transaction, std::string_view employee,
                       std::int64_t at);

}  // namespace xueshi::store
