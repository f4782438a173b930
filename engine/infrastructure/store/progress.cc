#include "store/progress.h"

#include <fmt/format.h>

#include "academy/org.h"
#include "database/session.h"
#include "training/plan.h"
#include "yearend/backbone.h"

namespace xueshi::store {

namespace {

struct ProgressRow {
  InstituteProgress one;
  database::Nullable<long long> headcount;
  long long required = 0, reported = 0, revision = 0, classes = 0, carried_out = 0, workbooks = 0;

  void bind(database::Statement& rows) {
    auto add = [&](auto&... columns) { (rows.exchange(database::into(columns)), ...); };
    add(one.org, one.name);
    rows.exchange(database::into(headcount));
    add(one.backbone, required, reported, one.summary, revision, classes, carried_out, workbooks);
  }
  const InstituteProgress& value() {
    one.headcount = database::to_number(headcount);
    one.required = required;
    one.reported = reported;
    one.revision = revision;
    one.classes = classes;
    one.carried_out = carried_out;
    one.workbooks = workbooks;
    return one;
  }
};

// The classes below `o` that count: as yearend::counts() says.
std::string classes_that_count(database::Values& values, std::int64_t year) {
  std::string text =
      "from org u join class c on c.org_id = u.id left join plan p on p.id = c.plan_id"
      " where u.lo >= o.lo and u.lo < o.hi and c.year = " +
      values.add(year);
  text += " and (p.id is null or (p.review = " + values.add(training::place::kApproved);
  text += " and p.withdrawal <> " + values.add(training::place::kWithdrawn) + "))";
  return text;
}

std::string query_of(database::Values& values, const academy::Scope& scope, std::int64_t year,
                     const std::vector<std::string>& reports) {
  // Marks are counted as they come: the pieces are written in the order of the text.
  std::string text = "select o.code, o.name, h.headcount, coalesce(b.status, ";
  text += values.add(yearend::place::kOpen) + "), coalesce(b.required, 0),";
  text += " (select count(*) from backbone_reported r where r.org_id = o.id and r.year = ";
  text += values.add(year) + " and coalesce(b.status, '') <> ";
  text += values.add(yearend::place::kFinalised) + ") + (select count(*) from backbone_frozen f";
  text += " where f.org_id = o.id and f.year = " + values.add(year) + "),";
  text += " coalesce(s.status, ''), coalesce(s.revision, 0),";
  text += " (select count(*) " + classes_that_count(values, year) + "),";
  text += " (select count(*) " + classes_that_count(values, year) + " and c.execution = ";
  text += values.add(training::place::kCarriedOut) + "),";
  text += " (select count(distinct w.report) from publication w where w.folder = '' and w.org =";
  text += " o.code and w.year = " + values.add(year) + " and w.report in (";
  text += values.add_all(reports) + "))";
  text += " from org o left join headcount h on h.org_id = o.id and h.year = " + values.add(year);
  text += " left join backbone_report b on b.org_id = o.id and b.year = " + values.add(year);
  text += " left join summary s on s.org_id = o.id and s.year = " + values.add(year);
  text += " where o.level = ";
  text += values.add(static_cast<std::int64_t>(academy::OrgLevel::kInstitute)) + " and o.lo >= ";
  text += values.add(scope.range().lo) + " and o.lo < " + values.add(scope.range().hi);
  return text + " order by o.code";
}

}  // namespace

std::vector<InstituteProgress> fetch_progress(database::Database& database,
                                              const academy::Scope& scope, base::Year year,
                                              const std::vector<std::string>& reports) {
  return database::guarded([&] {
    database::Values values;
    std::string text = query_of(values, scope, year.value(), reports);
    ProgressRow row;
    database::Statement rows(database.session().sql);
    rows.alloc();
    rows.prepare(text);
    row.bind(rows);
    values.bind(rows);
    rows.define_and_bind();
    rows.execute();
    std::vector<InstituteProgress> all;
    while (rows.fetch()) all.push_back(row.value());
    return all;
  });
}

}  // namespace xueshi::store
