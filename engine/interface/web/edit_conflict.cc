#include "web/edit_conflict.h"

#include <fmt/format.h>

#include "web/headed_fields.h"
#include "web/list.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::Html;
using html::text;

Html last_change(const item::ItemView& way) {
  for (auto step = way.history.rbegin(); step != way.history.rend(); ++step) {
    if (step->entry.outcome != "done") continue;
    return element(
        "p", {},
        {text(fmt::format("最近一次变更：{} {} {}", step->entry.at, step->who, step->label))});
  }
  return {};
}

Html conflict_cell(const char* heading, const std::string& value) {
  return element("td", {attr("data-h", heading)}, {text(value.empty() ? "（空）" : value)});
}

}  // namespace

html::Html theirs_beside_mine(const item::ItemView& way, const base::Fields& standing,
                              const base::Fields& mine) {
  std::vector<Html> rows;
  for (const auto& [heading, value] : changed_fields(mine, standing)) {
    rows.push_back(element("tr", {},
                           {element("th", {attr("scope", "row")}, {text(heading)}),
                            conflict_cell("现在的内容", base::field_or_empty(standing, heading)),
                            conflict_cell("我填写的", value)}));
  }
  Html head = element("tr", {},
                      {element("th", {attr("scope", "col")}, {text("栏目")}),
                       element("th", {attr("scope", "col")}, {text("现在的内容")}),
                       element("th", {attr("scope", "col")}, {text("我填写的")})});
  return card({last_change(way),
               rows.empty() ? element("p", {}, {text("您填写的与现在的内容没有不同。")})
                            : element("table", {attr("class", "cards")},
                                      {element("caption", {}, {text("两份内容的不同")}),
                                       element("thead", {}, {head}), element("tbody", {}, rows)})},
              "他人已修改");
}

}  // namespace xueshi::web
