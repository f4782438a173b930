// Backbone reports and annual summaries of institutes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "academy/scope.h"
#include "base/date.h"
#include "database/database.h"
#include "yearend/backbone.h"
#include "yearend/summary.h"

namespace xueshi::store {

// An institute's report of a year. Open and empty where nothing was ever reported.
struct BackboneReport {
  std::string status{yearend::place::kOpen};
  std::vector<std::string> reported;          // employee numbers, in byte order, while open
  std::vector<yearend::BackboneLine> frozen;  // once finalised, in print order
  std::int64_t headcount = 0;                 // frozen with it
  std::int64_t quota_hundredths = 0;          // likewise, of a percent
  std::int64_t required = 0;                  // likewise
};
BackboneReport fetch_backbone(database::Database& database, const academy::Scope& scope,
                              std::string_view org, base::Year year);
// Another institute that has this person in its list of the year: its code. `only_frozen`: where
// that list is finalised.
std::optional<std::string> find_reported_elsewhere(database::Database& database,
                                                   const std::string& org, base::Year year,
                                                   const std::string& employee, bool only_frozen);
// Adds or takes away reported people. Employees already (or not) there stay as they are; people of
// other institutes are passed over.
void save_reported(database::Transaction& transaction, const academy::Scope& scope,
                   std::string_view org, base::Year year, const std::vector<std::string>& employees,
                   bool reported);
// Writes the frozen list and turns the report to finalised, for good.
void save_finalised(database::Transaction& transaction, const academy::Scope& scope,
                    std::string_view org, base::Year year, const BackboneReport& report);

// The finalised reports of a scope, of one year or all: institute and year, in that order.
std::vector<std::pair<std::string, base::Year>> fetch_finalised(database::Database& database,
                                                                const academy::Scope& scope,
                                                                std::optional<base::Year> year);

// The working copy of an institute's summary; absent where none was created.
std::optional<yearend::Summary> find_summary(database::Database& database,
                                             const academy::Scope& scope, std::string_view org,
                                             base::Year year);
// The same, locked until the end of the transaction.
std::optional<yearend::Summary> lock_summary(database::Transaction& transaction,
                                             const academy::Scope& scope, std::string_view org,
                                             base::Year year);
// The last submitted revision, as frozen; absent where none was ever submitted.
std::optional<yearend::Summary> find_submitted(database::Database& database,
                                               const academy::Scope& scope, std::string_view org,
                                               base::Year year);
// Every submitted revision of the scope, as frozen: by institute, year and revision.
std::vector<yearend::Summary> fetch_revisions(database::Database& database,
                                              const academy::Scope& scope,
                                              std::optional<base::Year> year);
// The working copies in the scope, by year descending, then organisation code.
std::vector<yearend::Summary> fetch_summaries(database::Database& database,
                                              const academy::Scope& scope,
                                              std::optional<base::Year> year);
void save_summary(database::Transaction& transaction, const academy::Scope& scope,
                  const yearend::Summary& summary);
// Freezes the summary as revision `summary.revision`.
void save_revision(database::Transaction& transaction, const academy::Scope& scope,
                   const yearend::Summary& summary);
// Deletes the working copy and its revisions; false where there was none.
bool delete_summary(database::Transaction& transaction, const academy::Scope& scope,
                    std::string_view org, base::Year year);

}  // namespace xueshi::store
