#include "database/statement_cache.h"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <list>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "database/deadline.h"

namespace xueshi::database {

namespace {

using soci::details::statement_type;

// What has no parameters has its values in its text, and is not said twice.
bool is_worth_keeping(const std::string& query) { return query.find(':') != std::string::npos; }

// Statements that nobody uses now. One text may stand here several times: it was used nested.
template <typename Statement>
class Shelf {
 public:
  static constexpr std::size_t kMost = 200;

  std::optional<Statement> take(const std::string& text) {
    auto found = by_text_.find(text);
    if (found == by_text_.end()) return std::nullopt;
    Statement statement = std::move(found->second->statement);
    order_.erase(found->second);
    by_text_.erase(found);
    return statement;
  }

  // Gives back what has to make room for it: the one that was unused for longest.
  std::optional<Statement> give(const std::string& text, Statement statement) {
    order_.push_back({text, std::move(statement)});
    by_text_.emplace(text, std::prev(order_.end()));
    if (order_.size() <= kMost) return std::nullopt;
    return take(order_.front().text);
  }

  template <typename Use>
  void empty(Use use) {
    for (Kept& kept : order_) use(kept.statement);
    order_.clear();
    by_text_.clear();
  }

 private:
  struct Kept {
    std::string text;
    Statement statement;
  };
  std::list<Kept> order_;
  std::unordered_multimap<std::string, typename std::list<Kept>::iterator> by_text_;
};

// --- SQLite ---

using SqliteStatement = sqlite_api::sqlite3_stmt*;

struct KeepingSqliteSession : soci::sqlite3_session_backend {
  using sqlite3_session_backend::sqlite3_session_backend;
  ~KeepingSqliteSession() override { shelf.empty(sqlite_api::sqlite3_finalize); }
  soci::sqlite3_statement_backend* make_statement_backend() override;
  Shelf<SqliteStatement> shelf;
  Deadline deadline;
};

struct KeepingSqliteStatement : soci::sqlite3_statement_backend {
  explicit KeepingSqliteStatement(KeepingSqliteSession& session)
      : sqlite3_statement_backend(session), shelf(session.shelf), deadline(session.deadline) {}

  void prepare(const std::string& query, statement_type type) override {
    clean_up();
    keeps = is_worth_keeping(query);
    if (auto kept = keeps ? shelf.take(query) : std::nullopt) {
      stmt_ = *kept;
      databaseReady_ = true;
    } else {
      sqlite3_statement_backend::prepare(query, type);
    }
    text = query;
  }

  // Bound texts are the caller's and die with it; a statement half read would hold its lock.
  void clean_up() override {
    rowsAffectedBulk_ = -1;
    databaseReady_ = false;
    if (stmt_ == nullptr) return;
    SqliteStatement over = stmt_;
    stmt_ = nullptr;
    if (keeps) {
      sqlite_api::sqlite3_reset(over);
      sqlite_api::sqlite3_clear_bindings(over);
      over = shelf.give(text, over).value_or(nullptr);
    }
    sqlite_api::sqlite3_finalize(over);  // of nothing: nothing
  }

  exec_fetch_result execute(int number) override {
    if (deadline.is_over()) throw soci::sqlite3_soci_error("too long", SQLITE_INTERRUPT);
    return sqlite3_statement_backend::execute(number);
  }

  Shelf<SqliteStatement>& shelf;
  const Deadline& deadline;
  std::string text;
  bool keeps = false;
};

soci::sqlite3_statement_backend* KeepingSqliteSession::make_statement_backend() {
  return new KeepingSqliteStatement(*this);
}

struct KeepingSqlite : soci::backend_factory {
  KeepingSqliteSession* make_session(const soci::connection_parameters& parameters) const override {
    return new KeepingSqliteSession(parameters);
  }
};

// --- PostgreSQL ---

constexpr const char* kQueryCanceled = "57014";

struct PostgresStatement {
  std::string name;   // at the server
  std::string query;  // with $1 for :name
  std::vector<std::string> parameters;
};

struct KeepingPostgresSession : soci::postgresql_session_backend {
  using postgresql_session_backend::postgresql_session_backend;
  soci::postgresql_statement_backend* make_statement_backend() override;
  Shelf<PostgresStatement> shelf;
  Deadline deadline;
};

struct KeepingPostgresStatement : soci::postgresql_statement_backend {
  explicit KeepingPostgresStatement(KeepingPostgresSession& session)
      : postgresql_statement_backend(session, false), own_session(session) {}

  // The base would take it away at the server.
  ~KeepingPostgresStatement() override {
    if (statementName_.empty() || !keeps) return;
    auto over = own_session.shelf.give(text, {statementName_, query_, names_});
    statementName_ = over ? over->name : "";
  }

  void prepare(const std::string& query, statement_type type) override {
    keeps = is_worth_keeping(query);
    if (auto kept = keeps ? own_session.shelf.take(query) : std::nullopt) {
      statementName_ = kept->name;
      query_ = kept->query;
      names_ = kept->parameters;
      stType_ = soci::details::st_repeatable_query;
    } else {
      postgresql_statement_backend::prepare(query,
                                            keeps ? soci::details::st_repeatable_query : type);
    }
    text = query;
  }

  exec_fetch_result execute(int number) override {
    if (own_session.deadline.is_over())
      throw soci::postgresql_soci_error("too long", kQueryCanceled);
    return postgresql_statement_backend::execute(number);
  }

  KeepingPostgresSession& own_session;
  std::string text;
  bool keeps = false;
};

soci::postgresql_statement_backend* KeepingPostgresSession::make_statement_backend() {
  return new KeepingPostgresStatement(*this);
}

struct KeepingPostgres : soci::backend_factory {
  KeepingPostgresSession* make_session(
      const soci::connection_parameters& parameters) const override {
    return new KeepingPostgresSession(parameters, false);
  }
};

}  // namespace

Deadline& deadline_of(soci::session& sql) {
  soci::details::session_backend* backend = sql.get_backend();
  if (auto* sqlite = dynamic_cast<KeepingSqliteSession*>(backend)) return sqlite->deadline;
  return dynamic_cast<KeepingPostgresSession&>(*backend).deadline;
}

const soci::backend_factory& keeping_sqlite3() {
  static const KeepingSqlite kFactory;
  return kFactory;
}

const soci::backend_factory& keeping_postgresql() {
  static const KeepingPostgres kFactory;
  return kFactory;
}

}  // namespace xueshi::database
