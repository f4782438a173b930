#include "authoring/draft_trial.h"

#include <fmt/format.h>

#include "academy/person.h"
#include "base/text.h"
#include "proving/rules_files.h"
#include "session/wrong_files.h"

namespace xueshi::authoring {

std::vector<std::string> reasons_against(const DraftTrial& trial) {
  if (!trial.findings.ok()) return {"规定有误"};
  std::vector<std::string> reasons;
  if (!trial.tests || (trial.tests->findings.ok() && trial.tests->cases.empty())) {
    reasons.push_back("没有用例");
  } else if (!trial.tests->findings.ok()) {
    reasons.push_back("用例有误");
  } else if (trial.tests->failed() > 0) {
    reasons.push_back(fmt::format("有 {} 个用例未通过", trial.tests->failed()));
  }
  if (!trial.not_simulated.ok()) reasons.push_back("没有模拟");
  return reasons;
}

DraftTrial try_draft(session::Session& session, const ProposalRequest& request) {
  session.require_right(academy::Right::kLookPolicies);
  session.require_right(academy::Right::kLookStaff);
  DraftTrial trial;
  proving::RulesFiles rules(session.home(), session.policies().shelf());
  proving::RulesFiles::Named draft{{request.rules.name, request.rules.text}, request.year};
  auto policy = policy::check(academy::person_vocabulary(), rules.shelf(), draft.file, draft.since,
                              trial.findings);
  if (policy) trial.findings.append(rules.find_broken_later(draft));
  if (!policy || trial.findings.errors() > 0) return trial;
  trial.proofs = policy->proofs;
  if (!base::trim(request.cases.text).empty())
    trial.tests = proving::test_draft(rules, draft, {request.cases.name, request.cases.text}, true);
  try {
    database::Transaction snapshot(session.database(), database::Transaction::Mode::kSnapshot);
    trial.simulation = proving::simulate_draft(session, rules, draft, request.year, true);
  } catch (const session::WrongFiles& wrong) {
    trial.not_simulated.append(wrong.findings());
  }
  return trial;
}

}  // namespace xueshi::authoring
