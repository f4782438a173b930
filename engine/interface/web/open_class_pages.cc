#include "web/open_class_pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "item/act.h"
#include "json/act_result.h"
#include "json/classes.h"
#include "view/classes.h"
#include "view/learning.h"
#include "view/statement.h"
#include "web/answers.h"
#include "web/class_facets.h"
#include "web/error_page.h"
#include "web/gain_parts.h"
#include "web/json_answer.h"
#include "web/layout.h"
#include "web/list.h"
#include "web/year.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::Html;
using html::text;
using html::Url;
using view::ClassView;

constexpr const char* kOpenClasses = "/classes/open";
constexpr const char* kEnrol = "enrol";

Url url_of_open_class(const std::string& number) { return Url({"classes", number}); }
Url enrol_url(const std::string& number) {
  return url_of_open_class(number).step("do").step(kEnrol);
}

std::string open_class_days(const training::TrainingClass& one) {
  return fmt::format("{} 至 {}", base::render(one.start), base::render(one.end));
}

std::string open_class_place(const training::TrainingClass& one) {
  std::vector<std::string> words;
  for (const std::string& word : {one.place_kind, one.venue})
    if (!word.empty()) words.push_back(word);
  return base::join(words, " ");
}

Row open_class_row(const ClassView& view) {
  const training::TrainingClass& one = view.training_class;
  Html state =
      can_enrol(view) ? link_to(enrol_url(one.number), kCanEnrol) : text(state_of_class(view));
  return {{link_to(url_of_open_class(one.number), one.title), text(open_class_days(one)),
           text(one.organiser.empty() ? view.unit : one.organiser), text(open_class_place(one)),
           text(std::to_string(one.headcount)), text(render_decimal(one.hours)), state}};
}

void sort_open_classes(std::vector<ClassView>& classes, const Order& order) {
  auto key = [&](const ClassView& view) -> std::string {
    if (order.name == "title") return view.training_class.title;
    if (order.name == "start") return base::render(view.training_class.start);
    return view.unit;
  };
  if (order.name.empty()) return;
  std::stable_sort(classes.begin(), classes.end(), [&](const ClassView& a, const ClassView& b) {
    return order.is_down ? key(b) < key(a) : key(a) < key(b);
  });
}

http::Response open_classes_as_json(const std::vector<ClassView>& shown, const Paging& paging) {
  return rows_answer(shown, paging, [](const ClassView& view) { return json::to_json(view); });
}

// Hours that the class put on record, and what of them is effective; by class.
std::map<std::string, std::pair<base::Hours, base::Hours>> hours_by_class(const Visit& visit) {
  std::map<std::string, std::pair<base::Hours, base::Hours>> posted;
  view::StatementView view =
      view::show_statement(*visit.session, visit.visitor->actor.employee, year_of(visit));
  for (std::size_t i = 0; i < view.statement.records.size(); ++i) {
    const hours::LearningRecord& record = view.statement.records[i];
    if (record.source == hours::kRosterSource)
      posted[record.number] = {record.length, view.statement.lines[i].counted};
  }
  return posted;
}

// What a learner can do with it, asked and confirmed.
http::Response enrol_page(const Visit& visit, const base::Blockers& blockers) {
  ClassView view = view::show_class(*visit.session, visit.part("id"));
  Form form{enrol_url(view.training_class.number), "确定"};
  form.before = html::join({element("p", {},
                                    {text(fmt::format("报名：{}（{}）", view.training_class.title,
                                                      open_class_days(view.training_class)))})});
  form.blockers = blockers;
  form.more_buttons = button_to(url_of_open_class(view.training_class.number), "返回");
  Page page{title_of("报名", blockers),
            html::join({gain_card(view::gain_of_class(*visit.session, view.training_class)),
                        render(visit, form)})};
  page.crumbs = {{"培训项目", Url::at(kOpenClasses)},
                 {view.training_class.title, url_of_open_class(view.training_class.number)}};
  if (!blockers.empty()) page.status = status_of(blockers);
  return show(visit, page);
}

item::ActRequest enrol_request(const Visit& visit) {
  item::ActRequest request;
  request.subject = "class";
  request.ids = {visit.part("id")};
  request.action = kEnrol;
  return request;
}

}  // namespace

http::Response show_open_classes(const Visit& visit) {
  view::ClassListFilter filter;
  filter.classes.year = year_of(visit);
  filter.classes.name = visit.query("name");
  std::vector<ClassView> all = view::list_classes(*visit.session, filter);
  std::vector<Facet> facets = class_facets(visit);
  std::vector<ClassView> left;
  for (const ClassView& view : all)
    if (fits_facets(visit, facets, view)) left.push_back(view);
  sort_open_classes(left, order_of(visit));
  List list;
  std::vector<ClassView> shown = page_of<ClassView>(
      visit, left, [](const ClassView& view) { return view.training_class.number; }, list.paging);
  if (visit.request.wants_json()) return open_classes_as_json(shown, list.paging);
  list.caption = fmt::format("{} 年培训项目", year_of(visit).value());
  list.columns = {
      {"培训主题", "title"}, {"时间", "start"}, {"组织单位", "unit"}, {"地点"}, {"人数", "", true},
      {"学时", "", true},    {"状态"}};
  for (const ClassView& view : shown) list.rows.push_back(open_class_row(view));
  list.next_step = "目前没有可以报名的培训项目；已报名的见 我的培训班。";
  list.links = button_to(Url({"me", "classes"}), "我的培训班");
  Html search = filters(visit, {year_field(visit), {"name", "培训主题"}});
  return show(visit, {"培训项目",
                      html::join({search, facets_card(visit, facets, all), render(visit, list)})});
}

http::Response show_my_classes(const Visit& visit) {
  std::vector<ClassView> all = view::list_own_classes(*visit.session, year_of(visit));
  List list;
  std::vector<ClassView> shown = page_of<ClassView>(
      visit, all, [](const ClassView& view) { return view.training_class.number; }, list.paging);
  if (visit.request.wants_json()) return open_classes_as_json(shown, list.paging);
  list.caption = fmt::format("{} 年我的培训班", year_of(visit).value());
  list.columns = {{"培训名称"},
                  {"时间"},
                  {"组织单位"},
                  {"实施情况"},
                  {"我的状态"},
                  {"学时", "", true},
                  {"已计入学时", "", true},
                  {"其中有效学时", "", true}};
  auto posted = hours_by_class(visit);
  for (const ClassView& view : shown) {
    const training::TrainingClass& one = view.training_class;
    auto at = posted.find(one.number);
    bool is_posted = at != posted.end();
    list.rows.push_back(
        {{link_to(url_of_open_class(one.number), one.title), text(open_class_days(one)),
          text(one.organiser.empty() ? view.unit : one.organiser), text(view.execution_label),
          text(state_of_class(view)), text(render_exact(view.attendees.front().hours)),
          text(is_posted ? render_exact(at->second.first) : "尚未计入"),
          text(is_posted ? render_exact(at->second.second) : "")}});
  }
  list.next_step = "到 培训项目 中报名。";
  list.links = button_to(Url::at(kOpenClasses), "培训项目");
  return show(visit, {"我的培训班", html::join({year_filter(visit), render(visit, list)})});
}

http::Response show_open_class(const Visit& visit) {
  ClassView view = view::show_class(*visit.session, visit.part("id"));
  if (visit.request.wants_json()) return json_answer(200, json::shown(view));
  const training::TrainingClass& one = view.training_class;
  std::string enrolment;
  if (one.enrolment_from) enrolment += base::render(*one.enrolment_from);
  if (one.enrolment_from || one.enrolment_to) enrolment += " 至 ";
  if (one.enrolment_to) enrolment += base::render(*one.enrolment_to);
  Html button = can_enrol(view) ? element("div", {attr("class", "bar")},
                                          {button_to(enrol_url(one.number), "报名")})
                                : Html();
  std::string state = state_of_class(view);
  Page page{one.title};
  page.crumbs = {{"培训项目", Url::at(kOpenClasses)}};
  page.main =
      html::join({card({details({{"我的状态", state.empty() ? "未报名" : state},
                                 {"实施情况", view.execution_label +
                                                  (view.is_withdrawn ? "（计划已撤销）" : "")},
                                 {"报名是否需要审批", one.enrolment_reviewed},
                                 {"报名时间", enrolment}}),
                        button},
                       "报名"),
                  gain_card(view::gain_of_class(*visit.session, one)),
                  card({details({{"培训编号", one.number},
                                 {"培训名称", one.title},
                                 {"培训类别", one.category},
                                 {"组织单位", one.organiser.empty() ? view.unit : one.organiser},
                                 {"培训时间", open_class_days(one)},
                                 {"学时", render_exact(one.hours)},
                                 {"人数", std::to_string(one.headcount)},
                                 {"地点", open_class_place(one)},
                                 {"培训方式", one.mode},
                                 {"培训对象", one.audience},
                                 {"培训目的", one.goal},
                                 {"培训内容", one.content},
                                 {"适用岗位", one.posts},
                                 {"培训关键词", one.keywords},
                                 {"联系人", one.contact},
                                 {"联系电话", one.phone},
                                 {"联系人Email", one.email},
                                 {"培训公开范围", one.visibility}})},
                       "培训项目")});
  return show(visit, page);
}

http::Response show_class_enrol(const Visit& visit) { return enrol_page(visit, {}); }

http::Response do_class_enrol(const Visit& visit) {
  try {
    std::vector<item::ActResult> results = item::act(*visit.session, enrol_request(visit));
    if (visit.request.wants_json()) {
      json::Json all = json::Json::array();
      for (const item::ActResult& result : results) all.push_back(json::to_json(result));
      return json_answer(200, all);
    }
    ClassView view = view::show_class(*visit.session, visit.part("id"));
    return done(
        visit, url_of_open_class(view.training_class.number),
        fmt::format("已报名：{}，目前 {}", view.training_class.title, state_of_class(view)));
  } catch (const base::Refused& refused) {
    if (visit.request.wants_json() || status_of(refused.blockers()) == 404)
      return refused_page(visit, refused.blockers());
    return enrol_page(visit, refused.blockers());
  }
}

}  // namespace xueshi::web
