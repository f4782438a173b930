// Simulation: what a draft would change for everybody on record, before it is in force (policy.md
// §3, `policy simulate`). Nothing is written.
#pragma once

#include <string>
#include <vector>

#include "session/session.h"

namespace xueshi::authoring {

struct SimulationRequest {
  std::string draft;    // a rules file, or a year
  std::string against;  // likewise; empty: what is in force in that year
  base::Year year;
  std::string org;  // empty: all that is in reach
  bool lists_flips = false;
};

// People before and after.
struct SimulatedSums {
  std::int64_t people = 0;
  std::int64_t required_before = 0, required_after = 0;
  std::int64_t met_before = 0, met_after = 0;
  std::int64_t gained = 0, lost = 0;  // not met → met, met → not met, of who is required twice
  std::int64_t newly_exempt = 0, newly_required = 0;
  std::int64_t candidates_before = 0, candidates_after = 0;  // of backbone
  std::int64_t quota_before = 0, quota_after = 0;            // people, where a headcount is known
};

struct SimulatedInstitute {
  std::string org, name;
  SimulatedSums sums;
};

struct Flip {
  std::string employee, name, org;
  std::string before, after;         // 达标 未达标 不纳入考核 未到期
  std::vector<std::string> because;  // the fewest changed values that make it so, by path
};

struct Simulation {
  std::string before, after;         // titles with their files
  std::vector<std::string> changes;  // paths of the values that differ
  SimulatedSums total;
  std::vector<SimulatedInstitute> institutes;
  std::vector<Flip> flips;
};

// One snapshot; everybody is judged under both. Throws WrongFiles where either is not sound.
Simulation simulate(session::Session& session, const SimulationRequest& request);

}  // namespace xueshi::authoring
