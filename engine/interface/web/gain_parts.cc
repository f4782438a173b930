#include "web/gain_parts.h"

#include "web/list.h"

namespace xueshi::web {

html::Html gain_card(const std::optional<view::GainView>& gain) {
  using html::attr;
  using html::element;
  if (!gain) return {};
  std::vector<html::Html> lines;
  for (const std::string& line : gain->lines)
    lines.push_back(element("p", {attr("class", lines.empty() ? "big" : "")}, {html::text(line)}));
  for (const std::string& doubt : gain->doubts)
    lines.push_back(element("p", {attr("class", "warning")}, {html::text("警告：" + doubt)}));
  return card(lines, "学时试算");
}

}  // namespace xueshi::web
