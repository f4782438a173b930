// Shelf: every plugin of a home, and which of them makes a report of an institute.
//
// Official is official: what a report of the academy is called, and the file it writes, is its own.
// An institute's plugin takes the place of one only where plugins/overrides.yaml, the academy's own
// file, lists it – and never that of the year-end's workbooks (domain.md §4). No two reports of an
// institute share an output file.
//
//   overrides:
//     - {institute: I001, report: plan-list}   plugins/institutes/I001/plan-list makes I001's
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/finding.h"
#include "page/template.h"
#include "plugin/plugin.h"

namespace xueshi::plugin {

// The reports that every institute hands in, in that order; always those of plugins/.
const std::vector<std::string>& year_end_reports();
bool is_year_end(const std::string& report);

class Shelf {
 public:
  // Finds the plugins and reads plugins/overrides.yaml.
  explicit Shelf(std::filesystem::path home);

  // The standard ones, then those of institutes, in byte order.
  const std::vector<PluginPlace>& places() const { return places_; }
  // Of plugins/overrides.yaml. With errors, nothing of it is in force.
  const base::Findings& findings() const { return findings_; }

  // Those that an institute may see, whether they may be used or not.
  std::vector<PluginPlace> visible_to(const std::string& institute) const;
  // The one that makes a report of an institute; null where there is none.
  const PluginPlace* find(const std::string& report, const std::string& institute) const;
  // The academy's one whose place an institute's own takes, as it is allowed to; else null.
  const PluginPlace* replaced_by(const PluginPlace& place) const;

  // What bars a plugin from being used: its name is an official report's ("plugin.takes-name"), or
  // it would write another's file ("plugin.takes-output") – in any year, or in the run of these
  // fields.
  void check(const PluginPlace& place, const Manifest& manifest, base::Findings& findings) const;
  void check(const PluginPlace& place, const Manifest& manifest, const page::Fields& fields,
             base::Findings& findings) const;

 private:
  void read_overrides();
  bool is_listed(const PluginPlace& place) const;
  const PluginPlace* standard(const std::string& report) const;
  bool check_name(const PluginPlace& place, const Manifest& manifest,
                  base::Findings& findings) const;
  std::vector<const PluginPlace*> rivals_of(const PluginPlace& place) const;
  const Manifest* manifest_of(const PluginPlace& place) const;

  std::filesystem::path home_;
  std::vector<PluginPlace> places_;
  base::Findings findings_;
  std::vector<std::pair<std::string, std::string>> overrides_;        // institute, report
  mutable std::map<std::string, std::optional<Manifest>> manifests_;  // by folder
};

}  // namespace xueshi::plugin
