#include "workflow/definition.h"

#include <algorithm>
#include <cassert>

namespace xueshi::workflow {

namespace {

template <typename Named>
const Named* find_named(const std::vector<Named>& all, std::string_view name) {
  auto at =
      std::find_if(all.begin(), all.end(), [&](const Named& one) { return one.name == name; });
  return at == all.end() ? nullptr : &*at;
}

}  // namespace

bool Transition::starts_at(std::string_view place) const {
  return std::find(from.begin(), from.end(), place) != from.end();
}

bool Transition::is_for_people() const {
  return std::any_of(by.begin(), by.end(), [](const Performer& performer) {
    return performer.kind != Performer::Kind::kProgram;
  });
}

bool Transition::passes_silently() const {
  return passes_on == PassesOn::kVacant || (passes_on == PassesOn::kAlways && effects.empty());
}

const Place* Definition::find_place(std::string_view place) const {
  return find_named(places, place);
}

const Check* Definition::find_check(std::string_view check) const {
  return find_named(checks, check);
}

std::optional<std::size_t> Definition::find_region(std::string_view region) const {
  const Region* found = find_named(regions, region);
  if (found == nullptr) return std::nullopt;
  return static_cast<std::size_t>(found - regions.data());
}

const Place& Definition::start_of(std::size_t region) const {
  auto at = std::find_if(places.begin(), places.end(),
                         [&](const Place& place) { return place.region == region && place.start; });
  assert(at != places.end() && "a proved definition has a start in every region");
  return *at;
}

std::string Definition::label_of(std::string_view place) const {
  const Place* found = find_place(place);
  return found == nullptr ? std::string(place) : found->label;
}

std::string Definition::full_label_of(std::string_view place) const {
  std::string label = label_of(place);
  bool shared = std::any_of(places.begin(), places.end(), [&](const Place& other) {
    return other.label == label && other.name != place;
  });
  return shared ? label + "（" + std::string(place) + "）" : label;
}

std::string without_name(const std::string& full_label) {
  std::size_t at = full_label.rfind("（");
  bool is_name =
      at != std::string::npos && at > 0 && full_label.ends_with("）") &&
      std::all_of(full_label.begin() + static_cast<std::ptrdiff_t>(at + 3), full_label.end() - 3,
                  [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
  return is_name ? full_label.substr(0, at) : full_label;
}

std::string Definition::label_of_action(std::string_view action, std::string_view to) const {
  const Transition* first = nullptr;
  for (const Transition& transition : transitions) {
    if (transition.action != action) continue;
    if (transition.to == to) return transition.label;
    if (first == nullptr) first = &transition;
  }
  return first == nullptr ? std::string(action) : first->label;
}

std::vector<std::string> Definition::actions() const {
  std::vector<std::string> all;
  for (const Transition& transition : transitions) {
    bool known = std::find(all.begin(), all.end(), transition.action) != all.end();
    if (transition.is_for_people() && !known) all.push_back(transition.action);
  }
  return all;
}

std::vector<std::string> Definition::places_labelled(std::string_view label) const {
  std::vector<std::string> all;
  for (const Place& place : places) {
    if (place.label == label) all.push_back(place.name);
  }
  return all;
}

bool action_sets(const Definition& definition, std::string_view action, std::string_view heading) {
  return std::any_of(definition.transitions.begin(), definition.transitions.end(),
                     [&](const Transition& transition) {
                       return transition.action == action &&
                              std::find(transition.sets.begin(), transition.sets.end(), heading) !=
                                  transition.sets.end();
                     });
}

void add_by_hand(const Transition& transition, std::vector<Performer>& all) {
  for (const Performer& performer : transition.by) {
    bool by_hand = performer.kind != Performer::Kind::kProgram;
    if (by_hand && std::find(all.begin(), all.end(), performer) == all.end())
      all.push_back(performer);
  }
}

std::vector<const Check*> checks_on_the_way(const Definition& definition, std::string_view from,
                                            std::string_view to) {
  std::vector<const Check*> all;
  for (const Transition& transition : definition.transitions) {
    if (!transition.is_for_people() || !transition.starts_at(from) || transition.to != to) continue;
    for (const std::string& need : transition.needs) {
      const Check* check = definition.find_check(need);
      if (check != nullptr && std::find(all.begin(), all.end(), check) == all.end())
        all.push_back(check);
    }
  }
  return all;
}

std::vector<Performer> verdict_performers(const Definition& definition, std::string_view place) {
  std::vector<Performer> all;
  for (const Transition& transition : definition.transitions) {
    if (transition.verdict && transition.starts_at(place)) add_by_hand(transition, all);
  }
  return all;
}

}  // namespace xueshi::workflow
