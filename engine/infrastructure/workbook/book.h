// Book: libxlsxwriter behind a door of our own – cells with a trail, formats, print set-up; for
// this room's own files.
#pragma once

#include <xlsxwriter.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "workbook/cell_trail.h"
#include "workbook/draft.h"
#include "workbook/publish.h"

namespace xueshi::workbook {

inline constexpr std::size_t kMostCellCharacters = 32'767;
inline constexpr int kMostRows = 1'048'576;

// What a cell looks like.
struct Look {
  int size = 10;
  bool bold = false;
  bool bordered = true;
  bool shaded = false;
  bool centered = false;
  bool top = false;         // else centred vertically
  bool open_above = false;  // no border there: one text in several rows
  bool open_below = false;
  bool red = false;
  bool typed_as_text = false;  // what a person types there stays as typed: 0001 is not 1

  auto operator<=>(const Look&) const = default;
};

class Book {
 public:
  // `streaming`: rows are written in order and forgotten (constant_memory).
  Book(const std::filesystem::path& final_path, bool streaming);
  ~Book();
  Book(const Book&) = delete;

  lxw_worksheet* sheet() { return sheet_; }

  // Rows and columns count from 0, as in the library. Texts: line ends become \n, and what XML
  // cannot hold U+FFFD. Throw base::Error(kDisk) where a text is not UTF-8 or longer than a cell
  // holds, and where the sheet has no such row.
  void text(int row, int column, std::string_view text, const Look& look);
  void number(int row, int column, double value, const std::string& shown, const Look& look);
  void merged(int row, int column, int last_row, int last_column, std::string_view text,
              const Look& look);
  void height(int row, double points);
  // None where last < first. With a look, also for the cells nobody has written yet.
  void width(int column, int last_column, double characters, const Look* look = nullptr);

  // Throws base::Error(kDisk) unless the library is content.
  void check(lxw_error error);

  // Closes, writes the file, re-opens, compares, syncs. What it returns waits to be published.
  PartFile finish();
  // finish() and publish.
  Published publish();

 private:
  [[noreturn]] void fail(std::string_view why) const;
  const std::string& checked(std::string_view text);
  lxw_format* format(const Look& look);
  void close();
  void verify();

  PartFile part_;
  Draft draft_;
  std::string folder_;
  std::uint64_t failures_before_;
  lxw_workbook* workbook_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  std::map<Look, lxw_format*> formats_;
  CellTrail trail_;
  std::string text_;     // the text at hand, checked
  std::string escaped_;  // and as it is written
};

}  // namespace xueshi::workbook
