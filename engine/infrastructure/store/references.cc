#include "store/references.h"

#include "database/big_query.h"
#include "store/people.h"
#include "store/person_row.h"
#include "training/plan.h"
#include "yearend/backbone.h"

namespace xueshi::store {

namespace {

template <typename Map>
auto find_in(const Map& map, std::string_view key) -> const typename Map::mapped_type* {
  auto at = map.find(key);
  return at == map.end() ? nullptr : &at->second;
}

}  // namespace

References::References(database::Database& database, const academy::Scope& scope)
    : database_(database), learner_(scope.employee()) {
  database::Sql& sql = database.session().sql;
  academy::OrgTree tree(fetch_orgs(database));
  long long id = 0;
  std::string code;
  database::Statement rows =
      (sql.prepare << "select id, code from org", database::into(id), database::into(code));
  rows.execute();
  std::unordered_map<std::string, long long> ids;
  while (rows.fetch()) ids[code] = id;
  for (const academy::Org& org : tree.orgs()) {
    const academy::Org* institute = tree.institute_of(org.code);
    academy::OrgRange range = tree.range_of(org.code);
    bool in_scope = scope.range().lo <= range.lo && range.hi <= scope.range().hi;
    orgs_[org.code] = {ids[org.code], institute ? ids[institute->code] : 0,
                       institute ? institute->code : "", org.parent, in_scope};
  }
  for (const auto& [each, ref] : orgs_) orgs_by_id_[ref.id] = &ref;
  load_finalised();
}

bool References::reaches(const PersonRef& person, std::string_view employee) const {
  return learner_.empty() ? person.org->in_scope : employee == learner_;
}

void References::load_finalised() {
  long long org = 0, year = 0;
  std::string status(yearend::place::kFinalised);
  database::Statement rows =
      (database_.session().sql.prepare
           << "select org_id, year from backbone_report where status = :status",
       database::into(org), database::into(year), database::use(status, "status"));
  rows.execute();
  while (rows.fetch()) finalised_.insert({org, static_cast<int>(year)});
}

void References::load_people() {
  people_loaded_ = true;
  pause_();
  long long id = 0, org = 0;
  std::string employee;
  database::BigQuery rows(
      database_.session(), "known_people",
      "select id, employee, org_id, facts, hired, left_on, earlier_spells from person");
  std::string facts;
  rows.bind(id, employee, org, facts);
  EmploymentRow employment;
  employment.bind(rows.statement());
  while (rows.fetch()) people_[employee] = {id, orgs_by_id_.at(org), employment.value(), facts};
}

void References::load_plans() {
  plans_loaded_ = true;
  pause_();
  long long id = 0, year = 0, org = 0;
  std::string number, form;
  database::BigQuery rows(database_.session(), "known_plans",
                          "select id, number, form, year, org_id from plan");
  rows.bind(id, number, form, year, org);
  while (rows.fetch())
    plans_[number] = {id, training::plan_form_of(form) == training::PlanForm::kProject,
                      static_cast<int>(year), orgs_by_id_.at(org)};
}

void References::load_classes() {
  classes_loaded_ = true;
  pause_();
  long long id = 0, year = 0, org = 0;
  std::string number, start, end;
  database::BigQuery rows(database_.session(), "known_classes",
                          "select id, number, year, org_id, start_at, end_at from class");
  rows.bind(id, number, year, org, start, end);
  while (rows.fetch()) {
    auto first = base::parse_local_time(start), last = base::parse_local_time(end);
    int days = first && last ? base::days_between(first->date, last->date) : 0;
    classes_[number] = {id, static_cast<int>(year), days, orgs_by_id_.at(org)};
  }
}

const OrgRef* References::find_org(std::string_view code) const { return find_in(orgs_, code); }

std::string References::institute_of(long long org_id) const {
  auto at = orgs_by_id_.find(org_id);
  return at == orgs_by_id_.end() ? "" : at->second->institute_code;
}

const PersonRef* References::find_person(std::string_view employee) {
  if (!people_loaded_) load_people();
  return find_in(people_, employee);
}

const PlanRef* References::find_plan(std::string_view number) {
  if (!plans_loaded_) load_plans();
  return find_in(plans_, number);
}

const ClassRef* References::find_class(std::string_view number) {
  if (!classes_loaded_) load_classes();
  return find_in(classes_, number);
}

long long source_id(database::Sql& sql, const std::string& name) {
  long long id = 0;
  sql << "select id from source where name = :name", database::use(name, "name"),
      database::into(id);
  if (sql.got_data()) return id;
  id = database::ask_number(sql, "select coalesce(max(id), 0) + 1 from source");
  sql << "insert into source (id, name) values (:id, :name)", database::use(id, "id"),
      database::use(name, "name");
  return id;
}

long long References::source_id(const std::string& name) {
  if (const long long* known = find_in(sources_, name)) return *known;
  pause_();
  database::Sql& sql = database_.session().sql;
  if (sources_.empty()) {
    long long id = 0;
    std::string known;
    database::Statement rows =
        (sql.prepare << "select id, name from source", database::into(id), database::into(known));
    rows.execute();
    while (rows.fetch()) sources_[known] = id;
  }
  if (const long long* known = find_in(sources_, name)) return *known;
  return sources_[name] = store::source_id(sql, name);
}

bool References::is_finalised(const OrgRef& org, int year) const {
  return finalised_.count({org.institute, year}) > 0;
}

}  // namespace xueshi::store
