#include "workbook/book.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"
#include "sheet/sheet.h"

namespace xueshi::workbook {

namespace {

using base::Error;
using base::ErrorKind;

constexpr const char* kFont = "宋体";
constexpr const char* kSheetName = "Sheet1";
constexpr std::uint32_t kHeadingShade = 0xEDEDED;
constexpr time_t kCreated =
    946684800;  // 2000-01-01: equal data gives equal bytes, whatever the day
constexpr std::size_t kMostCellCharacters = 32767;

std::string folder_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path().string() : ".";
}

}  // namespace

Book::Book(const std::filesystem::path& final_path, bool streaming)
    : part_(final_path), folder_(folder_of(part_.path())) {
  // The library reports success for a corrupt file when its temporary folder is full: it gets the
  // output's own.
  lxw_workbook_options options{};
  options.constant_memory = streaming ? LXW_TRUE : LXW_FALSE;
  options.tmpdir = folder_.data();
  workbook_ = workbook_new_opt(part_.path().c_str(), &options);
  sheet_ = workbook_ == nullptr ? nullptr : workbook_add_worksheet(workbook_, kSheetName);
  if (sheet_ == nullptr) {
    throw Error(
        ErrorKind::kDisk,
        fmt::format("cannot write in the folder {}: check the disk and permissions", folder_));
  }
  lxw_doc_properties properties{};
  properties.created = kCreated;
  workbook_set_properties(workbook_, &properties);
}

Book::~Book() {
  if (workbook_ != nullptr) workbook_close(workbook_);
}

lxw_format* Book::format(const Look& look) {
  lxw_format*& format = formats_[look];
  if (format != nullptr) return format;
  format = workbook_add_format(workbook_);
  format_set_font_name(format, kFont);
  format_set_font_size(format, look.size);
  format_set_text_wrap(format);
  if (look.bold) format_set_bold(format);
  if (look.bordered) format_set_border(format, LXW_BORDER_THIN);
  if (look.shaded) format_set_bg_color(format, kHeadingShade);
  if (look.centered) format_set_align(format, LXW_ALIGN_CENTER);
  if (look.red) format_set_font_color(format, LXW_COLOR_RED);
  format_set_align(format, look.top ? LXW_ALIGN_VERTICAL_TOP : LXW_ALIGN_VERTICAL_CENTER);
  return format;
}

void Book::check(lxw_error error) {
  if (error == LXW_NO_ERROR) return;
  throw Error(ErrorKind::kDisk, fmt::format("{} could not be written: {}",
                                            part_.final_path().string(), lxw_strerror(error)));
}

void Book::text(int row, int column, std::string_view text, const Look& look) {
  std::string copy(text);
  if (!base::is_clean_utf8(copy) || base::characters(copy).size() > kMostCellCharacters) {
    throw Error(
        ErrorKind::kDisk,
        fmt::format("{} could not be written: a text is not UTF-8 or longer than a cell holds",
                    part_.final_path().string()));
  }
  if (copy.empty()) {
    check(worksheet_write_blank(sheet_, row, column, format(look)));
  } else {
    check(worksheet_write_string(sheet_, row, column, copy.c_str(), format(look)));
  }
  trail_.add(row + 1, column + 1, copy);
}

void Book::number(int row, int column, double value, const std::string& shown, const Look& look) {
  check(worksheet_write_number(sheet_, row, column, value, format(look)));
  trail_.add(row + 1, column + 1, shown);
}

void Book::merged(int row, int column, int last_row, int last_column, std::string_view text,
                  const Look& look) {
  if (row == last_row && column == last_column) return this->text(row, column, text, look);
  std::string copy(text);
  check(worksheet_merge_range(sheet_, row, column, last_row, last_column, copy.c_str(),
                              format(look)));
  trail_.add(row + 1, column + 1, copy);
}

void Book::height(int row, double points) {
  check(worksheet_set_row(sheet_, row, points, nullptr));
}

void Book::close() {
  lxw_workbook* workbook = workbook_;
  workbook_ = nullptr;
  check(workbook_close(workbook));
}

void Book::verify() {
  base::Findings findings;
  CellTrail read;
  std::unique_ptr<sheet::Reader> reader = sheet::open_as_workbook(part_.path().string(), findings);
  while (const sheet::Row* row = reader ? reader->next() : nullptr) {
    for (const sheet::Cell& cell : row->cells) read.add(row->number, cell.column, cell.text);
  }
  if (findings.ok() && read == trail_) return;
  throw Error(ErrorKind::kDisk,
              fmt::format("{} did not read back as it was written (is the disk full?); nothing was "
                          "published",
                          part_.final_path().string()));
}

Published Book::publish() {
  close();
  verify();
  return part_.publish();
}

}  // namespace xueshi::workbook
