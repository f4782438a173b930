// Layout: which column of one file holds which heading. Makes places for findings long after the
// file was read.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "intake/headings.h"
#include "intake/kind.h"
#include "sheet/sheet.h"

namespace xueshi::intake {

// A heading of one kind, by its position in headings(kind).
using Slot = std::size_t;
inline constexpr std::size_t kMostSlots = 48;

// Requires: the kind has that heading.
Slot slot_of(Kind kind, std::string_view heading);

class Layout {
 public:
  // Reads the heading row. Blanks around a heading, full-width parentheses and a trailing
  // explanation
  // (`级别(院/分院/研究所/部门)`) are accepted; column 错误信息 is ignored. Absent with findings
  // where a required heading is missing, one is there twice or is unknown.
  static std::optional<Layout> check_headings(Kind kind, const sheet::Source& source,
                                              const sheet::Row& row, base::Findings& findings);

  Kind kind() const { return kind_; }
  const sheet::Source& source() const { return source_; }
  bool has(Slot slot) const { return columns_[slot] != 0; }
  // The slot of a column of the file; absent for ignored columns.
  std::optional<Slot> slot_at(int column) const;

  // The cell of a heading in a row. Where the file has no such column: the row's first.
  base::Place place(int row, Slot slot) const;
  // Requires: the kind has that heading.
  base::Place place(int row, std::string_view heading) const;

 private:
  Layout(Kind kind, sheet::Source source) : kind_(kind), source_(std::move(source)) {}

  Kind kind_;
  sheet::Source source_;
  std::array<int, kMostSlots> columns_{};  // 0: not there
  std::vector<std::uint8_t> slots_;        // by column; kMostSlots: ignored
};

// Where one value came from.
struct RowPlace {
  int row = 0;
  const Layout* layout = nullptr;

  base::Place at(std::string_view heading) const { return layout->place(row, heading); }
};

}  // namespace xueshi::intake
