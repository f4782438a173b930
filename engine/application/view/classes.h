// Classes as people look at them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "session/session.h"
#include "store/classes.h"
#include "store/items.h"
#include "training/plan.h"

namespace xueshi::view {

struct AttendeeView {
  training::Attendee attendee;
  std::string name;  // of people out of scope too: name and unit are all that is seen of them
  std::string unit;
  base::Hours hours;  // the class's own where the attendee has none
};

struct ClassView {
  training::TrainingClass training_class;
  std::string unit;  // name
  std::string execution_label;
  std::string waits_for;
  std::vector<std::string> waits_at;  // names of the units that it waits for
  std::int64_t revision = 0;
  std::vector<std::string> changes;      // that carrying it out as it is needs approval for
  std::vector<AttendeeView> attendees;   // for a learner their own row alone
  std::vector<store::Verdict> verdicts;  // on its change
  std::vector<std::string> actions;
  bool is_withdrawn = false;  // its plan is
  bool for_learner = false;   // sees what the class is, not its money, plan and figures
  bool change_pending() const { return !waits_for.empty(); }
};

// For administrators; a learner sees a class in which they could enrol or are listed. Refuses
// "class.not-found".
ClassView show_class(session::Session& session, const std::string& number);

struct ClassListFilter {
  store::ClassFilter classes;
  std::string org;  // a unit below the acting role's; empty: all of it
};
// By start descending, then number. Without attendees and actions. A learner's list: the classes in
// which they could enrol now.
std::vector<ClassView> list_classes(session::Session& session, const ClassListFilter& filter);

}  // namespace xueshi::view
