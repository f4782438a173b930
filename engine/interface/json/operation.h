// What runs by itself, and how the installation is, as JSON.
#pragma once

#include <vector>

#include "json/json.h"
#include "report/schedules.h"
#include "report/worker.h"
#include "upkeep/diagnosis.h"
#include "upkeep/verify.h"
#include "work/work.h"

namespace xueshi::json {

Json to_json(const report::Job& job);
Json to_json(const report::ScheduleEntry& entry);
Json to_json(const report::NextRun& run);

std::string word(upkeep::Health health);  // "ok", "warning", "failed"
Json to_json(const upkeep::Diagnosis& line);
Json to_json(const std::vector<upkeep::Diagnosis>& lines);   // {ok, checks}
Json to_json(const upkeep::DataVerification& verification);  // {invariants}

// How it stands; what came of it is its face's.
Json to_json(const work::Work& work);

}  // namespace xueshi::json
