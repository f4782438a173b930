// What an import does to its table, as a whole and by institute.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace xueshi::store {

// What of a file is an institute's. A row that touches two (somebody who moved, a roster of one
// with a person of the other) is each one's.
struct InstituteShare {
  std::string institute;  // code; empty for what belongs to none
  std::int64_t added = 0;
  std::int64_t changed = 0;
  std::int64_t unchanged = 0;
  // Plans and classes only: the first kMostNumbers of each, in byte order.
  std::vector<std::string> added_numbers, changed_numbers;
};
inline constexpr std::size_t kMostNumbers = 500;

struct ImportCounts {
  std::int64_t added = 0;
  std::int64_t changed = 0;
  std::int64_t unchanged = 0;
  std::vector<InstituteShare> shares;  // by code
};

}  // namespace xueshi::store
