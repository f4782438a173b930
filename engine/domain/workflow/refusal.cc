#include "workflow/refusal.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace xueshi::workflow {

namespace {

base::Blocker blocker(const Situation& situation, std::string_view rest, std::string message) {
  return {fmt::format("{}.{}", situation.definition.subject, rest), std::move(message)};
}

void add_once(std::vector<std::string>& list, std::string text) {
  if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(std::move(text));
}

std::string quote_all(const std::vector<std::string>& labels) {
  return fmt::format("“{}”", base::join(labels, "”“"));
}

// The place's label; where another place has the same one, also who decides there.
std::string describe_place(const Situation& situation, const std::string& place) {
  const Definition& definition = situation.definition;
  std::string label = definition.label_of(place);
  if (definition.places_labelled(label).size() < 2) return label;
  std::vector<Performer> reviewers = verdict_performers(definition, place);
  if (reviewers.empty()) return label;
  return fmt::format("{}，由 {} 审批", label, situation.standing.describe(reviewers));
}

// The actions as people call and may type them: "上报（submit）".
std::vector<std::string> shown_actions(const Situation& situation, const Request& request) {
  const Definition& definition = situation.definition;
  std::vector<std::string> shown, seen;
  for (const Transition& transition : definition.transitions) {
    // What makes an item is no action on one that is there.
    if (transition.is_creation() && !situation.state.empty()) continue;
    bool may_ask = transition.is_for_people() ||
                   (request.by_program && transition.passes_on != PassesOn::kAlways);
    bool repeated = std::find(seen.begin(), seen.end(), transition.action) != seen.end();
    if (!may_ask || repeated) continue;
    seen.push_back(transition.action);
    shown.push_back(transition.label == transition.action
                        ? transition.action
                        : fmt::format("{}（{}）", transition.label, transition.action));
  }
  return shown;
}

// With what its words in braces stand for. A file with one that is not closed was refused.
std::string with_words(const std::string& sentence, const Check& check, const Needs& needs) {
  std::string said;
  std::size_t at = 0;
  for (std::size_t open; (open = sentence.find('{', at)) != std::string::npos;) {
    std::size_t close = sentence.find('}', open);
    std::string word = sentence.substr(open + 1, close - open - 1);
    said += sentence.substr(at, open - at);
    said += word == "missing" ? base::join(needs.missing(check), "、") : needs.say(word);
    at = close + 1;
  }
  return said + sentence.substr(at);
}

// The nearest action; also for those who write its label.
std::string suggest_action(const Definition& definition, const std::string& given) {
  for (const Transition& transition : definition.transitions) {
    if (transition.is_for_people() && transition.label == given)
      return fmt::format("，是否应为 '{}'？", transition.action);
  }
  return base::suggest(given, definition.actions());
}

}  // namespace

base::Blocker refuse_action(const Situation& situation, const Request& request) {
  const Definition& definition = situation.definition;
  return blocker(situation, "unknown-action",
                 fmt::format("{}没有 '{}' 这一操作{}{}可用的操作：{}", definition.title,
                             request.action, suggest_action(definition, request.action),
                             suggest_action(definition, request.action).empty() ? "，" : "",
                             base::join(shown_actions(situation, request), "、")));
}

base::Blocker refuse_place(const Situation& situation,
                           const std::vector<const Transition*>& candidates,
                           const State& effective) {
  const Definition& definition = situation.definition;
  std::vector<std::string> reasons;
  for (std::size_t region = 0; region < definition.regions.size(); ++region) {
    std::vector<std::string> starts;
    for (const Transition* transition : candidates) {
      if (transition->region != region) continue;
      for (const std::string& place : transition->from)
        add_once(starts, describe_place(situation, place));
    }
    if (starts.empty()) continue;
    const Place* place = definition.find_place(effective[region]);
    std::string hint =
        place == nullptr || place->hint.empty() ? "" : fmt::format("（{}）", place->hint);
    std::string here = describe_place(situation, effective[region]);
    // Two places may read alike: “A”, only “A” would help nobody.
    std::erase(starts, here);
    std::string reason = starts.empty() ? fmt::format("{}为“{}”，正在另一步办理，请等这一步办完{}",
                                                      definition.regions[region].label, here, hint)
                                        : fmt::format("{}为“{}”，只有{}时可以办理{}",
                                                      definition.regions[region].label, here,
                                                      quote_all(starts), hint);
    reasons.push_back(std::move(reason));
  }
  if (reasons.empty()) reasons.push_back("只能在新建时办理");
  return blocker(
      situation, "place",
      fmt::format("现在不能“{}”：{}", candidates.front()->label, base::join(reasons, "；")));
}

base::Blocker refuse_when(const Situation& situation, const std::vector<const Transition*>& here,
                          const condition::Facts& facts) {
  std::vector<std::string> wanted;
  condition::Facts asked(facts.size());
  for (const Transition* transition : here) {
    add_once(wanted, transition->when.render());
    for (std::size_t fact : condition::facts_asked(transition->when)) asked[fact] = facts[fact];
  }
  return blocker(situation, "when",
                 fmt::format("现在不能“{}”：须符合 {}，而现在是 {}；情况改变后再办理",
                             here.front()->label, base::join(wanted, " 或 "),
                             condition::render(situation.definition.vocabulary, asked)));
}

base::Blocker refuse_role(const Situation& situation, const Transition& transition) {
  return blocker(situation, "role",
                 fmt::format("“{}”不由您办理，应由 {} 办理", transition.label,
                             situation.standing.describe(transition.by)));
}

base::Blocker refuse_party(const Situation& situation, const Transition& transition) {
  return blocker(situation, "own",
                 fmt::format("由您编制或与您本人有关，不能自己“{}”，应由 {} 或其上一级办理",
                             transition.label, situation.standing.describe(transition.by)));
}

base::Blocker refuse_check(const Definition& definition, const Check& check, const Needs& needs) {
  std::string sentence = check.lifted_by.empty()
                             ? check.otherwise
                             : fmt::format("{}（{}）", check.otherwise, check.lifted_by);
  return {fmt::format("{}.{}", definition.subject, check.code), with_words(sentence, check, needs)};
}

base::Blocker hide(const Situation& situation) {
  return blocker(situation, "not-found",
                 fmt::format("找不到该{}：编号有误，或不对您开放", situation.definition.title));
}

base::Blocker refuse_comment(const Situation& situation, const Transition& transition) {
  return blocker(situation, "comment-missing",
                 fmt::format("“{}”须填写说明，请补上", transition.label));
}

base::Blocker refuse_field(const Situation& situation, const Transition& transition,
                           const std::string& field) {
  if (transition.sets.empty()) {
    return blocker(situation, "field",
                   fmt::format("“{}”时不能填写任何栏目，请去掉 '{}'", transition.label, field));
  }
  return blocker(situation, "field",
                 fmt::format("“{}”时不能填写 '{}'{}{}可填写的栏目：{}", transition.label, field,
                             base::suggest(field, transition.sets),
                             base::suggest(field, transition.sets).empty() ? "，" : "",
                             base::join(transition.sets, "、")));
}

}  // namespace xueshi::workflow
