#include "view/summary.h"

#include <fmt/format.h>

#include "base/fields.h"
#include "base/number.h"
#include "base/text.h"
#include "item/act.h"
#include "item/institute_year.h"
#include "item/tally.h"
#include "store/items.h"
#include "store/people.h"
#include "store/yearend.h"

namespace xueshi::view {

namespace {

using yearend::Summary;

void require_reader(const session::Session& session) {
  session.require_right(academy::Right::kLookSummary);
}

Summary require_summary(session::Session& session, const academy::Scope& scope,
                        const std::string& org, base::Year year) {
  item::require_summary_rules(session, year);
  auto summary = store::find_summary(session.database(), scope, org, year);
  if (!summary) {
    throw base::Refused(
        "summary.not-created",
        fmt::format("{} 的 {} 年度培训总结尚未创建，请先刷新数据", org, year.value()));
  }
  return *summary;
}

SummaryView view_of(session::Session& session, Summary summary) {
  std::vector<std::string> warnings = yearend::population_warnings(summary.figures);
  auto running = store::find_item(session.database(), "summary",
                                  item::institute_year_id(summary.org, summary.year));
  return {std::move(summary), std::move(warnings), running ? running->revision : 0};
}

// Takes one action of the summaries' graph on each of the institutes, all or none.
void take(session::Session& session, base::Year year, const std::vector<std::string>& orgs,
          const std::string& action, base::Fields fields = {}) {
  item::ActRequest request;
  request.subject = "summary";
  request.action = action;
  request.fields = std::move(fields);
  for (const std::string& org : orgs) request.ids.push_back(item::institute_year_id(org, year));
  act(session, request);
}

SummaryView take_one(session::Session& session, base::Year year, std::string org,
                     const std::string& action, base::Fields fields = {}) {
  academy::Scope scope = session.institute_scope(org);
  take(session, year, {org}, action, std::move(fields));
  return view_of(session, require_summary(session, scope, org, year));
}

}  // namespace

SummaryView refresh_summary(session::Session& session, base::Year year, std::string org) {
  return take_one(session, year, std::move(org), "refresh");
}

SummaryView set_summary(session::Session& session, base::Year year, std::string org,
                        const SummaryChanges& changes) {
  base::Fields fields;
  auto put = [&](const char* heading, const std::optional<std::string>& text) {
    if (text) fields.emplace_back(heading, *text);
  };
  put("名称", changes.name);
  put("单位投入总经费(万元)", changes.funds);
  put("单位培训总人次", changes.attendance);
  put("特色经验及做法", changes.practice);
  put("执行工作整体概要", changes.overview);
  return take_one(session, year, std::move(org), "set", std::move(fields));
}

SummaryView submit_summary(session::Session& session, base::Year year, std::string org) {
  return take_one(session, year, std::move(org), "submit");
}

SummaryView reopen_summary(session::Session& session, base::Year year, std::string org) {
  return take_one(session, year, std::move(org), "reopen");
}

void delete_summary(session::Session& session, base::Year year,
                    const std::vector<std::string>& orgs) {
  std::vector<std::string> found = orgs;
  for (std::string& org : found) session.institute_scope(org);
  take(session, year, found, "delete");
}

SummaryView show_summary(session::Session& session, base::Year year, std::string org) {
  require_reader(session);
  academy::Scope scope = session.institute_scope(org);
  return view_of(session, require_summary(session, scope, org, year));
}

std::vector<Summary> list_summaries(session::Session& session, std::optional<base::Year> year) {
  require_reader(session);
  return store::fetch_summaries(session.database(), session.scope(), year);
}

base::Blockers summary_reasons(session::Session& session, base::Year year, std::string org) {
  require_reader(session);
  academy::Scope scope = session.institute_scope(org);
  return yearend::refresh_blockers(
      store::fetch_backbone(session.database(), scope, org, year).status, yearend::place::kDraft);
}

std::vector<std::string> changes_since(session::Session& session, const Summary& summary) {
  require_reader(session);
  std::string org = summary.org;
  academy::Scope scope = session.institute_scope(org);
  yearend::SummaryFigures now = item::extract_figures(session, scope, summary.year, org);
  const yearend::SummaryFigures& then = summary.figures;
  std::vector<std::string> changes;
  auto compare = [&](const std::string& label, const std::string& a, const std::string& b) {
    if (a != b) changes.push_back(fmt::format("{}：{} → {}", label, a, b));
  };
  auto count = [](std::int64_t number) { return std::to_string(number); };
  compare("单位培训总人次", count(then.attendance), count(now.attendance));
  compare("年度计划执行率", render_screen(then.execution_rate()),
          render_screen(now.execution_rate()));
  compare(summary.label_met, count(then.met), count(now.met));
  compare("骨干人才完训率", render_screen(then.backbone_rate()),
          render_screen(now.backbone_rate()));
  compare("单位在职总人数", count(then.headcount), count(now.headcount));
  compare(summary.label_required, count(then.required), count(now.required));
  compare("单位职工总学时", render_decimal(then.total_hours), render_decimal(now.total_hours));
  compare("单位职工平均学时", base::render_decimal(then.average_hundredths(), 2),
          base::render_decimal(now.average_hundredths(), 2));
  return changes;
}

}  // namespace xueshi::view
