#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/number.h"
#include "database/online_copy.h"
#include "database/session.h"
#include "store/backup.h"
#include "store/client_program.h"
#include "store/dump_reader.h"

namespace xueshi::store {

namespace {

// Whoever restores owns what is restored; rights are given anew (`init --grant`).
constexpr const char* kWithoutOwners[] = {"--no-owner", "--no-privileges", "--no-password"};

std::vector<std::string> with_common(std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), std::begin(kWithoutOwners), std::end(kWithoutOwners));
  return arguments;
}

void run_to_end(ClientProgram& program) {
  std::string line;
  while (program.read_line(line)) {
  }
  program.finish();
}

void write_postgres_copy(database::Database& database, const std::filesystem::path& file) {
  require_client_program("pg_dump", database::server_version(database));
  constexpr const char* kTenMinutes = "--lock-wait-timeout=600000";
  ClientProgram program("pg_dump",
                        with_common({"--format=custom", "--file=" + file.string(), kTenMinutes,
                                     "--snapshot=" + database::export_snapshot(database),
                                     "--schema=" + database::render_name(database.session(),
                                                                         namespace_of(database))}),
                        database::client_environment(database));
  run_to_end(program);
}

// One column of the audit trail, by its name.
class Columns {
 public:
  explicit Columns(const DumpRow& row) : names_(row.columns), values_(row.values()) {}
  std::string text(const char* name) const {
    auto at = std::find(names_.begin(), names_.end(), name);
    return at == names_.end() ? "" : values_[static_cast<std::size_t>(at - names_.begin())];
  }
  std::int64_t number(const char* name) const {
    return base::parse_decimal(text(name), 0).value_or(0);
  }

 private:
  const std::vector<std::string>& names_;
  std::vector<std::string> values_;
};

AuditEntry audit_entry_of(const Columns& row) {
  AuditEntry entry;
  entry.chain = row.text("chain");
  entry.seq = row.number("seq");
  entry.at = row.text("at");
  entry.at_real = row.number("at_real");
  entry.employee = row.text("employee");
  entry.login = row.text("login");
  entry.role = row.text("role");
  entry.org = row.text("org");
  entry.subject = row.text("subject");
  entry.item = row.text("item");
  entry.action = row.text("action");
  entry.remark = row.text("remark");
  entry.before = read_audit_values(row.text("before_text"));
  entry.after = read_audit_values(row.text("after_text"));
  entry.policy = row.text("policy");
  entry.graph = row.text("graph");
  entry.outcome = row.text("outcome");
  entry.detail = row.text("detail");
  entry.seal = row.text("seal");
  entry.previous = row.text("previous");
  entry.hash = row.text("hash");
  return entry;
}

void take_row(const DumpRow& row, Contents& contents, const OnAudit& on_audit) {
  ++contents.rows[row.table];
  if (row.table == "audit") return on_audit(audit_entry_of(Columns(row)));
  if (row.table == "audit_head") {
    Columns head(row);
    contents.heads.push_back({head.text("chain"), head.number("seq"), head.text("hash")});
  } else if (row.table == "installation") {
    contents.installation = Columns(row).text("id");
  } else if (row.table == "migration") {
    contents.schema_version =
        std::max(contents.schema_version, static_cast<int>(Columns(row).number("number")));
  }
}

}  // namespace

void write_copy(database::Transaction& snapshot, const std::filesystem::path& file,
                const database::OnCopied& on_copied) {
  database::Database& database = snapshot.database();
  if (database.is_postgresql()) return write_postgres_copy(database, file);
  database::write_sqlite_copy(database, file, on_copied);
}

void require_postgres_reader(int version) { require_client_program("pg_restore", version); }

Contents read_postgres_copy(const std::filesystem::path& file, const OnAudit& on_audit) {
  Contents contents;
  DumpReader reader([&](const std::string& table) { contents.rows[table]; },
                    [&](const DumpRow& row) { take_row(row, contents, on_audit); });
  ClientProgram program("pg_restore", with_common({"--file=-", file.string()}), {});
  std::string line;
  while (program.read_line(line)) reader.add(line);
  program.finish();
  std::sort(contents.heads.begin(), contents.heads.end(),
            [](const AuditHead& a, const AuditHead& b) { return a.chain < b.chain; });
  return contents;
}

bool is_empty(database::Database& database) {
  const char* query =
      "select (select count(*) from pg_class c where c.relnamespace = "
      "current_schema()::regnamespace"
      " and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e'))"
      " + (select count(*) from pg_proc p where p.pronamespace = current_schema()::regnamespace"
      " and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e'))";
  return database::guarded(
      [&] { return database::ask_number(database.session().sql, query) == 0; });
}

void restore_postgres_copy(database::Database& database, const std::filesystem::path& file,
                           int version) {
  require_client_program("pg_restore", std::max(version, database::server_version(database)));
  std::string name = database::guarded([&] {
    std::string answer;
    database.session().sql << "select current_database()::text", database::into(answer);
    return answer;
  });
  // The schema itself is there already.
  ClientProgram program(
      "pg_restore",
      with_common({"--single-transaction", "--exit-on-error", "--schema=" + namespace_of(database),
                   "--dbname=" + name, file.string()}),
      database::client_environment(database));
  run_to_end(program);
  database::guarded([&] { database::run(database.session().sql, "analyze"); });
}

}  // namespace xueshi::store
