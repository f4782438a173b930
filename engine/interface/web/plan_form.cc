#include "web/plan_form.h"

#include <fmt/format.h>

#include "base/text.h"
#include "intake/one_row.h"
#include "policy/policy.h"
#include "session/session.h"
#include "training/plan_rules.h"
#include "web/headed_fields.h"

namespace xueshi::web {

namespace {

using training::PlanKind;

constexpr const char* kNewHeadings[] = {"计划类型", "培训计划类型", "年度"};
constexpr const char* kPlanHeadings[] = {"计划名称",
                                         "培训类别",
                                         "培训时间",
                                         "学时",
                                         "天数",
                                         "计划参加人数",
                                         "主办单位",
                                         "培训地点",
                                         "详细地址",
                                         "联系人",
                                         "联系人电话",
                                         "所需经费(万元)",
                                         "是否申请院经费支持",
                                         "是否精品",
                                         "资助材料",
                                         "是否申请专项技术支持"};

base::Year year_made(const Visit& visit, PlanKind kind) {
  base::Year today = base::year_of(visit.session->today());
  return training::year_made_in(kind, today, visit.session->policy(today).plans);
}

void add_words(std::vector<std::string>& words, const std::vector<std::string>& more) {
  for (const std::string& word : more)
    if (!base::contains(words, word)) words.push_back(word);
}

void offer_words_of_years(const Visit& visit, std::vector<Field>& fields, bool is_new,
                          base::Year year) {
  std::vector<base::Year> years = {year};
  if (is_new) years = {year_made(visit, PlanKind::kAdded), year_made(visit, PlanKind::kAnnual)};
  std::vector<std::string> categories, excellences;
  for (base::Year each : years) {
    const policy::PlanRules& rules = visit.session->policy(each).plans;
    add_words(categories, rules.categories);
    add_words(excellences, rules.excellence);
  }
  offer(*find_field(fields, "培训类别"), categories, "请选择");
  offer(*find_field(fields, "是否精品"), excellences, "");
}

void hint_at(std::vector<Field>& fields, const char* heading, const std::string& hint) {
  if (Field* field = find_field(fields, heading)) field->hint = hint;
}

void add_hints(const Visit& visit, std::vector<Field>& fields) {
  hint_at(fields, "计划类型", "项目计划对应一个培训班；其他计划与培训班无关");
  hint_at(fields, "培训计划类型",
          fmt::format("现在可以填报 {} 年的年度计划和 {} 年的新增计划",
                      year_made(visit, PlanKind::kAnnual).value(),
                      year_made(visit, PlanKind::kAdded).value()));
  constexpr const char* kUpperLimit = "按上限填报：实施时调增须重新审批";
  hint_at(fields, "计划参加人数", kUpperLimit);
  hint_at(fields, "天数", fmt::format("{}，可有小数", kUpperLimit));
  hint_at(fields, "所需经费(万元)", fmt::format("{}，最多六位小数", kUpperLimit));
  std::vector<std::string> supported =
      visit.session->policy(base::year_of(visit.session->today())).plans.technical_support;
  hint_at(
      fields, "是否申请专项技术支持",
      fmt::format("仅限 {}", supported.empty() ? "规定的培训类别" : base::join(supported, "、")));
}

// What the graph asks before a plan is reported: what must be filled in is marked, and what a
// column must not say stands beside it.
void mark_checks(const Visit& visit, std::vector<Field>& fields) {
  base::Findings ignored;  // said where the plan is saved
  const session::Graph* graph = visit.session->graphs().load_current(kPlanPlace.subject, ignored);
  if (graph == nullptr) return;
  for (const workflow::Check* check : workflow::checks_on_the_way(
           graph->definition, training::place::kDraft, training::place::kReported)) {
    for (const std::string& heading : check->filled) {
      if (Field* field = find_field(fields, heading)) field->is_required = true;
    }
    Field* field = find_field(fields, std::string(training::column_of(check->when)));
    bool names_a_value = check->otherwise.find('{') != std::string::npos;
    if (field == nullptr || names_a_value) continue;
    field->hint += (field->hint.empty() ? "" : "；") + check->otherwise;
  }
}

void group(std::vector<Field>& fields, bool is_new) {
  find_field(fields, is_new ? "计划类型" : "计划名称")->group = "计划";
  find_field(fields, "主办单位")->group = "主办单位、地点和联系人";
  find_field(fields, "所需经费(万元)")->group = "经费";
}

}  // namespace

std::vector<std::string> plan_headings(bool is_new) {
  std::vector<std::string> headings;
  if (is_new) headings.assign(std::begin(kNewHeadings), std::end(kNewHeadings));
  headings.insert(headings.end(), std::begin(kPlanHeadings), std::end(kPlanHeadings));
  return headings;
}

std::vector<Field> plan_fields(const Visit& visit, const base::Fields& values, bool is_new,
                               base::Year year) {
  std::vector<Field> fields = headed_fields(intake::Kind::kPlans, plan_headings(is_new), values);
  offer_words_of_years(visit, fields, is_new, year);
  add_hints(visit, fields);
  mark_checks(visit, fields);
  group(fields, is_new);
  if (Field* years = find_field(fields, "年度")) {
    offer(*years,
          {std::to_string(year_made(visit, PlanKind::kAdded).value()),
           std::to_string(year_made(visit, PlanKind::kAnnual).value())},
          "");
    years->hint = "计划的年度，与培训计划类型相配";
  }
  return fields;
}

base::Fields fields_after(const Visit& visit, const training::Plan& plan) {
  training::Plan draft = training::copy_as_draft(plan);
  if (draft.kind) {  // else it may be of either year still
    base::Year wanted = year_made(visit, *draft.kind);
    if (draft.month) {
      draft.month->year =
          base::Year(draft.month->year.value() + wanted.value() - draft.year.value());
    }
    draft.year = wanted;
  }
  base::Fields row = intake::render_row(draft), fields;
  for (const std::string& heading : plan_headings(true))
    fields.emplace_back(heading, base::field_or_empty(row, heading));
  return fields;
}

}  // namespace xueshi::web
