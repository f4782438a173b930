#include "page/keys.h"

namespace xueshi::page {

namespace {

// What a sheet is made of; at the top of the file where there is only one.
void add_sheet_keys(yaml::KeyTable& table, const std::string& path,
                    const std::vector<std::string>& own) {
  auto at = [&](const std::string& key) { return path.empty() ? key : path + "." + key; };
  table.keys[path] = own;
  for (const char* key : {"title", "lines", "unit", "columns", "group", "total", "freeze", "filter",
                          "sign", "chart", "form"})
    table.keys[path].emplace_back(key);
  table.keys[at("columns")] = {"[]"};
  table.keys[at("columns.[]")] = {"key",      "spread", "heading", "under",
                                  "width",    "format", "places",  "least_places",
                                  "centered", "total",  "merge",   "red_below"};
  table.keys[at("group")] = {"by", "subtotal", "new_page"};
  table.keys[at("chart")] = {"kind", "x", "y", "title", "place"};
  table.keys[at("form")] = {"label_width", "value_width", "rows", "blocks", "repeat"};
  table.keys[at("form.rows")] = {"[]"};
  table.keys[at("form.rows.[]")] = {"[]"};
  table.keys[at("form.rows.[].[]")] = {"label", "key", "unit", "format", "places", "least_places"};
  table.keys[at("form.blocks")] = {"[]"};
  table.keys[at("form.blocks.[]")] = {"label", "key", "lines"};
}

}  // namespace

const yaml::KeyTable& file_keys() {
  static const yaml::KeyTable kTable = [] {
    yaml::KeyTable table;
    add_sheet_keys(table, "",
                   {"name", "paper", "orientation", "margin_cm", "footer", "fonts", "sheets"});
    table.keys["fonts"] = {"title", "body"};
    table.keys["sheets"] = {"[]"};
    add_sheet_keys(table, "sheets.[]", {"name"});
    return table;
  }();
  return kTable;
}

}  // namespace xueshi::page
