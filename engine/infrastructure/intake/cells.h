// Cells: one row of an import file by heading, and whether it is sound so far.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "intake/layout.h"
#include "sheet/sheet.h"

namespace xueshi::intake {

// Requires: `layout` and `findings` outlive it; views live until the reader's next row.
class Cells {
 public:
  Cells(const Layout& layout, base::Findings& findings);

  // Takes the next row and finds its empty required cells. False for rows to skip: empty ones, and
  // the one of the template, whose key is 示例; also for one whose cells do not stand below their
  // headings, which is a finding.
  bool take(const sheet::Row& row);

  int row() const { return row_; }
  bool sound() const { return sound_; }  // no error in this row yet

  // Without blanks around it; empty where the cell or its column is not there, or has its finding
  // already.
  std::string_view text(Slot slot) const { return texts_[slot]; }
  bool given(Slot slot) const { return !texts_[slot].empty(); }
  bool has_column(Slot slot) const { return layout_.has(slot); }
  sheet::CellKind kind(Slot slot) const { return kinds_[slot]; }
  const Heading& heading(Slot slot) const { return headings_[slot]; }

  // Of one that need not be filled in by itself: it has to, all the same.
  void require(Slot slot);

  void error(Slot slot, std::string code, std::string message);
  void warning(Slot slot, std::string code, std::string message);

 private:
  void check_required();
  bool check_extra(const sheet::Row& row);

  const Layout& layout_;
  std::span<const Heading> headings_;
  std::vector<Slot> required_;
  base::Findings& findings_;
  int row_ = 0;
  bool sound_ = true;
  std::array<std::string_view, kMostSlots> texts_;
  std::array<sheet::CellKind, kMostSlots> kinds_;
  std::array<bool, kMostSlots> refused_;  // by the sheet: a formula, an error value
};

// Without blanks at both ends: as base::trim, for the millions of cells that have none.
std::string_view trim_cell(std::string_view text);

}  // namespace xueshi::intake
