// Sums: what subtotals and totals say, exact.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "page/template.h"

namespace xueshi::page {

class Sums {
 public:
  // Of the columns that ask for it. Requires: the columns outlive it.
  explicit Sums(const std::vector<Column>& columns);

  void add(const Row& row);
  void clear();
  // A cell for each column: a number where it sums – of a spread, one for every heading that came.
  Row row() const;
  // The column whose sum has more digits than a cell keeps (15); null where there is none.
  const Column* overflowing() const;

 private:
  // Wide enough for 200,000 numbers of 15 digits and 6 places.
  using Sum = __int128;
  static constexpr int kPlaces = 6;

  void add(std::size_t column, const std::string& heading, const Number& number);
  static Number number_of(Sum sum);

  const std::vector<Column>& columns_;
  std::vector<std::map<std::string, Sum>> sums_;  // by column; "" is the heading of one not spread
  const Column* overflowing_ = nullptr;
};

}  // namespace xueshi::page
