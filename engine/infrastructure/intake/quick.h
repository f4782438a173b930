// The usual spellings of dates and numbers, without the detours that unusual ones need.
//
// Millions of rows hold "2017-05-08 09:00" and "12.5". Each of these gives what the parser of
// `base` of the same purpose gives, and leaves everything it does not recognise at a glance to that
// one.
#pragma once

#include <optional>
#include <string_view>

#include "base/date.h"
#include "base/hours.h"

namespace xueshi::intake::quick {

std::optional<base::Year> parse_year(std::string_view text);             // base::parse_year
std::optional<base::LocalTime> parse_local_time(std::string_view text);  // base::parse_local_time
std::optional<base::Hours> parse_hours(std::string_view text);           // base::parse_hours

}  // namespace xueshi::intake::quick
