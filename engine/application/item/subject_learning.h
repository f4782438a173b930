// A learning record as its graph sees it (workflows/learning-record.yaml; domain.md §2, S0, S4).
#pragma once

#include <string>

#include "base/fields.h"
#include "hours/record.h"
#include "item/subject.h"

namespace xueshi::item {

class LearningSubject : public SubjectWithTables<LearningSubject> {
 public:
  // `unit`: of the learner. `is_new`: the record has no number yet; it gets one on saving.
  LearningSubject(Deed& deed, hours::LearningRecord record, std::string unit, bool is_new);

  std::string_view word() const override { return "learning"; }
  std::string number() const override;
  std::string shown() const override { return record_.number; }
  std::string unit() const override { return unit_; }
  std::string learner() const override { return record_.employee; }
  int year() const override { return record_.year.value(); }
  std::string place(std::string_view) const override { return is_new_ ? "" : record_.status; }
  void set_place(std::string_view, const std::string& place) override { record_.status = place; }
  condition::Facts facts() const override;
  base::Blockers set_fields(const base::Fields& fields) override;
  void save() override;
  base::Fields values() const override;
  bool is_gone() const override { return is_removed_; }
  std::vector<std::string> waiting_notes() const override;
  const hours::LearningRecord& record() const { return record_; }

  // What a new record of that person has before anybody fills it in. Refuses "person.not-found".
  static LearningSubject blank(Deed& deed, const std::string& employee);

  static const std::vector<Need>& needs();
  static const std::vector<Effect>& effects();

 private:
  static base::Fields blank_row(base::Fields row);
  void remove() { is_removed_ = true; }
  void warn_of_correction();

  hours::LearningRecord record_;
  std::string unit_;
  bool is_new_;
  bool is_removed_ = false;
};

}  // namespace xueshi::item
