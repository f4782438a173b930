#include "intake/layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <string>

#include "base/text.h"
#include "intake/fold.h"
#include "intake/further.h"
#include "intake/shorten.h"

namespace xueshi::intake {

namespace {

std::optional<Slot> find_exactly(std::span<const Heading> known, std::string_view name) {
  auto found = std::find_if(known.begin(), known.end(),
                            [&](const Heading& heading) { return heading.name == name; });
  // Further ones are named as people write.
  if (found == known.end()) {
    found = std::find_if(known.begin(), known.end(), [&](const Heading& heading) {
      return plain_heading(heading.name) == name;
    });
  }
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

int count_headings(std::span<const Heading> known, const sheet::Row& row) {
  int found = 0;
  for (const sheet::Cell& cell : row.cells) {
    if (find_heading(known, plain_heading(cell.text))) ++found;
  }
  return found;
}

bool is_heading_row(std::span<const Heading> known, const sheet::Row& row) {
  return count_headings(known, row) > 1;
}

Slot slot_of(Kind kind, std::string_view heading) {
  std::optional<Slot> slot = find_exactly(headings(kind), heading);
  assert(slot.has_value());
  return *slot;
}

std::optional<Layout> Layout::check_headings(Kind kind, const sheet::Source& source,
                                             const sheet::Row& row, base::Findings& findings,
                                             std::shared_ptr<const Further> further) {
  Layout layout(kind, source, std::move(further));
  layout.heading_row_ = row.number;
  std::span<const Heading> known = layout.headings_;
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

Layout::Layout(Kind kind, sheet::Source source, std::shared_ptr<const Further> further)
    : kind_(kind),
      source_(std::move(source)),
      further_(std::move(further)),
      headings_(all_headings(kind, further_.get())) {}

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
  std::optional<Slot> slot = find_exactly(headings_, heading);
  return slot ? place(row, *slot) : source_.place(row, first_);
}

bool Layout::has(std::string_view heading) const {
  std::optional<Slot> slot = find_exactly(headings_, heading);
  return slot && has(*slot);
}

}  // namespace xueshi::intake
