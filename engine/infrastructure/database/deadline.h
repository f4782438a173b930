// Deadline: until when what is asked of a connection is answered.
#pragma once

#include <chrono>

#include "database/database.h"

namespace soci {
class session;
}

namespace xueshi::database {

// What is asked from now on has to be answered within that time: after it no statement begins, and
// one that is under way is ended by the database, both with base::Error(kDatabase,
// "database.too-long"); what the transaction did is undone, and the connection is good for the
// next. The server of PostgreSQL counts each statement from its own beginning. On SQLite a writer
// that is in the way is waited for five seconds at most.
// Requires: no transaction is open; `within` is more than nothing.
void begin_deadline(Database& database, std::chrono::milliseconds within);

// For this room's own files: the connection's (statement_cache.cc), at which its statements look
// before they are executed.
struct Deadline {
  using Moment = std::chrono::steady_clock::time_point;
  Moment at = Moment::max();
  std::chrono::milliseconds told{
      0};  // how long a statement may take, as the database knows; 0: it does not
  bool is_over() const { return at != Moment::max() && std::chrono::steady_clock::now() >= at; }
};
Deadline& deadline_of(soci::session& sql);

// Lifts it for as long as it lives: what is under way has to be ended, however late.
class WithoutDeadline {
 public:
  explicit WithoutDeadline(soci::session& sql)
      : deadline_(deadline_of(sql)), before_(deadline_.at) {
    deadline_.at = Deadline::Moment::max();
  }
  ~WithoutDeadline() { deadline_.at = before_; }
  WithoutDeadline(const WithoutDeadline&) = delete;

 private:
  Deadline& deadline_;
  Deadline::Moment before_;
};

}  // namespace xueshi::database
