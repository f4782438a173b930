#include "session/home.h"

#include <fmt/format.h>
#include <unistd.h>

#include "base/blocker.h"
#include "base/file.h"
#include "policy/file_name.h"
#include "session/files.h"

namespace xueshi::session {

namespace fs = std::filesystem;

namespace {

fs::path program_folder() {
  std::error_code error;
  return fs::read_symlink("/proc/self/exe", error).parent_path();
}

bool is_home(const fs::path& folder) {
  std::error_code error;
  return fs::is_directory(folder / "rules", error);
}

}  // namespace

Home::Home(const std::string& given) : folder_(given) {
  std::error_code error;
  if (!folder_.empty() && !fs::is_directory(folder_, error)) {
    throw base::Refused("config.no-home", fmt::format("文件夹 '{}' 不存在，请检查路径", given));
  }
  if (!folder_.empty()) return;
  fs::path program = program_folder();
  folder_ = ".";
  for (const fs::path& candidate :
       {fs::path("."), program.parent_path(), program.parent_path() / "share/xueshi"}) {
    if (is_home(candidate)) {
      folder_ = candidate;
      return;
    }
  }
}

policy::Shelf Home::load_shelf() const {
  policy::Shelf shelf;
  for (const fs::path& path : list_files(folder_ / "rules", ".yaml")) {
    if (auto year = policy::year_of_file(path.filename().string())) {
      shelf.by_year[year->value()] = {path.lexically_normal().string(),
                                      policy::canonical_text(read_text(path))};
    }
  }
  return shelf;
}

void Home::check_rules_folder(const policy::Shelf& shelf, base::Findings& findings) const {
  auto has_rules_of = [&](base::Year year) { return shelf.by_year.count(year.value()) > 0; };
  for (const fs::path& path : base::list_folder(folder_ / "rules")) {
    std::error_code error;
    if (fs::is_directory(path, error)) continue;
    policy::check_file_name(path.lexically_normal().string(), path.filename().string(),
                            has_rules_of, findings);
  }
}

bool Home::is_among_rules(const fs::path& path) const {
  std::error_code error;
  fs::path folder = path.parent_path().empty() ? fs::path(".") : path.parent_path();
  return fs::equivalent(folder, folder_ / "rules", error) && !error;
}

Home::WorkflowFile Home::load_workflow(const std::string& name, base::Findings& findings) const {
  fs::path program = program_folder();
  std::string file = name + ".yaml";
  for (const fs::path& home :
       {folder_, program.parent_path(), program.parent_path() / "share/xueshi"}) {
    fs::path path = (home / "workflows" / file).lexically_normal();
    if (!is_absent(path)) return {path.string(), read_text(path)};
  }
  fs::path path = (folder_ / "workflows" / file).lexically_normal();
  findings.error({path.string(), 0, 0, "", ""}, "workflow.no-file",
                 "流程文件不存在，请指明 workflows 所在的文件夹");
  return {path.string(), ""};
}

std::vector<fs::path> Home::list_workflows() const {
  std::vector<fs::path> files;
  for (const fs::path& path : list_files(folder_ / "workflows", ".yaml")) {
    if (path.stem() != kSchedules && path.stem() != kRights)
      files.push_back(path.lexically_normal());
  }
  return files;
}

fs::path Home::plugin_program() {
  fs::path beside = program_folder() / "xueshi-plugin";
  if (fs::exists(beside)) return beside;
  return program_folder().parent_path() / "libexec/xueshi/xueshi-plugin";
}

}  // namespace xueshi::session
