// A draft of rules, looked at from every side before anybody proposes it: checked, proved, its
// cases run, everybody on record judged under it. Nothing is written.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "authoring/proposals.h"
#include "policy/policy.h"
#include "proving/policy_tests.h"
#include "proving/simulate.h"

namespace xueshi::authoring {

struct DraftTrial {
  base::Findings findings;  // of the text; with errors the rest is absent
  std::vector<policy::Proof> proofs;
  std::optional<proving::PolicyTests> tests;      // absent where no cases were given
  std::optional<proving::Simulation> simulation;  // with who is judged otherwise
  base::Findings not_simulated;                   // why not
};

// Why it cannot be proposed, a clause each; empty: it can.
std::vector<std::string> reasons_against(const DraftTrial& trial);

// Refuses "actor.role".
DraftTrial try_draft(session::Session& session, const ProposalRequest& request);

}  // namespace xueshi::authoring
