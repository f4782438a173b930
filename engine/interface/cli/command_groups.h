// The command table in parts, in the order of the help; command_table.cc puts them together.
#pragma once

#include "cli/command.h"

namespace xueshi::cli {

// Installing, importing, rules, statements, graphs.
const std::vector<Command>& rules_commands();
// Plans, classes, learning records and people, and what is done with them.
const std::vector<Command>& training_commands();
// Backbone report, annual summary, workbooks.
const std::vector<Command>& year_end_commands();
// What runs by itself: schedules, workers, their jobs.
const std::vector<Command>& work_commands();
// Audit trail, passwords, plugins, backups, settings.
const std::vector<Command>& upkeep_commands();

}  // namespace xueshi::cli
