// Book: libxlsxwriter behind a door of our own – cells with a trail, formats, print set-up; for
// this room's own files.
#pragma once

#include <xlsxwriter.h>

#include <map>
#include <string>
#include <string_view>

#include "workbook/cell_trail.h"
#include "workbook/publish.h"

namespace xueshi::workbook {

// What a cell looks like.
struct Look {
  int size = 10;
  bool bold = false;
  bool bordered = true;
  bool shaded = false;
  bool centered = false;
  bool top = false;  // else centred vertically
  bool red = false;

  auto operator<=>(const Look&) const = default;
};

class Book {
 public:
  // `streaming`: rows are written in order and forgotten (constant_memory).
  Book(const std::filesystem::path& final_path, bool streaming);
  ~Book();
  Book(const Book&) = delete;

  lxw_worksheet* sheet() { return sheet_; }
  lxw_workbook* workbook() { return workbook_; }
  lxw_format* format(const Look& look);

  // Rows and columns count from 0, as in the library.
  void text(int row, int column, std::string_view text, const Look& look);
  void number(int row, int column, double value, const std::string& shown, const Look& look);
  void merged(int row, int column, int last_row, int last_column, std::string_view text,
              const Look& look);
  void height(int row, double points);

  // Closes, re-opens, compares, syncs, renames.
  Published publish();

 private:
  void check(lxw_error error);
  void close();
  void verify();

  PartFile part_;
  std::string folder_;
  lxw_workbook* workbook_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  std::map<Look, lxw_format*> formats_;
  CellTrail trail_;
};

}  // namespace xueshi::workbook
