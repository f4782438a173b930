// Inputs: what a plugin may ask for – one table that drives the check of manifests, the rows that
// Lua sees, the cases of `plugin test` and plugins/README.md (a test proves that the page says the
// same).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace xueshi::plugin {

enum class FieldType {
  kText,     // never nil: "" where there is none
  kInteger,  // a count
  kSeconds,  // hours as whole seconds: sum first, then hours(…) once
  kDecimal,  // an exact decimal
  kFlag,     // true or false
  kMap,      // a table
};

struct Field {
  std::string name;  // as Lua writes it: class.headcount
  FieldType type;
  std::string description;  // Chinese
  bool optional = false;    // may be nil
};

struct Input {
  std::string name;         // as the manifest and Lua write it: book:classes()
  std::string description;  // Chinese: what one row is, and their order
  std::string headline;     // the field that names a row in messages
  std::string label;        // and what that field is called there: 培训名称
  std::vector<Field> fields;
};

const std::vector<Input>& inputs();
// Null where there is none of that name.
const Input* find_input(std::string_view name);
std::vector<std::string> input_names();
// As the README writes a type: 文字, 整数, 秒数, 小数, true/false, 表.
std::string_view type_name(FieldType type);

}  // namespace xueshi::plugin
