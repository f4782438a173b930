#include "store/soundness.h"

#include <fmt/format.h>

#include <cassert>

#include "database/big_query.h"
#include "database/session.h"

namespace xueshi::store {

namespace {

// `checked` answers with a number, `broken` with three columns of text. {in:o} is the condition
// that the unit `o` lies in the extent, {of:c} that the year of `c` does.
struct Probe {
  const char* name;
  const char* checked;
  const char* broken;
};

constexpr const char* kConfirmed =
    "select count(*) from attendee a join class c on c.id = a.class_id join org o on o.id = "
    "c.org_id"
    " where c.execution = 'carried_out' and a.confirmed = 1 and {in:o} and {of:c}";
constexpr const char* kPosted =
    "select count(*) from record r join person p on p.id = r.person_id join org o on o.id = "
    "p.org_id where r.posted = 1 and {in:o} and {of:r}";

constexpr Probe kProbes[] = {
    {"person.unit", "select count(*) from person",
     "select p.employee, '', '' from person p where not exists"
     " (select 1 from org o where o.id = p.org_id) order by p.employee"},
    // Confirmed and carried out, and nothing posted.
    {"posted.missing", kConfirmed,
     "select c.number, p.employee, '' from class c join org o on o.id = c.org_id"
     " join attendee a on a.class_id = c.id join person p on p.id = a.person_id"
     " left join record r on r.person_id = a.person_id and r.posted = 1 and r.number = c.number"
     " where c.execution = 'carried_out' and a.confirmed = 1 and r.number is null"
     " and {in:o} and {of:c} order by c.number, p.employee"},
    {"posted.seconds", kConfirmed,
     "select c.number || ' / ' || p.employee, cast(r.seconds as text),"
     " cast(coalesce(a.seconds, c.seconds) as text)"
     " from class c join org o on o.id = c.org_id"
     " join attendee a on a.class_id = c.id join person p on p.id = a.person_id"
     " join record r on r.person_id = a.person_id and r.posted = 1 and r.number = c.number"
     " where c.execution = 'carried_out' and a.confirmed = 1"
     " and r.seconds <> coalesce(a.seconds, c.seconds)"
     " and {in:o} and {of:c} order by c.number, p.employee"},
    {"posted.year", kConfirmed,
     "select c.number || ' / ' || p.employee, cast(r.year as text) || ' ' || r.status || ' ' ||"
     " s.name, cast(c.year as text) || ' approved roster'"
     " from class c join org o on o.id = c.org_id"
     " join attendee a on a.class_id = c.id join person p on p.id = a.person_id"
     " join record r on r.person_id = a.person_id and r.posted = 1 and r.number = c.number"
     " join source s on s.id = r.source_id"
     " where c.execution = 'carried_out' and a.confirmed = 1"
     " and (r.year <> c.year or r.status <> 'approved' or s.name <> 'roster')"
     " and {in:o} and {of:c} order by c.number, p.employee"},
    // Posted, and nobody confirmed.
    {"posted.stray", kPosted,
     "select r.number, p.employee, '' from record r join person p on p.id = r.person_id"
     " join org o on o.id = p.org_id where r.posted = 1 and {in:o} and {of:r} and not exists"
     " (select 1 from class c join attendee a on a.class_id = c.id and a.person_id = r.person_id"
     " where c.number = r.number and c.execution = 'carried_out' and a.confirmed = 1)"
     " order by r.number, p.employee"},
    {"verdict.item", "select count(*) from verdict",
     "select v.subject, v.number, v.status from verdict v where not exists (select 1 from item i"
     " where i.subject = v.subject and i.number = v.number) order by v.subject, v.number, "
     "v.position"},
    {"job.org", "select count(*) from job",
     "select j.schedule, j.org, j.report from job j where not exists"
     " (select 1 from org o where o.code = j.org) order by j.schedule, j.org, j.report"},
    {"publication.org", "select count(*) from publication",
     "select b.file, b.org, cast(b.revision as text) from publication b where not exists"
     " (select 1 from org o where o.code = b.org) order by b.file, b.org, b.revision"},
    // Revisions count from 1: the highest is their number, and the lowest is 1.
    {"publication.revisions",
     "select count(*) from publication b join org o on o.code = b.org where {in:o} and {of:b}",
     "select min(b.file), cast(count(*) as text), cast(max(b.revision) as text)"
     " from publication b join org o on o.code = b.org where {in:o} and {of:b}"
     " group by b.folder, b.org, b.year, b.report"
     " having max(b.revision) <> count(*) or min(b.revision) <> 1 order by 1"},
    {"publication.twice",
     "select count(*) from publication b join org o on o.code = b.org where {in:o} and {of:b}",
     "select min(b.file), min(b.schedule), cast(b.job_run as text)"
     " from publication b join org o on o.code = b.org where {in:o} and {of:b}"
     " group by b.schedule, b.job_report, b.job_run, b.fence, b.org, b.year, b.report"
     " having count(*) > 1 order by 1, 2"},
    // Whoever published held the job then, and its fence only ever grows.
    {"publication.fence",
     "select count(*) from publication b join org o on o.code = b.org where {in:o} and {of:b}",
     "select b.file, cast(b.fence as text), cast(j.fence as text)"
     " from publication b join org o on o.code = b.org join job j on j.schedule = b.schedule"
     " and j.year = b.year and j.org = b.org and j.report = b.job_report"
     " where (b.fence > j.fence or b.job_run > j.run) and {in:o} and {of:b} order by b.file"},
    {"publication.job",
     "select count(*) from publication b join org o on o.code = b.org where {in:o} and {of:b}",
     "select b.file, b.schedule, b.job_report from publication b join org o on o.code = b.org"
     " where {in:o} and {of:b} and not exists (select 1 from job j where j.schedule = b.schedule"
     " and j.year = b.year and j.org = b.org and j.report = b.job_report) order by b.file"},
    {"job.published",
     "select count(*) from job j join org o on o.code = j.org where j.state = 'done'"
     " and {in:o} and {of:j}",
     "select j.schedule, j.org || ' ' || cast(j.year as text), j.report from job j"
     " join org o on o.code = j.org where j.state = 'done' and {in:o} and {of:j} and not exists"
     " (select 1 from publication b where b.folder = j.folder and b.org = j.org"
     " and b.year = j.year and (b.report = j.report or j.report = 'year-end'))"
     " order by j.schedule, j.org, j.year, j.report"},
    {"publication.kept",
     "select count(*) from publication b join org o on o.code = b.org where {in:o} and {of:b}",
     "select b.file, cast(b.revision as text), h.hash from (select folder, org, year, report,"
     " revision, file, policy as hash from publication union all select folder, org, year, report,"
     " revision, file, page from publication union all select folder, org, year, report,"
     " revision, file, plugin from publication) h join publication b on b.folder = h.folder"
     " and b.org = h.org and b.year = h.year and b.report = h.report and b.revision = h.revision"
     " join org o on o.code = b.org where {in:o} and {of:b} and not exists"
     " (select 1 from kept_text k where k.hash = h.hash) order by b.file, b.revision, h.hash"},
    {"item.history", "select count(*) from item where revision > 0",
     "select i.subject, i.number, cast(i.revision as text) from item i where i.revision > 0"
     " and not exists (select 1 from audit a where a.subject = i.subject and a.item = i.number"
     " and a.outcome = 'done') order by i.subject, i.number"},
};

const Probe& probe_of(std::string_view name) {
  for (const Probe& probe : kProbes) {
    if (name == probe.name) return probe;
  }
  assert(false);
  return kProbes[0];
}

void replace_all(std::string& text, const std::string& from,
                 const std::function<std::string(const std::string& alias)>& to) {
  std::string open = "{" + from;
  for (std::size_t at = text.find(open); at != std::string::npos; at = text.find(open, at)) {
    std::size_t close = text.find('}', at);
    std::size_t alias = at + open.size();
    std::string filled = to(text.substr(alias, close - alias));
    text.replace(at, close + 1 - at, filled);
    at += filled.size();
  }
}

std::string filled(std::string text, const Extent& extent) {
  replace_all(text, "in:", [&](const std::string& alias) {
    const academy::OrgRange& range = extent.scope.range();
    return fmt::format("{0}.lo >= {1} and {0}.lo < {2}", alias, range.lo, range.hi);
  });
  replace_all(text, "of:", [&](const std::string& alias) {
    return extent.year ? fmt::format("{}.year = {}", alias, extent.year->value())
                       : std::string("1 = 1");
  });
  return text;
}

void ask_rows(database::Database& database, const std::string& query, std::size_t width,
              const OnBrokenRow& on_row) {
  database::BigQuery rows(database.session(), "broken", query);
  std::vector<std::string> columns(width);
  for (std::string& column : columns) rows.bind(column);
  while (rows.fetch()) on_row(columns);
}

// child table, its column, parent table, its column
using Reference = std::vector<std::string>;

std::vector<Reference> references_of(database::Database& database) {
  const char* catalogue =
      database.is_postgresql()
          ? "select c.relname::text, a.attname::text, p.relname::text, b.attname::text"
            " from pg_constraint k join pg_class c on c.oid = k.conrelid"
            " join pg_class p on p.oid = k.confrelid"
            " join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]"
            " join pg_attribute b on b.attrelid = k.confrelid and b.attnum = k.confkey[1]"
            " where k.contype = 'f' and c.relnamespace = current_schema()::regnamespace"
            " order by c.relname, a.attname"
          : "select m.name, f.\"from\", f.\"table\", coalesce(f.\"to\", 'id') from sqlite_master m"
            " join pragma_foreign_key_list(m.name) f where m.type = 'table' order by 1, 2";
  std::vector<Reference> references;
  ask_rows(database, catalogue, 4,
           [&](const std::vector<std::string>& row) { references.push_back(row); });
  return references;
}

}  // namespace

std::int64_t for_each_broken(database::Database& database, const Extent& extent,
                             std::string_view probe, const OnBrokenRow& on_row) {
  return database::guarded([&] {
    const Probe& asked = probe_of(probe);
    ask_rows(database, filled(asked.broken, extent), 3, on_row);
    return database::ask_number(database.session().sql, filled(asked.checked, extent));
  });
}

std::int64_t for_each_dangling(database::Database& database, const OnBrokenRow& on_row) {
  return database::guarded([&] {
    std::int64_t checked = 0;
    for (const Reference& to : references_of(database)) {
      std::string child = database::render_name(database.session(), to[0]),
                  column = database::render_name(database.session(), to[1]),
                  parent = database::render_name(database.session(), to[2]),
                  key = database::render_name(database.session(), to[3]);
      std::string from = fmt::format("from {} t where t.{} is not null", child, column);
      checked += database::ask_number(database.session().sql, "select count(*) " + from);
      ask_rows(database,
               fmt::format("select cast(t.{0} as text) {1} and not exists"
                           " (select 1 from {2} p where p.{3} = t.{0}) order by t.{0}",
                           column, from, parent, key),
               1, [&](const std::vector<std::string>& row) {
                 on_row({to[0], to[1], row[0], to[2]});
               });
    }
    return checked;
  });
}

std::vector<std::pair<std::string, academy::OrgRange>> fetch_stored_ranges(
    database::Database& database) {
  return database::guarded([&] {
    std::vector<std::pair<std::string, academy::OrgRange>> ranges;
    std::string code;
    long long lo = 0, hi = 0;
    database::Statement rows =
        (database.session().sql.prepare << "select code, lo, hi from org order by code",
         database::into(code), database::into(lo), database::into(hi));
    rows.execute();
    while (rows.fetch()) ranges.push_back({code, {lo, hi}});
    return ranges;
  });
}

std::vector<base::Year> fetch_years_of_hours(database::Database& database) {
  return database::guarded([&] {
    std::vector<base::Year> years;
    long long year = 0;
    database::Statement rows =
        (database.session().sql.prepare << "select distinct year from record order by year",
         database::into(year));
    rows.execute();
    while (rows.fetch()) years.emplace_back(static_cast<int>(year));
    return years;
  });
}

void for_each_sum_of_person(
    database::Database& database, const Extent& extent,
    const std::function<void(const std::string& org, std::int64_t seconds)>& on_sum) {
  database::guarded([&] {
    std::string org;
    long long person = 0, seconds = 0;
    database::BigQuery rows(database.session(), "person_sums",
                            filled("select o.code, p.id, sum(r.seconds) from org o join person p"
                                   " on p.org_id = o.id join record r on r.person_id = p.id"
                                   " where r.status = 'approved' and {of:r} and {in:o}"
                                   " group by o.code, p.id",
                                   extent));
    rows.bind(org, person, seconds);
    while (rows.fetch()) on_sum(org, seconds);
  });
}

std::vector<std::pair<std::string, std::int64_t>> fetch_sums_of_units(database::Database& database,
                                                                      const Extent& extent) {
  return database::guarded([&] {
    std::vector<std::pair<std::string, std::int64_t>> sums;
    std::string code;
    long long seconds = 0;
    database::BigQuery rows(
        database.session(), "unit_sums",
        filled("with own as (select p.org_id, sum(r.seconds) as seconds from record r"
               " join person p on p.id = r.person_id where r.status = 'approved' and {of:r}"
               " group by p.org_id)"
               " select o.code, cast(coalesce(sum(own.seconds), 0) as bigint) from org o"
               " left join org u on u.lo >= o.lo and u.lo < o.hi left join own on own.org_id = u.id"
               " where {in:o} group by o.code order by o.code",
               extent));
    rows.bind(code, seconds);
    while (rows.fetch()) sums.emplace_back(code, seconds);
    return sums;
  });
}

std::int64_t sum_of_records(database::Database& database, base::Year year) {
  return database::guarded([&] {
    return database::ask_number(
        database.session().sql,
        fmt::format("select cast(coalesce(sum(seconds), 0) as bigint) from record"
                    " where status = 'approved' and year = {}",
                    year.value()));
  });
}

}  // namespace xueshi::store
