// What the doctor asks of the files: rules, graphs, schedules, plugins; witness and reports.
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "audit/witness.h"
#include "authoring/plugins.h"
#include "authoring/policies.h"
#include "authoring/proposals.h"
#include "authoring/workflows.h"
#include "base/error.h"
#include "base/number.h"
#include "base/text.h"
#include "database/schema.h"
#include "plugin/plugin.h"
#include "report/provenance.h"
#include "report/schedules.h"
#include "seal/hash.h"
#include "session/files.h"
#include "session/home.h"
#include "store/people.h"
#include "store/publications.h"
#include "upkeep/patient.h"

namespace xueshi::upkeep {

namespace {

namespace fs = std::filesystem;

// Every finding is a line, once: a file that others extend is wrong in each of them. `sound` where
// there is no error.
void tell(Patient& patient, const base::Findings& findings, const std::string& sound) {
  std::set<std::string> told;
  for (const base::Finding& finding : findings.kept()) {
    std::string line = base::render(finding);
    if (!told.insert(line).second) continue;
    finding.severity == base::Severity::kWarning ? patient.warn(line) : patient.fail(line);
  }
  if (findings.ok()) patient.ok(sound);
}

// Rules that were confirmed, where a file says something else.
void compare_with_confirmed(Patient& patient) {
  try {
    if (!patient.database ||
        patient.database->schema_version() != database::newest_schema_version())
      return;
    for (const authoring::ToldDeparture& departure :
         authoring::tell_departures(*patient.database, patient.settings)) {
      if (departure.is_damage) patient.fail(departure.sentence);
      if (!departure.is_damage) patient.warn(departure.sentence);
    }
  } catch (const base::Error&) {  // what is wrong with the database, its own checks say
  }
}

void check_rules(Patient& patient) {
  authoring::PolicyCheck check = authoring::check_policies(patient.settings, "");
  std::vector<std::string> spans;
  for (const authoring::CheckedPolicy& checked : check.files) {
    spans.push_back(fmt::format("{} {}", fs::path(checked.file).filename().string(),
                                authoring::render_span(checked)));
  }
  tell(patient, check.findings,
       fmt::format("{} 个规定文件都正确：{}", check.files.size(), base::join(spans, "；")));
  compare_with_confirmed(patient);
}

void check_graphs(Patient& patient) {
  authoring::WorkflowCheck check = authoring::check_workflows(patient.settings, "");
  tell(patient, check.findings, fmt::format("{} 个流程文件都正确", check.sound.size()));
}

void check_schedules(Patient& patient) {
  base::Findings findings;
  std::size_t count = 0;
  try {
    count = report::load_schedules(session::Home(patient.settings.value("home"))).size();
  } catch (const session::WrongFiles& wrong) {
    findings = wrong.findings();
  }
  if (findings.ok() && count == 0) return patient.warn("没有定时任务，什么都不会自动执行", "");
  tell(patient, findings, fmt::format("{} 个定时任务都正确", count));
}

// "1.10" is more than "1.9".
bool is_newer(const std::string& version, const std::string& than) {
  std::vector<std::string> left = base::split(version, '.'), right = base::split(than, '.');
  for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
    std::int64_t a = i < left.size() ? base::parse_decimal(left[i], 0).value_or(0) : 0;
    std::int64_t b = i < right.size() ? base::parse_decimal(right[i], 0).value_or(0) : 0;
    if (a != b) return a > b;
  }
  return false;
}

// By folder, what was published last with each plugin.
std::map<std::string, store::Publication> last_published(database::Database& database) {
  std::map<std::string, store::Publication> last;
  academy::OrgTree tree(store::fetch_orgs(database));
  if (tree.orgs().empty()) return last;
  academy::Scope all = academy::Scope::of(academy::Actor::machine_operator(), tree);
  store::for_each_publication(database, all, [&](const store::Publication& one) {
    store::Publication& kept = last[one.plugin_folder];
    if (kept.made_real <= one.made_real) kept = one;
  });
  return last;
}

// Where several machines make reports, all of them should have the same plugins. Who has a newer
// version than the one that published last may just have got it.
void compare_with_published(Patient& patient) {
  std::map<std::string, store::Publication> last = last_published(*patient.database);
  session::Home home(patient.settings.value("home"));
  for (const plugin::PluginPlace& place : plugin::find_plugins(home.folder())) {
    auto at = last.find(place.folder);
    base::Findings told;  // by the check of the files
    auto plugin = at == last.end() ? std::nullopt : plugin::load_plugin(home.folder(), place, told);
    if (!plugin || seal::sha256(report::plugin_text(*plugin)) == at->second.plugin) continue;
    const std::string& here = plugin->manifest.version;
    const std::string& there = at->second.plugin_version;
    if (is_newer(here, there)) continue;
    patient.warn(
        fmt::format(
            "{} 与 {} 发布时所用的不是同一份（本机 {} 版，当时 {} 版）：几台机器上的插件要一致，"
            "改动后请提高版本号",
            place.folder, at->second.made_at, here, there),
        place.path.string());
  }
}

void check_plugin_files(Patient& patient) {
  authoring::PluginCheck check = authoring::check_plugins(patient.settings, "");
  tell(patient, check.findings, fmt::format("{} 个插件及其模板都正确", check.folders.size()));
  try {
    if (patient.database && patient.database->schema_version() == database::newest_schema_version())
      compare_with_published(patient);
  } catch (const base::Error&) {  // what is wrong with the database, its own checks say
  }
}

// Tries a folder out: what a mode says is not all.
bool can_write(const fs::path& folder) {
  fs::path trial = folder / fmt::format(".xueshi-doctor-{}", ::getpid());
  std::ofstream stream(trial);
  bool is_written = stream.is_open() && (stream << "x").flush();
  stream.close();
  std::error_code error;
  fs::remove(trial, error);
  return is_written;
}

void check_key(Patient& patient, const fs::path& key, bool has_heads) {
  struct stat state {};
  bool is_there = ::stat(key.c_str(), &state) == 0;
  if (!is_there && has_heads) {
    return patient.fail(
        "审计见证的密钥不见了，什么都不能办理：请从备份放回；确已丢失的，由本机操作员更换密钥",
        key.string());
  }
  if (!is_there) return patient.ok("审计见证还没有密钥：第一次办理时生成", key.string());
  if ((state.st_mode & 077) != 0) {
    return patient.fail(
        fmt::format("审计见证的密钥别人也能读写（{:o}）：请只让所有者读写", state.st_mode & 0777),
        key.string());
  }
  patient.ok("审计见证的密钥只有所有者能读写", key.string());
}

void check_witness(Patient& patient) {
  if (!patient.database) return;
  fs::path heads = audit::Witness::of(patient.settings, *patient.database).file();
  fs::path folder = heads.parent_path().empty() ? fs::path(".") : heads.parent_path();
  std::error_code error;
  bool has_heads = fs::file_size(heads, error) > 0 && !error;
  bool is_lost = !has_heads && store::was_witnessed(*patient.database);
  if (!fs::exists(folder, error)) {
    if (!is_lost) patient.warn("审计见证的文件夹还不存在：第一次办理时建立", folder.string());
  } else if (!can_write(folder)) {
    patient.fail("审计见证的文件夹不能写入：请更正权限，或另指一个文件夹", folder.string());
  } else {
    patient.ok("审计见证的文件夹可以写入", folder.string());
  }
  if (is_lost)
    patient.fail("审计见证的文件不见了：请从备份放回，或指明它所在的文件夹", heads.string());
  check_key(patient, fs::path(heads).replace_extension(".key"), has_heads);
}

void check_reports(Patient& patient) {
  fs::path folder = patient.settings.value("reports");
  std::error_code error;
  if (!fs::exists(folder, error))
    return patient.warn("定时报表的文件夹还不存在：第一次发布时建立（设置 reports）",
                        folder.string());
  if (!fs::is_directory(folder, error) || !can_write(folder))
    return patient.fail("定时报表的文件夹不能写入：请更正权限，或改设置 reports", folder.string());
  patient.ok("定时报表的文件夹可以写入", folder.string());
}

}  // namespace

const std::vector<DoctorCheck>& file_checks() {
  static const std::vector<DoctorCheck> kChecks = {
      {"rules", check_rules},          {"workflows", check_graphs}, {"schedules", check_schedules},
      {"plugins", check_plugin_files}, {"witness", check_witness},  {"reports", check_reports},
  };
  return kChecks;
}

}  // namespace xueshi::upkeep
