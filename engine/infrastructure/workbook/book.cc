#include "workbook/book.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <ctime>
#include <new>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "sheet/sheet.h"
#include "workbook/temporary.h"

namespace xueshi::workbook {

namespace {

using base::Error;
using base::ErrorKind;

constexpr std::uint32_t kHeadingShade = 0xEDEDED;
constexpr std::uint8_t kTextFormat = 49;  // "@", as the library counts
constexpr time_t kCreated = 946'684'800;  // 2000-01-01: equal data, equal bytes, whatever the day

std::string folder_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path().string() : ".";
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

void replace_all(std::string& text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
}

// `_x0041_` is how the format writes a character that XML cannot hold; whoever types it means it.
void escape_codes(std::string& text) {
  constexpr std::size_t kLength = 7;
  for (std::size_t at = text.find("_x"); at != std::string::npos; at = text.find("_x", at)) {
    auto is_digit = [](unsigned char c) { return std::isxdigit(c) != 0; };
    bool is_code = at + kLength <= text.size() && text[at + 6] == '_' &&
                   std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at) + 2,
                               text.begin() + static_cast<std::ptrdiff_t>(at) + 6, is_digit);
    if (is_code) text.insert(at, "_x005F");
    at += is_code ? kLength : 2;
  }
}

// "0.00_0_0": `_0` leaves room as wide as a digit, `_.` as wide as the point.
std::string number_format(const Look& look) {
  std::string zeros(static_cast<std::size_t>(look.places), '0');
  switch (look.shape) {
    case Shape::kPercent:
      return zeros.empty() ? "0%" : "0." + zeros + "%";
    case Shape::kDate:
      return "yyyy-mm-dd";
    case Shape::kTime:
      return "yyyy-mm-dd hh:mm";
    default:
      break;
  }
  std::string format = zeros.empty() ? "0" : "0." + zeros;
  if (zeros.empty() && look.room > 0) format += "_.";
  for (int i = 0; i < look.room; ++i) format += "_0";
  return format;
}

}  // namespace

Book::Book(const std::filesystem::path& final_path, bool streaming, page::Fonts fonts,
           const std::vector<std::string>& names)
    : part_(final_path),
      draft_(part_.path()),
      folder_(folder_of(part_.path())),
      failures_before_(failed_temporary_writes()),
      fonts_(std::move(fonts)),
      names_(names),
      trails_(names.size()) {
  lxw_workbook_options options{};
  options.constant_memory = streaming ? LXW_TRUE : LXW_FALSE;
  options.tmpdir = folder_.data();
  workbook_ = workbook_new_opt(draft_.name().c_str(), &options);
  if (workbook_ == nullptr) fail("请检查磁盘空间和文件夹权限");
  for (const std::string& name : names_) {
    sheets_.push_back(workbook_add_worksheet(workbook_, name.c_str()));
    if (sheets_.back() == nullptr) fail("请检查磁盘空间和文件夹权限");
  }
  describe("", "");
}

void Book::turn_to(std::size_t sheet) { at_ = sheet; }

void Book::describe(const std::string& title, const std::string& author) {
  std::string own_title = title, own_author = author;
  lxw_doc_properties properties{};
  properties.created = kCreated;
  if (!title.empty()) properties.title = own_title.data();
  if (!author.empty()) properties.author = own_author.data();
  workbook_set_properties(workbook_, &properties);
}

Book::~Book() {
  if (workbook_ != nullptr) workbook_close(workbook_);
}

void Book::fail(std::string_view why) const {
  throw Error(ErrorKind::kDisk,
              fmt::format("无法写入 {}：{}；没有生成文件", part_.final_path().string(), why));
}

void Book::check(lxw_error error) {
  if (error == LXW_NO_ERROR) return;
  if (error == LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE)
    fail(fmt::format("一张工作表最多 {} 行，请拆分报表", kMostRows));
  fail(fmt::format("请检查磁盘空间和文件夹权限（{}）", lxw_strerror(error)));
}

lxw_format* Book::format(const Look& look) {
  lxw_format*& format = formats_[look];
  if (format != nullptr) return format;
  format = workbook_add_format(workbook_);
  format_set_font_name(format, (look.titled ? fonts_.title : fonts_.body).c_str());
  format_set_font_size(format, look.size);
  format_set_text_wrap(format);
  if (look.bold) format_set_bold(format);
  if (look.bordered) format_set_border(format, LXW_BORDER_THIN);
  if (look.open_above) format_set_top(format, LXW_BORDER_NONE);
  if (look.open_below) format_set_bottom(format, LXW_BORDER_NONE);
  if (look.shaded) format_set_bg_color(format, kHeadingShade);
  if (look.centered) format_set_align(format, LXW_ALIGN_CENTER);
  if (look.right) format_set_align(format, LXW_ALIGN_RIGHT);
  if (look.shape != Shape::kGeneral) format_set_num_format(format, number_format(look).c_str());
  if (look.red) format_set_font_color(format, LXW_COLOR_RED);
  if (look.typed_as_text) format_set_num_format_index(format, kTextFormat);
  format_set_align(format, look.top ? LXW_ALIGN_VERTICAL_TOP : LXW_ALIGN_VERTICAL_CENTER);
  return format;
}

const std::string& Book::checked(std::string_view text) {
  text_ = text;
  if (!base::is_clean_utf8(text_)) fail("有一段文字不是有效的 UTF-8");
  if (text_.size() > kMostCellCharacters && count_characters(text_) > kMostCellCharacters)
    fail(fmt::format("有一段文字超过一个单元格能容纳的 {} 个字", kMostCellCharacters));
  if (text_.find('\r') != std::string::npos) {
    replace_all(text_, "\r\n", "\n");
    replace_all(text_, "\r", "\n");
  }
  if (text_.find("\xEF\xBF") != std::string::npos) {
    replace_all(text_, "\uFFFE", "\uFFFD");
    replace_all(text_, "\uFFFF", "\uFFFD");
  }
  if (text_.find("_x") == std::string::npos) return text_;
  escaped_ = text_;
  escape_codes(escaped_);
  return escaped_;
}

void Book::text(int row, int column, std::string_view text, const Look& look) {
  lxw_row_t at_row = static_cast<lxw_row_t>(row);
  lxw_col_t at_column = static_cast<lxw_col_t>(column);
  if (text.empty()) return check(worksheet_write_blank(sheet(), at_row, at_column, format(look)));
  check(worksheet_write_string(sheet(), at_row, at_column, checked(text).c_str(), format(look)));
  trails_[at_].add(row + 1, column + 1, text_);
}

void Book::number(int row, int column, double value, const std::string& shown, const Look& look) {
  check(worksheet_write_number(sheet(), static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column),
                               value, format(look)));
  trails_[at_].add(row + 1, column + 1, shown);
}

void Book::merged(int row, int column, int last_row, int last_column, std::string_view text,
                  const Look& look) {
  if (row == last_row && column == last_column) return this->text(row, column, text, look);
  check(worksheet_merge_range(sheet(), static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column),
                              static_cast<lxw_row_t>(last_row), static_cast<lxw_col_t>(last_column),
                              checked(text).c_str(), format(look)));
  trails_[at_].add(row + 1, column + 1, text_);
}

// The library's own merging writes all cells at once; where rows are forgotten, those above are
// gone by then. So only the range is put on its list, which it frees.
void Book::merge(int row, int column, int last_row, int last_column) {
  if (row == last_row && column == last_column) return;
  auto* range = static_cast<lxw_merged_range*>(std::calloc(1, sizeof(lxw_merged_range)));
  if (range == nullptr) throw std::bad_alloc();
  range->first_row = static_cast<lxw_row_t>(row);
  range->last_row = static_cast<lxw_row_t>(last_row);
  range->first_col = static_cast<lxw_col_t>(column);
  range->last_col = static_cast<lxw_col_t>(last_column);
  STAILQ_INSERT_TAIL(sheet()->merged_ranges, range, list_pointers);
  ++sheet()->merged_range_count;
}

void Book::height(int row, double points) {
  check(worksheet_set_row(sheet(), static_cast<lxw_row_t>(row), points, nullptr));
}

void Book::width(int column, int last_column, double characters, const Look* look) {
  if (last_column < column) return;
  check(worksheet_set_column(sheet(), static_cast<lxw_col_t>(column),
                             static_cast<lxw_col_t>(last_column), characters,
                             look == nullptr ? nullptr : format(*look)));
}

void Book::close() {
  lxw_workbook* workbook = workbook_;
  workbook_ = nullptr;
  check(workbook_close(workbook));
  if (failed_temporary_writes() != failures_before_) fail("磁盘已满");
  if (int error = draft_.copy()) fail_to_write(part_.final_path(), error);
}

void Book::verify() {
  for (std::size_t i = 0; i < sheets_.size(); ++i) {
    base::Findings findings;
    CellTrail read;
    std::unique_ptr<sheet::Reader> reader =
        sheet::open_own_workbook(part_.path().string(), findings, i);
    while (const sheet::Row* row = reader ? reader->next() : nullptr) {
      for (const sheet::Cell& cell : row->cells) read.add(row->number, cell.column, cell.text);
    }
    if (!findings.ok() || read != trails_[i]) fail("写好后读回的内容不一致，请检查磁盘空间");
  }
}

PartFile Book::finish() {
  close();
  verify();
  part_.sync();
  return std::move(part_);
}

Published Book::publish() { return finish().publish(); }

}  // namespace xueshi::workbook

// The library writes a workbook's date by gmtime(), whose one answer all threads of a process
// share: two that close their workbooks at once could write each other's. Here every thread has its
// own.
extern "C" std::tm* gmtime(const std::time_t* time) noexcept {
  thread_local std::tm own;
  return ::gmtime_r(time, &own);
}
