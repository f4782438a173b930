// What plugin authors do: list, start, check, test and try out report plugins.
#pragma once

#include <string>
#include <vector>

#include "base/finding.h"
#include "page/template.h"
#include "plugin/case.h"
#include "plugin/plugin.h"
#include "session/session.h"
#include "session/settings.h"

namespace xueshi::authoring {

struct PluginEntry {
  std::string name;
  std::string title;  // empty where the manifest is wrong
  std::string version;
  std::optional<std::string> institute;  // absent: for everybody
  std::string folder;
  std::vector<std::string> inputs;
  std::string replaces;               // the folder of the academy's report whose place it takes
  std::vector<std::string> problems;  // why it is not used, where the files themselves are right
};

// Every plugin of the home, or those that an institute sees. Needs no database.
std::vector<PluginEntry> list_plugins(const session::Settings& settings,
                                      const std::string& institute);

// Writes a new plugin's files. Refuses a folder that is already there ("plugin.exists") and a name
// that is none
// ("plugin.wrong-name"). Returns the files.
std::vector<std::string> new_plugin(const std::string& folder);

// Checks manifest, template and program of one plugin, or of every plugin of the home.
struct PluginCheck {
  base::Findings findings;
  std::vector<std::string> folders;
};
PluginCheck check_plugins(const session::Settings& settings, const std::string& folder);

// Runs the cases in tests/ of one plugin, or of every plugin of the home.
struct PluginTests {
  base::Findings findings;                                          // of the plugins' own files
  std::vector<std::pair<std::string, plugin::CaseResult>> results;  // by folder
};
PluginTests test_plugins(const session::Settings& settings, const std::string& folder);

// The rows that a plugin makes of an institute's data, without a workbook.
struct PluginRows {
  std::string csv;
  std::string log;
  std::optional<base::Finding> failure;
};
PluginRows try_plugin(session::Session& session, const std::string& folder, base::Year year,
                      std::string org);

}  // namespace xueshi::authoring
