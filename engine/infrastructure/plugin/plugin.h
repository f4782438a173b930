// Plugin: a folder with plugin.yaml, main.lua and perhaps a template of its own – found, read and
// checked.
//
//   plugins/<name>/                    a standard report, for everybody
//   plugins/institutes/<code>/<name>/  an institute's own, visible to that institute only
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/finding.h"
#include "page/template.h"
#include "plugin/manifest.h"

namespace xueshi::plugin {

// A plugin's folder, before anything in it is read.
struct PluginPlace {
  std::string name;                      // "execution"
  std::optional<std::string> institute;  // "I001"; absent for a standard report
  std::string folder;                    // as messages name it: "plugins/execution"
  std::filesystem::path path;
};

// Every plugin under <home>/plugins: the standard ones, then those of institutes, in byte order.
std::vector<PluginPlace> find_plugins(const std::filesystem::path& home);
// The standard ones and the institute's own.
std::vector<PluginPlace> visible_to(const std::vector<PluginPlace>& all,
                                    const std::string& institute);
// A folder named on the command line; it may lie outside home (then it counts as a standard
// report).
PluginPlace place_of(const std::filesystem::path& home, const std::filesystem::path& folder);
// The one of that name which an institute sees; its own goes before a standard one. Null where
// there is none.
const PluginPlace* find_plugin(const std::vector<PluginPlace>& all, const std::string& name,
                               const std::string& institute);

struct Plugin {
  PluginPlace place;
  Manifest manifest;
  std::string program_file;  // "plugins/execution/main.lua"
  std::string program;       // its text
  page::Template page;
  std::string manifest_text;  // as read: what a report was made by
  std::string page_text;
};

// Reads and checks manifest and template, and that there is a program of sound size and encoding.
// Whether it is sound Lua only Host::check can say. Absent with findings.
std::optional<Plugin> load_plugin(const std::filesystem::path& home, const PluginPlace& place,
                                  base::Findings& findings);

}  // namespace xueshi::plugin
