// ListRules: what a list asks of its rows as a whole – groups in one piece, no more headings,
// merged rows and digits than a page and its cells hold. Nothing of it is layout: it is said while
// the plugin runs, with the line that emitted the row.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "page/sums.h"
#include "page/template.h"

namespace xueshi::page {

inline constexpr std::int64_t kMostMergedRows = 10'000;  // of a list with a merge or a spread
inline constexpr std::size_t kMostHeadings = 200;        // of one spread
inline constexpr std::size_t kMostGroups = 10'000;

struct RowFault {
  std::string code;     // "group-again"
  std::string message;  // Chinese
};

class ListRules {
 public:
  // Requires: the body outlives it.
  explicit ListRules(const ListBody& body);

  // Takes the next row, and says what is wrong with it.
  std::optional<RowFault> check(const Row& row);

 private:
  std::optional<RowFault> check_group(const Row& row);
  std::optional<RowFault> check_headings(const Row& row);

  const ListBody& body_;
  std::size_t by_ = 0;  // the column of the group
  bool is_bounded_ = false;
  std::int64_t rows_ = 0;
  std::optional<std::string> group_;
  std::set<std::string> groups_;
  std::vector<std::set<std::string>> headings_;  // by column
  Sums sums_;
};

// The position of a column. Requires: there is one.
std::size_t position_of(const std::vector<Column>& columns, const std::string& key);

// What a cell says, as a group compares it: equal cells give equal texts.
std::string value_of(const Cell& cell);

}  // namespace xueshi::page
