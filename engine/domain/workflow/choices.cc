// Whether from every place exactly one thing happens: no two ways of one action at once, and
// something for every fact where a route has to decide.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "workflow/parse.h"

namespace xueshi::workflow {

namespace {

using Group = std::vector<std::size_t>;  // indices of transitions, ascending

// What competes at one place: the transitions of one action, and those that pass on always.
struct Choice {
  std::string place;   // empty: where nothing is yet
  std::string action;  // empty: what passes on always
  bool operator==(const Choice&) const = default;
};

// In the order in which the file first speaks of them.
std::vector<std::pair<Choice, Group>> choices_of(const Definition& definition) {
  std::vector<std::pair<Choice, Group>> choices;
  auto add = [&](const Choice& choice, std::size_t transition) {
    auto at = std::find_if(choices.begin(), choices.end(),
                           [&](const auto& one) { return one.first == choice; });
    if (at == choices.end()) at = choices.insert(at, {choice, {}});
    at->second.push_back(transition);
  };
  for (std::size_t i = 0; i < definition.transitions.size(); ++i) {
    const Transition& transition = definition.transitions[i];
    bool always = transition.passes_on == PassesOn::kAlways;
    if (!always && transition.action.empty()) continue;  // `do:` is missing, which is said already
    std::string action = always ? "" : transition.action;
    for (const std::string& from : transition.from) add(Choice{from, action}, i);
    if (transition.is_creation()) add(Choice{"", action}, i);
  }
  return choices;
}

// At a place its region's fact has one value.
condition::Vocabulary vocabulary_at(const Definition& definition, const std::string& name) {
  condition::Vocabulary vocabulary = definition.vocabulary;
  const Place* place = definition.find_place(name);
  if (place == nullptr) return vocabulary;
  std::size_t first = vocabulary.facts.size() - definition.regions.size();
  vocabulary.facts[first + place->region].choices = {name};
  return vocabulary;
}

std::vector<condition::Condition> conditions_of(const Definition& definition, const Group& group) {
  std::vector<condition::Condition> conditions;
  for (std::size_t i : group) conditions.push_back(definition.transitions[i].when);
  return conditions;
}

// The facts that are asked about; the missing ones among them too, since they are what is meant.
std::string render_example(const condition::Vocabulary& vocabulary, const condition::Facts& facts,
                           const std::vector<condition::Condition>& conditions) {
  std::set<std::size_t> asked;
  for (const condition::Condition& one : conditions) {
    for (std::size_t fact : condition::facts_asked(one)) asked.insert(fact);
  }
  if (asked.empty()) return "任何情况";
  std::string missing;
  bool any_known = false;
  for (std::size_t fact : asked) {
    bool is_missing = std::holds_alternative<std::monostate>(facts[fact]);
    any_known |= !is_missing;
    if (is_missing) missing += fmt::format(", {} 未填写", vocabulary.facts[fact].name);
  }
  if (!any_known) return missing.substr(2);
  return condition::render(vocabulary, facts) + missing;
}

std::string describe(const Choice& choice, const Transition& transition) {
  std::string where = choice.place.empty() ? "新建" : fmt::format("从 '{}' ", choice.place);
  if (choice.action.empty()) return where + "自动转出";
  if (transition.label == transition.action)
    return fmt::format("{}办理“{}”", where, transition.action);
  return fmt::format("{}办理“{}”（{}）", where, transition.label, transition.action);
}

class ChoiceCheck {
 public:
  explicit ChoiceCheck(Parsing& parsing) : parsing_(parsing), definition_(parsing.definition) {}

  void check(const Choice& choice, const Group& group) {
    condition::Vocabulary vocabulary = vocabulary_at(definition_, choice.place);
    for (std::size_t j = 1; j < group.size(); ++j) {
      for (std::size_t i = 0; i < j; ++i) check_pair(choice, vocabulary, group[i], group[j]);
    }
    bool must_decide = group.size() > 1 || choice.action.empty();
    if (must_decide) check_gap(choice, vocabulary, group);
  }

 private:
  // Two that overlap at several places overlap once.
  void check_pair(const Choice& choice, const condition::Vocabulary& vocabulary, std::size_t first,
                  std::size_t second) {
    Group pair = {first, second};
    std::vector<condition::Condition> conditions = conditions_of(definition_, pair);
    auto overlap = condition::find_overlap(vocabulary, conditions[0], conditions[1]);
    if (!overlap || !reported_.insert(pair).second) return;
    const Transition& later = definition_.transitions[second];
    parsing_.reader.error(
        later.mark, "ambiguous",
        fmt::format("{}时，这一流转与第 {} 行的会同时适用，例如：{}；请用 when 分开",
                    describe(choice, later), definition_.transitions[first].mark.line,
                    render_example(vocabulary, *overlap, conditions)));
  }

  void check_gap(const Choice& choice, const condition::Vocabulary& vocabulary,
                 const Group& group) {
    std::vector<condition::Condition> conditions = conditions_of(definition_, group);
    auto gap = condition::find_gap(vocabulary, conditions);
    Group key = group;
    key.push_back(definition_.transitions.size());  // no pair has such a member
    if (!gap || !reported_.insert(key).second) return;
    const Transition& first = definition_.transitions[group.front()];
    parsing_.reader.error(
        first.mark, "gap",
        fmt::format("{}时，有的情况没有去处，例如：{}；请补上一个流转，或放宽 when",
                    describe(choice, first), render_example(vocabulary, *gap, conditions)));
  }

  Parsing& parsing_;
  const Definition& definition_;
  std::set<Group> reported_;
};

}  // namespace

void check_choices(Parsing& parsing) {
  ChoiceCheck check(parsing);
  for (const auto& [choice, group] : choices_of(parsing.definition)) check.check(choice, group);
}

}  // namespace xueshi::workflow
