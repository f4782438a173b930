// CsvReader: rows of a comma-separated file (RFC 4180), in UTF-8.
//
// Also as programs of people save it: in GB18030 or UTF-16, with semicolons or tabs – each with a
// warning that says how the file was read.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "base/finding.h"
#include "sheet/encoding.h"
#include "sheet/input_file.h"
#include "sheet/reader.h"

namespace xueshi::sheet {

// A row may be spread over several lines (quoted line breaks); its number is the line it starts on.
// A row lies in the buffer as a whole, so that cells are views; the buffer grows up to
// kMostRowBytes. The first damage ends the reading: behind a lost quote everything would look
// wrong.
class CsvReader : public Reader {
 public:
  static constexpr std::size_t kMostRowBytes = std::size_t{8} << 20;

  CsvReader(Source source, std::unique_ptr<InputFile> file, base::Findings& findings);

  const Row* next() override;
  // Of a file in another encoding as good as it can be told.
  std::int64_t done() const override {
    return std::min(read_ - static_cast<std::int64_t>(end_ - begin_), file_->size());
  }
  std::int64_t size() const override { return file_->size(); }

 private:
  enum class Scan { kWhole, kNeedsMore, kDamaged };

  std::string_view left() const { return {buffer_.get() + begin_, end_ - begin_}; }
  void choose_encoding();
  void skip_byte_order_mark();
  void choose_separator();
  bool fill();
  Scan scan_row();
  Scan scan_plain_row(std::string_view line);
  Scan scan_quoted_row();
  Scan scan_quoted_cell(std::size_t& at);
  Scan check_after_quote(std::size_t at);
  Scan add_cell(std::string_view text);
  bool check_text(std::string_view row);
  Scan damage(std::string_view code, std::string message, int line, int column);
  Scan too_long(int column);
  Scan endless_row();
  int cells_so_far() const { return static_cast<int>(row_.cells.size()); }
  void finish_row();

  std::unique_ptr<InputFile> file_;
  Encoding encoding_ = Encoding::kUtf8;
  std::unique_ptr<Decoder> decoder_;  // of any other encoding
  char separator_ = ',';
  base::Findings& findings_;
  std::unique_ptr<char[]> buffer_;
  std::size_t capacity_;
  std::size_t begin_ = 0;  // of what is not yet handed out
  std::size_t end_ = 0;
  std::size_t row_bytes_ = 0;  // of the scanned row, its line end included
  bool escaped_ = false;       // a cell of it holds doubled quotes
  bool at_end_ = false;        // of the file; the buffer may still hold rows
  std::int64_t read_ = 0;
  int line_ = 1;
  Row row_;
};

}  // namespace xueshi::sheet
