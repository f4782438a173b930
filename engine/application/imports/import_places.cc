#include "imports/import_places.h"

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
  for (const workflow::Place& place : graph.places)
    if (place.start) first.push_back(place.name);
  for (std::size_t i = 0; i < first.size(); ++i) {
    for (const workflow::Transition& one : graph.transitions) {
      if (one.passes_on != workflow::PassesOn::kAlways || !one.starts_at(first[i])) continue;
      const workflow::Place* to = graph.find_place(one.to);
      if (to != nullptr && !to->end && !base::contains(first, one.to)) first.push_back(one.to);
    }
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
