#include "app/summary.h"

#include <fmt/format.h>

#include "app/tally.h"
#include "base/text.h"
#include "store/people.h"
#include "store/yearend.h"

namespace xueshi::app {

namespace {

using academy::Role;
using yearend::Summary;

constexpr std::size_t kMostCharacters = 10'000;

void require_writer(const Session& session) {
  session.require_role({Role::kInstituteAdmin}, "办理年度培训总结");
}

void require_reader(const Session& session) {
  session.require_role({Role::kInstituteAdmin, Role::kAcademyAdmin}, "查看年度培训总结");
}

void refuse_if(const base::Blockers& blockers) {
  if (!blockers.empty()) throw base::Refused(blockers);
}

std::string backbone_status_of(Session& session, const academy::Scope& scope,
                               const std::string& org, base::Year year) {
  return store::fetch_backbone(session.database(), scope, org, year).status;
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

void check_text(const std::optional<std::string>& text, const char* label,
                base::Blockers& blockers) {
  if (!text) return;
  if (!base::is_clean_utf8(*text)) {
    blockers.push_back(
        {"summary.encoding", fmt::format("{}不是 UTF-8 文本，请另存为 UTF-8 后再试", label)});
  } else if (base::characters(*text).size() > kMostCharacters) {
    blockers.push_back(
        {"summary.too-long", fmt::format("{}超过 {} 字，请缩短", label, kMostCharacters)});
  }
}

base::Blockers check_changes(const SummaryChanges& changes) {
  base::Blockers blockers;
  check_text(changes.name, "名称", blockers);
  check_text(changes.practice, "特色经验及做法", blockers);
  check_text(changes.overview, "执行工作整体概要", blockers);
  if (changes.funds && *changes.funds < base::Money()) {
    blockers.push_back({"summary.negative", "单位投入总经费不能为负数"});
  }
  if (changes.attendance && *changes.attendance < 0) {
    blockers.push_back({"summary.negative", "单位培训总人次不能为负数"});
  }
  return blockers;
}

void apply(const SummaryChanges& changes, yearend::SummaryEntries& entries) {
  if (changes.name) entries.name = *changes.name;
  if (changes.funds) entries.funds = changes.funds;
  if (changes.attendance) entries.attendance = changes.attendance;
  if (changes.practice) entries.practice = *changes.practice;
  if (changes.overview) entries.overview = *changes.overview;
}

Summary fresh_summary(const std::string& org, base::Year year) {
  Summary summary;
  summary.org = org;
  summary.year = year;
  summary.entries.name = fmt::format("{}年度培训总结", year.value());
  return summary;
}

std::string label_of(const policy::Policy& policy, const char* key) {
  auto at = policy.summary.labels.find(key);
  return at == policy.summary.labels.end() ? key : at->second;
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
  require_writer(session);
  academy::Scope scope = session.institute_scope(org);
  const policy::Policy& policy = session.policy(year);
  store::Transaction transaction(session.database(), store::Transaction::Mode::kWrite);
  auto existing = store::find_summary(session.database(), scope, org, year);
  refuse_if(
      yearend::refresh_blockers(backbone_status_of(session, scope, org, year),
                                existing ? existing->status : std::string(yearend::place::kDraft)));
  Summary summary = existing.value_or(fresh_summary(org, year));
  summary.figures = extract_figures(session, scope, year, org);
  summary.label_met = label_of(policy, "met");
  summary.label_required = label_of(policy, "required");
  store::save_summary(transaction, scope, summary);
  transaction.commit();
  return view_of(std::move(summary));
}

SummaryView set_summary(Session& session, base::Year year, std::string org,
                        const SummaryChanges& changes) {
  require_writer(session);
  academy::Scope scope = session.institute_scope(org);
  store::Transaction transaction(session.database(), store::Transaction::Mode::kWrite);
  Summary summary = require_summary(session, scope, org, year);
  base::Blockers blockers = check_changes(changes);
  if (summary.status == yearend::place::kSubmitted) {
    blockers.push_back({"summary.submitted", "总结已提交，请先执行 summary reopen（修改）"});
  }
  refuse_if(blockers);
  apply(changes, summary.entries);
  store::save_summary(transaction, scope, summary);
  transaction.commit();
  return view_of(std::move(summary));
}

SummaryView submit_summary(Session& session, base::Year year, std::string org) {
  require_writer(session);
  academy::Scope scope = session.institute_scope(org);
  store::Transaction transaction(session.database(), store::Transaction::Mode::kWrite);
  auto found = store::find_summary(session.database(), scope, org, year);
  refuse_if(yearend::submit_blockers(backbone_status_of(session, scope, org, year), found));
  Summary summary = *found;
  summary.status = yearend::place::kSubmitted;
  ++summary.revision;
  store::save_summary(transaction, scope, summary);
  store::save_revision(transaction, scope, summary);
  transaction.commit();
  return view_of(std::move(summary));
}

SummaryView reopen_summary(Session& session, base::Year year, std::string org) {
  require_writer(session);
  academy::Scope scope = session.institute_scope(org);
  store::Transaction transaction(session.database(), store::Transaction::Mode::kWrite);
  Summary summary = require_summary(session, scope, org, year);
  if (summary.status != yearend::place::kSubmitted) {
    throw base::Refused("summary.not-submitted", "总结尚未提交，可直接修改，不需要重新打开");
  }
  summary.status = yearend::place::kDraft;
  store::save_summary(transaction, scope, summary);
  transaction.commit();
  return view_of(std::move(summary));
}

void delete_summary(Session& session, base::Year year, const std::vector<std::string>& orgs) {
  require_writer(session);
  store::Transaction transaction(session.database(), store::Transaction::Mode::kWrite);
  for (std::string org : orgs) {
    academy::Scope scope = session.institute_scope(org);
    require_summary(session, scope, org, year);
    store::delete_summary(transaction, scope, org, year);
  }
  transaction.commit();
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
