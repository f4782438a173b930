#include <fmt/format.h>

#include <set>

#include "base/number.h"
#include "base/text.h"
#include "page/keys.h"
#include "page/template.h"
#include "yaml/reader.h"

namespace xueshi::page {

namespace {

using yaml::Node;

constexpr std::size_t kMostColumns = 60;
constexpr std::size_t kMostPairs = 8;  // of a form, in one row
constexpr int kMostPlaces = 6;
constexpr int kMostLines = 60;
// A file holds 255, the receipt and what {…} stands for among them.
constexpr std::size_t kMostFooterCharacters = 80;

const std::vector<std::string>& known_fields() {
  static const std::vector<std::string> kKnown = {"year", "institute.name", "institute.code",
                                                  "labels.met", "labels.required"};
  return kKnown;
}

class Parser {
 public:
  explicit Parser(yaml::Reader& reader) : reader_(reader) {}

  Template parse(const Node& root) {
    Template page;
    if (!reader_.check_keys(root, file_keys().at(""))) return page;
    page.name = reader_.required_text(root, "name");
    page.title = required_filled(root, "title");
    if (const Node* footer = root.find("footer")) page.footer = parse_footer(*footer);
    if (const Node* lines = root.find("lines")) {
      if (check_list(*lines, "lines")) {
        for (const Node& line : lines->items) page.lines.push_back(filled_text(line));
      }
    }
    parse_paper(root, page);
    parse_body(root, page);
    return page;
  }

 private:
  void parse_paper(const Node& root, Template& page) {
    if (const Node* paper = root.find("paper")) reader_.word(*paper, {"A4"});
    if (const Node* orientation = root.find("orientation"))
      page.landscape = reader_.word(*orientation, {"portrait", "landscape"}) == 1;
    if (const Node* margin = root.find("margin_cm")) page.margin_cm = measure(*margin, 0.5, 5);
  }

  std::string parse_footer(const Node& node) {
    std::string footer = filled_text(node);
    if (base::characters(footer).size() > kMostFooterCharacters)
      reader_.error(node.mark, "wrong-value", "footer 太长，请缩短到 80 个字以内");
    return footer;
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

  // --- a list ---

  ListBody parse_columns(const Node& node) {
    ListBody body;
    if (!node.is_sequence() || node.items.empty() || node.items.size() > kMostColumns) {
      reader_.error(node.mark, "columns",
                    fmt::format("columns 应为 1 到 {} 列的列表", kMostColumns));
      return body;
    }
    for (const Node& item : node.items) {
      if (reader_.check_keys(item, file_keys().at("columns.[]")))
        body.columns.push_back(parse_column(item));
    }
    return body;
  }

  Column parse_column(const Node& item) {
    Column column;
    column.key = key(item);
    column.heading = reader_.required_text(item, "heading");
    if (const Node* width = item.find("width")) column.width = measure(*width, 2, 120);
    column.format = format(item);
    column.places = places(item, "places", column.format, column.places);
    column.centered = reader_.optional_flag(item, "centered", false);
    return column;
  }

  // --- a form ---

  FormBody parse_form(const Node& node) {
    FormBody body;
    if (!reader_.check_keys(node, file_keys().at("form"))) return body;
    if (const Node* width = node.find("label_width")) body.label_width = measure(*width, 2, 120);
    if (const Node* width = node.find("value_width")) body.value_width = measure(*width, 2, 120);
    if (const Node* rows = reader_.required(node, "rows")) parse_form_rows(*rows, body);
    const Node* blocks = node.find("blocks");
    if (blocks == nullptr || !check_list(*blocks, "blocks")) return body;
    for (const Node& item : blocks->items) {
      if (reader_.check_keys(item, file_keys().at("form.blocks.[]")))
        body.blocks.push_back(parse_block(item));
    }
    return body;
  }

  FormBlock parse_block(const Node& item) {
    FormBlock block;
    block.label = required_filled(item, "label");
    block.key = key(item);
    if (const Node* lines = item.find("lines"))
      block.lines = count(*lines, 1, kMostLines).value_or(block.lines);
    return block;
  }

  void parse_form_rows(const Node& rows, FormBody& body) {
    if (!check_list(rows, "rows")) return;
    for (const Node& row : rows.items) {
      if (!row.is_sequence() || row.items.empty() || row.items.size() > kMostPairs) {
        reader_.error(row.mark, "row",
                      fmt::format("一行应为 1 到 {} 项的列表：[{{label, key}}, …]", kMostPairs));
        continue;
      }
      std::vector<FormCell> cells;
      for (const Node& item : row.items) {
        if (reader_.check_keys(item, file_keys().at("form.rows.[].[]")))
          cells.push_back(parse_cell(item));
      }
      body.rows.push_back(std::move(cells));
    }
  }

  FormCell parse_cell(const Node& item) {
    FormCell cell;
    cell.label = required_filled(item, "label");
    cell.key = key(item);
    cell.unit = reader_.optional_text(item, "unit");
    cell.format = format(item);
    cell.places = places(item, "places", cell.format, cell.places);
    cell.least_places = places(item, "least_places", cell.format, cell.least_places);
    if (cell.least_places > cell.places) {
      reader_.error(item.find("least_places")->mark, "wrong-value",
                    fmt::format("least_places 不能超过 places（{}）", cell.places));
    }
    return cell;
  }

  // --- values ---

  bool check_list(const Node& node, std::string_view name) {
    if (node.is_sequence()) return true;
    reader_.error(node.mark, "wrong-kind", fmt::format("{} 应为列表", name));
    return false;
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

  int places(const Node& item, const char* name, Format format, int fallback) {
    const Node* node = item.find(name);
    if (node == nullptr) return fallback;
    if (format != Format::kDecimal) {
      reader_.error(node->mark, "wrong-value",
                    fmt::format("只有 format: decimal 才有 {}，请删去或改 format", name));
    }
    return count(*node, 0, kMostPlaces).value_or(fallback);
  }

  std::optional<int> count(const Node& node, int least, int most) {
    auto value = reader_.integer(node);
    if (!value) return std::nullopt;
    if (*value >= least && *value <= most) return static_cast<int>(*value);
    reader_.error(node.mark, "wrong-value",
                  fmt::format("'{}' 应在 {} 到 {} 之间", node.text, least, most));
    return std::nullopt;
  }

  // A length on paper.
  double measure(const Node& node, double least, double most) {
    auto hundredths = reader_.decimal(node, 2);
    double value = static_cast<double>(hundredths.value_or(0)) / 100;
    if (hundredths && (value < least || value > most)) {
      reader_.error(node.mark, "wrong-value",
                    fmt::format("'{}' 应在 {} 到 {} 之间", node.text, least, most));
    }
    return value;
  }

  std::string required_filled(const Node& map, std::string_view name) {
    std::string text = reader_.required_text(map, name);
    return text.empty() ? text : filled_text(*map.find(name));
  }

  // Text that may hold {fields}; unknown ones are findings.
  std::string filled_text(const Node& node) {
    std::string text = reader_.text(node);
    for (std::size_t open = text.find('{'); open != std::string::npos;
         open = text.find('{', open + 1)) {
      std::size_t close = text.find('}', open);
      if (close == std::string::npos) {
        reader_.error(node.mark, "unknown-field", "'{' 之后缺少 '}'");
        break;
      }
      check_field(node, text.substr(open + 1, close - open - 1));
    }
    return text;
  }

  void check_field(const Node& node, const std::string& name) {
    const std::vector<std::string>& known = known_fields();
    if (std::find(known.begin(), known.end(), name) != known.end()) return;
    std::string advice = base::suggest(name, known);
    if (advice.empty()) advice = fmt::format("，可用的有：{}", base::join(known, "、"));
    reader_.error(node.mark, "unknown-field", fmt::format("未知的 '{{{}}}'{}", name, advice));
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
