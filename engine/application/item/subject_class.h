// A class as its graph sees it (workflows/class.yaml; domain.md §3).
#pragma once

#include <optional>

#include "base/fields.h"
#include "item/subject.h"
#include "training/class_rules.h"
#include "training/plan.h"

namespace xueshi::item {

class ClassSubject : public SubjectWithTables<ClassSubject> {
 public:
  enum class Made {
    kBefore,      // it is there
    kOverPeople,  // likewise; the action is about attendees, who are asked one by one
    kByFile,      // a row of a file, which would make it
  };
  ClassSubject(Deed& deed, training::TrainingClass one, Made made);

  std::string_view word() const override { return "class"; }
  // A new one is made under the graph of today, whatever had its number before.
  std::string number() const override { return is_new_ ? "" : class_.number; }
  std::string unit() const override { return class_.org; }
  std::string learner() const override { return focused_; }
  int year() const override { return class_.year.value(); }
  std::string place(std::string_view region) const override;
  void set_place(std::string_view region, const std::string& place) override;
  condition::Facts facts() const override;
  base::Blockers set_fields(const base::Fields& fields) override;
  void save() override;
  base::Fields values() const override;
  std::vector<std::string> parts() const override;
  void focus(const std::string& employee) override;
  bool is_about_nobody() const override { return over_people_ && people_.empty(); }
  std::vector<std::string> waiting_notes() const override;
  bool is_gone() const override;
  bool waits_with_a_change() const override { return true; }

  static const std::vector<Need>& needs();
  static const std::vector<Effect>& effects();

  const training::TrainingClass& training_class() const { return class_; }
  const std::optional<training::Plan>& plan() const { return plan_; }
  // Its plan's withdrawal: then nobody is added or confirmed any more.
  bool is_withdrawn() const;
  // Why carrying it out as it is needs approval; empty: nobody need approve.
  std::vector<std::string> changes() const;
  // The figures that were approved last: of the plan, or of a change of it.
  training::ApprovedFigures approved() const;

 private:
  base::Blockers set_people(const base::Fields& fields);
  base::Blockers set_cells(const base::Fields& fields);
  bool is_same_institute() const;
  void leave_oneself_out();
  base::Blockers people() const;
  base::Blockers required_columns() const;
  // The focused person's line of the roster. Refuses "class.not-listed" where there is none.
  training::Attendee& require_attendee();
  void put_attendee(training::Enrolment enrolment);
  void add_attendee();
  void enrol_attendee();
  void admit_attendee();
  void reject_attendee();
  void remove_attendee();
  void confirm_attendee();
  void post_hours();
  void take_figures();
  void restore_figures();
  bool is_beyond_days(base::Hours hours) const;
  void check_hours(base::Blockers& blockers) const;
  void warn_of_hours();
  void warn_of_doubts(const std::string& employee);
  void carry_out_plan();

  training::TrainingClass class_;
  std::optional<training::Plan> plan_;
  bool over_people_;
  bool is_new_;
  std::vector<std::string> people_;             // employee numbers
  std::optional<base::Hours> hours_;            // of the people, where given
  std::string focused_;                         // the one it is about now
  std::optional<training::Attendee> attendee_;  // of the focused one
  bool posts_hours_ = false;
};

}  // namespace xueshi::item
