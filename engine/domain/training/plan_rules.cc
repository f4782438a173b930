#include "training/plan_rules.h"

#include <fmt/format.h>

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
  kFacts
};

int offset_of(PlanKind kind, const policy::PlanRules& rules) {
  auto at = rules.edit_year.find(std::string(word(kind)));
  return at == rules.edit_year.end() ? 0 : at->second;
}

void check_funding(const Plan& plan, const policy::PlanRules& rules, base::Blockers& blockers) {
  if (plan.kind == PlanKind::kAdded) {
    blockers.push_back({"plan.funding-of-added-plan",
                        "只有年度计划可以申请院经费支持，请把 是否申请院经费支持 改为 否"});
  }
  if (base::contains(rules.technical_support, plan.category)) {
    blockers.push_back({"plan.funding-of-category",
                        fmt::format("培训类别为 {} 的计划不能申请院经费支持，可以申请专项技术支持",
                                    plan.category)});
  }
  if (plan.material.empty()) {
    blockers.push_back(
        {"plan.funding-without-material", "申请院经费支持须上传培训有关材料，请填写 资助材料"});
  }
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

const std::vector<std::string>& completed_later() {
  static const std::vector<std::string> kColumns = {"计划类型",     "培训计划类型",  "培训类别",
                                                    "培训时间",     "学时",          "天数",
                                                    "计划参加人数", "所需经费(万元)"};
  return kColumns;
}

namespace {

std::vector<std::string> missing_columns(const Plan& plan) {
  std::vector<std::string> missing;
  if (!plan.kind) missing.emplace_back("培训计划类型");
  if (plan.category.empty()) missing.emplace_back("培训类别");
  if (!plan.month) missing.emplace_back("培训时间");
  if (plan.hours == base::Hours()) missing.emplace_back("学时");
  if (plan.days_millis == 0) missing.emplace_back("天数");
  if (plan.headcount == 0) missing.emplace_back("计划参加人数");
  if (!plan.budget_given) missing.emplace_back("所需经费(万元)");
  return missing;
}

}  // namespace

base::Blockers completeness_blockers(const Plan& plan, const policy::PlanRules& rules) {
  base::Blockers blockers;
  if (std::vector<std::string> missing = missing_columns(plan); !missing.empty()) {
    blockers.push_back(
        {"plan.incomplete", fmt::format("还没有填写 {}，请先填写", base::join(missing, "、"))});
  }
  if (plan.funding_requested) check_funding(plan, rules, blockers);
  if (is_excellent(plan, rules) && !plan.funding_requested) {
    blockers.push_back({"plan.excellence-without-funding",
                        "申请精品项目必须申请院经费支持，请改 是否申请院经费支持 或 是否精品"});
  }
  if (plan.technical_support && !base::contains(rules.technical_support, plan.category)) {
    std::string allowed = base::join(rules.technical_support, "、");
    blockers.push_back(
        {"plan.technical-support",
         allowed.empty() ? fmt::format("本年度的计划不能申请专项技术支持")
                         : fmt::format("只有培训类别为 {} 的计划可以申请专项技术支持", allowed)});
  }
  return blockers;
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
       {"category", FactType::kText, {}, true}},
      {{"kind", kKind, condition::Comparison::kEquals, {}},
       {"form", kForm, condition::Comparison::kEquals, {}},
       {"unit", kUnit, condition::Comparison::kEquals, {}},
       {"submitted_as", kSubmittedAs, condition::Comparison::kEquals, {}},
       {"funding_requested", kFundingRequested, condition::Comparison::kEquals, {}},
       {"this_year", kThisYear, condition::Comparison::kEquals, {}},
       {"editable_year", kEditableYear, condition::Comparison::kEquals, {}},
       {"needs_nobody", kNeedsNobody, condition::Comparison::kEquals, {}},
       {"acting_needs_nobody", kActingNeedsNobody, condition::Comparison::kEquals, {}},
       {"category", kCategory, condition::Comparison::kEquals, {}}}};
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
  return facts;
}

}  // namespace xueshi::training
