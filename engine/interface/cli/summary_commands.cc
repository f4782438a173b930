#include <fmt/format.h>

#include "base/number.h"
#include "base/text.h"
#include "cli/act_output.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "json/year_end.h"
#include "session/files.h"
#include "view/summary.h"

namespace xueshi::cli {

namespace {

using yearend::Summary;

void show(const view::SummaryView& view, const Output& output) {
  for (const std::string& warning : view.warnings) output.warning(warning);
  const Summary& summary = view.summary;
  if (output.json()) return output.print(json::to_json(summary));
  const yearend::SummaryFigures& figures = summary.figures;
  auto line = [&](const std::string& label, const std::string& value) {
    output.line(fmt::format("{}：{}", label, value));
  };
  output.line(fmt::format("{}（{}，{}，第 {} 版）", summary.entries.name, summary.org,
                          json::status_label(summary), summary.revision));
  line("单位培训总人次", fmt::format("{}（人次）", summary.attendance()));
  line("年度计划执行率", render_screen(figures.execution_rate()));
  line(summary.label_met, fmt::format("{}（人）", figures.met));
  line("骨干人才完训率", render_screen(figures.backbone_rate()));
  line("单位在职总人数", fmt::format("{}（人）", figures.headcount));
  line("职工完训率", render_screen(figures.completion_rate()));
  line(summary.label_required, fmt::format("{}（人）", figures.required));
  line("单位投入总经费", summary.entries.funds
                             ? render_wan_one_place(*summary.entries.funds) + "（万元）"
                             : std::string("（未填写，提交前必填）"));
  line("单位职工总学时", render_decimal(figures.total_hours) + "（小时）");
  line("单位职工平均学时", base::render_decimal(figures.average_hundredths(), 2) + "（小时）");
  if (!summary.entries.practice.empty()) line("特色经验及做法", summary.entries.practice);
  if (!summary.entries.overview.empty()) line("执行工作整体概要", summary.entries.overview);
}

// A text file's contents without the newline at its end.
std::optional<std::string> text_of(const std::optional<std::string>& file) {
  if (!file) return std::nullopt;
  return std::string(base::trim(session::read_text(*file)));
}

view::SummaryChanges changes_of(const Invocation& invocation) {
  view::SummaryChanges changes;
  changes.name = invocation.find(Option::kName);
  changes.funds = invocation.find(Option::kFunds);
  if (changes.funds && !base::parse_wan(*changes.funds))
    throw UsageError{"--funds takes an amount in 万元 with at most six decimals, e.g. 5.0"};
  changes.attendance = invocation.find(Option::kAttendance);
  if (changes.attendance && !base::parse_decimal(*changes.attendance, 0))
    throw UsageError{"--attendance takes a whole number"};
  changes.practice = text_of(invocation.find(Option::kPractice));
  changes.overview = text_of(invocation.find(Option::kOverview));
  return changes;
}

}  // namespace

int run_summary_refresh(Invocation& invocation) {
  session::Session& session = invocation.session();
  show(view::refresh_summary(session, *invocation.year, invocation.org()), invocation.output);
  return kDone;
}

int run_summary_set(Invocation& invocation) {
  bool given = false;
  for (Option option :
       {Option::kName, Option::kFunds, Option::kAttendance, Option::kPractice, Option::kOverview}) {
    given = given || invocation.has(option);
  }
  if (!given) {
    throw UsageError{"give at least one of --name, --funds, --attendance, --practice, --overview"};
  }
  view::SummaryChanges changes = changes_of(invocation);
  session::Session& session = invocation.session();
  show(view::set_summary(session, *invocation.year, invocation.org(), changes), invocation.output);
  return kDone;
}

int run_summary_submit(Invocation& invocation) {
  session::Session& session = invocation.session();
  show(view::submit_summary(session, *invocation.year, invocation.org()), invocation.output);
  return kDone;
}

int run_summary_reopen(Invocation& invocation) {
  session::Session& session = invocation.session();
  show(view::reopen_summary(session, *invocation.year, invocation.org()), invocation.output);
  return kDone;
}

int run_summary_delete(Invocation& invocation) {
  session::Session& session = invocation.session();
  std::vector<std::string> orgs = invocation.arguments;
  if (!invocation.org().empty() || orgs.empty()) orgs.push_back(invocation.org());
  if (invocation.has(Option::kDryRun)) {
    return ask_only(session, act_on_year(session, "summary", "delete", *invocation.year, orgs),
                    invocation.output);
  }
  view::delete_summary(session, *invocation.year, orgs);
  if (invocation.output.json()) invocation.output.print({{"deleted", orgs}});
  invocation.output.talk(fmt::format("已删除 {} 份年度培训总结", orgs.size()));
  return kDone;
}

int run_summary_show(Invocation& invocation) {
  session::Session& session = invocation.session();
  show(view::show_summary(session, *invocation.year, invocation.org()), invocation.output);
  return kDone;
}

int run_summary_list(Invocation& invocation) {
  session::Session& session = invocation.session();
  std::vector<Summary> summaries = view::list_summaries(session, invocation.year);
  if (invocation.output.json()) {
    Json all = Json::array();
    for (const Summary& summary : summaries) all.push_back(json::listed(summary));
    invocation.output.print(all);
    return kDone;
  }
  Table table{{"年度", "机构编码", "名称", "培训总人次", "投入总经费(万元)", "年度计划执行率(%)",
               "骨干人才完训率(%)", "职工完训率(%)", "状态"},
              {}};
  for (const Summary& summary : summaries) {
    const yearend::SummaryFigures& figures = summary.figures;
    table.rows.push_back(
        {std::to_string(summary.year.value()), summary.org, summary.entries.name,
         std::to_string(summary.attendance()),
         summary.entries.funds ? render_wan_one_place(*summary.entries.funds) : "",
         render_two_places(figures.execution_rate()), render_two_places(figures.backbone_rate()),
         render_two_places(figures.completion_rate()), json::status_label(summary)});
  }
  invocation.output.table(table);
  return kDone;
}

}  // namespace xueshi::cli
