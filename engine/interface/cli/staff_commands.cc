#include <fmt/format.h>

#include "base/fields.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "cli/verdicts.h"
#include "view/inbox.h"
#include "view/staff.h"

namespace xueshi::cli {

namespace {

std::string day(const std::optional<base::Date>& date) { return date ? base::render(*date) : ""; }

std::string who(const view::InboxItem& item) {
  return item.learner_name.empty() ? item.learner
                                   : fmt::format("{}（{}）", item.learner_name, item.learner);
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
  for (const view::PersonView& view : view::list_people(session, filter)) {
    const academy::Person& person = view.person;
    std::string post = person.post ? std::string(academy::label(*person.post)) : "";
    std::optional<base::Date> hired = filter.year
                                          ? academy::hired_as_of(person.employment, *filter.year)
                                          : person.employment.hired;
    all.push_back({{"employee", person.employee},
                   {"name", person.name},
                   {"login", person.login},
                   {"org", person.org},
                   {"institute", view.institute},
                   {"department", view.department},
                   {"post", post.empty() ? Json(nullptr) : Json(post)},
                   {"division_level", person.division_level},
                   {"hired", text_or_null(day(hired))},
                   {"left", text_or_null(day(person.employment.left))},
                   {"hours_required", person.hours_required},
                   {"email", text_or_null(person.email)}});
    table.rows.push_back({person.employee, person.name, person.login, view.institute,
                          view.department, post, yes_no(person.division_level), day(hired),
                          day(person.employment.left), yes_no(person.hours_required),
                          person.email});
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
  for (const yearend::BackboneLine& line :
       view::overview_staff(session, *invocation.year, invocation.org())) {
    all.push_back({{"employee", line.employee},
                   {"name", line.name},
                   {"institute", line.institute},
                   {"department", line.department},
                   {"total", number(line.total)},
                   {"effective", number(line.effective)},
                   {"longest", number(line.longest)},
                   {"met", line.met},
                   {"exempt", line.exempt}});
    table.rows.push_back({line.employee, line.name, line.institute, line.department,
                          base::render_minutes(line.total), base::render_minutes(line.effective),
                          base::render_minutes(line.longest),
                          std::string(hours::verdict_label(line.met, line.exempt))});
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
    all.push_back({{"subject", item.subject},
                   {"id", item.id},
                   {"title", item.title},
                   {"unit", item.unit},
                   {"learner", text_or_null(item.learner)},
                   {"learner_name", text_or_null(item.learner_name)},
                   {"status", item.status},
                   {"remark", item.remark.empty() ? Json(nullptr) : Json(item.remark)},
                   {"fields", to_json(item.fields)},
                   {"reviews", to_json(item.verdicts)},
                   {"actions", item.actions}});
    table.rows.push_back({item.subject, item.id, item.title, who(item), item.unit, when(item),
                          base::field_or_empty(item.fields, "学时"), item.status,
                          verdicts_in_line(item.verdicts, {}), item.remark,
                          base::join(item.actions, "、")});
  }
  if (invocation.output.json()) return invocation.output.print(all), kDone;
  if (table.rows.empty()) invocation.output.talk("没有等待您办理的事项");
  if (!table.rows.empty()) invocation.output.table(table);
  return kDone;
}

}  // namespace xueshi::cli
