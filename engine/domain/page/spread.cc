#include "page/spread.h"

#include <algorithm>

namespace xueshi::page {

namespace {

Cell cell_of(const Spread& spread, const std::string& heading) {
  auto found = std::find_if(spread.begin(), spread.end(),
                            [&](const SpreadCell& cell) { return cell.heading == heading; });
  if (found == spread.end()) return {};
  return std::visit([](const auto& value) { return Cell(value); }, found->value);
}

}  // namespace

bool has_spread(const ListBody& body) {
  return std::any_of(body.columns.begin(), body.columns.end(),
                     [](const Column& column) { return column.is_spread; });
}

void Spreader::order(const std::string& key, const std::vector<std::string>& headings) {
  ordered_[key] = headings;
}

void Spreader::add(const Row& row) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    const auto* spread = std::get_if<Spread>(&row[i]);
    if (spread == nullptr) continue;
    for (const SpreadCell& cell : *spread) found_[body_.columns[i].key].insert(cell.heading);
  }
  rows_.push_back(row);
}

std::vector<std::string> Spreader::headings_of(const Column& column) const {
  std::vector<std::string> headings;
  auto ordered = ordered_.find(column.key);
  if (ordered != ordered_.end()) headings = ordered->second;
  std::size_t first = headings.size();
  auto found = found_.find(column.key);
  if (found == found_.end()) return headings;
  for (const std::string& heading : found->second) {
    auto end = headings.begin() + static_cast<std::ptrdiff_t>(first);
    if (std::find(headings.begin(), end, heading) == end) headings.push_back(heading);
  }
  return headings;
}

ListBody Spreader::body() const {
  ListBody body = body_;
  body.columns.clear();
  for (const Column& column : body_.columns) {
    if (!column.is_spread) {
      body.columns.push_back(column);
      continue;
    }
    for (const std::string& heading : headings_of(column)) {
      body.columns.push_back(column);
      body.columns.back().is_spread = false;
      body.columns.back().heading = heading;
    }
  }
  return body;
}

Row Spreader::spread(const Row& row) const {
  Row wide;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (!body_.columns[i].is_spread) {
      wide.push_back(row[i]);
      continue;
    }
    const auto* spread = std::get_if<Spread>(&row[i]);
    for (const std::string& heading : headings_of(body_.columns[i]))
      wide.push_back(spread == nullptr ? Cell() : cell_of(*spread, heading));
  }
  return wide;
}

}  // namespace xueshi::page
