#include "plugin/record.h"

#include <cassert>
#include <cstdlib>
#include <utility>

namespace xueshi::plugin {

namespace {

Value unset(const Field& field) {
  if (field.optional) return {};
  switch (field.type) {
    case FieldType::kText:
      return std::string();
    case FieldType::kFlag:
      return false;
    case FieldType::kMap:
      return Map{};
    default:
      return std::int64_t{0};
  }
}

[[maybe_unused]] bool fits(const Field& field, const Value& value) {
  if (std::holds_alternative<std::monostate>(value)) return field.optional;
  switch (field.type) {
    case FieldType::kText:
      return std::holds_alternative<std::string>(value);
    case FieldType::kFlag:
      return std::holds_alternative<bool>(value);
    case FieldType::kMap:
      return std::holds_alternative<Map>(value);
    case FieldType::kDecimal:
      return std::holds_alternative<page::Number>(value) ||
             std::holds_alternative<std::int64_t>(value);
    default:
      return std::holds_alternative<std::int64_t>(value);
  }
}

}  // namespace

Record::Record(const Input& input) : input_(input) {
  values_.reserve(input.fields.size());
  for (const Field& field : input.fields) values_.push_back(unset(field));
}

void Record::clear() {
  for (std::size_t i = 0; i < values_.size(); ++i) {
    // Keeps a text's memory for the next row.
    if (auto* text = std::get_if<std::string>(&values_[i]); text && !input_.fields[i].optional)
      text->clear();
    else
      values_[i] = unset(input_.fields[i]);
  }
  next_ = 0;
}

Record& Record::set(std::string_view field, Value value) {
  std::size_t at = position(field);
  assert(fits(input_.fields[at], value));
  values_[at] = std::move(value);
  next_ = at + 1;
  return *this;
}

std::size_t Record::position(std::string_view field) const {
  const auto& fields = input_.fields;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    std::size_t at = (next_ + i) % fields.size();
    if (fields[at].name == field) return at;
  }
  assert(!"no such field of this input");
  std::abort();
}

}  // namespace xueshi::plugin
