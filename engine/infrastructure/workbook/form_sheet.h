// FormSheet: a form on its way into a sheet – one row of values in a grid, then blocks of text; as
// often as rows come where it repeats; for this room's own files.
#pragma once

#include <string>
#include <vector>

#include "page/template.h"
#include "workbook/canvas.h"

namespace xueshi::workbook {

class FormSheet {
 public:
  // Requires: canvas and form outlive it.
  FormSheet(Canvas& canvas, const page::FormBody& form);

  void add(const page::Row& row);
  // Above and below no row at all.
  void finish();

 private:
  void write_row(const std::vector<page::FormCell>& cells, const page::Row& row,
                 std::size_t& next_value);
  void write_block(const page::FormBlock& block, const std::string& text);

  Canvas& canvas_;
  const page::FormBody& form_;
  bool is_empty_ = true;
};

}  // namespace xueshi::workbook
