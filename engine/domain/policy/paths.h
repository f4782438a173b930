// Paths: how a value of a rules file is named, "requirements.staff.need.training"; for this room's
// own files.
#pragma once

#include <string>
#include <vector>

#include "yaml/node.h"

namespace xueshi::policy {

// The step that names an item of a list: its id, else its number.
std::string name_of(const yaml::Node& item, std::size_t index);
// A part below a node; null where it has none of that name.
yaml::Node* child(yaml::Node& node, const std::string& step);
const yaml::Node* child(const yaml::Node& node, const std::string& step);
// Of everything right below a node, in the order of the file.
std::vector<std::string> steps_of(const yaml::Node& node);
std::string below(const std::string& path, const std::string& step);

}  // namespace xueshi::policy
