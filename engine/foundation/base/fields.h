// Fields: what a form, a row of a file or an entry of the audit trail says, heading by heading, in
// the order in which people see them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace xueshi::base {

using Fields = std::vector<std::pair<std::string, std::string>>;  // heading, text

// The text under a heading; nullptr where the heading is absent.
const std::string* find_field(const Fields& fields, std::string_view heading);

// The same; "" where the heading is absent.
std::string field_or_empty(const Fields& fields, std::string_view heading);

}  // namespace xueshi::base
