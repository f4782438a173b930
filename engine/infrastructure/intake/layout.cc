#include "intake/layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <string>

#include "base/text.h"
#include "intake/fold.h"
#include "intake/shorten.h"

namespace xueshi::intake {

namespace {

std::optional<Slot> find_exactly(std::span<const Heading> known, std::string_view name) {
  auto found = std::find_if(known.begin(), known.end(),
                            [&](const Heading& heading) { return heading.name == name; });
  if (found == known.end()) return std::nullopt;
  return static_cast<Slot>(found - known.begin());
}

// "级别(院/分院)" → "级别".
std::string_view without_explanation(std::string_view name) {
  std::size_t open = name.find('(');
  if (open == std::string_view::npos || !name.ends_with(')')) return name;
  return base::trim(name.substr(0, open));
}

std::optional<Slot> find_heading(std::span<const Heading> known, std::string_view name) {
  if (std::optional<Slot> slot = find_exactly(known, name)) return slot;
  return find_exactly(known, without_explanation(name));
}

std::vector<std::string> names_of(std::span<const Heading> known) {
  std::vector<std::string> names;
  for (const Heading& heading : known) names.emplace_back(heading.name);
  return names;
}

std::string unknown_heading(std::span<const Heading> known, std::string_view name) {
  std::string shown = shorten(name);
  std::string near = base::suggest(shown, names_of(known));
  return fmt::format("未知的列 '{}'{}", shown, near.empty() ? "，请改正或删除这一列" : near);
}

}  // namespace

std::string plain_heading(std::string_view text) {
  constexpr std::string_view kStar = "★";
  std::string name;
  std::string half = fold(text);
  for (std::size_t i = 0; i < half.size();) {
    bool is_star = std::string_view(half).substr(i).starts_with(kStar);
    bool is_blank =
        half[i] == '*' || half[i] == ' ' || half[i] == '\t' || half[i] == '\n' || half[i] == '\r';
    if (!is_star && !is_blank) name += half[i];
    i += is_star ? kStar.size() : 1;
  }
  return name;
}

int count_headings(Kind kind, const sheet::Row& row) {
  int known = 0;
  for (const sheet::Cell& cell : row.cells) {
    if (find_heading(headings(kind), plain_heading(cell.text))) ++known;
  }
  return known;
}

bool is_heading_row(Kind kind, const sheet::Row& row) { return count_headings(kind, row) > 1; }

Slot slot_of(Kind kind, std::string_view heading) {
  std::optional<Slot> slot = find_exactly(headings(kind), heading);
  assert(slot.has_value());
  return *slot;
}

std::optional<Layout> Layout::check_headings(Kind kind, const sheet::Source& source,
                                             const sheet::Row& row, base::Findings& findings) {
  Layout layout(kind, source);
  layout.heading_row_ = row.number;
  std::span<const Heading> known = headings(kind);
  bool sound = true;
  std::vector<std::string> misspelt;  // what unknown ones seem to mean: not missing as well
  auto wrong = [&](int column, std::string code, std::string message) {
    findings.error(source.place(row.number, column), std::move(code), std::move(message));
    sound = false;
  };
  for (const sheet::Cell& cell : row.cells) {
    std::string name = plain_heading(cell.text);
    if (name.empty()) continue;
    if (name == kErrorHeading) {
      layout.set_slot(cell.column, kIgnored);
      continue;
    }
    std::optional<Slot> slot = find_heading(known, name);
    if (!slot) {
      wrong(cell.column, "intake.unknown-heading", unknown_heading(known, name));
      if (auto near = base::find_near(shorten(name), names_of(known))) misspelt.push_back(*near);
    } else if (layout.has(*slot)) {
      wrong(cell.column, "intake.heading-twice",
            fmt::format("列 '{}' 出现了两次，请只保留一列", known[*slot].name));
    } else {
      layout.add(cell.column, *slot);
    }
  }
  for (Slot slot = 0; slot < known.size(); ++slot) {
    if (!known[slot].required || layout.has(slot)) continue;
    if (base::contains(misspelt, known[slot].name)) continue;
    wrong(1, "intake.missing-heading", fmt::format("缺少列 '{}'，请补上", known[slot].name));
  }
  if (!sound) return std::nullopt;
  return layout;
}

void Layout::add(int column, Slot slot) {
  columns_[slot] = column;
  set_slot(column, slot);
  if (first_ == 0 || column < first_) first_ = column;
}

void Layout::set_slot(int column, Slot slot) {
  if (slots_.size() <= static_cast<std::size_t>(column)) slots_.resize(column + 1, kNoHeading);
  slots_[column] = static_cast<std::uint8_t>(slot);
}

base::Place Layout::place(int row, Slot slot) const {
  return source_.place(row, has(slot) ? columns_[slot] : first_);
}

base::Place Layout::place(int row, std::string_view heading) const {
  return place(row, slot_of(kind_, heading));
}

}  // namespace xueshi::intake
