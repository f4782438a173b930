// Book: libxlsxwriter behind a door of our own – cells with a trail, formats, print set-up; for
// this room's own files.
#pragma once

#include <xlsxwriter.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "page/template.h"
#include "workbook/cell_trail.h"
#include "workbook/draft.h"
#include "workbook/publish.h"

namespace xueshi::workbook {

inline constexpr std::size_t kMostCellCharacters = 32'767;
inline constexpr int kMostRows = 1'048'576;

// How a number is shown.
enum class Shape {
  kGeneral,  // as it is, without trailing zeros
  kDecimal,  // with `places` decimals, and room for `room` more, so that points stand in a line
  kPercent,  // 0.4286 as 42.86%
  kDate,     // 43040 as 2017-11-01
  kTime,     // 43040.375 as 2017-11-01 09:00
};

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
  bool right = false;
  bool titled = false;  // in the font of titles
  Shape shape = Shape::kGeneral;
  int places = 0;
  int room = 0;
  bool typed_as_text = false;  // what a person types there stays as typed: 0001 is not 1

  auto operator<=>(const Look&) const = default;
};

class Book {
 public:
  // `streaming`: rows are written in order and forgotten (constant_memory). `names`: of its sheets.
  Book(const std::filesystem::path& final_path, bool streaming, page::Fonts fonts = {},
       const std::vector<std::string>& names = {"Sheet1"});
  ~Book();
  Book(const Book&) = delete;

  // What follows is of this sheet, from 0; before the first call, of the first one.
  void turn_to(std::size_t sheet);
  lxw_worksheet* sheet() { return sheets_[at_]; }
  lxw_workbook* workbook() { return workbook_; }
  const std::string& name() const { return names_[at_]; }

  // As the file's properties say it.
  void describe(const std::string& title, const std::string& author);

  // Rows and columns count from 0, as in the library. Texts: line ends become \n, and what XML
  // cannot hold U+FFFD. Throw base::Error(kDisk) where a text is not UTF-8 or longer than a cell
  // holds, and where the sheet has no such row.
  void check_text(std::string_view text) { checked(text); }  // throws as text() does
  void text(int row, int column, std::string_view text, const Look& look);
  void number(int row, int column, double value, const std::string& shown, const Look& look);
  void merged(int row, int column, int last_row, int last_column, std::string_view text,
              const Look& look);
  // Makes one cell of cells that were written, all but the first of them blank.
  void merge(int row, int column, int last_row, int last_column);
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
  page::Fonts fonts_;
  std::vector<std::string> names_;
  std::vector<lxw_worksheet*> sheets_;
  std::vector<CellTrail> trails_;  // by sheet
  std::size_t at_ = 0;
  std::map<Look, lxw_format*> formats_;
  std::string text_;     // the text at hand, checked
  std::string escaped_;  // and as it is written
};

}  // namespace xueshi::workbook
