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

#include "base/file.h"
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
  std::filesystem::path root;  // no link leads from here to its files; empty: from `path`
};

// Every plugin under <home>/plugins: the standard ones, then those of institutes, in byte order.
std::vector<PluginPlace> find_plugins(const std::filesystem::path& home);
// A folder named on the command line; it may lie outside home (then it counts as a standard
// report).
PluginPlace place_of(const std::filesystem::path& home, const std::filesystem::path& folder);

// A file of the plugin, if it is one: what is behind a link is not the plugin's own.
base::FileText read_own(const PluginPlace& place, const std::string& file, std::size_t most);

struct Plugin {
  PluginPlace place;
  Manifest manifest;
  std::string program_file;  // "plugins/execution/main.lua"
  std::string program;       // its text
  page::Template page;
  std::string manifest_text;  // as read: what a report was made by
  std::string page_text;
};

// Its plugin.yaml alone; absent where that is wrong.
std::optional<Manifest> load_manifest(const PluginPlace& place);

// Reads and checks manifest and template, and that there is a program of sound size and encoding.
// Whether it is sound Lua only Host::check can say. Absent with findings.
std::optional<Plugin> load_plugin(const std::filesystem::path& home, const PluginPlace& place,
                                  base::Findings& findings);

}  // namespace xueshi::plugin
