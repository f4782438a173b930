#include "database/schema.h"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "base/error.h"
#include "database/session.h"
#include "seal/hash.h"

namespace xueshi::database {

namespace {

// {text} is `text collate "C"` on PostgreSQL, so that every order and comparison is byte order on
// both; {clustered} stores an SQLite table in the order of its key; a statement that begins with
// {sqlite} or {postgresql} is for that one alone.
using Migration = std::vector<const char*>;

const Migration kYearEnd = {
    "create table org (id bigint primary key, code {text} not null unique, name {text} not null,"
    " parent {text} not null, level bigint not null, lo bigint not null, hi bigint not null)",
    "create index org_lo on org (lo)",

    "create table person (id bigint primary key, employee {text} not null unique, name {text} not "
    "null,"
    " login {text} not null unique, org_id bigint not null references org (id), post {text},"
    " division_level bigint not null, hired {text}, left_on {text}, hours_required bigint not null,"
    " email {text} not null)",
    "create index person_org on person (org_id)",

    "create table role_grant (person_id bigint not null references person (id), role {text} not "
    "null,"
    " org_id bigint not null references org (id), primary key (person_id, role, org_id))",

    "create table headcount (org_id bigint not null references org (id), year bigint not null,"
    " headcount bigint not null, primary key (org_id, year))",

    "create table plan (id bigint primary key, number {text} not null unique, year bigint not null,"
    " form {text} not null, kind {text} not null, title {text} not null,"
    " org_id bigint not null references org (id), category {text} not null, month {text} not null,"
    " seconds bigint not null, days_millis bigint not null, headcount bigint not null, budget_fen "
    "bigint not null,"
    " organiser {text} not null, place_kind {text} not null, address {text} not null, contact "
    "{text} not null,"
    " phone {text} not null, funding_requested bigint not null, excellence {text} not null,"
    " material {text} not null, technical_support bigint not null, review {text} not null,"
    " publication {text} not null, execution {text} not null, withdrawal {text} not null,"
    " withdrawal_reason {text} not null)",
    "create index plan_org_year on plan (org_id, year)",

    // A pre-filled class stands for a plan whose own class has not come yet.
    "create table class (id bigint primary key, number {text} not null unique,"
    " plan_id bigint unique references plan (id), prefilled bigint not null, title {text} not null,"
    " org_id bigint not null references org (id), year bigint not null, category {text} not null,"
    " start_at {text} not null, end_at {text} not null, seconds bigint not null,"
    " days_millis bigint not null, headcount bigint not null, staff_count bigint not null default "
    "0,"
    " budget_fen bigint not null, excellent bigint not null, venue {text} not null default '',"
    " audience {text} not null default '', goal {text} not null default '',"
    " content {text} not null default '', execution {text} not null,"
    " outcome {text} not null default '', contact {text} not null default '',"
    " phone {text} not null default '', research_count bigint, management_count bigint,"
    " support_count bigint, outside_count bigint, funding_channel {text} not null default '',"
    " place_kind {text} not null default '', shown_at_branch {text} not null default '',"
    " posts {text} not null default '', keywords {text} not null default '',"
    " remark {text} not null default '', mode {text} not null default '',"
    " organiser {text} not null default '', email {text} not null default '',"
    " visibility {text} not null default '', enrolment_open {text} not null default '',"
    " enrolment_reviewed {text} not null default '', enrolment_from {text}, enrolment_to {text})",
    "create index class_org_year on class (org_id, year)",

    "create table attendee (class_id bigint not null references class (id),"
    " person_id bigint not null references person (id), seconds bigint, confirmed bigint not null,"
    " primary key (class_id, person_id)){clustered}",
    "create index attendee_person on attendee (person_id)",

    // The names of the sources of hours; data, not code: a policy may take new ones.
    "create table source (id bigint primary key, name {text} not null unique)",

    // The person leads the key, so that the table can be partitioned by it. `posted` keeps what
    // rosters post apart from what people enter: a record whose category is put right stays itself.
    "create table record (person_id bigint not null references person (id), posted bigint not null,"
    " number {text} not null, source_id bigint not null references source (id),"
    " year bigint not null, title {text} not null, organiser {text} not null,"
    " start_at {text} not null, end_at {text}, seconds bigint not null, status {text} not null,"
    " category {text} not null, primary key (person_id, posted, number)){clustered}",
    "create index record_sums on record (person_id, year, source_id, status, seconds)",

    "create table exam (person_id bigint not null references person (id), number {text} not null,"
    " year bigint not null, title {text} not null, passed bigint not null,"
    " primary key (person_id, number)){clustered}",

    "create table backbone_report (org_id bigint not null references org (id), year bigint not "
    "null,"
    " status {text} not null, headcount bigint not null, quota_hundredths bigint not null,"
    " required bigint not null, primary key (org_id, year))",
    "create table backbone_reported (org_id bigint not null references org (id), year bigint not "
    "null,"
    " person_id bigint not null references person (id), primary key (org_id, year, person_id))",
    "create table backbone_frozen (org_id bigint not null references org (id), year bigint not "
    "null,"
    " position bigint not null, employee {text} not null, name {text} not null, institute {text} "
    "not null,"
    " department {text} not null, total_seconds bigint not null, effective_seconds bigint not null,"
    " longest_seconds bigint not null, candidate bigint not null, met bigint not null,"
    " primary key (org_id, year, position))",

    "create table summary (org_id bigint not null references org (id), year bigint not null,"
    " status {text} not null, revision bigint not null, attendance bigint not null, classes bigint "
    "not null,"
    " carried_out bigint not null, met bigint not null, required bigint not null, headcount bigint "
    "not null,"
    " reported bigint not null, quota_hundredths bigint not null, average_people bigint not null,"
    " average_seconds bigint not null, total_seconds bigint not null, name {text} not null,"
    " typed_attendance bigint, funds_fen bigint, practice {text} not null, overview {text} not "
    "null,"
    " label_met {text} not null, label_required {text} not null, primary key (org_id, year))",
    "create table summary_revision (org_id bigint not null references org (id), year bigint not "
    "null,"
    " status {text} not null, revision bigint not null, attendance bigint not null, classes bigint "
    "not null,"
    " carried_out bigint not null, met bigint not null, required bigint not null, headcount bigint "
    "not null,"
    " reported bigint not null, quota_hundredths bigint not null, average_people bigint not null,"
    " average_seconds bigint not null, total_seconds bigint not null, name {text} not null,"
    " typed_attendance bigint, funds_fen bigint, practice {text} not null, overview {text} not "
    "null,"
    " label_met {text} not null, label_required {text} not null, primary key (org_id, year, "
    "revision))",
};

// Running items, who decided what about them, passwords, and the audit trail.
const Migration kWorkflows = {
    // One row, made with the database: names the files beside it that witness its audit trail.
    "create table installation (id {text} primary key)",

    // Every version of a graph that an item ever started with, by the hash of its text.
    "create table graph (id bigint primary key, name {text} not null, version {text} not null,"
    " content {text} not null, first_used {text} not null, unique (name, version))",

    // What a graph needs to know of an item beside its places, which stand with the item itself.
    // Made when something is first done to it. `origin`: where it was placed then.
    "create table item (subject {text} not null, number {text} not null,"
    " graph_id bigint not null references graph (id), revision bigint not null,"
    " author {text} not null, submitted_as {text} not null, origin {text} not null,"
    " primary key (subject, number)){clustered}",
    "create table verdict (subject {text} not null, number {text} not null,"
    " position bigint not null, org {text} not null, status {text} not null,"
    " remark {text} not null, employee {text} not null, primary key (subject, number, position))"
    "{clustered}",

    "alter table plan add column support_level {text} not null default ''",
    "alter table plan add column funding_rank bigint",
    "create table plan_template (id bigint primary key, name {text} not null,"
    " org_id bigint not null references org (id), shared bigint not null, content {text} not null,"
    " unique (org_id, name))",
    // The figures of a class that were approved last, where they are not its plan's.
    "create table class_approved (class_id bigint primary key references class (id),"
    " start_at {text} not null, end_at {text} not null, headcount bigint not null,"
    " days_millis bigint not null, budget_fen bigint not null)",
    "alter table attendee add column enrolment {text} not null default ''",

    // Few records wait for somebody; these are found by their number alone.
    "create index record_waiting on record (number) where status <> 'approved'",

    // Who fills an office is asked at every decision.
    "create index role_grant_office on role_grant (org_id, role)",

    "create table password (person_id bigint primary key references person (id),"
    " hash {text} not null, must_change bigint not null, issued_at {text} not null)",

    "create table audit (chain {text} not null, seq bigint not null, at {text} not null,"
    " at_real bigint not null, employee {text} not null, login {text} not null, role {text} not "
    "null, org {text} not null,"
    " subject {text} not null, item {text} not null, action {text} not null,"
    " remark {text} not null, before_text {text} not null, after_text {text} not null,"
    " policy {text} not null, graph {text} not null, outcome {text} not null,"
    " detail {text} not null, previous {text} not null, hash {text} not null,"
    " primary key (chain, seq)){clustered}",
    "create index audit_item on audit (subject, item)",
    "create table audit_head (chain {text} primary key, seq bigint not null, hash {text} not null)",
    "{sqlite}create trigger audit_no_update before update on audit begin"
    " select raise(abort, 'the audit trail is append-only'); end",
    "{sqlite}create trigger audit_no_delete before delete on audit begin"
    " select raise(abort, 'the audit trail is append-only'); end",
    // `replace into` deletes without asking the trigger above.
    "{sqlite}create trigger audit_no_replace before insert on audit when exists (select 1 from "
    "audit"
    " where chain = new.chain and seq = new.seq) begin"
    " select raise(abort, 'the audit trail is append-only'); end",
    "{postgresql}create function refuse_audit_change() returns trigger language plpgsql as"
    " 'begin raise exception using message = ''the audit trail is append-only''; end'",
    "{postgresql}create trigger audit_no_change before update or delete or truncate on audit"
    " for each statement execute function refuse_audit_change()",
};

// What runs by itself, and what was published.
const Migration kSchedules = {
    // The runs of schedules that were put into the queue.
    "create table occurrence (schedule {text} not null, planned {text} not null,"
    " year bigint not null, queued_at bigint not null, primary key (schedule, planned))",

    // One piece of work: a report of an institute and year, by one schedule (or by hand, into one
    // folder). Times are milliseconds since 1970 by the machine's own clock, the server's on
    // PostgreSQL; `fence` grows with every taking, and publishing asks for it; `wait_until`: how
    // long it waits for people who have not finished.
    "create table job (schedule {text} not null, year bigint not null, org {text} not null,"
    " report {text} not null, folder {text} not null, planned {text} not null,"
    " state {text} not null, run bigint not null, attempts bigint not null,"
    " not_before bigint not null, wait_until bigint not null, fence bigint not null,"
    " holder {text} not null,"
    " lease_until bigint not null, reason {text} not null,"
    " primary key (schedule, year, org, report)){clustered}",
    "create index job_open on job (state, not_before) where state in ('waiting', 'running')",

    // Every revision of every workbook that was published. `receipt` is derived from what it was
    // made from; policy, template and plugin are hashes of kept texts. `chain_seq`: how far the
    // institute's audit chain went when the data was read.
    "create table publication (folder {text} not null, org {text} not null, year bigint not null,"
    " report {text} not null, revision bigint not null, file {text} not null,"
    " sha256 {text} not null, size bigint not null, receipt {text} not null,"
    " policy {text} not null, page {text} not null, plugin {text} not null,"
    " plugin_version {text} not null, graphs {text} not null, inputs {text} not null,"
    " chain {text} not null, chain_seq bigint not null, schedule {text} not null,"
    " job_report {text} not null, job_run bigint not null, fence bigint not null,"
    " made_at {text} not null, made_real bigint not null, made_by {text} not null,"
    " primary key (folder, org, year, report, revision)){clustered}",
    "create index publication_sha256 on publication (sha256)",
    "create index publication_receipt on publication (receipt)",

    // Resolved policies, templates and plugins that something was published by.
    "create table kept_text (hash {text} primary key, kind {text} not null,"
    " content {text} not null)",

    // Few enrolments wait for somebody.
    "create index attendee_waiting on attendee (class_id) where enrolment = 'waiting'",
};

const std::vector<Migration>& migrations() {
  static const std::vector<Migration> kMigrations = {kYearEnd, kWorkflows, kSchedules};
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

// Another program's database must not get our tables by a slip in --db.
void refuse_strangers(Database& database) {
  if (database.is_postgresql() || has_migration_table(database)) return;
  if (ask_number(database.session().sql, "select count(*) from sqlite_master") > 0) {
    throw base::Error(base::ErrorKind::kDatabase, "数据库文件属于另一个程序，请检查 --db");
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

int newest_schema_version() { return static_cast<int>(migrations().size()); }

int schema_version(Database& database) {
  if (!has_migration_table(database)) return 0;
  return static_cast<int>(
      ask_number(database.session().sql, "select coalesce(max(number), 0) from migration"));
}

int run_migrations(Database& database) {
  soci::session& sql = database.session().sql;
  refuse_strangers(database);
  MigrationLock lock(database);
  int before = schema_version(database);
  for (int number = before + 1; number <= newest_schema_version(); ++number) {
    Transaction transaction(database, Transaction::Mode::kWrite);
    if (!has_migration_table(database)) sql << "create table migration (number bigint primary key)";
    if (schema_version(database) >= number) continue;  // another process was faster
    for (const char* statement : migrations()[static_cast<std::size_t>(number) - 1]) {
      std::string text = in_dialect(statement, database.is_postgresql());
      if (!text.empty()) sql << text;
    }
    sql << fmt::format("insert into migration (number) values ({})", number);
    transaction.commit();
  }
  make_installation_id(database);
  return newest_schema_version() - before;
}

}  // namespace xueshi::database
