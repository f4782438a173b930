#include <fmt/format.h>

#include "base/text.h"
#include "json/classes.h"
#include "training/plan.h"
#include "view/classes.h"
#include "view/statistics.h"
#include "web/class_parts.h"
#include "web/institute.h"
#include "web/layout.h"
#include "web/list.h"
#include "web/stats_pages.h"
#include "web/unit_tree.h"
#include "web/year.h"

namespace xueshi::web {

namespace {

using html::Html;
using html::text;
using html::Url;
using view::ClassView;

// 未实施; a class whose plan was withdrawn waits for nobody.
bool is_red_class(const ClassView& view) {
  return !view.training_class.carried_out() && !view.is_withdrawn;
}

std::string class_stats_execution(const ClassView& view) {
  return view.execution_label + (view.is_withdrawn ? "（计划已撤销）" : "");
}

std::string class_stats_place(const training::TrainingClass& one) {
  std::vector<std::string> words;
  for (const std::string& word : {one.place_kind, one.venue})
    if (!word.empty()) words.push_back(word);
  return base::join(words, " ");
}

// People of a class that was not carried out count nothing, its budget stays (domain.md §4.1).
std::int64_t class_stats_people(const ClassView& view, std::int64_t count) {
  return view.training_class.carried_out() ? count : 0;
}

Row class_stats_row(const ClassView& view) {
  const training::TrainingClass& one = view.training_class;
  return {
      {text(one.title), tag(class_stats_execution(view), one.carried_out()),
       text(one.excellent ? "是" : "否"),
       text(base::render(one.start) + " 至 " + base::render(one.end)), text(class_stats_place(one)),
       text(std::to_string(class_stats_people(view, one.headcount))),
       text(std::to_string(class_stats_people(view, one.staff_count))),
       text(base::render_wan(one.budget)), text(one.contact), text(one.phone),
       link_to(Url::at("/admin/classes").step(one.number), "查看")},
      one.number,
      one.title,
      is_red_class(view)};
}

view::ClassesAsked class_stats_asked(const Visit& visit) {
  view::ClassesAsked asked = classes_asked(visit);
  asked.page.filter.from = base::parse_date(visit.query("from"));
  asked.page.filter.to = base::parse_date(visit.query("to"));
  asked.page.category.clear();
  asked.execution = visit.query("execution");  // as it is labelled, a change that waits or not
  asked.change_waits.reset();
  return asked;
}

std::vector<Field> class_stats_filters(const Visit& visit) {
  return {year_field(visit),
          {"from", "开始时间 自", "", Field::Kind::kDate},
          {"to", "至", "", Field::Kind::kDate},
          {"name", "项目名称"},
          {"execution",
           "实施状态",
           "",
           Field::Kind::kChoice,
           false,
           "",
           {{"", "全部"}, {"已实施", "已实施"}, {"未实施", "未实施"}}}};
}

Html class_stats_tiles(const Visit& visit) {
  yearend::ClassFigures figures =
      view::class_figures(*visit.session, year_of(visit), visit.query("org"));
  return tiles(
      {{"培训班", std::to_string(figures.classes), "个"},
       {"已实施", std::to_string(figures.carried_out), "个"},
       {"未实施", std::to_string(figures.classes - figures.carried_out), "个"},
       {"年度计划执行率", render_screen(base::Percent(figures.carried_out, figures.classes))}});
}

}  // namespace

http::Response show_class_stats(const Visit& visit) {
  view::ClassesPage found = view::leaf_classes(*visit.session, class_stats_asked(visit));
  List list;
  list.paging = paging_of_classes(visit, found);
  if (visit.request.wants_json()) return classes_as_json(found, list.paging);
  list.caption = fmt::format("{} 年度培训班；红色为未实施", year_of(visit).value());
  list.columns = {{"培训名称", "title"},
                  {"实施状态"},
                  {"是否精品"},
                  {"起始时间", "start"},
                  {"地点"},
                  {"参训人数", "headcount", true},
                  {"工作人数", "", true},
                  {"经费开支(万元)", "budget", true},
                  {"联系人"},
                  {"联系电话"},
                  {"操作"}};
  for (const ClassView& view : found.rows) list.rows.push_back(class_stats_row(view));
  if (visit.session->actor().role >= academy::Role::kInstituteAdmin)
    list.links = button_to(url_about("/admin/reports", institute_year_of(visit)), "导出");
  Page page{"培训班统计表",
            html::join({class_stats_tiles(visit), filters(visit, class_stats_filters(visit)),
                        render(visit, list)})};
  page.aside = unit_tree(visit);
  return show(visit, page);
}

}  // namespace xueshi::web
