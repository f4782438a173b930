// Performers in words; for this room's own files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "workflow/definition.h"

namespace xueshi::workflow {

// "author、institute_admin@institute_of_subject": as the file says it.
std::string render_performers(const std::vector<Performer>& performers);

// "编制者", "学员", "管理员", "程序", or the label of the role.
std::string show_performers(const std::vector<Performer>& performers, std::string_view separator);

}  // namespace xueshi::workflow
