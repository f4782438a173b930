// A row of `record` on its way out; for this room's own files.
#pragma once

#include <string>

#include "database/session.h"
#include "hours/record.h"

namespace xueshi::store {

// Requires the aliases r (record), p (its person) and s (its source).
inline constexpr const char* kRecordColumns =
    "p.employee, r.number, r.year, s.name, r.title, r.organiser, r.start_at, r.end_at, r.seconds,"
    " r.status, r.category, r.work, r.author";

struct RecordRow {
  hours::LearningRecord record;
  std::string start;
  database::Nullable<std::string> end;
  long long year = 0, seconds = 0, author = 0;

  void bind(database::Statement& rows) {
    rows.exchange(database::into(record.employee));
    rows.exchange(database::into(record.number));
    rows.exchange(database::into(year));
    rows.exchange(database::into(record.source));
    rows.exchange(database::into(record.title));
    rows.exchange(database::into(record.organiser));
    rows.exchange(database::into(start));
    rows.exchange(database::into(end));
    rows.exchange(database::into(seconds));
    rows.exchange(database::into(record.status));
    rows.exchange(database::into(record.category));
    rows.exchange(database::into(record.work));
    rows.exchange(database::into(author));
  }
  const hours::LearningRecord& value() {
    record.year = base::Year(static_cast<int>(year));
    record.start = base::parse_local_time(start).value_or(base::LocalTime{});
    record.end = database::to_time(end);
    record.length = base::Hours::of_seconds(seconds);
    record.author = author;
    return record;
  }
};

}  // namespace xueshi::store
