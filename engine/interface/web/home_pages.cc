#include "web/home_pages.h"

#include <fmt/format.h>

#include "base/text.h"
#include "view/backbone.h"
#include "view/classes.h"
#include "view/plans.h"
#include "view/summary.h"
#include "web/inbox_pages.h"
#include "web/layout.h"
#include "web/list.h"
#include "web/pages_there.h"
#include "web/year.h"
#include "yearend/backbone.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::Html;
using html::text;
using html::Url;

// One of what an institute owes at the end of the year.
struct Deliverable {
  std::string name;
  Url url;  // where it is made
  std::string state;
  std::string detail;
  std::string deadline;
  bool is_done = false;
};

std::string reasons_of(const base::Refused& refused) {
  std::vector<std::string> reasons;
  for (const base::Blocker& blocker : refused.blockers()) reasons.push_back(blocker.message);
  return base::join(reasons, "；");
}

Deliverable execution_of(const Visit& visit, base::Year year, std::int64_t red) {
  Deliverable one{"执行情况表", Url({"admin", "stats", "classes"}).add("year", year.value()),
                  "",           "",
                  "",           false};
  view::PlanOverview all;
  for (const view::PlanOverview& line : view::overview_plans(*visit.session, year, ""))
    if (line.org.empty()) all = line;
  one.is_done = red == 0 && all.classes > 0;
  one.state = all.classes == 0 ? "没有培训班" : red == 0 ? "已全部实施" : "尚有未实施";
  one.detail = fmt::format("培训班 {} 个，已实施 {} 个，执行率 {}", all.classes, all.carried_out,
                           render_screen(all.rate()));
  return one;
}

Deliverable backbone_of(const Visit& visit, base::Year year, std::vector<std::string>& warnings) {
  Deliverable one{"骨干人才", Url({"admin", "backbone"}).add("year", year.value()), "", "", "",
                  false};
  try {
    view::BackboneStatus status = view::backbone_status(*visit.session, year, "");
    one.is_done = status.status == yearend::place::kFinalised;
    one.state = visit.session->graphs().current("backbone").definition.label_of(status.status);
    one.detail =
        fmt::format("已上报 {} 人，完训率 {}", status.reported, render_screen(status.rate));
    one.deadline =
        fmt::format("{} 至 {}", base::render(status.window.from), base::render(status.window.to));
    warnings.insert(warnings.end(), status.warnings.begin(), status.warnings.end());
  } catch (const base::Refused& refused) {
    one.state = "暂不能办理";
    one.detail = reasons_of(refused);
  }
  return one;
}

Deliverable annual_summary_of(const Visit& visit, base::Year year,
                              std::vector<std::string>& warnings) {
  std::string number = std::to_string(year.value());
  Deliverable one{"年度培训总结", Url({"admin", "summaries", number}), "", "", "", false};
  try {
    view::SummaryView view = view::show_summary(*visit.session, year, "");
    one.is_done = view.summary.status == yearend::place::kSubmitted;
    one.state = visit.session->graphs().current("summary").definition.label_of(view.summary.status);
    if (view.summary.revision > 0) one.detail = fmt::format("第 {} 版", view.summary.revision);
    warnings.insert(warnings.end(), view.warnings.begin(), view.warnings.end());
  } catch (const base::Refused&) {
    one.state = "未新建";
    one.detail = "完成骨干人才上报之后新建";
  }
  return one;
}

Html deliverables_of(const Visit& visit, const std::vector<Deliverable>& all) {
  std::vector<Html> headings, rows;
  for (const char* heading : {"年终材料", "状态", "情况", "上报时间"})
    headings.push_back(element("th", {attr("scope", "col")}, {text(heading)}));
  for (const Deliverable& one : all) {
    rows.push_back(element(
        "tr", {},
        {element("td", {attr("data-h", "年终材料")}, {link_if_open(visit, one.url, one.name)}),
         element("td", {attr("data-h", "状态")}, {tag(one.state, one.is_done)}),
         element("td", {attr("data-h", "情况")}, {text(one.detail)}),
         element("td", {attr("data-h", "上报时间")}, {text(one.deadline)})}));
  }
  return element("table", {attr("class", "cards")},
                 {element("caption", {}, {text("年终三项材料")}),
                  element("thead", {}, {element("tr", {}, headings)}), element("tbody", {}, rows)});
}

// For the academy: how far its institutes are.
Html institutes_of(const Visit& visit, base::Year year) {
  std::int64_t submitted = 0;
  for (const yearend::Summary& summary : view::list_summaries(*visit.session, year))
    submitted += summary.status == yearend::place::kSubmitted ? 1 : 0;
  std::size_t institutes = visit.session->tree().institutes().size();
  return element(
      "p", {},
      {text(fmt::format("{} 个研究所中，{} 个已提交年度培训总结。", institutes, submitted)),
       link_if_open(visit, Url({"admin", "year-end"}).add("year", year.value()), "年终进度")});
}

constexpr std::size_t kMostRed = 5;

Html red_card(const Visit& visit, base::Year year, const view::ClassesPage& red) {
  if (red.total == 0)
    return element("p", {attr("class", "empty")}, {text("本年度没有未实施的培训班。")});
  std::vector<Html> lines;
  for (const view::ClassView& view : red.rows) {
    const training::TrainingClass& one = view.training_class;
    lines.push_back(
        element("li", {},
                {link_if_open(visit, Url({"admin", "classes", one.number}), one.title),
                 text(fmt::format("　{}　{}　", view.unit, base::render(one.start.date))),
                 tag(view.execution_label, false)}));
  }
  Url all = Url({"admin", "stats", "classes"}).add("year", year.value());
  return html::join(
      {element("ul", {}, lines),
       element("p", {}, {link_if_open(visit, all, fmt::format("共 {} 个未实施", red.total))})});
}

Html warning_list(const std::vector<std::string>& warnings) {
  std::vector<Html> parts;
  for (const std::string& warning : warnings)
    parts.push_back(element("p", {attr("class", "warning")}, {text(warning)}));
  return html::join(parts);
}

}  // namespace

http::Response show_home(const Visit& visit) {
  base::Year year = year_of(visit);
  academy::Role role = visit.session->actor().role;
  view::ClassesPage red = view::classes_not_carried_out(*visit.session, year, kMostRed);
  std::vector<std::string> warnings;
  std::vector<Html> year_end;
  if (role == academy::Role::kInstituteAdmin) {
    std::vector<Deliverable> all = {execution_of(visit, year, red.total),
                                    backbone_of(visit, year, warnings),
                                    annual_summary_of(visit, year, warnings)};
    year_end.push_back(deliverables_of(visit, all));
  } else if (role == academy::Role::kAcademyAdmin) {
    year_end.push_back(institutes_of(visit, year));
  }
  Page page{"首页"};
  page.main = html::join(
      {warning_list(warnings), card({waiting_counts(visit)}, "待办"), year_filter(visit),
       year_end.empty() ? Html() : card(year_end, fmt::format("{} 年终", year.value())),
       card({red_card(visit, year, red)}, fmt::format("{} 年未实施的培训班", year.value()))});
  return show(visit, page);
}

}  // namespace xueshi::web
