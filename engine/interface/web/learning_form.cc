#include "web/learning_form.h"

#include <fmt/format.h>

#include "base/number.h"
#include "base/text.h"
#include "hours/explain.h"
#include "item/act.h"
#include "item/item_view.h"
#include "json/act_result.h"
#include "json/learning.h"
#include "view/learning.h"
#include "web/answers.h"
#include "web/error_page.h"
#include "web/gain_parts.h"
#include "web/item_way.h"
#include "web/json_answer.h"
#include "web/layout.h"
#include "web/list.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::Html;
using html::text;

constexpr const char* kRecordHeadings[] = {"年度",     "类别",     "培训名称", "主办单位",
                                           "开始时间", "结束时间", "学时"};

base::Year year_of_record(const Visit& visit, const base::Fields& values) {
  return base::parse_year(base::field_or_empty(values, "年度"))
      .value_or(base::year_of(visit.session->today()));
}

// The actions of the graph that fields can be given to, and their labels at a place.
const workflow::Transition* find_filling(const item::ItemView& way, const std::string& action) {
  if (way.graph == nullptr || way.places.empty()) return nullptr;
  const workflow::Transition* any = nullptr;
  for (const workflow::Transition& transition : way.graph->definition.transitions) {
    if (transition.action != action || transition.sets.empty()) continue;
    if (transition.starts_at(way.places.front().place)) return &transition;
    any = &transition;
  }
  return any;
}

std::string hint_on_caps(const std::vector<view::Category>& categories) {
  std::vector<std::string> parts;
  for (const view::Category& category : categories) {
    if (category.cap)
      parts.push_back(
          fmt::format("{} 最多计入 {} 有效学时", category.label, render_exact(*category.cap)));
  }
  return base::join(parts, "；");
}

http::Response fill_record_page(const Visit& visit, const Place& place, const item::ItemView& way,
                                const workflow::Transition& transition,
                                const base::Blockers& blockers) {
  std::string id = visit.part("id");
  view::RecordItem item = view::show_record(*visit.session, id);
  bool is_sent = visit.request.method == http::Method::kPost;
  Form form{deed_url(place, id, transition.action), transition.label};
  form.fields = learning_fields(visit, is_sent ? sent_learning_fields(visit) : item.fields);
  form.fields.push_back({"comment", "说明", visit.field("comment"), Field::Kind::kArea});
  std::vector<Html> before = {hidden("revision", std::to_string(item.revision))};
  if (!item.view.remark.empty())
    before.push_back(element("p", {attr("class", "warning")},
                             {text(fmt::format("{}：{}", item.view.status, item.view.remark))}));
  form.before = html::join(before);
  form.blockers = blockers;
  form.more_buttons = button_to(url_of(place, id), "返回");
  Page page{title_of(transition.label, blockers), render(visit, form)};
  if (status_of(blockers) == 409 && !blockers.empty())
    page.main = html::join({page.main, card({details(item.fields)}, "现在的内容")});
  page.crumbs = {{place.label, html::Url::at(place.base)},
                 {item.view.record.title, url_of(place, id)}};
  if (!blockers.empty()) page.status = status_of(blockers);
  if (way.is_deleted) page.status = 404;
  return show(visit, page);
}

http::Response fill_record(const Visit& visit, const Place& place, const item::ItemView& way,
                           const workflow::Transition& transition) {
  item::ActRequest request;
  request.subject = place.subject;
  request.ids = {visit.part("id")};
  request.action = transition.action;
  request.comment = visit.field("comment");
  request.fields = sent_learning_fields(visit);
  if (auto revision = base::parse_decimal(visit.field("revision"), 0)) request.revision = *revision;
  try {
    std::vector<item::ActResult> results = item::act(*visit.session, request);
    if (visit.request.wants_json()) {
      json::Json all = json::Json::array();
      for (const item::ActResult& result : results) all.push_back(json::to_json(result));
      return json_answer(200, all);
    }
    std::string notice = "已办理：" + transition.label;
    for (const std::string& warning : results.front().warnings) notice += "。警告：" + warning;
    return done(visit, url_of(place, visit.part("id")), notice);
  } catch (const base::Refused& refused) {
    if (visit.request.wants_json() || status_of(refused.blockers()) == 404)
      return refused_page(visit, refused.blockers());
    return fill_record_page(visit, place, way, transition, refused.blockers());
  }
}

// What the acting role can do now, by the graph's labels at the record's place.
Html record_buttons(const item::ItemView& way, const view::RecordItem& item, const Place& place,
                    const std::string& id) {
  std::vector<Html> buttons;
  for (const std::string& action : item.actions) {
    std::string label = action;
    for (const workflow::Transition& transition : way.graph->definition.transitions)
      if (transition.action == action && transition.starts_at(item.view.record.status))
        label = transition.label;
    buttons.push_back(button_to(deed_url(place, id, action), label));
  }
  return buttons.empty() ? Html() : element("div", {attr("class", "bar")}, buttons);
}

Html notes_on_record(const item::ItemView& way) {
  std::vector<Html> notes;
  for (const std::string& note : way.notes)
    notes.push_back(element("p", {attr("class", "warning")}, {text("警告：" + note)}));
  return html::join(notes);
}

}  // namespace

std::vector<Field> learning_fields(const Visit& visit, const base::Fields& values,
                                   const std::string& category) {
  base::Year year = year_of_record(visit, values);
  const policy::Policy* policy = visit.session->policies().find(year);
  std::vector<view::Category> categories =
      policy == nullptr ? std::vector<view::Category>() : view::learning_categories(*policy);
  auto value = [&](const char* heading) { return base::field_or_empty(values, heading); };
  std::string standing = value("类别").empty() ? category : value("类别");
  Field kind{"类别", "类别", standing, Field::Kind::kChoice, true, hint_on_caps(categories)};
  bool is_listed = standing.empty();
  for (const view::Category& each : categories) {
    kind.options.push_back({each.word, each.label});
    is_listed = is_listed || each.word == standing;
  }
  if (!is_listed) kind.options.push_back({standing, standing});
  constexpr const char* kTimes = "如 2024-03-01 或 2024-03-01 09:00";
  return {{"年度", "年度", std::to_string(year.value()), Field::Kind::kNumber, true},
          kind,
          {"培训名称", "培训名称", value("培训名称"), Field::Kind::kText, true},
          {"主办单位", "主办单位", value("主办单位")},
          {"开始时间", "开始时间", value("开始时间"), Field::Kind::kText, true, kTimes},
          {"结束时间", "结束时间", value("结束时间"), Field::Kind::kText, false, kTimes},
          {"学时", "学时", value("学时"), Field::Kind::kNumber, true,
           "小时，最多两位小数；也可写 3小时10分53秒。每个自然日最多 24 学时"}};
}

base::Fields sent_learning_fields(const Visit& visit) {
  base::Fields fields;
  for (const char* heading : kRecordHeadings) {
    const std::string* given = base::find_field(visit.form, heading);
    if (given != nullptr) fields.emplace_back(heading, *given);
  }
  return fields;
}

http::Response show_record_deed(const Visit& visit, const Place& place) {
  if (visit.part("id").empty()) return show_deed(visit, place);
  item::ItemView way = item::view_item(*visit.session, place.subject, visit.part("id"));
  const workflow::Transition* filling = find_filling(way, visit.part("action"));
  return filling == nullptr ? show_deed(visit, place)
                            : fill_record_page(visit, place, way, *filling, {});
}

http::Response do_record_deed(const Visit& visit, const Place& place) {
  if (visit.part("id").empty()) return do_deed(visit, place);
  item::ItemView way = item::view_item(*visit.session, place.subject, visit.part("id"));
  const workflow::Transition* filling = find_filling(way, visit.part("action"));
  return filling == nullptr ? do_deed(visit, place) : fill_record(visit, place, way, *filling);
}

namespace {

// As the rules of its year convert it.
std::string amount_of(const Visit& visit, const hours::LearningRecord& record) {
  const policy::Policy* policy = visit.session->policies().find(record.year);
  if (policy == nullptr) return render_exact(record.length);
  hours::RecordLine line;
  line.account = policy->find_leaf(record.source, record.category);
  line.worth = hours::worth(*policy, record);
  return hours::render_amount(*policy, record, line);
}

}  // namespace

http::Response show_record_page(const Visit& visit, const Place& place, const Html& more) {
  std::string id = visit.part("id");
  view::RecordItem item = view::show_record(*visit.session, id);
  if (visit.request.wants_json()) return json_answer(200, json::shown(item));
  item::ItemView way = item::view_item(*visit.session, place.subject, id);
  const view::RecordView& view = item.view;
  bool is_own = visit.session->actor().is_bound_to(view.record.employee);
  Page page{view.record.title};
  page.crumbs = {{place.label, html::Url::at(place.base)}};
  page.main = html::join(
      {card({details({{"审核状态", view.status},
                      {"等待", way.waits_for_words},
                      {"审核意见", view.remark}}),
             notes_on_record(way), record_buttons(way, item, place, id)},
            "审核"),
       is_own ? gain_card(view::gain_of_record(*visit.session, view.record)) : Html(),
       card({details({{"编号", view.record.number},
                      {"员工姓名", view.name},
                      {"员工编号", view.record.employee},
                      {"单位名称", view.unit},
                      {"年度", std::to_string(view.record.year.value())},
                      {"类别", view.record.source},
                      {"培训名称", view.record.title},
                      {"主办单位", view.record.organiser},
                      {"开始时间", base::render(view.record.start)},
                      {"结束时间", view.record.end ? base::render(*view.record.end) : ""},
                      {"学时", amount_of(visit, view.record)}}),
             more},
            "学习记录"),
       way_of(way)});
  return show(visit, page);
}

}  // namespace xueshi::web
