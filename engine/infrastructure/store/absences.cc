#include "store/absences.h"

#include <fmt/format.h>

#include "database/big_query.h"
#include "database/session.h"
#include "store/scope_filter.h"

namespace xueshi::store {

namespace {

// Days are written by the program; one that somebody else wrote is none.
void add(const std::string& reason, const std::string& begins, const std::string& ends,
         std::vector<hours::Absence>& absences) {
  auto from = base::parse_date(begins), to = base::parse_date(ends);
  if (from && to) absences.push_back({reason, *from, *to});
}

}  // namespace

std::vector<hours::Absence> fetch_absences(database::Database& database,
                                           const academy::Scope& scope, std::string_view employee) {
  return database::guarded([&] {
    std::vector<hours::Absence> absences;
    ScopeValues in(scope);
    std::string text(employee), reason, begins, ends;
    database::Statement rows =
        (database.session().sql.prepare
             << std::string(
                    "select a.reason, a.begins, a.ends from person p join org o on o.id = p.org_id"
                    " join absence a on a.person_id = p.id where p.employee = :employee and") +
                    kPersonInScope + "order by a.begins, a.reason",
         database::into(reason), database::into(begins), database::into(ends),
         database::use(text, "employee"), database::use(in.lo, "lo"), database::use(in.hi, "hi"),
         database::use(in.self, "self"));
    rows.execute();
    while (rows.fetch()) add(reason, begins, ends, absences);
    return absences;
  });
}

struct AbsencesOfPeople::Rows {
  Rows(database::Database& database, const academy::Scope& scope)
      : query(database.session(), "absences",
              fmt::format("select p.employee, a.reason, a.begins, a.ends from absence a"
                          " join person p on p.id = a.person_id join org o on o.id = p.org_id"
                          " where {} order by p.employee, a.begins, a.reason",
                          in_scope(scope))) {
    query.bind(employee, reason, begins, ends);
    has_row = query.fetch();
  }

  database::BigQuery query;
  std::string employee, reason, begins, ends;
  bool has_row = false;
};

AbsencesOfPeople::AbsencesOfPeople(database::Database& database, const academy::Scope& scope)
    : rows_(database::guarded([&] { return std::make_unique<Rows>(database, scope); })) {}

AbsencesOfPeople::~AbsencesOfPeople() = default;

std::vector<hours::Absence> AbsencesOfPeople::take(const std::string& employee) {
  return database::guarded([&] {
    std::vector<hours::Absence> absences;
    Rows& rows = *rows_;
    for (; rows.has_row && rows.employee <= employee; rows.has_row = rows.query.fetch()) {
      if (rows.employee == employee) add(rows.reason, rows.begins, rows.ends, absences);
    }
    return absences;
  });
}

}  // namespace xueshi::store
