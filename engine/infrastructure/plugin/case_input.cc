#include "plugin/case_input.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/hours.h"
#include "base/text.h"
#include "yaml/node.h"
#include "yaml/reader.h"

namespace xueshi::plugin {

namespace {

std::vector<std::string> field_names(const Input& input) {
  std::vector<std::string> names;
  for (const Field& field : input.fields) names.push_back(field.name);
  return names;
}

// 470880, or 130小时48分.
Value read_seconds(yaml::Reader& reader, const yaml::Node& node) {
  bool units = node.is_scalar() && node.text.find_first_not_of("0123456789") != std::string::npos;
  if (!units) return reader.integer(node).value_or(0);
  auto hours = base::parse_hours(node.text);
  if (!hours || node.text.find('.') != std::string::npos)
    reader.error(node.mark, "wrong-value",
                 fmt::format("'{}' 不是秒数，也不是 3小时10分53秒 这样的学时", node.text));
  return hours ? hours->seconds() : std::int64_t{0};
}

// Of a map: what ends in _seconds is a number, what has keys is a map again, the rest is text.
Value read_map(yaml::Reader& reader, const yaml::Node& node) {
  Map map;
  if (!reader.check_map(node)) return map;
  for (const yaml::Node::Entry& entry : node.entries) {
    Value value;
    if (entry.value.is_map())
      value = read_map(reader, entry.value);
    else if (entry.key.ends_with("_seconds"))
      value = read_seconds(reader, entry.value);
    else
      value = reader.text(entry.value);
    map.entries.push_back({entry.key, std::move(value)});
  }
  return map;
}

Value read_value(yaml::Reader& reader, FieldType type, const yaml::Node& node) {
  switch (type) {
    case FieldType::kText:
      return reader.text(node);
    case FieldType::kInteger:
      return reader.integer(node).value_or(0);
    case FieldType::kSeconds:
      return read_seconds(reader, node);
    case FieldType::kDecimal:
      return page::Number{reader.decimal(node, 6).value_or(0), 6};
    case FieldType::kFlag:
      return reader.flag(node).value_or(false);
    case FieldType::kMap:
      break;
  }
  return read_map(reader, node);
}

Record read_record(yaml::Reader& reader, const Input& input, const yaml::Node& node) {
  Record record(input);
  if (!reader.check_keys(node, field_names(input))) return record;
  for (const Field& field : input.fields) {
    if (const yaml::Node* value = node.find(field.name))
      record.set(field.name, read_value(reader, field.type, *value));
  }
  return record;
}

void read_rows(yaml::Reader& reader, const yaml::Node& root, const Manifest& manifest,
               CaseInput& result) {
  for (const std::string& name : manifest.inputs) result.rows[name];
  const yaml::Node* inputs = reader.required(root, "inputs");
  if (inputs == nullptr || !reader.check_keys(*inputs, manifest.inputs)) return;
  for (const std::string& name : manifest.inputs) {
    const yaml::Node* rows = inputs->find(name);
    if (rows == nullptr) continue;
    if (!rows->is_sequence()) {
      reader.error(rows->mark, "wrong-kind", "此处应为列表，每行以 - 开头；没有行写 []");
      continue;
    }
    for (const yaml::Node& row : rows->items)
      result.rows[name].push_back(read_record(reader, *find_input(name), row));
  }
}

void read_book(yaml::Reader& reader, const yaml::Node& root, Book& book) {
  if (const yaml::Node* year = reader.required(root, "year")) {
    auto parsed = base::parse_year(year->text);
    if (!parsed) reader.error(year->mark, "wrong-value", fmt::format("'{}' 不是年度", year->text));
    book.year = parsed.value_or(base::Year());
  }
  const yaml::Node* institute = reader.required(root, "institute");
  if (institute != nullptr && reader.check_keys(*institute, {"code", "name"})) {
    book.institute_code = reader.required_text(*institute, "code");
    book.institute_name = reader.required_text(*institute, "name");
  }
  const yaml::Node* labels = root.find("labels");
  if (labels == nullptr || !reader.check_map(*labels)) return;
  for (const yaml::Node::Entry& entry : labels->entries)
    book.labels[entry.key] = reader.text(entry.value);
}

}  // namespace

std::optional<CaseInput> parse_case_input(const std::string& file, std::string_view text,
                                          const Manifest& manifest, base::Findings& findings) {
  base::Findings own;
  CaseInput result;
  if (auto document = yaml::Document::parse(file, text, own)) {
    yaml::Reader reader(*document, "plugin-case", own);
    const yaml::Node& root = document->root();
    if (reader.check_keys(root, {"year", "institute", "labels", "inputs"})) {
      read_book(reader, root, result.book);
      read_rows(reader, root, manifest, result);
    }
  }
  own.sort_by_place();
  findings.append(own);
  return own.ok() ? std::optional(std::move(result)) : std::nullopt;
}

}  // namespace xueshi::plugin
