#include "store/posting.h"

#include <fmt/format.h>

#include "hours/record.h"

namespace xueshi::store {

namespace {

void post_missing(database::Sql& sql, References& references, const char* staged) {
  database::run(
      sql,
      fmt::format("insert into record (person_id, posted, number, source_id, year, title,"
                  " organiser, start_at, end_at, seconds, status, category)"
                  " select a.person_id, 1, c.number, {}, c.year, c.title, c.organiser, c.start_at,"
                  " c.end_at, coalesce(a.seconds, c.seconds), 'approved', c.category"
                  " from incoming i join class c on {} where c.execution = 'carried_out'"
                  " and a.confirmed = 1 on conflict (person_id, posted, number) do nothing",
                  references.source_id(std::string(hours::kRosterSource)), staged));
}

}  // namespace

void post_rosters_of_staged_classes(database::Sql& sql, References& references) {
  post_missing(sql, references, "c.number = i.number join attendee a on a.class_id = c.id");
}

void note_reposted(database::Sql& sql) {
  database::run(sql, "drop table if exists reposted");
  database::run(sql,
                "create temporary table reposted as select i.person_id, c.number,"
                " coalesce(i.seconds, c.seconds) as seconds from incoming i"
                " join attendee a on a.class_id = i.class_id and a.person_id = i.person_id"
                " join class c on c.id = i.class_id where a.seconds is distinct from i.seconds");
}

void post_staged_attendees(database::Sql& sql, References& references) {
  post_missing(sql, references,
               "c.id = i.class_id join attendee a on a.class_id = c.id"
               " and a.person_id = i.person_id");
  database::run(
      sql,
      "update record set seconds = t.seconds from reposted t where record.person_id = t.person_id"
      " and record.posted = 1 and record.number = t.number");
  database::run(sql, "drop table reposted");
}

}  // namespace xueshi::store
