#include "web/list.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::Html;
using html::text;

Html heading(const Visit& visit, const Column& column) {
  std::vector<html::Attribute> attributes = {attr("scope", "col")};
  if (column.is_number) attributes.push_back(attr("class", "n"));
  if (column.order.empty()) return element("th", attributes, {text(column.heading)});
  Order order = order_of(visit);
  bool is_current = order.name == column.order;
  bool turns = is_current && !order.is_down;
  if (is_current)
    attributes.push_back(attr("aria-sort", order.is_down ? "descending" : "ascending"));
  html::Url url = with_query(visit, {{"order", (turns ? "-" : "") + column.order}});
  std::string arrow = !is_current ? "" : order.is_down ? " ↓" : " ↑";
  return element("th", attributes,
                 {element("a", {html::link("href", url)}, {text(column.heading + arrow)})});
}

Html cell(const Column& column, const Html& inside) {
  std::vector<html::Attribute> attributes = {attr("data-h", column.heading)};
  if (column.is_number) attributes.push_back(attr("class", "n"));
  return element("td", attributes, {inside});
}

Html tick(const Row& row) {
  if (row.id.empty()) return element("td", {attr("data-h", "选择")});
  return element(
      "td", {attr("data-h", "选择")},
      {element("input", {attr("type", "checkbox"), attr("name", "id"), attr("value", row.id),
                         attr("aria-label", "选择 " + row.name)})});
}

Html table(const Visit& visit, const List& list) {
  bool has_ticks = !list.deeds.empty();
  std::vector<Html> headings;
  if (has_ticks) headings.push_back(element("th", {attr("scope", "col")}, {text("选择")}));
  for (const Column& column : list.columns) headings.push_back(heading(visit, column));
  std::vector<Html> rows;
  for (const Row& row : list.rows) {
    std::vector<Html> cells;
    if (has_ticks) cells.push_back(tick(row));
    // A row of another length is a mistake of ours; it shows (tests/console/routes.py).
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      cells.push_back(cell(i < list.columns.size() ? list.columns[i] : Column{}, row.cells[i]));
    rows.push_back(row.is_marked ? element("tr", {attr("class", "red")}, cells)
                                 : element("tr", {}, cells));
  }
  return element(
      "div",
      {attr("class", "scroll"), attr("tabindex", "0"), attr("role", "region"),
       attr("aria-label", list.caption)},
      {element("table", {attr("class", "cards")},
               {element("caption", {}, {text(list.caption)}),
                element("thead", {}, {element("tr", {}, headings)}), element("tbody", {}, rows)})});
}

Html buttons(const List& list) {
  std::vector<Html> parts;
  for (const Deed& deed : list.deeds) {
    parts.push_back(element("button", {html::link("formaction", deed.action)}, {text(deed.label)}));
  }
  parts.push_back(list.links);
  return element("div", {attr("class", "bar")}, parts);
}

Html empty_words(const Visit& visit, const List& list) {
  bool is_filtered = false;
  for (const auto& [name, value] : visit.request.query)
    is_filtered = is_filtered || (!value.empty() && name != "size" && name != "order");
  std::string words =
      is_filtered ? "没有符合条件的数据，请放宽查询条件或点击 重置。" : "暂无数据。";
  return element("p", {attr("class", "empty")}, {text(words + list.next_step)});
}

}  // namespace

Order order_of(const Visit& visit, const std::string& otherwise) {
  std::string asked = visit.query("order");
  if (asked.empty()) asked = otherwise;
  bool is_down = !asked.empty() && asked.front() == '-';
  return {is_down ? asked.substr(1) : asked, is_down};
}

Html render(const Visit& visit, const List& list) {
  if (list.paging.total == 0)
    return card(
        {empty_words(visit, list),
         list.links.empty() ? Html() : element("div", {attr("class", "bar")}, {list.links})});
  if (list.deeds.empty()) {
    return card({table(visit, list),
                 list.links.empty() ? Html() : element("div", {attr("class", "bar")}, {list.links}),
                 pager(visit, list.paging)});
  }
  Html form =
      element("form", {attr("method", "post"), html::link("action", list.deeds.front().action)},
              {hidden_keys(visit), table(visit, list), list.more_fields, buttons(list)});
  return card({form, pager(visit, list.paging)});
}

Html filters(const Visit& visit, std::vector<Field> fields) {
  std::vector<Html> parts;
  for (Field& field : fields) {
    field.value = visit.query(field.name).empty() ? field.value : visit.query(field.name);
    std::vector<html::Attribute> attributes = {attr("name", field.name)};
    Html control;
    if (field.kind == Field::Kind::kChoice) {
      std::vector<Html> options;
      for (const Option& option : field.options) {
        options.push_back(element(
            "option",
            {attr("value", option.value), html::flag("selected", option.value == field.value)},
            {text(option.label)}));
      }
      control = element("select", attributes, options);
    } else {
      attributes.push_back(attr("value", field.value));
      if (field.kind == Field::Kind::kDate) attributes.push_back(attr("type", "date"));
      control = element("input", attributes);
    }
    parts.push_back(element("label", {}, {element("span", {}, {text(field.label)}), control}));
  }
  for (const char* kept : {"org", "size", "order"}) {
    bool is_field = false;
    for (const Field& field : fields) is_field = is_field || field.name == kept;
    if (!is_field && !visit.query(kept).empty()) parts.push_back(hidden(kept, visit.query(kept)));
  }
  parts.push_back(element("button", {}, {text("查询")}));
  parts.push_back(button_to(html::Url::at(visit.request.path), "重置"));
  return element("form",
                 {attr("class", "card filter"), attr("method", "get"), attr("role", "search"),
                  html::link("action", html::Url::at(visit.request.path))},
                 parts);
}

Html details(const std::vector<std::pair<std::string, std::string>>& pairs) {
  std::vector<Html> parts;
  for (const auto& [label, value] : pairs) {
    if (value.empty()) continue;
    parts.push_back(
        element("div", {}, {element("dt", {}, {text(label)}), element("dd", {}, {text(value)})}));
  }
  return element("dl", {attr("class", "details")}, parts);
}

Html tiles(const std::vector<Tile>& all) {
  std::vector<Html> parts;
  for (const Tile& tile : all) {
    parts.push_back(element("div", {attr("class", "tile")},
                            {element("dt", {}, {text(tile.label)}),
                             element("dd", {},
                                     {text(tile.value), text(tile.note.empty() ? "" : " "),
                                      element("small", {}, {text(tile.note)})})}));
  }
  return element("dl", {attr("class", "tiles")}, parts);
}

Html card(const std::vector<Html>& inside, const std::string& heading) {
  std::vector<Html> parts;
  if (!heading.empty()) parts.push_back(element("h2", {}, {text(heading)}));
  parts.insert(parts.end(), inside.begin(), inside.end());
  return element("section", {attr("class", "card")}, parts);
}

Html link_to(const html::Url& url, const std::string& label) {
  return element("a", {html::link("href", url)}, {text(label)});
}

Html button_to(const html::Url& url, const std::string& label) {
  return element("a", {attr("class", "button"), html::link("href", url)}, {text(label)});
}

Html tag(const std::string& word, bool is_good) {
  return element("span", {attr("class", is_good ? "tag yes" : "tag no")}, {text(word)});
}

}  // namespace xueshi::web
