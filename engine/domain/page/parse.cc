#include <fmt/format.h>

#include <algorithm>
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
constexpr std::size_t kMostSheets = 20;
constexpr std::size_t kMostSheetNameCharacters = 31;  // as Excel has it
constexpr std::size_t kMostFontCharacters = 31;       // likewise
constexpr std::size_t kMostSigners = 6;

const std::vector<std::string>& known_fields() {
  static const std::vector<std::string> kKnown = {"year", "institute.name", "institute.code",
                                                  "labels.met", "labels.required"};
  return kKnown;
}

// What `api: 1` has not got, by where it stands.
bool is_newer(std::string_view key) {
  static const std::set<std::string_view> kKeys = {"unit", "group", "total",  "freeze", "filter",
                                                   "sign", "chart", "sheets", "fonts"};
  return kKeys.contains(key);
}
bool is_newer_of_column(std::string_view key) {
  static const std::set<std::string_view> kKeys = {"spread", "under", "least_places",
                                                   "total",  "merge", "red_below"};
  return kKeys.contains(key);
}

class Parser {
 public:
  Parser(const yaml::Document& document, yaml::Reader& reader)
      : document_(document), reader_(reader) {}

  Template parse(const Node& root) {
    Template page;
    if (!reader_.check_keys(root, file_keys().at(""))) return page;
    for (const Node::Entry& entry : root.entries)
      if (is_newer(entry.key)) add_newer(entry.key, entry.value);
    page.name = reader_.required_text(root, "name");
    if (const Node* footer = root.find("footer")) page.footer = parse_footer(*footer);
    parse_paper(root, page);
    parse_fonts(root, page.fonts);
    Sheet& top = page.sheets.front();
    top.title = required_filled(root, "title");
    parse_above(root, top);
    if (const Node* sheets = root.find("sheets")) {
      parse_sheets(root, *sheets, page);
    } else {
      parse_body(root, top);
    }
    page.newer = std::move(newer_);
    return page;
  }

 private:
  void add_newer(std::string what, const Node& node) {
    newer_.push_back({std::move(what), document_.place(node.mark)});
  }

  void parse_paper(const Node& root, Template& page) {
    if (const Node* paper = root.find("paper")) {
      auto word = reader_.word(*paper, {"A3", "A4", "A5"});
      page.paper = static_cast<Paper>(word.value_or(static_cast<std::size_t>(Paper::kA4)));
      if (page.paper != Paper::kA4) add_newer("paper: " + paper->text, *paper);
    }
    if (const Node* orientation = root.find("orientation"))
      page.landscape = reader_.word(*orientation, {"portrait", "landscape"}) == 1;
    if (const Node* margin = root.find("margin_cm")) page.margin_cm = measure(*margin, 0.5, 5);
  }

  void parse_fonts(const Node& root, Fonts& fonts) {
    const Node* node = root.find("fonts");
    if (node == nullptr || !reader_.check_keys(*node, file_keys().at("fonts"))) return;
    auto font = [&](std::string_view key, std::string& name) {
      const Node* at = node->find(key);
      if (at == nullptr) return;
      name = reader_.text(*at);
      if (name.empty() || base::characters(name).size() > kMostFontCharacters)
        reader_.error(at->mark, "wrong-value",
                      fmt::format("字体名应为 1 到 {} 个字", kMostFontCharacters));
    };
    font("title", fonts.title);
    font("body", fonts.body);
  }

  // --- sheets ---

  // What stands above and below a table. A sheet has what the file has where it says nothing else.
  void parse_above(const Node& node, Sheet& sheet) {
    if (const Node* lines = node.find("lines")) {
      if (check_list(*lines, "lines")) {
        sheet.lines.clear();
        for (const Node& line : lines->items) sheet.lines.push_back(filled_text(line));
      }
    }
    if (const Node* unit = node.find("unit")) sheet.unit = filled_text(*unit);
    if (const Node* sign = node.find("sign")) {
      sheet.sign = reader_.texts(*sign);
      if (sheet.sign.empty() || sheet.sign.size() > kMostSigners)
        reader_.error(
            sign->mark, "wrong-value",
            fmt::format("sign 应为 1 到 {} 项的列表，例如 [填报人, 负责人, 日期]", kMostSigners));
    }
  }

  void parse_sheets(const Node& root, const Node& node, Template& page) {
    for (const char* key : {"columns", "form", "group", "total", "freeze", "filter", "chart"}) {
      if (const Node* both = root.find(key))
        reader_.error(both->mark, "body",
                      fmt::format("有 sheets 时，{} 写在每张表里，请移过去", key));
    }
    if (!node.is_sequence() || node.items.empty() || node.items.size() > kMostSheets) {
      reader_.error(
          node.mark, "sheets",
          fmt::format("sheets 应为 1 到 {} 张表的列表：[{{name, columns}}, …]", kMostSheets));
      return;
    }
    Sheet shared = page.sheets.front();
    page.sheets.clear();
    for (const Node& item : node.items) {
      if (!reader_.check_keys(item, file_keys().at("sheets.[]"))) continue;
      Sheet sheet = shared;
      sheet.name = sheet_name(item);
      if (const Node* title = item.find("title")) sheet.title = filled_text(*title);
      parse_above(item, sheet);
      parse_body(item, sheet);
      page.sheets.push_back(std::move(sheet));
    }
  }

  std::string sheet_name(const Node& item) {
    std::string name = reader_.required_text(item, "name");
    if (name.empty()) return name;
    const yaml::Mark& mark = item.find("name")->mark;
    bool wrong = name.find_first_of("[]:*?/\\\n") != std::string::npos || name.starts_with('\'') ||
                 name.ends_with('\'');
    if (wrong || base::characters(name).size() > kMostSheetNameCharacters)
      reader_.error(mark, "sheets",
                    fmt::format("表名 '{}' 至多 {} 个字，不能有 [ ] : * ? / \\，首尾不能是 '", name,
                                kMostSheetNameCharacters));
    if (!sheet_names_.insert(base::lower_ascii(name)).second)
      reader_.error(mark, "sheets", fmt::format("表名 '{}' 重复，请改名", name));
    return name;
  }

  std::string parse_footer(const Node& node) {
    std::string footer = filled_text(node);
    if (base::characters(footer).size() > kMostFooterCharacters)
      reader_.error(node.mark, "wrong-value", "footer 太长，请缩短到 80 个字以内");
    return footer;
  }

  void parse_body(const Node& node, Sheet& sheet) {
    keys_.clear();
    const Node* columns = node.find("columns");
    const Node* form = node.find("form");
    if ((columns == nullptr) == (form == nullptr)) {
      reader_.error(node.mark, "body", "模板应写 columns（列表）或 form（表格），二者取一");
    } else if (columns != nullptr) {
      sheet.body = parse_list(node, *columns);
    } else {
      for (const char* key : {"group", "total", "freeze", "filter", "chart"}) {
        if (const Node* listed = node.find(key))
          reader_.error(listed->mark, "body",
                        fmt::format("form（表格）没有 {}，请删去，或改用 columns（列表）", key));
      }
      sheet.body = parse_form(*form);
    }
  }

  // --- a list ---

  ListBody parse_list(const Node& sheet, const Node& node) {
    ListBody body;
    if (!node.is_sequence() || node.items.empty() || node.items.size() > kMostColumns) {
      reader_.error(node.mark, "columns",
                    fmt::format("columns 应为 1 到 {} 列的列表", kMostColumns));
      return body;
    }
    std::size_t errors = reader_.findings().errors();
    for (const Node& item : node.items) {
      if (reader_.check_keys(item, file_keys().at("columns.[]")))
        body.columns.push_back(parse_column(item));
    }
    body.freezes = reader_.optional_flag(sheet, "freeze", false);
    body.filters = reader_.optional_flag(sheet, "filter", false);
    body.total = reader_.optional_text(sheet, "total");
    const Node* group = sheet.find("group");
    if (group != nullptr && reader_.check_keys(*group, file_keys().at("group")))
      body.group = parse_group(*group);
    const Node* chart = sheet.find("chart");
    if (chart != nullptr && reader_.check_keys(*chart, file_keys().at("chart")))
      body.chart = parse_chart(*chart);
    // What goes together can only be said of what is right by itself.
    if (reader_.findings().errors() == errors) check_list_as_a_whole(sheet, body);
    return body;
  }

  Column parse_column(const Node& item) {
    for (const Node::Entry& entry : item.entries)
      if (is_newer_of_column(entry.key)) add_newer(entry.key, entry.value);
    Column column;
    column.is_spread = item.find("spread") != nullptr;
    if (column.is_spread) {
      column.key = key(item, "spread");
      for (const char* other : {"key", "heading", "merge"}) {
        if (const Node* node = item.find(other))
          reader_.error(node->mark, "spread",
                        fmt::format("spread 的列没有 {}：列名和标题由插件给出，请删去", other));
      }
    } else {
      column.key = key(item);
      column.heading = reader_.required_text(item, "heading");
    }
    column.under = reader_.optional_text(item, "under");
    if (const Node* width = item.find("width")) column.width = measure(*width, 2, 120);
    column.format = format(item);
    column.places = places(item, "places", column.format, column.places);
    if (item.find("least_places") != nullptr)
      column.least_places = least_places(item, column.format, column.places);
    column.centered = reader_.optional_flag(item, "centered", false);
    column.sums = total(item, column.format);
    column.merges = merge(item, column.format);
    column.red_below = red_below(item, column.format);
    return column;
  }

  bool total(const Node& item, Format format) {
    const Node* node = item.find("total");
    if (node == nullptr || !reader_.word(*node, {"sum"})) return false;
    if (format != Format::kInteger && format != Format::kDecimal)
      reader_.error(node->mark, "total",
                    "只有 format: integer 和 decimal 的列能合计，请删去 total 或改 format");
    return true;
  }

  bool merge(const Node& item, Format format) {
    bool merges = reader_.optional_flag(item, "merge", false);
    if (merges && format != Format::kText)
      reader_.error(item.find("merge")->mark, "merge",
                    "只有文字列能合并相同的格子，请删去 merge 或改 format");
    return merges;
  }

  std::optional<Number> red_below(const Node& item, Format format) {
    const Node* node = item.find("red_below");
    if (node == nullptr) return std::nullopt;
    if (format == Format::kText || format == Format::kDate)
      reader_.error(node->mark, "wrong-value", "只有数列才有 red_below，请删去或改 format");
    auto scaled = reader_.decimal(*node, kMostPlaces);
    return scaled ? std::optional(Number{*scaled, kMostPlaces}) : std::nullopt;
  }

  Group parse_group(const Node& node) {
    Group group;
    group.by = reader_.required_text(node, "by");
    group.subtotal = reader_.optional_text(node, "subtotal");
    group.new_page = reader_.optional_flag(node, "new_page", false);
    if (group.subtotal.empty() && !group.new_page)
      reader_.error(node.mark, "group", "group 要写 subtotal: 小计，或 new_page: true，或两样都写");
    return group;
  }

  Chart parse_chart(const Node& node) {
    Chart chart;
    if (const Node* kind = reader_.required(node, "kind"))
      chart.kind = static_cast<ChartKind>(reader_.word(*kind, {"bar", "line", "pie"}).value_or(0));
    chart.x = reader_.required_text(node, "x");
    if (const Node* y = reader_.required(node, "y")) {
      chart.y = reader_.texts(*y);
      if (y->is_sequence() && chart.y.empty())
        reader_.error(y->mark, "chart", "y 要一个列表，至少一列，例如 [hours]");
    }
    if (const Node* title = node.find("title")) chart.title = filled_text(*title);
    if (const Node* place = node.find("place")) reader_.word(*place, {"below"});
    return chart;
  }

  const Column* find_column(const ListBody& body, const Node& node, const std::string& key,
                            std::string_view code) {
    std::vector<std::string> keys;
    for (const Column& column : body.columns) {
      if (column.is_spread) continue;
      if (column.key == key) return &column;
      keys.push_back(column.key);
    }
    std::string advice = base::suggest(key, keys);
    if (advice.empty()) advice = fmt::format("，可用的有：{}", base::join(keys, "、"));
    reader_.error(node.mark, code, fmt::format("没有列 '{}'{}", key, advice));
    return nullptr;
  }

  void check_list_as_a_whole(const Node& sheet, const ListBody& body) {
    auto is = [&](auto member) {
      return std::any_of(body.columns.begin(), body.columns.end(), member);
    };
    bool sums = is([](const Column& column) { return column.sums; });
    bool merges = is([](const Column& column) { return column.merges; });
    const Node* filter = sheet.find("filter");
    if (body.filters && (body.group || merges))
      reader_.error(filter->mark, "filter",
                    "filter 不能与 group、merge 同用：筛选、排序会打乱小计和合并的格子");
    const Node* total = sheet.find("total");
    if (!body.total.empty() && !sums)
      reader_.error(total->mark, "total", "没有要合计的列：请给数列写 total: sum，或删去 total");
    bool subtotals = body.group && !body.group->subtotal.empty();
    if (body.total.empty() && sums && !subtotals)
      reader_.error(sheet.find("columns")->mark, "total",
                    "有 total: sum 的列，却没有合计行：请写 total: 合计，或 group 的 subtotal");
    const Column& first = body.columns.front();
    if (!body.total.empty() && (first.sums || first.is_spread))
      reader_.error(
          total->mark, "total",
          fmt::format("第一列要写“{}”，不能合计，也不能是 spread；请换一列在前", body.total));
    if (body.group) check_group(*sheet.find("group"), body, sums);
    if (body.chart) check_chart(*sheet.find("chart"), body);
  }

  void check_group(const Node& node, const ListBody& body, bool sums) {
    const Column* by = find_column(body, *node.find("by"), body.group->by, "group");
    if (by != nullptr && by->sums)
      reader_.error(node.find("by")->mark, "group",
                    fmt::format("列 '{}' 自己要合计，不能按它分组", body.group->by));
    if (!body.group->subtotal.empty() && !sums)
      reader_.error(node.find("subtotal")->mark, "group",
                    "没有要小计的列：请给数列写 total: sum，或删去 subtotal");
  }

  void check_chart(const Node& node, const ListBody& body) {
    if (body.group) reader_.error(node.mark, "chart", "chart 不能与 group 同用：小计会画进图里");
    find_column(body, *node.find("x"), body.chart->x, "chart");
    const Node& y = *node.find("y");
    for (std::size_t i = 0; i < body.chart->y.size(); ++i) {
      const Node& at = y.is_sequence() ? y.items[i] : y;
      const Column* column = find_column(body, at, body.chart->y[i], "chart");
      if (column != nullptr && (column->format == Format::kText || column->format == Format::kDate))
        reader_.error(at.mark, "chart", fmt::format("列 '{}' 不是数列，不能画图", column->key));
    }
    if (body.chart->kind == ChartKind::kPie && body.chart->y.size() > 1)
      reader_.error(y.mark, "chart", "饼图只能有一列 y");
  }

  // --- a form ---

  FormBody parse_form(const Node& node) {
    FormBody body;
    if (!reader_.check_keys(node, file_keys().at("form"))) return body;
    if (const Node* width = node.find("label_width")) body.label_width = measure(*width, 2, 120);
    if (const Node* width = node.find("value_width")) body.value_width = measure(*width, 2, 120);
    if (const Node* repeat = node.find("repeat")) {
      add_newer("repeat", *repeat);
      body.repeats = reader_.word(*repeat, {"page"}).has_value();
    }
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
    cell.least_places = least_places(item, cell.format, cell.places);
    return cell;
  }

  // --- values ---

  bool check_list(const Node& node, std::string_view name) {
    if (node.is_sequence()) return true;
    reader_.error(node.mark, "wrong-kind", fmt::format("{} 应为列表", name));
    return false;
  }

  std::string key(const Node& item, const char* name = "key") {
    std::string text = reader_.required_text(item, name);
    if (!text.empty() && !keys_.insert(text).second) {
      reader_.error(item.find(name)->mark, "duplicate-column",
                    fmt::format("列 '{}' 重复，请改名", text));
    }
    return text;
  }

  Format format(const Node& item) {
    const Node* node = item.find("format");
    if (node == nullptr) return Format::kText;
    auto format = static_cast<Format>(
        reader_.word(*node, {"text", "integer", "decimal", "date", "percent"}).value_or(0));
    if (format == Format::kDate || format == Format::kPercent)
      add_newer("format: " + node->text, *node);
    return format;
  }

  int places(const Node& item, const char* name, Format format, int fallback) {
    const Node* node = item.find(name);
    if (node == nullptr) return fallback;
    if (format != Format::kDecimal && format != Format::kPercent) {
      reader_.error(node->mark, "wrong-value",
                    fmt::format("只有 format: decimal 才有 {}，请删去或改 format", name));
    }
    return count(*node, 0, kMostPlaces).value_or(fallback);
  }

  int least_places(const Node& item, Format format, int places) {
    int least = this->places(item, "least_places", format, 0);
    if (least > places) {
      reader_.error(item.find("least_places")->mark, "wrong-value",
                    fmt::format("least_places 不能超过 places（{}）", places));
    }
    return least;
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

  const yaml::Document& document_;
  yaml::Reader& reader_;
  std::set<std::string> keys_;  // of the sheet at hand
  std::set<std::string> sheet_names_;
  std::vector<Template::Newer> newer_;
};

}  // namespace

std::optional<Template> parse_template(const std::string& file, std::string_view text,
                                       base::Findings& findings) {
  std::size_t errors_before = findings.errors();
  auto document = yaml::Document::parse(file, text, findings);
  if (!document) return std::nullopt;
  yaml::Reader reader(*document, "template", findings);
  Template page = Parser(*document, reader).parse(document->root());
  if (findings.errors() != errors_before) return std::nullopt;
  return page;
}

}  // namespace xueshi::page
