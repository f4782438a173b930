// The annual summary of an institute (domain.md §4.3).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/session.h"
#include "base/money.h"
#include "yearend/summary.h"

namespace xueshi::app {

struct SummaryView {
  yearend::Summary summary;
  std::vector<std::string> warnings;
};

// What a person types; absent fields stay as they are.
struct SummaryChanges {
  std::optional<std::string> name;
  std::optional<std::string> funds;       // 万元
  std::optional<std::string> attendance;  // a whole number
  std::optional<std::string> practice;
  std::optional<std::string> overview;
};

// Creates the summary, or extracts its grey fields again; typed fields survive.
SummaryView refresh_summary(Session& session, base::Year year, std::string org);
// Refuses while submitted ("summary.submitted": reopen first) and where none was created.
SummaryView set_summary(Session& session, base::Year year, std::string org,
                        const SummaryChanges& changes);
// Freezes the figures as the next revision.
SummaryView submit_summary(Session& session, base::Year year, std::string org);
SummaryView reopen_summary(Session& session, base::Year year, std::string org);
void delete_summary(Session& session, base::Year year, const std::vector<std::string>& orgs);
SummaryView show_summary(Session& session, base::Year year, std::string org);
std::vector<yearend::Summary> list_summaries(Session& session, std::optional<base::Year> year);

// The figures as of now. The caller has checked the role.
yearend::SummaryFigures extract_figures(Session& session, const academy::Scope& scope,
                                        base::Year year, const std::string& org);

}  // namespace xueshi::app
