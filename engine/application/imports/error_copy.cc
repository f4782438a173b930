#include "imports/error_copy.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "intake/headings.h"
#include "intake/layout.h"
#include "sheet/sheet.h"
#include "workbook/grid.h"

namespace xueshi::imports {

namespace fs = std::filesystem;

namespace {

// The messages of a file by row; empty where it has no error with a row.
std::map<int, std::string> notes_of(const std::string& shown, const base::Findings& findings) {
  std::map<int, std::string> notes;
  bool any_error = false;
  for (const base::Finding& finding : findings.kept()) {
    if (finding.place.file != shown || finding.place.line == 0) continue;
    any_error = any_error || finding.severity == base::Severity::kError;
    std::string& note = notes[finding.place.line];
    note += (note.empty() ? "" : "；") + finding.message;
  }
  if (!any_error) notes.clear();
  return notes;
}

// How wide the sheet is, which row holds the headings, and where an earlier copy's column 错误信息
// stands.
struct Shape {
  int heading_row = 0;
  int columns = 0;
  int error_column = 0;
};

Shape shape_of(const ImportFile& file) {
  base::Findings ignored;
  Shape shape;
  std::unique_ptr<sheet::Reader> reader = sheet::open_as(file.shown, file.path, ignored);
  while (const sheet::Row* row = reader ? reader->next() : nullptr) {
    if (shape.heading_row == 0 && intake::is_heading_row(file.kind, *row))
      shape.heading_row = row->number;
    for (const sheet::Cell& cell : row->cells) {
      shape.columns = std::max(shape.columns, cell.column);
      bool is_heading = shape.heading_row == row->number;
      if (is_heading && cell.text == intake::kErrorHeading) shape.error_column = cell.column;
    }
  }
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

}  // namespace

std::optional<std::string> write_error_copy(const ImportFile& file,
                                            const base::Findings& findings) {
  if (file.error_copy.empty() || sheet::extension_of(file.shown) != ".xlsx") return std::nullopt;
  std::map<int, std::string> notes = notes_of(file.shown, findings);
  if (notes.empty()) return std::nullopt;
  Shape shape = shape_of(file);
  if (shape.heading_row == 0) return std::nullopt;
  workbook::write_annotated_copy(file.error_copy, rows_of(file), shape.heading_row,
                                 shape.error_column, std::string(intake::kErrorHeading), notes);
  return file.error_copy;
}

}  // namespace xueshi::imports
