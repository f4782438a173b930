// Sheet: the cells of a `.csv` or of the first sheet of an `.xlsx`, row by row and under limits, as
// text.
//
// A file is a person's: whatever is wrong with it becomes a finding (`sheet.*`) with its place,
// never an exception. Rows are streamed; of a workbook only its shared strings are kept in memory.
//
//   csv    UTF-8 with or without BOM, RFC 4180 quoting, LF or CRLF.
//   xlsx   Numbers are rounded to 15 digits and printed plainly (130.80000000000001 → "130.8"),
//   dates by the
//          cell's number format and the workbook's date system ("2016-11-01", "2016-11-01 09:00"),
//          booleans as 是 and 否. A formula is never evaluated: its cell is a finding and has no
//          text.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/finding.h"

namespace xueshi::sheet {

// What a file may cost. A part is one file inside the zip; sizes are counted while inflating.
inline constexpr std::int64_t kMostCellBytes = std::int64_t{1} << 20;
inline constexpr int kMostColumns = 16'384;  // as Excel has
inline constexpr int kMostWorkbookRows = 1'048'576;
inline constexpr std::int64_t kMostPartBytes = std::int64_t{64} << 20;
inline constexpr std::int64_t kMostWorkbookBytes = std::int64_t{128} << 20;
inline constexpr std::int64_t kMostInflation = 200;  // inflated ÷ compressed, of parts above 1 MiB

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

// Opens a file by its extension. Null with a finding where it cannot be read: missing, another
// format, not a zip, encrypted, an old .xls, above the limits. Requires: `findings` outlives the
// reader, which adds to it.
std::unique_ptr<Reader> open(const std::string& path, base::Findings& findings);

// The same for bytes that lie elsewhere than under the name that a person gave them (an upload):
// extension and findings go by that name.
std::unique_ptr<Reader> open_as(const std::string& shown, const std::string& path,
                                base::Findings& findings);

// Opens a workbook of our own making, such as one still called `*.part`: whatever its name and size
// are, the limits above do not apply.
std::unique_ptr<Reader> open_own_workbook(const std::string& path, base::Findings& findings);

}  // namespace xueshi::sheet
