// What may wait for somebody, as the inbox leafs through it: counted, filtered, sorted and cut by
// the database.
//
// Who decides is not known here. What is asked is a necessary condition; every row belongs to a
// *case*, which holds whatever a graph can tell two rows apart by. The gate is asked about one row
// of each case, and its answer holds for the others: those cases are what the list is made of.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "academy/scope.h"
#include "base/date.h"
#include "database/database.h"

namespace xueshi::store {

enum class WaitingKind {
  kPlan,
  kChangedClass,   // at a place at which its change waits
  kReturnedClass,  // of the unit itself, back where it began, with verdicts
  kOwnLine,        // of an administrator on the roster of their own class
  kEnrolment,
  kRecord,
  kPolicy,
};

struct WaitingPart {
  WaitingKind kind = WaitingKind::kPlan;
  std::vector<std::string> deciding;  // places at which somebody may decide
  std::vector<std::string> others;    // that wait for the unit itself, or for the learner
};

// Who asks for what.
struct WaitingAsked {
  std::vector<WaitingPart> parts;
  std::string unit;      // of the acting role; empty for the operator, who has none
  std::string employee;  // likewise
  base::Year year;       // in which classes can be carried out
};

struct WaitingRow {
  WaitingKind kind = WaitingKind::kPlan;
  std::string number;    // of the plan, the class, the record or the proposal
  std::string employee;  // whose record or line of a roster it is
  std::string name;      // theirs
  std::string title;
  std::string unit;  // code
};
// In their order, with what stands twice.
std::vector<std::string> numbers_of(const std::vector<WaitingRow>& rows);

// Rows that the gate cannot tell apart; a plan or class is a case of its own.
struct WaitingCase {
  std::string name;  // unique within the parts
  std::int64_t rows = 0;
  WaitingRow sample;  // without name and title
};
std::vector<WaitingCase> fetch_waiting_cases(database::Database& database,
                                             const academy::Scope& scope,
                                             const WaitingAsked& asked);

struct WaitingFilter {
  std::string title;    // part of it
  std::string unit;     // part of the unit's name
  std::string learner;  // part of the name or the number
  std::optional<base::Year> year;
};
enum class WaitingOrder { kPart, kTitle, kUnit, kLearner, kBegin };

struct WaitingPage {
  WaitingFilter filter;
  WaitingOrder order = WaitingOrder::kPart;  // then the parts in their order, person, number
  bool is_down = false;
  std::optional<std::vector<std::string>> cases;  // those that count; absent: all
};
std::int64_t count_waiting(database::Database& database, const academy::Scope& scope,
                           const WaitingAsked& asked, const WaitingPage& page);
// How many stand up to and with that row; where it waits no more, as many as would stand before
// it. 0 for what is not in the scope.
std::int64_t count_waiting_to(database::Database& database, const academy::Scope& scope,
                              const WaitingAsked& asked, const WaitingPage& page,
                              const WaitingRow& last);
std::vector<WaitingRow> fetch_waiting(database::Database& database, const academy::Scope& scope,
                                      const WaitingAsked& asked, const WaitingPage& page,
                                      std::int64_t begin, std::int64_t size);

}  // namespace xueshi::store
