#include "web/installation_pages.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "json/json.h"
#include "web/form.h"
#include "web/json_answer.h"
#include "web/layout.h"
#include "web/list.h"
#include "web/work_answer.h"
#include "web/work_kinds.h"
#include "web/work_pages.h"

namespace xueshi::web {

namespace {

using html::element;
using html::Html;
using html::text;
using html::Url;

struct HealthState {
  const char* state;
  const char* label;
};
constexpr HealthState kHealthStates[] = {{"ok", "正常"}, {"warning", "警告"}, {"failed", "失败"}};

std::string label_of_health(const std::string& state) {
  for (const HealthState& one : kHealthStates)
    if (state == one.state) return one.label;
  return state;
}

List whole_list(std::vector<Row> rows) {
  List list;
  list.rows = std::move(rows);
  list.paging = without_pages(list.rows.size());
  return list;
}

// What the doctor found.
Html checks_of(const Visit& visit, const json::Json& found) {
  std::vector<Row> rows;
  std::int64_t failed = 0, warnings = 0;
  for (const json::Json& line : found.value("checks", json::Json::array())) {
    std::string health = line.value("health", "");
    failed += health == "failed" ? 1 : 0;
    warnings += health == "warning" ? 1 : 0;
    json::Json about = line.value("about", json::Json(nullptr));
    rows.push_back(
        {{text(line.value("check", "")), tag(label_of_health(health), health == "ok"),
          text(line.value("message", "")), text(about.is_string() ? about.get<std::string>() : "")},
         "",
         "",
         health == "failed"});
  }
  if (rows.empty()) return {};
  List list = whole_list(std::move(rows));
  list.columns = {{"检查"}, {"结果"}, {"说明"}, {"涉及"}};
  list.caption =
      fmt::format("检查了 {} 项：{} 项失败，{} 项警告", list.rows.size(), failed, warnings);
  return render(visit, list);
}

// What holds of the data, and where it does not.
Html invariants_of(const Visit& visit, const json::Json& found) {
  std::vector<Row> rows;
  std::int64_t broken = 0;
  for (const json::Json& one : found.value("invariants", json::Json::array())) {
    bool ok = one.value("ok", false);
    broken += ok ? 0 : 1;
    std::vector<std::string> where = one.value("rows", std::vector<std::string>());
    rows.push_back({{text(one.value("name", "")), text(one.value("sentence", "")),
                     tag(ok ? "成立" : fmt::format("不成立：{} 处", one.value("broken", 0)), ok),
                     text(std::to_string(one.value("checked", 0))), text(base::join(where, "；"))},
                    "",
                    "",
                    !ok});
  }
  json::Json why = found.value("why", json::Json(nullptr));
  if (why.is_string())
    return card({element("p", {}, {text(why.get<std::string>())})}, "数据没有核对");
  if (rows.empty()) return {};
  List list = whole_list(std::move(rows));
  list.columns = {{"名称"}, {"应当成立的"}, {"结果"}, {"核对数", "", true}, {"涉及"}};
  list.caption = fmt::format("核对了数据的 {} 条：{} 条不成立", list.rows.size(), broken);
  return render(visit, list);
}

}  // namespace

http::Response show_installation(const Visit& visit) {
  auto last = work::find_last_done(*visit.session, kHealthWork, "");
  json::Json found = last ? answer_of(*last).result : json::Json(nullptr);
  if (!found.is_object()) found = {{"ok", nullptr}, {"checks", json::Json::array()}};
  std::string when = last ? work::time_ended(*last) : "";
  if (visit.request.wants_json()) {
    found["at"] = json::text_or_null(when);
    return json_answer(200, found);
  }
  Form again{Url({"admin", "health", "do", "check"}), last ? "重新检查" : "开始检查"};
  again.before = element("p", {}, {text(last ? "上次检查：" + when : "还没有检查过。")});
  return show(visit, {"系统健康", html::join({render(visit, again), checks_of(visit, found),
                                              invariants_of(visit, found)})});
}

http::Response do_check_installation(const Visit& visit) {
  visit.session->require_right(academy::Right::kCheckData);
  return follow_work(visit, work::ask_for(*visit.session, {kHealthWork, "", "检查系统和数据"}));
}

}  // namespace xueshi::web
