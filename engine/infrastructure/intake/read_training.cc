// Plans and classes.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "intake/fields.h"
#include "intake/fold.h"
#include "intake/plan_checks.h"
#include "intake/read.h"
#include "intake/read_rows.h"
#include "intake/rules_of_year.h"

namespace xueshi::intake {

namespace {

namespace place = training::place;

// The place that a label stands for; `otherwise` for an empty cell.
void parse_place(Cells& cells, Slot slot, std::string_view otherwise, std::string& into) {
  std::string_view label = parse_choice(cells, slot);
  into = training::parse_place_label(label).value_or(std::string(otherwise));
}

struct PlanSlots {
  Slot number = slot_of(Kind::kPlans, "计划编号");
  Slot year = slot_of(Kind::kPlans, "年度");
  Slot form = slot_of(Kind::kPlans, "计划类型");
  Slot kind = slot_of(Kind::kPlans, "培训计划类型");
  Slot title = slot_of(Kind::kPlans, "计划名称");
  Slot org = slot_of(Kind::kPlans, "机构编码");
  Slot category = slot_of(Kind::kPlans, "培训类别");
  Slot month = slot_of(Kind::kPlans, "培训时间");
  Slot hours = slot_of(Kind::kPlans, "学时");
  Slot days = slot_of(Kind::kPlans, "天数");
  Slot headcount = slot_of(Kind::kPlans, "计划参加人数");
  Slot budget = slot_of(Kind::kPlans, "所需经费(万元)");
  Slot organiser = slot_of(Kind::kPlans, "主办单位");
  Slot place_kind = slot_of(Kind::kPlans, "培训地点");
  Slot address = slot_of(Kind::kPlans, "详细地址");
  Slot contact = slot_of(Kind::kPlans, "联系人");
  Slot phone = slot_of(Kind::kPlans, "联系人电话");
  Slot funding = slot_of(Kind::kPlans, "是否申请院经费支持");
  Slot excellence = slot_of(Kind::kPlans, "是否精品");
  Slot material = slot_of(Kind::kPlans, "资助材料");
  Slot technical = slot_of(Kind::kPlans, "是否申请专项技术支持");
  Slot review = slot_of(Kind::kPlans, "审批情况");
  Slot publication = slot_of(Kind::kPlans, "发布状态");
  Slot withdrawal = slot_of(Kind::kPlans, "撤销说明");
};

void parse_plan_head(const PlanSlots& at, Cells& cells, training::Plan& plan) {
  parse_key(cells, at.number, plan.number);
  plan.year = parse_year(cells, at.year);
  plan.form = training::parse_plan_form(parse_choice(cells, at.form))
                  .value_or(training::PlanForm::kProject);
  plan.kind = training::parse_plan_kind(parse_choice(cells, at.kind));
  parse_name(cells, at.title, plan.title);
  parse_key(cells, at.org, plan.org);
  parse_name(cells, at.category, plan.category);
}

void parse_plan_figures(const PlanSlots& at, Cells& cells, training::Plan& plan) {
  plan.month = parse_month(cells, at.month);
  plan.hours = parse_hours(cells, at.hours);
  plan.days_millis = parse_days(cells, at.days);
  plan.headcount = parse_count(cells, at.headcount);
  plan.budget = parse_budget(cells, at.budget);
  plan.budget_given = cells.given(at.budget);
  check_budget(cells, at.budget, plan.budget, plan.headcount);
}

void parse_plan_rest(const PlanSlots& at, Cells& cells, training::Plan& plan) {
  parse_name(cells, at.organiser, plan.organiser);
  plan.place_kind = parse_choice(cells, at.place_kind);
  parse_name(cells, at.address, plan.address);
  parse_name(cells, at.contact, plan.contact);
  parse_name(cells, at.phone, plan.phone);
  plan.funding_requested = parse_yes_no(cells, at.funding, false);
  parse_long_text(cells, at.material, plan.material);
  plan.technical_support = parse_yes_no(cells, at.technical, false);
  parse_place(cells, at.review, place::kDraft, plan.review);
  parse_place(cells, at.publication, place::kUnpublished, plan.publication);
  plan.execution = place::kNotCarriedOut;
  parse_long_text(cells, at.withdrawal, plan.withdrawal_reason);
  plan.withdrawal = cells.given(at.withdrawal) ? place::kWithdrawn : place::kStanding;
}

// Empty means the first word of the policy, which means none.
void parse_excellence(const PlanSlots& at, Cells& cells, const policy::Policy* rules,
                      std::string& into) {
  into.clear();
  if (rules == nullptr) return;
  const std::vector<std::string>& known = rules->plans.excellence;
  if (!cells.given(at.excellence)) {
    if (!known.empty()) into = known.front();
    return;
  }
  if (const std::string* word = find_alike(known, cells.text(at.excellence))) {
    into = *word;
    return;
  }
  add_unknown_word(cells, at.excellence, "intake.excellence",
                   fmt::format(" {} 年度“是否精品”的可选值", rules->year.value()), known);
  into.clear();
}

// Places that no path through the plan's workflow leads to.
void check_plan_state(const PlanSlots& at, Cells& cells, const training::Plan& plan) {
  if (plan.publication == place::kPublished && plan.review != place::kApproved) {
    cells.warning(at.publication, "intake.published-unapproved",
                  "已发布的计划应是审批通过的，请核对审批情况");
  }
  if (plan.withdrawal == place::kWithdrawn && plan.review == place::kDraft) {
    cells.warning(at.withdrawal, "intake.withdrawn-draft", "暂存的计划不需要撤销，请核对审批情况");
  }
}

void check_month(const PlanSlots& at, Cells& cells, const training::Plan& plan) {
  if (plan.year == base::Year() || !plan.month || plan.month->year == plan.year) return;
  cells.warning(at.month, "intake.outside-year",
                fmt::format("培训时间不在 {} 年度，请核对", plan.year.value()));
}

void parse_plan(const PlanSlots& at, Cells& cells, training::Plan& plan, RulesOfYear& years,
                const PlanChecks& checks) {
  parse_plan_head(at, cells, plan);
  parse_plan_figures(at, cells, plan);
  parse_plan_rest(at, cells, plan);
  const policy::Policy* rules = years.find(cells, at.year, plan.year);
  years.check_category(cells, at.category, rules, plan.category);
  parse_excellence(at, cells, rules, plan.excellence);
  check_month(at, cells, plan);
  checks.check(cells, plan, rules);
  check_plan_state(at, cells, plan);
}

struct ClassSlots {
  Slot number = slot_of(Kind::kClasses, "培训编号");
  Slot plan = slot_of(Kind::kClasses, "计划编号");
  Slot title = slot_of(Kind::kClasses, "培训名称");
  Slot org = slot_of(Kind::kClasses, "机构编码");
  Slot year = slot_of(Kind::kClasses, "培训年度");
  Slot category = slot_of(Kind::kClasses, "培训类别");
  Slot start = slot_of(Kind::kClasses, "培训开始时间");
  Slot end = slot_of(Kind::kClasses, "培训结束时间");
  Slot hours = slot_of(Kind::kClasses, "学时");
  Slot days = slot_of(Kind::kClasses, "天数");
  Slot headcount = slot_of(Kind::kClasses, "计划参加人数");
  Slot staff = slot_of(Kind::kClasses, "工作人员数");
  Slot budget = slot_of(Kind::kClasses, "所需经费(万元)");
  Slot excellent = slot_of(Kind::kClasses, "是否精品");
  Slot venue = slot_of(Kind::kClasses, "具体地点");
  Slot audience = slot_of(Kind::kClasses, "培训对象");
  Slot goal = slot_of(Kind::kClasses, "培训目的");
  Slot content = slot_of(Kind::kClasses, "培训内容");
  Slot execution = slot_of(Kind::kClasses, "实施状态");
  Slot outcome = slot_of(Kind::kClasses, "培训成效");
  Slot contact = slot_of(Kind::kClasses, "联系人");
  Slot phone = slot_of(Kind::kClasses, "联系电话");
  Slot research = slot_of(Kind::kClasses, "科研岗人数");
  Slot management = slot_of(Kind::kClasses, "管理岗人数");
  Slot support = slot_of(Kind::kClasses, "支撑岗人数");
  Slot outside = slot_of(Kind::kClasses, "院外参训人数");
  Slot channel = slot_of(Kind::kClasses, "列支渠道");
  Slot place_kind = slot_of(Kind::kClasses, "培训地点");
  Slot shown = slot_of(Kind::kClasses, "是否分院展示");
  Slot posts = slot_of(Kind::kClasses, "适用岗位");
  Slot keywords = slot_of(Kind::kClasses, "培训关键词");
  Slot remark = slot_of(Kind::kClasses, "备注");
  Slot mode = slot_of(Kind::kClasses, "培训方式");
  Slot organiser = slot_of(Kind::kClasses, "主办单位");
  Slot email = slot_of(Kind::kClasses, "联系人Email");
  Slot visibility = slot_of(Kind::kClasses, "培训公开范围");
  Slot enrolment_open = slot_of(Kind::kClasses, "是否允许报名");
  Slot enrolment_reviewed = slot_of(Kind::kClasses, "报名是否需要审批");
  Slot enrolment_from = slot_of(Kind::kClasses, "报名开始时间");
  Slot enrolment_to = slot_of(Kind::kClasses, "报名结束时间");
};

void parse_class_head(const ClassSlots& at, Cells& cells, training::TrainingClass& one) {
  parse_key(cells, at.number, one.number);
  parse_key(cells, at.plan, one.plan);
  parse_name(cells, at.title, one.title);
  parse_key(cells, at.org, one.org);
  one.year = parse_year(cells, at.year);
  parse_name(cells, at.category, one.category);
  parse_place(cells, at.execution, place::kNotCarriedOut, one.execution);
}

void parse_class_figures(const ClassSlots& at, Cells& cells, training::TrainingClass& one) {
  one.hours = parse_hours(cells, at.hours);
  one.days_millis = parse_days(cells, at.days);
  one.headcount = parse_count(cells, at.headcount);
  one.staff_count = parse_count(cells, at.staff);
  one.budget = parse_budget(cells, at.budget);
  check_budget(cells, at.budget, one.budget, one.headcount);
  one.excellent = parse_yes_no(cells, at.excellent, false);
  one.research_count = parse_optional_count(cells, at.research);
  one.management_count = parse_optional_count(cells, at.management);
  one.support_count = parse_optional_count(cells, at.support);
  one.outside_count = parse_optional_count(cells, at.outside);
}

// Whatever people write between the words of a list, as commas.
std::string with_commas(std::string_view text) {
  std::string list = base::to_half_width(fold(text));
  for (std::string_view mark : {"、", ";", "/", "|", "\n", " "}) {
    for (std::size_t at = list.find(mark); at != list.npos; at = list.find(mark, at))
      list.replace(at, mark.size(), ",");
  }
  return list;
}

// "科研类,支撑类" is kept as "科研、支撑", in the order of the posts; S1 ticks any number of boxes.
std::string parse_posts(Cells& cells, Slot slot) {
  using academy::Post;
  std::vector<std::string> known;
  for (Post post : {Post::kResearch, Post::kManagement, Post::kSupport})
    known.emplace_back(academy::label(post));
  std::vector<bool> named(known.size());
  for (std::string word : base::split(with_commas(cells.text(slot)), ',')) {
    word = base::trim(word);
    for (std::string_view ending : {"岗位", "岗", "类", "人员"}) {
      if (word.ends_with(ending)) word.resize(word.size() - ending.size());
    }
    if (word.empty()) continue;
    auto at = std::find(known.begin(), known.end(), word);
    if (at == known.end()) {
      add_unknown_word(cells, slot, "intake.choice", "“适用岗位”的可选值", known);
      return "";
    }
    named[static_cast<std::size_t>(at - known.begin())] = true;
  }
  std::vector<std::string> words;
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (named[i]) words.push_back(known[i]);
  }
  return base::join(words, "、");
}

void parse_class_texts(const ClassSlots& at, Cells& cells, training::TrainingClass& one) {
  parse_name(cells, at.venue, one.venue);
  parse_long_text(cells, at.audience, one.audience);
  parse_long_text(cells, at.goal, one.goal);
  parse_long_text(cells, at.content, one.content);
  parse_long_text(cells, at.outcome, one.outcome);
  parse_name(cells, at.contact, one.contact);
  parse_name(cells, at.phone, one.phone);
  parse_name(cells, at.channel, one.funding_channel);
  one.place_kind = parse_choice(cells, at.place_kind);
  one.shown_at_branch = parse_choice(cells, at.shown);
  one.posts = parse_posts(cells, at.posts);
  parse_long_text(cells, at.keywords, one.keywords);
  parse_long_text(cells, at.remark, one.remark);
  parse_name(cells, at.mode, one.mode);
  parse_name(cells, at.organiser, one.organiser);
  parse_name(cells, at.email, one.email);
}

void parse_enrolment(const ClassSlots& at, Cells& cells, training::TrainingClass& one) {
  one.visibility = parse_choice(cells, at.visibility);
  one.enrolment_open = parse_choice(cells, at.enrolment_open);
  one.enrolment_reviewed = parse_choice(cells, at.enrolment_reviewed);
  one.enrolment_from = parse_time(cells, at.enrolment_from);
  one.enrolment_to = parse_time(cells, at.enrolment_to);
}

// Requires: both dates are there.
void check_class_period(const ClassSlots& at, Cells& cells, const training::TrainingClass& one,
                        base::Date today) {
  check_order(cells, at.end, one.start, one.end);
  int days = base::days_between(one.start.date, one.end.date);
  if (days > 0 && one.hours > base::Hours::of_hours(std::int64_t{24} * days)) {
    cells.warning(at.hours, "intake.hours-per-day",
                  fmt::format("{} 天里有 {}，超过每天 24 小时，请核对学时和起止时间", days,
                              base::render_exact(one.hours)));
  }
  bool inside =
      base::year_of(one.start.date) == one.year || base::year_of(one.end.date) == one.year;
  if (!inside && one.year != base::Year()) {
    cells.warning(at.year, "intake.outside-year",
                  fmt::format("起止时间都不在 {} 年度，请核对", one.year.value()));
  }
  if (one.carried_out()) check_not_future(cells, at.start, one.start.date, today);
}

// An old class comes in all the same: whoever carries one out today has to fill these in (D16).
void check_complete(const ClassSlots& at, Cells& cells, const training::TrainingClass& one,
                    const policy::Policy* policy) {
  if (policy == nullptr || !one.carried_out()) return;
  std::vector<std::string> missing;
  for (const std::string& heading : policy->classes.required) {
    if (!cells.given(slot_of(Kind::kClasses, heading))) missing.push_back(heading);
  }
  if (missing.empty()) return;
  cells.warning(at.execution, "intake.class-incomplete",
                fmt::format("已实施的培训班没有填写 {}，请核对", base::join(missing, "、")));
}

void parse_class(const ClassSlots& at, Cells& cells, training::TrainingClass& one,
                 RulesOfYear& years) {
  parse_class_head(at, cells, one);
  parse_class_figures(at, cells, one);
  parse_class_texts(at, cells, one);
  parse_enrolment(at, cells, one);
  std::optional<base::LocalTime> start = parse_time(cells, at.start);
  std::optional<base::LocalTime> end = parse_time(cells, at.end);
  one.start = start.value_or(base::LocalTime());
  one.end = end.value_or(base::LocalTime());
  if (one.enrolment_from && one.enrolment_to) {
    check_order(cells, at.enrolment_to, *one.enrolment_from, *one.enrolment_to);
  }
  if (start && end) check_class_period(at, cells, one, years.today());
  const policy::Policy* policy = years.find(cells, at.year, one.year);
  years.check_category(cells, at.category, policy, one.category);
  check_complete(at, cells, one, policy);
}

}  // namespace

std::optional<Layout> read_plans(sheet::Reader& reader, const Rules& rules,
                                 base::Findings& findings, const OnRow<training::Plan>& on_row) {
  PlanSlots at;
  RulesOfYear years(rules);
  PlanChecks checks(rules.plan_graph ? &rules.plan_graph() : nullptr);
  return read_rows(Kind::kPlans, reader, findings, on_row, [&](Cells& cells, training::Plan& plan) {
    parse_plan(at, cells, plan, years, checks);
  });
}

std::optional<Layout> read_classes(sheet::Reader& reader, const Rules& rules,
                                   base::Findings& findings,
                                   const OnRow<training::TrainingClass>& on_row) {
  ClassSlots at;
  RulesOfYear years(rules);
  return read_rows(
      Kind::kClasses, reader, findings, on_row,
      [&](Cells& cells, training::TrainingClass& one) { parse_class(at, cells, one, years); });
}

}  // namespace xueshi::intake
