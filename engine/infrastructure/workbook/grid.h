// Grids: plain workbooks that are not reports – empty import files for clerks, copies of faulty
// ones, lists to work on with.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace xueshi::workbook {

struct TemplateHeading {
  std::string name;
  bool required = false;
  std::vector<std::string> choices;  // a drop-down list where there are any
  std::string hint;                  // shown when the cell is chosen
  std::string example;               // for the row marked 示例
};

// Headings, drop-down lists and one example row whose first cell starts with `mark`. Throws
// base::Error(kDisk).
void write_import_template(const std::filesystem::path& path, const std::string& mark,
                           const std::vector<TemplateHeading>& headings);

// A row of texts on its way into a grid: cells by column, from 1.
using GridRow = std::map<int, std::string>;
// Calls its argument for every row, with the row's number in the sheet, ascending.
using GridRows = std::function<void(const std::function<void(int, const GridRow&)>&)>;

// A copy of a sheet with one more column, headed `heading`: per row number the text of `notes`, in
// red. `column` is that column's number, `heading_row` the row of the headings.
void write_annotated_copy(const std::filesystem::path& path, const GridRows& rows, int heading_row,
                          int column, const std::string& heading,
                          const std::map<int, std::string>& notes);

struct GridColumn {
  std::string name;
  bool is_number = false;  // its cells are decimal numbers, written as such
};
// Headings and rows, for people to work on with. Requires: every row has a cell for each column.
void write_grid(const std::filesystem::path& path, const std::vector<GridColumn>& columns,
                const std::vector<std::vector<std::string>>& rows);

}  // namespace xueshi::workbook
