#include "base/text.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "view/inbox.h"
#include "view/staff.h"

namespace xueshi::cli {

namespace {

std::string day(const std::optional<base::Date>& date) { return date ? base::render(*date) : ""; }

}  // namespace

int run_person_list(Invocation& invocation) {
  session::Session& session = invocation.session();
  view::PersonFilter filter;
  if (invocation.has(Option::kNewHires))
    filter.hired_in = invocation.year.value_or(base::year_of(session.today()));
  filter.required = invocation.has(Option::kRequired);
  filter.org = invocation.org();
  Json all = Json::array();
  Table table{{"员工编号", "姓名", "单位", "部门", "岗位类别", "是否处级及以上", "入职时间",
               "是否有学时要求"},
              {}};
  for (const view::PersonView& view : view::list_people(session, filter)) {
    const academy::Person& person = view.person;
    std::string post = person.post ? std::string(academy::label(*person.post)) : "";
    all.push_back(
        {{"employee", person.employee},
         {"name", person.name},
         {"org", person.org},
         {"institute", view.institute},
         {"department", view.department},
         {"post", post.empty() ? Json(nullptr) : Json(post)},
         {"division_level", person.division_level},
         {"hired", person.employment.hired ? Json(day(person.employment.hired)) : Json(nullptr)},
         {"hours_required", person.hours_required}});
    table.rows.push_back({person.employee, person.name, view.institute, view.department, post,
                          yes_no(person.division_level), day(person.employment.hired),
                          yes_no(person.hours_required)});
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
  Table table{{"类别", "编号", "名称", "机构", "状态", "意见", "可办理"}, {}};
  for (const view::InboxItem& item : view::list_inbox(session)) {
    all.push_back({{"subject", item.subject},
                   {"id", item.id},
                   {"title", item.title},
                   {"unit", item.unit},
                   {"status", item.status},
                   {"remark", item.remark.empty() ? Json(nullptr) : Json(item.remark)},
                   {"actions", item.actions}});
    table.rows.push_back({item.subject, item.id, item.title, item.unit, item.status, item.remark,
                          base::join(item.actions, "、")});
  }
  if (invocation.output.json()) return invocation.output.print(all), kDone;
  if (table.rows.empty()) invocation.output.talk("没有等待您办理的事项");
  if (!table.rows.empty()) invocation.output.table(table);
  return kDone;
}

}  // namespace xueshi::cli
