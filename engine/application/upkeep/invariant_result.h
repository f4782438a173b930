// InvariantResult: how one invariant stands.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace xueshi::upkeep {

struct InvariantResult {
  std::string name;          // "sums", "replay" …; docs/audit.md and tests/verify name every one
  std::string sentence;      // Chinese: what must hold
  std::int64_t checked = 0;  // how many rows, items or files were looked at
  std::int64_t skipped = 0;  // how many could not be: written before their digest was kept, …
  std::int64_t broken = 0;
  std::vector<std::string> rows{};  // Chinese; the first kMostRows of the broken ones
  bool ok() const { return broken == 0; }

  static constexpr std::size_t kMostRows = 20;
};

}  // namespace xueshi::upkeep
