// Canvas: one sheet of a report on its way to paper – print set-up, rows from top to bottom, where
// its pages end; for this room's own files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "page/flow.h"
#include "page/template.h"
#include "workbook/book.h"
#include "workbook/cut_cell.h"
#include "workbook/text_fit.h"

namespace xueshi::workbook {

inline constexpr double kHeadingHeight = 30;

inline constexpr Look kHeadingLook{.bold = true, .shaded = true, .centered = true};

class Canvas {
 public:
  // Requires: book, page and fields outlive it.
  Canvas(Book& book, const page::Template& page, std::size_t sheet, const page::Fields& fields,
         std::vector<CutCell>& cut_cells);

  Book& book() { return book_; }
  const page::Sheet& sheet() const { return sheet_; }
  std::string filled(const std::string& text) const { return page::fill(text, fields_); }
  // The next calls of the book are of this sheet.
  void turn_here() { book_.turn_to(at_); }

  void set_columns(const std::vector<double>& widths);
  int columns() const { return columns_; }
  double width() const { return width_; }              // of all columns, in characters
  int least_font() const { return least_font_; }       // points
  double page_height() const { return room_.height; }  // points

  int next_row() const { return next_row_; }
  page::Flow& flow() { return flow_; }
  // Takes the next row, and says whether it begins a page. Its cells are written after that.
  bool begin_row(double height);
  void end_row() { ++next_row_; }

  // Title, lines, unit.
  void write_head();
  // One row, all columns merged.
  void write_across(const std::string& text, const Look& look, double least_height);
  void write_signatures();
  // So high are the signatures; 0 where nobody signs.
  double signature_height() const;
  // Rows that something covers which is in no cell.
  void cover(int rows) { next_row_ += rows; }

  // Notes what is cut on paper in the next row.
  void note_cut(const Fit& fit, int column, std::string_view text);

  // Pages end where flow() says, not where the printing program would end them.
  void keep_breaks() { keeps_breaks_ = true; }
  void finish(const std::string& receipt);

 private:
  void set_up();
  void set_footer(const std::string& receipt);

  Book& book_;
  const page::Template& page_;
  const page::Sheet& sheet_;
  std::size_t at_;
  const page::Fields& fields_;
  std::vector<CutCell>& cut_cells_;
  int columns_ = 0;
  double width_ = 0;
  page::PageRoom room_;
  int least_font_ = 8;
  page::Flow flow_{0};
  int next_row_ = 0;
  bool keeps_breaks_ = false;
};

}  // namespace xueshi::workbook
