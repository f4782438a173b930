#include "web/deeds.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/number.h"
#include "base/text.h"
#include "item/act.h"
#include "json/act_result.h"
#include "web/answers.h"
#include "web/error_page.h"
#include "web/item_way.h"
#include "web/json_answer.h"
#include "web/list.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::Html;
using html::text;

const workflow::Transition* find_action(const workflow::Definition& graph,
                                        const std::string& action) {
  for (const workflow::Transition& transition : graph.transitions)
    if (transition.action == action && transition.is_for_people()) return &transition;
  return nullptr;
}

bool asks_comment(const workflow::Transition& transition) {
  return base::contains(transition.needs, "comment");
}

// A heading that the comment which is asked for is kept under: 撤销说明. Asked for once.
bool is_reason(const workflow::Transition& transition, const std::string& heading) {
  return asks_comment(transition) && heading.ends_with("说明");
}

bool asks_for_reason(const workflow::Transition& transition) {
  return std::any_of(transition.sets.begin(), transition.sets.end(),
                     [&](const std::string& heading) { return is_reason(transition, heading); });
}

std::vector<std::string> headings_of(const workflow::Definition& graph, const std::string& action) {
  std::vector<std::string> headings;
  for (const workflow::Transition& transition : graph.transitions) {
    if (transition.action != action) continue;
    for (const std::string& heading : transition.sets)
      if (!base::contains(headings, heading)) headings.push_back(heading);
  }
  return headings;
}

// The graph that the item runs on; of several items that of new ones.
const workflow::Definition& graph_of(const Visit& visit, const Place& place,
                                     const std::vector<std::string>& ids) {
  if (ids.size() == 1) {
    item::ItemView view = item::view_item(*visit.session, place.subject, ids.front());
    if (view.graph != nullptr) return view.graph->definition;
  }
  return visit.session->graphs().current(place.subject).definition;
}

std::vector<std::string> ids_of(const Visit& visit) {
  std::string one = visit.part("id");
  return one.empty() ? visit.fields("id") : std::vector<std::string>{one};
}

item::ActRequest request_of(const Visit& visit, const Place& place,
                            const workflow::Definition& graph) {
  item::ActRequest request;
  request.subject = place.subject;
  request.ids = ids_of(visit);
  request.action = visit.part("action");
  request.comment = visit.field("comment");
  bool skips_empty = !visit.field("only-given").empty();
  for (const std::string& heading : headings_of(graph, request.action)) {
    const std::string* given = base::find_field(visit.form, heading);
    if (given != nullptr && !(skips_empty && given->empty()))
      request.fields.emplace_back(heading, *given);
  }
  if (auto revision = base::parse_decimal(visit.field("revision"), 0)) request.revision = *revision;
  if (std::string password = visit.field("password"); !password.empty())
    request.password_again = password;
  return request;
}

std::string label_of(const workflow::Definition& graph, const std::string& action) {
  const workflow::Transition* transition = find_action(graph, action);
  return transition == nullptr ? action : transition->label;
}

http::Response deed_page(const Visit& visit, const Place& place,
                         const std::vector<std::string>& ids, const base::Blockers& blockers) {
  const std::string action = visit.part("action");
  const workflow::Definition& graph = graph_of(visit, place, ids);
  const workflow::Transition* transition = find_action(graph, action);
  if (transition == nullptr) return error_page(visit, 404);
  item::ActRequest request = request_of(visit, place, graph);
  request.ids = ids;
  html::Url back = ids.size() == 1 ? url_of(place, ids.front()) : html::Url::at(place.base);
  Form form{ids.size() == 1 && !visit.part("id").empty() ? deed_url(place, ids.front(), action)
                                                         : batch_url(place, action),
            "确定"};
  std::vector<Html> words = {
      element("p", {}, {text(fmt::format("{}：{}", transition->label, base::join(ids, "、")))})};
  base::Blockers shown = blockers;
  if (visit.request.method == http::Method::kGet && !ids.empty() && !asks_comment(*transition) &&
      transition->sets.empty()) {
    item::Trial trial = item::try_act(*visit.session, request);
    shown = trial.blockers;
    for (const item::ActResult& result : trial.results) {
      if (!result.waits_for.empty())
        words.push_back(element("p", {}, {text("办理后须由 " + result.waits_for + " 审批。")}));
      for (const std::string& warning : result.warnings)
        words.push_back(element("p", {attr("class", "warning")}, {text(warning)}));
    }
  }
  if (visit.part("id").empty())
    for (const std::string& id : ids) words.push_back(hidden("id", id));
  if (std::string to = visit.field("back"); !to.empty()) words.push_back(hidden("back", to));
  words.push_back(hidden("only-given", "1"));
  form.before = html::join(words);
  for (const std::string& heading : headings_of(graph, action)) {
    std::string value = visit.field(heading).empty() ? visit.query(heading) : visit.field(heading);
    Field field = field_for(heading, value);
    if (!base::contains(transition->sets, heading)) continue;
    if (is_reason(*transition, heading)) {
      field.is_required = true;
      if (field.value.empty()) field.value = visit.field("comment");
    }
    form.fields.push_back(field);
  }
  if (!asks_for_reason(*transition)) {
    form.fields.push_back(
        {"comment", "意见", visit.field("comment"), Field::Kind::kArea, asks_comment(*transition)});
  }
  if (auto reason = item::password_reason(*visit.session, request)) {
    form.fields.push_back({"password", "密码", "", Field::Kind::kPassword, true,
                           fmt::format("{}前须再次输入密码", *reason)});
  }
  form.blockers = shown;
  form.more_buttons = button_to(back, "返回");
  Page page{title_of(transition->label, blockers), render(visit, form)};
  page.crumbs = {{place.label, html::Url::at(place.base)}};
  if (!blockers.empty()) page.status = status_of(blockers);
  return show(visit, page);
}

// Of a deed over people how many they are, else how many items.
std::string count_of(const item::ActRequest& request, const std::vector<item::ActResult>& results) {
  std::string people = base::field_or_empty(request.fields, "员工编号");
  if (people.empty()) return fmt::format("{} 项", results.size());
  return fmt::format("{} 人", base::split(people, ',').size());
}

std::string notice_of(const std::string& label, const item::ActRequest& request,
                      const std::vector<item::ActResult>& results) {
  std::string notice = fmt::format("已办理：{}（{}）", label, count_of(request, results));
  std::vector<std::string> more;
  for (const item::ActResult& result : results) {
    if (!result.waits_for.empty() && results.size() == 1)
      more.push_back("等待 " + result.waits_for + " 审批");
    for (const std::string& warning : result.warnings) more.push_back("警告：" + warning);
  }
  constexpr std::size_t kMost = 5;
  if (more.size() > kMost) more.resize(kMost);
  return more.empty() ? notice : notice + "。" + base::join(more, "；");
}

bool is_deleted(const Visit& visit, const Place& place, const std::string& id) {
  try {
    return item::view_item(*visit.session, place.subject, id).is_deleted;
  } catch (const base::Refused&) {
    return true;  // out of sight now
  }
}

}  // namespace

html::Url url_of(const Place& place, const std::string& id) {
  html::Url url = html::Url::at(place.base);
  for (const std::string& piece : base::split(id, '/')) url.step(piece);  // EMPLOYEE/NUMBER
  return url;
}

html::Url deed_url(const Place& place, const std::string& id, const std::string& action) {
  return url_of(place, id).step("do").step(action);
}

html::Url batch_url(const Place& place, const std::string& action) {
  return html::Url::at(place.base).step("do").step(action);
}

http::Response show_deed(const Visit& visit, const Place& place) {
  return deed_page(visit, place, ids_of(visit), {});
}

http::Response do_deed(const Visit& visit, const Place& place) {
  std::vector<std::string> ids = ids_of(visit);
  if (ids.empty()) {
    base::Blockers nothing = {{"act.no-id", "请先勾选要办理的条目"}};
    return refused_page(visit, nothing);
  }
  const workflow::Definition& graph = graph_of(visit, place, ids);
  try {
    item::ActRequest request = request_of(visit, place, graph);
    std::vector<item::ActResult> results = item::act(*visit.session, request);
    if (visit.request.wants_json()) {
      json::Json all = json::Json::array();
      for (const item::ActResult& result : results) all.push_back(json::to_json(result));
      return json_answer(200, all);
    }
    bool is_item = !visit.part("id").empty() && !is_deleted(visit, place, ids.front());
    std::string created = results.front().created;
    html::Url next = !created.empty() ? url_of(place, created)
                     : is_item        ? url_of(place, ids.front())
                                      : html::Url::at(place.base);
    next = way_back(visit.field("back"), next);
    return done(visit, next, notice_of(label_of(graph, request.action), request, results));
  } catch (const base::Refused& refused) {
    if (visit.request.wants_json() || status_of(refused.blockers()) == 404)
      return refused_page(visit, refused.blockers());
    return deed_page(visit, place, ids, refused.blockers());
  }
}

Html deed_buttons(const item::ItemView& view, const Place& place) {
  std::vector<Html> buttons;
  std::vector<std::string> seen;
  for (const item::NextAction& next : view.next) {
    if (base::contains(seen, next.step.action) || !base::contains(view.actions, next.step.action))
      continue;
    seen.push_back(next.step.action);
    buttons.push_back(button_to(deed_url(place, view.id, next.step.action), next.label));
  }
  return buttons.empty() ? Html() : element("div", {attr("class", "bar")}, buttons);
}

Html history_of(const item::ItemView& view) {
  std::vector<Html> lines;
  for (const item::HistoryEntry& entry : view.history) {
    std::string words = fmt::format("{} {} {}", entry.entry.at, entry.who, entry.label);
    std::string from = workflow::without_name(entry.from_label),
                to = workflow::without_name(entry.to_label);
    if (!to.empty() && from != to)
      words += from.empty() ? "：" + to : fmt::format("：{} → {}", from, to);
    if (entry.entry.outcome == "refused") words += "（未办成）";
    if (!entry.entry.remark.empty()) words += "　" + entry.entry.remark;
    lines.push_back(element("li", {}, {text(words)}));
  }
  return lines.empty() ? Html() : card({element("ol", {attr("class", "way")}, lines)}, "办理经过");
}

Field field_for(const std::string& heading, const std::string& value) {
  Field field{heading, heading, value};
  auto has = [&](std::string_view part) { return heading.find(part) != std::string::npos; };
  if (has("学时") || has("人数") || has("天数") || has("经费(") || heading == "年度" ||
      heading == "排位")
    field.kind = Field::Kind::kNumber;
  if (has("说明") || has("内容") || has("目的") || has("成效") || has("备注"))
    field.kind = Field::Kind::kArea;
  if (heading.rfind("是否", 0) == 0 && heading != "是否精品") {
    field.kind = Field::Kind::kChoice;
    field.options = {{"", ""}, {"是", "是"}, {"否", "否"}};
  }
  return field;
}

std::vector<Field> fields_of(const item::ItemView& view, const std::string& action,
                             const base::Fields& standing) {
  std::vector<Field> fields;
  if (view.graph == nullptr) return fields;
  for (const std::string& heading : headings_of(view.graph->definition, action))
    fields.push_back(field_for(heading, base::field_or_empty(standing, heading)));
  return fields;
}

}  // namespace xueshi::web
