#include "store/import_records.h"

#include <fmt/format.h>

#include "database/big_query.h"
#include "store/person_row.h"
#include "store/record_row.h"

namespace xueshi::store {

// Not at all where no row is new. Else SQLite scans the table once and looks into the stage, never
// the other way round (`cross join` tells it so): the table has no index of numbers, and is the
// longer one. Rows that are `still` in the file are joined, which gets an index, and not asked for
// one by one.
std::vector<OfSomebodyElse> find_of_somebody_else(database::Sql& sql, const TargetSpec& spec,
                                                  const academy::Scope& scope) {
  std::vector<OfSomebodyElse> found;
  if (*spec.same_thing == 0) return found;
  OfSomebodyElse one;
  long long line = 0;
  std::string is_new = fmt::format("not exists (select 1 from {} own where {})", spec.table,
                                   same_key(spec, "own", "i"));
  database::BigQuery rows(
      sql, "of_somebody_else",
      fmt::format(
          "select i.line, p.employee, p.name, p.employee || '/' || t.number from {0} t"
          " cross join {1} i cross join person p cross join org o left join {1} still on {2}"
          " where exists (select 1 from {1} i where {3}) and {4} and {3}"
          " and t.person_id <> i.person_id and p.id = t.person_id and o.id = p.org_id"
          " and o.lo >= {5} and o.lo < {6} and still.line is null"
          " order by i.line, p.employee",
          spec.table, kStage, same_key(spec, "still", "t"), is_new, spec.same_thing,
          scope.range().lo, scope.range().hi));
  rows.bind(line, one.employee, one.name, one.item);
  while (rows.fetch()) {
    one.row = static_cast<int>(line);
    found.push_back(one);
  }
  return found;
}

std::vector<RoleElsewhere> find_roles_elsewhere(database::Sql& sql, const TargetSpec& spec,
                                                base::Date today) {
  std::vector<RoleElsewhere> found;
  if (*spec.role_of_row == 0) return found;
  RoleElsewhere one;
  long long line = 0;
  std::string role;
  database::Values values;
  std::string day = values.add(base::render(today));
  database::BigQuery rows(
      sql, "roles_elsewhere",
      fmt::format("select i.line, p.employee, p.name, po.code, g.role, go.code from {} i"
                  " join person p on 1 = 1 join role_grant g on {} join org po on po.id = p.org_id"
                  " join org go on go.id = g.org_id where (po.lo < go.lo or po.lo >= go.hi)"
                  " and (g.ends is null or g.ends >= {}) order by i.line, go.lo, g.role",
                  kStage, spec.role_of_row, day),
      std::move(values));
  rows.bind(line, one.grant.employee, one.name, one.unit, role, one.grant.org);
  while (rows.fetch()) {
    one.row = static_cast<int>(line);
    one.grant.role = academy::parse_role(role).value_or(academy::Role::kLearner);
    found.push_back(one);
  }
  return found;
}

void for_each_person(database::Sql& sql, const TargetSpec& spec, const academy::Scope& scope,
                     const std::function<void(const PersonRecords&)>& on_person) {
  database::Values values;
  std::string self = values.add(scope.employee());
  RecordRow row;
  EmploymentRow employment;
  long long line = 0;
  database::BigQuery rows(
      sql, "on_record",
      fmt::format(
          "with recorded (person_id, posted, number, year, line) as ({0}) select {1}, p.hired,"
          " p.left_on, p.earlier_spells, coalesce(i.line, 0) from person p join record r"
          " on r.person_id = p.id"
          " join source s on s.id = r.source_id left join recorded i on i.person_id = r.person_id"
          " and i.posted = r.posted and i.number = r.number"
          " where (p.employee = {2} or p.org_id in (select id from org where lo >= {3} and lo < "
          "{4}))"
          " and p.id in (select person_id from recorded) and r.year in (select year from "
          "recorded)"
          " order by r.person_id, r.posted, r.number",
          spec.recorded, kRecordColumns, self, scope.range().lo, scope.range().hi),
      std::move(values));
  row.bind(rows.statement());
  employment.bind(rows.statement());
  rows.bind(line);
  PersonRecords person;
  while (rows.fetch()) {
    const hours::LearningRecord& record = row.value();
    if (!person.records.empty() && person.records.back().employee != record.employee) {
      on_person(person);
      person = PersonRecords();
    }
    person.employment = employment.value();
    person.records.push_back(record);
    person.rows.push_back(static_cast<int>(line));
  }
  if (!person.records.empty()) on_person(person);
}

}  // namespace xueshi::store
