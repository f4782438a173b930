// Rules of a year, as JSON.
#pragma once

#include <vector>

#include "authoring/draft_trial.h"
#include "authoring/policies.h"
#include "authoring/proposals.h"
#include "authoring/proposed_cases.h"
#include "json/json.h"
#include "policy/compare.h"
#include "proving/policy_tests.h"
#include "proving/simulate.h"

namespace xueshi::json {

Json to_json(const policy::Origin& origin);
Json to_json(const policy::Policy& policy);
// As `policy check` tells of a file. `cover`: absent where nothing is known of its cases.
Json to_json(const authoring::CheckedPolicy& checked, const std::optional<authoring::Cover>& cover);
Json to_json(const policy::Comparison& comparison);
Json to_json(const std::vector<policy::Proof>& proofs);
Json to_json(const proving::Simulation& simulation, base::Year year);
Json to_json(const proving::PolicyTests& tests);
Json to_json(const authoring::DraftTrial& trial, base::Year year);
Json to_json(const std::vector<authoring::ListedProposal>& proposals);
Json to_json(const authoring::ProposedCases& proposal);
// With the text itself.
Json to_json(const authoring::Proposal& proposal);

}  // namespace xueshi::json
