#include <fmt/format.h>

#include "base/number.h"
#include "cli/act_output.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "cli/secret.h"
#include "json/year_end.h"
#include "view/backbone.h"

namespace xueshi::cli {

namespace {

using yearend::BackboneLine;

void show(const view::BackboneStatus& status, const Output& output) {
  for (const std::string& warning : status.warnings) output.warning(warning);
  std::string label(yearend::backbone_label(status.status));
  if (output.json()) return output.print(json::to_json(status));
  output.line(fmt::format("{}年骨干人才上报起止时间为：{} 至 {}", status.year.value(),
                          base::render(status.window.from), base::render(status.window.to)));
  output.line(fmt::format(
      "单位在职总人数为：{}人（以 ARP 为准），需要上报的骨干人才数为：{}人（精确值 {}，{}人达到 "
      "100%）",
      status.headcount, status.quota.required, base::render_fixed(status.quota.exact_hundredths, 2),
      status.quota.for_full_rate));
  output.line(fmt::format("已上报{}人，骨干人才完训率：{}，上报状态：{}", status.reported,
                          base::render_screen(status.rate), label));
}

void list(const std::vector<BackboneLine>& lines, const Output& output) {
  if (output.json()) {
    Json all = Json::array();
    for (const BackboneLine& line : lines) all.push_back(json::to_json(line));
    return output.print(all);
  }
  Table table{{"员工编号", "姓名", "单位", "部门", "总时长", "有效时长", "单次培训最长时长",
               "是否上报", "是否达标"},
              {}};
  for (const BackboneLine& line : lines) {
    table.rows.push_back({line.employee, line.name, line.institute, line.department,
                          base::render_minutes(line.total), base::render_minutes(line.effective),
                          base::render_minutes(line.longest), yes_no(line.reported),
                          std::string(hours::verdict_label(line.met, line.exempt, line.open))});
  }
  output.table(table);
}

}  // namespace

int run_backbone_candidates(Invocation& invocation) {
  session::Session& session = invocation.session();
  list(view::backbone_candidates(session, *invocation.year, invocation.org()), invocation.output);
  return kDone;
}

int run_backbone_report(Invocation& invocation) {
  session::Session& session = invocation.session();
  show(view::report_backbone(session, *invocation.year, invocation.org(), invocation.arguments),
       invocation.output);
  return kDone;
}

int run_backbone_withdraw(Invocation& invocation) {
  session::Session& session = invocation.session();
  show(view::withdraw_backbone(session, *invocation.year, invocation.org(), invocation.arguments),
       invocation.output);
  return kDone;
}

int run_backbone_finalise(Invocation& invocation) {
  session::Session& session = invocation.session();
  if (invocation.has(Option::kDryRun)) {
    return ask_only(
        session, act_on_year(session, "backbone", "finalise", *invocation.year, {invocation.org()}),
        invocation.output);
  }
  std::optional<std::string> again =
      read_password_again(view::password_reason(session, *invocation.year, invocation.org()));
  show(view::finalise_backbone(session, *invocation.year, invocation.org(), again),
       invocation.output);
  return kDone;
}

int run_backbone_show(Invocation& invocation) {
  session::Session& session = invocation.session();
  show(view::backbone_status(session, *invocation.year, invocation.org()), invocation.output);
  return kDone;
}

}  // namespace xueshi::cli
