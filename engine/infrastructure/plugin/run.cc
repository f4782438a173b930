#include "plugin/run.h"

namespace xueshi::plugin {

page::Fields Book::fields() const {
  page::Fields fields{{"year", std::to_string(year.value())},
                      {"institute.code", institute_code},
                      {"institute.name", institute_name}};
  for (const auto& [name, label] : labels) fields["labels." + name] = label;
  return fields;
}

}  // namespace xueshi::plugin
