#pragma once
#include <vector>

#include "app/home.h"
#include "schedule/schedule.h"
namespace xueshi::app {
// Throws WrongFiles.
std::vector<schedule::Schedule> load_schedules(const Home& home);
}  // namespace xueshi::app
