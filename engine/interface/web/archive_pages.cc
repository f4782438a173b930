#include "web/archive_pages.h"

#include <fmt/format.h>

#include "base/percent.h"
#include "json/statement.h"
#include "view/statement.h"
#include "web/json_answer.h"
#include "web/layout.h"
#include "web/list.h"
#include "web/reach.h"
#include "web/statement_parts.h"
#include "web/year.h"

namespace xueshi::web {

namespace {

using html::Html;
using html::text;
using html::Url;
using view::StatementView;

StatementView own_statement(const Visit& visit) {
  return view::show_statement(*visit.session, visit.visitor->actor.employee, year_of(visit));
}

Url with_year_of_page(Url url, const Visit& visit) {
  return url.add("year", std::int64_t{year_of(visit).value()});
}

// 合格率 with one decimal, as the archive says it.
std::string exam_rate(const std::vector<hours::Exam>& exams) {
  std::int64_t passed = 0;
  for (const hours::Exam& exam : exams) passed += exam.passed ? 1 : 0;
  auto total = static_cast<std::int64_t>(exams.size());
  std::int64_t tenths = (base::Percent(passed, total).hundredths() + 5) / 10;
  return fmt::format("{}.{}%", tenths / 10, tenths % 10);
}

}  // namespace

http::Response show_archive(const Visit& visit) {
  StatementView view = own_statement(visit);
  if (visit.request.wants_json()) return json_answer(200, json::to_json(view));
  Url why = with_year_of_page(Url({"me", "archive", "why"}), visit);
  return show(visit, {"我的档案", html::join({year_filter(visit), archive_parts(view, why)})});
}

http::Response show_archive_why(const Visit& visit) {
  StatementView view = own_statement(visit);
  if (visit.request.wants_json()) return json_answer(200, json::explained(view));
  Page page{"为什么", html::join({year_filter(visit), why_parts(visit, view)})};
  page.crumbs = {{"我的档案", with_year_of_page(Url({"me", "archive"}), visit)}};
  return show(visit, page);
}

http::Response show_exams(const Visit& visit) {
  StatementView view = own_statement(visit);
  List list;
  list.caption = fmt::format("{} 年我的考试", year_of(visit).value());
  list.columns = {{"考试名称"}, {"年度"}, {"是否合格"}};
  list.next_step = "考试结果由平台导入。";
  std::vector<hours::Exam> shown = page_of<hours::Exam>(
      visit, view.exams, [](const hours::Exam& exam) { return exam.number; }, list.paging);
  json::Json rows = json::Json::array();
  for (const hours::Exam& exam : shown) {
    rows.push_back({{"id", exam.number},
                    {"title", exam.title},
                    {"year", exam.year.value()},
                    {"passed", exam.passed}});
    list.rows.push_back({{text(exam.title), text(std::to_string(exam.year.value())),
                          tag(exam.passed ? "合格" : "不合格", exam.passed)}});
  }
  if (visit.request.wants_json()) return rows_answer(rows, list.paging);
  Html figures =
      tiles({{"参加考试数", std::to_string(view.exams.size())}, {"合格率", exam_rate(view.exams)}});
  return show(visit, {"我的考试", html::join({year_filter(visit), figures, render(visit, list)})});
}

http::Response show_courses(const Visit& visit) {
  StatementView view = own_statement(visit);
  std::vector<std::size_t> courses;
  base::Hours sum;
  for (std::size_t i = 0; i < view.statement.records.size(); ++i) {
    if (!view.policy->is_delivered(view.statement.records[i].source)) continue;
    courses.push_back(i);
    sum += view.statement.records[i].length;
  }
  List list;
  list.caption = fmt::format("{} 年在线学习课程", year_of(visit).value());
  list.columns = {
      {"课程名称"}, {"开始时间"}, {"结束时间"}, {"学时", "", true}, {"计入有效学时", "", true}};
  list.next_step = "在平台学习课程后，学时自动计入，不需要另行录入。";
  std::vector<std::size_t> shown = page_of<std::size_t>(
      visit, courses, [&](const std::size_t& i) { return view.statement.records[i].number; },
      list.paging);
  json::Json rows = json::Json::array();
  for (std::size_t i : shown) {
    const hours::LearningRecord& record = view.statement.records[i];
    base::Hours counted = view.statement.lines[i].counted;
    rows.push_back({{"id", record.number},
                    {"title", record.title},
                    {"start", base::render(record.start)},
                    {"seconds", record.length.seconds()},
                    {"counted_seconds", counted.seconds()}});
    list.rows.push_back({{text(record.title), text(base::render(record.start)),
                          text(record.end ? base::render(*record.end) : ""),
                          text(render_exact(record.length)), text(render_exact(counted))}});
  }
  if (visit.request.wants_json()) return rows_answer(rows, list.paging);
  Html figures =
      tiles({{"在线学习课程数", std::to_string(courses.size())}, {"实际时长", render_exact(sum)}});
  return show(visit, {"我的课程", html::join({year_filter(visit), figures, render(visit, list)})});
}

http::Response show_staff_archive(const Visit& visit) {
  StatementView view = view::show_statement(*visit.session, visit.part("employee"), year_of(visit));
  if (visit.request.wants_json()) return json_answer(200, json::to_json(view));
  Page page{view.person.name + "的档案"};
  if (can_open(visit, "/admin/stats/staff"))
    page.crumbs = {
        {"职工学习总体情况统计", with_year_of_page(Url({"admin", "stats", "staff"}), visit)}};
  Url why = Url::at(visit.request.path).add("year", std::int64_t{year_of(visit).value()});
  page.main = html::join(
      {year_filter(visit), main_bars(view), archive_parts(view, why), why_parts(visit, view)});
  return show(visit, page);
}

}  // namespace xueshi::web
