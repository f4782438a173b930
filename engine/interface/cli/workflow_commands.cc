#include <fmt/format.h>

#include <algorithm>

#include "audit/audit.h"
#include "authoring/workflow_migrate.h"
#include "authoring/workflow_tests.h"
#include "authoring/workflows.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "item/item_view.h"
#include "item/kind.h"
#include "json/workflows.h"

namespace xueshi::cli {

namespace {

using authoring::Migration;
using item::HistoryEntry;
using item::ItemView;
using session::Graph;

Json or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

std::vector<std::string> blockers_of(const HistoryEntry& step) {
  const std::string& detail = step.entry.detail;
  return detail.empty() ? std::vector<std::string>() : base::split(detail, '\n');
}

Json to_json(const HistoryEntry& step) {
  const audit::AuditEntry& entry = step.entry;
  return {{"at", entry.at},
          {"employee", entry.employee},
          {"role", entry.role},
          {"org", entry.org},
          {"action", entry.action},
          {"region", or_null(step.region)},
          {"from", or_null(step.from)},
          {"to", or_null(step.to)},
          {"comment", entry.remark},
          {"outcome", entry.outcome},
          {"blockers", blockers_of(step)}};
}

Json to_json(const item::NextAction& action) {
  return {{"action", action.step.action},
          {"region", action.step.region},
          {"from", action.step.from},
          {"to", or_null(action.step.to)},
          {"who", action.who}};
}

Json to_json(const ItemView& view) {
  Json places = Json::object(), next = Json::array(), history = Json::array();
  for (const item::NextAction& action : view.next) next.push_back(to_json(action));
  for (const item::RegionPlace& place : view.places) places[place.region] = place.place;
  for (const HistoryEntry& step : view.history) history.push_back(to_json(step));
  bool known = view.graph != nullptr;
  return {{"subject", view.subject},
          {"id", view.id},
          {"graph", known ? Json(view.graph->version.name) : Json(nullptr)},
          {"version", known ? Json(view.graph->version.version) : Json(nullptr)},
          {"current_version", or_null(view.current_version)},
          {"deleted", view.is_deleted},
          {"places", places},
          {"waits_for", or_null(base::join(view.waits_for, "、"))},
          {"notes", view.notes},
          {"next", next},
          {"history", history}};
}

Json to_json(const Migration& migration) {
  return {{"subject", migration.subject},     {"id", migration.id},
          {"from", migration.from},           {"to", migration.to},
          {"can_move", migration.can_move()}, {"reasons", migration.reasons}};
}

// "2017-12-01 09:00  尹若清（所级管理员@I001）  审批通过：已上报 → 审批通过"
std::string line_of(const HistoryEntry& step) {
  const audit::AuditEntry& entry = step.entry;
  auto role = academy::parse_role(entry.role);
  std::string who = step.who;
  if (!entry.employee.empty())
    who += fmt::format("（{}@{}）", role ? academy::label(*role) : entry.role, entry.org);
  std::string line = fmt::format("{}  {}  {}", entry.at, who, step.label);
  if (!step.region.empty()) {
    line += fmt::format("；{}：{}{}", step.region_label,
                        step.from.empty() ? "" : step.from_label + " → ", step.to_label);
  }
  return entry.outcome == "done" ? line : line + "：已拒绝";
}

void show_history(const ItemView& view, const Output& output) {
  if (view.history.empty()) return output.line("还没有办理过");
  for (const HistoryEntry& step : view.history) {
    output.line(line_of(step));
    if (!step.entry.remark.empty()) output.line("    意见：" + step.entry.remark);
    for (const std::string& reason : blockers_of(step))
      output.line("    原因：" + refusal_line(reason));
  }
}

// What can be done, with who may do it: one line for all that the same people may do.
void show_next(const ItemView& view, const Output& output) {
  std::vector<std::pair<std::string, std::vector<std::string>>> by_who;
  for (const item::NextAction& action : view.next) {
    auto at = std::find_if(by_who.begin(), by_who.end(),
                           [&](const auto& one) { return one.first == action.who; });
    if (at == by_who.end()) at = by_who.insert(at, {action.who, {}});
    if (std::find(at->second.begin(), at->second.end(), action.label) == at->second.end())
      at->second.push_back(action.label);
  }
  for (const auto& [who, labels] : by_who)
    output.line(fmt::format("可以办理：{}（{}）", base::join(labels, "、"), who));
}

void show(const ItemView& view, const Output& output) {
  output.line(fmt::format("{} {}{}", item::graph_subjects().label_of(view.subject), view.id,
                          view.is_deleted ? "（已删除）" : ""));
  if (view.graph != nullptr) {
    bool is_current = view.graph->version.version == view.current_version;
    output.line(fmt::format("流程：{}，版本 {}{}", view.graph->version.name,
                            view.graph->version.version,
                            is_current ? "" : "（现行版本 " + view.current_version + "）"));
  }
  for (const item::RegionPlace& place : view.places)
    output.line(fmt::format("{}：{}（{}）", place.region_label, place.label, place.place));
  if (!view.waits_for_words.empty()) output.line("等待：" + view.waits_for_words);
  for (const std::string& note : view.notes) output.line("注意：" + note);
  show_next(view, output);
  output.line("经过：");
  show_history(view, output);
}

std::string version_words(const Migration& migration) {
  return fmt::format("{} → {}", migration.from, migration.to);
}

void show(const std::vector<Migration>& migrations, bool dry_run, const Output& output) {
  std::size_t movable = 0;
  for (const Migration& migration : migrations) {
    movable += migration.can_move();
    std::string result = migration.can_move() ? (dry_run ? "可以迁移" : "已迁移")
                                              : "不能迁移：" + base::join(migration.reasons, "；");
    output.line(fmt::format("{} {}（{}）：{}", item::graph_subjects().label_of(migration.subject),
                            migration.id, version_words(migration), result));
  }
  if (migrations.empty()) return output.line("没有按旧版本流程办理的事项");
  output.line(fmt::format("共 {} 项按旧版本流程办理，{} {} 项，不能迁移 {} 项", migrations.size(),
                          dry_run ? "可以迁移" : "已迁移", movable, migrations.size() - movable));
}

authoring::Drawing draw(Invocation& invocation) {
  const std::string& name = invocation.arguments.front();
  auto item = invocation.find(Option::kItem);
  if (!item)
    return authoring::draw_workflow(invocation.settings, name,
                                    [&]() -> session::Session& { return invocation.session(); });
  session::Session& session = invocation.session();
  return authoring::draw_item(session, name, *item);
}

}  // namespace

int run_workflow_check(Invocation& invocation) {
  std::string file = invocation.arguments.empty() ? "" : invocation.arguments[0];
  authoring::WorkflowCheck check = authoring::check_workflows(invocation.settings, file);
  if (invocation.has(Option::kAgainstData)) {
    session::Session& session = invocation.session();
    authoring::check_offices(session, check);
  }
  const Output& output = invocation.output;
  if (output.json() || !check.findings.empty()) output.findings(check.findings);
  if (!check.findings.ok()) return kRefused;
  for (const Graph& graph : check.sound) output.talk(fmt::format("{}：通过", graph.file));
  if (!check.rights.empty()) output.talk(fmt::format("{}：通过", check.rights));
  return kDone;
}

int run_workflow_list(Invocation& invocation) {
  std::vector<Graph> graphs = authoring::list_workflows(invocation.settings);
  if (invocation.output.json()) {
    Json all = Json::array();
    for (const Graph& graph : graphs) all.push_back(json::to_json(graph));
    invocation.output.print(all);
    return kDone;
  }
  Table table{{"名称", "标题", "对象", "版本", "状态", "流转", "文件"}, {}};
  for (const Graph& graph : graphs) {
    const workflow::Definition& definition = graph.definition;
    table.rows.push_back({definition.name, definition.title, definition.subject,
                          graph.version.version, std::to_string(definition.places.size()),
                          std::to_string(definition.transitions.size()), graph.file});
  }
  invocation.output.table(table);
  return kDone;
}

int run_workflow_draw(Invocation& invocation) {
  authoring::Drawing drawing = draw(invocation);
  const Output& output = invocation.output;
  Json json = {{"name", drawing.name}, {"dot", drawing.dot}};
  if (!invocation.has(Option::kOut)) {
    if (output.json()) {
      invocation.output.print(json);
    } else {
      fmt::print("{}", drawing.dot);
    }
    return kDone;
  }
  authoring::DrawnFiles files =
      authoring::write_drawing(invocation.settings, drawing, invocation.text(Option::kOut));
  json["dot"] = files.dot;
  if (!files.svg.empty()) json["svg"] = files.svg;
  if (files.svg.empty())
    output.talk("没有安装 Graphviz（dot），只写了 DOT；SVG 可在装有 Graphviz 的机器上画");
  if (output.json()) {
    invocation.output.print(json);
  } else {
    output.line(files.dot);
    if (!files.svg.empty()) output.line(files.svg);
  }
  return kDone;
}

int run_workflow_show(Invocation& invocation) {
  const std::vector<std::string>& words = invocation.arguments;
  session::Session& session = invocation.session();
  ItemView view = words.size() == 1
                      ? item::view_item(session, words[0])
                      : item::view_item(session, authoring::require_subject(words[0]), words[1]);
  if (invocation.output.json()) {
    invocation.output.print(to_json(view));
  } else {
    show(view, invocation.output);
  }
  return kDone;
}

int run_workflow_diff(Invocation& invocation) {
  authoring::GraphDifference difference = authoring::compare_workflows(
      invocation.settings, [&]() -> session::Session& { return invocation.session(); },
      invocation.arguments[0], invocation.arguments[1]);
  const Output& output = invocation.output;
  if (output.json()) {
    invocation.output.print({{"before", json::to_json(difference.before)},
                             {"after", json::to_json(difference.after)},
                             {"changes", difference.changes}});
    return kDone;
  }
  if (difference.changes.empty()) output.line("没有区别");
  for (const std::string& change : difference.changes) output.line(change);
  return kDone;
}

int run_workflow_migrate(Invocation& invocation) {
  std::string name = invocation.arguments.empty() ? "" : invocation.arguments[0];
  bool dry_run = invocation.has(Option::kDryRun);
  session::Session& session = invocation.session();
  std::vector<Migration> migrations = authoring::migrate_items(session, name, dry_run);
  bool all = std::all_of(migrations.begin(), migrations.end(),
                         [](const Migration& migration) { return migration.can_move(); });
  if (invocation.output.json()) {
    Json items = Json::array();
    for (const Migration& migration : migrations) items.push_back(to_json(migration));
    invocation.output.print({{"dry_run", dry_run}, {"items", items}});
  } else {
    show(migrations, dry_run, invocation.output);
  }
  return all ? kDone : kRefused;
}

namespace {

std::string line_of(const authoring::UncoveredEdge& edge) {
  std::string way = edge.from.empty() ? "（新建）" : edge.from;
  way += edge.to.empty() ? "（不动）" : " → " + edge.to;
  return fmt::format("{}:{}:{}: {}（{}） {}：{}", edge.place.file, edge.place.line,
                     edge.place.column, edge.action, edge.label, way,
                     edge.is_walked ? "没有用例以错误的角色试过" : "没有用例走过");
}

Json to_json(const authoring::WorkflowTests& tests) {
  Json cases = Json::array(), uncovered = Json::array();
  for (const authoring::TestedWalk& each : tests.walks) {
    cases.push_back({{"name", each.name},
                     {"file", each.file},
                     {"line", each.line},
                     {"passed", each.problems.empty()},
                     {"problems", each.problems}});
  }
  for (const authoring::UncoveredEdge& each : tests.uncovered) {
    uncovered.push_back({{"file", each.place.file},
                         {"line", each.place.line},
                         {"column", each.place.column},
                         {"action", each.action},
                         {"from", or_null(each.from)},
                         {"to", or_null(each.to)},
                         {"walked", each.is_walked}});
  }
  return {{"passed", tests.walks.size() - tests.failed()},
          {"failed", tests.failed()},
          {"cases", cases},
          {"uncovered", uncovered}};
}

}  // namespace

int run_workflow_test(Invocation& invocation) {
  std::string which = invocation.arguments.empty() ? "" : invocation.arguments[0];
  authoring::WorkflowTests tests =
      authoring::test_workflows(invocation.settings, which, invocation.text(Option::kCases),
                                invocation.has(Option::kCoverage));
  const Output& output = invocation.output;
  if (!tests.findings.ok()) {
    output.findings(tests.findings);
    return kRefused;
  }
  int code = tests.failed() == 0 && tests.uncovered.empty() ? kDone : kRefused;
  if (output.json()) return output.print(to_json(tests)), code;
  for (const authoring::TestedWalk& each : tests.walks) {
    if (each.problems.empty()) continue;
    output.line(fmt::format("{}:{}: {}：未通过", each.file, each.line, each.name));
    for (const std::string& problem : each.problems) output.line("    " + problem);
  }
  for (const authoring::UncoveredEdge& each : tests.uncovered) output.line(line_of(each));
  output.line(fmt::format("{} 个用例通过，{} 个未通过", tests.walks.size() - tests.failed(),
                          tests.failed()));
  return code;
}

}  // namespace xueshi::cli
