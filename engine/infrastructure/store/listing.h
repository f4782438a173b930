// Pieces of the queries of lists; for this room's own files.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "database/values.h"

namespace xueshi::store {

// "Has this in it", on both databases exact to the letter: what is taken out of a text makes it
// shorter. Requires: `part` is not empty.
inline std::string has_part(const std::string& column, std::string_view part,
                            database::Values& values) {
  return "length(replace(" + column + ", " + values.add(part) + ", '')) < length(" + column + ")";
}

// A column of times, to sort by: days without a time are the moment 00:00.
inline std::string moment(const std::string& column) {
  return fmt::format("case when length({0}) = 10 then {0} || ' 00:00' else {0} end", column);
}

// Whether a row stands before the last one that somebody saw, or is that one. `key`: what the list
// is sorted by, `ties`: what decides where it is equal, always upwards; both of the row and of the
// last one.
inline std::string stands_up_to(const std::string& key, const std::string& key_of_last,
                                bool is_down, const std::string& ties,
                                const std::string& ties_of_last) {
  return fmt::format("({0} {2} {1} or ({0} = {1} and ({3}) <= ({4})))", key, key_of_last,
                     is_down ? ">" : "<", ties, ties_of_last);
}

}  // namespace xueshi::store
