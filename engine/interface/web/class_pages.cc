#include "web/class_pages.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/number.h"
#include "base/text.h"
#include "intake/one_row.h"
#include "item/item_view.h"
#include "json/classes.h"
#include "training/class_rules.h"
#include "view/classes.h"
#include "web/class_parts.h"
#include "web/deeds.h"
#include "web/error_page.h"
#include "web/item_way.h"
#include "web/json_answer.h"
#include "web/layout.h"
#include "web/list.h"
#include "web/opinion.h"
#include "web/unit_tree.h"
#include "web/year.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::Html;
using html::text;
using html::Url;
using view::ClassView;

constexpr const char* kPeopleHeading = "员工编号";

Row class_row(const Visit& visit, const ClassView& view) {
  const training::TrainingClass& one = view.training_class;
  Url url = url_of(kClassPlace, one.number);
  bool is_own = one.org == visit.session->actor().org;
  Html link = view.is_mine ? link_to(Url(url).step("review"), "审批")
                           : link_to(url, is_own ? "管理" : "查看");
  return {{link_to(url, one.title), text(one.category), text(base::render(one.start)),
           text(base::render(one.end)), text(one.contact),
           text(one.organiser.empty() ? view.unit : one.organiser), text(execution_of(view)),
           link}};
}

// Everything that a file of classes says, in its order.
Html particulars_of_class(const ClassView& view) {
  std::vector<std::pair<std::string, std::string>> pairs = {{"机构", view.unit}};
  for (const auto& [heading, value] : intake::render_row(view.training_class)) {
    if (heading == "机构编码" || heading == "实施状态" || heading == "培训成效") continue;
    pairs.emplace_back(heading, value);
  }
  return card({details(pairs)}, "培训项目基本信息");
}

Html figures_beside(const ClassView& view) {
  const training::TrainingClass& one = view.training_class;
  if (one.plan.empty()) return {};
  const training::ApprovedFigures& approved = view.approved;
  return card({details({{"对应计划", one.plan},
                        {"批准的培训时间", period_of(approved.start, approved.end)},
                        {"批准的人数", std::to_string(approved.headcount)},
                        {"批准的天数", base::render_decimal(approved.days_millis, 3)},
                        {"批准的经费(万元)", base::render_wan(approved.budget)},
                        {"较计划调整", training::describe_changes(view.changes)}}),
               link_to(Url({"admin", "plans", one.plan}), "培训计划查看")},
              "计划");
}

Html class_buttons(const ClassView& view) {
  Url url = url_of(kClassPlace, view.training_class.number);
  std::vector<Html> buttons;
  auto may = [&](const char* action) { return base::contains(view.actions, action); };
  if (may("approve-change") || may("return-change") || may("refuse-change"))
    buttons.push_back(button_to(Url(url).step("review"), "审批"));
  if (may("edit")) buttons.push_back(button_to(Url(url).step("edit"), "编辑"));
  if (may("implement")) buttons.push_back(button_to(Url(url).step("edit"), "实施"));
  if (may("outcome")) buttons.push_back(button_to(Url(url).step("outcome"), "填写培训成效"));
  if (may("add-attendee"))
    buttons.push_back(button_to(Url(url).step("roster").step("add"), "添加参会人员"));
  buttons.push_back(button_to(Url(url).step("roster"), "实际参会人员"));
  return element("div", {attr("class", "bar")}, buttons);
}

Html class_states(const ClassView& view, const item::ItemView& way) {
  return card({details({{"实施状态", execution_of(view)},
                        {"调整审批", change_of(view)},
                        {"等待", way.waits_for_words},
                        {"实施前须审批", training::describe_changes(view.changes)},
                        {"资助程度", view.support_level}}),
               class_buttons(view)},
              "状态");
}

// What has to be filled in stands among the reasons, though a button leads to where.
Html why_not_implemented(const item::ItemView& way) {
  std::vector<Html> reasons;
  for (const item::BarredAction& barred : way.barred) {
    if (barred.action != "implement") continue;
    for (const base::Blocker& blocker : barred.blockers)
      reasons.push_back(element("li", {}, {text(blocker.message)}));
  }
  if (reasons.empty()) return {};
  return card({element("ul", {attr("class", "way")}, reasons)}, "无法实施的原因");
}

item::ItemView without_implement(item::ItemView way) {
  std::erase_if(way.barred,
                [](const item::BarredAction& barred) { return barred.action == "implement"; });
  return way;
}

Html roster_summary(const ClassView& view) {
  auto count = [&](auto is) {
    return std::count_if(view.attendees.begin(), view.attendees.end(), is);
  };
  using training::Enrolment;
  std::int64_t listed =
      count([](const auto& each) { return each.attendee.enrolment == Enrolment::kNone; });
  std::int64_t confirmed = count([](const auto& each) {
    return each.attendee.enrolment == Enrolment::kNone && each.attendee.confirmed;
  });
  return tiles({{"计划参加人数", std::to_string(view.training_class.headcount)},
                {"实际参会人员", std::to_string(listed)},
                {"已确认参加", std::to_string(confirmed)}});
}

// A form of the roster says that it is about those ticked: nobody ticked is nobody meant.
Visit about_ticked_people(const Visit& visit) {
  Visit about = visit;
  std::vector<std::string> ticked = visit.fields("id");
  if (!visit.field("all").empty() || !visit.field(kPeopleHeading).empty()) ticked.clear();
  bool is_nobody = !visit.field("ticks").empty() && ticked.empty() && visit.field("all").empty() &&
                   visit.field(kPeopleHeading).empty();
  if (is_nobody) throw base::Refused("act.no-id", "请先勾选要办理的人员");
  if (!ticked.empty()) about.form.emplace_back(kPeopleHeading, base::join(ticked, ","));
  return about;
}

}  // namespace

http::Response show_classes(const Visit& visit) {
  view::ClassesPage found = view::leaf_classes(*visit.session, classes_asked(visit));
  List list;
  list.paging = paging_of_classes(visit, found);
  if (visit.request.wants_json()) return classes_as_json(found, list.paging);
  list.caption = fmt::format("{} 年培训班", year_of(visit).value());
  list.columns = {{"培训名称", "title"}, {"培训类别"}, {"开始时间", "start"},
                  {"结束时间", "end"},   {"联系人"},   {"主办单位"},
                  {"实施情况"},          {"操作"}};
  for (const ClassView& view : found.rows) list.rows.push_back(class_row(visit, view));
  list.next_step = "项目计划新建时随之预填培训班，计划发布后即可实施。";
  Page page{kClassPlace.label,
            html::join({filters(visit, class_filters(visit)), render(visit, list)})};
  page.aside = unit_tree(visit);
  return show(visit, page);
}

http::Response show_class(const Visit& visit) {
  ClassView view = view::show_class(*visit.session, visit.part("id"));
  if (visit.request.wants_json()) return json_answer(200, json::shown(view));
  item::ItemView way = item::view_item(*visit.session, "class", view.training_class.number);
  Page page{view.training_class.title};
  page.crumbs = {{kClassPlace.label, Url::at(kClassPlace.base)}};
  std::string outcome = view.training_class.outcome;
  page.main = html::join({class_tabs(visit, view), class_states(view, way),
                          why_not_implemented(way), barred_actions(without_implement(way)),
                          roster_summary(view), figures_beside(view), particulars_of_class(view),
                          outcome.empty() ? Html() : card({details({{"培训成效", outcome}})}),
                          earlier_opinions(view.verdicts, view.waits_at), way_of(way)});
  return show(visit, page);
}

http::Response show_class_deed(const Visit& visit) { return show_deed(visit, kClassPlace); }

http::Response do_class_batch(const Visit& visit) { return do_deed(visit, kClassPlace); }

http::Response do_class_deed(const Visit& visit) {
  return do_deed(about_ticked_people(visit), kClassPlace);
}

http::Response show_outcome(const Visit& visit) {
  ClassView view = view::show_class(*visit.session, visit.part("id"));
  if (visit.request.wants_json()) return json_answer(200, json::shown(view));
  const training::TrainingClass& one = view.training_class;
  Html inside;
  if (base::contains(view.actions, "outcome")) {
    Form form{deed_url(kClassPlace, one.number, "outcome"), "确定"};
    form.before = hidden("revision", std::to_string(view.revision));
    form.fields = {{"培训成效", "培训成效", one.outcome, Field::Kind::kArea}};
    form.more_buttons = button_to(url_of(kClassPlace, one.number), "返回");
    inside = render(visit, form);
  } else {
    std::string words = one.carried_out() ? "培训成效由举办单位填写。" : "实施之后填写培训成效。";
    inside = card({details({{"培训成效", one.outcome}}), element("p", {}, {text(words)})});
  }
  Page page{"培训成效", html::join({class_tabs(visit, view), inside})};
  page.crumbs = {{kClassPlace.label, Url::at(kClassPlace.base)}, class_crumb(view)};
  return show(visit, page);
}

}  // namespace xueshi::web
