// How the lines of a file stand to each other; for this room's own files.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace xueshi::yaml {

// The blocks that are open at a line, from the outermost.
class Layout {
 public:
  struct Trouble {
    int line = 0;    // from 0
    int column = 0;  // of what stands there, from 1
    std::string message;
  };

  // A key, or the dash of a list item, stands at that column (from 0) of that line (from 0).
  std::optional<Trouble> place(int line, std::size_t column, bool dash);
  // What stands after the last key or dash: nothing (a block may follow), a text that may go on on
  // deeper lines, or anything else.
  enum class Value { kNone, kText, kOther };
  void value(Value value);

  void clear() { levels_.clear(); }
  bool empty() const { return levels_.empty(); }
  // The column of the innermost block. Requires: !empty().
  std::size_t column() const { return levels_.back().column; }
  bool is_list() const { return !levels_.empty() && levels_.back().list; }
  // A block may begin at that column.
  bool awaits(std::size_t column) const;
  // A text may go on at that column.
  bool goes_on(std::size_t column) const;
  // A key stands at that column.
  bool has_keys_at(std::size_t column) const;
  // The column, of those that somebody may have meant, that fits best.
  std::size_t best_of(std::size_t one, std::size_t other) const;

 private:
  struct Level {
    std::size_t column = 0;
    bool list = false;
    int first = 0, last = 0;  // lines
    int count = 1;
    Value value = Value::kNone;
    bool before_was_empty = false;  // nothing stands after the key before the last
  };
  void touch(Level& level, int line);
  std::optional<Trouble> between(int line, std::size_t column, const Level& popped) const;
  bool is_odd_beside(std::size_t column) const;
  Trouble too_deep(int line, std::size_t column) const;

  std::vector<Level> levels_;
};

}  // namespace xueshi::yaml
