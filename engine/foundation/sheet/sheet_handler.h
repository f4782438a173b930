// SheetHandler: the events of a worksheet → one row at a time.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "base/finding.h"
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
};

// Pauses the pump at the end of every row. Requires: `source`, `context` and `findings` outlive it.
class SheetHandler : public XmlHandler {
 public:
  SheetHandler(const Source& source, const CellContext& context, base::Findings& findings)
      : source_(source), context_(context), findings_(findings) {}
  // Requires: called before the pump runs.
  void attach(XmlPump& pump) { pump_ = &pump; }

  void start(std::string_view element, const Attributes& attributes) override;
  void end(std::string_view element) override;
  void text(std::string_view piece) override;

  // The row at whose end the pump paused. Valid until it runs again.
  const Row& row() const { return row_; }

 private:
  enum class Inside { kNothing, kRows, kRow, kCell, kValue, kFormula, kInline };

  void start_row(const Attributes& attributes);
  void start_cell(const Attributes& attributes);
  void end_cell();
  void end_row();
  void set_text();
  void set_number();
  void keep(std::string_view text);
  void refuse(std::string_view code, std::string_view message);
  void damage(std::string_view what);

  const Source& source_;
  const CellContext& context_;
  base::Findings& findings_;
  XmlPump* pump_ = nullptr;

  Inside inside_ = Inside::kNothing;
  Row row_;
  // Of the row's cells that no shared string holds; kept between rows. A deque: cells point into
  // it.
  std::deque<std::string> texts_;
  std::size_t texts_used_ = 0;
  Cell cell_;
  std::string type_;
  NumberForm form_ = NumberForm::kPlain;
  std::string value_;
  RichText rich_;
  bool has_formula_ = false;
};

// "B12" → 2. Absent where it does not start with column letters within the limit.
std::optional<int> parse_column(std::string_view reference);

}  // namespace xueshi::sheet
