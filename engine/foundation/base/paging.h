// Where a page of a list begins.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>

namespace xueshi::base {

// How many rows stand before that page, which counts from 1, whatever number somebody typed.
// Requires: size > 0.
inline std::int64_t rows_before_page(std::int64_t page, std::int64_t size) {
  std::int64_t most = std::numeric_limits<std::int64_t>::max() / size;
  return (std::clamp<std::int64_t>(page, 1, most) - 1) * size;
}

// The same place where the list reaches so far; else where its last page begins.
inline std::int64_t begin_within(std::int64_t begin, std::int64_t total, std::int64_t size) {
  if (begin < 0 || total <= 0) return 0;
  return begin < total ? begin : (total - 1) / size * size;
}

}  // namespace xueshi::base
