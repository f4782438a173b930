// Files that were sent to the console and are not imported yet. Their bytes lie in the state folder
// under their id; times are milliseconds since 1970 by the machine's own clock.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "database/database.h"

namespace xueshi::store {

struct Upload {
  std::string id;        // random
  std::string employee;  // who sent it, in which role
  std::string role;      // academy::word
  std::string org;
  std::int64_t at = 0;
  std::string kind;  // of its rows: "people"
  std::string name;  // as its owner calls it
  std::string sha256;
  std::int64_t size = 0;
  std::string state;   // what came of it
  std::string result;  // what was found, as JSON

  bool operator==(const Upload&) const = default;
};

std::optional<Upload> find_upload(database::Database& database, std::string_view id);
// False where there is no such person or unit.
bool add_upload(database::Transaction& transaction, const Upload& upload);
void save_upload(database::Transaction& transaction, std::string_view id, const std::string& state,
                 const std::string& result);
// From one state to another; false where it is not there, or at another one by now.
bool move_upload(database::Transaction& transaction, std::string_view id, std::string_view from,
                 std::string_view to);
// Removes those from before; returns their ids.
std::vector<std::string> remove_old_uploads(database::Transaction& transaction,
                                            std::int64_t before);

}  // namespace xueshi::store
