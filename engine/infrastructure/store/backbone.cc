#include "database/session.h"
#include "store/institute_rows.h"
#include "store/scope_filter.h"
#include "store/yearend.h"

namespace xueshi::store {

namespace {

using yearend::BackboneLine;

void read_reported(database::Sql& sql, long long org, long long year, BackboneReport& report) {
  std::string employee;
  database::Statement rows =
      (sql.prepare
           << "select p.employee from backbone_reported b join person p on p.id = b.person_id"
              " where b.org_id = :org and b.year = :year order by p.employee",
       database::into(employee), database::use(org, "org"), database::use(year, "year"));
  rows.execute();
  while (rows.fetch()) report.reported.push_back(employee);
}

void read_frozen(database::Sql& sql, long long org, long long year, BackboneReport& report) {
  BackboneLine line;
  long long total = 0, effective = 0, longest = 0, candidate = 0, met = 0, exempt = 0;
  database::Statement rows =
      (sql.prepare
           << "select employee, name, institute, department, total_seconds, "
              "effective_seconds, longest_seconds,"
              " candidate, met, exempt from backbone_frozen where org_id = :org and year = :year "
              "order by position",
       database::into(line.employee), database::into(line.name), database::into(line.institute),
       database::into(line.department), database::into(total), database::into(effective),
       database::into(longest), database::into(candidate), database::into(met),
       database::into(exempt), database::use(org, "org"), database::use(year, "year"));
  rows.execute();
  while (rows.fetch()) {
    line.total = base::Hours::of_seconds(total);
    line.effective = base::Hours::of_seconds(effective);
    line.longest = base::Hours::of_seconds(longest);
    line.candidate = candidate != 0;
    line.met = met != 0;
    line.exempt = exempt != 0;
    line.reported = true;
    report.frozen.push_back(line);
  }
}

void insert_frozen(database::Sql& sql, long long org, long long year,
                   const std::vector<BackboneLine>& lines) {
  long long position = 0, total = 0, effective = 0, longest = 0, candidate = 0, met = 0, exempt = 0;
  std::string employee, name, institute, department;
  database::Statement insert =
      (sql.prepare
           << "insert into backbone_frozen (org_id, year, position, employee, name, "
              "institute, department,"
              " total_seconds, effective_seconds, longest_seconds, candidate, met, exempt) values "
              "(:org, :year, :position,"
              " :employee, :name, :institute, :department, :total, :effective, :longest, "
              ":candidate, :met, :exempt)",
       database::use(org, "org"), database::use(year, "year"), database::use(position, "position"),
       database::use(employee, "employee"), database::use(name, "name"),
       database::use(institute, "institute"), database::use(department, "department"),
       database::use(total, "total"), database::use(effective, "effective"),
       database::use(longest, "longest"), database::use(candidate, "candidate"),
       database::use(met, "met"), database::use(exempt, "exempt"));
  for (const BackboneLine& line : lines) {
    ++position;
    employee = line.employee;
    name = line.name;
    institute = line.institute;
    department = line.department;
    total = line.total.seconds();
    effective = line.effective.seconds();
    longest = line.longest.seconds();
    candidate = line.candidate;
    met = line.met;
    exempt = line.exempt;
    insert.execute(true);
  }
}

}  // namespace

BackboneReport fetch_backbone(database::Database& database, const academy::Scope& scope,
                              std::string_view org, base::Year year) {
  return database::guarded([&] {
    database::Sql& sql = database.session().sql;
    BackboneReport report;
    long long id = find_org_id(sql, scope, org), wanted = year.value(), headcount = 0, quota = 0,
              required = 0;
    std::string status;
    sql << "select status, headcount, quota_hundredths, required from backbone_report"
           " where org_id = :org and year = :year",
        database::into(status), database::into(headcount), database::into(quota),
        database::into(required), database::use(id, "org"), database::use(wanted, "year");
    if (!sql.got_data()) return report;
    report.status = status;
    report.headcount = headcount;
    report.quota_hundredths = quota;
    report.required = required;
    read_reported(sql, id, wanted, report);
    read_frozen(sql, id, wanted, report);
    return report;
  });
}

std::vector<std::pair<std::string, base::Year>> fetch_finalised(database::Database& database,
                                                                const academy::Scope& scope,
                                                                std::optional<base::Year> year) {
  return database::guarded([&] {
    std::vector<std::pair<std::string, base::Year>> finalised;
    ScopeValues in(scope);
    std::string code, status(yearend::place::kFinalised);
    long long of = 0, wanted = year ? year->value() : 0;
    database::Statement rows =
        (database.session().sql.prepare
             << std::string("select o.code, b.year from backbone_report b join org o"
                            " on o.id = b.org_id where b.status = :status"
                            " and (b.year = :year or :any = 0) and") +
                    kInScope + "order by o.code, b.year",
         database::into(code), database::into(of), database::use(status, "status"),
         database::use(wanted, "year"), database::use(wanted, "any"), database::use(in.lo, "lo"),
         database::use(in.hi, "hi"));
    rows.execute();
    while (rows.fetch()) finalised.emplace_back(code, static_cast<int>(of));
    return finalised;
  });
}

std::optional<std::string> find_reported_elsewhere(database::Database& database,
                                                   const std::string& org, base::Year year,
                                                   const std::string& employee, bool only_frozen) {
  return database::guarded([&]() -> std::optional<std::string> {
    std::string code;
    long long wanted = year.value(), frozen = only_frozen ? 1 : 0;
    database::Sql& sql = database.session().sql;
    sql << "select o.code from org o where o.code <> :org and (exists (select 1 from"
           " backbone_frozen f where f.org_id = o.id and f.year = :year and f.employee = :employee)"
           " or (:frozen = 0 and exists (select 1 from backbone_reported b join person p on p.id ="
           " b.person_id where b.org_id = o.id and b.year = :year2 and p.employee = :employee2)))"
           " order by o.code limit 1",
        database::use(org, "org"), database::use(wanted, "year"),
        database::use(employee, "employee"), database::use(frozen, "frozen"),
        database::use(wanted, "year2"), database::use(employee, "employee2"), database::into(code);
    if (!sql.got_data()) return std::nullopt;
    return code;
  });
}

void save_reported(database::Transaction& transaction, const academy::Scope& scope,
                   std::string_view org, base::Year year, const std::vector<std::string>& employees,
                   bool reported) {
  database::guarded([&] {
    database::Sql& sql = transaction.database().session().sql;
    long long id = require_org(transaction.database(), scope, org), wanted = year.value();
    std::string open(yearend::place::kOpen), employee;
    // Touches the report's row even where it is there: reporting and finalising at the same time
    // collide.
    sql << "insert into backbone_report (org_id, year, status, headcount, quota_hundredths, "
           "required) values (:org, :year, :open, 0, 0, 0)"
           " on conflict (org_id, year) do update set year = excluded.year",
        database::use(id, "org"), database::use(wanted, "year"), database::use(open, "open");
    const char* change =
        reported ? "insert into backbone_reported (org_id, year, person_id)"
                   " select i.id, :year, p.id from person p join org o on o.id = p.org_id"
                   " join org i on o.lo >= i.lo and o.lo < i.hi"
                   " where p.employee = :employee and i.id = :org on conflict do nothing"
                 : "delete from backbone_reported where year = :year and person_id ="
                   " (select id from person where employee = :employee) and org_id = :org";
    database::Statement statement =
        (sql.prepare << change, database::use(id, "org"), database::use(wanted, "year"),
         database::use(employee, "employee"));
    for (const std::string& each : employees) {
      employee = each;
      statement.execute(true);
    }
  });
}

void save_finalised(database::Transaction& transaction, const academy::Scope& scope,
                    std::string_view org, base::Year year, const BackboneReport& report) {
  database::guarded([&] {
    database::Sql& sql = transaction.database().session().sql;
    long long id = require_org(transaction.database(), scope, org), wanted = year.value();
    long long headcount = report.headcount, quota = report.quota_hundredths,
              required = report.required;
    std::string finalised(yearend::place::kFinalised);
    sql << "insert into backbone_report (org_id, year, status, headcount, quota_hundredths, "
           "required) values (:org, :year, :status, :headcount, :quota, :required)"
           " on conflict (org_id, year) do update set status = excluded.status, headcount ="
           " excluded.headcount, quota_hundredths = excluded.quota_hundredths, required ="
           " excluded.required",
        database::use(id, "org"), database::use(wanted, "year"), database::use(finalised, "status"),
        database::use(headcount, "headcount"), database::use(quota, "quota"),
        database::use(required, "required");
    delete_rows(sql, "backbone_frozen", id, wanted);
    insert_frozen(sql, id, wanted, report.frozen);
  });
}

}  // namespace xueshi::store
