#include "page/template.h"

namespace xueshi::page {

std::string fill(std::string_view text, const Fields& fields) {
  std::string filled;
  while (!text.empty()) {
    std::size_t open = text.find('{');
    std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) break;
    filled += text.substr(0, open);
    auto field = fields.find(std::string(text.substr(open + 1, close - open - 1)));
    if (field != fields.end()) filled += field->second;
    text.remove_prefix(close + 1);
  }
  return filled + std::string(text);
}

std::vector<std::string> Sheet::keys() const {
  std::vector<std::string> keys;
  if (const auto* list = std::get_if<ListBody>(&body)) {
    for (const Column& column : list->columns) keys.push_back(column.key);
    return keys;
  }
  const auto& form = std::get<FormBody>(body);
  for (const auto& row : form.rows) {
    for (const FormCell& cell : row) keys.push_back(cell.key);
  }
  for (const FormBlock& block : form.blocks) keys.push_back(block.key);
  return keys;
}

}  // namespace xueshi::page
