// Learning records as lists show them, a page at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "academy/scope.h"
#include "base/date.h"
#include "database/database.h"
#include "hours/record.h"

namespace xueshi::store {

// Which records a list wants; what is absent or empty asks for nothing.
struct RecordFilter {
  std::optional<base::Year> year;
  std::vector<std::string> sources;    // 类别
  std::vector<std::string> left_out;   // 类别 that the list is not about
  std::string title;                   // part of the 培训名称
  std::string learner;                 // part of the name, or the employee number
  std::string status;                  // a place
  std::optional<base::Date> from, to;  // days of the start, both included
};

enum class RecordOrder { kStart, kEnd, kTitle, kHours, kYear, kLearner, kUnit, kSource, kStatus };

// Ties go by 来源编号, then employee number.
struct RecordPage {
  RecordFilter filter;
  RecordOrder order = RecordOrder::kStart;
  bool is_down = true;
  std::string after;       // "EMPLOYEE/来源编号" of the row before the page; empty: see `begin`
  std::int64_t begin = 0;  // of the first row; beyond the end is the last page
  std::int64_t size = 20;  // rows
};

struct ListedRecord {
  hours::LearningRecord record;
  std::string name;  // of the learner
  std::string org;   // code of the learner's unit
};
struct RecordRows {
  std::vector<ListedRecord> rows;
  std::int64_t total = 0;
  std::int64_t begin = 0;  // of the first row, from 0
};

// Records that files and people brought, not what rosters posted. Requires: a transaction is open
// on the database.
RecordRows fetch_record_page(database::Database& database, const academy::Scope& scope,
                             const RecordPage& page);

}  // namespace xueshi::store
