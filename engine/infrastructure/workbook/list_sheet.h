// ListSheet: a list on its way into a sheet – rows as they come, each as high as its texts; groups,
// totals, merged cells; for this room's own files.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "page/spread.h"
#include "page/sums.h"
#include "page/template.h"
#include "workbook/canvas.h"
#include "workbook/cell_value.h"

namespace xueshi::workbook {

class ListSheet {
 public:
  // Requires: canvas and body outlive it.
  ListSheet(Canvas& canvas, const page::ListBody& body);

  void order(const std::string& key, const std::vector<std::string>& headings);
  // Requires: page::ListRules have nothing against it.
  void add(const page::Row& row);
  // What stands below the last row.
  void finish();

 private:
  // Equal neighbours in a column that merges.
  struct Run {
    std::string text;
    int first_row = 0;
    bool open = false;
  };
  // What the next row says: its cells, and of texts too long for one row their pieces.
  struct Cells {
    std::vector<CellValue> values;
    std::vector<std::vector<std::string_view>> pieces;
    double height = 0;
    std::size_t rows = 1;
  };

  void start();
  void write_headings();
  void write(const page::Row& row);
  void lay(const page::Row& row, const Look& common);
  void lay_cell(std::size_t column);
  void write_cells(bool is_data);
  void write_piece_rows();
  void write_cell(int column, const CellValue& value);
  void close_group();
  void write_sums(const page::Sums& sums, std::size_t label_column, const std::string& label);
  void follow_runs(bool begins_page);
  void end_runs(std::size_t from);
  void write_chart();

  Canvas& canvas_;
  const page::ListBody& given_;
  std::optional<page::Spreader> spreader_;
  page::ListBody body_;  // without spreads
  std::optional<page::Sums> total_, subtotal_;
  std::size_t by_ = 0;
  std::optional<std::string> group_;
  std::vector<Run> runs_;  // by column
  Cells cells_;            // of the row at hand
  int heading_row_ = 0;    // the last of them
  int first_row_ = 0;      // of data
  int last_row_ = -1;      // likewise
};

}  // namespace xueshi::workbook
