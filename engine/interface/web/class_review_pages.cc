#include "web/class_review_pages.h"

#include <fmt/format.h>

#include "base/number.h"
#include "base/text.h"
#include "item/item_view.h"
#include "json/classes.h"
#include "training/class_rules.h"
#include "view/classes.h"
#include "web/class_parts.h"
#include "web/deeds.h"
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

Row class_row_below(const ClassView& view) {
  const training::TrainingClass& one = view.training_class;
  Url url = url_of(kClassPlace, one.number);
  std::string review = change_of(view);
  return {{text(view.support_level), link_to(url, one.title), text(period_of(one.start, one.end)),
           text(one.organiser.empty() ? view.unit : one.organiser), text(one.contact),
           text(review.empty() ? "无须审批" : review), text(execution_of(view)),
           view.is_mine ? link_to(Url(url).step("review"), "审批") : link_to(url, "查看")},
          view.is_mine ? one.number : "",
          one.title};
}

struct Figure {
  const char* heading;
  std::string planned, actual;
  const char* change;  // word of `approve_changes` that it may be
};

std::vector<Figure> figures_of_change(const ClassView& view) {
  const training::TrainingClass& one = view.training_class;
  const training::ApprovedFigures& approved = view.approved;
  return {
      {"培训时间", period_of(approved.start, approved.end), period_of(one.start, one.end),
       "quarter_moved"},
      {"人数", std::to_string(approved.headcount), std::to_string(one.headcount), "headcount_up"},
      {"天数", base::render_decimal(approved.days_millis, 3),
       base::render_decimal(one.days_millis, 3), "days_up"},
      {"经费(万元)", base::render_wan(approved.budget), base::render_wan(one.budget), "budget_up"}};
}

Html figure_row(const ClassView& view, const Figure& figure) {
  bool needs_approval = base::contains(view.changes, figure.change);
  std::string word = needs_approval                    ? training::describe_changes({figure.change})
                     : figure.planned == figure.actual ? "未变"
                                                       : "无须审批";
  auto figure_cell = [](const char* heading, const Html& inside) {
    return element("td", {attr("data-h", heading)}, {inside});
  };
  return element("tr", {},
                 {element("th", {attr("scope", "row")}, {text(figure.heading)}),
                  figure_cell("计划", text(figure.planned)),
                  figure_cell("实际", needs_approval ? element("b", {}, {text(figure.actual)})
                                                     : text(figure.actual)),
                  figure_cell("调整", text(word))});
}

// 人数 30 → 41.
Html planned_and_actual(const ClassView& view) {
  std::vector<Html> rows;
  for (const Figure& figure : figures_of_change(view)) rows.push_back(figure_row(view, figure));
  std::vector<Html> head;
  for (const char* heading : {"栏目", "计划", "实际", "调整"})
    head.push_back(element("th", {attr("scope", "col")}, {text(heading)}));
  return card(
      {element("table", {attr("class", "cards")},
               {element("caption", {}, {text("计划与实际对照")}),
                element("thead", {}, {element("tr", {}, head)}), element("tbody", {}, rows)})},
      view.training_class.title);
}

Html class_in_short(const ClassView& view) {
  const training::TrainingClass& one = view.training_class;
  return card({details({{"培训编号", one.number},
                        {"对应计划", one.plan},
                        {"机构", view.unit},
                        {"培训类别", one.category},
                        {"学时", base::render_exact(one.hours)},
                        {"具体地点", one.venue},
                        {"培训对象", one.audience},
                        {"培训目的", one.goal},
                        {"培训内容", one.content},
                        {"主办单位", one.organiser},
                        {"联系人", one.contact},
                        {"联系电话", one.phone},
                        {"备注", one.remark},
                        {"资助程度", view.support_level}})},
              "培训项目基本信息");
}

// The next one of the year that waits for the acting role, in the order of the list; after the last
// the first.
std::optional<NextForOpinion> next_class(const Visit& visit, const ClassView& now) {
  view::ClassesAsked asked;
  asked.page.filter.year = now.training_class.year;
  asked.page.size = 1;
  asked.only_waiting = true;
  for (const std::string& after : {now.training_class.number, std::string()}) {
    asked.page.after = after;
    view::ClassesPage found = view::leaf_classes(*visit.session, asked);
    if (found.rows.empty()) return std::nullopt;
    const training::TrainingClass& next = found.rows.front().training_class;
    if (next.number != now.training_class.number) return NextForOpinion{next.number, next.title};
  }
  return std::nullopt;
}

}  // namespace

http::Response show_classes_below(const Visit& visit) {
  view::ClassesAsked asked = classes_asked(visit);
  asked.is_below = true;
  asked.only_waiting = !visit.query("waiting").empty();
  view::ClassesPage found = view::leaf_classes(*visit.session, asked);
  List list;
  list.paging = paging_of_classes(visit, found);
  if (visit.request.wants_json()) return classes_as_json(found, list.paging);
  list.caption =
      fmt::format("{} 年下级培训：数据共 {} 条", year_of(visit).value(), list.paging.total);
  list.columns = {{"资助程度"}, {"培训名称"}, {"培训时间"}, {"主办单位"},
                  {"联系人"},   {"审批情况"}, {"实施情况"}, {"操作"}};
  for (const ClassView& view : found.rows) list.rows.push_back(class_row_below(view));
  for (auto [action, label] : {std::pair{"approve-change", "审批通过"},
                               {"return-change", "驳回修改"},
                               {"refuse-change", "审批未通过"}})
    list.deeds.push_back({batch_url(kClassPlace, action), label});
  std::vector<Field> fields = class_filters(visit);
  fields.push_back({"waiting",
                    "待我审批",
                    "",
                    Field::Kind::kChoice,
                    false,
                    "",
                    {{"", "全部"}, {"1", "只看待我审批的"}}});
  Page page{"下级培训审批", html::join({filters(visit, fields), render(visit, list)})};
  page.aside = unit_tree(visit);
  return show(visit, page);
}

http::Response show_class_review(const Visit& visit) {
  ClassView view = view::show_class(*visit.session, visit.part("id"));
  if (visit.request.wants_json()) return json_answer(200, json::shown(view));
  item::ItemView way = item::view_item(*visit.session, "class", view.training_class.number);
  Html form = opinion_form(visit, kClassPlace, way, view.revision, {}, next_class(visit, view));
  if (form.empty()) {
    form = card(
        {element("p", {},
                 {text(way.waits_for_words.empty() ? "这个培训班现在没有待审批的调整。"
                                                   : "现在由 " + way.waits_for_words + " 审批。")}),
         button_to(url_of(kClassPlace, view.training_class.number), "返回")},
        "审批");
  }
  Page page{"培训审批"};
  page.crumbs = {{"下级培训审批", Url({"admin", "classes", "below"})}, class_crumb(view)};
  page.main = html::join({planned_and_actual(view), class_in_short(view),
                          earlier_opinions(view.verdicts, view.waits_at), form, history_of(way)});
  return show(visit, page);
}

}  // namespace xueshi::web
