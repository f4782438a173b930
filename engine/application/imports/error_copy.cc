#include "imports/error_copy.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string_view>

#include "base/error.h"
#include "intake/headings.h"
#include "intake/layout.h"
#include "sheet/annotated_copy.h"
#include "sheet/limits.h"
#include "sheet/sheet.h"
#include "workbook/grid.h"
#include "workbook/publish.h"

namespace xueshi::imports {

namespace fs = std::filesystem;

namespace {

// How wide the sheet is, which row holds the headings, and where an earlier copy's column 错误信息
// stands.
struct Shape {
  int heading_row = 0;
  int last_row = 0;
  int columns = 0;
  int error_column = 0;
  bool whole = true;  // read to its end
};

Shape shape_of(const ImportFile& file) {
  base::Findings ignored;
  Shape shape;
  std::unique_ptr<sheet::Reader> reader = sheet::open_as(file.shown, file.path, ignored);
  while (const sheet::Row* row = reader ? reader->next() : nullptr) {
    shape.last_row = row->number;
    if (shape.heading_row == 0 && intake::is_heading_row(intake::headings(file.kind), *row))
      shape.heading_row = row->number;
    for (const sheet::Cell& cell : row->cells) {
      shape.columns = std::max(shape.columns, cell.column);
      bool is_heading = shape.heading_row == row->number;
      if (is_heading && cell.text == intake::kErrorHeading) shape.error_column = cell.column;
    }
  }
  shape.whole = reader && !reader->failed();
  if (shape.error_column == 0) shape.error_column = shape.columns + 1;
  return shape;
}

workbook::GridRows rows_of(const ImportFile& file) {
  return [file](const std::function<void(int, const workbook::GridRow&)>& on_row) {
    base::Findings ignored;
    std::unique_ptr<sheet::Reader> reader = sheet::open_as(file.shown, file.path, ignored);
    while (const sheet::Row* row = reader ? reader->next() : nullptr) {
      workbook::GridRow grid;
      for (const sheet::Cell& cell : row->cells) grid[cell.column] = std::string(cell.text);
      on_row(row->number, grid);
    }
  };
}

void append(std::string& text, std::string_view more) {
  if (!text.empty() && !more.empty()) text += "；";
  text += more;
}

void write(const ImportFile& file, const Shape& shape, const std::map<int, std::string>& notes) {
  workbook::PartFile part(file.error_copy);
  std::string path = part.path().string();
  std::string heading(intake::kErrorHeading);
  if (sheet::extension_of(file.shown) == ".csv") {
    workbook::write_annotated_copy(path, rows_of(file), shape.heading_row, shape.error_column,
                                   heading, notes);
  } else if (!sheet::write_annotated_copy(
                 file.path, path, {shape.heading_row, shape.error_column, heading, notes})) {
    throw base::Error(base::ErrorKind::kDisk, "工作簿的存储方式特殊，请用 Excel 或 WPS 另存一次");
  }
  sheet::seal_copy(path);
  part.publish();
}

// Somebody's corrections lie there.
bool holds_work(const ImportFile& file) {
  std::error_code error;
  bool is_there = fs::is_regular_file(file.error_copy, error);
  bool is_itself = is_there && fs::equivalent(file.error_copy, file.path, error);
  return is_there && !is_itself && !sheet::is_as_sealed(file.error_copy);
}

}  // namespace

void RowNotes::add(const base::Finding& finding) {
  const base::Place& place = finding.place;
  if (place.line == 0 || place.line > sheet::kMostWorkbookRows) return;
  FileNotes& file = files_[place.file];
  Note& note = file.by_row[place.line];
  if (finding.severity == base::Severity::kError) {
    file.any_error = true;
    append(note.errors, finding.message);
  } else {
    append(note.warnings, "警告：" + finding.message);
  }
}

bool RowNotes::has_error(const std::string& shown) const {
  auto at = files_.find(shown);
  return at != files_.end() && at->second.any_error;
}

std::map<int, std::string> RowNotes::of(const std::string& shown, int heading_row) const {
  std::map<int, std::string> texts;
  auto at = files_.find(shown);
  if (at == files_.end()) return texts;
  for (const auto& [row, note] : at->second.by_row) {
    if (row < heading_row || (row == heading_row && note.errors.empty())) continue;
    std::string& text = texts[row == heading_row ? row + 1 : row];
    append(text, row == heading_row ? "列名：" + note.errors : note.errors);
    if (row != heading_row) append(text, note.warnings);
  }
  return texts;
}

ErrorCopy write_error_copy(const ImportFile& file, const RowNotes& notes) {
  if (file.error_copy.empty() || !notes.has_error(file.shown)) return {};
  Shape shape = shape_of(file);
  if (shape.heading_row == 0 || !shape.whole) return {};
  if (shape.last_row > sheet::kMostWorkbookRows || shape.error_column > sheet::kMostColumns)
    return {"", "内容超过一张工作表能容纳的行数或列数，没有生成带错误信息的副本"};
  if (holds_work(file))
    return {"", fmt::format("'{}' 里有改动，没有用新的错误信息覆盖它", file.error_copy)};
  try {
    write(file, shape, notes.of(file.shown, shape.heading_row));
  } catch (const base::Error& error) {
    return {"", fmt::format("没有生成带错误信息的副本 '{}'：{}", file.error_copy, error.what())};
  }
  return {file.error_copy, ""};
}

}  // namespace xueshi::imports
