// Bundle: the workbooks of a year, as they were published, in one zip; one folder an institute.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/progress.h"
#include "session/session.h"

namespace xueshi::report {

inline constexpr std::int64_t kBundleHours = 24;  // that it is kept

struct Bundle {
  std::string name;  // for who takes it: "2017年度报表.zip"
  std::int64_t institutes = 0;
  std::int64_t workbooks = 0;
  std::int64_t size = 0;  // bytes
  std::string sha256;
  std::vector<std::string> missing;  // Chinese: published, but their files are others by now
};

// The newest revision of every workbook of that year that was published in the scope. The zip lies
// in the state folder under `id`, for a day. Refuses "report.none" where
// nothing was published.
Bundle make_bundle(session::Session& session, base::Year year, const std::string& id,
                   const base::OnProgress& on_progress);

// Its bytes; absent where it is not kept any more. Its taking stands in the audit trail.
std::optional<std::string> take_bundle(session::Session& session, base::Year year,
                                       const std::string& id);
// Removes those that are older than a day.
void tidy_bundles(session::Session& session);

}  // namespace xueshi::report
