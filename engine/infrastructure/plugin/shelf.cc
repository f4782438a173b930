#include "plugin/shelf.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/file.h"
#include "base/text.h"
#include "yaml/node.h"
#include "yaml/reader.h"

namespace xueshi::plugin {

namespace {

namespace fs = std::filesystem;

constexpr const char* kOverrides = "plugins/overrides.yaml";
constexpr std::size_t kMostBytes = std::size_t{1} << 20;
// The years for which two names of output files are compared where no run is at hand.
constexpr int kFirstYear = 2000, kLastYear = 2099;

// Who is higher keeps what two want to have; of two equals neither does.
int rank_of(const PluginPlace& place, bool is_listed) {
  if (place.institute && !is_listed) return 0;
  return is_year_end(place.name) ? 2 : 1;
}

// As a folder that others share sees it: 2020-A.xlsx and 2020-a.xlsx are one file.
std::string file_of(const Manifest& manifest, const page::Fields& fields) {
  return base::lower_ascii(output_name(manifest, fields));
}

page::Fields sample_fields(int year, const std::string& institute) {
  return {{"year", std::to_string(year)},
          {"institute.code", institute},
          {"institute.name", "\x01" + institute}};  // no name that anybody writes down
}

struct Entry {
  std::string institute, report;
};

std::optional<Entry> read_entry(yaml::Reader& reader, const yaml::Node& node,
                                const std::vector<PluginPlace>& places) {
  if (!reader.check_keys(node, {"institute", "report"})) return std::nullopt;
  Entry entry{reader.required_text(node, "institute"), reader.required_text(node, "report")};
  if (entry.institute.empty() || entry.report.empty()) return std::nullopt;
  const yaml::Mark& mark = node.find("report")->mark;
  if (is_year_end(entry.report)) {
    reader.error(
        mark, "year-end",
        fmt::format("'{}' 是年终上报的报表，各研究所都用 plugins/{}，不能代替；请删去这一行",
                    entry.report, entry.report));
    return std::nullopt;
  }
  std::vector<std::string> reports;
  bool has_own = false;
  for (const PluginPlace& place : places) {
    if (!place.institute) reports.push_back(place.name);
    has_own |= place.institute == entry.institute && place.name == entry.report;
  }
  if (std::find(reports.begin(), reports.end(), entry.report) == reports.end()) {
    reader.error(
        mark, "unknown-report",
        fmt::format("全院没有报表 '{}'{}", entry.report, base::suggest(entry.report, reports)));
    return std::nullopt;
  }
  if (!has_own) {
    reader.warning(mark, "no-plugin",
                   fmt::format("没有 plugins/institutes/{}/{}，{} 仍用全院的报表", entry.institute,
                               entry.report, entry.institute));
  }
  return entry;
}

}  // namespace

const std::vector<std::string>& year_end_reports() {
  static const std::vector<std::string> kReports = {"execution", "backbone", "annual-summary"};
  return kReports;
}

bool is_year_end(const std::string& report) {
  const std::vector<std::string>& reports = year_end_reports();
  return std::find(reports.begin(), reports.end(), report) != reports.end();
}

Shelf::Shelf(fs::path home) : home_(std::move(home)), places_(find_plugins(home_)) {
  read_overrides();
}

void Shelf::read_overrides() {
  base::FileText file = base::read_file_below(home_ / "plugins", "overrides.yaml", kMostBytes + 1);
  if (file.is_absent()) return;
  if (!file.ok()) {
    base::Place place;
    place.file = kOverrides;
    findings_.error(place, "overrides.unreadable",
                    fmt::format("无法读取 {}：{}", kOverrides, file.why()));
    return;
  }
  auto document = yaml::Document::parse(kOverrides, file.text, findings_);
  if (!document) return;
  yaml::Reader reader(*document, "overrides", findings_);
  if (!reader.check_keys(document->root(), {"overrides"})) return;
  const yaml::Node* list = reader.required(document->root(), "overrides");
  if (list == nullptr) return;
  if (!list->is_sequence()) {
    reader.error(list->mark, "wrong-kind",
                 "overrides 是一个列表，每行如 - {institute: I001, report: plan-list}");
    return;
  }
  std::vector<std::pair<std::string, std::string>> listed;
  for (const yaml::Node& node : list->items) {
    auto entry = read_entry(reader, node, places_);
    if (!entry) continue;
    std::pair<std::string, std::string> one(entry->institute, entry->report);
    if (std::find(listed.begin(), listed.end(), one) != listed.end())
      reader.error(node.mark, "twice", fmt::format("{} 的 '{}' 写了两次", one.first, one.second));
    listed.push_back(std::move(one));
  }
  findings_.sort_by_place();
  if (findings_.ok()) overrides_ = std::move(listed);
}

bool Shelf::is_listed(const PluginPlace& place) const {
  return place.institute && std::find(overrides_.begin(), overrides_.end(),
                                      std::pair(*place.institute, place.name)) != overrides_.end();
}

const PluginPlace* Shelf::standard(const std::string& report) const {
  auto at = std::find_if(places_.begin(), places_.end(), [&](const PluginPlace& place) {
    return !place.institute && place.name == report;
  });
  return at == places_.end() ? nullptr : &*at;
}

std::vector<PluginPlace> Shelf::visible_to(const std::string& institute) const {
  std::vector<PluginPlace> visible;
  for (const PluginPlace& place : places_) {
    if (!place.institute || *place.institute == institute) visible.push_back(place);
  }
  return visible;
}

const PluginPlace* Shelf::find(const std::string& report, const std::string& institute) const {
  const PluginPlace* official = standard(report);
  if (is_year_end(report)) return official;
  for (const PluginPlace& place : places_) {
    bool is_own = place.name == report && place.institute == institute;
    if (is_own && (official == nullptr || is_listed(place))) return &place;
  }
  return official;
}

const PluginPlace* Shelf::replaced_by(const PluginPlace& place) const {
  return is_listed(place) ? standard(place.name) : nullptr;
}

// Its own name bars it, or may: where plugins/overrides.yaml is wrong, that alone is told.
bool Shelf::check_name(const PluginPlace& place, const Manifest& manifest,
                       base::Findings& findings) const {
  if (!place.institute || is_listed(place)) return true;
  if (is_year_end(place.name)) {
    findings.error(manifest.name_place, "plugin.takes-name",
                   fmt::format("'{}' 是年终上报的报表，各研究所都用 plugins/{}；请换一个名称",
                               place.name, place.name));
    return false;
  }
  const PluginPlace* official = standard(place.name);
  if (official == nullptr) return true;
  if (!findings_.ok()) return false;
  findings.error(
      manifest.name_place, "plugin.takes-name",
      fmt::format("全院已有报表 '{}'（{}），本插件不会使用；请换一个名称，确要代替的请院里写进 {}",
                  place.name, official->folder, kOverrides));
  return false;
}

// Those whose output file is not this one's to write.
std::vector<const PluginPlace*> Shelf::rivals_of(const PluginPlace& place) const {
  std::vector<const PluginPlace*> rivals;
  const PluginPlace* replaced = replaced_by(place);
  for (const PluginPlace& other : places_) {
    bool is_seen = !other.institute || !place.institute || other.institute == place.institute;
    bool is_used = !other.institute || is_listed(other) || standard(other.name) == nullptr;
    bool yields = rank_of(other, is_listed(other)) < rank_of(place, is_listed(place)) ||
                  (replaced_by(other) != nullptr && replaced_by(other)->folder == place.folder);
    if (other.folder == place.folder || &other == replaced || !is_seen || !is_used || yields)
      continue;
    rivals.push_back(&other);
  }
  return rivals;
}

const Manifest* Shelf::manifest_of(const PluginPlace& place) const {
  auto [at, fresh] = manifests_.try_emplace(place.folder);
  if (fresh) at->second = load_manifest(place);
  return at->second ? &*at->second : nullptr;
}

void Shelf::check(const PluginPlace& place, const Manifest& manifest, const page::Fields& fields,
                  base::Findings& findings) const {
  if (!check_name(place, manifest, findings)) return;
  std::string file = file_of(manifest, fields);
  for (const PluginPlace* rival : rivals_of(place)) {
    const Manifest* other = manifest_of(*rival);
    if (other == nullptr || file_of(*other, fields) != file) continue;
    findings.error(manifest.output_place, "plugin.takes-output",
                   fmt::format("与 {} 写的是同一个文件 {}，请换一个文件名", rival->folder,
                               output_name(manifest, fields)));
  }
}

void Shelf::check(const PluginPlace& place, const Manifest& manifest,
                  base::Findings& findings) const {
  if (!check_name(place, manifest, findings)) return;
  for (const PluginPlace* rival : rivals_of(place)) {
    const Manifest* other = manifest_of(*rival);
    std::string institute = place.institute ? *place.institute : rival->institute.value_or("\x01");
    for (int year = kFirstYear; other != nullptr && year <= kLastYear; ++year) {
      page::Fields fields = sample_fields(year, institute);
      if (file_of(*other, fields) != file_of(manifest, fields)) continue;
      findings.error(
          manifest.output_place, "plugin.takes-output",
          fmt::format("与 {} 写的是同一个文件 {}，请换一个文件名", rival->folder, other->output));
      break;
    }
  }
}

}  // namespace xueshi::plugin
