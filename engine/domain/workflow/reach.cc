#include <algorithm>
#include <set>

#include "workflow/definition.h"

namespace xueshi::workflow {

namespace {

bool is_open(const Transition& transition, const std::set<std::string>& reached) {
  return std::any_of(transition.from.begin(), transition.from.end(),
                     [&](const std::string& place) { return reached.count(place) > 0; });
}

}  // namespace

std::vector<const Place*> places_reached(const Definition& definition,
                                         const condition::Condition& given) {
  std::set<std::string> reached;
  for (const Place& place : definition.places) {
    if (place.start) reached.insert(place.name);
  }
  for (bool grows = true; grows;) {
    grows = false;
    for (const Transition& transition : definition.transitions) {
      if (transition.to.empty() || reached.count(transition.to) > 0) continue;
      if (!is_open(transition, reached)) continue;
      if (!condition::find_overlap(definition.vocabulary, transition.when, given)) continue;
      reached.insert(transition.to);
      grows = true;
    }
  }
  std::vector<const Place*> places;
  for (const Place& place : definition.places) {
    if (reached.count(place.name) > 0) places.push_back(&place);
  }
  return places;
}

}  // namespace xueshi::workflow
