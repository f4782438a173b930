// One person's hours of a year.
#pragma once

#include <string>
#include <vector>

#include "academy/contact.h"
#include "academy/person.h"
#include "hours/doubt.h"
#include "hours/statement.h"
#include "policy/policy.h"
#include "session/session.h"

namespace xueshi::view {

struct StatementView {
  academy::Person person;
  std::string institute;  // names
  std::string department;
  academy::Contact contact;
  const policy::Policy* policy = nullptr;  // lives as long as the session, or is a draft
  hours::Statement statement;
  std::vector<hours::Exam> exams;
  std::vector<hours::Doubt> doubts;  // about statement.records
};

// A learner sees their own, department and institute administrators and the bureau those of their
// subtree. Refuses "person.not-found" for anybody else.
StatementView show_statement(session::Session& session, const std::string& employee,
                             base::Year year);

// Likewise, in the year that a draft was resolved for and as if it were in force then. The view
// points to it. Requires: the draft outlives the view.
StatementView show_statement(session::Session& session, const std::string& employee,
                             const policy::Policy& draft);

// "L3：…", a line each.
std::vector<std::string> doubts_of(const StatementView& view);

}  // namespace xueshi::view
