#include "workbook/form_sheet.h"

#include <fmt/format.h>

#include <algorithm>

#include "workbook/cell_value.h"

namespace xueshi::workbook {

namespace {

using page::FormCell;

constexpr double kFormRowHeight = 34;
constexpr double kBlockLineHeight = 16;
constexpr int kMostBlockLines = 24;  // in one row
constexpr int kPieceLines = 8;

constexpr Look kBlockLabel{.bold = true, .shaded = true};
constexpr Look kValue{.centered = true};
constexpr Look kBlock{.top = true};

std::string text_of(const page::Cell& cell) {
  const auto* text = std::get_if<std::string>(&cell);
  return text == nullptr ? "" : *text;
}

std::string form_text(const FormCell& cell, const page::Cell& value) {
  std::string text = text_of(value);
  if (const auto* number = std::get_if<page::Number>(&value)) {
    int places = cell.format == page::Format::kInteger ? 0 : cell.places;
    bool percent = cell.format == page::Format::kPercent;
    text = render_number(*number, places, percent ? places : cell.least_places);
    if (percent) text += "%";
  }
  if (text.empty()) return text;
  return cell.unit.empty() ? text : fmt::format("{} {}", text, cell.unit);
}

}  // namespace

FormSheet::FormSheet(Canvas& canvas, const page::FormBody& form) : canvas_(canvas), form_(form) {
  std::size_t pairs = 1;
  for (const auto& row : form.rows) pairs = std::max(pairs, row.size());
  std::vector<double> widths;
  for (std::size_t i = 0; i < pairs; ++i)
    widths.insert(widths.end(), {form.label_width, form.value_width});
  canvas_.set_columns(widths);
  if (form.repeats) {
    canvas_.keep_breaks();
  } else {
    canvas_.write_head();
  }
}

void FormSheet::add(const page::Row& row) {
  if (form_.repeats) {
    if (!is_empty_) canvas_.flow().end_page();
    canvas_.write_head();
  }
  is_empty_ = false;
  std::size_t next_value = 0;
  for (const auto& cells : form_.rows) write_row(cells, row, next_value);
  for (const page::FormBlock& block : form_.blocks) write_block(block, text_of(row[next_value++]));
  canvas_.write_signatures();
}

void FormSheet::finish() {
  if (form_.repeats && is_empty_) canvas_.write_head();
}

void FormSheet::write_row(const std::vector<FormCell>& cells, const page::Row& row,
                          std::size_t& next_value) {
  struct Pair {
    std::string label, value;
    Look label_look = kHeadingLook, value_look = kValue;
  };
  std::vector<Pair> pairs;
  double height = kFormRowHeight;
  for (const FormCell& cell : cells) {
    int column = static_cast<int>(pairs.size()) * 2;
    Pair pair{canvas_.filled(cell.label), form_text(cell, row[next_value++])};
    Fit label_fit = fit_text(pair.label, form_.label_width, canvas_.least_font());
    Fit value_fit = fit_text(pair.value, form_.value_width, canvas_.least_font());
    canvas_.note_cut(label_fit, column, pair.label);
    canvas_.note_cut(value_fit, column + 1, pair.value);
    height = std::max({height, label_fit.height, value_fit.height});
    pair.label_look.size = label_fit.font_size;
    pair.value_look.size = value_fit.font_size;
    pairs.push_back(std::move(pair));
  }
  canvas_.begin_row(height);
  int column = 0;
  for (const Pair& pair : pairs) {
    canvas_.book().text(canvas_.next_row(), column++, pair.label, pair.label_look);
    canvas_.book().text(canvas_.next_row(), column++, pair.value, pair.value_look);
  }
  canvas_.end_row();
}

// In one cell, with room to write; a text that no row could hold goes on in the next ones, so that
// a page may end between two of them – with its frame closed.
void FormSheet::write_block(const page::FormBlock& block, const std::string& text) {
  canvas_.write_across(canvas_.filled(block.label), kBlockLabel, kHeadingHeight);
  int units = units_per_line(canvas_.width(), kBlock.size);
  if (count_lines(text, units) <= kMostBlockLines)
    return canvas_.write_across(text, kBlock, block.lines * kBlockLineHeight);
  canvas_.keep_breaks();
  std::vector<std::string_view> pieces = split_text(text, units, kPieceLines);
  auto height_at = [&](std::size_t i) {
    return height_of(count_lines(pieces[i], units), kBlock.size);
  };
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    bool begins_page = canvas_.begin_row(height_at(i));
    bool last = i + 1 == pieces.size();
    Look look = kBlock;
    look.open_above = i > 0 && !begins_page;
    look.open_below = !last && !canvas_.flow().would_break(height_at(i + 1));
    canvas_.book().merged(canvas_.next_row(), 0, canvas_.next_row(), canvas_.columns() - 1,
                          pieces[i], look);
    canvas_.end_row();
  }
}

}  // namespace xueshi::workbook
