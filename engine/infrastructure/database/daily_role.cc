#include "database/daily_role.h"

#include <fmt/format.h>

#include <vector>

#include "base/error.h"
#include "database/session.h"

namespace xueshi::database {

namespace {

using base::Error;
using base::ErrorKind;

struct Grant {
  const char* tables;
  const char* privileges;
};

// Locking a row asks for `update` too.
constexpr Grant kGrants[] = {
    {"migration, installation", "select"},
    {"installation", "update (require_password, witnessed)"},
    {"audit, graph, publication, kept_text, source", "select, insert"},
    {"audit_head, org, person, role_grant, headcount, absence, exam, backbone_report, password,"
     " person_contact, message_look",
     "select, insert, update"},
    {"policy_proposal", "select, insert"},  // its text, and what it was proposed as, stay
    {"policy_proposal",
     "update (status, taken, proofs, cases_passed, people, required_before, required_after,"
     " met_before, met_after, gained, lost, newly_exempt, newly_required, candidates_before,"
     " candidates_after)"},
    {"backbone_reported, backbone_frozen, summary_revision", "select, insert, delete"},
    {"plan, class, attendee, record, summary, item, verdict, plan_template, class_approved,"
     " occurrence, job, wrong_password, web_session, sign_in_failure, form_key, upload, work",
     "select, insert, update, delete"},
};

// Statistics are the owner's to refresh; the role may ask for it.
constexpr const char* kRefresh =
    "create or replace function refresh_statistics() returns void language sql security definer"
    " set search_path = {}, pg_temp as"
    " 'analyze org, person, headcount, absence, plan, class, attendee, record,"
    " exam'";

bool holds(soci::session& sql, const std::string& condition, const std::string& role) {
  long long count = 0;
  sql << "select count(*) from pg_roles r where r.rolname = :role and (" + condition + ")",
      soci::use(role, "role"), soci::into(count);
  return count > 0;
}

struct TooMuch {
  const char* condition;
  const char* message;
};

constexpr TooMuch kTooMuch[] = {
    {"r.rolsuper", "是超级用户"},
    {"exists (select 1 from pg_class c where c.relnamespace = current_schema()::regnamespace and"
     " pg_has_role(r.oid, c.relowner, 'member'))",
     "是数据表的所有者，或属于所有者"},
    {"has_schema_privilege(r.oid, current_schema(), 'create')",
     "可以在该模式中建表（请先收回这一权限）"},
    {"has_table_privilege(r.oid, 'audit', 'update, delete, truncate, trigger')",
     "可以改动审计记录"},
};

void refuse_too_much(soci::session& sql, const std::string& role) {
  for (const TooMuch& each : kTooMuch) {
    if (!holds(sql, each.condition, role)) continue;
    throw Error(ErrorKind::kDatabase,
                fmt::format("角色 {} {}，不适合日常使用", role, each.message));
  }
}

std::string schema_of(Database::Session& session) {
  std::string schema;
  session.sql << "select current_schema()", soci::into(schema);
  return render_name(session, schema);
}

void grant(Database::Session& session, const std::string& role) {
  soci::session& sql = session.sql;
  std::string schema = schema_of(session), name = render_name(session, role);
  run(sql, fmt::format("revoke all on all tables in schema {} from {}", schema, name));
  // The schema may be somebody else's, who let everybody use it.
  if (!holds(sql, "has_schema_privilege(r.oid, current_schema(), 'usage')", role))
    run(sql, fmt::format("grant usage on schema {} to {}", schema, name));
  for (const Grant& each : kGrants)
    run(sql, fmt::format("grant {} on {} to {}", each.privileges, each.tables, name));
  run(sql, fmt::format(kRefresh, schema));
  run(sql, "revoke all on function refresh_statistics() from public");
  run(sql, fmt::format("grant execute on function refresh_statistics() to {}", name));
}

// The temporary table that every deed fills (row_watch.h). Everybody may make one unless somebody
// took that away; only who owns the database gives it back. Whether the role may.
bool grant_temporary(Database::Session& session, const std::string& role) {
  constexpr const char* kMay = "has_database_privilege(r.oid, current_database(), 'temporary')";
  constexpr const char* kMayGrant =
      "has_database_privilege(current_user, current_database(), 'temporary with grant option')";
  if (holds(session.sql, kMay, role)) return true;
  if (!holds(session.sql, kMayGrant, role)) return false;
  std::string database;
  session.sql << "select current_database()", soci::into(database);
  run(session.sql, fmt::format("grant temporary on database {} to {}",
                               render_name(session, database), render_name(session, role)));
  return true;
}

std::vector<std::string> roles_granted(soci::session& sql) {
  std::vector<std::string> roles;
  std::string role;
  soci::statement rows =
      (sql.prepare << "select distinct pg_get_userbyid(a.grantee) from pg_class c,"
                      " aclexplode(c.relacl) a where c.oid = 'audit'::regclass"
                      " and a.privilege_type = 'INSERT' and a.grantee not in (0, c.relowner)",
       soci::into(role));
  rows.execute();
  while (rows.fetch()) roles.push_back(role);
  return roles;
}

}  // namespace

void grant_daily_work(Database& database, const std::string& role) {
  if (!database.is_postgresql())
    throw Error(ErrorKind::kDatabase, "SQLite 数据库没有角色，不能授予权限", "database.no-roles");
  guarded([&] {
    soci::session& sql = database.session().sql;
    if (!holds(sql, "true", role)) {
      throw Error(ErrorKind::kDatabase,
                  fmt::format("没有名为 {} 的数据库角色，请先用 create role 建立", role),
                  "database.no-role");
    }
    Transaction transaction(database, Transaction::Mode::kDecide);
    if (!grant_temporary(database.session(), role)) {
      throw Error(
          ErrorKind::kDatabase,
          fmt::format("角色 {} 不能建立临时表，而每次办理都需要：请由数据库的所有者授予", role),
          "database.no-temporary");
    }
    grant(database.session(), role);
    refuse_too_much(sql, role);
    transaction.commit();
  });
}

void renew_daily_grants(Database& database) {
  if (!database.is_postgresql()) return;
  guarded([&] {
    Transaction transaction(database, Transaction::Mode::kDecide);
    for (const std::string& role : roles_granted(database.session().sql)) {
      grant(database.session(), role);
      grant_temporary(database.session(), role);
    }
    transaction.commit();
  });
}

}  // namespace xueshi::database
