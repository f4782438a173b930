#include "app/look.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/deed.h"
#include "base/text.h"

namespace xueshi::app {

void look(Session& session, RoleBook roles, const std::function<void(Deed&)>& work) {
  store::Transaction snapshot(session.database(), store::Transaction::Mode::kSnapshot);
  Deed deed{session, snapshot, std::move(roles)};
  work(deed);
}

Outlook waiting_of(Deed& deed, const Subject& subject) {
  Case now(deed, subject);
  Outlook outlook;
  std::vector<workflow::Performer> reviewers = workflow::waits_for(now.situation());
  std::vector<std::string> seats;
  for (const Seat& seat : now.desk().seats(reviewers)) {
    seats.push_back(render(seat));
    std::string unit = unit_name(deed.session, seat.org);
    if (std::find(outlook.units.begin(), outlook.units.end(), unit) == outlook.units.end())
      outlook.units.push_back(std::move(unit));
  }
  outlook.waits_for = base::join(seats, "、");
  outlook.is_mine = !reviewers.empty() && now.desk().is_one_of(reviewers) && !now.desk().is_party();
  return outlook;
}

Outlook outlook_of(Deed& deed, const Subject& subject) {
  Outlook outlook = waiting_of(deed, subject);
  outlook.actions = workflow::possible_actions(Case(deed, subject).situation());
  return outlook;
}

std::string unit_name(const Session& session, const std::string& code) {
  const academy::Org* org = session.tree().find(code);
  return org == nullptr ? code : org->name;
}

academy::Scope list_scope(const Session& session, const std::string& org) {
  return org.empty() ? session.scope() : session.unit_scope(org);
}

}  // namespace xueshi::app
