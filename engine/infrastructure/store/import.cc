#include "store/import.h"

#include <fmt/format.h>

#include <algorithm>

#include "store/import_stage.h"
#include "store/import_tally.h"
#include "store/kinds.h"

namespace xueshi::store {

const OrgRef* Encoding::find_own_org(const std::string& code) {
  const OrgRef* org = references.find_org(code);
  if (org == nullptr) {
    conflicts.emplace_back(ConflictKind::kUnknownOrg, code);
  } else if (!org->in_scope) {
    conflicts.emplace_back(ConflictKind::kOutOfScope, code);
  }
  return org;
}

const OrgRef* Encoding::put_org(const std::string& code) {
  const OrgRef* org = find_own_org(code);
  put(org != nullptr ? org->id : 0);
  return org;
}

const PersonRef* Encoding::find_own_person(const std::string& employee) {
  const PersonRef* person = references.find_person(employee);
  if (person == nullptr) conflicts.emplace_back(ConflictKind::kUnknownPerson, employee);
  return person;
}

const PersonRef* Encoding::put_person(const std::string& employee) {
  const PersonRef* person = find_own_person(employee);
  put(person != nullptr ? person->id : 0);
  return person;
}

void Encoding::guard(const OrgRef* org, base::Year year) {
  if (org != nullptr && references.is_finalised(*org, year.value())) guarded = org->institute;
}

template <typename T>
Import<T>::Import(database::Transaction& transaction, const academy::Scope& scope)
    : stage_(database::guarded([&] { return std::make_unique<Stage>(transaction, scope); })) {}

template <typename T>
Import<T>::~Import() = default;

template <typename T>
void Import<T>::set_excellent_class(Judge excellent) {
  stage_->excellent = std::move(excellent);
}

template <typename T>
void Import<T>::set_beyond_role(Judge beyond_role) {
  stage_->beyond_role = std::move(beyond_role);
}

template <typename T>
void Import<T>::set_importer(Importer importer) {
  stage_->importer = std::move(importer);
}

template <typename T>
void Import<T>::set_alike(AlikePlaces alike) {
  stage_->alike = std::move(alike);
}

template <typename T>
void Import<T>::add(int row, const T& value) {
  database::guarded([&] { stage_->add(row, value); });
}

template <typename T>
std::vector<Conflict> Import<T>::find_conflicts(std::size_t most, std::int64_t& total) {
  return database::guarded([&] {
    stage_->finish();
    database::Sql& sql = stage_->session.sql;
    if (stage_->session.postgresql) database::run(sql, fmt::format("analyze {}", kStage));
    std::vector<Conflict> found = std::move(stage_->early);
    total = stage_->early_total;
    ConflictList list{most, found, total};
    const TargetSpec& spec = KindOf<T>::spec();
    find_twice(sql, spec, list);
    find_status_differs(sql, spec, stage_->alike, list);
    KindOf<T>::find_more(sql, list);
    KindOf<T>::find_own(sql, stage_->importer, list);
    if (stage_->references.any_finalised()) {
      find_finalised(sql, spec, list);
      KindOf<T>::find_more_finalised(sql, list);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Conflict& a, const Conflict& b) { return a.row < b.row; });
    if (found.size() > most) found.resize(most);
    return found;
  });
}

template <typename T>
ImportCounts Import<T>::apply() {
  return database::guarded([&] {
    stage_->finish();
    ImportCounts counts = tally(stage_->session.sql, KindOf<T>::spec(), stage_->references);
    KindOf<T>::apply(stage_->database, stage_->references);
    return counts;
  });
}

template class Import<academy::Org>;
template class Import<academy::Person>;
template class Import<academy::RoleGrant>;
template class Import<HeadcountRow>;
template class Import<training::Plan>;
template class Import<training::TrainingClass>;
template class Import<training::Attendee>;
template class Import<hours::LearningRecord>;
template class Import<hours::Exam>;

namespace {

bool owns_tables(database::Sql& sql) {
  return database::ask_number(sql,
                              "select count(*) from pg_class where oid = 'record'::regclass"
                              " and pg_has_role(relowner, 'usage')") > 0;
}

}  // namespace

void refresh_statistics(database::Database& database) {
  database::guarded([&] {
    database::Sql& sql = database.session().sql;
    if (database.is_postgresql() && !owns_tables(sql)) {
      database::run(
          sql, "select refresh_statistics()");  // vacuuming is left to the server (daily_role.h)
    } else if (database.is_postgresql()) {
      // The covering index alone answers only for vacuumed pages. Tables that the server is busy
      // with already are left to it.
      database::run(
          sql,
          "vacuum (analyze, skip_locked) org, person, headcount, plan, class, attendee, record,"
          " exam");
    } else {
      database::run(sql, "pragma analysis_limit = 1000");
      database::run(sql, "analyze");
    }
  });
}

}  // namespace xueshi::store
