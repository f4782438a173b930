#include "hours/record.h"
#include "store/kinds.h"

namespace xueshi::store {

const TargetSpec& KindOf<hours::LearningRecord>::spec() {
  static const TargetSpec kSpec = {"record",
                                   false,
                                   {{"person_id", false},
                                    {"source_id", false},
                                    {"number", true},
                                    {"year", false},
                                    {"title", true},
                                    {"organiser", true},
                                    {"start_at", true},
                                    {"end_at", true},
                                    {"seconds", false},
                                    {"status", true},
                                    {"category", true}},
                                   3,
                                   {{"status", "status"}}};
  return kSpec;
}

void KindOf<hours::LearningRecord>::encode(const hours::LearningRecord& record, Encoding& row) {
  const PersonRef* person = row.put_person(record.employee);
  if (person != nullptr && !person->org->in_scope) {
    row.conflicts.emplace_back(ConflictKind::kUnknownPerson, record.employee);
  }
  row.put(row.references.source_id(record.source));
  row.put(record.number);
  row.put(record.year.value());
  row.put(record.title);
  row.put(record.organiser);
  row.put(base::render_as_written(record.start));
  if (record.end) row.put(base::render_as_written(*record.end));
  if (!record.end) row.put_null();
  row.put(record.length.seconds());
  row.put(record.status);
  row.put(record.category);
  if (person != nullptr) row.guard(person->org, record.year);
}

ImportCounts KindOf<hours::LearningRecord>::apply(Database& database, References&) {
  return upsert(database.session().sql, spec());
}

const TargetSpec& KindOf<hours::Exam>::spec() {
  static const TargetSpec kSpec = {
      "exam",
      false,
      {{"person_id", false}, {"number", true}, {"year", false}, {"title", true}, {"passed", false}},
      2,
      {}};
  return kSpec;
}

void KindOf<hours::Exam>::encode(const hours::Exam& exam, Encoding& row) {
  const PersonRef* person = row.put_person(exam.employee);
  if (person != nullptr && !person->org->in_scope) {
    row.conflicts.emplace_back(ConflictKind::kUnknownPerson, exam.employee);
  }
  row.put(exam.number);
  row.put(exam.year.value());
  row.put(exam.title);
  row.put(exam.passed);
  if (person != nullptr) row.guard(person->org, exam.year);
}

ImportCounts KindOf<hours::Exam>::apply(Database& database, References&) {
  return upsert(database.session().sql, spec());
}

}  // namespace xueshi::store
