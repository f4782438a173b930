// Classes and their rosters one by one: locked, written; confirmed hours posted and taken back.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "academy/person.h"
#include "academy/scope.h"
#include "database/database.h"
#include "training/class_rules.h"
#include "training/plan.h"

namespace xueshi::store {

// find_class, with its plan's row locked before the class's own, both until the end of the
// transaction.
std::optional<training::TrainingClass> lock_class(database::Transaction& transaction,
                                                  const academy::Scope& scope,
                                                  std::string_view number);
// A class of any unit: for learners, who may enrol where its visibility allows (domain.md §1).
std::optional<training::TrainingClass> lock_class_for_enrolment(database::Transaction& transaction,
                                                                std::string_view number);
// The plan of a class, whatever the scope: an effect of the class's own graph reaches it.
std::optional<training::Plan> find_plan_of_class(database::Database& database,
                                                 std::string_view number);
// The class of a plan; absent for an other plan.
std::optional<std::string> find_class_of_plan(database::Database& database, std::string_view plan);

// Changes a class that is there; its unit and its plan stay. One that differs from its plan now is
// pre-filled no more.
void save_class(database::Transaction& transaction, const training::TrainingClass& training_class);

// The figures approved last, where they are not the plan's; absent where they are.
std::optional<training::ApprovedFigures> find_approved(database::Database& database,
                                                       std::string_view number);
// Those of these classes that have any, by class number.
std::map<std::string, training::ApprovedFigures> fetch_approved(
    database::Database& database, const std::vector<std::string>& numbers);
void save_approved(database::Transaction& transaction, std::string_view number,
                   const training::ApprovedFigures& figures);

std::optional<training::Attendee> find_attendee(database::Database& database,
                                                std::string_view class_number,
                                                std::string_view employee);
void save_attendee(database::Transaction& transaction, const training::Attendee& attendee);
void delete_attendee(database::Transaction& transaction, const training::Attendee& attendee);

// Posts the hours of the confirmed attendees of a class that is carried out, where they are not
// posted yet; with an employee number of that one alone.
void post_hours(database::Transaction& transaction, std::string_view class_number,
                std::string_view employee = "");
// What was posted to one attendee gets their own hours; what was posted goes.
void repost_hours(database::Transaction& transaction, const training::Attendee& attendee);
void take_back_hours(database::Transaction& transaction, const training::Attendee& attendee);

// Anybody, for a class's own administrator, who may add attendees of any institute by employee
// number (domain.md §1); only name and unit are theirs to see.
std::optional<academy::Person> find_attendable_person(database::Database& database,
                                                      std::string_view employee);
// Likewise everybody of one of those whole names, by employee number.
std::vector<academy::Person> fetch_attendable_people(database::Database& database,
                                                     const std::vector<std::string>& names);

}  // namespace xueshi::store
