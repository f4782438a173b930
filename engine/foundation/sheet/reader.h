// Reader: rows of cells as they come out of a file, whatever its format.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/finding.h"

namespace xueshi::sheet {

// Of a csv always text. A duration is a time without a day: "27:30", "09:00:05".
enum class CellKind { kText, kNumber, kDate, kDuration, kBoolean };

// Why a cell of a workbook has no text: a formula, an error value, a number that the page does not
// show as it is. A mistake only where somebody wants the cell.
struct CellFault {
  std::string code;     // "sheet.formula"
  std::string message;  // Chinese
};

struct Cell {
  int column = 1;         // counts from 1
  std::string_view text;  // well-formed UTF-8 without NUL, untrimmed; may be empty
  CellKind kind = CellKind::kText;
  const CellFault* fault = nullptr;  // lives as long as the text, which then is empty
};

struct Row {
  int number = 0;           // line on which the row starts, of a csv; row number, of a workbook
  std::vector<Cell> cells;  // by column; cells a workbook leaves out are missing here
  bool hidden = false;      // in a workbook: by hand or by a filter
};

// Where the rows come from. Makes places for findings, also after the reader is gone.
struct Source {
  std::string file;   // as the person named it
  std::string sheet;  // name of the sheet of a workbook, empty for a csv

  bool is_workbook() const { return !sheet.empty(); }
  // "people.csv:4:2" or "people.xlsx:Sheet1!B4"; `line` and `column` are set in both.
  base::Place place(int row, int column) const;
};

// Makes findings of the cells of a row that have a fault.
void add_cell_faults(const Source& source, const Row& row, base::Findings& findings);

// The letters of a column: 1 → "A", 28 → "AB".
std::string column_letters(int column);

class Reader {
 public:
  virtual ~Reader() = default;

  // The next row; null at the end, and where the file turns out to be damaged (failed(), with a
  // finding). The row and its texts live until the next call. Throws base::Error (kDisk) where the
  // disk fails.
  virtual const Row* next() = 0;

  // True once reading stopped early: what was read so far is not the whole file.
  bool failed() const { return failed_; }
  const Source& source() const { return source_; }

  // Of a workbook: its other sheets with anything in a cell, in their order; none for a csv.
  const std::vector<std::string>& other_sheets() const { return other_sheets_; }
  // Likewise the hidden columns, ascending; known from the first row on. At most kMostColumns.
  const std::vector<int>& hidden_columns() const { return hidden_columns_; }

  // For progress bars: how far the file is read, and how long it is, in the same unit.
  virtual std::int64_t done() const = 0;
  virtual std::int64_t size() const = 0;

 protected:
  explicit Reader(Source source) : source_(std::move(source)) {}
  Source source_;
  std::vector<std::string> other_sheets_;
  std::vector<int> hidden_columns_;
  bool failed_ = false;
};

}  // namespace xueshi::sheet
