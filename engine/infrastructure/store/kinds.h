// One KindOf per import file; for this room's own files.
#pragma once

#include <optional>
#include <string>

#include "academy/org.h"
#include "academy/person.h"
#include "academy/scope.h"
#include "hours/record.h"
#include "store/encoding.h"
#include "store/import_values.h"
#include "store/upsert.h"
#include "training/plan.h"

namespace xueshi::store {

// Per kind of rows: its target, its encoding, and what it does beside the upsert.
template <typename T>
struct KindOf;

// What most kinds do beside the upsert: nothing.
struct PlainKind {
  static void find_more(database::Sql&, ConflictList&) {}
  // What staged rows are once they have what the file leaves out.
  static void settle(database::Sql&) {}
  static std::optional<int> keep_own_columns(database::Sql&, const std::string&) {
    return std::nullopt;
  }
  // SQL: what makes a staged row one that waits.
  static constexpr const char* kWaiting = "line = line";
  // Asked only where a year is finalised.
  static void find_more_finalised(database::Sql&, FinalisedByInstitute&) {}
};

template <>
struct KindOf<academy::Org> : PlainKind {
  static const TargetSpec& spec();
  static void encode(const academy::Org& org, Encoding& row);
  static void find_more(database::Sql& sql, ConflictList& list);  // institutes that are frozen
  static void apply(database::Database& database,
                    References& references);  // renumbers the positions
};

template <>
struct KindOf<academy::Person> : PlainKind {
  static const TargetSpec& spec();
  static void encode(const academy::Person& person, Encoding& row);
  static void settle(database::Sql& sql);                         // who comes back is here again
  static void find_more(database::Sql& sql, ConflictList& list);  // logins, days of employment
  static std::optional<int> keep_own_columns(database::Sql& sql, const std::string& employee);
  static void apply(database::Database& database, References& references);
};

template <>
struct KindOf<academy::RoleGrant> : PlainKind {
  static const TargetSpec& spec();
  static void encode(const academy::RoleGrant& grant, Encoding& row);
  static void find_more(database::Sql& sql, ConflictList& list);  // deputies without an end
  static void apply(database::Database& database, References& references);
};

template <>
struct KindOf<HeadcountRow> : PlainKind {
  static const TargetSpec& spec();
  static void encode(const HeadcountRow& headcount, Encoding& row);
  static void apply(database::Database& database, References& references);
};

template <>
struct KindOf<AbsenceRow> : PlainKind {
  static const TargetSpec& spec();
  static void encode(const AbsenceRow& absence, Encoding& row);
  static void apply(database::Database& database, References& references);
};

template <>
struct KindOf<training::Plan> : PlainKind {
  static const TargetSpec& spec();
  static void encode(const training::Plan& plan, Encoding& row);
  // The class of a project plan, numbers of deleted plans.
  static void find_more(database::Sql& sql, ConflictList& list);
  // Makes the plans' classes.
  static void apply(database::Database& database, References& references);
};

template <>
struct KindOf<training::TrainingClass> : PlainKind {
  static const TargetSpec& spec();
  static void encode(const training::TrainingClass& training_class, Encoding& row);
  static void find_more(database::Sql& sql, ConflictList& list);  // a plan's one class
  static void find_more_finalised(database::Sql& sql, FinalisedByInstitute& found);
  static void apply(database::Database& database, References& references);
};

template <>
struct KindOf<training::Attendee> : PlainKind {
  static const TargetSpec& spec();
  static constexpr const char* kWaiting = "confirmed = 0";
  static void encode(const training::Attendee& attendee, Encoding& row);
  static void apply(database::Database& database, References& references);  // posts the hours
};

template <>
struct KindOf<hours::LearningRecord> : PlainKind {
  static const TargetSpec& spec();
  static void encode(const hours::LearningRecord& record, Encoding& row);
  static constexpr const char* kWaiting = "status = 'pending'";
  static void apply(database::Database& database, References& references);
};

template <>
struct KindOf<hours::Exam> : PlainKind {
  static const TargetSpec& spec();
  static void encode(const hours::Exam& exam, Encoding& row);
  static void apply(database::Database& database, References& references);
};

}  // namespace xueshi::store
