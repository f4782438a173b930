#include "database/schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <map>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "database/schema_files.h"
#include "database/session.h"
#include "seal/hash.h"

namespace xueshi::database {

namespace {

const std::vector<Migration>& migrations() {
  static const std::vector<Migration> kMigrations = [] {
    std::vector<Migration> parsed;
    for (const SchemaFile& file : schema_files()) parsed.push_back(parse_migration(file.text));
    return parsed;
  }();
  return kMigrations;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

// Empty for a statement of the other dialect.
std::string in_dialect(const std::string& statement, bool postgresql) {
  std::string own = postgresql ? "{postgresql}" : "{sqlite}";
  std::string other = postgresql ? "{sqlite}" : "{postgresql}";
  if (statement.rfind(other, 0) == 0) return "";
  std::string text = replaced(statement, own, "");
  text = replaced(text, "{text}", postgresql ? "text collate \"C\"" : "text");
  return replaced(text, "{clustered}", postgresql ? "" : " without rowid");
}

bool has_migration_table(Database& database) {
  const char* query =
      database.is_postgresql()
          ? "select count(*) from information_schema.tables where table_name = 'migration'"
            " and table_schema = current_schema()"
          : "select count(*) from sqlite_master where type = 'table' and name = 'migration'";
  return ask_number(database.session().sql, query) > 0;
}

// Another program's database must not get our tables by a slip in its address.
void refuse_strangers(Database& database) {
  if (database.is_postgresql() || has_migration_table(database)) return;
  if (ask_number(database.session().sql, "select count(*) from sqlite_master") > 0) {
    throw base::Error(base::ErrorKind::kDatabase, "数据库文件属于另一个程序，请检查数据库的地址",
                      "database.strange");
  }
}

// Names the files beside the database; made once.
void make_installation_id(Database& database) {
  soci::session& sql = database.session().sql;
  if (schema_version(database) < newest_schema_version()) return;
  Transaction transaction(database, Transaction::Mode::kWrite);
  if (ask_number(sql, "select count(*) from installation") > 0) return;
  std::string id = seal::random_id(16);
  sql << "insert into installation (id) values (:id)", soci::use(id, "id");
  transaction.commit();
}

struct SchemaFunction {
  std::string name;
  std::string body;
};

// `create function NAME() returns … as …`: the body is quoted, a quote in it is written twice.
std::optional<SchemaFunction> find_function(const std::string& statement) {
  constexpr std::string_view kCreate = "create function ";
  constexpr char kQuote = '\x27';  // it is read here, not put together (tests/sql.py)
  if (statement.rfind(kCreate, 0) != 0) return std::nullopt;
  SchemaFunction function;
  function.name = statement.substr(kCreate.size(), statement.find('(') - kCreate.size());
  for (std::size_t i = statement.find(kQuote) + 1; i < statement.rfind(kQuote); ++i) {
    function.body += statement[i];
    if (statement[i] == kQuote) ++i;
  }
  return function;
}

// The function of a trigger; empty on SQLite.
std::string called_by(const std::string& trigger) {
  constexpr std::string_view kExecute = "execute function ";
  std::size_t at = trigger.find(kExecute);
  if (at == std::string::npos) return "";
  std::string name = trigger.substr(at + kExecute.size());
  return name.substr(0, name.find('('));
}

// One migrates at a time. SQLite's write transactions see to that by themselves; on PostgreSQL two
// would make the same table.
class MigrationLock {
 public:
  explicit MigrationLock(Database& database) : database_(database) { run("pg_advisory_lock"); }
  ~MigrationLock() {
    try {
      run("pg_advisory_unlock");
    } catch (const soci::soci_error&) {
      // The connection is gone, and the lock with it.
    }
  }
  MigrationLock(const MigrationLock&) = delete;

 private:
  void run(const char* function) {
    if (!database_.is_postgresql()) return;
    ask_number(database_.session().sql,
               fmt::format("select count(*) from (select {}(20160101)) lock", function));
  }

  Database& database_;
};

}  // namespace

// The lines of a statement, joined by one space: their layout is not part of it.
Migration parse_migration(std::string_view text) {
  Migration statements;
  std::string statement;
  for (const std::string& line : base::split(text, '\n')) {
    std::string_view piece = base::trim(line);
    if (piece.empty() || piece.substr(0, 2) == "--") continue;
    if (!statement.empty()) statement += ' ';
    statement += piece;
    if (statement.back() != ';') continue;
    statement.pop_back();
    statements.push_back(std::exchange(statement, ""));
  }
  assert(statement.empty());  // the last one ends, too
  return statements;
}

int newest_schema_version() { return static_cast<int>(migrations().size()); }

int schema_version(Database& database) {
  if (!has_migration_table(database)) return 0;
  return static_cast<int>(
      ask_number(database.session().sql, "select coalesce(max(number), 0) from migration"));
}

// `create trigger NAME after insert on TABLE … execute function NAME(…)`.
std::vector<SchemaTrigger> schema_triggers(bool postgresql) {
  std::vector<SchemaTrigger> triggers;
  std::map<std::string, std::string> bodies;
  for (const Migration& migration : migrations()) {
    for (const std::string& statement : migration) {
      std::string text(base::trim(in_dialect(statement, postgresql)));
      std::vector<std::string> words = base::split(text, ' ');
      if (auto function = find_function(text))
        bodies.insert_or_assign(function->name, function->body);
      if (words.size() < 3 || words[0] != "create" || words[1] != "trigger") continue;
      auto on = std::find(words.begin(), words.end(), "on");
      if (on != words.end() && on + 1 != words.end())
        triggers.push_back({words[2], *(on + 1), text, bodies[called_by(text)]});
    }
  }
  return triggers;
}

int run_migrations(Database& database, const OnMigrated& on_migrated) {
  soci::session& sql = database.session().sql;
  refuse_strangers(database);
  MigrationLock lock(database);
  int before = schema_version(database);
  for (int number = before + 1; number <= newest_schema_version(); ++number) {
    // Each statement sees what the locks of those before it waited for.
    Transaction transaction(database, Transaction::Mode::kDecide);
    if (!has_migration_table(database)) sql << "create table migration (number bigint primary key)";
    if (schema_version(database) >= number) continue;  // another process was faster
    for (const std::string& statement : migrations()[static_cast<std::size_t>(number) - 1]) {
      std::string text = in_dialect(statement, database.is_postgresql());
      if (!text.empty()) sql << text;
    }
    sql << fmt::format("insert into migration (number) values ({})", number);
    if (on_migrated && number == newest_schema_version()) on_migrated(transaction, number);
    transaction.commit();
  }
  make_installation_id(database);
  return newest_schema_version() - before;
}

}  // namespace xueshi::database
