// inbox: what waits for the acting role – verdicts to give, enrolments to admit, items that came
// back.
#pragma once

#include <string>
#include <vector>

#include "base/fields.h"
#include "session/session.h"
#include "store/items.h"

namespace xueshi::view {

struct InboxItem {
  std::string subject;  // plan class learning
  std::string id;
  std::string title;
  std::string unit;          // name
  std::string status;        // label of the place; of a class whose change waits, that too
  std::string remark;        // what the last reviewer wrote
  std::string learner;       // employee number; empty where it is nobody's own
  std::string learner_name;  // of people in reach
  base::Fields fields;       // everything that it says
  std::vector<store::Verdict> verdicts;  // of every level so far
  std::vector<std::string> actions;
};

// Plans, then classes, then learning records; each by number. For the operator: everything that
// waits for anybody.
std::vector<InboxItem> list_inbox(session::Session& session);

}  // namespace xueshi::view
