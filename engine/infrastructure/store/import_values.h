// Values of imports that no room of the domain has.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "academy/person.h"
#include "academy/scope.h"
#include "base/date.h"
#include "hours/learner.h"
#include "hours/record.h"

namespace xueshi::store {

// Rows that add to or change data of a year whose backbone report is finalised.
struct FinalisedRows {
  int first = 0;  // its number in the file
  std::int64_t count = 0;
};

// A row of a file that does something to its table.
struct TouchedRow {
  int row = 0;  // its number in the file
  bool is_new = false;
};

// A row that says something else than its table.
struct ChangedRow {
  struct Cell {
    std::string column;         // of the table
    std::string before, after;  // ids as the numbers that people know; empty for none
  };
  int row = 0;        // its number in the file
  std::string item;   // as acts name it: "10/L1"
  std::string part;   // whose line of the item it is: an attendee's employee number; else empty
  std::string place;  // where it stands, of kinds with one region; else empty
  std::vector<std::string> institutes;  // codes of those that it touches; "" for the academy itself
  std::vector<Cell> cells;              // those that differ
};

using OnChangedRow = std::function<void(const ChangedRow&)>;

// A new row of what stands on record of somebody else.
struct OfSomebodyElse {
  int row = 0;
  std::string employee, name, item;  // theirs
};

// A role of a person in the file that is held neither at their unit nor above it.
struct RoleElsewhere {
  int row = 0;
  std::string name, unit;  // the person's; code
  academy::RoleGrant grant;
};

// What one person has on record.
struct PersonRecords {
  academy::Employment employment;
  std::vector<hours::LearningRecord> records;
  std::vector<int> rows;  // of the file that say so, parallel to records; 0 for none
};

// ARP's headcount of an institute in a year.
struct HeadcountRow {
  std::string org;
  base::Year year;
  std::int64_t count = 0;
};

// Somebody was away.
struct AbsenceRow {
  std::string employee;
  hours::Absence absence;
};

}  // namespace xueshi::store
