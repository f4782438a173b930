#include "training/plan_rules.h"

#include "academy/scope.h"
#include "base/text.h"

namespace xueshi::training {

namespace {

using condition::FactType;

enum Fact : std::size_t {
  kKind,
  kForm,
  kUnit,
  kSubmittedAs,
  kFundingRequested,
  kThisYear,
  kEditableYear,
  kNeedsNobody,
  kActingNeedsNobody,
  kCategory,
  kTechnicalCategory,
  kExcellent,
  kMaterial,
  kTechnicalSupport,
  kFacts
};

int offset_of(PlanKind kind, const policy::PlanRules& rules) {
  auto at = rules.edit_year.find(std::string(word(kind)));
  return at == rules.edit_year.end() ? 0 : at->second;
}

}  // namespace

base::Year edit_year_of(PlanKind kind, base::Year year, const policy::PlanRules& rules) {
  return base::Year(year.value() + offset_of(kind, rules));
}

base::Year year_made_in(const std::optional<PlanKind>& kind, base::Year today,
                        const policy::PlanRules& rules) {
  return base::Year(today.value() - offset_of(kind.value_or(PlanKind::kAdded), rules));
}

bool is_editable_year(const Plan& plan, base::Year today, const policy::PlanRules& rules) {
  auto fits = [&](PlanKind kind) { return edit_year_of(kind, plan.year, rules) == today; };
  return plan.kind ? fits(*plan.kind) : fits(PlanKind::kAnnual) || fits(PlanKind::kAdded);
}

bool is_excellent(const Plan& plan, const policy::PlanRules& rules) {
  return base::contains(rules.excellent_class, plan.excellence);
}

std::string default_support(const Plan& plan, const policy::PlanRules& rules) {
  const char* kind = "plain";
  if (plan.funding_requested) kind = is_excellent(plan, rules) ? "excellent" : "funded";
  auto at = rules.support.find(kind);
  return at == rules.support.end() ? "" : at->second;
}

void drop_funding_request(Plan& plan, const policy::PlanRules& rules) {
  plan.funding_requested = false;
  plan.excellence = rules.excellence.empty() ? "" : rules.excellence.front();
  plan.funding_rank.reset();
}

Plan copy_as_draft(const Plan& plan) {
  Plan copy = plan;
  copy.number.clear();
  copy.review = place::kDraft;
  copy.publication = place::kUnpublished;
  copy.execution = place::kNotCarriedOut;
  copy.withdrawal = place::kStanding;
  copy.withdrawal_reason.clear();
  copy.support_level.clear();
  copy.funding_rank.reset();
  return copy;
}

std::string_view word(academy::OrgLevel level) {
  switch (level) {
    case academy::OrgLevel::kAcademy:
      return "academy";
    case academy::OrgLevel::kBranch:
      return "branch";
    case academy::OrgLevel::kInstitute:
      return "institute";
    case academy::OrgLevel::kDepartment:
      return "department";
  }
  return "";
}

const std::vector<std::string>& roles_of_route() {
  using academy::Role;
  static const std::vector<std::string> kRoles = {
      std::string(academy::word(Role::kClassAdmin)),
      std::string(academy::word(Role::kDepartmentAdmin)),
      std::string(academy::word(Role::kInstituteAdmin)),
      std::string(academy::word(Role::kAcademyAdmin))};
  return kRoles;
}

const condition::Vocabulary& plan_vocabulary() {
  static const condition::Vocabulary kVocabulary = {
      {{"kind", FactType::kChoice, {"annual", "added"}, true},
       {"form", FactType::kChoice, {"project", "other"}, true},
       {"unit", FactType::kChoice, {"academy", "branch", "institute", "department"}, true},
       {"submitted_as", FactType::kChoice, roles_of_route(), true},
       {"funding_requested", FactType::kFlag, {}, true},
       {"this_year", FactType::kFlag, {}, true},
       {"editable_year", FactType::kFlag, {}, true},
       {"needs_nobody", FactType::kFlag, {}, true},
       {"acting_needs_nobody", FactType::kFlag, {}, true},
       {"category", FactType::kText, {}, true},
       {"technical_category", FactType::kFlag, {}, true},
       {"excellent", FactType::kFlag, {}, true},
       {"material", FactType::kFlag, {}, true},
       {"technical_support", FactType::kFlag, {}, true}},
      {{"kind", kKind, condition::Comparison::kEquals, {}},
       {"form", kForm, condition::Comparison::kEquals, {}},
       {"unit", kUnit, condition::Comparison::kEquals, {}},
       {"submitted_as", kSubmittedAs, condition::Comparison::kEquals, {}},
       {"funding_requested", kFundingRequested, condition::Comparison::kEquals, {}},
       {"this_year", kThisYear, condition::Comparison::kEquals, {}},
       {"editable_year", kEditableYear, condition::Comparison::kEquals, {}},
       {"needs_nobody", kNeedsNobody, condition::Comparison::kEquals, {}},
       {"acting_needs_nobody", kActingNeedsNobody, condition::Comparison::kEquals, {}},
       {"category", kCategory, condition::Comparison::kEquals, {}},
       {"technical_category", kTechnicalCategory, condition::Comparison::kEquals, {}},
       {"excellent", kExcellent, condition::Comparison::kEquals, {}},
       {"material", kMaterial, condition::Comparison::kEquals, {}},
       {"technical_support", kTechnicalSupport, condition::Comparison::kEquals, {}}}};
  return kVocabulary;
}

condition::Facts facts_of(const Plan& plan, const policy::PlanRules& rules,
                          const PlanCircumstances& circumstances) {
  base::Year now = base::year_of(circumstances.today);
  condition::Facts facts(kFacts);
  if (plan.kind) facts[kKind] = std::string(word(plan.kind));
  facts[kForm] = std::string(word(plan.form));
  facts[kUnit] = std::string(word(circumstances.unit));
  facts[kSubmittedAs] = circumstances.submitted_as;
  facts[kFundingRequested] = plan.funding_requested;
  facts[kThisYear] = plan.year == now;
  facts[kEditableYear] = is_editable_year(plan, now, rules);
  facts[kNeedsNobody] = circumstances.needs_nobody;
  facts[kActingNeedsNobody] = circumstances.acting_needs_nobody;
  facts[kCategory] = plan.category;
  facts[kTechnicalCategory] = base::contains(rules.technical_support, plan.category);
  facts[kExcellent] = is_excellent(plan, rules);
  facts[kMaterial] = !plan.material.empty();
  facts[kTechnicalSupport] = plan.technical_support;
  return facts;
}

std::string_view column_of_fact(std::size_t fact) {
  switch (fact) {
    case kKind:
      return "培训计划类型";
    case kForm:
      return "计划类型";
    case kFundingRequested:
      return "是否申请院经费支持";
    case kCategory:
    case kTechnicalCategory:
      return "培训类别";
    case kExcellent:
      return "是否精品";
    case kMaterial:
      return "资助材料";
    case kTechnicalSupport:
      return "是否申请专项技术支持";
    default:
      return "";
  }
}

std::string_view column_of(const condition::Condition& condition) {
  std::string_view last;
  for (std::size_t fact : condition::facts_asked(condition)) {
    last = column_of_fact(fact);
    if (last.empty()) break;
  }
  return last;
}

std::string technical_categories(const policy::PlanRules& rules) {
  return rules.technical_support.empty() ? "无" : base::join(rules.technical_support, "、");
}

}  // namespace xueshi::training
