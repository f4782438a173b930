// Template: the printed page of a report – title, lines above, columns or a form grid, paper
//. No logic in templates, no layout in plugins.
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
  kDecimal,  // at most `places` decimals, no trailing zeros: written as a rounded General number
};

struct Column {
  std::string key;      // the name by which a plugin's row names it
  std::string heading;  // what row 3 prints
  double width = 10;    // in characters of the default font; Chinese characters are two wide
  Format format = Format::kText;
  int places = 2;  // of kDecimal
  bool centered = false;
};

// A list: headings, then nothing but data rows.
struct ListBody {
  std::vector<Column> columns;
};

// A form: a grid of label–value pairs and text blocks below it. Values are keys of the one row a
// plugin emits.
struct FormCell {
  std::string label;  // may hold {labels.met}
  std::string key;
  std::string unit;  // printed after the value: `(人次)`, `%`
  Format format = Format::kText;
  int places = 2;        // most decimals of kDecimal
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
};

struct Template {
  std::string name;
  std::string title;               // row 1: `{year}年度…`
  std::vector<std::string> lines;  // below the title: `单位名称(加盖公章):{institute.name}`
  bool landscape = false;
  double margin_cm = 1.5;
  std::string footer;  // may be empty
  std::variant<ListBody, FormBody> body;

  // The keys that a row may and must carry, in order.
  std::vector<std::string> keys() const;
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

// A number as digits, exact: 13080 with places 2 is 130.8.
struct Number {
  std::int64_t scaled = 0;
  int places = 0;
  bool operator==(const Number&) const = default;
};
using Cell = std::variant<std::monostate, std::string, Number>;
// One cell per key of the template, in its order.
using Row = std::vector<Cell>;

// Receives rows in order; a workbook is one, a test another.
class RowSink {
 public:
  virtual ~RowSink() = default;
  virtual void add(const Row& row) = 0;
};

}  // namespace xueshi::page
