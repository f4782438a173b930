// How a workbook's numbers read as text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace xueshi::sheet {

// The number behind the text of a cell: "1.308E2" → 130.8. Absent for anything else.
std::optional<double> parse_stored_number(std::string_view text);

// True for "457": an integer that is its own plain rendering.
bool is_plain_integer(std::string_view text);

// Rounded to 15 digits, without an exponent or trailing zeros: 130.80000000000001 → "130.8".
std::string render_plain(double number);

// "2016-11-01T09:00:00", as cells of type `d` are stored → "2016-11-01 09:00".
std::string render_iso(std::string_view text);

}  // namespace xueshi::sheet
