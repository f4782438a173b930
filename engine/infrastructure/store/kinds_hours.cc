#include <fmt/format.h>

#include "hours/record.h"
#include "store/kinds.h"

namespace xueshi::store {

namespace {

constexpr const char* kUnitOfPerson = "(select p.org_id from person p where p.id = t.person_id)";
constexpr const char* kPersonOfRow = " join person p on p.id = i.person_id";
constexpr const char* kItem = "p.employee || '/' || i.number";

// Somebody out of scope is as unknown as somebody who is not there. A learner reaches themselves.
const PersonRef* find_learner(Encoding& row, const std::string& employee) {
  const PersonRef* person = row.find_own_person(employee);
  if (person != nullptr && !row.references.reaches(*person, employee))
    row.conflicts.emplace_back(ConflictKind::kUnknownPerson, employee);
  return person;
}

}  // namespace

const TargetSpec& KindOf<hours::LearningRecord>::spec() {
  static const TargetSpec kSpec = {.table = "record",
                                   .has_id = false,
                                   .columns = {{"person_id", false},
                                               {"posted", false},
                                               {"number", true},
                                               {"source_id", false},
                                               {"year", false},
                                               {"title", true},
                                               {"organiser", true},
                                               {"start_at", true},
                                               {"end_at", true},
                                               {"seconds", false},
                                               {"status", true},
                                               {"category", true},
                                               {"work", true},
                                               {"author", false}},
                                   .key_columns = 3,
                                   .statuses = {{"status", "status"}},
                                   .unit_of_existing = kUnitOfPerson,
                                   .unit = "p.org_id",
                                   .joined = kPersonOfRow,
                                   .item = kItem,
                                   .same_thing =
                                       "t.posted = 0 and t.number = i.number"
                                       " and t.source_id = i.source_id and t.year = i.year"
                                       " and t.title = i.title and t.start_at = i.start_at"
                                       " and t.seconds = i.seconds and t.status <> 'voided'",
                                   .recorded =
                                       "select person_id, posted, number, year, line"
                                       " from incoming"};
  return kSpec;
}

void put_record(RowValues& row, const hours::LearningRecord& record, std::int64_t person,
                std::int64_t source) {
  row.put(person);
  row.put(record.source == hours::kRosterSource);
  row.put(record.number);
  row.put(source);
  row.put(record.year.value());
  row.put(record.title);
  row.put(record.organiser);
  row.put(base::render_as_written(record.start));
  row.put(record.end);
  row.put(record.length.seconds());
  row.put(record.status);
  row.put(record.category);
  row.put(record.work);
  row.put(record.author);
}

void KindOf<hours::LearningRecord>::encode(const hours::LearningRecord& record, Encoding& row) {
  const PersonRef* person = find_learner(row, record.employee);
  put_record(row, record, person != nullptr ? person->id : 0,
             row.references.source_id(record.source));
  if (person != nullptr) row.guard(person->org, record.year);
}

void KindOf<hours::LearningRecord>::apply(database::Database& database, References&) {
  upsert(database.session().sql, spec());
}

const TargetSpec& KindOf<hours::Exam>::spec() {
  static const TargetSpec kSpec = {.table = "exam",
                                   .has_id = false,
                                   .columns = {{"person_id", false},
                                               {"number", true},
                                               {"year", false},
                                               {"title", true},
                                               {"passed", false}},
                                   .key_columns = 2,
                                   .unit_of_existing = kUnitOfPerson,
                                   .unit = "p.org_id",
                                   .joined = kPersonOfRow,
                                   .item = kItem,
                                   .same_thing =
                                       "t.number = i.number and t.year = i.year"
                                       " and t.title = i.title"};
  return kSpec;
}

void KindOf<hours::Exam>::encode(const hours::Exam& exam, Encoding& row) {
  const PersonRef* person = find_learner(row, exam.employee);
  row.put(person != nullptr ? person->id : 0);
  row.put(exam.number);
  row.put(exam.year.value());
  row.put(exam.title);
  row.put(exam.passed);
  if (person != nullptr) row.guard(person->org, exam.year);
}

void KindOf<hours::Exam>::apply(database::Database& database, References&) {
  upsert(database.session().sql, spec());
}

}  // namespace xueshi::store
