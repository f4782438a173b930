#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/number.h"
#include "page/template.h"
#include "yaml/reader.h"

namespace xueshi::page {

namespace {

using yaml::Node;

constexpr int kMostColumns = 60;
constexpr int kMostPlaces = 6;

class Parser {
 public:
  explicit Parser(yaml::Reader& reader) : reader_(reader) {}

  Template parse(const Node& root) {
    Template page;
    if (!reader_.check_keys(root, {"name", "title", "lines", "paper", "orientation", "margin_cm",
                                   "footer", "columns", "form"})) {
      return page;
    }
    page.name = reader_.required_text(root, "name");
    page.title = filled_text(reader_.required(root, "title"));
    page.footer = filled_text(root.find("footer"));
    if (const Node* lines = root.find("lines"); lines != nullptr && lines->is_sequence()) {
      for (const Node& line : lines->items) page.lines.push_back(filled_text(&line));
    } else if (lines != nullptr) {
      reader_.error(lines->mark, "wrong-kind", "lines 应为列表");
    }
    parse_paper(root, page);
    parse_body(root, page);
    return page;
  }

 private:
  void parse_paper(const Node& root, Template& page) {
    if (const Node* paper = root.find("paper")) reader_.word(*paper, {"A4"});
    if (const Node* orientation = root.find("orientation")) {
      page.landscape = reader_.word(*orientation, {"portrait", "landscape"}) == 1;
    }
    if (const Node* margin = root.find("margin_cm")) page.margin_cm = number(*margin, 0.5, 5);
  }

  void parse_body(const Node& root, Template& page) {
    const Node* columns = root.find("columns");
    const Node* form = root.find("form");
    if ((columns == nullptr) == (form == nullptr)) {
      reader_.error(root.mark, "body", "模板应写 columns（列表）或 form（表格），二者取一");
    } else if (columns != nullptr) {
      page.body = parse_columns(*columns);
    } else {
      page.body = parse_form(*form);
    }
  }

  ListBody parse_columns(const Node& node) {
    ListBody body;
    if (!node.is_sequence() || node.items.empty() || node.items.size() > kMostColumns) {
      reader_.error(node.mark, "columns",
                    fmt::format("columns 应为 1 到 {} 列的列表", kMostColumns));
      return body;
    }
    for (const Node& item : node.items) {
      if (!reader_.check_keys(item, {"key", "heading", "width", "format", "places", "centered"}))
        continue;
      Column column;
      column.key = key(item);
      column.heading = reader_.required_text(item, "heading");
      if (const Node* width = item.find("width")) column.width = number(*width, 2, 120);
      column.format = format(item);
      column.places = places(item, "places", column.places);
      column.centered = reader_.optional_flag(item, "centered", false);
      body.columns.push_back(std::move(column));
    }
    return body;
  }

  FormBody parse_form(const Node& node) {
    FormBody body;
    if (!reader_.check_keys(node, {"label_width", "value_width", "rows", "blocks"})) return body;
    if (const Node* width = node.find("label_width")) body.label_width = number(*width, 2, 120);
    if (const Node* width = node.find("value_width")) body.value_width = number(*width, 2, 120);
    if (const Node* rows = reader_.required(node, "rows")) parse_form_rows(*rows, body);
    if (const Node* blocks = node.find("blocks"); blocks != nullptr && blocks->is_sequence()) {
      for (const Node& item : blocks->items) {
        if (!reader_.check_keys(item, {"label", "key", "lines"})) continue;
        FormBlock block{filled_text(reader_.required(item, "label")), key(item), 8};
        if (const Node* lines = item.find("lines"))
          block.lines = static_cast<int>(number(*lines, 1, 60));
        body.blocks.push_back(std::move(block));
      }
    } else if (blocks != nullptr) {
      reader_.error(blocks->mark, "wrong-kind", "blocks 应为列表");
    }
    return body;
  }

  void parse_form_rows(const Node& rows, FormBody& body) {
    if (!rows.is_sequence() || rows.items.empty()) {
      return reader_.error(rows.mark, "wrong-kind", "rows 应为列表，每项是一行：[{label, key}, …]");
    }
    for (const Node& row : rows.items) {
      std::vector<FormCell> cells;
      if (!row.is_sequence()) {
        reader_.error(row.mark, "wrong-kind", "一行应为列表：[{label, key}, …]");
        continue;
      }
      for (const Node& item : row.items) {
        if (reader_.check_keys(item,
                               {"label", "key", "unit", "format", "places", "least_places"})) {
          cells.push_back(form_cell(item));
        }
      }
      body.rows.push_back(std::move(cells));
    }
  }

  FormCell form_cell(const Node& item) {
    FormCell cell;
    cell.label = filled_text(reader_.required(item, "label"));
    cell.key = key(item);
    cell.unit = reader_.optional_text(item, "unit");
    cell.format = format(item);
    cell.places = places(item, "places", cell.places);
    cell.least_places = places(item, "least_places", cell.least_places);
    return cell;
  }

  std::string key(const Node& item) {
    std::string text = reader_.required_text(item, "key");
    if (!text.empty() && !keys_.insert(text).second) {
      reader_.error(item.find("key")->mark, "duplicate-column",
                    fmt::format("列 '{}' 重复，请改名", text));
    }
    return text;
  }

  Format format(const Node& item) {
    const Node* node = item.find("format");
    if (node == nullptr) return Format::kText;
    return static_cast<Format>(reader_.word(*node, {"text", "integer", "decimal"}).value_or(0));
  }

  int places(const Node& item, const char* name, int fallback) {
    const Node* node = item.find(name);
    return node == nullptr ? fallback : static_cast<int>(number(*node, 0, kMostPlaces));
  }

  double number(const Node& node, double least, double most) {
    auto hundredths = reader_.decimal(node, 2);
    double value = static_cast<double>(hundredths.value_or(0)) / 100;
    if (hundredths && (value < least || value > most)) {
      reader_.error(node.mark, "wrong-value",
                    fmt::format("'{}' 应在 {} 到 {} 之间", node.text, least, most));
    }
    return value;
  }

  // Text that may hold {fields}; unknown ones are findings.
  std::string filled_text(const Node* node) {
    if (node == nullptr) return "";
    std::string text = reader_.text(*node);
    for (std::size_t open = text.find('{'); open != std::string::npos;
         open = text.find('{', open + 1)) {
      std::size_t close = text.find('}', open);
      std::string name = close == std::string::npos ? "" : text.substr(open + 1, close - open - 1);
      bool label = name.rfind("labels.", 0) == 0;
      static const std::set<std::string> kKnown = {"year", "institute.name", "institute.code",
                                                   "title"};
      if (!label && kKnown.count(name) == 0) {
        reader_.error(
            node->mark, "unknown-field",
            fmt::format("未知的 '{{{}}}'，可用：{{year}}、{{institute.name}}、{{institute.code}}、"
                        "{{labels.met}}、{{labels.required}}",
                        name));
      }
    }
    return text;
  }

  yaml::Reader& reader_;
  std::set<std::string> keys_;
};

}  // namespace

std::optional<Template> parse_template(const std::string& file, std::string_view text,
                                       base::Findings& findings) {
  std::size_t errors_before = findings.errors();
  auto document = yaml::Document::parse(file, text, findings);
  if (!document) return std::nullopt;
  yaml::Reader reader(*document, "template", findings);
  Template page = Parser(reader).parse(document->root());
  if (findings.errors() != errors_before) return std::nullopt;
  return page;
}

}  // namespace xueshi::page
