#include "workbook/writer.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/number.h"
#include "workbook/book.h"
#include "workbook/text_fit.h"

namespace xueshi::workbook {

namespace {

using page::Cell;
using page::Column;
using page::FormBody;
using page::FormCell;
using page::ListBody;
using page::Number;

constexpr int kPaperA4 = 9;
constexpr double kCentimetresPerInch = 2.54;
constexpr double kTitleHeight = 36;
constexpr double kStampHeight = 42;  // room for a stamp
constexpr double kHeadingHeight = 30;
constexpr double kLeastRowHeight = 20;
constexpr double kFormRowHeight = 34;
constexpr double kBlockLineHeight = 16;
constexpr int kMostRows = 1'048'576;

constexpr Look kTitle{16, true, false, false, true, false, false};
constexpr Look kLine{11, false, false, false, false, false, false};
constexpr Look kHeading{10, true, true, true, true, false, false};

std::int64_t power_of_ten(int exponent) {
  std::int64_t power = 1;
  while (exponent-- > 0) power *= 10;
  return power;
}

double to_double(const Number& number) {
  return static_cast<double>(number.scaled) / static_cast<double>(power_of_ten(number.places));
}

// At most `most` places, at least `least`: 21.00, 5.0, 10423.21.
std::string render(Number number, int most, int least) {
  if (number.places > most) {
    number.scaled = base::divide_half_up(number.scaled, power_of_ten(number.places - most));
    number.places = most;
  }
  std::string text = base::render_decimal(number.scaled, number.places);
  std::size_t point = text.find('.');
  std::size_t places = point == std::string::npos ? 0 : text.size() - point - 1;
  if (places == 0 && least > 0) text += '.';
  for (std::size_t i = places; i < static_cast<std::size_t>(least); ++i) text += '0';
  return text;
}

std::string text_of(const Cell& cell) {
  const auto* text = std::get_if<std::string>(&cell);
  return text == nullptr ? "" : *text;
}

void set_up_page(Book& book, const page::Template& page, const page::Fields& fields) {
  lxw_worksheet* sheet = book.sheet();
  double margin = page.margin_cm / kCentimetresPerInch;
  worksheet_set_paper(sheet, kPaperA4);
  if (page.landscape) worksheet_set_landscape(sheet);
  worksheet_set_margins(sheet, margin, margin, margin, margin);
  worksheet_fit_to_pages(sheet, 1, 0);
  worksheet_center_horizontally(sheet);
  if (!page.footer.empty())
    worksheet_set_footer(sheet, ("&C" + page::fill(page.footer, fields)).c_str());
}

// Title and lines above, over all columns. Returns the next row.
int write_head(Book& book, const page::Template& page, const page::Fields& fields, int columns) {
  int row = 0;
  book.height(row, kTitleHeight);
  book.merged(row, 0, row, columns - 1, page::fill(page.title, fields), kTitle);
  ++row;
  for (const std::string& line : page.lines) {
    book.height(row, kStampHeight);
    book.merged(row, 0, row, columns - 1, page::fill(line, fields), kLine);
    ++row;
  }
  return row;
}

}  // namespace

class Writer::Sheet {
 public:
  Sheet(const page::Template& page, const page::Fields& fields, const std::filesystem::path& path)
      : page_(page),
        fields_(fields),
        list_(std::get_if<ListBody>(&page.body)),
        book_(path, /*streaming=*/list_ != nullptr) {
    set_up_page(book_, page_, fields_);
    if (list_ != nullptr) {
      start_list();
    } else {
      start_form(std::get<FormBody>(page_.body));
    }
  }

  void add(const page::Row& row) {
    if (list_ != nullptr) {
      add_to_list(row);
    } else {
      write_form(std::get<FormBody>(page_.body), row);
    }
  }

  Published publish() {
    worksheet_print_area(book_.sheet(), 0, 0, static_cast<lxw_row_t>(next_row_ - 1),
                         static_cast<lxw_col_t>(columns_ - 1));
    return book_.publish();
  }

 private:
  // --- a list: rows in order, heights computed from their texts ---

  void start_list() {
    columns_ = static_cast<int>(list_->columns.size());
    for (int i = 0; i < columns_; ++i) {
      worksheet_set_column(book_.sheet(), static_cast<lxw_col_t>(i), static_cast<lxw_col_t>(i),
                           list_->columns[static_cast<std::size_t>(i)].width, nullptr);
    }
    next_row_ = write_head(book_, page_, fields_, columns_);
    worksheet_repeat_rows(book_.sheet(), static_cast<lxw_row_t>(next_row_),
                          static_cast<lxw_row_t>(next_row_));
    double height = kHeadingHeight;
    for (const Column& column : list_->columns) {
      height = std::max(height, fit_text(column.heading, column.width).height);
    }
    book_.height(next_row_, height);
    for (int i = 0; i < columns_; ++i) {
      book_.text(next_row_, i, list_->columns[static_cast<std::size_t>(i)].heading, kHeading);
    }
    ++next_row_;
  }

  void add_to_list(const page::Row& row) {
    if (next_row_ >= kMostRows) {
      throw base::Error(base::ErrorKind::kDisk,
                        "a sheet holds no more than 1,048,576 rows; split the report");
    }
    double height = kLeastRowHeight;
    fonts_.assign(row.size(), Look{}.size);
    for (std::size_t i = 0; i < row.size(); ++i) {
      Fit fit = fit_text(text_of(row[i]), list_->columns[i].width);
      height = std::max(height, fit.height);
      fonts_[i] = fit.font_size;
    }
    book_.height(next_row_, height);
    for (std::size_t i = 0; i < row.size(); ++i)
      write_cell(static_cast<int>(i), list_->columns[i], row[i]);
    ++next_row_;
  }

  void write_cell(int at, const Column& column, const Cell& cell) {
    Look look;
    look.size = fonts_[static_cast<std::size_t>(at)];
    look.centered = column.centered;
    if (const auto* number = std::get_if<Number>(&cell)) {
      Number rounded = *number;
      int places = column.format == page::Format::kInteger ? 0 : column.places;
      if (rounded.places > places) {
        rounded = {base::divide_half_up(rounded.scaled, power_of_ten(rounded.places - places)),
                   places};
      }
      book_.number(next_row_, at, to_double(rounded),
                   base::render_decimal(rounded.scaled, rounded.places), look);
    } else {
      book_.text(next_row_, at, text_of(cell), look);
    }
  }

  // --- a form: one row of values in a grid, then blocks of text ---

  void start_form(const FormBody& form) {
    std::size_t pairs = 1;
    for (const auto& row : form.rows) pairs = std::max(pairs, row.size());
    columns_ = static_cast<int>(2 * pairs);
    for (int i = 0; i < columns_; ++i) {
      worksheet_set_column(book_.sheet(), static_cast<lxw_col_t>(i), static_cast<lxw_col_t>(i),
                           i % 2 == 0 ? form.label_width : form.value_width, nullptr);
    }
    next_row_ = write_head(book_, page_, fields_, columns_);
  }

  void write_form(const FormBody& form, const page::Row& row) {
    std::size_t next_value = 0;
    for (const auto& cells : form.rows) {
      book_.height(next_row_, kFormRowHeight);
      int column = 0;
      for (const FormCell& cell : cells) {
        book_.text(next_row_, column, page::fill(cell.label, fields_), label_look());
        book_.text(next_row_, column + 1, form_text(cell, row[next_value++]), value_look());
        column += 2;
      }
      ++next_row_;
    }
    for (const page::FormBlock& block : form.blocks)
      write_block(form, block, text_of(row[next_value++]));
  }

  void write_block(const FormBody& form, const page::FormBlock& block, const std::string& text) {
    book_.height(next_row_, kHeadingHeight);
    Look label = label_look();
    label.centered = false;
    book_.merged(next_row_, 0, next_row_, columns_ - 1, page::fill(block.label, fields_), label);
    ++next_row_;
    double width = (form.label_width + form.value_width) * columns_ / 2;
    int lines = std::max(block.lines, count_lines(text, static_cast<int>(width) - 2) + 1);
    // A block too high for one row takes several, merged.
    double height = lines * kBlockLineHeight;
    int rows = static_cast<int>(height / kMostRowHeight) + 1;
    for (int i = 0; i < rows; ++i) book_.height(next_row_ + i, height / rows);
    Look look;
    look.top = true;
    book_.merged(next_row_, 0, next_row_ + rows - 1, columns_ - 1, text, look);
    next_row_ += rows;
  }

  static Look label_look() { return Look{10, true, true, true, true, false, false}; }
  static Look value_look() { return Look{10, false, true, false, true, false, false}; }

  std::string form_text(const FormCell& cell, const Cell& value) {
    std::string text = text_of(value);
    if (const auto* number = std::get_if<Number>(&value)) {
      text = render(*number, cell.format == page::Format::kInteger ? 0 : cell.places,
                    cell.least_places);
    }
    if (text.empty()) return text;
    return cell.unit.empty() ? text : fmt::format("{} {}", text, cell.unit);
  }

  const page::Template& page_;
  page::Fields fields_;
  const ListBody* list_;
  Book book_;
  int columns_ = 0;
  int next_row_ = 0;
  std::vector<int> fonts_;
};

Writer::Writer(const page::Template& page, const page::Fields& fields,
               const std::filesystem::path& path)
    : sheet_(std::make_unique<Sheet>(page, fields, path)) {}
Writer::~Writer() = default;

void Writer::add(const page::Row& row) { sheet_->add(row); }

Published Writer::finish() {
  Published published = sheet_->publish();
  sheet_.reset();
  return published;
}

}  // namespace xueshi::workbook
