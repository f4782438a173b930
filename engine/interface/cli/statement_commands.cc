#include <fmt/format.h>

#include "authoring/policies.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "hours/archive.h"
#include "hours/explain.h"
#include "json/statement.h"
#include "view/statement.h"

namespace xueshi::cli {

namespace {

using view::StatementView;

void show_person(const StatementView& view, const Output& output) {
  output.line(fmt::format("{}（{}） {} {}", view.person.name, view.person.employee, view.institute,
                          view.department));
}

void show_records(const StatementView& view, const Output& output) {
  Table table{{"编号", "账户", "培训名称", "开始时间", "学时", "计入有效学时", "说明"}, {}};
  for (std::size_t i = 0; i < view.statement.records.size(); ++i) {
    const hours::LearningRecord& record = view.statement.records[i];
    const hours::RecordLine& line = view.statement.lines[i];
    table.rows.push_back(
        {record.number, line.account ? view.policy->accounts[*line.account].label : record.source,
         record.title, render(record.start), hours::render_length(*view.policy, record, line),
         hours::render_of_leaf(*view.policy, line, line.counted),
         hours::render_reason(*view.policy, view.statement, i)});
  }
  if (!table.rows.empty()) output.table(table);
}

void show_doubts(const StatementView& view, const Output& output) {
  for (const std::string& line : view::doubts_of(view)) output.line("警告：" + line);
}

void show(const StatementView& view, bool with_records, const Output& output) {
  show_person(view, output);
  for (const std::string& line : hours::render_lines(*view.policy, view.statement))
    output.line(line);
  for (const std::string& line : hours::render_progress(*view.policy, view.statement))
    output.line(line);
  output.line("各项学习情况说明");
  for (const std::string& line : hours::render_archive(*view.policy, view.statement, view.exams)) {
    output.line("  " + line);
  }
  if (with_records) show_records(view, output);
  show_doubts(view, output);
}

}  // namespace

int run_statement(Invocation& invocation) {
  session::Session& session = invocation.session();
  StatementView view = view::show_statement(session, invocation.arguments[0], *invocation.year);
  if (invocation.output.json()) {
    invocation.output.print(json::to_json(view));
  } else {
    show(view, invocation.has(Option::kExplain), invocation.output);
  }
  return kDone;
}

int run_policy_explain(Invocation& invocation) {
  session::Session& session = invocation.session();
  const std::string& employee = invocation.arguments[0];
  std::optional<policy::Policy> draft;
  if (auto file = invocation.find(Option::kWith))
    draft = authoring::resolve_draft(invocation.settings, *file, *invocation.year);
  StatementView view = draft ? view::show_statement(session, employee, *draft)
                             : view::show_statement(session, employee, *invocation.year);
  if (invocation.output.json()) {
    invocation.output.print(json::explained(view));
    return kDone;
  }
  show_person(view, invocation.output);
  for (const std::string& line : hours::explain(*view.policy, view.statement))
    invocation.output.line(line);
  show_doubts(view, invocation.output);
  return kDone;
}

}  // namespace xueshi::cli
