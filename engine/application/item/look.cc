#include "item/look.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "item/deed.h"

namespace xueshi::item {

void look(session::Session& session, RoleBook roles, const std::function<void(Deed&)>& work) {
  database::Transaction snapshot(session.database(), database::Transaction::Mode::kSnapshot);
  Deed deed{session, snapshot, std::move(roles)};
  deed.password_confirmed = true;  // it is asked for when something is done
  work(deed);
}

Outlook waiting_of(Deed& deed, const Subject& subject) {
  return waiting_of(deed, Case(deed, subject));
}

Outlook waiting_of(Deed& deed, const Case& now) {
  Outlook outlook;
  std::vector<workflow::Performer> reviewers = workflow::waits_for(now.situation());
  std::vector<std::string> seats;
  for (const Seat& seat : now.desk().seats(reviewers)) {
    seats.push_back(render(seat));
    std::string unit = deed.session.unit_name(seat.org);
    if (std::find(outlook.units.begin(), outlook.units.end(), unit) == outlook.units.end())
      outlook.units.push_back(std::move(unit));
  }
  outlook.waits_for = base::join(seats, "、");
  outlook.is_mine = !reviewers.empty() && now.desk().is_one_of(reviewers) && !now.desk().is_party();
  return outlook;
}

std::string in_words(const session::Session& session, const std::string& subject,
                     const std::vector<std::string>& actions) {
  base::Findings ignored;
  const session::Graph* graph = session.graphs().load_current(subject, ignored);
  if (graph == nullptr) return base::join(actions, "、");
  std::vector<std::string> words;
  for (const std::string& action : actions)
    words.push_back(fmt::format("{}（{}）", graph->definition.label_of_action(action), action));
  return base::join(words, "、");
}

Outlook outlook_of(Deed& deed, const Subject& subject) {
  Outlook outlook = waiting_of(deed, subject);
  outlook.actions = workflow::possible_actions(Case(deed, subject).situation());
  return outlook;
}

}  // namespace xueshi::item
