#include "workflow/history.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"

namespace xueshi::workflow {

namespace {

// The place and those to which an item is passed on from it; it stands there as well as here.
std::vector<std::string> passed_from(const Definition& definition, const std::string& place) {
  std::vector<std::string> places = {place};
  for (std::size_t i = 0; i < places.size(); ++i) {
    for (const Transition& transition : definition.transitions) {
      bool leads_on = transition.passes_silently() && transition.starts_at(places[i]);
      bool known = std::find(places.begin(), places.end(), transition.to) != places.end();
      if (leads_on && !known) places.push_back(transition.to);
    }
  }
  return places;
}

bool starts_at_any(const Transition& transition, const std::vector<std::string>& places) {
  return std::any_of(places.begin(), places.end(),
                     [&](const std::string& place) { return transition.starts_at(place); });
}

bool fits(const Definition& definition, const Transition& transition, const Step& step,
          const std::string& place) {
  if (transition.action != step.action) return false;
  if (transition.is_creation()) return step.from.empty() && transition.to == step.to;
  if (!starts_at_any(transition, passed_from(definition, step.from))) return false;
  bool stays = step.to.empty() || step.to == step.from || step.to == place;
  return transition.to.empty() ? stays : transition.to == step.to;
}

const Transition* find_transition(const Definition& definition, const Step& step,
                                  const std::string& place) {
  for (const Transition& transition : definition.transitions) {
    if (fits(definition, transition, step, place)) return &transition;
  }
  return nullptr;
}

std::string show(const Definition& definition, const std::string& place) {
  if (place.empty()) return "（无）";
  return fmt::format("{}（{}）", definition.label_of(place), place);
}

// Follows one step; the reason why it does not fit, or nothing and a new state.
std::string follow(const Definition& definition, const Step& step, bool is_first,
                   std::string& place) {
  bool follows = step.from.empty() ? is_first && step.to == place
                                   : base::contains(passed_from(definition, place), step.from);
  if (!follows) {
    return fmt::format("“{}”从 {} 开始，而此前到达的是 {}", step.action,
                       show(definition, step.from), show(definition, place));
  }
  const Transition* transition = find_transition(definition, step, place);
  if (transition == nullptr) {
    return fmt::format("流程中没有从 {} 到 {} 的“{}”", show(definition, step.from),
                       show(definition, step.to), step.action);
  }
  if (!transition->to.empty()) place = transition->to;
  return "";
}

std::optional<ReplayProblem> compare_end(const Definition& definition, const State& led_to,
                                         const State& now, std::size_t steps) {
  for (std::size_t region = 0; region < definition.regions.size(); ++region) {
    std::string by_record = region < led_to.size() ? led_to[region] : "";
    std::string stored = region < now.size() ? now[region] : "";
    if (by_record == stored) continue;
    return ReplayProblem{
        steps, fmt::format("{}按记录应为 {}，而现在是 {}", definition.regions[region].label,
                           show(definition, by_record), show(definition, stored))};
  }
  return std::nullopt;
}

}  // namespace

std::optional<ReplayProblem> replay(const Definition& definition, State origin,
                                    const std::vector<Step>& steps, const State& now) {
  State state = std::move(origin);
  std::set<std::size_t> begun;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    auto region = definition.find_region(steps[i].region);
    if (!region || *region >= state.size()) {
      return ReplayProblem{i, fmt::format("流程中没有方面 '{}'", steps[i].region)};
    }
    bool is_first = begun.insert(*region).second;
    std::string problem = follow(definition, steps[i], is_first, state[*region]);
    if (!problem.empty()) return ReplayProblem{i, problem};
  }
  return compare_end(definition, state, now, steps.size());
}

}  // namespace xueshi::workflow
