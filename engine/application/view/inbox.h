// inbox: what waits for the acting role – verdicts to give, enrolments to admit, items that came
// back – in piles: plan, class, enrolment, learning.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/fields.h"
#include "session/session.h"
#include "store/items.h"
#include "store/waiting.h"

namespace xueshi::view {

struct InboxItem {
  std::string pile;     // where it lies: plan class enrolment learning
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
  std::string key;  // of the row, for `after`
};

// As faces say them.
using InboxFilter = store::WaitingFilter;
using InboxOrder = store::WaitingOrder;

struct InboxAsked {
  // Of these the first with something in it; none: all there are, one after the other.
  std::vector<std::string> piles;
  InboxFilter filter;
  InboxOrder order = InboxOrder::kPart;  // by number
  bool is_down = false;
  std::string after;       // key of the last row before the page; else `begin` counts
  std::int64_t begin = 0;  // of the first row, from 0
  std::int64_t size = 20;
};
// What lies beyond the end is the last page.
struct InboxPage {
  std::string pile;  // empty: all of them
  std::vector<InboxItem> rows;
  std::int64_t total = 0;
  std::int64_t begin = 0;
  // How many lie in each pile, whatever the filter; in the order of the piles.
  std::vector<std::pair<std::string, std::int64_t>> counts;
};
InboxPage leaf_inbox(session::Session& session, const InboxAsked& asked);

std::vector<std::pair<std::string, std::int64_t>> count_inbox(session::Session& session);

// All of it. For the operator: everything that waits for anybody.
std::vector<InboxItem> list_inbox(session::Session& session);

}  // namespace xueshi::view
