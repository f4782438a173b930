#include "web/report_pages.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/number.h"
#include "base/text.h"
#include "json/reports.h"
#include "report/published.h"
#include "report/reports.h"
#include "web/answers.h"
#include "web/error_page.h"
#include "web/institute.h"
#include "web/json_answer.h"
#include "web/layout.h"
#include "web/list.h"
#include "web/unit_tree.h"
#include "web/work_kinds.h"
#include "web/work_pages.h"
#include "web/year.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::Html;
using html::text;
using html::Url;
using report::ReportStanding;

constexpr const char* kReportsBase = "/admin/reports";
constexpr const char* kReportsTitle = "报表";
constexpr const char* kThreeOfTheYear = "year-end";  // the three that every institute hands in
constexpr const char* kReportWorkbookType =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
constexpr std::size_t kShownReceiptDigits = 20;

Url workbook_url(const InstituteYear& about, const std::string& report) {
  return url_about((std::string(kReportsBase) + "/" + report + ".xlsx").c_str(), about);
}

std::string report_state(const ReportStanding& standing) {
  if (standing.newest) return "已导出";
  return standing.reasons.empty() ? "未导出" : "暂不能导出";
}

// Where a reason is dealt with.
Html place_of_reason(const std::string& reason, const InstituteYear& about) {
  if (reason.find("骨干人才") != std::string::npos)
    return link_to(url_about("/admin/backbone", about), "骨干人才筛选上报表");
  if (reason.find("年度培训总结") != std::string::npos) {
    Url url = Url::at("/admin/summaries").step(std::to_string(about.year.value()));
    return link_to(url.add("org", about.institute), "年度培训总结");
  }
  return {};
}

Html report_reasons(const ReportStanding& standing, const InstituteYear& about) {
  std::vector<Html> parts;
  for (const std::string& reason : standing.reasons) {
    parts.push_back(element("p", {attr("class", "soft")},
                            {text(reason + " "), place_of_reason(reason, about)}));
  }
  return html::join(parts);
}

Html report_ways(const ReportStanding& standing, const InstituteYear& about) {
  std::vector<Html> ways;
  if (standing.reasons.empty()) {
    ways.push_back(element("button",
                           {html::link("formaction", Url::at(kReportsBase).step("do").step("make")),
                            attr("name", "one"), attr("value", standing.report)},
                           {text("导出")}));
  }
  if (standing.newest) ways.push_back(button_to(workbook_url(about, standing.report), "下载"));
  return html::join(ways);
}

// As it is printed in the footer: in groups of four.
std::string short_receipt(const report::Publication& one) {
  std::string printed;
  for (std::size_t i = 0; i < one.receipt.size() && i < kShownReceiptDigits; ++i) {
    if (i > 0 && i % 4 == 0) printed += ' ';
    printed += one.receipt[i];
  }
  return printed;
}

Row report_row(const ReportStanding& standing, const InstituteYear& about) {
  const std::optional<report::Publication>& newest = standing.newest;
  Html name = text(standing.title);
  Html state = tag(report_state(standing), newest.has_value());
  state += report_reasons(standing, about);
  return {{name, state, text(newest ? fmt::format("第 {} 版", newest->revision) : ""),
           text(newest ? newest->made_at : ""), text(newest ? short_receipt(*newest) : ""),
           report_ways(standing, about)},
          standing.reasons.empty() ? standing.report : "",
          standing.title,
          false};
}

Html older_revisions(const std::vector<ReportStanding>& standings, const InstituteYear& about) {
  std::vector<Html> lines;
  for (const ReportStanding& standing : standings) {
    for (const report::Publication& one : standing.older) {
      Url url = workbook_url(about, standing.report);
      url.add("revision", one.revision);
      lines.push_back(
          element("li", {},
                  {link_to(url, fmt::format("{} 第 {} 版", standing.title, one.revision)),
                   text(fmt::format("　{}　校验码 {}", one.made_at, short_receipt(one)))}));
    }
  }
  return lines.empty() ? Html() : card({element("ul", {}, lines)}, "以前的版本");
}

std::vector<ReportStanding> report_standings(const Visit& visit, const InstituteYear& about,
                                             const std::string& only) {
  std::vector<ReportStanding> all =
      report::list_reports(*visit.session, about.year, about.institute);
  if (!only.empty())
    std::erase_if(all, [&](const ReportStanding& one) { return one.report != only; });
  return all;
}

// `only`: the name of one report; empty: all.
http::Response reports_page(const Visit& visit, const InstituteYear& about, const std::string& only,
                            const base::Blockers& blockers) {
  Page page{title_of(only.empty() ? kReportsTitle : "导出骨干人才培训表", blockers)};
  page.aside = unit_tree(visit);
  if (!only.empty()) page.crumbs = {{"骨干人才筛选上报表", url_about("/admin/backbone", about)}};
  if (!blockers.empty()) page.status = status_of(blockers);
  if (about.institute.empty()) {
    page.main = html::join({year_filter(visit), choose_institute()});
    return show(visit, page);
  }
  std::vector<ReportStanding> standings = report_standings(visit, about, only);
  List list;
  list.caption =
      fmt::format("{} {} 年度", visit.session->unit_name(about.institute), about.year.value());
  list.columns = {{"报表"}, {"状态"}, {"版本"}, {"导出时间"}, {"校验码"}, {"操作"}};
  for (const ReportStanding& standing : standings) list.rows.push_back(report_row(standing, about));
  list.paging = without_pages(standings.size());
  Url make = Url::at(kReportsBase).step("do").step("make");
  list.deeds = {{make, "导出"}};
  list.more_fields = hidden_about(about);
  if (!only.empty()) list.more_fields += hidden("one", only);
  if (only.empty()) {
    list.links = element(
        "button",
        {html::link("formaction", make), attr("name", "one"), attr("value", kThreeOfTheYear)},
        {text("导出年终三表")});
  }
  page.main = html::join({summary_of(blockers), only.empty() ? year_filter(visit) : Html(),
                          render(visit, list), older_revisions(standings, about)});
  return show(visit, page);
}

}  // namespace

http::Response show_reports(const Visit& visit) {
  InstituteYear about = institute_year_of(visit);
  if (!visit.request.wants_json() || about.institute.empty())
    return reports_page(visit, about, "", {});
  json::Json rows = json::Json::array();
  for (const ReportStanding& standing : report_standings(visit, about, ""))
    rows.push_back(json::to_json(standing));
  return rows_answer(std::move(rows));
}

http::Response show_backbone_export(const Visit& visit) {
  return reports_page(visit, institute_year_of(visit), "backbone", {});
}

http::Response do_make_reports(const Visit& visit) {
  InstituteYear about = institute_year_of(visit);
  std::string one = visit.field("one");
  std::vector<std::string> names = one.empty() ? visit.fields("id") : std::vector<std::string>{one};
  if (names.empty()) names = {kThreeOfTheYear};
  report::require_reports(*visit.session, names, about.year, about.institute);
  std::string place = url_about(kReportsBase, about).text();
  std::string whose =
      about.institute.empty() ? "全部研究所" : visit.session->unit_name(about.institute);
  std::string title = fmt::format("导出 {} {} 年度报表", whose, about.year.value());
  return follow_work(
      visit, work::ask_for(*visit.session,
                           order_of_reports({about.year, about.institute, names, place}, title)));
}

http::Response take_workbook(const Visit& visit) {
  constexpr std::string_view kEnding = ".xlsx";
  std::string file = visit.part("file");
  bool is_workbook = file.size() > kEnding.size() && file.ends_with(kEnding);
  if (!is_workbook) return error_page(visit, 404);
  InstituteYear about = institute_year_of(visit);
  if (about.institute.empty()) return see_other(url_about(kReportsBase, about));
  auto copy = report::fetch_workbook(*visit.session, file.substr(0, file.size() - kEnding.size()),
                                     about.year, about.institute,
                                     base::parse_decimal(visit.query("revision"), 0));
  if (!copy) return see_other(url_about(kReportsBase, about));
  return download(copy->name, kReportWorkbookType, std::move(copy->bytes));
}

}  // namespace xueshi::web
