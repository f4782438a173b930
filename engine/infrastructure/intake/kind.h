// The kinds of import files: a file's stem says what it holds.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace xueshi::intake {

enum class Kind {
  kOrgs,
  kPeople,
  kRoles,
  kHeadcounts,
  kAbsences,
  kPlans,
  kClasses,
  kAttendees,
  kLearning,
  kExams
};

std::string_view stem(Kind kind);  // "people"

// "people" and "people-错误" → kPeople; also as browsers and desktops name copies – "People",
// "people (1)", "people - 副本". Absent for any other stem.
std::optional<Kind> find_kind(std::string_view file_stem);

// True for the stem of a corrected copy: "people-错误". Folders of imports skip them.
bool is_error_copy(std::string_view file_stem);

// What desktops and office programs leave in a folder (Thumbs.db, ~$people.xlsx, hidden files), and
// what people lay beside their files to be read (README). Folders of imports skip them.
bool is_left_over(std::string_view file_name);

// Every kind, what others refer to first: units before people, plans before classes.
const std::vector<Kind>& kinds_in_order();

// "orgs、people、…", for messages.
std::string_view kinds_as_text();

}  // namespace xueshi::intake
