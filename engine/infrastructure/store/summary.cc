#include <fmt/format.h>

#include "database/row_write.h"
#include "database/session.h"
#include "store/institute_rows.h"
#include "store/scope_filter.h"
#include "store/yearend.h"

namespace xueshi::store {

namespace {

using yearend::Summary;

constexpr const char* kSummaryColumns =
    "year, status, revision, attendance, classes, carried_out, met, required, headcount, reported, "
    "quota_hundredths,"
    " average_people, average_seconds, total_seconds, name, typed_attendance, funds_fen, practice, "
    "overview, label_met,"
    " label_required";

struct SummaryRow {
  Summary row;
  long long year = 0, revision = 0, attendance = 0, classes = 0, carried_out = 0, met = 0,
            required = 0, headcount = 0, reported = 0, quota = 0, average_people = 0,
            average_seconds = 0, total_seconds = 0;
  database::Nullable<long long> typed_attendance, funds;

  void bind(database::Statement& rows) {
    auto add = [&](auto&... columns) { (rows.exchange(database::into(columns)), ...); };
    add(row.org, year, row.status, revision, attendance, classes, carried_out, met, required,
        headcount, reported, quota, average_people, average_seconds, total_seconds,
        row.entries.name);
    rows.exchange(database::into(typed_attendance));
    rows.exchange(database::into(funds));
    add(row.entries.practice, row.entries.overview, row.label_met, row.label_required);
  }

  const Summary& summary() {
    row.year = base::Year(static_cast<int>(year));
    row.revision = revision;
    row.figures = {attendance,
                   classes,
                   carried_out,
                   met,
                   required,
                   headcount,
                   reported,
                   quota,
                   average_people,
                   base::Hours::of_seconds(average_seconds),
                   base::Hours::of_seconds(total_seconds)};
    row.entries.attendance = database::to_number(typed_attendance);
    row.entries.funds.reset();
    if (!funds.is_null()) row.entries.funds = base::Money::of_fen(funds.value);
    return row;
  }
};

std::optional<Summary> find_one(database::Database& database, const academy::Scope& scope,
                                std::string_view org, base::Year year, const char* table,
                                const char* rest) {
  return database::guarded([&]() -> std::optional<Summary> {
    database::Sql& sql = database.session().sql;
    long long id = find_org_id(sql, scope, org), wanted = year.value();
    if (id == 0) return std::nullopt;
    SummaryRow row;
    database::Statement query(sql);
    query.alloc();
    query.prepare(
        fmt::format("select (select code from org where id = s.org_id), {} from {} s"
                    " where s.org_id = :org and s.year = :year {}",
                    kSummaryColumns, table, rest));
    row.bind(query);
    query.exchange(database::use(id, "org"));
    query.exchange(database::use(wanted, "year"));
    query.define_and_bind();
    if (!query.execute(true)) return std::nullopt;
    return row.summary();
  });
}

std::vector<Summary> fetch_all(database::Database& database, const academy::Scope& scope,
                               std::optional<base::Year> year, const char* table,
                               const char* order) {
  return database::guarded([&] {
    std::vector<Summary> summaries;
    ScopeValues in(scope);
    long long wanted = year ? year->value() : 0;
    SummaryRow row;
    database::Statement rows(database.session().sql);
    rows.alloc();
    rows.prepare(
        fmt::format("select o.code, {} from (select id, code, lo from org) o join {} s"
                    " on s.org_id = o.id where (s.year = :year or :any = 0) and {} order by {}",
                    kSummaryColumns, table, kInScope, order));
    row.bind(rows);
    rows.exchange(database::use(wanted, "year"));
    rows.exchange(database::use(wanted, "any"));
    rows.exchange(database::use(in.lo, "lo"));
    rows.exchange(database::use(in.hi, "hi"));
    rows.define_and_bind();
    rows.execute();
    while (rows.fetch()) summaries.push_back(row.summary());
    return summaries;
  });
}

void insert_summary(database::Transaction& transaction, const academy::Scope& scope,
                    const Summary& summary, const char* table) {
  database::Sql& sql = transaction.database().session().sql;
  const yearend::SummaryFigures& f = summary.figures;
  long long org = require_org(transaction.database(), scope, summary.org);
  long long year = summary.year.value(), revision = summary.revision, attendance = f.attendance,
            classes = f.classes, carried_out = f.carried_out, met = f.met, required = f.required,
            headcount = f.headcount, reported = f.reported, quota = f.quota_hundredths,
            average_people = f.average_people, average_seconds = f.average_hours_of.seconds(),
            total_seconds = f.total_hours.seconds(), typed = summary.entries.attendance.value_or(0),
            funds = summary.entries.funds.value_or(base::Money()).fen();
  database::Indicator has_typed = summary.entries.attendance ? database::i_ok : database::i_null;
  database::Indicator has_funds = summary.entries.funds ? database::i_ok : database::i_null;
  sql << fmt::format(
      "insert into {} (org_id, {}) values (:org, :year, :status, :revision, :attendance, :classes, "
      ":carried_out,"
      " :met, :required, :headcount, :reported, :quota, :average_people, :average_seconds, "
      ":total_seconds, :name,"
      " :typed, :funds, :practice, :overview, :label_met, :label_required)",
      table, kSummaryColumns),
      database::use(org, "org"), database::use(year, "year"),
      database::use(summary.status, "status"), database::use(revision, "revision"),
      database::use(attendance, "attendance"), database::use(classes, "classes"),
      database::use(carried_out, "carried_out"), database::use(met, "met"),
      database::use(required, "required"), database::use(headcount, "headcount"),
      database::use(reported, "reported"), database::use(quota, "quota"),
      database::use(average_people, "average_people"),
      database::use(average_seconds, "average_seconds"),
      database::use(total_seconds, "total_seconds"), database::use(summary.entries.name, "name"),
      database::use(typed, has_typed, "typed"), database::use(funds, has_funds, "funds"),
      database::use(summary.entries.practice, "practice"),
      database::use(summary.entries.overview, "overview"),
      database::use(summary.label_met, "label_met"),
      database::use(summary.label_required, "label_required");
}

}  // namespace

std::optional<Summary> find_summary(database::Database& database, const academy::Scope& scope,
                                    std::string_view org, base::Year year) {
  return find_one(database, scope, org, year, "summary", "");
}

std::optional<Summary> lock_summary(database::Transaction& transaction, const academy::Scope& scope,
                                    std::string_view org, base::Year year) {
  database::guarded([&] {
    database::Columns key;
    key.put("org_id", require_org(transaction.database(), scope, org)).put("year", year.value());
    lock_rows(transaction.database().session(), "summary", key);
  });
  return find_summary(transaction.database(), scope, org, year);
}

std::optional<Summary> find_submitted(database::Database& database, const academy::Scope& scope,
                                      std::string_view org, base::Year year) {
  return find_one(database, scope, org, year, "summary_revision",
                  "order by s.revision desc limit 1");
}

std::vector<Summary> fetch_summaries(database::Database& database, const academy::Scope& scope,
                                     std::optional<base::Year> year) {
  return fetch_all(database, scope, year, "summary", "s.year desc, o.code");
}

std::vector<Summary> fetch_revisions(database::Database& database, const academy::Scope& scope,
                                     std::optional<base::Year> year) {
  return fetch_all(database, scope, year, "summary_revision", "o.code, s.year, s.revision");
}

void save_summary(database::Transaction& transaction, const academy::Scope& scope,
                  const Summary& summary) {
  database::guarded([&] {
    database::Sql& sql = transaction.database().session().sql;
    long long org = require_org(transaction.database(), scope, summary.org);
    delete_rows(sql, "summary", org, summary.year.value());
    insert_summary(transaction, scope, summary, "summary");
  });
}

void save_revision(database::Transaction& transaction, const academy::Scope& scope,
                   const Summary& summary) {
  database::guarded([&] { insert_summary(transaction, scope, summary, "summary_revision"); });
}

bool delete_summary(database::Transaction& transaction, const academy::Scope& scope,
                    std::string_view org, base::Year year) {
  return database::guarded([&] {
    database::Sql& sql = transaction.database().session().sql;
    long long id = require_org(transaction.database(), scope, org);
    delete_rows(sql, "summary_revision", id, year.value());
    return delete_rows(sql, "summary", id, year.value()) > 0;
  });
}

}  // namespace xueshi::store
