#include "app/summary.h"

#include <fmt/format.h>

#include "app/act.h"
#include "app/institute_year.h"
#include "app/tally.h"
#include "base/text.h"
#include "store/people.h"
#include "store/yearend.h"

namespace xueshi::app {

namespace {

using academy::Role;
using yearend::Summary;

void require_reader(const Session& session) {
  session.require_role({Role::kInstituteAdmin, Role::kAcademyAdmin}, "查看年度培训总结");
}

Summary require_summary(Session& session, const academy::Scope& scope, const std::string& org,
                        base::Year year) {
  auto summary = store::find_summary(session.database(), scope, org, year);
  if (!summary) {
    throw base::Refused(
        "summary.not-created",
        fmt::format("{} {} 年度的培训总结尚未创建，请先执行 summary refresh", org, year.value()));
  }
  return *summary;
}

SummaryView view_of(Summary summary) {
  std::vector<std::string> warnings = yearend::population_warnings(summary.figures);
  return {std::move(summary), std::move(warnings)};
}

// Takes one action of the summaries' graph on each of the institutes, all or none.
void take(Session& session, base::Year year, const std::vector<std::string>& orgs,
          const std::string& action, std::vector<std::pair<std::string, std::string>> fields = {}) {
  ActRequest request;
  request.subject = "summary";
  request.action = action;
  request.fields = std::move(fields);
  for (const std::string& org : orgs) request.ids.push_back(institute_year_id(org, year));
  act(session, request);
}

SummaryView take_one(Session& session, base::Year year, std::string org, const std::string& action,
                     std::vector<std::pair<std::string, std::string>> fields = {}) {
  academy::Scope scope = session.institute_scope(org);
  take(session, year, {org}, action, std::move(fields));
  return view_of(require_summary(session, scope, org, year));
}

}  // namespace

yearend::SummaryFigures extract_figures(Session& session, const academy::Scope& scope,
                                        base::Year year, const std::string& org) {
  const policy::Policy& policy = session.policy(year);
  store::BackboneReport backbone = store::fetch_backbone(session.database(), scope, org, year);
  bool finalised = backbone.status == yearend::place::kFinalised;
  std::int64_t headcount =
      finalised ? backbone.headcount
                : store::find_headcount(session.database(), scope, org, year).value_or(0);
  std::size_t reported = finalised ? backbone.frozen.size() : backbone.reported.size();
  InstituteTally tally = tally_institute(session, scope, year, {});
  yearend::SummaryFigures figures =
      yearend::make_figures(policy, tally.people, count_classes(session, scope, year), headcount,
                            static_cast<std::int64_t>(reported));
  if (finalised) figures.quota_hundredths = backbone.quota_hundredths;
  return figures;
}

SummaryView refresh_summary(Session& session, base::Year year, std::string org) {
  return take_one(session, year, std::move(org), "refresh");
}

SummaryView set_summary(Session& session, base::Year year, std::string org,
                        const SummaryChanges& changes) {
  std::vector<std::pair<std::string, std::string>> fields;
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

SummaryView submit_summary(Session& session, base::Year year, std::string org) {
  return take_one(session, year, std::move(org), "submit");
}

SummaryView reopen_summary(Session& session, base::Year year, std::string org) {
  return take_one(session, year, std::move(org), "reopen");
}

void delete_summary(Session& session, base::Year year, const std::vector<std::string>& orgs) {
  std::vector<std::string> found = orgs;
  for (std::string& org : found) session.institute_scope(org);
  take(session, year, found, "delete");
}

SummaryView show_summary(Session& session, base::Year year, std::string org) {
  require_reader(session);
  academy::Scope scope = session.institute_scope(org);
  return view_of(require_summary(session, scope, org, year));
}

std::vector<Summary> list_summaries(Session& session, std::optional<base::Year> year) {
  require_reader(session);
  return store::fetch_summaries(session.database(), session.scope(), year);
}

}  // namespace xueshi::app
