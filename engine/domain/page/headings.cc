#include "page/headings.h"

#include <algorithm>

namespace xueshi::page {

int heading_rows(const std::vector<Column>& columns) {
  bool two = std::any_of(columns.begin(), columns.end(),
                         [](const Column& column) { return !column.under.empty(); });
  return two ? 2 : 1;
}

std::vector<HeadingCell> lay_headings(const std::vector<Column>& columns) {
  int last_row = heading_rows(columns) - 1;
  std::vector<HeadingCell> upper, lower;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const Column& column = columns[i];
    int at = static_cast<int>(i);
    if (column.under.empty()) {
      upper.push_back({0, at, last_row, at, column.heading});
      continue;
    }
    bool shared = i > 0 && columns[i - 1].under == column.under;
    if (shared) {
      upper.back().last_column = at;
    } else {
      upper.push_back({0, at, 0, at, column.under});
    }
    lower.push_back({1, at, 1, at, column.heading});
  }
  upper.insert(upper.end(), lower.begin(), lower.end());
  return upper;
}

}  // namespace xueshi::page
