// Reader: rows of cells as they come out of a file, whatever its format.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/finding.h"

namespace xueshi::sheet {

enum class CellKind { kText, kNumber, kDate, kBoolean };  // of a csv always text

struct Cell {
  int column = 1;         // counts from 1
  std::string_view text;  // well-formed UTF-8 without NUL, untrimmed; may be empty
  CellKind kind = CellKind::kText;
  bool refused = false;  // has its finding already (a formula, an error value), and no text
};

struct Row {
  int number = 0;           // line on which the row starts, of a csv; row number, of a workbook
  std::vector<Cell> cells;  // by column; cells a workbook leaves out are missing here
};

// Where the rows come from. Makes places for findings, also after the reader is gone.
struct Source {
  std::string file;   // as the person named it
  std::string sheet;  // name of the sheet of a workbook, empty for a csv

  bool is_workbook() const { return !sheet.empty(); }
  // "people.csv:4:2" or "people.xlsx:Sheet1!B4"; `line` and `column` are set in both.
  base::Place place(int row, int column) const;
};

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

  // For progress bars: how far the file is read, and how long it is, in the same unit.
  virtual std::int64_t done() const = 0;
  virtual std::int64_t size() const = 0;

 protected:
  explicit Reader(Source source) : source_(std::move(source)) {}
  Source source_;
  bool failed_ = false;
};

}  // namespace xueshi::sheet
