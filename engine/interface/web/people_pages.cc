#include "web/people_pages.h"

#include <fmt/format.h>

#include "base/text.h"
#include "item/item_view.h"
#include "json/people.h"
#include "view/people.h"
#include "web/deeds.h"
#include "web/json_answer.h"
#include "web/layout.h"
#include "web/list.h"
#include "web/pages_there.h"
#include "web/unit_tree.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::Html;
using html::text;
using html::Url;
using view::PersonView;

constexpr Place kPeople{"person", "/admin/people", "人员管理"};
constexpr const char* kRequired = "是否有学时要求";

std::string yes_or_no(bool is_so) { return is_so ? "是" : "否"; }

std::string day_of(const std::optional<base::Date>& date) {
  return date ? base::render(*date) : "";
}

view::PeopleAsked asked_of(const Visit& visit) {
  view::PeopleAsked asked;
  asked.filter.name = std::string(base::trim(visit.query("name")));
  if (std::string required = visit.query("required"); !required.empty())
    asked.filter.required = required == "是";
  asked.filter.new_hires = base::parse_year(visit.query("new_hires"));
  Order order = order_of(visit);
  asked.is_down = order.is_down;
  if (order.name == "name") asked.order = view::PeopleOrder::kName;
  if (order.name == "unit") asked.order = view::PeopleOrder::kUnit;
  return asked;
}

std::vector<Field> people_filters(const Visit& visit) {
  Field required{"required", kRequired, "", Field::Kind::kChoice};
  required.options = {{"", "全部"}, {"是", "是"}, {"否", "否"}};
  Field hired{"new_hires", "新入职员工(年度)", "", Field::Kind::kChoice};
  hired.options = {{"", "全部"}};
  int now = base::year_of(visit.session->today()).value();
  constexpr int kYearsShown = 10;
  for (int year = now; year > now - kYearsShown; --year)
    hired.options.push_back({std::to_string(year), std::to_string(year) + " 年"});
  return {{"name", "姓名"}, required, hired};
}

Row row_of(const Visit& visit, const PersonView& view) {
  const academy::Person& person = view.person;
  Url edit = deed_url(kPeople, person.employee, "edit");
  Url password = Url({"admin", "people", "passwords"}).add("employee", person.employee);
  return {
      {link_to(url_of(kPeople, person.employee), person.employee), text(person.name),
       text(base::join(std::vector<std::string>{view.institute, view.department}, " ")),
       tag(yes_or_no(person.hours_required), person.hours_required),
       text(day_of(person.employment.hired)), text(day_of(person.employment.left)),
       html::join({link_to(edit, "编辑"), text(" "), link_if_open(visit, password, "密码重置")})},
      person.employee,
      person.name,
      false};
}

Html mark_field() {
  return element("p", {attr("class", "bar")},
                 {element("label", {},
                          {text("批量操作：是否有学时要求 "),
                           element("select", {attr("name", kRequired)},
                                   {element("option", {attr("value", "是")}, {text("是")}),
                                    element("option", {attr("value", "否")}, {text("否")})})})});
}

}  // namespace

http::Response show_people(const Visit& visit) {
  view::PeoplePlace place{visit.query("org"), visit.query("after"), begin_asked(visit),
                          size_of(visit)};
  view::PeoplePage found = view::leaf_people(*visit.session, asked_of(visit), place);
  List list;
  list.paging = paging_of(visit, found.total, found.begin, found.rows.size(),
                          found.rows.empty() ? "" : found.rows.back().person.employee);
  if (visit.request.wants_json())
    return rows_answer(found.rows, list.paging,
                       [](const PersonView& view) { return json::to_json(view, std::nullopt); });
  list.caption = "人员管理";
  list.columns = {{"用户编号", "employee"},
                  {"用户名", "name"},
                  {"单位", "unit"},
                  {kRequired},
                  {"入职时间"},
                  {"离职时间"},
                  {"操作"}};
  for (const PersonView& view : found.rows) list.rows.push_back(row_of(visit, view));
  list.next_step = "点击 导入 登记人员。";
  list.deeds = {{batch_url(kPeople, "edit"), "标记"}};
  list.more_fields = mark_field();
  list.links =
      html::join({button_if_open(visit, Url({"admin", "people", "new"}), "新增"),
                  button_if_open(visit, Url({"admin", "people", "import"}), "导入"),
                  button_if_open(visit, Url({"admin", "people", "passwords"}), "密码重置")});
  Page page{"人员管理", html::join({filters(visit, people_filters(visit)), render(visit, list)})};
  page.aside = unit_tree(visit);
  return show(visit, page);
}

namespace {

std::string term_of(const academy::RoleGrant& grant) {
  std::vector<std::string> words;
  if (grant.begins) words.push_back("自 " + base::render(*grant.begins));
  if (grant.ends) words.push_back("至 " + base::render(*grant.ends));
  if (!grant.deputy_for.empty()) words.push_back("代 " + grant.deputy_for);
  return base::join(words, " ");
}

Url revoke_url(const academy::RoleGrant& grant) {
  return deed_url(kPeople, grant.employee, "revoke-role")
      .add("角色", academy::label(grant.role))
      .add("任职机构", grant.org);
}

Html roles_of(const Visit& visit, const view::PersonFile& file) {
  std::vector<Html> lines;
  for (const academy::RoleGrant& grant : file.roles) {
    bool is_over = grant.ends && *grant.ends < visit.session->today();
    bool may = !is_over && academy::may_grant(visit.session->actor(), grant.role);
    std::string words = fmt::format("{} @ {} {} ", academy::label(grant.role),
                                    visit.session->unit_name(grant.org), term_of(grant));
    lines.push_back(
        element("li", {}, {text(words), may ? link_to(revoke_url(grant), "免去") : Html()}));
  }
  if (lines.empty()) return card({element("p", {}, {text("没有管理角色。")})}, "任职");
  return card({element("ul", {}, lines)}, "任职");
}

}  // namespace

http::Response show_person(const Visit& visit) {
  view::PersonFile file = view::show_person(*visit.session, visit.part("id"));
  if (visit.request.wants_json()) return json_answer(200, json::to_json(file));
  const academy::Person& person = file.view.person;
  item::ItemView way = item::view_item(*visit.session, "person", person.employee);
  std::string earlier;
  for (const academy::Spell& spell : person.employment.earlier) {
    earlier += fmt::format("{}{} 至 {}", earlier.empty() ? "" : "；", base::render(spell.hired),
                           base::render(spell.left));
  }
  std::string away;
  for (const hours::Absence& absence : file.absences) {
    away += fmt::format("{}{} {} 至 {}", away.empty() ? "" : "；", absence.reason,
                        base::render(absence.from), base::render(absence.to));
  }
  std::vector<std::pair<std::string, std::string>> particulars = {
      {"用户编号", person.employee},
      {"姓名", person.name},
      {"登录名", person.login},
      {"单位", file.view.institute},
      {"部门", file.view.department},
      {"岗位类别", person.post ? std::string(academy::label(*person.post)) : ""},
      {"是否处级及以上", yes_or_no(person.division_level)},
      {kRequired, yes_or_no(person.hours_required)},
      {"入职时间", day_of(person.employment.hired)},
      {"离职时间", person.employment.left ? day_of(person.employment.left) : "未离职"},
      {"先前任职", earlier},
      {"联系电话", file.contact.phone},
      {"手机号码", file.contact.mobile},
      {"邮箱", person.email},
      {"注册时间", file.registered}};
  if (!away.empty()) particulars.emplace_back("离岗", away);
  particulars.insert(particulars.end(), person.facts.begin(), person.facts.end());
  Page page{person.name};
  page.crumbs = {{kPeople.label, Url::at(kPeople.base)}};
  page.main = html::join(
      {card({details(particulars), deed_buttons(way, kPeople),
             element(
                 "div", {attr("class", "bar")},
                 {button_if_open(visit, Url({"admin", "stats", "staff", person.employee}),
                                 "我的档案"),
                  button_if_open(
                      visit, Url({"admin", "people", "passwords"}).add("employee", person.employee),
                      "密码重置")})},
            "人员信息"),
       roles_of(visit, file), history_of(way)});
  return show(visit, page);
}

http::Response show_person_deed(const Visit& visit) { return show_deed(visit, kPeople); }

http::Response do_person_deed(const Visit& visit) { return do_deed(visit, kPeople); }

}  // namespace xueshi::web
