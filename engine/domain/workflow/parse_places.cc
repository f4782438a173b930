#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "condition/parse.h"
#include "workflow/keys.h"
#include "workflow/parse.h"

namespace xueshi::workflow {

namespace {

using yaml::Node;

std::vector<std::string> region_names(const Definition& definition) {
  std::vector<std::string> names;
  for (const Region& region : definition.regions) names.push_back(region.name);
  return names;
}

bool is_asked_already(const condition::Vocabulary& facts, const std::string& name) {
  return name == "any_of" || name == "none_of" ||
         std::any_of(facts.atoms.begin(), facts.atoms.end(),
                     [&](const condition::AtomDeclaration& atom) { return atom.key == name; });
}

void read_regions(Parsing& parsing, const Node& node) {
  if (!parsing.reader.check_map(node)) return;
  for (const Node::Entry& entry : node.entries) {
    check_name(parsing, entry.key, entry.key_mark);
    if (is_asked_already(parsing.registry.facts, entry.key)) {
      parsing.reader.error(
          entry.key_mark, "duplicate-name",
          fmt::format("方面 '{}' 与 when 中的条件重名，请另取一个名称", entry.key));
    }
    std::string label = parsing.reader.required_text(node, entry.key);
    parsing.definition.regions.push_back({entry.key, label});
    parsing.region_marks.push_back(entry.key_mark);
  }
}

// A graph of one region need not name it.
void ensure_a_region(Parsing& parsing, const Node& root) {
  if (!parsing.definition.regions.empty()) return;
  parsing.definition.regions.push_back({"status", "状态"});
  const Node::Entry* places = root.find_entry("places");
  parsing.region_marks.push_back(places == nullptr ? root.mark : places->key_mark);
}

// Whoever keeps the items has a place for these regions and no others. `entry`: of `regions`, null
// where there is the one that need not be named.
void check_regions(Parsing& parsing, const Node::Entry* entry) {
  const std::vector<std::string>& wanted = parsing.registry.regions;
  if (wanted.empty()) return;
  std::set<std::string> meant;
  for (std::size_t i = 0; i < parsing.definition.regions.size(); ++i) {
    const std::string& given = parsing.definition.regions[i].name;
    meant.insert(base::find_near(given, wanted).value_or(given));
    bool known = std::find(wanted.begin(), wanted.end(), given) != wanted.end();
    if (known || entry == nullptr) continue;
    parsing.reader.error(
        parsing.region_marks[i], "unknown-region",
        fmt::format("不能有名为 '{}' 的方面{}", given, advise(given, wanted, "方面")));
  }
  for (const std::string& name : wanted) {
    if (meant.count(name) > 0) continue;
    parsing.reader.error(entry == nullptr ? parsing.region_marks.front() : entry->key_mark,
                         "missing-region", fmt::format("缺少方面 '{}'，请在 regions 中补上", name));
  }
}

std::size_t read_region(Parsing& parsing, const Node& place) {
  const Node* node = place.find("region");
  if (node == nullptr) return 0;
  std::string given = parsing.reader.text(*node);
  if (auto found = parsing.definition.find_region(given)) return *found;
  std::vector<std::string> known = region_names(parsing.definition);
  if (node->is_scalar()) {
    parsing.reader.error(
        node->mark, "unknown-region",
        fmt::format("方面 '{}' 不在 regions 中{}", given, advise(given, known, "方面")));
  }
  auto near = base::find_near(given, known);
  return near ? *parsing.definition.find_region(*near) : 0;
}

void read_place(Parsing& parsing, const Node::Entry& entry) {
  Place place;
  place.name = entry.key;
  place.mark = entry.key_mark;
  check_name(parsing, entry.key, entry.key_mark);
  if (parsing.reader.check_keys(entry.value, file_keys().at("places.*"))) {
    place.label = parsing.reader.required_text(entry.value, "label");
    place.region = read_region(parsing, entry.value);
    place.start = parsing.reader.optional_flag(entry.value, "start", false);
    place.end = parsing.reader.optional_flag(entry.value, "end", false);
    place.hint = parsing.reader.optional_text(entry.value, "hint");
  }
  parsing.definition.places.push_back(std::move(place));
}

// The program posts hours at some places and counts others: it knows these by their names.
void check_places(Parsing& parsing, const Node::Entry& places) {
  for (const std::string& name : parsing.registry.places) {
    if (parsing.definition.find_place(name) != nullptr) continue;
    parsing.reader.error(
        places.key_mark, "missing-place",
        fmt::format("缺少状态 '{}'：程序按这个名称认它，请补上（label 可以随意写）", name));
  }
}

// Conditions may ask at which place each region stands.
void declare_vocabulary(Definition& definition, const condition::Vocabulary& facts) {
  definition.vocabulary = facts;
  for (std::size_t i = 0; i < definition.regions.size(); ++i) {
    condition::FactDeclaration fact{definition.regions[i].name, condition::FactType::kChoice, {}};
    fact.always_known = true;
    for (const Place& place : definition.places) {
      if (place.region == i) fact.choices.push_back(place.name);
    }
    definition.vocabulary.atoms.push_back(
        {fact.name, definition.vocabulary.facts.size(), condition::Comparison::kEquals, {}});
    definition.vocabulary.facts.push_back(std::move(fact));
  }
}

}  // namespace

void parse_regions(Parsing& parsing, const Node& root, const Node::Entry* entry) {
  if (entry != nullptr) read_regions(parsing, entry->value);
  ensure_a_region(parsing, root);
  check_regions(parsing, entry);
}

void parse_places(Parsing& parsing, const Node::Entry* entry) {
  if (entry != nullptr && parsing.reader.check_map(entry->value)) {
    for (const Node::Entry& place : entry->value.entries) read_place(parsing, place);
    check_places(parsing, *entry);
  }
  declare_vocabulary(parsing.definition, parsing.registry.facts);
}

}  // namespace xueshi::workflow
