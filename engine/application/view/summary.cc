#include "view/summary.h"

#include <fmt/format.h>

#include "base/fields.h"
#include "base/text.h"
#include "item/act.h"
#include "item/institute_year.h"
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
  auto summary = store::find_summary(session.database(), scope, org, year);
  if (!summary) {
    throw base::Refused(
        "summary.not-created",
        fmt::format("{} {} 年度的培训总结尚未创建，请先刷新数据", org, year.value()));
  }
  return *summary;
}

SummaryView view_of(Summary summary) {
  std::vector<std::string> warnings = yearend::population_warnings(summary.figures);
  return {std::move(summary), std::move(warnings)};
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
  return view_of(require_summary(session, scope, org, year));
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
  return view_of(require_summary(session, scope, org, year));
}

std::vector<Summary> list_summaries(session::Session& session, std::optional<base::Year> year) {
  require_reader(session);
  return store::fetch_summaries(session.database(), session.scope(), year);
}

}  // namespace xueshi::view
