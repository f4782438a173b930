#include "web/audit_pages.h"

#include <fmt/format.h>

#include "audit/audit.h"
#include "base/fields.h"
#include "base/text.h"
#include "json/audit.h"
#include "web/layout.h"
#include "web/list.h"
#include "web/pages_there.h"
#include "web/unit_tree.h"

namespace xueshi::web {

namespace {

using audit::AuditEntry;
using html::element;
using html::Html;
using html::text;

std::vector<Option> choices_of(const base::Fields& words) {
  std::vector<Option> all = {{"", "全部"}};
  for (const auto& [word, label] : words) all.push_back({word, label});
  return all;
}

std::string actor_of(const AuditEntry& entry) {
  if (entry.employee.empty()) return "本机操作员";
  auto role = academy::parse_role(entry.role);
  std::string words = fmt::format("{}（{}）{}@{}", entry.employee, entry.login,
                                  role ? academy::label(*role) : entry.role, entry.org);
  const std::string* deputised = base::find_field(entry.after, audit::kDeputyHeading);
  return deputised == nullptr ? words : words + "（代 " + *deputised + "）";
}

// What was there before, and what is there now.
Html changes_of(const AuditEntry& entry) {
  std::vector<Html> lines;
  auto line = [&](const std::string& words) { lines.push_back(element("li", {}, {text(words)})); };
  for (const auto& [heading, value] : entry.before) {
    if (base::find_field(entry.after, heading) == nullptr)
      line(fmt::format("{}：{} →", heading, value));
  }
  for (const auto& [heading, value] : entry.after) {
    const std::string* before = base::find_field(entry.before, heading);
    line(before == nullptr ? fmt::format("{}：{}", heading, value)
                           : fmt::format("{}：{} → {}", heading, *before, value));
  }
  if (!entry.remark.empty()) line("意见：" + entry.remark);
  if (!entry.detail.empty())
    for (const std::string& reason : base::split(entry.detail, '\n')) line("原因：" + reason);
  if (lines.empty()) return {};
  constexpr std::size_t kMostOpen = 3;
  if (lines.size() <= kMostOpen) return element("ul", {}, lines);
  return element("details", {},
                 {element("summary", {}, {text(fmt::format("{} 项", lines.size()))}),
                  element("ul", {}, lines)});
}

Row row_of_entry(const audit::AuditRow& row) {
  const AuditEntry& entry = row.entry;
  bool is_done = entry.outcome == "done";
  std::string at = entry.at + (audit::is_pretended(entry) ? "（指定的时间）" : "");
  return {{text(at), text(actor_of(entry)), text(row.subject), text(entry.item), text(row.action),
           tag(is_done ? "已办理" : "已拒绝", is_done), changes_of(entry),
           text(fmt::format("{} 第{}条", entry.chain, entry.seq))},
          "",
          "",
          false};
}

}  // namespace

http::Response show_audit_trail(const Visit& visit) {
  audit::AuditFilter filter{visit.query("subject"), visit.query("item"),    visit.query("who"),
                            visit.query("action"),  visit.query("outcome"), visit.query("from"),
                            visit.query("to")};
  audit::AuditPlace place{visit.query("org"), visit.query("after"), begin_asked(visit),
                          size_of(visit)};
  audit::AuditPage found = audit::leaf_audit(*visit.session, filter, place);
  List list;
  list.paging = paging_of(visit, found.total, found.begin, found.rows.size(),
                          found.rows.empty() ? "" : audit::key_of_entry(found.rows.back().entry));
  if (visit.request.wants_json())
    return rows_answer(found.rows, list.paging,
                       [](const audit::AuditRow& row) { return json::to_json(row.entry); });
  list.caption = "审计记录（最新的在前）";
  list.columns = {{"时间"}, {"办理人"}, {"对象"}, {"编号"}, {"操作"}, {"结果"}, {"前后"}, {"记录"}};
  for (const audit::AuditRow& row : found.rows) list.rows.push_back(row_of_entry(row));
  Field subject{"subject", "对象", "", Field::Kind::kChoice, false, "", choices_of(found.subjects)};
  Field action{"action", "操作", "", Field::Kind::kChoice, false, "", choices_of(found.actions)};
  Field outcome{"outcome", "结果", "", Field::Kind::kChoice};
  outcome.options = {{"", "全部"}, {"done", "已办理"}, {"refused", "已拒绝"}};
  Page page{"审计", html::join({filters(visit, {subject,
                                                {"item", "编号"},
                                                {"who", "办理人（员工编号或登录名）"},
                                                action,
                                                outcome,
                                                {"from", "自", "", Field::Kind::kDate},
                                                {"to", "至", "", Field::Kind::kDate}}),
                                render(visit, list)})};
  page.aside = unit_tree(visit);
  return show(visit, page);
}

}  // namespace xueshi::web
