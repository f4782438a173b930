#include "plugin/manifest.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/number.h"
#include "base/text.h"
#include "yaml/node.h"
#include "yaml/reader.h"

namespace xueshi::plugin {

namespace {

const std::vector<std::string> kParamTypes = {"integer", "decimal", "text", "flag"};
const std::vector<std::string> kOutputFields = {"year", "institute.code", "institute.name"};

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= 40 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

void read_name(yaml::Reader& reader, const yaml::Node& root, const std::string& folder,
               Manifest& manifest) {
  manifest.name = reader.required_text(root, "name");
  if (manifest.name.empty()) return;
  const yaml::Mark& mark = root.find("name")->mark;
  if (!is_name(manifest.name))
    reader.error(mark, "wrong-name",
                 fmt::format("名称 '{}' 只能有小写字母、数字和 -", manifest.name));
  else if (manifest.name != folder)
    reader.error(mark, "wrong-name",
                 fmt::format("名称 '{}' 要与文件夹名 '{}' 相同", manifest.name, folder));
}

void read_api(yaml::Reader& reader, const yaml::Node& root, Manifest& manifest) {
  const yaml::Node* node = reader.required(root, "api");
  if (node == nullptr) return;
  auto api = reader.integer(*node);
  if (api && (*api < 1 || *api > kNewestApi))
    return reader.error(node->mark, "wrong-api",
                        fmt::format("本程序只认得 api: 1 到 {}，这里是 {}", kNewestApi, *api));
  manifest.api = static_cast<int>(api.value_or(1));
}

void read_template(yaml::Reader& reader, const yaml::Node& root, Manifest& manifest) {
  manifest.template_name = reader.required_text(root, "template");
  if (!manifest.template_name.empty() && !is_name(manifest.template_name))
    reader.error(
        root.find("template")->mark, "wrong-name",
        fmt::format("模板名 '{}' 只能有小写字母、数字和 -，不带 .yaml", manifest.template_name));
}

void read_inputs(yaml::Reader& reader, const yaml::Node& root, Manifest& manifest) {
  const yaml::Node* node = reader.required(root, "inputs");
  if (node == nullptr) return;
  if (!node->is_sequence() || node->items.empty())
    return reader.error(node->mark, "wrong-value",
                        fmt::format("inputs 要一个列表，例如 [classes]；可用：{}",
                                    base::join(input_names(), "、")));
  for (const yaml::Node& item : node->items) {
    std::string name = reader.text(item);
    if (find_input(name) == nullptr) {
      std::string advice = base::suggest(name, input_names());
      if (advice.empty()) advice = fmt::format("，可用：{}", base::join(input_names(), "、"));
      reader.error(item.mark, "unknown-input", fmt::format("没有输入 '{}'{}", name, advice));
    } else if (std::count(manifest.inputs.begin(), manifest.inputs.end(), name) > 0) {
      reader.error(item.mark, "twice", fmt::format("输入 '{}' 写了两次", name));
    } else {
      manifest.inputs.push_back(name);
    }
  }
}

Value read_decimal(yaml::Reader& reader, const yaml::Node& node) {
  auto scaled = reader.decimal(node, 6);
  return scaled ? Value(page::Number{*scaled, 6}) : Value();
}

Value read_value(yaml::Reader& reader, std::size_t type, const yaml::Node& node) {
  switch (type) {
    case 0:
      return reader.integer(node).value_or(0);
    case 1:
      return read_decimal(reader, node);
    case 2:
      return reader.text(node);
    default:
      return reader.flag(node).value_or(false);
  }
}

void read_param(yaml::Reader& reader, const yaml::Node::Entry& entry, Manifest& manifest) {
  if (!reader.check_keys(entry.value, file_keys().at("params.*"))) return;
  const yaml::Node* type = reader.required(entry.value, "type");
  const yaml::Node* value = reader.required(entry.value, "value");
  auto word = type == nullptr ? std::nullopt : reader.word(*type, kParamTypes);
  if (word && value != nullptr)
    manifest.params.push_back({entry.key, read_value(reader, *word, *value)});
}

void read_params(yaml::Reader& reader, const yaml::Node& root, Manifest& manifest) {
  const yaml::Node* node = root.find("params");
  if (node == nullptr || !reader.check_map(*node)) return;
  for (const yaml::Node::Entry& entry : node->entries) read_param(reader, entry, manifest);
}

// The {fields} of a pattern that nobody fills in.
std::vector<std::string> unknown_fields(std::string_view pattern) {
  std::vector<std::string> unknown;
  for (std::size_t open = pattern.find('{'); open != std::string_view::npos;
       open = pattern.find('{', open + 1)) {
    std::size_t close = pattern.find('}', open);
    if (close == std::string_view::npos) return unknown.emplace_back(pattern.substr(open)), unknown;
    std::string field(pattern.substr(open + 1, close - open - 1));
    if (std::count(kOutputFields.begin(), kOutputFields.end(), field) == 0)
      unknown.push_back(field);
  }
  return unknown;
}

void read_output(yaml::Reader& reader, const yaml::Node& root, Manifest& manifest) {
  const yaml::Node* node = reader.required(root, "output");
  if (node == nullptr) return;
  if (node->is_map())
    return reader.error(node->mark, "wrong-output",
                        "以 { 开头的文件名要加引号：output: \"{year}-….xlsx\"");
  manifest.output = reader.text(*node);
  for (const std::string& field : unknown_fields(manifest.output)) {
    reader.error(node->mark, "wrong-output",
                 fmt::format("文件名里没有 '{}' 可填，可用：{{{}}}", field,
                             base::join(kOutputFields, "}、{")));
  }
  bool path = manifest.output.find_first_of("/\\\n\r\t") != std::string::npos ||
              manifest.output.starts_with(".");
  if (path || !manifest.output.ends_with(".xlsx") || manifest.output == ".xlsx")
    reader.error(node->mark, "wrong-output", "output 是一个文件名，不带文件夹，以 .xlsx 结尾");
}

}  // namespace

const yaml::KeyTable& file_keys() {
  static const yaml::KeyTable kTable = {
      {{"", {"name", "title", "version", "api", "template", "params", "inputs", "output"}},
       {"params", {"*"}},
       {"params.*", {"type", "value", "title"}}}};
  return kTable;
}

std::optional<Manifest> parse_manifest(const std::string& file, std::string_view text,
                                       const std::string& folder_name, base::Findings& findings) {
  base::Findings own;
  Manifest manifest;
  if (auto document = yaml::Document::parse(file, text, own)) {
    yaml::Reader reader(*document, "plugin", own);
    const yaml::Node& root = document->root();
    if (reader.check_keys(root, file_keys().at(""))) {
      read_name(reader, root, folder_name, manifest);
      manifest.title = reader.required_text(root, "title");
      manifest.version = reader.required_text(root, "version");
      read_api(reader, root, manifest);
      read_template(reader, root, manifest);
      read_inputs(reader, root, manifest);
      read_params(reader, root, manifest);
      read_output(reader, root, manifest);
      if (own.ok()) {
        manifest.name_place = document->place(root.find("name")->mark);
        manifest.output_place = document->place(root.find("output")->mark);
      }
    }
  }
  own.sort_by_place();
  findings.append(own);
  return own.ok() ? std::optional(std::move(manifest)) : std::nullopt;
}

std::string output_name(const Manifest& manifest, const page::Fields& fields) {
  std::string name = page::fill(manifest.output, fields);
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '/' || c == '\\' || (c >= 0 && c < 32); },
      '_');
  return name;
}

}  // namespace xueshi::plugin
