#include "yaml/layout.h"

#include <fmt/format.h>

namespace xueshi::yaml {

namespace {

constexpr std::size_t kStep = 2;  // how far our files indent

Layout::Trouble trouble(int line, std::size_t column, std::size_t is, const std::string& should) {
  return {line, static_cast<int>(column) + 1,
          fmt::format("这一行缩进了 {} 格，应为 {} 格，请与同级的各行对齐", is, should)};
}

}  // namespace

void Layout::touch(Level& level, int line) {
  level.before_was_empty = level.value == Value::kNone;
  level.value = Value::kNone;
  level.last = line;
  ++level.count;
}

// The line stands between two open blocks. Of the block that it ends here, the only line so far may
// be the one that stands wrong.
std::optional<Layout::Trouble> Layout::between(int line, std::size_t column,
                                               const Level& popped) const {
  if (levels_.empty()) return std::nullopt;
  if (is_odd_beside(column)) {
    const Level& odd = levels_.back();
    return trouble(odd.first, odd.column, odd.column, std::to_string(column));
  }
  std::size_t parent = levels_.back().column;
  bool earlier_is_odd =
      popped.count == 1 && column == parent + kStep && popped.column != parent + kStep;
  if (earlier_is_odd)
    return trouble(popped.first, popped.column, popped.column, std::to_string(column));
  return trouble(line, column, column, fmt::format("{} 或 {}", parent, popped.column));
}

// The innermost open block is one line so far, and this line stands as far right of what it is in
// as our files do.
bool Layout::is_odd_beside(std::size_t column) const {
  std::size_t depth = levels_.size();
  if (depth < 2 || levels_.back().count != 1 || levels_.back().column >= column) return false;
  std::size_t outer = levels_[depth - 2].column;
  return levels_.back().column != outer + kStep && column == outer + kStep;
}

// Deeper than a line whose value is written already: this one stands too far right, or that one too
// far left, under a key that has nothing else.
Layout::Trouble Layout::too_deep(int line, std::size_t column) const {
  const Level& top = levels_.back();
  if (top.before_was_empty && !top.list)
    return trouble(top.last, top.column, top.column, std::to_string(column));
  return trouble(line, column, column, std::to_string(top.column));
}

std::optional<Layout::Trouble> Layout::place(int line, std::size_t column, bool dash) {
  std::optional<Level> popped;
  while (!levels_.empty() && levels_.back().column > column) {
    popped = levels_.back();
    levels_.pop_back();
  }
  if (!levels_.empty() && levels_.back().column == column) {
    if (!dash && levels_.back().list && levels_.size() > 1 &&
        levels_[levels_.size() - 2].column == column) {
      levels_.pop_back();  // a list may stand as far left as its key
    }
    Level& top = levels_.back();
    if (dash && !top.list && top.value == Value::kNone) {
      levels_.push_back({column, true, line, line});
    } else {
      touch(top, line);
    }
    return std::nullopt;
  }
  std::optional<Trouble> found;
  if (popped) {
    found = between(line, column, *popped);
  } else if (!levels_.empty() && levels_.back().value != Value::kNone) {
    found = too_deep(line, column);
  }
  if (!levels_.empty()) levels_.back().value = Value::kOther;
  levels_.push_back({column, dash, line, line});
  return found;
}

void Layout::value(Value value) {
  if (!levels_.empty()) levels_.back().value = value;
}

bool Layout::awaits(std::size_t column) const {
  return !levels_.empty() && levels_.back().value == Value::kNone && column > levels_.back().column;
}

bool Layout::goes_on(std::size_t column) const {
  return !levels_.empty() && levels_.back().value == Value::kText && column > levels_.back().column;
}

bool Layout::has_keys_at(std::size_t column) const {
  for (const Level& level : levels_) {
    if (level.column == column && !level.list) return true;
  }
  return false;
}

std::size_t Layout::best_of(std::size_t one, std::size_t other) const {
  for (auto level = levels_.rbegin(); level != levels_.rend(); ++level) {
    if (level->column == one) return one;
    if (level->column == other) return other;
  }
  return levels_.empty() || one >= kStep ? one : other;
}

}  // namespace xueshi::yaml
