// A plan as its graph sees it (workflows/plan.yaml; domain.md §3).
#pragma once

#include "base/fields.h"
#include "intake/one_row.h"
#include "item/subject.h"
#include "training/plan.h"

namespace xueshi::item {

class PlanSubject : public SubjectWithTables<PlanSubject> {
 public:
  // `is_new`: the plan has no number yet; it gets one on saving.
  PlanSubject(Deed& deed, training::Plan plan, bool is_new);

  std::string_view word() const override { return "plan"; }
  std::string number() const override { return plan_.number; }
  std::string unit() const override { return plan_.org; }
  int year() const override { return plan_.year.value(); }
  std::string place(std::string_view region) const override;
  void set_place(std::string_view region, const std::string& place) override;
  condition::Facts facts() const override;
  base::Blockers set_fields(const base::Fields& fields) override;
  void save() override;
  base::Fields values() const override;
  bool is_gone() const override { return is_removed_; }

  std::string say(const std::string& word) const override;

  static const std::vector<Need>& needs();
  static const std::vector<Effect>& effects();

  const training::Plan& plan() const { return plan_; }
  // The role in which its route begins: of who submitted it last; of a class administrator where
  // nobody here did (an imported plan).
  std::string submitted_as() const;

 private:
  base::Fields filled_in() const override;
  const policy::PlanRules& rules() const;
  bool needs_nobody(const condition::Facts& facts) const;
  base::Fields blank_row() const;
  void set_own_fields(const base::Fields& fields, base::Fields& cells, base::Blockers& blockers);
  void set_reason(const std::string& value, base::Blockers& blockers);
  void set_rank(const std::string& value, base::Blockers& blockers);
  void set_cells(const base::Fields& cells, base::Blockers& blockers);
  void choose_kind(const base::Fields& cells, base::Fields& row, base::Blockers& blockers);
  void check_reach(const training::Plan& before, base::Blockers& blockers);
  base::Blockers completeness() const;
  void drop_funding_request();
  void grant_support();
  void keep_reason();
  void set_support_level(const std::string& value, base::Blockers& blockers);
  void make_room_for_rank();
  void warn_of_edit_year();
  void warn_of_new_submission();
  void copy();
  void remove();

  training::Plan plan_;
  bool is_new_;
  bool is_removed_ = false;
  bool is_rank_given_ = false;
};

}  // namespace xueshi::item
