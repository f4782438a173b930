#include "store/kinds.h"
#include "store/posting.h"

namespace xueshi::store {

const TargetSpec& KindOf<training::Attendee>::spec() {
  static const TargetSpec kSpec = {.table = "attendee",
                                   .has_id = false,
                                   .columns = {{"class_id", false},
                                               {"person_id", false},
                                               {"seconds", false},
                                               {"confirmed", false}},
                                   .key_columns = 2,
                                   .unit = "c.org_id",
                                   .other_unit = "p.org_id",
                                   .joined =
                                       " join class c on c.id = i.class_id"
                                       " join person p on p.id = i.person_id",
                                   .item = "c.number",
                                   .part = "p.employee",
                                   .recorded =
                                       "select i.person_id, 1, c.number, c.year, i.line"
                                       " from incoming i join class c on c.id = i.class_id"};
  return kSpec;
}

// A class's own administrator may add attendees of any institute (domain.md §1): the class decides
// the scope.
void KindOf<training::Attendee>::encode(const training::Attendee& attendee, Encoding& row) {
  const ClassRef* ref = row.references.find_class(attendee.class_number);
  if (ref == nullptr || !ref->org->in_scope) {
    row.conflicts.emplace_back(ConflictKind::kUnknownClass, attendee.class_number);
  }
  row.put(ref != nullptr ? ref->id : 0);
  const PersonRef* person = row.put_person(attendee.employee);
  if (attendee.hours) row.put(attendee.hours->seconds());
  if (!attendee.hours) row.put_null();
  row.put(attendee.confirmed);
  if (ref == nullptr) return;
  if (ref->days > 0 && attendee.hours &&
      *attendee.hours > base::Hours::of_hours(std::int64_t{24} * ref->days))
    row.conflicts.emplace_back(ConflictKind::kHoursPerDay, std::to_string(ref->days));
  row.guard(ref->org, base::Year(ref->year));
  if (person != nullptr) row.guard(person->org, base::Year(ref->year));
}

void KindOf<training::Attendee>::apply(database::Database& database, References& references) {
  database::Sql& sql = database.session().sql;
  note_reposted(sql);
  upsert(sql, spec());
  post_staged_attendees(sql, references);
}

}  // namespace xueshi::store
