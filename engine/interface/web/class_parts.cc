#include "web/class_parts.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "json/classes.h"
#include "web/opinion.h"
#include "web/year.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::Html;
using html::text;
using view::ClassView;

Html class_tab(const Visit& visit, const ClassView& view, const char* step, const char* label) {
  html::Url url = url_of(kClassPlace, view.training_class.number);
  if (*step != '\0') url.step(step);
  std::vector<html::Attribute> attributes = {html::link("href", url)};
  if (url.text() == html::Url::at(visit.request.path).text())
    attributes.push_back(attr("aria-current", "page"));
  return element("a", attributes, {text(label)});
}

std::int64_t waiting_enrolments(const ClassView& view) {
  return std::count_if(view.attendees.begin(), view.attendees.end(),
                       [](const view::AttendeeView& each) {
                         return each.attendee.enrolment == training::Enrolment::kWaiting;
                       });
}

Field class_choice(const char* name, const char* label, const std::vector<std::string>& words) {
  Field field{name, label, "", Field::Kind::kChoice, false, "", {{"", "全部"}}};
  for (const std::string& word : words) field.options.push_back({word, word});
  return field;
}

std::vector<std::string> class_categories(const Visit& visit) {
  try {
    return visit.session->policy(year_of(visit)).plans.categories;
  } catch (const session::WrongFiles&) {
    return {};
  }
}

view::ClassOrder class_order(const std::string& name) {
  using Order = view::ClassOrder;
  if (name == "title") return Order::kTitle;
  if (name == "end") return Order::kEnd;
  if (name == "headcount") return Order::kHeadcount;
  return name == "budget" ? Order::kBudget : Order::kStart;
}

constexpr const char* kNotCarriedOut = "未实施";
constexpr const char* kChangeWaits = "调整待审批";

}  // namespace

std::string execution_of(const ClassView& view) {
  if (view.is_withdrawn) return view.execution_label + "（计划已撤销）";
  return view.execution_label + (view.change_pending() ? "（调整待审批）" : "");
}

std::string change_of(const ClassView& view) {
  return levels_in_line(view.verdicts, view.waits_at);
}

std::string period_of(const base::LocalTime& start, const base::LocalTime& end) {
  return fmt::format("{} 至 {}", base::render_as_written(start), base::render_as_written(end));
}

Html class_tabs(const Visit& visit, const ClassView& view) {
  std::vector<Html> tabs = {class_tab(visit, view, "", "基本信息"),
                            class_tab(visit, view, "roster", "实际参会人员"),
                            class_tab(visit, view, "enrolments", "报名")};
  if (std::int64_t waiting = waiting_enrolments(view); waiting > 0)
    tabs.push_back(
        element("span", {attr("class", "soft")}, {text(fmt::format("（{} 人待审核）", waiting))}));
  tabs.push_back(class_tab(visit, view, "outcome", "培训成效"));
  return element("nav", {attr("class", "sub"), attr("aria-label", "培训班")}, tabs);
}

Crumb class_crumb(const ClassView& view) {
  return {view.training_class.title, url_of(kClassPlace, view.training_class.number)};
}

std::vector<Field> class_filters(const Visit& visit) {
  return {year_field(visit),
          {"name", "培训名称"},
          class_choice("category", "培训类别", class_categories(visit)),
          class_choice("execution", "实施情况", {kNotCarriedOut, kChangeWaits, "已实施"})};
}

view::ClassesAsked classes_asked(const Visit& visit) {
  view::ClassesAsked asked;
  asked.org = visit.query("org");
  asked.page.filter.year = year_of(visit);
  asked.page.filter.name = visit.query("name");
  asked.page.category = visit.query("category");
  std::string execution = visit.query("execution");
  if (execution == kChangeWaits) {
    asked.change_waits = true;
  } else {
    asked.execution = execution;
    if (execution == kNotCarriedOut) asked.change_waits = false;
  }
  Order order = order_of(visit, "-start");
  asked.page.order = class_order(order.name);
  asked.page.is_down = order.is_down;
  asked.page.after = visit.query("after");
  asked.page.begin = begin_asked(visit);
  asked.page.size = size_of(visit);
  return asked;
}

Paging paging_of_classes(const Visit& visit, const view::ClassesPage& found) {
  return paging_of(visit, found.total, found.begin, found.rows.size(),
                   found.rows.empty() ? "" : found.rows.back().training_class.number);
}

http::Response classes_as_json(const view::ClassesPage& found, const Paging& paging) {
  return rows_answer(found.rows, paging, [](const ClassView& view) { return json::to_json(view); });
}

}  // namespace xueshi::web
