#include "store/big_query.h"

#include <fmt/format.h>
#include <libpq-fe.h>

namespace xueshi::store {

BigQuery::BigQuery(Database::Session& session, const std::string& name, const std::string& query)
    : session_(session), name_("xueshi_" + name), statement_(session.sql) {
  statement_.alloc();
  if (!session.postgresql) {
    statement_.prepare(query);
    return;
  }
  // Outside a transaction only a held cursor lives on.
  bool alone = PQtransactionStatus(session.native_postgres()) == PQTRANS_IDLE;
  run(session.sql,
      fmt::format("declare {} cursor {} for {}", name_, alone ? "with hold" : "", query));
  statement_.prepare(fmt::format("fetch 1000 from {}", name_));
}

BigQuery::~BigQuery() {
  if (!session_.postgresql) return;
  try {
    run(session_.sql, "close " + name_);
  } catch (const soci::soci_error&) {
    // The transaction failed, and the cursor went with it.
  }
}

bool BigQuery::fetch() {
  if (!started_) {
    started_ = true;
    statement_.define_and_bind();
    statement_.execute();
    return statement_.fetch();
  }
  if (statement_.fetch()) return true;
  if (!session_.postgresql) return false;
  statement_.execute();  // the next thousand
  return statement_.fetch();
}

}  // namespace xueshi::store
