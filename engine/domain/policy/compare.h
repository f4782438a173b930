// Comparing two policies by meaning: whom they treat differently, and how (policy.md §3, `policy
// diff`).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "policy/policy.h"

namespace xueshi::policy {

// People whom the two tell apart, and what is asked of them on either side.
struct KindChange {
  std::string who;  // "rank = staff，hired < 2024-01-01"; empty: everybody
  std::string before, after;
};

// A value that stands on one side only, or differs.
struct ValueChange {
  std::string path;
  std::optional<Origin> before, after;  // absent: not written on that side
};

struct Comparison {
  // The same hours count, the same is asked of everybody, and reports follow the same rules; the
  // files may say it in other words.
  bool same = false;
  std::vector<KindChange> kinds;    // equal ones merged
  std::vector<ValueChange> values;  // by path
};

Comparison compare(const Policy& before, const Policy& after);

// What is asked of who has that requirement: "总学时 ≥ 100小时；近3年：…".
std::string render(const Policy& policy, const Requirement& requirement);
// "2022 年度起每 3 年", "近 90 天"; empty for the reporting year.
std::string render(const Policy& policy, const Over& over);

}  // namespace xueshi::policy
