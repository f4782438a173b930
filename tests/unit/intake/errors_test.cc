#include "../sheet/error_cases.h"
#include "intake/read.h"
#include "rules.h"
#include "training/plan_rules.h"

namespace xueshi::intake {
namespace {

template <typename T>
OnRow<T> ignore() {
  return [](const T&, const RowPlace&) {};
}

void read_any(Kind kind, sheet::Reader& reader, const Rules& rules, base::Findings& findings) {
  switch (kind) {
    case Kind::kOrgs:
      read_orgs(reader, rules, findings, ignore<academy::Org>());
      return;
    case Kind::kPeople:
      read_people(reader, rules, findings, ignore<academy::Person>());
      return;
    case Kind::kRoles:
      read_roles(reader, rules, findings, ignore<academy::RoleGrant>());
      return;
    case Kind::kHeadcounts:
      read_headcounts(reader, rules, findings, ignore<Headcount>());
      return;
    case Kind::kAbsences:
      read_absences(reader, rules, findings, ignore<AbsenceRow>());
      return;
    case Kind::kPlans:
      read_plans(reader, rules, findings, ignore<training::Plan>());
      return;
    case Kind::kClasses:
      read_classes(reader, rules, findings, ignore<training::TrainingClass>());
      return;
    case Kind::kAttendees:
      read_attendees(reader, rules, findings, ignore<training::Attendee>());
      return;
    case Kind::kLearning:
      read_learning(reader, rules, findings, ignore<hours::LearningRecord>());
      return;
    case Kind::kExams:
      read_exams(reader, rules, findings, ignore<hours::Exam>());
      return;
  }
}

// The slug of a case starts with its kind: "people-name".
TEST(IntakeErrors, EveryCaseSaysExactlyThis) {
  Rules rules = test::make_rules();
  xueshi::test::walk_error_cases("intake",
                                 [&](const xueshi::test::ErrorCase& one, const std::string& file) {
                                   base::Findings findings;
                                   auto kind = find_kind(one.slug.substr(0, one.slug.find('-')));
                                   EXPECT_TRUE(kind) << "the slug must start with a kind";
                                   auto reader = sheet::open(file, findings);
                                   if (kind && reader) read_any(*kind, *reader, rules, findings);
                                   return findings;
                                 });
}

// Also those of the checks of a graph that a row is held against.
TEST(IntakeErrors, EveryCodeHasACase) {
  std::set<std::string> cases, known = xueshi::test::codes_in_sources("intake");
  for (const xueshi::test::ErrorCase& one : xueshi::test::load_error_cases("intake"))
    cases.insert(one.code);
  workflow::Definition graph = xueshi::test::shipped("plan");
  for (const workflow::Check* check :
       workflow::checks_on_the_way(graph, training::place::kDraft, training::place::kReported)) {
    if (!training::column_of(check->when).empty()) known.insert("intake." + check->code);
  }
  EXPECT_EQ(cases, known);
}

}  // namespace
}  // namespace xueshi::intake
