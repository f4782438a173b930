// What waits for the acting role: the gate's answers, case by case (store/waiting.h).
//
// The database counts and cuts; whom something waits for, and what can be done with it, is asked of
// the graph alone.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "item/kind.h"
#include "item/subject.h"
#include "session/graphs.h"
#include "store/waiting.h"

namespace xueshi::item {

// Something that waits for the acting role.
struct Answered {
  Waiting waiting;
  const session::Graph* graph = nullptr;
  std::vector<std::string> actions;  // that answer what waits, in the order of the graph
};
// For each of the rows, which are of that kind; absent where it waits for somebody else.
std::vector<std::optional<Answered>> ask_about_waiting(Deed& deed, const Kind& kind,
                                                       const std::vector<store::WaitingRow>& rows);

// A pile as it is for the acting role.
struct OpenPile {
  const Kind* kind = nullptr;
  std::string word;
  store::WaitingAsked asked;
  std::optional<std::vector<std::string>> cases;  // those that wait; absent: all there are
  std::int64_t total = 0;
};
// Of every kind, in the order of kinds().
std::vector<OpenPile> open_piles(Deed& deed);

// The numbers of what waits for a verdict of the acting role, of the first pile of a kind; for
// lists that show it apart.
std::vector<std::string> numbers_to_decide(Deed& deed, const Kind& kind);

// Every version of a subject's graph that items run on, today's first.
std::vector<const session::Graph*> graphs_in_use(session::Session& session,
                                                 std::string_view subject);
// The places of all of them, each once, that are meant.
std::vector<std::string> places_meant(
    session::Session& session, std::string_view subject,
    const std::function<bool(const workflow::Definition& graph, const workflow::Place& place)>&
        is_meant);
// From which verdicts are given, there or where it passes on to.
bool is_deciding_place(const workflow::Definition& graph, const workflow::Place& place);

}  // namespace xueshi::item
