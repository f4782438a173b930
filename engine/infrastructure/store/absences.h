// Absences of people: when they were away, and why.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "academy/scope.h"
#include "database/database.h"
#include "hours/learner.h"

namespace xueshi::store {

// One person's, by first day, then reason (byte order). Empty out of scope.
std::vector<hours::Absence> fetch_absences(database::Database& database,
                                           const academy::Scope& scope, std::string_view employee);

// Those of everybody in the scope, person by person, for who walks people alongside. Streams.
class AbsencesOfPeople {
 public:
  AbsencesOfPeople(database::Database& database, const academy::Scope& scope);
  ~AbsencesOfPeople();
  AbsencesOfPeople(const AbsencesOfPeople&) = delete;

  // Those of one person, in the same order. Requires: people are asked for in byte order of
  // employee number, each once.
  std::vector<hours::Absence> take(const std::string& employee);

 private:
  struct Rows;
  std::unique_ptr<Rows> rows_;
};

}  // namespace xueshi::store
