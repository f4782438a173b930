#include <fmt/format.h>

#include "database/big_query.h"
#include "database/session.h"
#include "store/records.h"

namespace xueshi::store {

// SQLite walks people by number and reaches into the records of each (`cross join` and the plus
// signs tell it so): nothing is sorted.
struct RecordsOfYear::Rows {
  Rows(database::Database& database, const academy::Scope& scope, const hours::Reach& reach,
       const char* name)
      : query(database.session(), name,
              fmt::format("select p.employee, r.number, s.name, r.start_at, r.seconds, r.status,"
                          " r.category, r.work, r.author, r.year"
                          " from person p cross join record r cross join source s"
                          " where r.person_id = p.id and {} and s.id = r.source_id"
                          " and +p.org_id in (select id from org where lo >= {} and lo < {})"
                          " order by p.employee",
                          years(reach), scope.range().lo, scope.range().hi)) {
    query.bind(record.employee, record.number, record.source, start, seconds, record.status,
               record.category, record.work, author, year);
    has_row = query.fetch();
  }

  static std::string years(const hours::Reach& reach) {
    if (reach.first == reach.last && reach.last)
      return fmt::format("+r.year = {}", reach.last->value());
    std::string text = fmt::format("+r.year >= {}", reach.first.value_or(base::Year(0)).value());
    if (reach.last) text += fmt::format(" and +r.year <= {}", reach.last->value());
    return text;
  }

  database::BigQuery query;
  hours::LearningRecord record;
  std::string start;
  long long seconds = 0, author = 0, year = 0;
  bool has_row = false;
};

RecordsOfYear::RecordsOfYear(database::Database& database, const academy::Scope& scope,
                             const hours::Reach& reach, const char* query)
    : rows_(database::guarded(
          [&] { return std::make_unique<Rows>(database, scope, reach, query); })) {}

RecordsOfYear::~RecordsOfYear() = default;

std::vector<hours::LearningRecord> RecordsOfYear::take(const std::string& employee) {
  return database::guarded([&] {
    std::vector<hours::LearningRecord> records;
    Rows& rows = *rows_;
    for (; rows.has_row && rows.record.employee <= employee; rows.has_row = rows.query.fetch()) {
      if (rows.record.employee < employee) continue;  // somebody who is not of the year
      rows.record.start = base::parse_local_time(rows.start).value_or(base::LocalTime{});
      rows.record.year = base::Year(static_cast<int>(rows.year));
      rows.record.length = base::Hours::of_seconds(rows.seconds);
      rows.record.author = rows.author;
      records.push_back(rows.record);
    }
    return records;
  });
}

}  // namespace xueshi::store
