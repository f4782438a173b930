#include "database/big_query.h"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <soci/postgresql/soci-postgresql.h>

#include "database/deadline.h"

namespace xueshi::database {

namespace {

pg_conn* native(soci::session& sql) {
  return static_cast<soci::postgresql_session_backend*>(sql.get_backend())->conn_;
}

}  // namespace

BigQuery::BigQuery(soci::session& sql, const std::string& name, const std::string& query,
                   Values values)
    : sql_(sql),
      by_cursor_(sql.get_backend_name() == "postgresql"),
      name_("xueshi_" + name),
      values_(std::move(values)),
      statement_(sql) {
  statement_.alloc();
  if (!by_cursor_) {
    statement_.prepare(query);
    values_.bind(statement_);
    return;
  }
  // Outside a transaction only a held cursor lives on.
  bool alone = PQtransactionStatus(native(sql)) == PQTRANS_IDLE;
  run(sql, fmt::format("declare {} cursor {} for {}", name_, alone ? "with hold" : "", query),
      std::move(values_));
  statement_.prepare(fmt::format("fetch 1000 from {}", name_));
}

BigQuery::~BigQuery() {
  if (!by_cursor_) return;
  WithoutDeadline however_late(sql_);
  try {
    run(sql_, "close " + name_);
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
  if (!by_cursor_) return false;
  statement_.execute();  // the next thousand
  return statement_.fetch();
}

}  // namespace xueshi::database
