#include "workbook/canvas.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace xueshi::workbook {

namespace {

constexpr double kCentimetresPerInch = 2.54;
constexpr double kTitleHeight = 36;
constexpr double kStampHeight = 56;  // room for a stamp
constexpr double kUnitHeight = 18;
constexpr double kSignatureHeight = 44;
// A column of so many digits, in points: 7 pixels each and 5 more.
constexpr double kPointsPerCharacter = 5.25;
constexpr double kPointsPerColumn = 3.75;
constexpr std::size_t kMostBreaks = 1'023;  // as Excel has it

constexpr Look kTitle{
    .size = 16, .bold = true, .bordered = false, .centered = true, .titled = true};
constexpr Look kLine{.size = 11, .bordered = false};
constexpr Look kUnit{.bordered = false, .right = true};
constexpr Look kSignature{.size = 11, .bordered = false};

std::uint8_t paper_code(page::Paper paper) {
  switch (paper) {
    case page::Paper::kA3:
      return 8;
    case page::Paper::kA5:
      return 11;
    default:
      return 9;
  }
}

// In a footer `&P` is the page; an & of a name is written twice.
page::Fields escaped(page::Fields fields) {
  for (auto& [name, value] : fields) {
    for (std::size_t at = value.find('&'); at != std::string::npos; at = value.find('&', at + 2))
      value.insert(at, 1, '&');
  }
  return fields;
}

}  // namespace

Canvas::Canvas(Book& book, const page::Template& page, std::size_t sheet,
               const page::Fields& fields, std::vector<CutCell>& cut_cells)
    : book_(book),
      page_(page),
      sheet_(page.sheets[sheet]),
      at_(sheet),
      fields_(fields),
      cut_cells_(cut_cells) {
  set_up();
}

void Canvas::set_up() {
  turn_here();
  lxw_worksheet* sheet = book_.sheet();
  double margin = page_.margin_cm / kCentimetresPerInch;
  worksheet_set_paper(sheet, paper_code(page_.paper));
  if (page_.landscape) worksheet_set_landscape(sheet);
  worksheet_set_margins(sheet, margin, margin, margin, margin);
  worksheet_fit_to_pages(sheet, 1, 0);
  worksheet_center_horizontally(sheet);
}

void Canvas::set_columns(const std::vector<double>& widths) {
  columns_ = static_cast<int>(widths.size());
  width_ = 0;
  for (int i = 0; i < columns_; ++i) {
    book_.width(i, i, widths[static_cast<std::size_t>(i)]);
    width_ += widths[static_cast<std::size_t>(i)];
  }
  room_ = page::measure_page(page_, width_ * kPointsPerCharacter + columns_ * kPointsPerColumn);
  least_font_ = page::least_font(room_.scale);
  flow_ = page::Flow(room_.height);
}

bool Canvas::begin_row(double height) {
  bool begins = flow_.place(next_row_, height);
  book_.height(next_row_, height);
  return begins;
}

void Canvas::write_head() {
  write_across(filled(sheet_.title), kTitle, kTitleHeight);
  for (const std::string& line : sheet_.lines) write_across(filled(line), kLine, kStampHeight);
  if (!sheet_.unit.empty()) write_across(filled(sheet_.unit), kUnit, kUnitHeight);
}

void Canvas::write_across(const std::string& text, const Look& look, double least_height) {
  int lines = count_lines(text, units_per_line(width_, look.size));
  begin_row(std::max(least_height, height_of(lines, look.size)));
  book_.merged(next_row_, 0, next_row_, columns_ - 1, text, look);
  end_row();
}

double Canvas::signature_height() const { return sheet_.sign.empty() ? 0 : kSignatureHeight; }

void Canvas::write_signatures() {
  if (sheet_.sign.empty()) return;
  constexpr int kLeastRoom = 8, kMostRoom = 24;  // to write a name, in characters
  int signers = static_cast<int>(sheet_.sign.size());
  int labels = 0;
  for (const std::string& label : sheet_.sign) labels += base::display_width(label) + 4;
  int units = units_per_line(width_, kSignature.size);
  int room = std::clamp((units - labels) / signers, kLeastRoom, kMostRoom);
  std::string text;
  for (const std::string& label : sheet_.sign) {
    if (!text.empty()) text += "  ";
    text += label + "：" + std::string(static_cast<std::size_t>(room), '_');
  }
  flow_.place_last(next_row_, kSignatureHeight);
  book_.height(next_row_, kSignatureHeight);
  book_.merged(next_row_, 0, next_row_, columns_ - 1, text, kSignature);
  end_row();
  keep_breaks();
}

void Canvas::note_cut(const Fit& fit, int column, std::string_view text) {
  if (fit.whole) return;
  char cell[LXW_MAX_CELL_NAME_LENGTH];
  lxw_rowcol_to_cell(cell, static_cast<lxw_row_t>(next_row_), static_cast<lxw_col_t>(column));
  std::string name = sheet_.name.empty() ? cell : fmt::format("{}!{}", sheet_.name, cell);
  cut_cells_.push_back({std::move(name), base::characters(text).size()});
}

void Canvas::set_footer(const std::string& receipt) {
  std::string footer;
  if (!page_.footer.empty()) footer += "&C" + page::fill(page_.footer, escaped(fields_));
  if (!receipt.empty()) footer += "&R&8" + receipt;
  if (!footer.empty()) book_.check(worksheet_set_footer(book_.sheet(), footer.c_str()));
}

void Canvas::finish(const std::string& receipt) {
  turn_here();
  set_footer(receipt);
  worksheet_print_area(book_.sheet(), 0, 0, static_cast<lxw_row_t>(std::max(next_row_, 1) - 1),
                       static_cast<lxw_col_t>(std::max(columns_, 1) - 1));
  if (!keeps_breaks_) return;
  worksheet_set_print_scale(book_.sheet(), static_cast<std::uint16_t>(room_.scale));
  std::vector<lxw_row_t> breaks(flow_.breaks().begin(), flow_.breaks().end());
  if (breaks.size() > kMostBreaks) breaks.resize(kMostBreaks);
  breaks.push_back(0);  // the library's end
  book_.check(worksheet_set_h_pagebreaks(book_.sheet(), breaks.data()));
}

}  // namespace xueshi::workbook
