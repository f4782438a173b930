#include "database/heal.h"

#include <libpq-fe.h>
#include <sqlite3.h>

#include <algorithm>
#include <thread>

#include "base/error.h"
#include "database/row_watch.h"
#include "database/session.h"

namespace xueshi::database {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kFirstPause{20};
constexpr milliseconds kLongestPause{2000};

// A server that ends a connection says why before it closes it: the end is behind those words.
bool has_ended(pg_conn* connection) {
  for (int reads = 0; reads < 3; ++reads) {
    if (PQconsumeInput(connection) == 0) return true;
  }
  return PQstatus(connection) != CONNECTION_OK;
}

bool is_broken_postgres(pg_conn* connection, bool in_transaction) {
  if (PQstatus(connection) != CONNECTION_OK || has_ended(connection)) return true;
  switch (PQtransactionStatus(connection)) {
    case PQTRANS_IDLE:
      return false;
    case PQTRANS_INTRANS:
    case PQTRANS_INERROR:
      return !in_transaction;
    default:  // a COPY or an answer was left in its middle
      return true;
  }
}

// A file that was removed or put in place anew would swallow what is written to the old one.
bool is_same_file(const Database::Session& session) {
  return session.file_mark == FileMark::of(session.file);
}

}  // namespace

bool Database::is_broken() const {
  if (session_->postgresql)
    return is_broken_postgres(session_->native_postgres(), session_->in_transaction);
  return !session_->in_transaction && sqlite3_get_autocommit(session_->native_sqlite()) == 0;
}

bool Database::answers() {
  if (is_broken()) return false;
  if (!session_->postgresql) return is_same_file(*session_);
  try {
    return ask_number(session_->sql, "select 1") == 1;
  } catch (const soci::soci_error&) {
    return false;
  }
}

bool Database::heal(milliseconds patience) {
  if (answers()) return false;
  Moment deadline = steady_clock::now() + patience;
  Database fresh = open_patiently(session_->url, deadline);
  if (session_->watch)
    fresh.session_->watch = std::make_unique<RowWatch>(session_->watch->tables());
  *this = std::move(fresh);
  return true;
}

Database open_patiently(const std::string& url, Moment deadline) {
  for (milliseconds pause = kFirstPause;; pause = std::min(2 * pause, kLongestPause)) {
    try {
      Database database = Database::open(url);
      database.require_current_schema();
      return database;
    } catch (const base::Error&) {
      auto left = std::chrono::duration_cast<milliseconds>(deadline - steady_clock::now());
      if (left <= milliseconds(0)) throw;
      std::this_thread::sleep_for(std::min(pause, left));
    }
  }
}

}  // namespace xueshi::database
