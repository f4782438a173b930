#include "plugin/case.h"

#include <fmt/format.h>

#include "base/number.h"

namespace xueshi::plugin {

namespace {

std::string csv_cell(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string quoted = "\"";
  for (char c : text) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + "\"";
}

struct CellText {
  std::string operator()(std::monostate) const { return ""; }
  std::string operator()(const std::string& text) const { return csv_cell(text); }
  std::string operator()(const page::Number& number) const {
    return base::render_decimal(number.scaled, number.places);
  }
};

}  // namespace

std::string render_csv(const page::Template& page, const std::vector<page::Row>& rows) {
  std::string text;
  for (const std::string& key : page.keys()) text += (text.empty() ? "" : ",") + key;
  text += '\n';
  for (const page::Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i)
      text += (i > 0 ? "," : "") + std::visit(CellText{}, row[i]);
    text += '\n';
  }
  return text;
}

}  // namespace xueshi::plugin
