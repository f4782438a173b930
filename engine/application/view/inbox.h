// inbox: what waits for the acting role – verdicts to give, enrolments to admit, items that came
// back.
#pragma once

#include <string>
#include <vector>

#include "session/session.h"

namespace xueshi::view {

struct InboxItem {
  std::string subject;  // plan class learning
  std::string id;
  std::string title;
  std::string unit;    // name
  std::string status;  // label of the place; of a class whose change waits, that too
  std::string remark;  // what the last reviewer wrote
  std::vector<std::string> actions;
};

// Plans, then classes, then learning records; each by number. For the operator: everything that
// waits for anybody.
std::vector<InboxItem> list_inbox(session::Session& session);

}  // namespace xueshi::view
