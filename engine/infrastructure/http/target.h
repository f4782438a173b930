// Targets: what stands behind the method, and the fields of forms, which are written alike.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "http/message.h"

namespace xueshi::http {

// What a query and a form may have at most.
inline constexpr std::size_t kMostPairs = 64;

struct Target {
  std::string path;
  Pairs query;
};

// Decodes once. Absent where it is not an address of this site as it is asked for by a browser: it
// does not begin with one `/`, has a step `.` or `..`, an escape that is none, a NUL, or is not
// UTF-8 once decoded; where the query has more than kMostPairs.
std::optional<Target> parse_target(std::string_view target);

// `application/x-www-form-urlencoded`; absent as above, `most` pairs at most.
std::optional<Pairs> parse_form(std::string_view text, std::size_t most);

}  // namespace xueshi::http
