#include <cassert>

#include "store/session.h"

namespace xueshi::store {

namespace {

const char* begin_of(const Database::Session& session, Transaction::Mode mode) {
  if (!session.postgresql)
    return mode == Transaction::Mode::kSnapshot ? "begin" : "begin immediate";
  switch (mode) {
    case Transaction::Mode::kWrite:
      return "begin isolation level repeatable read";
    case Transaction::Mode::kAppend:
      return "begin isolation level read committed";
    case Transaction::Mode::kSnapshot:
      return "begin isolation level repeatable read read only";
  }
  return "";
}

}  // namespace

Transaction::Transaction(Database& database, Mode mode) : database_(database) {
  Database::Session& session = database.session();
  assert(!session.in_transaction);  // PostgreSQL would take a nested one without a word
  guarded([&] {
    session.sql << begin_of(session, mode);
    session.in_transaction = true;
    // A snapshot is taken by its first read.
    if (mode == Mode::kSnapshot) ask_number(session.sql, "select count(*) from migration");
  });
}

Transaction::~Transaction() {
  if (!open_) return;
  database_.session().in_transaction = false;
  try {
    database_.session().sql << "rollback";
  } catch (const soci::soci_error&) {
    // The connection is gone, and the transaction with it.
  }
}

void Transaction::commit() {
  guarded([&] { database_.session().sql << "commit"; });
  database_.session().in_transaction = false;
  open_ = false;
}

}  // namespace xueshi::store
