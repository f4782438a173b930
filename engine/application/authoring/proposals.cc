#include "authoring/proposals.h"

#include <fmt/format.h>

#include "item/kind.h"
#include "policy/file_name.h"
#include "proving/rules_files.h"
#include "session/files.h"
#include "session/policies.h"

namespace xueshi::authoring {

namespace {

ProposalText load_text(const proving::RulesFiles& files, const std::string& file) {
  if (session::is_absent(file))
    throw base::Refused("policy.no-file", fmt::format("文件 {} 不存在，请检查路径", file));
  return {files.shown(file), policy::canonical_text(session::read_text(file))};
}

}  // namespace

ProposalRequest load_proposal(session::Session& session, const std::string& rules, base::Year year,
                              const std::string& cases) {
  session.require_right(academy::Right::kLookPolicies);
  proving::RulesFiles files(session.home(), {});
  ProposalRequest request{year, load_text(files, rules), {}};
  std::string beside =
      (session.home().folder() / "rules/tests" / fmt::format("{}.yaml", year.value())).string();
  if (!cases.empty()) {
    request.cases = load_text(files, cases);
  } else if (!session::is_absent(beside)) {
    request.cases = load_text(files, beside);
  }
  return request;
}

item::CreateRequest create_request(const ProposalRequest& request) {
  item::CreateRequest made{"policy",
                           {{"年度", std::to_string(request.year.value())},
                            {"文件", request.rules.name},
                            {"规定", request.rules.text},
                            {"用例文件", request.cases.name},
                            {"用例", request.cases.text}}};
  made.password_again = request.password_again;
  return made;
}

std::string ListedProposal::status_in_words() const {
  bool is_past = proposal.taken > 0 && !holds;
  return status_label + (is_past ? "（已被取代）" : "");
}

std::vector<ListedProposal> list_proposals(session::Session& session,
                                           std::optional<base::Year> year) {
  session.require_right(academy::Right::kLookPolicies);
  base::Findings unsound;
  const session::Graph* graph = session.graphs().load_current("policy", unsound);
  std::vector<ListedProposal> all;
  for (store::Proposal& one : store::fetch_proposals(session.database(), session.scope(), year)) {
    std::string label =
        graph == nullptr ? one.status : std::string(graph->definition.label_of(one.status));
    all.push_back({std::move(one), std::move(label), false});
  }
  for (const store::TextInForce& text : store::fetch_texts_in_force(session.database(), false)) {
    for (ListedProposal& one : all) one.holds = one.holds || one.proposal.number == text.number;
  }
  return all;
}

Proposal show_proposal(session::Session& session, const std::string& number) {
  session.require_right(academy::Right::kLookPolicies);
  auto found = store::find_proposal(session.database(), session.scope(), number);
  if (!found) item::refuse_not_found("policy", number);
  return *found;
}

std::vector<ToldDeparture> tell_departures(database::Database& database,
                                           const session::Settings& settings) {
  std::vector<ToldDeparture> all;
  session::Home home(settings.value("home"));
  for (const session::Departure& one :
       session::find_departures(home, store::fetch_texts_in_force(database, true)))
    all.push_back({session::render(one, settings.flag("policy_by_deed")),
                   one.kind == session::Departure::Kind::kDamaged});
  return all;
}

std::vector<ToldDeparture> tell_departures(session::Session& session) {
  return tell_departures(session.database(), session.settings());
}

}  // namespace xueshi::authoring
