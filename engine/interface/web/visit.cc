#include "web/visit.h"

#include "base/fields.h"

namespace xueshi::web {

std::string Visit::part(const std::string& name) const {
  auto at = parts.find(name);
  return at == parts.end() ? "" : at->second;
}

std::string Visit::query(std::string_view name) const {
  return base::field_or_empty(request.query, name);
}

std::string Visit::field(std::string_view name) const { return base::field_or_empty(form, name); }

std::vector<std::string> Visit::fields(std::string_view name) const {
  std::vector<std::string> found;
  for (const auto& [heading, text] : form)
    if (heading == name) found.push_back(text);
  return found;
}

const http::FilePart* Visit::file(std::string_view name) const {
  for (const http::FilePart& part : files)
    if (part.field == name && !part.name.empty()) return &part;
  return nullptr;
}

}  // namespace xueshi::web
