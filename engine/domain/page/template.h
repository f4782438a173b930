// Template: the printed page of a report – title, lines above, columns or a form grid, paper. No
// logic in templates, no layout in plugins.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/finding.h"

namespace xueshi::page {

// What a plugin may put into a column.
enum class Format {
  kText,     // a string, wrapped; never a formula, number or link
  kInteger,  // a whole number
  kDecimal,  // at most `places` decimals, rounded
  kDate,     // `YYYY-MM-DD` or `YYYY-MM-DD HH:MM`, a real date in the workbook
  kPercent,  // 42.86, which a workbook holds as 0.4286
};

// A number as digits, exact: 13080 with places 2 is 130.8.
struct Number {
  std::int64_t scaled = 0;
  int places = 0;
  bool operator==(const Number&) const = default;
};

struct Column {
  std::string key;      // the name by which a plugin's row names it
  std::string heading;  // what stands above it; of a spread, nothing: its cells bring their own
  std::string under;    // a heading above that, shared with the neighbours that name the same one
  double width = 10;    // in characters of the default font; Chinese characters are two wide
  Format format = Format::kText;
  int places = 2;                   // of kDecimal and kPercent
  std::optional<int> least_places;  // of kDecimal; absent: no trailing zeros (General)
  bool centered = false;
  bool sums = false;                // subtotals and the total have its sum
  bool merges = false;              // equal neighbours become one cell
  std::optional<Number> red_below;  // smaller numbers are red
  bool is_spread = false;           // its cell is a Spread: a column for every heading in it
};

struct Group {
  std::string by;        // a column: its runs of equal values are the groups
  std::string subtotal;  // what the last row of each says in that column; "": there is none
  bool new_page = false;
};

enum class ChartKind { kBar, kLine, kPie };
// Below the table, of its own cells.
struct Chart {
  ChartKind kind = ChartKind::kBar;
  std::string x;               // the column that names the bars
  std::vector<std::string> y;  // columns of numbers
  std::string title;
};

// A list: headings, data rows, and what was asked for of subtotals and a total.
struct ListBody {
  std::vector<Column> columns;
  std::optional<Group> group = {};
  std::string total = "";  // what the last row says in the first column; "": there is none
  bool freezes = false;    // headings stay on the screen
  bool filters = false;    // and have drop-downs
  std::optional<Chart> chart = {};
};

// A form: a grid of label–value pairs and text blocks below it. Values are keys of the one row a
// plugin emits.
struct FormCell {
  std::string label;  // may hold {labels.met}
  std::string key;
  std::string unit;  // printed after the value: `(人次)`, `%`
  Format format = Format::kText;
  int places = 2;        // most decimals of kDecimal and kPercent
  int least_places = 0;  // fewest: 2 prints 21.00, 1 prints 5.0
};
struct FormBlock {
  std::string label;
  std::string key;
  int lines = 8;  // room to write by hand
};
struct FormBody {
  std::vector<std::vector<FormCell>> rows;
  std::vector<FormBlock> blocks;
  double label_width = 24;
  double value_width = 20;
  bool repeats = false;  // any number of rows, a page each
};

// One table of a workbook.
struct Sheet {
  std::string name;                // of several; "" where there is only one
  std::string title;               // row 1: `{year}年度…`
  std::vector<std::string> lines;  // below the title: `单位名称(加盖公章):{institute.name}`
  std::string unit;                // right, above the headings: `单位：万元`
  std::vector<std::string> sign;   // who signs below the table: 填报人, 负责人, 日期
  std::variant<ListBody, FormBody> body;

  // The keys that a row may and must carry, in order.
  std::vector<std::string> keys() const;
};

enum class Paper { kA3, kA4, kA5 };

struct Fonts {
  std::string title = "宋体";
  std::string body = "宋体";
  bool operator==(const Fonts&) const = default;
};

struct Template {
  std::string name;
  Paper paper = Paper::kA4;
  bool landscape = false;
  double margin_cm = 1.5;
  std::string footer;  // may be empty
  Fonts fonts;
  std::vector<Sheet> sheets = std::vector<Sheet>(1);  // at least one

  // What plugins of `api: 1` do not have yet, as written.
  struct Newer {
    std::string what;  // "group", "paper: A3"
    base::Place place;
  };
  std::vector<Newer> newer;
};

// What `{…}` in titles, lines, labels, footers and file names stands for: year, institute.name,
// institute.code, labels.met, labels.required.
using Fields = std::map<std::string, std::string>;

// Replaces every {name}. An unknown name is a finding when the template is parsed, so none is left
// here.
std::string fill(std::string_view text, const Fields& fields);

// Parses and checks a template file; every mistake is a finding ("template.…", and "yaml.…").
// Absent where there is an error.
std::optional<Template> parse_template(const std::string& file, std::string_view text,
                                       base::Findings& findings);

// --- rows ---

// One of the columns that a spread becomes, and what this row has there.
struct SpreadCell {
  std::string heading;
  std::variant<std::monostate, std::string, Number> value;
  bool operator==(const SpreadCell&) const = default;
};
using Spread = std::vector<SpreadCell>;  // by heading, ascending; each at most once
using Cell = std::variant<std::monostate, std::string, Number, Spread>;
// One cell per key of the sheet, in its order.
using Row = std::vector<Cell>;

// Receives rows in order; a workbook is one, a test another.
class RowSink {
 public:
  virtual ~RowSink() = default;
  virtual void add(const Row& row) = 0;
  // The rows that follow are of this sheet; before the first call, of the first one.
  virtual void turn_to(std::size_t /*sheet*/) {}
  // The headings of a spread in the order in which they are to stand; others follow them.
  virtual void order(const std::string& /*key*/, const std::vector<std::string>& /*headings*/) {}
};

}  // namespace xueshi::page
