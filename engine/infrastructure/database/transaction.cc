#include <soci/sqlite3/soci-sqlite3.h>
#include <unistd.h>

#include <cassert>
#include <chrono>
#include <stdexcept>
#include <thread>

#include "base/error.h"
#include "database/deadline.h"
#include "database/errors.h"
#include "database/row_watch.h"
#include "database/session.h"

namespace xueshi::database {

namespace {

const char* begin_of(const Database::Session& session, Transaction::Mode mode) {
  if (!session.postgresql)
    return mode == Transaction::Mode::kSnapshot ? "begin" : "begin immediate";
  switch (mode) {
    case Transaction::Mode::kWrite:
      return "begin isolation level repeatable read";
    case Transaction::Mode::kDecide:
      return "begin isolation level read committed";
    case Transaction::Mode::kSnapshot:
      return "begin isolation level repeatable read read only";
  }
  return "";
}

// The first to write to a file that nobody may write is told which file that is.
void begin(Database::Session& session, Transaction::Mode mode) {
  try {
    session.sql << begin_of(session, mode);
  } catch (const soci::sqlite3_soci_error& error) {
    int cause = error.result() & 0xFF;
    if (cause == SQLITE_READONLY || cause == SQLITE_CANTOPEN)
      throw sqlite_file_error(error.result(), session.file);
    throw;
  }
}

void roll_back(Database::Session& session) {
  session.in_transaction = false;
  if (session.watch) session.watch->forget();
  WithoutDeadline however_late(session.sql);
  try {
    session.sql << "rollback";
  } catch (const soci::soci_error&) {
    // The connection is gone, and the transaction with it.
  }
}

}  // namespace

Transaction::Transaction(Database& database, Mode mode) : database_(database), mode_(mode) {
  Database::Session& session = database.session();
  assert(!session.in_transaction);  // PostgreSQL would take a nested one without a word
  guarded([&] {
    if (session.watch && mode != Mode::kSnapshot) session.watch->begin(session);
    begin(session, mode);
    session.in_transaction = true;
    session.reads_only = mode == Mode::kSnapshot;
    try {
      // A snapshot is taken by its first read.
      if (mode == Mode::kSnapshot) ask_number(session.sql, "select count(*) from migration");
    } catch (const soci::soci_error&) {
      roll_back(session);
      throw;
    }
  });
}

Transaction::~Transaction() {
  if (open_) roll_back(database_.session());
}

void Transaction::commit() {
  const auto& watch = database_.session().watch;
  if (watch && !reads_only() && watch->has_left())
    throw std::logic_error("rows were changed that no entry of the trail answers for");
  try {
    database_.session().sql << "commit";
  } catch (const soci::soci_error&) {
    rethrow_commit_error();
  }
  database_.session().in_transaction = false;
  open_ = false;
}

void retried(const std::function<void()>& work) {
  constexpr int kMostTries = 12;
  for (int attempt = 1;; ++attempt) {
    try {
      return work();
    } catch (const base::Error& error) {
      if (error.kind() != base::ErrorKind::kConflict || attempt == kMostTries) throw;
    }
    // Pauses differ by process and thread, so that two that met do not meet again.
    std::size_t who = std::hash<std::thread::id>()(std::this_thread::get_id()) / 64 +
                      static_cast<std::size_t>(::getpid());
    auto pause = std::chrono::milliseconds(attempt * attempt * (1 + static_cast<int>(who % 7)));
    std::this_thread::sleep_for(pause);
  }
}

}  // namespace xueshi::database
