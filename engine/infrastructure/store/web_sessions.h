// Sessions of the console: who is signed in, in which role. Times are milliseconds since 1970 by
// the machine's own clock. Not scoped: there is no actor before one was found.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "database/database.h"

namespace xueshi::store {

struct WebSession {
  std::string token;  // the SHA-256 of what the browser holds
  std::string employee;
  std::string login;
  std::string name;
  std::string role;            // academy::word
  std::string org;             // where the role is held; code
  std::string form_key;        // what every form of this session carries
  std::int64_t begun = 0;      // signed in
  std::int64_t seen = 0;       // asked for a page last
  std::int64_t confirmed = 0;  // gave the password once more; 0: never
  std::string address;
  std::string browser;
  std::string notice;        // to be shown once
  bool must_change = false;  // the password is the first one

  bool operator==(const WebSession&) const = default;
};

// Absent where nobody has that token, or the person has no password any more.
std::optional<WebSession> find_web_session(database::Database& database, std::string_view token);
// Of one person, the latest seen first.
std::vector<WebSession> fetch_web_sessions(database::Database& database, std::string_view employee);

// False where there is no such person or unit.
bool add_web_session(database::Transaction& transaction, const WebSession& session);
void touch_web_session(database::Transaction& transaction, std::string_view token,
                       std::int64_t seen);
void save_notice(database::Transaction& transaction, std::string_view token,
                 const std::string& notice);
void remove_web_session(database::Transaction& transaction, std::string_view token);
// All of a person but the one of that token (empty: all); returns how many there were.
std::int64_t remove_web_sessions_of(database::Transaction& transaction, std::string_view employee,
                                    std::string_view except_token = "");
// Those not seen since, and those that began before.
void remove_old_web_sessions(database::Transaction& transaction, std::int64_t seen_before,
                             std::int64_t begun_before);

}  // namespace xueshi::store
