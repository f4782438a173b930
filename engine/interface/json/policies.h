// Rules of a year, as JSON.
#pragma once

#include <vector>

#include "authoring/policies.h"
#include "authoring/policy_proposals.h"
#include "authoring/policy_tests.h"
#include "authoring/simulate.h"
#include "json/json.h"
#include "policy/compare.h"

namespace xueshi::json {

Json to_json(const policy::Origin& origin);
Json to_json(const policy::Policy& policy);
// As `policy check` tells of a file. `cover`: absent where nothing is known of its cases.
Json to_json(const authoring::CheckedPolicy& checked, const std::optional<authoring::Cover>& cover);
Json to_json(const policy::Comparison& comparison);
Json to_json(const std::vector<policy::Proof>& proofs);
Json to_json(const authoring::Simulation& simulation, base::Year year);
Json to_json(const authoring::PolicyTests& tests);
Json to_json(const authoring::Proposal& proposal);

}  // namespace xueshi::json
