#include <fmt/format.h>

#include <set>

#include "base/fields.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "cli/verdicts.h"
#include "item/kind.h"
#include "item/look.h"
#include "json/inbox.h"
#include "json/people.h"
#include "json/year_end.h"
#include "policy/amount.h"
#include "view/inbox.h"
#include "view/staff.h"

namespace xueshi::cli {

namespace {

std::string day(const std::optional<base::Date>& date) { return date ? base::render(*date) : ""; }

std::string who(const view::InboxItem& item) {
  return item.learner_name.empty() ? item.learner
                                   : fmt::format("{}（{}）", item.learner_name, item.learner);
}

// As people call and may type it.
std::string subject_of(const view::InboxItem& item) {
  return fmt::format("{}（{}）", item::graph_subjects().label_of(item.subject), item.subject);
}

// From – to, as far as it says so.
std::string when(const view::InboxItem& item) {
  std::vector<std::string> times;
  for (const char* heading : {"培训时间", "培训开始时间", "开始时间", "培训结束时间", "结束时间"}) {
    std::string text = base::field_or_empty(item.fields, heading);
    if (!text.empty()) times.push_back(text);
  }
  return base::join(times, " 至 ");
}

}  // namespace

int run_person_list(Invocation& invocation) {
  session::Session& session = invocation.session();
  view::PersonFilter filter;
  filter.year = invocation.year;
  filter.new_hires = invocation.has(Option::kNewHires);
  filter.required = invocation.has(Option::kRequired);
  filter.org = invocation.org();
  Json all = Json::array();
  Table table{{"员工编号", "姓名", "登录名", "单位", "部门", "岗位类别", "是否处级及以上",
               "入职时间", "离职时间", "是否有学时要求", "邮箱"},
              {}};
  std::vector<view::PersonView> people = view::list_people(session, filter);
  std::set<std::string> facts;  // further columns that any of them has
  for (const view::PersonView& view : people)
    for (const auto& [name, value] : view.person.facts) facts.insert(name);
  table.headings.insert(table.headings.end(), facts.begin(), facts.end());
  for (const view::PersonView& view : people) {
    const academy::Person& person = view.person;
    std::string post = person.post ? std::string(academy::label(*person.post)) : "";
    std::optional<base::Date> hired = filter.year
                                          ? academy::hired_as_of(person.employment, *filter.year)
                                          : person.employment.hired;
    all.push_back(json::to_json(view, filter.year));
    table.rows.push_back({person.employee, person.name, person.login, view.institute,
                          view.department, post, yes_no(person.division_level), day(hired),
                          day(person.employment.left), yes_no(person.hours_required),
                          person.email});
    for (const std::string& name : facts) {
      auto fact = person.facts.find(name);
      table.rows.back().push_back(fact == person.facts.end() ? "" : fact->second);
    }
  }
  if (invocation.output.json()) invocation.output.print(all);
  if (!invocation.output.json()) invocation.output.table(table);
  return kDone;
}

int run_staff_overview(Invocation& invocation) {
  session::Session& session = invocation.session();
  Json all = Json::array();
  Table table{
      {"员工编号", "姓名", "单位", "部门", "总学时", "有效学时", "单次培训最长时长", "是否达标"},
      {}};
  const policy::Policy& policy = session.policy(*invocation.year);
  auto amount = [&](base::Hours hours) { return policy::render_rounded(policy, 0, hours); };
  for (const yearend::BackboneLine& line :
       view::overview_staff(session, *invocation.year, invocation.org())) {
    all.push_back(json::staff_line(line));
    table.rows.push_back({line.employee, line.name, line.institute, line.department,
                          amount(line.total), amount(line.effective),
                          base::render_minutes(line.longest),
                          std::string(hours::verdict_label(line.met, line.exempt, line.open))});
  }
  if (invocation.output.json()) invocation.output.print(all);
  if (!invocation.output.json()) invocation.output.table(table);
  return kDone;
}

int run_inbox(Invocation& invocation) {
  session::Session& session = invocation.session();
  Json all = Json::array();
  Table table{{"类别", "编号", "名称", "人员", "机构", "时间", "学时", "状态", "各级意见", "意见",
               "可办理"},
              {}};
  for (const view::InboxItem& item : view::list_inbox(session)) {
    all.push_back(json::to_json(item));
    table.rows.push_back({subject_of(item), item.id, item.title, who(item), item.unit, when(item),
                          base::field_or_empty(item.fields, "学时"), item.status,
                          verdicts_in_line(item.verdicts, {}), item.remark,
                          item::in_words(session, item.subject, item.actions)});
  }
  if (invocation.output.json()) return invocation.output.print(all), kDone;
  if (table.rows.empty()) invocation.output.talk("没有等待您办理的事项");
  if (!table.rows.empty()) invocation.output.table(table);
  return kDone;
}

}  // namespace xueshi::cli
