// The annual summary of an institute (domain.md §4.3).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/money.h"
#include "session/session.h"
#include "yearend/summary.h"

namespace xueshi::view {

struct SummaryView {
  yearend::Summary summary;
  std::vector<std::string> warnings;
  std::int64_t item_revision = 0;  // counts what was done to it
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
SummaryView refresh_summary(session::Session& session, base::Year year, std::string org);
// Refuses while submitted ("summary.submitted": reopen first) and where none was created.
SummaryView set_summary(session::Session& session, base::Year year, std::string org,
                        const SummaryChanges& changes);
// Freezes the figures as the next revision.
SummaryView submit_summary(session::Session& session, base::Year year, std::string org);
SummaryView reopen_summary(session::Session& session, base::Year year, std::string org);
void delete_summary(session::Session& session, base::Year year,
                    const std::vector<std::string>& orgs);
SummaryView show_summary(session::Session& session, base::Year year, std::string org);
std::vector<yearend::Summary> list_summaries(session::Session& session,
                                             std::optional<base::Year> year);

// Why no summary can be made of that year yet; empty: go ahead.
base::Blockers summary_reasons(session::Session& session, base::Year year, std::string org);
// What is another figure by now than when it was extracted: "单位职工总学时：120 → 128".
std::vector<std::string> changes_since(session::Session& session, const yearend::Summary& summary);

}  // namespace xueshi::view
