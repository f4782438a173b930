// Subject: one item under a lock, as its graph sees it – places, facts, fields, effects.
//
// A graph says who may do what; a Subject says what it does. One class a kind of item, each in a
// file of its own (subject_plan.cc, …); deed.h runs the transition.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/blocker.h"
#include "database/database.h"
#include "hours/record.h"
#include "item/desk.h"
#include "session/graphs.h"
#include "session/session.h"
#include "store/audit.h"
#include "store/items.h"
#include "workflow/item.h"

namespace xueshi::item {

using Fields = std::vector<std::pair<std::string, std::string>>;  // heading, value; as given

// What one act carries along; everything in it happens in one transaction.
struct Deed {
  session::Session& session;
  database::Transaction& transaction;
  RoleBook roles;
  std::string action{};
  std::string comment{};
  Fields fields{};
  std::vector<store::AuditEntry> trail{};  // appended to the audit trail at the end, by chain
  std::vector<std::string> warnings{};     // Chinese
  std::string created{};                   // id of an item that the act made beside its own
  std::string unit{};  // of the item that was found: a refusal stands in the trail of its institute
};

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
  virtual base::Blockers set_fields(const Fields& fields) = 0;
  base::Blockers ask(std::string_view need) const override;
  // Carries an effect of a transition out; throws base::Refused where it cannot be.
  virtual void apply(std::string_view effect, const workflow::Transition& transition);
  virtual void save() = 0;
  virtual bool is_gone() const { return false; }  // saving deleted it
  // Every field that people see, for the audit trail; places are added by the deed.
  virtual store::AuditValues values() const = 0;

  // An action over several people is asked and taken for each of them; one empty part else.
  virtual std::vector<std::string> parts() const { return {""}; }
  virtual void focus(const std::string&) {}
  // An action over people that none was named for, which set_fields() has said.
  virtual bool is_about_nobody() const { return false; }
  // What to say where it now waits for a verdict.
  virtual std::vector<std::string> waiting_notes() const { return {}; }

  // values() as they were when the item was locked; empty for a new one.
  const store::AuditValues& loaded() const { return loaded_; }

  store::RunningItem& item() { return item_; }
  const store::RunningItem& item() const { return item_; }
  workflow::State state(const workflow::Definition& definition) const;

 protected:
  // Called at the end of every constructor: reads what is kept of number(), remembers values().
  void load();
  Deed& deed_;
  store::RunningItem item_;
  store::AuditValues loaded_;
};

// Locks the item of that id; where the transaction only reads, it is looked at. Throws
// base::Refused("<subject>.not-found") where there is none in the acting role's scope.
std::unique_ptr<Subject> lock_subject(Deed& deed, std::string_view subject, const std::string& id);

std::unique_ptr<Subject> lock_plan(Deed& deed, const std::string& id);
std::unique_ptr<Subject> new_plan(Deed& deed);
std::unique_ptr<Subject> lock_class(Deed& deed, const std::string& id);
std::unique_ptr<Subject> lock_learning(Deed& deed, const std::string& id);
std::unique_ptr<Subject> new_learning(Deed& deed);
// One that was fetched, to look at.
std::unique_ptr<Subject> view_learning(Deed& deed, const hours::LearningRecord& record);
std::unique_ptr<Subject> lock_backbone(Deed& deed, const std::string& id);
std::unique_ptr<Subject> lock_summary(Deed& deed, const std::string& id);
std::unique_ptr<Subject> lock_person(Deed& deed, const std::string& id);

// How an id of an institute's year is written: "I001/2017".
std::string institute_year_id(const std::string& org, base::Year year);

// "找不到…" for one that is not there or out of scope.
[[noreturn]] void refuse_not_found(std::string_view subject, const std::string& id);

}  // namespace xueshi::item
