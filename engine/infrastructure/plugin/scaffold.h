// Scaffold: the files of a new plugin, small, complete and running.
#pragma once

#include <string>
#include <vector>

namespace xueshi::plugin {

struct ScaffoldFile {
  std::string path;  // relative to the plugin's folder: "tests/example/input.yaml"
  std::string text;
};

// A list of the year's classes, with a template of its own and one case. `name` is the folder's
// name.
std::vector<ScaffoldFile> scaffold(const std::string& name);

}  // namespace xueshi::plugin
