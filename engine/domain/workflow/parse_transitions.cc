#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "condition/parse.h"
#include "workflow/keys.h"
#include "workflow/parse.h"

namespace xueshi::workflow {

namespace {

using yaml::Node;

const std::vector<std::string>& keys() { return file_keys().at("transitions.[]"); }

// The items of a list, or the one value that stands in its place.
std::vector<const Node*> items_of(Parsing& parsing, const Node& node) {
  if (!node.is_sequence()) return {&node};
  if (node.items.empty()) {
    parsing.reader.error(node.mark, "wrong-value", "列表不能为空，请去掉这个键或补上内容");
  }
  std::vector<const Node*> items;
  for (const Node& item : node.items) items.push_back(&item);
  return items;
}

// Adds to the list; "workflow.duplicate-word" for what is in it already.
template <typename Value>
void add_once(Parsing& parsing, std::vector<Value>& list, Value value, const Node& node) {
  if (std::find(list.begin(), list.end(), value) == list.end()) {
    list.push_back(std::move(value));
    return;
  }
  parsing.reader.error(node.mark, "duplicate-word",
                       node.is_scalar() ? fmt::format("'{}' 重复，请只保留一个", node.text)
                                        : std::string("这一项与前面的重复，请只保留一个"));
}

std::vector<std::string> place_names(const Definition& definition) {
  std::vector<std::string> names;
  for (const Place& place : definition.places) names.push_back(place.name);
  return names;
}

// One block of the list, and where its parts stand.
class TransitionReader {
 public:
  TransitionReader(Parsing& parsing, const Node& block)
      : parsing_(parsing), reader_(parsing.reader), block_(block) {}

  Transition read() {
    read_name();
    read_ends();
    if (const Node* by = find("by")) read_by(*by);
    if (const Node* when = block_.find("when")) {
      made_.when = condition::parse_condition(reader_, *when, parsing_.definition.vocabulary, {});
    }
    read_needs();
    made_.effects = read_list("effects", {}, parsing_.registry.effects);
    read_sets();
    made_.verdict = reader_.optional_flag(block_, "verdict", false);
    made_.not_own = reader_.optional_flag(block_, "not_own", false);
    made_.returns = reader_.optional_flag(block_, "returns", false);
    if (const Node* passes = find("passes_on")) read_passes_on(*passes);
    check_performers();
    return std::move(made_);
  }

 private:
  void read_name() {
    made_.mark = block_.mark;
    if (const Node::Entry* action = block_.find_entry("do")) {
      made_.mark = action->key_mark;
      made_.action = reader_.required_text(block_, "do");
      if (!made_.action.empty()) check_name(parsing_, made_.action, action->value.mark);
    } else {
      reader_.required(block_, "do");
    }
    made_.label = reader_.optional_text(block_, "label", made_.action);
  }

  void read_ends() {
    const Node* from = find("from");
    const Node* to = find("to");
    if (from != nullptr) {
      for (const Node* item : items_of(parsing_, *from)) {
        const Place* place = read_place(*item);
        if (place == nullptr || !is_same_region(*place, *item)) continue;
        add_once(parsing_, made_.from, place->name, *item);
      }
    }
    const Place* target = to == nullptr ? nullptr : read_place(*to);
    if (from == nullptr) return read_creation(to, target);
    bool same_region = target == nullptr || is_same_region(*target, *to);
    if (target != nullptr && same_region) made_.to = target->name;
    note_unknown_ends(to, target, same_region);
  }

  // A place by its name; where it is misspelt, the one that was meant, so that the shape of the
  // graph can still be proved.
  const Place* read_place(const Node& node) {
    std::string given = reader_.text(node);
    if (!node.is_scalar()) return nullptr;
    const Definition& definition = parsing_.definition;
    if (const Place* place = definition.find_place(given)) return place;
    std::vector<std::string> known = place_names(definition);
    reader_.error(node.mark, "unknown-place",
                  fmt::format("状态 '{}' 不在 places 中{}", given, advise(given, known, "状态")));
    auto near = base::find_near(given, known);
    return near ? definition.find_place(*near) : nullptr;
  }

  // The first end decides on the region.
  bool is_same_region(const Place& place, const Node& node) {
    if (made_.from.empty()) {
      made_.region = place.region;
      return true;
    }
    if (place.region == made_.region) return true;
    const Definition& definition = parsing_.definition;
    reader_.error(node.mark, "two-regions",
                  fmt::format("'{}' 属于“{}”，'{}' 却属于“{}”；一个流转不能跨方面，请拆成两个",
                              place.name, definition.regions[place.region].label,
                              made_.from.front(), definition.regions[made_.region].label));
    return false;
  }

  const Node* find(const std::string& key) const {
    const Node::Entry* entry = find_meant(block_, keys(), key);
    return entry == nullptr ? nullptr : &entry->value;
  }

  void read_creation(const Node* to, const Place* target) {
    if (to == nullptr) {
      reader_.error(made_.mark, "missing-key", "缺少 'from'，请写明从哪个状态开始");
      return;
    }
    if (target == nullptr) return;
    made_.region = target->region;
    made_.to = target->name;
    if (target->start) return;
    parsing_.led_to.insert(target->name);  // `from` was forgotten
    reader_.error(
        to->mark, "not-a-start",
        fmt::format("没有 from 的流转是新建，只能到起点，'{}' 不是起点；请补上 from，或改 to",
                    target->name));
  }

  void note_unknown_ends(const Node* to, const Place* target, bool same_region) {
    if (to == nullptr) return;
    if (target == nullptr || !same_region)
      parsing_.leads_somewhere.insert(made_.from.begin(), made_.from.end());
    if (target != nullptr && (made_.from.empty() || !same_region))
      parsing_.led_to.insert(target->name);
  }

  void read_by(const Node& node) {
    for (const Node* item : items_of(parsing_, node)) {
      if (auto performer = read_performer(*item)) {
        add_once(parsing_, made_.by, *performer, *item);
      }
    }
  }

  std::optional<Performer> read_performer(const Node& node) {
    static const std::vector<std::string> kWords = {"author", "learner", "administrator",
                                                    "program"};
    if (node.is_map()) return read_office(node);
    const std::vector<std::string>& roles = parsing_.registry.roles;
    bool bare_role =
        node.is_scalar() && !base::contains(kWords, node.text) && base::contains(roles, node.text);
    if (bare_role) {
      reader_.error(node.mark, "wrong-kind",
                    fmt::format("角色要写明所在机构，请写成 {{role: {}, at: …}}，at 可以是：{}",
                                node.text, base::join(parsing_.registry.stands, "、")));
      return std::nullopt;
    }
    auto word = reader_.word(node, kWords);
    if (!word) return std::nullopt;
    return Performer{static_cast<Performer::Kind>(*word), {}};
  }

  std::optional<Performer> read_office(const Node& node) {
    reader_.check_keys(node, file_keys().at("transitions.[].by"));
    auto role = read_known(node, "role", parsing_.registry.roles);
    auto at = read_known(node, "at", parsing_.registry.stands);
    if (!role || !at) return std::nullopt;
    return Performer{Performer::Kind::kOffice, {*role, *at, label_of_role(*role)}};
  }

  std::string label_of_role(const std::string& role) const {
    const Registry& registry = parsing_.registry;
    auto at = std::find(registry.roles.begin(), registry.roles.end(), role);
    auto index = static_cast<std::size_t>(at - registry.roles.begin());
    return index < registry.role_labels.size() ? registry.role_labels[index] : role;
  }

  std::optional<std::string> read_known(const Node& map, std::string_view key,
                                        const std::vector<std::string>& known) {
    const Node* node = reader_.required(map, key);
    if (node == nullptr) return std::nullopt;
    std::string given = reader_.text(*node);
    if (base::contains(known, given)) return given;
    if (!node->is_scalar()) return std::nullopt;
    refuse(key, *node, known);
    return std::nullopt;
  }

  // One line a kind, so that each code stands here as it is catalogued.
  void refuse(std::string_view kind, const Node& node, const std::vector<std::string>& known) {
    auto message = [&](std::string_view what) {
      return fmt::format("未知的{} '{}'{}", what, node.text, advise(node.text, known, what));
    };
    if (kind == "role") reader_.error(node.mark, "unknown-role", message("角色"));
    if (kind == "at") reader_.error(node.mark, "unknown-stand", message("所在机构"));
    if (kind == "needs") reader_.error(node.mark, "unknown-need", message("要求"));
    if (kind == "effects") reader_.error(node.mark, "unknown-effect", message("效果"));
  }

  void read_needs() {
    std::vector<std::string> known = {"comment"};
    for (const Check& check : parsing_.definition.checks) known.push_back(check.name);
    for (const auto& [name, checks] : parsing_.check_lists) known.push_back(name);
    for (const std::string& name : parsing_.registry.retired) known.push_back(name);
    for (std::string& need : read_list("needs", std::move(known), parsing_.registry.needs))
      add_need(std::move(need));
  }

  // A list of checks stands for each of them; one that is needed besides is needed once.
  void add_need(std::string need) {
    for (const auto& [name, checks] : parsing_.check_lists) {
      if (name != need) continue;
      for (const std::string& check : checks) {
        if (!base::contains(made_.needs, check)) made_.needs.push_back(check);
      }
      return;
    }
    if (!base::contains(made_.needs, need)) made_.needs.push_back(std::move(need));
  }

  // Words of the file, and what the program offers.
  std::vector<std::string> read_list(std::string_view key, std::vector<std::string> known,
                                     const std::vector<Offered>& offered) {
    for (const Offered& one : offered) known.push_back(one.name);
    std::vector<std::string> list;
    for (const Node* item : words_of(key)) {
      if (base::contains(known, item->text)) {
        add_once(parsing_, list, item->text, *item);
        note_said(offered, *item);
      } else {
        refuse(key, *item, known);
      }
    }
    return list;
  }

  void note_said(const std::vector<Offered>& offered, const Node& word) {
    auto at = std::find_if(offered.begin(), offered.end(),
                           [&](const Offered& one) { return one.name == word.text; });
    if (at != offered.end())
      parsing_.said.push_back({parsing_.definition.transitions.size(), &*at, word.mark});
  }

  // The scalars of a list; what is none has its finding.
  std::vector<const Node*> words_of(std::string_view key) {
    const Node* node = block_.find(key);
    if (node == nullptr) return {};
    if (!node->is_sequence()) {
      reader_.error(node->mark, "wrong-kind", "此处应为列表，例如 [甲, 乙]");
      return {};
    }
    std::vector<const Node*> words;
    for (const Node* item : items_of(parsing_, *node)) {
      reader_.text(*item);
      if (item->is_scalar()) words.push_back(item);
    }
    return words;
  }

  // Headings, and names of lists of them.
  void read_sets() {
    std::vector<std::string> known = parsing_.registry.fields;
    for (const auto& [name, headings] : parsing_.field_lists) known.push_back(name);
    for (const Node* item : words_of("sets")) {
      if (base::contains(parsing_.registry.fields, item->text)) {
        add_once(parsing_, made_.sets, item->text, *item);
      } else if (base::contains(known, item->text)) {
        add_headings_of(*item);
      } else {
        refuse_field(parsing_, *item, known);
      }
    }
  }

  void add_headings_of(const Node& name) {
    std::vector<std::string> repeated;
    for (const auto& [list, headings] : parsing_.field_lists) {
      if (list != name.text) continue;
      for (const std::string& heading : headings)
        (base::contains(made_.sets, heading) ? repeated : made_.sets).push_back(heading);
    }
    if (repeated.empty()) return;
    reader_.error(name.mark, "duplicate-word",
                  fmt::format("'{}' 中的 {} 前面已经写过，请只保留一处", name.text,
                              base::join(repeated, "、")));
  }

  void read_passes_on(const Node& node) {
    auto word = reader_.word(node, {"vacant", "always"});
    if (!word) return;
    made_.passes_on = *word == 0 ? PassesOn::kVacant : PassesOn::kAlways;
    if (find("to") == nullptr) {
      reader_.error(node.mark, "passes-on", "自动转出的流转要有去处，请补上 to");
    }
    bool always = made_.passes_on == PassesOn::kAlways;
    if (always) {
      for (const char* key : {"by", "needs", "sets", "verdict", "not_own"}) {
        refuse_beside(key, "passes_on: always 的流转不经人办理，条件写在 when 里");
      }
      return;
    }
    if (!made_.verdict) {
      reader_.error(node.mark, "passes-on",
                    "passes_on: vacant 只用于审批：审批的人空缺时才越过，请补上 verdict: true");
    }
    for (const char* key : {"effects", "sets"}) {
      refuse_beside(key, "passes_on: vacant 的流转可能被越过");
    }
  }

  void refuse_beside(const char* key, std::string_view reason) {
    const Node::Entry* entry = block_.find_entry(key);
    if (entry == nullptr) return;
    reader_.error(entry->key_mark, "passes-on",
                  fmt::format("{}，不能有 '{}'，请去掉", reason, key));
  }

  void check_performers() {
    bool misspelt = find("passes_on") != nullptr && made_.passes_on == PassesOn::kNever;
    if (misspelt || made_.passes_on == PassesOn::kAlways || find("by") != nullptr) return;
    reader_.error(made_.mark, "nobody",
                  fmt::format("没有人能办理“{}”，请用 by 写明由谁办理；不经人办理的写 "
                              "passes_on: always",
                              made_.label));
  }

  Parsing& parsing_;
  yaml::Reader& reader_;
  const Node& block_;
  Transition made_;
};

}  // namespace

bool parse_transitions(Parsing& parsing, const Node& node) {
  if (!node.is_sequence()) {
    parsing.reader.error(node.mark, "wrong-kind", "此处应为列表，每项以 '- do: ' 开头");
    return false;
  }
  for (const Node& block : node.items) {
    if (parsing.reader.check_keys(block, keys()))
      parsing.definition.transitions.push_back(TransitionReader(parsing, block).read());
  }
  return true;
}

}  // namespace xueshi::workflow
