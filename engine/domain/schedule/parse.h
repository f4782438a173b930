// Parses `workflows/schedules.yaml`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "schedule/schedule.h"
#include "yaml/keys.h"

namespace xueshi::schedule {

// Which keys the file has, and where.
const yaml::KeyTable& file_keys();

// All findings at once, codes "schedule.*" (and "yaml.*"): unknown keys, duplicate ids, rules that
// are none, are not supported or never happen, unknown zones. Absent where there is an error.
// What is required: id, report, repeat, reporting_year.
std::optional<std::vector<Schedule>> parse_schedules(const std::string& file, std::string_view text,
                                                     base::Findings& findings);

}  // namespace xueshi::schedule
