// The machinery behind Import<T>; for this room's own files.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "store/import.h"
#include "store/references.h"
#include "store/row_values.h"
#include "store/upsert.h"

namespace xueshi::store {

// What encoding one row needs.
struct Encoding : RowValues {
  explicit Encoding(References& all) : references(all) {}

  References& references;
  long long guarded = 0;         // institute whose year is finalised
  bool excellent_class = false;  // of a plan: what Import::set_excellent_class says
  bool beyond_role = false;      // of a plan: what Import::set_beyond_role says
  // The row's own conflicts; a row with any is not staged.
  std::vector<std::pair<ConflictKind, std::string>> conflicts{};

  // A conflict where the unit is unknown or out of scope.
  const OrgRef* find_own_org(const std::string& code);
  // A conflict where there is no such person, wherever they are.
  const PersonRef* find_own_person(const std::string& employee);
  // The same, and puts the id.
  const OrgRef* put_org(const std::string& code);
  const PersonRef* put_person(const std::string& employee);
  void guard(const OrgRef* org, base::Year year);
};

// Per kind of rows: its target, its encoding, and what it does beside the upsert.
template <typename T>
struct KindOf;

template <typename T>
struct Import<T>::Stage {
  Stage(database::Transaction& transaction, const academy::Scope& scope_of_actor)
      : database(transaction.database()),
        session(database.session()),
        references(database, scope_of_actor) {
    writer = database::open_stage(session, kStage, staged_columns(KindOf<T>::spec()));
    references.before_queries([this] { finish(); });
  }

  void add(int line, const T& value) {
    encoding.row.clear();
    encoding.conflicts.clear();
    encoding.guarded = 0;
    encoding.excellent_class = excellent && excellent(value);
    encoding.beyond_role = beyond_role && beyond_role(value);
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
  References references;
  Encoding encoding{references};
  Judge excellent, beyond_role;
  Importer importer;
  AlikePlaces alike;
  std::unique_ptr<database::StageWriter> writer;
  std::vector<Conflict> early;
  std::int64_t early_total = 0;
};

}  // namespace xueshi::store
