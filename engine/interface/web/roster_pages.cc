#include "web/roster_pages.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "json/classes.h"
#include "report/roster_export.h"
#include "view/classes.h"
#include "web/answers.h"
#include "web/class_parts.h"
#include "web/deeds.h"
#include "web/json_answer.h"
#include "web/layout.h"
#include "web/list.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::Html;
using html::text;
using html::Url;
using view::AttendeeView;
using view::ClassView;

constexpr const char* kEmployeeField = "员工编号";

// Of the form around a list of people: back to this page, about those ticked, empty fields unsaid.
Html fields_about_people(const Visit& visit) {
  return html::join({hidden("back", Url::at(visit.request.path).text()), hidden("ticks", "1"),
                     hidden("only-given", "1")});
}

Html hours_field() {
  return element("label", {},
                 {text("学时（不填即培训班的学时） "),
                  element("input", {attr("name", "学时"), attr("class", "short"),
                                    attr("inputmode", "decimal")})});
}

// One for this person alone, in the form of the list.
Html person_button(const ClassView& view, const char* action, const std::string& employee,
                   const std::string& label, const std::string& name) {
  Url url = deed_url(kClassPlace, view.training_class.number, action);
  return element("button",
                 {html::link("formaction", url), attr("name", kEmployeeField),
                  attr("value", employee), attr("aria-label", label + " " + name)},
                 {text(label)});
}

std::vector<AttendeeView> people_of(const ClassView& view, bool waiting) {
  std::vector<AttendeeView> people = view.attendees;
  std::erase_if(people, [&](const AttendeeView& each) {
    return (each.attendee.enrolment == training::Enrolment::kWaiting) != waiting;
  });
  return people;
}

http::Response people_as_json(const ClassView& view, const std::vector<AttendeeView>& people,
                              const Paging& paging) {
  ClassView some = view;
  some.attendees = people;
  return rows_answer(json::shown(some)["attendees"], paging);
}

std::vector<AttendeeView> people_on_page(const Visit& visit, const std::vector<AttendeeView>& all,
                                         Paging& paging) {
  return page_of<AttendeeView>(
      visit, all, [](const AttendeeView& each) { return each.attendee.employee; }, paging);
}

bool may_about(const ClassView& view, const char* action) {
  return base::contains(view.actions, action);
}

void add_deed(List& list, const ClassView& view, const char* action, const char* label) {
  if (may_about(view, action))
    list.deeds.push_back({deed_url(kClassPlace, view.training_class.number, action), label});
}

Html roster_links(const ClassView& view) {
  const std::string& number = view.training_class.number;
  std::vector<Html> links;
  if (may_about(view, "confirm"))
    links.push_back(element("button",
                            {html::link("formaction", deed_url(kClassPlace, number, "confirm")),
                             attr("name", "all"), attr("value", "1")},
                            {text("全部确认参加")}));
  if (may_about(view, "add-attendee"))
    links.push_back(
        button_to(url_of(kClassPlace, number).step("roster").step("add"), "其他人员添加"));
  if (may_about(view, "add-attendee"))
    links.push_back(
        button_to(url_of(kClassPlace, number).step("roster").step("import"), "其他人员导入"));
  if (!view.attendees.empty())
    links.push_back(
        button_to(url_of(kClassPlace, number).step("roster").step("export.xlsx"), "导出参会人员"));
  return html::join(links);
}

Row roster_row(const ClassView& view, const AttendeeView& each) {
  std::string enrolment =
      each.attendee.enrolment == training::Enrolment::kRejected ? "报名未通过" : "";
  std::vector<Html> buttons;
  if (may_about(view, "confirm") && !each.attendee.confirmed && enrolment.empty())
    buttons.push_back(
        person_button(view, "confirm", each.attendee.employee, "确认参加", each.name));
  if (!buttons.empty()) buttons.push_back(text(" "));
  if (may_about(view, "remove-attendee") && enrolment.empty())
    buttons.push_back(
        person_button(view, "remove-attendee", each.attendee.employee, "删除", each.name));
  return {{text(each.attendee.employee), text(each.name), text(each.unit),
           text(base::render_exact(each.hours)), text(view::standing_label(each)),
           text(each.attendee.confirmed && enrolment.empty() ? "是" : "否"), html::join(buttons)},
          enrolment.empty() ? each.attendee.employee : "",
          each.name};
}

// Other hours than the class's: the form of a list has buttons beside each name, which would take
// what is typed there for everybody's.
Html other_hours(const Visit& visit, const ClassView& view) {
  if (!may_about(view, "confirm")) return {};
  Form form{deed_url(kClassPlace, view.training_class.number, "confirm"), "按此学时确认参加"};
  form.before = html::join({element("h2", {}, {text("学时与培训班不同的人员")}),
                            hidden("back", Url::at(visit.request.path).text())});
  form.fields = {{kEmployeeField, kEmployeeField, "", Field::Kind::kText, true, "多人用逗号隔开"},
                 {"学时", "学时", "", Field::Kind::kText, true, "如 4、4.25 或 3小时10分"}};
  return render(visit, form);
}

Page class_page(const Visit& visit, const ClassView& view, const std::string& title, Html inside) {
  Page page{title, html::join({class_tabs(visit, view), std::move(inside)})};
  page.crumbs = {{kClassPlace.label, Url::at(kClassPlace.base)}, class_crumb(view)};
  return page;
}

// Lines and whatever people write between names.
std::vector<std::string> pasted(const std::string& given) {
  std::string plain = base::to_half_width(given);
  for (std::string_view mark : {"、", "；", "　", ";", "\t", "\r", "\n", " "}) {
    for (std::size_t at = plain.find(mark); at != plain.npos; at = plain.find(mark, at))
      plain.replace(at, mark.size(), ",");
  }
  std::vector<std::string> words;
  for (const std::string& part : base::split(plain, ',')) {
    std::string word(base::trim(part));
    if (!word.empty() && !base::contains(words, word)) words.push_back(word);
  }
  return words;
}

std::string asked_people(const Visit& visit) {
  if (std::string from = visit.query("class"); !from.empty()) {
    std::vector<std::string> numbers;
    for (const AttendeeView& each : view::show_class(*visit.session, from).attendees)
      numbers.push_back(each.attendee.employee);
    return base::join(numbers, "\n");
  }
  return visit.field("who").empty() ? visit.query("who") : visit.field("who");
}

Html people_search_form(const Visit& visit, const ClassView& view, const std::string& who) {
  Url url = url_of(kClassPlace, view.training_class.number).step("roster").step("add");
  Form form{url, "查找"};
  form.fields = {{"who", "员工编号或姓名", who, Field::Kind::kArea, true,
                  "可以粘贴多个，一行一个，或以逗号、顿号、空格隔开；姓名须写全"}};
  form.more_buttons =
      button_to(url_of(kClassPlace, view.training_class.number).step("roster"), "返回");
  Html former = element(
      "form", {attr("method", "get"), attr("class", "card filter"), html::link("action", url)},
      {element("label", {},
               {element("span", {}, {text("从以前的培训班（培训编号）")}),
                element("input", {attr("name", "class"), attr("value", visit.query("class"))})}),
       element("button", {}, {text("带入人员")})});
  return html::join({render(visit, form), former});
}

json::Json search_as_json(const view::AttendableSearch& search) {
  json::Json found = json::Json::array();
  for (const view::Attendable& each : search.found) {
    found.push_back({{"employee", each.employee},
                     {"name", each.name},
                     {"unit", each.unit},
                     {"listed", each.is_listed}});
  }
  return {{"rows", found}, {"total", search.found.size()}, {"missing", search.missing}};
}

Html found_people(const Visit& visit, const ClassView& view, const view::AttendableSearch& search) {
  const std::string& number = view.training_class.number;
  List list;
  list.caption = fmt::format("找到 {} 人", search.found.size());
  list.columns = {{"员工编号"}, {"姓名"}, {"单位"}, {"说明"}};
  for (const view::Attendable& each : search.found) {
    list.rows.push_back({{text(each.employee), text(each.name), text(each.unit),
                          text(each.is_listed ? "已在名单中" : "")},
                         each.is_listed ? "" : each.employee,
                         each.name});
  }
  list.paging = without_pages(list.rows.size());
  add_deed(list, view, "add-attendee", "添加");
  list.more_fields = html::join({hidden("back", url_of(kClassPlace, number).step("roster").text()),
                                 hidden("ticks", "1"), hidden("only-given", "1"), hours_field()});
  return render(visit, list);
}

}  // namespace

http::Response show_roster(const Visit& visit) {
  ClassView view = view::show_class(*visit.session, visit.part("id"));
  List list;
  std::vector<AttendeeView> shown = people_on_page(visit, people_of(view, false), list.paging);
  if (visit.request.wants_json()) return people_as_json(view, shown, list.paging);
  list.caption = "实际参会人员";
  list.columns = {{"员工编号"}, {"姓名"},     {"单位"}, {"学时", "", true},
                  {"审核状态"}, {"最终参会"}, {"操作"}};
  for (const AttendeeView& each : shown) list.rows.push_back(roster_row(view, each));
  add_deed(list, view, "confirm", "确认参加");
  add_deed(list, view, "remove-attendee", "删除");
  list.more_fields = fields_about_people(visit);
  list.links = roster_links(view);
  list.next_step = "点击 其他人员添加，按员工编号或姓名添加参会人员。";
  std::string words = view.training_class.carried_out()
                          ? "确认参加后，学时计入本人的档案。"
                          : "培训班实施后，已确认参加人员的学时计入本人的档案。";
  return show(visit, class_page(visit, view, "实际参会人员",
                                html::join({element("p", {attr("class", "soft")}, {text(words)}),
                                            render(visit, list), other_hours(visit, view)})));
}

http::Response show_roster_add(const Visit& visit) {
  ClassView view = view::show_class(*visit.session, visit.part("id"));
  std::string who = asked_people(visit);
  view::AttendableSearch search =
      view::find_attendable(*visit.session, visit.part("id"), pasted(who));
  if (visit.request.wants_json()) return json_answer(200, search_as_json(search));
  std::vector<Html> parts = {people_search_form(visit, view, who)};
  if (!search.missing.empty())
    parts.push_back(element("p", {attr("class", "warning")},
                            {text("没有找到：" + base::join(search.missing, "、"))}));
  if (!search.found.empty()) parts.push_back(found_people(visit, view, search));
  Page page = class_page(visit, view, "添加参会人员", html::join(parts));
  page.crumbs.push_back({"实际参会人员", url_of(kClassPlace, visit.part("id")).step("roster")});
  return show(visit, page);
}

http::Response take_roster(const Visit& visit) {
  report::RosterCopy copy = report::export_roster(*visit.session, visit.part("id"));
  return download(copy.name, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                  std::move(copy.bytes));
}

http::Response show_enrolments(const Visit& visit) {
  ClassView view = view::show_class(*visit.session, visit.part("id"));
  List list;
  std::vector<AttendeeView> shown = people_on_page(visit, people_of(view, true), list.paging);
  if (visit.request.wants_json()) return people_as_json(view, shown, list.paging);
  list.caption = "待审核的报名";
  list.columns = {{"员工编号"}, {"姓名"}, {"单位"}, {"审核状态"}, {"操作"}};
  bool may_decide = may_about(view, "approve-enrolment");
  for (const AttendeeView& each : shown) {
    const std::string& employee = each.attendee.employee;
    Html buttons =
        may_decide
            ? html::join({person_button(view, "approve-enrolment", employee, "同意报名", each.name),
                          text(" "),
                          person_button(view, "refuse-enrolment", employee, "拒绝报名", each.name)})
            : Html();
    list.rows.push_back({{text(employee), text(each.name), text(each.unit),
                          text(view::standing_label(each)), buttons},
                         employee,
                         each.name});
  }
  add_deed(list, view, "approve-enrolment", "同意报名");
  add_deed(list, view, "refuse-enrolment", "拒绝报名");
  list.more_fields = fields_about_people(visit);
  list.next_step = "学员报名且培训班的报名需要审批时，列在这里。";
  return show(visit, class_page(visit, view, "报名", render(visit, list)));
}

}  // namespace xueshi::web
