#include "workflow/parse.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "condition/parse.h"
#include "workflow/keys.h"

namespace xueshi::workflow {

namespace {

using yaml::Node;

void read_subject(Parsing& parsing, const Node& root) {
  parsing.definition.subject = parsing.registry.subject;
  const Node* subject = parsing.reader.required(root, "subject");
  if (subject == nullptr) return;
  std::string given = parsing.reader.text(*subject);
  if (!subject->is_scalar() || given == parsing.registry.subject) return;
  parsing.reader.error(
      subject->mark, "wrong-subject",
      fmt::format("subject 应为 '{}'，这里写的是 '{}'，请更正", parsing.registry.subject, given));
}

void read_all(Parsing& parsing, const Node& root) {
  const std::vector<std::string>& keys = file_keys().at("");
  if (!parsing.reader.check_keys(root, keys)) return;
  parsing.definition.title = parsing.reader.required_text(root, "title");
  parsing.definition.source = parsing.reader.optional_text(root, "source");
  read_subject(parsing, root);
  parsing.reader.required(root, "places");
  parsing.reader.required(root, "transitions");
  const Node::Entry* places = find_meant(root, keys, "places");
  const Node::Entry* checks = find_meant(root, keys, "checks");
  const Node::Entry* fields = find_meant(root, keys, "fields");
  const Node::Entry* transitions = find_meant(root, keys, "transitions");
  parse_regions(parsing, root, find_meant(root, keys, "regions"));
  parse_places(parsing, places);
  if (checks != nullptr) parse_checks(parsing, checks->value);
  if (fields != nullptr) parse_field_lists(parsing, fields->value);
  if (places == nullptr || transitions == nullptr) return;
  if (!parse_transitions(parsing, transitions->value)) return;
  check_offered(parsing);
  check_shape(parsing);
  check_choices(parsing);
}

}  // namespace

const Node::Entry* find_meant(const Node& map, const std::vector<std::string>& known,
                              const std::string& key) {
  if (const Node::Entry* entry = map.find_entry(key)) return entry;
  for (const Node::Entry& entry : map.entries) {
    bool unknown = std::find(known.begin(), known.end(), entry.key) == known.end();
    if (unknown && base::find_near(entry.key, known) == key) return &entry;
  }
  return nullptr;
}

void check_name(Parsing& parsing, const std::string& name, const yaml::Mark& mark) {
  bool good = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
  if (good) return;
  parsing.reader.error(
      mark, "wrong-name",
      fmt::format("'{}' 不能作名称，请只用小写字母、数字、'_' 和 '-'；中文写在 label 里", name));
}

std::string advise(const std::string& given, const std::vector<std::string>& known,
                   std::string_view what) {
  std::string advice = base::suggest(given, known);
  if (!advice.empty()) return advice;
  if (known.empty()) return "，请去掉";
  return fmt::format("，可用的{}：{}", what, base::join(known, "、"));
}

std::optional<Definition> parse_definition(const Registry& registry, const std::string& name,
                                           const std::string& file, std::string_view text,
                                           base::Findings& findings) {
  auto document = yaml::Document::parse(file, text, findings);
  if (!document) return std::nullopt;
  base::Findings found;
  yaml::Reader reader(*document, "workflow", found);
  Definition definition;
  definition.name = name;
  Parsing parsing{registry, reader, definition};
  read_all(parsing, document->root());
  found.sort_by_place();
  findings.append(found);
  if (!found.ok()) return std::nullopt;
  return definition;
}

std::optional<GivenSubject> find_subject(const std::string& file, std::string_view text) {
  base::Findings ignored;
  auto document = yaml::Document::parse(file, text, ignored);
  if (!document || !document->root().is_map()) return std::nullopt;
  const Node* subject = document->root().find("subject");
  if (subject == nullptr || !subject->is_scalar() || subject->text.empty()) return std::nullopt;
  return GivenSubject{subject->text, document->place(subject->mark)};
}

}  // namespace xueshi::workflow
