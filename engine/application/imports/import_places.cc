#include "imports/import_places.h"

#include <algorithm>

#include "base/text.h"
#include "item/kind.h"
#include "store/items.h"

namespace xueshi::imports {

std::string subject_of(intake::Kind kind) {
  for (const item::Kind* each : item::kinds()) {
    if (each->file == kind) return each->word;
  }
  return "";
}

std::map<std::string, std::string> alike_places(const session::Session& session,
                                                intake::Kind kind) {
  std::string subject = subject_of(kind);
  if (subject.empty()) return {};
  std::map<std::string, std::string> alike;
  const workflow::Definition& graph = session.graphs().current(subject).definition;
  for (const workflow::Place& place : graph.places) {
    for (const workflow::Place& first : graph.places) {
      if (first.region != place.region || first.label != place.label) continue;
      if (first.name != place.name) alike[place.name] = first.name;
      break;
    }
  }
  return alike;
}

std::vector<std::string> first_places(const session::Session& session, intake::Kind kind) {
  std::string subject = subject_of(kind);
  if (subject.empty()) return {};
  const workflow::Definition& graph = session.graphs().current(subject).definition;
  std::vector<std::string> first;
  // Once more as long as another one was found: places stand in any order.
  for (std::size_t i = 0; i < graph.places.size() * graph.places.size(); ++i) {
    const workflow::Place& place = graph.places[i % graph.places.size()];
    if (base::contains(first, place.name)) continue;
    auto leads_here = [&](const workflow::Transition& one) {
      return one.passes_on == workflow::PassesOn::kAlways && one.to == place.name &&
             std::any_of(first.begin(), first.end(),
                         [&](const std::string& from) { return one.starts_at(from); });
    };
    bool passed_to =
        !place.end && std::any_of(graph.transitions.begin(), graph.transitions.end(), leads_here);
    if (place.start || passed_to) first.push_back(place.name);
  }
  return first;
}

std::string place_label(const session::Session& session, intake::Kind kind,
                        const std::string& place) {
  std::string subject = subject_of(kind);
  return subject.empty() ? place : session.graphs().current(subject).definition.label_of(place);
}

void register_items(session::Session& session, database::Transaction& transaction,
                    intake::Kind kind) {
  std::string subject = subject_of(kind);
  if (subject.empty()) return;
  const session::Graph& graph = session.graphs().current(subject);
  store::keep_graph(transaction, graph.version, graph.text, base::render(session.today()));
  store::register_imported(transaction, subject, graph.version);
}

}  // namespace xueshi::imports
