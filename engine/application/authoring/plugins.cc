#include "authoring/plugins.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/file.h"
#include "plugin/scaffold.h"
#include "plugin/shelf.h"
#include "report/report_inputs.h"

namespace xueshi::authoring {

namespace {

namespace fs = std::filesystem;

// The plugin of a folder, or with an empty folder all of the home.
std::vector<plugin::PluginPlace> places_of(const session::Settings& settings,
                                           const std::string& folder) {
  session::Home home(settings.value("home"));
  if (folder.empty()) return plugin::find_plugins(home.folder());
  if (!fs::is_directory(folder)) {
    throw base::Refused("plugin.no-folder",
                        fmt::format("没有文件夹 '{}'，请给出插件所在的文件夹", folder));
  }
  return {plugin::place_of(home.folder(), folder)};
}

bool is_plugin_name(const std::string& name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

}  // namespace

std::vector<PluginEntry> list_plugins(const session::Settings& settings,
                                      const std::string& institute) {
  session::Home home(settings.value("home"));
  plugin::Shelf shelf(home.folder());
  std::vector<plugin::PluginPlace> places =
      institute.empty() ? shelf.places() : shelf.visible_to(institute);
  std::vector<PluginEntry> entries;
  for (const plugin::PluginPlace& place : places) {
    base::Findings findings;
    PluginEntry entry{place.name, "", "", place.institute, place.folder, {}, "", {}};
    if (auto plugin = plugin::load_plugin(home.folder(), place, findings)) {
      entry.title = plugin->manifest.title;
      entry.version = plugin->manifest.version;
      entry.inputs = plugin->manifest.inputs;
      base::Findings bars;
      shelf.check(place, plugin->manifest, bars);
      for (const base::Finding& bar : bars.kept()) entry.problems.push_back(bar.message);
      if (const plugin::PluginPlace* replaced = shelf.replaced_by(place))
        entry.replaces = replaced->folder;
    }
    entries.push_back(std::move(entry));
  }
  return entries;
}

std::vector<std::string> new_plugin(const std::string& folder) {
  fs::path path = fs::path(folder).lexically_normal();
  if (!path.has_filename()) path = path.parent_path();
  std::string name = path.filename().string();
  base::Blockers blockers;
  if (!is_plugin_name(name)) {
    blockers.push_back(
        {"plugin.wrong-name", fmt::format("插件名 '{}' 只能用小写字母、数字和连字符 -", name)});
  }
  if (fs::exists(path)) {
    blockers.push_back({"plugin.exists", fmt::format("'{}' 已存在，请换一个名字", path.string())});
  }
  if (!blockers.empty()) throw base::Refused(blockers);
  std::vector<std::string> written;
  for (const plugin::ScaffoldFile& file : plugin::scaffold(name)) {
    base::write_file(path / file.path, file.text);
    written.push_back((path / file.path).string());
  }
  return written;
}

PluginCheck check_plugins(const session::Settings& settings, const std::string& folder) {
  session::Home home(settings.value("home"));
  plugin::Host host(session::Home::plugin_program());
  plugin::Shelf shelf(home.folder());
  PluginCheck check;
  check.findings.append(shelf.findings());
  for (const plugin::PluginPlace& place : places_of(settings, folder)) {
    check.folders.push_back(place.folder);
    auto plugin = plugin::load_plugin(home.folder(), place, check.findings);
    if (!plugin) continue;
    shelf.check(place, plugin->manifest, check.findings);
    if (auto failure = host.check(*plugin)) check.findings.add(*failure);
  }
  return check;
}

PluginTests test_plugins(const session::Settings& settings, const std::string& folder) {
  session::Home home(settings.value("home"));
  plugin::Host host(session::Home::plugin_program());
  PluginTests tests;
  for (const plugin::PluginPlace& place : places_of(settings, folder)) {
    auto plugin = plugin::load_plugin(home.folder(), place, tests.findings);
    if (!plugin) continue;
    for (const fs::path& each : plugin::find_cases(*plugin)) {
      tests.results.emplace_back(place.folder, plugin::run_case(host, *plugin, each));
    }
  }
  return tests;
}

PluginRows try_plugin(session::Session& session, const std::string& folder, base::Year year,
                      std::string org) {
  session.require_right(academy::Right::kTryPlugins);
  academy::Scope scope = session.institute_scope(org);
  plugin::PluginPlace place = plugin::place_of(session.home().folder(), folder);
  base::Findings findings;
  auto plugin = plugin::load_plugin(session.home().folder(), place, findings);
  if (!plugin) throw session::WrongFiles(findings);
  if (place.institute && *place.institute != org) {
    throw base::Refused("plugin.other-institute", fmt::format("插件 {} 属于 {}，{} 不能使用",
                                                              place.folder, *place.institute, org));
  }
  database::Transaction snapshot(session.database(), database::Transaction::Mode::kSnapshot);
  report::InstituteYear data = report::read_institute_year(session, scope, org, year);
  plugin::Host host(session::Home::plugin_program());
  plugin::RowList rows(plugin->page);
  plugin::Outcome outcome =
      host.run(*plugin, report::book_of(session, data), report::sources_of(session, data), rows);
  PluginRows result{"", outcome.log, outcome.failure};
  if (outcome.ok()) result.csv = plugin::render_csv(plugin->page, rows.rows);
  return result;
}

}  // namespace xueshi::authoring
