// How a value that nobody can read should have been written; for this room's own files.
#pragma once

#include <string>
#include <string_view>

namespace xueshi::policy {

// Of hours: "80学时" → "应写成 80".
std::string advice_on_hours(std::string_view given);
// Of a day of the year: "2025年11月20日" → "应写成 11-20".
std::string advice_on_day(std::string_view given);

}  // namespace xueshi::policy
