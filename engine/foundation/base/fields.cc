#include "base/fields.h"

namespace xueshi::base {

const std::string* find_field(const Fields& fields, std::string_view heading) {
  for (const auto& [each, text] : fields) {
    if (each == heading) return &text;
  }
  return nullptr;
}

std::string field_or_empty(const Fields& fields, std::string_view heading) {
  const std::string* text = find_field(fields, heading);
  return text ? *text : "";
}

}  // namespace xueshi::base
