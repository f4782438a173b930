// Doubts about one thing on a person's record, for who acts on it (domain.md §2, D8).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hours/doubt.h"
#include "session/session.h"

namespace xueshi::item {

// By the rules of a record's year; nothing is where there are none. Requires: the session outlives
// it.
hours::IsDelivered delivered_in(const session::Session& session);

// What is hard to believe of it beside the person's other records of its year; nothing where the
// person is out of reach. Chinese. Requires: it was saved.
std::vector<std::string> doubts_about(session::Session& session,
                                      const hours::LearningRecord& record);
// The same of what a class put on record.
std::vector<std::string> doubts_about_attendance(session::Session& session,
                                                 const std::string& employee, base::Year year,
                                                 const std::string& class_number);

}  // namespace xueshi::item
