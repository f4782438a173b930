#include "page/list_rules.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/number.h"

namespace xueshi::page {

std::size_t position_of(const std::vector<Column>& columns, const std::string& key) {
  auto found = std::find_if(columns.begin(), columns.end(),
                            [&](const Column& column) { return column.key == key; });
  return static_cast<std::size_t>(found - columns.begin());
}

std::string value_of(const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  const auto* number = std::get_if<Number>(&cell);
  return number == nullptr ? "" : base::render_decimal(number->scaled, number->places);
}

ListRules::ListRules(const ListBody& body)
    : body_(body), headings_(body.columns.size()), sums_(body.columns) {
  if (body.group) by_ = position_of(body.columns, body.group->by);
  is_bounded_ = std::any_of(body.columns.begin(), body.columns.end(),
                            [](const Column& column) { return column.merges || column.is_spread; });
}

std::optional<RowFault> ListRules::check(const Row& row) {
  if (is_bounded_ && ++rows_ > kMostMergedRows)
    return RowFault{"too-many-merged",
                    fmt::format("有 merge 或 spread 的列表至多 {} 行；请分成几份，或去掉 merge",
                                kMostMergedRows)};
  if (auto fault = check_group(row)) return fault;
  if (auto fault = check_headings(row)) return fault;
  sums_.add(row);
  if (const Column* column = sums_.overflowing())
    return RowFault{"sum-too-big",
                    fmt::format("列 '{}' 的合计超过 15 位数字，格子放不下", column->key)};
  return std::nullopt;
}

// A group's rows come one after another; one that comes again would have two subtotals.
std::optional<RowFault> ListRules::check_group(const Row& row) {
  if (!body_.group) return std::nullopt;
  std::string value = value_of(row[by_]);
  if (group_ == value) return std::nullopt;
  if (!groups_.insert(value).second)
    return RowFault{
        "group-again",
        fmt::format("列 '{}' 的 '{}' 前面已经有一组，隔了别的又出现；请先按这一列排好再 emit",
                    body_.group->by, value)};
  if (groups_.size() > kMostGroups)
    return RowFault{"group-again",
                    fmt::format("列 '{}' 超过 {} 组，请换一列分组", body_.group->by, kMostGroups)};
  group_ = std::move(value);
  return std::nullopt;
}

std::optional<RowFault> ListRules::check_headings(const Row& row) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    const auto* spread = std::get_if<Spread>(&row[i]);
    if (spread == nullptr) continue;
    for (const SpreadCell& cell : *spread) {
      headings_[i].insert(cell.heading);
      if (headings_[i].size() > kMostHeadings)
        return RowFault{"too-many-headings",
                        fmt::format("列 '{}' 展开成 {} 列以上，纸上放不下；请先归类再 emit",
                                    body_.columns[i].key, kMostHeadings)};
    }
  }
  return std::nullopt;
}

}  // namespace xueshi::page
