// Taking one transition: ask the graph, carry its effects out, move the item, write the trail.
//
// For the use cases that change items (act.h, and what follows from an act); nothing else moves
// one.
#pragma once

#include <optional>

#include "item/subject.h"

namespace xueshi::item {

// The action that makes an item.
inline constexpr const char* kCreate = "create";

// Everything that a graph asks of an item, together.
class Case {
 public:
  Case(Deed& deed, const Subject& subject);
  workflow::Situation situation() const {
    return {graph_.definition, state_, facts_, desk_, subject_};
  }
  base::Blockers ask(const workflow::Request& request) const {
    return workflow::ask(situation(), request).blockers;
  }
  const session::Graph& graph() const { return graph_; }
  const Desk& desk() const { return desk_; }

 private:
  const Subject& subject_;
  const session::Graph& graph_;
  workflow::State state_;
  condition::Facts facts_;
  Desk desk_;
};

// Takes the action, or says why not; then nothing was changed. Requires: what stands in the
// subject's fields has been set already; nobody else changes the subject meanwhile.
base::Blockers take_action(Deed& deed, Subject& subject, const workflow::Request& request);

// Saves what an act changed of an item beside its own, with a line in the trail and a revision.
void keep_change(Deed& deed, Subject& subject, const std::string& action);

// What a refusal is written to the trail about.
struct RefusedItem {
  std::string subject;
  std::string item;
  std::string action;
};
// Runs `work` in a transaction of its own, again where another got in the way; appends the trail
// and witnesses its heads once it is committed. A refusal rolls back and is written to the trail by
// itself, to the chain of the deed's unit, else of the acting role's.
// `one_state`: what is read must be of one moment, not only what is locked (figures over many
// rows).
void transact(session::Session& session, const RefusedItem& refused, bool one_state,
              const std::function<void(Deed&)>& work);

}  // namespace xueshi::item
