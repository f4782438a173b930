// The backbone report 骨干人才: screening, quota, window, reporting (domain.md §4.2; S0, S1).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/blocker.h"
#include "base/date.h"
#include "base/hours.h"
#include "base/percent.h"
#include "hours/statement.h"
#include "policy/policy.h"

namespace xueshi::yearend {

// Places of workflows/backbone.yaml.
namespace place {
inline constexpr std::string_view kOpen = "open";            // 尚未完成上报
inline constexpr std::string_view kFinalised = "finalised";  // 已完成上报
}  // namespace place
std::string_view backbone_label(std::string_view place);

// Headcount × quota in people is a fraction over this: a quota is given in hundredths of a percent.
inline constexpr std::int64_t kParts = 10'000;

// One person of the screening list, or of a frozen report.
struct BackboneLine {
  std::string employee;
  std::string name;
  std::string institute;   // name
  std::string department;  // name; empty where the person sits in the institute itself
  base::Hours total;
  base::Hours effective;
  base::Hours longest;    // single training
  bool candidate = true;  // false: reported, and no candidate any more (a warning)
  bool reported = false;
  bool met = false;
  bool exempt = false;  // has no requirement
  bool open = false;    // nothing is judged yet; of a frozen list not known

  bool operator==(const BackboneLine&) const = default;
};

// True where total hours and the longest single training reach the policy's thresholds. Exempt
// people and new hires may be candidates.
bool is_candidate(const policy::BackboneRules& rules, const hours::Tally& tally);

// By total hours descending, then employee number in byte order.
void sort_backbone(std::vector<BackboneLine>& lines);

struct Quota {
  std::int64_t headcount = 0;         // ARP's 单位在职总人数
  std::int64_t exact_hundredths = 0;  // 18.28 → 1828
  std::int64_t required = 0;          // rounded as the policy says: 18
  std::int64_t for_full_rate = 0;     // the whole number that reaches 100 %: 19
};
// Requires: headcount > 0.
Quota make_quota(const policy::BackboneRules& rules, std::int64_t headcount);

// reported ÷ (headcount × quota), the product not rounded; can pass 100 %.
base::Percent backbone_rate(const policy::BackboneRules& rules, std::int64_t headcount,
                            std::int64_t reported);

// Why nothing may be reported or withdrawn today: "backbone.finalised", "backbone.outside-window",
// "backbone.no-headcount" (none, or 0). All reasons at once; empty: go ahead.
base::Blockers report_blockers(const policy::Policy& policy, std::string_view status,
                               std::optional<std::int64_t> headcount, base::Date today);

// Why the report may not be finalised today: before the window's start, already finalised, no
// headcount. Fewer reported than required is a warning of the caller's.
base::Blockers finalise_blockers(const policy::Policy& policy, std::string_view status,
                                 std::optional<std::int64_t> headcount, base::Date today);

}  // namespace xueshi::yearend
