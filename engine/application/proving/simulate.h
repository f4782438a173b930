// Simulation: what a draft would change for everybody on record, before it is in force (policy.md
// §3, `policy simulate`). Nothing is written.
#pragma once

#include <string>
#include <vector>

#include "proving/rules_files.h"
#include "session/session.h"

namespace xueshi::proving {

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

// "12 → 15"; one number where nothing changed.
std::string render_change(std::int64_t before, std::int64_t after);
// What a row of sums says, and its headings: 人数 纳入考核 达标 新达标 不再达标 新不纳入 骨干候选
// 骨干应有.
std::vector<std::string> render(const SimulatedSums& sums);
const std::vector<std::string>& sums_headings();
// "2007 某人（I1）：未达标 → 达标，因为 accounts.online.cap".
std::string render(const Flip& flip);

// One snapshot; everybody is judged under both. Throws WrongFiles where either is not sound.
Simulation simulate(session::Session& session, const SimulationRequest& request);

// Of a text that lies in no file, over everybody in reach, against what is in force in that year;
// where that is the text itself, against what would hold without it.
// Requires: a transaction is open on the session's database, of one state. Throws likewise.
Simulation simulate_draft(session::Session& session, const RulesFiles& rules,
                          const RulesFiles::Named& draft, base::Year year,
                          bool lists_flips = false);

}  // namespace xueshi::proving
