// Classes as people look at them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "session/session.h"
#include "store/classes.h"
#include "store/items.h"
#include "training/class_rules.h"
#include "training/plan.h"

namespace xueshi::view {

struct AttendeeView {
  training::Attendee attendee;
  std::string name;  // of people out of scope too: name and unit are all that is seen of them
  std::string unit;
  base::Hours hours;  // the class's own where the attendee has none
};
std::string standing_label(const AttendeeView& view);  // 报名待审核 未通过 已确认 未确认

struct ClassView {
  training::TrainingClass training_class;
  std::string unit;  // name
  std::string execution_label;
  std::string waits_for;
  std::vector<std::string> waits_at;  // names of the units that it waits for
  std::int64_t revision = 0;
  std::vector<std::string> changes;      // that carrying it out as it is needs approval for
  training::ApprovedFigures approved{};  // against which these are; its own without a plan
  std::vector<AttendeeView> attendees;   // for a learner their own row alone
  std::vector<store::Verdict> verdicts;  // on its change
  std::vector<std::string> actions;
  std::string support_level;  // 资助程度 of its plan
  bool is_mine = false;       // its change waits for the acting role
  bool is_withdrawn = false;  // its plan is
  bool for_learner = false;   // sees what the class is, not its money, plan and figures
  bool change_pending() const { return !waits_for.empty(); }
};

// For administrators; a learner sees a class in which they could enrol or are listed. Refuses
// "class.not-found".
ClassView show_class(session::Session& session, const std::string& number);

// Somebody whom a class's administrators may put on its roster, of any institute: number, name and
// unit are all that is seen of them (domain.md §1).
struct Attendable {
  std::string employee;
  std::string name;
  std::string unit;
  bool is_listed = false;  // on the roster already, or waiting for it
};
struct AttendableSearch {
  std::vector<Attendable> found;     // as they were asked for, each once
  std::vector<std::string> missing;  // what nobody goes by
};
// Each of `asked` is an employee number or a whole name; of people who have left nobody goes by a
// name. Refuses "class.not-found", "class.role" (may not add anybody), "class.too-many".
AttendableSearch find_attendable(session::Session& session, const std::string& number,
                                 const std::vector<std::string>& asked);

struct ClassListFilter {
  store::ClassFilter classes;
  std::string org;  // a unit below the acting role's; empty: all of it
};
// By start descending, then number. Without attendees and actions. A learner's list: the classes in
// which they could enrol now.
std::vector<ClassView> list_classes(session::Session& session, const ClassListFilter& filter);

// A page of an administrator's list.
using store::ClassOrder;
struct ClassesAsked {
  store::ClassPage page;  // its places are those of the next two
  std::string execution;  // label; empty: any
  std::optional<bool> change_waits;
  std::string org;            // likewise
  bool is_below = false;      // without the own unit's, but for what waits for the acting role
  bool only_waiting = false;  // what waits for the acting role
};
struct ClassesPage {
  std::vector<ClassView> rows;
  std::int64_t total = 0;
  std::int64_t begin = 0;
};
ClassesPage leaf_classes(session::Session& session, const ClassesAsked& asked);

// Those of a year that count (domain.md §4) and stand before they are carried out, by start
// descending: the first of them as a list shows them, and how many there are.
ClassesPage classes_not_carried_out(session::Session& session, base::Year year, std::size_t shown);

// 我的培训班: those on whose rosters the acting person stands – enrolled, listed, confirmed –, of a
// year; as a learner sees them, by start descending. Requires: the actor is a learner.
std::vector<ClassView> list_own_classes(session::Session& session, base::Year year);

}  // namespace xueshi::view
