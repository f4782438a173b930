// One person's hours of a year.
#pragma once

#include <string>
#include <vector>

#include "academy/person.h"
#include "app/session.h"
#include "hours/statement.h"
#include "policy/policy.h"

namespace xueshi::app {

struct StatementView {
  academy::Person person;
  std::string institute;  // names
  std::string department;
  const policy::Policy* policy = nullptr;  // lives as long as the session
  hours::Statement statement;
  std::vector<hours::Exam> exams;
};

// A learner sees their own, department and institute administrators and the bureau those of their
// subtree. Refuses "person.not-found" for anybody else.
StatementView show_statement(Session& session, const std::string& employee, base::Year year);

}  // namespace xueshi::app
