#include "sheet/sheet_handler.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "sheet/limits.h"
#include "sheet/number_text.h"
#include "sheet/utf8.h"

namespace xueshi::sheet {

namespace {

int parse_row_number(std::string_view text) {
  int number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : 0;
}

bool is_true(std::string_view text) { return text == "1" || text == "true"; }

}  // namespace

std::optional<int> parse_column(std::string_view reference) {
  int column = 0;
  for (char c : reference) {
    if (c < 'A' || c > 'Z') break;
    column = column * 26 + (c - 'A' + 1);
    if (column > kMostColumns) return std::nullopt;
  }
  if (column == 0) return std::nullopt;
  return column;
}

void SheetHandler::start(std::string_view element, const Attributes& attributes) {
  if (inside_ == Inside::kInline) return rich_.start(element);
  if (inside_ == Inside::kNothing && element == "col") return start_columns(attributes);
  if (inside_ == Inside::kNothing && element == "sheetData") inside_ = Inside::kRows;
  if (inside_ == Inside::kRows && element == "row") return start_row(attributes);
  if (inside_ == Inside::kRow && element == "c") return start_cell(attributes);
  if (inside_ != Inside::kCell) return;
  if (element == "v") inside_ = Inside::kValue;
  if (element == "is") inside_ = Inside::kInline;
  if (element == "f") {
    inside_ = Inside::kFormula;
    has_formula_ = true;
  }
}

void SheetHandler::end(std::string_view element) {
  if (element == "sheetData") inside_ = Inside::kNothing;
  if (inside_ == Inside::kInline && element != "is") return rich_.end(element);
  bool of_cell = element == "v" || element == "is" || element == "f";
  if (of_cell && inside_ > Inside::kCell) inside_ = Inside::kCell;
  if (inside_ == Inside::kCell && element == "c") end_cell();
  if (inside_ == Inside::kRow && element == "row") end_row();
}

void SheetHandler::text(std::string_view piece) {
  if (inside_ == Inside::kInline) rich_.text(piece);
  if (inside_ == Inside::kValue && value_.size() <= kMostCellBytes) value_.append(piece);
}

void SheetHandler::start_columns(const Attributes& attributes) {
  if (!is_true(attributes.find("hidden"))) return;
  int last = std::min(parse_row_number(attributes.find("max")), kMostColumns);
  for (int column = std::max(parse_row_number(attributes.find("min")), 1); column <= last; ++column)
    hidden_columns_.push_back(column);
}

void SheetHandler::start_row(const Attributes& attributes) {
  faults_.clear();
  row_.cells.clear();
  texts_used_ = 0;
  std::string_view written = attributes.find("r");
  int number = written.empty() ? row_.number + 1 : parse_row_number(written);
  if (number <= row_.number || number > kMostWorkbookRows) {
    return damage(fmt::format("第 {} 行之后的行号不正确", row_.number));
  }
  row_.number = number;
  row_.hidden = is_true(attributes.find("hidden"));
  inside_ = Inside::kRow;
}

void SheetHandler::start_cell(const Attributes& attributes) {
  int previous = row_.cells.empty() ? 0 : row_.cells.back().column;
  std::string_view written = attributes.find("r");
  int column = written.empty() ? previous + 1 : parse_column(written).value_or(0);
  if (column <= previous || column > kMostColumns) {
    return damage(fmt::format("第 {} 行的单元格次序不正确", row_.number));
  }
  cell_ = Cell();
  cell_.column = column;
  type_ = attributes.find("t");
  format_ = &context_.styles.format_of(attributes.find("s"));
  value_.clear();
  rich_.clear();
  has_formula_ = false;
  inside_ = Inside::kCell;
}

void SheetHandler::end_cell() {
  inside_ = Inside::kRow;
  if (has_formula_) {
    refuse("sheet.formula", "单元格是公式，不会计算；请复制后选择性粘贴为数值");
  } else {
    set_text();
  }
  if (!cell_.text.empty() || cell_.fault != nullptr) last_used_row_ = row_.number;
  row_.cells.push_back(cell_);
}

void SheetHandler::end_row() {
  inside_ = Inside::kRows;
  pump_->pause();
}

void SheetHandler::set_text() {
  if (type_ == "s") {
    auto shared = context_.strings.find(value_);
    if (!shared) return damage(fmt::format("第 {} 行引用了不存在的文字", row_.number));
    cell_.text = *shared;
  } else if (type_ == "inlineStr") {
    keep(rich_.decoded());
  } else if (type_ == "str") {
    keep(decode_escapes(value_));
  } else if (type_ == "b") {
    cell_.kind = CellKind::kBoolean;
    keep(value_ == "1" || value_ == "true" ? "是" : "否");
  } else if (type_ == "d") {
    cell_.kind = CellKind::kDate;
    keep(render_iso(value_));
  } else if (type_ == "e") {
    return refuse("sheet.error-value", fmt::format("单元格是错误值 {}，请改正", value_));
  } else if (!value_.empty()) {
    set_number();
  }
  if (cell_.text.size() > kMostCellBytes) {
    refuse("sheet.cell-too-long", "单元格超过 1 MiB，请缩短");
  } else if (find_unclean(cell_.text) != std::string_view::npos) {
    refuse("sheet.nul", "含有 NUL 字符，请删除它");
  }
}

void SheetHandler::set_number() {
  cell_.kind = CellKind::kNumber;
  if (format_->is_general() && is_plain_integer(value_)) return keep(value_);
  std::optional<double> number = parse_stored_number(value_);
  if (!number) return damage(fmt::format("第 {} 行有不是数字的数值", row_.number));
  Shown shown = format_->show(*number, context_.from_1904);
  bool is_number = shown.kind == CellKind::kNumber;
  cell_.kind = shown.kind;
  if (!context_.as_shown && is_number) return keep(render_plain(*number));
  if (context_.as_shown && !shown.differs.empty())
    return refuse("sheet.shown-differs", std::move(shown.differs));
  keep(shown.text);
}

void SheetHandler::keep(std::string_view text) {
  if (texts_used_ == texts_.size()) texts_.emplace_back();
  std::string& kept = texts_[texts_used_++];
  kept = text;
  cell_.text = kept;
}

void SheetHandler::refuse(std::string code, std::string message) {
  cell_.text = "";
  cell_.fault = &faults_.emplace_back(CellFault{std::move(code), std::move(message)});
}

void SheetHandler::damage(std::string_view what) { pump_->fail(damaged(std::string(what))); }

}  // namespace xueshi::sheet
