#include "workbook/list_sheet.h"

#include <algorithm>

#include "page/headings.h"
#include "page/list_rules.h"

namespace xueshi::workbook {

namespace {

using page::Column;

constexpr double kLeastRowHeight = 20;
constexpr int kPieceLines = 10;  // of a text that no row holds, in one row
constexpr int kChartRows = 17;   // of the usual height
constexpr double kUsualHeight = 15;
constexpr double kPixelsPerRow = 20;

}  // namespace

ListSheet::ListSheet(Canvas& canvas, const page::ListBody& body) : canvas_(canvas), given_(body) {
  if (page::has_spread(body)) {
    spreader_.emplace(given_);
  } else {
    body_ = body;
    start();
  }
}

void ListSheet::order(const std::string& key, const std::vector<std::string>& headings) {
  if (spreader_) spreader_->order(key, headings);
}

void ListSheet::add(const page::Row& row) {
  if (spreader_) return spreader_->add(row);
  write(row);
}

void ListSheet::finish() {
  if (spreader_) {
    body_ = spreader_->body();
    start();
    for (const page::Row& row : spreader_->rows()) write(spreader_->spread(row));
  }
  close_group();
  if (!body_.total.empty()) write_sums(*total_, 0, body_.total);
  end_runs(0);
  if (body_.filters) {
    worksheet_autofilter(canvas_.book().sheet(), static_cast<lxw_row_t>(heading_row_), 0,
                         static_cast<lxw_row_t>(std::max(last_row_, heading_row_)),
                         static_cast<lxw_col_t>(canvas_.columns() - 1));
  }
  canvas_.write_signatures();
  if (body_.chart && last_row_ >= first_row_) write_chart();
}

// --- headings ---

void ListSheet::start() {
  std::vector<double> widths;
  for (const Column& column : body_.columns) widths.push_back(column.width);
  canvas_.set_columns(widths);
  canvas_.write_head();
  write_headings();
  first_row_ = canvas_.next_row();
  canvas_.flow().reserve(canvas_.signature_height());
  total_.emplace(body_.columns);
  runs_.resize(body_.columns.size());
  bool merges = std::any_of(body_.columns.begin(), body_.columns.end(),
                            [](const Column& column) { return column.merges; });
  if (body_.group) {
    subtotal_.emplace(body_.columns);
    by_ = page::position_of(body_.columns, body_.group->by);
  }
  if (merges || (body_.group && body_.group->new_page)) canvas_.keep_breaks();
}

// In two rows, a heading without one above it takes both.
void ListSheet::write_headings() {
  int rows = page::heading_rows(body_.columns);
  std::vector<double> heights(static_cast<std::size_t>(rows), rows == 1 ? kHeadingHeight : 22);
  std::vector<page::HeadingCell> cells = page::lay_headings(body_.columns);
  for (const page::HeadingCell& cell : cells) {
    double width = 0;
    for (int i = cell.column; i <= cell.last_column; ++i)
      width += body_.columns[static_cast<std::size_t>(i)].width;
    double height = fit_text(cell.text, width).height;
    double& last = heights[static_cast<std::size_t>(cell.last_row)];
    double above = cell.last_row > cell.row ? heights[static_cast<std::size_t>(cell.row)] : 0;
    last = std::max(last, height - above);
  }
  int first = canvas_.next_row();
  double repeated = 0;
  for (int row = 0; row < rows; ++row) {
    canvas_.begin_row(heights[static_cast<std::size_t>(row)]);
    repeated += heights[static_cast<std::size_t>(row)];
    for (int i = 0; i < canvas_.columns(); ++i) {
      auto starts = std::find_if(cells.begin(), cells.end(), [&](const page::HeadingCell& cell) {
        return cell.row == row && cell.column == i;
      });
      canvas_.book().text(canvas_.next_row(), i, starts == cells.end() ? "" : starts->text,
                          kHeadingLook);
    }
    canvas_.end_row();
  }
  for (const page::HeadingCell& cell : cells)
    canvas_.book().merge(first + cell.row, cell.column, first + cell.last_row, cell.last_column);
  heading_row_ = canvas_.next_row() - 1;
  canvas_.flow().repeat(repeated);
  worksheet_repeat_rows(canvas_.book().sheet(), static_cast<lxw_row_t>(first),
                        static_cast<lxw_row_t>(heading_row_));
  if (body_.freezes)
    worksheet_freeze_panes(canvas_.book().sheet(), static_cast<lxw_row_t>(heading_row_ + 1), 0);
}

// --- rows ---

void ListSheet::write(const page::Row& row) {
  if (body_.group) {
    std::string value = page::value_of(row[by_]);
    if (group_ && *group_ != value) {
      close_group();
      if (body_.group->new_page) canvas_.flow().end_page();
    }
    group_ = std::move(value);
    subtotal_->add(row);
  }
  total_->add(row);
  lay(row, {});
  write_cells(/*is_data=*/true);
}

void ListSheet::lay(const page::Row& row, const Look& common) {
  cells_.values.resize(row.size());
  cells_.pieces.assign(row.size(), {});
  cells_.height = kLeastRowHeight;
  cells_.rows = 1;
  for (std::size_t i = 0; i < row.size(); ++i) {
    show(body_.columns[i], row[i], cells_.values[i]);
    cells_.values[i].look.bold = common.bold;
    lay_cell(i);
  }
}

// A text that no row holds at any font goes on in rows of its own.
void ListSheet::lay_cell(std::size_t i) {
  CellValue& value = cells_.values[i];
  double width = body_.columns[i].width;
  Fit fit = value.is_number ? fit_number(value.text, width, canvas_.least_font())
                            : fit_text(value.text, width, canvas_.least_font());
  value.look.size = fit.font_size;
  if (fit.whole || value.is_number) {
    canvas_.note_cut(fit, static_cast<int>(i), value.text);
    cells_.height = std::max(cells_.height, fit.height);
    return;
  }
  canvas_.book().check_text(value.text);
  cells_.pieces[i] = split_text(value.text, units_per_line(width, fit.font_size), kPieceLines);
  cells_.rows = std::max(cells_.rows, cells_.pieces[i].size());
}

void ListSheet::write_cells(bool is_data) {
  if (cells_.rows > 1) {
    end_runs(0);
    write_piece_rows();
    return;
  }
  bool begins_page = canvas_.begin_row(cells_.height);
  if (is_data) follow_runs(begins_page);
  for (std::size_t i = 0; i < cells_.values.size(); ++i)
    write_cell(static_cast<int>(i), cells_.values[i]);
  last_row_ = is_data ? canvas_.next_row() : last_row_;
  canvas_.end_row();
}

// The frame is closed where a page ends, and open between two rows of one text.
void ListSheet::write_piece_rows() {
  canvas_.keep_breaks();
  std::vector<CellValue> whole = cells_.values;
  auto height_at = [&](std::size_t piece) {
    double height = piece == 0 ? cells_.height : kLeastRowHeight;
    for (std::size_t i = 0; i < whole.size(); ++i) {
      if (piece >= cells_.pieces[i].size()) continue;
      int size = whole[i].look.size;
      int lines =
          count_lines(cells_.pieces[i][piece], units_per_line(body_.columns[i].width, size));
      height = std::max(height, height_of(lines, size));
    }
    return height;
  };
  for (std::size_t piece = 0; piece < cells_.rows; ++piece) {
    bool begins_page = canvas_.begin_row(height_at(piece));
    bool last = piece + 1 == cells_.rows;
    bool ends_page = last || canvas_.flow().would_break(height_at(piece + 1));
    for (std::size_t i = 0; i < whole.size(); ++i) {
      CellValue value = whole[i];
      bool is_cut = !cells_.pieces[i].empty();
      if (is_cut)
        value.text = piece < cells_.pieces[i].size() ? cells_.pieces[i][piece] : std::string_view();
      if (!is_cut && piece > 0) {
        value.text.clear();
        value.is_number = false;
      }
      value.look.top = true;
      value.look.open_above = piece > 0 && !begins_page;
      value.look.open_below = !ends_page;
      write_cell(static_cast<int>(i), value);
    }
    last_row_ = canvas_.next_row();
    canvas_.end_row();
  }
}

void ListSheet::write_cell(int column, const CellValue& value) {
  if (value.is_number) {
    canvas_.book().number(canvas_.next_row(), column, value.number, value.stored, value.look);
  } else {
    canvas_.book().text(canvas_.next_row(), column, value.text, value.look);
  }
}

// --- groups and totals ---

void ListSheet::close_group() {
  if (!group_) return;
  end_runs(0);
  if (!body_.group->subtotal.empty()) write_sums(*subtotal_, by_, body_.group->subtotal);
  subtotal_->clear();
  group_.reset();
}

void ListSheet::write_sums(const page::Sums& sums, std::size_t label_column,
                           const std::string& label) {
  end_runs(0);
  lay(sums.row(), {.bold = true});
  CellValue& first = cells_.values[label_column];
  first = {};
  first.text = label;
  first.look = {.bold = true, .centered = true};
  lay_cell(label_column);
  write_cells(/*is_data=*/false);
}

// --- equal neighbours ---

// A run goes on while its text and those of the runs on its left do, and its page.
void ListSheet::follow_runs(bool begins_page) {
  if (begins_page) end_runs(0);
  bool goes_on = true;
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    if (!body_.columns[i].merges) continue;
    Run& run = runs_[i];
    CellValue& value = cells_.values[i];
    goes_on = goes_on && run.open && run.text == value.text;
    if (goes_on) {
      value.text.clear();
      continue;
    }
    end_runs(i);
    run = {value.text, canvas_.next_row(), true};
  }
}

void ListSheet::end_runs(std::size_t from) {
  int last = canvas_.next_row() - 1;
  for (std::size_t i = from; i < runs_.size(); ++i) {
    int column = static_cast<int>(i);
    if (runs_[i].open) canvas_.book().merge(runs_[i].first_row, column, last, column);
    runs_[i].open = false;
  }
}

// --- chart ---

// Of the table's own cells, so that whoever opens the workbook draws it anew.
void ListSheet::write_chart() {
  const page::Chart& chart = *body_.chart;
  Book& book = canvas_.book();
  constexpr std::uint8_t kKinds[] = {LXW_CHART_COLUMN, LXW_CHART_LINE, LXW_CHART_PIE};
  lxw_chart* drawn =
      workbook_add_chart(book.workbook(), kKinds[static_cast<std::size_t>(chart.kind)]);
  auto first = static_cast<lxw_row_t>(first_row_), last = static_cast<lxw_row_t>(last_row_);
  auto column_of = [&](const std::string& key) {
    return static_cast<lxw_col_t>(page::position_of(body_.columns, key));
  };
  lxw_col_t x = column_of(chart.x);
  for (const std::string& key : chart.y) {
    lxw_col_t y = column_of(key);
    lxw_chart_series* series = chart_add_series(drawn, nullptr, nullptr);
    chart_series_set_categories(series, book.name().c_str(), first, x, last, x);
    chart_series_set_values(series, book.name().c_str(), first, y, last, y);
    chart_series_set_name(series, body_.columns[y].heading.c_str());
  }
  std::string title = canvas_.filled(chart.title);
  if (title.empty()) {
    chart_title_off(drawn);
  } else {
    chart_title_set_name(drawn, title.c_str());
  }
  if (chart.y.size() == 1 && chart.kind != page::ChartKind::kPie)
    chart_legend_set_position(drawn, LXW_CHART_LEGEND_NONE);
  if (canvas_.flow().would_break(kChartRows * kUsualHeight)) canvas_.flow().end_page();
  for (int i = 0; i < kChartRows; ++i)
    canvas_.flow().place_last(canvas_.next_row() + i, kUsualHeight);
  canvas_.keep_breaks();
  constexpr double kChartPixels = 480, kChartRowsDrawn = kChartRows - 2;
  double width = canvas_.width() * 7 + canvas_.columns() * 5;
  lxw_chart_options options{};
  options.x_scale = std::min(width, 1000.0) / kChartPixels;
  options.y_scale = kChartRowsDrawn * kPixelsPerRow / 288;
  book.check(worksheet_insert_chart_opt(
      book.sheet(), static_cast<lxw_row_t>(canvas_.next_row() + 1), 0, drawn, &options));
  canvas_.cover(kChartRows);
}

}  // namespace xueshi::workbook
