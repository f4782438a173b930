// SheetHandler: the events of a worksheet → one row at a time.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sheet/reader.h"
#include "sheet/rich_text.h"
#include "sheet/shared_strings.h"
#include "sheet/styles.h"
#include "sheet/xml.h"

namespace xueshi::sheet {

// Everything of a workbook that a sheet's cells refer to.
struct CellContext {
  SharedStrings strings;
  Styles styles;
  bool from_1904 = false;
  bool as_shown = true;  // false: numbers as they are stored, whatever the page shows of them
};

// Pauses the pump at the end of every row. Requires: `context` outlives it.
class SheetHandler : public XmlHandler {
 public:
  explicit SheetHandler(const CellContext& context) : context_(context) {}
  // Requires: called before the pump runs.
  void attach(XmlPump& pump) { pump_ = &pump; }

  void start(std::string_view element, const Attributes& attributes) override;
  void end(std::string_view element) override;
  void text(std::string_view piece) override;

  // The row at whose end the pump paused. Valid until it runs again.
  const Row& row() const { return row_; }
  // The last row so far with anything in a cell; 0: none.
  int last_used_row() const { return last_used_row_; }
  // Known before the first row.
  const std::vector<int>& hidden_columns() const { return hidden_columns_; }

 private:
  enum class Inside { kNothing, kRows, kRow, kCell, kValue, kFormula, kInline };

  void start_columns(const Attributes& attributes);
  void start_row(const Attributes& attributes);
  void start_cell(const Attributes& attributes);
  void end_cell();
  void end_row();
  void set_text();
  void set_number();
  void keep(std::string_view text);
  void refuse(std::string code, std::string message);
  void damage(std::string_view what);

  const CellContext& context_;
  XmlPump* pump_ = nullptr;

  Inside inside_ = Inside::kNothing;
  Row row_;
  // Of the row's cells that no shared string holds; kept between rows. A deque: cells point into
  // it.
  std::deque<std::string> texts_;
  std::size_t texts_used_ = 0;
  std::deque<CellFault> faults_;  // of the row's cells
  int last_used_row_ = 0;
  std::vector<int> hidden_columns_;
  Cell cell_;
  std::string type_;
  const NumberFormat* format_ = nullptr;
  std::string value_;
  RichText rich_;
  bool has_formula_ = false;
};

// "B12" → 2. Absent where it does not start with column letters within the limit.
std::optional<int> parse_column(std::string_view reference);

}  // namespace xueshi::sheet
