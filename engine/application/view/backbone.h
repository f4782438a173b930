// The backbone report of an institute: screening, reporting, finalising (domain.md §4.2).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/percent.h"
#include "policy/policy.h"
#include "session/session.h"
#include "yearend/backbone.h"

namespace xueshi::view {

struct BackboneStatus {
  std::string org;
  base::Year year;
  std::string status;  // a place name
  std::int64_t headcount = 0;
  yearend::Quota quota;
  std::int64_t reported = 0;
  base::Percent rate;
  policy::Window window;
  std::vector<std::string> warnings;
};

// The people who may be reported, and those who are: print order. Once finalised, the frozen list.
std::vector<yearend::BackboneLine> backbone_candidates(session::Session& session, base::Year year,
                                                       std::string org);

// Refuses "backbone.no-headcount": nothing can be worked out of none.
BackboneStatus backbone_status(session::Session& session, base::Year year, std::string org);

// All or nothing. Refuses: window, finalised, headcount; "backbone.not-candidate",
// "backbone.not-reported" for each employee at fault. Reporting somebody already reported changes
// nothing. Returns the status afterwards.
BackboneStatus report_backbone(session::Session& session, base::Year year, const std::string& org,
                               const std::vector<std::string>& employees);
BackboneStatus withdraw_backbone(session::Session& session, base::Year year, const std::string& org,
                                 const std::vector<std::string>& employees);

// 完成上报: freezes people, names, units, hours; for good.
BackboneStatus finalise_backbone(session::Session& session, base::Year year, const std::string& org,
                                 const std::optional<std::string>& password_again);
// What the password is asked for once more before that; absent where it is not.
std::optional<std::string> password_reason(session::Session& session, base::Year year,
                                           std::string org);

}  // namespace xueshi::view
