// Proposing a text of rules, and the proposals as they are listed (policy.md §3).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "item/act.h"
#include "session/session.h"
#include "store/proposals.h"

namespace xueshi::authoring {

struct ProposalText {
  std::string name;  // of its file, as people read it
  std::string text;
};

struct ProposalRequest {
  base::Year year;  // from which it is to apply
  ProposalText rules;
  ProposalText cases;
  std::optional<std::string> password_again{};
};

// The texts of files that a person names; `cases` empty: rules/tests/<year>.yaml of the home, where
// it is there. Refuses ("actor.role", "policy.no-file").
ProposalRequest load_proposal(session::Session& session, const std::string& rules, base::Year year,
                              const std::string& cases);
// What a new item of these is made of.
item::CreateRequest create_request(const ProposalRequest& request);

// As faces say it.
using Proposal = store::Proposal;

struct ListedProposal {
  Proposal proposal;
  std::string status_label;
  bool holds = false;                   // the last of its year that was confirmed
  std::string status_in_words() const;  // with （已被取代） where a later one took its place
};
// Of one year, or of all; without the texts. Refuses ("actor.role").
std::vector<ListedProposal> list_proposals(session::Session& session,
                                           std::optional<base::Year> year);
// Refuses ("actor.role", "policy.not-found").
Proposal show_proposal(session::Session& session, const std::string& number);

// Files of the home that are not what was confirmed, a sentence each.
struct ToldDeparture {
  std::string sentence;
  bool is_damage = false;  // of the kept text: nothing can go by it
};
std::vector<ToldDeparture> tell_departures(database::Database& database,
                                           const session::Settings& settings);
std::vector<ToldDeparture> tell_departures(session::Session& session);

}  // namespace xueshi::authoring
