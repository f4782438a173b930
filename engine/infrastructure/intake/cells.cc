#include "intake/cells.h"

#include <fmt/format.h>

#include "base/text.h"

namespace xueshi::intake {

namespace {

bool is_plain(char c) { return c > ' ' && c < 0x7F; }

// Ideographic and other wide blanks start with one of these bytes.
bool may_be_blank(std::string_view text) {
  auto lead = static_cast<unsigned char>(text.front());
  auto last = static_cast<unsigned char>(text.back());
  bool at_front = lead <= ' ' || lead == 0xE3 || lead == 0xC2 || lead == 0xEF;
  bool at_back = last <= ' ' || last == 0x80 || last == 0xA0 || last == 0xBF;
  return at_front || at_back;
}

}  // namespace

std::string_view trim_cell(std::string_view text) {
  if (text.empty() || (is_plain(text.front()) && is_plain(text.back()))) return text;
  return may_be_blank(text) ? base::trim(text) : text;
}

Cells::Cells(const Layout& layout, base::Findings& findings)
    : layout_(layout), headings_(layout.headings()), findings_(findings) {
  for (Slot slot = 0; slot < headings_.size(); ++slot) {
    if (headings_[slot].required && !headings_[slot].may_be_empty) required_.push_back(slot);
  }
}

bool Cells::take(const sheet::Row& row) {
  row_ = row.number;
  sound_ = true;
  bool empty = true;
  texts_.fill({});
  kinds_.fill(sheet::CellKind::kText);
  refused_.fill(false);
  for (const sheet::Cell& cell : row.cells) {
    Slot slot = layout_.slot_at(cell.column);
    if (slot >= kMostSlots) continue;
    texts_[slot] = trim_cell(cell.text);
    kinds_[slot] = cell.kind;
    refused_[slot] = cell.fault != nullptr;
    empty = empty && texts_[slot].empty() && !refused_[slot];
  }
  if (empty || texts_[kKeySlot] == kExampleMark) return false;
  if (check_extra(row) && !layout_.source().is_workbook()) return false;
  for (const sheet::Cell& cell : row.cells) {
    if (cell.fault == nullptr || layout_.slot_at(cell.column) >= kMostSlots) continue;
    findings_.error(layout_.source().place(row_, cell.column), cell.fault->code,
                    cell.fault->message);
    sound_ = false;
  }
  check_required();
  return true;
}

void Cells::check_required() {
  for (Slot slot : required_) require(slot);
}

void Cells::require(Slot slot) {
  if (!texts_[slot].empty() || refused_[slot]) return;
  error(slot, "intake.empty", fmt::format("'{}' 不能为空，请填写", headings_[slot].name));
}

// A comma without quotes around its text moves everything behind it by one column: one cause, one
// finding.
bool Cells::check_extra(const sheet::Row& row) {
  for (const sheet::Cell& cell : row.cells) {
    if (layout_.slot_at(cell.column) != kNoHeading) continue;
    if (cell.fault == nullptr && trim_cell(cell.text).empty()) continue;
    findings_.error(layout_.source().place(row_, cell.column), "intake.extra-cell",
                    "这一列没有标题；请删除多余的内容，文字里有逗号时给整格加上引号");
    sound_ = false;
    return true;
  }
  return false;
}

void Cells::error(Slot slot, std::string code, std::string message) {
  findings_.error(layout_.place(row_, slot), std::move(code), std::move(message));
  sound_ = false;
}

void Cells::warning(Slot slot, std::string code, std::string message) {
  findings_.warning(layout_.place(row_, slot), std::move(code), std::move(message));
}

}  // namespace xueshi::intake
