// Subject: one item under a lock, as its graph sees it – places, facts, fields, effects.
//
// A graph says who may do what; a Subject says what it does. One class a kind of item (kind.h),
// each in a file of its own (subject_plan.cc, …); deed.h runs the transition.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/blocker.h"
#include "base/fields.h"
#include "database/database.h"
#include "item/desk.h"
#include "item/fetched.h"
#include "session/graphs.h"
#include "session/session.h"
#include "store/audit.h"
#include "store/items.h"
#include "workflow/item.h"

namespace xueshi::item {

// What one act carries along; everything in it happens in one transaction.
struct Deed {
  session::Session& session;
  database::Transaction& transaction;
  RoleBook roles;
  std::string action{};
  std::string comment{};
  base::Fields fields{};
  std::vector<store::AuditEntry> trail{};  // appended to the audit trail at the end, by chain
  std::vector<std::string> warnings{};     // Chinese
  std::string created{};                   // id of an item that the act made beside its own
  bool password_confirmed = false;         // or none is asked for
  std::string unit{};  // of the item that was found: a refusal stands in the trail of its institute
  Fetched fetched{};   // of a look at many items
};

// Of every subject alike: the acting person's password, once more.
inline constexpr const char* kPasswordNeed = "password";

class Subject : public workflow::Needs {
 public:
  explicit Subject(Deed& deed) : deed_(deed) {}
  ~Subject() override = default;

  virtual std::string_view word() const = 0;              // "plan"
  virtual std::string number() const = 0;                 // key of the running item
  virtual std::string shown() const { return number(); }  // what people call it
  virtual std::string unit() const = 0;                   // code of its unit
  virtual std::string learner() const { return ""; }      // employee number of whom it is about
  virtual int year() const { return 0; }  // reporting year whose policy decides; 0: none does

  // By the region's name; empty for an item that is to be made.
  virtual std::string place(std::string_view region) const = 0;
  virtual void set_place(std::string_view region, const std::string& place) = 0;
  virtual condition::Facts facts() const = 0;

  // Takes the values over, checked as an import checks them; nothing is saved yet.
  virtual base::Blockers set_fields(const base::Fields& fields) = 0;
  // What stands in the way of a need. Those of every kind: `password`. Requires: the graph's
  // checker knows the need.
  base::Blockers ask(std::string_view need) const override;
  std::vector<std::string> missing(const workflow::Check& check) const override;
  std::string say(const std::string& word) const override;
  // Carries an effect of a transition out; throws base::Refused where it cannot be: never does it
  // nothing silently. Requires: the graph's checker knows the effect.
  virtual void apply(std::string_view effect);
  virtual void save() = 0;
  virtual bool is_gone() const { return false; }  // saving deleted it
  // Every field that people see, for the audit trail; places are added by the deed.
  virtual base::Fields values() const = 0;

  // An action over several people is asked and taken for each of them; one empty part else.
  virtual std::vector<std::string> parts() const { return {""}; }
  virtual void focus(const std::string&) {}
  // An action over people that none was named for, which set_fields() has said.
  virtual bool is_about_nobody() const { return false; }
  // What to say where it now waits for a verdict.
  virtual std::vector<std::string> waiting_notes() const { return {}; }
  // What waits for a verdict is a change of what was approved before.
  virtual bool waits_with_a_change() const { return false; }

  // values() as they were when the item was locked; empty for a new one.
  const base::Fields& loaded() const { return loaded_; }

  store::RunningItem& item() { return item_; }
  const store::RunningItem& item() const { return item_; }
  workflow::State state(const workflow::Definition& definition) const;

 protected:
  // An effect of more than one kind: who acts is its author from now on.
  void record_author();
  // What stands in the headings, as a check that they are filled in sees it.
  virtual base::Fields filled_in() const { return values(); }
  // Called at the end of every constructor: reads what is kept of number(), remembers values().
  void load();
  Deed& deed_;
  store::RunningItem item_;
  base::Fields loaded_;
};

// A need or an effect by its name, with the method that does it, and where a graph may name it.
template <typename Method>
struct Named {
  workflow::Offered offered;
  Method method;
};

// What a table offers to the checker of graphs.
template <typename Method>
std::vector<workflow::Offered> offered_by(const std::vector<Named<Method>>& table) {
  std::vector<workflow::Offered> all;
  for (const Named<Method>& one : table) all.push_back(one.offered);
  return all;
}

// A Subject whose needs and effects are tables: `Own::needs()` and `Own::effects()`, of methods of
// its own. A graph was checked against them, so that a word which is in neither cannot come.
template <typename Own>
class SubjectWithTables : public Subject {
 public:
  using Need = Named<base::Blockers (Own::*)() const>;
  using Effect = Named<void (Own::*)()>;
  explicit SubjectWithTables(Deed& deed) : Subject(deed) {}

  base::Blockers ask(std::string_view need) const override {
    for (const Need& one : Own::needs()) {
      if (one.offered.name == need) return (static_cast<const Own*>(this)->*one.method)();
    }
    return Subject::ask(need);
  }
  void apply(std::string_view effect) override {
    for (const Effect& one : Own::effects()) {
      if (one.offered.name == effect) return (static_cast<Own*>(this)->*one.method)();
    }
    Subject::apply(effect);
  }
};

}  // namespace xueshi::item
