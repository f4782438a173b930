// Layout: which column of one file holds which heading. Makes places for findings long after the
// file was read.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/finding.h"
#include "intake/headings.h"
#include "intake/kind.h"
#include "sheet/sheet.h"

namespace xueshi::intake {

class Further;

// A heading of one kind, by its position in headings(kind); behind them the further ones.
using Slot = std::size_t;
inline constexpr Slot kKeySlot = 0;                 // the number of what a row is about
inline constexpr Slot kIgnored = kMostSlots;        // column 错误信息
inline constexpr Slot kNoHeading = kMostSlots + 1;  // a column without a heading

// Requires: the kind has that heading.
Slot slot_of(Kind kind, std::string_view heading);

// How many cells of a row are headings.
int count_headings(std::span<const Heading> known, const sheet::Row& row);

// Whether a row holds headings: at least two. Above it may stand what people write to each other, a
// title or what is to be filled in.
bool is_heading_row(std::span<const Heading> known, const sheet::Row& row);

class Layout {
 public:
  // Reads the heading row. Blanks, line breaks and stars in a heading, full-width parentheses and
  // an explanation behind it (`级别(院/分院)`) are accepted; column 错误信息 is ignored. Absent
  // with findings where a required heading is missing, one is there twice or is unknown.
  // `further`: what policies ask for; null for nothing.
  static std::optional<Layout> check_headings(Kind kind, const sheet::Source& source,
                                              const sheet::Row& row, base::Findings& findings,
                                              std::shared_ptr<const Further> further = nullptr);

  Kind kind() const { return kind_; }
  const sheet::Source& source() const { return source_; }
  // By slot.
  const std::vector<Heading>& headings() const { return headings_; }
  bool has(Slot slot) const { return columns_[slot] != 0; }
  // Whether the file has such a column.
  bool has(std::string_view heading) const;
  // The slot of a column of the file, or one of the two above.
  Slot slot_at(int column) const {
    auto at = static_cast<std::size_t>(column);
    return at < slots_.size() ? slots_[at] : kNoHeading;
  }
  int heading_row() const { return heading_row_; }
  // The leftmost column with a heading.
  int first_column() const { return first_; }

  // The cell of a heading in a row. Where the file has no such column: the row's first.
  base::Place place(int row, Slot slot) const;
  // Likewise where there is no such heading.
  base::Place place(int row, std::string_view heading) const;

 private:
  Layout(Kind kind, sheet::Source source, std::shared_ptr<const Further> further);

  void add(int column, Slot slot);
  void set_slot(int column, Slot slot);

  Kind kind_;
  sheet::Source source_;
  std::shared_ptr<const Further> further_;  // headings_ look into it
  std::vector<Heading> headings_;
  int heading_row_ = 0;
  int first_ = 0;
  std::array<int, kMostSlots> columns_{};  // 0: not there
  std::vector<std::uint8_t> slots_;        // by column
};

// Where one value came from.
struct RowPlace {
  int row = 0;
  const Layout* layout = nullptr;

  base::Place at(std::string_view heading) const { return layout->place(row, heading); }
};

}  // namespace xueshi::intake
