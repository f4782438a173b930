// Record: one row of a plugin's input, with its fields by name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "page/template.h"
#include "plugin/inputs.h"

namespace xueshi::plugin {

struct Entry;

// A Lua table with text keys, in the order given. (Lua's `pairs` hands keys out sorted, whatever
// the order here.)
struct Map {
  std::vector<Entry> entries;
};

// nil, true/false, whole number, exact decimal, text, table. A decimal that is whole (5.0) reaches
// Lua as 5.
using Value = std::variant<std::monostate, bool, std::int64_t, page::Number, std::string, Map>;

struct Entry {
  std::string key;
  Value value;
};

// Made once per input and filled again for every row:
//
//   Record record(*find_input("departments"));
//   while (…) { record.clear(); record.set("code", code).set("name", name); if (!sink(record))
//   break; }
class Record {
 public:
  // `input` is one of inputs(), or outlives the record.
  explicit Record(const Input& input);

  // Every field unset again.
  void clear();
  // Quick where fields are set in the order of the table. Requires: the input has that field; the
  // value is of the field's type (asserted).
  Record& set(std::string_view field, Value value);
  // Fields left unset are "" (text), false (flag), 0 (number), nil (map, and what is optional).
  const std::vector<Value>& values() const { return values_; }
  const Input& input() const { return input_; }

 private:
  std::size_t position(std::string_view field) const;

  const Input& input_;
  std::vector<Value> values_;
  std::size_t next_ = 0;  // where the next field is looked for first
};

}  // namespace xueshi::plugin
