// Lists: tables with sortable headings, ticks and deeds, and filters above them. On a phone each
// row is a card.
#pragma once

#include <string>
#include <vector>

#include "html/html.h"
#include "web/form.h"
#include "web/paging.h"
#include "web/visit.h"

namespace xueshi::web {

struct Column {
  std::string heading;
  std::string order{};  // what `order` says for it; empty: not sorted by it
  bool is_number = false;
};

struct Row {
  std::vector<html::Html> cells;  // one a column
  std::string id{};               // of its tick
  std::string name{};             // that the tick is read out with
  bool is_marked = false;         // 未实施: red, and said in words in a cell
};

// A deed over the ticked rows.
struct Deed {
  html::Url action;
  std::string label;
};

struct List {
  std::string caption;
  std::vector<Column> columns;
  std::vector<Row> rows;
  Paging paging{};
  std::string next_step{};    // where there is nothing: what to do
  std::vector<Deed> deeds{};  // none: no ticks
  html::Html more_fields{};   // of the form that the deeds are in: a comment
  html::Html links{};         // beside the deeds: 导出
};

// What `order` says: "name", or "-name" for the other way round.
struct Order {
  std::string name;
  bool is_down = false;
};
Order order_of(const Visit& visit, const std::string& otherwise = "");

html::Html render(const Visit& visit, const List& list);

// [查询] [重置] above a list. Values come from the address.
html::Html filters(const Visit& visit, std::vector<Field> fields);

// Pairs of a label and what stands there; empty values are left out.
html::Html details(const std::vector<std::pair<std::string, std::string>>& pairs);
struct Tile {
  std::string label;
  std::string value;
  std::string note{};
};
html::Html tiles(const std::vector<Tile>& tiles);
html::Html card(const std::vector<html::Html>& inside, const std::string& heading = "");
html::Html link_to(const html::Url& url, const std::string& label);
html::Html button_to(const html::Url& url, const std::string& label);
// A word in a frame: 是, 否, 达标.
html::Html tag(const std::string& word, bool is_good);

}  // namespace xueshi::web
