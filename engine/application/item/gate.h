// Gate: the rows of a file are asked as acts would be – nobody can do by a file what they could not
// do by hand (domain.md §3, D17, D18).
//
// A new row is a `create` of its kind, and must stand where that leads to; a changed one is the
// action of its kind that sets fields (Kind::changes), taken, with its line in the trail; a person
// on a roster is an `add-attendee`.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "hours/record.h"
#include "item/deed.h"
#include "item/kind.h"
#include "training/plan.h"

namespace xueshi::item {

class ClassSubject;

// A new row stands where its `create` does not lead to.
struct Misplaced {
  std::string region;                // name
  std::string given;                 // labels
  std::vector<std::string> allowed;  // what it may be given as
};

struct GateAnswer {
  base::Blockers blockers;  // of the graph and the subject
  std::vector<Misplaced> misplaced;
  bool may() const { return blockers.empty() && misplaced.empty(); }
};

// One import's, in its transaction. Answers are kept as long as it lives: requires that nothing
// which it asks about changes meanwhile but by itself.
class Gate {
 public:
  Gate(session::Session& session, database::Transaction& transaction);
  ~Gate();
  Gate(const Gate&) = delete;

  // What stands in the way of making it.
  GateAnswer may_make(const training::Plan& plan);
  GateAnswer may_make(const training::TrainingClass& one);
  GateAnswer may_make(const hours::LearningRecord& record);
  GateAnswer may_make(const training::Attendee& attendee);

  // Changes what is there to the row's values, or says why not; then nothing was changed. What it
  // had to say beside it comes with take_warnings(). `given`: whether the file has that heading.
  // Requires: it is there.
  using Given = std::function<bool(std::string_view heading)>;
  base::Blockers change(const training::Plan& plan, const Given& given);
  base::Blockers change(const training::TrainingClass& one, const Given& given);
  base::Blockers change(const hours::LearningRecord& record, const Given& given);
  // Of somebody who is on the roster and confirmed: other hours.
  base::Blockers change(const training::Attendee& attendee, const Given& given);
  // Whether the roster says so.
  bool is_confirmed(const training::Attendee& attendee);

  // Since it was asked last.
  std::vector<std::string> take_warnings();
  std::vector<store::AuditEntry> take_trail();

 private:
  base::Blockers change(const Kind& kind, const std::string& id, base::Fields row,
                        const Given& given);
  ClassSubject& roster_of(const std::string& class_number);
  const std::string& unit_of(const std::string& employee);

  Deed deed_;
  std::map<std::string, std::string> units_;      // of learners
  std::map<std::string, GateAnswer> of_records_;  // by learner, facts and place
  std::map<std::string, std::unique_ptr<ClassSubject>> classes_;
};

}  // namespace xueshi::item
