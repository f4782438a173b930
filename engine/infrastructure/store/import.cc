#include "store/import.h"

#include <fmt/format.h>

#include <algorithm>

#include "store/import_records.h"
#include "store/import_tally.h"
#include "store/kinds.h"

namespace xueshi::store {

template <typename T>
struct Import<T>::Stage {
  Stage(database::Transaction& transaction, const academy::Scope& scope_of_actor)
      : database(transaction.database()),
        session(database.session()),
        scope(scope_of_actor),
        references(database, scope_of_actor) {
    writer = database::open_stage(session, kStage, staged_columns(KindOf<T>::spec()));
    references.before_queries([this] { finish(); });
  }

  void add(int line, const T& value) {
    encoding.row.clear();
    encoding.conflicts.clear();
    encoding.guarded = 0;
    encoding.excellent_class = excellent && excellent(value);
    KindOf<T>::encode(value, encoding);
    for (auto& [kind, detail] : encoding.conflicts) {
      ++early_total;
      if (early.size() < kMostEarly) early.push_back({line, kind, "", std::move(detail)});
    }
    if (!encoding.conflicts.empty()) return;
    encoding.put(line);
    if (encoding.guarded == 0) encoding.put_null();
    if (encoding.guarded != 0) encoding.put(encoding.guarded);
    writer->add(encoding.row);
  }

  void finish() {
    if (writer) writer->finish();
  }

  static constexpr std::size_t kMostEarly = 1000;
  database::Database& database;
  database::Database::Session& session;
  academy::Scope scope;
  References references;
  Encoding encoding{references};
  Judge excellent;
  AlikePlaces alike;
  std::vector<std::string> first_places;
  std::vector<std::string> left_out;
  std::unique_ptr<database::StageWriter> writer;
  FinalisedByInstitute finalised;
  std::vector<Conflict> early;
  std::int64_t early_total = 0;
};

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
void Import<T>::set_alike(const AlikePlaces& alike) {
  stage_->alike = alike;
}

template <typename T>
void Import<T>::set_first_places(const std::vector<std::string>& places) {
  stage_->first_places = places;
}

template <typename T>
void Import<T>::set_left_out(const std::vector<std::string>& columns) {
  stage_->left_out = columns;
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
    keep_left_out(sql, KindOf<T>::spec(), stage_->left_out);
    KindOf<T>::settle(sql);
    std::vector<Conflict> found = std::move(stage_->early);
    total = stage_->early_total;
    ConflictList list{most, found, total};
    const TargetSpec& spec = KindOf<T>::spec();
    find_twice(sql, spec, list);
    find_status_differs(sql, spec, stage_->alike, stage_->first_places, list);
    keep_where_first(sql, spec, stage_->first_places);
    KindOf<T>::find_more(sql, list);
    if (stage_->references.any_finalised()) {
      find_finalised(sql, spec, stage_->finalised);
      KindOf<T>::find_more_finalised(sql, stage_->finalised);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Conflict& a, const Conflict& b) { return a.row < b.row; });
    if (found.size() > most) found.resize(most);
    return found;
  });
}

template <typename T>
const std::map<std::string, FinalisedRows>& Import<T>::finalised() const {
  return stage_->finalised;
}

template <typename T>
std::vector<TouchedRow> Import<T>::find_touched() {
  return database::guarded([&] {
    stage_->finish();
    return store::find_touched(stage_->session.sql, KindOf<T>::spec());
  });
}

template <typename T>
void Import<T>::leave_out(const std::vector<int>& rows) {
  database::guarded([&] {
    stage_->finish();
    for_each_line(stage_->session.sql, "delete from incoming where line = :line", rows);
  });
}

template <typename T>
std::optional<int> Import<T>::keep_own_columns(const std::string& employee) {
  return database::guarded([&] {
    stage_->finish();
    return KindOf<T>::keep_own_columns(stage_->session.sql, employee);
  });
}

template <typename T>
void Import<T>::take_as_waiting(const std::vector<int>& rows) {
  database::guarded([&] {
    stage_->finish();
    if (rows.empty()) return;
    for_each_line(stage_->session.sql,
                  fmt::format("update incoming set {} where line = :line", KindOf<T>::kWaiting),
                  rows);
  });
}

template <typename T>
ImportCounts Import<T>::apply(const OnChangedRow& on_changed) {
  return database::guarded([&] {
    stage_->finish();
    ImportCounts counts =
        tally(stage_->session.sql, KindOf<T>::spec(), stage_->references, on_changed);
    KindOf<T>::apply(stage_->database, stage_->references);
    return counts;
  });
}

template <typename T>
std::vector<OfSomebodyElse> Import<T>::find_of_somebody_else() {
  return database::guarded([&] {
    return store::find_of_somebody_else(stage_->session.sql, KindOf<T>::spec(), stage_->scope);
  });
}

template <typename T>
std::vector<RoleElsewhere> Import<T>::find_roles_elsewhere(base::Date today) {
  return database::guarded(
      [&] { return store::find_roles_elsewhere(stage_->session.sql, KindOf<T>::spec(), today); });
}

template <typename T>
void Import<T>::for_each_person(const std::function<void(const PersonRecords&)>& on_person) {
  if (*KindOf<T>::spec().recorded == 0) return;
  database::guarded([&] {
    store::for_each_person(stage_->session.sql, KindOf<T>::spec(), stage_->scope, on_person);
  });
}

template class Import<academy::Org>;
template class Import<academy::Person>;
template class Import<academy::RoleGrant>;
template class Import<HeadcountRow>;
template class Import<AbsenceRow>;
template class Import<training::Plan>;
template class Import<training::TrainingClass>;
template class Import<training::Attendee>;
template class Import<hours::LearningRecord>;
template class Import<hours::Exam>;

}  // namespace xueshi::store
