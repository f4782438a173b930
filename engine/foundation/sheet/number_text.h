// How a workbook's numbers read as text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace xueshi::sheet {

// What a number format makes of a number.
enum class NumberForm { kPlain, kDate, kDateTime, kTime };

// Of a built-in format by its id (14 is a date), and of a format code ("yyyy\-mm\-dd hh:mm").
NumberForm form_of_builtin(int format_id);
NumberForm form_of_code(std::string_view code);

// The number behind the text of a cell: "1.308E2" → 130.8. Absent for anything else.
std::optional<double> parse_stored_number(std::string_view text);

// True for "457": an integer that is its own plain rendering.
bool is_plain_integer(std::string_view text);

// Rounded to 15 digits, without an exponent or trailing zeros: 130.80000000000001 → "130.8".
std::string render_plain(double number);

// "2016-11-01", "2016-11-01 09:00" or "09:00"; seconds are cut off. As a plain number where it is
// no day of the date system (before 1900, after 9999). Day 60 of the 1900 system is 1900-02-29, as
// Excel shows it.
std::string render_dated(double number, NumberForm form, bool from_1904);

// "2016-11-01T09:00:00", as cells of type `d` are stored → "2016-11-01 09:00".
std::string render_iso(std::string_view text);

}  // namespace xueshi::sheet
