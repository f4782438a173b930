#include "workbook/writer.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/number.h"
#include "base/text.h"
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
constexpr double kStampHeight = 56;  // room for a stamp
constexpr double kHeadingHeight = 30;
constexpr double kLeastRowHeight = 20;
constexpr double kFormRowHeight = 34;
constexpr double kBlockLineHeight = 16;
constexpr int kMostBlockLines = 24;  // in one row
constexpr int kPieceLines = 8;

constexpr Look kTitle{.size = 16, .bold = true, .bordered = false, .centered = true};
constexpr Look kLine{.size = 11, .bordered = false};
constexpr Look kHeading{.bold = true, .shaded = true, .centered = true};
constexpr Look kBlockLabel{.bold = true, .shaded = true};
constexpr Look kValue{.centered = true};
constexpr Look kBlock{.top = true};

std::int64_t power_of_ten(int exponent) {
  std::int64_t power = 1;
  while (exponent-- > 0) power *= 10;
  return power;
}

double to_double(const Number& number) {
  return static_cast<double>(number.scaled) / static_cast<double>(power_of_ten(number.places));
}

Number rounded(const Number& number, int places) {
  if (number.places <= places) return number;
  return {base::divide_half_up(number.scaled, power_of_ten(number.places - places)), places};
}

// At most `most` places, at least `least`: 21.00, 5.0, 10423.21.
std::string render(Number number, int most, int least) {
  number = rounded(number, most);
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

// In a footer `&P` is the page; an & of a name is written twice.
page::Fields escaped(page::Fields fields) {
  for (auto& [name, value] : fields) {
    for (std::size_t at = value.find('&'); at != std::string::npos; at = value.find('&', at + 2))
      value.insert(at, 1, '&');
  }
  return fields;
}

void set_up_page(Book& book, const page::Template& page) {
  lxw_worksheet* sheet = book.sheet();
  double margin = page.margin_cm / kCentimetresPerInch;
  worksheet_set_paper(sheet, kPaperA4);
  if (page.landscape) worksheet_set_landscape(sheet);
  worksheet_set_margins(sheet, margin, margin, margin, margin);
  worksheet_fit_to_pages(sheet, 1, 0);
  worksheet_center_horizontally(sheet);
}

void set_footer(Book& book, const page::Template& page, const page::Fields& fields,
                const std::string& receipt) {
  std::string footer;
  if (!page.footer.empty()) footer += "&C" + page::fill(page.footer, escaped(fields));
  if (!receipt.empty()) footer += "&R&8" + receipt;
  if (!footer.empty()) book.check(worksheet_set_footer(book.sheet(), footer.c_str()));
}

}  // namespace

class Writer::Sheet {
 public:
  Sheet(const page::Template& page, const page::Fields& fields, const std::filesystem::path& path)
      : page_(page),
        fields_(fields),
        list_(std::get_if<ListBody>(&page.body)),
        book_(path, /*streaming=*/list_ != nullptr) {
    set_up_page(book_, page_);
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

  const std::vector<CutCell>& cut_cells() const { return cut_cells_; }

  void set_receipt(const std::string& receipt) { receipt_ = receipt; }

  PartFile finish() {
    set_footer(book_, page_, fields_, receipt_);
    worksheet_print_area(book_.sheet(), 0, 0, static_cast<lxw_row_t>(next_row_ - 1),
                         static_cast<lxw_col_t>(columns_ - 1));
    return book_.finish();
  }

 private:
  // --- over all columns ---

  void set_columns(const std::vector<double>& widths) {
    columns_ = static_cast<int>(widths.size());
    width_ = 0;
    for (int i = 0; i < columns_; ++i) {
      book_.width(i, i, widths[static_cast<std::size_t>(i)]);
      width_ += widths[static_cast<std::size_t>(i)];
    }
  }

  void write_head() {
    write_across(page::fill(page_.title, fields_), kTitle, kTitleHeight);
    for (const std::string& line : page_.lines)
      write_across(page::fill(line, fields_), kLine, kStampHeight);
  }

  // One row, all columns merged.
  void write_across(const std::string& text, const Look& look, double least_height) {
    int lines = count_lines(text, units_per_line(width_, look.size));
    book_.height(next_row_, std::max(least_height, height_of(lines, look.size)));
    book_.merged(next_row_, 0, next_row_, columns_ - 1, text, look);
    ++next_row_;
  }

  void note_cut(const Fit& fit, int column, std::string_view text) {
    if (fit.whole) return;
    char cell[LXW_MAX_CELL_NAME_LENGTH];
    lxw_rowcol_to_cell(cell, static_cast<lxw_row_t>(next_row_), static_cast<lxw_col_t>(column));
    cut_cells_.push_back({cell, base::characters(text).size()});
  }

  // --- a list: rows in order, heights computed from their texts ---

  void start_list() {
    std::vector<double> widths;
    double height = kHeadingHeight;
    for (const Column& column : list_->columns) {
      widths.push_back(column.width);
      height = std::max(height, fit_text(column.heading, column.width).height);
    }
    set_columns(widths);
    write_head();
    worksheet_repeat_rows(book_.sheet(), static_cast<lxw_row_t>(next_row_),
                          static_cast<lxw_row_t>(next_row_));
    book_.height(next_row_, height);
    for (int i = 0; i < columns_; ++i)
      book_.text(next_row_, i, list_->columns[static_cast<std::size_t>(i)].heading, kHeading);
    ++next_row_;
  }

  // What a cell of a list shows, and the number itself.
  struct Shown {
    std::string text;
    double number = 0;
    bool is_number = false;
    int font_size = 10;
  };

  void add_to_list(const page::Row& row) {
    shown_.resize(row.size());
    double height = kLeastRowHeight;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const Column& column = list_->columns[i];
      show(column, row[i], shown_[i]);
      Fit fit = shown_[i].is_number ? fit_number(shown_[i].text, column.width)
                                    : fit_text(shown_[i].text, column.width);
      height = std::max(height, fit.height);
      shown_[i].font_size = fit.font_size;
      note_cut(fit, static_cast<int>(i), shown_[i].text);
    }
    book_.height(next_row_, height);
    for (std::size_t i = 0; i < row.size(); ++i)
      write_cell(static_cast<int>(i), list_->columns[i], shown_[i]);
    ++next_row_;
  }

  static void show(const Column& column, const Cell& cell, Shown& shown) {
    const auto* number = std::get_if<Number>(&cell);
    shown.is_number = number != nullptr;
    if (number == nullptr) {
      shown.text = text_of(cell);
      return;
    }
    bool whole = column.format == page::Format::kInteger;
    Number kept = rounded(*number, whole ? 0 : column.places);
    shown.text = base::render_decimal(kept.scaled, kept.places);
    shown.number = to_double(kept);
  }

  void write_cell(int at, const Column& column, const Shown& shown) {
    Look look{.size = shown.font_size, .centered = column.centered};
    if (shown.is_number) {
      book_.number(next_row_, at, shown.number, shown.text, look);
    } else {
      book_.text(next_row_, at, shown.text, look);
    }
  }

  // --- a form: one row of values in a grid, then blocks of text ---

  void start_form(const FormBody& form) {
    std::size_t pairs = 1;
    for (const auto& row : form.rows) pairs = std::max(pairs, row.size());
    std::vector<double> widths;
    for (std::size_t i = 0; i < pairs; ++i)
      widths.insert(widths.end(), {form.label_width, form.value_width});
    set_columns(widths);
    write_head();
  }

  void write_form(const FormBody& form, const page::Row& row) {
    std::size_t next_value = 0;
    for (const auto& cells : form.rows) write_form_row(form, cells, row, next_value);
    for (const page::FormBlock& block : form.blocks) write_block(block, text_of(row[next_value++]));
  }

  void write_form_row(const FormBody& form, const std::vector<FormCell>& cells,
                      const page::Row& row, std::size_t& next_value) {
    double height = kFormRowHeight;
    int column = 0;
    for (const FormCell& cell : cells) {
      std::string label = page::fill(cell.label, fields_);
      std::string value = form_text(cell, row[next_value++]);
      Fit label_fit = fit_text(label, form.label_width);
      Fit value_fit = fit_text(value, form.value_width);
      note_cut(label_fit, column, label);
      note_cut(value_fit, column + 1, value);
      height = std::max({height, label_fit.height, value_fit.height});
      Look label_look = kHeading;
      label_look.size = label_fit.font_size;
      Look value_look = kValue;
      value_look.size = value_fit.font_size;
      book_.text(next_row_, column, label, label_look);
      book_.text(next_row_, column + 1, value, value_look);
      column += 2;
    }
    book_.height(next_row_, height);
    ++next_row_;
  }

  // In one cell, with room to write; a text that no row could hold goes on in the next ones, so
  // that a page may end between two of them.
  void write_block(const page::FormBlock& block, const std::string& text) {
    write_across(page::fill(block.label, fields_), kBlockLabel, kHeadingHeight);
    int units = units_per_line(width_, kBlock.size);
    if (count_lines(text, units) <= kMostBlockLines)
      return write_across(text, kBlock, block.lines * kBlockLineHeight);
    std::vector<std::string_view> pieces = split_text(text, units, kPieceLines);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      Look look = kBlock;
      look.open_above = i > 0;
      look.open_below = i + 1 < pieces.size();
      write_across(std::string(pieces[i]), look, 0);
    }
  }

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
  double width_ = 0;  // of all columns
  int next_row_ = 0;
  std::vector<CutCell> cut_cells_;
  std::string receipt_;
  std::vector<Shown> shown_;  // of the row at hand
};

Writer::Writer(const page::Template& page, const page::Fields& fields,
               const std::filesystem::path& path)
    : sheet_(std::make_unique<Sheet>(page, fields, path)) {}
Writer::~Writer() = default;

void Writer::add(const page::Row& row) { sheet_->add(row); }
const std::vector<CutCell>& Writer::cut_cells() const { return sheet_->cut_cells(); }

void Writer::set_receipt(const std::string& receipt) { sheet_->set_receipt(receipt); }
PartFile Writer::finish() { return sheet_->finish(); }

}  // namespace xueshi::workbook
