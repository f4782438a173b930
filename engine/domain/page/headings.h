// Headings: what stands above the columns of a list, in one row or – where a column has `under` –
// in two.
#pragma once

#include <string>
#include <vector>

#include "page/template.h"

namespace xueshi::page {

// A cell of the headings, over several columns or both rows. Rows and columns count from 0.
struct HeadingCell {
  int row = 0;
  int column = 0;
  int last_row = 0;
  int last_column = 0;
  std::string text;
  bool operator==(const HeadingCell&) const = default;
};

int heading_rows(const std::vector<Column>& columns);

// From left to right, row by row. Neighbours that name the same `under` share it.
std::vector<HeadingCell> lay_headings(const std::vector<Column>& columns);

}  // namespace xueshi::page
